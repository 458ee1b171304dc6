"""The section «Стажёры»: the list by pages, its filters, cards by hand, and what taking a list back would do."""

from datetime import date

import pytest

from models.commands.people import add_trainee, change_trainee, remove_trainees
from models.commands.programs import add_program, add_stream, enroll
from models.commands.roster import RosterSource, accept_roster
from models.commands.roster_undo import undo_batch
from models.commands.site import add_organization, assign_role
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.people import (
    accepted_before,
    batch_lines,
    batch_outlook,
    people_page,
    people_total,
    person_card,
)
from models.queries.people_counts import people_counts
from models.rows.codes import ProgramKind
from models.rows.people import NO_STREAM, Lack, PeopleFilter, PeopleSort
from models.rows.programs import EnrollmentDraft, ProgramDraft, StreamDraft
from models.rows.roster import PersonFields, RosterRow, RosterSheet, RowStatus
from models.rows.site import OrganizationDraft, PersonDraft, RoleDraft
from tests.models.make import HEAD, content, count

EVERYBODY = PeopleFilter()


def make_place(db: Database, name: str = "Детский сад № 3", municipality_id: int | None = 1) -> int:
    return add_organization(db, OrganizationDraft(short_name=name, municipality_id=municipality_id), actor=HEAD)


def make_trainee(db: Database, name: str, place: int, *, phone: str | None = None) -> int:
    last, first, *rest = name.split()
    draft = PersonDraft(
        last_name=last, first_name=first, patronymic=rest[0] if rest else None, position_id=1, organization_id=place,
        phone=phone,
    )  # fmt: skip
    return add_trainee(db, draft, actor=HEAD)


def make_stream(db: Database, tutor: int, *people: int, title: str = "Весна") -> int:
    program = add_program(
        db, ProgramDraft(title=f"Программа {title}", kind=ProgramKind.OUTSIDE_DPP, hours=12), actor=HEAD
    )
    days = {"starts_on": date(2026, 1, 12), "ends_on": date(2026, 5, 29)}
    stream = add_stream(db, StreamDraft(program_id=program, title=title, tutor_id=tutor, **days), actor=HEAD)
    if people:
        enroll(db, stream, [EnrollmentDraft(person_id=person) for person in people], actor=HEAD)
    return stream


def names(db: Database, wanted: PeopleFilter = EVERYBODY, **how: object) -> list[str]:
    return [line.last_name for line in people_page(db, wanted, **how)]  # type: ignore[arg-type]


def sheet(*rows: PersonFields) -> RosterSheet:
    numbered = tuple(RosterRow(number, RowStatus.NEW, person) for number, person in enumerate(rows, start=2))
    return RosterSheet("Лист1", 1, (), numbered)


def said(name: str, position: str = "воспитатель") -> PersonFields:
    last, first = name.split()
    return PersonFields(last_name=last, first_name=first, position=position, organization="Детский сад № 3")


def accept(db: Database, *rows: PersonFields) -> int:
    return accept_roster(db, sheet(*rows), source=RosterSource("список.xlsx", "a" * 64), actor=HEAD).batch_id


def test_pages_follow_one_another_without_a_gap(db: Database) -> None:
    place = make_place(db)
    for number in range(25):
        make_trainee(
            db, f"Ким{'абвгдежзик'[number % 10]} {'Анна' if number < 10 else 'Юлия' if number < 20 else 'Яна'}", place
        )
    whole = [line.id for line in people_page(db, EVERYBODY)]
    paged: list[int] = []
    after = None
    while page := people_page(db, EVERYBODY, after=after, limit=7):
        paged += [line.id for line in page]
        after = page[-1]
    assert paged == whole


@pytest.mark.parametrize("sort", PeopleSort)
def test_every_sort_goes_both_ways(db: Database, sort: PeopleSort) -> None:
    far, near = make_place(db, "Детский сад № 9", 2), make_place(db, "Детский сад № 1", 1)
    first = make_trainee(db, "Абрикосова Анна", near, phone="+79140000001")
    last = make_trainee(db, "Яблокова Яна", far, phone="+79140000002")
    change_trainee(
        db, last, PersonDraft(last_name="Яблокова", first_name="Яна", position_id=5, organization_id=far,
                              phone="+79140000002"), actor=HEAD,
    )  # fmt: skip
    make_stream(db, first, last)
    there = [line.id for line in people_page(db, EVERYBODY, sort=sort)]
    back = people_page(db, EVERYBODY, sort=sort, descending=True, limit=1)
    back += people_page(db, EVERYBODY, sort=sort, descending=True, after=back[-1])
    assert [line.id for line in back] == there[::-1]


@pytest.mark.parametrize("typed", ["артем", "АРТЁМ", "светл артём", "5571", "кедров"])
def test_a_search_forgives_case_and_yo(db: Database, typed: str) -> None:
    make_trainee(db, "Артёмова Светлана", make_place(db, "Д/с «Кедровый»"), phone="+79140005571")
    make_trainee(db, "Зуева Нина", make_place(db, "Д/с «Ель»"))
    assert names(db, PeopleFilter(text=typed)) == ["Артёмова"]


def test_a_member_of_the_team_is_no_trainee(db: Database) -> None:
    place = make_place(db)
    tutor = make_trainee(db, "Тюрина Ольга", place)
    make_trainee(db, "Зуева Нина", place)
    assign_role(db, RoleDraft(person_id=tutor, role_id=1, starts_on=date(2026, 1, 1)), actor=HEAD)
    assert names(db) == ["Зуева"]


def test_a_member_of_the_team_in_a_stream_is_a_trainee(db: Database) -> None:
    tutor = make_trainee(db, "Тюрина Ольга", make_place(db))
    assign_role(db, RoleDraft(person_id=tutor, role_id=1, starts_on=date(2026, 1, 1)), actor=HEAD)
    make_stream(db, tutor, tutor)
    assert names(db) == ["Тюрина"]


def test_filters_show_what_their_counts_say(db: Database) -> None:
    here, nowhere = make_place(db), make_place(db, "Детский сад без округа", None)
    anna = make_trainee(db, "Абрикосова Анна", here)
    make_trainee(db, "Зуева Нина", nowhere)
    make_trainee(db, "Яблокова Яна", here)
    stream = make_stream(db, anna, anna)
    counts = people_counts(db)
    asked = [
        (counts.total, EVERYBODY),
        (counts.without_stream, PeopleFilter(stream_id=NO_STREAM)),
        (counts.lacks[Lack.MUNICIPALITY], PeopleFilter(lacks=frozenset({Lack.MUNICIPALITY}))),
        ({o.id: o.people for o in counts.organizations}[here], PeopleFilter(organization_id=here)),
        (counts.municipalities[0].people, PeopleFilter(municipality_id=counts.municipalities[0].id)),
        (counts.streams[0].people, PeopleFilter(stream_id=stream)),
    ]
    assert [counted for counted, _ in asked] == [3, 2, 1, 2, 2, 1]
    assert [people_total(db, wanted) for _, wanted in asked] == [len(names(db, wanted)) for _, wanted in asked]
    assert [counted for counted, _ in asked] == [people_total(db, wanted) for _, wanted in asked]


def test_a_card_with_a_new_organization_is_one_action(db: Database) -> None:
    before = content(db)
    draft = PersonDraft(last_name="Зуева", first_name="Нина", position_id=1, organization_id=0)
    add_trainee(db, draft, actor=HEAD, place=OrganizationDraft(short_name="Д/с № 8", municipality_id=1))
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_second_card_of_one_name_is_refused(db: Database) -> None:
    place = make_place(db)
    make_trainee(db, "Артёмова Светлана", place)
    with pytest.raises(UserError):
        make_trainee(db, "АРТЕМОВА Светлана", place)


def test_a_card_is_not_renamed_onto_another(db: Database) -> None:
    place = make_place(db)
    make_trainee(db, "Артёмова Светлана", place)
    other = make_trainee(db, "Зуева Нина", place)
    twin = PersonDraft(last_name="Артемова", first_name="Светлана", position_id=1, organization_id=place)
    with pytest.raises(UserError):
        change_trainee(db, other, twin, actor=HEAD)


def test_a_changed_name_is_found_at_once(db: Database) -> None:
    place = make_place(db)
    person = make_trainee(db, "Зуева Нина", place)
    draft = PersonDraft(last_name="Щукина", first_name="Нина", position_id=1, organization_id=place)
    change_trainee(db, person, draft, actor=HEAD)
    assert names(db, PeopleFilter(text="щук")) == ["Щукина"]


def test_a_removed_card_comes_back_whole(db: Database) -> None:
    batch_of = accept_roster(
        db,
        sheet(PersonFields("Зуева", "Нина", None, date(1985, 5, 4), "112-233-445 95", "воспитатель", "Д/с № 3")),
        source=RosterSource("список.xlsx", "a" * 64),
        actor=HEAD,
        consents_on=date(2026, 2, 1),
    )
    assert batch_of.restricted_written == 1
    before = content(db)
    remove_trainees(db, [people_page(db, EVERYBODY)[0].id], actor=HEAD)
    assert count(db, "person") == 0
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_card_in_a_stream_is_not_removed(db: Database) -> None:
    person = make_trainee(db, "Зуева Нина", make_place(db))
    make_stream(db, person, person)
    with pytest.raises(UserError, match="уже есть в потоке"):
        remove_trainees(db, [person], actor=HEAD)


def test_a_card_says_whether_closed_fields_are_kept_but_not_which(db: Database) -> None:
    accept_roster(
        db,
        sheet(PersonFields("Зуева", "Нина", None, None, "112-233-445 95", "воспитатель", "Д/с № 3")),
        source=RosterSource("список.xlsx", "a" * 64),
        actor=HEAD,
        consents_on=date(2026, 2, 1),
    )
    card = person_card(db, people_page(db, EVERYBODY)[0].id)
    assert card is not None
    assert "112-233-445 95" not in repr(card)


def test_the_outlook_says_what_undoing_a_list_then_does(db: Database) -> None:
    accept(db, said("Зуева Нина"))
    batch = accept(db, said("Зуева Нина", "методист"), said("Ким Анна"), said("Лебедь Яна"), said("Щукина Ия"))
    ids = {line.last_name: line.id for line in people_page(db, EVERYBODY)}
    make_stream(db, ids["Зуева"], ids["Ким"])
    place = people_page(db, EVERYBODY)[0]
    card = person_card(db, ids["Лебедь"])
    assert card is not None
    draft = PersonDraft(last_name="Лебедь", first_name="Яна", position_id=2, organization_id=card.organization_id)
    change_trainee(db, ids["Лебедь"], draft, actor=HEAD)
    outlook = batch_outlook(db, batch)
    undone = undo_batch(db, batch, actor=HEAD)
    assert place.last_name == "Зуева"
    assert [(kept.name, kept.reason) for kept in outlook.kept] == [
        ("Ким Анна", "учится в потоке"),
        ("Лебедь Яна", "карточку с тех пор меняли: должность"),
    ]
    assert (outlook.removed, outlook.restored, len(outlook.kept)) == (
        undone.removed,
        undone.restored,
        len(undone.kept_person_ids),
    )


def test_a_card_changed_after_the_list_changed_it_stays(db: Database) -> None:
    accept(db, said("Зуева Нина"))
    batch = accept(db, said("Зуева Нина", "методист"))
    (line,) = people_page(db, EVERYBODY)
    card = person_card(db, line.id)
    assert card is not None
    change_trainee(
        db, line.id, PersonDraft(last_name="Зуева", first_name="Нина", position_id=2,
                                 organization_id=card.organization_id), actor=HEAD,
    )  # fmt: skip
    assert [kept.reason for kept in batch_outlook(db, batch).kept] == ["карточку с тех пор меняли: должность"]


def test_accepted_lists_stand_newest_first(db: Database) -> None:
    first, second = accept(db, said("Зуева Нина")), accept(db, said("Ким Анна"))
    assert [line.id for line in batch_lines(db)] == [second, first]


def test_the_same_file_is_known_until_it_is_taken_back(db: Database) -> None:
    batch = accept(db, said("Зуева Нина"))
    known = accepted_before(db, "a" * 64)
    undo_batch(db, batch, actor=HEAD)
    assert (known is not None and known.id == batch, accepted_before(db, "a" * 64)) == (True, None)


def test_several_cards_go_together_or_not_at_all(db: Database) -> None:
    place = make_place(db)
    free, held = make_trainee(db, "Зуева Нина", place), make_trainee(db, "Ким Анна", place)
    make_stream(db, held, held)
    with pytest.raises(UserError, match="ни одна"):
        remove_trainees(db, [free, held], actor=HEAD)
    assert names(db) == ["Зуева", "Ким"]


def test_people_without_a_consent_are_found(db: Database) -> None:
    make_trainee(db, "Зуева Нина", make_place(db))
    accept_roster(
        db, sheet(said("Ким Анна")), source=RosterSource("а.xlsx", "b" * 64), actor=HEAD, consents_on=date(2026, 2, 1)
    )
    wanted = PeopleFilter(lacks=frozenset({Lack.CONSENT}))
    assert (names(db, wanted), people_counts(db).lacks[Lack.CONSENT]) == (["Зуева"], 1)
