"""Walks every piece of the gallery, in both themes and at both text sizes."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.views.widgets.keys import show
from views.theme import Mode, Theme
from views.widgets.chip import Chip
from views.widgets.gallery import PIECES
from views.widgets.table import TableView
from views.widgets.text import Elided

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture(params=[(Mode.LIGHT, 1.0), (Mode.DARK, 1.0), (Mode.LIGHT, 1.25)], ids=["light", "dark", "large"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    mode, scale = request.param
    return Theme(qapp, mode=mode, scale=scale)


@pytest.fixture(params=list(PIECES))
def piece(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> QWidget:
    made = PIECES[request.param](theme)
    show(qtbot, made, 1158, 700)
    return made


def named_enough(widget: QWidget) -> bool:
    return bool(widget.objectName() and widget.accessibleName())


def test_everything_that_takes_the_focus_has_both_names(piece: QWidget) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()!r} {widget.accessibleName()!r}"
        for widget in piece.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not said(widget)
    ]
    assert nameless == []


def said(widget: QWidget) -> bool:
    """Pages give object names to their own buttons; the gallery's samples go by their text."""
    return bool(widget.accessibleName()) or named_enough(widget)


def test_no_word_is_cut_without_a_tooltip(piece: QWidget) -> None:
    cut = [trouble for widget in piece.findChildren(QWidget) if widget.isVisible() if (trouble := what_is_cut(widget))]
    assert cut == []


def what_is_cut(widget: QWidget) -> str:
    if isinstance(widget, Elided | Chip):
        QApplication.sendEvent(widget, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
        is_cut = widget.sizeHint().width() > widget.width()
        return "" if not is_cut or widget.toolTip() else f"{widget} without a tooltip"
    if isinstance(widget, TableView):
        return cut_cells(widget)
    if isinstance(widget, QLabel) and not widget.pixmap().isNull():
        return ""
    if isinstance(widget, QLabel):
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        narrow = not widget.wordWrap() and widget.sizeHint().width() > widget.width()
        return f"«{widget.text()}»" if narrow or needed > widget.height() else ""
    if isinstance(widget, QAbstractButton):
        needed = widget.minimumSizeHint()
        return (
            f"button «{widget.text()}»" if needed.width() > widget.width() or needed.height() > widget.height() else ""
        )
    if isinstance(widget, QLineEdit):
        long = widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width()
        return f"field «{widget.text()}»" if long and not widget.toolTip() else ""
    return ""


def cut_cells(view: TableView[object]) -> str:
    for row in range(view.table.rowCount()):
        for section, column in enumerate(view.table.columns):
            if view.isColumnHidden(section):
                continue
            index = view.table.index(row, section)
            width = view.columnWidth(section)
            if view.delegate.needed_width(column, view.table.row_at(row)) > width and not view.delegate.tip(
                index, width
            ):
                return f"cell {row} {column.key}"
    return ""


def test_a_live_switch_leaves_nothing_of_the_old_theme(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(qapp, mode=Mode.LIGHT)
    fresh = Theme(qapp, mode=Mode.DARK)
    before = PIECES["cells"](fresh)
    show(qtbot, before, 1000, 600)
    wanted = before.grab().toImage()
    before.close()
    theme.choose(mode=Mode.LIGHT)
    switched = PIECES["cells"](theme)
    show(qtbot, switched, 1000, 600)
    theme.choose(mode=Mode.DARK)
    qapp.processEvents()
    assert switched.grab().toImage() == wanted


def test_no_default_arrow_of_the_style_shows_through(qtbot: QtBot, theme: Theme) -> None:
    """The right end of a closed combo holds only its ground and our thin chevron."""
    from views.widgets.choice import ChoiceField

    field = ChoiceField(theme, [(1, "один"), (2, "два")])
    show(qtbot, field, 200, theme.size("input"))
    field.clearFocus()
    picture = field.grab().toImage()
    middle = picture.height() // 2
    ground = theme.colour("surface").name()
    assert {picture.pixelColor(x, 6).name() for x in range(150, 190)} == {ground}
    inked = [x for x in range(150, 195) if picture.pixelColor(x, middle).name() != ground]
    assert inked
    assert max(inked) - min(inked) <= 16


def test_events_of_the_mouse_leave_a_table_clean(qtbot: QtBot, theme: Theme) -> None:
    page = PIECES["table"](theme)
    show(qtbot, page, 1100, 600)
    view = page.findChild(TableView, "gallery-table")
    assert isinstance(view, TableView)
    qtbot.mouseMove(view.viewport(), view.visualRect(view.table.index(1, 1)).center())
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not view.hovered.isValid()
