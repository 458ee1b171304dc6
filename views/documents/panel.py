"""The panel that enters a document or changes one."""

from typing_extensions import override

from models.commands.documents import add_document, change_document, remove_document
from models.queries.document_card import begun_document, document_card
from models.rows.attachments import DocumentPlace
from models.rules.words import quoted
from views.documents.form import DocumentForm
from views.documents.made_file import MadeFileSheet
from views.files.record_panel import RecordPanel, StoredRecord, Writing, stores
from views.workplace import Workplace
from views.writing import write_and_say

DOCUMENT_DRAFTS = "document"
"""Under which name the drafts of the panel are kept."""
_TABLES = frozenset({"document"})
_NEW_TITLE = "Новый документ"


class DocumentPanel(RecordPanel):
    """`write_new` begins a document, one of the kit or another; `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        self.fields = DocumentForm(workplace)
        super().__init__(
            workplace, self.fields, name="document-panel", title=_NEW_TITLE, remove="Убрать документ", tables=_TABLES
        )
        self.made = MadeFileSheet(workplace)
        self.content.insertWidget(self.content.indexOf(self.files), self.made)

    def write_new(self, kit_code: str | None = None) -> None:
        """Show the fields of a new document, with what is known of one of the kit."""
        self.made.show_file(None)
        begun = begun_document(self.workplace.db, kit_code)
        self.begin((DOCUMENT_DRAFTS, kit_code), _NEW_TITLE, begun)

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        card = document_card(self.workplace.db, record_id)
        self.made.show_file(card.made if card is not None else None)
        return None if card is None else StoredRecord(card.draft.title, dict(card.draft))

    @override
    def offer(self) -> None:
        """The lists of the form are those of the kit: nothing in them changes."""

    @override
    def place_of(self, record_id: int) -> DocumentPlace:
        return DocumentPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        draft = self.fields.draft()
        if draft is None:
            return None
        db, actor = self.workplace.db, self.workplace.actor()
        return stores(
            record_id,
            add=lambda: add_document(db, draft, actor=actor),
            change=lambda stored: change_document(db, stored, draft, actor=actor),
            words=f"Документ {quoted(draft.title)} {'внесён' if record_id is None else 'изменён'}.",
        )


def take_document_out(workplace: Workplace, document_id: int, title: str) -> None:
    """Take a document out of the register with its files; the undo bar brings them back."""
    write_and_say(
        workplace,
        lambda db, actor: remove_document(db, document_id, actor=actor),
        f"Документ {quoted(title)} убран.",
    )
