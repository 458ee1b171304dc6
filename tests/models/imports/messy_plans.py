"""Plans as kindergartens really send them, written at test time, each with the truth about its rows.

The plan runs over the school year 2025/26; `TEAM`, the sections and the formats are the site's.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.rows.table_import import PersonListed
from tests.models.imports.messy import Grid, ods, text, xls, xlsx

TEAM = (
    PersonListed(1, "Иванова", "Анна", "Ильинична", ("старший воспитатель", "тьютор")),
    PersonListed(2, "Петрова", "Вера", "Викторовна", ("воспитатель",)),
    PersonListed(3, "Семёнова-Ким", "Ольга", "Юрьевна", ("заведующий", "руководитель площадки")),
    PersonListed(4, "Алиева", "Севда", "Гасан кызы", ("воспитатель",)),
)
SECTIONS = (
    "Организационно-управленческая деятельность", "Нормативное обеспечение",
    "Информационно-методическое сопровождение", "Реализация программ стажировки", "Распространение лучших практик",
    "Мониторинг и аналитика", "Развитие кадров и среды",
)  # fmt: skip
ORG, NORMS, METHOD, TRAINING, SHARING, MONITORING, PEOPLE = SECTIONS
HEADINGS = ["№ п/п", "Мероприятие", "Формат", "Срок", "Ответственный"]


def day(month: int, number: int) -> dt.date:
    """A day of the school year 2025/26."""
    return dt.date(2025 if month > 8 else 2026, month, number)


YEAR = (day(9, 1), day(8, 31))


@dataclass(frozen=True)
class MessyPlan:
    """A file or a pasted table, and what must be read from it."""

    name: str
    make: Callable[[Path], None] | str
    """A writer of a file; text that was pasted."""
    lines: dict[int, dict[str, Any]]
    """Row → what its line says, of the rows that may be taken."""
    refused: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Row → the fields of its problems."""


def line(title: str, due: tuple[dt.date, dt.date] | dt.date, **said: Any) -> dict[str, Any]:
    """A line by Иванова, a seminar in the room of the first section, unless said otherwise."""
    first, last = due if isinstance(due, tuple) else (due, due)
    usual = {"section": ORG, "format": "семинар", "responsible_id": 1, "mode": "in_person", "planned_count": 0}
    return usual | {"title": title, "due_from": first, "due_to": last} | said


def tabs(grid: Grid) -> str:
    """Cells as Excel puts them on the clipboard."""
    return "\r\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in grid)


def word(rows: Sequence[str]) -> str:
    """A table as Word copies it: conditions, classes, paragraphs in cells, lines cut in the middle."""
    head = "<html xmlns:o='urn:x'><head><style><!-- td {mso-x:y} --></style><title>Док</title></head><body>"
    body = "".join(f"<tr style='mso-yfti-irow:{at}'>{row}</tr>" for at, row in enumerate(rows))
    foot = "<![if !supportMisalignedColumns]><tr height=0><td width=1 style='border:none'></td></tr><![endif]>"
    return f"{head}<!--StartFragment--><table class=MsoNormalTable border=1>{body}{foot}</table><!--EndFragment-->"


def cell(*lines: str, spans: str = "") -> str:
    """A cell of Word with a paragraph for each line."""
    said = "".join(f"<p class=MsoNormal\nalign=center><span lang=RU>{each}<o:p></o:p></span></p>\r\n" for each in lines)
    return f"<td width=64 {spans} valign=top>{said}</td>"


def hidden_rows(*numbers: int, grid: Grid) -> Callable[[Path], None]:
    """A workbook some of whose rows are hidden by a filter."""

    def write(path: Path) -> None:
        import openpyxl

        xlsx(("План", grid, []))(path)
        book = openpyxl.load_workbook(path)
        for number in numbers:
            book["План"].row_dimensions[number].hidden = True
        book.save(path)

    return write


def of_dues(*dues: Any) -> list[list[Any]]:
    """A plan whose every line has a due of its own."""
    return [HEADINGS, [ORG], *([at, f"Дело {at}", "семинар", due, "Иванова А.И."] for at, due in enumerate(dues, 1))]


DUES: dict[str, tuple[dt.date, dt.date]] = {
    "в течение года": YEAR,
    "в течение учебного года": YEAR,
    "1-я неделя марта": (day(3, 1), day(3, 7)),
    "4 неделя февраля": (day(2, 22), day(2, 28)),
    "последняя неделя мая": (day(5, 25), day(5, 31)),
    "II декада октября": (day(10, 11), day(10, 20)),
    "март-апрель": (day(3, 1), day(4, 30)),
    "Март – апрель 2026 г.": (day(3, 1), day(4, 30)),
    "15.03, 22.03": (day(3, 15), day(3, 22)),
    "10, 17 и 24 февраля": (day(2, 10), day(2, 24)),
    "10,17.11": (day(11, 10), day(11, 17)),
    "III квартал": (day(7, 1), day(8, 31)),
    "3 кв.": (day(7, 1), day(8, 31)),
    "I-II кварталы": (day(1, 1), day(6, 30)),
    "1 полугодие": (day(9, 1), day(12, 31)),
    "12.мар": (day(3, 12), day(3, 12)),
    "12-мар-26": (day(3, 12), day(3, 12)),
    "12 марта 2026 года": (day(3, 12), day(3, 12)),
    "«12» марта": (day(3, 12), day(3, 12)),
    "до 20.12.2025": (day(12, 20), day(12, 20)),
    "до конца марта": (day(3, 1), day(3, 31)),
    "с 01.02.2026 по 15.02.2026": (day(2, 1), day(2, 15)),
    "сентябрь, октябрь, ноябрь": (day(9, 1), day(11, 30)),
    "сентябрь 2025 - май 2026": (day(9, 1), day(5, 31)),
    "осень": (day(9, 1), day(11, 30)),
    "ежемесячно": YEAR,
    "1 раз в месяц": YEAR,
    "постоянно": YEAR,
    "02.2026": (day(2, 1), day(2, 28)),
    "46093": (day(3, 12), day(3, 12)),
}
"""What stands under «Срок», and the days it means."""
BAD_DUES = ("скоро", "31.02.2026", "по готовности", "6-я неделя марта", "15.03.2024", "май 2024", "12", "3.14159")

MESSY_PLANS = [
    MessyPlan(
        "dues.xlsx",
        xlsx(("План", of_dues(*DUES, *BAD_DUES), ["A2:E2"])),
        {at: line(f"Дело {at - 2}", due) for at, due in enumerate(DUES.values(), 3)},
        dict.fromkeys(range(3 + len(DUES), 3 + len(DUES) + len(BAD_DUES)), ("due",)),
    ),
    MessyPlan(
        "dates_as_numbers.xlsx",
        xlsx(("План", of_dues(46093, 46093.0, dt.date(2026, 3, 12), dt.datetime(2026, 3, 12, 10), 15.03, 3.1), [])),  # noqa: DTZ001
        {at: line(f"Дело {at - 2}", day(3, 12)) for at in range(3, 7)},
        {7: ("due",), 8: ("due",)},
    ),
    MessyPlan(
        "two_rows_of_headings.xlsx",
        xlsx(
            (
                "Лист1",
                [
                    ["СОГЛАСОВАНО", None, None, None, None, None, "УТВЕРЖДАЮ"],
                    ["План работы на 2025/2026 учебный год"],
                    ["№", "Содержание работы", "Форма работы", "Сроки", None, "Участники", None, "Ответственные"],
                    [None, None, None, "начало", "окончание", "категория", "кол-во", None],
                    [1, 2, 3, 4, 5, 6, 7, 8],
                    ["Раздел 1. Организационно-управленческая деятельность"],
                    [1, "Сбор", "совещание", "01.10.2025", "05.10.2025", "тьюторы", "7", "Иванова А.И."],
                    [2, "Круг", "семинар", dt.date(2026, 2, 3), dt.date(2026, 2, 3), "педагоги", 25, "Петрова В.В."],
                    ["VI. Мониторинг и аналитика"],
                    [3, "Анкета", "другое", "март", "март", "все", "20 чел.", "Семенова-Ким О.Ю."],
                    [None, "Итого", None, None, None, None, 52, None],
                ],
                ["A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4", "A6:H6", "A9:H9"],
            )
        ),
        {
            7: line("Сбор", (day(10, 1), day(10, 5)), format="совещание (рабочая встреча)", audience="тьюторы",
                    planned_count=7),
            8: line("Круг", day(2, 3), audience="педагоги", planned_count=25, responsible_id=2),
            10: line("Анкета", (day(3, 1), day(3, 31)), format="другое", section=MONITORING, audience="все",
                     planned_count=20, responsible_id=3),
        },
    ),
    MessyPlan(
        "by_months.csv",
        text(
            [
                ["Тема", "Вид мероприятия", "Раздел", "Дата", "Кто проводит", "Место"],
                ["Сентябрь", "", "", "", "", ""],
                ["Вводный семинар", "", "Нормативное обеспечение", "", "Иванова Анна Ильинична", "методкабинет"],
                ["I квартал 2026 г.", "", "", "", "", ""],
                ["Речь", "Вебинар", "Мониторинг", "", "А. И. Иванова", ""],
                ["Игра", "мастер класс", "Развитие кадров и среды", "12 февраля", "Алиева Севда Гасан кызы",
                 "очно, зал"],
                ["Итого: 3 мероприятия", "", "", "", "", ""],
                ["Подготовила: Иванова А.И.", "", "", "", "", ""],
            ],
            encoding="cp1251",
            separator=";",
        ),
        {
            3: line("Вводный семинар", (day(9, 1), day(9, 30)), section=NORMS, place="методкабинет"),
            5: line("Речь", (day(1, 1), day(3, 31)), section=MONITORING, format="вебинар", mode="remote"),
            6: line("Игра", day(2, 12), section=PEOPLE, format="мастер-класс", responsible_id=4, place="очно, зал"),
        },
    ),
    MessyPlan(
        "people.xls",
        xls(
            [
                ["N", "Наименование мероприятия", "Формат", "Срок", "Категория и число участников", "Ответственный"],
                ["1. Организационно-управленческая деятельность", None, None, None, None, None],
                *([n, f"Дело {n}", "семинар", "март", who, by] for n, (who, by) in enumerate(
                    [
                        ("педагоги ДОУ № 5", "ст. воспитатель Иванова А.И."),
                        ("воспитатели групп 3-4 лет, 25 чел.", "Иванова А. И., Петрова В. В."),
                        ("воспитатели (15)", "ИвановаА.И."),
                        ("30 педагогов", "Тьютор"),
                        ("18", "Методист, Иванова А.И."),
                        ("дети 5-7 лет", "Петрова В.В.\nИванова А.И."),
                        ("все", "Иванова И.А."),
                        ("все", "Иванова Анна Петровна"),
                        ("все", "Сидорова К.К."),
                        ("все", "воспитатель"),
                        ("все", "педагоги"),
                    ], 1)),
            ],
            merged=[(1, 1, 0, 5)],
        ),
        {
            3: line("Дело 1", (day(3, 1), day(3, 31)), audience="педагоги ДОУ № 5"),
            4: line("Дело 2", (day(3, 1), day(3, 31)), audience="воспитатели групп 3-4 лет", planned_count=25),
            5: line("Дело 3", (day(3, 1), day(3, 31)), audience="воспитатели", planned_count=15),
            6: line("Дело 4", (day(3, 1), day(3, 31)), audience=None, planned_count=30),
            7: line("Дело 5", (day(3, 1), day(3, 31)), audience=None, planned_count=18),
            8: line("Дело 6", (day(3, 1), day(3, 31)), audience="дети 5-7 лет", responsible_id=2),
        },
        dict.fromkeys(range(9, 14), ("responsible",)),
    ),
    MessyPlan(
        "formats.ods",
        ods(
            [
                HEADINGS,
                [ORG, "", "", "", ""],
                *([f"{n}.", f"Дело {n}", said, dt.date(2026, 3, 12), "Петрова"] for n, said in enumerate(
                    ["Семинар-практикум для педагогов", "МАСТЕР – КЛАСС", "консультация", "онлайн-семинар", "круглый",
                     "кон", "слёт", "рабочая встреча"], 1)),
            ]
        ),
        {
            3: line("Дело 1", day(3, 12), responsible_id=2, format="семинар-практикум"),
            4: line("Дело 2", day(3, 12), responsible_id=2, format="мастер-класс"),
            5: line("Дело 3", day(3, 12), responsible_id=2, format="консультация (групповая, индивидуальная)"),
            6: line("Дело 4", day(3, 12), responsible_id=2, format="семинар"),
            7: line("Дело 5", day(3, 12), responsible_id=2, format="круглый стол"),
        },
        {8: ("format",), 9: ("format",), 10: ("format",)},
    ),
    MessyPlan(
        "word",
        word(
            [
                cell("№") + cell("Меро-", "приятие") + cell("Формат") + cell("Срок") + cell("Ответ&shy;ственный"),
                cell("<b>4.&nbsp;Реализация программ\nстажировки</b>", spans="colspan=5"),
                cell("1") + cell("Речевые\nигры", "в младшей группе") + cell("семинар") + cell("15.03,", "22.03")
                + cell("Иванова А.И.", "Петрова В.В."),
                cell("2") + cell("Пески") + cell("семинар", spans="rowspan=2") + cell("I&nbsp;квартал")
                + cell("Петрова&nbsp;В.В."),
                cell("3") + cell("Глина") + cell("в&nbsp;течение года") + cell("Сорокина"),
                cell("", spans="colspan=2") + cell("Заведующий ______ /Семёнова-Ким/", spans="colspan=3"),
            ]
        ),
        {
            3: line("Речевые игры в младшей группе", (day(3, 15), day(3, 22)), section=TRAINING),
            4: line("Пески", (day(1, 1), day(3, 31)), section=TRAINING, responsible_id=2),
        },
        {5: ("responsible",)},
    ),
    MessyPlan(
        "libreoffice",
        '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><table cellpadding="7"><col width="24"/><thead>'
        + "<tr>" + "".join(f'<th><p align="center"><font face="Arial">{each}</font></p></th>' for each in HEADINGS)
        + "</tr></thead><tbody><tr><td colspan=\"5\"><p><br/>Распространение лучших практик</p></td></tr>"
        + "<tr>" + "".join(f"<td><p>{each}</p><p><br/></p></td>" for each in
                           ("1", "Форум<br/>практик", "конференция", "до&nbsp;20 апреля", "Семёнова-Ким Ольга Юрьевна"))
        + "</tr><tr>" + "".join(f"<td>{each}</td>" for each in ("2", "Стенд", "", "май", "")) + "</tr></table>",
        {3: line("Форум практик", day(4, 20), section=SHARING, format="конференция", responsible_id=3)},
        {4: ("format", "responsible")},
    ),
    MessyPlan(
        "tabs",
        tabs(
            [
                ["План работы стажировочной площадки"],
                [],
                ["Мероприятие", "Формат", "Сроки\xa0проведения", "Кол-во участников", "Отв. лицо / Ответственный",
                 "Отметка о выполнении"],
                [ORG],
                ['"Игра\nи речь"', "семинар", "12.03.2026", "25", "Иванова", "выполнено 12.03"],
                ["Песня", "семинар", "13.03.2026", "20-25", "Иванова", ""],
                ["Танец", "семинар", "14.03.2026", "все педагоги", "Иванова", ""],
                ["Сказка", "семинар", "16.03.2026", "не менее 20", "Иванова", ""],
                ["Мероприятие", "Формат", "Сроки проведения", "Кол-во участников", "Отв. лицо / Ответственный",
                 "Отметка о выполнении"],
                ["Лепка", "семинар", "17.03.2026", "5 ДОУ, 12 чел.", "Иванова", ""],
                ["Всего мероприятий:", "5", "", "", "", ""],
            ]
        ),
        {
            5: line("Игра и речь", day(3, 12), planned_count=25),
            7: line("Танец", day(3, 14)),
            8: line("Сказка", day(3, 16), planned_count=20),
            10: line("Лепка", day(3, 17), planned_count=12),
        },
        {6: ("planned_count",)},
    ),
    MessyPlan(
        "hidden.xlsx",
        hidden_rows(
            4,
            grid=[HEADINGS, [ORG], [1, "Игра", "семинар", "март", "Иванова"], [2, "Речь", "семинар", "май", "Иванова"],
                  [None, "и письмо", None, None, None], [3, None, "семинар", "май", "Иванова"]],
        ),
        {3: line("Игра", (day(3, 1), day(3, 31))), 4: line("Речь и письмо", (day(5, 1), day(5, 31)))},
        {6: ("title",)},
    ),
    MessyPlan(
        "draft_on_a_hidden_sheet.xlsx",
        xlsx(
            ("Старое", [HEADINGS, [ORG], *([n, f"Было {n}", "семинар", "март", "Иванова"] for n in range(1, 9))], []),
            ("План", [[None], HEADINGS, [ORG], [1, "Игра", "=B3", "март", "Иванова"],
                      [2, "Речь", "семинар", "март", "Иванова"]], []),
            hidden="Старое",
        ),
        {5: line("Речь", (day(3, 1), day(3, 31)))},
        {4: ("format",)},
    ),
    MessyPlan(
        "sections.csv",
        text(
            [
                ["Направление", "Мероприятия", "Форма проведения", "Период", "Исполнители", "Планируемый результат"],
                ["Организационная работа", "Приказ", "", "сентябрь", "Иванова", "Приказ"],
                ["3. Информационно-методическое сопровождение", "Семинар по речи", "очно и онлайн", "октябрь",
                 "заведующий", "Памятка"],
                ["Мониторинг", "Экскурсия в сад", "очно", "II полугодие", "Петрова", ""],
            ],
            encoding="utf-8-sig",
            separator=";",
        ),
        {
            3: line("Семинар по речи", (day(10, 1), day(10, 31)), section=METHOD, mode="mixed", responsible_id=3,
                    expected_result="Памятка"),
            4: line("Экскурсия в сад", (day(1, 1), day(8, 31)), section=MONITORING, format="экскурсия",
                    responsible_id=2),
        },
        {2: ("section", "format")},
    ),
]  # fmt: skip
