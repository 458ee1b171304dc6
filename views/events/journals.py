"""«Мероприятия | Консультации | Протоколы»: the three journals of the section, one of them shown."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from views.consultations.journal import ConsultationsView
from views.meetings.view import MeetingsView
from views.places import Consultation, Minutes
from views.widgets.buttons import Button, Segments
from views.widgets.naming import named
from views.workplace import Workplace


class Journal(StrEnum):
    """A journal of the section."""

    EVENTS = "events"
    CONSULTATIONS = "consultations"
    MINUTES = "minutes"


_WORDS = {
    Journal.EVENTS: "Мероприятия",
    Journal.CONSULTATIONS: "Консультации",
    Journal.MINUTES: "Протоколы",
}
_SECTION = "journals"


class Journals(QStackedWidget):
    """Holds the events and the two other journals, each made when it is first asked for; the choice is remembered.

    `segments` and `button` stand in the header of the page; `headed` tells it to look again.
    """

    headed = Signal()

    def __init__(self, workplace: Workplace, events: QWidget) -> None:
        super().__init__()
        self._workplace = workplace
        self._events = events
        self.addWidget(events)
        self.segments = Segments(workplace.theme, [(each.value, words) for each, words in _WORDS.items()])
        named(self.segments, "journals", "Какой журнал")
        self.segments.chosen.connect(self._on_chosen)
        self.button = named(Button(workplace.theme, "Записать", role="primary"), "journal-primary", "Записать")
        self.button.clicked.connect(self.press)

    @cached_property
    def consultations(self) -> ConsultationsView:
        """The журнал консультаций."""
        made = ConsultationsView(self._workplace)
        self.addWidget(made)
        return made

    @cached_property
    def minutes(self) -> MeetingsView:
        """The minutes of meetings."""
        made = MeetingsView(self._workplace)
        made.headed.connect(self.headed)
        self.addWidget(made)
        return made

    @property
    def shown(self) -> Journal:
        """Which journal is shown."""
        return Journal(self.segments.current)

    def remembered(self) -> Journal:
        """The journal the section was left in."""
        kept = self._workplace.remembered.view(_SECTION)
        return Journal(kept) if kept in list(Journal) else Journal.EVENTS

    def show_journal(self, journal: Journal) -> None:
        """Show a journal."""
        self.segments.choose(journal.value)
        self.setCurrentWidget(self._other() or self._events)
        self._workplace.remembered.remember_view(_SECTION, journal.value)
        self.headed.emit()

    def show_place(self, place: Consultation | Minutes) -> None:
        """Go to a consultation or a протокол."""
        if isinstance(place, Minutes):
            self.show_journal(Journal.MINUTES)
            if place.id is None:
                self.minutes.write_new()
            else:
                self.minutes.open_meeting(place.id)
        else:
            self.show_journal(Journal.CONSULTATIONS)
            self.consultations.open_consultation(place.id)

    def press(self) -> None:
        """The primary button: write another one down, or store the протокол that is open."""
        if self.is_editing:
            self.minutes.editor.save()
        else:
            self.write_new()

    def write_new(self) -> None:
        """Ctrl+N in the consultations or the minutes."""
        if (other := self._other()) is not None:
            other.write_new()

    @property
    def is_editing(self) -> bool:
        """Whether one протокол is shown."""
        return self.shown is Journal.MINUTES and self.minutes.shows_editor

    def tell_button(self) -> None:
        """Say on the button what it does now."""
        words, icon, key = {
            Journal.EVENTS: ("", "", ""),
            Journal.CONSULTATIONS: ("Записать консультацию", "add", "Ctrl+N"),
            Journal.MINUTES: ("Записать протокол", "add", "Ctrl+N"),
        }[self.shown]
        if self.is_editing:
            words, icon, key = "Сохранить протокол", "checkmark", "Ctrl+S"
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.show_icon(icon)
        self.button.setToolTip(f"{words} ({key})")
        self.button.setVisible(self.shown is not Journal.EVENTS)

    def heading(self) -> str:
        """The title of the page."""
        return self.minutes.editor.title() if self.is_editing else _WORDS[self.shown]

    def fill_menu(self, menu: QMenu) -> None:
        """What «…» offers in the consultations or the minutes."""
        if (other := self._other()) is not None:
            other.fill_menu(menu)

    def areas(self) -> list[QWidget]:
        """What F6 goes round in the consultations or the minutes."""
        other = self._other()
        return other.areas() if other is not None else []

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Attach dropped files to what is open; False where nothing can keep them."""
        other = self._other()
        return other is not None and other.take_files(paths)

    def take_focus(self) -> None:
        """Give the keyboard to what is shown."""
        if (other := self._other()) is not None:
            other.take_focus()

    def _other(self) -> ConsultationsView | MeetingsView | None:
        match self.shown:
            case Journal.CONSULTATIONS:
                return self.consultations
            case Journal.MINUTES:
                return self.minutes
            case Journal.EVENTS:
                return None

    def _on_chosen(self, key: str) -> None:
        self.show_journal(Journal(key))
