"""Scenes of the tabs «Диагностика» and «Маршруты» of a stream's room."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from tests.views.programs.program_scenes import programs_page
from tests.views.stage import Stage

if TYPE_CHECKING:
    from views.diagnostics.tab import DiagnosticsTab
    from views.routes.tab import RoutesTab


def diagnostics_tab(stage: Stage, *, place: int = 0) -> "DiagnosticsTab":
    """The cards of a stream: the one that runs now, or another by its place in the list."""
    page = programs_page(stage)
    page.show_stream(page.programs.streams.rows()[place].id, "diagnostics")
    stage.settle()
    return cast("DiagnosticsTab", page.stream.tabs.tab)


def _change(stage: Stage) -> None:
    tab = diagnostics_tab(stage, place=1)
    tab.switch.choose("change")
    tab.switch.chosen.emit("change")


def _competences(stage: Stage) -> None:
    tab = diagnostics_tab(stage)
    tab.switch.choose("competences")
    tab.switch.chosen.emit("competences")
    tab.list.table.select_first()
    tab.list.write_new()


def _import(stage: Stage) -> None:
    diagnostics_tab(stage).load.click()


def routes_tab(stage: Stage) -> "RoutesTab":
    """The routes of the first stream of the list."""
    page = programs_page(stage)
    (line, *_others) = page.programs.streams.rows()
    page.show_stream(line.id, "routes")
    stage.settle()
    return cast("RoutesTab", page.stream.tabs.tab)


def _route(stage: Stage) -> "RoutesTab":
    tab = routes_tab(stage)
    tab.open_route(max(tab.list.lines, key=lambda line: line.steps).enrollment_id)
    return tab


def _step(stage: Stage) -> None:
    tab = _route(stage)
    step = tab.route.table.current_row()
    assert step is not None
    tab.route.steps.change(step)


def _practice(stage: Stage) -> None:
    route = _route(stage).route
    route.switch.choose("practice")
    route.switch.chosen.emit("practice")
    route.practice.write_new()


DIAGNOSTICS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("diagnostics-cards", "demo", diagnostics_tab),
    ("diagnostics-change", "demo", _change),
    ("diagnostics-competences", "demo", _competences),
    ("diagnostics-import", "demo", _import),
    ("routes-list", "demo", routes_tab),
    ("routes-route", "demo", _route),
    ("routes-step", "demo", _step),
    ("routes-practice", "demo", _practice),
)
