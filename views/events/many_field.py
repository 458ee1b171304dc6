"""Choosing several of a list: the chosen stand in the field, a small window with ticks drops down from it."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)
from typing_extensions import override

from models.rules.clean import fold
from views.events.marks_delegate import rect_of, state_of
from views.theme import Theme
from views.widgets.choice import SEARCHED_FROM
from views.widgets.naming import named
from views.widgets.paint import paint_check, paint_focus

_ARROW_ROOM = 30
_PADDING = 10
_ROWS = 9
_OPENS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down})


class ManyField(QAbstractButton):
    """Choose any number of `items`, pairs of an id and its words; `value()` is a tuple of ids in their order."""

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, items: Sequence[tuple[int, str]] = (), *, placeholder: str = "Никого") -> None:
        super().__init__()
        self._theme = theme
        self._items = list(items)
        self._chosen: set[int] = set()
        self._placeholder = placeholder
        self._popup: _Ticks | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_list)
        theme.changed.connect(self._on_theme)

    def set_items(self, items: Sequence[tuple[int, str]]) -> None:
        """Offer other items; what was chosen stays, even where it is offered no more."""
        offered = {key for key, _words in items}
        self._items = [*items, *((key, words) for key, words in self._items if key in self._chosen - offered)]
        self._tell()

    def value(self) -> tuple[int, ...]:
        """What is chosen, in the order of the list."""
        return tuple(key for key, _words in self._items if key in self._chosen)

    def set_value(self, value: object) -> None:
        """Choose these ids; None chooses nothing."""
        self._chosen = set(cast("Sequence[int]", value or ()))
        self._tell()

    def typed(self) -> object:
        """What a draft keeps."""
        return self.value()

    def set_typed(self, typed: object) -> None:
        """Put back what a draft kept."""
        self.set_value(typed)

    def problem(self) -> str:
        """Nothing can be wrong with ticks."""
        return ""

    def words(self) -> str:
        """What is chosen, in words."""
        return ", ".join(words for key, words in self._items if key in self._chosen)

    def open_list(self) -> None:
        """Drop the list down under the field."""
        popup = _Ticks(self._theme, self, self._items, self._chosen, name=self.accessibleName())
        popup.ticked.connect(self._on_ticked)
        popup.open_under(self)
        self._popup = popup

    @override
    def sizeHint(self) -> QSize:
        return QSize(180, self._theme.size("input"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(84, self._theme.size("input"))

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in _OPENS:
            self.open_list()
            return
        super().keyPressEvent(e)

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if e.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.radius("input")
        painter.setPen(QPen(self._theme.colour("controlBorder"), 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(self._theme.font("body"))
        words = self.words()
        painter.setPen(self._theme.colour("text" if words else "textHint"))
        shown = painter.fontMetrics().elidedText(
            words or self._placeholder, Qt.TextElideMode.ElideRight, self._room().width()
        )
        painter.drawText(self._room(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        arrow = self._theme.pixmap("chevron_down", self._theme.colour("text"), size=16)
        painter.drawPixmap(self.width() - _ARROW_ROOM + 4, (self.height() - 16) // 2, arrow)
        if self.hasFocus():
            paint_focus(painter, self.rect(), self._theme, radius=radius)

    def _room(self) -> QRect:
        return self.rect().adjusted(_PADDING, 0, -_ARROW_ROOM, 0)

    def _on_ticked(self, key: int, on: bool) -> None:  # noqa: FBT001 - a slot
        if on:
            self._chosen.add(key)
        else:
            self._chosen.discard(key)
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        words = self.words()
        self.setAccessibleDescription(words or self._placeholder)
        cut = self.fontMetrics().horizontalAdvance(words) > self._room().width()
        self.setToolTip(words if cut else "")
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class _Ticks(QFrame):
    """The list with ticks; Space ticks, Enter and Esc close."""

    ticked = Signal(int, bool)

    def __init__(
        self, theme: Theme, parent: ManyField, items: Sequence[tuple[int, str]], chosen: set[int], *, name: str
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self.setProperty("sheet", "true")
        self._search = named(QLineEdit(), "many-search", f"Найти: {name}")
        self._search.setPlaceholderText("Найти")
        self._search.setVisible(len(items) >= SEARCHED_FROM)
        self._search.textChanged.connect(self._filter)
        self._search.installEventFilter(self)
        self._list = named(QListWidget(), "many-list", name)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_TickDelegate(theme, self._list))
        for key, words in items:
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.itemClicked.connect(self._toggle)
        self._list.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        column.addWidget(self._search)
        column.addWidget(self._list)

    def open_under(self, field: ManyField) -> None:
        """Show the list under its field, above it where there is no room."""
        row = self._theme.size("buttonSmall")
        widest = max((self._list.fontMetrics().horizontalAdvance(item.text()) for item in self._all()), default=0)
        width = min(max(field.width(), widest + 60), 520)
        rows = min(max(1, self._list.count()), _ROWS)
        self._list.setFixedHeight(rows * row + 4)
        self.setFixedWidth(width)
        self.adjustSize()
        below = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below = field.mapToGlobal(QPoint(0, -self.height() - 2))
        below.setX(max(screen.left(), min(below.x(), screen.right() - width)))
        self.move(below)
        self.show()
        (self._search if self._search.isVisibleTo(self) else self._list).setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.close()
            case Qt.Key.Key_Space if watched is self._list:
                self._toggle(self._list.currentItem())
            case Qt.Key.Key_Down if watched is self._search:
                self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            case _:
                return super().eventFilter(watched, event)
        return True

    def _all(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _filter(self, typed: str) -> None:
        wanted = fold(typed)
        for item in self._all():
            item.setHidden(wanted not in fold(item.text()))
        first = next((item for item in self._all() if not item.isHidden()), None)
        if first is not None:
            self._list.setCurrentItem(first)

    def _toggle(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        on = item.checkState() is not Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.ticked.emit(item.data(Qt.ItemDataRole.UserRole), on)


class _TickDelegate(QStyledItemDelegate):
    """A row of the list: a check box and words."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, self._theme.size("buttonSmall"))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, state = rect_of(option), state_of(option)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("selection"))
        check = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        paint_check(painter, QRect(rect.left() + 6, rect.top(), 20, rect.height()), self._theme, check)
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.colour("text"))
        room = rect.adjusted(36, 0, -6, 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
