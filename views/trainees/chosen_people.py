"""What is done with the chosen rows of the list: by the strip under it, by the menu key, by a shortcut."""

from functools import cached_property, partial

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QMenu

from models.queries.streams import streams_at_work
from models.rows.people import PersonLine
from models.rules.words import counted
from views.trainees.chosen_strip import ENROLL_KEY, ChosenStrip, on_screen
from views.trainees.enrolling import Enrolling, drop_down
from views.trainees.people_filters import PeopleFilters
from views.widgets.naming import named
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import TableView
from views.workplace import Workplace


class ChosenPeople(QObject):
    """Into a stream and out of it, an order, papers, copies and removing; `listed` is the sheet of the list."""

    removing = Signal(list)
    """The cards with these ids are to be removed."""
    card_wanted = Signal(int)
    """The page of this person is wanted."""
    new_stream_wanted = Signal(tuple)
    order_wanted = Signal(int, list)
    """An order about these people of this stream is wanted."""
    printing = Signal(list)
    """These people are to be printed; all that are listed where none are named."""
    saving = Signal(list)
    """The same for a table of Excel."""

    def __init__(
        self, workplace: Workplace, table: TableView[PersonLine], filters: PeopleFilters, listed: Sheet
    ) -> None:
        super().__init__(table)
        self._workplace = workplace
        self._table = table
        self._filters = filters
        self._listed = listed
        self.enrolling = Enrolling(workplace, table)
        self.enrolling.new_wanted.connect(self.new_stream_wanted)
        table.may_leave = lambda line: line.may_leave
        table.copied.connect(self._on_copied)
        table.selection_changed.connect(self.tell)
        self._add_actions()

    @cached_property
    def strip(self) -> ChosenStrip:
        """What can be done with the chosen rows; made when the first is chosen."""
        made = ChosenStrip(self._workplace.theme)
        made.enrolling.connect(self._on_enroll)
        made.leaving.connect(self._on_leave)
        made.ordering.connect(self._on_order)
        made.printing.connect(lambda: self.printing.emit(self._ids()))
        made.saving.connect(lambda: self.saving.emit(self._ids()))
        made.copying.connect(self._table.copy_selection)
        self._listed.body.addWidget(made)
        return made

    def tell(self) -> None:
        """Say how many are chosen, under the filter that is on."""
        chosen = self._table.chosen_count()
        if chosen or "strip" in self.__dict__:
            self.strip.show_chosen(chosen, of_stream=self._filters.stream_listed() is not None)

    def _add_actions(self) -> None:
        for words, then, keys in (
            ("Открыть карточку", self._on_card, "Ctrl+Return"),
            ("Зачислить в поток…", lambda: self._on_enroll(self._beside_row()), ENROLL_KEY),
            ("Перевести, отчислить…", lambda: self._on_order(self._beside_row()), ""),
            ("Напечатать список…", lambda: self.printing.emit(self._several()), "Ctrl+P"),
            ("Сохранить в Excel…", lambda: self.saving.emit(self._several()), ""),
            ("Убрать", self._on_remove, "Del"),
        ):
            row_action(self._table, words, then, keys)

    def _ids(self) -> list[int]:
        return [line.id for line in self._table.selected_rows()]

    def _several(self) -> list[int]:
        """The chosen where there are several; one row is only where the keyboard stands."""
        chosen = self._ids()
        return chosen if len(chosen) > 1 else []

    def _beside_row(self) -> QRect:
        return on_screen(self._table.viewport(), self._table.visualRect(self._table.currentIndex()))

    def _on_card(self) -> None:
        if (line := self._table.current_row()) is not None:
            self.card_wanted.emit(line.id)

    def _on_enroll(self, beside: QRect) -> None:
        self.enrolling.ask(self._ids(), beside)

    def _on_leave(self) -> None:
        if (listed := self._filters.stream_listed()) is not None:
            self.enrolling.leave(*listed, self._ids())

    def _on_order(self, beside: QRect) -> None:
        people = self._ids()
        if (listed := self._filters.stream_listed()) is not None:
            self.order_wanted.emit(listed[0], people)
            return
        places = streams_at_work(self._workplace.db, people)
        if not places:
            self._workplace.messages.tell("Никто из выбранных сейчас не учится. Сначала зачислите их в поток.")
        elif len(places) == 1:
            self.order_wanted.emit(places[0].id, people)
        else:
            menu = named(QMenu(self._table), "order-streams", "В каком потоке")
            for place in places:
                words = f"{place.title} · {place.people}".replace("&", "&&")
                menu.addAction(words, partial(self.order_wanted.emit, place.id, people))
            drop_down(menu, beside, self._table.window())

    def _on_copied(self, _rows: int, left_out: int) -> None:
        if left_out:
            people = counted(left_out, "человек", "человека", "человек")
            self._workplace.messages.tell(f"Не скопированы {people}: согласие на обработку данных отозвано.")

    def _on_remove(self) -> None:
        if people := self._ids():
            self.removing.emit(people)
