"""«Программы»: the list of programmes and streams, the designer of a programme, and the room of a stream."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.commands.program_example import add_example_program
from models.commands.programs import add_program
from models.rows.programs import ProgramDraft
from views.asked_fields import point_at
from views.importing.page import ImportFlow
from views.places import Asked, InStream, OneProgram, Place
from views.programs.beginning import NewProgramDialog
from views.programs.materials_view import MaterialsView
from views.programs.program_room import ProgramRoom
from views.programs.programs_view import ProgramsView
from views.programs.section_rooms import HOME, IMPORT, LIBRARY, LIBRARY_TABLES, LIST_TABLES, PROGRAM, STREAM, rooms_of
from views.programs.stream_room import StreamRoom
from views.programs.study_plan_import import StudyPlanImport
from views.rooms import Rooms
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.page import Page
from views.workplace import Workplace
from views.writing import write_and_say


def make_page(workplace: Workplace) -> Page:
    """The section «Программы»."""
    return ProgramsPage(workplace)


class ProgramsPage(Page):
    """The list; the designer and the stream's room are pages of their own below it, with a way back."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, HOME)
        self._workplace = workplace
        self._is_stale = False
        self._importing_into = 0
        self._subtitle_of: dict[str, str] = {}
        self.programs = ProgramsView(workplace)
        self.programs.program_wanted.connect(self.show_program)
        self.programs.stream_wanted.connect(self.show_stream)
        self.streams_button = named(
            Button(workplace.theme, "Потоки", icon="people_team", role="quiet"), "programs-streams", "Потоки"
        )
        self.streams_button.setToolTip("Открыть новый поток, изменить или убрать: раздел «Стажёры»")
        self.streams_button.clicked.connect(lambda: workplace.go("trainees", Place.STREAMS))
        self.library_button = named(
            Button(workplace.theme, "Материалы", icon="library", role="quiet"),
            "programs-library",
            "Библиотека материалов",
        )
        self.library_button.setToolTip("Учебные и диагностические материалы всех программ")
        self.library_button.clicked.connect(self.show_library)
        self.tools.addWidget(self.library_button)
        self.tools.addWidget(self.streams_button)
        self.new_button = self.add_button(
            named(
                Button(workplace.theme, "Новая программа", icon="add", role="primary"), "program-new", "Новая программа"
            )
        )
        self.new_button.setToolTip("Новая программа, своя или по образцу (Ctrl+N)")
        self.new_button.clicked.connect(self.begin_program)
        self.programs.new_wanted.connect(self.begin_program)
        self.programs.example_wanted.connect(self._on_example)
        self._rooms = Rooms(self.programs, rooms_of(self))
        self.body.addWidget(self._rooms, 1)
        workplace.changes.tables_changed.connect(self._on_changed)
        self.programs.reload()
        self._tell_room()

    # ----------------------------------------------------------------------------------- parts made when first wanted

    @cached_property
    def program(self) -> ProgramRoom:
        """The designer of a programme."""
        made = ProgramRoom(self._workplace)
        made.titled.connect(partial(self._on_titled, PROGRAM))
        made.gone.connect(self.show_list)
        made.program_wanted.connect(self.show_program)
        made.import_wanted.connect(self.show_import)
        self.tools.addWidget(made.links)
        return made

    @cached_property
    def stream(self) -> StreamRoom:
        """The room of one stream."""
        made = StreamRoom(self._workplace)
        made.titled.connect(partial(self._on_titled, STREAM))
        made.gone.connect(self.show_list)
        made.program_wanted.connect(self.show_program)
        self.tools.addWidget(made.links)
        return made

    @cached_property
    def library(self) -> MaterialsView:
        """The materials of all programmes."""
        return MaterialsView(self._workplace, of_program=False)

    @cached_property
    def importing(self) -> ImportFlow:
        """The way of a table into a programme."""
        made = ImportFlow(self._workplace)
        made.finished.connect(self._on_imported)
        return made

    # ------------------------------------------------------------------------------------------------- going about

    @override
    def show_place(self, place: object) -> None:
        """Open a programme, a tab of a stream's room, or the list."""
        if isinstance(place, OneProgram):
            self.show_program(place.id, place.tab)
        elif isinstance(place, InStream):
            self.show_stream(place.stream_id, place.tab, place.person_id)
        else:
            self.show_list()
            if place is Place.NEW:
                self.begin_program()

    @override
    def show_asked(self, asked: Asked) -> bool:
        """The passport of a programme, where a question means a field of it."""
        place = asked.place
        if isinstance(place, OneProgram) and asked.field:
            place = OneProgram(place.id, "passport")
        self.show_place(place)
        return point_at(self, asked)

    def show_list(self) -> None:
        """The list of programmes."""
        self._rooms.show_list()
        self._tell_room()
        self.programs.take_focus()

    def show_program(self, program_id: int, tab: str = "") -> None:
        """The designer of a programme."""
        self._rooms.show_room(PROGRAM)
        self.program.show_program(program_id, tab)
        self._tell_room()

    def show_library(self) -> None:
        """The materials of all programmes."""
        self._rooms.show_room(LIBRARY)
        self._tell_room()
        self.library.reload()
        self.library.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_import(self, program_id: int) -> None:
        """Take the modules of a programme from a table."""
        self._importing_into = program_id
        self._rooms.lead_back(IMPORT, self.program.title, partial(self.show_program, program_id))
        self._rooms.show_room(IMPORT)
        self.importing.begin(StudyPlanImport(program_id))
        self._tell_room()

    def begin_program(self) -> None:
        """Ask what a new programme is called, and show its designer."""
        dialog = NewProgramDialog(self.window(), self.theme)
        dialog.begun.connect(self._on_begun)
        dialog.example.connect(self._on_example)
        dialog.open()

    def show_stream(self, stream_id: int, tab: str = "", person_id: int | None = None) -> None:
        """The room of a stream."""
        self._rooms.show_room(STREAM)
        self.stream.show_stream(stream_id, tab, person_id)
        self._tell_room()

    @override
    def primary_new(self) -> None:
        room = self._rooms.current
        if room is not None and room.new is not None:
            room.new(self._rooms.page)
        elif room is None:
            self.begin_program()

    @override
    def focus_filter(self) -> None:
        room = self._rooms.page
        if room is None:
            self.programs.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif isinstance(room, MaterialsView):
            room.focus_filter()
        elif isinstance(room, ProgramRoom | StreamRoom) and room.tabs.tab is not None:
            room.tabs.tab.focus_filter()

    @override
    def store(self) -> None:
        for room in (self.__dict__.get("program"), self.__dict__.get("stream")):
            if isinstance(room, ProgramRoom | StreamRoom):
                room.tabs.store()

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        room = self._rooms.page
        if isinstance(room, MaterialsView):
            return room.take_files(paths)
        if isinstance(room, ProgramRoom | StreamRoom) and room.tabs.tab is not None:
            return room.tabs.tab.take_files(paths)
        return False

    @override
    def areas(self) -> list[QWidget]:
        page = self._rooms.page
        return page.areas() if page is not None else self.programs.areas()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (room := self._rooms.current) is not None:
            room.above[1]()
            return
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._reload()

    # ------------------------------------------------------------------------------------------------------- within

    def _tell_room(self) -> None:
        """Let the header say where one is."""
        room = self._rooms.current
        for button in (self.streams_button, self.library_button, self.new_button):
            button.setVisible(room is None)
        for key, made in ((STREAM, self.__dict__.get("stream")), (PROGRAM, self.__dict__.get("program"))):
            if isinstance(made, ProgramRoom | StreamRoom):
                made.links.setVisible(self._rooms.is_in(key))
        if room is None:
            self.hide_crumb()
            self.show_title(HOME)
        else:
            self.show_crumb(room.above[0], room.crumb, room.above[1])
            self.show_title(room.title(), self._subtitle_of.get(room.key, ""))

    def _on_begun(self, draft: ProgramDraft) -> None:
        write_and_say(
            self._workplace,
            lambda db, actor: add_program(db, draft, actor=actor),
            "Программа добавлена",
            then=self.show_program,
        )

    def _on_example(self) -> None:
        write_and_say(
            self._workplace,
            lambda db, actor: add_example_program(db, actor=actor),
            "Программа создана по образцу",
            then=self.show_program,
        )

    def _on_imported(self) -> None:
        if self._rooms.is_in(IMPORT):
            self.show_program(self._importing_into, "modules")

    def _on_titled(self, key: str, title: str, subtitle: str) -> None:
        self._subtitle_of[key] = subtitle
        if self._rooms.is_in(key):
            self.show_title(title, subtitle)

    def _on_changed(self, touched: frozenset[str]) -> None:
        if touched & (LIST_TABLES | LIBRARY_TABLES):
            if self.isVisible():
                self._reload()
            else:
                self._is_stale = True

    def _reload(self) -> None:
        self._is_stale = False
        self.programs.reload()
        if (room := self._rooms.current) is not None and room.tables and (page := self._rooms.page) is not None:
            page.reload()
