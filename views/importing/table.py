"""The table of the import preview: two-line cells, tinted where something is asked, mended in place."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from models.rows.roster import row_called
from views.importing.columns import FIRST_FIELD
from views.importing.model import Index, PreviewModel
from views.importing.rows import RowView, Tone
from views.states import State
from views.theme import ChipLook, Theme
from views.widgets.clipboard import copy_rows
from views.widgets.columns import Column
from views.widgets.corners import round_corners
from views.widgets.header import Header
from views.widgets.naming import named
from views.widgets.options import rect_of
from views.widgets.paint import CHECK, chip_width, paint_check, paint_focus
from views.widgets.row_delegate import CELL_PADDING, RowDelegate, toggle

_TICK_WIDTH = 42
_LONGEST_WORD = "Без изменений"
_EDITOR_WIDTH = 240
_POPUP_WIDTH = 380
_POPUP_ROWS = 9


class CellDelegate(RowDelegate):
    """The row delegate, with a ring around the one cell that F2 would mend, and an editor that knows the choices."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(theme, table)
        self._table = table
        self._look = theme
        self.choices: Mapping[str, Sequence[str]] = {}

    @override
    def _paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], row: Any) -> None:
        cell = cast("RowView", row).cells.get(column.key)
        if cell is None or cell.former is None:
            super()._paint_cell(painter, rect, column, row)
            return
        box = self._box(rect)
        if column.cell is not None and (look := column.cell(row)) is not None:
            painter.fillRect(box.adjusted(0, 0, 0, -1), self._look.state(look.state).soft)
        taken = Qt.CheckState.Unchecked if cell.tone is Tone.REFUSED else Qt.CheckState.Checked
        super()._paint_cell(painter, rect.adjusted(CHECK, 0, 0, 0), column, row)
        paint_check(painter, box, self._look, taken)

    def _box(self, rect: QRect) -> QRect:
        """Where the box of a cell stands that may be refused."""
        return QRect(rect.left(), rect.top(), CELL_PADDING + CHECK, rect.height())

    @override
    def _paint_edges(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index) -> None:
        painter.setPen(self._look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_Selected and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), self._look.size("selectedBar"), rect.height())
            painter.fillRect(bar, self._look.colour("accent"))
        if index == self._table.currentIndex() and self._table.hasFocus():
            paint_focus(painter, rect, self._look)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = cast("PreviewModel", cast("object", index.model()))
        column = model.column_at(index.column())
        view = model.view(index.row())
        title = f"{column.heading}, строка {row_called(view.number, view.sheet)}"
        editor = named(QLineEdit(parent), "cell-editor", title)
        if offered := self.choices.get(column.key):
            completer = QCompleter(list(offered), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(_POPUP_ROWS)
            popup = named(completer.popup(), "cell-choices", title)
            popup.setProperty("popup", "true")
            popup.setMinimumWidth(_POPUP_WIDTH)
            popup.setItemDelegate(_ChoiceDelegate(self._look, popup))
            editor.setCompleter(completer)
            editor.setPlaceholderText("Введите или нажмите ↓")
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = cast("QRect", cast("Any", option).rect)
        height = min(rect.height() - 2, self._look.size("input"))
        width = max(rect.width() - 2, round(_EDITOR_WIDTH * self._look.scale))
        left = min(rect.left() + 1, max(0, self._table.viewport().width() - width))
        editor.setGeometry(left, rect.center().y() - height // 2, width, height)

    @override
    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: Index) -> bool:
        if index.column() >= FIRST_FIELD:
            is_click = isinstance(event, QMouseEvent) and self._box(rect_of(option)).contains(
                event.position().toPoint()
            )
            if is_click and index.data(Qt.ItemDataRole.CheckStateRole) is not None:
                return event.type() is not QEvent.Type.MouseButtonRelease or toggle(model, index)
            return QStyledItemDelegate.editorEvent(self, event, model, option, index)
        return super().editorEvent(event, model, option, index)

    @override
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(object, QLineEdit):
            completer = cast("QCompleter | None", object.completer())
            if event.key() == Qt.Key.Key_Down and completer is not None and not completer.popup().isVisible():
                completer.setCompletionPrefix("" if object.hasSelectedText() else object.text())
                if not completer.completionCount():
                    completer.setCompletionPrefix("")
                completer.complete()
                return True
        return super().eventFilter(object, event)


class _ChoiceDelegate(QStyledItemDelegate):
    """Rows of the list under an editor, as high as those of the other lists."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._look = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self._look.size("buttonSmall"))


class PreviewTable(QTableView):
    """Rows of the list: arrows move, Enter and F2 mend a cell, F8 goes to the next question.

    Space ticks the row, on a cell that changes a card the cell alone.
    """

    stepped = Signal(int)
    """F8 (1) or Shift+F8 (−1)."""
    undo_wanted = Signal()
    """Ctrl+Z while a mended cell can be taken back: nothing has been stored yet, so it is not the program's undo."""

    def __init__(self, theme: Theme, model: PreviewModel) -> None:
        super().__init__()
        self._theme = theme
        self._rows = model
        self.can_undo: Callable[[], bool] = lambda: False
        named(self, "import-rows", "Строки файла")
        self._delegate = CellDelegate(theme, self)
        self._header = Header(theme, self)
        self._header.setSectionsClickable(False)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerWidget(QWidget())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def offer(self, choices: Mapping[str, Sequence[str]]) -> None:
        """What the editors of these fields propose."""
        self._delegate.choices = choices

    def stand_on(self, index: QModelIndex) -> None:
        """Make a cell the current one; its row alone is chosen, whatever keys are held."""
        self.setCurrentIndex(index)
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(index, chosen)

    def go_to(self, index: QModelIndex) -> None:
        """Bring a cell into sight and into the keyboard's reach."""
        self.stand_on(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def event(self, event: QEvent) -> bool:
        key = event if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride else None
        if key is not None and key.matches(QKeySequence.StandardKey.Undo) and self.can_undo():
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # what the editor leaves over: its Enter, which the delegate answers
        elif key == Qt.Key.Key_F8:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Space and here.isValid():
            if here.column() < FIRST_FIELD or not toggle(self._rows, here):
                self._tick_chosen(here)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            if here.column() >= FIRST_FIELD:
                self.edit(here)
            else:
                self._tick_chosen(here)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Undo) and self.can_undo():
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        # Enter stays on the cell that was mended: its row is looked at again before the next one.
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        round_corners(self.viewport(), self._theme)

    def _tick_chosen(self, here: QModelIndex) -> None:
        """All chosen rows become the opposite of the current one among them; one that waits goes to its question."""
        if not self._rows.is_tickable(here.row()):
            self.go_to(self._rows.index(here.row(), self._rows.loud_column(here.row())))
            return
        on = not self._rows.is_ticked(here.row())
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        # Ctrl with an arrow or End walks on without choosing: then only the row one stands on is meant.
        for row in chosen if here.row() in chosen else {here.row()}:
            self._rows.tick(row, on=on)

    def _copy(self) -> None:
        columns = self._rows.columns[1:]
        views = [self._rows.view(row) for row in sorted(index.row() for index in self.selectionModel().selectedRows())]
        copy_rows([column.heading for column in columns], [[column.text(view) for column in columns] for view in views])

    def _fit(self) -> None:
        theme, columns = self._theme, self._rows.columns
        self.verticalHeader().setDefaultSectionSize(row_height(theme))
        self._header.show_columns(columns)
        if not columns:
            return
        chip = chip_width(theme, ChipLook(State.NEUTRAL, "subtract"), _LONGEST_WORD) + 2 * CELL_PADDING
        widths = [_TICK_WIDTH, max(round(columns[1].width * theme.scale), self._header.needed(1)), chip]
        widths += [
            max(round(column.width * theme.scale), self._header.needed(at))
            for at, column in enumerate(columns)
            if at >= FIRST_FIELD
        ]
        spare = max(0, self.viewport().width() - sum(widths)) // max(1, len(widths) - FIRST_FIELD)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width + (spare if at >= FIRST_FIELD else 0))
        self.viewport().update()


def row_height(theme: Theme) -> int:
    """Two lines and some air, not less than the token."""
    upper = QFontMetrics(theme.font("table")).height()
    lower = QFontMetrics(theme.font("caption", weight=400)).height()
    return max(theme.size("twoLineRow"), upper + lower + 9)
