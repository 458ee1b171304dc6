"""How much goes at once, and the limit of speed."""

from pathlib import Path

import pytest

from exports.transport.connection import Reach
from exports.transport.pace import FIRST_BITE, LEAST_BITE, MOST_BITE, Pace, next_bite
from exports.transport.tus import TusRoad
from models.progress import Cancelled
from tests.exports.transport.servers import TusServer, content_of, parcel_of, sent_at_last


class Clock:
    """A clock that goes on only by pauses."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pauses: list[float] = []

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    def pace(self, rate: float | None) -> Pace:
        return Pace(rate, clock=lambda: self.now, pause=self.pause)


def test_a_limited_road_takes_its_time_and_no_more() -> None:
    clock = Clock()
    pace = clock.pace(1000)
    for _ in range(20):
        pace.take(500, lambda: None)
    assert clock.now - 100 == pytest.approx(19 * 0.5)
    assert max(clock.pauses) <= 0.25


def test_what_was_not_sent_in_time_is_not_made_up_for() -> None:
    clock = Clock()
    pace = clock.pace(1000)
    pace.take(1000, lambda: None)
    clock.now += 60
    pace.take(1000, lambda: None)
    pace.take(1000, lambda: None)
    assert sum(clock.pauses) == pytest.approx(1)


def test_a_pause_of_the_person_ends_the_waiting() -> None:
    clock = Clock()
    pace = clock.pace(10)
    pace.take(1000, lambda: None)

    def unwanted() -> None:
        if clock.now > 101:
            raise Cancelled

    with pytest.raises(Cancelled):
        pace.take(1000, unwanted)
    assert clock.now < 102


def test_without_a_limit_nothing_waits() -> None:
    clock = Clock()
    clock.pace(None).take(10**9, lambda: None)
    assert clock.pauses == []


def test_no_speed_is_no_limit() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        Pace(0)


def test_a_parcel_is_held_back_to_the_limit(tmp_path: Path) -> None:
    clock = Clock()
    with TusServer(tmp_path / "institute") as server:
        road = TusRoad(server.url, Reach(pace=clock.pace(8_000)))
        sent_at_last(road, parcel_of(tmp_path, content_of(80_000)), tries=1)
        assert server.whole() == [content_of(80_000)]
    assert sum(clock.pauses) == pytest.approx(10, abs=1.1)


def test_bites_grow_with_the_speed_and_with_what_was_brought() -> None:
    bite, brought = FIRST_BITE, 0
    for _ in range(200):
        brought += bite
        bite = next_bite(bite, seconds=0.001, brought=brought)
        assert bite <= max(FIRST_BITE, brought // 8)
    assert bite == MOST_BITE


def test_bites_shrink_on_a_slow_line() -> None:
    assert next_bite(FIRST_BITE, seconds=16, brought=10**6) == LEAST_BITE
    assert next_bite(FIRST_BITE, seconds=8, brought=10**6) == FIRST_BITE // 2
    assert next_bite(1 << 20, seconds=10_000, brought=10**6) == LEAST_BITE


def test_a_line_of_64_kbit_takes_bites_of_four_seconds() -> None:
    bite = FIRST_BITE
    for _ in range(20):
        bite = next_bite(bite, seconds=bite / 8_000, brought=10**6)
    assert bite == 32_000
