"""What calendar and timeline say of an item: in a tooltip, to a screen reader, and while it is being moved."""

from datetime import date

from models.rows.codes import PlanItemStatus
from models.rows.plan_board import PlanLine
from models.rules.words import short_day
from views.plan.columns import due_in_full
from views.plan.looks import state_word
from views.plan.placing import ItemMove


def short_words(line: PlanLine) -> str:
    """The item on its bar: «3.4 Семинар-практикум»."""
    return f"{line.number} {line.title}"


def told(line: PlanLine) -> str:
    """The tooltip: title, dates, who answers, state with its reason, planned and real participants."""
    state = state_word(line.status, is_overdue=line.is_overdue)
    parts = [
        short_words(line),
        due_in_full(line),
        line.responsible,
        f"{state}: {line.reason}" if line.reason else state,
    ]
    if line.planned_count or line.events:
        came = f"было {line.participants}" if line.events else "факта нет"
        parts.append(f"Участников по плану {line.planned_count}, {came}")
    return "\n".join(part for part in parts if part)


def said(line: PlanLine) -> str:
    """The same in one sentence, for a screen reader."""
    return told(line).replace("\n", ", ")


def span_words(first: date, last: date) -> str:
    """«24.03» or «24.03–26.03»."""
    return short_day(first) if first == last else f"{short_day(first)}–{short_day(last)}"


def move_words(move: ItemMove) -> str:
    """«Пункт 3.4: с 24.03 на 31.03»."""
    line = move.line
    is_moved = line.status is PlanItemStatus.POSTPONED
    before = span_words(line.day, line.day) if is_moved else span_words(line.due_from, line.due_to)
    return f"Пункт {line.number}: с {before} на {span_words(move.first, move.last)}"
