"""«Заметка»: written in place on a card, kept as a draft until it is stored."""

from functools import partial
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from models.commands.people import change_note
from models.rows.codes import PersonalDataState
from models.rows.draft import problems_of
from models.rows.person_page import NoteDraft, PersonHead
from views.drafts import Keeping, Typed, kept_drafts
from views.widgets.buttons import Button
from views.widgets.fields import MultilineField
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.widgets.sheet import Sheet
from views.widgets.text import hint, problem
from views.workplace import Workplace
from views.writing import write

_DRAFTS = "person-note"
_NOTE = "note"
_HINT = "Что важно помнить. В отчёты и документы не попадает. Не пишите сюда о здоровье и семье."


class NoteSheet(Sheet):
    """The note of one person; what was typed for another one stays her draft. Ctrl+S stores it."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme, "Заметка")
        self._at = workplace
        self._person_id = 0
        self._stored = ""
        self._drafts = dict(kept_drafts(workplace.data_folder, _DRAFTS))
        self.field = named(MultilineField(theme, lines=4), "card-note", "Заметка")
        self.field.edited.connect(self._on_edited)
        self._problem = problem("")
        self._problem.hide()
        self.save_button = named(Button(theme, "Сохранить заметку", small=True), "card-note-save", "Сохранить заметку")
        self.save_button.setToolTip("Сохранить (Ctrl+S)")
        self.save_button.clicked.connect(self.save)
        self.revert_button = named(
            Button(theme, "Как было", role="link", small=True), "card-note-revert", "Вернуть заметку как было"
        )
        self.revert_button.clicked.connect(self._on_revert)
        words = hint(_HINT)
        words.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.save_button)
        foot.addWidget(self.revert_button)
        foot.addStretch()
        for part in (words, self.field, self._problem):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self._keeping = Keeping(self, workplace.data_folder, _DRAFTS, lambda: self._drafts)
        self._keeping.removed.connect(self._on_removed)
        page_key(self, "Ctrl+S", self.save)

    def show_note(self, head: PersonHead) -> None:
        """Show what is noted of a person, or what was typed for her and not stored."""
        self._person_id, self._stored = head.id, head.note or ""
        self.setVisible(head.pd_state in (PersonalDataState.ACTIVE, PersonalDataState.BLOCKED))
        typed = self._drafts.get(head.id, {}).get(_NOTE, self._stored)
        if self.field.typed() != typed:
            self.field.set_typed(typed)
        self._tell()

    def save(self) -> None:
        """Store what is typed."""
        person_id, typed = self._person_id, self.field.typed()
        if person_id not in self._drafts or not self.save_button.isEnabled():
            return
        try:
            draft = NoteDraft(note=str(typed))
        except ValidationError as refused:
            self._problem.setText(problems_of(refused)[0].message)
            self._problem.show()
            return
        write(
            self._at,
            lambda db, actor: change_note(db, person_id, draft, actor=actor),
            partial(self._on_done, person_id, {_NOTE: typed}),
        )

    def _on_done(self, person_id: int, stored: Typed, _none: object) -> None:
        if self._drafts.get(person_id) == stored:
            self._forget(person_id)
        self._at.messages.did("Заметка сохранена.", undo=True)

    def _on_edited(self) -> None:
        typed = self.field.typed()
        if typed == self._stored:
            self._forget(self._person_id)
        else:
            self._drafts[self._person_id] = {_NOTE: typed}
            self._keeping.later()
            self._tell()

    def _on_revert(self) -> None:
        self.field.set_typed(self._stored)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._forget(self._person_id)

    def _on_removed(self, person_ids: frozenset[int]) -> None:
        for person_id in person_ids & self._drafts.keys():
            del self._drafts[person_id]
        if self._person_id in person_ids:
            self.field.set_typed("")
            self._tell()

    def _forget(self, person_id: Any) -> None:
        self._drafts.pop(person_id, None)
        self._keeping.later()
        self._tell()

    def _tell(self) -> None:
        is_changed = self._person_id in self._drafts
        self.show_count("Есть несохранённые правки" if is_changed else "")
        self._problem.hide()
        for button in (self.save_button, self.revert_button):
            if button.hasFocus() and not is_changed:
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setVisible(is_changed)
