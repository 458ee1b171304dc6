"""Accepting past events and marks that were read from a spreadsheet."""

from collections.abc import Mapping, Sequence

from models.commands.events import store_event, store_marks
from models.commands.store import known_links
from models.database import Actor, Database
from models.errors import UserError
from models.rows.events import EventDraft, Mark


def accept_events(db: Database, drafts: Sequence[EventDraft], *, actor: Actor) -> tuple[int, ...]:
    """Write these events (`EventsPreview.drafts`) down in one action, undone whole; gives their ids."""
    if not drafts:
        raise UserError("Нет ни одной строки, которую можно записать.", "Исправьте отмеченные ячейки.")
    with known_links(), db.writing(action="Мероприятия загружены из таблицы", actor=actor) as session:
        return tuple(store_event(db, session, draft) for draft in drafts)


def accept_marks(db: Database, marks: Mapping[int, Sequence[Mark]], *, actor: Actor) -> int:
    """Set these marks (`MarksPreview.marks`) in one action, undone whole; gives how many.

    A mark that is there already is replaced. Raises UserError as `mark_attendance` does, storing nothing.
    """
    if not any(marks.values()):
        raise UserError("Нет ни одной отметки, которую можно записать.", "Исправьте отмеченные ячейки.")
    with known_links(), db.writing(action="Отметки загружены из таблицы", actor=actor) as session:
        for event_id, of_event in marks.items():
            store_marks(session, event_id, of_event)
    return sum(len(of_event) for of_event in marks.values())
