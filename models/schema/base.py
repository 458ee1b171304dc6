"""What every table shares: naming of constraints, stamps, and short words for CHECKs."""

import re
from typing import Literal

from pydantic_core import PydanticUndefined, PydanticUndefinedType
from sqlalchemy import CheckConstraint, event
from sqlalchemy.orm import Session, UOWTransaction, declared_attr
from sqlmodel import Field, SQLModel

from models.identity import stamp
from models.rows.codes import Code

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

HISTORY = {"sqlite_autoincrement": True}
"""Table option: a deleted id never comes back, so two people never mix (house.md)."""


class Table(SQLModel):
    """A table named after its class in snake case: `PlanItem` → `plan_item`."""

    # SQLModel types the attribute as `declared_attr[Unknown]`, which no override can satisfy.
    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Stamped(Table):
    """When a row was made and last changed (UTC text), and by which team member.

    `author_id` is a person without a foreign key: else every deletion of a person would scan every table.
    """

    created_at: str = ""
    updated_at: str = ""
    author_id: int | None = None


def stamp_rows(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Fill the stamps of rows about to be written; `Database.writing` put `now` and `author_id` into the session."""
    if "now" not in session.info:
        return
    now, author = stamp(session.info["now"]), session.info["author_id"]
    for row in session.new:
        if isinstance(row, Stamped):
            row.created_at, row.updated_at, row.author_id = now, now, author
    for row in session.dirty:
        if isinstance(row, Stamped) and session.is_modified(row):
            row.updated_at = now


# For every session: so the database itself needs no table classes, and reading waits for none of them (50 take 0.3 s).
event.listen(Session, "before_flush", stamp_rows)


def one_of(column: str, codes: type[Code]) -> CheckConstraint:
    """CHECK that a column holds a code of a closed list (NULL passes)."""
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def filled(column: str) -> CheckConstraint:
    """CHECK that a required text is not blank."""
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_filled")


def between(column: str, least: int, most: int) -> CheckConstraint:
    """CHECK that a number lies in a range, ends included (NULL passes)."""
    return CheckConstraint(f"{column} BETWEEN {least} AND {most}", name=f"{column}_range")


def ordered(first: str, last: str) -> CheckConstraint:
    """CHECK that one date does not come after another (NULL passes)."""
    return CheckConstraint(f"{first} <= {last}", name=f"{first}_before_{last}")


def when(condition: str, then: str, name: str) -> CheckConstraint:
    """CHECK that `condition` brings `then` with it."""
    return CheckConstraint(f"NOT ({condition}) OR ({then})", name=name)


def key() -> int | None:
    """Declare an integer primary key that the database gives out."""
    return Field(default=None, primary_key=True)


Deletion = Literal["CASCADE", "SET NULL"] | PydanticUndefinedType


def link(target: str, *, ondelete: Deletion = PydanticUndefined) -> int:
    """Declare a required, indexed foreign key `table.id`.

    Without `ondelete` it is NO ACTION: RESTRICT would not wait for the deferred check that undo needs.
    """
    return Field(foreign_key=target, index=True, ondelete=ondelete)


def optional_link(target: str, *, ondelete: Deletion = PydanticUndefined) -> int | None:
    """Declare an indexed foreign key `table.id` that may be absent."""
    return Field(default=None, foreign_key=target, index=True, ondelete=ondelete)
