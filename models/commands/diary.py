"""The дневник стажёра: what she did, learned and asks, and what the tutor answers."""

from models.commands.attachments import detach_all
from models.commands.open_card import refuse_nameless_at
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.rows.attachments import DiaryEntryPlace
from models.rows.works import DiaryDraft
from models.schema.works import DiaryEntry

_GONE = "Этой записи в дневнике уже нет."


def add_diary_entry(db: Database, enrollment_id: int, draft: DiaryDraft, *, actor: Actor) -> int:
    """Write a page of a trainee's diary."""
    with known_links(), db.writing(action="Запись в дневнике добавлена", actor=actor) as session:
        refuse_nameless_at(session, (enrollment_id,))
        return add(session, DiaryEntry(enrollment_id=enrollment_id, **values(draft)))


def change_diary_entry(db: Database, entry_id: int, draft: DiaryDraft, *, actor: Actor) -> None:
    """Change a page of a diary; its files stay."""
    with known_links(), db.writing(action="Запись в дневнике изменена", actor=actor) as session:
        entry = found(session, DiaryEntry, entry_id, _GONE)
        refuse_nameless_at(session, (entry.enrollment_id,))
        entry.sqlmodel_update(values(draft))


def remove_diary_entry(db: Database, entry_id: int, *, actor: Actor) -> None:
    """Remove a page of a diary with its files."""
    with db.writing(action="Запись в дневнике убрана", actor=actor) as session:
        entry = found(session, DiaryEntry, entry_id, _GONE)
        detach_all(session, DiaryEntryPlace(entry_id))
        session.delete(entry)
