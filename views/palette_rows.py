"""The lines of Ctrl+K: commands, records with their second line, and the headings of groups."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from views.theme import Theme
from views.widgets.options import rect_of, state_of

Index = QModelIndex | QPersistentModelIndex

_AIR = 10
_ICON = 20


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done from anywhere: its words, its keys for the hint, and what it does.

    To open a record is one too: `second` tells it from others of that name.
    """

    title: str
    keys: str
    act: Callable[[], object]
    second: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines below are; `note` says how many there are in all where not all are shown."""

    title: str
    note: str = ""


Line = Command | Heading


class PaletteModel(QAbstractListModel):
    """The lines; a heading cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def command(self, row: int) -> Command | None:
        """What stands in a row, if it can be chosen."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Command) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.command(index.row()) else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                rest = line.second if isinstance(line, Command) else line.note
                return f"{line.title}, {rest}" if rest else line.title
            case _:
                return None


class PaletteDelegate(QStyledItemDelegate):
    """A command and its key at the right; a record with its icon and second line; a heading in small letters."""

    def __init__(self, theme: Theme, model: PaletteModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    def height(self, line: Line) -> int:
        """How high a line is drawn."""
        if isinstance(line, Heading):
            return QFontMetrics(self._theme.font("caption")).height() + _AIR
        return self._theme.size("twoLineRow" if line.second else "navItem")

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height(self._model.lines[index.row()]))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, rect = self._model.lines[index.row()], rect_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Heading):
            self._paint_heading(painter, line, rect.adjusted(_AIR, 0, -_AIR, 0))
        else:
            self._paint_ground(painter, rect, state_of(option))
            self._paint_command(painter, line, rect.adjusted(_AIR, 0, -_AIR, 0))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect, self._theme.radius("control"), self._theme.radius("control"))

    def _paint_heading(self, painter: QPainter, line: Heading, room: QRect) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("textSecondary"))
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | low, line.title)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | low, line.note)

    def _paint_command(self, painter: QPainter, line: Command, room: QRect) -> None:
        theme = self._theme
        if line.icon:
            at = room.top() + (room.height() - _ICON) // 2
            painter.drawPixmap(room.left(), at, theme.pixmap(line.icon, theme.colour("textSecondary")))
            room.setLeft(room.left() + _ICON + _AIR)
        upper, lower = QRect(room), QRect(room)
        if line.second:
            middle = room.top() + room.height() // 2
            upper.setBottom(middle)
            lower.setTop(middle)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.colour("textSecondary"))
        if line.second:
            _draw(painter, lower, line.second, Qt.AlignmentFlag.AlignTop)
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.keys)
        if line.keys:
            upper.setRight(upper.right() - painter.fontMetrics().horizontalAdvance(line.keys) - _AIR)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        _draw(
            painter, upper, line.title, Qt.AlignmentFlag.AlignBottom if line.second else Qt.AlignmentFlag.AlignVCenter
        )


def _draw(painter: QPainter, room: QRect, text: str, where: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | where, shown)
