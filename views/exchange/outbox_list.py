"""«Исходящие»: every package on its four stops, with the one thing to do about it on a button of its row."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from models.rows.codes import PackageState, Road
from models.rows.exchange import OutboxLine
from views.exchange.acts import SHORT, Act, acts_of
from views.exchange.words import FIRST_WORDS, LAST_WORDS, package_about, package_stops, package_title, reached
from views.outgoing import Passing
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.options import rect_of, state_of
from views.widgets.route import paint_stop, paint_way
from views.widgets.rows_menu import show_menu

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()

_AIR = 16
_NODES = 34
"""Height of the line of stops without its captions."""
_NAME_SHARE, _NAME_MOST, _NAME_LEAST = 0.37, 320, 150
_BUTTON_PADDING, _ICON_GAP = 11, 8
_LINKS = frozenset({Act.SHOW_RECEIPT, Act.SHOW_FILE})
"""Shown as a link: nothing has to be done there."""


class OutboxModel(QAbstractListModel):
    """The packages with what passes just now; `road` is the chosen one, which decides what the buttons offer."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.lines: list[OutboxLine] = []
        self.road = Road.NETWORK
        self.passing: Passing | None = None

    def show_lines(self, lines: Sequence[OutboxLine]) -> None:
        """Show what the outbox holds now; rows stay where the same packages stand in the same order."""
        same = [line.id for line in lines] == [line.id for line in self.lines]
        if same:
            self.lines = list(lines)
            self._repaint()
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def choose_road(self, road: Road) -> None:
        """Offer what goes with another road."""
        self.road = road
        self._repaint()

    def show_passing(self, passing: Passing | None) -> None:
        """Show how far the package under way is."""
        self.passing = passing
        self._repaint()

    def passing_of(self, line: OutboxLine) -> Passing | None:
        """What is known of this package's way just now."""
        return self.passing if line.state is PackageState.SENDING else None

    def about(self, line: OutboxLine) -> str:
        """The second line of a package."""
        queue = [each.id for each in self.lines if each.state is PackageState.QUEUED and not each.is_paused]
        return package_about(line, self._now(), next_one=queue[:1] == [line.id], passing=self.passing_of(line))

    def main_act(self, line: OutboxLine) -> Act | None:
        """What stands on the button of its row."""
        return next((act for act in acts_of(line, self.road)[:1] if act in SHORT), None)

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return package_title(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{package_title(line)}\n{self.about(line)}\n{line.name}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{package_title(line)}, {line.state.label}, {self.about(line)}"
        return None

    def _repaint(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: "OutboxList") -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, _NODES + QFontMetrics(self._theme.font("secondary")).height() + _AIR)

    def button_rect(self, rect: QRect, act: Act | None) -> QRect:
        """Where the button of a row stands."""
        if act is None:
            return QRect()
        theme = self._theme
        text = QFontMetrics(theme.font("secondary", weight=500)).horizontalAdvance(SHORT[act]) + 2
        icon = theme.size("iconSmall") + _ICON_GAP if _has_icon(act) else 0
        width, height = text + icon + 2 * _BUTTON_PADDING, theme.size("buttonSmall")
        return QRect(rect.right() - _AIR - width + 1, rect.center().y() - height // 2, width, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state, theme = rect_of(option), state_of(option), self._theme
        model = self._view.outbox
        line = model.lines[index.row()]
        ground = self._ground(state, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground != "surface":
            painter.fillRect(rect, theme.colour(ground))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRect(rect.left(), rect.top(), theme.size("selectedBar"), rect.height()), _accent(theme))
        name = min(max(round(rect.width() * _NAME_SHARE), _NAME_LEAST), round(_NAME_MOST * theme.scale))
        self._paint_names(painter, rect.adjusted(_AIR, 0, 0, 0), name - 2 * _AIR, line)
        widest = max(self.button_rect(rect, act).width() for act in SHORT)
        route = QRect(rect.left() + name, rect.top(), rect.width() - name - widest - 2 * _AIR, rect.height())
        self._paint_route(painter, route, line, ground)
        self._paint_button(painter, rect, index, model.main_act(line))
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(_accent(theme), theme.size("focusRing")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _ground(self, state: QStyle.StateFlag, index: Index) -> str:
        if state & QStyle.StateFlag.State_Selected:
            return "selection"
        return "hover" if index.row() == self._view.hovered else "surface"

    def _paint_names(self, painter: QPainter, rect: QRect, width: int, line: OutboxLine) -> None:
        theme, model = self._theme, self._view.outbox
        strong, quiet = theme.font("bodyStrong", weight=600), theme.font("secondary", tabular=True)
        first, second = QFontMetrics(strong).height(), QFontMetrics(quiet).height()
        top = rect.top() + (rect.height() - first - second - 2) // 2
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        _text(painter, QRect(rect.left(), top, width, first), package_title(line))
        painter.setFont(quiet)
        painter.setPen(theme.colour("textSecondary"))
        _text(painter, QRect(rect.left(), top + first + 2, width, second), model.about(line))

    def _paint_route(self, painter: QPainter, rect: QRect, line: OutboxLine, ground: str) -> None:
        theme, passing = self._theme, self._view.outbox.passing_of(line)
        stops = package_stops(line, passing)
        usual, strong = theme.font("secondary"), theme.font("secondary", weight=600)
        metrics = QFontMetrics(strong)
        # The same in every row, whatever the captions are.
        left, right = (
            side + way * max(map(metrics.horizontalAdvance, words)) / 2
            for side, way, words in ((rect.left(), 1, FIRST_WORDS), (rect.right(), -1, LAST_WORDS))
        )
        if right - left < 90:
            return  # the words beside it say it
        top = rect.top() + (rect.height() - _NODES - metrics.height()) / 2
        y = top + _NODES / 2
        places = [left + (right - left) * place / 3 for place in range(len(stops))]
        gone = [place for place, stop in enumerate(stops) if stop.state in ("done", "now", "late")]
        now = places[gone[-1]]
        if gone[-1] == 1:
            now += (places[2] - now) * reached(line, passing)
        paint_way(painter, theme, first=left, now=now, last=places[-1], y=y)
        for at, stop in zip(places, stops, strict=True):
            paint_stop(painter, QPointF(at, y), theme, stop.state, ground=ground)
        self._paint_captions(
            painter, QRectF(rect.left(), y + _NODES / 2 - 3, rect.width(), metrics.height() + 2), line, places
        )
        painter.setFont(usual)

    def _paint_captions(self, painter: QPainter, room: QRectF, line: OutboxLine, places: Sequence[float]) -> None:
        """The present stop is named first; another only where it leaves room."""
        theme = self._theme
        stops = package_stops(line, self._view.outbox.passing_of(line))
        here = next((at for at, stop in enumerate(stops) if stop.state in ("now", "late")), len(stops) - 1)
        taken: list[tuple[float, float]] = []
        for at in (here, *(place for place in range(len(stops)) if place != here)):
            painter.setFont(theme.font("secondary", weight=600 if at == here else 400))
            width = painter.fontMetrics().horizontalAdvance(stops[at].caption) + 2
            left = min(max(places[at] - width / 2, room.left()), room.right() - width)
            if any(left < other_right + 6 and other_left < left + width + 6 for other_left, other_right in taken):
                continue
            taken.append((left, left + width))
            painter.setPen(theme.colour("text" if at == here else "textSecondary"))
            painter.drawText(
                QRectF(left, room.top(), width, room.height()), Qt.AlignmentFlag.AlignLeft, stops[at].caption
            )

    def _paint_button(self, painter: QPainter, rect: QRect, index: Index, act: Act | None) -> None:
        if act is None:
            return
        theme, box = self._theme, self.button_rect(rect, act)
        is_hot = self._view.is_on_button and self._view.hovered == index.row()
        colour = theme.colour("accentText" if act in _LINKS else "text")
        if act not in _LINKS:
            painter.setPen(QPen(theme.colour("lineStrong"), 1))
            painter.setBrush(theme.colour("hover" if is_hot else "surface"))
            radius = theme.radius("control")
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        font = theme.font("secondary", weight=500)
        font.setUnderline(is_hot and act in _LINKS)
        painter.setFont(font)
        painter.setPen(colour)
        left = box.left() + _BUTTON_PADDING
        if _has_icon(act):
            side = theme.size("iconSmall")
            sign = theme.pixmap(act.icon, colour, size=side)
            painter.drawPixmap(QPointF(left, box.center().y() - side / 2 + 1), sign)
            left += side + _ICON_GAP
        room = QRect(left, box.top(), box.right() - left, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, SHORT[act])


class OutboxList(QListView):
    """The list; `asked(line, act)` is what the person wants done, `chosen` the line she stands on (or None)."""

    asked = Signal(object, object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        named(self, "outbox-list", "Исходящие пакеты")
        self._theme = theme
        self.outbox = OutboxModel(now)
        self.hovered = -1
        """The row under the mouse."""
        self.is_on_button = False
        self._is_settling = False
        self._drawn = _Delegate(theme, self)
        self.setModel(self.outbox)
        self.setItemDelegate(self._drawn)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._on_theme)

    @property
    def lines(self) -> list[OutboxLine]:
        """What the list shows."""
        return self.outbox.lines

    def show_lines(self, lines: Sequence[OutboxLine], *, name: str | None = None) -> None:
        """Show packages; stand on the one of this name, else where one stood, else on the first."""
        stood = self.current_line()
        self._is_settling = True
        self.outbox.show_lines(lines)
        names = [line.name for line in lines]
        wanted = name if name in names else stood.name if stood is not None and stood.name in names else None
        if lines:
            self.setCurrentIndex(self.outbox.index(names.index(wanted) if wanted else 0, 0))
        self._is_settling = False
        self.chosen.emit(self.current_line())

    def select(self, name: str) -> bool:
        """Stand on the package of this name; False where there is none."""
        names = [line.name for line in self.lines]
        if name in names:
            self.setCurrentIndex(self.outbox.index(names.index(name), 0))
        return name in names

    def current_line(self) -> OutboxLine | None:
        """The package one stands on."""
        index = self.currentIndex()
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    def button_rect(self, row: int) -> QRect:
        """Where the button of a row is drawn, empty for a row without one."""
        index = self.outbox.index(row, 0)
        return self._drawn.button_rect(self.visualRect(index), self.outbox.main_act(self.lines[row]))

    def acts(self) -> tuple[Act, ...]:
        """What can be done with the package one stands on."""
        line = self.current_line()
        return acts_of(line, self.outbox.road) if line is not None else ()

    def menu(self) -> QMenu:
        """Everything that can be done with the package one stands on."""
        menu = named(QMenu(self), "outbox-menu", "Действия с пакетом")
        line = self.current_line()
        for act in self.acts():
            action = QAction(self._theme.icon(act.icon), act.words, menu)
            if act.keys:
                action.setShortcut(QKeySequence(act.keys))
            action.triggered.connect(lambda _on=False, act=act: self.asked.emit(line, act))
            menu.addAction(action)
        return menu

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if self.current_line() is not None:
            show_menu(self.menu(), self, arg__1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, acts = self.current_line(), self.acts()
        typed = QKeySequence(event.keyCombination())
        wanted = next((act for act in acts if act.keys and QKeySequence(act.keys) == typed), None)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and acts:
            wanted = acts[0]
        if line is None or wanted is None:
            super().keyPressEvent(event)
            return
        self.asked.emit(line, wanted)

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        index = self.indexAt(e.position().toPoint())
        self._hover(index.row() if index.isValid() else -1, e)
        super().mouseMoveEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        index = self.indexAt(e.position().toPoint())
        if e.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        line = self.lines[index.row()]
        act = self.outbox.main_act(line)
        if act is not None and self.button_rect(index.row()).contains(e.position().toPoint()):
            self.asked.emit(line, act)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hover(-1, None)
        return super().viewportEvent(event)

    def _hover(self, row: int, event: QMouseEvent | None) -> None:
        on = row >= 0 and event is not None and self.button_rect(row).contains(event.position().toPoint())
        if (row, on) != (self.hovered, self.is_on_button):
            self.hovered, self.is_on_button = row, on
            shape = Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def _on_current(self) -> None:
        if not self._is_settling:
            self.chosen.emit(self.current_line())

    def _on_theme(self) -> None:
        self.doItemsLayout()
        self.viewport().update()


def _has_icon(act: Act) -> bool:
    return act in (Act.PAUSE, Act.SHOW_RECEIPT, Act.REASONS)


def _accent(theme: Theme) -> QColor:
    return theme.colour("accent")


def _text(painter: QPainter, rect: QRect, text: str) -> None:
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
