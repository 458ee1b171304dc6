"""The plan's table: what is quickly said of an item is changed in its row, without the panel."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from models.rows.choice import Choice
from models.rows.codes import PlanItemStatus
from models.rows.plan_board import LineOrder, PlanLine
from views.plan.columns import plan_columns
from views.theme import Theme
from views.widgets.column_fit import Memory
from views.widgets.fields import ChoiceField, DateField, NumberField
from views.widgets.naming import named
from views.widgets.tree import GroupedTree

_EDITED = (LineOrder.DAY, LineOrder.COUNT, LineOrder.RESPONSIBLE, LineOrder.STATE)
_NAMES = {
    LineOrder.DAY: "Срок",
    LineOrder.COUNT: "Участников, план",
    LineOrder.RESPONSIBLE: "Ответственный",
    LineOrder.STATE: "Состояние",
}
_NARROWEST = {LineOrder.DAY: 150, LineOrder.COUNT: 104, LineOrder.RESPONSIBLE: 230, LineOrder.STATE: 170}
_MOST_PEOPLE = 100_000
_POPUP_REASONS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)

CellField = DateField | NumberField | ChoiceField


class LinesTree(GroupedTree[PlanLine]):
    """Lines by section. F2 or a double click on date, participants, responsible or state edits it in the row.

    Enter and leaving the cell write, Tab writes and goes to the next such cell, Esc leaves it as it was. `written`
    carries the line, the column's `LineOrder` and the value. Elsewhere F2 begins with the first such cell.
    """

    written = Signal(object, str, object)

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        people: Callable[[], Sequence[Choice]],
        remembered: Memory | None = None,
    ) -> None:
        super().__init__(theme, plan_columns(theme), "plan-lines", "Пункты плана", remembered)
        self._today = today
        self._people = people
        self._field: CellField | None = None
        self._cell: tuple[PlanLine, LineOrder] | None = None
        self._first: object = None

    @property
    def field(self) -> CellField | None:
        """The field that stands in a row, None while nothing is edited."""
        return self._field

    def edit_cell(self, key: LineOrder, *, by_tab: bool = False) -> None:
        """Edit one cell of the line one is on; a short list drops down at once, unless Tab led there."""
        self.leave_cell()
        line, section = self.current_row(), self._section(key)
        if line is None or section is None:
            return
        field = named(self._made(line, key), f"cell-{key}", f"{_NAMES[key]}, пункт {line.number}")
        field.setParent(self.viewport())
        self._field, self._cell, self._first = field, (line, key), field.value()
        self._place()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (field, field.lineEdit() if isinstance(field, QComboBox) else None):
            if part is not None:
                part.installEventFilter(self)
        if isinstance(field, ChoiceField) and not field.isEditable() and not by_tab:
            field.view().installEventFilter(self)
            field.showPopup()
        elif not isinstance(field, ChoiceField):
            field.selectAll()

    def leave_cell(self) -> None:
        """Leave the cell as it was."""
        field, self._field, self._cell = self._field, None, None
        if field is not None:
            had_focus = field.hasFocus() or field.isAncestorOf(self.focusWidget() or self)
            field.hide()
            field.deleteLater()
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- GroupedTree

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.current_row() is not None:
            here = self.grouped.columns[self.currentIndex().column()].key
            shown = self._shown()
            if shown:
                self.edit_cell(LineOrder(here) if here in shown else shown[0])
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place()

    @override
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        if self._field is None or not isinstance(object, QWidget):
            return super().eventFilter(object, event)
        if isinstance(self._field, QComboBox) and object is self._field.view():
            if event.type() is QEvent.Type.Hide:
                QTimer.singleShot(0, self, self._write)
            return False
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return self._on_key(event)
        left = event if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut else None
        if left is not None and left.reason() not in _POPUP_REASONS:
            QTimer.singleShot(0, self, self._on_left)
        return super().eventFilter(object, event)

    @override
    def _on_double_clicked(self, index: QModelIndex) -> None:
        key = self.grouped.columns[index.column()].key
        if self.grouped.row_of(index) is not None and key in _EDITED:
            self.edit_cell(LineOrder(key))
        else:
            super()._on_double_clicked(index)

    # --- within

    def _on_key(self, event: QKeyEvent) -> bool:
        """Keys that end the editing of a cell; the rest is the field's own."""
        key = event.key()
        ends = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if key not in ends:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        after = self._beside(1 if key == Qt.Key.Key_Tab else -1) if key in ends[3:] else None
        if key == Qt.Key.Key_Escape:
            self.leave_cell()
        else:
            self._write()
        if after is not None and self._field is None:
            self.edit_cell(after, by_tab=True)
        return True

    def _beside(self, by: int) -> LineOrder | None:
        shown = self._shown()
        if self._cell is None:
            return None
        place = shown.index(self._cell[1]) + by
        return shown[place] if 0 <= place < len(shown) else None

    def _write(self) -> None:
        field, cell = self._field, self._cell
        if field is None or cell is None:
            return
        if isinstance(field, ChoiceField) and (line := field.lineEdit()) is not None:
            line.editingFinished.emit()
        value = field.value()
        if field.problem() or value is None:
            return
        changed = value != self._first
        self.leave_cell()
        if changed:
            self.written.emit(cell[0], cell[1], value)

    def _on_left(self) -> None:
        """The person has gone elsewhere: what can be read is written, the rest is left as it was."""
        field = self._field
        if field is None or field.hasFocus() or field.isAncestorOf(self.focusWidget() or self):
            return
        if isinstance(field, QComboBox) and field.view().isVisible():
            return
        self._write()
        self.leave_cell()

    def _made(self, line: PlanLine, key: LineOrder) -> CellField:
        field: CellField
        match key:
            case LineOrder.DAY:
                field = DateField(self._theme, self._today)
                field.set_value(line.day)
            case LineOrder.COUNT:
                field = NumberField(self._theme, maximum=_MOST_PEOPLE)
                field.set_value(line.planned_count)
            case LineOrder.RESPONSIBLE:
                field = ChoiceField(self._theme, [(each.id, each.title) for each in self._people()])
                field.set_value(line.responsible_id)
            case _:
                field = ChoiceField(self._theme, [(status, status.label.capitalize()) for status in PlanItemStatus])
                field.set_value(line.status)
        return field

    def _place(self) -> None:
        """Over its cell, as wide as it needs to be, within the table."""
        section = self._section(self._cell[1]) if self._cell is not None else None
        if self._field is None or self._cell is None or section is None:
            return
        cell: QRect = self.visualRect(self.currentIndex().siblingAtColumn(section))
        width = max(cell.width(), round(_NARROWEST[self._cell[1]] * self._theme.scale))
        left = min(cell.left(), self.viewport().width() - width - 2)
        height = self._field.sizeHint().height()
        self._field.setGeometry(left, cell.center().y() - height // 2, width, height)

    def _section(self, key: LineOrder) -> int | None:
        return next((at for at, column in enumerate(self.grouped.columns) if column.key == key), None)

    def _shown(self) -> list[LineOrder]:
        """Cells that can be edited and have not fallen away."""
        sections = {key: self._section(key) for key in _EDITED}
        return [key for key, at in sections.items() if at is not None and not self.isColumnHidden(at)]
