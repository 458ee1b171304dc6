"""Closed fields of a person (СНИЛС, birth date, sex, diploma): written, shown and removed under a consent only."""

import json
from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from models import inverse, log
from models.commands.personal_data_register import note_personal_data
from models.commands.store import found
from models.database import Actor, Database
from models.errors import UserError
from models.identity import local_date
from models.queries.consents import may_be_kept
from models.rows.codes import ActionKind, PersonalDataAction, PersonalDataState, RestrictedField, RestrictedNeed, Sex
from models.rows.consents import RestrictedDraft, RestrictedValues
from models.rules.consents import NEED_PURPOSES, covers, fields_held, fields_in_scope, is_in_force, scope_text
from models.rules.dates import parse_birth_date
from models.rules.words import day_in_table
from models.schema.people import Consent, Person, PersonRestricted

_NO_CARD = "Этой карточки уже нет."
_NOTHING = "Закрытых сведений у этого человека нет."


def write_restricted(db: Database, person_id: int, draft: RestrictedDraft, *, actor: Actor) -> None:
    """Write closed fields for a need; what the draft leaves empty stays as it is kept.

    Raises UserError, storing nothing, without a consent in force that is given for such a need and names every field
    that would be kept, for blocked data, for a birth date that cannot be right, and for another person's СНИЛС.
    """
    with db.writing(action="Закрытые сведения записаны", actor=actor) as session:
        person = found(session, Person, person_id, _NO_CARD)
        _refuse_blocked(person)
        _refuse_unlikely(draft.birth_date, today=local_date(session.info["now"]))
        kept = session.get(PersonRestricted, person_id)
        fields = draft.fields | (fields_kept(kept) if kept is not None else frozenset[RestrictedField]())
        consent = _covering(session, person_id, draft.need, fields)
        _refuse_taken(session, person_id, draft.snils)
        given = {name: value for name, value in draft.model_dump().items() if value is not None}
        row = kept or PersonRestricted(person_id=person_id, consent_id=consent.id or 0)
        row.sqlmodel_update({**given, "consent_id": consent.id})
        session.add(row)
        session.flush()
        note_personal_data(
            session,
            action=PersonalDataAction.RESTRICTED_WRITTEN,
            person_id=person_id,
            basis=f"{scope_text(draft.fields)}; {draft.need.label}; согласие от {day_in_table(consent.signed_on)}",
        )


def clear_restricted(db: Database, person_id: int, *, actor: Actor) -> None:
    """Remove all closed fields of a person."""
    with db.writing(action="Закрытые сведения убраны", actor=actor) as session:
        kept = found(session, PersonRestricted, person_id, _NOTHING)
        said = scope_text(fields_kept(kept))
        session.delete(kept)
        note_personal_data(
            session, action=PersonalDataAction.RESTRICTED_CLEARED, person_id=person_id, basis=said or "пустая запись"
        )


def reveal_restricted(db: Database, person_id: int, *, actor: Actor) -> RestrictedValues:
    """Give the closed fields as they are and note it in the register.

    Raises UserError while the data are blocked or the consent they are kept under is not in force.
    """
    with db.writing(action="Закрытые сведения показаны", actor=actor, kind=ActionKind.COMPENSATED) as session:
        _refuse_blocked(found(session, Person, person_id, _NO_CARD))
        kept = found(session, PersonRestricted, person_id, _NOTHING)
        consent = session.get_one(Consent, kept.consent_id)
        if not is_in_force(consent, local_date(session.info["now"])):
            raise UserError(
                "Согласие, по которому хранятся эти сведения, больше не действует.",
                "Запишите новое согласие или уберите сведения.",
            )
        note_personal_data(
            session,
            action=PersonalDataAction.RESTRICTED_SHOWN,
            person_id=person_id,
            basis=f"{scope_text(fields_kept(kept))}; согласие от {day_in_table(consent.signed_on)}",
        )
        return RestrictedValues(
            need=RestrictedNeed(kept.need),
            snils=kept.snils,
            birth_date=kept.birth_date,
            sex=Sex(kept.sex) if kept.sex else None,
            diploma_surname=kept.diploma_surname,
            diploma_series=kept.diploma_series,
            diploma_number=kept.diploma_number,
        )


def fields_kept(row: PersonRestricted) -> frozenset[RestrictedField]:
    """Which closed fields a stored row holds."""
    return fields_held(row.model_dump())


def leave_out_closed_fields(session: Session) -> None:
    """Undo what the action being written brought back of closed fields that no consent in force covers any more.

    They become again what they were before the action, or go where that is not covered either (house.md: restoring
    re-checks consents).
    """
    connection = session.connection()
    brought = connection.exec_driver_sql(
        "SELECT pk, old, min(id) FROM change WHERE table_name = 'person_restricted' AND op <> 'L' AND action_id = ? "
        "GROUP BY pk",
        (session.info["action_id"],),
    ).all()
    if not brought:
        return
    today = local_date(session.info["now"])
    shape = log.table_shape(connection, "person_restricted")
    for pk, before, _first in brought:
        now = inverse.current_row(connection, shape, pk)
        if now is None or may_be_kept(connection, json.loads(now), today=today):
            continue
        if before is not None and may_be_kept(connection, json.loads(before), today=today):
            inverse.restore_row(connection, shape, pk, before)
        else:
            inverse.delete_rows(connection, shape, [json.loads(pk)])


def _refuse_blocked(person: Person) -> None:
    if PersonalDataState(person.pd_state) is not PersonalDataState.ACTIVE:
        raise UserError(
            "Данные этого человека заблокированы: согласие на обработку отозвано.",
            "Запишите новое согласие и возобновите работу с данными.",
        )


def _refuse_unlikely(born: date | None, *, today: date) -> None:
    if born is not None and parse_birth_date(born, today=today).problem:
        raise UserError("Дата рождения не подходит стажёру.", "Проверьте её по документу.")


def _covering(session: Session, person_id: int, need: RestrictedNeed, fields: Collection[RestrictedField]) -> Consent:
    """The sheet in force that lets all these fields be kept for the need."""
    wanted = select(Consent).where(col(Consent.person_id) == person_id, col(Consent.purpose).in_(NEED_PURPOSES[need]))
    today = local_date(session.info["now"])
    sheets = [each for each in session.exec(wanted.order_by(col(Consent.id).desc())) if is_in_force(each, today)]
    for sheet in sheets:
        if covers(sheet.data_scope, fields):
            return sheet
    if not sheets:
        raise UserError(
            f"Нет действующего согласия, по которому можно хранить: {scope_text(fields)}.",
            "Распечатайте лист согласия, подпишите у стажёра и запишите его дату.",
        )
    lacking = set(fields).difference(*(fields_in_scope(sheet.data_scope) for sheet in sheets))
    raise UserError(
        f"В согласии не названо: {scope_text(lacking or fields)}.",
        "Возьмите согласие, где перечислены все эти сведения, или отметьте их в записанном.",
    )


def _refuse_taken(session: Session, person_id: int, snils: str | None) -> None:
    if snils is None:
        return
    same = select(PersonRestricted.person_id).where(
        col(PersonRestricted.snils) == snils, col(PersonRestricted.person_id) != person_id
    )
    if session.exec(same).first() is not None:
        raise UserError(
            "Такой СНИЛС уже записан у другого человека.",
            "Сверьте его с документом. Если это карточки одного человека, объедините их.",
        )
