"""Two reports side by side: what differs, by which records, and who changed them (domain.md §3.6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.database import Database
from models.queries.fetch import Source
from models.queries.report import read_report
from models.queries.report_hands import Hands, hands_between
from models.queries.report_rows import read_records
from models.queries.report_versions import read_version
from models.rows.report_compare import Hand, ReportComparison, ReportSide, RowChange
from models.rows.report_records import Figure, RecordKind
from models.rules.periods import Period
from models.rules.report_difference import Reported, changed_cells, figure_changes, table_changes, text_changes


def compare_reports(db: Database, before: int | Period, after: int | Period) -> ReportComparison:
    """What differs between two reports: an id is a version (a draft as it stands now), a period its figures now.

    Of two versions of one period it says which records differ and who changed them; of two periods only the figures
    and texts. Raises UserError when a report is gone.
    """
    with db.reading() as session:
        one, other = (_side(session, each, db) for each in (before, after))
        is_same_period = one.side.period == other.side.period
        was, now = Reported(*one.reported), Reported(*other.reported)
        figures = figure_changes(was, now, with_rows=is_same_period)
        tables = table_changes(was, now) if is_same_period else ()
        if is_same_period:
            hands = hands_between(session, *_window(one, other))
            figures = tuple(each._replace(rows=_told(each.rows, hands)) for each in figures)
            counted = {
                now.records.indicators[each.figure.line - 1].id: [hand for row in each.rows for hand in row.hands]
                for each in figures
                if each.figure.table == "indicators"
            }
            tables = tuple(each._replace(rows=_told(each.rows, hands, counted)) for each in tables)
        return ReportComparison(
            before=one.side,
            after=other.side,
            figures=figures,
            tables=tables,
            texts=text_changes(was.data, now.data),
        )


def changed_since(db: Database, report_id: int) -> dict[Figure, str]:
    """The printed cells of a correcting report that the one it corrects does not say so, each with what it says there.

    Nothing for a first version; raises UserError when the report is gone.
    """
    with db.reading() as session:
        today = db.today()
        now = read_version(session, report_id, today=today)
        if now.corrects_id is None:
            return {}
        was = read_version(session, now.corrects_id, today=today)
    return changed_cells(Reported(was.data, was.records), Reported(now.data, now.records))


@dataclass(frozen=True, slots=True)
class _Compared:
    side: ReportSide
    reported: Reported
    approved_by: int | None


def _side(session: Source, of: int | Period, db: Database) -> _Compared:
    today = db.today()
    if isinstance(of, Period):
        data, records = read_report(session, of, today=today), read_records(session, of, today=today)
        return _Compared(ReportSide(of.title, of.code, None, None, None, None), Reported(data, records), None)
    found = read_version(session, of, today=today)
    title = found.period.title if found.version == 1 else f"{found.period.title}, версия {found.version}"
    side = ReportSide(title, found.period.code, found.id, found.version, found.status, found.approved_on)
    return _Compared(side, Reported(found.data, found.records), found.approved_by)


def _window(one: _Compared, other: _Compared) -> tuple[int, int | None]:
    """The actions between two versions: after the earlier approval, up to the later or to now."""
    known = sorted(each for each in (one.approved_by, other.approved_by) if each is not None)
    if not known:
        return 0, 0
    return known[0], known[1] if len(known) > 1 else None


def _told(
    rows: Iterable[RowChange], hands: Hands, counted: Mapping[int, Iterable[Hand]] = MappingProxyType({})
) -> tuple[RowChange, ...]:
    """The rows with their hands; of an indicator (by id) also those of the records it counts."""
    return tuple(
        row._replace(
            hands=tuple(
                sorted({*hands.of(row), *(counted.get(row.id, ()) if row.kind is RecordKind.INDICATOR else ())})
            )
        )
        for row in rows
    )
