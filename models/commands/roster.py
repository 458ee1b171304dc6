"""Accepting a list of trainees: one transaction, one batch, undone whole later (models/commands/roster_undo.py)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.bulk import insert_many
from models.commands.personal_data_register import note_of_many
from models.commands.programs import take_in
from models.commands.store import add, found
from models.database import Actor, Database
from models.errors import UserError
from models.identity import stamp
from models.queries.consents import may_be_kept
from models.queries.roster import CATEGORIES, EDUCATIONS, compare_in, place_key
from models.rows.codes import ConsentForm, ConsentPurpose, PersonalDataAction
from models.rows.roster import PersonFields, RosterSheet, RowStatus
from models.rows.roster_plan import RESTRICTED, AcceptedBatch, FieldChange, RowDecision
from models.rules.names import person_key
from models.rules.words import counted, day_in_table
from models.schema.people import ColumnMapping, Consent, ImportBatch, Organization, Person, PersonRestricted
from models.schema.reference import Position

_ATTESTED = ConsentPurpose.PROCESSING
_SCOPE = "СНИЛС, дата рождения"
_TAKEN = (RowStatus.NEW, RowStatus.CHANGED, RowStatus.SAME)


@dataclass(frozen=True, slots=True)
class RosterSource:
    """The file a list came from; `sha256` tells later whether the same file came twice."""

    file_name: str
    sha256: str
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    """`SheetHead.layout` → field → letter of its column, as the person chose them for the next table of these headings;
    nothing chosen forgets what was remembered."""


def accept_roster(
    db: Database,
    roster: RosterSheet,
    *,
    source: RosterSource,
    actor: Actor,
    consents_on: date | None = None,
    leave_out: Collection[int] = (),
    keep: Mapping[int, Collection[str]] = MappingProxyType({}),
    stream_id: int | None = None,
) -> AcceptedBatch:
    """Write the rows that are new or changed; duplicates, problems and rows in `leave_out` stay aside.

    `keep` holds by row the fields whose changes were refused: the card stays there as it is.

    Restricted fields (СНИЛС, birth date) are written only when the person attests consents on paper signed on
    `consents_on`: one Consent row per person (domain.md §3.7); else they are dropped and counted. A consent that is
    in force and covers them already is not entered a second time. With `stream_id` everybody of the taken rows goes
    into that stream, those without changes too.
    """
    with db.writing(action="Загружен список стажёров", actor=actor) as session:
        if consents_on is not None and consents_on > db.today():
            raise UserError("Дата согласий ещё не наступила.", "Укажите дату, которая стоит на бумажных согласиях.")
        plan = compare_in(session, roster)
        wanted = [each for each in plan.decisions if each.row.status in _TAKEN and each.row.row not in leave_out]
        taken = [each.keeping(keep.get(each.row.row, ())) for each in wanted]
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
            sheet=roster.sheet_names,
            consents_on=consents_on,
            rows_new=len(new),
            rows_changed=len(changed),
            rows_same=same,
            rows_left=left,
            action_id=session.info["action_id"],
        )
        batch_id = add(session, batch)
        for layout, columns in source.columns.items():
            _remember_columns(session, layout, columns)
        written, dropped, sheets = 0, 0, dict[int, int]()
        holders = [(person_id, each.row.person) for person_id, each in zip(person_ids, new, strict=True)]
        holders += [(each.person_id, each.row.person) for each in taken if each.person_id is not None]
        kept = {each.person_id: each for each in session.exec(select(PersonRestricted))}
        told = [(person_id, person) for person_id, person in holders if _tells_more(person, kept.get(person_id))]
        if consents_on is None:
            dropped = len(told)
        else:
            sheets = _attest(session, holders, signed_on=consents_on, today=db.today(), batch_id=batch_id)
            written = _write_restricted(session, told, kept, sheets, today=db.today())
            dropped = len(told) - written
        people = [person_id for person_id, _person in holders]
        enrolled = take_in(session, stream_id, people, today=db.today()) if stream_id is not None else None
        return AcceptedBatch(
            batch_id=batch_id,
            new=len(new),
            changed=len(changed),
            same=same,
            left=left,
            organizations=organizations,
            restricted_written=written,
            restricted_dropped=dropped,
            enrolled=enrolled,
            aside=sum(each.row.status in _TAKEN and each.row.row in leave_out for each in plan.decisions),
            copies=sum(each.row.status is RowStatus.DUPLICATE for each in plan.decisions),
            consents=len(sheets),
            refused=sum(len(each.changes) for each in wanted) - sum(len(each.changes) for each in taken),
        )


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
    _refuse_withdrawn_since(session, missing, signed_on=signed_on)
    made = insert_many(session, Consent, missing)
    note_of_many(
        session,
        action=PersonalDataAction.CONSENT_GIVEN,
        person_ids=[int(str(row["person_id"])) for row in missing],
        basis=f"список; согласие от {day_in_table(signed_on)}: {_ATTESTED.label}",
    )
    return sheets | {int(str(row["person_id"])): id_ for row, id_ in zip(missing, made, strict=True)}


def _refuse_withdrawn_since(session: Session, missing: Collection[Mapping[str, object]], *, signed_on: date) -> None:
    """A paper of before the withdrawal is withdrawn with it, and grounds nothing."""
    later = select(Consent.person_id).where(col(Consent.purpose) == _ATTESTED, col(Consent.withdrawn_on) > signed_on)
    count = len({row["person_id"] for row in missing}.intersection(session.exec(later)))
    if count:
        raise UserError(
            f"Согласие отозвано позже {day_in_table(signed_on)}: {counted(count, 'человек', 'человека', 'человек')} "
            "из списка.",
            "Укажите дату новых согласий или уберите этих людей из списка.",
        )


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
    *,
    today: date,
) -> int:
    """Write the restricted fields under their consents; returns of how many people some were written.

    A card that keeps more than the attested paper names is left as it is: no one sheet would cover all of it.
    """
    rows: list[dict[str, object]] = []
    written: list[int] = []
    connection = session.connection()
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
            said = {"snils": person.snils or card.snils, "birth_date": person.birth_date or card.birth_date}
            row = {**card.model_dump(), **said}
            choices = ({"consent_id": sheet} for sheet in (sheets[person_id], card.consent_id))
            under = next((each for each in choices if may_be_kept(connection, row | each, today=today)), None)
            if under is None:
                continue
            card.sqlmodel_update(said | under)
        written.append(person_id)
    session.flush()
    insert_many(session, PersonRestricted, rows)
    note_of_many(
        session,
        action=PersonalDataAction.RESTRICTED_WRITTEN,
        person_ids=written,
        basis=f"список; {_SCOPE}",
    )
    return len(written)


def _remember_columns(session: Session, layout: str, chosen: Mapping[str, str]) -> None:
    """Keep the columns chosen by hand for the next table of this layout; none chosen forget what was kept."""
    kept = session.get(ColumnMapping, ("roster", layout))
    columns = json.dumps(dict(chosen), sort_keys=True)
    if not layout or columns == (kept.columns if kept else "{}"):
        return
    if not chosen:
        session.delete(kept)
    elif kept is not None:
        kept.columns, kept.used_at = columns, stamp(session.info["now"])
    else:
        used_at = stamp(session.info["now"])
        session.add(ColumnMapping(kind="roster", layout=layout, columns=columns, used_at=used_at))
    session.flush()
