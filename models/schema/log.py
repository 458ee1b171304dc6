"""The one log that serves undo, history and «what changed»; the triggers of `models/log.py` write it."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from models.rows.codes import ActionKind
from models.schema.base import HISTORY, Table, filled, key, one_of


class Action(Table, table=True):
    """One user action = one transaction: when, who, what in words."""

    __table_args__ = (filled("label"), one_of("kind", ActionKind), HISTORY)
    id: int | None = key()
    at: str
    actor_id: int | None = None
    """A person; no foreign key, so that the log survives the person (152-ФЗ, domain.md §3.7)."""
    label: str
    kind: str
    inverts_id: int | None = Field(default=None, index=True)
    """For undo and redo: the action whose changes were turned back."""


class CurrentAction(Table, table=True):
    """The action being written now; empty between transactions, so a write outside of one is refused."""

    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(default=1, primary_key=True)
    action_id: int


class Change(Table, table=True):
    """One changed row (I, U, D: old and new as JSON) or many added ones (L: their keys as a JSON array)."""

    __table_args__ = (
        CheckConstraint("op IN ('I', 'U', 'D', 'L')", name="op"),
        Index("ix_change_action_id", "action_id"),
        Index("ix_change_table_pk", "table_name", "pk"),
        HISTORY,
    )
    id: int | None = key()
    action_id: int
    table_name: str
    pk: str | None = None
    """JSON array of the key's values, in the order of the table's key."""
    op: str
    old: str | None = None
    new: str | None = None


class UndoStep(Table, table=True):
    """What Ctrl+Z and Ctrl+Shift+Z would turn back; trimmed, unlike the history."""

    __table_args__ = (CheckConstraint("direction IN ('undo', 'redo')", name="direction"), HISTORY)
    id: int | None = key()
    direction: str
    action_id: int = Field(index=True)
    label: str
