"""Begun reports, the newest first, each with its state."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from models.rows.codes import ReportStatus
from models.rows.report import TEXT_CODES
from models.rows.reports import ReportLine
from models.rules.periods import parse_period
from models.rules.plan_periods import short_title
from models.rules.words import day_in_table
from views.theme import Theme
from views.widgets.options import rect_of, state_of
from views.widgets.paint import paint_chip

_AIR = 10


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[ReportLine] = []

    def show_lines(self, lines: list[ReportLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return short_title(parse_period(line.period)) if line.version > 1 else version_title(line)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = f"{version_title(line)}, {line.status.label}, {_about(line)}"
            return f"{words}\nПочему исправлен: {line.reason}" if line.reason else words
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: _Model) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = self._theme.size("chip")
        return QSize(160, 3 * line + 2 * _AIR)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, state = rect_of(option), state_of(option)
        theme, line = self._theme, self._model.lines[index.row()]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("surface"))
            painter.fillRect(QRect(rect.left(), rect.top() + 6, 3, rect.height() - 12), theme.colour("accent"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        step = theme.size("chip")
        room = rect.adjusted(12, _AIR, -8, -_AIR)
        painter.setFont(theme.font("body", weight=600))
        painter.setPen(theme.colour("text"))
        _line(painter, QRect(room.left(), room.top(), room.width(), step), str(index.data()))
        chip = theme.chip("report", line.status.label)
        paint_chip(painter, QRect(room.left(), room.top() + step, room.width(), step), theme, chip, line.status.label)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.colour("textSecondary"))
        _line(painter, QRect(room.left(), room.top() + 2 * step, room.width(), step), _about(line))
        painter.restore()


class ReportList(QListView):
    """The list itself; `chosen` gives the line the person stands on."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = _Model()
        self._drawn = _Delegate(theme, self._model)
        self.setModel(self._model)
        self.setItemDelegate(self._drawn)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._on_theme)

    @property
    def lines(self) -> list[ReportLine]:
        """What the list shows."""
        return self._model.lines

    def show_lines(self, lines: list[ReportLine], *, period: str | None = None, report_id: int | None = None) -> None:
        """Show reports and stand on this one, or the newest of `period`, or where one stood, or on the first."""
        here = self.currentIndex()
        stood = self._model.lines[here.row()] if here.isValid() else None
        wanted = report_id if report_id is not None or period or stood is None else stood.id
        self._model.show_lines(lines)
        places = [place for place, line in enumerate(lines) if line.id == wanted or line.period == period]
        if lines:
            self.setCurrentIndex(self._model.index(places[0] if places else 0, 0))

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.lines[current.row()])

    def _on_theme(self) -> None:
        self.doItemsLayout()
        self.viewport().update()


def version_title(line: ReportLine) -> str:
    """«I квартал 2026 года», of a correcting report «I квартал 2026, правка № 1»."""
    period = parse_period(line.period)
    return period.title if line.version == 1 else f"{short_title(period)}, правка № {line.version - 1}"


def _about(line: ReportLine) -> str:
    if line.status is not ReportStatus.DRAFT and line.approved_on is not None:
        what = line.status.label if line.version == 1 else f"правка № {line.version - 1},"
        return f"{what} {day_in_table(line.approved_on)}"
    if line.version > 1:
        return f"правка № {line.version - 1}"
    return f"тексты: {line.texts} из {len(TEXT_CODES)}" if line.texts else "тексты не начаты"


def _line(painter: QPainter, rect: QRect, text: str) -> None:
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
