"""Rows of indicators."""

from typing import NamedTuple


class IndicatorLine(NamedTuple):
    """An indicator of a period: `fact` is computed by the formula or keyed in."""

    id: int
    code: str
    title: str
    unit: str
    formula: str | None
    target: float | None
    fact: float | None
    note: str
