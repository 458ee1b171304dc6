"""Ctrl+K: jump to a section or run a command by a few letters; the search of records comes with the trainees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.rules.clean import fold
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.options import rect_of, state_of
from views.widgets.overlay import Overlay
from views.widgets.text import label

Index = QModelIndex | QPersistentModelIndex
_WIDTH = 460
_ROWS = 9

# The same keys in the Latin layout: «gkfy» was meant as «план».
_KEYS = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё", strict=True))


_BACK = {cyrillic: latin for latin, cyrillic in _KEYS.items()}


def in_each_layout(typed: str) -> tuple[str, str, str]:
    """What was typed, and what the same keys mean in the other layouts."""
    low = typed.lower()
    return typed, "".join(_KEYS.get(sign, sign) for sign in low), "".join(_BACK.get(sign, sign) for sign in low)


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done from anywhere: its words, its keys for the hint, and what it does."""

    title: str
    keys: str
    act: Callable[[], object]


def matching(commands: Sequence[Command], typed: str) -> list[Command]:
    """Commands whose words begin with the typed ones, in any order, ё as е, in either keyboard layout."""
    for asked in (fold(typed), fold("".join(_KEYS.get(letter, letter) for letter in typed.lower()))):
        wanted = asked.split()
        found = [command for command in commands if _fits(fold(command.title).split(), wanted)]
        if found:
            return found
    return []


def _fits(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.strip("«»").startswith(part) for word in words) for part in wanted)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.commands: list[Command] = []

    def show_commands(self, commands: list[Command]) -> None:
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.commands)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        command = self.commands[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return command.title
        return None


class _Delegate(QStyledItemDelegate):
    """A command and its key at the right."""

    def __init__(self, theme: Theme, model: _Model) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.size("navItem"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, command, rect = self._theme, self._model.commands[index.row()], rect_of(option)
        state = state_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect, theme.radius("control"), theme.radius("control"))
        room = rect.adjusted(10, 0, -10, 0)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.colour("textSecondary"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, command.keys)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(command.keys) - 12)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        title = painter.fontMetrics().elidedText(command.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


class Palette(Overlay):
    """A field and a list over the window; Enter runs the marked command, Esc closes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        named(self, "palette", "Найти раздел или команду")
        self._commands: Sequence[Command] = ()
        self._records: Callable[[str], list[Command]] | None = None
        """What is found for what is typed, besides the commands."""
        self._field = named(QLineEdit(), "palette-field", "Раздел, команда или код листа")
        self._field.setPlaceholderText("Раздел, команда или код листа")
        self._model = _Model()
        self._list = named(QListView(), "palette-list", "Найденное")
        self._list.setModel(self._model)
        self._drawn = _Delegate(theme, self._model)
        self._list.setItemDelegate(self._drawn)
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = label("Такого раздела, команды или листа нет", "hint")
        self._field.textChanged.connect(self._on_typed)
        self._list.clicked.connect(self._run)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self._field)
        column.addWidget(self._list)
        column.addWidget(self._nothing)

    def open_with(self, commands: Sequence[Command], records: Callable[[str], list[Command]] | None = None) -> None:
        """Show the palette over its parent with these commands."""
        self._commands = commands
        self._records = records
        self._field.clear()
        self._on_typed("")
        self.open_at(self._field)

    @override
    def place(self) -> None:
        self._list.setFixedHeight(min(len(self._model.commands), _ROWS) * self._theme.size("navItem") + 4)
        self.sheet.setFixedWidth(round(_WIDTH * self._theme.scale))
        super().place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down:
                self._mark(row + 1)
            case Qt.Key.Key_Up:
                self._mark(row - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run()
            case _:
                super().keyPressEvent(event)

    def _mark(self, row: int) -> None:
        if self._model.commands:
            self._list.setCurrentIndex(self._model.index(row % len(self._model.commands), 0))

    def _on_typed(self, typed: str) -> None:
        records = self._records(typed) if self._records is not None else []
        found = [*records, *matching(self._commands, typed)]
        self._model.show_commands(found)
        self._nothing.setVisible(not found)
        self._list.setVisible(bool(found))
        self._mark(0)
        if self.isVisible():
            self.place()

    def _run(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            command = self._model.commands[index.row()]
            self.dismiss()
            command.act()
