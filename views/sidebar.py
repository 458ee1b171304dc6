"""The navigation: a list of sections, whole or as a rail of icons; at its foot whether all is saved (design.md §2)."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from views.sections import SECTIONS, Section, keys_of
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.options import rect_of, state_of
from views.widgets.paint import paint_focus
from views.widgets.sheet import hline
from views.widgets.text import Elided

Index = QModelIndex | QPersistentModelIndex
_GAP = 10
_EDGE = 8
_MARK = 32
_MOST_SQUEEZED = 11
"""Pixels a row gives up at the most: the icon still stands in it with some air."""
_BOTTOM = 5
"""The group of sections that stands at the foot."""
_CORAL = "#F0A077"
"""The last stop of the logo; the same in both themes, as in the icon of the program."""


class _Model(QAbstractListModel):
    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__()
        self.sections = sections
        self.badges: dict[str, tuple[int, State]] = {}

    def show_badges(self, badges: Mapping[str, tuple[int, State]]) -> None:
        """Say anew how much there is to do."""
        self.badges = dict(badges)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.sections) - 1, 0))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.sections)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        section = self.sections[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return section.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{section.label} ({keys_of(section)[0]})"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count, _ = self.badges.get(section.key, (0, State.NEUTRAL))
            return f"{section.label}, {count}" if count else section.label
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: _Model) -> None:
        super().__init__()
        self.rail = False
        self.squeeze = 0
        """Pixels that a row gives up where the window is too low for all of them."""
        self._theme = theme
        self._model = model

    @property
    def height(self) -> int:
        """Of a row without the gap above it."""
        return self._theme.size("navItem") + 1 - self.squeeze

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.row()
        begins = row > 0 and self._model.sections[row].group != self._model.sections[row - 1].group
        return QSize(40, self.height + (_GAP if begins else 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, section = self._theme, self._model.sections[index.row()]
        state = state_of(option)
        whole = rect_of(option)
        height = self.height - 1
        rect = QRect(whole.left() + _EDGE, whole.bottom() - height + 1, whole.width() - 2 * _EDGE, height - 1)
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = theme.radius("control")
        if on or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("surface" if on else "hover"))
            painter.drawRoundedRect(rect, radius, radius)
        if on:
            painter.setBrush(theme.colour("accent"))
            painter.drawRect(QRect(rect.left(), rect.top() + 7, theme.size("selectedBar"), rect.height() - 14))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect, theme, radius=radius)
        ink = theme.colour("text" if state & QStyle.StateFlag.State_Enabled else "textHint")
        quiet = theme.colour("textSecondary" if state & QStyle.StateFlag.State_Enabled else "textHint")
        picture = theme.pixmap(section.icon, theme.colour("accent") if on else quiet, filled=on)
        middle = rect.center().y() - 9
        painter.drawPixmap(QPoint(rect.center().x() - 9 if self.rail else rect.left() + 12, middle), picture)
        if not self.rail:
            self._paint_words(painter, rect, section, ink, on=on)
        elif section.key in self._model.badges:
            count, shade = self._model.badges[section.key]
            if count:
                self._paint_count(painter, rect.right() + 6, rect.top() + 6, count, shade)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, section: Section, ink: QColor, *, on: bool) -> None:
        theme = self._theme
        painter.setFont(theme.font("body", weight=600 if on else 400))
        painter.setPen(ink)
        room = rect.adjusted(40, 0, -8, 0)
        count, shade = self._model.badges.get(section.key, (0, State.NEUTRAL))
        if count:
            room.setRight(self._paint_count(painter, rect.right() - 9, rect.center().y() + 1, count, shade) - 4)
            painter.setFont(theme.font("body", weight=600 if on else 400))
            painter.setPen(ink)
        label = painter.fontMetrics().elidedText(section.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)

    def _paint_count(self, painter: QPainter, right: int, middle: int, count: int, shade: State) -> int:
        """The badge, ending at `right`; returns its left edge."""
        theme, text = self._theme, str(count)
        painter.setFont(theme.font("caption", weight=600, tabular=True))
        metrics = painter.fontMetrics()
        height = metrics.height() + 3
        width = max(metrics.horizontalAdvance(text) + 8, height)
        pill = QRect(right - width, middle - height // 2, width, height)
        if shade is not State.NEUTRAL:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.state(shade).soft)
            painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.state(shade).text)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return pill.left()


class _Mark(QWidget):
    """The logo in the colours of the theme: a path with three stops, the last one coral (09-overview-dark)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(_MARK, _MARK)
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 20, self.height() / 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, 20, 20), 5, 5)
        way = QPainterPath(QPointF(5.8, 14.2))
        way.cubicTo(QPointF(8.2, 14.2), QPointF(7.6, 10), QPointF(10, 10))
        way.cubicTo(QPointF(12.4, 10), QPointF(11.8, 5.8), QPointF(14.2, 5.8))
        ink = self._theme.colour("onAccent")
        painter.strokePath(way, QPen(ink, 1.3, c=Qt.PenCapStyle.RoundCap))
        for colour, x, y, radius in ((ink, 5.8, 14.2, 1.6), (ink, 10, 10, 1.4), (QColor(_CORAL), 14.2, 5.8, 2)):
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x, y), radius, radius)


class _Search(Button):
    """«Найти» with its key: looks like a field, opens the palette."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, icon="search")
        self._rail = False
        self._cap = KeyCap(theme, "Ctrl+K")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch()
        row.addWidget(self._cap)

    def become_rail(self, *, rail: bool) -> None:
        """Show the icon only, or all of it."""
        self._rail = rail
        self._cap.setVisible(not rail)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        height = self.theme.size("input")
        return QSize(height if self._rail else 150, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        icon = self.theme.pixmap("search", self.theme.colour("textSecondary"), size=16)
        side = 16
        left = (self.width() - side) // 2 if self._rail else 10
        painter.drawPixmap(QPoint(left, (self.height() - side) // 2), icon)
        if not self._rail:
            painter.setFont(self.theme.font("body"))
            painter.setPen(self.theme.colour("textSecondary"))
            room = self.rect().adjusted(left + side + 7, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "Найти")


class _Sections(QListView):
    """A list of sections; arrows and Enter choose, as does a click."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, sections: tuple[Section, ...], name: str, title: str) -> None:
        super().__init__()
        named(self, name, title)
        self.sections = _Model(sections)
        self.drawn = _Delegate(theme, self.sections)
        self.setModel(self.sections)
        self.setItemDelegate(self.drawn)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)

    def fit(self) -> None:
        """Be as high as the sections need."""
        rows = range(self.sections.rowCount())
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in rows) + 4)

    def show_current(self, key: str) -> bool:
        """Mark a section; False when it is not in this list."""
        for row, section in enumerate(self.sections.sections):
            if section.key == key:
                self.setCurrentIndex(self.sections.index(row, 0))
                return True
        self.clearSelection()
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        moving = (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        )
        if event.key() in moving and self.currentIndex().isValid():
            self.chosen.emit(self.sections.sections[self.currentIndex().row()].key)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        index = self.indexAt(e.position().toPoint())
        if index.isValid():
            self.chosen.emit(self.sections.sections[index.row()].key)


class Sidebar(QWidget):
    """Site, search, sections, and at the foot «Всё сохранено»."""

    chosen = Signal(str)
    search_asked = Signal()
    more_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rail = False
        self._saved = ("Открываем данные…", "clock", State.NEUTRAL)
        self.setProperty("sidebar", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = _Mark(theme)
        self._site = Elided("Маршрут", look="strong")
        self._place = Elided("", look="secondary")
        self._names = QWidget()
        self._head = QHBoxLayout()
        self.search = named(_Search(theme), "open-palette", "Найти запись, раздел или команду")
        self.search.setToolTip("Найти запись, раздел или команду (Ctrl+K)")
        self.search.clicked.connect(self.search_asked)
        upper = tuple(section for section in SECTIONS if section.group < _BOTTOM)
        lower = tuple(section for section in SECTIONS if section.group == _BOTTOM)
        self._upper = _Sections(theme, upper, "navigation", "Разделы")
        self._lower = _Sections(theme, lower, "navigation-lower", "Служебные разделы")
        for view in (self._upper, self._lower):
            view.chosen.connect(self.chosen)
        self._state = Elided("", look="foot")
        self._sign = QLabel()
        self.more = named(Button(theme, icon="more_horizontal", role="quiet", small=True), "open-more", "Ещё")
        self.more.setToolTip("Недавние действия, клавиши, о программе (F10)")
        self.more.clicked.connect(self.more_asked)
        self._foot = QHBoxLayout()
        self._copied = ("", State.NEUTRAL)
        self._copy = Elided("", look="foot")
        self._copy_sign = QLabel()
        self._copy_foot = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def _lay_out(self) -> None:
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(self._site)
        names.addWidget(self._place)
        self._head.setSpacing(9)
        self._head.addWidget(self._mark)
        self._head.addWidget(self._names, 1)
        around = QHBoxLayout()
        around.setContentsMargins(10, 0, 9, 8)
        around.addWidget(self.search)
        line = QHBoxLayout()
        line.setContentsMargins(_EDGE, 6, _EDGE, 0)
        line.addWidget(hline())
        self._foot.setSpacing(5)
        self._foot.addWidget(self._sign)
        self._foot.addWidget(self._state, 1)
        self._foot.addWidget(self.more)
        column = self._column
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(around)
        column.addWidget(self._upper)
        column.addStretch(1)
        column.addWidget(self._lower)
        column.addLayout(line)
        column.addLayout(self._foot)
        self._copy_foot.setSpacing(5)
        self._copy_foot.addWidget(self._copy_sign)
        self._copy_foot.addWidget(self._copy, 1)
        column.addLayout(self._copy_foot)
        for widget in (self._copy, self._copy_sign):
            widget.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._fit()

    @property
    def navigation(self) -> QWidget:
        """What F6 goes to."""
        return self._upper

    def show_site(self, name: str, place: str) -> None:
        """Say whose data this is."""
        self._site.setText(name)
        self._place.setText(place)
        self._mark.setToolTip(f"{name}\n{place}".strip())

    def show_current(self, key: str) -> None:
        """Mark the section that is open."""
        for view in (self._upper, self._lower):
            view.show_current(key)

    def show_badges(self, badges: Mapping[str, tuple[int, State]]) -> None:
        """Say how much there is to do in each section."""
        self._upper.sections.show_badges(badges)

    def show_saved(self, text: str, *, busy: bool = False) -> None:
        """Say at the foot whether all is saved."""
        self._saved = (text, "clock" if busy else "checkmark_circle", State.NEUTRAL if busy else State.DONE)
        self._on_saved()

    def show_backup(self, text: str, *, is_fresh: bool) -> None:
        """Say at the foot when the last copy was made and proven."""
        self._copied = (text, State.DONE if is_fresh else State.ATTENTION)
        self._on_copied()
        self._fit()

    def become_rail(self, *, rail: bool) -> None:
        """Be a rail of icons on a narrow window, or whole."""
        self._rail = rail
        for view in (self._upper, self._lower):
            view.drawn.rail = rail
            view.doItemsLayout()
        self._names.setVisible(not rail)
        self._state.setVisible(not rail)
        self._copy.setVisible(not rail and bool(self._copied[0]))
        self.search.become_rail(rail=rail)
        self._on_theme()

    def _on_saved(self) -> None:
        text, icon, state = self._saved
        self._state.setText(text)
        self._sign.setPixmap(self._theme.pixmap(icon, self._theme.state(state).text, size=16))
        self._sign.setToolTip(text)
        self._sign.setAccessibleName(text)

    def _on_copied(self) -> None:
        text, state = self._copied
        self._copy.setText(text)
        self._copy.setVisible(not self._rail and bool(text))
        self._copy_sign.setVisible(bool(text))
        self._copy_sign.setPixmap(self._theme.pixmap("shield_checkmark", self._theme.state(state).text, size=16))
        self._copy_sign.setToolTip(text)
        self._copy_sign.setAccessibleName(text)

    def _on_theme(self) -> None:
        wide = round(self._theme.size("sidebar") * max(1.0, self._theme.scale * 0.96))
        self.setFixedWidth(self._theme.size("sidebarRail") if self._rail else wide)
        self._head.setContentsMargins(*((0, 12, 0, 8) if self._rail else (14, 14, 8, 9)))
        self._foot.setDirection(QHBoxLayout.Direction.TopToBottom if self._rail else QHBoxLayout.Direction.LeftToRight)
        self._foot.setContentsMargins(*((0, 8, 0, 6) if self._rail else (16, 5, 3, 0)))
        self.more.setFixedWidth(self._theme.size("buttonSmall"))
        middle = Qt.AlignmentFlag.AlignHCenter if self._rail else Qt.AlignmentFlag.AlignVCenter
        for each in (self._sign, self.more):
            self._foot.setAlignment(each, middle)
        self._copy_foot.setContentsMargins(*((0, 0, 0, 8) if self._rail else (16, 0, 3, 7)))
        self._copy_foot.setAlignment(self._copy_sign, middle)
        self._on_saved()
        self._on_copied()
        self._fit()

    def _fit(self) -> None:
        """Give the sections their rows, lower ones where the window is too low for all of them."""
        self._squeeze(0)
        lacking = self._column.minimumSize().height() - self.height()
        if lacking > 0:
            self._squeeze(min(_MOST_SQUEEZED, -(-lacking // len(SECTIONS))))

    def _squeeze(self, pixels: int) -> None:
        for view in (self._upper, self._lower):
            view.drawn.squeeze = pixels
            view.doItemsLayout()
            view.fit()
