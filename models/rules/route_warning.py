"""From when a deficit without a step is spoken of; apart from the drafts, which the start does without."""

from datetime import date, timedelta

WARN_BEFORE = timedelta(days=7)
"""A deficit without a step is spoken of a week before module 2 begins, and from then on (domain.md §3.3)."""


def is_time_to_warn(second_module_on: date | None, *, today: date) -> bool:
    """Whether deficits without a step are to be spoken of."""
    return second_module_on is not None and today >= second_module_on - WARN_BEFORE
