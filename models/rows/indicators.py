"""Indicators: what narrows a measure, and the lines of a period and of a year; without pydantic, for the start."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import Code, Mode
from models.rows.report import ReportSignatures, SitePassport
from models.rules.measures import Measure


@dataclass(frozen=True, slots=True)
class MeasureFilters:
    """What narrows a measure; kept as JSON in `indicator.filters`, None = any. `is_remote` false asks for nothing."""

    mode: Mode | None = None
    format_id: int | None = None
    program_id: int | None = None
    product_kind_id: int | None = None
    municipality_id: int | None = None
    is_remote: bool | None = None

    def asked(self) -> dict[str, object]:
        """The filters that are set, as parameters of SQL."""
        return {name: value for name, value in asdict(self).items() if value}

    def stored(self) -> str | None:
        """The JSON to keep; None where nothing is asked for."""
        return json.dumps(self.asked(), separators=(",", ":")) if self.asked() else None


NO_FILTERS = MeasureFilters()


class KeyedValue(NamedTuple):
    """What was keyed in for an indicator and a period."""

    value: float | None = None
    target: float | None = None
    note: str | None = None
    evidence: str | None = None


NOTHING_KEYED = KeyedValue()


class Standing(Code):
    """How a figure stands against its target."""

    REACHED = "reached", "выполнен"
    ON_TRACK = "on_track", "идёт по плану"
    BEHIND = "behind", "отстаёт"
    MISSED = "missed", "не выполнен"
    NO_FACT = "no_fact", "не внесён"
    AHEAD = "ahead", "впереди"
    NO_TARGET = "no_target", "план не задан"


class IndicatorLine(NamedTuple):
    """An indicator of a period: `fact` is computed by the formula or keyed in."""

    id: int
    code: str
    title: str
    unit: str
    formula: Measure | None
    filters: str | None
    target: float | None
    fact: float | None
    note: str
    evidence: str


class IndicatorRecord(NamedTuple):
    """One record that a computed indicator counts: a product, an event, a stream with the number of its people."""

    indicator_id: int
    day: date
    title: str
    kind: str
    event_id: int | None


class IndicatorRow(NamedTuple):
    """An indicator of the catalogue."""

    id: int
    title: str
    unit: str
    formula: Measure | None
    """What it is counted from; None where values are keyed in."""
    filters: str | None
    target: float | None
    note: str
    is_builtin: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """An indicator in one period."""

    period: str
    """Its code: `2026-Q1`, `2026`."""
    fact: float | None
    target: float | None
    """Of the period, or the usual one."""
    keyed: KeyedValue
    """What was keyed in for just this period."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the year may come to, and by which rule; without a value the words say why there is none."""

    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class IndicatorYearLine:
    """An indicator over a calendar year."""

    row: IndicatorRow
    quarters: tuple[PeriodFigure, ...]
    """Four."""
    year: PeriodFigure
    forecast: Forecast

    @property
    def id(self) -> int:
        """The id of the indicator."""
        return self.row.id


class IndicatorPaperLine(NamedTuple):
    """A line of the paper «Показатели»."""

    no: int
    title: str
    unit: str
    first: float | None
    second: float | None
    third: float | None
    fourth: float | None
    fact: float | None
    target: float | None
    percent: float | None
    forecast: float | None
    standing: str
    note: str
    """Notes and evidence of the year and its quarters, one after another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPaper:
    """«Показатели» of a year, on paper."""

    passport: SitePassport
    signatures: ReportSignatures
    year_title: str
    printed_on: date
    lines: tuple[IndicatorPaperLine, ...]
