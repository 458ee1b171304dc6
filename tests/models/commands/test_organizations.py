"""The directory of organisations and the merging of their spellings."""

import pytest

from models.commands.merge_people import merge_people
from models.commands.organizations import (
    change_organization,
    forget_municipality_spellings,
    merge_organizations,
    remove_organizations,
    set_organizations_apart,
    spell_municipality,
    split_organizations,
)
from models.database import Database
from models.errors import UserError
from models.queries.integrity import check_database
from models.queries.organization_spellings import organization_spellings
from models.queries.organizations import organization_lines, unit_spellings
from models.queries.roster import compare_roster
from models.rows.merge import MergeDraft, OrganizationMergeDraft
from models.rows.organizations import SpellingDraft
from models.rows.people import NO_MUNICIPALITY
from models.rows.roster import RowStatus
from models.rows.site import OrganizationDraft
from models.schema.people import Organization
from tests.models.commands import arrange
from tests.models.make import HEAD, content

NOTHING = OrganizationMergeDraft()


@pytest.fixture
def pair(db: Database) -> tuple[int, int]:
    """One kindergarten under two spellings."""
    stays = arrange.organization(db, "МБДОУ Д/с №17")
    return stays, arrange.organization(db, "Детский сад 17 «Ромашка»", oktmo=None)


def test_the_people_of_both_work_at_one(db: Database, pair: tuple[int, int]) -> None:
    for place, name in zip(pair, ("Зуева", "Ким"), strict=True):
        arrange.person(db, name, at=place)
    merge_organizations(db, *pair, OrganizationMergeDraft(from_gone=frozenset({"short_name"})), actor=HEAD)
    [line] = organization_lines(db)
    assert (line.short_name, line.people, line.municipality_id) == (
        "Детский сад 17 «Ромашка»",
        2,
        arrange.unit(db, arrange.ARTYOM),
    )
    assert check_database(db) == []


@pytest.mark.parametrize("spelling", ["Д/с № 17", "МБДОУ «Детский сад № 17 «Ромашка»"])
def test_the_next_list_means_the_merged_one_by_either_spelling(
    db: Database, pair: tuple[int, int], spelling: str
) -> None:
    merge_organizations(db, *pair, NOTHING, actor=HEAD)
    [decision] = compare_roster(db, arrange.sheet(arrange.trainee(organization=spelling))).decisions
    assert (decision.row.status, decision.organization_id) == (RowStatus.NEW, pair[0])


def test_split_again_it_is_as_before(db: Database, pair: tuple[int, int]) -> None:
    arrange.person(db, at=pair[1])
    uid, before = arrange.stored(db, Organization, pair[1]).uid, content(db)
    merge_organizations(db, *pair, OrganizationMergeDraft(from_gone=frozenset({"short_name"})), actor=HEAD)
    assert split_organizations(db, uid, actor=HEAD).kept == ()
    assert content(db) == before


def test_whose_name_was_given_to_another_since_is_not_split(db: Database, pair: tuple[int, int]) -> None:
    """The people of it would point nowhere."""
    arrange.person(db, at=pair[1])
    uid = arrange.stored(db, Organization, pair[1]).uid
    merge_organizations(db, *pair, NOTHING, actor=HEAD)
    arrange.organization(db, "Детский сад 17 «Ромашка»", oktmo=None)
    before = content(db)
    with pytest.raises(UserError, match="опираются другие"):
        split_organizations(db, uid, actor=HEAD)
    assert content(db) == before


def test_a_contact_written_since_stays_and_is_told(db: Database, pair: tuple[int, int]) -> None:
    run = OrganizationDraft(short_name="Детский сад 17 «Ромашка»", contact="заведующий")
    change_organization(db, pair[1], run, actor=HEAD)
    uid = arrange.stored(db, Organization, pair[1]).uid
    merge_organizations(db, *pair, OrganizationMergeDraft(from_gone=frozenset({"contact"})), actor=HEAD)
    draft = OrganizationDraft(
        short_name="МБДОУ Д/с №17", municipality_id=arrange.unit(db, arrange.ARTYOM), contact="методист"
    )
    change_organization(db, pair[0], draft, actor=HEAD)
    assert split_organizations(db, uid, actor=HEAD).kept == (
        "Контакт: исправлено после объединения, осталось как есть",
    )


def test_a_used_organization_is_not_removed(db: Database, pair: tuple[int, int]) -> None:
    arrange.person(db, at=pair[0])
    with pytest.raises(UserError, match="указана в карточках"):
        remove_organizations(db, [pair[0]], actor=HEAD)
    remove_organizations(db, [pair[1]], actor=HEAD)
    assert [line.id for line in organization_lines(db)] == [pair[0]]


def test_the_name_of_another_is_refused(db: Database, pair: tuple[int, int]) -> None:
    with pytest.raises(UserError, match="уже есть"):
        change_organization(
            db,
            pair[1],
            OrganizationDraft(short_name="Детский сад 17", municipality_id=arrange.unit(db, arrange.ARTYOM)),
            actor=HEAD,
        )


def test_the_directory_is_searched_by_any_word_and_by_a_missing_municipality(
    db: Database, pair: tuple[int, int]
) -> None:
    assert [line.id for line in organization_lines(db, text="РОМАШКА 17")] == [pair[1]]
    assert [line.id for line in organization_lines(db, municipality_id=NO_MUNICIPALITY)] == [pair[1]]


def test_two_spellings_are_proposed_until_told_apart(db: Database, pair: tuple[int, int]) -> None:
    [found] = organization_spellings(db)
    assert (found.first_id, found.second_id, found.reason) == (*pair, "Номер один, у одной муниципалитет не указан")
    set_organizations_apart(db, *pair, actor=HEAD)
    assert organization_spellings(db) == []


@pytest.mark.parametrize(
    ("one", "other", "oktmo"),
    [
        ("Детский сад № 5", "Детский сад № 6", arrange.ARTYOM),
        ("Детский сад № 5 «Ромашка»", "Детский сад № 5 «Солнышко»", arrange.ARTYOM),
        ("Детский сад № 5", "Детский сад № 5", arrange.USSURIYSK),
    ],
)
def test_another_number_name_or_municipality_is_another_organization(
    db: Database, one: str, other: str, oktmo: str
) -> None:
    arrange.organization(db, one)
    arrange.organization(db, other, oktmo=oktmo)
    assert organization_spellings(db) == []


def test_a_slip_in_a_name_is_proposed(db: Database) -> None:
    arrange.organization(db, "Детский сад «Журавушка»")
    arrange.organization(db, "Детский сад «Журавужка»")
    assert [pair.reason for pair in organization_spellings(db)] == ["Названия похожи, муниципалитет один"]


def test_a_spelling_of_a_municipality_is_remembered_for_the_next_list(db: Database) -> None:
    unit = arrange.unit(db, arrange.ARTYOM)
    assert unit is not None
    spell_municipality(db, SpellingDraft(spelling="Артёмка ", municipality_id=unit), actor=HEAD)
    [decision] = compare_roster(db, arrange.sheet(arrange.trainee(municipality="артемка"))).decisions
    assert (decision.row.status, decision.municipality_id) == (RowStatus.NEW, unit)
    assert [(each.spelling, each.municipality_id) for each in unit_spellings(db)] == [("артемка", unit)]
    forget_municipality_spellings(db, ["артемка"], actor=HEAD)
    assert unit_spellings(db) == []


def test_a_merged_person_is_known_by_her_former_name(db: Database) -> None:
    place = arrange.organization(db, "Детский сад № 3")
    stays = arrange.person(db, "Зуева", first_name="Анна", patronymic="Ивановна", at=place)
    gone = arrange.person(db, "Лебедева", first_name="Анна", patronymic="Ивановна", at=place)
    merge_people(db, stays, gone, MergeDraft(), actor=HEAD)
    [decision] = compare_roster(db, arrange.sheet(arrange.trainee("Лебедева"))).decisions
    assert (decision.row.status, decision.person_id) == (RowStatus.SAME, stays)
