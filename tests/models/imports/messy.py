"""Lists of trainees as people really make them, written at test time, each with the truth about its rows."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.rules.identifiers import format_snils, snils_control

Grid = Sequence[Sequence[Any]]


def snils(nine: int) -> str:
    """A СНИЛС with right check digits from its first nine."""
    digits = f"{nine:09d}"
    return format_snils(f"{digits}{snils_control(digits):02d}")


def bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


@dataclass(frozen=True)
class Messy:
    """A file to write and what must be read from it."""

    name: str
    write: Callable[[Path], None]
    people: list[dict[str, Any]]
    """Persons of the rows with the status new, in order."""
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Row → status and the field of its first problem."""
    header_row: int | None = 1
    sheet: str | None = None


def xlsx(*sheets: tuple[str, Grid, Sequence[str]], hidden: str = "", at: str = "A1") -> Callable[[Path], None]:
    """Sheets as (name, rows, merged ranges); text that begins with «=» is a formula never calculated."""

    def write(path: Path) -> None:
        import openpyxl
        from openpyxl.utils.cell import coordinate_to_tuple

        book = openpyxl.Workbook()
        book.remove(book.active)
        top, left = coordinate_to_tuple(at)
        for name, grid, merged in sheets:
            sheet = book.create_sheet(name)
            if name == hidden:
                sheet.sheet_state = "hidden"
            for row, cells in enumerate(grid):
                for column, cell in enumerate(cells):
                    if cell is not None and cell != "":
                        sheet.cell(top + row, left + column, cell)
            for area in merged:
                sheet.merge_cells(area)
        book.save(path)

    return write


def xls(grid: Grid, merged: Sequence[tuple[int, int, int, int]] = ()) -> Callable[[Path], None]:
    """An Excel 97 file; `merged` as (row, row, column, column) from 0."""

    def write(path: Path) -> None:
        import xlwt

        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet("Лист1")
        day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
        covered = {(area[0], area[2]): area for area in merged}
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if (row, column) in covered:
                    sheet.write_merge(*covered[row, column], cell)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write(row, column, xlwt.Formula(cell[1:]))
                elif isinstance(cell, dt.date):
                    sheet.write(row, column, cell, day)
                elif cell not in (None, ""):
                    sheet.write(row, column, cell)
        book.save(str(path))

    return write


def ods(grid: Grid, spans: dict[tuple[int, int], int] | None = None) -> Callable[[Path], None]:
    """An OpenDocument file; `spans`: (row, column) → number of rows merged down."""

    def write(path: Path) -> None:
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.table import CoveredTableCell, Table, TableCell, TableRow
        from odf.text import P

        book = OpenDocumentSpreadsheet()
        table = Table(name="Список")
        below: set[tuple[int, int]] = set()
        for (row, column), rows in (spans or {}).items():
            below |= {(row + step, column) for step in range(1, rows)}
        for row, cells in enumerate(grid):
            line = TableRow()
            for column, cell in enumerate(cells):
                said: dict[str, Any] = {}
                if (spans or {}).get((row, column)):
                    said = {"numberrowsspanned": (spans or {})[row, column], "numbercolumnsspanned": 1}
                if (row, column) in below:
                    line.addElement(CoveredTableCell())
                    continue
                if isinstance(cell, dt.date):
                    made = TableCell(valuetype="date", datevalue=cell.isoformat(), **said)
                elif isinstance(cell, int | float):
                    made = TableCell(valuetype="float", value=str(cell), **said)
                elif isinstance(cell, str) and cell.startswith("="):
                    made = TableCell(formula="of:" + cell)
                elif cell in (None, ""):
                    made = TableCell()
                else:
                    made = TableCell(valuetype="string", **said)
                    for text in cell.split("\n"):
                        made.addElement(P(text=text))
                line.addElement(made)
            table.addElement(line)
        book.spreadsheet.addElement(table)
        book.save(str(path))

    return write


def text(grid: Grid, *, encoding: str, separator: str, before: str = "") -> Callable[[Path], None]:
    """A CSV or TXT file; `before` stands in front of the rows."""

    def write(path: Path) -> None:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(grid)
        path.write_bytes((before + out.getvalue()).encode(encoding))

    return write


def decomposed(words: str) -> str:
    """The text with й and ё taken apart, as macOS writes them."""
    return words.replace("й", "и\u0306").replace("ё", "е\u0308").replace("Ё", "Е\u0308").replace("Й", "И\u0306")


def person(last: str, first: str, patronymic: str | None = None, **said: Any) -> dict[str, Any]:
    named: dict[str, Any] = {"last_name": last, "first_name": first}
    return named | ({"patronymic": patronymic} if patronymic else {}) | said


S1, S2, S3, S4 = snils(112_233_445), snils(87_654_303), snils(230_456_781), snils(151_617_181)
GARDEN_5, GARDEN_7 = "МБДОУ «Детский сад № 5»", "МАДОУ «Детский сад № 7 «Ёлочка»"

MESSY = [
    Messy(
        "two_rows_of_headings.xlsx",
        xlsx(
            (
                "Слушатели",
                [
                    ["№", "Ф.И.О. педагога", None, None, "Данные о работе", None, "Контакты", None],
                    [None, "Фамилия", "Имя", "Отчество", "Долж-\nность", "Орга-\nнизация", "Телефон", "e-mail"],
                    [1, 2, 3, 4, 5, 6, 7, 8],
                    [1, "КИМ", "Ольга", "Ивановна", "Ст. воспитатель", GARDEN_5, 89141112233, "Kim@Example.ru"],
                    [2, "Петрова", "Анна-Мария", None, "муз. рук.", GARDEN_5, "+7(914)111-22-34", None],
                    ["№", "Фамилия", "Имя", "Отчество", "Должность", "Организация", "Телефон", "e-mail"],
                    [3, "Алиева", "Севда", "Гасан кызы", "логопед", GARDEN_7, None, "нет"],
                    [None, "Всего:", None, None, "3 чел.", None, None, None],
                ],
                ["B1:D1", "E1:F1", "G1:H1", "A1:A2"],
            )
        ),
        [
            person("Ким", "Ольга", "Ивановна", position="старший воспитатель", organization=GARDEN_5,
                   phone="+79141112233", email="kim@example.ru"),
            person("Петрова", "Анна-Мария", position="музыкальный руководитель", organization=GARDEN_5,
                   phone="+79141112234"),
            person("Алиева", "Севда", "Гасан кызы", position="учитель-логопед", organization=GARDEN_7),
        ],
        header_row=2,
    ),
    Messy(
        "merged_down.xlsx",
        xlsx(
            (
                "Лист1",
                [
                    ["Список педагогов Хасанского района", None, None, None],
                    ["Организация", "Фамилия, имя, отчество", "Занимаемая должность", "Стаж"],
                    [GARDEN_5, "Орлова Вера Ильинична", "воспитатель", "12 лет"],
                    [None, "Фролов Пётр Кузьмич", "инструктор по ФК", 5.5],
                    [None, "Ян Мария", "ПДО", "менее года"],
                    [GARDEN_7, "Зуева Инна Олеговна", "Заведующая", 31],
                    ["Заведующий отделом ____________ /Сидорова О.П./", None, None, None],
                ],
                ["A1:D1", "A3:A5", "A7:D7"],
            )
        ),
        [
            person("Орлова", "Вера", "Ильинична", position="воспитатель", organization=GARDEN_5, experience_years=12),
            person("Фролов", "Пётр", "Кузьмич", position="инструктор по физической культуре", organization=GARDEN_5,
                   experience_years=5),
            person("Ян", "Мария", position="педагог дополнительного образования", organization=GARDEN_5,
                   experience_years=0),
            person("Зуева", "Инна", "Олеговна", position="заведующий", organization=GARDEN_7, experience_years=31),
        ],
        header_row=2,
    ),
    Messy(
        "groups.xls",
        xls(
            [
                ["Сведения об участниках"],
                [],
                ["№ п/п", "Ф. И. О.", "Должность", "Д.р.", "СНИЛС"],
                ["МБДОУ «Детский сад № 5»", None, None, None, None],
                [1, "Мария Петровна Иванова", "воспитатель", dt.date(1985, 3, 12), int(bare(S2))],
                [2, "Иванов Иван Иванович", "методист", "1.2.90", S1],
                [GARDEN_7],
                [1, "Ли Вера Павловна", "тьютор", "12 марта 1985 г.", bare(S3)],
                ["Итого", 3],
            ],
            merged=[(0, 0, 0, 4), (3, 3, 0, 4)],
        ),
        [
            person("Иванова", "Мария", "Петровна", position="воспитатель", organization=GARDEN_5,
                   birth_date="1985-03-12", snils=S2),
            person("Иванов", "Иван", "Иванович", position="методист", organization=GARDEN_5, birth_date="1990-02-01",
                   snils=S1),
            person("Ли", "Вера", "Павловна", position="тьютор", organization=GARDEN_7, birth_date="1985-03-12",
                   snils=S3),
        ],
        header_row=3,
    ),
    Messy(
        "spans.ods",
        ods(
            [
                ["Район", "ДОУ", "Слушатель", "Должность", "Категория", "Образование"],
                ["Хасанский", GARDEN_5, "Бойко Анна Львовна", "восп.", "ВКК", "ср. спец. пед."],
                ["", "", "Дёмина Яна Юрьевна", "зам. зав.", "СЗД", "ВПО"],
                ["Уссурийск", GARDEN_7, "Ким Ир Сен", "педагог - психолог", "б/к", "=A1"],
                ["", "", "", "", "", ""],
                ["Уссурийск", GARDEN_7, "Цой Инна Олеговна", "воспитатель", "1 КК", "высшее пед."],
            ],
            {(1, 0): 2, (1, 1): 2},
        ),
        [
            person("Бойко", "Анна", "Львовна", municipality="Хасанский", organization=GARDEN_5, position="воспитатель",
                   category="высшая", education="среднее профессиональное педагогическое"),
            person("Дёмина", "Яна", "Юрьевна", municipality="Хасанский", organization=GARDEN_5,
                   position="заместитель заведующего", category="соответствие занимаемой должности",
                   education="высшее"),
            person("Цой", "Инна", "Олеговна", municipality="Уссурийск", organization=GARDEN_7, position="воспитатель",
                   category="первая", education="высшее педагогическое"),
        ],
        {4: ("problem", "education")},
    ),
    Messy(
        "utf8.csv",
        text(
            [
                ["ФИО", "Место работы, должность", "Телефон, e-mail"],
                ["Иванова\u00a0 Мария\u200b Петровна", f"{GARDEN_5}, воспитатель", "8 914 111-22-33, iv@example.ru"],
                ["Петрова Мария Ивановна", f"старший воспитатель,\n{GARDEN_7}", "pet@example.ru"],
                ["Сидорова Анна Ильинична", GARDEN_7, "2-34-56"],
            ],
            encoding="utf-8",
            separator=",",
        ),
        [
            person("Иванова", "Мария", "Петровна", organization=GARDEN_5, position="воспитатель", phone="+79141112233",
                   email="iv@example.ru"),
            person("Петрова", "Мария", "Ивановна", organization=GARDEN_7, position="старший воспитатель",
                   email="pet@example.ru"),
        ],
        {4: ("problem", "position")},
    ),
    Messy(
        "bom.csv",
        text(
            [
                ["Фамилия", "Имя Отчество", "Должность", "Наименование\nобразовательной\nорганизации", "СНИЛС", "Пол"],
                ["Ерёмина", "Алёна Юрьевна", "воспитатель", "МБДОУ \"Д/с №5\"", S1, "ж"],
                ["ЕРЕМИНА", "алена юрьевна", "Воспитатель", "МБДОУ «Детский сад № 5»", "", "ж"],
                ["Зайцева", "Юлия Ильинична", "методист", GARDEN_7, S1, "ж"],
                ["Зайцева", "Ольга Ильинична", "методист", GARDEN_7, S2[:-1] + "9", "ж"],
                ["", "", "методист", GARDEN_7, "", "ж"],
            ],
            encoding="utf-8-sig",
            separator=";",
        ),
        [person("Ерёмина", "Алёна", "Юрьевна", position="воспитатель", organization='МБДОУ "Д/с №5"', snils=S1)],
        {3: ("duplicate", "last_name"), 4: ("problem", "snils"), 5: ("problem", "snils"), 6: ("problem", "last_name")},
    ),
    Messy(
        "tabs.txt",
        text(
            [
                ["Ф", "И", "О", "долж.", "МО", "Организация"],
                ["Cидopoвa", "Mapия", "Петpoвнa", "вocпитатель", "г. Артём", GARDEN_5],
                [decomposed("Майоров"), decomposed("Фёдор"), "Ильич", "тьютор", decomposed("Ольгинский МО"), GARDEN_7],
                ["=cmd|' /C calc'!A0", "Анна", "", "тьютор", "", GARDEN_7],
                ["Smith", "Anna", "", "тьютор", "", GARDEN_7],
                ["Иванова2", "Анна", "", "тьютор", "", GARDEN_7],
            ],
            encoding="utf-16",
            separator="\t",
        ),
        [
            person("Сидорова", "Мария", "Петровна", position="воспитатель", municipality="г. Артём",
                   organization=GARDEN_5),
            person("Майоров", "Фёдор", "Ильич", position="тьютор", municipality="Ольгинский МО", organization=GARDEN_7),
        ],
        {4: ("problem", "last_name"), 5: ("problem", "last_name"), 6: ("problem", "last_name")},
    ),
    Messy(
        "far_below.xlsx",
        xlsx(
            ("Пояснения", [["Заполните лист «Список»"], ["ФИО, должность, организация — обязательно"]], []),
            (
                "Список",
                [["Приложение 1"], [], ["УТВЕРЖДАЮ"], ["Заведующий ______"], [], [], ["СПИСОК"], ["слушателей"], []]
                + [[f"Пояснение {number}"] for number in range(4)]
                + [
                    ["N", "Слушатель", None, None, "Детский сад", "Должность", "Моб."],
                    [1, "Лапина", "Ия", "Олеговна", GARDEN_5, "воспитатель", "9141112233"],
                    [2, "Мухина", "Ада", "Львовна", GARDEN_5, "воспитатель", "8(914)1112234 доб. 5"],
                    [3, None, None, None, None, None, None],
                    [4, None, None, None, None, None, None],
                ],
                ["B14:D14"],
            ),
            ("Черновик", [["ФИО", "Должность"], ["Старая Запись Петровна", "тьютор"]], []),
            hidden="Черновик",
            at="C3",
        ),
        [
            person("Лапина", "Ия", "Олеговна", organization=GARDEN_5, position="воспитатель", phone="+79141112233"),
            person("Мухина", "Ада", "Львовна", organization=GARDEN_5, position="воспитатель", phone="+79141112234"),
        ],
        header_row=16,
        sheet="Список",
    ),
    Messy(
        "formulas.xlsx",
        xlsx(
            (
                "Лист1",
                [
                    ["ФИО", "Должность", "Организация", "Дата рождения"],
                    ["Нечаева Зоя Юрьевна", "тьютор", GARDEN_5, dt.datetime(1990, 5, 6)],  # noqa: DTZ001
                    ["Носова Эмма Юрьевна", "=B2", "=C2", 32999],
                    ["=A2", "тьютор", GARDEN_5, None],
                    ["Ноева Эмма Юрьевна", "тьютор", GARDEN_5, dt.date(2030, 1, 1)],
                    ["Нилова Э.Ю.", "тьютор", GARDEN_5, None],
                ],
                [],
            )
        ),
        [person("Нечаева", "Зоя", "Юрьевна", position="тьютор", organization=GARDEN_5, birth_date="1990-05-06")],
        {3: ("problem", "position"), 4: ("problem", "last_name"), 5: ("problem", "birth_date"),
         6: ("problem", "first_name")},
    ),
    Messy(
        "no_headings.csv",
        text(
            [
                ["1", "Котова Нина Олеговна", "воспитатель", GARDEN_5, "12.03.1985", bare(S4), "89141112233"],
                ["2", "Лосева Вера Ильинична", "методист", GARDEN_7, "13/04/1986", S3, "8-914-111-22-34"],
            ],
            encoding="cp1251",
            separator=";",
        ),
        [
            person("Котова", "Нина", "Олеговна", position="воспитатель", organization=GARDEN_5,
                   birth_date="1985-03-12", snils=S4, phone="+79141112233"),
            person("Лосева", "Вера", "Ильинична", position="методист", organization=GARDEN_7, birth_date="1986-04-13",
                   snils=S3, phone="+79141112234"),
        ],
        header_row=None,
    ),
    Messy(
        "form_answers.csv",
        text(
            [
                ["ID", "Время создания", "Укажите Ваше ФИО полностью", "Ваша должность",
                 "Полное наименование образовательной организации (по уставу)", "В каком муниципалитете Вы работаете?",
                 "Адрес электронной почты", "Согласие"],
                ["77", "2026-01-12 10:11:12", "иванова-ким мария петровна", "Инструктор по физо", GARDEN_5, "Артём",
                 "MK@EXAMPLE.RU, x@example.ru", "да"],
                ["78", "2026-01-12 10:12:12", "1. Пак,  Анна", "студентка", GARDEN_5, "-", "нет", "да"],
            ],
            encoding="utf-8",
            separator=";",
            before="sep=;\r\n",
        ),
        [
            person("Иванова-Ким", "Мария", "Петровна", position="инструктор по физической культуре",
                   organization=GARDEN_5, municipality="Артём", email="mk@example.ru"),
            person("Пак", "Анна", position="студент", organization=GARDEN_5),
        ],
    ),
    Messy(
        "same_numbers.ods",
        ods(
            [
                ["", "", "", ""],
                ["", "Педагоги", "Должность", "Наименование ОО"],
                ["", "Рябова Ольга Юрьевна", "Методист ММС", GARDEN_5],
                ["", "Рябова  Ольга  Юрьевна", "методист", "Детский сад 5"],
                ["", "Рябова Ольга Юрьевна", "методист", GARDEN_7],
                ["", "Исполнитель: Рябова О.Ю., тел. 2-34-56", "", ""],
            ]
        ),
        [
            person("Рябова", "Ольга", "Юрьевна", position="методист ММС", organization=GARDEN_5),
            person("Рябова", "Ольга", "Юрьевна", position="методист", organization=GARDEN_7),
        ],
        {4: ("duplicate", "last_name")},
        header_row=2,
    ),
    Messy(
        "headings_cut_into_rows.csv",
        text(
            [
                ["Отчёт о слушателях за 2025 год", "", "", "", "", "", ""],
                ["Фамилия,", "Дата", "Номер", "Занимаемая", "Образовательная", "Муниципальное", "Контактный"],
                ["имя, отчество", "рождения", "СНИЛС", "должность", "организация", "образование", "телефон"],
                ["Ю Ирина Ивановна", "12.03.1985 (40 лет)", S1 + "'", "Восп-ль", GARDEN_5, "Хорольский МО",
                 "8 9141112233"],
            ],
            encoding="cp1251",
            separator=";",
        ),
        [
            person("Ю", "Ирина", "Ивановна", birth_date="1985-03-12", snils=S1, position="воспитатель",
                   organization=GARDEN_5, municipality="Хорольский МО", phone="+79141112233"),
        ],
        header_row=3,
    ),
    Messy(
        "headings_in_three_rows.xlsx",
        xlsx(
            (
                "Лист1",
                [
                    ["№", "Личные данные", None, None, None, "Работа", None, None, None],
                    [None, "Фамилия (в скобках – девичья)", "Имя", "Отчество", "Дата рожд-я", "Орг-ция", "Долж-ть",
                     "Стаж", None],
                    [None, None, None, None, None, None, None, "общий", "педагог."],
                    [1, "Иванова (Козлова)", "Анна", "Петровна", 31118, GARDEN_5, "муз. рук-ль", 20, 12],
                ],
                ["A1:A3", "B1:E1", "F1:I1", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:I2"],
            )
        ),
        [
            person("Иванова", "Анна", "Петровна", birth_date="1985-03-12", organization=GARDEN_5,
                   position="музыкальный руководитель", experience_years=12),
        ],
        header_row=3,
    ),
    Messy(
        "groups_by_municipality.xls",
        xls(
            [
                ["№ п/п", "ФИО педагога", "Должность", "Место работы", "Моб."],
                ["Артёмовский городской округ", None, None, None, None],
                [1, "Зуева Инна Олеговна", "ЗАВЕДУЮЩАЯ", GARDEN_5, "89141112233 (рабочий 4234-12-34-56)"],
                ["Надеждинский муниципальный район", None, None, None, None],
                [1, "Козлов Иван Петрович.", "физ. инструктор", GARDEN_7, "т. 8.914.111.22.34 дом. 2-34-56"],
                ["ИТОГО по району: 1", None, None, None, None],
            ],
            merged=[(1, 1, 0, 4), (3, 3, 0, 4), (5, 5, 0, 4)],
        ),
        [
            person("Зуева", "Инна", "Олеговна", position="заведующий", organization=GARDEN_5,
                   municipality="Артёмовский городской округ", phone="+79141112233"),
            person("Козлов", "Иван", "Петрович", position="инструктор по физической культуре", organization=GARDEN_7,
                   municipality="Надеждинский муниципальный район", phone="+79141112234"),
        ],
    ),
    Messy(
        "joined.ods",
        ods(
            [
                ["ФИО, дата рождения", "Должность, категория", "Место работы", "Контакты", "E-mail ДОУ",
                 "Личный e-mail"],
                ["Рябова Ольга Юрьевна, 12.03.1985", "педагог - психолог, первая, 2023", GARDEN_5, "8 914 111 22 33",
                 "ds5@example.ru", "R@example.ru,"],
                ["Лосев Павел Ильич 12.03.1985 г.р.", "учитель-логопед (ВКК)", GARDEN_7, 89141112234, "ds7@example.ru",
                 ""],
                ["Котова Нина Олеговна", "тьютор", GARDEN_7, "", "ds7@example.ru", ""],
            ]
        ),
        [
            person("Рябова", "Ольга", "Юрьевна", birth_date="1985-03-12", position="педагог-психолог",
                   category="первая", organization=GARDEN_5, phone="+79141112233", email="r@example.ru"),
            person("Лосев", "Павел", "Ильич", birth_date="1985-03-12", position="учитель-логопед", category="высшая",
                   organization=GARDEN_7, phone="+79141112234"),
            person("Котова", "Нина", "Олеговна", position="тьютор", organization=GARDEN_7),
        ],
    ),
    Messy(
        "hints_and_signatures.xlsx",
        xlsx(
            (
                "Лист1",
                [
                    ["Наименование организации:", GARDEN_5],
                    ["Руководитель:", "Сидорова Ольга Павловна"],
                    [],
                    ["№", "ФИО, должность", "Дата рождения", "Педагогический стаж на 01.09.2025",
                     "Квалификационная категория, дата присвоения", "Образование, специальность по диплому"],
                    [None, "(полностью)", "(дд.мм.гггг)", "(лет)", "(при наличии)", "(уровень)"],
                    ["Пример", "Иванов Иван Иванович, методист", "01.02.1980", 5, "первая", "высшее"],
                    [1, "Лапина Ия Олеговна – ст. воспитатель", "12–03–1985", "св. 30", "Первая, 25.12.2022", "Высшее"],
                    [None, "Всего", "1 чел."],
                    [None, "Делопроизводитель", "Козлова А.А."],
                    [None, "Исполнитель"],
                    [None, "Кравцова Ольга Ивановна"],
                    [None, "8 (42337) 4-22-22"],
                ],
                [],
            )
        ),
        [
            person("Лапина", "Ия", "Олеговна", birth_date="1985-03-12", position="старший воспитатель",
                   organization=GARDEN_5, experience_years=30, category="первая", education="высшее"),
        ],
        header_row=4,
    ),
    Messy(
        "other_lists_beside.xlsx",
        xlsx(
            (
                "Организации",
                [["Наименование", "Муниципалитет", "Телефон", "Заведующий"]]
                + [[f"МБДОУ № {n}", "Артём", f"8(42337)2222{n}", f"Орлова {name} Ивановна"]
                   for n, name in enumerate(("Анна", "Вера", "Инна", "Алла"))],
                [],
            ),
            ("Данные", [["ФИО*", "Должность*", "ОО*", "МР/ГО"], ["Ким Анна Львовна", "тьютор", GARDEN_5, "УГО"]], []),
        ),
        [person("Ким", "Анна", "Львовна", position="тьютор", organization=GARDEN_5, municipality="УГО")],
        sheet="Данные",
    ),
    Messy(
        "form_with_parts.csv",
        text(
            [
                ["Время создания", "Ваша фамилия", "Ваше имя", "Ваше отчество", "Ваш номер телефона", "Ваша должность",
                 "Ваше место работы (ДОУ)", "Ваш педстаж", "СНИЛС руководителя"],
                ["2026-01-12 10:11:12", "ким", "анна", "", "+7 914 111-22-33", "Воспитатель", GARDEN_5, "б/с", S1],
            ],
            encoding="utf-8",
            separator=",",
        ),
        [
            person("Ким", "Анна", phone="+79141112233", position="воспитатель", organization=GARDEN_5,
                   experience_years=0),
        ],
    ),
    Messy(
        "whole_lines_in_quotes.csv",
        text(
            [["ФИО;Должность в ДОУ;Обр. учр-е;Страх. №"], [f"2 Ким Анна Львовна;тьютор;МБДОУ № 5;{int(bare(S2))},0"]],
            encoding="utf-8-sig",
            separator=";",
        ),
        [person("Ким", "Анна", "Львовна", position="тьютор", organization="МБДОУ № 5", snils=S2)],
    ),
]  # fmt: skip
