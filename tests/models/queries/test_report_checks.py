"""Each check before the approval of a report, with a fault arranged for it. Today is 2 March 2026."""

from dataclasses import replace
from datetime import date

import pytest

from models.commands.events import mark_attendance
from models.commands.indicators import set_indicator
from models.commands.program_modules import add_modules
from models.database import Database
from models.queries.report import report_data
from models.queries.report_checks import report_checks
from models.rows.codes import Mode, PlanItemStatus, Presence
from models.rows.events import Mark
from models.rows.indicator_drafts import ValueDraft
from models.rows.programs import ModuleDraft
from models.rows.report_checks import CheckRow, Mended, ReportCheck
from models.rules.periods import parse_period
from models.rules.report_sums import sums_that_differ
from tests.models.commands import arrange
from tests.models.make import HEAD, go_to, run

Q1 = parse_period("2026-Q1")


@pytest.fixture
def leader(db: Database) -> int:
    """Somebody to lead and answer for things; nothing else is to be found in the quarter."""
    arrange.fill_passport(db)
    run(db, "UPDATE indicator SET target = NULL WHERE formula IS NULL")
    return arrange.person(db, "Ведущая")


def found(db: Database, check: ReportCheck) -> list[CheckRow]:
    """What a check finds; the others find nothing."""
    rows = report_checks(db, Q1)
    assert {row.check for row in rows} <= {check}
    return rows


def marked(db: Database, leader: int, state: Presence = Presence.PRESENT, *, who: int = 0, **said: object) -> int:
    event = arrange.event(db, leader, **said)
    mark_attendance(db, event, [Mark(person_id=who or arrange.person(db), state=state)], actor=HEAD)
    return event


def test_nothing_is_found_where_nothing_is_wrong(db: Database, leader: int) -> None:
    marked(db, leader)
    plan = arrange.plan(db)
    arrange.plan_item(db, plan, leader, due_from=date(2026, 3, 20), due_to=date(2026, 3, 20))
    assert report_checks(db, Q1) == []


def test_an_event_without_marks_and_guests(db: Database, leader: int) -> None:
    marked(db, leader)
    arrange.event(db, leader, total_external=12)
    arrange.event(db, leader, held_on=date(2026, 3, 20))
    arrange.event(db, leader, held_on=date(2025, 12, 30))
    unmarked = arrange.event(db, leader, title="Мастер-класс")
    assert found(db, ReportCheck.EVENT_UNMARKED) == [
        CheckRow(
            ReportCheck.EVENT_UNMARKED,
            Mended.EVENT,
            unmarked,
            "Мастер-класс",
            "10\u00a0февраля: нет ни отметок, ни гостей",
        )
    ]


def test_an_event_whose_leader_was_not_there(db: Database, leader: int) -> None:
    event = marked(db, leader, Presence.ABSENT, who=leader)
    (row,) = found(db, ReportCheck.MARKS_WITHOUT_LEADER)
    assert (row.record_id, row.why) == (event, "10\u00a0февраля: Ведущая М. ведёт, а в отметках отсутствует")


def test_a_made_up_session_that_nobody_took(db: Database, leader: int) -> None:
    event = marked(db, leader)
    made_up = Mark(arrange.person(db), Presence.MADE_UP, makeup_on=date(2026, 2, 20), makeup_form="беседа")
    named = replace(made_up, makeup_tutor_id=leader)
    nameless = replace(made_up, person_id=arrange.person(db))
    mark_attendance(db, event, [named, nameless], actor=HEAD)
    (row,) = found(db, ReportCheck.MARKS_WITHOUT_LEADER)
    assert (row.record_id, row.why) == (event, "10\u00a0февраля: 1\u00a0отработка без тьютора")


@pytest.mark.parametrize("status", [PlanItemStatus.PLANNED, PlanItemStatus.IN_PROGRESS])
def test_a_plan_item_without_a_state(db: Database, leader: int, status: PlanItemStatus) -> None:
    plan = arrange.plan(db)
    late = arrange.plan_item(db, plan, leader, title="Семинар о среде")
    arrange.plan_item(db, plan, leader, due_to=date(2026, 3, 2))
    run(db, "UPDATE plan_item SET status = ? WHERE id = ?", status.value, late)
    (row,) = found(db, ReportCheck.ITEM_WITHOUT_STATE)
    assert (row.at, row.record_id, row.title) == (Mended.PLAN_ITEM, late, "Семинар о среде")
    assert row.why == "срок был 28\u00a0февраля, состояние не указано"


def test_a_moved_item_whose_new_day_has_passed(db: Database, leader: int) -> None:
    item = arrange.plan_item(db, arrange.plan(db), leader)
    moved = "UPDATE plan_item SET status = 'postponed', postponed_to = ?, reason = 'Карантин' WHERE id = ?"
    run(db, moved, "2026-03-05", item)
    assert found(db, ReportCheck.ITEM_WITHOUT_STATE) == []
    go_to(db, date(2026, 3, 6))
    assert [row.record_id for row in found(db, ReportCheck.ITEM_WITHOUT_STATE)] == [item]


def test_an_indicator_with_a_target_and_no_fact(db: Database, leader: int) -> None:
    run(db, "UPDATE indicator SET target = 75 WHERE formula IS NULL")
    with_target = found(db, ReportCheck.INDICATOR_WITHOUT_FACT)
    set_indicator(db, with_target[0].record_id, "2026-Q1", ValueDraft(value=0), actor=HEAD)
    run(db, "UPDATE indicator SET is_hidden = 1 WHERE id = ?", with_target[1].record_id)
    assert with_target[0].why == "план 75, факт не внесён"
    assert found(db, ReportCheck.INDICATOR_WITHOUT_FACT) == with_target[2:]


def test_an_organisation_of_participants_without_a_municipality(db: Database, leader: int) -> None:
    nowhere = arrange.organization(db, "Детский сад «Нигде»", oktmo=None)
    arrange.organization(db, "Детский сад без участников", oktmo=None)
    people = [arrange.person(db, f"Участница{end}", at=nowhere) for end in "аб"]
    event = marked(db, leader, who=people[0])
    mark_attendance(db, event, [Mark(person_id=people[1], state=Presence.PRESENT)], actor=HEAD)
    (row,) = found(db, ReportCheck.PEOPLE_WITHOUT_ORGANIZATION)
    assert (row.at, row.record_id) == (Mended.ORGANIZATION, nowhere)
    assert row.why == "2\u00a0участника, муниципалитет не указан"


def test_hours_of_a_programme_that_its_modules_do_not_come_to(db: Database, leader: int) -> None:
    arrange.stream(db, leader, starts_on=date(2026, 3, 10))
    program = _only(db, "program")
    add_modules(db, program, [ModuleDraft(title="Погружение", hours=10, mode=Mode.MIXED)], actor=HEAD)
    (row,) = found(db, ReportCheck.SUM_DIFFERS)
    assert (row.at, row.record_id) == (Mended.PROGRAM, program)
    assert row.why == "модули вместе: не хватает 90\u00a0мин до 12\u00a0часов"


def test_a_total_that_its_table_does_not_come_to(db: Database, leader: int) -> None:
    marked(db, leader)
    data = report_data(db, Q1)
    assert sums_that_differ(data) == ()
    tampered = replace(data, totals=replace(data.totals, unique_people=2))
    assert sums_that_differ(tampered) == (("Люди по муниципалитетам", "всего 2, а по таблице 1"),)


def test_a_leader_in_two_places_at_once(db: Database, leader: int) -> None:
    marked(db, leader, title="Вебинар", starts_at="10:00")
    after = marked(db, leader, title="После", starts_at="11:30")
    other = arrange.person(db, "Другая")
    clash = marked(db, other, title="Совет", starts_at="10:30", co_leader_ids=(leader,), duration_min=30)
    (row,) = found(db, ReportCheck.LEADER_IN_TWO_PLACES)
    assert row.record_id == clash != after
    assert row.why == "10\u00a0февраля, Ведущая М.: тогда же «Вебинар» (10:00)"


def test_work_done_in_another_period_than_it_is_reported_in(db: Database, leader: int) -> None:
    go_to(db, date(2026, 4, 20))
    plan = arrange.plan(db)
    late, in_time = (arrange.plan_item(db, plan, leader, due_to=date(2026, 3, 31)) for _ in range(2))
    done = "UPDATE plan_item SET status = 'done', done_on = ? WHERE id = ?"
    run(db, done, "2026-04-03", late)
    run(db, done, "2026-03-30", in_time)
    (row,) = found(db, ReportCheck.DATE_OUTSIDE)
    assert (row.record_id, row.why) == (late, "выполнено 03.04.2026, вне отчётного периода")


def test_an_event_outside_the_days_of_its_stream(db: Database, leader: int) -> None:
    stream = arrange.stream(db, leader, title="Поток 2", starts_on=date(2026, 2, 16))
    event = marked(db, leader, stream_ids=(stream,))
    (row,) = found(db, ReportCheck.DATE_OUTSIDE)
    assert (row.at, row.record_id, row.why) == (Mended.EVENT, event, "10.02.2026: вне дней потока «Поток 2»")


def test_what_stops_an_approval_comes_first() -> None:
    stops = [check.stops for check in ReportCheck]
    assert stops == sorted(stops, reverse=True)


def _only(db: Database, table: str) -> int:
    with db.reading() as session:
        return int(session.connection().exec_driver_sql(f"SELECT id FROM {table}").scalar_one())
