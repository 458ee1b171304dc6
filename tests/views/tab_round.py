"""Where Tab comes to in the window, once round, and whether that is in reading order."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QScrollArea, QWidget

from tests.views.stage import Stage

_MOST = 150


def takes_tab(part: QWidget) -> bool:
    """Whether Tab has to come to it."""
    if not part.isVisible() or not part.isEnabled() or not part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    group = part.group() if isinstance(part, QAbstractButton) else None
    if group is not None and group.exclusive() and group.checkedButton() not in (None, part):
        return False  # Tab comes to the chosen one of a row, the arrows go on from there
    parent = part.parentWidget()
    is_viewport = isinstance(parent, QAbstractScrollArea) and parent.viewport() is part
    return part.focusProxy() is None and not is_viewport


def tab_round(stage: Stage) -> list[tuple[QWidget, QRect]]:
    """What Tab comes to, once round, and where it stood then; Shift+Tab is the way back."""
    first = stage.session.window.sidebar.search
    start = first if first.isEnabled() else stage.session.window.stack.currentWidget().findChild(QAbstractButton)
    assert isinstance(start, QWidget)
    start.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[tuple[QWidget, QRect]] = []
    here = stage.app.focusWidget()
    assert here is start
    while here not in [each for each, _ in reached]:
        assert len(reached) < _MOST, "Tab never comes round"
        reached.append((here, _place(here, stage.window)))
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = stage.app.focusWidget()
        assert here is not None
    assert here is start, f"a trap: Tab leads back to {said_of(here)}"
    if len(reached) > 1:
        QTest.keyClick(start, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        back = stage.app.focusWidget()
        assert back is reached[-1][0], f"Shift+Tab leads to {back and said_of(back)}, not {said_of(reached[-1][0])}"
    return reached


def out_of_order(reached: list[tuple[QWidget, QRect]]) -> list[str]:
    """Steps that lead up without leading right, or left on the same line."""
    wrong: list[str] = []
    for (former, former_at), (following, following_at) in pairwise(reached):
        a, b = former_at, following_at
        area, next_area = _area(former), _area(following)
        if area is not None and area is next_area:
            content = area.widget()
            a, b = _place(former, content), _place(following, content)
        else:  # where its content has been scrolled to says nothing about the order: the area stands for it
            a = _place(area, former.window()) if area is not None else a
            b = _place(next_area, following.window()) if next_area is not None else b
        above = b.bottom() <= a.top() and b.left() < a.right()
        same_line = a.top() < b.bottom() and b.top() < a.bottom()
        if above or (same_line and b.right() <= a.left()):
            wrong.append(f"{said_of(former)} {a.getRect()} → {said_of(following)} {b.getRect()}")
    return wrong


def _area(part: QWidget) -> QScrollArea | None:
    """The scroll area a widget stands in."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return above
        above = above.parentWidget()
    return None


def _place(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def said_of(part: QWidget) -> str:
    """A widget for the message of a test."""
    above = part.parentWidget()
    return f"{type(part).__name__} {part.objectName()!r} {part.accessibleName()!r} in {above and above.objectName()!r}"
