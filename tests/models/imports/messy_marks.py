"""Grids of attendance as kindergartens really keep them, each with the truth about its cells; today is 2.03.2026."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from models.rows.codes import Mode
from models.rows.events import GridEvent, GridPerson, MarksGrid
from models.rows.table_import import PersonListed
from tests.models.imports.messy import ods, text, xls, xlsx

FIRST, SECOND, THIRD = dt.date(2026, 2, 3), dt.date(2026, 2, 10), dt.date(2026, 2, 17)
TRAINEES = (
    PersonListed(1, "Вишнёва", "Анна", "Ильинична", ()),
    PersonListed(2, "Грушева", "Мария", "Петровна", ()),
    PersonListed(3, "Яблокова", "Ольга", "Олеговна", ()),
    PersonListed(4, "Ким", "Алёна", "", ()),
    PersonListed(5, "Сливова-Пак", "Вера", "Юрьевна", ()),
)
ELSEWHERE = (PersonListed(9, "Грушева", "Марта", "Павловна", ()),)
GRID = MarksGrid(
    events=(
        GridEvent(11, FIRST, None, "Игра", Mode.IN_PERSON, 90),
        GridEvent(12, SECOND, "10:00", "Речь, утро", Mode.IN_PERSON, 90),
        GridEvent(13, SECOND, "14:00", "Речь, день", Mode.IN_PERSON, 45),
        GridEvent(14, THIRD, None, "Письмо", Mode.MIXED, 90),
    ),
    people=tuple(GridPerson(*each[:4], "Детский сад № 5") for each in TRAINEES),
    cells={},
)


@dataclass(frozen=True)
class MessyMarks:
    """A file to write and what must be read from it."""

    name: str
    write: Callable[[Path], None]
    marks: dict[int, dict[int, str]]
    """Person → event → mark."""
    refused: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Row → the fields of its problems: letters of columns, or «name»."""
    columns: tuple[str, ...] = ()
    """Letters of the columns that are asked about."""


P, A, E, R = "present", "absent", "excused", "remote"

MESSY_MARKS = [
    MessyMarks(
        "plain.xlsx",
        xlsx(
            (
                "Журнал",
                [
                    ["Журнал посещаемости на 01.03.2026", None, None, None, None, None],
                    ["№", "Ф.И.О. слушателя", FIRST, "17.02", "Всего", "%"],
                    [1, "Вишнева А.И.", "+", "д", 2, "100%"],
                    [2, "Грушева М. П.", "н", "Б", 0, 0],
                    [3, "Яблокова Ольга Олеговна", "•", "у", 1, 50],
                    [4, "Ким Алена", 1, 0, 1, 50],
                    [5, "Сливова-Пак В.Ю.", None, "–", 0, 0],
                    [None, "Итого присутствовало", 3, 1, 4, None],
                    [None, "Ведущий ______ Иванова А.И.", None, None, None, None],
                ],
                ["A1:F1"],
            )
        ),
        {1: {11: P, 14: R}, 2: {11: A, 14: E}, 3: {11: P, 14: E}, 4: {11: P, 14: A}, 5: {14: A}},
    ),
    MessyMarks(
        "two_events_of_a_day.xlsx",
        xlsx(
            (
                "Л",
                [
                    ["ФИО", "10.02\n14:00", "10.02\n10:00", "17.02.26 (вт)"],
                    ["1. Вишнёва Анна", "+", "н", "онлайн"],
                    ["2. Грушева Мария Петровна, воспитатель", "-", "+", ""],
                ],
                [],
            )
        ),
        {1: {13: P, 12: A, 14: R}, 2: {13: A, 12: P}},
    ),
    MessyMarks(
        "same_days_in_order.csv",
        text(
            [
                ["Фамилия", "Имя", "Отчество", "10 фев", "10 фев", "17 февраля"],
                ["Вишнёва", "Анна", "Ильинична", "н/б", "+", "п"],
                ["Ким", "Алёна", "", "уп", "+", "отпуск"],
                ["Сливова-Пак", "Вера", "Юрьевна", "б/л", "Н", "Да"],
            ],
            encoding="cp1251",
            separator=";",
        ),
        {1: {12: A, 13: P, 14: P}, 4: {12: E, 13: P, 14: E}, 5: {12: E, 13: A, 14: P}},
    ),
    MessyMarks(
        "one_column_for_two_events.csv",
        text([["ФИО", "03.02.2026", "10.02.2026", "24.02.2026"], ["Вишнёва А.И.", "+", "+", "+"]],
             encoding="utf-8", separator=","),
        {1: {11: P}},
        columns=("C", "D"),
    ),
    MessyMarks(
        "months_over_days.xls",
        xls(
            [
                ["Табель посещаемости, 2025/2026 учебный год", None, None, None, None],
                ["№", "Слушатели", "Февраль", None, None],
                [None, None, 3, 17, 24],
                [None, "ФИО", "Игра", "Письмо", "Итог"],
                [1, "Вишнёва Анна Ильинична", "+", "+", None],
                [2, "Яблокова О. О.", 0.0, 1.0, None],
                [None, "Присутствовало", 1, 2, None],
            ],
            merged=[(1, 2, 0, 0), (1, 1, 2, 4)],
        ),
        {1: {11: P, 14: P}, 3: {11: A, 14: P}},
        columns=("E",),
    ),
    MessyMarks(
        "dates_as_numbers.ods",
        ods(
            [
                ["МБДОУ № 5", "", "", ""],
                ["Стажёр", "Должность", 46056.0, 46070.0],
                ["Поток 1", "", "", ""],
                ["ВИШНЕВА АННА ИЛЬИНИЧНА", "воспитатель", "90", "90 мин"],
                ["Мария Петровна Грушева", "воспитатель", 90.0, "45"],
                ["Яблокова О.О.", "методист", "120", "неявка"],
            ]
        ),
        {1: {11: P, 14: P}, 2: {11: P}, 3: {14: A}},
        {5: ("D",), 6: ("C",)},
    ),
    MessyMarks(
        "people.xlsx",
        xlsx(
            (
                "Лист1",
                [
                    ["ФИО", "Организация", FIRST],
                    ["Вишнева Анна Петровна", "ДОУ № 5", "+"],
                    ["Грушева П.М.", "ДОУ № 5", "+"],
                    ["Грушева М.П.", "ДОУ № 5", "+"],
                    ["Грушева Марта Павловна", "ДОУ № 7", "+"],
                    ["Неизвестная К.К.", "ДОУ № 7", "+"],
                    ["Яблокова", "ДОУ № 7", "о"],
                    ["Ким А.И.", "ДОУ № 7", "+"],
                    ["Яблокова О.О.", "ДОУ № 7", "+"],
                    ["Пустая П.П.", "ДОУ № 7", None],
                ],
                [],
            )
        ),
        {2: {11: P}, 9: {11: P}},
        {2: ("name",), 3: ("name",), 6: ("name",), 7: ("C",), 8: ("name",), 9: ("name",), 10: ("name",)},
    ),
    MessyMarks(
        "signs.xlsx",
        xlsx(
            (
                "Л",
                [
                    ["ФИО", FIRST, "17.02.2026"],
                    ["Вишнёва А.И.", "н / б", "ВКС"],
                    ["Грушева М.П.", "присутств.", "дист."],
                    ["Яблокова О.О.", "не была", "?"],
                    ["Ким Алёна", "=1+0", "х"],
                    ["Сливова – Пак В.Ю.", "онлайн", "✓"],
                ],
                [],
            )
        ),
        {1: {11: A, 14: R}, 2: {11: P, 14: R}, 3: {11: A}, 5: {14: P}},
        {5: ("B", "C"), 6: ("B",)},
    ),
]  # fmt: skip
