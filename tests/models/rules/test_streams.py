"""Where a stream stands by the day, and what the next one is called."""

from datetime import date

import pytest

from models.rows.streams import StreamState
from models.rules.streams import next_stream_title, stream_state

FIRST, LAST = date(2026, 1, 12), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 1, 11), StreamState.AHEAD),
        (FIRST, StreamState.RUNNING),
        (LAST, StreamState.RUNNING),
        (date(2026, 3, 21), StreamState.OVER),
    ],
)
def test_the_first_and_the_last_day_belong_to_the_stream(today: date, state: StreamState) -> None:
    assert stream_state(FIRST, LAST, today=today) is state


@pytest.mark.parametrize(
    ("titles", "following"),
    [((), "Поток 1"), (("Поток 1", "Поток 2"), "Поток 3"), (("поток 2",), "Поток 3"), (("Осень",), "Поток 2")],
)
def test_the_next_stream_takes_a_title_that_is_free(titles: tuple[str, ...], following: str) -> None:
    assert next_stream_title(titles) == following
