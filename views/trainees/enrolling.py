"""Into a stream and out of it: the menu of streams, and what is said after."""

from collections.abc import Collection

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from models.commands.programs import enroll_people, expel, leave_stream
from models.queries.stream_people import next_in_line
from models.queries.streams import stream_lines
from models.rows.programs import Enrolled
from models.rows.streams import PersonPlace, StreamLine, StreamState
from models.rules.streams import stream_state
from models.rules.words import day_in_text, short_day
from views.trainees.import_words import enrolled_words, people_of
from views.trainees.stream_words import freed_words
from views.trainees.streams import places_words
from views.widgets.naming import named
from views.workplace import Workplace
from views.writing import write

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
        # Not a submenu: it would drop down at once.
        drop_down(menu, beside, self._over.window(), first=menu.actions()[0] if going else new)

    def leave(self, stream_id: int, title: str, person_ids: Collection[int]) -> None:
        """Take people out of a stream as if they had not been enrolled."""
        people, messages = tuple(person_ids), self._workplace.messages

        def done(left: int) -> None:
            messages.did(f"Из потока «{title}» убрано: {people_of(left)}")

        write(self._workplace, lambda db, actor: leave_stream(db, stream_id, people, actor=actor), done)

    def expel(self, place: PersonPlace) -> None:
        """Let a person go from a stream today, and say whose turn it is now."""
        base, messages = self._workplace.db, self._workplace.messages
        day, enrollment_id = base.today(), place.id

        def done(_none: object) -> None:
            said = f"Отчисление из потока «{place.title}» записано с {day_in_text(day)}"
            waiting = next_in_line(base, place.stream_id)
            messages.did(f"{said}. {freed_words(waiting)}" if waiting else said)

        write(self._workplace, lambda db, actor: expel(db, enrollment_id, day, actor=actor), done)

    def _enroll(self, line: StreamLine, people: tuple[int, ...]) -> None:
        messages = self._workplace.messages

        def done(result: Enrolled) -> None:
            if result.taken or result.returned:
                messages.did(enrolled_words(result))
            else:
                messages.tell(enrolled_words(result))

        write(self._workplace, lambda db, actor: enroll_people(db, line.id, people, actor=actor), done)


def drop_down(menu: QMenu, beside: QRect, window: QWidget, *, first: QAction | None = None) -> None:
    """Show a menu under what was pressed (given on the screen), or above it where the window ends."""
    below, height = beside.bottom() + 1, menu.sizeHint().height()
    fits = below + height <= window.geometry().bottom()
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(QPoint(beside.left(), below if fits else beside.top() - height))
    menu.setActiveAction(first or menu.actions()[0])


def _offer(menu: QMenu, lines: Collection[StreamLine]) -> None:
    for line in lines:
        words = f"{line.title} · {short_day(line.starts_on)}–{short_day(line.ends_on)} · {places_words(line)}"
        menu.addAction(words.replace("&", "&&")).setData(line.id)
