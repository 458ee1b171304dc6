"""The event log, the card of an event, its attendance sheet, and clashes of leaders."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.identity import local_minute
from models.queries.conditions import asked_for
from models.queries.fetch import Source, one, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import FULL_NAME, SHORT_NAME
from models.rows.choice import Choice
from models.rows.codes import Mode
from models.rows.event_log import (
    EventCard,
    EventChoices,
    EventCounts,
    EventFilter,
    EventPlan,
    EventPlanItem,
    EventProduct,
    EventQuick,
    EventSort,
    LogChoices,
    PlanItemChoice,
    RosterPerson,
)
from models.rows.events import AttendanceLine, EventDraft, EventLine, LeaderClash, PlaceClash
from models.rules.clean import fold
from models.rules.names import person_key

EVERY_EVENT = EventFilter()

EXPECTED = """
    SELECT n.person_id FROM event_stream AS es JOIN enrollment AS n ON n.stream_id = es.stream_id
    WHERE es.event_id = {event}.id AND n.status <> 'applied'
      AND coalesce(n.enrolled_on, {event}.held_on) <= {event}.held_on
      AND coalesce(n.left_on, {event}.held_on) >= {event}.held_on
"""
"""SQL of the people expected at the event whose alias is put in: in a stream taking part, on that day."""
_UNMARKED = (
    EXPECTED
    + " AND NOT EXISTS (SELECT 1 FROM attendance AS a WHERE a.event_id = {event}.id AND a.person_id = n.person_id)"
)
_BEGUN = "(e.held_on || 'T' || coalesce(e.starts_at, '00:00')) <= :now"
_QUICK = {
    EventQuick.ALL: "1",
    EventQuick.UNMARKED: f"{_BEGUN} AND EXISTS ({_UNMARKED.format(event='e')})",
    EventQuick.UNPLANNED: "e.plan_item_id IS NULL",
    EventQuick.AHEAD: f"NOT {_BEGUN}",
}
_ORDER = {
    EventSort.HELD_ON: "e.held_on {way}, e.id {way}",  # the index alone: by time too, every page would sort all years
    EventSort.TITLE: "ltrim(e.title, '«\"') {way}, e.held_on {way}, e.id {way}",
    EventSort.FORMAT: """(SELECT f.sort_order FROM event_format AS f WHERE f.id = e.format_id) {way},
        e.held_on {way}, e.id {way}""",
    EventSort.MODE: "e.mode {way}, e.held_on {way}, e.id {way}",
    EventSort.PARTICIPANTS: """e.total_external + (SELECT count(*) FROM attendance AS a
        WHERE a.event_id = e.id AND a.state IN ('present', 'remote')) {way}, e.held_on {way}, e.id {way}""",
}
_PERSON = SHORT_NAME.format("p")
_FORMATS = "SELECT id, title FROM event_format ORDER BY sort_order, id"
_STREAMS = "SELECT id, title FROM stream ORDER BY starts_on DESC, id DESC"


def event_page(
    db: Database,
    wanted: EventFilter = EVERY_EVENT,
    *,
    sort: EventSort = EventSort.HELD_ON,
    descending: bool = True,
    after: EventLine | None = None,
    limit: int = 200,
) -> list[EventLine]:
    """A page of the log, newest first unless asked otherwise; `after` is the last line of the page above.

    The page is cut first and counted after, so a log of ten years is as quick as a short one.
    """
    where, params = _where(wanted)
    way, beyond = ("DESC", "<") if descending else ("ASC", ">")
    order, bare = _ORDER[sort].format(way=way), _ORDER[sort].format(way="")
    if after is not None:
        where += f" AND ({bare}) {beyond} (SELECT {bare} FROM event AS e WHERE e.id = :after)"
        params["after"] = after.id
        if sort is EventSort.HELD_ON:  # said once more so that the index begins there, not at the first page
            where += f" AND e.held_on {beyond}= :after_day"
            params["after_day"] = after.held_on
    with db.reading() as session:
        return rows(
            session,
            EventLine,
            f"""
            WITH page AS MATERIALIZED (SELECT e.* FROM event AS e WHERE {where} ORDER BY {order} LIMIT :limit)
            SELECT e.id, e.held_on, e.starts_at, e.title, f.title, e.mode, {_PERSON}, e.plan_item_id IS NOT NULL,
                   e.total_external + (SELECT count(*) FROM attendance AS a
                                       WHERE a.event_id = e.id AND a.state IN ('present', 'remote')),
                   (SELECT count(*) FROM attendance AS a WHERE a.event_id = e.id),
                   (SELECT count(DISTINCT person_id) FROM ({_UNMARKED.format(event="e")})), {_BEGUN},
                   e.held_on = substr(:now, 1, 10)
            FROM page AS e
            JOIN event_format AS f ON f.id = e.format_id
            JOIN person AS p ON p.id = e.leader_id
            ORDER BY {order}
            """,
            **params,
            now=local_minute(db.clock()),
            limit=limit,
        )


def event_line(db: Database, event_id: int) -> EventLine | None:
    """One line of the log, or None when the event was taken out meanwhile."""
    found = event_page(db, EventFilter(event_id=event_id), limit=1)
    return found[0] if found else None


def event_counts(db: Database, wanted: EventFilter) -> EventCounts:
    """How many events the filter finds, whatever its quick filter, and how many each quick filter would leave."""
    where, params = _where(replace(wanted, quick=EventQuick.ALL))
    with db.reading() as session:
        return one(
            session,
            EventCounts,
            f"""
            SELECT count(*), count(*) FILTER (WHERE {_QUICK[EventQuick.UNMARKED]}),
                   count(*) FILTER (WHERE {_QUICK[EventQuick.UNPLANNED]}),
                   count(*) FILTER (WHERE {_QUICK[EventQuick.AHEAD]})
            FROM event AS e WHERE {where}
            """,
            **params,
            now=local_minute(db.clock()),
        )


def log_choices(db: Database) -> LogChoices:
    """What the filter of the log lets one choose from, in the order to show."""
    with db.reading() as session:
        found = one(session, _Days, "SELECT min(held_on), max(held_on) FROM event")
        return LogChoices(
            formats=_choices(session, _FORMATS),
            streams=_choices(session, _STREAMS),
            days=None if found.first is None or found.last is None else (found.first, found.last),
        )


def event_card(db: Database, event_id: int) -> EventCard | None:
    """An event with all its words, or None when it was taken out meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _Event,
            f"""
            SELECT e.title, e.held_on, e.starts_at, e.duration_min, e.format_id, e.mode, e.leader_id, e.plan_item_id,
                   e.module_id, e.place, e.description, e.outcome, e.materials, e.link, e.total_external, f.title,
                   {_PERSON},
                   (SELECT 'модуль ' || m.no || ' «' || m.title || '»' FROM module AS m WHERE m.id = e.module_id)
            FROM event AS e JOIN event_format AS f ON f.id = e.format_id JOIN person AS p ON p.id = e.leader_id
            WHERE e.id = :event
            """,
            event=event_id,
        )
        if not found:
            return None
        event = found[0]
        leaders = _choices(
            session,
            f"SELECT p.id, {_PERSON} FROM event_leader AS l JOIN person AS p ON p.id = l.person_id "
            "WHERE l.event_id = :event ORDER BY p.name_key",
            event=event_id,
        )
        streams = _choices(
            session,
            "SELECT s.id, s.title FROM event_stream AS l JOIN stream AS s ON s.id = l.stream_id "
            "WHERE l.event_id = :event ORDER BY s.starts_on, s.id",
            event=event_id,
        )
        functions = _choices(
            session,
            "SELECT f.id, f.title FROM event_function AS l JOIN support_function AS f ON f.id = l.function_id "
            "WHERE l.event_id = :event ORDER BY f.sort_order",
            event=event_id,
        )
        draft = EventDraft(
            **{name: getattr(event, name) for name in _Event._fields if name in EventDraft.model_fields},
            co_leader_ids=[each.id for each in leaders],
            stream_ids=[each.id for each in streams],
            function_ids=[each.id for each in functions],
        )
        return EventCard(
            id=event_id,
            draft=draft,
            format=event.format,
            leader=event.leader,
            co_leaders=[each.title for each in leaders],
            streams=[each.title for each in streams],
            module=event.module,
            functions=[each.title for each in functions],
            plan_item=_plan_item(session, event.plan_item_id, db.today()),
            products=rows(
                session,
                EventProduct,
                "SELECT p.id, p.title, k.title, p.status FROM product AS p JOIN product_kind AS k ON k.id = p.kind_id "
                "WHERE p.event_id = :event ORDER BY p.made_on, p.id",
                event=event_id,
            ),
        )


def event_choices(db: Database) -> EventChoices:
    """What the form of an event lets one choose from, in the order to show.

    What an event refers to already is always among it: else saving the event would lose it.
    """
    with db.reading() as session:
        return EventChoices(
            formats=_choices(session, _FORMATS),
            people=_choices(
                session,
                """
                SELECT p.id, p.last_name || ' ' || p.first_name || coalesce(' ' || p.patronymic, '')
                FROM person AS p
                WHERE p.id IN (SELECT leader_id FROM event UNION SELECT person_id FROM event_leader)
                   OR p.pd_state IN ('active', 'blocked') AND (
                        EXISTS (SELECT 1 FROM role_assignment AS r WHERE r.person_id = p.id)
                        OR p.id IN (SELECT n.person_id FROM enrollment AS n WHERE n.status IN ('enrolled', 'studying')))
                ORDER BY NOT EXISTS (SELECT 1 FROM role_assignment AS r WHERE r.person_id = p.id), p.name_key, p.id
                """,
            ),
            streams=_choices(session, _STREAMS),
            modules=_choices(
                session,
                """
                SELECT m.id, 'Модуль ' || m.no || '. ' || m.title || ' — ' || g.title
                FROM module AS m JOIN program AS g ON g.id = m.program_id
                WHERE g.status <> 'archived' OR m.id IN (SELECT module_id FROM event) ORDER BY g.title, m.no
                """,
            ),
            functions=_choices(session, "SELECT id, title FROM support_function ORDER BY sort_order, id"),
            plan_items=rows(
                session,
                PlanItemChoice,
                """
                SELECT i.id, i.task_no, i.title, i.due_to, i.status IN ('planned', 'in_progress', 'postponed') AS open
                FROM plan_item AS i WHERE i.status <> 'cancelled' OR i.id IN (SELECT plan_item_id FROM event)
                ORDER BY open DESC, CASE WHEN open THEN i.due_to END, i.due_to DESC, i.id
                """,
            ),
            product_kinds=_choices(session, "SELECT id, title FROM product_kind ORDER BY sort_order, id"),
        )


def event_plan(db: Database, plan_item_id: int) -> EventPlan | None:
    """What an event held for this plan item is filled with, or None when the item is gone."""
    with db.reading() as session:
        found = rows(
            session,
            EventPlan,
            """
            SELECT i.title, i.format_id, i.mode, i.place, i.responsible_id, i.due_from, i.due_to, i.expected_result,
                   coalesce((SELECT e.duration_min FROM event AS e WHERE e.format_id = i.format_id
                             ORDER BY e.held_on DESC, e.id DESC LIMIT 1), 90)
            FROM plan_item AS i WHERE i.id = :item
            """,
            item=plan_item_id,
        )
    return found[0] if found else None


def event_plan_streams(db: Database, plan_item_id: int | None, day: date) -> list[int]:
    """Streams that an event on that day is likely for: of those running then, the ones of the item's programme.

    Where the item says no programme, the only running one; of several none is chosen.
    """
    with db.reading() as session:
        running = rows(
            session,
            _Running,
            """
            SELECT s.id, s.program_id IS (SELECT p.program_id FROM plan_item AS i JOIN plan AS p ON p.id = i.plan_id
                                          WHERE i.id = :item)
            FROM stream AS s WHERE :day BETWEEN s.starts_on AND s.ends_on ORDER BY s.starts_on, s.id
            """,
            item=plan_item_id,
            day=day,
        )
    of_programme = [each.id for each in running if each.is_of_programme]
    return of_programme or ([running[0].id] if len(running) == 1 else [])


def people_to_add(db: Database, event_id: int, typed: str, *, limit: int = 20) -> list[RosterPerson]:
    """People whose name begins with what is typed and who are not on the event's sheet yet."""
    said = person_key(typed, "")
    with db.reading() as session:
        return rows(
            session,
            RosterPerson,
            f"""
            SELECT p.id, {FULL_NAME.format("p")}, o.short_name
            FROM person AS p JOIN organization AS o ON o.id = p.organization_id
            WHERE p.name_key >= :said AND p.name_key < :said || char(1114111) AND p.pd_state IN ('active', 'blocked')
              AND p.id NOT IN (SELECT person_id FROM attendance WHERE event_id = :event)
              AND NOT EXISTS (SELECT 1 FROM event AS e
                              WHERE e.id = :event AND p.id IN ({EXPECTED.format(event="e")}))
            ORDER BY p.name_key, p.id LIMIT :limit
            """,
            said=said,
            event=event_id,
            limit=limit,
        )


def attendance_sheet(db: Database, event_id: int) -> list[AttendanceLine]:
    """Who is expected (in a stream taking part, on that day) or marked, by surname."""
    with db.reading() as session:
        return rows(
            session,
            AttendanceLine,
            f"""
            WITH expected AS (
                SELECT n.person_id, min(s.title) AS stream
                FROM event AS e
                JOIN event_stream AS es ON es.event_id = e.id
                JOIN stream AS s ON s.id = es.stream_id
                JOIN enrollment AS n ON n.stream_id = es.stream_id
                WHERE e.id = :event AND n.status <> 'applied'
                  AND coalesce(n.enrolled_on, e.held_on) <= e.held_on AND coalesce(n.left_on, e.held_on) >= e.held_on
                GROUP BY n.person_id
            )
            SELECT p.id, p.last_name, p.first_name, p.patronymic, o.short_name, x.stream, a.state, a.minutes,
                   coalesce(a.signature_kept, 0), {MAY_BE_NAMED.format("p")}
            FROM person AS p
            JOIN organization AS o ON o.id = p.organization_id
            LEFT JOIN expected AS x ON x.person_id = p.id
            LEFT JOIN attendance AS a ON a.person_id = p.id AND a.event_id = :event
            WHERE p.id IN (SELECT person_id FROM expected
                           UNION SELECT person_id FROM attendance WHERE event_id = :event)
            ORDER BY p.name_key, p.id
            """,
            event=event_id,
        )


_OVERLAPS = """e.held_on = :day AND e.starts_at IS NOT NULL AND e.id IS NOT :besides
    AND unixepoch(e.held_on || ' ' || e.starts_at) < unixepoch(:day || ' ' || :starts_at) + 60 * :minutes
    AND unixepoch(:day || ' ' || :starts_at) < unixepoch(e.held_on || ' ' || e.starts_at) + 60 * e.duration_min"""


def leader_clashes(
    db: Database,
    *,
    leader_id: int,
    day: date,
    starts_at: str,
    duration_min: int,
    co_leader_ids: Collection[int] = (),
    besides: int | None = None,
) -> list[LeaderClash]:
    """Events of the same leaders, or co-leaders, that overlap in time: a warning, not a refusal (domain.md §3.10).

    `besides` is the event being changed: it does not clash with itself.
    """
    with db.reading() as session:
        return rows(
            session,
            LeaderClash,
            f"""
            SELECT e.id, e.title, e.starts_at, {_PERSON}
            FROM json_each(:leaders) AS busy CROSS JOIN person AS p ON p.id = busy.value CROSS JOIN event AS e
            WHERE {_OVERLAPS}
              AND (p.id = e.leader_id OR EXISTS (SELECT 1 FROM event_leader AS l
                                                 WHERE l.event_id = e.id AND l.person_id = p.id))
            ORDER BY e.starts_at, e.id, p.name_key
            """,
            leaders=str(sorted({leader_id, *co_leader_ids})),
            day=day,
            starts_at=starts_at,
            minutes=duration_min,
            besides=besides,
        )


def place_clashes(
    db: Database, *, place: str, day: date, starts_at: str, duration_min: int, besides: int | None = None
) -> list[PlaceClash]:
    """Events in the same place, whatever its spelling, that overlap in time; what is held remotely needs no place."""
    wanted = place_key(place)
    if not wanted:
        return []
    with db.reading() as session:
        found = rows(
            session,
            PlaceClash,
            f"""
            SELECT e.id, e.title, e.starts_at, e.place FROM event AS e
            WHERE {_OVERLAPS} AND e.place IS NOT NULL AND e.mode <> 'remote' ORDER BY e.starts_at, e.id
            """,
            day=day,
            starts_at=starts_at,
            minutes=duration_min,
            besides=besides,
        )
    return [each for each in found if place_key(each.place) == wanted]


def place_key(place: str) -> str:
    """What two writings of one place have in common: case, ё, punctuation and blanks do not count."""
    return " ".join(re.findall(r"\w+", fold(place)))


class _Running(NamedTuple):
    id: int
    is_of_programme: bool


class _Days(NamedTuple):
    first: date | None
    last: date | None


class _Event(NamedTuple):
    title: str
    held_on: date
    starts_at: str | None
    duration_min: int
    format_id: int
    mode: Mode
    leader_id: int
    plan_item_id: int | None
    module_id: int | None
    place: str | None
    description: str | None
    outcome: str | None
    materials: str | None
    link: str | None
    total_external: int
    format: str
    leader: str
    module: str | None


def _choices(session: Source, sql: str, **params: object) -> list[Choice]:
    return rows(session, Choice, sql, **params)


def _plan_item(session: Source, item_id: int | None, today: date) -> EventPlanItem | None:
    if item_id is None:
        return None
    return one(
        session,
        EventPlanItem,
        """
        SELECT i.id, i.plan_id, i.task_no, i.title, i.status, i.planned_count,
               coalesce((SELECT sum(e.total_external + (SELECT count(*) FROM attendance AS a
                         WHERE a.event_id = e.id AND a.state IN ('present', 'remote')))
                         FROM event AS e WHERE e.plan_item_id = i.id AND e.held_on <= :today), 0),
               i.status IN ('planned', 'in_progress') AND i.due_to < :today
        FROM plan_item AS i WHERE i.id = :item
        """,
        item=item_id,
        today=today,
    )


def _where(wanted: EventFilter) -> tuple[str, dict[str, object]]:
    """The condition of a filter and its parameters."""
    return asked_for(
        _QUICK[wanted.quick],
        text=wanted.text,
        word="(e.title GLOB {word} OR e.place GLOB {word} OR e.leader_id IN "
        "(SELECT p.id FROM person AS p WHERE p.name_key GLOB {word}))",
        start=("e.held_on >= :start", wanted.start),
        end=("e.held_on <= :end", wanted.end),
        format=("e.format_id = :format", wanted.format_id),
        stream=("e.id IN (SELECT es.event_id FROM event_stream AS es WHERE es.stream_id = :stream)", wanted.stream_id),
        only=("e.id = :only", wanted.event_id),
    )
