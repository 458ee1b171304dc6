"""«Потоки»: who goes through which programme and when; opened, changed and removed here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from models.commands.programs import remove_streams
from models.database import Database
from models.queries.streams import stream_lines
from models.rows.streams import StreamLine, StreamState
from models.rules.streams import stream_state
from models.rules.words import NBSP, day_in_table
from views.trainees.looks import stream_look
from views.trainees.stream_panel import StreamPanel
from views.widgets.empty import EmptyState
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace
from views.writing import write

_NONE_YET = "Потоков пока нет. Поток — это группа стажёров, которая вместе проходит программу."


class StreamsView(QWidget):
    """The list with the panel beside it."""

    room_wanted = Signal(int)
    """The person wants to see who is in a stream."""
    filled = Signal()
    """A stream was opened for people who had been chosen in the list of trainees."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        theme = workplace.theme
        self._wanted: int | None = None
        self.model = PagedTable(_columns(workplace.db), rows=())
        self.table = TableView(theme, self.model, "streams", "Потоки", workplace.remembered)
        self.panel = StreamPanel(workplace)
        self._empty = EmptyState(theme, _NONE_YET, "Новый поток")
        self._empty.pressed.connect(self.write_new)
        row_action(self.table, "Изменить", self._on_change, "F2")
        row_action(self.table, "Убрать", self._on_remove, "Del")
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        self.panel.stored.connect(self._on_stored)
        self.panel.people_wanted.connect(self.room_wanted)
        self.panel.removal_wanted.connect(self._on_removal)
        self.panel.drafts_changed.connect(self._on_drafts)
        self.panel.keep_drafts(workplace.data_folder, "stream")
        listed = Sheet(theme, inset=1)
        self._stack = QStackedLayout()
        listed.body.addLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SplitPage(theme, listed, self.panel))

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        listed = self.table if self.model.rowCount() else self._empty.button
        return [listed, *([self.panel] if self.panel.is_open else [])]

    def reload(self) -> None:
        """Ask for the streams again."""
        self.model.set_rows(stream_lines(self._workplace.db))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.table.select(lambda line: line.id == wanted)
        if isinstance(self.panel.key, int):
            self.panel.show_again(next((line for line in self.model.rows() if line.id == self.panel.key), None))

    def begin(self) -> None:
        """The page is shown: the keyboard stands in the list, or where the first stream is opened."""
        self.reload()
        self.areas()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def write_new(self, person_ids: tuple[int, ...] = ()) -> None:
        """Begin a stream, with people to be in it from the start."""
        self.panel.write_new(person_ids)

    def open_stream(self, stream_id: int) -> None:
        """Show the fields of a stream in the panel."""
        if self.table.select(lambda line: line.id == stream_id):
            self._on_change()

    def _on_opened(self, line: StreamLine) -> None:
        self.room_wanted.emit(line.id)

    def _on_current(self, line: StreamLine | None) -> None:
        if line is not None:
            self.panel.follow_stream(line)

    def _on_stored(self, stream_id: int, for_people: bool) -> None:  # noqa: FBT001 - a slot
        if not self.table.select(lambda line: line.id == stream_id):
            self._wanted = stream_id
        if for_people:
            self.filled.emit()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_change(self) -> None:
        if (line := self.table.current_row()) is not None:
            self.panel.change(line)

    def _on_remove(self) -> None:
        self._remove(self.table.selected_rows())

    def _on_removal(self, stream_id: int) -> None:
        self._remove([line for line in self.model.rows() if line.id == stream_id])

    def _remove(self, lines: list[StreamLine]) -> None:
        if not lines:
            return
        messages = self._workplace.messages
        ids = [line.id for line in lines]
        said = f"Поток «{lines[0].title}» убран" if len(lines) == 1 else f"Убрано потоков: {len(lines)}"
        write(
            self._workplace,
            lambda db, actor: remove_streams(db, ids, actor=actor),
            lambda _none: messages.did(said),
        )

    def _on_drafts(self) -> None:
        self.table.show_drafts(self.panel.drafts)


def places_words(line: StreamLine) -> str:
    """«10 из 25», «10» where nothing limits the stream."""
    return f"{line.people} из{NBSP}{line.capacity}" if line.capacity else str(line.people)


def _columns(db: Database) -> tuple[Column[StreamLine], ...]:
    def state(line: StreamLine) -> StreamState:
        return stream_state(line.starts_on, line.ends_on, today=db.today())

    return (
        Column("title", "Поток", lambda line: line.title, width=170),
        Column("program", "Программа", lambda line: line.program),
        Column(
            "dates",
            "Сроки",
            lambda line: f"{day_in_table(line.starts_on)}–{day_in_table(line.ends_on)}",
            width=176,
            rank=1,
            order=lambda line: (line.starts_on, line.ends_on),
        ),
        Column("tutor", "Тьютор", lambda line: line.tutor, width=160, rank=3),
        Column("people", "Зачислено", places_words, "right", 96, order=lambda line: line.people),
        Column(
            "applied",
            "Заявки",
            lambda line: str(line.applied) if line.applied else "—",
            "right",
            76,
            1,
            order=lambda line: line.applied,
        ),
        Column(
            "state",
            "Состояние",
            lambda line: state(line).label,
            width=136,
            rank=2,
            chip=lambda line: stream_look(state(line)),
            order=lambda line: (line.starts_on > db.today(), line.ends_on >= db.today()),
        ),
    )
