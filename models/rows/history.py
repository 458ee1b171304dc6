"""Recent actions in words."""

from typing import NamedTuple

from models.rows.codes import ActionKind


class ActionLine(NamedTuple):
    """One action of the log; `at` is a UTC stamp.

    `steps` is how many actions go back with it, itself and the later ones: 1 for the one that Ctrl+Z would turn
    back now, 0 for one that cannot be turned back any more.
    """

    id: int
    at: str
    actor: str
    label: str
    kind: ActionKind
    rows: int
    steps: int
