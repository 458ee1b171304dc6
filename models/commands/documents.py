"""Documents entered in the register by hand: the kit of [S1] §5 and others; masters.py makes those from a master."""

from models.commands.attachments import detach_all, forget_unused
from models.commands.store import add, found, values
from models.database import Actor, Database
from models.rows.attachments import DocumentPlace
from models.rows.codes import DocumentStatus
from models.rows.document_card import DocumentDraft
from models.schema.papers import Document

_GONE = "Этого документа в реестре уже нет."


def add_document(db: Database, draft: DocumentDraft, *, actor: Actor) -> int:
    """Enter a document; its scans are attached afterwards (`DocumentPlace`)."""
    with db.writing(action="Документ внесён", actor=actor) as session:
        return add(session, Document(uid=db.new_uid(), **values(draft)))


def change_document(db: Database, document_id: int, draft: DocumentDraft, *, actor: Actor) -> None:
    """Bring a document to what the draft says; its files stay."""
    with db.writing(action="Документ изменён", actor=actor) as session:
        found(session, Document, document_id, _GONE).sqlmodel_update(values(draft))
        session.flush()


def set_document_status(db: Database, document_id: int, status: DocumentStatus, *, actor: Actor) -> None:
    """Say that a document is a draft, in force or no longer so."""
    with db.writing(action="Состояние документа изменено", actor=actor) as session:
        found(session, Document, document_id, _GONE).status = status


def remove_document(db: Database, document_id: int, *, actor: Actor) -> None:
    """Take a document out of the register with its files; «Вернуть» brings them back."""
    with db.writing(action="Документ убран", actor=actor) as session:
        document = found(session, Document, document_id, _GONE)
        detach_all(session, DocumentPlace(document_id))
        made = document.attachment_id
        session.delete(document)
        session.flush()
        forget_unused(session.connection(), [] if made is None else [made])
