"""Invented sheets that a stream prints one for each trainee: cards, routes; and what the stream gained."""

from datetime import date

from models.rows.diagnostics_print import (
    ChangeLine,
    ChangePaper,
    DeficitMap,
    DeficitMapLine,
    PracticeMap,
    PracticeMapLine,
    RouteSheet,
    RouteSheetStep,
    TraineeHead,
)
from tests.exports.documents.sample_papers import PASSPORT, SIGNATURES

TITLES = (
    "Ведёт наблюдение за ребёнком и делает вывод из записей",
    "Устраивает день так, чтобы у ребёнка был настоящий выбор",
    "Ведёт с детьми диалог, а не опрос",
)


def name(number: int) -> str:
    return f"Вымышленная{number} Тамара Петровна"


def head(number: int) -> TraineeHead:
    return TraineeHead(
        name=name(number),
        position="воспитатель",
        organization="Детский сад № 3, Артёмовский ГО",
        program="Индивидуализация в детском саду",
        stream="Поток 1",
        tutor="А.Б. Придуманный",
        signed_name=f"Т.П. Вымышленная{number}",
    )


def deficit_maps(people: int = 1) -> tuple[DeficitMap, ...]:
    return tuple(
        DeficitMap(
            passport=PASSPORT,
            signatures=SIGNATURES,
            head=head(number),
            stage_title="на входе",
            filled_on=date(2026, 1, 14),
            lines=tuple(
                DeficitMapLine(
                    no,
                    title,
                    "есть записи за месяц",
                    2,
                    no - 1,
                    "да" if no < 3 else "",
                    no,
                    "разобрать пример",
                    name(number),
                )
                for no, title in enumerate(TITLES, start=1)
            ),
        )
        for number in range(1, people + 1)
    )


def practice_maps(people: int = 1) -> tuple[PracticeMap, ...]:
    return tuple(
        PracticeMap(
            passport=PASSPORT,
            signatures=SIGNATURES,
            head=head(number),
            lines=(
                PracticeMapLine(
                    1, "Круг выбора", "самостоятельность", "утро, вся группа", "выбирают сами", "оставить", name(number)
                ),
            ),
        )
        for number in range(1, people + 1)
    )


def route_sheets(people: int = 1) -> tuple[RouteSheet, ...]:
    return tuple(
        RouteSheet(
            passport=PASSPORT,
            signatures=SIGNATURES,
            head=head(number),
            goal="Строить день от выбора ребёнка",
            motivation="Готовлюсь к аттестации",
            context="Разновозрастная группа, 22 ребёнка",
            days="12.01.2026–20.03.2026",
            status="в работе",
            steps=tuple(
                RouteSheetStep(
                    no,
                    title,
                    "три наблюдения с выводом",
                    "План недели с правками",
                    "самостоятельная работа",
                    "Запись занятия (https://example.ru/v)",
                    date(2026, 2, 27),
                    "план недели",
                    "выполнено 20.02.2026" if no == 1 else "",
                    "Получилось не сразу\nТьютор: показать коллегам",
                    name(number),
                )
                for no, title in enumerate(TITLES, start=1)
            ),
        )
        for number in range(1, people + 1)
    )


def change() -> ChangePaper:
    competences = (
        ChangeLine(1, f"2.1 {TITLES[0]}", 12, 1.25, 2.5, 1.25, 7, 5),
        ChangeLine(2, f"2.3 {TITLES[1]}", 12, 2.0, 1.5, -0.5, 2, 0),
        ChangeLine(3, f"4.1 {TITLES[2]}", 0, None, None, None, 1, 0),
    )
    return ChangePaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        stream="Поток 1",
        program="Индивидуализация в детском саду",
        printed_on=date(2026, 3, 20),
        told="Средняя оценка 1,63 → 2 (+0,37), по 24 парам оценок.",
        competences=competences,
        people=tuple(ChangeLine(no, name(no), 6, 1.5, 2.25, 0.75, 3, 2) for no in range(1, 4)),
    )
