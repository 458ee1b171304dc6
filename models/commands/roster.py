"""Accepting a list of trainees: one transaction, one batch, undone whole later."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_
from sqlmodel import Session, col, select

from models import inverse, log
from models.bulk import insert_many
from models.commands.store import add, found
from models.database import Actor, Database
from models.errors import UserError
from models.identity import stamp
from models.inverse import LoggedChange
from models.queries.roster import CATEGORIES, EDUCATIONS, compare_in, place_key
from models.rows.codes import ConsentForm, ConsentPurpose
from models.rows.roster import PersonFields, RosterSheet, RowStatus
from models.rows.roster_plan import AcceptedBatch, FieldChange, RowDecision, UndoneBatch
from models.rules.names import person_key
from models.schema.people import Consent, ImportBatch, Organization, Person, PersonRestricted
from models.schema.reference import Position

Keys = set[tuple[str, str]]
RESTRICTED = frozenset({"snils", "birth_date"})
"""Fields of a list that are written only under a consent (domain.md §3.7)."""

_CARD_TABLES = ("person", "person_restricted")
_ATTESTED = ConsentPurpose.PROCESSING
_SCOPE = "СНИЛС, дата рождения"
_TAKEN = (RowStatus.NEW, RowStatus.CHANGED, RowStatus.SAME)


@dataclass(frozen=True, slots=True)
class RosterSource:
    """The file a list came from; `sha256` tells later whether the same file came twice."""

    file_name: str
    sha256: str


def accept_roster(
    db: Database,
    roster: RosterSheet,
    *,
    source: RosterSource,
    actor: Actor,
    consents_on: date | None = None,
    leave_out: Collection[int] = (),
) -> AcceptedBatch:
    """Write the rows that are new or changed; duplicates, problems and rows in `leave_out` stay aside.

    Restricted fields (СНИЛС, birth date) are written only when the person attests consents on paper signed on
    `consents_on`: one Consent row per person (domain.md §3.7); else they are dropped and counted. A consent that is
    in force and covers them already is not entered a second time.
    """
    with db.writing(action="Загружен список стажёров", actor=actor) as session:
        if consents_on is not None and consents_on > db.today():
            raise UserError("Дата согласий ещё не наступила.", "Укажите дату, которая стоит на бумажных согласиях.")
        plan = compare_in(session, roster)
        taken = [each for each in plan.decisions if each.row.status in _TAKEN and each.row.row not in leave_out]
        new = [each for each in taken if each.row.status is RowStatus.NEW]
        changed = [each for each in taken if _open_changes(each) or (each.changes and consents_on)]
        places = _Places(db, session)
        organizations = places.make([*new, *changed])
        places.complete(taken)
        for decision in changed:
            _change(session, decision, places)
        person_ids = _add_people(db, session, new, places)
        same = len(taken) - len(new) - len(changed)
        left = len(plan.decisions) - len(taken)
        batch = ImportBatch(
            kind="roster",
            file_name=source.file_name,
            file_sha256=source.sha256,
            sheet=roster.sheet,
            consents_on=consents_on,
            rows_new=len(new),
            rows_changed=len(changed),
            rows_same=same,
            rows_left=left,
            action_id=session.info["action_id"],
        )
        batch_id = add(session, batch)
        written, dropped = 0, 0
        holders = [(person_id, each.row.person) for person_id, each in zip(person_ids, new, strict=True)]
        holders += [(each.person_id, each.row.person) for each in taken if each.person_id is not None]
        kept = {each.person_id: each for each in session.exec(select(PersonRestricted))}
        told = [(person_id, person) for person_id, person in holders if _tells_more(person, kept.get(person_id))]
        if consents_on is None:
            dropped = len(told)
        else:
            sheets = _attest(session, holders, signed_on=consents_on, today=db.today(), batch_id=batch_id)
            written = _write_restricted(session, told, kept, sheets)
        return AcceptedBatch(
            batch_id=batch_id,
            new=len(new),
            changed=len(changed),
            same=same,
            left=left,
            organizations=organizations,
            restricted_written=written,
            restricted_dropped=dropped,
        )


def undo_batch(db: Database, batch_id: int, *, actor: Actor) -> UndoneBatch:
    """Take an accepted list back, even later: its people go, changed cards get their former values.

    Cards that were changed or used since (a stream, a mark, a role, another consent) stay as they are and are named
    in the answer.
    """
    with db.writing(action="Загрузка списка отменена", actor=actor) as session:
        batch = found(session, ImportBatch, batch_id, "Этой загрузки нет.")
        if batch.undone_on:
            raise UserError("Эта загрузка уже отменена.", "Её можно вернуть в списке недавних действий.")
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        changes = inverse.changes_of(connection, batch.action_id)
        touched = inverse.keys_changed_after(connection, batch.action_id)
        removed, used_since = _remove_people(connection, changes, touched, batch_id)
        restored, changed_since = _restore_cards(connection, changes, touched)
        changed_since |= _remove_papers(connection, changes, touched, keep=used_since)
        _remove_places(connection, changes, touched)
        batch.undone_on = stamp(session.info["now"])
        kept = tuple(sorted(changed_since | used_since))
        return UndoneBatch(removed=removed, restored=restored, kept_person_ids=kept)


class _Places:
    """Organisations and positions by name inside one transaction; new ones are made as rows need them."""

    def __init__(self, db: Database, session: Session) -> None:
        self._db = db
        self._session = session
        self._positions = {title: id_ for id_, title in session.exec(select(Position.id, Position.title))}
        self._made: dict[tuple[str, int], int] = {}

    def position(self, title: str) -> int:
        """The id of a position; an unknown one becomes the site's own row."""
        id_ = self._positions.get(title)
        if id_ is None:
            own = len(self._positions) + 1
            id_ = add(self._session, Position(code=f"own_{self._db.new_uid()}", title=title, sort_order=own))
            self._positions[title] = id_
        return id_

    def make(self, decisions: Collection[RowDecision]) -> int:
        """Add the organisations that these rows name and the directory does not have; returns how many."""
        wanted: dict[tuple[str, int], RowDecision] = {}
        for decision in decisions:
            if decision.organization_id is None:
                wanted.setdefault(place_key(decision), decision)
        # A row that names no municipality means the only organisation of that name among the new ones.
        for name_key, municipality in [key for key in wanted if key[1] == 0]:
            others = [key for key in wanted if key[0] == name_key and key[1]]
            if len(others) == 1:
                del wanted[name_key, municipality]
        rows = [
            {
                "uid": self._db.new_uid(),
                "short_name": decision.row.person.organization,
                "name_key": name_key,
                "municipality_id": municipality or None,
                "municipality_key": municipality,
            }
            for (name_key, municipality), decision in wanted.items()
        ]
        self._made.update(zip(wanted, insert_many(self._session, Organization, rows), strict=True))
        return len(rows)

    def complete(self, decisions: Collection[RowDecision]) -> None:
        """Write the municipality into organisations of the directory that had none and that these rows tell it of."""
        told = {each.organization_id: each.municipality_id for each in decisions if each.municipality_id is not None}
        for organization_id, municipality_id in told.items():
            place = self._session.get(Organization, organization_id) if organization_id is not None else None
            if place is not None and place.municipality_id is None:
                place.municipality_id = place.municipality_key = municipality_id
        self._session.flush()

    def organization(self, decision: RowDecision) -> int:
        """The id of the organisation a row works at."""
        if decision.organization_id is not None:
            return decision.organization_id
        name_key, municipality = place_key(decision)
        if (name_key, municipality) in self._made:
            return self._made[name_key, municipality]
        (made,) = [id_ for (key, _), id_ in self._made.items() if key == name_key]
        return made


def _add_people(db: Database, session: Session, new: Collection[RowDecision], places: _Places) -> list[int]:
    return insert_many(
        session,
        Person,
        [
            {
                "uid": db.new_uid(),
                "last_name": person.last_name,
                "first_name": person.first_name,
                "patronymic": person.patronymic,
                "name_key": person_key(person.last_name or "", person.first_name or "", person.patronymic),
                "position_id": places.position(person.position or ""),
                "organization_id": places.organization(decision),
                "category": CATEGORIES[person.category] if person.category else None,
                "education": EDUCATIONS[person.education] if person.education else None,
                "experience_years": person.experience_years,
                "phone": person.phone,
                "email": person.email,
            }
            for decision in new
            for person in (decision.row.person,)
        ],
    )


def _change(session: Session, decision: RowDecision, places: _Places) -> None:
    card = found(session, Person, decision.person_id or 0, "Карточку успели убрать.")
    for name, _, value in _open_changes(decision):
        match name:
            case "position":
                card.position_id = places.position(str(value))
            case "organization":
                card.organization_id = places.organization(decision)
            case _:
                setattr(card, name, value)
    card.name_key = person_key(card.last_name, card.first_name, card.patronymic)
    session.flush()


def _open_changes(decision: RowDecision) -> list[FieldChange]:
    """What changes on the card itself: restricted fields are written under a consent only."""
    return [change for change in decision.changes if change.field not in RESTRICTED]


def _has_restricted(person: PersonFields) -> bool:
    return person.snils is not None or person.birth_date is not None


def _tells_more(person: PersonFields, kept: PersonRestricted | None) -> bool:
    """Whether the file knows a restricted field that the card does not hold as it is."""
    if not _has_restricted(person):
        return False
    if kept is None:
        return True
    return (person.snils or kept.snils, person.birth_date or kept.birth_date) != (kept.snils, kept.birth_date)


def _attest(
    session: Session, holders: Collection[tuple[int, PersonFields]], *, signed_on: date, today: date, batch_id: int
) -> dict[int, int]:
    """See that each person has a consent in force that covers her row; returns person → consent."""
    sheets: dict[int, int] = {}
    missing: list[dict[str, object]] = []
    in_force = _consents_in_force(session, today)
    for person_id, person in holders:
        scope = _SCOPE if _has_restricted(person) else ""
        known = in_force.get(person_id, [])
        sheet = next((each for each in known if not scope or each.data_scope == scope), None)
        if sheet is None:
            # The same paper of the same day, attested first without these fields, is one consent still.
            sheet = next((each for each in known if each.signed_on == signed_on and not each.data_scope), None)
        if sheet is not None and sheet.id is not None:
            sheet.data_scope = sheet.data_scope or scope
            sheets[person_id] = sheet.id
            continue
        missing.append(
            {
                "person_id": person_id,
                "purpose": _ATTESTED,
                "data_scope": scope,
                "signed_on": signed_on,
                "form": ConsentForm.PAPER,
                "batch_id": batch_id,
            }
        )
    session.flush()
    made = insert_many(session, Consent, missing)
    return sheets | {int(str(row["person_id"])): id_ for row, id_ in zip(missing, made, strict=True)}


def _consents_in_force(session: Session, today: date) -> dict[int, list[Consent]]:
    """Consents for processing that are neither withdrawn nor destroyed nor over, by person."""
    wanted = select(Consent).where(
        col(Consent.purpose) == _ATTESTED,
        col(Consent.withdrawn_on).is_(None),
        col(Consent.destroyed_on).is_(None),
        or_(col(Consent.valid_until).is_(None), col(Consent.valid_until) >= today),
    )
    by_person: dict[int, list[Consent]] = {}
    for consent in session.exec(wanted.order_by(col(Consent.id))):
        by_person.setdefault(consent.person_id, []).append(consent)
    return by_person


def _write_restricted(
    session: Session,
    told: Collection[tuple[int, PersonFields]],
    kept: Mapping[int, PersonRestricted],
    sheets: Mapping[int, int],
) -> int:
    """Write the restricted fields under their consents; returns how many people had some."""
    rows: list[dict[str, object]] = []
    for person_id, person in told:
        card = kept.get(person_id)
        if card is None:
            rows.append(
                {
                    "person_id": person_id,
                    "consent_id": sheets[person_id],
                    "snils": person.snils,
                    "birth_date": person.birth_date,
                }
            )
        else:
            card.consent_id = sheets[person_id]
            card.snils = person.snils or card.snils
            card.birth_date = person.birth_date or card.birth_date
    session.flush()
    insert_many(session, PersonRestricted, rows)
    return len(told)


def _remove_people(
    connection: Connection, changes: Collection[LoggedChange], touched: Keys, batch_id: int
) -> tuple[int, set[int]]:
    """Delete the people the batch added; returns how many, and those who stay because they were changed or used."""
    people = _ids(changes, "person")
    stay = inverse.referenced_elsewhere(connection, "person", people, besides=("consent", "person_restricted"))
    stay |= {id_ for id_ in people for table in _CARD_TABLES if (table, f"[{id_}]") in touched}
    consents = connection.exec_driver_sql("SELECT id, person_id, batch_id FROM consent").all()
    for consent_id, person_id, of_batch in consents:
        if of_batch != batch_id or ("consent", f"[{consent_id}]") in touched:
            stay |= {int(person_id)} & set(people)
    gone = [(id_,) for id_ in people if id_ not in stay]
    _delete(connection, "DELETE FROM person_restricted WHERE person_id = ?", gone)
    _delete(connection, "DELETE FROM consent WHERE person_id = ?", gone)
    _delete(connection, "DELETE FROM person WHERE id = ?", gone)
    return len(gone), stay


def _restore_cards(connection: Connection, changes: Collection[LoggedChange], touched: Keys) -> tuple[int, set[int]]:
    """Give changed rows their former values; returns how many cards, and the people changed again since.

    Restricted fields whose former consent has been withdrawn meanwhile do not come back.
    """
    restored = 0
    kept: set[int] = set()
    for change in changes:
        if change.op != "U" or change.table not in (*_CARD_TABLES, "organization", "consent"):
            continue
        is_card = change.table in _CARD_TABLES
        former = json.loads(change.old or "{}")
        if (change.table, change.pk) in touched or (
            change.table == "person_restricted" and not _is_in_force(connection, former["consent_id"])
        ):
            kept |= {int(str(inverse.key_of(change)[0]))} if is_card else set()
            continue
        shape = log.table_shape(connection, change.table)
        inverse.restore_row(connection, shape, change.pk or "[]", change.old or "{}")
        restored += change.table == "person"
    return restored, kept


def _is_in_force(connection: Connection, consent_id: int) -> bool:
    found_consent = connection.exec_driver_sql(
        "SELECT count(*) FROM consent WHERE id = ? AND withdrawn_on IS NULL AND destroyed_on IS NULL", (consent_id,)
    )
    return bool(found_consent.scalar_one())


def _remove_papers(
    connection: Connection, changes: Collection[LoggedChange], touched: Keys, *, keep: Collection[int]
) -> set[int]:
    """Delete the consents and restricted fields that the batch added to cards of before; returns who keeps them."""
    kept: set[int] = set()
    for (person_id,) in inverse.keys_added(changes, "person_restricted"):
        if person_id in keep:
            continue
        if ("person_restricted", f"[{person_id}]") in touched:
            kept.add(int(str(person_id)))
            continue
        _delete(connection, "DELETE FROM person_restricted WHERE person_id = ?", [(int(str(person_id)),)])
    added = _ids(changes, "consent")
    used = inverse.referenced_elsewhere(connection, "consent", added)
    for consent_id in added:
        row = connection.exec_driver_sql("SELECT person_id FROM consent WHERE id = ?", (consent_id,)).scalar()
        if row is None or row in keep:
            continue
        if consent_id in used or ("consent", f"[{consent_id}]") in touched:
            kept.add(int(row))
        else:
            _delete(connection, "DELETE FROM consent WHERE id = ?", [(consent_id,)])
    return kept


def _remove_places(connection: Connection, changes: Collection[LoggedChange], touched: Keys) -> None:
    """Delete the organisations and positions the batch added where nobody uses or changed them."""
    for table in ("organization", "position"):
        added = _ids(changes, table)
        in_use = inverse.referenced_elsewhere(connection, table, added)
        unused = [(id_,) for id_ in added if id_ not in in_use and (table, f"[{id_}]") not in touched]
        _delete(connection, f"DELETE FROM {table} WHERE id = ?", unused)


def _ids(changes: Collection[LoggedChange], table: str) -> list[int]:
    return [int(str(id_)) for (id_,) in inverse.keys_added(changes, table)]


def _delete(connection: Connection, sql: str, keys: list[tuple[int]]) -> None:
    if keys:
        connection.exec_driver_sql(sql, keys)
