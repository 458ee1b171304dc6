"""Where the records behind the figures of a report, and the findings of its checks, are opened."""

from collections.abc import Callable, Mapping

from models.database import Database
from models.queries.record_places import KEPT_IN_STREAMS, stream_of_record
from models.rows.report_checks import CheckRow, Mended
from models.rows.report_records import RecordKind
from views.places import Consultation, InStream, OneCard, OneIndicator, OneOrganization, OneProgram, OneStream, Place

Spot = tuple[str, object]
"""A section, and the place in it."""

_TABS = {
    RecordKind.PLACE: "requirements",
    RecordKind.ROUTE: "routes",
    RecordKind.SCORE: "diagnostics",
    RecordKind.RESPONSE: "feedback",
}
_RECORDS: Mapping[RecordKind, Callable[[int], Spot]] = {
    RecordKind.PLAN_ITEM: lambda id_: ("plan", id_),
    RecordKind.EVENT: lambda id_: ("events", id_),
    RecordKind.VISIT: lambda id_: ("events", id_),
    RecordKind.PERSON: lambda id_: ("trainees", OneCard(id_)),
    RecordKind.ORGANISATION: lambda id_: ("trainees", OneOrganization(id_)),
    RecordKind.MUNICIPALITY: lambda _id: ("trainees", Place.ORGANIZATIONS),
    RecordKind.STREAM: lambda id_: ("trainees", OneStream(id_)),
    RecordKind.CERTIFICATE: lambda id_: ("certificates", id_),
    RecordKind.PRODUCT: lambda id_: ("products", id_),
    RecordKind.CONSULTATION: lambda id_: ("events", Consultation(id_)),
    RecordKind.INDICATOR: lambda id_: ("reports", OneIndicator(id_)),
}
_FINDINGS: Mapping[Mended, Callable[[int], Spot]] = {
    Mended.EVENT: lambda id_: ("events", id_),
    Mended.PLAN_ITEM: lambda id_: ("plan", id_),
    Mended.ORGANIZATION: lambda id_: ("trainees", OneOrganization(id_)),
    Mended.PROGRAM: lambda id_: ("programs", OneProgram(id_, "modules")),
}


def place_of_record(db: Database, kind: RecordKind | None, record_id: int, other: int | None = None) -> Spot | None:
    """Where a record is opened, `other` being the second half of its key; None for what has no place, or is gone."""
    if kind is RecordKind.VALUE and other is not None:
        return "reports", OneIndicator(other)
    if kind is not None and kind in KEPT_IN_STREAMS:
        found = stream_of_record(db, kind, record_id)
        return ("programs", InStream(found.stream_id, _TABS[kind], found.person_id)) if found else None
    go = _RECORDS.get(kind) if kind is not None else None
    return go(record_id) if go is not None else None


def place_of_finding(row: CheckRow, period: str) -> Spot | None:
    """Where a finding of a period's report is mended; None for a figure: its rows are shown beside the page."""
    if row.at is Mended.INDICATOR:
        return "reports", OneIndicator(row.record_id, period)
    go = _FINDINGS.get(row.at)
    return go(row.record_id) if go is not None else None
