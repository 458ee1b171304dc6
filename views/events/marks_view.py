"""The attendance sheet as a table worked by keyboard: letters mark and go on, digits are minutes, arrows move."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QToolTip
from typing_extensions import override

from models.rows.codes import Presence
from models.rules.person_code import person_code
from views.events.attendance_model import (
    HEADINGS,
    MARK,
    MINUTES,
    NAME,
    NUMBER,
    ORGANIZATION,
    WORD,
    AttendanceModel,
    full_name,
)
from views.events.marks import WORDS, here, key_means, offered
from views.events.marks_delegate import MarksDelegate
from views.theme import Theme
from views.widgets.clipboard import copy_rows
from views.widgets.naming import named
from views.widgets.paint import paint_focus

_NO_WORD_BELOW, _NO_ORGANIZATION_BELOW = 760, 560
"""Widths of the sheet under which the word beside the marks, then the organisation fall away, pixels."""
_NUMBER_WIDTH = 40
_NAME_WIDTH = 254
_LONGEST = 4


class MarksView(QTableView):
    """Rows of people; what is typed comes out as signals, storing it is the page's work."""

    marked = Signal(int, object)
    """Row and the mark chosen for it."""
    minutes_set = Signal(int, int)
    removed = Signal(int)
    refused = Signal(str)
    """A sentence for the line under the legend: what was typed does not fit this event."""
    left = Signal()
    """Esc: back to the list."""

    def __init__(self, theme: Theme, model: AttendanceModel) -> None:
        super().__init__()
        self._theme = theme
        self._sheet = model
        self._marks = MarksDelegate(theme, model)
        self.setModel(model)
        self.setItemDelegate(self._marks)
        named(self, "attendance-sheet", "Отметки посещения")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.modelReset.connect(self.fit)
        theme.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Give rows and columns the sizes that text and window ask for."""
        self.verticalHeader().setDefaultSectionSize(self._theme.size("attendanceRow"))
        self.horizontalHeader().setFixedHeight(self._theme.size("tableHeader"))
        width = self.viewport().width() / self._theme.scale
        self.setColumnHidden(WORD, width < _NO_WORD_BELOW)
        self.setColumnHidden(ORGANIZATION, width < _NO_ORGANIZATION_BELOW)
        self.setColumnWidth(NUMBER, round(_NUMBER_WIDTH * self._theme.scale))
        fixed = self._marks.marks_width() + self._marks.minutes_width() + self.columnWidth(NUMBER)
        fixed += 0 if self.isColumnHidden(WORD) else self._marks.word_width()
        free = self.viewport().width() - fixed
        name = round(_NAME_WIDTH * self._theme.scale)
        self.setColumnWidth(ORGANIZATION, round(max(free * 0.3, min(free * 0.5, free - name))))
        self.setColumnWidth(MARK, self._marks.marks_width())
        self.setColumnWidth(WORD, self._marks.word_width())
        self.setColumnWidth(MINUTES, self._marks.minutes_width())
        self.viewport().update()

    def show_row(self, row: int) -> None:
        """Make a row the current one."""
        row = max(0, min(row, self._sheet.rowCount() - 1))
        if self._sheet.rowCount():
            self.setCurrentIndex(self._sheet.index(row, NAME))

    @property
    def row(self) -> int:
        """The current row, -1 without one."""
        return self.currentIndex().row()

    def settle_minutes(self) -> bool:
        """Take the minutes typed so far; False when they do not fit and stay where they are."""
        if self._marks.typed is None:
            return True
        row, text = self._marks.typed
        if not text:
            self._type(None)
            return True
        minutes = int(text)
        if not 0 < minutes <= self._sheet.duration:
            self.refused.emit(_does_not_fit(minutes, self._sheet.duration))
            return False
        self._type(None)
        self.minutes_set.emit(row, minutes)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_sheet()
            return
        if not plain or self.row < 0:
            super().keyPressEvent(event)
            return
        if self._on_minutes_key(event) or self._on_mark_key(event) or self._on_move_key(event):
            event.accept()
            return
        # Any other letter would start Qt's search by typing and lose the row.
        if event.text().isprintable() and event.text():
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are marks here, never a search."""

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.settle_minutes():
            self._type(None)
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.row < 0:
            self.show_row(0)
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not self.settle_minutes():
            return
        super().mousePressEvent(event)
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        if index.column() == MARK:
            mark = self._marks.mark_under(self.visualRect(index), event.position().toPoint())
            if mark is not None:
                self.marked.emit(index.row(), mark)
        elif index.column() == MINUTES:
            self._begin_minutes(index.row(), "")

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        at = arg__1.globalPos()
        if arg__1.reason() is QContextMenuEvent.Reason.Keyboard and self.row >= 0:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu().popup(at)

    def menu(self) -> QMenu:
        """What the keys do, for the mouse."""
        menu = named(QMenu(self), "marks-menu", "Отметить")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.row >= 0:
            for mark in offered(self._sheet.mode):
                letter = _KEYS_SHOWN[mark if mark is not here(self._sheet.mode) else Presence.PRESENT]
                action = menu.addAction(f"{WORDS[mark].capitalize()}\t{letter}")
                action.setData(mark)
            menu.addSeparator()
            guest = self._sheet.line(self.row).stream is None
            menu.addAction(f"{'Убрать из листа' if guest else 'Снять отметку'}\tDel").setData(_REMOVE)
            menu.addSeparator()
        menu.addAction("Копировать лист как таблицу\tCtrl+C").setData(_COPY)
        menu.triggered.connect(self._on_menu)
        return menu

    def copy_sheet(self) -> None:
        """Put the whole sheet on the clipboard as a table; who withdrew her consent goes by her code (152-ФЗ)."""
        columns = (NUMBER, NAME, ORGANIZATION, MARK, MINUTES)
        rows = range(self._sheet.rowCount())
        cells = [[str(self._sheet.index(row, column).data()) for column in columns] for row in rows]
        for row, cell in zip(rows, cells, strict=True):
            if not self._sheet.line(row).may_leave:
                cell[columns.index(NAME)] = person_code(self._sheet.line(row).person_id)
        copy_rows([HEADINGS[column] for column in columns], cells)

    def _on_menu(self, action: QAction) -> None:
        chosen = action.data()
        if chosen == _COPY:
            self.copy_sheet()
        elif chosen == _REMOVE:
            self.removed.emit(self.row)
        else:
            self.marked.emit(self.row, Presence(chosen))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        hand = index.isValid() and index.column() == MARK
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        self._hover(index.row())
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().viewportEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.row < 0:
            return
        painter = QPainter(self.viewport())
        rect = self._row_rect(self.currentIndex())
        if self.hasFocus():
            paint_focus(painter, rect, self._theme)
        else:
            bar = QRect(rect.left(), rect.top(), self._theme.size("selectedBar"), rect.height())
            painter.fillRect(bar, self._theme.colour("accent"))

    @override
    def sizeHint(self) -> QSize:
        rows = max(3, self._sheet.rowCount())
        return QSize(560, self._theme.size("tableHeader") + rows * self._theme.size("attendanceRow"))

    def _on_mark_key(self, event: QKeyEvent) -> bool:
        mark = key_means(event.text(), self._sheet.mode)
        if mark is None or not self.settle_minutes():
            return False
        if mark not in offered(self._sheet.mode):
            self.refused.emit(_NO_REMOTE)
            return True
        self.marked.emit(self.row, mark)
        self._go(self.row + 1)
        return True

    def _on_minutes_key(self, event: QKeyEvent) -> bool:
        text = event.text()
        if text.isascii() and text.isdigit():
            typed = self._marks.typed[1] if self._marks.typed else ""
            self._begin_minutes(self.row, (typed + text)[:_LONGEST])
            return True
        if self._marks.typed is None:
            return False
        match event.key():
            case Qt.Key.Key_Backspace:
                self._type((self.row, self._marks.typed[1][:-1]))
            case Qt.Key.Key_Escape:
                self._type(None)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.settle_minutes():
                    self._go(self.row + 1)
            case _:
                return False
        return True

    def _on_move_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Up:
                self._go(self.row - 1)
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go(self.row + 1)
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(self._sheet.rowCount() - 1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.removed.emit(self.row)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                return False
        return True

    def _go(self, row: int) -> None:
        if self.settle_minutes():
            self.show_row(row)

    def _begin_minutes(self, row: int, text: str) -> None:
        state = self._sheet.line(row).state or here(self._sheet.mode)
        if state not in (Presence.PRESENT, Presence.REMOTE):
            self.refused.emit("Минуты есть только у тех, кто участвует. Сначала отметьте, что человек присутствует.")
            return
        self._type((row, text))

    def _type(self, typed: tuple[int, str] | None) -> None:
        self._marks.typed = typed
        self.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self._marks.hovered:
            self._marks.hovered = row
            self.viewport().update()

    def _row_rect(self, index: QModelIndex) -> QRect:
        rect = self.visualRect(index)
        return QRect(0, rect.top(), self.viewport().width(), rect.height())

    def _tell(self, event: QHelpEvent) -> None:
        index = self.indexAt(event.pos())
        if not index.isValid():
            QToolTip.hideText()
            return
        line = self._sheet.line(index.row())
        said = {
            NAME: full_name(line),
            ORGANIZATION: line.organization,
            MARK: _MARKS_TOLD,
            MINUTES: "Наберите цифры, чтобы исправить минуты",
        }
        QToolTip.showText(event.globalPos(), said.get(index.column(), ""), self)


_KEYS_SHOWN = {Presence.PRESENT: "Пробел", Presence.REMOTE: "Д", Presence.EXCUSED: "У", Presence.ABSENT: "Н"}
_REMOVE, _COPY = "remove", "copy"
_MARKS_TOLD = "Пробел — присутствует, Д — дистанционно, У — уважительная, Н — отсутствует; Delete снимает отметку"
_NO_REMOTE = "Мероприятие очное: «дистанционно» отмечают только в смешанном."


def _does_not_fit(minutes: int, duration: int) -> str:
    if minutes == 0:
        return "Минут должно быть больше нуля. Если человек отсутствует, нажмите Н."
    return f"Мероприятие длилось {duration} мин, а набрано {minutes}. Исправьте или нажмите Esc."
