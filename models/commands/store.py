"""Small steps that every command takes inside its transaction."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models.errors import UserError
from models.rows.draft import Draft
from models.schema.base import Table


class _HasId(Protocol):
    id: int | None


Row = TypeVar("Row", bound=Table)


def values(draft: Draft, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The draft's fields as column values; `without` names those kept in other tables."""
    return draft.model_dump(exclude=set(without))


def found(session: Session, table: type[Row], id_: int | str, sentence: str) -> Row:
    """The row with this key, or UserError with the sentence (it was removed meanwhile)."""
    row = session.get(table, id_)
    if row is None:
        raise UserError(sentence, "Обновите список: запись могли убрать.")
    return row


def add(session: Session, row: _HasId) -> int:
    """Store a row and give the id the database chose."""
    session.add(row)
    session.flush()
    if row.id is None:
        raise RuntimeError("the database gave no id")
    return row.id


@contextmanager
def known_links() -> Generator[None]:
    """Turn the database's refusal of a link to a row that is gone into a sentence; put it around the transaction.

    Only of that: a broken CHECK or a second row of one key is another story and passes through.
    """
    try:
        yield
    except IntegrityError as problem:
        if "FOREIGN KEY" not in str(problem.orig):
            raise
        raise UserError(
            "Запись, которую Вы выбрали, уже убрана из списка. Ничего не записано.",
            "Обновите список и выберите снова.",
        ) from problem
