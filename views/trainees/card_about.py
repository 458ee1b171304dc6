"""«О человеке»: the other side of a card, with data, note, files, consents and history."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from models.rows.attachments import PersonPlace
from models.rows.person_page import PersonHead
from views.files.sheet import FilesSheet
from views.trainees.card_data import DataSheet
from views.trainees.card_history import HistorySheet
from views.trainees.card_note import NoteSheet
from views.trainees.card_sides import CardPart
from views.trainees.consents_view import ConsentsView
from views.widgets.sheet import Sheet
from views.workplace import Workplace


class AboutSheets(QWidget):
    """Two columns of sheets, under one another where there is no room beside."""

    edit_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._person_id = 0
        self.data = DataSheet(workplace)
        self.data.linked.connect(self.edit_wanted)
        self.note = NoteSheet(workplace)
        self.files = FilesSheet(workplace)
        self.consents = ConsentsView(workplace)
        self.history = HistorySheet(workplace)
        self.consents.heading.hide()
        consents = Sheet(theme, "Согласия")
        consents.body.addWidget(self.consents)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(theme.space("gutter"))
        self._columns: dict[CardPart, QWidget] = {}
        for part, sheets in (
            (CardPart.DATA, (self.data, self.note, self.files)),
            (CardPart.CONSENTS, (consents, self.history)),
        ):
            self._columns[part] = QWidget()
            column = QVBoxLayout(self._columns[part])
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.space("gutter"))
            for sheet in sheets:
                column.addWidget(sheet)
            column.addStretch()
            self._halves.addWidget(self._columns[part], 1)

    def show_person(self, head: PersonHead) -> None:
        """Show all that is known of a person."""
        self.data.show_person(head)
        self.note.show_note(head)
        self.files.show_place(PersonPlace(head.id))
        if head.id != self._person_id:  # it follows the changes itself, and a form may be open in it
            self._person_id = head.id
            self.consents.show_person(head.id)
        self.history.show_person(head.id)

    def arrange(self, parts: Collection[CardPart], direction: QBoxLayout.Direction) -> None:
        """Show these of the columns, side by side or under one another."""
        self._halves.setDirection(direction)
        for part, column in self._columns.items():
            column.setVisible(part in parts)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [area for area in (self.note.field, self.files.first(), self.consents) if area.isVisibleTo(self)]
