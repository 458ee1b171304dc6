"""Whom a filter of the list finds, in which order and group, against a plain recount of the same people."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from models.commands.consents import give_consent, withdraw_consent
from models.commands.programs import enroll
from models.commands.site import assign_role
from models.database import Database
from models.queries.people import people_page, people_total
from models.queries.people_counts import people_counts, people_groups
from models.rows.codes import Category, ConsentPurpose, EnrollmentStatus
from models.rows.consents import ConsentDraft
from models.rows.people import (
    EVERYBODY,
    NO_STREAM,
    Lack,
    PeopleFilter,
    PeopleGrouping,
    PeopleSort,
    PersonLine,
)
from models.rows.programs import EnrollmentDraft
from models.rows.site import RoleDraft
from models.schema.people import Consent, Organization, Person, RoleAssignment
from models.schema.programs import Enrollment
from models.schema.reference import Municipality
from tests.models.commands import arrange
from tests.models.make import HEAD, engine_of, new_database, passing_folder, template

PEOPLE = 40
SURNAMES = ("Абрикосова", "Ёлкина", "Елкина", "Зуева", "Ким", "Щукина")
SOON = timedelta(days=30)


@cache
def filled() -> Path:
    """The file of a site whose people were drawn by lot, made once a process."""
    folder = passing_folder("roster")
    shutil.copy(template(), folder / "marshrut.db")
    db, lot = new_database(folder), Random(5)
    places = [arrange.organization(db, f"Детский сад № {no}", oktmo=unit) for no, unit in enumerate(_units())]
    people = [
        arrange.person(
            db,
            lot.choice(SURNAMES),
            first_name=f"{lot.choice(('Анна', 'Мария'))} {'абвг'[no // 10]}{'абвгдежзик'[no % 10]}",
            at=lot.choice(places),
            position_id=lot.randint(1, 4),
            category=lot.choice((None, *Category)),
            phone=lot.choice((None, f"+7914000{no:04}")),
            email=lot.choice((None, f"p{no}@example.ru")),
            experience_years=lot.choice((None, no)),
        )
        for no in range(PEOPLE)
    ]
    for person in people[:6]:
        assign_role(db, RoleDraft(person_id=person, role_id=1, starts_on=date(2026, 1, 1)), actor=HEAD)
    for _ in range(2):
        stream = arrange.stream(db, people[0])
        taken = lot.sample(people, 18)
        enroll(
            db,
            stream,
            [EnrollmentDraft(person_id=person, status=lot.choice(list(EnrollmentStatus))) for person in taken],
            actor=HEAD,
        )
    for person in lot.sample(people, 28):
        ends = lot.choice((None, *(db.today() + timedelta(days=days) for days in (-1, 0, 30, 31))))
        signed = ConsentDraft(purpose=lot.choice(list(ConsentPurpose)), signed_on=date(2026, 1, 12), valid_until=ends)
        consent = give_consent(db, person, signed, actor=HEAD)
        if not lot.randint(0, 4):
            withdraw_consent(db, consent, date(2026, 2, 1), actor=HEAD)
    db.close()
    return folder / "marshrut.db"


def _units() -> tuple[str | None, ...]:
    return (arrange.ARTYOM, arrange.ARTYOM, arrange.USSURIYSK, arrange.DALNEGORSK, None, None)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("roster")
    shutil.copy(filled(), folder / "marshrut.db")
    db = new_database(folder)
    yield db
    db.close()


class Plain:
    """The same people as plain rows; every question is a loop."""

    def __init__(self, db: Database) -> None:
        self.today = db.today()
        with Session(engine_of(db)) as session:
            self.people = list(session.exec(select(Person)))
            self.places = {each.id: each for each in session.exec(select(Organization))}
            self.units = {each.id: each.name for each in session.exec(select(Municipality))}
            self.enrollments = list(session.exec(select(Enrollment)))
            self.consents = list(session.exec(select(Consent)))
            self.team = {each.person_id for each in session.exec(select(RoleAssignment))}
            session.expunge_all()

    def found(self, wanted: PeopleFilter) -> list[Person]:
        return [person for person in self.people if self._is_trainee(person) and self._fits(person, wanted)]

    def group(self, person: Person, grouping: PeopleGrouping) -> int:
        if grouping is PeopleGrouping.ORGANIZATION:
            return person.organization_id
        return self.places[person.organization_id].municipality_id or 0

    def _places_of(self, person: Person) -> list[Enrollment]:
        return [each for each in self.enrollments if each.person_id == person.id]

    def _is_trainee(self, person: Person) -> bool:
        return person.pd_state in {"active", "blocked"} and (
            person.id not in self.team or bool(self._places_of(person))
        )

    def _fits(self, person: Person, wanted: PeopleFilter) -> bool:
        place, mine = self.places[person.organization_id], self._places_of(person)
        if wanted.stream_id == NO_STREAM:
            in_stream = not mine
        else:
            in_stream = (wanted.stream_id is None and wanted.status is None) or any(
                wanted.stream_id in (None, each.stream_id) and wanted.status in (None, each.status) for each in mine
            )
        return (
            in_stream
            and wanted.organization_id in (None, place.id)
            and wanted.municipality_id in (None, place.municipality_id)
            and wanted.position_id in (None, person.position_id)
            and wanted.category in (None, person.category)
            and all(self._lacks(person, lack) for lack in wanted.lacks)
        )

    def _lacks(self, person: Person, lack: Lack) -> bool:
        ends = [
            each.valid_until or date.max
            for each in self.consents
            if each.person_id == person.id and each.purpose == "processing" and each.withdrawn_on is None
        ]
        last = max(ends, default=date.min)
        match lack:
            case Lack.PHONE:
                return not person.phone
            case Lack.EMAIL:
                return not person.email
            case Lack.MUNICIPALITY:
                return self.places[person.organization_id].municipality_id is None
            case Lack.CONSENT:
                return last < self.today
            case Lack.LASTING_CONSENT:
                return self.today <= last <= self.today + SOON


def maybe(of: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    return st.none() | of


FILTERS = st.builds(
    PeopleFilter,
    organization_id=maybe(st.integers(1, 6)),
    municipality_id=maybe(st.integers(1, 33)),
    stream_id=maybe(st.integers(0, 2)),
    status=st.none() | st.sampled_from(EnrollmentStatus),
    position_id=maybe(st.integers(1, 4)),
    category=st.none() | st.sampled_from(Category),
    lacks=st.frozensets(st.sampled_from(Lack), max_size=2),
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ids(lines: list[PersonLine]) -> list[int]:
    return [line.id for line in lines]


@FEW
@given(wanted=FILTERS)
def test_a_filter_finds_whom_a_plain_look_finds(site: Database, wanted: PeopleFilter) -> None:
    expected = {person.id for person in Plain(site).found(wanted)}
    assert set(ids(people_page(site, wanted))) == expected
    assert people_total(site, wanted) == len(expected)


@FEW
@given(wanted=FILTERS, grouping=st.sampled_from(PeopleGrouping), sort=st.sampled_from(PeopleSort), down=st.booleans())
def test_groups_stand_together_in_pages_that_follow_without_a_gap(
    site: Database, wanted: PeopleFilter, grouping: PeopleGrouping, sort: PeopleSort, down: bool
) -> None:
    whole = people_page(site, wanted, sort=sort, descending=down, grouping=grouping)
    paged: list[PersonLine] = []
    while page := people_page(
        site,
        wanted,
        sort=sort,
        descending=down,
        grouping=grouping,
        after=paged[-1] if paged else None,
        limit=7,
    ):
        paged += page
    plain = Plain(site)
    people = {person.id: person for person in plain.people}
    groups = [plain.group(people[line.id], grouping) for line in whole]
    begun = [group for at, group in enumerate(groups) if not at or group != groups[at - 1]]
    assert ids(paged) == ids(whole)
    assert len(begun) == len(set(begun))
    assert people_groups(site, wanted, grouping) == {group: groups.count(group) for group in begun}


@pytest.mark.parametrize("sort", PeopleSort)
def test_within_a_group_the_order_is_that_of_the_whole_list(site: Database, sort: PeopleSort) -> None:
    whole = ids(people_page(site, EVERYBODY, sort=sort))
    grouped = people_page(site, EVERYBODY, sort=sort, grouping=PeopleGrouping.ORGANIZATION)
    for place in {line.organization_id for line in grouped}:
        inside = [line.id for line in grouped if line.organization_id == place]
        assert inside == [person for person in whole if person in inside]


def test_counts_are_what_each_value_alone_would_show(site: Database) -> None:
    counts = people_counts(site)
    asked = {
        PeopleFilter(stream_id=NO_STREAM): counts.without_stream,
        **{PeopleFilter(lacks=frozenset({lack})): people for lack, people in counts.lacks.items()},
        **{PeopleFilter(organization_id=each.id): each.people for each in counts.organizations},
        **{PeopleFilter(municipality_id=each.id): each.people for each in counts.municipalities},
        **{PeopleFilter(stream_id=each.id): each.people for each in counts.streams},
        **{PeopleFilter(position_id=each.id): each.people for each in counts.positions},
        **{PeopleFilter(category=each.value): each.people for each in counts.categories},
        **{PeopleFilter(status=each.value): each.people for each in counts.statuses},
    }
    assert asked == {wanted: people_total(site, wanted) for wanted in asked}


def test_the_state_is_that_of_the_stream_come_into_last(site: Database) -> None:
    plain = Plain(site)
    for line in people_page(site, EVERYBODY):
        mine = [each for each in plain.enrollments if each.person_id == line.id]
        assert line.status == (max(mine, key=lambda each: each.id or 0).status if mine else None)
