"""Consents by purpose, what they let be kept, and what undoing never brings back (152-ФЗ, domain.md §3.7)."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.commands.attachments import attach_file, detach_file
from models.commands.consents import (
    change_consent,
    give_consent,
    remove_consent,
    resume_processing,
    withdraw_consent,
)
from models.commands.merge_people import merge_people, split_people
from models.commands.restricted import clear_restricted, fields_kept, reveal_restricted, write_restricted
from models.commands.roster import RosterSource, accept_roster
from models.commands.roster_undo import undo_batch
from models.commands.undo import next_undo, redo_last, undo_last
from models.database import Database
from models.errors import UserError
from models.queries.attachments import may_leave
from models.queries.consents import masked_fields, person_consents
from models.queries.integrity import check_database
from models.rows.attachments import ConsentPlace, NewFile
from models.rows.codes import (
    ActionKind,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    PersonalDataAction,
    PersonalDataState,
    RestrictedField,
    RestrictedNeed,
    Sex,
)
from models.rows.consents import ConsentDraft, PersonConsents, RestrictedDraft
from models.rows.merge import MergeDraft
from models.rules.consents import covers
from models.rules.person_code import person_code
from models.schema.people import Consent, Person, PersonRestricted
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count, go_to

TODAY = date(2026, 3, 2)
SIGNED = date(2026, 2, 2)
SNILS, OTHER_SNILS = "112-233-445 95", "087-654-303 00"
EVERYTHING = frozenset(RestrictedField)


def sheet(**said: object) -> ConsentDraft:
    return ConsentDraft.model_validate({"purpose": ConsentPurpose.PROCESSING, "signed_on": SIGNED} | said)


def given(db: Database, person_id: int, **said: object) -> int:
    return give_consent(db, person_id, sheet(**said), actor=HEAD)


def closed(**said: object) -> RestrictedDraft:
    return RestrictedDraft.model_validate({"need": RestrictedNeed.FRDO, "snils": SNILS} | said)


def written(db: Database, person_id: int, **said: object) -> None:
    write_restricted(db, person_id, closed(**said), actor=HEAD)


def shown(db: Database, person_id: int) -> PersonConsents:
    found = person_consents(db, person_id)
    assert found is not None
    return found


def state_of(db: Database, person_id: int, purpose: ConsentPurpose = ConsentPurpose.PROCESSING) -> ConsentState:
    return next(line.state for line in shown(db, person_id).purposes if line.purpose is purpose)


def noted(db: Database) -> list[str]:
    with db.reading() as session:
        return list(
            session.connection().exec_driver_sql("SELECT action FROM personal_data_event ORDER BY id").scalars()
        )


# Consents


def test_a_consent_counts_for_its_purpose_alone(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id, purpose=ConsentPurpose.PUBLICATION)
    states = [line.state for line in shown(db, person_id).purposes]
    assert states == [ConsentState.MISSING, ConsentState.IN_FORCE, ConsentState.MISSING]


@pytest.mark.parametrize(
    ("valid_until", "state"),
    [
        (date(2026, 3, 1), ConsentState.OVER),
        (date(2026, 3, 2), ConsentState.EXPIRING),
        (date(2026, 4, 1), ConsentState.EXPIRING),
        (date(2026, 4, 2), ConsentState.IN_FORCE),
    ],
)
def test_a_consent_runs_out_after_its_last_day(db: Database, valid_until: date, state: ConsentState) -> None:
    person_id = arrange.person(db)
    given(db, person_id, valid_until=valid_until)
    assert state_of(db, person_id) is state


def test_a_renewed_consent_counts_instead_of_the_one_that_ran_out(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id)
    given(db, person_id, signed_on=date(2026, 2, 20), valid_until=date(2026, 3, 1))
    assert state_of(db, person_id) is ConsentState.IN_FORCE


def test_a_consent_signed_tomorrow_stores_nothing(db: Database) -> None:
    person_id = arrange.person(db)
    before = content(db)
    with pytest.raises(UserError, match="ещё не наступил"):
        given(db, person_id, signed_on=date(2026, 3, 3))
    assert content(db) == before


def test_a_term_that_ends_before_the_signature_is_refused_beside_its_field() -> None:
    with pytest.raises(ValidationError, match="раньше дня подписи"):
        sheet(valid_until=date(2026, 2, 1))


def test_a_consent_for_publication_names_no_closed_fields() -> None:
    with pytest.raises(ValidationError, match="публикацию"):
        sheet(purpose=ConsentPurpose.PUBLICATION, restricted={RestrictedField.SNILS})


def test_withdrawing_processing_blocks_the_person_and_closes_every_sheet_of_the_purpose(db: Database) -> None:
    person_id = arrange.person(db)
    first, _second = given(db, person_id), given(db, person_id, signed_on=date(2026, 2, 20))
    given(db, person_id, purpose=ConsentPurpose.PUBLICATION)
    withdraw_consent(db, first, TODAY, actor=HEAD)
    now = shown(db, person_id)
    assert now.state is PersonalDataState.BLOCKED
    assert [line.state for line in now.purposes] == [
        ConsentState.WITHDRAWN,
        ConsentState.IN_FORCE,
        ConsentState.MISSING,
    ]


@pytest.mark.parametrize("purpose", [ConsentPurpose.PUBLICATION, ConsentPurpose.FRDO])
def test_withdrawing_another_purpose_closes_only_that_one(db: Database, purpose: ConsentPurpose) -> None:
    person_id = arrange.person(db)
    given(db, person_id)
    withdraw_consent(db, given(db, person_id, purpose=purpose), TODAY, actor=HEAD)
    now = shown(db, person_id)
    assert now.state is PersonalDataState.ACTIVE
    assert state_of(db, person_id) is ConsentState.IN_FORCE
    assert state_of(db, person_id, purpose) is ConsentState.WITHDRAWN


@pytest.mark.parametrize(("on", "words"), [(date(2026, 3, 3), "не наступил"), (date(2026, 2, 1), "раньше дня")])
def test_a_withdrawal_lies_between_the_signature_and_today(db: Database, on: date, words: str) -> None:
    consent_id = given(db, arrange.person(db))
    with pytest.raises(UserError, match=words):
        withdraw_consent(db, consent_id, on, actor=HEAD)


def test_a_withdrawal_is_turned_back_whole(db: Database) -> None:
    person_id = arrange.person(db)
    consent_id = given(db, person_id)
    before = content(db)
    withdraw_consent(db, consent_id, TODAY, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_work_is_resumed_under_a_new_consent_only(db: Database) -> None:
    person_id = arrange.person(db)
    withdraw_consent(db, given(db, person_id), TODAY, actor=HEAD)
    with pytest.raises(UserError, match="Действующего согласия"):
        resume_processing(db, person_id, actor=HEAD)
    given(db, person_id, signed_on=TODAY)
    assert shown(db, person_id).can_resume
    resume_processing(db, person_id, actor=HEAD)
    assert shown(db, person_id).state is PersonalDataState.ACTIVE


def test_a_mistyped_consent_is_removed_and_a_withdrawn_one_is_not(db: Database) -> None:
    person_id = arrange.person(db)
    remove_consent(db, given(db, person_id), actor=HEAD)
    assert count(db, "consent") == 0
    withdrawn = given(db, person_id)
    withdraw_consent(db, withdrawn, TODAY, actor=HEAD)
    with pytest.raises(UserError, match="не убирают"):
        remove_consent(db, withdrawn, actor=HEAD)


def test_a_scan_makes_the_consent_kept_as_a_scan_and_never_leaves(db: Database, tmp_path: Path) -> None:
    consent_id = given(db, arrange.person(db))
    use_id = attach_file(db, tmp_path / "files", NewFile(b"%PDF-1.4"), place=ConsentPlace(consent_id), actor=HEAD)
    assert arrange.stored(db, Consent, consent_id).form == ConsentForm.SCAN
    assert not may_leave(db, 1)
    detach_file(db, use_id, actor=HEAD)
    assert arrange.stored(db, Consent, consent_id).form == ConsentForm.PAPER


# Closed fields


def test_closed_fields_are_stored_under_a_consent_that_names_them(db: Database) -> None:
    person_id = arrange.person(db)
    consent_id = given(db, person_id, restricted=EVERYTHING)
    written(
        db,
        person_id,
        birth_date=date(1980, 5, 17),
        sex=Sex.FEMALE,
        diploma_surname="Вымышленная",
        diploma_series="АБ",
        diploma_number="123456",
    )
    row = arrange.stored(db, PersonRestricted, person_id)
    assert (row.consent_id, row.snils, row.birth_date, row.need) == (consent_id, SNILS, date(1980, 5, 17), "frdo")


@pytest.mark.parametrize(
    ("consent", "words"),
    [
        (None, "Нет действующего согласия"),
        ({"restricted": {RestrictedField.SEX}}, "В согласии не названо: СНИЛС"),
        ({"restricted": EVERYTHING, "valid_until": date(2026, 3, 1)}, "Нет действующего согласия"),
        ({"purpose": ConsentPurpose.PUBLICATION}, "Нет действующего согласия"),
    ],
)
def test_no_closed_field_is_stored_without_a_consent_that_covers_it(
    db: Database, consent: dict[str, object] | None, words: str
) -> None:
    person_id = arrange.person(db)
    if consent is not None:
        given(db, person_id, **consent)
    with pytest.raises(UserError, match=words):
        written(db, person_id)
    assert count(db, "person_restricted") == 0


def test_a_consent_for_frdo_does_not_serve_a_contract(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id, purpose=ConsentPurpose.FRDO, restricted=EVERYTHING)
    with pytest.raises(UserError, match="Нет действующего согласия"):
        written(db, person_id, need=RestrictedNeed.CONTRACT)
    written(db, person_id)
    assert count(db, "person_restricted") == 1


def test_what_is_left_empty_stays_as_it_is_kept(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    written(db, person_id, snils=None, sex=Sex.FEMALE)
    row = arrange.stored(db, PersonRestricted, person_id)
    assert (row.snils, row.sex) == (SNILS, Sex.FEMALE)


def test_a_narrower_consent_does_not_take_over_what_it_does_not_name(db: Database) -> None:
    person_id = arrange.person(db)
    wide = given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    given(db, person_id, purpose=ConsentPurpose.FRDO, restricted={RestrictedField.SEX})
    written(db, person_id, snils=None, sex=Sex.MALE)
    assert arrange.stored(db, PersonRestricted, person_id).consent_id == wide


@pytest.mark.parametrize("snils", ["112-233-445 96", "12345"])
def test_a_snils_that_cannot_be_right_is_refused(snils: str) -> None:
    with pytest.raises(ValidationError, match="В СНИЛС не сходятся"):
        closed(snils=snils)


def test_a_birth_date_that_cannot_be_right_and_another_persons_snils_are_refused(db: Database) -> None:
    first, second = arrange.person(db), arrange.person(db)
    for each in (first, second):
        given(db, each, restricted=EVERYTHING)
    written(db, first)
    with pytest.raises(UserError, match="Дата рождения"):
        written(db, second, snils=None, birth_date=date(2020, 1, 1))
    with pytest.raises(UserError, match="уже записан"):
        written(db, second)


def test_a_change_that_would_leave_closed_fields_uncovered_is_refused(db: Database) -> None:
    person_id = arrange.person(db)
    consent_id = given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    with pytest.raises(UserError, match="которых в исправленном нет"):
        change_consent(db, consent_id, sheet(restricted={RestrictedField.SEX}), actor=HEAD)
    with pytest.raises(UserError, match="хранятся закрытые"):
        remove_consent(db, consent_id, actor=HEAD)
    change_consent(db, consent_id, sheet(restricted=EVERYTHING, valid_until=date(2027, 1, 1)), actor=HEAD)
    assert arrange.stored(db, Consent, consent_id).valid_until == date(2027, 1, 1)


def test_a_mask_shows_two_digits_and_what_is_there(db: Database) -> None:
    person_id = arrange.person(db)
    assert masked_fields(db, person_id) is None
    given(db, person_id, restricted=EVERYTHING)
    written(db, person_id, birth_date=date(1980, 5, 17))
    masked = masked_fields(db, person_id)
    assert masked is not None
    assert (masked.snils, masked.birth_date, masked.sex, masked.diploma) == ("***-***-*** 95", "**.**.****", None, None)
    assert masked.can_be_shown


def test_showing_closed_fields_is_noted_and_cannot_be_turned_back(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    before = next_undo(db)
    assert reveal_restricted(db, person_id, actor=HEAD).snils == SNILS
    assert noted(db)[-1] == PersonalDataAction.RESTRICTED_SHOWN
    assert next_undo(db) == before


def test_closed_fields_of_blocked_data_are_neither_shown_nor_written(db: Database) -> None:
    person_id = arrange.person(db)
    consent_id = given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    withdraw_consent(db, consent_id, TODAY, actor=HEAD)
    masked = masked_fields(db, person_id)
    assert masked is not None
    assert not masked.can_be_shown
    with pytest.raises(UserError, match="заблокированы"):
        reveal_restricted(db, person_id, actor=HEAD)
    with pytest.raises(UserError, match="заблокированы"):
        written(db, person_id, sex=Sex.MALE)


def test_closed_fields_are_not_shown_once_their_own_consent_is_withdrawn(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id)
    consent_id = given(db, person_id, purpose=ConsentPurpose.FRDO, restricted=EVERYTHING)
    written(db, person_id)
    withdraw_consent(db, consent_id, TODAY, actor=HEAD)
    with pytest.raises(UserError, match="больше не действует"):
        reveal_restricted(db, person_id, actor=HEAD)


def test_clearing_removes_every_closed_field(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    clear_restricted(db, person_id, actor=HEAD)
    assert count(db, "person_restricted") == 0


# Undo and the register


def out_of_reach(db: Database, sql: str, *values: object) -> None:
    """A change that «Вернуть» does not step over: as a destruction is."""
    with db.writing(action="Отозвано", actor=HEAD, kind=ActionKind.COMPENSATED) as session:
        session.connection().exec_driver_sql(sql, values)


@pytest.mark.parametrize("column", ["withdrawn_on", "destroyed_on"])
def test_undo_brings_no_closed_field_back_under_a_consent_that_is_over(db: Database, column: str) -> None:
    person_id = arrange.person(db)
    consent_id = given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    clear_restricted(db, person_id, actor=HEAD)
    out_of_reach(db, f"UPDATE consent SET {column} = '2026-03-01' WHERE id = ?", consent_id)
    undo_last(db, actor=HEAD)
    assert count(db, "person_restricted") == 0
    redo_last(db, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert count(db, "person_restricted") == 0
    assert check_database(db) == []


def test_redo_writes_no_closed_field_under_a_consent_that_is_over(db: Database) -> None:
    person_id = arrange.person(db)
    consent_id = given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    undo_last(db, actor=HEAD)
    with db.writing(action="Отозвано", actor=HEAD, kind=ActionKind.UNDO) as session:
        session.connection().exec_driver_sql(
            "UPDATE consent SET withdrawn_on = '2026-03-01' WHERE id = ?", (consent_id,)
        )
    redo_last(db, actor=HEAD)
    assert count(db, "person_restricted") == 0


def test_undo_of_a_changed_field_leaves_it_where_its_former_consent_is_over(db: Database) -> None:
    person_id = arrange.person(db)
    former = given(db, person_id, purpose=ConsentPurpose.FRDO, restricted=EVERYTHING)
    written(db, person_id)
    given(db, person_id, restricted=EVERYTHING)
    written(db, person_id, snils=OTHER_SNILS)
    out_of_reach(db, "UPDATE consent SET withdrawn_on = '2026-03-01' WHERE id = ?", former)
    undo_last(db, actor=HEAD)
    assert arrange.stored(db, PersonRestricted, person_id).snils == OTHER_SNILS


def test_undo_of_a_batch_brings_no_closed_field_back_under_a_withdrawn_consent(db: Database) -> None:
    source = RosterSource("список.xlsx", "0" * 64)
    first = arrange.sheet(arrange.trainee(snils=SNILS))
    accept_roster(db, first, source=source, actor=HEAD, consents_on=SIGNED)
    with db.reading() as session:
        person_id, former = (
            session.connection().exec_driver_sql("SELECT person_id, consent_id FROM person_restricted").one()
        )
    withdraw_consent(db, former, TODAY, actor=HEAD)
    given(db, person_id, signed_on=TODAY)
    resume_processing(db, person_id, actor=HEAD)
    second = arrange.sheet(arrange.trainee(snils=SNILS, birth_date=date(1980, 5, 17)))
    batch = accept_roster(db, second, source=source, actor=HEAD, consents_on=TODAY)
    assert arrange.stored(db, PersonRestricted, person_id).consent_id != former
    undo_batch(db, batch.batch_id, actor=HEAD)
    assert arrange.stored(db, PersonRestricted, person_id).consent_id != former


def test_the_register_tells_what_was_done_to_whom_by_code(db: Database) -> None:
    person_id = arrange.person(db, "Уникальнова")
    consent_id = given(db, person_id, restricted=EVERYTHING)
    written(db, person_id)
    withdraw_consent(db, consent_id, TODAY, actor=HEAD)
    assert noted(db) == ["consent_given", "restricted_written", "consent_withdrawn", "blocked"]
    with db.reading() as session:
        lines = session.connection().exec_driver_sql("SELECT subject_code, basis FROM personal_data_event").all()
    assert {code for code, _basis in lines} == {person_code(person_id)}
    assert all("Уникальнова" not in basis and SNILS not in basis for _code, basis in lines)


def test_the_register_tells_of_everybody_in_a_list_and_of_its_undoing(db: Database) -> None:
    people = arrange.sheet(arrange.trainee("Грушева", snils=SNILS), arrange.trainee("Сливина"))
    batch = accept_roster(db, people, source=RosterSource("список.xlsx", "0" * 64), actor=HEAD, consents_on=SIGNED)
    assert noted(db) == ["consent_given", "consent_given", "restricted_written"]
    undo_batch(db, batch.batch_id, actor=HEAD)
    assert noted(db)[3:] == ["turned_back", "turned_back"]


def test_the_register_is_never_turned_back(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id)
    undo_last(db, actor=HEAD)
    redo_last(db, actor=HEAD)
    assert noted(db) == ["consent_given", "turned_back", "repeated"]
    assert state_of(db, person_id) is ConsentState.IN_FORCE


# Ways round a withdrawal


def test_a_sheet_signed_before_the_withdrawal_is_not_entered_after_it(db: Database) -> None:
    person_id = arrange.person(db)
    withdraw_consent(db, given(db, person_id), date(2026, 2, 20), actor=HEAD)
    before = content(db)
    with pytest.raises(UserError, match="позже дня подписи"):
        given(db, person_id, signed_on=date(2026, 2, 19))
    assert content(db) == before
    given(db, person_id, signed_on=date(2026, 2, 20))


def test_a_new_sheet_is_not_dated_back_before_the_withdrawal(db: Database) -> None:
    person_id = arrange.person(db)
    withdraw_consent(db, given(db, person_id), date(2026, 2, 20), actor=HEAD)
    anew = given(db, person_id, signed_on=date(2026, 2, 21))
    with pytest.raises(UserError, match="позже дня подписи"):
        change_consent(db, anew, sheet(signed_on=date(2026, 2, 1)), actor=HEAD)


def test_a_list_attests_nothing_that_was_withdrawn_since(db: Database) -> None:
    accept_roster(db, arrange.sheet(arrange.trainee()), source=RosterSource("a.xlsx", "0"), actor=HEAD)
    with db.reading() as session:
        person_id = int(session.connection().exec_driver_sql("SELECT max(id) FROM person").scalar_one())
    withdraw_consent(db, given(db, person_id), date(2026, 2, 20), actor=HEAD)
    given(db, person_id, signed_on=date(2026, 2, 21))
    resume_processing(db, person_id, actor=HEAD)
    told = arrange.sheet(arrange.trainee(snils=SNILS))
    with pytest.raises(UserError, match="отозвано позже"):
        accept_roster(db, told, source=RosterSource("b.xlsx", "1"), actor=HEAD, consents_on=SIGNED)
    assert count(db, "person_restricted") == 0


def test_a_list_leaves_closed_fields_that_its_paper_does_not_name(db: Database) -> None:
    accept_roster(db, arrange.sheet(arrange.trainee()), source=RosterSource("a.xlsx", "0"), actor=HEAD)
    with db.reading() as session:
        person_id = int(session.connection().exec_driver_sql("SELECT max(id) FROM person").scalar_one())
    given(db, person_id, restricted={RestrictedField.SEX})
    written(db, person_id, snils=None, sex=Sex.FEMALE)
    told = arrange.sheet(arrange.trainee(snils=SNILS))
    accepted = accept_roster(db, told, source=RosterSource("b.xlsx", "1"), actor=HEAD, consents_on=SIGNED)
    assert (accepted.restricted_written, accepted.restricted_dropped) == (0, 1)
    assert arrange.stored(db, PersonRestricted, person_id).snils is None


def test_merging_withdraws_what_the_other_card_had_signed_before(db: Database) -> None:
    stays, goes = arrange.person(db, "Первая"), arrange.person(db, "Вторая")
    given(db, stays, signed_on=date(2026, 2, 1))
    withdraw_consent(db, given(db, goes, signed_on=date(2026, 2, 2)), date(2026, 2, 20), actor=HEAD)
    merge_people(db, stays, goes, MergeDraft(), actor=HEAD)
    with pytest.raises(UserError, match="остаются заблокированными"):
        resume_processing(db, stays, actor=HEAD)


def test_who_withdrew_while_two_cards_were_one_is_blocked_on_her_own_again(db: Database) -> None:
    stays, goes = arrange.person(db, "Первая"), arrange.person(db, "Вторая")
    given(db, goes)
    uid = arrange.stored(db, Person, goes).uid
    merge_people(db, stays, goes, MergeDraft(), actor=HEAD)
    withdraw_consent(db, 1, TODAY, actor=HEAD)
    split_people(db, uid, actor=HEAD)
    assert shown(db, goes).state is PersonalDataState.BLOCKED


def test_undoing_does_not_bring_closed_fields_back_once_the_consent_ran_out(db: Database) -> None:
    person_id = arrange.person(db)
    given(db, person_id, restricted=EVERYTHING, valid_until=date(2026, 3, 10))
    written(db, person_id)
    clear_restricted(db, person_id, actor=HEAD)
    go_to(db, date(2026, 3, 11))
    undo_last(db, actor=HEAD)
    assert count(db, "person_restricted") == 0


def test_taking_a_list_back_leaves_what_it_added_to_a_sheet_that_closed_fields_stand_on(db: Database) -> None:
    accept_roster(db, arrange.sheet(arrange.trainee()), source=RosterSource("a.xlsx", "0"), actor=HEAD)
    with db.reading() as session:
        person_id = int(session.connection().exec_driver_sql("SELECT max(id) FROM person").scalar_one())
    consent_id = given(db, person_id)
    told = arrange.sheet(arrange.trainee(snils=SNILS))
    batch = accept_roster(db, told, source=RosterSource("b.xlsx", "1"), actor=HEAD, consents_on=SIGNED)
    written(db, person_id, snils=OTHER_SNILS)
    undo_batch(db, batch.batch_id, actor=HEAD)
    kept = arrange.stored(db, PersonRestricted, person_id)
    assert (kept.snils, kept.consent_id) == (OTHER_SNILS, consent_id)
    assert covers(arrange.stored(db, Consent, consent_id).data_scope, fields_kept(kept))
