"""The register of documents of the invented site, as far as it has come by a day."""

from datetime import date

from desktop.demo import content
from models.commands.documents import add_document
from models.database import Actor, Database
from models.identity import FixedClock
from models.rows.document_card import DocumentDraft
from models.rules.document_kit import KIT_BY_CODE


def keep_documents(db: Database, clock: FixedClock, *, since: date, today: date, actor: Actor) -> None:
    """Enter what is dated by `today`; papers from before the site's work are entered on its first day, `since`."""
    for document in content.DOCUMENTS:
        if document.dated_on > today:
            continue
        clock.set_day(max(document.dated_on, since))
        item = KIT_BY_CODE.get(document.kit_code)
        draft = DocumentDraft(
            kit_code=document.kit_code or None,
            title=item.title if item else document.title,
            number=document.number or None,
            dated_on=document.dated_on,
            valid_until=document.valid_until,
            parties=item.issued_by if item else document.parties or None,
            status=document.status,
            note=document.note or None,
        )
        add_document(db, draft, actor=actor)
