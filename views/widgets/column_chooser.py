"""Which columns a table shows and in which order: a small window, also reached from the table's header."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout
from typing_extensions import override

from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.columns import Column
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import label

_PADDING = 20
_SIZE = (380, 560)
_AIR = 80
"""Left around the window where the one behind is small, pixels."""
_ADVICE = "Пробел берёт столбец или убирает его. Если места не хватает, прячутся последние."


class ColumnMemory(Protocol):
    """What remembers the choice between two starts; `views.remembered.Remembered` does."""

    def chosen_columns(self, table: str) -> tuple[str, ...]:
        """Keys of the columns in their order; none while nothing was chosen."""
        ...

    def choose_columns(self, table: str, keys: Sequence[str]) -> None:
        """Keep the columns."""
        ...


class ColumnChooser(QObject):
    """Shows the chosen columns in a table; the first of `columns` always stands, `usual` while nothing was chosen."""

    def __init__(
        self,
        theme: Theme,
        table: TableView[Any],
        columns: Sequence[Column[Any]],
        usual: Sequence[str],
        *,
        memory: ColumnMemory,
    ) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table
        self._columns = {column.key: column for column in columns}
        self._usual = tuple(str(key) for key in usual)
        self._memory = memory
        self._always = columns[0].key
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header)
        self._show(self.shown)

    @property
    def shown(self) -> tuple[str, ...]:
        """Keys of the columns that are shown, in their order."""
        kept = tuple(key for key in self._memory.chosen_columns(self._table.objectName()) if key in self._columns)
        return kept if self._always in kept else self._usual

    def choose(self) -> "ColumnsWindow":
        """Open the window in which they are chosen."""
        headings = {key: column.heading for key, column in self._columns.items()}
        window = ColumnsWindow(self._theme, self._table, headings, self.shown, usual=self._usual, always=self._always)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.chosen.connect(self.take)
        window.open()
        return window

    def take(self, keys: Sequence[str]) -> None:
        """Show these columns from now on."""
        chosen = tuple(keys)
        self._memory.choose_columns(self._table.objectName(), () if chosen == self._usual else chosen)
        self._show(chosen)

    def _show(self, keys: Sequence[str]) -> None:
        """Show these; of those chosen by hand the last fall away first where there is no room."""
        columns = [self._columns[key] for key in keys]
        if tuple(keys) != self._usual:
            columns = [replace(column, rank=place) for place, column in enumerate(columns)]
        self._table.show_columns(columns)

    def _on_header(self, at: QPoint) -> None:
        menu = named(QMenu(self._table), "columns-menu", "Столбцы")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, column in self._columns.items():
            action = menu.addAction(column.heading, partial(self._turn, key))
            action.setCheckable(True)
            action.setChecked(key in self.shown)
            action.setEnabled(key != self._always)
        menu.addSeparator()
        menu.addAction("Порядок столбцов…", self.choose)
        menu.popup(self._table.horizontalHeader().mapToGlobal(at))

    def _turn(self, key: str) -> None:
        shown = self.shown
        self.take([each for each in shown if each != key] if key in shown else [*shown, key])


class _Line(NamedTuple):
    """A column in the window."""

    key: str
    heading: str
    is_shown: bool
    is_fixed: bool


_LINES: tuple[Column[_Line], ...] = (
    Column(
        "shown",
        "",
        lambda line: "показан" if line.is_shown else "не показан",
        check=lambda line: None if line.is_fixed else line.is_shown,
        width=44,
        sortable=False,
    ),
    Column("heading", "Столбец", lambda line: line.heading, sortable=False),
)


class ColumnsWindow(QDialog):
    """The columns as a list: Space takes one or leaves it out, Alt+↑ and Alt+↓ move it."""

    chosen = Signal(list)
    """Keys of the columns, in their order."""

    def __init__(
        self,
        theme: Theme,
        table: TableView[Any],
        headings: Mapping[str, str],
        shown: Sequence[str],
        *,
        usual: Sequence[str],
        always: str,
    ) -> None:
        super().__init__(table.window())
        named(self, "columns", "Столбцы")
        self.setWindowTitle("Столбцы")
        self.setProperty("page", "true")
        self._headings = headings
        self._always = always
        self._model = PagedTable(_LINES)
        self._model.ticked.connect(self._on_ticked)
        self.list = TableView(theme, self._model, "columns-list", "Столбцы по порядку")
        self._fill(shown)
        up = named(Button(theme, "Выше", small=True), "column-up", "Выше (Alt+↑)")
        down = named(Button(theme, "Ниже", small=True), "column-down", "Ниже (Alt+↓)")
        again = named(Button(theme, "Как обычно", role="link", small=True), "columns-usual", "Как обычно")
        for button, step, keys in ((up, -1, "Alt+Up"), (down, 1, "Alt+Down")):
            button.setToolTip(button.accessibleName())
            button.clicked.connect(partial(self._move, step))
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._move, step))
        again.clicked.connect(lambda: self._fill(usual))
        self.show_button = named(Button(theme, "Показать", role="primary"), "columns-show", "Показать эти столбцы")
        self.show_button.clicked.connect(self.accept)
        close = named(Button(theme, "Не сейчас"), "columns-close", "Не сейчас")
        close.clicked.connect(self.reject)
        self.list.opened.connect(self.accept)
        sheet = Sheet(theme, inset=1)
        sheet.body.addWidget(self.list)
        moving, ending = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((moving, (up, down, again)), (ending, (self.show_button, close))):
            row.setSpacing(theme.space("s"))
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label("Столбцы", "section"))
        column.addWidget(label(_ADVICE, "secondary", wrapped=True))
        column.addWidget(sheet, 1)
        column.addLayout(moving)
        column.addLayout(ending)
        wide, high = (round(side * theme.scale) for side in _SIZE)
        self.resize(wide, min(high, table.window().height() - _AIR))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def accept(self) -> None:
        self.chosen.emit([line.key for line in self._model.rows() if line.is_shown])
        super().accept()

    def _fill(self, shown: Sequence[str]) -> None:
        keys = (*shown, *(key for key in self._headings if key not in shown))
        self._model.set_rows([_Line(key, self._headings[key], key in shown, key == self._always) for key in keys])
        self.list.select_first()

    def _on_ticked(self, line: _Line, ticked: bool) -> None:  # noqa: FBT001 - a signal of Qt
        self._model.replace_row(self._model.place_of(lambda each: each.key == line.key), line._replace(is_shown=ticked))

    def _move(self, step: int) -> None:
        lines, place = self._model.rows(), self.list.currentIndex().row()
        if 0 <= place < len(lines) and 0 <= place + step < len(lines):
            lines.insert(place + step, lines.pop(place))
            self._model.set_rows(lines)
