"""Into a stream and out of it: the menu of streams, the strip under the chosen rows, and what is said after."""

from collections.abc import Callable, Collection
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.commands.programs import enroll_people, expel, leave_stream
from models.database import Actor, Database
from models.queries.streams import stream_lines
from models.rows.programs import Enrolled
from models.rows.streams import StreamLine, StreamState
from models.rules.streams import stream_state
from models.rules.words import day_in_text, short_day
from views.jobs import Job
from views.theme import Theme
from views.trainees.import_words import enrolled_words, people_of
from views.trainees.streams import places_words
from views.widgets.buttons import Button
from views.widgets.naming import FOOT, named
from views.widgets.sheet import INSET
from views.widgets.text import secondary
from views.workplace import Workplace

Result = TypeVar("Result")

ENROLL_KEY = "Ctrl+E"
_OVER = StreamState.OVER


class Enrolling(QObject):
    """Takes people into a stream and out of one; every way to do so, in the list or in a card, leads here."""

    new_wanted = Signal(tuple)
    """A new stream is wanted for the people with these ids."""

    def __init__(self, workplace: Workplace, over: QWidget) -> None:
        super().__init__(over)
        self._workplace = workplace
        self._over = over

    def ask(self, person_ids: Collection[int], beside: QRect) -> None:
        """Let the person choose a stream for these people from a menu beside what she pressed, given on the screen."""
        people = tuple(person_ids)
        if not people:
            return
        today = self._workplace.db.today()
        lines = {line.id: line for line in stream_lines(self._workplace.db)}
        over = [line for line in lines.values() if stream_state(line.starts_on, line.ends_on, today=today) is _OVER]
        going = [line for line in lines.values() if line not in over]
        menu = named(QMenu(self._over), "streams-menu", "В какой поток")
        _offer(menu, going)
        if over:
            _offer(named(menu.addMenu("Завершённые"), "streams-over", "Завершённые потоки"), over)
        if lines:
            menu.addSeparator()
        new = menu.addAction("Новый поток…")

        def chosen(action: QAction) -> None:
            line = lines.get(action.data())
            if line is None:
                self.new_wanted.emit(people)
            else:
                self._enroll(line, people)

        menu.triggered.connect(chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._room_for(menu, beside))
        # Not a submenu: it would drop down at once.
        menu.setActiveAction(menu.actions()[0] if going else new)

    def leave(self, stream_id: int, title: str, person_ids: Collection[int]) -> None:
        """Take people out of a stream as if they had not been enrolled."""
        people, messages = tuple(person_ids), self._workplace.messages

        def done(left: int) -> None:
            messages.did(f"Из потока «{title}» убрано: {people_of(left)}")

        self._write(lambda db, actor: leave_stream(db, stream_id, people, actor=actor), done)

    def expel(self, enrollment_id: int, title: str) -> None:
        """Let a person go from a stream today."""
        day, messages = self._workplace.db.today(), self._workplace.messages

        def done(_none: object) -> None:
            messages.did(f"Отчисление из потока «{title}» записано с {day_in_text(day)}")

        self._write(lambda db, actor: expel(db, enrollment_id, day, actor=actor), done)

    def _room_for(self, menu: QMenu, beside: QRect) -> QPoint:
        """Under what was pressed, or above it where the window ends."""
        below, height = beside.bottom() + 1, menu.sizeHint().height()
        fits = below + height <= self._over.window().geometry().bottom()
        return QPoint(beside.left(), below if fits else beside.top() - height)

    def _enroll(self, line: StreamLine, people: tuple[int, ...]) -> None:
        messages = self._workplace.messages

        def done(result: Enrolled) -> None:
            if result.taken or result.returned:
                messages.did(enrolled_words(result))
            else:
                messages.tell(enrolled_words(result))

        self._write(lambda db, actor: enroll_people(db, line.id, people, actor=actor), done)

    def _write(self, work: Callable[[Database, Actor], Result], done: Callable[[Result], None]) -> None:
        db, actor = self._workplace.db, self._workplace.actor()
        job = Job(lambda _progress: work(db, actor))
        job.done.connect(done)
        job.refused.connect(self._workplace.messages.refuse)
        self._workplace.jobs.start(job)


class ChosenStrip(QWidget):
    """What can be done with the chosen rows: into a stream, or out of the one whose people are listed."""

    enrolling = Signal(QRect)
    """Beside what the menu of streams may drop down, on the screen."""
    leaving = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(FOOT)
        self._said = secondary("")
        self._enroll = named(
            Button(theme, "Зачислить в поток", icon="people_team", small=True), "enroll", "Зачислить в поток"
        )
        self._enroll.setToolTip(f"Зачислить выбранных в поток ({ENROLL_KEY})")
        self._enroll.clicked.connect(self._on_enroll)
        self._leave = named(Button(theme, "Убрать из потока", role="link", small=True), "leave", "Убрать из потока")
        self._leave.clicked.connect(self.leaving)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, theme.space("xs"), INSET, theme.space("xs") + 2)
        row.setSpacing(theme.space("m"))
        row.addWidget(self._said)
        row.addWidget(self._enroll)
        row.addWidget(self._leave)
        row.addStretch()

    def show_chosen(self, number: int, *, of_stream: bool) -> None:
        """Say how many rows are chosen; `of_stream` when only the people of one stream are listed."""
        self._said.setText(f"Выбрано: {number}")
        self._leave.setVisible(of_stream)
        self.setVisible(number > 0)

    def _on_enroll(self) -> None:
        self.enrolling.emit(on_screen(self._enroll, self._enroll.rect()))


def on_screen(part: QWidget, rect: QRect) -> QRect:
    """A rectangle of a widget in the coordinates of the screen."""
    return QRect(part.mapToGlobal(rect.topLeft()), rect.size())


def _offer(menu: QMenu, lines: Collection[StreamLine]) -> None:
    for line in lines:
        words = f"{line.title} · {short_day(line.starts_on)}–{short_day(line.ends_on)} · {places_words(line)}"
        menu.addAction(words.replace("&", "&&")).setData(line.id)
