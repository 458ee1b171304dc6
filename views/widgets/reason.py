"""Why a button does nothing now: a note beside it that stays long enough to be read (design.md §4 «Disabled»)."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid
from typing_extensions import override

from views.theme import Theme
from views.widgets.naming import named

_NAME = "reason"
_STAYS_MS = 8_000
_WIDEST = 360
_GAP = 4
_PADDING = 9


def tell_reason(beside: QWidget, theme: Theme, reason: str) -> None:
    """Show the reason under a widget, over it where there is no room below; the note before goes."""
    window = beside.window()
    for former in window.findChildren(_Reason, _NAME, Qt.FindChildOption.FindDirectChildrenOnly):
        former.go()
    _Reason(beside, theme, reason).place()


class _Reason(QLabel):
    """Goes by itself, with its button, or when the same button works again."""

    def __init__(self, beside: QWidget, theme: Theme, reason: str) -> None:
        super().__init__(reason, beside.window())
        named(self, _NAME, reason)
        self.setProperty("look", _NAME)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(_PADDING)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._beside = beside
        self._widest = round(_WIDEST * theme.scale)
        beside.installEventFilter(self)
        QTimer.singleShot(_STAYS_MS, self, self.go)

    def place(self) -> None:
        """Stand beside the widget, within the window."""
        window = self.window()
        self.ensurePolished()
        words = self.fontMetrics().horizontalAdvance(self.text()) + 2 * _PADDING + 4
        width = min(words, self._widest, window.width() - 2 * _GAP)
        self.resize(width, self.heightForWidth(width))
        corner = self._beside.mapTo(window, QPoint(0, 0))
        below = corner.y() + self._beside.height() + _GAP
        fits = below + self.height() <= window.height()
        left = min(max(corner.x(), _GAP), window.width() - width - _GAP)
        self.move(left, below if fits else corner.y() - self.height() - _GAP)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def go(self) -> None:
        """Be gone."""
        if isValid(self._beside):
            self._beside.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Hide, QEvent.Type.ToolTipChange):
            self.go()
        return super().eventFilter(watched, event)
