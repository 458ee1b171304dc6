"""What a member of the team did over a period, the week ahead, and the announcement of an event."""

from datetime import date, timedelta
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.fetch import Source, rows
from models.queries.paper_names import PAPER_FULL_NAME, PAPER_SHORT_NAME
from models.queries.plan_days import AWAITED_ON
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import Mode
from models.rows.team_papers import (
    AttendedTraining,
    AuthoredProduct,
    EventAnnouncement,
    GivenConsultation,
    Talk,
    TeamWorksPaper,
    TutoredStream,
    WeekEvent,
    WeekSheet,
    WeekTerm,
)
from models.rules.plan_periods import Span
from models.rules.words import SHORT_WEEKDAYS, day_in_table, day_in_text

_TALKS = """
SELECT row_number() OVER (ORDER BY e.held_on, e.id), e.held_on, e.title, f.title, e.mode,
       CASE WHEN e.leader_id = :person THEN 'ведущий' ELSE 'соведущий' END,
       e.total_external + (SELECT count(*) FROM attendance AS a
                           WHERE a.event_id = e.id AND a.state IN ('present', 'remote')), e.duration_min
FROM event AS e JOIN event_format AS f ON f.id = e.format_id
WHERE e.held_on BETWEEN :start AND :end
  AND (e.leader_id = :person OR e.id IN (SELECT l.event_id FROM event_leader AS l WHERE l.person_id = :person))
ORDER BY 1
"""
_STREAMS = """
SELECT row_number() OVER (ORDER BY s.starts_on, s.id), g.title, s.title, s.starts_on, s.ends_on, g.hours,
       (SELECT count(*) FROM enrollment AS n WHERE n.stream_id = s.id AND n.status <> 'applied')
FROM stream AS s JOIN program AS g ON g.id = s.program_id
WHERE s.tutor_id = :person AND s.starts_on <= :end AND s.ends_on >= :start ORDER BY 1
"""
_PRODUCTS = """
SELECT row_number() OVER (ORDER BY p.made_on, p.id), p.made_on, p.title, k.title, coalesce(p.level, ''),
       trim(coalesce(p.participation_form, '') || char(10) || coalesce(p.publication, '') || char(10)
            || coalesce(p.url, ''), char(10))
FROM product AS p JOIN product_kind AS k ON k.id = p.kind_id
JOIN product_author AS a ON a.product_id = p.id AND a.person_id = :person
WHERE p.status <> 'draft' AND p.made_on BETWEEN :start AND :end ORDER BY 1
"""
_TRAININGS = """
SELECT row_number() OVER (ORDER BY e.held_on, e.id), e.held_on, e.title, f.title, coalesce(a.minutes, e.duration_min)
FROM attendance AS a JOIN event AS e ON e.id = a.event_id JOIN event_format AS f ON f.id = e.format_id
WHERE a.person_id = :person AND a.state IN ('present', 'remote') AND e.held_on BETWEEN :start AND :end
  AND e.leader_id <> :person AND e.id NOT IN (SELECT l.event_id FROM event_leader AS l WHERE l.person_id = :person)
ORDER BY 1
"""
_CONSULTATIONS = """
SELECT row_number() OVER (ORDER BY c.held_on, c.id), c.held_on, c.topic,
       c.outsiders + (SELECT count(*) FROM consultation_person AS p WHERE p.consultation_id = c.id), c.minutes
FROM consultation AS c WHERE c.consultant_id = :person AND c.held_on BETWEEN :start AND :end ORDER BY 1
"""

_WEEK_EVENTS = f"""
SELECT e.held_on, '', coalesce(e.starts_at, ''), e.title, e.mode, coalesce(e.place, ''),
       {PAPER_SHORT_NAME.format("l")},
       coalesce((SELECT group_concat(s.title, ', ') FROM event_stream AS es
                 JOIN stream AS s ON s.id = es.stream_id WHERE es.event_id = e.id), '')
FROM event AS e JOIN person AS l ON l.id = e.leader_id
WHERE e.held_on BETWEEN :start AND :end ORDER BY e.held_on, e.starts_at IS NULL, e.starts_at, e.id
"""
_WEEK_TERMS = f"""
SELECT * FROM (
    SELECT {AWAITED_ON} AS day, '', 'Пункт плана' AS what, i.title, {PAPER_SHORT_NAME.format("p")}
    FROM plan_item AS i JOIN person AS p ON p.id = i.responsible_id JOIN plan AS n ON n.id = i.plan_id
    WHERE i.status IN ('planned', 'in_progress', 'postponed') AND n.kind <> 'roadmap'
      AND {AWAITED_ON} BETWEEN :start AND :end
      AND NOT EXISTS (SELECT 1 FROM event AS e WHERE e.plan_item_id = i.id AND e.held_on BETWEEN :start AND :end)
    UNION ALL
    SELECT d.due_on, '', 'Решение', d.text, coalesce({PAPER_SHORT_NAME.format("p")}, '')
    FROM decision AS d LEFT JOIN person AS p ON p.id = d.responsible_id
    WHERE d.done_on IS NULL AND d.due_on BETWEEN :start AND :end
    UNION ALL
    SELECT coalesce(w.due_on, t.due_on), '', 'Задание', t.title, s.title
    FROM assignment AS t JOIN module AS m ON m.id = t.module_id JOIN stream AS s ON s.program_id = m.program_id
    LEFT JOIN assignment_term AS w ON w.assignment_id = t.id AND w.stream_id = s.id
    WHERE coalesce(w.due_on, t.due_on) BETWEEN :start AND :end AND s.starts_on <= :end AND s.ends_on >= :start
    UNION ALL
    SELECT r.due_on, '', 'Шаги маршрутов', 'шагов: ' || count(*), s.title
    FROM route_item AS r JOIN route AS w ON w.id = r.route_id JOIN enrollment AS n ON n.id = w.enrollment_id
    JOIN stream AS s ON s.id = n.stream_id
    WHERE r.done_on IS NULL AND r.due_on BETWEEN :start AND :end GROUP BY r.due_on, s.id
)
ORDER BY day, what, title
"""
_ANNOUNCED = f"""
SELECT e.title, f.title, e.held_on, e.starts_at, e.duration_min, e.mode, e.place, e.link,
       {PAPER_FULL_NAME.format("l")}, e.description, coalesce((SELECT short_name FROM site), '')
FROM event AS e JOIN event_format AS f ON f.id = e.format_id JOIN person AS l ON l.id = e.leader_id
WHERE e.id = :event
"""


class _Member(NamedTuple):
    name: str
    position: str
    workplace: str


class _Title(NamedTuple):
    title: str


class _WeekEvent(NamedTuple):
    day: date
    weekday: str
    time: str
    title: str
    mode: Mode
    place: str
    leader: str
    streams: str


class _Announced(NamedTuple):
    title: str
    format: str
    held_on: date
    starts_at: str | None
    minutes: int
    mode: Mode
    place: str | None
    link: str | None
    leader: str
    description: str | None
    site: str


@speaks_by_code
def team_works(db: Database, person_id: int, span: Span) -> TeamWorksPaper:
    """What a person did from `span.start` to `span.end`, today at the latest.

    Raises UserError when her card is gone, or the days are still to come.
    """
    if span.start > db.today():
        raise UserError("Эти дни ещё впереди.", "Выберите дни, которые уже прошли.")
    asked = {"person": person_id, "start": span.start, "end": min(span.end, db.today())}
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        found = rows(
            session,
            _Member,
            f"""
            SELECT {PAPER_FULL_NAME.format("p")}, t.title, o.short_name
            FROM person AS p JOIN position AS t ON t.id = p.position_id
            JOIN organization AS o ON o.id = p.organization_id WHERE p.id = :person
            """,
            person=person_id,
        )
        if not found:
            raise UserError("Этой карточки уже нет.", "Обновите список: запись могли убрать.")
        return TeamWorksPaper(
            passport=passport,
            signatures=signatures,
            person=found[0].name,
            position=found[0].position,
            workplace=found[0].workplace,
            period_title=f"с {day_in_table(span.start)} по {day_in_table(min(span.end, db.today()))}",
            printed_on=db.today(),
            talks=tuple(rows(session, Talk, _TALKS, **asked)),
            streams=tuple(rows(session, TutoredStream, _STREAMS, **asked)),
            products=tuple(rows(session, AuthoredProduct, _PRODUCTS, **asked)),
            trainings=tuple(rows(session, AttendedTraining, _TRAININGS, **asked)),
            consultations=tuple(rows(session, GivenConsultation, _CONSULTATIONS, **asked)),
        )


@speaks_by_code
def week_sheet(db: Database, day: date) -> WeekSheet:
    """The week, Monday to Sunday, that holds `day`: what takes place and what is due."""
    start = day - timedelta(days=day.weekday())
    end = start + timedelta(days=6)
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        events = rows(session, _WeekEvent, _WEEK_EVENTS, start=start, end=end)
        terms = rows(session, WeekTerm, _WEEK_TERMS, start=start, end=end)
    return WeekSheet(
        passport=passport,
        signatures=signatures,
        days=f"{day_in_text(start)} — {day_in_text(end)} {end.year} года",
        printed_on=db.today(),
        events=tuple(_week_event(each) for each in events),
        terms=tuple(each._replace(weekday=SHORT_WEEKDAYS[each.day.weekday()]) for each in terms),
    )


@speaks_by_code
def event_announcement(db: Database, event_id: int) -> EventAnnouncement:
    """What an announcement tells; raises UserError when the event is gone."""
    with db.reading() as session:
        found = rows(session, _Announced, _ANNOUNCED, event=event_id)
        if not found:
            raise UserError("Этого мероприятия уже нет.", "Обновите журнал: запись могли убрать.")
        return EventAnnouncement(**found[0]._asdict(), streams=_streams_of(session, event_id))


def _streams_of(session: Source, event_id: int) -> tuple[str, ...]:
    titled = rows(
        session,
        _Title,
        """
        SELECT s.title FROM event_stream AS es JOIN stream AS s ON s.id = es.stream_id
        WHERE es.event_id = :event ORDER BY s.starts_on, s.id
        """,
        event=event_id,
    )
    return tuple(each.title for each in titled)


def _week_event(event: _WeekEvent) -> WeekEvent:
    place = f"{event.mode.label}, {event.place}" if event.place else event.mode.label
    weekday = SHORT_WEEKDAYS[event.day.weekday()]
    return WeekEvent(event.day, weekday, event.time, event.title, place, event.leader, event.streams)
