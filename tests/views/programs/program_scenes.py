"""Scenes of the section «Программы»."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from models.commands.program_example import add_example_program
from models.queries.programs import program_lines
from tests.models.make import HEAD
from tests.views.stage import Stage

if TYPE_CHECKING:
    from views.programs.page import ProgramsPage


def programs_page(stage: Stage) -> "ProgramsPage":
    """The section, opened."""
    return cast("ProgramsPage", stage.page("programs"))


def designer(stage: Stage, tab: str = "modules") -> "ProgramsPage":
    """A draft made by the example, at a tab of the designer."""
    db = stage.session.workplace.db
    program_id = add_example_program(db, actor=HEAD)
    page = programs_page(stage)
    page.show_program(program_id, tab)
    stage.settle()
    return page


def _fixed(stage: Stage) -> None:
    page = programs_page(stage)
    page.show_program(program_lines(stage.session.workplace.db)[0].id)


def _stream_room(stage: Stage) -> None:
    page = programs_page(stage)
    page.programs.streams.select(lambda _line: True)
    line = page.programs.streams.current_row()
    assert line is not None
    page.show_stream(line.id, "calendar")


def _material(stage: Stage) -> None:
    page = designer(stage, "deficits")
    assert page.program.tabs.tab is not None
    page.program.tabs.tab.primary_new()


def _library(stage: Stage) -> None:
    designer(stage)
    programs_page(stage).show_library()


def _import(stage: Stage) -> None:
    page = designer(stage)
    page.show_import(page.program.tabs.record_id)


PROGRAMS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("programs", "demo", programs_page),
    ("programs-modules", "demo", designer),
    ("programs-plan", "demo", partial(designer, tab="plan")),
    ("programs-deficits", "demo", partial(designer, tab="deficits")),
    ("programs-material", "demo", _material),
    ("programs-competences", "demo", partial(designer, tab="competences")),
    ("programs-passport", "demo", partial(designer, tab="passport")),
    ("programs-fixed", "demo", _fixed),
    ("programs-new", "demo", lambda stage: programs_page(stage).begin_program()),
    ("programs-approve", "demo", lambda stage: designer(stage).program.ask_approval()),
    ("programs-library", "demo", _library),
    ("programs-import", "demo", _import),
    ("programs-stream", "demo", _stream_room),
    ("programs-empty", "new", programs_page),
)
