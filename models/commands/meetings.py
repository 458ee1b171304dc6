"""Minutes of meetings: saved whole, with the agenda and its decisions, in one action."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.commands.attachments import detach_all
from models.commands.links import relink
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.attachments import MeetingPlace
from models.rows.meetings import DecisionDraft, MeetingDraft
from models.schema.journals import AgendaItem, Decision, Meeting

_INSIDE = ("attendee_ids", "agenda")
_GONE = "Этого протокола уже нет."


def add_meeting(db: Database, draft: MeetingDraft, *, actor: Actor) -> int:
    """Write minutes down with those present, the agenda and the decisions.

    Raises UserError where this body has minutes of this number in this year already.
    """
    with known_links(), db.writing(action="Протокол записан", actor=actor) as session:
        _refuse_taken(session, draft, besides=None)
        meeting_id = add(session, Meeting(uid=db.new_uid(), **values(draft, without=_INSIDE)))
        _store_inside(session, meeting_id, draft)
        return meeting_id


def change_meeting(db: Database, meeting_id: int, draft: MeetingDraft, *, actor: Actor) -> None:
    """Bring minutes to what the draft says; questions and decisions it names by id keep it, others go.

    Raises UserError as `add_meeting` does.
    """
    with known_links(), db.writing(action="Протокол изменён", actor=actor) as session:
        meeting = found(session, Meeting, meeting_id, _GONE)
        _refuse_taken(session, draft, besides=meeting_id)
        meeting.sqlmodel_update(values(draft, without=_INSIDE))
        session.flush()
        _store_inside(session, meeting_id, draft)


def remove_meeting(db: Database, meeting_id: int, *, actor: Actor) -> None:
    """Take minutes out with their decisions and files; «Вернуть» brings all back."""
    with db.writing(action="Протокол убран", actor=actor) as session:
        meeting = found(session, Meeting, meeting_id, _GONE)
        detach_all(session, MeetingPlace(meeting_id))
        session.delete(meeting)


def mark_decision_done(db: Database, decision_id: int, done_on: date | None, *, actor: Actor) -> None:
    """Say when a decision was carried out; None makes it due again. Refuses a day before the meeting."""
    label = "Решение исполнено" if done_on else "Решение снова в работе"
    with db.writing(action=label, actor=actor) as session:
        decision = found(session, Decision, decision_id, "Этого решения уже нет.")
        question = found(session, AgendaItem, decision.agenda_item_id, _GONE)
        meeting = found(session, Meeting, question.meeting_id, _GONE)
        if done_on is not None and done_on < meeting.held_on:
            raise UserError("Решение не могли исполнить раньше, чем приняли.", "Проверьте дату.")
        decision.done_on = done_on


def _refuse_taken(session: Session, draft: MeetingDraft, *, besides: int | None) -> None:
    year = (date(draft.held_on.year, 1, 1), date(draft.held_on.year, 12, 31))
    same = select(Meeting.id).where(
        col(Meeting.body) == draft.body,
        col(Meeting.number) == draft.number,
        col(Meeting.held_on).between(*year),
        col(Meeting.id).is_not(besides),
    )
    if session.exec(same).first() is not None:
        raise UserError(f"Протокол № {draft.number} в этом году уже есть.", "Укажите следующий номер.")


def _store_inside(session: Session, meeting_id: int, draft: MeetingDraft) -> None:
    present = set(draft.attendee_ids) - {draft.chair_id, draft.secretary_id}
    relink(session, "meeting_attendee", {"meeting_id": meeting_id}, "person_id", present)
    there = session.exec(select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting_id)).all()
    named = {question.id for question in draft.agenda}
    known = {row.id: row for row in there if row.id in named}
    for row in there:
        if row.id not in known:
            session.delete(row)
    session.flush()
    # Numbers are unique in a meeting: questions that change places step aside first.
    for row in known.values():
        row.no = -row.no
    session.flush()
    for no, question in enumerate(draft.agenda, start=1):
        said = values(question, without=("id", "decisions"))
        row = known.get(question.id)
        if row is None:
            row = AgendaItem(meeting_id=meeting_id, no=no, **said)
            add(session, row)
        else:
            row.sqlmodel_update(said | {"no": no})
        session.flush()
        _store_decisions(session, row.id or 0, question.decisions)


def _store_decisions(session: Session, agenda_item_id: int, decisions: Sequence[DecisionDraft]) -> None:
    there = session.exec(select(Decision).where(col(Decision.agenda_item_id) == agenda_item_id)).all()
    named = {draft.id for draft in decisions}
    known = {row.id: row for row in there if row.id in named}
    for row in there:
        if row.id not in known:
            session.delete(row)
    for no, draft in enumerate(decisions, start=1):
        said = values(draft, without=("id",))
        row = known.get(draft.id)
        if row is None:
            add(session, Decision(agenda_item_id=agenda_item_id, no=no, **said))
        else:
            row.sqlmodel_update(said | {"no": no})
    session.flush()
