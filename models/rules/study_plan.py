"""Учебно-тематический план of a programme: its columns are computed, never typed (domain.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.rows.codes import ActivityKind, Mode

if TYPE_CHECKING:
    from models.rows.program_page import ActivityLine, ProgramContent


class PlanLine(NamedTuple):
    """A line of the plan of study: a module, one of its activities, or the total; all times in minutes."""

    no: str
    """«1», «1.2», "" for the total."""
    title: str
    total: int
    lectures: int
    practice: int
    independent: int
    form: str
    """Format, else how it is held."""
    control: str
    is_strong: bool = False
    """A module or the total: what the lines under or above it add up to."""


def study_plan(content: ProgramContent) -> tuple[PlanLine, ...]:
    """The modules with their activities, and the total under them; empty for a programme without modules."""
    lines: list[PlanLine] = []
    for module in content.modules:
        activities = content.activities_of(module.id)
        head = PlanLine(str(module.no), module.title, *_times(activities), module.mode.label, "", is_strong=True)
        lines.append(head)
        lines += [
            PlanLine(
                f"{module.no}.{each.no}", each.text, *_times((each,)), _form(each, module.mode), each.control or ""
            )
            for each in activities
        ]
    if not lines:
        return ()
    whole = [each for module in content.modules for each in content.activities_of(module.id)]
    control = content.passport.control_form or ""
    return (*lines, PlanLine("", "Итого", *_times(whole), "", control, is_strong=True))


def _times(activities: tuple[ActivityLine, ...] | list[ActivityLine]) -> tuple[int, int, int, int]:
    def of(kind: ActivityKind) -> int:
        return sum(each.minutes for each in activities if each.kind is kind)

    whole = sum(each.minutes for each in activities)
    return whole, of(ActivityKind.LECTURE), of(ActivityKind.PRACTICE), of(ActivityKind.INDEPENDENT)


def _form(activity: ActivityLine, module_mode: Mode) -> str:
    mode = activity.mode
    words = [activity.format or "", mode.label if mode is not None and mode is not module_mode else ""]
    return ", ".join(word for word in words if word)
