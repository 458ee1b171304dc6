"""Trainees by hand: a card added, changed or removed, each one action that can be turned back."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.commands.open_card import open_card
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.person_page import NoteDraft
from models.rows.site import OrganizationDraft, PersonDraft
from models.rules.names import person_key
from models.rules.organization_names import organization_key
from models.schema.people import Organization, Person


def add_trainee(db: Database, draft: PersonDraft, *, actor: Actor, place: OrganizationDraft | None = None) -> int:
    """Add a card; with `place` the organisation too, in the same action (`draft.organization_id` is then ignored).

    Refuses a second card for the same name in the same organisation (domain.md §1).
    """
    with known_links(), db.writing(action="Стажёр добавлен", actor=actor) as session:
        organization_id = _organization(db, session, draft, place)
        key = _free_key(session, draft, organization_id)
        fields: dict[str, Any] = {**values(draft), "organization_id": organization_id}
        return add(session, Person(uid=db.new_uid(), name_key=key, **fields))


def change_trainee(
    db: Database, person_id: int, draft: PersonDraft, *, actor: Actor, place: OrganizationDraft | None = None
) -> None:
    """Change a card; the same refusals as for a new one."""
    with known_links(), db.writing(action="Карточка изменена", actor=actor) as session:
        card = open_card(session, person_id)
        organization_id = _organization(db, session, draft, place)
        key = _free_key(session, draft, organization_id, besides=person_id)
        card.sqlmodel_update(values(draft) | {"organization_id": organization_id, "name_key": key})


def change_note(db: Database, person_id: int, draft: NoteDraft, *, actor: Actor) -> None:
    """Write the note of a card anew; refuses where nothing personal may be written any more."""
    with db.writing(action="Заметка изменена", actor=actor) as session:
        open_card(session, person_id).note = draft.note or None


def remove_trainees(db: Database, person_ids: Collection[int], *, actor: Actor) -> None:
    """Remove cards with their consents, all or none; refuses those that streams, marks or roles still point to."""
    try:
        with db.writing(action="Стажёр убран" if len(person_ids) == 1 else "Стажёры убраны", actor=actor) as session:
            for person_id in person_ids:
                session.delete(found(session, Person, person_id, "Этой карточки уже нет."))
            session.flush()
    except IntegrityError as problem:
        one = len(person_ids) == 1
        raise UserError(
            "Карточку нельзя убрать: человек уже есть в потоке, в отметках посещения или в команде."
            if one
            else "Не убрана ни одна карточка: кто-то из них уже есть в потоке, в отметках посещения или в команде.",
            "Если человек ушёл, отчислите его из потока: прошедшее останется в отчётах.",
        ) from problem


def _organization(db: Database, session: Session, draft: PersonDraft, place: OrganizationDraft | None) -> int:
    """The id of the organisation the card gets: the chosen one, or a new one that nobody has added yet."""
    if place is None:
        found(session, Organization, draft.organization_id, "Этой организации нет в списке.")
        return draft.organization_id
    key, unit = organization_key(place.short_name), place.municipality_id or 0
    same = select(Organization.id).where(col(Organization.name_key) == key, col(Organization.municipality_key) == unit)
    there = session.exec(same).first()
    if there is not None:
        return there
    return add(session, Organization(uid=db.new_uid(), name_key=key, municipality_key=unit, **values(place)))


def _free_key(session: Session, draft: PersonDraft, organization_id: int, *, besides: int | None = None) -> str:
    """The name's key, refused when another card of the organisation has it."""
    key = person_key(draft.last_name, draft.first_name, draft.patronymic)
    same = select(Person.id).where(
        col(Person.name_key) == key, col(Person.organization_id) == organization_id, col(Person.id) != (besides or 0)
    )
    if session.exec(same).first() is not None:
        raise UserError(
            "Карточка с таким ФИО в этой организации уже есть.", "Откройте её или уточните имя либо организацию."
        )
    return key
