"""Which sheets of a file are taken as one batch: a small window with ticks."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from views.theme import Theme
from views.trainees.import_words import rows_of
from views.widgets.buttons import Button
from views.widgets.columns import Column
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import label

_PADDING = 20
_SIZE = (520, 420)
_AIR = 80
"""Left around the window where the one behind is small, pixels."""
_ADVICE = "Пробел берёт лист или оставляет его. Все взятые листы загрузятся одним списком."


class OfferedSheet(NamedTuple):
    """A sheet of a file; `rows` may be people, none where it holds no list."""

    name: str
    rows: int
    is_taken: bool


_LINES: tuple[Column[OfferedSheet], ...] = (
    Column(
        "taken",
        "",
        lambda sheet: "берём" if sheet.is_taken else "не берём",
        check=lambda sheet: sheet.is_taken if sheet.rows else None,
        width=44,
        sortable=False,
    ),
    Column("name", "Лист", lambda sheet: sheet.name, sortable=False),
    Column("rows", "Что в нём", lambda sheet: rows_of(sheet.rows) if sheet.rows else "списка нет", width=120,
           quiet=True, sortable=False),
)  # fmt: skip


class SheetsWindow(QDialog):
    """The sheets as a list: Space takes one or leaves it."""

    chosen = Signal(list)
    """Names of the sheets, in the order of the file."""

    def __init__(self, theme: Theme, parent: QWidget, sheets: Sequence[OfferedSheet]) -> None:
        super().__init__(parent.window())
        named(self, "sheets", "Листы файла")
        self.setWindowTitle("Листы файла")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = PagedTable(_LINES)
        self._model.ticked.connect(self._on_ticked)
        self.list = TableView(theme, self._model, "sheets-list", "Листы файла")
        self.list.opened.connect(self.accept)
        self.take_button = named(Button(theme, "Взять эти листы", role="primary"), "sheets-take", "Взять эти листы")
        self.take_button.clicked.connect(self.accept)
        close = named(Button(theme, "Не сейчас"), "sheets-close", "Не сейчас")
        close.clicked.connect(self.reject)
        listed = Sheet(theme, inset=1)
        listed.body.addWidget(self.list)
        ending = QHBoxLayout()
        ending.setSpacing(theme.space("s"))
        for button in (self.take_button, close):
            ending.addWidget(button)
        ending.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label("Листы файла", "section"))
        column.addWidget(label(_ADVICE, "secondary", wrapped=True))
        column.addWidget(listed, 1)
        column.addLayout(ending)
        wide, high = (round(side * theme.scale) for side in _SIZE)
        self.resize(wide, min(high, parent.window().height() - _AIR))
        self._model.set_rows(list(sheets))
        self.list.select(lambda sheet: sheet.rows > 0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def taken(self) -> list[str]:
        """Names of the ticked sheets."""
        return [sheet.name for sheet in self._model.rows() if sheet.is_taken]

    @override
    def accept(self) -> None:
        if self.taken:
            self.chosen.emit(self.taken)
            super().accept()

    def _on_ticked(self, sheet: OfferedSheet, ticked: bool) -> None:  # noqa: FBT001 - a signal of Qt
        place = self._model.place_of(lambda each: each.name == sheet.name)
        self._model.replace_row(place, sheet._replace(is_taken=ticked))
        if self.taken:
            self.take_button.unblock()
        else:
            self.take_button.block("Отметьте хотя бы один лист", self.list.setFocus)
