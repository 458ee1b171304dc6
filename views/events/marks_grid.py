"""Marks of several events at once: a stream's people × its events (issue «Attendance»).

Every key is stored the moment it is pressed, as an action of its own; a block of chosen cells is one action.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.events import mark_many
from models.errors import UserError
from models.queries.events import event_choices
from models.queries.marks_grid import marks_grid
from models.rows.codes import Presence
from models.rows.events import Mark, MarksGrid
from models.rules.attendance import TOOK_PART
from models.rules.periods import Period, quarter
from models.rules.words import counted, day_in_text
from views.events.legend import Legend
from views.events.marks import here, key_means, offered
from views.events.marks_grid_model import MarksGridModel, Place
from views.events.marks_grid_view import MarksGridView
from views.jobs import Job
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.sheet import Sheet, hline
from views.widgets.text import Elided
from views.workplace import Workplace

_TABLES = frozenset({"attendance", "event", "event_stream", "enrollment", "person", "stream", "organization"})
_MONTHS_OF_QUARTER = 3
_NO_EVENTS = "У этого потока ещё нет мероприятий."
_NO_STREAMS = "Здесь отмечают сразу несколько мероприятий потока. Потоков пока нет."
_TO_STREAMS = "Открыть потоки"


class MarksGridPage(QWidget):
    """The grid of one stream; `event_wanted` when the person goes to one of its events."""

    event_wanted = Signal(int)
    finished = Signal()
    import_wanted = Signal(int)
    """Marks of this stream are to be taken from a table."""
    streams_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._stream_id: int | None = None
        self._whole = MarksGrid((), (), {})
        self._pending = 0
        self._stale = True
        self.model = MarksGridModel(self)
        self.view = MarksGridView(theme, self.model)
        self.stream = named(ChoiceField(theme, compact=True), "grid-stream", "Поток")
        self.period = named(ChoiceField(theme, [(None, "Весь поток")], compact=True), "grid-period", "Период")
        self._import = named(
            Button(theme, "Загрузить из таблицы", icon="arrow_import", role="quiet", small=True),
            "grid-import",
            "Загрузить отметки из таблицы",
        )
        self._import.clicked.connect(self._on_import)
        self._legend = Legend(theme, last=("Ctrl+Пробел", "все без отметки"))
        self._line = Elided(look="secondary")
        self._empty = EmptyState(theme, _NO_EVENTS)
        self._empty.linked.connect(self.streams_wanted)
        self._lay_out()
        self.stream.edited.connect(self._on_stream)
        self.period.edited.connect(self._on_period)
        self.view.marked.connect(self._on_marked)
        self.view.column_filled.connect(self._on_column)
        self.view.opened.connect(self.event_wanted)
        self.view.left.connect(self.finished)
        self.view.refused.connect(self._line.setText)
        self.view.selectionModel().currentChanged.connect(self._tell)
        workplace.changes.reload_on(_TABLES, self._on_tables)

    @property
    def stream_id(self) -> int | None:
        """The stream shown."""
        return self._stream_id

    @property
    def stream_title(self) -> str:
        """What it is called."""
        return self.stream.currentText()

    @property
    def notice(self) -> str:
        """The sentence under the grid."""
        return self._line.text()

    def show_stream(self, stream_id: int | None = None, *, event_id: int | None = None) -> None:
        """Show a stream, the newest where none is named; stand on the event, else on the first that lacks marks."""
        streams = event_choices(self._at.db).streams
        self.stream.set_items(list(streams))
        known = [stream.id for stream in streams]
        self._stream_id = stream_id if stream_id in known else next(iter(known), None)
        self.stream.set_value(self._stream_id)
        self.period.set_value(None)
        self.reload()
        column = next((at for at, event in enumerate(self.model.events) if event.id == event_id), None)
        if column is None:
            column = next((at for at in range(len(self.model.events)) if self._waits(at)), 0)
        self.view.go_to(0, column)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read the marks anew; the place in the grid stays."""
        self._stale = False
        if self._stream_id is not None:
            self._whole = marks_grid(self._at.db, self._stream_id, start=date.min, end=date.max)
        self._offer_periods()
        self._show()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        begins = self._empty.first()
        return [begins] if begins is not None else [self.stream, self.view]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        bar.addWidget(self.stream)
        bar.addWidget(self.period)
        bar.addStretch()
        bar.addWidget(self._import)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self._line, 1)
        foot.addWidget(hline())
        foot.addLayout(row)
        self._sheet = Sheet(theme, inset=1)
        self._sheet.setAccessibleName("Отметки нескольких мероприятий")
        self._sheet.body.setSpacing(0)
        for widget in (self._legend, self.view, self._empty, self._foot):
            self._sheet.body.addWidget(widget, 1 if widget in (self.view, self._empty) else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s") + 2)
        column.addLayout(bar)
        column.addWidget(self._sheet, 1)

    def _offer_periods(self) -> None:
        quarters: dict[str, Period] = {}
        for event in self._whole.events:
            each = quarter(event.held_on.year, (event.held_on.month - 1) // _MONTHS_OF_QUARTER + 1)
            quarters.setdefault(each.code, each)
        self._quarters = quarters
        chosen = self.period.value()
        with QSignalBlocker(self.period):
            self.period.set_items([(None, "Весь поток"), *((code, each.title) for code, each in quarters.items())])
            self.period.set_value(chosen if chosen in quarters else None)

    def _show(self) -> None:
        period = self._quarters.get(str(self.period.value()))
        events = tuple(
            event for event in self._whole.events if period is None or period.start <= event.held_on <= period.end
        )
        ids = {event.id for event in events}
        cells = {place: cell for place, cell in self._whole.cells.items() if place[0] in ids}
        there = {person_id for _event_id, person_id in cells}
        people = tuple(person for person in self._whole.people if person.id in there)
        row, column = self.view.currentIndex().row(), self.view.column
        self.model.show(MarksGrid(events, people, cells))
        if column >= 0:
            self.view.go_to(row, column)
        self.view.setVisible(bool(events))
        self._empty.setVisible(not events)
        self._legend.setVisible(bool(events))
        for control in (self.stream, self.period, self._import):
            control.setVisible(self._stream_id is not None)
        self._foot.setVisible(bool(events))
        if self._stream_id is not None:
            self._empty.say(_NO_EVENTS)
        else:
            self._empty.say(_NO_STREAMS, link=_TO_STREAMS)
        self._tell()

    def _on_tables(self) -> None:
        if self.isVisible() and not self._pending:
            self.reload()
        else:
            self._stale = True

    def _on_import(self) -> None:
        if self._stream_id is not None:
            self.import_wanted.emit(self._stream_id)

    def _on_stream(self) -> None:
        chosen = self.stream.value()
        if isinstance(chosen, int) and chosen != self._stream_id:
            self.show_stream(chosen)

    def _on_period(self) -> None:
        self._show()
        self.view.go_to(0, 0)

    def _waits(self, column: int) -> bool:
        return self.model.events[column].held_on <= self._at.db.today() and bool(self.model.unmarked(column))

    def _on_marked(self, places: Sequence[Place], key: str) -> None:
        events = self.model.events
        marks: dict[int, list[Mark]] = {}
        cleared: dict[int, list[int]] = {}
        for place in places:
            event, person = events[place[1]], self.model.people[place[0]]
            cell = self.model.cell(*place)
            state = key_means(key, event.mode) if key else None
            if cell is None or cell.state is state:
                continue
            if state is None:
                cleared.setdefault(event.id, []).append(person.id)
            elif state not in offered(event.mode):
                self._line.setText("Мероприятие очное: «дистанционно» отмечают только в смешанном.")
                return
            else:
                stays = state in TOOK_PART and cell.state in TOOK_PART
                mark = Mark(person.id, state, cell.minutes if stays else None, signature_kept=cell.signature_kept)
                marks.setdefault(event.id, []).append(mark)
        if not marks and not cleared:
            return
        for place in places:
            self.model.mark([place], key_means(key, events[place[1]].mode) if key else None)
        many = sum(map(len, (*marks.values(), *cleared.values())))
        said = f"Отмечено клеток: {many}." if key else f"Отметок снято: {many}."
        self._store(marks, cleared, said=said if many > 1 else "")

    def _on_column(self, column: int) -> None:
        """Everybody who has no mark at the event takes part."""
        event, places = self.model.events[column], self.model.unmarked(column)
        if event.held_on > self._at.db.today():
            self._line.setText("Мероприятие впереди: отметьте тех, кого точно не будет.")
            return
        if not places:
            self._line.setText(f"{day_in_text(event.held_on)} отмечены все.")
            return
        state: Presence = here(event.mode)
        self.model.mark(places, state)
        marks = {event.id: [Mark(self.model.people[row].id, state) for row, _column in places]}
        people = counted(len(places), "человек", "человека", "человек")
        self._store(marks, {}, said=f"{day_in_text(event.held_on).capitalize()}: отмечено {people}.")

    def _store(self, marks: Mapping[int, Sequence[Mark]], cleared: Mapping[int, Sequence[int]], *, said: str) -> None:
        db, actor, messages = self._at.db, self._at.actor(), self._at.messages
        job = Job(lambda _progress: mark_many(db, marks, cleared=cleared, actor=actor))
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_written)
        if said:

            def say(_none: object) -> None:
                messages.did(said)

            job.done.connect(say)
        self._pending += 1
        self._tell()
        self._at.jobs.start(job)

    def _on_refused(self, sentence: UserError) -> None:
        self._at.messages.refuse(sentence)

    def _on_written(self) -> None:
        self._pending -= 1
        if not self._pending and self.isVisible():
            self.reload()

    def _tell(self) -> None:
        """Say which cell one stands on and how full its event is."""
        here_now = self.view.currentIndex()
        if not here_now.isValid() or here_now.column() >= len(self.model.events):
            self._line.setText("")
            return
        event = self.model.events[here_now.column()]
        self._legend.show_mode(event.mode)
        done, total = self.model.marked_of(here_now.column())
        words = self.model.words(here_now.row(), here_now.column())
        self._line.setText(f"«{event.title.strip('«»')}»: отмечено {done} из {total}. {words}.")
