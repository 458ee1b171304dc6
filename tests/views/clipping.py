"""Which words of a widget do not fit into it and stand in no tooltip either."""

from PySide6.QtCore import QAbstractItemModel, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)

from views.widgets.chip import Chip
from views.widgets.table import TableView
from views.widgets.text import Elided

_LINE_MARGIN = 2
"""What Qt keeps free on either side of the text of a line edit."""


def cut_words(part: QWidget) -> str:
    """What of its words a widget cuts without a tooltip that has all of them, "" for nothing."""
    if isinstance(part, Elided | Chip):
        QApplication.sendEvent(part, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
        return _without_tip(part, part.sizeHint().width() > part.width())
    if isinstance(part, QLabel):
        return _cut_label(part)
    if isinstance(part, QAbstractButton) and part.text():
        needed = part.minimumSizeHint()
        return _without_tip(part, needed.width() > part.width() or needed.height() > part.height())
    if isinstance(part, TableView):
        return _cut_cells(part)
    if isinstance(part, QComboBox) and not part.isEditable():
        return _cut_choice(part)
    if isinstance(part, QLineEdit):
        return _cut_line(part)
    return ""


def _cut_label(part: QLabel) -> str:
    if not part.text() or not part.pixmap().isNull():
        return ""
    if part.wordWrap():
        # The narrowest word, and the height at this width.
        return _without_tip(part, part.heightForWidth(part.width()) > part.height() + 1)
    return _without_tip(part, part.sizeHint().width() > part.width() + 1)


def _cut_choice(part: QComboBox) -> str:
    option = QStyleOptionComboBox()
    part.initStyleOption(option)
    room = part.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, part
    )
    is_cut = part.fontMetrics().horizontalAdvance(part.currentText()) > room.width()
    return f"combo {part.objectName()!r} «{part.currentText()}»" if is_cut and not part.toolTip() else ""


def _cut_line(part: QLineEdit) -> str:
    """A line edit, by itself or of a list that is searched: what it holds, or what it says while empty."""
    words = part.text() or part.placeholderText()
    option, margins = QStyleOptionFrame(), part.textMargins()
    part.initStyleOption(option)
    room = part.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, part).width()
    room -= margins.left() + margins.right() + 2 * _LINE_MARGIN
    owner = part.parentWidget() if isinstance(part.parentWidget(), QComboBox) else part
    is_cut = part.fontMetrics().horizontalAdvance(words) > room
    return f"line {owner.objectName()!r} «{words}» in {room}" if is_cut and not owner.toolTip() else ""


def _without_tip(part: QWidget, is_cut: bool) -> str:
    if not is_cut or part.toolTip():
        return ""
    words = getattr(part, "text", lambda: "")()
    where = part.parentWidget().objectName() if part.parentWidget() is not None else ""
    return f"{type(part).__name__} {part.objectName()!r} in {where!r} «{words}» {part.size().toTuple()}"


def _cut_cells(view: TableView[object]) -> str:
    model: QAbstractItemModel = view.model()
    for row in range(min(model.rowCount(), 20)):
        for section, column in enumerate(view.table.columns):
            index = view.table.index(row, section)
            width = view.columnWidth(section)
            if view.isColumnHidden(section) or view.visualRect(index).isEmpty():
                continue
            needed = view.delegate.needed_width(column, view.table.row_at(row))
            if needed > width and not view.delegate.tip(index, width):
                return f"cell {row} {column.key} of {view.objectName()}"
    return ""
