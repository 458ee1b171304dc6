"""Walks everything that `make screens` draws: names, reach by keyboard, and words that are cut."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.views.scenes import Scene, every_scene
from tests.views.stage import LOOKS, SMALLEST, Look, Stage, hanging_over, stage
from tests.views.widgets.test_gallery import what_is_cut
from views.theme import Mode

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

NARROW = replace(LOOKS[1], name="dark-rail", window=(1093, 575))
WALKED: tuple[Look, ...] = (LOOKS[0], NARROW, Look("light-text125", text=1.25), Look("light-small", window=SMALLEST))
SCENES = {scene.name: scene for scene in every_scene()}


@pytest.fixture(params=list(SCENES))
def scene(request: pytest.FixtureRequest) -> Scene:
    return SCENES[request.param]


@pytest.fixture
def shown(scene: Scene, qapp: QApplication) -> Iterator[Stage]:
    with stage(qapp, scene.fill) as standing:
        scene.act(standing)
        yield standing


def test_everything_can_be_reached_read_and_is_named(shown: Stage) -> None:
    """One walk for all, because what costs is to set the stage; the looks are switched live, as a person does."""
    troubles: list[str] = []
    for look in WALKED:
        shown.session.theme.choose(mode=look.mode, scale=look.text)
        shown.window.resize(*look.window)
        shown.settle()
        seen = [widget for top in tops(shown) for widget in top.findChildren(QWidget) if widget.isVisible()]
        troubles += [f"{look.name}: {name_of(widget)} has no name" for widget in seen if lacks_a_name(widget)]
        troubles += [f"{look.name}: {cut} is cut" for widget in seen if (cut := what_is_cut(widget))]
        troubles += [f"{look.name}: {name_of(widget)} is not reached by Tab" for widget in unreached(shown)]
        troubles += [f"{look.name}: {name_of(widget)} sticks out" for widget in seen if sticks_out(widget)]
    assert troubles == []


def test_a_window_made_small_stays_small(shown: Stage) -> None:
    shown.window.resize(*SMALLEST)
    shown.settle()
    assert (shown.window.width(), shown.window.height()) == SMALLEST


def tops(shown: Stage) -> list[QWidget]:
    return [shown.window, *hanging_over(shown.window)]


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} {widget.accessibleName()!r}"


def lacks_a_name(widget: QWidget) -> bool:
    takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled()
    return takes_focus and not (widget.objectName() and widget.accessibleName())


def takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return bool(policy & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def unreached(shown: Stage) -> list[QWidget]:
    """What takes the focus by Tab and does not get it on the way round the window."""
    if hanging_over(shown.window):
        return []
    shown.window.activateWindow()
    wanted = {widget for widget in shown.window.findChildren(QWidget) if takes_tab(widget) and not is_inside(widget)}
    reached: set[QWidget] = set()
    for _ in range(3 * len(wanted) + 3):
        shown.window.focusNextPrevChild(True)
        focus = QApplication.focusWidget()
        if focus is not None:
            reached.add(focus)
    return [widget for widget in wanted if widget not in reached and widget.focusProxy() not in reached]


def is_inside(widget: QWidget) -> bool:
    """Whether another widget takes the focus in its stead (the field of a combo or a date)."""
    return any(each.focusProxy() is widget for each in ancestors(widget))


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def sticks_out(widget: QWidget) -> bool:
    """Whether a part of a widget lies outside of the one it stands in, and no scroll bar leads there."""
    around = widget.parentWidget()
    if around is None or widget.isWindow() or around.objectName().startswith("qt_scrollarea"):
        return False
    return bool(around.layout()) and not around.rect().adjusted(-2, -2, 2, 2).contains(widget.geometry())


def test_the_stage_is_set_in_both_themes() -> None:
    assert {look.mode for look in WALKED} == {Mode.LIGHT, Mode.DARK}
