"""Reports of the site and what becomes of them, phrases for their texts, and the packages built from them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import StringConstraints

from models.rows.codes import Code, PackageState, ReportStatus
from models.rows.draft import Draft, Text
from models.rows.report import ReportData
from models.rows.report_records import ReportRecords


class TableDetail(Code):
    """How much of a table the paper shows; in short it has no columns of prose."""

    FULL = "full", "полностью"
    SHORT = "short", "кратко"
    NONE = "none", "не печатать"


DETAILED = (
    "plan_items", "plan_months", "events", "unplanned_events", "formats", "event_months", "programmes", "geography",
    "diagnostics", "products", "dissemination", "satisfaction", "indicators",
)  # fmt: skip
"""The tables of a report whose detail is chosen, in its order."""


class ReportLine(NamedTuple):
    """A report that has been begun; `texts` counts its filled text sections."""

    id: int
    period: str
    version: int
    status: ReportStatus
    texts: int
    approved_on: date | None
    corrects_id: int | None = None
    """The version this one corrects."""
    reason: str = ""
    """Why it is corrected."""
    redrawn: str = ""
    """The acts about people's data that its files were drawn anew after: «акт № 1 от 02.03.2026»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyReport:
    """A draft as it would be approved on a day: draw its files from `data`, then approve it with them."""

    report_id: int
    approved_on: date
    data: ReportData
    records: ReportRecords


class SnippetDraft(Draft):
    """A phrase to be put into texts of reports again."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    text: Text
    section: str | None = None
    """A code of `TEXT_CODES`; None fits every section."""


class SnippetLine(NamedTuple):
    """A kept phrase."""

    id: int
    section: str | None
    title: str
    text: str


class PackageLine(NamedTuple):
    """A built package; `built_at` is a UTC stamp, `size` bytes."""

    id: int
    period: str
    serial: int
    name: str
    size: int
    sha256: str
    state: PackageState
    built_at: str


class PackagePart(NamedTuple):
    """How many rows of one table a package carries."""

    part: str
    items: int
