"""A document as its form edits it, and what a new one begins with."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.rows.codes import DocumentStatus
from models.rows.document_card import DocumentCard, DocumentDraft, MadeFile
from models.rules.document_kit import KIT_BY_CODE

_AGREEMENT = "agreement"


class _Contract(NamedTuple):
    number: str | None
    dated_on: date | None


class _Document(NamedTuple):
    kit_code: str | None
    title: str
    number: str | None
    dated_on: date | None
    valid_until: date | None
    parties: str | None
    status: DocumentStatus
    note: str | None
    sha256: str | None
    size: int | None
    kind: str | None
    name: str | None


def document_card(db: Database, document_id: int) -> DocumentCard | None:
    """A document as its form edits it, or None when it was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _Document,
            """
            SELECT d.kit_code, d.title, d.number, d.dated_on, d.valid_until, d.parties, d.status, d.note,
                   f.sha256, f.size, f.kind, f.original_name
            FROM document AS d LEFT JOIN attachment AS f ON f.id = d.attachment_id WHERE d.id = :document
            """,
            document=document_id,
        )
    if not found:
        return None
    said = found[0]
    draft = DocumentDraft(
        kit_code=said.kit_code,
        title=said.title,
        number=said.number,
        dated_on=said.dated_on,
        valid_until=said.valid_until,
        parties=said.parties,
        status=said.status,
        note=said.note,
    )
    made = None if said.sha256 is None else MadeFile(said.sha256, said.size or 0, said.kind or "", said.name)
    return DocumentCard(document_id, draft, made)


def begun_document(db: Database, kit_code: str | None) -> dict[str, object]:
    """What a new document begins with: the title and issuer in the kit, of the договор what the passport says."""
    begun: dict[str, object] = {"status": DocumentStatus.ACTIVE}
    item = KIT_BY_CODE.get(kit_code or "")
    if item is None:
        return begun
    begun |= {"kit_code": item.code, "title": item.title, "parties": item.issued_by}
    if item.code == _AGREEMENT:
        with db.reading() as session:
            for each in rows(session, _Contract, "SELECT contract_no, contract_date FROM site"):
                begun |= {"number": each.number, "dated_on": each.dated_on}
    return begun
