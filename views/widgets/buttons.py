"""Buttons: one with a proper gap after its icon, a row of segments, a filter with its count."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from views.states import State
from views.theme import Theme
from views.widgets.flow import FlowLayout
from views.widgets.naming import named
from views.widgets.paint import paint_focus
from views.widgets.reason import tell_reason

Role = Literal["plain", "primary", "link", "quiet"]

_GAP = 8
_PADDING = {"plain": 14, "primary": 14, "link": 6, "quiet": 9}
_SMALL_PADDING = {"plain": 11, "primary": 11, "link": 6, "quiet": 8}
_TEXT = {"plain": "text", "primary": "onAccent", "link": "accentText", "quiet": "text"}
_PRESSES = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})


class Button(QPushButton):
    """A button by its role: plain, primary (one a page), link, quiet (no frame).

    `blocked` buttons keep the focus and say why: design.md §4 «Disabled». Without a text give an accessible name.
    """

    refused = Signal()
    """A blocked button was pressed."""

    def __init__(
        self, theme: Theme, text: str = "", *, icon: str = "", role: Role = "plain", small: bool = False
    ) -> None:
        super().__init__(text)
        self.theme = theme
        self._icon_name = icon
        self._role: Role = role
        self._small = small
        self._goto: Callable[[], object] | None = None
        self._usual_tip = ""
        self.setProperty("role", role)
        self.setProperty("small", small)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if role == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._on_theme)

    @property
    def blocked(self) -> bool:
        """Whether the button only says why it is off."""
        return self.property("blocked") == "true"

    def block(self, reason: str, goto: Callable[[], object] | None = None) -> None:
        """Let the button only say `reason`: a press shows it beside the button and goes to where it is mended."""
        if not self.blocked:
            self._usual_tip = self.toolTip()
        self._goto = goto
        self.setProperty("blocked", "true")
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self._restyle()

    def unblock(self) -> None:
        """Let the button work again."""
        if not self.blocked:
            return
        self._goto = None
        self.setProperty("blocked", "false")
        self.setToolTip(self._usual_tip)
        self.setAccessibleDescription("")
        self._restyle()

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self.updateGeometry()
        self.update()

    @override
    def setText(self, text: str) -> None:
        if not self.accessibleName() or self.accessibleName() == self.text():
            self.setAccessibleName(text)
        super().setText(text)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        icon = self.theme.size("icon") if self._icon_name else 0
        text = QFontMetrics(self._font()).horizontalAdvance(self.text()) + 2 if self.text() else 0
        gap = _GAP if icon and text else 0
        padding = (_SMALL_PADDING if self._small else _PADDING)[self._role]
        height = self.theme.size("buttonSmall" if self._small else "button")
        return QSize(max(icon + gap + text + 2 * padding, height), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return not self.blocked and super().hitButton(pos)

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        if self.blocked and e.button() is Qt.MouseButton.LeftButton:
            self._say_why()
            return
        super().mousePressEvent(e)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSES:
            if self.blocked:
                self._say_why()
                return
            if event.key() != Qt.Key.Key_Space:
                self.click()
                return
        super().keyPressEvent(event)

    @override
    def event(self, e: QEvent) -> bool:
        if self.blocked and e.type() is QEvent.Type.Shortcut:
            self._say_why()
            return True
        return super().event(e)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue] - the stub leaves the field out
        if self.blocked:
            self._paint_blocked(painter)
        else:
            painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        font, colour = self._font(), self._colour()
        painter.setFont(font)
        painter.setPen(colour)
        icon = self.theme.size("icon") if self._icon_name else 0
        text = QFontMetrics(font).horizontalAdvance(self.text()) if self.text() else 0
        gap = _GAP if icon and text else 0
        left = (self.width() - icon - gap - text) // 2
        if icon:
            at = QPointF(left, (self.height() - icon) / 2)
            painter.drawPixmap(at, self.theme.pixmap(self._icon_name, colour))
        room = QRect(left + icon + gap, 0, text + 4, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_blocked(self, painter: QPainter) -> None:
        """A dashed frame; a style sheet would draw dots."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.theme.radius("control")
        inset = 0.5
        if self.hasFocus():
            paint_focus(painter, self.rect(), self.theme, radius=radius)
            inset += self.theme.size("focusRing") + 1
        pen = QPen(self.theme.colour("controlBorder"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)

    def _font(self) -> QFont:
        if self._role == "link" or self._small:
            return self.theme.font("secondary", weight=500)
        return self.theme.font("bodyStrong")

    def _colour(self) -> QColor:
        if self.blocked or not self.isEnabled():
            return self.theme.colour("textHint")
        return self.theme.colour(_TEXT[self._role])

    def _say_why(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._goto is not None:
            self._goto()
        tell_reason(self, self.theme, self.toolTip())
        self.refused.emit()

    def _restyle(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def icon_button(theme: Theme, icon: str, *, name: str, title: str, key: str = "", small: bool = False) -> Button:
    """A quiet button of an icon only; its title stands in the tooltip with its key."""
    made = named(Button(theme, icon=icon, role="quiet", small=small), name, title)
    made.setToolTip(f"{title} ({key})" if key else title)
    return made


_AIR, _CLOSE_AIR = 12, 10
"""At either side of a choice, in a short row and in one that may need a second line, pixels."""


class _Segment(QAbstractButton):
    """One of a row of choices; painted, as its corners depend on its place."""

    def __init__(self, theme: Theme, text: str, *, air: int) -> None:
        super().__init__()
        self._theme = theme
        self._air = air
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font("bodyStrong", weight=600))
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * self._air, self._theme.size("button") - 6)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.radius("input") - 1
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(self._theme.colour("accentSoft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(self.rect(), radius, radius)
        painter.setFont(self._theme.font("bodyStrong", weight=600 if self.isChecked() else 400))
        painter.setPen(self._theme.colour("accentText" if self.isChecked() else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            paint_focus(painter, self.rect(), self._theme, radius=radius)


class Segments(QFrame):
    """A few choices side by side, one of them on; arrow keys move it. With `wraps` they go on in a second line."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, items: Sequence[tuple[str, str]], *, current: str = "", wraps: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Segment] = {}
        row = FlowLayout() if wraps else QHBoxLayout()
        row.setSpacing(2)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(3, 3, 3, 3)
        inside.addLayout(row)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if wraps:
            # Fixed would hold it to the height of one line.
            policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for key, text in items:
            button = named(_Segment(theme, text, air=_CLOSE_AIR if wraps else _AIR), f"segment-{key}", text)
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self.choose(current or items[0][0])
        theme.changed.connect(self._on_theme)

    @property
    def current(self) -> str:
        """Key of the choice that is on."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    @property
    def focus_stop(self) -> QWidget:
        """What of the row takes the focus: the choice that is on."""
        return self._buttons[self.current]

    def choose(self, key: str) -> None:
        """Switch without a signal."""
        self._buttons[key].setChecked(True)
        self._tab_stop()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("lineStrong"), 1))
        painter.setBrush(self._theme.colour("surface"))
        radius = self._theme.radius("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _on_clicked(self) -> None:
        self._tab_stop()
        self.chosen.emit(self.current)

    def _tab_stop(self) -> None:
        """Tab goes to the choice that is on; arrows go from there."""
        for button in self._buttons.values():
            policy = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _on_theme(self) -> None:
        for button in self._buttons.values():
            button.updateGeometry()
            button.update()
        self.update()


class FilterButton(QAbstractButton):
    """A quick filter with its count: «Просрочено 2»; a state colours it when it is on (design.md §4)."""

    def __init__(
        self, theme: Theme, text: str, *, count: int | None = None, state: State | None = None, icon: str = ""
    ) -> None:
        super().__init__()
        self._theme = theme
        self._count = count
        self._state = state
        self._icon_name = icon
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._say()
        theme.changed.connect(self._on_theme)

    @property
    def count(self) -> int | None:
        """The figure shown, None for none."""
        return self._count

    def show_count(self, count: int | None) -> None:
        """Show how many records the filter finds."""
        if count != self._count:
            self._count = count
            self._say()
            self.updateGeometry()
            self.update()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in _PRESSES and arg__1.key() != Qt.Key.Key_Space:
            self.click()
            return
        super().keyPressEvent(arg__1)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font(600))
        text = metrics.horizontalAdvance(self._words())
        icon = self._theme.size("iconSmall") + 7 if self._icon_name else 0
        return QSize(text + icon + 2 * 12 + 2, self._theme.size("buttonSmall"))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.radius("control")
        look = self._theme.state(self._state) if self._state is not None else None
        painter.setPen(Qt.PenStyle.NoPen)
        colour = self._theme.colour("accentText")
        if self.isChecked():
            painter.setBrush(look.soft if look else self._theme.colour("accentSoft"))
            colour = look.text if look else colour
            painter.drawRoundedRect(self.rect(), radius, radius)
        elif self.underMouse():
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(self.rect(), radius, radius)
        left = 12
        if self._icon_name:
            side = self._theme.size("iconSmall")
            painter.drawPixmap(
                QPointF(left, (self.height() - side) / 2), self._theme.pixmap(self._icon_name, colour, size=side)
            )
            left += side + 7
        painter.setFont(self._font(500))
        painter.setPen(colour)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, self.text())
        if self._count is not None:
            left += QFontMetrics(self._font(500)).horizontalAdvance(self.text() + " ")
            painter.setFont(self._font(600))
            painter.drawText(self.rect().adjusted(left, 0, 0, 0), flags, str(self._count))
        if self.hasFocus():
            paint_focus(painter, self.rect(), self._theme, radius=radius)

    def _words(self) -> str:
        return self.text() if self._count is None else f"{self.text()} {self._count}"

    def _font(self, weight: int) -> QFont:
        return self._theme.font("body", weight=weight, tabular=True)

    def _say(self) -> None:
        self.setAccessibleName(self._words())

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class CardButton(QAbstractButton):
    """A large choice with a radio mark: a road of the exchange, a kind of report. Put its content in a layout."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._on_theme)

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(160, self._theme.size("listRow"))

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        thick = 2 if on or self.hasFocus() else 1
        outline = QPainterPath()
        radius = self._theme.radius("sheet")
        inset = thick / 2
        outline.addRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.fillPath(outline, self._theme.colour("surface"))
        painter.setPen(QPen(self._theme.colour("accent" if on else ("text" if self.hasFocus() else "line")), thick))
        painter.drawPath(outline)
        if self.hasFocus() and on:
            paint_focus(painter, self.rect().adjusted(4, 4, -4, -4), self._theme, radius=radius - 4)

    def _on_theme(self) -> None:
        self.update()


def row_of(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Widgets side by side, starting at the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return holder
