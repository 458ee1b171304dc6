"""The printed протокол of a meeting (domain.md §5)."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.fetch import rows
from models.queries.paper_names import PAPER_SHORT_NAME, PAPER_SIGNED_NAME
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import MeetingBody
from models.rows.minutes_print import Minutes, MinutesDecision, MinutesQuestion
from models.rules.words import NBSP

_MEETING_OF = {
    MeetingBody.COUNCIL: "заседания совета стажировочной площадки",
    MeetingBody.WORKING_GROUP: "заседания рабочей группы",
    MeetingBody.PEDAGOGICAL: "заседания педагогического совета",
    MeetingBody.SESSION: "рабочей встречи",
}


class _Meeting(NamedTuple):
    number: str
    body: MeetingBody
    held_on: date
    place: str | None
    guests: str | None


class _Present(NamedTuple):
    role: int
    """0 the chair, 1 the secretary, 2 somebody else."""
    name: str
    position: str


class _Question(NamedTuple):
    id: int
    no: int
    question: str
    speaker: str
    heard: str
    discussed: str


class _Decision(NamedTuple):
    agenda_item_id: int
    text: str
    responsible: str
    due_on: date | None


@speaks_by_code
def minutes_paper(db: Database, meeting_id: int) -> Minutes:
    """The протокол of a meeting.

    Raises UserError when the meeting is gone, and while the site's passport is not filled.
    """
    with db.reading() as session:
        found = rows(
            session,
            _Meeting,
            "SELECT number, body, held_on, place, guests FROM meeting WHERE id = :meeting",
            meeting=meeting_id,
        )
        if not found:
            raise UserError("Этого протокола нет.", "Обновите список: запись могли убрать.")
        meeting = found[0]
        passport, signatures = read_passport(session, meeting.held_on)
        present = rows(
            session,
            _Present,
            f"""
            WITH there AS (
                SELECT chair_id AS person_id, 0 AS role FROM meeting WHERE id = :meeting
                UNION ALL SELECT secretary_id, 1 FROM meeting WHERE id = :meeting AND secretary_id IS NOT NULL
                UNION ALL SELECT person_id, 2 FROM meeting_attendee WHERE meeting_id = :meeting
            )
            SELECT min(there.role), {PAPER_SIGNED_NAME.format("p")}, t.title
            FROM there JOIN person AS p ON p.id = there.person_id JOIN position AS t ON t.id = p.position_id
            GROUP BY p.id ORDER BY p.name_key, p.id
            """,
            meeting=meeting_id,
        )
        questions = rows(
            session,
            _Question,
            f"""
            SELECT a.id, row_number() OVER (ORDER BY a.no), a.question,
                   coalesce({PAPER_SHORT_NAME.format("p")} || ', ' || t.title, ''), coalesce(a.heard, ''),
                   coalesce(a.discussed, '')
            FROM agenda_item AS a LEFT JOIN person AS p ON p.id = a.speaker_id
            LEFT JOIN position AS t ON t.id = p.position_id
            WHERE a.meeting_id = :meeting ORDER BY a.no
            """,
            meeting=meeting_id,
        )
        decisions = rows(
            session,
            _Decision,
            f"""
            SELECT d.agenda_item_id, d.text, coalesce({PAPER_SHORT_NAME.format("p")}, ''), d.due_on
            FROM decision AS d JOIN agenda_item AS a ON a.id = d.agenda_item_id
            LEFT JOIN person AS p ON p.id = d.responsible_id
            WHERE a.meeting_id = :meeting ORDER BY d.no, d.id
            """,
            meeting=meeting_id,
        )
    chair = next(each for each in present if each.role == 0)
    secretary = next((each for each in present if each.role == 1), None)
    return Minutes(
        passport=passport,
        signatures=signatures,
        number=meeting.number,
        body=_MEETING_OF[meeting.body],
        held_on=meeting.held_on,
        place=meeting.place or "",
        chair=chair.name,
        secretary=secretary.name if secretary else "",
        attended="; ".join(f"{each.name.replace(' ', NBSP)}, {each.position}" for each in present),
        attended_count=len(present),
        guests=meeting.guests or "",
        questions=tuple(_question(each, decisions) for each in questions),
    )


def _question(question: _Question, decisions: list[_Decision]) -> MinutesQuestion:
    own = [each for each in decisions if each.agenda_item_id == question.id]
    return MinutesQuestion(
        no=question.no,
        question=question.question,
        speaker=question.speaker,
        heard=question.heard,
        discussed=question.discussed,
        decisions=tuple(
            MinutesDecision(f"{question.no}.{place}", each.text, each.responsible, each.due_on)
            for place, each in enumerate(own, start=1)
        ),
    )
