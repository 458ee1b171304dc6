"""«Отметка о выполнении» and terms, in the words of a printed plan (domain.md §5)."""

from datetime import date

from models.rows.codes import PlanItemStatus, ReportType
from models.rules.plan_periods import period_of
from models.rules.words import NBSP, day_in_table


def term(first: date, last: date) -> str:
    """«12.03.2026», «09–13.03.2026», «28.02 – 03.03.2026», «29.12.2025 – 09.01.2026»."""
    if first == last:
        return day_in_table(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{day_in_table(last)}"
    begins = f"{first:%d.%m}" if first.year == last.year else day_in_table(first)
    return f"{begins} – {day_in_table(last)}"


def term_title(first: date, last: date) -> str:
    """«на I квартал 2026 года» for the days of such a period, else «с 01.10.2025 по 15.02.2026»."""
    for kind in (ReportType.QUARTER, ReportType.HALF_YEAR, ReportType.YEAR, ReportType.SCHOOL_YEAR):
        period = period_of(kind, first)
        if (period.start, period.end) == (first, last):
            return f"на {period.title}"
    return f"с {day_in_table(first)} по {day_in_table(last)}"


def state_words(status: PlanItemStatus, *, due_to: date, is_moved: bool) -> str:
    """The state of a line against its plan: «отменено», «выполнено, перенесено с 12.12.2025»."""
    if status is PlanItemStatus.DONE and is_moved:
        return f"{status.label}, перенесено с {day_in_table(due_to)}"
    return status.label


def mark(
    status: PlanItemStatus,
    *,
    due_to: date,
    held_on: date | None,
    participants: int | None,
    postponed_to: date | None,
    reason: str,
) -> str:
    """What became of a line; nothing while it is still to be done, for a pen to fill."""
    why = f": {reason}" if reason else ""
    match status:
        case PlanItemStatus.DONE:
            when = f" {day_in_table(held_on)}" if held_on else ""
            people = f", {participants}{NBSP}чел." if participants else ""
            moved = f", перенесено с {day_in_table(due_to)}" if postponed_to else ""
            return f"выполнено{when}{people}{moved}" + (f" ({reason})" if reason else "")
        case PlanItemStatus.POSTPONED:
            return f"перенесено на {day_in_table(postponed_to)}{why}" if postponed_to else f"перенесено{why}"
        case PlanItemStatus.CANCELLED:
            return f"отменено{why}"
        case _:
            return ""
