"""The page «Обзор»: the quarter's route, what needs attention, what comes next, figures; and the first steps."""

from datetime import date, timedelta

from models.database import Database
from models.queries.certificate_ready import read_ready_places
from models.queries.document_warnings import read_document_warnings
from models.queries.entry_deficits import ENTRY_DEFICITS, HAS_STEP, SECOND_MODULE
from models.queries.fetch import Source, one, rows
from models.queries.in_force import IN_FORCE
from models.queries.indicators import read_indicators
from models.queries.plan_lines import PLAN_LINES, read_lines
from models.queries.short_name import SHORT_NAME
from models.rows.overview import (
    AttentionRow,
    BuiltPackages,
    FirstSteps,
    IndicatorFigure,
    Overview,
    SiteHeading,
    SiteOverview,
    Upcoming,
)
from models.rules.consents import EXPIRES_SOON
from models.rules.periods import last_full_quarter
from models.rules.plan_periods import next_period, quarter_of, report_due
from models.rules.plan_tally import counts_of, marks_of_lines
from models.rules.route_warning import WARN_BEFORE

UPCOMING_SHOWN = 4
"""Rows of «Ближайшие мероприятия»; the rest is one press away."""

_NEXT_PLAN_DAYS = 14
"""The next quarter's plan is asked for this many days before it begins."""

_OVERDUE_DAYS = 365
"""What was left undone stays in sight for a year: it does not go with its quarter."""

_UNMARKED_DAYS = 60
"""Events without marks are reminded of for this many days."""

_DECISION_DAYS = 7
"""A decision of a meeting is reminded of a week before its day, and from then on until it is done."""

_SITE = """
SELECT coalesce((SELECT short_name FROM site), ''),
       (SELECT count(DISTINCT person_id) FROM enrollment),
       (SELECT count(*) FROM organization),
       (SELECT count(*) FROM program),
       (SELECT count(*) FROM stream),
       (SELECT count(*) FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id WHERE p.kind <> 'roadmap'),
       (SELECT count(*) FROM event),
       (SELECT count(*) FROM product)
"""


_GOING = "SELECT count(*) FROM package WHERE state IN ('queued', 'sending')"
_REJECTED = """
    SELECT count(*) FROM package AS k WHERE k.state = 'rejected' AND NOT EXISTS (
        SELECT 1 FROM package AS l WHERE l.kind = k.kind AND l.period = k.period AND l.id > k.id)
"""
_PACKAGES = f"""
    SELECT count(*), coalesce(sum(size), 0), ({_GOING}),
           (SELECT count(*) FROM package WHERE state = 'sent' AND content_id IS NOT NULL), ({_REJECTED})
    FROM package WHERE state = 'built'
"""


def site_heading(db: Database) -> SiteHeading:
    """Whose data this is, and how much is overdue today."""
    with db.reading() as session:
        return one(
            session,
            SiteHeading,
            f"""
            SELECT coalesce((SELECT short_name FROM site), ''),
                   coalesce((SELECT m.name FROM site AS s JOIN municipality AS m ON m.id = s.municipality_id), ''),
                   (SELECT count(*) FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
                    WHERE i.status IN ('planned', 'in_progress') AND i.due_to < :today AND p.kind <> 'roadmap'),
                   ({_GOING}), ({_REJECTED})
            """,
            today=db.today(),
        )


def site_overview(db: Database) -> SiteOverview:
    """How much a site has, people counted once however many streams they are in."""
    with db.reading() as session:
        return one(session, SiteOverview, _SITE)


def first_steps(db: Database) -> FirstSteps:
    """How far the three first steps are: the passport, the plan, the trainees.

    A plan counts from its first item on; a trainee is anybody without a role in the team. What was made once is
    told by the counters of ids, which never go back (house.md «Ids»).
    """
    with db.reading() as session:
        return one(
            session,
            FirstSteps,
            """
            WITH ever AS (SELECT name FROM sqlite_sequence WHERE seq > 0),
            trainee AS (SELECT 1 FROM person AS p
                        WHERE NOT EXISTS (SELECT 1 FROM role_assignment AS a WHERE a.person_id = p.id) LIMIT 1)
            SELECT EXISTS (SELECT 1 FROM site), EXISTS (SELECT 1 FROM plan_item), EXISTS (SELECT 1 FROM trainee),
                   EXISTS (SELECT 1 FROM site), 'plan_item' IN ever,
                   EXISTS (SELECT 1 FROM trainee) OR 'import_batch' IN ever OR 'enrollment' IN ever
            """,
        )


def overview(db: Database) -> Overview:
    """What the page shows today, of the calendar quarter that holds the day."""
    today = db.today()
    quarter = quarter_of(today)
    with db.reading() as session:
        lines = read_lines(session, quarter.start, quarter.end, today)
        return Overview(
            today=today,
            counts=counts_of(lines),
            marks=marks_of_lines(lines, quarter.start, quarter.end),
            attention=tuple(_attention(session, today)),
            upcoming=tuple(_upcoming(session, today)),
            indicators=tuple(
                IndicatorFigure(line.id, line.title, line.unit, line.fact, line.target, line.formula is not None)
                for line in read_indicators(session, quarter, today=today)
                if line.target is not None
            ),
            packages=one(session, BuiltPackages, _PACKAGES),
        )


def attention(db: Database) -> list[AttentionRow]:
    """What is missing today, late things first."""
    with db.reading() as session:
        return _attention(session, db.today())


def certificates_due(db: Database) -> tuple[AttentionRow, ...]:
    """Who is ready for a certificate, a row for a stream; every record of a trainee is read for it."""
    with db.reading() as session:
        ready = read_ready_places(session, today=db.today())
        return tuple(rows(session, AttentionRow, _READY, places=str([place.place_id for place in ready])))


def _attention(session: Source, today: date) -> list[AttentionRow]:
    quarter = quarter_of(today)
    coming = next_period(quarter)
    found = rows(
        session,
        AttentionRow,
        _OVERDUE,
        today=today,
        since=today - timedelta(days=_OVERDUE_DAYS),
    )
    found += rows(session, AttentionRow, _UNMARKED, today=today, since=today - timedelta(days=_UNMARKED_DAYS))
    found += rows(session, AttentionRow, _DECISIONS, today=today, until=today + timedelta(days=_DECISION_DAYS))
    found += rows(session, AttentionRow, _CONSENTS, today=today)
    found += rows(session, AttentionRow, _TERMS, today=today, soon=today + EXPIRES_SOON)
    found += rows(session, AttentionRow, _BLOCKED)
    found += rows(session, AttentionRow, _ROUTE_OVERDUE, today=today, since=today - timedelta(days=_OVERDUE_DAYS))
    found += rows(session, AttentionRow, _ROUTE_MISSING, today=today, soon=today + WARN_BEFORE)
    found += rows(
        session,
        AttentionRow,
        """
        SELECT 'plan_not_approved', p.id, p.title, '', p.starts_on, '', 0, :code FROM plan AS p
        WHERE p.starts_on <= :today AND p.ends_on >= :today AND p.status IN ('draft', 'discussed', 'agreed')
          AND EXISTS (SELECT 1 FROM plan_item AS i WHERE i.plan_id = p.id)
        ORDER BY p.starts_on, p.id
        """,
        today=today,
        code=quarter.code,
    )
    asked = [quarter] if coming.start - today > timedelta(days=_NEXT_PLAN_DAYS) else [quarter, coming]
    for each in asked:
        found += rows(
            session,
            AttentionRow,
            """
            SELECT 'plan_not_begun', 0, '', '', :start, '', 0, :code
            WHERE EXISTS (SELECT 1 FROM plan_item) AND NOT EXISTS (
                SELECT 1 FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
                WHERE i.due_to BETWEEN :start AND :end AND p.kind <> 'roadmap')
            """,
            start=each.start,
            end=each.end,
            code=each.code,
        )
    return found + _report_due(session, today) + read_document_warnings(session, today)


def _report_due(session: Source, today: date) -> list[AttentionRow]:
    """The former quarter's report, from the day after the quarter until its day, unless a package holds it."""
    former = last_full_quarter(today)
    if today > report_due(former):
        return []
    return rows(
        session,
        AttentionRow,
        """
        SELECT 'report_due', 0, '', '', :due, '', 0, :code
        WHERE EXISTS (SELECT 1 FROM event WHERE held_on BETWEEN :start AND :end)
          AND NOT EXISTS (SELECT 1 FROM package WHERE period = :code)
        """,
        due=report_due(former),
        code=former.code,
        start=former.start,
        end=former.end,
    )


_OVERDUE = f"""
WITH section AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY sort_order, id) AS no FROM plan_section
),
numbered AS MATERIALIZED (
    SELECT id, row_number() OVER (PARTITION BY plan_id, section_id ORDER BY due_from, id) AS place FROM plan_item
)
SELECT CASE WHEN i.planned_count > 0 THEN 'fact_missing' ELSE 'item_overdue' END, i.id, i.title,
       coalesce(nullif(trim(i.task_no), ''), s.no || '.' || n.place), i.due_to, {SHORT_NAME.format("r")}, 0, ''
FROM plan_item AS i
JOIN plan AS p ON p.id = i.plan_id AND p.kind <> 'roadmap'
JOIN section AS s ON s.id = i.section_id
JOIN numbered AS n ON n.id = i.id
JOIN person AS r ON r.id = i.responsible_id
WHERE i.status IN ('planned', 'in_progress') AND i.due_to >= :since AND i.due_to < :today
ORDER BY i.due_to, i.id
"""

_UNMARKED = f"""
SELECT 'event_unmarked', e.id, e.title, '', e.held_on, {SHORT_NAME.format("l")},
       (SELECT count(DISTINCT n.person_id) FROM event_stream AS es JOIN enrollment AS n ON n.stream_id = es.stream_id
        WHERE es.event_id = e.id AND n.status <> 'applied' AND coalesce(n.enrolled_on, e.held_on) <= e.held_on
          AND coalesce(n.left_on, e.held_on) >= e.held_on) AS expected, ''
FROM event AS e JOIN person AS l ON l.id = e.leader_id
WHERE e.held_on BETWEEN :since AND :today AND expected > 0
  AND NOT EXISTS (SELECT 1 FROM attendance AS a WHERE a.event_id = e.id)
ORDER BY e.held_on, e.id
"""

_DECISIONS = f"""
SELECT CASE WHEN d.due_on < :today THEN 'decision_overdue' ELSE 'decision_due' END, m.id, d.text, m.number, d.due_on,
       coalesce({SHORT_NAME.format("p")}, ''), 0, ''
FROM decision AS d
JOIN agenda_item AS a ON a.id = d.agenda_item_id
JOIN meeting AS m ON m.id = a.meeting_id
LEFT JOIN person AS p ON p.id = d.responsible_id
WHERE d.done_on IS NULL AND d.due_on <= :until
ORDER BY d.due_on, d.id
"""

_CONSENTS = f"""
WITH without AS MATERIALIZED (
    SELECT p.id, p.name_key, {SHORT_NAME.format("p")} AS name FROM person AS p
    WHERE p.pd_state = 'active'
      AND p.id IN (SELECT n.person_id FROM enrollment AS n WHERE n.status IN ('enrolled', 'studying'))
      AND NOT EXISTS (SELECT 1 FROM consent AS c
                      WHERE c.person_id = p.id AND c.purpose = 'processing' AND {IN_FORCE.format("c")})
)
SELECT 'consent_missing', min(id), '', '', NULL,
       (SELECT group_concat(name, ', ') FROM (SELECT name FROM without ORDER BY name_key, id LIMIT 3)), count(*), ''
FROM without HAVING count(*) > 0
"""


_TERMS = f"""
WITH last AS MATERIALIZED (
    SELECT p.id, p.name_key, {SHORT_NAME.format("p")} AS name, c.purpose,
           max(coalesce(c.valid_until, '9999-12-31')) AS until
    FROM consent AS c JOIN person AS p ON p.id = c.person_id
    WHERE p.pd_state = 'active' AND c.withdrawn_on IS NULL AND c.destroyed_on IS NULL
    GROUP BY p.id, c.purpose HAVING until <= :soon
),
told AS (SELECT *, CASE WHEN until < :today THEN 'consent_over' ELSE 'consent_expiring' END AS why FROM last)
SELECT t.why, min(t.id), '', '', min(t.until),
       (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT o.name FROM told AS o WHERE o.why = t.why
                                              ORDER BY o.name_key, o.id LIMIT 3)), count(DISTINCT t.id), ''
FROM told AS t GROUP BY t.why ORDER BY t.why DESC
"""
"""Consents whose last sheet runs out soon, or has run out."""

_BLOCKED = f"""
WITH blocked AS MATERIALIZED (
    SELECT p.id, p.name_key, {SHORT_NAME.format("p")} AS name,
           (SELECT max(c.withdrawn_on) FROM consent AS c WHERE c.person_id = p.id AND c.purpose = 'processing') AS since
    FROM person AS p WHERE p.pd_state = 'blocked'
)
SELECT 'data_blocked', min(id), '', '', date(min(since), '+30 days'),
       (SELECT group_concat(name, ', ') FROM (SELECT name FROM blocked ORDER BY name_key, id LIMIT 3)), count(*), ''
FROM blocked HAVING count(*) > 0
"""
"""Blocked data, and until when they are to be destroyed: 30 days after the withdrawal (152-ФЗ, ст. 21 ч. 5)."""


_ROUTE_OVERDUE = f"""
WITH late AS MATERIALIZED (
    SELECT e.stream_id, i.due_on, p.id AS person_id, p.name_key, {SHORT_NAME.format("p")} AS name
    FROM route_item AS i JOIN route AS r ON r.id = i.route_id JOIN enrollment AS e ON e.id = r.enrollment_id
    JOIN person AS p ON p.id = e.person_id
    WHERE i.done_on IS NULL AND i.due_on >= :since AND i.due_on < :today AND e.status IN ('enrolled', 'studying')
)
SELECT 'route_overdue', s.id, s.title, '', min(l.due_on),
       (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT o.name FROM late AS o WHERE o.stream_id = s.id
                                              ORDER BY o.name_key, o.person_id LIMIT 3)),
       count(DISTINCT l.person_id), CAST(count(*) AS TEXT)
FROM late AS l JOIN stream AS s ON s.id = l.stream_id GROUP BY s.id ORDER BY min(l.due_on), s.id
"""
"""Steps of routes that are late, by stream; `code` says how many."""

_ROUTE_MISSING = f"""
WITH bare AS MATERIALIZED (
    SELECT e.stream_id, t.starts_on AS begins, p.id AS person_id, p.name_key, {SHORT_NAME.format("p")} AS name
    FROM ({ENTRY_DEFICITS}) AS f JOIN enrollment AS e ON e.id = f.enrollment_id JOIN person AS p ON p.id = e.person_id
    JOIN stream AS s ON s.id = e.stream_id
    JOIN stream_module AS t ON t.stream_id = s.id AND t.module_id = {SECOND_MODULE.format("s.id")}
    WHERE e.status IN ('enrolled', 'studying') AND t.starts_on <= :soon AND s.ends_on >= :today
      AND NOT {HAS_STEP.format("e.id", "f.competence_id")}
)
SELECT 'route_missing', s.id, s.title, '', min(b.begins),
       (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT o.name FROM bare AS o WHERE o.stream_id = s.id
                                              ORDER BY o.name_key, o.person_id LIMIT 3)),
       count(DISTINCT b.person_id), CAST(count(*) AS TEXT)
FROM bare AS b JOIN stream AS s ON s.id = b.stream_id GROUP BY s.id ORDER BY min(b.begins), s.id
"""
"""Deficits without a step when module 2 begins or is about to (domain.md §3.3), by stream; `code` says how many."""

_READY = f"""
WITH ready AS MATERIALIZED (
    SELECT e.stream_id, p.id AS person_id, p.name_key, {SHORT_NAME.format("p")} AS name
    FROM enrollment AS e JOIN person AS p ON p.id = e.person_id WHERE e.id IN (SELECT value FROM json_each(:places))
)
SELECT 'certificate_ready', s.id, s.title, '', NULL,
       (SELECT group_concat(name, ', ') FROM (SELECT o.name FROM ready AS o WHERE o.stream_id = s.id
                                              ORDER BY o.name_key, o.person_id LIMIT 3)), count(*), ''
FROM ready AS r JOIN stream AS s ON s.id = r.stream_id GROUP BY s.id ORDER BY s.ends_on DESC, s.id
"""


def _upcoming(session: Source, today: date) -> list[Upcoming]:
    """Events written down ahead and planned gatherings without an event yet, the nearest first."""
    return rows(
        session,
        Upcoming,
        f"""{PLAN_LINES},
        ahead AS (
            SELECT e.id, 0 AS planned_only, e.held_on AS day, e.held_on AS first_day, e.starts_at, e.title, e.mode,
                   e.place, {SHORT_NAME.format("l")} AS leader,
                   coalesce((SELECT group_concat(s.title, ', ') FROM event_stream AS es
                             JOIN stream AS s ON s.id = es.stream_id WHERE es.event_id = e.id), '') AS streams,
                   e.total_external
                   + (SELECT count(DISTINCT n.person_id) FROM event_stream AS es
                      JOIN enrollment AS n ON n.stream_id = es.stream_id
                      WHERE es.event_id = e.id AND n.status <> 'applied'
                        AND coalesce(n.left_on, e.held_on) >= e.held_on) AS people
            FROM event AS e JOIN person AS l ON l.id = e.leader_id
            WHERE e.held_on >= :today
              AND NOT EXISTS (SELECT 1 FROM attendance AS a WHERE a.event_id = e.id)
            UNION ALL
            SELECT line.id, 1, line.day, CASE line.status WHEN 'postponed' THEN line.day ELSE line.due_from END, NULL,
                   line.title, line.mode, (SELECT place FROM plan_item AS i WHERE i.id = line.id), line.responsible,
                   '', line.planned_count
            FROM line
            WHERE line.status IN ('planned', 'in_progress', 'postponed') AND line.planned_count > 0 AND line.events = 0
              AND line.day >= :today
              AND NOT EXISTS (SELECT 1 FROM event AS e WHERE e.plan_item_id = line.id AND e.held_on >= :today)
        )
        SELECT * FROM ahead ORDER BY day, starts_at, planned_only, id LIMIT {UPCOMING_SHOWN}
        """,
        today=today,
        start=today,
        end=today + timedelta(days=120),
    )
