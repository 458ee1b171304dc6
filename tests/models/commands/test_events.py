"""The event log and its marks, as the methodologist uses them."""

from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from models.commands.events import change_event, clear_marks, mark_attendance, record_event, remove_event, set_guests
from models.commands.plans import change_plan_item
from models.commands.undo import next_undo, redo_last, undo_last
from models.database import Database, open_database
from models.errors import UserError
from models.identity import VLADIVOSTOK, FixedClock, seeded_uids
from models.queries.events import attendance_sheet
from models.rows.codes import Mode, PlanItemStatus, Presence
from models.rows.events import Mark
from models.rules.attendance import marks_of
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count, history

TODAY = date(2026, 3, 2)


@pytest.fixture
def leader(db: Database) -> int:
    return arrange.person(db, "Ведущая")


@pytest.fixture
def item(db: Database, leader: int) -> int:
    plan_id = arrange.plan(db)
    item_id = arrange.plan_item(db, plan_id, leader)
    arrange.approve(db, plan_id)
    return item_id


def one(db: Database, sql: str, *values: object) -> object:
    with db.reading() as session:
        return session.connection().exec_driver_sql(sql, values).scalar()


def status_of(db: Database, item_id: int) -> object:
    return one(db, "SELECT status FROM plan_item WHERE id = ?", item_id)


def marks(db: Database, event_id: int) -> dict[int, Presence]:
    return {line.person_id: line.state for line in attendance_sheet(db, event_id) if line.state}


def links(db: Database, table: str, event_id: int) -> list[object]:
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            f"SELECT * FROM {table} WHERE event_id = ? ORDER BY 2", (event_id,)
        )
        return [row[1] for row in found]


# What an event does to its plan item


@pytest.mark.parametrize("held_on", [date(2026, 2, 10), TODAY])
def test_an_event_that_was_held_fulfils_its_plan_item(db: Database, leader: int, item: int, held_on: date) -> None:
    arrange.event(db, leader, plan_item_id=item, held_on=held_on)
    assert status_of(db, item) == "done"


def test_an_event_that_is_still_to_come_fulfils_nothing(db: Database, leader: int, item: int) -> None:
    arrange.event(db, leader, plan_item_id=item, held_on=date(2026, 3, 3))
    assert status_of(db, item) == "planned"


def test_recording_an_event_of_an_item_is_one_action(db: Database, leader: int, item: int) -> None:
    before = content(db)
    arrange.event(db, leader, plan_item_id=item)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_event_does_not_overwrite_that_an_item_was_cancelled(db: Database, leader: int, item: int) -> None:
    said = arrange.item_draft(leader, status=PlanItemStatus.CANCELLED, reason="Карантин")
    change_plan_item(db, item, said, actor=HEAD)
    arrange.event(db, leader, plan_item_id=item)
    assert status_of(db, item) == "cancelled"


def move_away(db: Database, leader: int, item: int) -> None:
    moved = {"status": PlanItemStatus.POSTPONED, "postponed_to": date(2026, 3, 20), "reason": "Карантин"}
    change_plan_item(db, item, arrange.item_draft(leader, **moved), actor=HEAD)


def test_an_item_that_was_moved_is_done_once_its_event_was_held(db: Database, leader: int, item: int) -> None:
    move_away(db, leader, item)
    arrange.event(db, leader, plan_item_id=item, held_on=date(2026, 3, 1))
    said = one(db, "SELECT status || ' ' || postponed_to || ' ' || reason FROM plan_item WHERE id = ?", item)
    assert said == "done 2026-03-20 Карантин"


def test_an_item_that_was_moved_waits_for_an_event_written_down_ahead(db: Database, leader: int, item: int) -> None:
    move_away(db, leader, item)
    arrange.event(db, leader, plan_item_id=item, held_on=date(2026, 3, 20))
    assert status_of(db, item) == "postponed"


def test_a_mark_at_the_event_before_the_move_leaves_the_item_moved(db: Database, leader: int, item: int) -> None:
    event_id = arrange.event(db, leader, plan_item_id=item)
    move_away(db, leader, item)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT)], actor=HEAD)
    set_guests(db, event_id, 5, actor=HEAD)
    change_event(db, event_id, arrange.event_draft(leader, plan_item_id=item, outcome="Памятка"), actor=HEAD)
    assert status_of(db, item) == "postponed"


def test_a_mark_at_the_event_of_the_new_day_makes_a_moved_item_done(db: Database, leader: int, item: int) -> None:
    event_id = arrange.event(db, leader, plan_item_id=item, held_on=date(2026, 3, 1))
    move_away(db, leader, item)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT)], actor=HEAD)
    assert status_of(db, item) == "done"


def test_without_its_event_a_moved_item_is_moved_again(db: Database, leader: int, item: int) -> None:
    move_away(db, leader, item)
    remove_event(db, arrange.event(db, leader, plan_item_id=item), actor=HEAD)
    assert status_of(db, item) == "postponed"


def test_removing_the_only_event_opens_its_item_again(db: Database, leader: int, item: int) -> None:
    event_id = arrange.event(db, leader, plan_item_id=item)
    remove_event(db, event_id, actor=HEAD)
    assert status_of(db, item) == "planned"


def test_removing_one_of_two_events_leaves_the_item_done(db: Database, leader: int, item: int) -> None:
    arrange.event(db, leader, plan_item_id=item)
    remove_event(db, arrange.event(db, leader, plan_item_id=item), actor=HEAD)
    assert status_of(db, item) == "done"


def test_an_item_done_on_a_date_of_its_own_stays_done_without_events(db: Database, leader: int, item: int) -> None:
    event_id = arrange.event(db, leader, plan_item_id=item)
    said = arrange.item_draft(leader, status=PlanItemStatus.DONE, done_on=date(2026, 2, 5))
    change_plan_item(db, item, said, actor=HEAD)
    remove_event(db, event_id, actor=HEAD)
    assert status_of(db, item) == "done"


def test_moving_an_event_to_another_item_opens_one_and_fulfils_the_other(db: Database, leader: int, item: int) -> None:
    event_id = arrange.event(db, leader, plan_item_id=item)
    other = arrange.plan_item(db, arrange.plan(db), leader)
    change_event(db, event_id, arrange.event_draft(leader, plan_item_id=other), actor=HEAD)
    assert (status_of(db, item), status_of(db, other)) == ("planned", "done")


def test_putting_an_event_off_to_a_day_to_come_opens_its_item(db: Database, leader: int, item: int) -> None:
    event_id = arrange.event(db, leader, plan_item_id=item)
    later = arrange.event_draft(leader, plan_item_id=item, held_on=date(2026, 3, 20))
    change_event(db, event_id, later, actor=HEAD)
    assert status_of(db, item) == "planned"


# What an event is linked to


def test_an_event_without_a_plan_item_is_kept_as_unplanned(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    assert one(db, "SELECT plan_item_id FROM event WHERE id = ?", event_id) is None


def test_streams_co_leaders_and_functions_are_kept_once_each(db: Database, leader: int) -> None:
    second = arrange.person(db, "Соведущая")
    stream = arrange.stream(db, leader)
    event_id = arrange.event(
        db, leader, co_leader_ids=[second, second], stream_ids=[stream, stream], function_ids=[3, 1, 3]
    )
    assert links(db, "event_leader", event_id) == [second]
    assert links(db, "event_stream", event_id) == [stream]
    assert links(db, "event_function", event_id) == [1, 3]


def test_the_leader_is_no_co_leader_of_herself(db: Database, leader: int) -> None:
    assert links(db, "event_leader", arrange.event(db, leader, co_leader_ids=[leader])) == []


@pytest.mark.parametrize(
    "said",
    [{"leader_id": 900}, {"stream_ids": [900]}, {"co_leader_ids": [900]}, {"plan_item_id": 900}, {"module_id": 900}],
    ids=str,
)
def test_an_event_with_somebody_unknown_stores_nothing(db: Database, leader: int, said: dict[str, object]) -> None:
    before = content(db)
    with pytest.raises(UserError, match="убрана"):
        arrange.event(db, **({"leader_id": leader} | said))
    assert content(db) == before


@pytest.mark.parametrize(
    "said",
    [{"starts_at": "25:00"}, {"starts_at": "9:00"}, {"duration_min": 0}, {"title": "  "}, {"total_external": -1}],
    ids=str,
)
def test_a_draft_that_cannot_be_is_refused(leader: int, said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        arrange.event_draft(leader, **said)


def test_only_a_missing_link_is_called_one(db: Database, leader: int) -> None:
    """Any other refusal of the database is a fault of the program and must not be dressed up."""
    impossible = arrange.event_draft(leader).model_copy(update={"duration_min": 0})
    with pytest.raises(IntegrityError):
        record_event(db, impossible, actor=HEAD)


@pytest.mark.parametrize(
    ("typed", "kept"), [("Раз\r\nДва\tТри", "Раз\nДва\tТри"), ("\x00Игра\x1b ", "Игра"), ("Ёж\u00a0№ 5", "Ёж\u00a0№ 5")]
)
def test_control_signs_that_came_with_copied_text_are_dropped(leader: int, typed: str, kept: str) -> None:
    assert arrange.event_draft(leader, outcome=typed).outcome == kept


def test_a_title_of_control_signs_alone_is_empty(leader: int) -> None:
    with pytest.raises(ValidationError):
        arrange.event_draft(leader, title="\x1b\x00")


def test_changing_an_event_keeps_its_marks_and_brings_the_new_links(db: Database, leader: int) -> None:
    one_stream, other_stream = arrange.stream(db, leader), arrange.stream(db, leader)
    event_id = arrange.event(db, leader, stream_ids=[one_stream], function_ids=[1, 2])
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT)], actor=HEAD)
    draft = arrange.event_draft(leader, title="Иначе", stream_ids=[other_stream], function_ids=[2, 5])
    change_event(db, event_id, draft, actor=HEAD)
    assert marks(db, event_id) == {leader: Presence.PRESENT}
    assert links(db, "event_stream", event_id) == [other_stream]
    assert links(db, "event_function", event_id) == [2, 5]


def test_changing_nothing_leaves_no_line_in_the_history(db: Database, leader: int) -> None:
    stream = arrange.stream(db, leader)
    event_id = arrange.event(db, leader, stream_ids=[stream], function_ids=[1])
    before = history(db)
    change_event(db, event_id, arrange.event_draft(leader, stream_ids=[stream], function_ids=[1]), actor=HEAD)
    assert history(db) == before


def test_a_change_of_an_event_goes_back_and_forth(db: Database, leader: int, item: int) -> None:
    event_id = arrange.event(db, leader, stream_ids=[arrange.stream(db, leader)], plan_item_id=item)
    before = content(db)
    change_event(db, event_id, arrange.event_draft(leader, co_leader_ids=[arrange.person(db)]), actor=HEAD)
    after = content(db)
    undo_last(db, actor=HEAD)
    redo_last(db, actor=HEAD)
    assert content(db) == after
    undo_last(db, actor=HEAD)
    undo_last(db, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


# Marks


def test_marks_of_a_whole_event_are_one_action_and_one_undo(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    people = [arrange.person(db, at=arrange.organization(db)) for _ in range(5)]
    before, actions = content(db), count(db, "action")
    mark_attendance(db, event_id, [Mark(each, Presence.PRESENT) for each in people], actor=HEAD)
    assert (count(db, "attendance"), count(db, "action")) == (5, actions + 1)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_people_not_named_keep_the_marks_they_have(db: Database, leader: int) -> None:
    event_id, other = arrange.event(db, leader), arrange.person(db)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT), Mark(other, Presence.ABSENT)], actor=HEAD)
    mark_attendance(db, event_id, [Mark(other, Presence.EXCUSED)], actor=HEAD)
    assert marks(db, event_id) == {leader: Presence.PRESENT, other: Presence.EXCUSED}


def test_a_mark_is_changed_and_not_made_anew(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT, 45, signature_kept=True)], actor=HEAD)
    made = one(db, "SELECT created_at FROM attendance")
    mark_attendance(db, event_id, [Mark(leader, Presence.ABSENT)], actor=HEAD)
    assert one(db, "SELECT created_at FROM attendance") == made
    assert one(db, "SELECT state || coalesce(minutes, '-') || signature_kept FROM attendance") == "absent-0"


def test_the_same_marks_again_leave_no_line_in_the_history(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT, 45)], actor=HEAD)
    before = history(db)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT, 45)], actor=HEAD)
    assert history(db) == before


def test_an_unknown_person_stores_nothing(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    with pytest.raises(UserError, match="Ничего не записано"):
        mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT), Mark(900, Presence.PRESENT)], actor=HEAD)
    assert count(db, "attendance") == 0


def test_marks_of_an_event_that_is_gone_are_refused(db: Database, leader: int) -> None:
    with pytest.raises(UserError, match="Этого мероприятия нет"):
        mark_attendance(db, 900, [Mark(leader, Presence.PRESENT)], actor=HEAD)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("state", [Presence.PRESENT, Presence.REMOTE, Presence.ABSENT, Presence.EXCUSED])
def test_a_mark_fits_the_way_the_event_is_held(db: Database, leader: int, mode: Mode, state: Presence) -> None:
    event_id = arrange.event(db, leader, mode=mode)
    unfit = (mode, state) in {(Mode.IN_PERSON, Presence.REMOTE), (Mode.REMOTE, Presence.PRESENT)}
    assert (state not in marks_of(mode)) == unfit
    if unfit:
        with pytest.raises(UserError, match="не подходит"):
            mark_attendance(db, event_id, [Mark(leader, state)], actor=HEAD)
    else:
        mark_attendance(db, event_id, [Mark(leader, state)], actor=HEAD)
    assert count(db, "attendance") == (0 if unfit else 1)


def test_an_event_cannot_change_to_a_mode_its_marks_do_not_fit(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT)], actor=HEAD)
    with pytest.raises(UserError, match="дистанционно"):
        change_event(db, event_id, arrange.event_draft(leader, mode=Mode.REMOTE), actor=HEAD)
    change_event(db, event_id, arrange.event_draft(leader, mode=Mode.MIXED), actor=HEAD)


@pytest.mark.parametrize("minutes", [91, 0, -5])
def test_minutes_lie_within_the_event(db: Database, leader: int, minutes: int) -> None:
    event_id = arrange.event(db, leader, duration_min=90)
    with pytest.raises(UserError, match=r"инут|мин"):
        mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT, minutes)], actor=HEAD)
    assert count(db, "attendance") == 0


def test_the_whole_duration_is_allowed_and_kept(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader, duration_min=90)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT, 90)], actor=HEAD)
    assert attendance_sheet(db, event_id)[0].minutes == 90


def test_an_event_is_not_made_shorter_than_its_marks(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader, duration_min=90)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT, 60)], actor=HEAD)
    with pytest.raises(UserError, match="45 мин"):
        change_event(db, event_id, arrange.event_draft(leader, duration_min=45), actor=HEAD)


@pytest.mark.parametrize(
    ("made_up_on", "form"), [(None, "беседа"), (date(2026, 2, 20), None), (date(2026, 2, 20), "  ")]
)
def test_a_made_up_session_says_when_and_how(db: Database, leader: int, made_up_on: date | None, form: str) -> None:
    event_id = arrange.event(db, leader, mode=Mode.REMOTE)
    with pytest.raises(UserError, match="отработки"):
        mark_attendance(
            db, event_id, [Mark(leader, Presence.MADE_UP, makeup_on=made_up_on, makeup_form=form)], actor=HEAD
        )
    assert count(db, "attendance") == 0


def test_a_session_is_not_made_up_before_it_was_held(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader, held_on=date(2026, 2, 10))
    early = Mark(leader, Presence.MADE_UP, makeup_on=date(2026, 2, 9), makeup_form="беседа")
    with pytest.raises(UserError, match="раньше"):
        mark_attendance(db, event_id, [early], actor=HEAD)


def test_a_made_up_session_is_kept_with_its_tutor(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    made_up = Mark(leader, Presence.MADE_UP, makeup_on=date(2026, 2, 10), makeup_form="беседа", makeup_tutor_id=leader)
    mark_attendance(db, event_id, [made_up], actor=HEAD)
    kept = one(db, "SELECT makeup_on || makeup_form || makeup_tutor_id FROM attendance")
    assert kept == f"2026-02-10беседа{leader}"


def test_cleared_marks_are_gone_and_come_back(db: Database, leader: int) -> None:
    event_id, other = arrange.event(db, leader), arrange.person(db)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT), Mark(other, Presence.ABSENT)], actor=HEAD)
    before = content(db)
    clear_marks(db, event_id, [other], actor=HEAD)
    assert marks(db, event_id) == {leader: Presence.PRESENT}
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_removed_event_takes_its_marks_and_brings_them_back(db: Database, leader: int, item: int) -> None:
    stream = arrange.stream(db, leader)
    event_id = arrange.event(db, leader, plan_item_id=item, stream_ids=[stream], function_ids=[1])
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT, 45)], actor=HEAD)
    before = content(db)
    remove_event(db, event_id, actor=HEAD)
    assert (count(db, "event"), count(db, "attendance"), count(db, "event_stream")) == (0, 0, 0)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_what_was_done_is_said_in_words_of_the_person(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT)], actor=HEAD)
    step = next_undo(db)
    assert step is not None
    assert step.label == "Посещение отмечено: семинар 10\N{NO-BREAK SPACE}февраля"


# An event that has not begun


def test_an_event_of_later_today_does_not_close_its_plan_item(db: Database, leader: int, item: int) -> None:
    event_id = arrange.event(db, leader, plan_item_id=item, held_on=TODAY, starts_at="23:30")
    mark_attendance(db, event_id, [Mark(leader, Presence.EXCUSED)], actor=HEAD)
    assert status_of(db, item) == "planned"


def test_marking_an_event_that_has_begun_closes_its_plan_item_in_the_same_action(tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 3, 2, 2, 27, tzinfo=VLADIVOSTOK))
    db = open_database(tmp_path / "later.db", clock=clock, uids=seeded_uids(3))
    leader = arrange.person(db, "Ведущая")
    item = arrange.plan_item(db, arrange.plan(db), leader)
    event_id = arrange.event(db, leader, plan_item_id=item, held_on=TODAY, starts_at="10:00")
    before = content(db)
    clock.set_day(TODAY, hour=12)
    mark_attendance(db, event_id, [Mark(leader, Presence.PRESENT)], actor=HEAD)
    closed = status_of(db, item)
    undo_last(db, actor=HEAD)
    after = content(db)
    db.close()
    assert closed == "done"
    assert after == before


def test_guests_without_names_close_the_plan_item_of_an_event_that_has_begun(
    db: Database, leader: int, item: int
) -> None:
    event_id = arrange.event(db, leader, plan_item_id=item)
    change_plan_item(db, item, arrange.item_draft(leader, status=PlanItemStatus.PLANNED), actor=HEAD, amendment="Снова")
    set_guests(db, event_id, 12, actor=HEAD)
    assert status_of(db, item) == "done"
