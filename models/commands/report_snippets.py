"""Phrases kept to be put into the texts of reports again."""

from sqlmodel import func, select

from models.commands.store import add, found, values
from models.database import Actor, Database
from models.rows.report import TEXT_CODES
from models.rows.reports import SnippetDraft
from models.schema.papers import ReportSnippet

_GONE = "Этой фразы уже нет."


def save_snippet(db: Database, draft: SnippetDraft, *, actor: Actor, snippet_id: int | None = None) -> int:
    """Keep a new phrase, the last in its list, or change one; gives its id."""
    if draft.section is not None and draft.section not in TEXT_CODES:
        raise ValueError(f"unknown report section: {draft.section}")
    label = "Фраза для отчётов сохранена" if snippet_id is None else "Фраза для отчётов изменена"
    with db.writing(action=label, actor=actor) as session:
        if snippet_id is None:
            last = session.exec(select(func.coalesce(func.max(ReportSnippet.sort_order), 0))).one()
            return add(session, ReportSnippet(**values(draft), sort_order=last + 1))
        row = found(session, ReportSnippet, snippet_id, _GONE)
        row.section, row.title, row.text = draft.section, draft.title, draft.text
        return snippet_id


def remove_snippet(db: Database, snippet_id: int, *, actor: Actor) -> None:
    """Take a phrase out of the list; texts it was put into keep it."""
    with db.writing(action="Фраза для отчётов убрана", actor=actor) as session:
        session.delete(found(session, ReportSnippet, snippet_id, _GONE))
