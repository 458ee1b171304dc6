"""Everything a report of a period prints, counted from records (domain.md §3.6, §5 «Отчёт»)."""

import json
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.approved_report import approved_text
from models.queries.fetch import Source, one, rows
from models.queries.indicators import read_indicators
from models.queries.plan_days import AWAITED_ON, COUNTS
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import Mode, PlanItemStatus, ProductStatus, ReportType
from models.rows.questionnaire import QUESTIONS
from models.rows.report import (
    DiagnosticRow,
    DisseminationRow,
    EventRow,
    FormatRow,
    GeographyRow,
    IndicatorRow,
    PlanItemRow,
    ProductRow,
    ProgrammeRow,
    ReportData,
    ReportTotals,
    SatisfactionRow,
)
from models.rules.feedback import GOOD
from models.rules.periods import Period
from models.rules.plan_marks import state_words
from models.rules.report_months import event_months, plan_months
from models.rules.report_snapshot import read_snapshot

KIND_TITLES = {
    ReportType.QUARTER: "Квартальный отчёт",
    ReportType.HALF_YEAR: "Полугодовой отчёт",
    ReportType.YEAR: "Годовой отчёт",
    ReportType.SCHOOL_YEAR: "Отчёт за учебный год",
    ReportType.DAYS: "Отчёт за выбранные дни",
}
"""The heading of a report by what period it is of."""


@speaks_by_code
def report_data(db: Database, period: Period) -> ReportData:
    """All sections of the report of a period, read in one snapshot; once its newest version is approved, as approved.

    Raises UserError while the site's passport is not filled.
    """
    with db.reading() as session:
        approved = approved_text(session, period)
        return read_snapshot(approved).data if approved else read_report(session, period, today=db.today())


def read_report(session: Source, period: Period, *, today: date) -> ReportData:
    """The figures as they are now inside an open snapshot; an event written down ahead counts from its day on."""
    texts = _texts(session, period)
    passport, signatures = read_passport(session, period.end)
    diagnostics = _diagnostics(session, period)
    products = _products(session, period)
    dissemination = _dissemination(session, period)
    totals = _totals(session, period, today)
    items = _plan_items(session, period, today)
    events, unplanned = (_events(session, period, today, planned=planned) for planned in (1, 0))
    return ReportData(
        period_code=period.code,
        period_title=period.title,
        period_start=period.start,
        period_end=period.end,
        kind_title=KIND_TITLES[period.kind],
        passport=passport,
        signatures=signatures,
        totals=replace(
            totals,
            deficits_found=sum(row.found for row in diagnostics),
            deficits_resolved=sum(row.resolved for row in diagnostics),
            products=len(products),
            dissemination=len(dissemination),
        ),
        plan_items=tuple(map(_in_words, items)),
        plan_months=plan_months(period, items),
        events=events,
        unplanned_events=unplanned,
        formats=_formats(session, period, today),
        event_months=event_months((*events, *unplanned)),
        programmes=_programmes(session, period),
        geography=_geography(session, period, today),
        diagnostics=diagnostics,
        products=products,
        dissemination=dissemination,
        satisfaction=_satisfaction(session, period),
        indicators=tuple(
            IndicatorRow(no, line.title, line.unit, line.target, line.fact)
            for no, line in enumerate(read_indicators(session, period, today=today), start=1)
        ),
        texts=texts,
        detail=_detail(session, period),
    )


def _detail(session: Source, period: Period) -> dict[str, str]:
    """How much of its tables the newest report of the period shows."""
    found = session.connection().exec_driver_sql(
        "SELECT detail FROM report WHERE period = ? ORDER BY version DESC LIMIT 1", (period.code,)
    )
    kept = found.scalar()
    return json.loads(kept) if kept else {}


def _texts(session: Source, period: Period) -> dict[str, str]:
    found = session.connection().exec_driver_sql(
        """
        SELECT t.section, t.text FROM report_text AS t JOIN report AS r ON r.id = t.report_id
        WHERE r.period = ? ORDER BY r.version
        """,
        (period.code,),
    )
    texts = {str(section): str(text) for section, text in found}
    goal = session.connection().exec_driver_sql("SELECT goal FROM site").scalar()
    return ({"goal": str(goal)} if goal else {}) | texts


# Plan items that count in the period with what their events came to. An item lives once, in its module plan or
# straight in the year plan, so merged plans count nothing twice; a дорожная карта is no work plan.
ITEMS = f"""
WITH items AS (
    SELECT i.id, i.title, i.due_to, i.status, i.planned_count, i.expected_result, i.reason, i.section_id, i.format_id,
           i.due_from, i.done_on, i.postponed_to, {AWAITED_ON} AS awaited_on,
           (SELECT max(e.held_on) FROM event AS e WHERE e.plan_item_id = i.id AND e.held_on <= :today) AS held_on,
           (SELECT sum(e.total_external + (SELECT count(*) FROM attendance AS a
                                           WHERE a.event_id = e.id AND a.state IN ('present', 'remote')))
            FROM event AS e WHERE e.plan_item_id = i.id AND e.held_on <= :today) AS participants,
           (SELECT group_concat(told.outcome, '; ') FROM (
                SELECT e.outcome FROM event AS e
                WHERE e.plan_item_id = i.id AND e.held_on <= :today AND e.outcome <> ''
                ORDER BY e.held_on, e.id) AS told) AS outcome
    FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
    WHERE {COUNTS} AND p.kind <> 'roadmap'
)
"""

# Marks of people who took part in events of the period, one line per mark.
VISITS = """
WITH visits AS (
    SELECT a.event_id, a.person_id, o.id AS organization_id, o.municipality_id, o.is_remote
    FROM event AS e
    JOIN attendance AS a ON a.event_id = e.id AND a.state IN ('present', 'remote')
    JOIN person AS p ON p.id = a.person_id
    JOIN organization AS o ON o.id = p.organization_id
    WHERE e.held_on BETWEEN :start AND min(:end, :today)
)
"""

STREAMS_AT_WORK = """
SELECT s.* FROM stream AS s
WHERE (s.starts_on <= :end AND s.ends_on >= :start)
   OR s.id IN (SELECT n.stream_id FROM enrollment AS n WHERE n.left_on BETWEEN :start AND :end)
   OR s.id IN (SELECT n.stream_id FROM enrollment AS n JOIN certificate AS c ON c.enrollment_id = n.id
               WHERE c.issue_date BETWEEN :start AND :end AND c.state = 'issued' AND c.duplicate_of_id IS NULL)
"""
"""Streams that something happened in during a period: also after the last lesson, when certificates are handed out."""

PLACES = """
SELECT n.*, coalesce(n.left_on, s.ends_on) AS ended_on FROM enrollment AS n JOIN stream AS s ON s.id = n.stream_id
WHERE n.status <> 'applied' AND coalesce(n.enrolled_on, s.starts_on) <= :end
"""
"""Trainees taken in by the end of a period; one completes on the day she leaves, or with the stream."""

STREAMS = f"""
WITH streams AS (
    SELECT s.id, s.title, s.starts_on, s.ends_on, g.title AS programme, g.hours
    FROM ({STREAMS_AT_WORK}) AS s JOIN program AS g ON g.id = s.program_id
), places AS (
    SELECT n.id, n.stream_id, n.status, n.ended_on FROM ({PLACES}) AS n JOIN streams AS s ON s.id = n.stream_id
)
"""


class _PlanTotals(NamedTuple):
    planned: int
    done: int
    late: int
    moved: int
    cancelled: int


class _EventTotals(NamedTuple):
    events: int
    unplanned: int
    minutes: int
    guests: int


class _VisitTotals(NamedTuple):
    visits: int
    people: int
    organisations: int
    municipalities: int
    remote_people: int


class _StreamTotals(NamedTuple):
    streams: int
    enrolled: int
    completed: int
    expelled: int
    certificates: int
    routes: int


class _Satisfaction(NamedTuple):
    responses: int
    surveyed: int
    mean: float | None
    nps: float | None


def _totals(session: Source, period: Period, today: date) -> ReportTotals:
    """The totals, save those that are sums over the tables of the report."""
    span = {"start": period.start, "end": period.end, "today": today}
    plan = one(
        session,
        _PlanTotals,
        ITEMS
        + """
        SELECT count(*), count(*) FILTER (WHERE status = 'done'),
               count(*) FILTER (WHERE status = 'done' AND coalesce(held_on, done_on) > awaited_on),
               count(*) FILTER (WHERE status = 'postponed'), count(*) FILTER (WHERE status = 'cancelled')
        FROM items
        """,
        **span,
    )
    events = one(
        session,
        _EventTotals,
        """
        SELECT count(*), count(*) FILTER (WHERE plan_item_id IS NULL), coalesce(sum(duration_min), 0),
               coalesce(sum(total_external), 0)
        FROM event WHERE held_on BETWEEN :start AND min(:end, :today)
        """,
        **span,
    )
    visits = one(
        session,
        _VisitTotals,
        VISITS
        + """
        SELECT count(*), count(DISTINCT person_id), count(DISTINCT organization_id), count(DISTINCT municipality_id),
               count(DISTINCT person_id) FILTER (WHERE is_remote)
        FROM visits
        """,
        **span,
    )
    streams = one(
        session,
        _StreamTotals,
        STREAMS
        + """
        SELECT (SELECT count(*) FROM streams), count(*),
               count(*) FILTER (WHERE status = 'completed' AND ended_on BETWEEN :start AND :end),
               count(*) FILTER (WHERE status = 'expelled' AND ended_on BETWEEN :start AND :end),
               (SELECT count(*) FROM certificate WHERE state = 'issued' AND duplicate_of_id IS NULL
                AND issue_date BETWEEN :start AND :end),
               (SELECT count(*) FROM route AS r JOIN places AS n ON n.id = r.enrollment_id WHERE r.status <> 'draft')
        FROM places
        """,
        **span,
    )
    satisfaction = one(
        session,
        _Satisfaction,
        f"""
        SELECT count(*), (SELECT count(*) FROM enrollment AS e
                          WHERE e.status <> 'applied' AND e.stream_id IN (
                              SELECT v.stream_id FROM feedback_survey AS v JOIN feedback_response AS r
                              ON r.survey_id = v.id WHERE r.answered_on BETWEEN :start AND :end)),
               1.0 * sum({" + ".join(f"coalesce({name}, 0)" for name in QUESTIONS)})
                         / nullif(sum({" + ".join(f"({name} IS NOT NULL)" for name in QUESTIONS)}), 0),
               100.0 * (count(*) FILTER (WHERE nps >= 9) - count(*) FILTER (WHERE nps <= 6)) / nullif(count(nps), 0)
        FROM feedback_response WHERE answered_on BETWEEN :start AND :end
        """,
        **span,
    )
    return ReportTotals(
        planned=plan.planned,
        done=plan.done,
        late=plan.late,
        moved=plan.moved,
        cancelled=plan.cancelled,
        open_items=plan.planned - plan.done - plan.moved - plan.cancelled,
        events=events.events,
        unplanned_events=events.unplanned,
        minutes=events.minutes,
        guests=events.guests,
        visits=visits.visits,
        unique_people=visits.people,
        organisations=visits.organisations,
        municipalities=visits.municipalities,
        remote_people=visits.remote_people,
        streams=streams.streams,
        enrolled=streams.enrolled,
        completed=streams.completed,
        expelled=streams.expelled,
        certificates=streams.certificates,
        routes=streams.routes,
        survey_responses=satisfaction.responses,
        surveyed=satisfaction.surveyed,
        satisfaction=satisfaction.mean,
        nps=None if satisfaction.nps is None else round(satisfaction.nps),
    )


def _plan_items(session: Source, period: Period, today: date) -> list[PlanItemRow]:
    """The items of the period, their status as a code."""
    return rows(
        session,
        PlanItemRow,
        ITEMS
        + """
            SELECT row_number() OVER (ORDER BY s.sort_order, items.due_from, items.id), items.title, f.title,
                   items.due_to,
                   coalesce(items.held_on, items.done_on), items.planned_count, items.participants,
                   coalesce(items.outcome, items.expected_result, ''), coalesce(items.reason, ''),
                   items.status, s.title, items.postponed_to
            FROM items JOIN plan_section AS s ON s.id = items.section_id
            JOIN event_format AS f ON f.id = items.format_id
            ORDER BY 1
            """,
        start=period.start,
        end=period.end,
        today=today,
    )


def _in_words(row: PlanItemRow) -> PlanItemRow:
    is_moved = row.postponed_to is not None
    return row._replace(status=state_words(PlanItemStatus(row.status), due_to=row.due, is_moved=is_moved))


def _events(session: Source, period: Period, today: date, *, planned: int) -> tuple[EventRow, ...]:
    found = rows(
        session,
        EventRow,
        VISITS
        + """
            SELECT row_number() OVER (ORDER BY e.held_on, e.id), e.held_on, e.title, f.title,
                   e.mode, count(v.person_id) + e.total_external, e.total_external, count(DISTINCT v.organization_id),
                   count(DISTINCT v.municipality_id), e.duration_min, coalesce(e.materials, e.link, '')
            FROM event AS e JOIN event_format AS f ON f.id = e.format_id LEFT JOIN visits AS v ON v.event_id = e.id
            WHERE e.held_on BETWEEN :start AND min(:end, :today) AND (e.plan_item_id IS NOT NULL) = :planned
            GROUP BY e.id ORDER BY e.held_on, e.id
            """,
        start=period.start,
        end=period.end,
        today=today,
        planned=planned,
    )
    return tuple(row._replace(mode=Mode(row.mode).label) for row in found)


def _formats(session: Source, period: Period, today: date) -> tuple[FormatRow, ...]:
    return tuple(
        rows(
            session,
            FormatRow,
            """
            SELECT f.title, count(*),
                   sum(e.total_external + (SELECT count(*) FROM attendance AS a
                                           WHERE a.event_id = e.id AND a.state IN ('present', 'remote'))),
                   sum(e.duration_min)
            FROM event AS e JOIN event_format AS f ON f.id = e.format_id
            WHERE e.held_on BETWEEN :start AND min(:end, :today)
            GROUP BY f.id ORDER BY count(*) DESC, f.sort_order, f.id
            """,
            start=period.start,
            end=period.end,
            today=today,
        )
    )


def _programmes(session: Source, period: Period) -> tuple[ProgrammeRow, ...]:
    return tuple(
        rows(
            session,
            ProgrammeRow,
            STREAMS
            + """
            SELECT s.programme, s.hours, s.title, s.starts_on, s.ends_on, count(n.id),
                   count(n.id) FILTER (WHERE n.status = 'completed' AND n.ended_on BETWEEN :start AND :end),
                   (SELECT count(*) FROM certificate AS c JOIN enrollment AS en ON en.id = c.enrollment_id
                    WHERE en.stream_id = s.id AND c.state = 'issued' AND c.duplicate_of_id IS NULL
                      AND c.issue_date BETWEEN :start AND :end),
                   count(n.id) FILTER (WHERE n.status = 'expelled' AND n.ended_on BETWEEN :start AND :end)
            FROM streams AS s LEFT JOIN places AS n ON n.stream_id = s.id
            GROUP BY s.id ORDER BY s.starts_on, s.id
            """,
            start=period.start,
            end=period.end,
        )
    )


def _geography(session: Source, period: Period, today: date) -> tuple[GeographyRow, ...]:
    return tuple(
        rows(
            session,
            GeographyRow,
            VISITS
            + """
            SELECT coalesce(m.name, 'не указан'), coalesce(m.oktmo, ''), count(DISTINCT v.organization_id),
                   count(DISTINCT v.person_id), count(DISTINCT v.person_id) FILTER (WHERE v.is_remote)
            FROM visits AS v LEFT JOIN municipality AS m ON m.id = v.municipality_id
            GROUP BY v.municipality_id ORDER BY m.name IS NULL, count(DISTINCT v.person_id) DESC, m.name, m.oktmo
            """,
            start=period.start,
            end=period.end,
            today=today,
        )
    )


def _diagnostics(session: Source, period: Period) -> tuple[DiagnosticRow, ...]:
    return tuple(
        rows(
            session,
            DiagnosticRow,
            STREAMS
            + """
            SELECT ar.title, c.title, count(*) FILTER (WHERE i.is_deficit),
                   count(*) FILTER (WHERE i.is_deficit AND x.is_deficit = 0), avg(i.tutor_score), avg(x.tutor_score)
            FROM places AS n
            JOIN diagnostic_card AS d ON d.enrollment_id = n.id AND d.stage = 'entry'
            JOIN diagnostic_item AS i ON i.card_id = d.id
            JOIN competence AS c ON c.id = i.competence_id
            JOIN competence_area AS ar ON ar.id = c.area_id
            LEFT JOIN diagnostic_card AS xd ON xd.enrollment_id = n.id AND xd.stage = 'exit'
            LEFT JOIN diagnostic_item AS x ON x.card_id = xd.id AND x.competence_id = i.competence_id
            GROUP BY c.id ORDER BY ar.sort_order, c.sort_order, c.id
            """,
            start=period.start,
            end=period.end,
        )
    )


def _products(session: Source, period: Period) -> tuple[ProductRow, ...]:
    found = rows(
        session,
        ProductRow,
        """
        SELECT row_number() OVER (ORDER BY p.made_on, p.id), p.title, k.title, p.made_on, p.status,
               coalesce(p.url, p.publication, '')
        FROM product AS p JOIN product_kind AS k ON k.id = p.kind_id
        WHERE p.made_on BETWEEN :start AND :end AND p.status <> 'draft' ORDER BY p.made_on, p.id
        """,
        start=period.start,
        end=period.end,
    )
    return tuple(row._replace(status=ProductStatus(row.status).label) for row in found)


def _dissemination(session: Source, period: Period) -> tuple[DisseminationRow, ...]:
    return tuple(
        rows(
            session,
            DisseminationRow,
            """
            SELECT row_number() OVER (ORDER BY p.made_on, p.id), coalesce(e.held_on, p.made_on), coalesce(e.title, ''),
                   coalesce(p.participation_form, ''), coalesce(p.level, ''), p.title, coalesce(p.publication, ''),
                   coalesce(p.url, '')
            FROM product AS p LEFT JOIN event AS e ON e.id = p.event_id
            WHERE p.made_on BETWEEN :start AND :end AND p.status <> 'draft'
              AND (p.participation_form <> '' OR p.level <> '')
            ORDER BY p.made_on, p.id
            """,
            start=period.start,
            end=period.end,
        )
    )


def _satisfaction(session: Source, period: Period) -> tuple[SatisfactionRow, ...]:
    asked = ", ".join(
        f"count({column}), avg({column}), "
        f"100.0 * count(*) FILTER (WHERE {column} >= {GOOD}) / nullif(count({column}), 0)"
        for column in QUESTIONS
    )
    line = (
        session.connection()
        .exec_driver_sql(
            f"SELECT {asked} FROM feedback_response WHERE answered_on BETWEEN ? AND ?",
            (period.start.isoformat(), period.end.isoformat()),
        )
        .one()
    )
    answers = zip(QUESTIONS.values(), line[::3], line[1::3], line[2::3], strict=True)
    return tuple(
        SatisfactionRow(no, question, int(count), mean, good)
        for no, (question, count, mean, good) in enumerate(answers, start=1)
        if count
    )
