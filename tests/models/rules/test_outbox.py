"""Pauses and nights of the outbox, and clocks that are not believed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rules.outbox import (
    LONGEST_PAUSE,
    LONGEST_WAIT,
    later,
    pause_after,
    wait_until_due,
    wait_until_night,
)

NOON = datetime(2026, 3, 2, 2, tzinfo=UTC)
MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(st.integers(min_value=0, max_value=10_000), st.floats(min_value=0, max_value=1))
def test_a_pause_is_neither_nothing_nor_longer_than_the_longest(failures: int, chance: float):
    assert 3 <= pause_after(failures, chance) <= LONGEST_PAUSE


def test_sites_cut_off_together_do_not_come_back_together():
    assert pause_after(3, 0.0) == 15
    assert pause_after(3, 1.0) == 25


@given(MOMENTS, MOMENTS)
def test_no_moment_is_waited_for_longer_than_the_longest_wait(now: datetime, then: datetime):
    assert 0 <= wait_until_due(now, then) <= LONGEST_WAIT


def test_a_moment_that_is_near_is_waited_for():
    assert wait_until_due(NOON, NOON + timedelta(minutes=5)) == 300
    assert wait_until_due(NOON, NOON - timedelta(minutes=5)) == 0
    assert wait_until_due(NOON, None) == 0


def test_the_night_is_from_ten_to_six():
    assert wait_until_night(NOON) == 10 * 3600
    evening = NOON + timedelta(hours=10)
    assert wait_until_night(evening) == 0
    assert wait_until_night(evening + timedelta(hours=8) - timedelta(seconds=1)) == 0
    assert wait_until_night(evening + timedelta(hours=8)) == 16 * 3600


@given(MOMENTS, st.floats(min_value=0, max_value=LONGEST_WAIT))
def test_a_clock_at_the_end_of_time_breaks_nothing(now: datetime, seconds: float):
    assert later(now, seconds) >= now
