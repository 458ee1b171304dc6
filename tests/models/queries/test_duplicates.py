"""Cards that may be of one person."""

import pytest

from models.commands.merge_people import merge_people, set_people_apart
from models.database import Database
from models.queries.duplicates import duplicate_people
from models.queries.merge_sides import merged_people, people_sides
from models.rows.merge import MergeDraft, Pair
from tests.models.commands import arrange
from tests.models.make import HEAD, make_restricted, run


def reasons(found: list[Pair]) -> list[str]:
    return [pair.reason for pair in found]


def test_one_name_in_two_organizations_whatever_its_letters(db: Database) -> None:
    one, other = arrange.person(db, "Фёдорова"), arrange.person(db, "ФЕДОРОВА")
    [pair] = duplicate_people(db)
    assert (pair.first_id, pair.second_id, pair.reason) == (one, other, "Одно ФИО в разных организациях")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"last_name": "Ковалёво", "patronymic": "Ивановна"}, "Одна организация, ФИО похожи: возможна опечатка"),
        ({"last_name": "Ковалёва"}, "Одна организация, у одной карточки нет отчества"),
        (
            {"last_name": "Зуб", "patronymic": "Ивановна"},
            "Одна организация, имя и отчество те же, фамилия другая",
        ),
    ],
)
def test_other_writings_in_one_organization(db: Database, other: dict[str, str], reason: str) -> None:
    place = arrange.organization(db)
    arrange.person(db, "Ковалёва", at=place, patronymic="Ивановна")
    arrange.person(db, at=place, **other)  # pyright: ignore[reportArgumentType] - fields of a draft
    assert reasons(duplicate_people(db)) == [reason]


def test_one_telephone_says_more_with_one_given_name(db: Database) -> None:
    for name in ("Ковалёва", "Зуева"):
        arrange.person(db, name, phone="+79001234567")
    arrange.person(db, "Ким", first_name="Ольга", phone="+79001234567")
    assert reasons(duplicate_people(db)) == [
        "Один телефон, имя и отчество те же",
        "Один телефон",
        "Один телефон",
    ]


def test_the_telephone_of_a_kindergarten_says_nothing(db: Database) -> None:
    for name in ("Абрамова", "Белкина", "Волкова", "Громова", "Дятлова"):
        arrange.person(db, name, phone="+74232000000")
    assert duplicate_people(db) == []


def test_a_long_patronymic_in_common_makes_no_duplicate(db: Database) -> None:
    places = arrange.organization(db)
    for name in ("Абрамова", "Белкина", "Волкова", "Громова", "Дятлова"):
        arrange.person(db, name, first_name="Елена", patronymic="Владимировна", at=places)
    assert duplicate_people(db) == []


def test_told_apart_they_do_not_come_back(db: Database) -> None:
    one, other = arrange.person(db, "Ковалёва"), arrange.person(db, "Ковалёва")
    set_people_apart(db, other, one, actor=HEAD)
    assert duplicate_people(db) == []


def test_the_card_that_more_stands_on_stays(db: Database) -> None:
    one, other = arrange.person(db, "Ковалёва"), arrange.person(db, "Ковалёва", email="k@example.ru")
    arrange.stream(db, arrange.person(db), other)
    sides = people_sides(db, one, other)
    assert (sides.stays_id, sides.goes_id, sides.stays_with) == (other, one, "1\N{NO-BREAK SPACE}поток")
    differing = {field.key: (field.stays, field.goes, field.propose_gone) for field in sides.fields if field.differs}
    assert differing.pop("email") == ("k@example.ru", "", False)
    assert differing.keys() == {"organization_id"}


def test_closed_values_are_compared_and_not_shown(db: Database) -> None:
    one, other = arrange.person(db, "Ковалёва"), arrange.person(db, "Ковалёва")
    make_restricted(db, one)
    make_restricted(db, other, snils="123-456-789 64")
    sides = people_sides(db, one, other)
    [closed] = [field for field in sides.fields if field.key == "snils"]
    assert (closed.stays, closed.goes, closed.differs) == ("указан", "указан, другой", True)
    assert "112-233" not in repr(sides)


def test_data_withdrawn_on_a_card_are_told_of(db: Database) -> None:
    one, other = arrange.person(db, "Ковалёва"), arrange.person(db, "Ковалёва")
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", other)
    assert people_sides(db, one, other).notes == (
        "Согласие на одной из карточек отозвано: данные останутся заблокированными.",
    )


def test_a_merged_card_is_listed_with_where_it_went(db: Database) -> None:
    one, other = arrange.person(db, "Ковалёва"), arrange.person(db, "Зуева")
    merge_people(db, one, other, MergeDraft(), actor=HEAD)
    [line] = merged_people(db)
    assert (line.title, line.into, line.actor) == ("Зуева Мария", "Ковалёва М.", "руководитель")
