"""Whose data may still be written: nobody's whose data were depersonalised or destroyed (152-ФЗ)."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from models.commands.store import found
from models.errors import UserError
from models.rows.codes import PersonalDataState
from models.schema.people import Person
from models.schema.programs import Enrollment

_NAMELESS = frozenset({PersonalDataState.DEPERSONALISED, PersonalDataState.DESTROYED})


def open_card(session: Session, person_id: int, sentence: str = "Этой карточки уже нет.") -> Person:
    """The card of somebody of whom something is to be written; raises UserError where nothing may be, or it is gone."""
    card = found(session, Person, person_id, sentence)
    refuse_nameless(session, (person_id,))
    return card


def refuse_nameless(session: Session, person_ids: Collection[int]) -> None:
    """Raise UserError where the data of any of these people were depersonalised or destroyed."""
    nameless = select(Person.id).where(col(Person.pd_state).in_(_NAMELESS))
    if not {*session.exec(nameless)}.isdisjoint(person_ids):
        raise UserError(
            "Данные этого человека обезличены или уничтожены, новых записей о нём вести нельзя.",
            "Если человек пришёл снова, добавьте новую карточку.",
        )


def refuse_nameless_at(session: Session, enrollment_ids: Collection[int]) -> None:
    """The same for those who have these places in a stream."""
    holders = select(Enrollment.person_id).where(col(Enrollment.id).in_(enrollment_ids))
    refuse_nameless(session, session.exec(holders).all())
