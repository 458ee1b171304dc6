"""How long packages take at the measured speed: «данные 14 КБ ≈ 3 с, фото 4,1 МБ ≈ 9 мин»."""

from collections.abc import Iterable

from models.rules.exchange_words import duration_words
from models.rules.words import file_size

USUAL_SPEED = 8000.0
"""Bytes a second of the 64 kbit/s that a site has, until its own speed was measured."""

_CONNECTING = 1.0
"""Seconds until the first byte goes."""


def seconds(size: int, speed: float | None) -> float:
    """How long `size` bytes take at `speed` bytes a second (`models/queries/outbox.measured_speed`)."""
    return _CONNECTING + size / (speed or USUAL_SPEED)


def words(size: int, speed: float | None) -> str:
    """A size and its time: «14 КБ ≈ 3 с»."""
    return f"{file_size(size)} ≈ {duration_words(seconds(size, speed))}"


def sentence(parts: Iterable[tuple[str, int]], speed: float | None) -> str:
    """Named sizes with their times, those of no bytes left out: «данные 14 КБ ≈ 3 с, фото 4,1 МБ ≈ 9 мин»."""
    return ", ".join(f"{name} {words(size, speed)}" for name, size in parts if size)


def left_words(there: int, size: int, speed: float | None) -> str:
    """What is left of a package on its way: «осталось 3 мин»."""
    return f"осталось {duration_words(max(0, size - there) / (speed or USUAL_SPEED))}"
