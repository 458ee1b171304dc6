"""Ctrl+K: jump to a section, run a command or open a record by a few letters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from models.rules.clean import fold
from models.rules.layouts import in_each_layout
from views.palette_rows import Command, Line, PaletteDelegate, PaletteModel
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.overlay import Overlay
from views.widgets.text import label

_WIDTH = 560
_HIGHEST = 430
"""Pixels of the list, were the window high enough."""
_ABOVE_RECORDS = 4
"""Commands shown while records are looked for; another letter brings others."""
_AROUND = 140
"""Pixels of the window that the list never takes: the field, the air around and what says that nothing was found."""


def matching(commands: Sequence[Command], typed: str) -> list[Command]:
    """Commands whose words begin with the typed ones, in any order, ё as е, in either keyboard layout."""
    for said in in_each_layout(typed):
        wanted = fold(said).split()
        found = [command for command in commands if _fits(fold(command.title).split(), wanted)]
        if found:
            return found
    return []


def _fits(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.strip("«»").startswith(part) for word in words) for part in wanted)


class Palette(Overlay):
    """A field and a list over the window; Enter runs the marked line, Esc closes.

    Commands stand above and at once; records below, as `show_found` brings them.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        named(self, "palette", "Найти запись, раздел или команду")
        self._commands: Sequence[Command] = ()
        self._codes: Callable[[str], list[Command]] | None = None
        """What is found at once for what is typed, besides the commands."""
        self._look: Callable[[str], None] | None = None
        """Asks for the records that are meant; `show_found` is given them."""
        self._at_once: list[Command] = []
        self._found: Sequence[Line] = ()
        self._is_looking = False
        self._runs_when_found = False
        self._field = named(QLineEdit(), "palette-field", "Человек, мероприятие, раздел или команда")
        self._field.setPlaceholderText("Человек, мероприятие, продукт, раздел или команда")
        self._model = PaletteModel()
        self._list = named(QListView(), "palette-list", "Найденное")
        self._list.setModel(self._model)
        self._drawn = PaletteDelegate(theme, self._model)
        self._list.setItemDelegate(self._drawn)
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = label("Ничего не нашлось. Проверьте слово или сотрите несколько букв.", "hint")
        self._field.textChanged.connect(self._on_typed)
        self._list.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self._field)
        column.addWidget(self._list)
        column.addWidget(self._nothing)

    def open_with(
        self,
        commands: Sequence[Command],
        *,
        codes: Callable[[str], list[Command]] | None = None,
        look: Callable[[str], None] | None = None,
    ) -> None:
        """Show the palette over its parent with these commands."""
        self._commands = commands
        self._codes = codes
        self._look = look
        self._field.clear()
        self._on_typed("")
        self.open_at(self._field)

    def show_found(self, typed: str, found: Sequence[Line]) -> None:
        """Show the records that were found for what was typed; an answer that comes too late is dropped."""
        if typed != self._field.text() or not self.isVisible():
            return
        self._is_looking = False
        self._found = found
        row = self._list.currentIndex().row()
        self._show(keep=row if row < len(self._at_once) else 0)
        if self._runs_when_found:
            self._run()

    @override
    def place(self) -> None:
        high = sum(self._drawn.height(line) for line in self._model.lines) + 4
        room = min(round(_HIGHEST * self._theme.scale), self._over.height() - _AROUND)
        self._list.setFixedHeight(min(high, room))
        self.sheet.setFixedWidth(round(_WIDTH * self._theme.scale))
        super().place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run()
            case _:
                super().keyPressEvent(event)

    def _step(self, way: int) -> None:
        """Mark the next line that can be chosen, round and round."""
        rows = len(self._model.lines)
        row = self._list.currentIndex().row()
        for _ in range(rows):
            row = (row + way) % rows
            if self._model.command(row) is not None:
                self._list.setCurrentIndex(self._model.index(row, 0))
                return

    def _on_typed(self, typed: str) -> None:
        self._runs_when_found = False
        codes = self._codes(typed) if self._codes is not None else []
        commands = matching(self._commands, typed)
        self._is_looking = self._look is not None and bool(typed.strip())
        if not self._is_looking:
            self._found = ()
        else:
            commands = commands[:_ABOVE_RECORDS]
        self._at_once = [*codes, *commands]
        self._show(keep=0)
        if self._is_looking and self._look is not None:
            self._look(typed)

    def _show(self, *, keep: int) -> None:
        """Show what is known, with this row marked, or the first below it that can be chosen."""
        lines: list[Line] = [*self._at_once, *self._found]
        is_new = lines != self._model.lines
        if is_new:
            self._model.show_lines(lines)
        self._nothing.setVisible(not lines and not self._is_looking)
        self._list.setVisible(bool(lines))
        if lines:
            self._list.setCurrentIndex(self._model.index(keep, 0))
            if self._model.command(keep) is None:
                self._step(1)
            self._list.scrollToTop()
        if is_new and self.isVisible():
            self.place()

    def _run(self) -> None:
        row = self._list.currentIndex().row()
        if self._is_looking and row not in range(len(self._at_once)):
            # What stands there was found for fewer letters: Enter means what these find.
            self._runs_when_found = True
            return
        self._run_row(row)

    def _on_clicked(self, index: QModelIndex) -> None:
        """What is clicked is meant, whatever is still being looked for."""
        self._run_row(index.row())

    def _run_row(self, row: int) -> None:
        command = self._model.command(row)
        if command is not None:
            self.dismiss()
            command.act()
