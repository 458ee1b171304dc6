"""One file of the sheet: what it is called and kept for, who can be recognised, and what can be done with it."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.database import Database
from models.queries.attachments import people_shown
from models.rows.attachments import AttachedFile
from models.rows.codes import FilePurpose, PeopleShown
from models.rules.words import file_size
from views.files.words import note_of, shows_people, suffix_of
from views.people_field import PeopleField
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.fields import ChoiceField, Form, TextField
from views.widgets.flow import FlowLayout
from views.widgets.naming import named
from views.widgets.text import Elided

_LONGEST_CAPTION = 300


class FileCard(QWidget):
    """Every change is told at once by `described` or `people_said`; whoever shows the card stores it."""

    described = Signal(int, object, object)
    """Use, purpose, caption."""
    people_said = Signal(int, object, object)
    """Attachment, `PeopleShown`, ids of the people."""
    open_wanted = Signal()
    copy_wanted = Signal()
    original_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, db: Database) -> None:
        super().__init__()
        self._db = db
        self._file: AttachedFile | None = None
        self._fact = Elided(look="secondary")
        self._chip = Chip(theme)
        self._chip.setObjectName("file-note")
        self._form = Form(theme)
        self._caption = self._form.add("caption", "Подпись", TextField(theme, max_length=_LONGEST_CAPTION))
        self._purpose = self._form.add(
            "purpose", "Для чего", ChoiceField(theme, [(each, each.label) for each in FilePurpose])
        )
        self._shown = self._form.add(
            "people", "Можно ли узнать людей", ChoiceField(theme, [(each, each.label) for each in PeopleShown])
        )
        self._people = self._form.add("person_ids", "Кто это", PeopleField(theme, db, add="Назвать человека"))
        self._caption.left.connect(self._on_described)
        self._caption.returnPressed.connect(self._on_described)
        self._purpose.edited.connect(self._on_described)
        self._shown.edited.connect(self._on_shown)
        self._people.edited.connect(self._on_people)
        self._original = self._button(theme, "Исходный снимок", "file-original", "Сохранить копию исходного снимка")
        self._original.clicked.connect(self.original_wanted)
        buttons = FlowLayout(spacing=theme.space("s"))
        for words, name, tip, wanted in (
            ("Открыть", "file-open", "Открыть копию в программе системы (Enter)", self.open_wanted),
            ("Сохранить копию", "file-copy", "Сохранить копию в папку или на флешку", self.copy_wanted),
            ("Убрать", "file-remove", "Убрать файл (Del)", self.remove_wanted),
        ):
            button = self._button(theme, words, name, tip)
            button.clicked.connect(wanted)
            buttons.addWidget(button)
            if name == "file-copy":
                buttons.addWidget(self._original)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fact)
        column.addLayout(buttons)
        column.addWidget(self._form)

    def show_file(self, file: AttachedFile | None) -> None:
        """Show a file; what is being typed for the same file stays as it is typed."""
        if self._file is not None and (file is None or file.use_id != self._file.use_id):
            self._on_described()
        before, self._file = self._file, file
        self.setVisible(file is not None)
        if file is None:
            return
        self._show_facts(file)
        if before is not None and before.use_id == file.use_id and self._caption.typed() != (before.caption or ""):
            return
        shown = people_shown(self._db, file.attachment_id)
        self._form.set_values(
            {
                "caption": file.caption,
                "purpose": file.purpose,
                "people": file.people,
                "person_ids": [each.person_id for each in shown],
            }
        )
        self._show_people()
        without = [each.name for each in shown if not each.has_consent]
        self._form.show_hint("person_ids", f"Нет согласия на публикацию: {', '.join(without)}" if without else "")

    def focus_caption(self) -> None:
        """Go to the caption, all of it chosen."""
        self._caption.setFocus(Qt.FocusReason.OtherFocusReason)
        self._caption.selectAll()

    def settle(self) -> None:
        """Tell what stands in the caption, if that has changed."""
        self._on_described()

    def _show_facts(self, file: AttachedFile) -> None:
        kind = suffix_of(file).removeprefix(".").upper()
        self._fact.setText(", ".join([*([file.name] if file.name else []), kind, file_size(file.size)]))
        note = note_of(file)
        self._chip.setVisible(note is not None)
        if note is not None:
            self._chip.show_look(note.look, note.words)
        self._original.setVisible(file.original_sha256 is not None)
        asked = "Можно ли узнать людей на снимке" if shows_people(file) else "Можно ли узнать людей в файле"
        self._shown.setAccessibleName(asked)

    def _show_people(self) -> None:
        signed = self._file is not None and self._file.purpose is FilePurpose.SIGNED_SHEET
        self._form.show_field("people", shown=not signed)
        self._form.show_field("person_ids", shown=not signed and self._shown.value() is PeopleShown.NAMED)

    def _on_described(self) -> None:
        file = self._file
        if file is None:
            return
        said = (cast("FilePurpose", self._purpose.value()), str(self._caption.value()) or None)
        if said != (file.purpose, file.caption):
            self._file = file._replace(purpose=said[0], caption=said[1])
            self._show_people()
            self.described.emit(file.use_id, *said)

    def _on_shown(self) -> None:
        people = cast("PeopleShown", self._shown.value())
        self._show_people()
        if people is not PeopleShown.NAMED:
            self._people.set_value(())
            self._say_people(people)
        elif self._people.value():
            self._say_people(people)
        else:
            self._people.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_people(self) -> None:
        self._say_people(PeopleShown.NAMED if self._people.value() else PeopleShown.UNCHECKED)

    def _say_people(self, people: PeopleShown) -> None:
        if self._file is not None:
            self.people_said.emit(self._file.attachment_id, people, self._people.value())

    def _button(self, theme: Theme, words: str, name: str, tip: str) -> Button:
        button = named(Button(theme, words, small=True), name, words)
        button.setToolTip(tip)
        return button
