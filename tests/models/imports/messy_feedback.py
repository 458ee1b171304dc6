"""Exports of questionnaires as forms and people make them, each with the truth about its sheets."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from models.rows.questionnaire import QUESTIONS
from tests.models.imports.messy import ods, text, xls, xlsx

ALL = tuple(QUESTIONS)
YANDEX = [
    "ID",
    "Время создания",
    "Оцените стажировку / Актуальность темы",
    "Оцените стажировку / Новизна содержания",
    "Оцените стажировку / Практическая значимость",
    "Оцените стажировку / Работа тьютора",
    "Оцените стажировку / Организация стажировки",
    "Оцените стажировку / Качество материалов",
    "Оцените стажировку / Доступность дистанционной части",
    "Оцените стажировку / Готовность применять полученное в работе",
    "Готовы ли Вы рекомендовать нашу площадку коллегам?",
    "Что было самым полезным?",
    "Что Вы предложили бы изменить или добавить?",
    "Ваша эл. почта (по желанию)",
]
WHEN = dt.datetime(2026, 2, 10, 14, 31, 5)  # noqa: DTZ001 - a spreadsheet has no zone


@dataclass(frozen=True)
class MessyAnswers:
    """A file to write and what must be read from it."""

    name: str
    write: Callable[[Path], None]
    sheets: dict[int, dict[str, int | str]]
    """Row → what is said, by column."""
    refused: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Row → questions of its problems."""
    empty: tuple[int, ...] = ()
    """Rows that say nothing of the questionnaire."""


def scored(*scores: int, **more: int | str) -> dict[str, int | str]:
    return dict(zip(ALL, scores, strict=True)) | more


MESSY_ANSWERS = [
    MessyAnswers(
        "yandex.xlsx",
        xlsx(
            (
                "Ответы",
                [
                    YANDEX,
                    [
                        90001,
                        WHEN,
                        "5",
                        "4",
                        "5",
                        "5",
                        "4",
                        "5",
                        "3",
                        "5",
                        "10",
                        "Мастер-классы",
                        "Больше\u00a0практики",
                        "a@example.ru",
                    ],
                    [90002, WHEN, 5, 5.0, 5, 4, 4, 4, 4, 4, 8, "", "нет", ""],
                    [90003, WHEN, None, None, None, None, None, None, None, None, None, None, None, None],
                ],
                [],
            )
        ),
        {
            2: scored(5, 4, 5, 5, 4, 5, 3, 5, nps=10, liked="Мастер-классы", suggestions="Больше практики"),
            3: scored(5, 5, 5, 4, 4, 4, 4, 4, nps=8),
        },
        empty=(4,),
    ),
    MessyAnswers(
        "google.csv",
        text(
            [
                ["Отметка времени", "Оценка [Новизна]", "Оценка [Актуальность]", "Оценка [Работа тьютора]", "NPS"],
                ["10.02.2026 14:31:05", "5 — отлично", "4 из 5", "★★★★☆", "9 баллов"],
                ["10.02.2026 14:40:00", "хорошо", "Отлично!", "нет ответа", "0"],
                ["10.02.2026 14:41:00", "7", "шесть", "", "11"],
            ],
            encoding="utf-8-sig",
            separator=",",
        ),
        {
            2: {"novelty": 5, "relevance": 4, "tutor": 4, "nps": 9},
            3: {"novelty": 4, "relevance": 5, "nps": 0},
        },
        {4: ("relevance", "novelty", "nps")},
    ),
    MessyAnswers(
        "paper_pile.ods",
        ods(
            [
                ["Анкеты второго потока", "", "", "", ""],
                ["№ п/п", "Актуальность", "Новизна", "Раздаточные материалы", "Пожелания"],
                [1, 5, 5, 5, "спасибо"],
                [2, 3, 0, 4, "—"],
                ["", 4, "", 4, ""],
                ["Среднее", 4, 2.5, 4.33, ""],
            ]
        ),
        {
            3: {"relevance": 5, "novelty": 5, "materials": 5, "suggestions": "спасибо"},
            5: {"relevance": 4, "materials": 4},
        },
        {4: ("novelty",)},
    ),
    MessyAnswers(
        "old.xls",
        xls(
            [
                ["ФИО", "Тьютор (1-5)", "Организация (1-5)", "Готовность применять материалы на практике"],
                ["Аноним", 5, 4, 3],
                ["", "скорее согласен", "-", ""],
            ]
        ),
        {2: {"tutor": 5, "organisation": 4, "readiness": 3}, 3: {"tutor": 4}},
    ),
    MessyAnswers(
        "tabs_1251.txt",
        text(
            [["Дата", "Новизна", "Что понравилось", "Замечания"], ["10.02.2026", "4", "разбор видео", "нет"]],
            encoding="cp1251",
            separator="\t",
        ),
        {2: {"novelty": 4, "liked": "разбор видео"}},
    ),
    MessyAnswers(
        "in_sentences.csv",
        text(
            [
                [
                    "Насколько новым для Вас было содержание?",
                    "Организация и доступность дистанционных занятий",
                    "Работа тьютора на дистанционных встречах",
                    "Что нового Вы узнали?",
                    "С какой вероятностью Вы порекомендуете площадку коллеге?",
                    "Что бы Вы улучшили?",
                ],
                ["«5»", "Оценка: 4", "№ 3", "многое", "10 — обязательно", "Больше практики"],
                ["пять", "+4", "5 баллов", "", "9/10", "—"],
                ["4,5", "-5", "55", "", "−1", ""],
            ],
            encoding="utf-8",
            separator=";",
        ),
        {
            2: {"novelty": 5, "remote_access": 4, "tutor": 3, "nps": 10, "suggestions": "Больше практики"},
            3: {"novelty": 5, "remote_access": 4, "tutor": 5, "nps": 9},
        },
        {4: ("novelty", "tutor", "remote_access", "nps")},
    ),
]
