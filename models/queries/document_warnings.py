"""What «Обзор» says of documents: what the kit lacks, and whose term ends (domain.md §5)."""

from datetime import date

from models.queries.documents import read_kit
from models.queries.fetch import Source, number, rows
from models.rows.documents import DocumentState
from models.rows.overview import Attention, AttentionRow
from models.rules.document_kit import EXPIRES_SOON
from models.rules.words import quoted

_NAMED = 2
"""Titles that are told; of the others only how many."""

_TERMS = f"""
WITH ending AS MATERIALIZED (
    SELECT d.id, d.title, d.valid_until AS until,
           CASE WHEN d.valid_until < :today THEN 'document_over' ELSE 'document_expiring' END AS why
    FROM document AS d WHERE d.status = 'active' AND d.valid_until <= :soon
)
SELECT e.why, (SELECT o.id FROM ending AS o WHERE o.why = e.why ORDER BY o.until, o.id LIMIT 1), '', '', min(e.until),
       (SELECT group_concat('«' || replace(replace(title, '«', '„'), '»', '“') || '»', ', ')
        FROM (SELECT o.title FROM ending AS o WHERE o.why = e.why ORDER BY o.until, o.id LIMIT {_NAMED})), count(*), ''
FROM ending AS e GROUP BY e.why ORDER BY e.why DESC
"""
"""Those whose term has ended stand before those whose term is about to."""


def read_document_warnings(session: Source, today: date) -> list[AttentionRow]:
    """Terms of documents, then what the kit lacks once the site is described; inside an open snapshot."""
    found = rows(session, AttentionRow, _TERMS, today=today, soon=today + EXPIRES_SOON)
    missing = [line.title for line in read_kit(session, today) if line.state is DocumentState.MISSING]
    if missing and number(session, "SELECT count(*) FROM site"):
        named = ", ".join(quoted(title) for title in missing[:_NAMED])
        found.append(AttentionRow(Attention.DOCUMENT_MISSING, 0, "", "", None, named, len(missing), ""))
    return found
