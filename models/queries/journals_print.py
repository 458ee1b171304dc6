"""The printed journals and the лист регистрации (domain.md §5)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.events import EXPECTED
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED, PAPER_FULL_NAME, PAPER_SHORT_NAME, PAPER_SIGNED_NAME
from models.queries.short_name import FULL_NAME
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import ConsultationKind, Mode, Presence
from models.rows.journals_print import (
    AttendanceJournal,
    ConsultationJournal,
    EventJournal,
    JournalConsultation,
    JournalDay,
    JournalEvent,
    JournalPerson,
    RegistrationSheet,
    SheetPerson,
)
from models.rules.attendance import TOOK_PART
from models.rules.attendance_signs import LEGEND, SIGNS
from models.rules.periods import Period
from models.rules.sheet_code import sheet_code, sheet_qr
from models.rules.shown import short_municipality, show_phone
from models.rules.words import NBSP

GUEST_LINES = 6
"""Empty lines at the end of a лист регистрации."""

_LEADERS = f"""{PAPER_SHORT_NAME.format("p")} || coalesce((SELECT group_concat(', ' || told.name, '') FROM (
    SELECT {PAPER_SHORT_NAME.format("c")} AS name FROM event_leader AS l JOIN person AS c ON c.id = l.person_id
    WHERE l.event_id = e.id ORDER BY c.name_key, c.id) AS told), '')"""
_VISIT = "a.event_id = e.id AND a.state IN ('present', 'remote')"


@speaks_by_code
def event_journal(db: Database, period: Period) -> EventJournal:
    """The журнал мероприятий of a period: what has been held by today; its sums are those of the report.

    Raises UserError while the site's passport is not filled.
    """
    with db.reading() as session:
        passport, signatures = read_passport(session, period.end)
        events = rows(
            session,
            JournalEvent,
            f"""
            SELECT row_number() OVER (ORDER BY e.held_on, e.starts_at, e.id), e.held_on, e.title, f.title, e.mode,
                   coalesce(e.place, ''), {_LEADERS},
                   e.total_external + (SELECT count(*) FROM attendance AS a WHERE {_VISIT}), e.total_external,
                   (SELECT count(DISTINCT v.organization_id) FROM attendance AS a JOIN person AS v ON v.id = a.person_id
                    WHERE {_VISIT}),
                   e.duration_min, CASE WHEN i.id IS NULL THEN 'вне плана'
                                        ELSE coalesce(nullif(trim(i.task_no), ''), 'по плану') END,
                   coalesce(e.outcome, '')
            FROM event AS e JOIN event_format AS f ON f.id = e.format_id JOIN person AS p ON p.id = e.leader_id
            LEFT JOIN plan_item AS i ON i.id = e.plan_item_id
            WHERE e.held_on BETWEEN :start AND min(:end, :today) ORDER BY 1
            """,
            start=period.start,
            end=period.end,
            today=db.today(),
        )
    return EventJournal(passport=passport, signatures=signatures, period_title=period.title, events=tuple(events))


class _Stream(NamedTuple):
    title: str
    programme: str
    hours: int
    starts_on: date
    ends_on: date
    tutor: str


class _Day(NamedTuple):
    id: int
    held_on: date
    title: str
    format: str
    mode: Mode
    leader: str
    minutes: int


class _Trainee(NamedTuple):
    id: int
    name: str
    organization: str


class _Mark(NamedTuple):
    event_id: int
    person_id: int
    state: Presence
    minutes: int


@speaks_by_code
def attendance_journal(db: Database, stream_id: int) -> AttendanceJournal:
    """The журнал посещаемости of a stream: those taken in, at all its events.

    Raises UserError when the stream is gone, and while the site's passport is not filled.
    """
    with db.reading() as session:
        found = rows(
            session,
            _Stream,
            f"""
            SELECT s.title, g.title, g.hours, s.starts_on, s.ends_on, {PAPER_SIGNED_NAME.format("t")}
            FROM stream AS s JOIN program AS g ON g.id = s.program_id JOIN person AS t ON t.id = s.tutor_id
            WHERE s.id = :stream
            """,
            stream=stream_id,
        )
        if not found:
            raise UserError("Этого потока нет.", "Обновите список: запись могли убрать.")
        stream = found[0]
        passport, signatures = read_passport(session, min(stream.ends_on, db.today()))
        days = rows(
            session,
            _Day,
            f"""
            SELECT e.id, e.held_on, e.title, f.title, e.mode, {_LEADERS}, e.duration_min
            FROM event_stream AS es JOIN event AS e ON e.id = es.event_id JOIN event_format AS f ON f.id = e.format_id
            JOIN person AS p ON p.id = e.leader_id
            WHERE es.stream_id = :stream ORDER BY e.held_on, e.starts_at, e.id
            """,
            stream=stream_id,
        )
        people = rows(
            session,
            _Trainee,
            f"""
            SELECT p.id, {PAPER_FULL_NAME.format("p")}, o.short_name
            FROM enrollment AS n JOIN person AS p ON p.id = n.person_id
            JOIN organization AS o ON o.id = p.organization_id
            WHERE n.stream_id = :stream AND n.status <> 'applied' ORDER BY p.name_key, p.id
            """,
            stream=stream_id,
        )
        marks = rows(
            session,
            _Mark,
            """
            SELECT a.event_id, a.person_id, a.state, coalesce(a.minutes, e.duration_min)
            FROM event_stream AS es JOIN event AS e ON e.id = es.event_id JOIN attendance AS a ON a.event_id = e.id
            JOIN enrollment AS n ON n.stream_id = es.stream_id AND n.person_id = a.person_id AND n.status <> 'applied'
            WHERE es.stream_id = :stream
            """,
            stream=stream_id,
        )
    marked = {(mark.event_id, mark.person_id): mark for mark in marks}
    counted = Counter((mark.event_id, mark.state) for mark in marks)
    return AttendanceJournal(
        passport=passport,
        signatures=signatures,
        stream=stream.title,
        programme=stream.programme,
        hours=stream.hours,
        starts_on=stream.starts_on,
        ends_on=stream.ends_on,
        tutor=stream.tutor,
        legend=LEGEND,
        people=tuple(_journal_person(no, person, days, marked) for no, person in enumerate(people, start=1)),
        days=tuple(_journal_day(no, day, counted) for no, day in enumerate(days, start=1)),
    )


def _journal_person(
    no: int, person: _Trainee, days: Sequence[_Day], marked: Mapping[tuple[int, int], _Mark]
) -> JournalPerson:
    own = [marked.get((day.id, person.id)) for day in days]
    count = Counter(mark.state for mark in own if mark)
    return JournalPerson(
        no=no,
        name=person.name,
        organization=person.organization,
        signs=tuple(SIGNS[mark.state] if mark else "" for mark in own),
        present=count[Presence.PRESENT],
        remote=count[Presence.REMOTE],
        absent=count[Presence.ABSENT],
        excused=count[Presence.EXCUSED],
        made_up=count[Presence.MADE_UP],
        minutes=sum(mark.minutes for mark in own if mark and mark.state in TOOK_PART),
    )


def _journal_day(no: int, day: _Day, counted: Counter[tuple[int, Presence]]) -> JournalDay:
    return JournalDay(
        no=no,
        held_on=day.held_on,
        title=day.title,
        format=day.format,
        mode=day.mode,
        leader=day.leader,
        minutes=day.minutes,
        present=counted[day.id, Presence.PRESENT],
        remote=counted[day.id, Presence.REMOTE],
        absent=counted[day.id, Presence.ABSENT],
        excused=counted[day.id, Presence.EXCUSED],
        made_up=counted[day.id, Presence.MADE_UP],
    )


class _Consultation(NamedTuple):
    id: int
    held_on: date
    kind: ConsultationKind
    mode: Mode
    outsiders: int
    topic: str
    advice: str
    consultant: str
    minutes: int


class _Advised(NamedTuple):
    consultation_id: int
    name: str
    organization: str


@speaks_by_code
def consultation_journal(db: Database, period: Period) -> ConsultationJournal:
    """The журнал консультаций of a period; raises UserError while the site's passport is not filled."""
    with db.reading() as session:
        passport, signatures = read_passport(session, period.end)
        found = rows(
            session,
            _Consultation,
            f"""
            SELECT c.id, c.held_on, c.kind, c.mode, c.outsiders, c.topic, coalesce(c.advice, ''),
                   {PAPER_SHORT_NAME.format("p")}, c.minutes
            FROM consultation AS c JOIN person AS p ON p.id = c.consultant_id
            WHERE c.held_on BETWEEN :start AND :end ORDER BY c.held_on, c.id
            """,
            start=period.start,
            end=period.end,
        )
        advised = rows(
            session,
            _Advised,
            f"""
            SELECT c.id, {PAPER_SHORT_NAME.format("p")}, o.short_name
            FROM consultation AS c JOIN consultation_person AS l ON l.consultation_id = c.id
            JOIN person AS p ON p.id = l.person_id JOIN organization AS o ON o.id = p.organization_id
            WHERE c.held_on BETWEEN :start AND :end ORDER BY c.id, p.name_key, p.id
            """,
            start=period.start,
            end=period.end,
        )
    people: dict[int, list[str]] = {}
    for each in advised:
        people.setdefault(each.consultation_id, []).append(f"{each.name}, {each.organization}")
    lines = tuple(_consultation(no, each, people.get(each.id, [])) for no, each in enumerate(found, start=1))
    return ConsultationJournal(passport=passport, signatures=signatures, period_title=period.title, consultations=lines)


def _consultation(no: int, line: _Consultation, people: Sequence[str]) -> JournalConsultation:
    others = f"{'ещё' if people else 'не из списка:'} {line.outsiders}{NBSP}чел." if line.outsiders else ""
    return JournalConsultation(
        no=no,
        held_on=line.held_on,
        kind=line.kind,
        mode=line.mode,
        people="\n".join(part for part in (*people, others) if part),
        advised=len(people) + line.outsiders,
        topic=line.topic,
        advice=line.advice,
        consultant=line.consultant,
        minutes=line.minutes,
    )


class _Event(NamedTuple):
    title: str
    format: str
    mode: Mode
    held_on: date
    starts_at: str | None
    place: str | None
    minutes: int
    planned: int
    leader: str


class _Expected(NamedTuple):
    name: str
    position: str
    organization: str
    municipality: str | None
    phone: str | None
    email: str | None


@speaks_by_code
def registration_sheet(db: Database, event_id: int, *, guest_lines: int = GUEST_LINES) -> RegistrationSheet:
    """The лист регистрации of an event: who is expected or marked, by surname, and empty lines for guests.

    People whose data are blocked or whose consent is withdrawn are left out. There are `guest_lines` of empty ones, or
    more where the plan expects more people. Raises UserError when the event is gone, and while the site's passport is
    not filled.
    """
    with db.reading() as session:
        found = rows(
            session,
            _Event,
            f"""
            SELECT e.title, f.title, e.mode, e.held_on, e.starts_at, e.place, e.duration_min,
                   coalesce(i.planned_count, 0), {PAPER_SIGNED_NAME.format("p")}
            FROM event AS e JOIN event_format AS f ON f.id = e.format_id JOIN person AS p ON p.id = e.leader_id
            LEFT JOIN plan_item AS i ON i.id = e.plan_item_id
            WHERE e.id = :event
            """,
            event=event_id,
        )
        if not found:
            raise UserError("Этого мероприятия нет.", "Обновите список: запись могли убрать.")
        event = found[0]
        passport, signatures = read_passport(session, event.held_on)
        people = _expected(session, event_id)
    lines = [
        SheetPerson(
            no=no,
            name=each.name,
            position=each.position,
            organization=", ".join(
                part for part in (each.organization, short_municipality(each.municipality or "")) if part
            ),
            phone=show_phone(each.phone or ""),
            email=each.email or "",
        )
        for no, each in enumerate(people, start=1)
    ]
    spare = max(guest_lines, event.planned - len(lines))
    return RegistrationSheet(
        passport=passport,
        signatures=signatures,
        title=event.title,
        format=event.format,
        mode=event.mode,
        held_on=event.held_on,
        starts_at=event.starts_at or "",
        place=event.place or "",
        minutes=event.minutes,
        leader=event.leader,
        code=sheet_code(event_id),
        scanned=sheet_qr(passport.site_code, event_id),
        people=(*lines, *(SheetPerson(no=len(lines) + number) for number in range(1, spare + 1))),
    )


def _expected(session: Source, event_id: int) -> list[_Expected]:
    return rows(
        session,
        _Expected,
        f"""
        SELECT {FULL_NAME.format("p")}, t.title, o.short_name, m.name,
               p.phone, p.email
        FROM event AS e
        JOIN person AS p ON p.id IN ({EXPECTED.format(event="e")}
                                     UNION SELECT a.person_id FROM attendance AS a WHERE a.event_id = e.id)
        JOIN position AS t ON t.id = p.position_id JOIN organization AS o ON o.id = p.organization_id
        LEFT JOIN municipality AS m ON m.id = o.municipality_id
        WHERE e.id = :event AND {MAY_BE_NAMED.format("p")} ORDER BY p.name_key, p.id
        """,
        event=event_id,
    )
