"""A site drawn by lot: the same facts as plain Python rows and as rows of a database.

What the tests expect of a report is counted from the plain rows, by loops that know no SQL.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session

from models.database import Database
from models.rows.codes import DiagnosticStage, Mode, PlanItemStatus, PlanKind, Presence, ProductStatus, RouteStatus
from models.schema.base import Table
from models.schema.events import Attendance, Event, EventStream
from models.schema.people import Organization, Person
from models.schema.plans import Plan, PlanItem, Product
from models.schema.programs import DiagnosticCard, DiagnosticItem, Enrollment, Program, Route, Stream
from models.schema.works import Certificate, FeedbackResponse, FeedbackSurvey
from tests.models.commands import arrange
from tests.models.make import HEAD

FIRST, LAST = date(2025, 9, 1), date(2026, 8, 31)
EDGES = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1)]
"""Days on both sides of a quarter's, half-year's and year's end: half of all dates fall on them."""

SCORES = ("relevance", "novelty", "practical_value", "tutor", "organisation", "materials", "remote_access", "readiness")


@dataclass
class World:
    """Rows by kind; each is what was stored, with its id."""

    organizations: list[Organization] = field(default_factory=list[Organization])
    people: list[Person] = field(default_factory=list[Person])
    plans: list[Plan] = field(default_factory=list[Plan])
    items: list[PlanItem] = field(default_factory=list[PlanItem])
    events: list[Event] = field(default_factory=list[Event])
    marks: list[Attendance] = field(default_factory=list[Attendance])
    event_streams: list[EventStream] = field(default_factory=list[EventStream])
    streams: list[Stream] = field(default_factory=list[Stream])
    places: list[Enrollment] = field(default_factory=list[Enrollment])
    certificates: list[Certificate] = field(default_factory=list[Certificate])
    routes: list[Route] = field(default_factory=list[Route])
    cards: list[DiagnosticCard] = field(default_factory=list[DiagnosticCard])
    scores: list[DiagnosticItem] = field(default_factory=list[DiagnosticItem])
    products: list[Product] = field(default_factory=list[Product])
    answers: list[FeedbackResponse] = field(default_factory=list[FeedbackResponse])


def drawn_world(db: Database, seed: int) -> World:
    """A whole school year by lot, stored in one action under a filled passport."""
    arrange.fill_passport(db)
    world, lot = World(), random.Random(seed)
    with db.writing(action="Площадка по жребию", actor=HEAD) as session:
        _Lot(db, session, lot, world).draw()
        session.flush()
        for rows in vars(world).values():
            for row in rows:
                session.refresh(row)
        session.expunge_all()
    return world


class _Lot:
    def __init__(self, db: Database, session: Session, lot: random.Random, world: World) -> None:
        self._db, self._session, self._lot, self._world = db, session, lot, world

    def draw(self) -> None:
        self._people()
        self._plans()
        self._streams()
        self._events()
        self._papers()

    def _store(self, rows: list, row: Table) -> int:
        self._session.add(row)
        self._session.flush()
        rows.append(row)
        return getattr(row, "id", None) or 0

    def _day(self) -> date:
        if self._lot.random() < 0.5:
            return self._lot.choice(EDGES)
        return FIRST + timedelta(days=self._lot.randrange((LAST - FIRST).days + 1))

    def _people(self) -> None:
        lot, world = self._lot, self._world
        for no in range(6):
            municipality = lot.choice([None, 1, 2, 3, 14])
            row = Organization(
                uid=self._db.new_uid(),
                short_name=f"Детский сад № {no}",
                name_key=f"детсад {no}",
                municipality_id=municipality,
                municipality_key=municipality or 0,
                is_remote=lot.random() < 0.4,
            )
            self._store(world.organizations, row)
        for no in range(14):
            row = Person(
                uid=self._db.new_uid(),
                last_name=f"Тестова{no}",
                first_name="Мария",
                name_key=f"тестова{no}",
                position_id=lot.randrange(1, 5),
                organization_id=lot.choice(world.organizations).id,
                pd_state=lot.choice(["active", "active", "depersonalised", "blocked"]),
            )
            self._store(world.people, row)

    def _plans(self) -> None:
        lot, world = self._lot, self._world
        year = self._plan(PlanKind.YEAR, None)
        for kind in (PlanKind.QUARTER, PlanKind.HALF_YEAR, PlanKind.ROADMAP):
            self._plan(kind, year if kind is not PlanKind.ROADMAP else None)
        for no in range(lot.randrange(24)):
            due = self._day()
            status = lot.choice(list(PlanItemStatus))
            was_moved = status is PlanItemStatus.DONE and lot.random() < 0.5
            row = PlanItem(
                uid=self._db.new_uid(),
                plan_id=lot.choice(world.plans).id,
                section_id=lot.randrange(1, 5),
                title=f"Пункт {no}",
                format_id=lot.randrange(1, 6),
                due_from=due - timedelta(days=lot.randrange(40)),
                due_to=due,
                planned_count=lot.randrange(30),
                responsible_id=world.people[0].id,
                expected_result=lot.choice([None, "", "Сборник"]),
                status=status,
                done_on=self._day() if status is PlanItemStatus.DONE and lot.random() < 0.5 else None,
                postponed_to=self._day() if status is PlanItemStatus.POSTPONED or was_moved else None,
                reason="Карантин",
            )
            self._store(world.items, row)

    def _plan(self, kind: PlanKind, parent_id: int | None) -> int:
        row = Plan(
            uid=self._db.new_uid(), title=kind.label, kind=kind, starts_on=FIRST, ends_on=LAST, parent_id=parent_id
        )
        return self._store(self._world.plans, row)

    def _streams(self) -> None:
        lot, world = self._lot, self._world
        program = Program(uid=self._db.new_uid(), title="Программа", kind="outside_dpp", hours=12)
        self._store([], program)
        for no in range(4):
            start, end = sorted((self._day(), self._day()))
            row = Stream(
                uid=self._db.new_uid(),
                program_id=program.id,
                title=f"Поток {no}",
                starts_on=start,
                ends_on=end,
                tutor_id=world.people[0].id,
            )
            self._store(world.streams, row)
            for person in lot.sample(world.people, lot.randrange(7)):
                came, left = sorted((self._day(), self._day()))
                place = Enrollment(
                    stream_id=row.id,
                    person_id=person.id,
                    status=lot.choice(["applied", "enrolled", "studying", "completed", "expelled", "completed"]),
                    enrolled_on=lot.choice([None, came]),
                    left_on=lot.choice([None, left]),
                )
                self._store(world.places, place)

    def _events(self) -> None:
        lot, world = self._lot, self._world
        for no in range(lot.randrange(1, 20)):
            event = Event(
                uid=self._db.new_uid(),
                plan_item_id=lot.choice([None, *[item.id for item in world.items]]),
                held_on=self._day(),
                duration_min=lot.randrange(1, 300),
                title=f"Мероприятие {no}",
                format_id=lot.randrange(1, 6),
                mode=lot.choice(list(Mode)),
                leader_id=world.people[0].id,
                outcome=lot.choice([None, "", f"Итог {no}"]),
                link=lot.choice([None, "https://example.ru"]),
                total_external=lot.choice([0, 0, 5]),
            )
            self._store(world.events, event)
            for person in lot.sample(world.people, lot.choice([0, 3, 14])):
                state = lot.choice(list(Presence))
                mark = Attendance(
                    event_id=event.id, person_id=person.id, state=state, makeup_on=event.held_on, makeup_form="беседа"
                )
                self._store(world.marks, mark)
            for stream in lot.sample(world.streams, lot.randrange(3)):
                self._store(world.event_streams, EventStream(event_id=event.id, stream_id=stream.id))

    def _papers(self) -> None:
        lot, world = self._lot, self._world
        for no, place in enumerate(world.places, start=1):
            if lot.random() < 0.6:
                row = Certificate(
                    uid=self._db.new_uid(),
                    year=2026,
                    reg_no=no,
                    enrollment_id=place.id,
                    issue_date=self._day(),
                    hours=12,
                    state=lot.choice(["issued", "issued", "annulled", "prepared", "duplicate"]),
                    duplicate_of_id=lot.choice([None, None, *[each.id for each in world.certificates]]),
                )
                self._store(world.certificates, row)
            if lot.random() < 0.5:
                self._store(world.routes, Route(enrollment_id=place.id, status=lot.choice(list(RouteStatus))))
            for stage in DiagnosticStage:
                if lot.random() < 0.7:
                    self._diagnose(place, stage)
        for no in range(lot.randrange(8)):
            row = Product(
                uid=self._db.new_uid(),
                title=f"Продукт {no}",
                kind_id=lot.randrange(1, 8),
                made_on=self._day(),
                status=lot.choice(list(ProductStatus)),
                event_id=lot.choice([None, *[event.id for event in world.events]]),
                level=lot.choice([None, "", "краевой"]),
                participation_form=lot.choice([None, "", "доклад"]),
            )
            self._store(world.products, row)
        survey = FeedbackSurvey(stream_id=world.streams[0].id, opened_on=FIRST)
        self._store([], survey)
        for no in range(lot.randrange(6)):
            said = {name: lot.choice([None, 1, 3, 5]) for name in SCORES}
            row = FeedbackResponse(
                survey_id=survey.id, token=str(no), answered_on=self._day(), nps=lot.choice([None, 0, 7, 10]), **said
            )
            self._store(world.answers, row)

    def _diagnose(self, place: Enrollment, stage: DiagnosticStage) -> None:
        card = DiagnosticCard(enrollment_id=place.id, stage=stage, filled_on=FIRST)
        self._store(self._world.cards, card)
        for competence in (1, 2, 3):
            if self._lot.random() < 0.7:
                row = DiagnosticItem(
                    card_id=card.id,
                    competence_id=competence,
                    tutor_score=self._lot.choice([None, 0, 1, 3]),
                    is_deficit=self._lot.random() < 0.5,
                )
                self._store(self._world.scores, row)
