"""The list of trainees with its filters: found, ordered, grouped and counted in SQL; what is done with the chosen."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.people import people_page, people_total
from models.queries.people_counts import people_counts, people_groups
from models.rows.people import (
    EVERYBODY,
    NO_MUNICIPALITY,
    Lack,
    PeopleCounts,
    PeopleFilter,
    PeopleGrouping,
    PeopleSort,
    PersonLine,
    group_title,
)
from models.rows.people_print import PeopleWish
from models.rules.words import counted
from views.asking import Asking
from views.trainees.chosen_people import ChosenPeople
from views.trainees.people_columns import COLUMNS, USUAL
from views.trainees.people_files import PeopleFiles
from views.trainees.people_filters import READY, PeopleFilters
from views.trainees.saved_filters import SavedFilters
from views.widgets.column_chooser import ColumnChooser
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.paged import PAGE
from views.widgets.panel import SplitPage
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, RowGroups, Sort, TableView
from views.workplace import Workplace

_NAME = "trainees"
"""Of the table: what is remembered of its looks."""
_NOBODY_NOW = "Сейчас под этот отбор никто не подходит."


class PeopleList(QWidget):
    """The list; a card stands beside it, in `split`."""

    opened = Signal(object)
    current_changed = Signal(object)
    load_wanted = Signal()
    card_wanted = Signal()
    """A card is wanted where there is none at all."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self.is_stale = True
        """Whether the tables have changed since the rows were read."""
        self.wanted_id: int | None = None
        """Who is gone to with the next reload."""
        self._counts: PeopleCounts | None = None
        """What the filters find as the tables stand now; None while that is being counted."""
        self._ready: frozenset[int] | None = None
        """Who is ready for a certificate, as last counted: working that out is nothing for the window's thread."""
        self._beginnings: dict[tuple[PeopleSort, bool], list[PersonLine]] = {}
        """The first page of the whole list in each order asked for since the tables changed: what clearing shows."""
        self._counting: Asking[PeopleCounts] = Asking(workplace.jobs, self._on_counted, self)
        self._soon = QTimer(self)
        """The frame of the page is painted first, its rows in the next turn of the event loop."""
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._reload_stale)
        theme = workplace.theme
        self.filters = PeopleFilters(theme)
        self.filters.changed.connect(self._on_filter)
        self.saved = SavedFilters(workplace, self.filters)
        self.saved.chosen.connect(self.narrow)
        self._grouping = _grouping(workplace.remembered.view(_NAME))
        self.model = PagedTable(COLUMNS, fetch=self._fetch, count=self._total)
        self.model.sort_rows(Sort(PeopleSort.NAME))
        self.table = TableView(theme, self.model, _NAME, "Стажёры", workplace.remembered)
        self.columns = ColumnChooser(theme, self.table, COLUMNS, USUAL, memory=workplace.remembered)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)
        self.table.filters_reset.connect(self.filters.reset)
        self.files = PeopleFiles(workplace, self)
        self.table.aside = self.files.do_aside
        self._listed = Sheet(theme, inset=1)
        self.chosen = ChosenPeople(workplace, self.table, self.filters, self._listed)
        self.chosen.printing.connect(self.print_people)
        self.chosen.saving.connect(self.save_people)
        self.empty = EmptyState(
            theme, "Стажёров пока нет.", "Загрузить список", "Добавить вручную", icon="arrow_import"
        )
        self.empty.pressed.connect(self.load_wanted)
        self.empty.linked.connect(self.card_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self._workplace.theme
        self._stack = QStackedLayout()
        self._listed.body.addLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.split = SplitPage(theme, self._listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self.filters)
        column.addWidget(self.files.progress)
        column.addWidget(self.split, 1)

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        """Ask for everything again: the rows as far as they were loaded, then the counts."""
        self.is_stale = False
        self._forget()
        self._show_groups()
        self.model.reload()
        if self.model.rowCount() or not self.filters.is_on:
            self._show_anybody(bool(self.model.rowCount()))
        db = self._workplace.db
        self._counting.ask(lambda: people_counts(db))
        if self.wanted_id is not None:
            wanted, self.wanted_id = self.wanted_id, None
            self.go_to(wanted)

    def go_to(self, person_id: int) -> bool:
        """Go to a person's row; False when it is not among those loaded."""
        return self.table.select(lambda line: line.id == person_id)

    def tables_changed(self) -> None:
        """Show what was written; a list that is out of sight does so when it is shown."""
        if self.isVisible():
            self.reload()
        else:
            self.is_stale = True
            self._forget()

    def narrow(self, wanted: PeopleFilter, nobody: str = _NOBODY_NOW) -> None:
        """Show the list under this filter alone; `nobody` is said where it would show none."""
        if not self.filters.show_wanted(wanted):
            if self.is_stale:
                self.reload()  # nobody has seen the list yet
            self._on_counted(people_counts(self._workplace.db))  # what the filters offer is being counted anew
            if not self.filters.show_wanted(wanted):
                self._workplace.messages.tell(nobody)

    def show_without_consent(self) -> None:
        """The list of those whose consent is not kept."""
        self.filters.choose_quick(Lack.CONSENT.value)

    def show_ready(self) -> None:
        """The list of those who are ready for a certificate."""
        self.filters.choose_quick(READY)

    def group_by(self, grouping: PeopleGrouping | None) -> None:
        """Put the list under headings, or take them away."""
        self._grouping = grouping
        self._workplace.remembered.remember_view(_NAME, grouping.value if grouping else "")
        self._beginnings.clear()
        self._on_filter()

    def fill_menu(self, menu: QMenu) -> None:
        """Add what can be done with the list as a whole."""
        menu.addAction("Столбцы…", self.columns.choose)
        groups = named(menu.addMenu("Группы"), "groups-menu", "Группы")
        for grouping, words in ((None, "Без групп"), *((each, each.label) for each in PeopleGrouping)):
            action = groups.addAction(words, partial(self.group_by, grouping))
            action.setCheckable(True)
            action.setChecked(grouping is self._grouping)
        menu.addAction("Напечатать весь список…", self.print_people)
        menu.addAction("Сохранить весь список в Excel…", self.save_people)

    def _fetch(self, sort: Sort | None, after: PersonLine | None, limit: int) -> list[PersonLine]:
        by, descending = _order(sort)
        db, asked, grouping = self._workplace.db, self.filters.wanted(), self._grouping
        if after is not None or limit != PAGE or asked != EVERYBODY:
            return people_page(
                db,
                asked,
                sort=by,
                descending=descending,
                grouping=grouping,
                after=after,
                limit=limit,
                ready=self._ready or (),
            )
        if (by, descending) not in self._beginnings:
            self._beginnings[by, descending] = people_page(
                db, asked, sort=by, descending=descending, grouping=grouping, limit=limit
            )
        return list(self._beginnings[by, descending])

    def _total(self) -> int:
        asked = self.filters.wanted()
        if self._counts is not None and asked == EVERYBODY:
            return self._counts.total
        return people_total(self._workplace.db, asked, ready=self._ready or ())

    def _show_groups(self) -> None:
        grouping = self._grouping
        if grouping is None:
            self.table.show_groups(None)
            return
        people = people_groups(self._workplace.db, self.filters.wanted(), grouping, ready=self._ready or ())

        def group_of(line: PersonLine) -> int:
            by_place = grouping is PeopleGrouping.ORGANIZATION
            return line.organization_id if by_place else line.municipality_id or NO_MUNICIPALITY

        self.table.show_groups(
            RowGroups(
                group_of, lambda line: group_title(line, grouping), lambda line: str(people.get(group_of(line), 0))
            )
        )

    def _forget(self) -> None:
        """Hold nothing that was read before the tables changed."""
        self._counts = None
        self._beginnings.clear()

    def _on_counted(self, counts: PeopleCounts) -> None:
        if self.is_stale:
            return  # counted before the tables changed; they are counted again when the page is shown
        self._counts = counts
        self.filters.offer(counts)
        if counts.ready != self._ready:
            self._ready = counts.ready
            if self.filters.wanted().is_ready:
                self._show_groups()
                self.model.reload()
        self._show_anybody(bool(counts.total))
        self._say_total()

    def _show_anybody(self, anybody: bool) -> None:  # noqa: FBT001 - the one question
        self._stack.setCurrentIndex(0 if anybody else 1)
        self.filters.setVisible(anybody)

    def _say_total(self) -> None:
        if self.filters.wanted().is_ready and self._ready is None:
            self.table.say_empty("Смотрим, кто готов…")
            self.filters.show_total("")
            return
        self.table.say_empty("Ничего не нашлось", link="Сбросить фильтры")
        self.filters.show_total(counted(self.model.total, "стажёр", "стажёра", "стажёров"))

    def _on_filter(self) -> None:
        self._show_groups()
        self.model.set_fetch(self._fetch)
        self.table.scrollToTop()
        self._say_total()
        self.chosen.tell()

    def _reload_stale(self) -> None:
        if self.is_stale and self.isVisible():
            self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_stale:
            self._soon.start()

    def print_people(self, person_ids: Collection[int] = ()) -> None:
        """Show these people of the list, or all as it is filtered, as they will be printed."""
        self.files.offer_print(self._wish(person_ids))

    def save_people(self, person_ids: Collection[int] = ()) -> None:
        """Write these people of the list, or all as it is filtered, for Excel."""
        self.files.save_table(self._wish(person_ids))

    def _wish(self, person_ids: Collection[int]) -> PeopleWish:
        by, descending = _order(self.model.sort_by)
        return PeopleWish(
            wanted=self.filters.wanted(),
            person_ids=frozenset(person_ids),
            sort=by,
            descending=descending,
            grouping=self._grouping,
            columns=tuple(PeopleSort(column.key) for column in self.model.columns),
        )


def _order(sort: Sort | None) -> tuple[PeopleSort, bool]:
    return (PeopleSort(sort.key), sort.descending) if sort is not None else (PeopleSort.NAME, False)


def _grouping(kept: str) -> PeopleGrouping | None:
    return PeopleGrouping(kept) if kept in [each.value for each in PeopleGrouping] else None
