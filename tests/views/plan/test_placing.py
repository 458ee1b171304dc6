"""Where items stand: lanes that never overlap, days under «ещё», what a move means for an approved plan."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from models.database import Database
from models.queries.plan_board import plan_board
from models.rows.codes import PlanItemStatus, PlanStatus
from models.rows.plan_board import PlanLine
from models.rules.periods import parse_period
from models.rules.plan_periods import Span
from views.plan.placing import (
    ItemMove,
    Shown,
    asks_reason,
    days_in_week,
    hidden_days,
    lanes_of,
    moved_by,
    shown_in,
    weeks_of_month,
)

Q1 = parse_period("2026-Q1")
MONDAY = date(2026, 3, 16)
stretches = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=40)


@given(stretches)
def test_stretches_of_one_lane_never_overlap(raw: list[tuple[int, int]]) -> None:
    extents = sorted((start, start + length) for start, length in raw)
    lanes = lanes_of(extents)
    for (one, a), (other, b) in combinations(zip(extents, lanes, strict=True), 2):
        assert a != b or one[1] <= other[0] or other[1] <= one[0]


def _lines(db: Database) -> tuple[PlanLine, ...]:
    return plan_board(db, Q1).lines


@given(raw=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=9), room=st.integers(2, 4))
def test_a_day_of_the_month_shows_every_item_or_counts_it(raw: list[tuple[int, int]], room: int) -> None:
    line: PlanLine = None  # type: ignore[assignment] - lanes do not look at the line
    week = sorted(
        (Shown(line, MONDAY + timedelta(min(pair)), MONDAY + timedelta(max(pair))) for pair in raw),
        key=lambda each: each.first,
    )
    days = [days_in_week(each, MONDAY) for each in week]
    lanes = lanes_of([(each[0].toordinal(), each[-1].toordinal() + 1) for each in days])
    hidden, more = hidden_days(week, lanes, MONDAY, room)
    for at, lane in enumerate(lanes):
        on = set(days[at])
        assert (at in hidden) == (lane >= room or (lane == room - 1 and bool(on & more)))
        assert at not in hidden or on <= more


def test_a_month_begins_on_its_monday_and_has_every_day() -> None:
    assert weeks_of_month(date(2026, 2, 10)) == tuple(date(2026, 1, 26) + timedelta(7 * at) for at in range(5))
    assert weeks_of_month(date(2027, 2, 10)) == tuple(date(2027, 2, 1) + timedelta(7 * at) for at in range(4))


def test_a_line_moved_out_of_the_period_stays_on_its_due_days(db: Database) -> None:
    line = _lines(db)[0]._replace(due_from=date(2026, 3, 2), due_to=date(2026, 3, 4), status=PlanItemStatus.POSTPONED)
    line = line._replace(day=date(2026, 4, 9), postponed_to=date(2026, 4, 9))
    (shown,) = shown_in([line], Span(Q1.start, Q1.end))
    assert (shown.first, shown.last) == (date(2026, 3, 2), date(2026, 3, 4))
    (inside,) = shown_in([line._replace(day=date(2026, 3, 30), postponed_to=date(2026, 3, 30))], Span(Q1.start, Q1.end))
    assert (inside.first, inside.last) == (date(2026, 3, 30), date(2026, 3, 30))


def test_a_draft_asks_no_reason_an_approved_plan_does_and_the_way_back_does_not(db: Database) -> None:
    line = next(line for line in _lines(db) if line.number == "4.9")
    shown = Shown(line, line.due_from, line.due_to)
    assert asks_reason(moved_by(shown, 7))
    assert asks_reason(moved_by(shown, -1))
    assert not asks_reason(moved_by(Shown(line._replace(plan_status=PlanStatus.DRAFT), *shown[1:]), 7))
    moved = line._replace(status=PlanItemStatus.POSTPONED, day=date(2026, 3, 27), plan_status=PlanStatus.APPROVED)
    assert not asks_reason(ItemMove(moved, line.due_to, line.due_to))
