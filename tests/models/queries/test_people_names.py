"""People are found by the beginning of a name, and named shortly by id."""

import pytest

from models.database import Database
from models.queries.people_names import people_by_name, short_names
from tests.models.make import make_organization, make_person, run


@pytest.fixture
def people(db: Database) -> dict[str, int]:
    place = make_organization(db)
    names = ("Агапова", "Агеева", "Бурова")
    made = {name: make_person(db, last_name=name, organization_id=place) for name in names}
    run(db, "UPDATE person SET name_key = replace(name_key, ' ', '')")  # as `person_key` writes it
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("аг", ["Агапова Мария", "Агеева Мария"]),
        ("АГЕ", ["Агеева Мария"]),
        ("бурова м", ["Бурова Мария"]),
        ("ова", []),
        ("", ["Агапова Мария", "Агеева Мария", "Бурова Мария"]),
    ],
)
def test_the_beginning_of_a_name_finds_people(
    db: Database, people: dict[str, int], typed: str, found: list[str]
) -> None:
    assert [person.name for person in people_by_name(db, typed)] == found


def test_who_is_chosen_already_is_not_offered(db: Database, people: dict[str, int]) -> None:
    assert [each.name for each in people_by_name(db, "аг", besides=[people["Агапова"]])] == ["Агеева Мария"]


def test_destroyed_people_are_not_offered(db: Database, people: dict[str, int]) -> None:
    run(db, "UPDATE person SET pd_state = 'destroyed' WHERE id = ?", people["Бурова"])
    assert people_by_name(db, "бу") == []


def test_no_more_than_the_limit_are_offered(db: Database, people: dict[str, int]) -> None:
    assert len(people_by_name(db, "", limit=2)) == 2


def test_names_are_short(db: Database, people: dict[str, int]) -> None:
    assert short_names(db, [people["Бурова"], 99_999]) == {people["Бурова"]: "Бурова М."}
