"""The filters kept under names, section by section."""

from models.database import Database
from models.queries.fetch import rows
from models.rows.saved_filters import SavedFilterLine


def saved_filters(db: Database, section: str) -> list[SavedFilterLine]:
    """Those of a section, A to Z."""
    with db.reading() as session:
        found = rows(
            session,
            SavedFilterLine,
            "SELECT id, title, wanted FROM saved_filter WHERE section = :section ORDER BY id",
            section=section,
        )
    return sorted(found, key=lambda line: line.title.casefold().replace("ё", "е"))
