"""A report as it stands in a version: an approved one as its snapshot keeps it, a draft as it is counted now."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.kept_files import content_path
from models.queries.fetch import Source, rows
from models.queries.report import read_report
from models.queries.report_rows import people_named, read_records
from models.queries.spoken_of import speaks_by_code, told_by_code
from models.rows.codes import ReportStatus
from models.rows.report import ReportData
from models.rows.report_records import EvidenceRow, Figure, ReportRecords
from models.rows.reports import ReadyReport
from models.rules.periods import Period, parse_period
from models.rules.plan_periods import former_period
from models.rules.report_drafts import drafts
from models.rules.report_evidence import rows_of
from models.rules.report_snapshot import Rewritten, named, nameless, read_snapshot

NO_REPORT = "Этого отчёта уже нет."


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a report with everything behind it; `approved_by` is the action that approved it."""

    id: int
    period: Period
    version: int
    status: ReportStatus
    approved_on: date | None
    corrects_id: int | None
    data: ReportData
    records: ReportRecords
    approved_by: int | None
    rewritten: tuple[Rewritten, ...] = ()


class _Row(NamedTuple):
    id: int
    period: str
    version: int
    status: ReportStatus
    approved_on: date | None
    corrects_id: int | None
    snapshot: str | None


class _File(NamedTuple):
    sha256: str


def read_version(session: Source, report_id: int, *, today: date) -> Version:
    """A version inside an open snapshot, with the names of today; raises UserError when it is gone."""
    row = _row(session, report_id)
    period = parse_period(row.period)
    head = (row.id, period, row.version, row.status, row.approved_on, row.corrects_id)
    if row.snapshot is None:
        data, records = read_report(session, period, today=today), read_records(session, period, today=today)
        return Version(*head, data, records, None)
    kept = read_snapshot(row.snapshot)
    names = {each.id: each.name for each in people_named(session, {each.id for each in kept.records.people})}
    return Version(*head, kept.data, named(kept.records, names), kept.approved_by, kept.rewritten)


@speaks_by_code
def report_to_show(db: Database, report_id: int) -> ReportData:
    """What a version prints: an approved one as it was approved, whatever was edited since; a draft as it is now.

    Raises UserError when the report is gone.
    """
    with db.reading() as session:
        row = _row(session, report_id)
        if row.snapshot is not None:
            return read_snapshot(row.snapshot).data
        return read_report(session, parse_period(row.period), today=db.today())


def report_to_approve(db: Database, report_id: int, approved_on: date) -> ReadyReport:
    """A draft as it would be approved on a day; raises UserError for one that is approved already, or gone."""
    with db.reading() as session:
        return read_ready(session, report_id, approved_on, today=db.today())


def read_ready(session: Source, report_id: int, approved_on: date, *, today: date) -> ReadyReport:
    """The same inside an open snapshot, or in the transaction that approves."""
    row = _row(session, report_id)
    if row.snapshot is not None or row.status is not ReportStatus.DRAFT:
        raise UserError("Этот отчёт уже утверждён.", "Чтобы изменить его, создайте корректирующий отчёт.")
    period = parse_period(row.period)
    data = read_report(session, period, today=today)
    data = replace(data, signatures=replace(data.signatures, approved_on=approved_on))
    records = nameless(read_records(session, period, today=today))
    data, records = told_by_code(session, (data, records))
    return ReadyReport(report_id=report_id, approved_on=approved_on, data=data, records=records)


def kept_rows_behind(db: Database, report_id: int, figure: Figure) -> tuple[EvidenceRow, ...]:
    """The records behind a figure of a version: of an approved one those it was approved with."""
    with db.reading() as session:
        version = read_version(session, report_id, today=db.today())
    return rows_of(version.records, version.data, figure)


@speaks_by_code
def report_drafts(db: Database, period: Period) -> dict[str, str]:
    """Drafts of the texts by section, made of the data and of the period of the same kind before; none without data."""
    with db.reading() as session:
        today = db.today()
        now, before = (read_report(session, each, today=today) for each in (period, former_period(period)))
    return drafts(now, before)


def kept_file(db: Database, folder: Path, report_id: int, ending: str) -> bytes | None:
    """The file of an approved report as it was drawn that day (`folder` holds the attachments).

    None where there is none, or where it names somebody who has withdrawn: then `report_to_show` is drawn.
    """
    with db.reading() as session:
        row = _row(session, report_id)
        found = rows(
            session,
            _File,
            "SELECT a.sha256 FROM report_file AS f JOIN attachment AS a ON a.id = f.attachment_id "
            "WHERE f.report_id = :report AND f.ending = :ending",
            report=report_id,
            ending=ending,
        )
        if row.snapshot is None or not found:
            return None
        data = read_snapshot(row.snapshot).data
        if told_by_code(session, data) != data:
            return None
    place = content_path(folder, found[0].sha256)
    return place.read_bytes() if place.exists() else None


def reports_without_files(db: Database) -> list[int]:
    """Approved reports whose files were dropped with somebody's data: they are to be drawn anew."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT id FROM report AS r WHERE r.snapshot IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM report_file AS f WHERE f.report_id = r.id) ORDER BY id"
        )
        return [int(id_) for id_ in found.scalars()]


def _row(session: Source, report_id: int) -> _Row:
    found = rows(
        session,
        _Row,
        "SELECT id, period, version, status, approved_on, corrects_id, snapshot FROM report WHERE id = :report",
        report=report_id,
    )
    if not found:
        raise UserError(NO_REPORT, "Обновите список: отчёт могли убрать.")
    return found[0]
