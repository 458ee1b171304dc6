"""Arranging a site through the same commands a person uses, in one line each; whatever is not named is believable."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import TypeVar

from sqlmodel import Session

from models.commands.events import record_event
from models.commands.plans import add_plan, add_plan_item, advance_plan
from models.commands.programs import add_program, add_stream, enroll
from models.commands.site import add_organization, add_person, save_site
from models.database import Database
from models.queries.directory import municipality_ids
from models.queries.plans import plan_items
from models.rows.codes import EnrollmentStatus, Mode, PlanKind, PlanStatus, ProgramKind
from models.rows.events import EventDraft
from models.rows.plans import PlanApproval, PlanDraft, PlanItemDraft
from models.rows.programs import EnrollmentDraft, ProgramDraft, StreamDraft
from models.rows.roster import PersonFields, RosterRow, RosterSheet, RowStatus
from models.rows.site import OrganizationDraft, PersonDraft, SiteDraft
from models.schema.base import Table
from tests.models.make import HEAD, engine_of

ARTYOM, DALNEGORSK, USSURIYSK = "05705000", "05505000", "05723000"

_numbers = count(1)
Row = TypeVar("Row", bound=Table)


def unit(db: Database, oktmo: str | None) -> int | None:
    return municipality_ids(db)[oktmo] if oktmo else None


def fill_passport(db: Database, **said: object) -> None:
    draft = {
        "full_name": "Детский сад № 7 «Маяк»",
        "short_name": "Детский сад № 7",
        "municipality_id": unit(db, ARTYOM),
        "theme": "Игра и речь",
    }
    save_site(db, SiteDraft.model_validate(draft | said), actor=HEAD)


def stored(db: Database, table: type[Row], id_: int) -> Row:
    """A row as the file holds it now."""
    with Session(engine_of(db)) as session:
        row = session.get_one(table, id_)
        session.expunge(row)
    return row


def organization(db: Database, name: str = "", *, oktmo: str | None = ARTYOM, is_remote: bool = False) -> int:
    draft = OrganizationDraft(
        short_name=name or f"Детский сад № {next(_numbers)}", municipality_id=unit(db, oktmo), is_remote=is_remote
    )
    return add_organization(db, draft, actor=HEAD)


def person(
    db: Database, last_name: str = "", *, at: int | None = None, first_name: str = "Мария", **said: object
) -> int:
    draft = {
        "last_name": last_name or f"Тестова{'абвгдежзик'[next(_numbers) % 10]}",
        "first_name": first_name,
        "position_id": 1,
        "organization_id": at or organization(db),
    }
    return add_person(db, PersonDraft.model_validate(draft | said), actor=HEAD)


def plan(
    db: Database, *, kind: PlanKind = PlanKind.QUARTER, parent_id: int | None = None, approved: bool = False
) -> int:
    draft = PlanDraft(
        title="План квартала", kind=kind, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31), parent_id=parent_id
    )
    plan_id = add_plan(db, draft, actor=HEAD)
    if approved:
        approve(db, plan_id)
    return plan_id


def approve(db: Database, plan_id: int) -> None:
    """The three steps; a plan without a line gets one first."""
    if not plan_items(db, plan_id):
        plan_item(db, plan_id, person(db, "Плановая"))
    for status in (PlanStatus.DISCUSSED, PlanStatus.AGREED, PlanStatus.APPROVED):
        step = PlanApproval(status=status, on=date(2026, 1, 9), protocol_no="1", by="заведующий")
        advance_plan(db, plan_id, step, actor=HEAD)


def item_draft(responsible_id: int, **said: object) -> PlanItemDraft:
    draft = {
        "section_id": 1,
        "title": "Семинар по плану",
        "format_id": 2,
        "due_from": date(2026, 2, 1),
        "due_to": date(2026, 2, 28),
        "responsible_id": responsible_id,
    }
    return PlanItemDraft.model_validate(draft | said)


def plan_item(db: Database, plan_id: int, responsible_id: int, *, amendment: str | None = None, **said: object) -> int:
    return add_plan_item(db, plan_id, item_draft(responsible_id, **said), actor=HEAD, amendment=amendment)


def event_draft(leader_id: int, **said: object) -> EventDraft:
    draft = {
        "title": "Семинар",
        "held_on": date(2026, 2, 10),
        "duration_min": 90,
        "format_id": 2,
        "mode": Mode.IN_PERSON,
        "leader_id": leader_id,
    }
    return EventDraft.model_validate(draft | said)


def event(db: Database, leader_id: int, **said: object) -> int:
    return record_event(db, event_draft(leader_id, **said), actor=HEAD)


def stream(
    db: Database,
    tutor_id: int,
    *members: int,
    title: str = "Поток 1",
    starts_on: date = date(2026, 1, 12),
    ends_on: date = date(2026, 3, 20),
    capacity: int | None = None,
) -> int:
    program = ProgramDraft(title=f"Программа {next(_numbers)}", kind=ProgramKind.OUTSIDE_DPP, hours=12)
    draft = StreamDraft(
        program_id=add_program(db, program, actor=HEAD),
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        tutor_id=tutor_id,
        capacity=capacity,
    )
    stream_id = add_stream(db, draft, actor=HEAD)
    if members:
        enroll(db, stream_id, [place(each, enrolled_on=starts_on) for each in members], actor=HEAD)
    return stream_id


def place(person_id: int, **said: object) -> EnrollmentDraft:
    return EnrollmentDraft.model_validate({"person_id": person_id, "status": EnrollmentStatus.STUDYING} | said)


def trainee(last_name: str = "Лебедева", first_name: str = "Анна", patronymic: str | None = "Ивановна", **said: object):
    """What a list says about one person: a воспитатель of «Детский сад № 3» unless said otherwise."""
    fields = {"position": "воспитатель", "organization": "МБДОУ «Детский сад № 3»"} | said
    return PersonFields(last_name=last_name, first_name=first_name, patronymic=patronymic, **fields)  # pyright: ignore[reportArgumentType] - test words


def sheet(*people: PersonFields) -> RosterSheet:
    """A read list whose rows all look new, numbered from 2 as under a heading."""
    rows: Sequence[RosterRow] = [RosterRow(number, RowStatus.NEW, each) for number, each in enumerate(people, start=2)]
    return RosterSheet(sheet="Лист1", header_row=1, headings=(), rows=tuple(rows))
