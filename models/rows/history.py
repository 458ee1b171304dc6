"""Recent actions in words."""

from typing import NamedTuple

from models.rows.codes import ActionKind


class ActionLine(NamedTuple):
    """One action of the log; `at` is a UTC stamp, `can_undo` marks the one that «Вернуть» would turn back now."""

    id: int
    at: str
    actor: str
    label: str
    kind: ActionKind
    rows: int
    can_undo: bool
