"""Which column of the file fills which field: a row of buttons over the preview, a click chooses another."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from views.importing.rows import ColumnUse
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.paint import paint_focus
from views.widgets.text import label

_PADDING = 8
_GAP = 5
_ICON = 16
_LONGEST = 14
"""Letters of a heading that are shown; the rest stands in the tooltip."""


class ColumnButton(QAbstractButton):
    """«Ф.И.О. → ФИО ✓»: a column of the file and its field; amber when a required field has no column."""

    def __init__(self, theme: Theme, use: ColumnUse, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.use = use
        self._from = _cut(use.heading) if use.letter else "нет столбца"
        self._to = title
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        told = f"Столбец {use.letter} «{use.heading}»" if use.letter else "Столбца нет"
        named(self, f"column-{use.field}", f"{self._to}: {told}")
        self.setToolTip(f"{told} — поле «{self._to}». Нажмите, чтобы выбрать другой")
        theme.changed.connect(self.updateGeometry)

    @property
    def is_missing(self) -> bool:
        """Whether the field waits for a column."""
        return not self.use.letter

    @override
    def sizeHint(self) -> QSize:
        plain, bold = self._metrics()
        words = plain.horizontalAdvance(self._from) + bold.horizontalAdvance(self._to)
        icons = 3 * _ICON + (4 if not self.is_missing else 3) * _GAP
        return QSize(words + icons + 2 * _PADDING + 4, self._theme.size("buttonSmall"))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        amber = self._theme.state(State.ATTENTION)
        edge = amber.fill if self.is_missing else self._theme.colour("lineStrong")
        paper = amber.soft if self.is_missing else self._theme.colour("hover" if self.underMouse() else "surface")
        radius = self._theme.radius("input")
        painter.setPen(QPen(edge, 1))
        painter.setBrush(paper)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        quiet = amber.text if self.is_missing else self._theme.colour("textSecondary")
        plain, bold = self._metrics()
        left = float(_PADDING)
        middle = (self.height() - _ICON) / 2
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(quiet)
        painter.drawText(self.rect().adjusted(int(left), 0, 0, 0), flags, self._from)
        left += plain.horizontalAdvance(self._from) + _GAP
        painter.drawPixmap(QPointF(left, middle), self._theme.pixmap("arrow_right", quiet, size=_ICON))
        left += _ICON + _GAP
        painter.setFont(self._theme.font("secondary", weight=600))
        painter.setPen(amber.text if self.is_missing else self._theme.colour("text"))
        painter.drawText(self.rect().adjusted(int(left), 0, 0, 0), flags, self._to)
        left += bold.horizontalAdvance(self._to) + _GAP
        sign, colour = ("warning", amber.text) if self.is_missing else ("checkmark", self._theme.state(State.DONE).fill)
        painter.drawPixmap(QPointF(left, middle), self._theme.pixmap(sign, colour, size=_ICON))
        left += _ICON + _GAP
        chevron = self._theme.pixmap("chevron_down", self._theme.colour("textSecondary"), size=_ICON)
        painter.drawPixmap(QPointF(left, middle), chevron)
        if self.hasFocus():
            paint_focus(painter, self.rect(), self._theme, radius=radius)

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        theme = self._theme
        return QFontMetrics(theme.font("secondary")), QFontMetrics(theme.font("secondary", weight=600))


class ColumnBar(QWidget):
    """The buttons in one line; what finds no room and what fills nothing stands behind «Ещё 2»."""

    chosen = Signal(dict)
    """Field → letter of its column ('' for none): what differs from what was recognised."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._titles: Mapping[str, str] = {}
        self._parts: Mapping[str, str] = {}
        self._uses: list[ColumnUse] = []
        self._buttons: list[ColumnButton] = []
        self._caption = label("Столбцы:", "secondary")
        self._caption.setParent(self)
        self._more = named(Button(theme, "Ещё", role="link", small=True), "columns-more", "Остальные столбцы файла")
        self._more.setParent(self)
        self._more.clicked.connect(self._open_more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._arrange)

    def show_titles(self, titles: Mapping[str, str], parts: Mapping[str, str]) -> None:
        """The fields to choose among, key → name in words; `parts` of them are named but not offered."""
        self._titles, self._parts = titles, parts

    def show_columns(self, uses: Sequence[ColumnUse], missing: Sequence[str]) -> None:
        """Show the columns of a file; `missing` are required fields without one."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._uses = list(uses)
        wanting = [ColumnUse("", "", name) for name in missing]
        self._buttons = [
            ColumnButton(self._theme, use, self._title(use.field))
            for use in (*wanting, *(use for use in uses if use.field))
        ]
        for button in self._buttons:
            button.setParent(self)
            button.clicked.connect(self._on_clicked)
        before: QWidget = self._caption
        for button in (*self._buttons, self._more):
            QWidget.setTabOrder(before, button)
            before = button
        self._arrange()

    def focus_first(self) -> None:
        """Go to the first column: the one that is missing, if there is one."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self._theme.size("buttonSmall"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._theme.size("buttonSmall"))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _title(self, name: str) -> str:
        """The name of a field in words."""
        return self._titles.get(name) or self._parts[name]

    def _arrange(self) -> None:
        self.updateGeometry()
        height = self._theme.size("buttonSmall")
        self._caption.setGeometry(0, 0, self._caption.sizeHint().width(), height)
        left = self._caption.width() + _GAP
        room = self.width() - self._more.sizeHint().width() - _GAP
        fits = True
        for button in self._buttons:
            width = button.sizeHint().width()
            fits = fits and left + width <= room
            button.setVisible(fits)
            if fits:
                button.setGeometry(left, 0, width, height)
                left += width + _GAP + 1
        behind = len(self._behind())
        self._more.setVisible(bool(behind))
        self._more.setText(f"Ещё {behind}")
        self._more.setAccessibleName("Остальные столбцы файла")
        self._more.setGeometry(self.width() - self._more.sizeHint().width(), 0, self._more.sizeHint().width(), height)

    def _behind(self) -> list[ColumnUse]:
        shown = {button.use for button in self._buttons if button.isVisibleTo(self)}
        hidden = [button.use for button in self._buttons if button.use not in shown]
        return hidden + [use for use in self._uses if not use.field]

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ColumnButton):
            menu = self.menu_for(button.use)
            menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def menu_for(self, use: ColumnUse) -> QMenu:
        """What may be chosen for a column: another field for it, or another column for its field."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if use.field:
            _caption(menu, f"«{self._title(use.field)}» брать из столбца:")
            self._fill(menu, use.field)
        else:
            _caption(menu, f"Столбец «{use.heading}» — это:")
            self._fill_fields(menu, use)
        return menu

    def _fill(self, menu: QMenu, field: str) -> None:
        group = QActionGroup(menu)
        for use in self._uses:
            taken = f" (сейчас: {self._title(use.field)})" if use.field and use.field != field else ""
            action = QAction(f"{use.letter}: {use.heading}{taken}", group)
            action.setCheckable(True)
            action.setChecked(use.field == field)
            action.setData((field, use.letter))
            menu.addAction(action)
        none = QAction("Такого столбца нет", group)
        none.setCheckable(True)
        none.setChecked(not any(use.field == field for use in self._uses))
        none.setData((field, ""))
        menu.addSeparator()
        menu.addAction(none)
        group.triggered.connect(self._on_action)

    def _fill_fields(self, menu: QMenu, use: ColumnUse) -> None:
        group = QActionGroup(menu)
        for name, title in self._titles.items():
            action = QAction(title, group)
            action.setData((name, use.letter))
            menu.addAction(action)
        group.triggered.connect(self._on_action)

    def _on_action(self, action: QAction) -> None:
        field, letter = action.data()
        if not action.isCheckable() or letter != next((use.letter for use in self._uses if use.field == field), ""):
            self.chosen.emit({field: letter})

    def _open_more(self) -> None:
        menu = self.more_menu()
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def more_menu(self) -> QMenu:
        """Everything that is not in the line: hidden fields and columns that fill nothing."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for use in self._behind():
            title = (
                f"{use.heading or 'нет столбца'} → {self._title(use.field)}"
                if use.field
                else f"{use.heading}: не загружаем"
            )
            inner = menu.addMenu(title)
            if use.field:
                self._fill(inner, use.field)
            else:
                self._fill_fields(inner, use)
        return menu


def _caption(menu: QMenu, words: str) -> None:
    """What the choice is about; cannot be chosen itself."""
    menu.addAction(words).setEnabled(False)


def _cut(heading: str) -> str:
    return heading if len(heading) <= _LONGEST else heading[: _LONGEST - 1].rstrip() + "…"
