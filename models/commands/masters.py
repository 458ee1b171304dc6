"""Text papers typed into the register, and the site's own Word masters of them."""

import json
from pathlib import Path

from models.commands.attachments import forget_unused, keep_row
from models.commands.store import add, found
from models.database import Actor, Database
from models.errors import UserError
from models.kept_files import keep_content
from models.rows.codes import FormOrigin
from models.rows.masters import MadePaper, MasterKind, TextPaperKind
from models.rows.text_paper_draft import TextPaperDraft
from models.rules.file_kinds import kind_of
from models.schema.papers import Document, SiteMaster

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_text_paper(
    db: Database,
    folder: Path,
    paper: TextPaperKind,
    draft: TextPaperDraft,
    made: MadePaper,
    *,
    actor: Actor,
    document_id: int | None = None,
) -> int:
    """Keep what was typed into a text paper, and the file made of it, in the register of documents; gives its id there.

    A document that was entered by hand becomes one made from its master; raises UserError for another paper.
    """
    typed = json.dumps(dict(draft.typed), ensure_ascii=False, sort_keys=True)
    keep_content(folder, made.content)
    with db.writing(action=f"Документ записан: {paper.label}", actor=actor) as session:
        if document_id is None:
            document = Document(uid=db.new_uid(), kit_code=paper.kit_code, template=paper.value, title=draft.title)
            add(session, document)
        else:
            document = found(session, Document, document_id, "Этого документа здесь уже нет.")
            if document.template not in {None, paper.value}:
                raise UserError("Это другой документ.", "Обновите список и выберите документ снова.")
            document.template = paper.value
        document.title, document.number, document.dated_on = draft.title, draft.number, draft.dated_on
        document.fields = typed
        # Clearing away may have passed between; under the write lock it cannot.
        digest = keep_content(folder, made.content)
        kept = keep_row(session, digest, made.content, name=made.name)
        former, document.attachment_id = document.attachment_id, kept.id
        written = add(session, document)
        if former is not None and former != kept.id:
            forget_unused(session.connection(), [former])
        return written


def adopt_master(
    db: Database,
    folder: Path,
    paper: MasterKind,
    content: bytes,
    *,
    name: str,
    actor: Actor,
    origin: FormOrigin = FormOrigin.SITE,
) -> None:
    """Make a paper from this Word master from now on, in place of the former one; `name` is what the file was called.

    The fields in it were checked by exports/documents/masters.py. Raises UserError for what is no Word document.
    """
    if kind_of(content) != _WORD:
        raise UserError("Это не документ Word (DOCX).", "Откройте его в Word и сохраните как документ DOCX.")
    keep_content(folder, content)
    with db.writing(action=f"Шаблон принят: {paper.label}", actor=actor) as session:
        # Clearing away may have passed between; under the write lock it cannot.
        kept = keep_row(session, keep_content(folder, content), content, name=name)
        row = session.get(SiteMaster, paper.value)
        former = None if row is None else row.attachment_id
        if row is None:
            row = SiteMaster(paper=paper, attachment_id=kept.id or 0, origin=origin, adopted_on=db.today())
        row.attachment_id, row.origin, row.adopted_on = kept.id or 0, origin, db.today()
        session.add(row)
        session.flush()
        if former is not None and former != kept.id:
            forget_unused(session.connection(), [former])


def drop_master(db: Database, paper: MasterKind, *, actor: Actor) -> None:
    """Make a paper from the master that ships again. «Вернуть» brings the site's own one back."""
    with db.writing(action=f"Шаблон возвращён к исходному: {paper.label}", actor=actor) as session:
        row = found(session, SiteMaster, paper.value, "Своего шаблона у этого документа нет.")
        former = row.attachment_id
        session.delete(row)
        session.flush()
        forget_unused(session.connection(), [former])
