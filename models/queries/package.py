"""Rows of the open package of a period; nothing here names a person."""

from datetime import date
from typing import TypeVar

from models.database import Database
from models.queries.approved_report import last_approved_text
from models.queries.fetch import Source, rows
from models.queries.indicators import read_indicators
from models.queries.plan_days import COUNTS
from models.queries.report import PLACES, STREAMS_AT_WORK, read_report
from models.rows.codes import PackageKind
from models.rows.package import (
    AttendanceRow,
    EnrollmentRow,
    EventStreamRow,
    ModuleRow,
    MunicipalityRow,
    PackageEvent,
    PackageIndicator,
    PackagePlanItem,
    PackageProduct,
    PackageRecord,
    PackageRows,
    ProgramRow,
    StreamRow,
    TraineeRow,
)
from models.rows.report import ReportData
from models.rules.periods import Period
from models.rules.person_code import PERSON_CODE_SQL
from models.rules.privacy import PersonNames
from models.rules.report_snapshot import ReportSnapshot, read_snapshot

Row = TypeVar("Row")

# What the period touches: its streams, its events once their day has come, and the people in either. Plan items are
# those of the report and any that an event of the period was held for; of a дорожная карта only the latter.
PERIOD_SCOPE = f"""
WITH streams AS ({STREAMS_AT_WORK}),
     places AS ({PLACES}),
     events AS (SELECT * FROM event WHERE held_on BETWEEN :start AND min(:end, :today)),
     items AS (
        SELECT i.*, p.kind AS plan_kind FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
        WHERE (p.kind <> 'roadmap' AND {COUNTS})
           OR i.id IN (SELECT plan_item_id FROM events)
     ),
     links AS (SELECT event_id, stream_id FROM event_stream WHERE event_id IN (SELECT id FROM events)),
     all_streams AS (SELECT * FROM stream WHERE id IN (SELECT id FROM streams UNION SELECT stream_id FROM links)),
     people AS (
        SELECT person_id AS id FROM places WHERE stream_id IN (SELECT id FROM all_streams)
        UNION SELECT person_id FROM attendance WHERE event_id IN (SELECT id FROM events)
     )
"""
"""What the queries of a period's packages begin with."""

_TRAINEE = PERSON_CODE_SQL.format(id="p.id")
_MARKED = PERSON_CODE_SQL.format(id="a.person_id")
_ENROLLED = PERSON_CODE_SQL.format(id="n.person_id")


def package_contents(db: Database, period: Period) -> tuple[PackageRows, ReportData]:
    """The rows of a period's open package, in a fixed order, and its report: both read at one moment.

    The report is the one approved last, with the indicators as they were then, where there is one: what is begun anew
    goes only once it is approved. The other rows are the records of today. Raises UserError while the site's passport
    is not filled.
    """
    with db.reading() as session:
        today = db.today()
        found = read_package_rows(session, period, today=today)
        approved = last_approved_text(session, period)
        if approved is None:
            return found, read_report(session, period, today=today)
        kept = read_snapshot(approved)
        return found._replace(indicators=indicators_of(session, kept)), kept.data


def read_package_rows(session: Source, period: Period, *, today: date) -> PackageRows:
    """The rows of a period's open package inside an open snapshot."""
    return PackageRows(
        municipalities=read_in_scope(
            session,
            period,
            today,
            MunicipalityRow,
            """
            SELECT m.oktmo, m.name FROM municipality AS m
            WHERE m.id IN (SELECT o.municipality_id FROM people JOIN person AS p ON p.id = people.id
                           JOIN organization AS o ON o.id = p.organization_id)
            ORDER BY m.oktmo
            """,
        ),
        programs=read_in_scope(
            session,
            period,
            today,
            ProgramRow,
            """
            SELECT uid, title, kind, hours, version FROM program
            WHERE id IN (SELECT program_id FROM all_streams) ORDER BY id
            """,
        ),
        modules=read_in_scope(
            session,
            period,
            today,
            ModuleRow,
            """
            SELECT g.uid, m.no, m.title, m.hours, m.mode FROM module AS m JOIN program AS g ON g.id = m.program_id
            WHERE g.id IN (SELECT program_id FROM all_streams) ORDER BY g.id, m.no
            """,
        ),
        streams=read_in_scope(
            session,
            period,
            today,
            StreamRow,
            """
            SELECT s.uid, g.uid, s.title, s.starts_on, s.ends_on
            FROM all_streams AS s JOIN program AS g ON g.id = s.program_id ORDER BY s.id
            """,
        ),
        trainees=read_in_scope(
            session,
            period,
            today,
            TraineeRow,
            f"""
            SELECT {_TRAINEE}, t.title, coalesce(p.category, ''), coalesce(p.education, ''), p.experience_years,
                   m.oktmo, o.is_remote
            FROM people JOIN person AS p ON p.id = people.id JOIN position AS t ON t.id = p.position_id
            JOIN organization AS o ON o.id = p.organization_id
            LEFT JOIN municipality AS m ON m.id = o.municipality_id
            ORDER BY p.id
            """,
        ),
        enrollments=read_in_scope(
            session,
            period,
            today,
            EnrollmentRow,
            f"""
            SELECT s.uid, {_ENROLLED}, n.status, n.enrolled_on, n.left_on
            FROM places AS n JOIN all_streams AS s ON s.id = n.stream_id
            ORDER BY s.id, n.person_id
            """,
        ),
        plan_items=read_in_scope(
            session,
            period,
            today,
            PackagePlanItem,
            """
            SELECT i.uid, i.plan_kind, s.title, i.title, f.title, i.mode, i.due_from, i.due_to, i.planned_count,
                   coalesce(i.expected_result, ''), i.status,
                   coalesce((SELECT max(e.held_on) FROM event AS e
                             WHERE e.plan_item_id = i.id AND e.held_on <= :today), i.done_on),
                   i.postponed_to, coalesce(i.reason, '')
            FROM items AS i JOIN plan_section AS s ON s.id = i.section_id
            JOIN event_format AS f ON f.id = i.format_id
            ORDER BY s.sort_order, i.due_from, i.id
            """,
        ),
        events=read_in_scope(
            session,
            period,
            today,
            PackageEvent,
            """
            SELECT e.uid, i.uid, e.held_on, e.title, f.title, e.mode, e.duration_min, e.total_external,
                   coalesce(e.outcome, '')
            FROM events AS e JOIN event_format AS f ON f.id = e.format_id
            LEFT JOIN items AS i ON i.id = e.plan_item_id
            ORDER BY e.held_on, e.id
            """,
        ),
        event_streams=read_in_scope(
            session,
            period,
            today,
            EventStreamRow,
            """
            SELECT e.uid, s.uid FROM links AS l JOIN event AS e ON e.id = l.event_id
            JOIN stream AS s ON s.id = l.stream_id
            ORDER BY e.held_on, e.id, s.id
            """,
        ),
        attendance=read_in_scope(
            session,
            period,
            today,
            AttendanceRow,
            f"""
            SELECT e.uid, {_MARKED}, a.state, a.minutes FROM attendance AS a JOIN events AS e ON e.id = a.event_id
            ORDER BY e.held_on, e.id, a.person_id
            """,
        ),
        products=read_in_scope(
            session,
            period,
            today,
            PackageProduct,
            """
            SELECT p.uid, p.title, k.title, p.made_on, p.status, e.uid, coalesce(p.level, ''),
                   coalesce(p.participation_form, ''), coalesce(p.publication, ''), coalesce(p.url, '')
            FROM product AS p JOIN product_kind AS k ON k.id = p.kind_id LEFT JOIN events AS e ON e.id = p.event_id
            WHERE p.made_on BETWEEN :start AND :end AND p.status <> 'draft' ORDER BY p.made_on, p.id
            """,
        ),
        indicators=[
            PackageIndicator(line.code, line.title, line.unit, line.target, line.fact)
            for line in read_indicators(session, period, today=today)
        ],
        people=read_people_names(session),
    )


def read_people_names(session: Source) -> list[PersonNames]:
    """Everybody whom the site knows, as she could be named in a text."""
    return rows(
        session,
        PersonNames,
        """
        SELECT p.last_name, p.first_name, coalesce(p.patronymic, ''), coalesce(p.phone, ''),
               coalesce(r.snils, ''), coalesce(p.email, '')
        FROM person AS p LEFT JOIN person_restricted AS r ON r.person_id = p.id
        ORDER BY p.id
        """,
    )


def latest_package(db: Database, kind: PackageKind, period: Period) -> PackageRecord | None:
    """The package of this kind and period with the highest serial."""
    with db.reading() as session:
        found = rows(
            session,
            PackageRecord,
            """
            SELECT id, serial, name, sha256, size FROM package WHERE kind = :kind AND period = :period
            ORDER BY serial DESC LIMIT 1
            """,
            kind=kind.value,
            period=period.code,
        )
    return found[0] if found else None


def indicators_of(session: Source, kept: ReportSnapshot) -> list[PackageIndicator]:
    """The indicators as a report was approved with them; of one that is gone the code is its number."""
    codes = {
        int(id_): str(code) for id_, code in session.connection().exec_driver_sql("SELECT id, code FROM indicator")
    }
    return [
        PackageIndicator(codes.get(key.id, str(key.id)), row.name, row.unit, row.plan, row.fact)
        for key, row in zip(kept.records.indicators, kept.data.indicators, strict=True)
    ]


def read_in_scope(session: Source, period: Period, today: date, row_type: type[Row], sql: str) -> list[Row]:
    """Rows of a query that speaks of `streams`, `places`, `events`, `items`, `links`, `all_streams` and `people`."""
    return rows(session, row_type, PERIOD_SCOPE + sql, start=period.start, end=period.end, today=today)
