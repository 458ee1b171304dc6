"""Begun reports, their texts, and the register of packages."""

from models.database import Database
from models.queries.approved_report import approved_text
from models.queries.fetch import number, rows
from models.rows.codes import ReportType
from models.rows.reports import PackageLine, PackagePart, ReportLine
from models.rules.periods import Period, last_full_quarter, parse_period, periods_around
from models.rules.plan_periods import quarter_of
from models.rules.report_snapshot import read_snapshot


def report_list(db: Database) -> list[ReportLine]:
    """Begun reports, the newest period first."""
    with db.reading() as session:
        return rows(
            session,
            ReportLine,
            """
            SELECT r.id, r.period, r.version, r.status,
                   (SELECT count(*) FROM report_text AS t WHERE t.report_id = r.id AND trim(t.text) <> ''),
                   r.approved_on, r.corrects_id, coalesce(r.correction_reason, ''),
                   coalesce((SELECT group_concat('акт ' || json_extract(w.value, '$.act') || ' от '
                                                 || strftime('%d.%m.%Y', json_extract(w.value, '$.on')), ', ')
                             FROM json_each(r.snapshot, '$.rewritten') AS w), '')
            FROM report AS r ORDER BY substr(r.period, 1, 4) DESC, r.period DESC, r.version DESC
            """,
        )


def report_texts(db: Database, period: Period) -> dict[str, str]:
    """The texts of a period's newest report by section; of an approved one those it was approved with."""
    with db.reading() as session:
        approved = approved_text(session, period)
        if approved:
            return dict(read_snapshot(approved).data.texts)
        found = session.connection().exec_driver_sql(
            """
            SELECT t.section, t.text FROM report_text AS t JOIN report AS r ON r.id = t.report_id
            WHERE r.period = ? ORDER BY r.version
            """,
            (period.code,),
        )
        return {str(section): str(text) for section, text in found}


def package_list(db: Database) -> list[PackageLine]:
    """Built packages, the newest first."""
    with db.reading() as session:
        return rows(
            session,
            PackageLine,
            """
            SELECT id, period, serial, name, size, sha256, state, created_at FROM package ORDER BY id DESC
            """,
        )


def period_to_send(db: Database) -> Period:
    """The period a package is most likely wanted for: of the newest report that has begun, or where there is work.

    The last full quarter comes before an older report, this quarter before one without a single event.
    """
    today, full = db.today(), last_full_quarter(db.today())
    begun = [period for period in (parse_period(each.period) for each in report_list(db)) if period.start <= today]
    reported = max(begun, key=lambda period: (period.start, -period.end.toordinal()), default=None)
    if reported is not None and reported.start >= full.start:
        return reported
    worked = [period for period in (full, quarter_of(today)) if events_in(db, period)]
    return worked[0] if worked else reported or full


def periods_to_send(db: Database) -> list[Period]:
    """The periods a package may be built for: those of the calendar, and any days that a report has been begun for."""
    around = periods_around(db.today())
    begun = (parse_period(each.period) for each in report_list(db))
    return [*around, *dict.fromkeys(each for each in begun if each.kind is ReportType.DAYS)]


def events_in(db: Database, period: Period) -> int:
    """How many events of a period have been held by today."""
    with db.reading() as session:
        counting = "SELECT count(*) FROM event WHERE held_on BETWEEN :start AND min(:end, :today)"
        return number(session, counting, start=period.start, end=period.end, today=db.today())


def package_parts(db: Database, package_id: int) -> list[PackagePart]:
    """What a package carries, in counts."""
    with db.reading() as session:
        return rows(
            session,
            PackagePart,
            "SELECT part, items FROM package_content WHERE package_id = :package ORDER BY rowid",
            package=package_id,
        )
