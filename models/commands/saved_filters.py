"""Filters kept under a name: saved, renamed and removed, each turned back like anything else."""

from sqlmodel import Session, col, select

from models.commands.store import add, found, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.saved_filters import SavedFilterDraft
from models.schema.people import SavedFilter

_GONE = "Этого отбора уже нет."


def save_filter(db: Database, draft: SavedFilterDraft, *, actor: Actor) -> int:
    """Keep a filter; one of the same name in the section gives way to it."""
    with db.writing(action="Отбор сохранён", actor=actor) as session:
        same = _named(session, draft.section, draft.title)
        if same is None:
            return add(session, SavedFilter(**values(draft)))
        same.wanted = draft.wanted
        return add(session, same)


def rename_filter(db: Database, filter_id: int, title: str, *, actor: Actor) -> None:
    """Give a kept filter another name; refuses one that another filter of the section has, and an empty one."""
    with db.writing(action="Отбор переименован", actor=actor) as session:
        kept = found(session, SavedFilter, filter_id, _GONE)
        draft = SavedFilterDraft(section=kept.section, title=title, wanted=kept.wanted)
        same = _named(session, draft.section, draft.title)
        if same is not None and same.id != filter_id:
            raise UserError("Отбор с таким названием уже есть.", "Назовите этот иначе.")
        kept.title = draft.title


def remove_filter(db: Database, filter_id: int, *, actor: Actor) -> None:
    """Forget a kept filter."""
    with db.writing(action="Отбор убран", actor=actor) as session:
        session.delete(found(session, SavedFilter, filter_id, _GONE))


def _named(session: Session, section: str, title: str) -> SavedFilter | None:
    named = select(SavedFilter).where(col(SavedFilter.section) == section, col(SavedFilter.title) == title)
    return session.exec(named).first()
