"""Consents of a person by purpose, her closed fields behind a mask, and consents that run out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from models.database import Database
from models.queries.fetch import Source, rows, rows_by
from models.queries.in_force import IN_FORCE
from models.queries.short_name import FULL_NAME
from models.rows.codes import ConsentPurpose, ConsentState, PersonalDataState, RestrictedNeed
from models.rows.consents import ConsentLine, MaskedFields, PersonConsents, PurposeLine
from models.rules.consents import NEED_PURPOSES, covers, fields_held, is_in_force


class _Person(NamedTuple):
    name: str
    state: PersonalDataState


class _Kept(NamedTuple):
    need: RestrictedNeed
    snils_end: str | None
    has_birth_date: bool
    has_sex: bool
    has_diploma: bool
    can_be_shown: bool


def person_consents(db: Database, person_id: int) -> PersonConsents | None:
    """A person's consents, one line for each purpose there is; None when the card was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _Person,
            f"SELECT {FULL_NAME.format('p')}, p.pd_state FROM person AS p WHERE p.id = :person",
            person=person_id,
        )
        sheets = read_consents(session, person_id)
    if not found:
        return None
    person = found[0]
    purposes = tuple(_purpose(purpose, sheets, db.today()) for purpose in ConsentPurpose)
    processing = next(line for line in purposes if line.purpose is ConsentPurpose.PROCESSING)
    can_work = processing.sheet is not None and is_in_force(processing.sheet, db.today())
    is_blocked = person.state is PersonalDataState.BLOCKED
    return PersonConsents(person.name, person.state, purposes, is_blocked and can_work)


def read_consents(session: Source, person_id: int) -> list[ConsentLine]:
    """All sheets of a person inside an open snapshot, the latest first."""
    return read_consents_of(session, [person_id]).get(person_id, [])


def read_consents_of(session: Source, person_ids: Collection[int]) -> dict[int, list[ConsentLine]]:
    """The same of several people, by the person's id; who never signed any is not there."""
    return rows_by(
        session,
        ConsentLine,
        """
        SELECT c.person_id, c.id, c.purpose, c.data_scope, c.signed_on, c.valid_until, c.form, c.withdrawn_on,
               c.destroyed_on, (SELECT count(*) FROM attachment_use AS u WHERE u.consent_id = c.id)
        FROM consent AS c WHERE c.person_id IN (SELECT value FROM json_each(:people))
        ORDER BY c.signed_on DESC, c.id DESC
        """,
        people=str(sorted(person_ids)),
    )


def masked_fields(db: Database, person_id: int) -> MaskedFields | None:
    """A person's closed fields behind a mask, None where none are kept; the values do not leave the database."""
    with db.reading() as session:
        found = rows(
            session,
            _Kept,
            f"""
            SELECT r.need, substr(r.snils, -2), r.birth_date IS NOT NULL, r.sex IS NOT NULL,
                   coalesce(r.diploma_surname, r.diploma_series, r.diploma_number) IS NOT NULL,
                   p.pd_state = 'active' AND {IN_FORCE.format("c")}
            FROM person_restricted AS r JOIN person AS p ON p.id = r.person_id JOIN consent AS c ON c.id = r.consent_id
            WHERE r.person_id = :person
            """,
            person=person_id,
            today=db.today(),
        )
    if not found:
        return None
    kept = found[0]
    return MaskedFields(
        need=kept.need,
        snils=f"***-***-*** {kept.snils_end}" if kept.snils_end else None,
        birth_date="**.**.****" if kept.has_birth_date else None,
        sex="***" if kept.has_sex else None,
        diploma="*** ****** ***" if kept.has_diploma else None,
        can_be_shown=kept.can_be_shown,
    )


def may_be_kept(connection: Connection, row: Mapping[str, object], *, today: date) -> bool:
    """Whether a row of closed fields, by its columns, may come back on a day: what undoing and restoring ask.

    The consent it names is the person's own, in force, given for such a need, and names every field that it holds.
    """
    found = connection.exec_driver_sql(
        "SELECT purpose, data_scope, valid_until, withdrawn_on, destroyed_on FROM consent "
        "WHERE id = ? AND person_id = ?",
        (row["consent_id"], row["person_id"]),
    ).first()
    if found is None:
        return False
    purpose, scope, valid_until, withdrawn_on, destroyed_on = found
    return (
        withdrawn_on is None
        and destroyed_on is None
        and (valid_until is None or date.fromisoformat(valid_until) >= today)
        and ConsentPurpose(purpose) in NEED_PURPOSES[RestrictedNeed(str(row.get("need", RestrictedNeed.FRDO)))]
        and covers(scope, fields_held(row))
    )


def _purpose(purpose: ConsentPurpose, sheets: Sequence[ConsentLine], today: date) -> PurposeLine:
    own = [sheet for sheet in sheets if sheet.purpose is purpose]
    if not own:
        return PurposeLine(purpose, ConsentState.MISSING, None, ())
    allowing = [sheet for sheet in own if is_in_force(sheet, today)]
    sheet = max(allowing, key=lambda each: each.valid_until or date.max) if allowing else own[0]
    return PurposeLine(purpose, sheet.state(today), sheet, tuple(each for each in own if each is not sheet))
