"""What rooms the section «Программы» has: how each is called, what it shows, where its way back leads."""

from typing import TYPE_CHECKING

from views.programs.program_room import ProgramRoom
from views.programs.stream_room import StreamRoom
from views.rooms import Room

if TYPE_CHECKING:
    from views.programs.page import ProgramsPage

HOME = "Программы"
"""The list, which every way back ends at."""
PROGRAM, STREAM, LIBRARY, IMPORT = "program", "stream", "library", "import"
LIST_TABLES = frozenset({"program", "stream", "enrollment", "person"})
LIBRARY_TABLES = frozenset({"learning_material", "program_deficit", "program", "attachment_use"})


def rooms_of(page: "ProgramsPage") -> tuple[Room, ...]:
    """Every room of the section; a room asks the page for what stands in it when it is first entered."""
    home = (HOME, page.show_list)
    return (
        Room(
            key=PROGRAM,
            title=lambda: page.program.title,
            crumb="программа",
            make=lambda: page.program,
            above=home,
            tables=LIST_TABLES,
            new=ProgramRoom.write_new,
        ),
        Room(
            key=STREAM,
            title=lambda: page.stream.title,
            crumb="поток",
            make=lambda: page.stream,
            above=home,
            tables=LIST_TABLES,
            new=StreamRoom.write_new,
        ),
        Room(
            key=LIBRARY,
            title=lambda: "Библиотека материалов",
            crumb="материалы",
            make=lambda: page.library,
            above=home,
            tables=LIBRARY_TABLES,
        ),
        Room(
            key=IMPORT,
            title=lambda: "Загрузка учебного плана",
            crumb="загрузка",
            make=lambda: page.importing,
            above=home,
        ),
    )
