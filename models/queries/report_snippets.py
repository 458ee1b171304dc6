"""Phrases kept to be put into the texts of reports."""

from models.database import Database
from models.queries.fetch import rows
from models.rows.reports import SnippetLine


def report_snippets(db: Database, section: str | None = None) -> list[SnippetLine]:
    """The phrases that fit a section (a code of `TEXT_CODES`), its own first; without one all of them."""
    with db.reading() as session:
        return rows(
            session,
            SnippetLine,
            """
            SELECT id, section, title, text FROM report_snippet
            WHERE :section IS NULL OR section = :section OR section IS NULL
            ORDER BY section IS NULL, sort_order, id
            """,
            section=section,
        )
