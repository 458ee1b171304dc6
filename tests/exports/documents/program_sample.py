"""An invented programme as it is printed."""

from datetime import date

from models.rows.program_print import CalendarLine, ClosedDeficit, ProgramPaper, WorkLine
from models.rules.study_plan import PlanLine
from tests.exports.documents.sample_papers import PASSPORT, SIGNATURES

MODULE = "Модуль 1. Погружение в практику (4 ч)"


def program(activities: int = 6) -> ProgramPaper:
    """A programme of one module with so many activities of 30 minutes."""
    texts = [f"Работа {no}: проба приёма со своими детьми и запись наблюдения" for no in range(1, activities + 1)]
    minutes = 30 * activities
    plan = (
        PlanLine("1", "Погружение в практику", minutes, 0, minutes, 0, "очно", "", is_strong=True),
        *(
            PlanLine(f"1.{no}", text, 30, 0, 30, 0, "практическое занятие", "карта")
            for no, text in enumerate(texts, start=1)
        ),
        PlanLine("", "Итого", minutes, 0, minutes, 0, "", "итоговая работа", is_strong=True),
    )
    return ProgramPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        title="Внимание в движении",
        kind="вне ДПП",
        hours=4,
        version=1,
        year=2026,
        audience="воспитатели",
        form="очно",
        control="итоговая работа",
        approved="приказ № 5, 02.02.2026",
        approved_on=date(2026, 2, 2),
        goal="Научить видеть трудность ребёнка.",
        results="Стажёр прошёл личный маршрут.",
        explanatory_note="Первый абзац записки.\nВторой абзац записки.",
        conditions="Группа площадки.",
        assessment="Взаимоэкспертиза работ.",
        literature="Федеральная образовательная программа.",
        plan=plan,
        calendar=(CalendarLine(1, "Погружение в практику", 4, "первая неделя"),),
        work=tuple(WorkLine(MODULE, str(no), text, 30) for no, text in enumerate(texts, start=1)),
        deficits=(ClosedDeficit(1, "Не видит трудности", "Карта наблюдения (диагностический)"),),
    )
