"""Two cards of one person: everything of the other comes along, nothing is lost, and it can be split again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import log
from models.commands.consents import give_consent, resume_processing, withdraw_consent
from models.commands.events import mark_attendance
from models.commands.merge_people import merge_people, set_people_apart, split_people
from models.commands.organizations import merge_organizations
from models.commands.people import remove_trainees
from models.commands.programs import enroll, expel
from models.commands.undo import redo_last, undo_last
from models.database import Actor, Database
from models.errors import UserError
from models.merge_clashes import CLASHES
from models.queries.history import recent_actions
from models.queries.integrity import check_database
from models.queries.merge_sides import merged_people, people_sides
from models.queries.peer_reviews import stream_reviews
from models.queries.person_history import person_history
from models.queries.personal_data import kept_data_paper
from models.repoint import links_to, repoint, unique_keys
from models.rows.codes import ConsentPurpose, EnrollmentStatus, PersonalDataAction, PersonalDataState, Presence
from models.rows.consents import ConsentDraft
from models.rows.events import Mark
from models.rows.merge import MergeDraft, OrganizationMergeDraft
from models.rules.person_code import person_code
from models.schema.people import Person, PersonAlias, PersonRestricted
from tests.conftest import SOAK
from tests.models.commands import arrange
from tests.models.make import HEAD, content, copied_database, count, engine_of, make_consent, make_restricted, run

NOTHING = MergeDraft()
SETTLED_BEFOREHAND = frozenset({"person_apart", "organization_apart", "person_restricted"})
"""Tables with a unique key that a merge puts in order before anything is repointed."""
MERGED_ALONG = ("enrollment", "diagnostic_card", "route", "final_work")
"""Tables whose rows a rule makes one, so that what points to them clashes too."""
SIGNED = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 2, 1))


@pytest.fixture
def pair(db: Database) -> tuple[int, int]:
    """One person twice: as she was and after her marriage."""
    stays = arrange.person(db, "Лебедева", phone="+79001234567")
    return stays, arrange.person(db, "Зуева", email="z@example.ru")


def uid_of(db: Database, person_id: int) -> str:
    return arrange.stored(db, Person, person_id).uid


def value(db: Database, sql: str) -> object:
    with db.reading() as session:
        return session.connection().exec_driver_sql(sql).scalar()


def insert(db: Database, table: str, **values: object) -> None:
    """A row as an action of its own."""
    stamped = values | {"created_at": "", "updated_at": ""}
    names, marks = ", ".join(stamped), ", ".join("?" * len(stamped))
    run(db, f"INSERT INTO {table} ({names}) VALUES ({marks})", *stamped.values())


def test_the_chosen_values_stay(db: Database, pair: tuple[int, int]) -> None:
    merge_people(db, *pair, MergeDraft(from_gone=frozenset({"last_name", "email"})), actor=HEAD)
    card = arrange.stored(db, Person, pair[0])
    assert (card.last_name, card.name_key, card.phone, card.email) == (
        "Зуева",
        "зуевамария",
        "+79001234567",
        "z@example.ru",
    )
    assert count(db, "person") == 1


def test_the_uid_that_was_given_up_leads_to_the_one_that_stays(db: Database, pair: tuple[int, int]) -> None:
    kept, given_up = (uid_of(db, each) for each in pair)
    merge_people(db, *pair, NOTHING, actor=HEAD)
    alias = arrange.stored(db, PersonAlias, given_up)  # pyright: ignore[reportArgumentType] - its key is a uid
    assert (alias.person_id, alias.former_id) == pair
    assert uid_of(db, pair[0]) == kept


def test_a_second_merge_brings_the_first_alias_along(db: Database, pair: tuple[int, int]) -> None:
    third = arrange.person(db, "Ким")
    merge_people(db, *pair, NOTHING, actor=HEAD)
    merge_people(db, third, pair[0], NOTHING, actor=HEAD)
    assert value(db, f"SELECT count(*) FROM person_alias WHERE person_id = {third}") == 2


def test_the_better_mark_of_one_event_stays(db: Database, pair: tuple[int, int]) -> None:
    event = arrange.event(db, arrange.person(db))
    mark_attendance(db, event, [Mark(pair[0], Presence.ABSENT), Mark(pair[1], Presence.PRESENT, 40)], actor=HEAD)
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert value(db, "SELECT json_array(person_id, state, minutes) FROM attendance") == f'[{pair[0]},"present",40]'


def test_the_earlier_place_in_a_stream_stays_with_what_both_did(db: Database, pair: tuple[int, int]) -> None:
    stream = arrange.stream(db, arrange.person(db))
    enroll(db, stream, [arrange.place(pair[0], enrolled_on=date(2026, 2, 1))], actor=HEAD)
    enroll(db, stream, [arrange.place(pair[1], enrolled_on=date(2026, 1, 15))], actor=HEAD)
    first, earlier = (value(db, f"SELECT id FROM enrollment WHERE person_id = {each}") for each in pair)
    insert(db, "module", program_id=1, no=1, title="Модуль", hours=2, mode="remote")
    insert(db, "assignment", module_id=1, title="Эссе", is_mandatory=1)
    insert(db, "submission", assignment_id=1, enrollment_id=first, state="accepted")
    insert(db, "submission", assignment_id=1, enrollment_id=earlier, state="returned")
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert value(db, "SELECT json_group_array(json_array(id, person_id, enrolled_on)) FROM enrollment") == (
        f'[[{earlier},{pair[0]},"2026-01-15"]]'
    )
    assert value(db, "SELECT json_group_array(json_array(enrollment_id, state)) FROM submission") == (
        f'[[{earlier},"accepted"]]'
    )


def test_somebody_expelled_under_one_card_and_studying_under_the_other_is_studying(
    db: Database, pair: tuple[int, int]
) -> None:
    stream = arrange.stream(db, arrange.person(db), *pair)
    expel(
        db, int(str(value(db, f"SELECT id FROM enrollment WHERE person_id = {pair[0]}"))), date(2026, 2, 1), actor=HEAD
    )
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert value(db, f"SELECT json_array(status, left_on) FROM enrollment WHERE stream_id = {stream}") == (
        f'["{EnrollmentStatus.STUDYING}",null]'
    )


def test_who_leads_an_event_is_not_its_co_leader_too(db: Database, pair: tuple[int, int]) -> None:
    arrange.event(db, pair[0], co_leader_ids=[pair[1]])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert count(db, "event_leader") == 0


def test_who_reviewed_under_her_other_card_does_not_become_her_own_reviewer(
    db: Database, pair: tuple[int, int]
) -> None:
    third = arrange.person(db, "Ким")
    stream = arrange.stream(db, arrange.person(db), *pair, third)
    author, *reviewers = (
        int(str(value(db, f"SELECT id FROM enrollment WHERE person_id = {each}"))) for each in (*pair, third)
    )
    insert(db, "final_work", enrollment_id=author, title="Работа", state="submitted")
    for reviewer in reviewers:
        insert(db, "peer_review", final_work_id=1, reviewer_id=reviewer, state="missing")
    before, uid = content(db), uid_of(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert [(each.author_person_id, each.reviewer) for each in stream_reviews(db, stream)] == [(pair[0], "Ким М.")]
    split_people(db, uid, actor=HEAD)
    assert content(db) == before


def test_closed_fields_come_along_under_their_consent(db: Database, pair: tuple[int, int]) -> None:
    make_restricted(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert arrange.stored(db, PersonRestricted, pair[0]).snils == "112-233-445 95"
    assert check_database(db) == []


def test_closed_fields_under_a_consent_withdrawn_do_not_come_along(db: Database, pair: tuple[int, int]) -> None:
    make_restricted(db, pair[1])
    run(db, "UPDATE consent SET withdrawn_on = '2026-02-20'")
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert (count(db, "person_restricted"), count(db, "consent")) == (0, 1)


@pytest.mark.parametrize("lapsed", [0, 1])
def test_closed_fields_that_go_for_want_of_a_consent_are_told_before_and_after(
    db: Database, pair: tuple[int, int], lapsed: int
) -> None:
    for person, snils in zip(pair, ("112-233-445 95", "123-456-789 64"), strict=True):
        make_restricted(db, person, snils=snils)
    run(db, "UPDATE consent SET valid_until = '2026-02-10' WHERE person_id = ?", pair[lapsed])
    sides = people_sides(db, *pair)
    told = merge_people(db, *pair, NOTHING, actor=HEAD)
    assert told.lost == ("Без действующего согласия не сохраняются закрытые сведения: СНИЛС",)
    assert sides.notes == (f"{told.lost[0]}.",)
    assert "snils" not in {field.key for field in sides.fields}
    left = ("123-456-789 64", "112-233-445 95")[lapsed]
    assert arrange.stored(db, PersonRestricted, pair[0]).snils == left
    cleared = "SELECT count(*) FROM personal_data_event WHERE action = 'restricted_cleared'"
    assert value(db, cleared) == 1


def test_closed_fields_go_with_a_consent_that_a_withdrawal_on_the_other_card_ends(
    db: Database, pair: tuple[int, int]
) -> None:
    make_restricted(db, pair[1])
    make_consent(db, pair[0])
    arrange.event(db, pair[0])
    arrange.event(db, pair[0])
    run(db, "UPDATE consent SET withdrawn_on = '2026-02-20' WHERE person_id = ?", pair[0])
    notes = people_sides(db, *pair).notes
    assert notes == tuple(f"{each}." for each in merge_people(db, *pair, NOTHING, actor=HEAD).lost)
    assert count(db, "person_restricted") == 0


def test_closed_fields_of_both_need_one_consent_that_names_them(db: Database, pair: tuple[int, int]) -> None:
    for person, snils in zip(pair, ("112-233-445 95", "123-456-789 64"), strict=True):
        make_restricted(db, person, snils=snils)
    run(db, "UPDATE person_restricted SET sex = 'female'")
    run(db, "UPDATE consent SET data_scope = 'СНИЛС'")
    before = content(db)
    with pytest.raises(UserError, match="Ни в одном из согласий"):
        merge_people(db, *pair, MergeDraft(from_gone=frozenset({"snils"})), actor=HEAD)
    assert content(db) == before
    run(db, "UPDATE consent SET data_scope = 'СНИЛС, пол'")
    merge_people(db, *pair, MergeDraft(from_gone=frozenset({"snils"})), actor=HEAD)
    assert arrange.stored(db, PersonRestricted, pair[0]).snils == "123-456-789 64"
    assert check_database(db) == []


def test_data_withdrawn_on_either_card_are_withdrawn(db: Database, pair: tuple[int, int]) -> None:
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert arrange.stored(db, Person, pair[0]).pd_state == PersonalDataState.BLOCKED


@pytest.mark.parametrize("state", ["depersonalised", "destroyed"])
def test_a_card_without_a_name_is_merged_with_nobody(db: Database, pair: tuple[int, int], state: str) -> None:
    run(db, "UPDATE person SET pd_state = ? WHERE id = ?", state, pair[1])
    with pytest.raises(UserError, match="объединить её нельзя"):
        merge_people(db, *pair, NOTHING, actor=HEAD)


def test_a_card_is_not_merged_with_itself(db: Database, pair: tuple[int, int]) -> None:
    with pytest.raises(UserError, match="одна и та же"):
        merge_people(db, pair[0], pair[0], NOTHING, actor=HEAD)


def test_who_was_told_apart_from_one_is_apart_from_the_merged(db: Database, pair: tuple[int, int]) -> None:
    other = arrange.person(db, "Зуева")
    set_people_apart(db, pair[1], other, actor=HEAD)
    set_people_apart(db, *pair, actor=HEAD)
    merge_people(db, *pair, NOTHING, actor=HEAD)
    assert value(db, "SELECT json_group_array(json_array(first_id, second_id)) FROM person_apart") == (
        f"[[{pair[0]},{other}]]"
    )


def test_the_history_of_both_is_kept(db: Database, pair: tuple[int, int]) -> None:
    merge_people(db, *pair, NOTHING, actor=HEAD)
    titles = [record.title for entry in person_history(db, pair[0]) for record in entry.records]
    assert "прежняя карточка объединена с этой" in titles
    assert titles.count("прежняя карточка заведена") == 1


def test_every_unique_key_over_people_has_its_rule(db: Database) -> None:
    """Fails for a table of the future that a merge would not know how to settle."""
    with db.reading() as session:
        connection = session.connection()
        clashing = {
            link.table
            for table in ("person", "organization", *MERGED_ALONG)
            for link in links_to(connection, table)
            if unique_keys(connection, link)
        }
    assert clashing == CLASHES.keys() | SETTLED_BEFOREHAND


def test_a_table_of_the_future_is_repointed_too(db: Database, pair: tuple[int, int]) -> None:
    with engine_of(db).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE later (id INTEGER PRIMARY KEY, who INTEGER REFERENCES person (id))")
        connection.exec_driver_sql("INSERT INTO later (who) VALUES (?)", (pair[1],))
        repoint(connection, "person", stays=pair[0], goes=pair[1], rules=CLASHES)
        assert connection.exec_driver_sql("SELECT who FROM later").scalar_one() == pair[0]


def test_columns_that_name_a_person_without_a_foreign_key_are_known(db: Database) -> None:
    """Who wrote a row and who acted is history, not the card; anything else must point to the person."""
    with db.reading() as session:
        connection = session.connection()
        linked = set(links_to(connection, "person"))
        loose = {
            (table, column)
            for table in log.user_tables(connection)
            for column in log.table_shape(connection, table).columns
            if column in ("person_id", "leader_id", "tutor_id", "responsible_id") and (table, column) not in linked
        }
    assert loose == set()


def test_split_again_it_is_as_before(db: Database, pair: tuple[int, int]) -> None:
    make_restricted(db, pair[1])
    before, uid = content(db), uid_of(db, pair[1])
    merge_people(db, *pair, MergeDraft(from_gone=frozenset({"last_name"})), actor=HEAD)
    assert split_people(db, uid, actor=HEAD).kept == ()
    assert content(db) == before


def test_a_card_does_not_stay_blocked_by_a_consent_that_went_back_to_the_other(
    db: Database, pair: tuple[int, int]
) -> None:
    given = give_consent(db, pair[1], SIGNED, actor=HEAD)
    uid = uid_of(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    withdraw_consent(db, given, date(2026, 2, 25), actor=HEAD)
    split_people(db, uid, actor=HEAD)
    states = [arrange.stored(db, Person, each).pd_state for each in pair]
    assert states == [PersonalDataState.ACTIVE, PersonalDataState.BLOCKED]


def test_a_card_blocked_before_it_was_merged_is_blocked_after_the_split(db: Database, pair: tuple[int, int]) -> None:
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", pair[0])
    uid = uid_of(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    split_people(db, uid, actor=HEAD)
    states = [arrange.stored(db, Person, each).pd_state for each in pair]
    assert states == [PersonalDataState.BLOCKED, PersonalDataState.ACTIVE]


def test_a_second_withdrawal_while_merged_ends_the_consent_the_first_had_ended(
    db: Database, pair: tuple[int, int]
) -> None:
    _first, second = (give_consent(db, each, SIGNED, actor=HEAD) for each in pair)
    uid = uid_of(db, pair[1])
    withdraw_consent(db, second, date(2026, 2, 20), actor=HEAD)
    merge_people(db, *pair, NOTHING, actor=HEAD)
    given = give_consent(db, pair[0], SIGNED.model_copy(update={"signed_on": date(2026, 2, 21)}), actor=HEAD)
    resume_processing(db, pair[0], actor=HEAD)
    withdraw_consent(db, given, date(2026, 2, 25), actor=HEAD)
    split_people(db, uid, actor=HEAD)
    assert [arrange.stored(db, Person, each).pd_state for each in pair] == [PersonalDataState.BLOCKED] * 2
    assert value(db, "SELECT count(*) FROM consent WHERE withdrawn_on IS NULL") == 0


def test_what_was_changed_by_hand_since_stays_and_is_told(db: Database, pair: tuple[int, int]) -> None:
    uid = uid_of(db, pair[1])
    merge_people(db, *pair, MergeDraft(from_gone=frozenset({"last_name", "email"})), actor=HEAD)
    run(db, "UPDATE person SET email = 'new@example.ru' WHERE id = ?", pair[0])
    told = split_people(db, uid, actor=HEAD).kept
    assert told == ("Почта: исправлено после объединения, осталось как есть",)
    card = arrange.stored(db, Person, pair[0])
    assert (card.last_name, card.email, card.name_key) == ("Лебедева", "new@example.ru", "лебедевамария")


def test_what_was_added_since_stays_with_the_card_and_is_told(db: Database, pair: tuple[int, int]) -> None:
    uid = uid_of(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    make_consent(db, pair[0])
    assert split_people(db, uid, actor=HEAD).kept == (
        "Добавленное после объединения осталось у одной карточки: 1\N{NO-BREAK SPACE}согласие",
    )


def test_closed_fields_do_not_return_under_a_consent_withdrawn_since(db: Database, pair: tuple[int, int]) -> None:
    make_restricted(db, pair[1])
    uid = uid_of(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    run(db, "UPDATE consent SET withdrawn_on = '2026-02-25'")
    run(db, "DELETE FROM person_restricted")
    assert "с тех пор убрано" in split_people(db, uid, actor=HEAD).kept[0]
    assert (count(db, "person"), count(db, "person_restricted")) == (2, 0)


def test_a_mark_at_an_event_removed_since_does_not_return(db: Database, pair: tuple[int, int]) -> None:
    event = arrange.event(db, arrange.person(db))
    mark_attendance(db, event, [Mark(each, Presence.PRESENT) for each in pair], actor=HEAD)
    uid = uid_of(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    run(db, "DELETE FROM event")
    assert split_people(db, uid, actor=HEAD).kept == ("Отметка: прежняя запись не вернулась, её основания больше нет",)
    assert check_database(db) == []


def test_a_card_removed_and_brought_back_is_split_as_before(db: Database, pair: tuple[int, int]) -> None:
    """Its aliases come back with it, by an action that is not the merge."""
    third = arrange.person(db, "Ким")
    before, uid, other = content(db), uid_of(db, third), uid_of(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    merged = content(db)
    merge_people(db, pair[0], third, NOTHING, actor=HEAD)
    remove_trainees(db, [pair[0]], actor=HEAD)
    undo_last(db, actor=HEAD)
    assert [card.uid for card in merged_people(db)] == [uid, other]
    split_people(db, uid, actor=HEAD)
    assert content(db) == merged
    split_people(db, other, actor=HEAD)
    assert content(db) == before


def test_a_card_whose_organization_was_merged_since_comes_back_to_the_merged_one(
    db: Database, pair: tuple[int, int]
) -> None:
    uid, place = uid_of(db, pair[1]), arrange.stored(db, Person, pair[1]).organization_id
    merge_people(db, *pair, MergeDraft(from_gone=frozenset({"organization_id"})), actor=HEAD)
    former = arrange.stored(db, Person, pair[0]).organization_id
    other = arrange.organization(db)
    merge_organizations(db, other, place, OrganizationMergeDraft(), actor=HEAD)
    split_people(db, uid, actor=HEAD)
    assert former == place
    assert arrange.stored(db, Person, pair[1]).organization_id == other
    assert check_database(db) == []


def test_places_added_since_in_bulk_are_told_too(db: Database, pair: tuple[int, int]) -> None:
    uid = uid_of(db, pair[1])
    merge_people(db, *pair, NOTHING, actor=HEAD)
    arrange.stream(db, arrange.person(db), pair[0])
    assert split_people(db, uid, actor=HEAD).kept == (
        "Добавленное после объединения осталось у одной карточки: 1\N{NO-BREAK SPACE}поток",
    )


def test_the_register_tells_of_a_merge_and_a_split_under_both_codes(db: Database, pair: tuple[int, int]) -> None:
    arrange.fill_passport(db)
    uid, both = uid_of(db, pair[1]), " и ".join(map(person_code, pair))
    merge_people(db, *pair, NOTHING, actor=HEAD)
    lines = kept_data_paper(db, pair[0]).lines
    assert [(line.action, line.subject_code, line.basis) for line in lines] == [
        (PersonalDataAction.MERGED, person_code(each), both) for each in pair
    ]
    split_people(db, uid, actor=HEAD)
    lines = kept_data_paper(db, pair[0]).lines
    assert [line.action for line in lines] == [PersonalDataAction.MERGED, PersonalDataAction.SPLIT]


def test_who_acted_is_named_after_her_cards_were_merged(db: Database, pair: tuple[int, int]) -> None:
    actor = Actor(pair[1])
    arrange.organization(db)
    set_people_apart(db, pair[0], arrange.person(db, "Ким"), actor=actor)
    merge_people(db, *pair, NOTHING, actor=HEAD)
    named = {line.label: line.actor for line in recent_actions(db)}
    assert named["Отмечено: разные люди"] == "Лебедева М."


def test_an_earlier_merge_is_split_after_the_later_one(db: Database, pair: tuple[int, int]) -> None:
    uid = uid_of(db, pair[1])
    third = arrange.person(db, "Ким")
    merge_people(db, *pair, NOTHING, actor=HEAD)
    merge_people(db, third, pair[0], NOTHING, actor=HEAD)
    with pytest.raises(UserError, match="объединили с ещё одной"):
        split_people(db, uid, actor=HEAD)


@settings(max_examples=150 if SOAK else 10)
@given(data=st.data())
def test_undo_of_any_merge_restores_the_database_exactly(data: st.DataObject) -> None:
    with busy_site(data) as (db, people):
        stays, goes = data.draw(st.permutations(people))[:2]
        chosen = frozenset(data.draw(st.sets(st.sampled_from(("last_name", "phone", "note", "organization_id")))))
        before, uid = content(db), uid_of(db, goes)
        merge_people(db, stays, goes, MergeDraft(from_gone=chosen), actor=HEAD)
        merged = content(db)
        assert check_database(db) == []
        undo_last(db, actor=HEAD)
        assert content(db) == before
        redo_last(db, actor=HEAD)
        assert content(db) == merged
        assert split_people(db, uid, actor=HEAD).kept == ()
        assert content(db) == before


@settings(max_examples=150 if SOAK else 10)
@given(data=st.data())
def test_a_split_leaves_only_later_edits_and_lists_them(data: st.DataObject) -> None:
    with busy_site(data) as (db, people):
        stays, goes = data.draw(st.permutations(people))[:2]
        before, uid = content(db), uid_of(db, goes)
        merge_people(db, stays, goes, MergeDraft(from_gone=frozenset({"last_name", "phone"})), actor=HEAD)
        edits = data.draw(st.sets(st.sampled_from(("phone", "note")), min_size=1))
        for field in sorted(edits):
            run(db, f"UPDATE person SET {field} = 'иное' WHERE id = ?", stays)
        told = split_people(db, uid, actor=HEAD).kept
        after = content(db)
        assert {table for table in before if before[table] != after[table]} == {"person"}
        assert len(set(before["person"]) - set(after["person"])) == 1
        assert told in ((), ("Телефон: исправлено после объединения, осталось как есть",))
        card = arrange.stored(db, Person, stays)
        assert all(getattr(card, field) == "иное" for field in edits)


@contextmanager
def busy_site(data: st.DataObject) -> Iterator[tuple[Database, list[int]]]:
    """Three people with marks, places, routes, diagnostics and consents in common, by chance."""
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        place = arrange.organization(db)
        people = [arrange.person(db, name, at=place) for name in ("Вишнёва", "Грушева", "Яблокова")]
        run(db, "UPDATE person SET phone = '+79001234567' WHERE id = ?", data.draw(st.sampled_from(people)))
        some = st.sets(st.sampled_from(people)).map(sorted)
        event = arrange.event(db, data.draw(st.sampled_from(people)), co_leader_ids=data.draw(some))
        states = st.sampled_from((Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED))
        if present := [Mark(each, data.draw(states)) for each in data.draw(some)]:
            mark_attendance(db, event, present, actor=HEAD)
        stream = arrange.stream(db, people[0])
        for each in data.draw(some):
            day = data.draw(st.sampled_from((date(2026, 1, 12), date(2026, 1, 20))))
            enroll(db, stream, [arrange.place(each, enrolled_on=day)], actor=HEAD)
            place_id = value(db, "SELECT max(id) FROM enrollment")
            if data.draw(st.booleans()):
                insert(db, "route", enrollment_id=place_id, status="draft")
                insert(db, "route_item", route_id=value(db, "SELECT max(id) FROM route"), deficit="Речь")
            if data.draw(st.booleans()):
                insert(db, "diagnostic_card", enrollment_id=place_id, stage="entry", filled_on=day.isoformat())
                card = value(db, "SELECT max(id) FROM diagnostic_card")
                insert(db, "diagnostic_item", card_id=card, competence_id=1, self_score=2, is_deficit=0)
        for snils, each in zip(("112-233-445 95", "123-456-789 64"), data.draw(some), strict=False):
            make_restricted(db, each, snils=snils)
        yield db, people
        db.close()
