"""Every scene of the window: no word is cut, and the keyboard comes round everything, named and in reading order.

A scene is opened once for both: opening it costs more than looking at it.
"""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.conftest import SOAK
from tests.views.clipping import cut_words
from tests.views.scenes import SCENES, Scene
from tests.views.stage import Stage
from tests.views.tab_round import out_of_order, said_of, tab_round, takes_tab

pytestmark = [
    pytest.mark.begun_first,
    pytest.mark.soak,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(120),
]

SIZES = ((1.25, 1366, 728), (1.25, 1093, 575), (1.0, 1024, 560), (1.0, 1366, 728))
"""Text size, width and height: the last is that of the walk."""

POPUPS = frozenset(
    {
        "palette", "palette-nothing-found", "palette-records", "palette-sheet-code", "trainees-enroll", "keys", "more",
        "about", "question", "plan-cell", "events-paper", "events-paper-journal", "events-paper-refused",
        "trainees-destroying", "roster-columns", "roster-naming", "roster-menu", "roster-saved", "roster-chosen-menu",
        "import-sheets-choice",
        "programs-new", "programs-approve",
        "documents-paper", "documents-text-paper", "documents-mastered",
        "reports-days",
        "exchange-build", "exchange-build-news", "exchange-build-open", "exchange-take", "exchange-keys",
        "exchange-keys-compare", "exchange-receipt", "exchange-letters",
    }
)  # fmt: skip
"""Scenes with a sheet or a menu over the window: they have the keyboard to themselves."""


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_no_word_is_cut_and_tab_goes_round_everything(open_stage: Callable[..., Stage], scene: Scene) -> None:
    stage = open_stage(scene.site)
    scene.show(stage)
    # The two between the least and the usual take turns; the long rounds look at all.
    left_out = () if SOAK else SIZES[:1] if SCENES.index(scene) % 2 else SIZES[2:3]
    assert _cut(stage, [size for size in SIZES if size not in left_out]) == []
    if scene.name in POPUPS or scene.name.endswith("-long"):
        return
    expected = [part for part in stage.window.findChildren(QWidget) if takes_tab(part)]
    nameless = [said_of(part) for part in expected if not (part.objectName() and part.accessibleName())]
    assert nameless == []
    reached = tab_round(stage)
    there = {id(part) for part, _ in reached}
    assert [said_of(part) for part in expected if id(part) not in there] == []
    assert out_of_order(reached) == []


def _cut(stage: Stage, sizes: Sequence[tuple[float, int, int]]) -> list[str]:
    """What is cut without a tooltip that has all of it."""
    cut: list[str] = []
    for scale, width, height in sizes:
        if stage.session.theme.scale != scale:
            stage.session.theme.choose(scale=scale)
        stage.window.resize(width, height)
        stage.settle()
        assert (stage.window.width(), stage.window.height()) == (width, height)
        if _cut_now(stage):
            stage.settle(rounds=30)  # on a busy machine the layouts of a new width come one after another
        cut += [f"{width}×{height} at {scale}: {said}" for said in _cut_now(stage)]
    return cut


def _cut_now(stage: Stage) -> list[str]:
    parts = [part for top in (stage.window, *stage.extra) for part in top.findChildren(QWidget)]
    return [said for part in parts if part.isVisible() if (said := cut_words(part))]


def test_every_scene_is_wide_enough_for_the_smallest_window(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo", width=1024, height=560)
    for key in ("overview", "plan", "events", "trainees", "reports", "exchange", "settings"):
        page = stage.page(key)
        assert page.minimumSizeHint().width() <= page.width(), key


def test_words_are_drawn_in_the_bundled_font(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    fonts = {part.font().family() for part in stage.window.findChildren(QLabel)}
    assert fonts == {"Golos Text"}
