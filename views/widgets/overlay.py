"""A sheet in front of the whole window, gone with Esc, a click beside it, or a step elsewhere.

It is a child of the window and not a popup of its own: a top-level window with round corners has black ones where no
compositor runs. A picture of the window stands behind it: else every letter typed would paint the whole page anew.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid
from typing_extensions import override

from views.theme import Theme

_AIR = 20
_SHADE = 150
"""Of 255: how much of the canvas lies over the window, as under a drawer."""


class Overlay(QWidget):
    """Dims `over` and holds `sheet`, whose content the heir fills; Tab stays inside while it is open."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._came_from: QWidget | None = None
        self._behind: QPixmap | None = None
        """The dimmed window as it was when the sheet came up; None where it is painted anew."""
        self.sheet = QFrame(self)
        self.sheet.setProperty("sheet", "true")
        self.hide()
        over.installEventFilter(self)
        self.sheet.installEventFilter(self)
        theme.changed.connect(self._look_through)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def open_at(self, first: QWidget) -> None:
        """Come up with the keyboard in `first`; on leaving it goes back to where it was."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._came_from = focus
        self.place()
        if not self.isVisible():
            self._take_picture()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Go, and give the keyboard back."""
        back, focus = self._came_from, QApplication.focusWidget()
        self._came_from = None
        if focus is not None and self._has(focus) and back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def place(self) -> None:
        """Lay the sheet out in the upper middle, as high as its content."""
        self.setGeometry(self._over.rect())
        self.sheet.setMaximumSize(self.width() - 2 * _AIR, self.height() - 2 * _AIR)
        self.sheet.adjustSize()
        spare = self.height() - self.sheet.height()
        self.sheet.move((self.width() - self.sheet.width()) // 2, max(_AIR, min(self.height() // 8, spare // 2)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.dismiss()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._behind is None:
            painter.fillRect(event.rect(), self._shade())
        else:
            painter.setClipRect(event.rect())
            painter.drawPixmap(0, 0, self._behind)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._look_through()
        super().hideEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.dismiss()
        event.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        resized = watched is self._over and event.type() is QEvent.Type.Resize
        if resized:
            self._look_through()
        asked = watched is self.sheet and event.type() is QEvent.Type.LayoutRequest
        if (resized or asked) and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        stops = [
            each
            for each in self.sheet.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
        ]
        stops.sort(key=lambda each: (at := each.mapTo(self, QPoint(0, 0))).y() * self.width() + at.x())
        focus = QApplication.focusWidget()
        here = stops.index(focus) if focus in stops else (-1 if next else 0)
        if stops:
            stops[(here + (1 if next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _take_picture(self) -> None:
        self._behind = self._over.grab()
        painter = QPainter(self._behind)
        painter.fillRect(self.rect(), self._shade())
        painter.end()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _look_through(self) -> None:
        """Show the window itself again: it looks otherwise now."""
        self._behind = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)
        self.update()

    def _shade(self) -> QColor:
        colour = self._theme.colour("canvas")
        colour.setAlpha(_SHADE)
        return colour

    def _has(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Whoever has gone on elsewhere (Ctrl+2) does not want the sheet any more."""
        if self.isVisible() and now is not None and now.window() is self.window() and not self._has(now):
            self.hide()
