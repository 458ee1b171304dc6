"""Accepting a list of trainees: what is new, what is known, what waits for a person; and taking the list back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from exports.documents.messy_roster import RosterPerson, write_messy_roster
from models.commands.events import mark_attendance
from models.commands.people import remove_trainees
from models.commands.roster import RosterSource, accept_roster
from models.commands.roster_undo import undo_batch
from models.commands.undo import redo_last, undo_last
from models.database import Database
from models.errors import UserError
from models.imports.roster import read_roster
from models.queries.column_mappings import remembered_columns
from models.queries.integrity import check_database
from models.queries.people import batch_outlook
from models.queries.roster import compare_roster
from models.rows.codes import Presence
from models.rows.events import Mark
from models.rows.roster import PersonFields, RosterSheet, RowStatus
from models.rows.roster_plan import AcceptedBatch, RowDecision
from tests.models.commands import arrange
from tests.models.commands.arrange import sheet, trainee
from tests.models.make import HEAD, content, count, make_product, run

FILES = Path(__file__).parents[1] / "imports" / "files"
SAMPLES = sorted(path for path in FILES.iterdir() if path.suffix != ".json")
CONSENTS = date(2026, 2, 20)
SNILS, OTHER_SNILS = "112-233-445 95", "087-654-303 00"
SOURCE = RosterSource("список.xlsx", sha256(b"list").hexdigest())


def accept(
    db: Database, roster: RosterSheet, *, consents_on: date | None = None, leave_out: tuple[int, ...] = ()
) -> AcceptedBatch:
    return accept_roster(db, roster, source=SOURCE, actor=HEAD, consents_on=consents_on, leave_out=leave_out)


def decide(db: Database, *people: PersonFields) -> list[RowDecision]:
    return list(compare_roster(db, sheet(*people)).decisions)


def statuses(db: Database, *people: PersonFields) -> list[str]:
    return [each.row.status.value for each in decide(db, *people)]


def problem(db: Database, person: PersonFields) -> tuple[str, str]:
    """The only problem of the only row: its field and its sentence."""
    [decision] = decide(db, person)
    assert decision.row.status is RowStatus.PROBLEM
    [found] = decision.row.problems
    return found.field, found.message


def one(db: Database, sql: str, *values: object) -> object:
    with db.reading() as session:
        return session.connection().exec_driver_sql(sql, values).scalar()


def all_rows(db: Database, sql: str) -> list[tuple[object, ...]]:
    with db.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(sql)]


# New, the same, changed


def test_a_list_on_an_empty_site_is_all_new(db: Database) -> None:
    assert statuses(db, trainee("Лебедева"), trainee("Орлова")) == ["new", "new"]


def test_comparing_writes_nothing(db: Database) -> None:
    before = content(db)
    compare_roster(db, sheet(trainee()))
    assert content(db) == before


def test_what_was_accepted_is_there(db: Database) -> None:
    full = trainee(
        municipality="Артёмовский городской округ",
        phone="+79001234567",
        email="lebedeva@example.ru",
        category="высшая",
        education="высшее педагогическое",
        experience_years=12,
    )
    done = accept(db, sheet(full))
    assert (done.new, done.changed, done.same, done.left, done.organizations) == (1, 0, 0, 0, 1)
    sql = """SELECT last_name, first_name, patronymic, t.title, o.short_name, m.oktmo, category, education,
                    experience_years, phone, email FROM person AS p JOIN position AS t ON t.id = p.position_id
             JOIN organization AS o ON o.id = organization_id JOIN municipality AS m ON m.id = o.municipality_id"""
    assert all_rows(db, sql) == [
        (
            "Лебедева", "Анна", "Ивановна", "воспитатель", "МБДОУ «Детский сад № 3»", "05705000", "highest",
            "higher_pedagogical", 12, "+79001234567", "lebedeva@example.ru",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "again",
    [
        trainee(),
        trainee("ЛЕБЕДЁВА", "анна", "ивановна"),
        trainee("Лебедева", "Анна", "Ивановна", organization="Детский сад №03"),
        trainee("Лебедева ", " Анна", "Ивановна", organization="детский  сад  3"),
    ],
    ids=lambda person: f"{person.last_name}, {person.organization}",
)
def test_a_second_list_knows_its_people_again(db: Database, again: PersonFields) -> None:
    accept(db, sheet(trainee()))
    assert statuses(db, again) == ["same"]
    done = accept(db, sheet(again))
    assert (done.new, done.changed, done.same, count(db, "person")) == (0, 0, 1, 1)


def test_the_letter_yo_of_the_card_stays(db: Database) -> None:
    accept(db, sheet(trainee("Берёзкина")))
    accept(db, sheet(trainee("Березкина", position="методист")))
    assert all_rows(db, "SELECT last_name, t.title FROM person JOIN position AS t ON t.id = position_id") == [
        ("Берёзкина", "методист")
    ]


@pytest.mark.parametrize(
    ("said", "sql", "was", "becomes"),
    [
        ({"position": "старший воспитатель"}, "SELECT title FROM position WHERE id = position_id", None, None),
        ({"phone": "+79001112233"}, "phone", None, "+79001112233"),
        ({"email": "new@example.ru"}, "email", None, "new@example.ru"),
        ({"category": "первая"}, "category", None, "first"),
        ({"education": "высшее"}, "education", None, "higher"),
        ({"experience_years": 0}, "experience_years", None, 0),
    ],
    ids=str,
)
def test_what_the_list_says_anew_changes_the_card(
    db: Database, said: dict[str, object], sql: str, was: object, becomes: object
) -> None:
    accept(db, sheet(trainee()))
    [decision] = decide(db, trainee(**said))
    assert decision.row.status is RowStatus.CHANGED
    assert [(change.field, change.becomes) for change in decision.changes] == [
        (next(iter(said)), becomes if becomes is not None else "старший воспитатель")
    ]
    done = accept(db, sheet(trainee(**said)))
    assert (done.new, done.changed, done.same) == (0, 1, 0)
    assert one(db, f"SELECT ({sql}) FROM person") == (becomes if becomes is not None else "старший воспитатель")


def test_what_the_list_leaves_out_stays_on_the_card(db: Database) -> None:
    accept(db, sheet(trainee(phone="+79001112233", category="первая")))
    assert statuses(db, trainee()) == ["same"]


def test_somebody_of_one_name_in_another_organisation_is_new_with_a_notice(db: Database) -> None:
    accept(db, sheet(trainee()))
    [decision] = decide(db, trainee(organization="Детский сад № 9"))
    assert decision.row.status is RowStatus.NEW
    assert [notice.field for notice in decision.row.notices] == ["last_name"]
    assert accept(db, sheet(trainee(organization="Детский сад № 9"))).new == 1


def test_an_unknown_position_becomes_a_row_of_the_site_once(db: Database) -> None:
    before = count(db, "position")
    accept(db, sheet(trainee("Лебедева", position="мастер игры"), trainee("Орлова", position="мастер игры")))
    assert count(db, "position") == before + 1


def test_a_position_in_capitals_is_found_again(db: Database) -> None:
    before = count(db, "position")
    accept(db, sheet(trainee(position="методист ММС")))
    assert statuses(db, trainee(position="методист ММС")) == ["same"]
    assert count(db, "position") == before


# Organisations and municipalities

FIVE = "Детский сад № 5"


def test_one_name_in_two_municipalities_is_two_organisations(db: Database) -> None:
    done = accept(
        db,
        sheet(
            trainee("Лебедева", organization=FIVE, municipality="Артём"),
            trainee("Орлова", organization=FIVE, municipality="Уссурийск"),
            trainee("Сорокина", organization=FIVE, municipality="г. Артём"),
        ),
    )
    assert (done.organizations, count(db, "organization")) == (2, 2)
    sql = """SELECT last_name, m.oktmo FROM person JOIN organization AS o ON o.id = organization_id
             JOIN municipality AS m ON m.id = o.municipality_id ORDER BY last_name"""
    assert all_rows(db, sql) == [("Лебедева", "05705000"), ("Орлова", "05723000"), ("Сорокина", "05705000")]


def test_a_row_without_a_municipality_waits_where_two_may_be_meant(db: Database) -> None:
    arrange.organization(db, FIVE, oktmo=arrange.ARTYOM)
    arrange.organization(db, FIVE, oktmo=arrange.USSURIYSK)
    assert problem(db, trainee(organization=FIVE))[0] == "organization"
    assert statuses(db, trainee(organization=FIVE, municipality="Уссурийский городской округ")) == ["new"]


def test_a_row_without_a_municipality_means_the_only_organisation_of_that_name(db: Database) -> None:
    place = arrange.organization(db, FIVE, oktmo=arrange.ARTYOM)
    [decision] = decide(db, trainee(organization=FIVE))
    assert decision.organization_id == place


def test_a_municipality_that_nobody_gave_is_not_refused(db: Database) -> None:
    accept(db, sheet(trainee()))
    assert all_rows(db, "SELECT municipality_id, municipality_key FROM organization") == [(None, 0)]


def test_rows_with_and_without_the_municipality_share_the_new_organisation(db: Database) -> None:
    accept(
        db, sheet(trainee("Лебедева", organization=FIVE), trainee("Орлова", organization=FIVE, municipality="Артём"))
    )
    assert all_rows(db, "SELECT count(*), max(municipality_key) > 0 FROM organization") == [(1, 1)]


def test_an_organisation_learns_its_municipality_from_a_later_list(db: Database) -> None:
    accept(db, sheet(trainee(organization=FIVE)))
    before = content(db)
    batch = accept(db, sheet(trainee(organization=FIVE, municipality="Артём")))
    assert one(db, "SELECT m.oktmo FROM organization JOIN municipality AS m ON m.id = municipality_id") == "05705000"
    undo_batch(db, batch.batch_id, actor=HEAD)
    assert content(db)["organization"] == before["organization"]


def test_a_vague_organisation_does_not_swallow_two_of_one_name(db: Database) -> None:
    arrange.organization(db, FIVE, oktmo=None)
    people = (
        trainee("Лебедева", organization=FIVE, municipality="Артём"),
        trainee("Орлова", organization=FIVE, municipality="Уссурийск"),
    )
    assert statuses(db, *people) == ["problem", "problem"]


@pytest.mark.parametrize(
    ("written", "oktmo"),
    [
        ("Дальнегорский городской округ", "05505000"),
        ("Дальнегорский муниципальный округ", "05505000"),
        ("г. Дальнегорск", "05505000"),
        ("Партизанский муниципальный район", "05530000"),
        ("Партизанский городской округ", "05529000"),
        ("ВГО", "05701000"),
    ],
)
def test_former_names_of_municipalities_mean_the_units_of_today(db: Database, written: str, oktmo: str) -> None:
    accept(db, sheet(trainee(municipality=written)))
    assert one(db, "SELECT m.oktmo FROM organization JOIN municipality AS m ON m.id = municipality_id") == oktmo


@pytest.mark.parametrize("written", ["Хабаровский район", "Партизанский МО", "город"])
def test_a_municipality_that_cannot_be_mapped_waits_for_a_decision(db: Database, written: str) -> None:
    field, sentence = problem(db, trainee(municipality=written))
    assert field == "municipality"
    assert sentence.startswith("В строке 2 ")
    done = accept(db, sheet(trainee(municipality=written)))
    assert (done.new, done.left, count(db, "person")) == (0, 1, 0)


# СНИЛС


def with_card(db: Database, **said: object) -> None:
    accept(db, sheet(trainee(snils=SNILS, birth_date=date(1985, 3, 12), **said)), consents_on=CONSENTS)


def test_somebody_is_known_by_snils_under_a_new_surname(db: Database) -> None:
    with_card(db)
    married = trainee("Соколова", snils=SNILS)
    [decision] = decide(db, married)
    assert decision.row.status is RowStatus.CHANGED
    assert [change.field for change in decision.changes] == ["last_name"]
    accept(db, sheet(married))
    assert all_rows(db, "SELECT last_name, name_key FROM person") == [("Соколова", "соколовааннаивановна")]


def test_somebody_known_by_snils_moves_to_another_organisation(db: Database) -> None:
    with_card(db)
    accept(db, sheet(trainee(snils=SNILS, organization="Детский сад № 9")))
    assert (count(db, "person"), count(db, "organization")) == (1, 2)
    assert (
        one(db, "SELECT short_name FROM person JOIN organization AS o ON o.id = organization_id") == "Детский сад № 9"
    )


def test_a_patronymic_left_out_is_no_other_person(db: Database) -> None:
    with_card(db)
    assert statuses(db, trainee(patronymic=None, snils=SNILS)) == ["same"]


def test_a_patronymic_that_the_card_lacks_is_added(db: Database) -> None:
    accept(db, sheet(trainee(patronymic=None, snils=SNILS)), consents_on=CONSENTS)
    accept(db, sheet(trainee(snils=SNILS)))
    assert all_rows(db, "SELECT patronymic, name_key FROM person") == [("Ивановна", "лебедевааннаивановна")]


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(trainee(snils=OTHER_SNILS), id="her card has another number"),
        pytest.param(trainee("Лебедева", "Вера", snils=SNILS), id="the number is of another first name"),
        pytest.param(trainee("Орлова", "Анна", "Петровна", snils=SNILS), id="the number is of another patronymic"),
    ],
)
def test_a_snils_that_contradicts_the_cards_waits_for_a_decision(db: Database, person: PersonFields) -> None:
    with_card(db)
    field, sentence = problem(db, person)
    assert field == "snils"
    assert not any(sign.isdigit() for sign in sentence.removeprefix("В строке 2"))


def test_a_snils_of_one_card_and_the_name_of_another_wait_for_a_decision(db: Database) -> None:
    with_card(db)
    accept(db, sheet(trainee("Орлова")))
    assert problem(db, trainee("Орлова", snils=SNILS))[0] == "snils"


def test_of_two_namesakes_the_snils_tells_which(db: Database) -> None:
    with_card(db)
    place = int(str(one(db, "SELECT organization_id FROM person")))
    run(
        db,
        "INSERT INTO person (created_at, updated_at, uid, last_name, first_name, patronymic, name_key, position_id, "
        "organization_id, pd_state) SELECT '', '', 'other', last_name, first_name, patronymic, name_key, position_id, "
        "organization_id, pd_state FROM person",
    )
    assert place
    assert problem(db, trainee())[0] == "last_name"
    assert statuses(db, trainee(snils=SNILS)) == ["same"]


def test_two_rows_of_one_card_are_written_once(db: Database) -> None:
    """One row knows her by name, the other by СНИЛС under a new surname: the file alone cannot see it."""
    with_card(db)
    rows = decide(db, trainee(phone="+79001112233"), trainee("Соколова", snils=SNILS))
    assert [each.row.status.value for each in rows] == ["changed", "duplicate"]
    assert rows[1].row.duplicate_of == 2


def test_two_rows_that_become_one_place_are_written_once(db: Database) -> None:
    arrange.organization(db, FIVE, oktmo=arrange.ARTYOM)
    people = trainee(organization=FIVE, municipality="Артём"), trainee(organization="МБДОУ «Д/с №05»")
    assert statuses(db, *people) == ["new", "duplicate"]


@pytest.mark.parametrize("state", ["blocked", "depersonalised", "destroyed"])
def test_a_closed_card_is_not_opened_by_a_list(db: Database, state: str) -> None:
    with_card(db)
    run(db, "UPDATE person SET pd_state = ?", state)
    assert problem(db, trainee(phone="+79001112233"))[0] == "last_name"
    before = content(db)["person"]
    accept(db, sheet(trainee(phone="+79001112233")), consents_on=CONSENTS)
    assert content(db)["person"] == before


# Writing is all or nothing


def test_acceptance_is_one_action_and_goes_back_and_forth(db: Database) -> None:
    accept(db, sheet(trainee()))
    before, actions = content(db), count(db, "action")
    roster = sheet(
        trainee(position="методист", snils=SNILS), trainee("Орлова", organization=FIVE, position="мастер игры")
    )
    accept(db, roster, consents_on=CONSENTS)
    after = content(db)
    assert count(db, "action") == actions + 1
    undo_last(db, actor=HEAD)
    assert content(db) == before
    redo_last(db, actor=HEAD)
    assert content(db) == after


def test_a_row_the_database_refuses_stores_nothing_at_all(db: Database) -> None:
    before = content(db)
    with pytest.raises(IntegrityError):
        accept(db, sheet(trainee("Лебедева"), trainee("Орлова", experience_years=70)))
    assert content(db) == before


def test_duplicates_problems_and_rows_left_out_stay_aside(db: Database) -> None:
    roster = sheet(trainee("Лебедева"), trainee("Орлова"), trainee("Сорокина"), trainee("Дроздова"))
    rows = list(roster.rows)
    rows[1] = replace(rows[1], status=RowStatus.DUPLICATE)
    rows[2] = replace(rows[2], status=RowStatus.PROBLEM)
    done = accept(db, replace(roster, rows=tuple(rows)), leave_out=(5,))
    assert (done.new, done.left) == (1, 3)
    assert all_rows(db, "SELECT last_name FROM person") == [("Лебедева",)]


def test_the_batch_remembers_what_it_was(db: Database) -> None:
    accept(db, sheet(trainee("Лебедева")))
    accept(
        db,
        sheet(trainee("Лебедева"), trainee("Орлова"), trainee("Сорокина", municipality="Луна")),
        consents_on=CONSENTS,
    )
    sql = """SELECT kind, file_name, file_sha256, sheet, consents_on, rows_new, rows_changed, rows_same, rows_left
             FROM import_batch ORDER BY id DESC LIMIT 1"""
    assert all_rows(db, sql) == [("roster", "список.xlsx", SOURCE.sha256, "Лист1", "2026-02-20", 1, 0, 1, 1)]


# Restricted fields and consents (domain.md §3.7)


def restricted(db: Database) -> list[tuple[object, ...]]:
    return all_rows(db, "SELECT person_id, snils, birth_date FROM person_restricted ORDER BY person_id")


def test_without_consents_restricted_fields_are_dropped_and_counted(db: Database) -> None:
    done = accept(db, sheet(trainee("Лебедева", snils=SNILS), trainee("Орлова")))
    assert (done.restricted_written, done.restricted_dropped) == (0, 1)
    assert (restricted(db), count(db, "consent")) == ([], 0)


def test_under_consents_they_are_written_with_one_consent_a_person(db: Database) -> None:
    done = accept(
        db,
        sheet(trainee("Лебедева", snils=SNILS), trainee("Орлова"), trainee("Сорокина", birth_date=date(1990, 5, 1))),
        consents_on=CONSENTS,
    )
    assert (done.restricted_written, done.restricted_dropped) == (2, 0)
    assert restricted(db) == [(1, SNILS, None), (3, None, "1990-05-01")]
    sql = "SELECT person_id, purpose, data_scope, signed_on, form, batch_id FROM consent ORDER BY person_id"
    scope = "СНИЛС, дата рождения"
    assert all_rows(db, sql) == [
        (1, "processing", scope, "2026-02-20", "paper", done.batch_id),
        (2, "processing", "", "2026-02-20", "paper", done.batch_id),
        (3, "processing", scope, "2026-02-20", "paper", done.batch_id),
    ]


def test_consents_of_a_day_to_come_are_refused(db: Database) -> None:
    with pytest.raises(UserError, match="ещё не наступила"):
        accept(db, sheet(trainee()), consents_on=date(2026, 3, 3))
    assert count(db, "person") == 0


def test_somebody_known_gets_her_restricted_fields_with_a_later_consent(db: Database) -> None:
    accept(db, sheet(trainee(snils=SNILS)))
    done = accept(db, sheet(trainee(snils=SNILS)), consents_on=CONSENTS)
    assert (done.new, done.restricted_written) == (0, 1)
    assert restricted(db) == [(1, SNILS, None)]


def test_what_the_card_has_already_is_neither_written_nor_dropped_again(db: Database) -> None:
    with_card(db)
    again = sheet(trainee(snils=SNILS, birth_date=date(1985, 3, 12)))
    assert accept(db, again).restricted_dropped == 0
    assert accept(db, again, consents_on=CONSENTS).restricted_written == 0


@pytest.mark.parametrize("day", [CONSENTS, date(2026, 2, 27)], ids=["the same day", "another day"])
def test_a_consent_in_force_is_not_piled_up(db: Database, day: date) -> None:
    with_card(db)
    accept(db, sheet(trainee(snils=SNILS, birth_date=date(1985, 3, 12))), consents_on=day)
    accept(db, sheet(trainee()), consents_on=day)
    assert all_rows(db, "SELECT signed_on, data_scope FROM consent") == [("2026-02-20", "СНИЛС, дата рождения")]


def test_the_same_paper_covers_fields_that_come_later(db: Database) -> None:
    accept(db, sheet(trainee()), consents_on=CONSENTS)
    accept(db, sheet(trainee(snils=SNILS)), consents_on=CONSENTS)
    assert all_rows(db, "SELECT data_scope FROM consent") == [("СНИЛС, дата рождения",)]
    assert restricted(db) == [(1, SNILS, None)]


def test_a_narrow_consent_of_another_day_does_not_cover_restricted_fields(db: Database) -> None:
    accept(db, sheet(trainee()), consents_on=date(2026, 2, 1))
    accept(db, sheet(trainee(snils=SNILS)), consents_on=CONSENTS)
    assert all_rows(db, "SELECT signed_on, data_scope FROM consent ORDER BY id") == [
        ("2026-02-01", ""),
        ("2026-02-20", "СНИЛС, дата рождения"),
    ]


@pytest.mark.parametrize(
    "ended", ["withdrawn_on = '2026-02-25'", "valid_until = '2026-03-01'", "destroyed_on = '2026-02-25'"]
)
def test_a_consent_that_is_over_covers_nothing(db: Database, ended: str) -> None:
    with_card(db)
    run(db, f"UPDATE consent SET {ended}")
    accept(db, sheet(trainee(snils=SNILS, birth_date=date(1985, 3, 13))), consents_on=date(2026, 3, 1))
    assert count(db, "consent") == 2
    assert one(db, "SELECT c.signed_on FROM person_restricted JOIN consent AS c ON c.id = consent_id") == "2026-03-01"


@pytest.mark.parametrize("consents_on", [None, CONSENTS])
def test_another_birth_date_is_written_under_a_consent_only(db: Database, consents_on: date | None) -> None:
    with_card(db)
    [decision] = decide(db, trainee(birth_date=date(1986, 3, 12)))
    assert [change.field for change in decision.changes] == ["birth_date"]
    done = accept(db, sheet(trainee(birth_date=date(1986, 3, 12))), consents_on=consents_on)
    kept, dropped = ("1986-03-12", 0) if consents_on else ("1985-03-12", 1)
    assert (restricted(db), done.restricted_dropped) == ([(1, SNILS, kept)], dropped)


@pytest.mark.parametrize("consent_id", ["NULL", "900"])
def test_the_database_refuses_restricted_fields_without_a_consent(db: Database, consent_id: str) -> None:
    person_id = arrange.person(db)
    with pytest.raises(IntegrityError):
        run(
            db,
            "INSERT INTO person_restricted (created_at, updated_at, person_id, consent_id, snils) "
            f"VALUES ('', '', ?, {consent_id}, '112-233-445 95')",
            person_id,
        )


# Taking a list back later


@pytest.fixture
def three(db: Database) -> AcceptedBatch:
    """Лебедева was there before and changed; Орлова and Сорокина came with the list."""
    accept(db, sheet(trainee("Лебедева", phone="+79001112233")))
    roster = sheet(
        trainee("Лебедева", phone="+79004445566", snils=SNILS),
        trainee("Орлова", organization=FIVE, snils=OTHER_SNILS, position="мастер игры"),
        trainee("Сорокина", organization="Детский сад № 6"),
    )
    return accept(db, roster, consents_on=CONSENTS)


def names(db: Database) -> list[object]:
    return [name for (name,) in all_rows(db, "SELECT last_name FROM person ORDER BY id")]


def person_id(db: Database, last_name: str) -> int:
    return int(str(one(db, "SELECT id FROM person WHERE last_name = ?", last_name)))


def test_a_list_is_taken_back_whole(db: Database) -> None:
    accept(db, sheet(trainee("Лебедева", phone="+79001112233")))
    before = content(db)
    batch = accept(
        db,
        sheet(
            trainee("Лебедева", phone="+79004445566", snils=SNILS),
            trainee("Орлова", organization=FIVE, position="мастер игры"),
        ),
        consents_on=CONSENTS,
    )
    undone = undo_batch(db, batch.batch_id, actor=HEAD)
    assert (undone.removed, undone.restored, undone.kept_person_ids) == (1, 1, ())
    after = content(db)
    assert {table: rows for table, rows in after.items() if table != "import_batch"} == {
        table: rows for table, rows in before.items() if table != "import_batch"
    }
    assert one(db, "SELECT undone_on FROM import_batch WHERE id = ?", batch.batch_id)


def test_a_list_is_taken_back_once(db: Database, three: AcceptedBatch) -> None:
    undo_batch(db, three.batch_id, actor=HEAD)
    before = content(db)
    with pytest.raises(UserError, match="уже отменена"):
        undo_batch(db, three.batch_id, actor=HEAD)
    assert content(db) == before


def test_a_list_that_was_never_loaded_is_refused(db: Database) -> None:
    with pytest.raises(UserError, match="загрузки нет"):
        undo_batch(db, 900, actor=HEAD)


def test_taking_a_list_back_goes_back_and_forth(db: Database, three: AcceptedBatch) -> None:
    before = content(db)
    undo_batch(db, three.batch_id, actor=HEAD)
    after = content(db)
    undo_last(db, actor=HEAD)
    assert content(db) == before
    redo_last(db, actor=HEAD)
    assert content(db) == after
    assert check_database(db) == []


def edit_by_hand(db: Database, person: int) -> None:
    run(db, "UPDATE person SET phone = '+79007770000' WHERE id = ?", person)


def enrol(db: Database, person: int) -> None:
    arrange.stream(db, arrange.person(db, "Тьюторова"), person)


def mark(db: Database, person: int) -> None:
    event_id = arrange.event(db, arrange.person(db, "Ведущая"))
    mark_attendance(db, event_id, [Mark(person, Presence.ABSENT)], actor=HEAD)


def lead(db: Database, person: int) -> None:
    arrange.event(db, person)


def consent(db: Database, person: int) -> None:
    run(
        db,
        "INSERT INTO consent (created_at, updated_at, person_id, purpose, data_scope, signed_on, form) "
        "VALUES ('', '', ?, 'frdo', '', '2026-03-01', 'paper')",
        person,
    )


def withdraw(db: Database, person: int) -> None:
    run(db, "UPDATE consent SET withdrawn_on = '2026-03-01' WHERE person_id = ?", person)


@pytest.mark.parametrize("use", [edit_by_hand, enrol, mark, lead, consent, withdraw], ids=lambda use: use.__name__)
def test_somebody_used_since_stays_with_her_consent(
    db: Database, three: AcceptedBatch, use: Callable[[Database, int], None]
) -> None:
    kept = person_id(db, "Орлова")
    use(db, kept)
    undone = undo_batch(db, three.batch_id, actor=HEAD)
    assert undone.kept_person_ids == (kept,)
    assert undone.removed == 1
    assert one(db, "SELECT snils FROM person_restricted WHERE person_id = ?", kept) == OTHER_SNILS
    assert one(db, "SELECT count(*) FROM consent WHERE batch_id IS NOT NULL AND person_id = ?", kept) == 1
    assert {"Лебедева", "Орлова"} <= set(names(db))
    assert "Сорокина" not in names(db)
    assert check_database(db) == []


def remove(db: Database, person: int) -> None:
    remove_trainees(db, [person], actor=HEAD)


def author(db: Database, person: int) -> None:
    run(db, "INSERT INTO product_author (product_id, person_id) VALUES (?, ?)", make_product(db), person)


def hand_fields(db: Database, person: int) -> None:
    """Closed fields written by hand under whatever consent there is."""
    run(db, "UPDATE person_restricted SET birth_date = '1990-01-02' WHERE person_id = ?", person)


def other_paper(db: Database, person: int) -> None:
    """The scope of the consent was written anew."""
    run(db, "UPDATE consent SET data_scope = 'всё' WHERE person_id = ?", person)


CHANGES = (edit_by_hand, enrol, mark, lead, consent, withdraw, remove, author, hand_fields, other_paper)


@pytest.mark.parametrize("surname", ["Лебедева", "Орлова", "Сорокина"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_was_said_beforehand_is_what_is_done(
    db: Database, three: AcceptedBatch, change: Callable[[Database, int], None], surname: str
) -> None:
    change(db, person_id(db, surname))
    said = batch_outlook(db, three.batch_id)
    before = count(db, "person")
    done = undo_batch(db, three.batch_id, actor=HEAD)
    staying = [one(db, "SELECT last_name FROM person WHERE id = ?", person) for person in done.kept_person_ids]
    assert (said.removed, said.restored) == (done.removed, done.restored)
    assert before - count(db, "person") == done.removed
    assert {each.name.split()[0] for each in said.kept} == set(staying)
    assert len(said.kept) == len(staying)
    assert check_database(db) == []


def test_it_is_said_that_former_fields_lack_their_consent(db: Database) -> None:
    with_card(db)
    run(db, "UPDATE consent SET data_scope = ''")
    batch = accept(db, sheet(trainee(birth_date=date(1986, 3, 12))), consents_on=date(2026, 3, 1))
    run(db, "UPDATE consent SET withdrawn_on = '2026-03-02' WHERE signed_on = '2026-02-20'")
    assert [each.reason for each in batch_outlook(db, batch.batch_id).kept] == ["прежнее согласие больше не действует"]


def test_somebody_whom_a_later_list_attested_stays(db: Database) -> None:
    first = accept(db, sheet(trainee()), consents_on=date(2026, 2, 1))
    accept(db, sheet(trainee(snils=SNILS)), consents_on=CONSENTS)
    undone = undo_batch(db, first.batch_id, actor=HEAD)
    assert (undone.removed, undone.kept_person_ids) == (0, (1,))
    assert restricted(db) == [(1, SNILS, None)]


def test_a_card_changed_by_hand_since_keeps_the_hand_s_value(db: Database, three: AcceptedBatch) -> None:
    kept = person_id(db, "Лебедева")
    edit_by_hand(db, kept)
    undone = undo_batch(db, three.batch_id, actor=HEAD)
    assert undone.kept_person_ids == (kept,)
    assert one(db, "SELECT phone FROM person WHERE id = ?", kept) == "+79007770000"


def test_a_hand_edit_that_was_taken_back_does_not_count(db: Database, three: AcceptedBatch) -> None:
    edit_by_hand(db, person_id(db, "Лебедева"))
    undo_last(db, actor=HEAD)
    undone = undo_batch(db, three.batch_id, actor=HEAD)
    assert (undone.removed, undone.restored, undone.kept_person_ids) == (2, 1, ())
    assert one(db, "SELECT phone FROM person") == "+79001112233"


def test_an_organisation_in_use_stays_and_an_empty_one_goes(db: Database, three: AcceptedBatch) -> None:
    place = int(str(one(db, "SELECT organization_id FROM person WHERE last_name = 'Орлова'")))
    arrange.person(db, "Новикова", at=place)
    undo_batch(db, three.batch_id, actor=HEAD)
    kept = [name for (name,) in all_rows(db, "SELECT short_name FROM organization ORDER BY id")]
    assert kept == ["МБДОУ «Детский сад № 3»", FIVE]


def test_restricted_fields_given_to_a_card_of_before_go_with_the_list(db: Database, three: AcceptedBatch) -> None:
    undo_batch(db, three.batch_id, actor=HEAD)
    assert (restricted(db), count(db, "consent")) == ([], 0)


def test_a_former_birth_date_does_not_come_back_without_its_consent(db: Database) -> None:
    """The list brought a new consent; the old one was withdrawn since, so what it allowed must not return."""
    with_card(db)
    run(db, "UPDATE consent SET data_scope = ''")
    batch = accept(db, sheet(trainee(birth_date=date(1986, 3, 12))), consents_on=date(2026, 3, 1))
    run(db, "UPDATE consent SET withdrawn_on = '2026-03-02' WHERE signed_on = '2026-02-20'")
    undone = undo_batch(db, batch.batch_id, actor=HEAD)
    assert restricted(db) == [(1, SNILS, "1986-03-12")]
    assert undone.kept_person_ids == (1,)
    assert check_database(db) == []


def test_after_the_batch_was_undone_the_list_can_be_loaded_again(db: Database, three: AcceptedBatch) -> None:
    undo_batch(db, three.batch_id, actor=HEAD)
    done = accept(db, sheet(trainee("Орлова", organization=FIVE)))
    assert done.new == 1


# Real files


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_real_file_is_taken_in_known_again_and_taken_back(db: Database, path: Path) -> None:
    roster = read_roster(path, today=date(2026, 3, 2))
    before = content(db)
    compared = compare_roster(db, roster)
    batch = accept(db, roster, consents_on=CONSENTS)
    assert batch.new == compared.roster.counts["new"] > 0
    again = compare_roster(db, roster).roster.counts
    assert (again["new"], again["same"] + again["changed"]) == (0, batch.new)
    assert again["changed"] == 0
    undo_batch(db, batch.batch_id, actor=HEAD)
    now = content(db)
    assert {table for table in now if now[table] != before[table]} == {"import_batch"}
    assert check_database(db) == []


def test_a_messy_list_brings_each_person_as_she_is(db: Database, tmp_path: Path) -> None:
    people = [
        RosterPerson(
            last_name=last_name,
            first_name="Вера",
            patronymic="Петровна",
            birth_date=date(1990, 1, 1 + no),
            snils="112-233-445 95" if no == 0 else "087-654-303 00",
            position="музыкальный руководитель",
            organization="МБДОУ «Детский сад № 12»",
            municipality="Дальнегорский городской округ",
            phone=f"+7900123456{no}",
            email=f"person{no}@example.ru",
            category="первая",
            education="высшее педагогическое",
            experience_years=no,
        )
        for no, last_name in enumerate(("Лебедева", "Берёзкина"))
    ]
    write_messy_roster(tmp_path / "list.xlsx", people, site="Детский сад № 7", on=date(2026, 3, 1))
    done = accept(db, read_roster(tmp_path / "list.xlsx", today=date(2026, 3, 2)), consents_on=CONSENTS)
    assert (done.new, done.left, done.restricted_written) == (2, 0, 2)
    sql = """SELECT last_name, phone, experience_years, r.snils, r.birth_date, m.oktmo FROM person AS p
             JOIN person_restricted AS r ON r.person_id = p.id JOIN organization AS o ON o.id = organization_id
             JOIN municipality AS m ON m.id = o.municipality_id ORDER BY p.id"""
    assert all_rows(db, sql) == [
        ("Лебедева", "+79001234560", 0, "112-233-445 95", "1990-01-01", "05505000"),
        ("Берёзкина", "+79001234561", 1, "087-654-303 00", "1990-01-02", "05505000"),
    ]


def test_a_list_taken_back_and_an_undo_of_it_cannot_be_misread(db: Database) -> None:
    batch = accept(db, sheet(trainee("Лебедева")))
    undo_batch(db, batch.batch_id, actor=HEAD)
    assert undo_last(db, actor=HEAD).label == "Загруженный список убран"
    assert undo_last(db, actor=HEAD).label == "Загружен список стажёров"


# Changes refused one by one, columns remembered


def test_a_refused_change_leaves_the_card_as_it_is(db: Database) -> None:
    accept(db, sheet(trainee(phone="+79001112233")))
    said = sheet(trainee(phone="+79001112244", category="первая"))
    done = accept_roster(db, said, source=SOURCE, actor=HEAD, keep={2: {"phone"}})
    assert (done.changed, done.refused) == (1, 1)
    assert all_rows(db, "SELECT phone, category FROM person") == [("+79001112233", "first")]


def test_a_row_whose_changes_are_all_refused_changes_nothing(db: Database) -> None:
    accept(db, sheet(trainee()))
    before = all_rows(db, "SELECT * FROM person")
    done = accept_roster(
        db, sheet(trainee(position="методист")), source=SOURCE, actor=HEAD, keep={2: {"position", "phone"}}
    )
    assert (done.changed, done.same, done.refused) == (0, 1, 1)
    assert all_rows(db, "SELECT * FROM person") == before


def test_a_refused_organisation_is_neither_added_nor_told_a_municipality(db: Database) -> None:
    accept(db, sheet(trainee(snils=SNILS)), consents_on=CONSENTS)
    moved = trainee(organization="Детский сад № 9", municipality="Артём", snils=SNILS)
    accept_roster(db, sheet(moved), source=SOURCE, actor=HEAD, keep={2: {"organization"}})
    assert all_rows(db, "SELECT short_name, municipality_id FROM organization") == [("МБДОУ «Детский сад № 3»", None)]


def test_a_refused_birth_date_stays_although_consents_are_attested(db: Database) -> None:
    accept(db, sheet(trainee(birth_date=date(1986, 3, 12))), consents_on=CONSENTS)
    said = sheet(trainee(birth_date=date(1987, 3, 12)))
    accept_roster(db, said, source=SOURCE, actor=HEAD, consents_on=CONSENTS, keep={2: {"birth_date"}})
    assert one(db, "SELECT birth_date FROM person_restricted") == "1986-03-12"


def test_columns_chosen_by_hand_are_remembered_for_the_layout_until_they_are_not_chosen(db: Database) -> None:
    chosen = replace(SOURCE, columns={"a" * 64: {"phone": "D", "email": ""}})
    accept_roster(db, sheet(trainee()), source=chosen, actor=HEAD)
    assert remembered_columns(db, "roster", "a" * 64) == {"phone": "D", "email": ""}
    assert remembered_columns(db, "roster", "b" * 64) == {}
    accept_roster(db, sheet(trainee()), source=replace(chosen, columns={"a" * 64: {}}), actor=HEAD)
    assert remembered_columns(db, "roster", "a" * 64) == {}


def test_a_list_taken_back_takes_its_columns_along_unless_a_later_one_chose_others(db: Database) -> None:
    chosen = replace(SOURCE, columns={"a" * 64: {"phone": "D"}})
    first = accept_roster(db, sheet(trainee()), source=chosen, actor=HEAD)
    other = replace(SOURCE, columns={"a" * 64: {"phone": "E"}})
    second = accept_roster(db, sheet(trainee()), source=other, actor=HEAD)
    undo_batch(db, first.batch_id, actor=HEAD)
    kept = remembered_columns(db, "roster", "a" * 64)
    undo_batch(db, second.batch_id, actor=HEAD)
    assert (kept, remembered_columns(db, "roster", "a" * 64)) == ({"phone": "E"}, {"phone": "D"})
