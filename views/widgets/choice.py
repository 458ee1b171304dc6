"""A list to choose from, with search when it is long (design.md §4)."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
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
_LEFT = 11
_LONGEST = 26
"""Characters of an item that a combo is made wide for."""


class _ItemDelegate(QStyledItemDelegate):
    """An item of the list that drops down: the chosen one carries a tick."""

    def __init__(self, theme: Theme, combo: QComboBox) -> None:
        super().__init__(combo)
        self._theme = theme
        self._combo = combo

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = QFontMetrics(self._theme.font("body", weight=500))
        width = metrics.horizontalAdvance(str(index.data() or "")) + 2 * 10 + 26
        return QSize(width, self._theme.size("buttonSmall"))

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
        self._unreadable = False
        self.setMaxVisibleItems(12)
        self.setPlaceholderText(placeholder)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(_ItemDelegate(theme, self))
        self.set_items(items)
        self.activated.connect(self._on_chosen)
        self.currentIndexChanged.connect(self._on_index)
        theme.changed.connect(self._on_theme)

    def set_items(self, items: Sequence[tuple[object, str]]) -> None:
        """Offer other items; the value stays if it is among them."""
        before = self.value()
        shown = [(None, self._blank), *items] if self._blank else list(items)
        quiet = QSignalBlocker(self)
        self.clear()
        self._values = [value for value, _text in shown]
        self.addItems([text for _value, text in shown])
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
        self._unreadable = False
        if (line := self.lineEdit()) is not None:
            if self.currentIndex() < 0:
                self.setEditText("")
            line.setCursorPosition(0)

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
        return "В списке такого нет. Выберите подходящее" if self._unreadable else ""

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._name_line()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        texts = [self.itemText(at)[:_LONGEST] for at in range(self.count())]
        if self._compact:
            texts = [self.currentText()[:_LONGEST]]
        else:
            texts.append(self.placeholderText())
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
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
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if e.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._settle()
            self.left.emit()

    @override
    def showPopup(self) -> None:
        super().showPopup()
        popup = self.view().window()
        widest = max(self.view().sizeHintForColumn(0) + 12, self.width())
        popup.resize(widest, popup.height())
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
        self.setEditable(wanted)
        completer, line = self.completer(), self.lineEdit()
        if not wanted or completer is None or line is None:
            return
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.popup().setProperty("popup", "true")
        completer.popup().setItemDelegate(_ItemDelegate(self._theme, self))
        line.setPlaceholderText(self.placeholderText())
        self._name_line()
        line.textEdited.connect(self._on_typed)
        line.editingFinished.connect(self._settle)

    def _name_line(self) -> None:
        if (line := self.lineEdit()) is not None:
            line.setObjectName("choice-text")
            line.setAccessibleName(self.accessibleName())

    def _settle(self) -> None:
        """Take what was typed when it names an item, or the only one it can mean."""
        if not self.isEditable():
            return
        typed = self.currentText().strip().casefold()
        if not typed:
            self._unreadable = False
            if self.value() is not None:
                self.set_value(None)
                self.edited.emit()
            return
        texts = [self.itemText(at).casefold() for at in range(self.count())]
        meant = [at for at, text in enumerate(texts) if text == typed] or [
            at for at, text in enumerate(texts) if typed in text
        ]
        if len(meant) == 1 or (meant and texts[meant[0]] == typed):
            changed = self.currentIndex() != meant[0]
            self.setCurrentIndex(meant[0])
            self.setEditText(self.itemText(meant[0]))
            self._unreadable = False
            if changed:
                self.edited.emit()
        else:
            self._unreadable = True

    def _on_typed(self) -> None:
        self._unreadable = False
        self.edited.emit()

    def _on_chosen(self) -> None:
        self._unreadable = False
        self.edited.emit()

    def _on_index(self) -> None:
        self._tell_cut()
        if self._compact:
            self.updateGeometry()

    def _tell_cut(self) -> None:
        text = self.currentText()
        cut = QFontMetrics(self._font()).horizontalAdvance(text) > self.width() - _LEFT - _ARROW_ROOM
        self.setToolTip(text if cut else self._usual_tip)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
