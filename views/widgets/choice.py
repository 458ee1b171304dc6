"""A list to choose from, with search when it is long (design.md §4)."""

from collections.abc import Sequence
from heapq import nlargest
from typing import cast

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSignalBlocker,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
)
from typing_extensions import override

from views.theme import Theme
from views.widgets.options import rect_of, state_of

SEARCHED_FROM = 13
"""Lists of at least so many items are searched by typing."""
_ARROW_ROOM = 30
_LEFT = 12
_LONGEST = 26
"""Characters of an item that a combo is made wide for."""
_MEASURED = 40
"""So many items, the longest, are measured: a list of thousands is as quick to show as a short one."""
_TICK_ROOM = 58
"""Beside the text of an item that drops down: its margins and its tick."""
_BY_HAND = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_UNKNOWN = "В списке такого нет. Выберите подходящее"
_VAGUE = "Подходит несколько. Выберите из списка"
_MARGIN = 4
"""What a line edit keeps free of its text, both sides together."""


class _ItemDelegate(QStyledItemDelegate):
    """An item of the list that drops down: the chosen one carries a tick."""

    def __init__(self, theme: Theme, combo: QComboBox) -> None:
        super().__init__(combo)
        self._theme = theme
        self._combo = combo

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.size("buttonSmall"))  # the width is that of the window that drops down

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, state = rect_of(option), state_of(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("selection"))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 4, 4)
        text = str(index.data() or "")
        chosen = text == self._combo.itemText(self._combo.currentIndex())
        painter.setFont(self._theme.font("body", weight=500 if chosen else 400))
        painter.setPen(self._theme.colour("text"))
        room = rect.adjusted(10, 0, -28, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if chosen:
            tick = self._theme.pixmap("checkmark", self._theme.colour("accentText"), size=16)
            painter.drawPixmap(rect.right() - 24, rect.center().y() - 7, tick)
        painter.restore()


class _SearchLine(QLineEdit):
    """The text of a list that is searched: while nobody types, its beginning, with «…» where it is cut."""

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        room = self.rect().adjusted(_MARGIN // 2, 0, -_MARGIN // 2, 0)
        metrics = self.fontMetrics()
        if self.hasFocus() or metrics.horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(arg__1)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().text().color())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class ChoiceField(QComboBox):
    """Choose one of `items`: pairs of a value and its words. `value()` is None while nothing is chosen.

    `blank` is the word of a first choice that means None. `compact` makes it as wide as what is chosen, for filters.
    Long lists are searched: what is typed may stand anywhere in an item; what is in none is a problem, not a value.
    """

    edited = Signal()
    left = Signal()
    """The field was left: now it is checked."""

    def __init__(
        self,
        theme: Theme,
        items: Sequence[tuple[object, str]] = (),
        *,
        placeholder: str = "Выберите",
        blank: str = "",
        compact: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._compact = compact
        self.setProperty("filter", compact)
        self._blank = blank
        self._usual_tip = ""
        self._values: list[object] = []
        self._texts: list[str] = []
        self._widest: int | None = None
        self._problem = ""
        self._is_dressed = False
        self._offered = QStringListModel(self)
        self.setModel(self._offered)
        self.setMaxVisibleItems(12)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_items(items)
        self.activated.connect(self._on_chosen)
        self.currentIndexChanged.connect(self._on_index)
        theme.changed.connect(self._on_theme)

    def set_items(self, items: Sequence[tuple[object, str]]) -> None:
        """Offer other items; the value stays if it is among them."""
        before = self.value()
        shown = [(None, self._blank), *items] if self._blank else list(items)
        quiet = QSignalBlocker(self)
        self._values = [value for value, _text in shown]
        self._texts = [text for _value, text in shown]
        self._widest = None
        self._offered.setStringList(self._texts)
        self.updateGeometry()
        self._search(len(shown) >= SEARCHED_FROM)
        self.set_value(before)
        if before is None and not self._blank and (None, "") not in shown and None not in self._values:
            self.setCurrentIndex(-1)
        quiet.unblock()
        self._on_index()

    def value(self) -> object:
        """The value chosen, None for nothing."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose the item of this value; nothing when there is none."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)
        self._problem = ""
        if (line := self.lineEdit()) is not None:
            if self.currentIndex() < 0:
                self.setEditText("")
            line.setCursorPosition(0)
        self._tell_cut()

    def show_tip(self, tip: str) -> None:
        """The tooltip while the text is not cut."""
        self._usual_tip = tip
        self._tell_cut()

    def typed(self) -> object:
        """What a draft keeps."""
        return self.value()

    def set_typed(self, typed: object) -> None:
        """Put back what a draft kept."""
        self.set_value(typed)

    def problem(self) -> str:
        """Why what was typed is no value."""
        return self._problem

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._name_line()

    @override
    def sizeHint(self) -> QSize:
        if self._compact:
            widest = QFontMetrics(self._font()).horizontalAdvance(self.currentText()[:_LONGEST])
        else:
            if self._widest is None:
                texts = [*(text[:_LONGEST] for text in self._texts), self.placeholderText()]
                self._widest = _widest(QFontMetrics(self._font()), texts)
            widest = self._widest
        return QSize(widest + 2 * _LEFT + _ARROW_ROOM, self._theme.size("input"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 84), self._theme.size("input"))

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._tell_cut()

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()  # a wheel over a form scrolls it and never changes a value unseen

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isEditable():
            self.showPopup()
            return
        super().keyPressEvent(e)

    @override
    def focusInEvent(self, e: QFocusEvent) -> None:
        super().focusInEvent(e)
        if (line := self.lineEdit()) is not None and e.reason() not in _BY_HAND:
            line.selectAll()  # what is typed takes the place of what was chosen before

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if e.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._settle()
            self._show_beginning()
            self.left.emit()

    @override
    def showPopup(self) -> None:
        if not self._is_dressed:
            self._is_dressed = True
            self.setItemDelegate(_ItemDelegate(self._theme, self))
            cast("QListView", self.view()).setUniformItemSizes(True)
        super().showPopup()
        popup = self.view().window()
        widest = _widest(QFontMetrics(self._theme.font("body", weight=500)), self._texts) + _TICK_ROOM
        popup.resize(max(widest, self.width()), popup.height())
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        colour = self._theme.colour("text" if self.isEnabled() else "textHint")
        if not self.isEditable():
            text = self.currentText() or self.placeholderText()
            room = self.rect().adjusted(_LEFT, 0, -_ARROW_ROOM, 0)
            painter.setFont(self._font())
            painter.setPen(colour if self.currentText() else self._theme.colour("textHint"))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        arrow = self._theme.pixmap("chevron_down", colour, size=16)
        painter.drawPixmap(self.width() - _ARROW_ROOM + 4, (self.height() - 16) // 2, arrow)

    def _font(self) -> QFont:
        return self._theme.font("body", weight=500 if self._compact else 400)

    def _search(self, wanted: bool) -> None:  # noqa: FBT001 - private
        if wanted == self.isEditable():
            return
        if not wanted:
            self.setEditable(False)
            return
        line = _SearchLine()
        self.setLineEdit(line)
        line.setPlaceholderText(self.placeholderText())
        line.setFont(self._font())
        self._name_line()
        line.textEdited.connect(self._on_typed)
        line.editingFinished.connect(self._settle)

    def _name_line(self) -> None:
        if (line := self.lineEdit()) is not None:
            line.setObjectName("choice-text")
            line.setAccessibleName(self.accessibleName())

    def _offer_found(self) -> None:
        """Let what is typed be found anywhere in an item."""
        completer = self.completer()
        if completer is None or completer.filterMode() == Qt.MatchFlag.MatchContains:
            return
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = cast("QListView", completer.popup())
        popup.setProperty("popup", "true")
        popup.setItemDelegate(_ItemDelegate(self._theme, self))
        popup.setUniformItemSizes(True)

    def _show_beginning(self) -> None:
        if (line := self.lineEdit()) is not None:
            line.setCursorPosition(0)

    def _settle(self) -> None:
        """Take what was typed when it names an item, or the only one that begins so or holds it."""
        if not self.isEditable():
            return
        typed = self.currentText().strip().casefold()
        if not typed:
            self._problem = ""
            if self.value() is not None:
                self.set_value(None)
                self.edited.emit()
            return
        texts = [text.casefold() for text in self._texts]
        meant = [at for at, text in enumerate(texts) if text == typed]
        if not meant:
            begun = [at for at, text in enumerate(texts) if text.startswith(typed)]
            meant = begun if len(begun) == 1 else [at for at, text in enumerate(texts) if typed in text]
        if len(meant) == 1 or (meant and texts[meant[0]] == typed):
            changed = self.currentIndex() != meant[0]
            self.setCurrentIndex(meant[0])
            self.setEditText(self.itemText(meant[0]))
            self._problem = ""
            if changed:
                self.edited.emit()
        else:
            self._problem = _VAGUE if meant else _UNKNOWN

    def _on_typed(self) -> None:
        self._offer_found()
        self._problem = ""
        self._tell_cut()
        self.edited.emit()

    def _on_chosen(self) -> None:
        self._problem = ""
        self._show_beginning()
        self.edited.emit()

    def _on_index(self) -> None:
        self._tell_cut()
        if self._compact:
            self.updateGeometry()

    def _tell_cut(self) -> None:
        text, line = self.currentText(), self.lineEdit()
        room = self.width() - _LEFT - _ARROW_ROOM if line is None else line.width() - _MARGIN
        cut = QFontMetrics(self._font()).horizontalAdvance(text) > room
        self.setToolTip(text if cut else self._usual_tip)

    def _on_theme(self) -> None:
        self._widest = None
        if (line := self.lineEdit()) is not None:
            line.setFont(self._font())
        self.updateGeometry()
        self.update()


def _widest(metrics: QFontMetrics, texts: Sequence[str]) -> int:
    """The width of the widest text, pixels."""
    return max((metrics.horizontalAdvance(text) for text in nlargest(_MEASURED, texts, key=len)), default=0)
