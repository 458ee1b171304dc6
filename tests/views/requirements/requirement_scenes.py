"""Scenes of the tab «Требования»: the matrix, one trainee, a decision being typed, what-if."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from models.rows.codes import RequirementKey
from tests.views.programs.program_scenes import programs_page
from tests.views.stage import Stage

if TYPE_CHECKING:
    from views.requirements.tab import RequirementsTab


def _matrix(stage: Stage) -> "RequirementsTab":
    """The stream with the most people."""
    page = programs_page(stage)
    line = max(page.programs.streams.rows(), key=lambda each: each.people)
    page.show_stream(line.id, "requirements")
    stage.settle()
    return cast("RequirementsTab", page.stream.tabs.tab)


def _person(stage: Stage) -> "RequirementsTab":
    tab = _matrix(stage)
    tab.table.opened.emit(tab.table.current_row())
    return tab


def _decision(stage: Stage) -> None:
    _person(stage).panel.route.begin_decision(RequirementKey.REPORT)


def _what_if(stage: Stage) -> None:
    _matrix(stage).suppose()


REQUIREMENTS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("requirements", "demo", _matrix),
    ("requirements-person", "demo", _person),
    ("requirements-decision", "demo", _decision),
    ("requirements-what-if", "demo", _what_if),
)
