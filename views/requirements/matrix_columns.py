"""The columns of the matrix: a trainee, a chip for each of the five, and what it comes to."""

from datetime import date
from functools import partial

from models.rows.certificates import IssueLine
from models.rows.codes import RequirementKey
from models.rows.requirements import Requirement, RequirementState
from models.rules.event_sharing import MEETINGS
from models.rules.requirement_list import SHORT_TITLES, TITLES
from models.rules.words import short_day
from views.requirements.looks import CHIPS, SHORT_STATES
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column

_STATES = tuple(RequirementState)


def matrix_columns() -> tuple[Column[IssueLine], ...]:
    """The columns, in the order а–д."""
    return (
        Column("name", "Стажёр", lambda line: line.name, second=lambda line: line.organization, least=140),
        *(_requirement_column(key) for key in RequirementKey),
        Column(
            "outcome",
            "К сертификату",
            outcome,
            width=150,
            rank=1,
            tone=lambda line: State.DONE if line.is_ready or line.certificate else None,
            order=lambda line: (-met(line), line.name),
        ),
    )


def of(line: IssueLine, key: RequirementKey) -> Requirement:
    """How a trainee stands with one of the five."""
    return next(each for each in line.requirements if each.key is key)


def met(line: IssueLine) -> int:
    """How many of the five are met."""
    return sum(each.is_met for each in line.requirements)


def outcome(line: IssueLine) -> str:
    """«можно выдавать», «есть № 7/2026» or what is left."""
    if line.certificate:
        return f"есть № {line.certificate}"
    if all(each.is_met for each in line.requirements):
        return "можно выдавать" if line.is_ready else line.why_not
    left = ", ".join(each.key.label for each in line.requirements if not each.is_met)
    return f"осталось: {left}"


def _requirement_column(key: RequirementKey) -> Column[IssueLine]:
    return Column(
        key.value,
        f"{key.label}) {SHORT_TITLES[key]}",
        partial(_state_words, key=key),
        width=124,
        chip=partial(_chip, key=key),
        tooltip=partial(_told, key=key),
        order=lambda line: (-_STATES.index(of(line, key).state), line.name),
    )


def _state_words(line: IssueLine, *, key: RequirementKey) -> str:
    """«есть», «ещё нет», or the day the gap can be closed: «ещё 1: 14.04»."""
    found = of(line, key)
    days = _days(found)
    if not days:
        return SHORT_STATES[found.state]
    return f"ещё {sum(step.needed for step in found.steps if step.kind in MEETINGS)}: {short_day(min(days))}"


def _days(found: Requirement) -> list[date]:
    """When the gap can be closed, where a meeting closes it."""
    if found.state is not RequirementState.OPEN or found.key is RequirementKey.REMOTE:
        return []
    return [chance.day for step in found.steps for chance in step.chances]


def _chip(line: IssueLine, *, key: RequirementKey) -> ChipLook:
    """A day needs the room of the icon."""
    found = of(line, key)
    return CHIPS[found.state]._replace(icon="") if _days(found) else CHIPS[found.state]


def _told(line: IssueLine, *, key: RequirementKey) -> str:
    found = of(line, key)
    return "\n".join((f"{key.label}) {TITLES[key]}: {found.state.label}", *found.evidence, *found.missing))
