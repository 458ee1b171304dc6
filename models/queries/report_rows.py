"""The records behind the figures of a report, read by the conditions that models/queries/report.py counts by.

Every line of a figure is a record the person can open; what is counted from them is in models/rules/report_evidence.py.
"""

from datetime import date
from typing import TypeVar

from models.queries.fetch import Source, rows
from models.queries.indicator_rows import indicator_facts
from models.queries.indicators import read_indicators
from models.queries.report import ITEMS, STREAMS, VISITS
from models.queries.short_name import SHORT_NAME
from models.rows.questionnaire import QUESTIONS
from models.rows.report_records import (
    CertificateRecord,
    EventRecord,
    IndicatorKey,
    ItemRecord,
    MunicipalityRecord,
    OrganisationRecord,
    PersonRecord,
    PlaceRecord,
    ProductRecord,
    ReportRecords,
    ResponseRecord,
    RouteRecord,
    ScoreRecord,
    StreamRecord,
    SurveyedRecord,
    VisitRecord,
)
from models.rules.periods import Period

Row = TypeVar("Row")

_ITEMS = (
    ITEMS
    + """
    SELECT items.id, items.title, items.awaited_on, items.status,
           items.status = 'done' AND coalesce(items.held_on, items.done_on, '') > items.awaited_on, items.planned_count
    FROM items JOIN plan_section AS s ON s.id = items.section_id ORDER BY s.sort_order, items.due_from, items.id
    """
)
_EVENTS_MET = (
    ITEMS
    + """, met AS (
    SELECT e.*, e.held_on BETWEEN :start AND min(:end, :today) AS in_period FROM event AS e
    WHERE e.held_on <= :today AND (e.held_on BETWEEN :start AND :end OR e.plan_item_id IN (SELECT id FROM items))
)
"""
)
_EVENTS = (
    _EVENTS_MET
    + """
    SELECT e.id, e.title, e.held_on, f.title, e.duration_min, e.total_external, e.plan_item_id, e.in_period
    FROM met AS e JOIN event_format AS f ON f.id = e.format_id ORDER BY e.held_on, e.id
    """
)
_MARKS = (
    _EVENTS_MET
    + """
    SELECT a.event_id, a.person_id, p.organization_id
    FROM met AS e JOIN attendance AS a ON a.event_id = e.id AND a.state IN ('present', 'remote')
    JOIN person AS p ON p.id = a.person_id ORDER BY e.held_on, e.id, a.person_id
    """
)
_ORGANISATIONS = (
    VISITS
    + """
    SELECT o.id, o.short_name, o.municipality_id, o.is_remote FROM organization AS o
    WHERE o.id IN (SELECT organization_id FROM visits) ORDER BY o.short_name, o.id
    """
)
_MUNICIPALITIES = (
    VISITS
    + """
    SELECT m.id, m.name, m.oktmo FROM municipality AS m
    WHERE m.id IN (SELECT municipality_id FROM visits) ORDER BY m.name, m.id
    """
)
_STREAMS_MET = STREAMS + "SELECT s.id, s.title, s.starts_on FROM streams AS s ORDER BY s.starts_on, s.id"
_PLACES = (
    STREAMS
    + """
    SELECT n.id, n.stream_id, e.person_id, e.enrolled_on,
           n.status = 'completed' AND n.ended_on BETWEEN :start AND :end,
           n.status = 'expelled' AND n.ended_on BETWEEN :start AND :end
    FROM places AS n JOIN enrollment AS e ON e.id = n.id ORDER BY n.stream_id, n.id
    """
)
_CERTIFICATES = """
    SELECT c.id, '№ ' || c.reg_no, c.issue_date, n.stream_id, n.person_id
    FROM certificate AS c JOIN enrollment AS n ON n.id = c.enrollment_id
    WHERE c.state = 'issued' AND c.duplicate_of_id IS NULL AND c.issue_date BETWEEN :start AND :end
    ORDER BY c.issue_date, c.reg_no, c.id
    """
_ROUTES = (
    STREAMS
    + """
    SELECT r.id, e.person_id, r.starts_on FROM route AS r JOIN places AS n ON n.id = r.enrollment_id
    JOIN enrollment AS e ON e.id = n.id WHERE r.status <> 'draft' ORDER BY r.id
    """
)
_SCORES = (
    STREAMS
    + """
    SELECT d.id, i.competence_id, e.person_id, d.filled_on, ar.title, c.title, coalesce(i.is_deficit, 0),
           coalesce(i.is_deficit AND x.is_deficit = 0, 0), i.tutor_score, x.tutor_score
    FROM places AS n
    JOIN enrollment AS e ON e.id = n.id
    JOIN diagnostic_card AS d ON d.enrollment_id = n.id AND d.stage = 'entry'
    JOIN diagnostic_item AS i ON i.card_id = d.id
    JOIN competence AS c ON c.id = i.competence_id
    JOIN competence_area AS ar ON ar.id = c.area_id
    LEFT JOIN diagnostic_card AS xd ON xd.enrollment_id = n.id AND xd.stage = 'exit'
    LEFT JOIN diagnostic_item AS x ON x.card_id = xd.id AND x.competence_id = i.competence_id
    ORDER BY ar.sort_order, c.sort_order, c.id, d.id
    """
)
_PRODUCTS = """
    SELECT p.id, p.title, p.made_on, coalesce(p.participation_form <> '' OR p.level <> '', 0) FROM product AS p
    WHERE p.made_on BETWEEN :start AND :end AND p.status <> 'draft' ORDER BY p.made_on, p.id
    """
_SURVEYED = """
    SELECT n.id, n.person_id, s.title FROM enrollment AS n JOIN stream AS s ON s.id = n.stream_id
    WHERE n.status <> 'applied' AND n.stream_id IN (
        SELECT v.stream_id FROM feedback_survey AS v JOIN feedback_response AS r ON r.survey_id = v.id
        WHERE r.answered_on BETWEEN :start AND :end)
    ORDER BY s.id, n.id
    """
_RESPONSES = f"""
    SELECT id, answered_on, nps, {", ".join(QUESTIONS)} FROM feedback_response
    WHERE answered_on BETWEEN :start AND :end ORDER BY answered_on, id
    """


def read_records(session: Source, period: Period, *, today: date) -> ReportRecords:
    """All records behind a period's report inside an open snapshot."""

    def read(kind: type[Row], sql: str) -> tuple[Row, ...]:
        wanted = {"start": period.start, "end": period.end, "today": today}
        return tuple(rows(session, kind, sql, **{name: day for name, day in wanted.items() if f":{name}" in sql}))

    visits = read(VisitRecord, _MARKS)
    places, routes, scores = read(PlaceRecord, _PLACES), read(RouteRecord, _ROUTES), read(ScoreRecord, _SCORES)
    certificates, surveyed = read(CertificateRecord, _CERTIFICATES), read(SurveyedRecord, _SURVEYED)
    lines = read_indicators(session, period, today=today)
    facts = indicator_facts(session, lines, period, today=today)
    named = (visits, places, routes, scores, certificates, surveyed, facts)
    met = {each.person_id for group in named for each in group if each.person_id is not None}
    return ReportRecords(
        items=read(ItemRecord, _ITEMS),
        events=read(EventRecord, _EVENTS),
        visits=visits,
        people=people_named(session, met),
        organisations=read(OrganisationRecord, _ORGANISATIONS),
        municipalities=read(MunicipalityRecord, _MUNICIPALITIES),
        streams=read(StreamRecord, _STREAMS_MET),
        places=places,
        certificates=certificates,
        routes=routes,
        scores=scores,
        products=read(ProductRecord, _PRODUCTS),
        responses=_responses(session, period),
        surveyed=surveyed,
        indicators=tuple(IndicatorKey(line.id, line.title) for line in lines),
        facts=facts,
    )


def people_named(session: Source, ids: set[int]) -> tuple[PersonRecord, ...]:
    """How these people are called today, in the order of their ids; whoever is gone is left out."""
    listed = ", ".join(map(str, sorted(ids)))
    return tuple(
        rows(
            session,
            PersonRecord,
            f"SELECT p.id, {SHORT_NAME.format('p')} FROM person AS p WHERE p.id IN ({listed}) ORDER BY p.id",
        )
    )


def _responses(session: Source, period: Period) -> tuple[ResponseRecord, ...]:
    found = session.connection().exec_driver_sql(
        _RESPONSES.replace(":start", "?").replace(":end", "?"), (period.start.isoformat(), period.end.isoformat())
    )
    return tuple(
        ResponseRecord(int(id_), date.fromisoformat(day), tuple(scores), nps) for id_, day, nps, *scores in found
    )
