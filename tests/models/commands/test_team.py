"""The site described and its team gathered: one action each, nothing twice."""

from datetime import date

import pytest

from models.commands.team import add_member, describe_site, end_role
from models.commands.undo import next_undo, undo_last
from models.database import Database
from models.errors import UserError
from models.queries.directory import head_of_site, ids_by_code
from models.queries.team import choices, passport, team
from models.rows.site import MemberDraft, SiteDraft
from tests.models.commands.arrange import ARTYOM, organization, person, unit
from tests.models.make import HEAD, content, count

FIRST = date(2026, 3, 2)


def site_draft(db: Database, **said: object) -> SiteDraft:
    draft: dict[str, object] = {
        "full_name": "МБДОУ «Детский сад № 7»",
        "short_name": "Детский сад № 7",
        "municipality_id": unit(db, ARTYOM),
        "theme": "Игра и речь",
    }
    return SiteDraft.model_validate(draft | said)


def member_draft(db: Database, role: str = "head", **said: object) -> MemberDraft:
    draft: dict[str, object] = {
        "last_name": "Заречная",
        "first_name": "Нина",
        "position_id": 1,
        "role_id": ids_by_code(db, "role")[role],
        "starts_on": FIRST,
    }
    return MemberDraft.model_validate(draft | said)


@pytest.fixture
def site(db: Database) -> Database:
    describe_site(db, site_draft(db), actor=HEAD)
    return db


def test_a_described_site_has_its_own_kindergarten(site: Database) -> None:
    stored = passport(site)
    assert stored is not None
    assert [each.title for each in choices(site, "organization") if each.id == stored.organization_id] == [
        "Детский сад № 7"
    ]


def test_a_kindergarten_of_that_name_is_taken_and_not_made_twice(db: Database) -> None:
    there = organization(db, "Детский сад № 7")
    describe_site(db, site_draft(db), actor=HEAD)
    stored = passport(db)
    assert stored is not None
    assert (stored.organization_id, count(db, "organization")) == (there, 1)


def test_another_name_later_keeps_the_kindergarten(site: Database) -> None:
    describe_site(site, site_draft(site, short_name="Детский сад № 7 «Маяк»"), actor=HEAD)
    assert count(site, "organization") == 1


def test_one_undo_takes_passport_and_kindergarten_back(db: Database) -> None:
    before = content(db)
    describe_site(db, site_draft(db), actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before
    assert next_undo(db) is None


def test_a_refused_passport_leaves_no_kindergarten_behind(db: Database) -> None:
    with pytest.raises(UserError):
        describe_site(db, site_draft(db, municipality_id=999_999), actor=HEAD)
    assert count(db, "organization") == 0


def test_the_first_head_acts_for_the_site(site: Database) -> None:
    add_member(site, member_draft(site), actor=HEAD)
    assert head_of_site(site).person_id == team(site)[0].person_id


def test_a_second_role_needs_no_second_card(site: Database) -> None:
    add_member(site, member_draft(site), actor=HEAD)
    add_member(site, member_draft(site, "tutor"), actor=HEAD)
    assert (count(site, "person"), len(team(site))) == (1, 2)


def test_a_card_that_is_there_keeps_its_phone_and_takes_one_it_has_not(site: Database) -> None:
    stored = passport(site)
    assert stored is not None
    person(site, "Заречная", first_name="Нина", at=stored.organization_id, phone="+79140000001")
    add_member(site, member_draft(site, phone="+79140000002", email="zarechnaya@example.ru"), actor=HEAD)
    with site.reading() as session:
        found = session.connection().exec_driver_sql("SELECT phone, email FROM person").one()
    assert tuple(found) == ("+79140000001", "zarechnaya@example.ru")


def test_the_same_role_from_the_same_day_is_refused(site: Database) -> None:
    add_member(site, member_draft(site), actor=HEAD)
    with pytest.raises(UserError, match="Эта роль с этого дня"):
        add_member(site, member_draft(site), actor=HEAD)


def test_there_is_no_team_before_the_passport(db: Database) -> None:
    with pytest.raises(UserError, match="Сначала заполните паспорт"):
        add_member(db, member_draft(db), actor=HEAD)
    assert count(db, "person") == 0


def test_an_ended_role_stays_with_its_last_day(site: Database) -> None:
    role = add_member(site, member_draft(site), actor=HEAD)
    end_role(site, role, date(2026, 3, 31), actor=HEAD)
    assert team(site)[0].ends_on == date(2026, 3, 31)
    assert choices(site, "member") == []


def test_a_role_does_not_end_before_it_began(site: Database) -> None:
    role = add_member(site, member_draft(site), actor=HEAD)
    with pytest.raises(UserError, match="раньше"):
        end_role(site, role, date(2026, 3, 1), actor=HEAD)
