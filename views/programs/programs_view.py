"""The list of programmes with their versions, and under it the streams of the one that is chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from models.queries.programs import program_lines
from models.queries.streams import stream_lines
from models.rows.codes import ProgramStatus
from models.rows.program_page import ProgramLine
from models.rows.streams import StreamLine
from models.rules.clean import fold
from models.rules.streams import stream_state
from models.rules.words import counted, day_in_table
from views.programs.looks import program_look
from views.trainees.looks import stream_look
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace

_NONE_YET = "Программ пока нет. Программа — это модули, занятия и материалы, по которым учатся стажёры."
_NO_STREAMS = "Потоков у этой программы пока нет. Новый поток открывают в «Потоках» раздела «Стажёры»."
_QUICK = (
    (ProgramStatus.DRAFT, "Черновики"),
    (ProgramStatus.APPROVED, "Утверждённые"),
    (ProgramStatus.ARCHIVED, "Архив"),
)


class ProgramsView(QWidget):
    """Enter opens a programme or a stream."""

    program_wanted = Signal(int)
    stream_wanted = Signal(int)
    new_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        theme = workplace.theme
        self._lines: list[ProgramLine] = []
        self._streams: list[StreamLine] = []
        self.filters = FilterBar(theme, "Найти")
        for status, words in _QUICK:
            self.filters.add_quick(status.value, words)
        self.filters.changed.connect(self._show_rows)
        self.model = PagedTable(_columns(), rows=())
        self.table = TableView(theme, self.model, "programs", "Программы", workplace.remembered)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        self.table.filters_reset.connect(self.filters.reset)
        self.stream_model = PagedTable(_stream_columns(workplace), rows=())
        self.streams = TableView(theme, self.stream_model, "program-streams", "Потоки программы", workplace.remembered)
        self.streams.opened.connect(self._on_stream)
        self.streams.say_empty(_NO_STREAMS)
        self.empty = EmptyState(theme, _NONE_YET, "Новая программа", "Создать по образцу")
        self.empty.pressed.connect(self.new_wanted)
        self.empty.linked.connect(self.example_wanted)
        listed = Sheet(theme, inset=1)
        self._stack = QStackedLayout()
        listed.body.addLayout(self._stack)  # first: a page put into a stack of no widget is shown as a window
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._below = Sheet(theme, "Потоки", inset=1)
        self._below.body.addWidget(self.streams)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self.filters)
        column.addWidget(listed, 3)
        column.addWidget(self._below, 2)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if not self._lines:
            return [self.empty.button, self.empty.link]
        return [self.filters.search, self.table, self.streams]

    def reload(self) -> None:
        """Ask for the programmes and their streams again."""
        self._lines = program_lines(self._workplace.db)
        self._streams = stream_lines(self._workplace.db)
        self._stack.setCurrentIndex(0 if self._lines else 1)
        self.filters.setVisible(bool(self._lines))
        self._below.setVisible(bool(self._lines))
        self.filters.show_counts(
            {status.value: sum(line.status is status for line in self._lines) for status, _words in _QUICK}
        )
        self._show_rows()

    def take_focus(self) -> None:
        """The keyboard stands in the list, or where the first programme is begun."""
        (self.table if self._lines else self.empty.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        values = self.filters.values()
        sought, quick = fold(str(values["search"])), str(values["quick"])
        shown = [
            line
            for line in self._lines
            if sought in fold(line.title) and (line.status.value == quick if quick else True)
        ]
        self.model.set_rows(shown)
        self.table.select_first()
        self.filters.show_total(counted(len(shown), "программа", "программы", "программ"))
        self._on_current(self.table.current_row())

    def _on_current(self, line: ProgramLine | None) -> None:
        of_it = [each for each in self._streams if line is not None and each.program_id == line.id]
        self.stream_model.set_rows(of_it)
        self._below.show_title("Потоки", f"{line.title}, версия {line.version}" if line is not None else "")

    def _on_opened(self, line: ProgramLine) -> None:
        self.program_wanted.emit(line.id)

    def _on_stream(self, line: StreamLine) -> None:
        self.stream_wanted.emit(line.id)


def streams_words(line: ProgramLine) -> str:
    """«3, идёт 1», «—» where there are none."""
    if not line.streams:
        return "—"
    return f"{line.streams}, идёт {line.running}" if line.running else str(line.streams)


def _columns() -> tuple[Column[ProgramLine], ...]:
    return (
        Column("title", "Программа", lambda line: line.title, tooltip=lambda line: line.title),
        Column("kind", "Вид", lambda line: line.kind.label, width=130, rank=2),
        Column("hours", "Часов", lambda line: str(line.hours), "right", 70, order=lambda line: line.hours),
        Column("version", "Версия", lambda line: str(line.version), "right", 76, 1, order=lambda line: line.version),
        Column("streams", "Потоки", streams_words, width=104, rank=1, order=lambda line: line.streams),
        Column(
            "status",
            "Состояние",
            lambda line: line.status.label,
            width=136,
            chip=lambda line: program_look(line.status),
        ),
        Column(
            "approved",
            "Утверждена",
            lambda line: day_in_table(line.approved_on) if line.approved_on else "—",
            width=104,
            rank=3,
            order=lambda line: line.approved_on.isoformat() if line.approved_on else "",
        ),
    )


def _stream_columns(workplace: Workplace) -> tuple[Column[StreamLine], ...]:
    def state_label(line: StreamLine) -> str:
        return stream_state(line.starts_on, line.ends_on, today=workplace.db.today()).label

    return (
        Column("title", "Поток", lambda line: line.title),
        Column(
            "dates",
            "Сроки",
            lambda line: f"{day_in_table(line.starts_on)}–{day_in_table(line.ends_on)}",
            width=176,
            rank=1,
            order=lambda line: (line.starts_on, line.ends_on),
        ),
        Column("tutor", "Тьютор", lambda line: line.tutor, width=170, rank=2),
        Column("people", "Стажёров", lambda line: str(line.people), "right", 92, order=lambda line: line.people),
        Column(
            "state",
            "Состояние",
            state_label,
            width=136,
            rank=1,
            chip=lambda line: stream_look(stream_state(line.starts_on, line.ends_on, today=workplace.db.today())),
        ),
    )
