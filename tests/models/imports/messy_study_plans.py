"""Учебно-тематические планы of every make, invented, with the truth beside each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook

Grid = Sequence[Sequence[object]]
Truth = list[tuple[str, int, list[tuple[str, int, str | None]]]]
"""Modules: title, hours, activities (text, minutes, kind)."""


@dataclass(frozen=True)
class MessyPlan:
    """A file as somebody would send it."""

    name: str
    write: Callable[[Path], object]
    modules: Truth
    refused: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    """Row → fields that are asked about."""


def _xlsx(grid: Grid, merged: Sequence[str] = ()) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in grid:
            sheet.append(list(row))
        for span in merged:
            sheet.merge_cells(span)
        book.save(path)

    return write


def _csv(text: str, encoding: str) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(text.encode(encoding))


MESSY_STUDY_PLANS = (
    MessyPlan(
        "merged-headings.xlsx",
        _xlsx(
            [
                ["Учебно-тематический план программы стажировки"],
                [],
                ["№ п/п", "Наименование модулей и тем", "Количество часов", None, None, None, "Форма контроля"],
                [None, None, "Всего", "Лекции", "Практические занятия", "Самостоятельная работа", None],
                [1, 2, 3, 4, 5, 6, 7],
                ["1", "Модуль 1. Погружение в практику", 4, 1, 3, None, None],
                ["1.1", "Знакомство с программой", 1, 1, None, None, "опрос"],
                ["1.2", "Диагностика дефицитов", 3, "-", 3, None, "карта дефицитов"],
                ["2", "Модуль 2. Самостоятельная работа", 2, None, None, 2, None],
                ["2.1", "Задания по маршруту", "1,5", None, None, "1,5", "самопроверка"],
                ["2.2", "Дневник", 0.5, None, None, 0.5, None],
                [None, "Итого", 6, 1, 3, 2, None],
            ],
            ("C3:F3",),
        ),
        [
            (
                "Погружение в практику",
                4,
                [("Знакомство с программой", 45, "lecture"), ("Диагностика дефицитов", 135, "practice")],
            ),
            ("Самостоятельная работа", 2, [("Задания по маршруту", 68, "independent"), ("Дневник", 22, "independent")]),
        ],
    ),
    MessyPlan(
        "headings-of-groups.csv",
        _csv(
            "Темы;Всего часов;Лекции;Практика;Форма занятий\n"
            "Раздел 1. Игра и речь;;;;\n"
            "Как дети играют;2;1;1;семинар\n"
            "Наблюдение за игрой;1;;1;дистанционно\n"
            "Раздел 2. Проба;;;;\n"
            "Своя игра;3;;3;мастер-класс\n",
            "cp1251",
        ),
        [
            (
                "Игра и речь",
                3,
                [
                    ("Как дети играют", 45, "lecture"),
                    ("Как дети играют", 45, "practice"),
                    ("Наблюдение за игрой", 45, "practice"),
                ],
            ),
            ("Проба", 3, [("Своя игра", 135, "practice")]),
        ],
    ),
    MessyPlan(
        "minutes-of-a-tutor.xlsx",
        _xlsx(
            [
                ["№", "Вид работы тьютора со слушателями", "Время, мин"],
                [1, "Знакомство", "15 мин"],
                [2, "Дискуссия", "30 мин."],
                [3, "Разбор видео", 45],
            ]
        ),
        [("Модуль 1", 2, [("Знакомство", 15, None), ("Дискуссия", 30, None), ("Разбор видео", 45, None)])],
    ),
    MessyPlan(
        "things-to-ask-about.xlsx",
        _xlsx(
            [
                ["№", "Модули и темы", "Всего", "Лекции", "Практические"],
                ["1", "Погружение", 4, None, None],
                ["1.1", "Знакомство", 2, 1, 2],
                ["1.2", "Без часов", None, None, None],
                ["1.3", "Непонятно сколько", "пара", None, None],
                ["1.4", "Разбор", 2, None, 2],
                ["1.5", "Поделено на ноль", "1/0", None, None],
                ["1.6", "Очень длинно " * 200, 1, None, None],
            ]
        ),
        [("Погружение", 4, [("Разбор", 90, "practice")])],
        {3: ("total",), 4: ("total",), 5: ("total",), 7: ("total",), 8: ("title",)},
    ),
)
