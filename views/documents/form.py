"""The fields of a document of the register."""

from typing import cast

from models.rows.codes import DocumentStatus
from models.rows.document_card import DocumentDraft
from models.rules.document_kit import KIT, KIT_BY_CODE
from views.draft_panel import draft_of
from views.theme import Theme
from views.widgets.fields import ChoiceField, DateField, Form, MultilineField, TextField
from views.workplace import Workplace


class DocumentForm(Form):
    """Edits a `DocumentDraft`: the keys of its fields are those of the draft."""

    def __init__(self, workplace: Workplace) -> None:
        theme: Theme = workplace.theme
        super().__init__(theme)
        kit = [(item.code, f"{item.no}. {item.title}") for item in KIT]
        self._kit = self.add("kit_code", "Документ комплекта", ChoiceField(theme, kit, blank="Не из комплекта"))
        self._title = self.add("title", "Название", TextField(theme), required=True)
        self.add("number", "Номер", TextField(theme))
        self.add("dated_on", "Дата", DateField(theme, workplace.db.today), beside="number")
        statuses = [(status, status.label) for status in DocumentStatus]
        self.add("status", "Состояние", ChoiceField(theme, statuses))
        self.add("valid_until", "Действует до", DateField(theme, workplace.db.today), beside="status")
        self._parties = self.add("parties", "Стороны или кто выдал", TextField(theme))
        self.add("note", "Примечание", MultilineField(theme))
        self._kit.edited.connect(self._on_kit)

    def draft(self) -> DocumentDraft | None:
        """What the fields mean, or None when something is wrong, which then stands beside its field."""
        return draft_of(self, DocumentDraft)

    def _on_kit(self) -> None:
        """A document of the kit has its name and its issuer; what was written already stays."""
        item = KIT_BY_CODE.get(cast("str", self._kit.value()))
        if item is None:
            return
        for field, words in ((self._title, item.title), (self._parties, item.issued_by)):
            if not field.value():
                field.set_typed(words)
