"""The rows of the designer: every module with its activities under it, and how their cells are shown and edited."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from models.rows.choice import Choice
from models.rows.codes import ActivityKind, Mode
from models.rows.program_page import ActivityLine, ModuleLine, ProgramContent
from models.rows.programs import ActivityDraft, ModuleDraft
from models.rules.hours import ACADEMIC_HOUR_MIN, hours_words, off_by_words
from models.rules.words import NBSP
from views.states import State
from views.widgets.cell_table import Cell, choice_of
from views.widgets.fields import NumberField, TextField
from views.widgets.table import Column

_LONGEST_MIN = 2000
_MOST_HOURS = 1000
_AS_MODULE = "как модуль"
_MODES = [(mode, mode.label) for mode in Mode]
_KIND_WORDS = {
    ActivityKind.LECTURE: "лекция",
    ActivityKind.PRACTICE: "практика",
    ActivityKind.INDEPENDENT: "самостоятельно",
}
"""Short enough for a narrow column."""
_KINDS = list(_KIND_WORDS.items())


class DesignRow(NamedTuple):
    """A module, or one of its activities."""

    module: ModuleLine
    activity: ActivityLine | None
    minutes: int
    """Of a module all its activities together."""

    @property
    def key(self) -> tuple[str, int]:
        """What stays the same when the row changes."""
        return ("activity", self.activity.id) if self.activity is not None else ("module", self.module.id)

    @property
    def no(self) -> str:
        """«1», «1.2»."""
        return f"{self.module.no}.{self.activity.no}" if self.activity is not None else str(self.module.no)

    @property
    def off(self) -> str:
        """Of a module, by how much its minutes are not its hours."""
        return off_by_words(self.minutes, self.module.hours) if self.activity is None else ""


def design_rows(content: ProgramContent) -> list[DesignRow]:
    """The rows in their order."""
    found: list[DesignRow] = []
    for module in content.modules:
        activities = content.activities_of(module.id)
        found.append(DesignRow(module, None, sum(each.minutes for each in activities)))
        found += [DesignRow(module, each, each.minutes) for each in activities]
    return found


def activity_with(row: ActivityLine, key: str, value: object) -> ActivityDraft:
    """The activity with one thing changed."""
    said = {name: getattr(row, name) for name in ActivityDraft.model_fields}
    return ActivityDraft.model_validate({**said, key: value})


def module_with(row: ModuleLine, key: str, value: object) -> ModuleDraft:
    """The module with one thing changed."""
    said = {name: getattr(row, name) for name in ("title", "hours", "mode", "period")}
    return ModuleDraft.model_validate({**said, key: value})


def design_columns() -> Sequence[Column[DesignRow]]:
    """What the designer shows; an activity is set in under its module."""
    return (
        Column("no", "№", lambda row: row.no, width=52, sortable=False, strong=_is_module),
        Column(
            "text",
            "Модули и занятия",
            lambda row: row.activity.text if row.activity is not None else row.module.title,
            sortable=False,
            strong=_is_module,
            tooltip=lambda row: row.activity.text if row.activity is not None else row.module.title,
            least=260,
        ),
        Column("hours", "Часов", _hours, "right", 66, 1, sortable=False, strong=_is_module),
        Column(
            "minutes",
            "Минут",
            _minutes,
            "right",
            106,
            sortable=False,
            tone=lambda row: State.ATTENTION if row.off else None,
            tooltip=lambda row: row.off,
        ),
        Column("kind", "Вид", _kind, width=126, rank=1, sortable=False, tooltip=_kind),
        Column("format", "Формат", _format, width=132, rank=3, sortable=False, tooltip=_format),
        Column("mode", "Проведение", _mode, width=112, rank=2, sortable=False),
        Column(
            "control",
            "Контроль",
            lambda row: (row.activity.control or "") if row.activity is not None else "",
            width=150,
            rank=4,
            sortable=False,
            tooltip=lambda row: (row.activity.control or "") if row.activity is not None else "",
        ),
    )


def design_cells(formats: Callable[[], Sequence[Choice]]) -> Mapping[str, Cell[DesignRow]]:
    """How the cells are edited: of a module its title, hours and mode; of an activity everything."""
    return {
        "text": Cell(TextField, lambda row: row.activity.text if row.activity is not None else row.module.title),
        "hours": Cell(
            lambda theme: NumberField(theme, minimum=1, maximum=_MOST_HOURS), lambda row: row.module.hours, _is_module
        ),
        "minutes": Cell(
            lambda theme: NumberField(theme, minimum=1, maximum=_LONGEST_MIN), lambda row: row.minutes, _is_activity
        ),
        "kind": Cell(
            choice_of(lambda: _KINDS, blank="не указан"), lambda row: row.activity and row.activity.kind, _is_activity
        ),
        "format": Cell(
            choice_of(lambda: [(each.id, each.title) for each in formats()], blank="не указан"),
            lambda row: row.activity and row.activity.format_id,
            _is_activity,
        ),
        "mode": Cell(
            choice_of(lambda: _MODES, blank=_AS_MODULE),
            lambda row: row.activity.mode if row.activity is not None else row.module.mode,
        ),
        "control": Cell(TextField, lambda row: (row.activity and row.activity.control) or "", _is_activity),
    }


def _is_module(row: DesignRow) -> bool:
    return row.activity is None


def _is_activity(row: DesignRow) -> bool:
    return row.activity is not None


def _hours(row: DesignRow) -> str:
    return hours_words(row.minutes) if row.activity is not None else str(row.module.hours)


def _minutes(row: DesignRow) -> str:
    if row.activity is not None:
        return str(row.minutes)
    return f"{row.minutes} из{NBSP}{row.module.hours * ACADEMIC_HOUR_MIN}"


def _kind(row: DesignRow) -> str:
    if row.activity is None:
        return row.off
    return _KIND_WORDS[row.activity.kind] if row.activity.kind is not None else "не указан"


def _format(row: DesignRow) -> str:
    return (row.activity.format or "") if row.activity is not None else ""


def _mode(row: DesignRow) -> str:
    if row.activity is None:
        return row.module.mode.label
    return row.activity.mode.label if row.activity.mode is not None else _AS_MODULE
