"""A check box and a radio button in our own drawing."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy
from typing_extensions import override

from views.theme import Theme
from views.widgets.paint import CHECK, paint_check, paint_focus, paint_radio

_GAP = 9
_EDGE = 4


class CheckField(QCheckBox):
    """Yes or no, said by its words; long words wrap."""

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self.edited)
        theme.changed.connect(self._on_theme)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def typed(self) -> object:
        """What a draft keeps."""
        return self.isChecked()

    def set_typed(self, typed: object) -> None:
        """Put back what a draft kept."""
        self.set_value(typed)

    def problem(self) -> str:
        """Nothing can be wrong with a tick."""
        return ""

    @override
    def sizeHint(self) -> QSize:
        text = self._metrics().horizontalAdvance(self.text())
        return QSize(CHECK + (_GAP + text if text else 0) + 2 * _EDGE + 2, self._theme.size("buttonSmall"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 120), self._theme.size("buttonSmall"))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        room = QRect(0, 0, arg__1 - CHECK - _GAP - 2 * _EDGE, 10_000)
        text = self._metrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(self._theme.size("buttonSmall"), text.height() + 2 * _EDGE)

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self.left.emit()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRect(_EDGE, 0, CHECK, self.height())
        paint_check(painter, box, self._theme, self.checkState(), enabled=self.isEnabled())
        _paint_words(painter, self, self._theme)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("body"))

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class RadioField(QRadioButton):
    """One of a few, each with its words."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setAccessibleName(text)
        theme.changed.connect(self._on_theme)

    @override
    def sizeHint(self) -> QSize:
        text = QFontMetrics(self._theme.font("body")).horizontalAdvance(self.text())
        return QSize(CHECK + _GAP + text + 2 * _EDGE + 2, self._theme.size("buttonSmall"))

    @override
    def hitButton(self, arg__1: object) -> bool:
        return True

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_radio(painter, QRect(_EDGE, 0, CHECK, self.height()), self._theme, chosen=self.isChecked())
        _paint_words(painter, self, self._theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def _paint_words(painter: QPainter, control: QCheckBox | QRadioButton, theme: Theme) -> None:
    painter.setFont(theme.font("body"))
    painter.setPen(theme.colour("text" if control.isEnabled() else "textHint"))
    room = control.rect().adjusted(_EDGE + CHECK + _GAP, 0, -_EDGE, 0)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(room, flags, control.text())
    if control.hasFocus():
        paint_focus(painter, control.rect(), theme, radius=theme.radius("input"))
