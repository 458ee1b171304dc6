"""Academic hours: 45 minutes each (domain.md §3.2)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Protocol

from models.rules.words import NBSP

ACADEMIC_HOUR_MIN = 45

LEAST_DPP_HOURS = 16
"""A ДПП of повышение квалификации has at least so many hours (domain.md §0.3)."""


class HasHours(Protocol):
    """Something that says how many academic hours it takes."""

    @property
    def hours(self) -> int:
        """Academic hours."""
        ...


def off_by_words(minutes: int, hours: int) -> str:
    """By how much the minutes of a module differ from its hours: «не хватает 15 мин»; "" where they agree."""
    by = minutes - hours * ACADEMIC_HOUR_MIN
    if not by:
        return ""
    return f"{'лишние' if by > 0 else 'не хватает'} {abs(by)}{NBSP}мин"


def sum_off_by_words(hours: int, modules: Iterable[HasHours]) -> str:
    """By how much the hours of the modules differ from those of the programme; "" where they agree."""
    by = sum(module.hours for module in modules) - hours
    if not by:
        return ""
    return f"{'лишние' if by > 0 else 'не хватает'} {abs(by)}{NBSP}ч"


def hours_words(minutes: int) -> str:
    """Minutes as academic hours, as a plan of study shows them: 15 → «0,33», 180 → «4»."""
    return f"{round(float(Fraction(minutes, ACADEMIC_HOUR_MIN)), 2):g}".replace(".", ",")


def minutes_of(hours: Fraction) -> int:
    """Academic hours as whole minutes."""
    return round(hours * ACADEMIC_HOUR_MIN)


def proposed_days(starts_on: date, ends_on: date, modules: Sequence[HasHours]) -> list[tuple[date, date]]:
    """Days for the modules of a stream: its own days shared out by hours, in order and without a gap.

    A stream shorter than its modules are many gives some of them the same day.
    """
    whole = sum(module.hours for module in modules)
    days = (ends_on - starts_on).days + 1
    found: list[tuple[date, date]] = []
    spent = 0
    for module in modules:
        first = min(days * spent // whole, days - 1)
        spent += module.hours
        last = max(first, min(days * spent // whole, days) - 1)
        found.append((starts_on + timedelta(days=first), starts_on + timedelta(days=last)))
    return found
