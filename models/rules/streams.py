"""Where a stream stands by the day, and what the next one is called."""

from collections.abc import Collection
from datetime import date

from models.rows.streams import StreamState


def stream_state(starts_on: date, ends_on: date, *, today: date) -> StreamState:
    """Ahead, running or over; the first and the last day belong to the stream."""
    if today < starts_on:
        return StreamState.AHEAD
    return StreamState.RUNNING if today <= ends_on else StreamState.OVER


def next_stream_title(titles: Collection[str]) -> str:
    """«Поток 3» after two streams, or the first such title that is free."""
    taken = {title.casefold() for title in titles}
    number = len(titles) + 1
    while f"поток {number}" in taken:
        number += 1
    return f"Поток {number}"
