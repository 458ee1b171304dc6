"""Counting the lines of a plan that were read already: a period's hundreds, so that they are read once."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.rows.choice import Choice
from models.rows.codes import PlanItemStatus
from models.rows.plan_board import PlanCounts, PlanLine, PlanMark, PlanSection, QuickFilter


def passes(line: PlanLine, quick: QuickFilter | None) -> bool:
    """Whether a line is one of those a quick filter shows."""
    match quick:
        case None:
            return True
        case QuickFilter.OVERDUE:
            return line.is_overdue
        case QuickFilter.IN_PROGRESS:
            return line.status is PlanItemStatus.IN_PROGRESS and not line.is_overdue
        case QuickFilter.NO_FACT:
            return line.lacks_fact


def counts_of(lines: Sequence[PlanLine]) -> PlanCounts:
    """How many lines are in each state."""
    calm = [line.status for line in lines if not line.is_overdue]
    return PlanCounts(
        items=len(lines),
        done=calm.count(PlanItemStatus.DONE),
        overdue=len(lines) - len(calm),
        in_progress=calm.count(PlanItemStatus.IN_PROGRESS),
        ahead=calm.count(PlanItemStatus.PLANNED),
        postponed=calm.count(PlanItemStatus.POSTPONED),
        cancelled=calm.count(PlanItemStatus.CANCELLED),
        no_fact=sum(line.lacks_fact for line in lines),
    )


def sections_of(lines: Iterable[PlanLine]) -> tuple[PlanSection, ...]:
    """The sections that have lines, in their order, with how much of each is done."""
    found: dict[int, PlanSection] = {}
    for line in lines:
        before = found.get(line.section_id, PlanSection(line.section_id, line.section_no, line.section, 0, 0))
        done = before.done + (line.status is PlanItemStatus.DONE)
        found[line.section_id] = before._replace(items=before.items + 1, done=done)
    return tuple(sorted(found.values(), key=lambda section: section.no))


def marks_of_lines(lines: Iterable[PlanLine], start: date, end: date) -> tuple[PlanMark, ...]:
    """Lines in the order of their days, a day outside the period (its first and last day given) drawn to its end."""

    def inside(line: PlanLine) -> date:
        return min(max(line.day, start), end)

    return tuple(
        PlanMark(line.id, line.number, line.title, inside(line), line.status, line.is_overdue, line.lacks_fact)
        for line in sorted(lines, key=lambda line: (inside(line), line.section_no, line.id))
    )


def responsibles_of(lines: Iterable[PlanLine]) -> tuple[Choice, ...]:
    """Who answers for any of the lines, by name."""
    found = {line.responsible_id: line.responsible for line in lines}
    return tuple(
        Choice(id_, name) for id_, name in sorted(found.items(), key=lambda each: each[1].casefold().replace("ё", "е"))
    )
