"""Minutes of meetings, and the decisions that are due."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import number, rows
from models.queries.short_name import SHORT_NAME
from models.rows.codes import MeetingBody
from models.rows.meetings import AgendaDraft, DecisionDraft, DecisionDue, MeetingCard, MeetingDraft, MeetingLine

_NAME = SHORT_NAME.format("p")
_PRESENT = """1 + (m.secretary_id IS NOT NULL)
    + (SELECT count(*) FROM meeting_attendee AS t WHERE t.meeting_id = m.id)"""


class _Meeting(NamedTuple):
    body: MeetingBody
    number: str
    held_on: date
    place: str | None
    chair_id: int
    secretary_id: int | None
    guests: str | None
    plan_id: int | None


class _Question(NamedTuple):
    id: int
    question: str
    speaker_id: int | None
    heard: str | None
    discussed: str | None


class _Decision(NamedTuple):
    agenda_item_id: int
    id: int
    text: str
    responsible_id: int | None
    due_on: date | None
    done_on: date | None


class _Id(NamedTuple):
    id: int


class _Name(NamedTuple):
    id: int
    name: str


def meeting_list(
    db: Database, *, start: date | None = None, end: date | None = None, body: MeetingBody | None = None
) -> list[MeetingLine]:
    """Minutes of these days, newest first; None = any."""
    with db.reading() as session:
        return rows(
            session,
            MeetingLine,
            f"""
            SELECT m.id, m.body, m.number, m.held_on, {_NAME},
                   (SELECT count(*) FROM agenda_item AS a WHERE a.meeting_id = m.id),
                   (SELECT count(*) FROM agenda_item AS a JOIN decision AS d ON d.agenda_item_id = a.id
                    WHERE a.meeting_id = m.id),
                   (SELECT count(*) FROM agenda_item AS a JOIN decision AS d ON d.agenda_item_id = a.id
                    WHERE a.meeting_id = m.id AND d.done_on IS NULL),
                   {_PRESENT}
            FROM meeting AS m JOIN person AS p ON p.id = m.chair_id
            WHERE (:start IS NULL OR m.held_on >= :start) AND (:end IS NULL OR m.held_on <= :end)
              AND (:body IS NULL OR m.body = :body)
            ORDER BY m.held_on DESC, m.id DESC
            """,
            start=start,
            end=end,
            body=None if body is None else body.value,
        )


def meeting_card(db: Database, meeting_id: int) -> MeetingCard | None:
    """Minutes as their form edits them and the протокол prints them, or None when they were removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _Meeting,
            """
            SELECT m.body, m.number, m.held_on, m.place, m.chair_id, m.secretary_id, m.guests, m.plan_id
            FROM meeting AS m WHERE m.id = :meeting
            """,
            meeting=meeting_id,
        )
        if not found:
            return None
        attendees = rows(
            session,
            _Id,
            "SELECT p.id FROM meeting_attendee AS t JOIN person AS p ON p.id = t.person_id "
            "WHERE t.meeting_id = :meeting ORDER BY p.name_key, p.id",
            meeting=meeting_id,
        )
        questions = rows(
            session,
            _Question,
            "SELECT id, question, speaker_id, heard, discussed FROM agenda_item "
            "WHERE meeting_id = :meeting ORDER BY no",
            meeting=meeting_id,
        )
        decisions = rows(
            session,
            _Decision,
            "SELECT d.agenda_item_id, d.id, d.text, d.responsible_id, d.due_on, d.done_on FROM decision AS d "
            "JOIN agenda_item AS a ON a.id = d.agenda_item_id WHERE a.meeting_id = :meeting ORDER BY d.no, d.id",
            meeting=meeting_id,
        )
        names = rows(
            session,
            _Name,
            f"""
            SELECT p.id, {_NAME} FROM person AS p WHERE p.id IN (
                SELECT chair_id FROM meeting WHERE id = :meeting
                UNION SELECT secretary_id FROM meeting WHERE id = :meeting
                UNION SELECT person_id FROM meeting_attendee WHERE meeting_id = :meeting
                UNION SELECT speaker_id FROM agenda_item WHERE meeting_id = :meeting
                UNION SELECT d.responsible_id FROM decision AS d JOIN agenda_item AS a ON a.id = d.agenda_item_id
                      WHERE a.meeting_id = :meeting)
            """,
            meeting=meeting_id,
        )
    agenda = [
        AgendaDraft(
            **question._asdict(),
            decisions=[
                DecisionDraft(
                    id=each.id,
                    text=each.text,
                    responsible_id=each.responsible_id,
                    due_on=each.due_on,
                    done_on=each.done_on,
                )
                for each in decisions
                if each.agenda_item_id == question.id
            ],
        )
        for question in questions
    ]
    draft = MeetingDraft(**found[0]._asdict(), attendee_ids=[each.id for each in attendees], agenda=agenda)
    return MeetingCard(meeting_id, draft, dict(names))


def next_number(db: Database, body: MeetingBody, day: date) -> str:
    """The number to propose for the next minutes of a body: one more than the largest of the calendar year."""
    with db.reading() as session:
        largest = number(
            session,
            """
            SELECT max(CAST(number AS INTEGER)) FROM meeting
            WHERE body = :body AND held_on BETWEEN :start AND :end AND number GLOB '[0-9]*'
            """,
            body=body.value,
            start=date(day.year, 1, 1),
            end=date(day.year, 12, 31),
        )
    return str(largest + 1)


def decisions_due(db: Database, today: date, *, within: int | None = None) -> list[DecisionDue]:
    """Decisions that are not done, the overdue ones first, those without a day last.

    `within` leaves out what is due later than so many days from today.
    """
    with db.reading() as session:
        return rows(
            session,
            DecisionDue,
            f"""
            SELECT d.id, m.id, m.body, m.number, m.held_on, d.text, coalesce({_NAME}, ''), d.due_on,
                   coalesce(d.due_on < :today, 0)
            FROM decision AS d
            JOIN agenda_item AS a ON a.id = d.agenda_item_id
            JOIN meeting AS m ON m.id = a.meeting_id
            LEFT JOIN person AS p ON p.id = d.responsible_id
            WHERE d.done_on IS NULL AND (:within IS NULL OR d.due_on <= date(:today, :within || ' days'))
            ORDER BY d.due_on IS NULL, d.due_on, m.held_on, d.id
            """,
            today=today,
            within=within,
        )
