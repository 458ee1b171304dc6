import re
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from models.identity import FixedClock, local_date, random_uid, seeded_uids, stamp, system_clock

MOMENT = datetime(2026, 3, 12, 4, 40, 0, 123_999, tzinfo=UTC)
MOMENTS = st.integers(946_684_800_000, 4_102_444_800_000).map(
    lambda milliseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
)


@given(MOMENTS, st.integers(0))
def test_a_uid_is_a_uuid_of_version_7(moment: datetime, seed: int) -> None:
    uid = UUID(seeded_uids(seed)(moment))
    assert (uid.version, uid.variant) == (7, "specified in RFC 4122")


@given(MOMENTS)
def test_a_uid_begins_with_its_millisecond(moment: datetime) -> None:
    """RFC 9562 §5.7: the first 48 bits are the Unix time in milliseconds."""
    milliseconds = UUID(random_uid(moment)).int >> 80
    assert milliseconds == (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@given(MOMENTS, MOMENTS)
def test_later_uids_sort_after_earlier_ones(one: datetime, other: datetime) -> None:
    first, second = sorted([one, other])
    if second - first >= timedelta(milliseconds=1):
        assert random_uid(first) < random_uid(second)


def test_no_uid_comes_twice() -> None:
    assert len({random_uid(MOMENT) for _ in range(10_000)}) == 10_000


def test_the_same_seed_gives_the_same_uids() -> None:
    one, other = seeded_uids(7), seeded_uids(7)
    assert [one(MOMENT) for _ in range(5)] == [other(MOMENT) for _ in range(5)]


def test_another_seed_gives_other_uids() -> None:
    assert seeded_uids(7)(MOMENT) != seeded_uids(8)(MOMENT)


def test_a_seeded_source_gives_no_uid_twice() -> None:
    source = seeded_uids(7)
    assert len({source(MOMENT) for _ in range(10_000)}) == 10_000


def test_a_stamp_is_utc_with_milliseconds_cut_off() -> None:
    assert stamp(MOMENT) == "2026-03-12T04:40:00.123Z"


def test_a_stamp_of_local_time_is_turned_to_utc() -> None:
    assert stamp(datetime(2026, 3, 12, 3, 0, tzinfo=timezone(timedelta(hours=10)))) == "2026-03-11T17:00:00.000Z"


@given(st.lists(MOMENTS, min_size=2))
def test_stamps_sort_as_time_goes(moments: list[datetime]) -> None:
    stamps = [stamp(moment) for moment in sorted(moments)]
    assert all(earlier <= later for earlier, later in pairwise(stamps))


def test_the_day_begins_at_two_in_the_afternoon_utc() -> None:
    before = datetime(2026, 3, 11, 13, 59, 59, tzinfo=UTC)
    assert (local_date(before), local_date(before + timedelta(seconds=1))) == (date(2026, 3, 11), date(2026, 3, 12))


def test_the_system_clock_is_aware() -> None:
    assert system_clock().tzinfo is UTC


def test_a_fixed_clock_moves_a_second_each_time() -> None:
    clock = FixedClock(MOMENT)
    assert [clock() - MOMENT, clock() - MOMENT] == [timedelta(seconds=1), timedelta(seconds=2)]


def test_a_fixed_clock_can_be_set_to_a_local_morning() -> None:
    clock = FixedClock(MOMENT)
    clock.set_day(date(2026, 9, 1))
    moment = clock()
    assert (local_date(moment), moment.tzinfo) == (date(2026, 9, 1), UTC)


def test_a_uid_is_written_as_usual() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", random_uid(MOMENT))
