"""«Аналитика»: quarters in a row, municipalities, formats with satisfaction, and which programmes close what."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, one, rows
from models.queries.measures import SCORED, SCORES, measured
from models.queries.plan_days import COUNTS
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.analytics import (
    Analytics,
    AnalyticsPaper,
    DeficitLine,
    FormatLine,
    MunicipalityLine,
    QuarterLine,
)
from models.rules.measures import Measure
from models.rules.periods import Period
from models.rules.plan_periods import Span, former_period, quarter_of, short_title

QUARTERS_SHOWN = 8

_HELD = "e.held_on BETWEEN :start AND min(:end, :today)"

_MUNICIPALITIES = f"""
WITH visits AS (
    SELECT a.person_id, o.id AS organization_id, o.municipality_id, o.is_remote
    FROM event AS e JOIN attendance AS a ON a.event_id = e.id AND a.state IN ('present', 'remote')
    JOIN person AS p ON p.id = a.person_id JOIN organization AS o ON o.id = p.organization_id
    WHERE {_HELD}
), given AS (
    SELECT o.municipality_id, count(*) AS certificates
    FROM certificate AS c JOIN enrollment AS n ON n.id = c.enrollment_id
    JOIN person AS p ON p.id = n.person_id JOIN organization AS o ON o.id = p.organization_id
    WHERE c.state = 'issued' AND c.duplicate_of_id IS NULL AND c.issue_date BETWEEN :start AND :end
    GROUP BY o.municipality_id
), units AS (
    SELECT id, name, oktmo FROM municipality
    WHERE valid_to IS NULL OR id IN (SELECT municipality_id FROM visits UNION SELECT municipality_id FROM given)
    UNION ALL
    SELECT NULL, 'не указан', '' WHERE EXISTS (SELECT 1 FROM visits WHERE municipality_id IS NULL)
                                    OR EXISTS (SELECT 1 FROM given WHERE municipality_id IS NULL)
)
SELECT u.name, u.oktmo, count(DISTINCT v.organization_id), count(DISTINCT v.person_id),
       count(DISTINCT v.person_id) FILTER (WHERE v.is_remote), count(v.person_id),
       coalesce((SELECT g.certificates FROM given AS g WHERE g.municipality_id IS u.id), 0)
FROM units AS u LEFT JOIN visits AS v ON v.municipality_id IS u.id
GROUP BY u.id, u.name, u.oktmo ORDER BY count(DISTINCT v.person_id) DESC, u.id IS NULL, u.name, u.oktmo
"""

_FORMATS = f"""
WITH held AS (
    SELECT e.id, e.format_id, e.mode, e.duration_min,
           e.total_external + (SELECT count(*) FROM attendance AS a
                               WHERE a.event_id = e.id AND a.state IN ('present', 'remote')) AS participants
    FROM event AS e WHERE {_HELD}
), asked AS (
    SELECT DISTINCT h.format_id, es.stream_id FROM held AS h JOIN event_stream AS es ON es.event_id = h.id
), said AS (
    SELECT q.format_id, count(*) AS answers, 1.0 * sum({SCORES}) / nullif(sum({SCORED}), 0) AS mean
    FROM asked AS q JOIN feedback_survey AS v ON v.stream_id = q.stream_id
    JOIN feedback_response AS r ON r.survey_id = v.id GROUP BY q.format_id
)
SELECT f.title, count(*), count(*) FILTER (WHERE h.mode = 'in_person'), count(*) FILTER (WHERE h.mode = 'remote'),
       count(*) FILTER (WHERE h.mode = 'mixed'), sum(h.participants), sum(h.duration_min) / 45.0,
       coalesce(s.answers, 0), round(s.mean, 2)
FROM held AS h JOIN event_format AS f ON f.id = h.format_id LEFT JOIN said AS s ON s.format_id = f.id
GROUP BY f.id ORDER BY count(*) DESC, f.sort_order, f.id
"""

_DEFICITS = """
WITH places AS (
    SELECT n.id, s.program_id FROM enrollment AS n JOIN stream AS s ON s.id = n.stream_id
    WHERE n.status <> 'applied' AND s.starts_on <= :end AND s.ends_on >= :start
), marked AS (
    SELECT p.program_id, i.competence_id, i.is_deficit, x.is_deficit AS after
    FROM places AS p
    JOIN diagnostic_card AS d ON d.enrollment_id = p.id AND d.stage = 'entry'
    JOIN diagnostic_item AS i ON i.card_id = d.id
    LEFT JOIN diagnostic_card AS xd ON xd.enrollment_id = p.id AND xd.stage = 'exit'
    LEFT JOIN diagnostic_item AS x ON x.card_id = xd.id AND x.competence_id = i.competence_id
    WHERE i.is_deficit
), declared AS (
    SELECT DISTINCT d.program_id, d.competence_id FROM program_deficit AS d
    WHERE d.competence_id IS NOT NULL AND d.program_id IN (SELECT program_id FROM places)
), pairs AS (
    SELECT program_id, competence_id FROM marked UNION SELECT program_id, competence_id FROM declared
)
SELECT g.title, c.title, EXISTS (SELECT 1 FROM declared AS d
                                 WHERE d.program_id = w.program_id AND d.competence_id = w.competence_id),
       count(m.is_deficit) FILTER (WHERE m.after IS NOT NULL), count(m.is_deficit) FILTER (WHERE m.after = 0),
       count(m.is_deficit) FILTER (WHERE m.after IS NULL)
FROM pairs AS w JOIN program AS g ON g.id = w.program_id JOIN competence AS c ON c.id = w.competence_id
JOIN competence_area AS a ON a.id = c.area_id
LEFT JOIN marked AS m ON m.program_id = w.program_id AND m.competence_id = w.competence_id
GROUP BY w.program_id, w.competence_id ORDER BY g.title, g.id, a.sort_order, c.sort_order, c.id
"""


class _Plan(NamedTuple):
    planned: int
    done: int


class _Day(NamedTuple):
    first: date | None


def site_span(db: Database) -> Span:
    """From the first event or stream of the site to today."""
    with db.reading() as session:
        return Span(_first_day(session, db.today()), db.today())


def analytics(db: Database, span: Span) -> Analytics:
    """Every table of the days from `span.start` to `span.end`, both included."""
    with db.reading() as session:
        return _read(session, span, db.today())


@speaks_by_code
def analytics_paper(db: Database, span: Span, title: str) -> AnalyticsPaper:
    """The same to print; raises UserError without a passport."""
    today = db.today()
    with db.reading() as session:
        passport, signatures = read_passport(session, min(span.end, today))
        found = _read(session, span, today)
    return AnalyticsPaper(
        passport=passport,
        signatures=signatures,
        period_title=title,
        printed_on=today,
        quarters=found.quarters,
        municipalities=found.municipalities,
        formats=found.formats,
        deficits=found.deficits,
    )


def _read(session: Source, span: Span, today: date) -> Analytics:
    days = {"start": span.start, "end": span.end}
    quarters, first = [quarter_of(min(span.end, today))], _first_day(session, today)
    while len(quarters) < QUARTERS_SHOWN and quarters[0].start > first:
        quarters.insert(0, former_period(quarters[0]))
    return Analytics(
        quarters=tuple(_quarter(session, each, today) for each in quarters),
        municipalities=tuple(rows(session, MunicipalityLine, _MUNICIPALITIES, **days, today=today)),
        formats=tuple(rows(session, FormatLine, _FORMATS, **days, today=today)),
        deficits=tuple(rows(session, DeficitLine, _DEFICITS, **days)),
    )


def _first_day(session: Source, today: date) -> date:
    """When the first event was held or the first stream began, today at the latest."""
    sql = "SELECT min(day) FROM (SELECT min(held_on) AS day FROM event UNION ALL SELECT min(starts_on) FROM stream)"
    return min(one(session, _Day, sql).first or today, today)


def _quarter(session: Source, period: Period, today: date) -> QuarterLine:
    plan = one(
        session,
        _Plan,
        f"""
        SELECT count(*), count(*) FILTER (WHERE i.status = 'done')
        FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id WHERE {COUNTS} AND p.kind <> 'roadmap'
        """,
        start=period.start,
        end=period.end,
    )

    def figure(measure: Measure) -> float | None:
        return measured(session, measure, start=period.start, end=period.end, today=today)

    def many(measure: Measure) -> int:
        return int(figure(measure) or 0)

    return QuarterLine(
        period=period.code,
        title=short_title(period),
        planned=plan.planned,
        done=plan.done,
        events=many(Measure.EVENTS),
        hours=figure(Measure.HOURS) or 0,
        visits=many(Measure.VISITS),
        people=many(Measure.PEOPLE),
        remote_share=figure(Measure.REMOTE_SHARE),
        organizations=many(Measure.ORGANIZATIONS),
        municipalities=many(Measure.MUNICIPALITIES),
        enrolled=many(Measure.ENROLLED),
        completed=many(Measure.COMPLETED),
        certificates=many(Measure.CERTIFICATES),
        products=many(Measure.PRODUCTS),
        satisfaction=figure(Measure.SATISFACTION),
    )
