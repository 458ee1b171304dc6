"""A person is found by a surname she had before: after an edit, or on a card that was merged into hers."""

import pytest

from models.commands.merge_people import merge_people, split_people
from models.commands.people import change_trainee
from models.commands.undo import redo_last, undo_last
from models.database import Database
from models.queries.people import people_page, people_total, person_card
from models.queries.search import search
from models.rows.merge import MergeDraft
from models.rows.people import PeopleFilter
from models.rows.search import RecordKind, SearchHit
from models.rows.site import PersonDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, make_event, run


@pytest.fixture
def person(db: Database) -> int:
    return arrange.person(db, "Иванова", first_name="Мария")


def rename(db: Database, person_id: int, surname: str) -> None:
    card = person_card(db, person_id)
    assert card is not None
    draft = PersonDraft(
        last_name=surname,
        first_name=card.first_name,
        position_id=card.position_id,
        organization_id=card.organization_id,
    )
    change_trainee(db, person_id, draft, actor=HEAD)


def found(db: Database, typed: str) -> list[SearchHit]:
    return [hit for group in search(db, typed) for hit in group.hits]


def listed(db: Database, typed: str) -> list[tuple[str, str]]:
    return [(line.last_name, line.former) for line in people_page(db, PeopleFilter(text=typed))]


def test_after_an_edit_she_is_found_by_both_surnames(db: Database, person: int) -> None:
    rename(db, person, "Петрова")
    (hit,) = found(db, "иванова")
    assert (hit.id, hit.title, hit.second.partition(" · ")[0]) == (person, "Петрова Мария", "ранее Иванова")
    assert listed(db, "иванова") == [("Петрова", "Иванова")]
    assert "ранее" not in found(db, "петрова")[0].second


@pytest.mark.parametrize("typed", ["иванова", "ИВ мар", "мария иванова", "bdfyjdf", "иваноа", "петр иван"])
def test_a_former_surname_is_typed_as_carelessly_as_any_other(db: Database, person: int, typed: str) -> None:
    rename(db, person, "Петрова")
    assert [hit.id for hit in found(db, typed)] == [person]
    assert people_total(db, PeopleFilter(text=typed)) == 1


@pytest.mark.parametrize("typed", ["иванова анна", "сидорова", "анова"])
def test_nobody_else_is_found_so(db: Database, person: int, typed: str) -> None:
    rename(db, person, "Петрова")
    assert found(db, typed) == []
    assert people_total(db, PeopleFilter(text=typed)) == 0


def test_who_is_called_so_today_comes_first(db: Database, person: int) -> None:
    rename(db, person, "Абрамова")
    today = arrange.person(db, "Иванова", first_name="Яна")
    make_event(db, title="Опыт Ивановой", leader_id=today)
    people, _events = search(db, "иванов")
    assert (people.kind, people.total) == (RecordKind.PERSON, 2)
    assert [hit.id for hit in people.hits] == [today, person]
    assert [hit.id for hit in search(db, "иванов", limit=1)[0].hits] == [today]


def test_an_undone_rename_leaves_no_former_surname(db: Database, person: int) -> None:
    rename(db, person, "Петрова")
    undo_last(db, actor=HEAD)
    assert found(db, "петрова") == []
    assert listed(db, "иванова") == [("Иванова", "")]
    redo_last(db, actor=HEAD)
    assert listed(db, "иванова") == [("Петрова", "Иванова")]


def test_after_a_merge_the_card_that_went_is_found_as_the_one_that_stays(db: Database, person: int) -> None:
    other = arrange.person(db, "Сидорова", first_name="Мария")
    rename(db, other, "Кузнецова")
    merge_people(db, person, other, MergeDraft(), actor=HEAD)
    assert [hit.id for hit in found(db, "кузнецова")] == [person]
    assert [hit.id for hit in found(db, "сидорова")] == [person]
    assert listed(db, "сидорова") == [("Иванова", "Кузнецова, Сидорова")]


def test_after_a_split_each_answers_to_her_own_surname_only(db: Database, person: int) -> None:
    other = arrange.person(db, "Сидорова", first_name="Мария")
    merge_people(db, person, other, MergeDraft(from_gone=frozenset({"last_name"})), actor=HEAD)
    assert listed(db, "иванова") == [("Сидорова", "Иванова")]
    with db.reading() as session:
        uid = session.connection().exec_driver_sql("SELECT uid FROM person_alias").scalar_one()
    split_people(db, uid, actor=HEAD)
    assert listed(db, "иванова") == [("Иванова", "")]
    assert [hit.id for hit in found(db, "сидорова")] == [other]


def test_a_person_without_a_name_is_not_found_by_a_former_one(db: Database, person: int) -> None:
    rename(db, person, "Петрова")
    run(db, "UPDATE person SET pd_state = 'depersonalised' WHERE id = ?", person)
    assert found(db, "иванова") == []


def test_a_change_of_anything_else_is_no_former_surname(db: Database, person: int) -> None:
    run(db, "UPDATE person SET phone = '+79140000000' WHERE id = ?", person)
    assert listed(db, "иванова") == [("Иванова", "")]
