"""The bar at the bottom of the page: what happened, «Вернуть», and refusals with their advice (design.md §4)."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from views.messages import Notice
from views.theme import Theme
from views.widgets.kbd import KeyCap
from views.widgets.naming import FOOT, named

_COPY = "Скопировать подробности"
_COPIED = "Скопировано"
_EDGE = 16
_AIR = 6
"""Above and below what takes more than one line."""
_GAP = 6
_LIFT = 0.08
_WIDEST = 760
_LEAST = 320


class UndoBar(QFrame):
    """One notice at a time; goes by itself unless it stays, is hovered or has the focus."""

    undo_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "undo-bar", "Сообщение")
        self._theme = theme
        self._notice = Notice("")
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._advice = QLabel()
        self._advice.setTextFormat(Qt.TextFormat.PlainText)
        self._advice.setWordWrap(True)
        self._undo = named(QPushButton("Вернуть"), "undo-bar-undo", "Вернуть последнее действие")
        self._undo.setToolTip("Вернуть последнее действие (Ctrl+Z)")
        self._undo.setProperty("main", "true")
        self._cap = KeyCap(theme, "Ctrl+Z", on_undo_bar=True)
        self._copy = named(QPushButton(_COPY), "undo-bar-copy", _COPY)
        self._choice = named(QPushButton(), "undo-bar-choice", "Что сделать")
        self._close = named(QPushButton("Закрыть"), "undo-bar-close", "Закрыть сообщение")
        self._undo.clicked.connect(self._on_undo)
        self._copy.clicked.connect(self._on_copy)
        self._choice.clicked.connect(self._on_choice)
        self._close.clicked.connect(self.dismiss)
        self._buttons = (self._undo, self._copy, self._choice, self._close)
        self._came_from: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._lay_out()
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 3)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.timeout.connect(self._on_time)
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        theme.changed.connect(self._on_theme)
        self._on_theme()
        self.hide()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._advice)
        self._row.setContentsMargins(14, 6, 12, 6)
        self._row.setSpacing(12)
        self._row.addWidget(self._sign)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._undo)
        self._row.addWidget(self._cap)
        for button in self._buttons[1:]:
            self._row.addWidget(button)

    @property
    def notice(self) -> Notice:
        """What is shown, or was last."""
        return self._notice

    def say(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._notice = notice
        self._text.setText(notice.text)
        self._advice.setText(notice.advice)
        self._advice.setVisible(bool(notice.advice))
        for each in (self._undo, self._cap):
            each.setVisible(notice.undo)
        self._copy.setVisible(bool(notice.details))
        self._copy.setText(_COPY)
        self._show_sign()
        self._close.setVisible(notice.stays)
        self._choice.setVisible(notice.choice is not None)
        if notice.choice is not None:
            self._choice.setText(notice.choice[0])
            self._choice.setAccessibleName(notice.choice[0])
        self.setAccessibleDescription(f"{notice.text} {notice.advice}".strip())
        self.show()
        self.raise_()
        self._place()
        self.place_later()
        self._stay.stop()
        if not notice.stays:
            self._stay.start(self._theme.motion_ms("undoBarStayMs"))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
            self.place_later()
        return super().eventFilter(watched, event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._stay.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self._notice.stays and self.isVisible():
            self._stay.start(self._theme.motion_ms("undoBarStayMs"))
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def dismiss(self) -> None:
        """Go, and give the focus back to where it came from."""
        back = self._came_from
        had_focus = self._has_focus()
        self._stay.stop()
        self.hide()
        if had_focus and back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_later(self) -> None:
        """Find the place anew, once what is seen below has found its own."""
        QTimer.singleShot(0, self, self._place)

    def _has_focus(self) -> bool:
        return any(button.hasFocus() for button in self._buttons)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now in self._buttons and old not in self._buttons:
            self._came_from = old

    def _on_time(self) -> None:
        if self._has_focus() or self.underMouse():
            self._stay.start(self._theme.motion_ms("undoBarStayMs"))
            return
        self.hide()

    def outdated(self) -> None:
        """Hide an offer to undo: something newer is being written, and «Вернуть» would turn that back instead."""
        if self._notice.undo:
            self.hide()

    def _on_undo(self) -> None:
        self.dismiss()
        self.undo_asked.emit()

    def _on_choice(self) -> None:
        choice = self._notice.choice
        if choice is not None:
            choice[1]()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._notice.details)
        self._copy.setText(_COPIED)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(_WIDEST, parent.width() - 2 * _EDGE)
        self.setMinimumWidth(0)
        self.setMaximumWidth(width)
        wanted = min(width, max(self._natural_width(), _LEAST))
        self.setFixedWidth(wanted)
        height, needed = self._theme.size("undoBar"), self._row.totalHeightForWidth(wanted)
        if needed > height:
            height = needed + 2 * _AIR
        self.setFixedHeight(height)
        self.move((parent.width() - wanted) // 2, self._floor(parent, height) - height)

    def _floor(self, parent: QWidget, height: int) -> int:
        """Where the bar ends: above the rows at the foot of the page, which people work in, or at its edge."""
        feet = [foot for foot in parent.findChildren(QWidget, FOOT) if foot.isVisible()]
        tops = [foot.mapTo(parent, QPoint(0, 0)).y() - _GAP for foot in feet]
        usual = parent.height() - _EDGE
        return min((usual, *(top for top in tops if top - height > parent.height() // 2)))

    def _natural_width(self) -> int:
        """The width at which nothing wraps; a wrapping label alone would ask for a tall block."""
        words = max(each.fontMetrics().horizontalAdvance(each.text()) for each in (self._text, self._advice))
        shown = [each for each in (self._sign, self._cap, *self._buttons) if not each.isHidden()]
        margins = self._row.contentsMargins()
        beside = sum(each.sizeHint().width() + self._row.spacing() for each in shown)
        return words + 2 + beside + margins.left() + margins.right()

    def _show_sign(self) -> None:
        icon = "error_circle" if self._notice.details else ("warning" if self._notice.refused else "checkmark_circle")
        self._sign.setPixmap(self._theme.pixmap(icon, self._theme.undo_bar("text")))

    def _on_theme(self) -> None:
        self._show_sign()
        colour = {name: self._theme.undo_bar(name).name() for name in ("background", "text", "action")}
        control = self._theme.radius("control")
        self.setStyleSheet(
            f"UndoBar {{ background: {colour['background']}; border-radius: {self._theme.radius('sheet')}px; }}"
            f"QLabel {{ color: {colour['text']}; background: transparent; }}"
            f"QPushButton {{ background: transparent; color: {colour['action']}; border: 1px solid transparent;"
            f" border-radius: {control}px; padding: 0 10px; min-height: {self._theme.size('buttonSmall') - 2}px;"
            " font-weight: 500; }"
            f'QPushButton[main="true"] {{ background: {_lifted(self._theme).name()}; font-weight: 600; }}'
            f"QPushButton:hover, QPushButton:focus {{ border: 1px solid {colour['action']}; }}"
        )
        if self.isVisible():
            self._place()


def _lifted(theme: Theme) -> QColor:
    """The ground of the one button that stands out, a shade lighter than the bar."""
    ground, ink = theme.undo_bar("background"), theme.undo_bar("text")
    pairs = ((ground.red(), ink.red()), (ground.green(), ink.green()), (ground.blue(), ink.blue()))
    return QColor(*(round(below + (above - below) * _LIFT) for below, above in pairs))
