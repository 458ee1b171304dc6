"""Every check before approval: Enter leads to the very place where its finding is mended, and then it is in order."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from models.database import Database
from models.queries.report_checks import report_checks
from models.rows.report_checks import CheckRow, ReportCheck
from models.rules.periods import parse_period
from tests.models.make import run
from tests.views.stage import Stage

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(120),
]

Q4 = "2025-Q4"
SPAN = "BETWEEN '2025-10-01' AND '2025-12-31'"
INDICATOR = "SELECT id FROM indicator WHERE formula IS NULL AND target IS NOT NULL ORDER BY sort_order LIMIT 1"


def numbers(db: Database, sql: str) -> list[int]:
    with db.reading() as session:
        return [int(each) for each in session.connection().exec_driver_sql(sql).scalars()]


def spoil(db: Database) -> dict[ReportCheck, list[str]]:
    """Make every check find something; gives what mends each."""
    unmarked, led, first, second = numbers(
        db, f"SELECT id FROM event WHERE held_on {SPAN} AND id IN (SELECT event_id FROM attendance) "
            "ORDER BY held_on, id LIMIT 4",
    )  # fmt: skip
    (leader,) = numbers(db, f"SELECT leader_id FROM event WHERE id = {led}")
    (marked,) = numbers(db, f"SELECT person_id FROM attendance WHERE event_id = {led} LIMIT 1")
    forgotten, late = (
        numbers(db, f"SELECT id FROM plan_item WHERE due_to {SPAN} AND status = 'done' ORDER BY due_to {way} LIMIT 1")[
            0
        ]
        for way in ("", "DESC")
    )
    (value,) = numbers(db, INDICATOR)
    (met,) = numbers(
        db, "SELECT p.organization_id FROM attendance AS a JOIN person AS p ON p.id = a.person_id "
            f"WHERE a.event_id = {first} AND a.state = 'present' LIMIT 1",
    )  # fmt: skip
    (unit,) = numbers(db, f"SELECT municipality_id FROM organization WHERE id = {met}")
    run(db, "UPDATE indicator SET target = NULL WHERE formula IS NULL AND id <> ?", value)
    run(db, "DELETE FROM attendance WHERE event_id = ?", unmarked)
    run(db, "UPDATE event SET total_external = 0 WHERE id = ?", unmarked)
    run(db, "UPDATE event SET leader_id = ? WHERE id = ?", marked, led)
    run(db, "UPDATE attendance SET state = 'absent' WHERE event_id = ? AND person_id = ?", led, marked)
    run(db, "UPDATE plan_item SET status = 'planned' WHERE id = ?", forgotten)
    run(db, "UPDATE event SET held_on = '2026-01-20' WHERE plan_item_id = ?", late)
    run(db, "UPDATE organization SET municipality_id = NULL, municipality_key = 0 WHERE id = ?", met)
    same = f"(SELECT {{}} FROM event WHERE id = {first})"
    run(db, "UPDATE event SET starts_at = '10:00' WHERE id = ?", first)
    run(db, f"UPDATE event SET starts_at = '10:00', held_on = {same.format('held_on')}, "
            f"leader_id = {same.format('leader_id')} WHERE id = ?", second)  # fmt: skip
    run(db, "UPDATE module SET hours = hours + 1 WHERE id = (SELECT min(id) FROM module)")
    return {
        ReportCheck.EVENT_UNMARKED: [f"UPDATE event SET total_external = 3 WHERE id = {unmarked}"],
        ReportCheck.MARKS_WITHOUT_LEADER: [f"UPDATE event SET leader_id = {leader} WHERE id = {led}"],
        ReportCheck.ITEM_WITHOUT_STATE: [f"UPDATE plan_item SET status = 'done' WHERE id = {forgotten}"],
        ReportCheck.INDICATOR_WITHOUT_FACT: [f"UPDATE indicator SET target = NULL WHERE id = {value}"],
        ReportCheck.PEOPLE_WITHOUT_ORGANIZATION: [
            f"UPDATE organization SET municipality_id = {unit}, municipality_key = {unit} WHERE id = {met}"
        ],
        ReportCheck.LEADER_IN_TWO_PLACES: [f"UPDATE event SET starts_at = '20:00' WHERE id = {second}"],
        ReportCheck.SUM_DIFFERS: ["UPDATE module SET hours = hours - 1 WHERE id = (SELECT min(id) FROM module)"],
        ReportCheck.DATE_OUTSIDE: [f"UPDATE event SET held_on = '2025-12-20' WHERE plan_item_id = {late}"],
    }


def landed(stage: Stage, found: CheckRow) -> object:
    """The record that the window stands on."""
    pages: Any = stage.session.window
    match found.check:
        case ReportCheck.EVENT_UNMARKED | ReportCheck.MARKS_WITHOUT_LEADER | ReportCheck.LEADER_IN_TWO_PLACES:
            return pages.page("events").attendance._event_id
        case ReportCheck.ITEM_WITHOUT_STATE | ReportCheck.DATE_OUTSIDE:
            return pages.page("plan").items.panel.key
        case ReportCheck.INDICATOR_WITHOUT_FACT:
            room = pages.page("reports").rooms.indicators
            column = room.model.column_at(room.table.currentIndex().column()).key
            return room.table.current_row().id if (room._year, column) == (2025, "q4") else column
        case ReportCheck.PEOPLE_WITHOUT_ORGANIZATION:
            return pages.page("trainees").organizations.panel.key
        case ReportCheck.SUM_DIFFERS:
            return pages.page("programs").program.tabs.record_id


def test_every_finding_is_jumped_to_and_mended(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    db = stage.session.workplace.db
    mending = spoil(db)
    left = report_checks(db, parse_period(Q4))
    assert {row.check for row in left} == {*ReportCheck} == {*mending}
    for check, statements in mending.items():
        found = next(row for row in left if row.check is check)
        page: Any = stage.page("reports", Q4)
        page._side.go_on(1)
        table = page._side.checks.table
        assert table.select(lambda line, found=found: line.found == found)
        stage.press(Qt.Key.Key_Return)
        stage.settle()
        assert landed(stage, found) == found.record_id, check
        for statement in statements:
            run(db, statement)
        left = report_checks(db, parse_period(Q4))
        assert check not in {row.check for row in left}, check
    page = stage.page("reports", Q4)
    assert page._side.checks.stopping == page._side.checks.worth_a_look == ()
