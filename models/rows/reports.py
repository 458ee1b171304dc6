"""Reports of the site in a list, and the packages built from them."""

from datetime import date
from typing import NamedTuple

from models.rows.codes import PackageState, ReportStatus


class ReportLine(NamedTuple):
    """A report that has been begun; `texts` counts its filled text sections."""

    id: int
    period: str
    version: int
    status: ReportStatus
    texts: int
    approved_on: date | None


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
