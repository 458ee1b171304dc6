"""Means of scores."""

from collections.abc import Collection


def mean(marks: Collection[int]) -> float | None:
    """The arithmetic mean; None of nothing."""
    return sum(marks) / len(marks) if marks else None
