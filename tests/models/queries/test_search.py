"""What is found for what is typed: in Ctrl+K, and in the list of trainees."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.bulk import insert_many
from models.database import Database
from models.queries.people import people_page, people_total
from models.queries.search import search
from models.rows.people import PeopleFilter
from models.rows.search import RecordKind, SearchHit
from models.rules.layouts import in_each_layout
from models.schema.events import Event
from models.schema.people import Organization, Person
from models.schema.plans import PlanItem
from tests.conftest import SOAK
from tests.models.commands import arrange
from tests.models.make import (
    HEAD,
    copied_database,
    make_event,
    make_organization,
    make_person,
    make_plan,
    make_plan_item,
    run,
)

LETTERS = "абвеёийкор"
"""Few, so that a word of three of them is somewhere."""
SHORT = st.text(LETTERS + LETTERS.upper() + "ж", min_size=1, max_size=3)
Known = dict[tuple[RecordKind, int], str]


def found(db: Database, typed: str, *, limit: int = 1_000_000) -> list[SearchHit]:
    return [hit for group in search(db, typed, limit=limit) for hit in group.hits]


def titles(db: Database, typed: str) -> list[str]:
    return [hit.title for hit in found(db, typed)]


# ----------------------------------------------------------------------------------------------- beside a plain scan


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("ё", "е"))


def scan(known: Known, typed: str) -> set[tuple[RecordKind, int]]:
    """Every record looked at: each typed word begins one of its words; in the other layout, where nothing is found."""
    for said in in_each_layout(typed):
        wanted = words(said)
        there = {
            key
            for key, text in known.items()
            if wanted and all(any(word.startswith(part) for word in words(text)) for part in wanted)
        }
        if there:
            return there
    return set()


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Known]]:
    """Six hundred records of words drawn by lot from few letters."""
    db, lot = copied_database(tmp_path_factory.mktemp("invented")), random.Random(5)

    def word() -> str:
        made = "".join(lot.choices(LETTERS, k=lot.randint(1, 6)))
        return lot.choice([made, made.capitalize(), made.upper(), f"«{made}»", f"{made}-{made[::-1]}"])

    def text() -> str:
        return " ".join(word() for _ in range(lot.randint(1, 4)))

    head = make_person(db, last_name="Щ", organization_id=make_organization(db, short_name="Щ"))
    plan = make_plan(db, title="Щ")
    held = date(2026, 1, 1)
    with db.writing(action="По жребию", actor=HEAD) as session:
        names = [(word(), word(), lot.choice([None, word()])) for _ in range(200)]
        insert_many(session, Person, [
            {"uid": db.new_uid(), "last_name": last, "first_name": first, "patronymic": middle, "name_key": last,
             "position_id": 1, "organization_id": 1} for last, first, middle in names
        ])  # fmt: skip
        insert_many(session, Event, [
            {"uid": db.new_uid(), "title": text(), "held_on": held + timedelta(days=no % 90), "duration_min": 45,
             "format_id": 1, "mode": "in_person", "leader_id": head} for no in range(200)
        ])  # fmt: skip
        insert_many(session, PlanItem, [
            {"uid": db.new_uid(), "plan_id": plan, "section_id": 1, "title": text(), "format_id": 1, "due_from": held,
             "due_to": held, "responsible_id": head} for _ in range(150)
        ])  # fmt: skip
        insert_many(session, Organization, [
            {"uid": db.new_uid(), "short_name": text(), "name_key": f"{no}"} for no in range(50)
        ])  # fmt: skip
    yield db, _read(db)
    db.close()


def _read(db: Database) -> Known:
    with db.reading() as session:
        ask = session.connection().exec_driver_sql
        return {
            **{(RecordKind.PERSON, line[0]): " ".join(filter(None, line[1:])) for line in
               ask("SELECT id, last_name, first_name, patronymic FROM person")},
            **{(RecordKind.EVENT, id_): title for id_, title in ask("SELECT id, title FROM event")},
            **{(RecordKind.PLAN_ITEM, id_): title for id_, title in ask("SELECT id, title FROM plan_item")},
            **{(RecordKind.ORGANIZATION, id_): name for id_, name in ask("SELECT id, short_name FROM organization")},
        }  # fmt: skip


@settings(max_examples=2000 if SOAK else 150, deadline=None)
@given(typed=SHORT)
def test_one_two_or_three_letters_find_what_a_plain_scan_finds(invented: tuple[Database, Known], typed: str) -> None:
    db, known = invented
    hits = found(db, typed)
    assert {(hit.kind, hit.id) for hit in hits} == scan(known, typed)
    assert len(hits) == len({(hit.kind, hit.id) for hit in hits})


@settings(max_examples=2000 if SOAK else 100, deadline=None)
@given(typed=st.lists(SHORT, min_size=2, max_size=3).map(" ".join))
def test_several_words_find_what_a_plain_scan_finds(invented: tuple[Database, Known], typed: str) -> None:
    db, known = invented
    assert {(hit.kind, hit.id) for hit in found(db, typed)} == scan(known, typed)


@settings(max_examples=2000 if SOAK else 100, deadline=None)
@given(typed=SHORT, limit=st.integers(1, 9))
def test_the_best_few_are_the_first_of_all(invented: tuple[Database, Known], typed: str, limit: int) -> None:
    db, _ = invented
    few, whole = search(db, typed, limit=limit), search(db, typed, limit=1_000_000)
    assert [(each.kind, each.total, each.hits) for each in few] == [
        (each.kind, len(each.hits), each.hits[:limit]) for each in whole
    ]


@settings(max_examples=2000 if SOAK else 150, deadline=None)
@given(typed=st.text(max_size=30) | st.text('"*^():-+{}АNDORNEAR и', max_size=20))
def test_whatever_is_typed_is_no_question_in_another_language(invented: tuple[Database, Known], typed: str) -> None:
    db, _ = invented
    for group in search(db, typed, limit=3):
        assert group.total >= len(group.hits) > 0
    people_total(db, PeopleFilter(text=typed))


# ----------------------------------------------------------------------------------------------------- what is forgiven


@pytest.fixture
def site(db: Database) -> Database:
    garden = make_organization(db, short_name="МБДОУ «Детский сад № 7 «Ёлочка»")
    person = make_person(db, last_name="Соловьёва", organization_id=garden)
    run(db, "UPDATE person SET first_name = 'Наталья', patronymic = 'Игоревна', phone = '+79140005571'")
    make_event(db, title="Семинар «Развитие речи» 2026", leader_id=person)
    return db


@pytest.mark.parametrize(
    "typed",
    [
        "соловьёва", "соловьева", "СОЛОВЬЁВА", "наталья солов", "игоревна наталья", "сол нат иг", "  соловьева, ",
        "cjkjdm`df", "CJKJDMTDF", "yfnfkmz",
        "солавьева", "соловева", "солловьева", "соловеьва", "соло ноталья", "натлаья", "cjkfdmtdf",
    ],
)  # fmt: skip
def test_a_person_is_found_however_she_is_typed(site: Database, typed: str) -> None:
    assert titles(site, typed) == ["Соловьёва Наталья Игоревна"]
    assert [line.last_name for line in people_page(site, PeopleFilter(text=typed))] == ["Соловьёва"]


def test_a_latin_word_is_found_by_the_keys_of_the_russian_layout(site: Database) -> None:
    make_event(site, title="Кружок Scratch", leader_id=1)
    assert titles(site, "ыскфеср") == ["Кружок Scratch"]


@pytest.mark.parametrize("typed", ["", "  ", "«»", "овьева", "соловьева анна", "салавьева", "сол2", "2025", "иг нт"])
def test_what_is_not_there_is_not_found(site: Database, typed: str) -> None:
    assert found(site, typed) == []


@pytest.mark.parametrize("typed", ["ёлочка", "елочка наталья", "наталья 7", "5571", "0005571", "tkjxrf", "елачка"])
def test_the_list_of_trainees_is_searched_by_organisation_and_phone_too(site: Database, typed: str) -> None:
    assert people_total(site, PeopleFilter(text=typed)) == 1


@pytest.mark.parametrize("typed", ["щщщ", "елочка анна", "5572", "571571571"])
def test_the_list_of_trainees_shows_nobody_else(site: Database, typed: str) -> None:
    assert people_total(site, PeopleFilter(text=typed)) == 0


def test_who_is_there_exactly_hides_who_is_there_nearly(site: Database) -> None:
    make_person(site, last_name="Соловьева", organization_id=1)
    make_person(site, last_name="Соловьена", organization_id=1)
    assert titles(site, "соловьена") == ["Соловьена Мария"]


@pytest.mark.parametrize("typed", ["MOOC", "курс MOOC", "Курс MOOC и ТРИЗ", "курс mooc"])
def test_a_title_in_two_alphabets_is_found_as_it_is_written(db: Database, typed: str) -> None:
    """«MOOC» beside a Russian word may be four Russian letters typed in the wrong alphabet, or just MOOC."""
    make_event(db, title="Курс MOOC и ТРИЗ", leader_id=make_person(db))
    assert titles(db, typed) == ["Курс MOOC и ТРИЗ"]


# ------------------------------------------------------------------------------------------------------------- order


def test_people_come_first_and_titles_that_begin_so_before_the_others(db: Database) -> None:
    head = make_person(db, last_name="Адамова", organization_id=make_organization(db, short_name="Речной сад"))
    run(db, "UPDATE person SET patronymic = 'Речная' WHERE id = ?", head)
    make_person(db, last_name="Речнова", organization_id=1)
    make_event(db, title="Игры для речи", leader_id=head)
    make_event(db, title="Речь детей", leader_id=head)
    assert titles(db, "реч") == [
        "Речнова Мария", "Адамова Мария Речная", "Речь детей", "Игры для речи", "Речной сад",
    ]  # fmt: skip


def test_the_newest_event_comes_first(db: Database) -> None:
    head = make_person(db)
    old, new = (make_event(db, title="Семинар", leader_id=head) for _ in range(2))
    run(db, "UPDATE event SET held_on = '2026-02-20' WHERE id = ?", old)
    assert [hit.id for hit in found(db, "семинар")] == [old, new]


def test_a_group_says_how_many_there_are(db: Database) -> None:
    head = make_person(db)
    for _ in range(5):
        make_event(db, title="Семинар", leader_id=head)
    (group,) = search(db, "семинар", limit=2)
    assert (group.kind, group.total, len(group.hits)) == (RecordKind.EVENT, 5, 2)


def test_a_second_line_tells_records_apart(db: Database) -> None:
    head = make_person(db)
    make_plan_item(db, title="Семинар", plan_id=make_plan(db), responsible_id=head)
    make_event(db, title="Семинар", leader_id=head)
    event, item = found(db, "семинар")
    assert (event.second[:12], item.second) == ("10.02.2026, ", "до 28.02.2026, План квартала")


def test_a_programme_is_opened_at_its_newest_stream_and_a_question_at_its_meeting(db: Database) -> None:
    arrange.fill_passport(db)
    head = make_person(db)
    stream = arrange.stream(db, head)
    run(db, "INSERT INTO meeting (uid, body, number, held_on, chair_id, created_at, updated_at) "
            "VALUES ('m', 'council', '3', '2026-02-01', ?, '', '')", head)  # fmt: skip
    run(db, "INSERT INTO agenda_item (id, meeting_id, no, question, created_at, updated_at) "
            "VALUES (9, 1, 1, 'О ходе сборки', '', '')")  # fmt: skip
    with db.reading() as session:
        title = session.connection().exec_driver_sql("SELECT title FROM program").scalar_one()
    opened = {hit.kind: hit.opens for hit in found(db, title)}
    assert opened[RecordKind.PROGRAM] == stream
    assert [(hit.id, hit.opens, hit.second) for hit in found(db, "ходе сборки")] == [
        (9, 1, "протокол № 3 от 01.02.2026")
    ]


def test_a_person_whose_data_are_gone_is_found_nowhere(site: Database) -> None:
    run(site, "UPDATE person SET pd_state = 'depersonalised'")
    assert found(site, "соловьева") == []
    assert people_total(site, PeopleFilter(text="соловьева")) == 0


def test_an_encrypted_file_is_searched_as_well(tmp_path: Path) -> None:
    from tests.models.make import new_database

    db = new_database(tmp_path, key=bytes(range(32)))
    make_person(db, last_name="Соловьёва")
    assert "Соловьёва Мария" in titles(db, "солавьева")
    db.close()
