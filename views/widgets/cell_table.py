"""A table whose cells are edited in place: arrows go from cell to cell, Enter, F2 or typing edits the current one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.choice import ChoiceField
from views.widgets.columns import Column
from views.widgets.fields import TextField
from views.widgets.naming import named
from views.widgets.options import rect_of
from views.widgets.paged import PagedTable
from views.widgets.paint import paint_focus
from views.widgets.row_delegate import RowDelegate
from views.widgets.table import Memory, TableView

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Field = TextField | ChoiceField

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_EDITOR_WIDTH = 150
_FILLED = "filled"
"""Property of an editor that has its value."""


@dataclass(frozen=True, slots=True)
class Cell(Generic[Row]):
    """How the cells of a column are edited: by which field, and what it begins with. `may` says which rows have one."""

    field: Callable[[Theme], Field]
    value: Callable[[Row], object]
    may: Callable[[Row], bool] = lambda _row: True


class CellModel(PagedTable[Row]):
    """Rows whose cells can be edited; what was typed is told by `edited`, storing it is the page's."""

    edited = Signal(object, str, object)
    """The row, the key of the column, the new value."""

    def __init__(self, columns: Sequence[Column[Row]], cells: Mapping[str, Cell[Row]]) -> None:
        super().__init__(tuple(columns), rows=())
        self.cells = cells
        self.is_open = True
        """Whether anything may be edited now."""

    @override
    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; where the same ones say something else, the cell that is being edited stays open."""
        shown = self.rows()
        if [self.identify(row) for row in rows] != [self.identify(row) for row in shown]:
            super().set_rows(rows)
            return
        for place, row in enumerate(rows):
            if row != shown[place]:
                self.replace_row(place, row)

    def cell_at(self, index: Index) -> Cell[Row] | None:
        """How this cell is edited; None where it is not."""
        row = self.row_of(index)
        cell = self.cells.get(self.column_at(index.column()).key) if index.isValid() else None
        return cell if cell is not None and row is not None and self.is_open and cell.may(row) else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.cell_at(index) is not None else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and (cell := self.cell_at(index)) is not None:
            return cell.value(self.row_at(index.row()))
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell_at(index) if role == Qt.ItemDataRole.EditRole else None
        if cell is None:
            return super().setData(index, value, role)
        row = self.row_at(index.row())
        if value != cell.value(row):
            self.edited.emit(row, self.column_at(index.column()).key, value)
        return True


class CellDelegate(RowDelegate):
    """The row delegate with a ring around one cell, and the field that edits it."""

    def __init__(self, theme: Theme, table: "CellTable[Any]") -> None:
        super().__init__(theme, table)
        self._look = theme
        self._cells = table

    @override
    def _paint_edges(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index) -> None:
        painter.setPen(self._look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_Selected and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), self._look.size("selectedBar"), rect.height())
            painter.fillRect(bar, self._look.colour("accent"))
        if index == self._cells.currentIndex() and self._cells.hasFocus():
            paint_focus(painter, rect, self._look)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._cells.cell_model.cell_at(index)
        if cell is None:
            return super().createEditor(parent, option, index)
        heading = self._cells.cell_model.column_at(index.column()).heading
        editor = named(cell.field(self._look), "cell-editor", heading)
        editor.setParent(parent)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once, as the cell is opened: what is typed stays when the row changes under it."""
        if editor.property(_FILLED):
            return
        editor.setProperty(_FILLED, "true")
        if isinstance(editor, TextField | ChoiceField):
            editor.set_value(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, TextField):
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, TextField | ChoiceField):
            return
        if problem := editor.problem():
            self._cells.refused.emit(problem)
        else:
            model.setData(index, editor.value())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = rect_of(option)
        height = max(self._look.size("input"), editor.minimumSizeHint().height())
        width = max(rect.width(), round(_EDITOR_WIDTH * self._look.scale))
        left = min(rect.left(), max(0, self._cells.viewport().width() - width))
        editor.setGeometry(left, rect.center().y() - height // 2, width, height)

    @override
    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        return False


class CellTable(TableView[Row]):
    """A `TableView` of editable cells."""

    refused = Signal(str)
    """What was typed into a cell cannot stand there: why."""

    def __init__(
        self, theme: Theme, model: CellModel[Row], name: str, title: str, remembered: Memory | None = None
    ) -> None:
        super().__init__(theme, model, name, title, remembered)
        self.cell_model = model
        self.delegate = CellDelegate(theme, self)
        self.delegate.cell = self.headings.cell
        self.setItemDelegate(self.delegate)
        self._awaited: tuple[Callable[[Row], bool], str] | None = None
        self._column = 0
        model.modelAboutToBeReset.connect(self._on_about_to_show)
        model.modelReset.connect(self._on_rows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed)

    def edit_cell(self, wanted: Callable[[Row], bool], key: str) -> bool:
        """Go to a row and begin to edit one of its cells; False where there is no such row."""
        if not self.select(wanted):
            return False
        column = next(at for at, each in enumerate(self.cell_model.columns) if each.key == key)
        index = self.cell_model.index(self.currentIndex().row(), column)
        self.stand_on(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit(index)
        return True

    def edit_when_there(self, wanted: Callable[[Row], bool], key: str) -> None:
        """Edit a cell of a row that was just made, now or as soon as the list has it."""
        self._awaited = None if self.edit_cell(wanted, key) else (wanted, key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # what the editor leaves over: its Enter, which the delegate answers
        elif event.key() in _OPENS and self.cell_model.cell_at(here) is not None:
            self.edit(here)
        else:
            super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        stays = hint in (hints.SubmitModelCache, hints.NoHint)
        super().closeEditor(editor, hints.NoHint if stays else hint)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_about_to_show(self) -> None:
        self._column = max(0, self.currentIndex().column())

    def _on_rows(self) -> None:
        """The keyboard stays in its column; a row that was awaited is edited."""
        if (row := self.currentIndex().row()) >= 0:
            self.stand_on(self.cell_model.index(row, self._column))
        if self._awaited is not None:
            self.edit_when_there(*self._awaited)


def choice_of(items: Callable[[], Sequence[tuple[object, str]]], *, blank: str = "") -> Callable[[Theme], ChoiceField]:
    """A field that offers what is there when it is opened."""
    return lambda theme: ChoiceField(theme, items(), blank=blank)
