"""Tab order = reading order (design.md §5): the order of the layouts, whatever the order the widgets were made in."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QPlainTextEdit)
"""What is one stop, whatever Qt has put inside."""


def tab_through(*parts: QWidget | QLayout) -> None:
    """Let Tab go through the parts one after another, and within each as it is laid out."""
    stops = [stop for part in parts for stop in (_in_layout(part) if isinstance(part, QLayout) else _in_widget(part))]
    for former, following in pairwise(stops):
        QWidget.setTabOrder(former, following)


def first_stop(area: QWidget) -> QWidget | None:
    """The area itself, or the first widget in it that takes the focus by keyboard now; None for none."""
    for widget in (area, *area.findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            return widget
    return None


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for widget in _laid(layout):
        yield from _in_widget(widget)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those inside it."""
    for place in range(layout.count()):
        item = cast("Any", layout.itemAt(place))
        if item.widget() is not None:
            yield item.widget()
        elif item.layout() is not None:
            yield from _laid(item.layout())


def _in_widget(widget: QWidget) -> Iterator[QWidget]:
    # Also what takes only clicks now: of a row of choices Tab goes to the one that is chosen.
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, _WHOLE):
        return
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        yield from _in_widget(widget.widget())
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            yield from _in_widget(widget.widget(place))
    elif layout is not None:
        yield from _in_layout(layout)
        # A panel that is a drawer just now stands in no layout.
        laid = {id(child) for child in _laid(layout)}
        for child in _children(widget):
            if id(child) not in laid:
                yield from _in_widget(child)
    else:
        # Put in place by hand: made in any order.
        for child in sorted(_children(widget), key=lambda child: (child.y(), child.x())):
            yield from _in_widget(child)


def _children(widget: QWidget) -> Iterator[QWidget]:
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield child
