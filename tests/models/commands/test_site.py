"""The passport, kindergartens, people and roles."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.commands.site import add_organization, assign_role
from models.database import Actor, Database
from models.errors import UserError
from models.queries.directory import head_of_site, ids_by_code
from models.rows.draft import problems_of
from models.rows.site import OrganizationDraft, PersonDraft, RoleDraft, SiteDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, count


def site_row(db: Database) -> tuple[object, ...]:
    with db.reading() as session:
        sql = "SELECT uid, theme, phone, email, site_code FROM site"
        return tuple(session.connection().exec_driver_sql(sql).one())


def test_a_passport_saved_again_keeps_the_identity_of_the_site(db: Database) -> None:
    arrange.fill_passport(db)
    uid = site_row(db)[0]
    arrange.fill_passport(db, theme="Театр")
    assert site_row(db)[:2] == (uid, "Театр")


def test_two_sites_of_one_morning_have_different_stand_in_codes(tmp_path) -> None:
    """Six characters of a UUIDv7 are the same for hours: they would be one code for everybody."""
    from models.database import open_database
    from models.rules.site_code import site_code
    from tests.models.make import clock

    codes: set[str] = set()
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        db = open_database(tmp_path / name / "marshrut.db", clock=clock())
        arrange.fill_passport(db)
        codes.add(site_code(None, str(site_row(db)[0])))
        db.close()
    assert len(codes) == 2


def test_phones_and_addresses_are_kept_in_one_form(db: Database) -> None:
    arrange.fill_passport(db, phone="8 (423) 200-00-00", email=" Sad7@Example.RU")
    assert site_row(db)[2:4] == ("+74232000000", "sad7@example.ru")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"inn": "2536178801"}, "ИНН"),
        ({"inn": "500100732259"}, "ИНН"),
        ({"phone": "12"}, "Телефон"),
        ({"email": "сад"}, "почты"),
        ({"theme": ""}, "Заполните"),
    ],
    ids=str,
)
def test_a_passport_that_does_not_hold_is_refused_in_russian(said: dict[str, object], word: str) -> None:
    draft = {"full_name": "Сад", "short_name": "Сад", "municipality_id": 1, "theme": "Игра"} | said
    with pytest.raises(ValidationError) as refused:
        SiteDraft.model_validate(draft)
    [problem] = problems_of(refused.value)
    assert word in problem.message


def test_a_valid_inn_is_taken() -> None:
    draft = SiteDraft(full_name="Сад", short_name="Сад", municipality_id=1, theme="Игра", inn="2536178800")
    assert draft.inn == "2536178800"


@pytest.mark.parametrize("name", ["МБДОУ «Детский сад № 5»", "детский сад 5", "Детский сад №05"])
def test_a_second_kindergarten_of_one_name_and_place_is_refused(db: Database, name: str) -> None:
    arrange.organization(db, "Детский сад № 5")
    with pytest.raises(UserError, match="уже есть"):
        arrange.organization(db, name)


def test_kindergartens_of_one_name_live_in_two_municipalities(db: Database) -> None:
    arrange.organization(db, "Детский сад № 5", oktmo=arrange.ARTYOM)
    arrange.organization(db, "Детский сад № 5", oktmo=arrange.USSURIYSK)
    arrange.organization(db, "Детский сад № 5", oktmo=None)
    assert count(db, "organization") == 3


def test_a_kindergarten_of_nowhere_is_refused(db: Database) -> None:
    with pytest.raises(UserError, match="убрана"):
        add_organization(db, OrganizationDraft(short_name="Сад", municipality_id=900), actor=HEAD)


@pytest.mark.parametrize("last_name", ["Берёзкина", "БЕРЕЗКИНА", "  Березкина "])
def test_a_second_card_of_one_name_in_one_organisation_is_refused(db: Database, last_name: str) -> None:
    place = arrange.organization(db)
    arrange.person(db, "Берёзкина", at=place)
    with pytest.raises(UserError, match="уже есть"):
        arrange.person(db, last_name, at=place)
    arrange.person(db, last_name, at=arrange.organization(db))
    assert count(db, "person") == 2


def test_a_person_of_no_organisation_is_refused(db: Database) -> None:
    with pytest.raises(UserError, match="организации нет"):
        arrange.person(db, "Тестова", at=900)


@pytest.mark.parametrize(
    "said", [{"experience_years": 61}, {"experience_years": -1}, {"phone": "звонить вечером"}], ids=str
)
def test_a_card_that_does_not_hold_is_refused(said: dict[str, object]) -> None:
    draft = {"last_name": "Тестова", "first_name": "Мария", "position_id": 1, "organization_id": 1} | said
    with pytest.raises(ValidationError) as refused:
        PersonDraft.model_validate(draft)
    assert problems_of(refused.value)[0].field == next(iter(said))


def test_the_head_is_who_has_the_role_last(db: Database) -> None:
    assert head_of_site(db) == Actor()
    roles, first, second = ids_by_code(db, "role"), arrange.person(db), arrange.person(db)
    for person_id, day in ((second, date(2026, 1, 1)), (first, date(2025, 1, 1))):
        assign_role(db, RoleDraft(person_id=person_id, role_id=roles["head"], starts_on=day), actor=HEAD)
    assert head_of_site(db) == Actor(second)


def test_a_role_that_is_over_makes_no_head(db: Database) -> None:
    roles, person_id = ids_by_code(db, "role"), arrange.person(db)
    over = RoleDraft(person_id=person_id, role_id=roles["head"], starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    assign_role(db, over, actor=HEAD)
    assert head_of_site(db) == Actor()


def test_the_same_role_from_the_same_day_is_given_once(db: Database) -> None:
    role = RoleDraft(person_id=arrange.person(db), role_id=1, starts_on=date(2026, 1, 1))
    assign_role(db, role, actor=HEAD)
    with pytest.raises(UserError, match="уже есть"):
        assign_role(db, role, actor=HEAD)


def test_a_role_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="раньше"):
        RoleDraft(person_id=1, role_id=1, starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 1))
