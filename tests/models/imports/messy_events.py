"""Registers of past events as kindergartens keep them, each with the truth about its rows; today is 2.03.2026."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.models.imports.messy import ods, text, xls, xlsx

HEADINGS = ["№ п/п", "Дата проведения", "Время", "Тема", "Формат", "Продолжительность", "Ведущий", "Кол-во участников"]
GAME = dt.date(2026, 2, 3)


@dataclass(frozen=True)
class MessyEvents:
    """A file to write and what must be read from it."""

    name: str
    write: Callable[[Path], None]
    events: dict[int, dict[str, Any]]
    """Row → what its event says, of the rows that may be taken."""
    refused: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Row → the fields of its problems."""


def held(title: str, day: dt.date = GAME, minutes: int = 90, **said: Any) -> dict[str, Any]:
    """A seminar in the room led by Иванова, unless said otherwise."""
    usual = {"format": "семинар", "leader_id": 1, "co_leader_ids": [], "mode": "in_person", "total_external": 0}
    return usual | {"title": title, "held_on": day, "duration_min": minutes} | said


def rows_of(column: int, *cells: Any) -> list[list[Any]]:
    """Headings, and a row for each cell of one column; the other columns say the usual."""
    rows: list[list[Any]] = [list(HEADINGS)]
    for at, cell in enumerate(cells, 1):
        row = [at, GAME, None, f"Тема {at}", "семинар", "90 мин", "Иванова А.И.", None]
        row[column] = cell
        rows.append(row)
    return rows


LONG: dict[Any, int] = {
    "2 ч": 90, "90 мин": 90, "90 мин.": 90, "1,5 ак. часа": 68, "2 академических часа": 90, "2 а.ч.": 90, 2: 90,
    "1 ч. 30 мин.": 90, "1:30": 90, "10.00-11.30": 90, 45: 45, "1 час": 45, dt.time(1, 30): 90, "2ч": 90, 1.5: 68,
}  # fmt: skip
UNCLEAR_LONG = ("полдня", 12, 18, 36, 72, 0.0625, "2-3 ч", "1 день", 0, -2)
PEOPLE: dict[Any, int] = {
    25: 25, "25": 25, "25 чел.": 25, "25 человек": 25, "18 воспитателей": 18, "около 30": 30, "-": 0, "нет": 0,
    "15 педагогов ДОУ": 15,
}  # fmt: skip
UNCLEAR_PEOPLE = ("20-25", "много", "25 (18 очно)", "12+3")
DAYS: dict[Any, dt.date] = {
    GAME: GAME, 46056: GAME, "03.02.2026": GAME, "03.02.26": GAME, "3 февраля 2026 г.": GAME, "2026-02-03": GAME,
    "03/02/2026": GAME, "46056": GAME, "3.02.2026 (вт)": GAME,
}  # fmt: skip
UNCLEAR_DAYS = ("03.02", "3 февраля", "3-5.02.2026", "03.02.2026, 10.02.2026", "февраль", "31.02.2026", "01.04.2026",
                "скоро", "03.02.2026-05.02.2026")  # fmt: skip
TIMES: dict[Any, str] = {
    "10:00": "10:00", "10.30": "10:30", "10-00": "10:00", "10 ч.": "10:00", "10:00–11:30": "10:00",
    "с 10:00 до 11:30": "10:00", dt.time(14, 5): "14:05", 0.4375: "10:30", 10.3: "10:30", "9-11": "09:00",
    "10 ч 30 мин": "10:30", "в 10:00": "10:00",
}  # fmt: skip
UNCLEAR_TIMES = ("утром", "14-20", "25:00", "после обеда")
LEADERS: dict[str, tuple[int, ...]] = {
    "Иванова А.И.": (1,), "А. И. Иванова": (1,), "Иванова Анна Ильинична": (1,), "ИВАНОВА А.И": (1,), "Иванова": (1,),
    "Иванова А.И., Петрова В.В.": (1, 2), "Петрова В.В.\nИванова А.И.": (2, 1), "Иванова А.И. Петрова В.В.": (1, 2),
    "Петрова В.В. и Иванова А.И.": (2, 1), "Петрова В.В./ А.И. Иванова": (2, 1), "Иванова А.И., воспитатель": (1,),
    "старший воспитатель Иванова А. И.": (1,), "Семенова – Ким О. Ю.": (3,), "Иванова А.И. (ДОУ № 5)": (1,),
    "Тьютор Иванова А.И.": (1,), "Алиева Севда Гасан кызы": (4,), "Алиева С.Г.": (4,),
}  # fmt: skip
UNKNOWN_LEADERS = ("Иванова И.А.", "Иванова И.", "Иванова Анна Петровна", "Сидорова К.К.",
                   "Иванова А.И., Сидорова К.К.", "педагоги", "воспитатель")  # fmt: skip


def of_column(
    name: str, column: int, good: dict[Any, dict[str, Any]], bad: tuple[Any, ...], field_: str
) -> MessyEvents:
    """A register where one column is written in every way."""
    return MessyEvents(
        name,
        xlsx(("Журнал", rows_of(column, *good, *bad), [])),
        {at: held(f"Тема {at - 1}", **said) for at, said in enumerate(good.values(), 2)},
        dict.fromkeys(range(2 + len(good), 2 + len(good) + len(bad)), (field_,)),
    )


MESSY_EVENTS = [
    of_column("durations.xlsx", 5, {key: {"minutes": value} for key, value in LONG.items()}, UNCLEAR_LONG, "hours"),
    of_column("people.xlsx", 7, {key: {"total_external": value} for key, value in PEOPLE.items()}, UNCLEAR_PEOPLE,
              "participants"),
    of_column("days.xlsx", 1, {key: {"day": value} for key, value in DAYS.items()}, UNCLEAR_DAYS, "date"),
    of_column("times.xlsx", 2, {key: {"starts_at": value} for key, value in TIMES.items()}, UNCLEAR_TIMES, "time"),
    of_column("leaders.xlsx", 6, {key: {"leader_id": ids[0], "co_leader_ids": list(ids[1:])}
                                  for key, ids in LEADERS.items()}, UNKNOWN_LEADERS, "leader"),
    MessyEvents(
        "hours_of_courses.csv",
        text(
            [
                ["Журнал учёта мероприятий за 2025/2026 уч. год"],
                [],
                ["Дата", "Наименование мероприятия", "Вид", "Кол-во часов", "Ответственный", "Место проведения",
                 "Присутствовало"],
                ["03.02.2026", "Курсы", "семинар", "18", "Иванова А.И.", "", "20 чел."],
                ["03.02.2026", "Речь", "Вебинар", "2", "Иванова А.И.", "Сферум", "20 чел."],
                ["04.02.2026", "Игра", "консультация", "1", "Иванова А.И.", "очно + Zoom", "2"],
                ["", "Итого часов", "", "21", "", "", "42"],
                ["", "", "", "", "", "", ""],
                ["Заведующая __________ Семёнова-Ким О.Ю.", "", "", "", "", "", ""],
            ],
            encoding="cp1251",
            separator=";",
        ),
        {
            5: held("Речь", format="вебинар", mode="remote", place="Сферум", total_external=20),
            6: held("Игра", dt.date(2026, 2, 4), 45, format="консультация (групповая, индивидуальная)", mode="mixed",
                    total_external=2),
        },
        {4: ("hours",)},
    ),
    MessyEvents(
        "two_rows_of_headings.xls",
        xls(
            [
                ["№", "Когда", None, "Мероприятие", "Форма проведения", "Всего участников", "Кто провёл",
                 "Длительность, мин"],
                [None, "дата", "время", None, None, None, None, None],
                ["Февраль", None, None, None, None, None, None, None],
                [1, GAME, "10.00", "Семинар «Игра»", "очная", 20, "Иванова А.И.", 60],
                [2, GAME, "14.00", "Круглый стол", "дистанционная", 15, "Петрова В.В.", "45"],
                [3, None, None, "Экскурсия в сад", "очная", 8, "Петрова В.В.", "1 ч"],
                ["ИТОГО", None, None, None, None, 43, None, 105],
            ],
            merged=[(0, 1, 0, 0), (0, 0, 1, 2), (0, 1, 3, 3), (0, 1, 4, 4), (0, 1, 5, 5), (0, 1, 6, 6), (0, 1, 7, 7),
                    (2, 2, 0, 7)],
        ),
        {
            4: held("Семинар «Игра»", minutes=60, starts_at="10:00", total_external=20),
            5: held("Круглый стол", minutes=45, starts_at="14:00", total_external=15, format="круглый стол",
                    mode="remote", leader_id=2),
        },
        {6: ("date",)},
    ),
    MessyEvents(
        "merged_days.ods",
        ods(
            [
                ["Дата", "Тема", "Формат", "Часов", "Тьютор"],
                [GAME, "Утро", "семинар", 2.0, "Иванова А.И."],
                ["", "День", "мастер-классы", 1.0, "Иванова А.И."],
                ["", "Вечер", "семинар", "=B2", "Иванова А.И."],
                [dt.date(2026, 2, 10), "Утро", "семинар", 20.0, "Иванова А.И."],
            ],
            spans={(1, 0): 3},
        ),
        {2: held("Утро")},
        {3: ("format",), 4: ("hours",), 5: ("hours",)},
    ),
    MessyEvents(
        "no_duration.csv",
        text(
            [
                ["Дата", "Время", "Тема мероприятия", "Результат", "Ведущие", "Ссылка на материалы"],
                ["03.02.2026", "10:00-11:30", "Вебинар «Речь»", "Памятка", "Петрова В. В.", "https://example.ru/1"],
                ["03.02.2026", "10:00", "Вебинар «Письмо»", "", "Петрова В. В.", ""],
                ["Дата", "Время", "Тема мероприятия", "Результат", "Ведущие", "Ссылка на материалы"],
                ["04.02.2026", "12:00-12:45", "Утверждение плана (совещание)", "", "Петрова В. В.", ""],
            ],
            encoding="utf-8-sig",
            separator=";",
        ),
        {
            2: held("Вебинар «Речь»", format="вебинар", mode="remote", outcome="Памятка", leader_id=2,
                    link="https://example.ru/1"),
            5: held("Утверждение плана (совещание)", dt.date(2026, 2, 4), 45, format="совещание (рабочая встреча)",
                    leader_id=2),
        },
        {3: ("hours",)},
    ),
]  # fmt: skip
