"""Invented papers about what trainees hand in: the ведомость, sheets of reviews, diaries, a portfolio."""

from datetime import date, timedelta

from models.rows.codes import CertificateState, CreativeWorkKind, PeerCriterion, SubmissionState
from models.rows.works_print import (
    AssignmentSheet,
    DiarySheet,
    DiarySheetPage,
    Portfolio,
    PortfolioAdvice,
    PortfolioCertificate,
    PortfolioCriterion,
    PortfolioStep,
    PortfolioTask,
    PortfolioWork,
    ReviewMark,
    ReviewSheet,
    SheetPerson,
    SheetTask,
)
from tests.exports.documents.sample_papers import PASSPORT, SIGNATURES
from tests.exports.documents.sheets_of_people import head, name

DAY = date(2026, 3, 2)
STREAM = "Поток 2, весна 2026"
PROGRAM = "Индивидуализация в детском саду"
TASKS = (
    "Конспект занятия с детьми подготовительной группы",
    "Видеоотчёт о микропреподавании",
    "Анализ занятия коллеги",
    "Дневник наблюдений за ребёнком, две недели",
)


def assignment_sheet(people: int = 25, tasks: int = 4) -> AssignmentSheet:
    signs = ("П 5", "С", "Д 3", "")
    return AssignmentSheet(
        passport=PASSPORT,
        signatures=SIGNATURES,
        stream=STREAM,
        program=PROGRAM,
        tutor="А.Б. Придуманный",
        legend="П — принято, С — сдано, Д — на доработке; рядом оценка тьютора. Пустая клетка — не сдано.",
        printed_on=DAY,
        people=tuple(
            SheetPerson(no, name(no), tuple(signs[(no + at) % 4] for at in range(tasks)), 1, 4.0 + no % 2 / 3)
            for no in range(1, people + 1)
        ),
        tasks=tuple(
            SheetTask(
                no,
                "1. Погружение",
                TASKS[no % 4],
                "да",
                "экспертная оценка тьютора",
                DAY + timedelta(days=no),
                people // 2,
            )
            for no in range(1, tasks + 1)
        ),
    )


def review_sheets(count: int = 1, *, mark: int | None = 2) -> tuple[ReviewSheet, ...]:
    return tuple(
        ReviewSheet(
            passport=PASSPORT,
            signatures=SIGNATURES,
            stream=STREAM,
            program=PROGRAM,
            author=name(number),
            work="Речевые игры в режиме дня",
            reviewer=name(number + 1),
            reviewer_signed=f"Т.П. Вымышленная{number + 1}",
            total=None if mark is None else mark * len(PeerCriterion),
            recommendations=None if mark is None else "Добавьте описание условий, в которых проходила апробация.",
            submitted_on=None if mark is None else DAY,
            marks=tuple(
                ReviewMark(no, each.label, mark, name(number)) for no, each in enumerate(PeerCriterion, start=1)
            ),
        )
        for number in range(1, count + 1)
    )


def pages(count: int = 4, of: int = 1) -> tuple[DiarySheetPage, ...]:
    return tuple(
        DiarySheetPage(
            no,
            DAY + timedelta(days=no),
            "Мастер-класс «Утренний круг»" if no % 2 else None,
            "Провела речевую игру с подгруппой из шести детей, записала ответы.",
            "Ждать ответа ребёнка до конца.",
            "Как быть, если ребёнок молчит?" if no % 2 else None,
            "Обсудили на консультации." if no % 2 else None,
            name(of),
        )
        for no in range(1, count + 1)
    )


def diaries(count: int = 1) -> tuple[DiarySheet, ...]:
    return tuple(
        DiarySheet(passport=PASSPORT, signatures=SIGNATURES, head=head(number), entries=pages(of=number))
        for number in range(1, count + 1)
    )


def portfolio() -> Portfolio:
    return Portfolio(
        passport=PASSPORT,
        signatures=SIGNATURES,
        head=head(1),
        goal="Научиться вести диалог с детьми",
        final_title="Речевые игры в режиме дня",
        final_state=SubmissionState.ACCEPTED,
        approbation_on=DAY,
        accepted_on=DAY + timedelta(days=8),
        defended_on=DAY + timedelta(days=12),
        self_analysis="Получилось вовлечь молчаливых детей; в следующий раз уменьшу подгруппу.",
        admin_review="Работа применяется в группе.",
        report_kind="мини-отчёт",
        report_accepted_on=DAY,
        report_comment="Принят без замечаний.",
        files=3,
        steps=(
            PortfolioStep(1, "Ведёт опрос вместо диалога", "Посетить мастер-класс", DAY, DAY, "Стало легче слушать"),
            PortfolioStep(2, "Не записывает наблюдения", "Вести дневник", DAY + timedelta(days=9), None, None),
        ),
        tasks=tuple(
            PortfolioTask(no, title, SubmissionState.ACCEPTED, DAY, 5, "Цели названы точно.")
            for no, title in enumerate(TASKS, start=1)
        ),
        works=(
            PortfolioWork(
                1, CreativeWorkKind.GROUP_PROJECT, "Речевая среда группы", SubmissionState.ACCEPTED, DAY, "Хорошо"
            ),
        ),
        criteria=tuple(PortfolioCriterion(no, each.label, 1.5) for no, each in enumerate(PeerCriterion, start=1)),
        advice=(PortfolioAdvice(1, name(2), 11, "Добавьте описание условий."),),
        entries=pages(),
        certificates=(PortfolioCertificate(1, "7/2026", DAY, 36, CertificateState.ISSUED),),
    )
