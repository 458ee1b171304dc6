"""No word is cut without a tooltip that has all of it: every scene, at both text sizes, in a small window."""

from collections.abc import Callable

import pytest
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

from tests.views.scenes import SCENES, Scene
from tests.views.stage import Stage
from views.widgets.chip import Chip
from views.widgets.table import TableView
from views.widgets.text import Elided

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True), pytest.mark.timeout(120)]

SIZES = ((1.0, 1366, 728), (1.25, 1366, 728), (1.0, 1024, 560), (1.25, 1093, 575))
_LINE_MARGIN = 2
"""What Qt keeps free on either side of the text of a line edit."""


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_no_word_is_cut_without_a_tooltip(open_stage: Callable[..., Stage], scene: Scene) -> None:
    stage = open_stage(scene.site)
    scene.show(stage)
    cut: list[str] = []
    for scale, width, height in SIZES:
        stage.session.theme.choose(scale=scale)
        stage.window.resize(width, height)
        stage.settle()
        assert (stage.window.width(), stage.window.height()) == (width, height)
        parts = [part for top in (stage.window, *stage.extra) for part in top.findChildren(QWidget)]
        cut += [f"{width}×{height} at {scale}: {said}" for part in parts if part.isVisible() if (said := _cut(part))]
    assert cut == []


def _cut(part: QWidget) -> str:
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


def test_every_scene_is_wide_enough_for_the_smallest_window(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo", width=1024, height=560)
    for key in ("overview", "plan", "events", "trainees", "reports", "exchange", "settings"):
        page = stage.page(key)
        assert page.minimumSizeHint().width() <= page.width(), key


def test_words_are_drawn_in_the_bundled_font(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    fonts = {part.font().family() for part in stage.window.findChildren(QLabel)}
    assert fonts == {"Golos Text"}
