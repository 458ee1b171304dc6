"""What the sealed package of a period carries: the open package's rows, the report, and the records behind it."""

from datetime import date

from models.database import Database
from models.queries.approved_report import last_approved_text
from models.queries.fetch import Source
from models.queries.package import indicators_of, read_in_scope, read_package_rows
from models.queries.report import read_report
from models.queries.spoken_of import speaks_by_code
from models.rows.package import PackageRows
from models.rows.quarter import (
    CompetenceRow,
    EventMaterialsRow,
    HeldElsewhereRow,
    KindergartenRow,
    QuarterRows,
    ScoreRow,
    StreamFactRow,
    WorksAtRow,
)
from models.rows.report import ReportData
from models.rules.periods import Period
from models.rules.person_code import PERSON_CODE_SQL
from models.rules.report_snapshot import read_snapshot

_TRAINEE = PERSON_CODE_SQL.format(id="people.id")
_ENROLLED = PERSON_CODE_SQL.format(id="n.person_id")


@speaks_by_code
def quarter_contents(db: Database, period: Period) -> tuple[PackageRows, QuarterRows, ReportData]:
    """All records of a period for ИРО, in a fixed order, of one snapshot; who withdrew is spoken of by code.

    The report is the one approved last, where there is one, as in the open package; the records are those of today.
    Raises UserError while the site's passport is not filled.
    """
    with db.reading() as session:
        today = db.today()
        found, quarter = read_package_rows(session, period, today=today), _read_quarter(session, period, today)
        approved = last_approved_text(session, period)
        if approved is None:
            return found, quarter, read_report(session, period, today=today)
        kept = read_snapshot(approved)
        return found._replace(indicators=indicators_of(session, kept)), quarter, kept.data


def _read_quarter(session: Source, period: Period, today: date) -> QuarterRows:
    return QuarterRows(
        kindergartens=read_in_scope(
            session,
            period,
            today,
            KindergartenRow,
            """
            SELECT o.uid, o.short_name, m.oktmo, o.is_remote
            FROM organization AS o LEFT JOIN municipality AS m ON m.id = o.municipality_id
            WHERE o.id IN (SELECT p.organization_id FROM people JOIN person AS p ON p.id = people.id)
            ORDER BY o.id
            """,
        ),
        works_at=read_in_scope(
            session,
            period,
            today,
            WorksAtRow,
            f"""
            SELECT {_TRAINEE}, o.uid FROM people JOIN person AS p ON p.id = people.id
            JOIN organization AS o ON o.id = p.organization_id ORDER BY people.id
            """,
        ),
        competences=read_in_scope(
            session,
            period,
            today,
            CompetenceRow,
            """
            SELECT row_number() OVER (ORDER BY ar.sort_order, c.sort_order, c.id), ar.title, c.title
            FROM competence AS c JOIN competence_area AS ar ON ar.id = c.area_id
            ORDER BY 1
            """,
        ),
        scores=read_in_scope(
            session,
            period,
            today,
            ScoreRow,
            f"""
            , numbered AS (
                SELECT c.id, row_number() OVER (ORDER BY ar.sort_order, c.sort_order, c.id) AS no
                FROM competence AS c JOIN competence_area AS ar ON ar.id = c.area_id
            )
            SELECT d.stage, s.uid, {_ENROLLED}, numbered.no, i.self_score, i.tutor_score, i.is_deficit
            FROM places AS n JOIN streams AS s ON s.id = n.stream_id
            JOIN diagnostic_card AS d ON d.enrollment_id = n.id
            JOIN diagnostic_item AS i ON i.card_id = d.id
            JOIN numbered ON numbered.id = i.competence_id
            ORDER BY d.stage, s.id, n.person_id, numbered.no
            """,
        ),
        materials=read_in_scope(
            session,
            period,
            today,
            EventMaterialsRow,
            """
            SELECT uid, coalesce(materials, link) FROM events
            WHERE coalesce(materials, link) <> '' ORDER BY held_on, id
            """,
        ),
        streams=read_in_scope(
            session,
            period,
            today,
            StreamFactRow,
            """
            SELECT s.uid, (SELECT count(*) FROM certificate AS c JOIN enrollment AS en ON en.id = c.enrollment_id
                           WHERE en.stream_id = s.id AND c.state = 'issued' AND c.duplicate_of_id IS NULL
                             AND c.issue_date BETWEEN :start AND :end), s.id IN (SELECT id FROM streams)
            FROM all_streams AS s ORDER BY s.id
            """,
        ),
        held_elsewhere=read_in_scope(
            session,
            period,
            today,
            HeldElsewhereRow,
            """
            SELECT i.uid,
                   (SELECT sum(e.total_external + (SELECT count(*) FROM attendance AS a
                                                   WHERE a.event_id = e.id AND a.state IN ('present', 'remote')))
                    FROM event AS e WHERE e.plan_item_id = i.id AND e.held_on <= :today),
                   coalesce((SELECT group_concat(told.outcome, '; ') FROM (
                                SELECT e.outcome FROM event AS e
                                WHERE e.plan_item_id = i.id AND e.held_on <= :today AND e.outcome <> ''
                                ORDER BY e.held_on, e.id) AS told), i.expected_result, '')
            FROM items AS i
            WHERE EXISTS (SELECT 1 FROM event AS e WHERE e.plan_item_id = i.id AND e.held_on <= :today
                          AND e.held_on NOT BETWEEN :start AND :end)
            ORDER BY i.id
            """,
        ),
    )
