"""The room of a stream: what it is, the way to its people, and its tabs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.queries.programs import stream_heading
from models.rules.words import day_in_table
from views.places import FrdoOf, OneStream
from views.programs.room_tabs import TabbedRoom
from views.programs.stream_tabs import STREAM_TABS, StreamTab
from views.widgets.buttons import Button, row_of
from views.widgets.naming import named
from views.workplace import Workplace


class StreamRoom(QWidget):
    """`show_stream` says which; the section shows its title and its subtitle in the header."""

    titled = Signal(str, str)
    """The stream's title, and its programme, days and tutor."""
    gone = Signal()
    """The stream was removed meanwhile."""
    program_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._program = 0
        self.title = ""
        """The stream's."""
        people = named(Button(workplace.theme, "Люди и приказы", icon="people", role="quiet"), "stream-people-link", "")
        people.setAccessibleName("Люди и приказы потока")
        people.setToolTip("Кто зачислен, заявки и приказы: раздел «Стажёры»")
        people.clicked.connect(self._on_people)
        program = named(Button(workplace.theme, "Программа", icon="book_open", role="quiet"), "stream-program-link", "")
        program.setAccessibleName("Программа потока")
        program.setToolTip("Модули, занятия и материалы этой программы")
        program.clicked.connect(self._on_program)
        self._frdo = named(Button(workplace.theme, "ФИС ФРДО", icon="table", role="quiet"), "stream-frdo-link", "")
        self._frdo.setAccessibleName("Сведения о выпускниках потока для ФИС ФРДО")
        self._frdo.setToolTip("Кто из потока войдёт в файл для ИРО и чего не хватает: раздел «Сертификаты»")
        self._frdo.clicked.connect(self._on_frdo)
        self.links = row_of(program, people, self._frdo)
        """Stand in the header of the section while the room is shown."""
        self.tabs = TabbedRoom[StreamTab](
            workplace,
            STREAM_TABS,
            lambda tab, record_id: tab.show_stream(record_id),
            name="stream-tabs",
            title="Разделы потока",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    @property
    def stream_id(self) -> int:
        """Which stream is shown; 0 before the first."""
        return self.tabs.record_id

    def show_stream(self, stream_id: int, tab: str = "", person_id: int | None = None) -> None:
        """Come into the room of a stream, to a tab of it and there to the row of a person."""
        if not self._show_heading(stream_id):
            return
        self.tabs.show_record(stream_id, tab)
        self.tabs.take_focus()
        if person_id is not None and self.tabs.tab is not None:
            self.tabs.tab.show_person(person_id)

    def reload(self) -> None:
        """The stream or its programme has changed; the tabs look after themselves."""
        if self.stream_id:
            self._show_heading(self.stream_id)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return self.tabs.areas()

    def write_new(self) -> None:
        """Ctrl+N of the tab in sight."""
        if self.tabs.tab is not None:
            self.tabs.tab.primary_new()

    def _show_heading(self, stream_id: int) -> bool:
        heading = stream_heading(self._workplace.db, stream_id)
        if heading is None:
            self.gone.emit()
            return False
        self._program, self.title = heading.program_id, heading.title
        self._frdo.setVisible(heading.is_inside_dpp)
        days = f"{day_in_table(heading.starts_on)}–{day_in_table(heading.ends_on)}"
        program = f"{heading.program}, версия {heading.version}"
        self.titled.emit(heading.title, f"{days} · тьютор {heading.tutor} · {program}")
        return True

    def _on_people(self) -> None:
        self._workplace.go("trainees", OneStream(self.stream_id))

    def _on_frdo(self) -> None:
        self._workplace.go("certificates", FrdoOf(self.stream_id))

    def _on_program(self) -> None:
        self.program_wanted.emit(self._program)
