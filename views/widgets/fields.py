"""Editors of a form: each has `value`, `set_value`, `problem`, keeps what was typed, and tells when it is left.

`typed` and `set_typed` carry what stands in the field as it is, readable or not: drafts keep that (design.md §1.5).
"""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy
from typing_extensions import override

from models.rules.typed_dates import parse_typed_date, parse_typed_time, show_date, show_time
from views.theme import Theme
from views.widgets.calendar import CalendarPopup
from views.widgets.check import CheckField, RadioField
from views.widgets.choice import ChoiceField
from views.widgets.form import Editor, Form

__all__ = [
    "CheckField", "ChoiceField", "DateField", "Editor", "Form", "MultilineField", "NumberField", "RadioField",
    "TextField", "TimeField",
]  # fmt: skip

_ICON_ROOM = 30
_NARROW = 84
_TEXT_MARGIN = 3
_GROWS = 4
"""So many more lines a field of text grows by, before it scrolls."""
_POPUP_REASONS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class TextField(QLineEdit):
    """One line of text; `value()` is trimmed."""

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, *, placeholder: str = "", max_length: int = 2000) -> None:
        super().__init__()
        self._theme = theme
        self.setPlaceholderText(placeholder)
        self.setMaxLength(max_length)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._tell_cut)
        theme.changed.connect(self.updateGeometry)

    def value(self) -> object:
        """The text, "" for none."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        """Show a text; None shows nothing."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def typed(self) -> object:
        """What a draft keeps."""
        return self.text()

    def set_typed(self, typed: object) -> None:
        """Put back what a draft kept."""
        self.setText(str(typed or ""))
        self.setCursorPosition(0)

    def problem(self) -> str:
        """Why what was typed cannot be read; "" when it can."""
        return ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(super().sizeHint().width(), _NARROW), self._theme.size("input"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, self._theme.size("input"))

    @override
    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        if arg__1.reason() is Qt.FocusReason.OtherFocusReason:
            self.selectAll()  # as Tab does: what is typed takes the place of what was filled in beforehand

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        if arg__1.reason() not in _POPUP_REASONS:
            self._settle()
            self.left.emit()

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._tell_cut()

    def _settle(self) -> None:
        """Write what was typed the way it is read."""

    def _on_edited(self) -> None:
        self.edited.emit()

    def _show_tabular(self) -> None:
        """Digits of one width, for dates and times."""
        self.setFont(self._theme.font("body", tabular=True))
        self.updateGeometry()

    def _tell_cut(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 20
        self.setToolTip(self.text() if cut else "")


class MultilineField(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, *, lines: int = 3, placeholder: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._lines = lines
        self._quiet = False
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_TEXT_MARGIN)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text)
        theme.changed.connect(self._fit)
        self._fit()

    def value(self) -> object:
        """The text, "" for none."""
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        """Show a text; None shows nothing."""
        self._quiet = True
        self.setPlainText("" if value is None else str(value))
        self._quiet = False

    def typed(self) -> object:
        """What a draft keeps."""
        return self.toPlainText()

    def set_typed(self, typed: object) -> None:
        """Put back what a draft kept."""
        self.set_value(typed)

    def problem(self) -> str:
        """Any text can be read."""
        return ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, self._height())

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if e.reason() not in _POPUP_REASONS:
            self.left.emit()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit()

    def _height(self) -> int:
        line = QFontMetrics(self._theme.font("body")).lineSpacing()
        needed = round(self.document().size().height())  # a plain document counts lines, not pixels
        lines = min(max(self._lines, needed), self._lines + _GROWS)
        return max(self._theme.size("input"), lines * line + 2 * _TEXT_MARGIN + 14)

    def _on_text(self) -> None:
        self._fit()
        if not self._quiet:
            self.edited.emit()

    def _fit(self) -> None:
        if (height := self._height()) != self.minimumHeight():
            self.setFixedHeight(height)


class NumberField(TextField):
    """A whole number, or one with `decimals`; Up and Down step. `value()` is None while empty or unreadable."""

    def __init__(
        self, theme: Theme, *, minimum: float = 0, maximum: float = 1_000_000, decimals: int = 0, placeholder: str = ""
    ) -> None:
        super().__init__(theme, placeholder=placeholder, max_length=20)
        self._minimum = minimum
        self._maximum = maximum
        self._decimals = decimals

    @override
    def value(self) -> object:
        number = self._read()
        return number if number is not None and self._minimum <= number <= self._maximum else None

    @override
    def set_value(self, value: object) -> None:
        self.setText("" if value is None else _shown(float(str(value)), self._decimals))
        self.setCursorPosition(0)

    @override
    def problem(self) -> str:
        if not self.text().strip():
            return ""
        number = self._read()
        if number is None:
            return "Здесь нужно число" if self._decimals else "Здесь нужно целое число"
        if number < self._minimum:
            return f"Число должно быть не меньше {_shown(self._minimum, self._decimals)}"
        if number > self._maximum:
            return f"Число должно быть не больше {_shown(self._maximum, self._decimals)}"
        return ""

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = steps.get(Qt.Key(arg__1.key()))
        number = self._read() if self.text().strip() else 0
        if step is None or number is None:
            super().keyPressEvent(arg__1)
            return
        self.set_value(min(max(number + step, self._minimum), self._maximum))
        self.edited.emit()

    @override
    def _settle(self) -> None:
        if (value := self.value()) is not None:
            self.set_value(value)

    def _read(self) -> float | int | None:
        text = "".join(self.text().split()).replace(",", ".").replace("−", "-")
        try:
            number = float(text) if self._decimals else int(text)
        except ValueError:
            return None
        return round(number, self._decimals) if self._decimals and abs(number) < float("inf") else number


def _shown(number: float, decimals: int) -> str:
    if decimals and number != int(number):
        return f"{number:.{decimals}f}".rstrip("0").replace(".", ",")
    return f"{int(number):,}".replace(",", "\u00a0") if abs(number) >= 10_000 else str(int(number))


class DateField(TextField):
    """A date as people type it: «24.3», «24 марта», «завтра», «пн»; Alt+Down or the icon opens a calendar."""

    def __init__(self, theme: Theme, today: Callable[[], date], *, placeholder: str = "") -> None:
        super().__init__(theme, placeholder=placeholder, max_length=40)
        self._today = today
        self._show_tabular()
        theme.changed.connect(self._show_tabular)
        self.setTextMargins(0, 0, _ICON_ROOM - 10, 0)
        self.setMouseTracking(True)

    @override
    def value(self) -> date | None:
        """The date typed, None while empty or unreadable."""
        return parse_typed_date(self.text(), today=self._today())

    @override
    def set_value(self, value: object) -> None:
        self.setText(show_date(value) if isinstance(value, date) else "")
        self.setCursorPosition(0)

    @override
    def problem(self) -> str:
        return "Напишите дату так: 24.03.2026" if self.text().strip() and self.value() is None else ""

    def open_calendar(self) -> CalendarPopup:
        """Drop the calendar down under the field."""
        popup = CalendarPopup(self._theme, today=self._today(), current=self.value(), parent=self)
        popup.chosen.connect(self._on_chosen)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        popup.setFocus(Qt.FocusReason.PopupFocusReason)
        return popup

    @override
    def minimumSizeHint(self) -> QSize:
        widest = QFontMetrics(self._theme.font("body", tabular=True)).horizontalAdvance("24.08.2026")
        return QSize(widest + 14 + _ICON_ROOM, self._theme.size("input"))

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        alt_down = arg__1.key() == Qt.Key.Key_Down and arg__1.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down and not self.isReadOnly():
            self.open_calendar()
            return
        super().keyPressEvent(arg__1)

    @override
    def mousePressEvent(self, arg__1: QMouseEvent) -> None:
        if self._icon_rect().contains(arg__1.position().toPoint()) and not self.isReadOnly():
            self.open_calendar()
            return
        super().mousePressEvent(arg__1)

    @override
    def mouseMoveEvent(self, arg__1: QMouseEvent) -> None:
        on_icon = self._icon_rect().contains(arg__1.position().toPoint())
        self.setCursor(Qt.CursorShape.ArrowCursor if on_icon else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(arg__1)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        painter = QPainter(self)
        colour = self._theme.colour("textSecondary" if self.isEnabled() else "textHint")
        pixmap = self._theme.pixmap("calendar_ltr", colour, size=16)
        painter.drawPixmap(self.width() - _ICON_ROOM + 4, (self.height() - 16) // 2, pixmap)

    @override
    def _settle(self) -> None:
        if (value := self.value()) is not None:
            self.set_value(value)

    def _icon_rect(self) -> QRect:
        return QRect(self.width() - _ICON_ROOM, 0, _ICON_ROOM, self.height())

    def _on_chosen(self, day: object) -> None:
        self.set_value(day)
        self.edited.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class TimeField(TextField):
    """A time of day: «10», «1030», «10:30»; `value()` is None while empty or unreadable."""

    def __init__(self, theme: Theme, *, placeholder: str = "") -> None:
        super().__init__(theme, placeholder=placeholder, max_length=8)
        self._show_tabular()
        theme.changed.connect(self._show_tabular)

    @override
    def value(self) -> time | None:
        """The time typed, None while empty or unreadable."""
        return parse_typed_time(self.text())

    @override
    def set_value(self, value: object) -> None:
        self.setText(show_time(value) if isinstance(value, time) else "")
        self.setCursorPosition(0)

    @override
    def problem(self) -> str:
        return "Напишите время так: 10:30" if self.text().strip() and self.value() is None else ""

    @override
    def _settle(self) -> None:
        if (value := self.value()) is not None:
            self.set_value(value)
