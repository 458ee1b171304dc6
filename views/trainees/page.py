"""«Стажёры»: the list with search and filters, a card beside it, a list taken in from a file, the history of lists."""

from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.people import add_trainee, change_trainee, remove_trainees
from models.errors import UserError
from models.queries.people import people_counts, people_page, people_total, person_card, person_choices
from models.queries.streams import person_places
from models.rows.people import (
    NO_MUNICIPALITY,
    NO_STREAM,
    FilterChoice,
    PeopleCounts,
    PeopleFilter,
    PeopleSort,
    PersonLine,
)
from models.rules.shown import short_municipality, show_phone
from models.rules.words import counted
from views.asking import Asking
from views.drafts import kept_drafts
from views.importing.reading import file_in
from views.jobs import Job
from views.places import Place
from views.trainees.batches import BatchesView
from views.trainees.enrolling import ENROLL_KEY, ChosenStrip, Enrolling, on_screen
from views.trainees.import_page import ImportPage
from views.trainees.person_panel import NEW_PERSON, PersonPanel
from views.trainees.streams import StreamsView
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.paged import PAGE
from views.widgets.panel import SplitPage
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, Sort, TableView
from views.workplace import Workplace

_TABLES = frozenset(
    {"person", "organization", "municipality", "position", "enrollment", "stream", "role_assignment", "consent"}
)
_BATCH_TABLES = frozenset({"import_batch", *_TABLES})
_STREAM_TABLES = frozenset({"stream", "program", "enrollment", "person", "role_assignment"})
_NOBODY = "В этом потоке пока никого. Выберите стажёров в списке и нажмите «Зачислить в поток»."
_LOAD = "Загрузить список"
_DRAFTS = "person"
"""Under which name the drafts of the panel are kept."""
_QUICK = (
    ("without_stream", "Без потока"),
    ("without_consent", "Без согласия"),
    ("without_municipality", "Без муниципалитета"),
)
_LIST, _IMPORT, _BATCHES, _STREAMS = range(4)

_COLUMNS: tuple[Column[PersonLine], ...] = (
    Column(PeopleSort.NAME, "ФИО", lambda line: line.full_name, width=236),
    Column(PeopleSort.POSITION, "Должность", lambda line: line.position, width=176, rank=2),
    Column(PeopleSort.ORGANIZATION, "Организация", lambda line: line.organization),
    Column(
        PeopleSort.MUNICIPALITY,
        "Муниципалитет",
        lambda line: short_municipality(line.municipality) if line.municipality else "—",
        width=168,
        rank=3,
        tooltip=lambda line: line.municipality or "",
    ),
    Column(PeopleSort.STREAM, "Поток", lambda line: line.streams or "—", width=130, rank=2),
    Column(PeopleSort.PHONE, "Телефон", lambda line: show_phone(line.phone) if line.phone else "—", width=152, rank=1),
)


def make_page(workplace: Workplace) -> Page:
    """The section «Стажёры»."""
    return TraineesPage(workplace)


class TraineesPage(Page):
    """The list; «Загрузить список», «Загрузки» and «Потоки» are pages of their own below it, with a way back."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Стажёры")
        self._workplace = workplace
        self._stale = True
        self._counts: PeopleCounts | None = None
        """What the filters find as the tables stand now; None while that is being counted."""
        self._beginnings: dict[tuple[PeopleSort, bool], list[PersonLine]] = {}
        """The first page of the whole list in each order asked for since the tables changed: what clearing shows."""
        self._counting: Asking[PeopleCounts] = Asking(workplace.jobs, self._on_counted, self)
        self._soon = QTimer(self)
        """The frame of the page is painted first, its rows in the next turn of the event loop."""
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._reload_stale)
        self._wanted: int | None = None
        self._removing = ""
        theme = workplace.theme
        self.streams_button = named(Button(theme, "Потоки", icon="people_team", role="quiet"), "open-streams", "Потоки")
        self.streams_button.setToolTip("Кто по какой программе учится; здесь открывают новый поток")
        self.streams_button.clicked.connect(self.show_streams)
        self.tools.addWidget(self.streams_button)
        self.history_button = named(Button(theme, "Загрузки", icon="history", role="quiet"), "open-batches", "Загрузки")
        self.history_button.setToolTip("Какие списки загружали; любой можно отменить")
        self.history_button.clicked.connect(self.show_batches)
        self.tools.addWidget(self.history_button)
        self.load_button = named(
            Button(theme, "Загрузить список", icon="arrow_import"), "open-import", "Загрузить список"
        )
        self.load_button.clicked.connect(self.show_import)
        self.add_button(self.load_button)
        self.new_button = named(
            Button(theme, "Добавить стажёра", icon="person_add", role="primary"), "add-person", "Добавить стажёра"
        )
        self.new_button.setToolTip("Добавить стажёра (Ctrl+N)")
        self.new_button.clicked.connect(self.add_person)
        self.add_button(self.new_button)
        self.new_stream_button = named(
            Button(theme, "Новый поток", icon="add", role="primary"), "add-stream", "Новый поток"
        )
        self.new_stream_button.setToolTip("Открыть поток (Ctrl+N)")
        self.new_stream_button.clicked.connect(self.primary_new)
        self.add_button(self.new_stream_button)

        self._pages = QStackedWidget()
        for page in (self._make_list(), QWidget(), QWidget(), QWidget()):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self.setAcceptDrops(True)
        workplace.changes.reload_on(_TABLES, self._on_tables)
        workplace.changes.reload_on(_BATCH_TABLES, self._on_batches)
        workplace.changes.reload_on(_STREAM_TABLES, self._on_streams)
        self.table.show_drafts(frozenset(kept_drafts(workplace.data_folder, _DRAFTS)))
        self._show(_LIST)

    @cached_property
    def panel(self) -> PersonPanel:
        """The card beside the list; made when the first one is opened."""
        db = self._workplace.db
        made = PersonPanel(self._workplace.theme, db.today, lambda person_id: person_places(db, person_id))
        made.streams.enrolling.connect(self._on_enroll_one)
        made.streams.expelling.connect(self._enrolling.expel)
        made.streams.leaving.connect(self._on_leave_one)
        made.offer(person_choices(self._workplace.db))
        made.saving.connect(self._on_saving)
        made.removing.connect(self._on_remove_one)
        made.drafts_changed.connect(self._on_drafts)
        self.split.hold(made)
        made.keep_drafts(self._workplace.data_folder, _DRAFTS)
        return made

    @cached_property
    def importing(self) -> ImportPage:
        """The loading of a list; made when it is first asked for, as the list itself should not wait for it."""
        made = ImportPage(self._workplace)
        made.left.connect(self.show_list)
        made.headed.connect(self._on_headed)
        made.batch_wanted.connect(self.show_batches)
        self.tools.addWidget(made.route)
        made.route.hide()
        self._replace(_IMPORT, made)
        return made

    @cached_property
    def batches(self) -> BatchesView:
        """The history of lists; made when it is first asked for."""
        made = BatchesView(self._workplace)
        self._replace(_BATCHES, made)
        return made

    @cached_property
    def streams(self) -> StreamsView:
        """The streams; made when they are first asked for."""
        made = StreamsView(self._workplace)
        made.people_wanted.connect(self.show_people_of)
        made.filled.connect(self.show_list)
        self._replace(_STREAMS, made)
        return made

    @cached_property
    def strip(self) -> ChosenStrip:
        """What can be done with the chosen rows; made when the first is chosen."""
        made = ChosenStrip(self._workplace.theme)
        made.enrolling.connect(self._on_enroll)
        made.leaving.connect(self._on_leave)
        self._listed.body.addWidget(made)
        return made

    # ------------------------------------------------------------------------------------------------- going about

    @override
    def show_place(self, place: object) -> None:
        """Open a part of the section: a person by id, a new card, the import, those without a consent, or the list."""
        self.show_list()
        if place == Place.NEW:
            self.add_person()
        elif place == Place.IMPORT:
            self.show_import()
        elif place == Place.BATCHES:
            self.show_batches()
        elif place == Place.STREAMS:
            self.show_streams()
        elif place == Place.WITHOUT_CONSENT:
            self.filters.choose_quick("without_consent")
        elif isinstance(place, int):
            self.open_person(place)

    def show_list(self) -> None:
        """The list of trainees."""
        self._show(_LIST)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_import(self) -> None:
        """Take in a list; one that was left half-way is there still."""
        self.importing.go_on()
        self._show(_IMPORT)

    def show_batches(self, batch_id: object = None) -> None:
        """The history of lists."""
        batches = self.batches
        self._show(_BATCHES)
        batches.reload(show=batch_id if isinstance(batch_id, int) and batch_id else None)
        batches.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_streams(self) -> None:
        """The streams."""
        streams = self.streams
        self._show(_STREAMS)
        streams.begin()

    def show_people_of(self, stream_id: int) -> None:
        """The list of those who are or were in a stream."""
        self.filters.reset()
        self._streams.set_value(stream_id)
        if self._streams.value() != stream_id:  # what the filters offer is being counted anew
            self._on_counted(people_counts(self._workplace.db))
            self._streams.set_value(stream_id)
        if self._streams.value() != stream_id:
            self.filters.reset()
            self._workplace.messages.tell(_NOBODY)
        self._on_filter()
        self.show_list()

    def load_file(self, path: Path) -> None:
        """Take in this file."""
        self._show(_IMPORT)
        self.importing.start_anew()
        self.importing.open_file(path)

    @override
    def primary_new(self) -> None:
        if self._pages.currentIndex() == _STREAMS:
            self.streams.write_new()
            return
        if self._pages.currentIndex() != _LIST:
            self.show_list()
        self.add_person()

    @override
    def areas(self) -> list[QWidget]:
        match self._pages.currentIndex():
            case 1:
                return self.importing.areas()
            case 2:
                return self.batches.areas()
            case 3:
                return self.streams.areas()
            case _:
                panel = self._open_panel
                return [self.filters.search, self.table, *([panel] if panel is not None else [])]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pages.currentIndex() != _LIST:
            self.show_list()
            return
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if (path := file_in(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.load_file(path)

    def _replace(self, at: int, page: QWidget) -> None:
        blank = self._pages.widget(at)
        self._pages.insertWidget(at, page)
        self._pages.removeWidget(blank)
        blank.deleteLater()

    @property
    def _open_panel(self) -> PersonPanel | None:
        return self.panel if "panel" in self.__dict__ and self.panel.is_open else None

    @property
    def _made_import(self) -> ImportPage | None:
        return self.importing if "importing" in self.__dict__ else None

    def _show(self, page: int) -> None:
        title = self.importing.title if page == _IMPORT else ""
        self._pages.setCurrentIndex(page)
        for widget in (self.streams_button, self.history_button, self.load_button, self.new_button):
            widget.setVisible(page == _LIST)
        self.new_stream_button.setVisible(page == _STREAMS)
        importing = self._made_import
        if importing is not None:
            importing.route.setVisible(page == _IMPORT)
        if page == _LIST:
            self.hide_crumb()
            self.show_title("Стажёры")
            self.load_button.setText("Продолжить загрузку" if importing is not None and importing.has_work else _LOAD)
        elif page == _IMPORT:
            self.show_crumb("Стажёры", "загрузка списка", self.show_list)
            self.show_title(title)
        elif page == _STREAMS:
            self.show_crumb("Стажёры", "потоки", self.show_list)
            self.show_title("Потоки")
        else:
            self.show_crumb("Стажёры", "загрузки", self.show_list)
            self.show_title("Загруженные списки")

    def _on_headed(self, title: str) -> None:
        if self._pages.currentIndex() == _IMPORT:
            self.show_title(title)

    # ----------------------------------------------------------------------------------------------------- the list

    def _make_list(self) -> QWidget:
        theme = self._workplace.theme
        self.filters = FilterBar(theme, "ФИО, телефон")
        self._places = self.filters.add_choice("organization", [(None, "Все организации")], title="Организация")
        self._units = self.filters.add_choice("municipality", [(None, "Все муниципалитеты")], title="Муниципалитет")
        self._streams = self.filters.add_choice("stream", [(None, "Все потоки")], title="Поток")
        self._quick = {key: self.filters.add_quick(key, words) for key, words in _QUICK}
        self.filters.changed.connect(self._on_filter)
        self.model = PagedTable(_COLUMNS, fetch=self._fetch, count=self._total)
        self.model.sort_rows(Sort(PeopleSort.NAME))
        self.table = TableView(theme, self.model, "trainees", "Стажёры", self._workplace.remembered)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        self.table.filters_reset.connect(self.filters.reset)
        self.table.selection_changed.connect(self._on_selection)
        self._enrolling = Enrolling(self._workplace, self.table)
        self._enrolling.new_wanted.connect(self._on_new_stream)
        enroll = QAction("Зачислить в поток…", self.table)
        enroll.setShortcut(QKeySequence(ENROLL_KEY))
        enroll.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        enroll.triggered.connect(self._on_enroll_key)
        self.table.addAction(enroll)
        remove = QAction("Убрать", self.table)
        remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        remove.triggered.connect(self._on_remove_chosen)
        self.table.addAction(remove)
        self._empty = EmptyState(
            theme, "Стажёров пока нет", "Загрузить список", "Добавить вручную", icon="arrow_import"
        )
        self._empty.pressed.connect(self.show_import)
        self._empty.linked.connect(self.add_person)
        self._listed = Sheet(theme, inset=1)
        self._list_stack = QStackedLayout()
        self._listed.body.addLayout(self._list_stack)
        self._list_stack.addWidget(self.table)
        self._list_stack.addWidget(self._empty)
        self.split = SplitPage(theme, self._listed)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self.filters)
        column.addWidget(self.split, 1)
        return holder

    def reload(self) -> None:
        """Ask for everything again: the rows as far as they were loaded, then the counts, the lists of the panel."""
        self._stale = False
        self._forget()
        if "panel" in self.__dict__:
            self.panel.offer(person_choices(self._workplace.db))
        self.model.reload()
        if self.model.rowCount() or not self.filters.is_on:
            self._show_anybody(bool(self.model.rowCount()))
        db = self._workplace.db
        self._counting.ask(lambda: people_counts(db))
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.table.select(lambda line: line.id == wanted)

    def _reload_stale(self) -> None:
        if self._stale and self.isVisible():
            self.reload()

    def add_person(self) -> None:
        """Ctrl+N: an empty card in the panel."""
        self.panel.add_new()

    def open_person(self, person_id: int) -> None:
        """Show a person's card."""
        self._wanted = person_id if self._stale else None
        self.table.select(lambda line: line.id == person_id)
        if (card := person_card(self._workplace.db, person_id)) is not None:
            self.panel.show_card(card)

    def _asked(self) -> PeopleFilter:
        values = self.filters.values()
        quick = values["quick"]
        return PeopleFilter(
            text=str(values["search"]),
            organization_id=_id(values["organization"]),
            municipality_id=NO_MUNICIPALITY if quick == "without_municipality" else _id(values["municipality"]),
            stream_id=NO_STREAM if quick == "without_stream" else _id(values["stream"]),
            without_consent=quick == "without_consent",
        )

    def _fetch(self, sort: Sort | None, after: PersonLine | None, limit: int) -> list[PersonLine]:
        by = PeopleSort(sort.key) if sort is not None else PeopleSort.NAME
        descending = sort is not None and sort.descending
        db, asked = self._workplace.db, self._asked()
        is_beginning = after is None and limit == PAGE and asked == PeopleFilter()
        if not is_beginning:
            return people_page(db, asked, sort=by, descending=descending, after=after, limit=limit)
        if (by, descending) not in self._beginnings:
            self._beginnings[by, descending] = people_page(db, asked, sort=by, descending=descending, limit=limit)
        return list(self._beginnings[by, descending])

    def _total(self) -> int:
        asked = self._asked()
        if self._counts is not None and asked == PeopleFilter():
            return self._counts.total
        return people_total(self._workplace.db, asked)

    def _forget(self) -> None:
        """Hold nothing that was read before the tables changed."""
        self._counts = None
        self._beginnings.clear()

    def _on_counted(self, counts: PeopleCounts) -> None:
        if self._stale:
            return  # counted before the tables changed; they are counted again when the page is shown
        self._counts = counts
        self._show_counts(counts)
        self._show_anybody(bool(counts.total))
        self._say_total()

    def _show_anybody(self, anybody: bool) -> None:  # noqa: FBT001 - the one question
        self._list_stack.setCurrentIndex(0 if anybody else 1)
        self.filters.setVisible(anybody)

    def _show_counts(self, counts: PeopleCounts) -> None:
        self._places.set_items(_with_counts("Все организации", counts.organizations))
        self._units.set_items(_with_counts("Все муниципалитеты", counts.municipalities))
        self._streams.set_items(_with_counts("Все потоки", counts.streams))
        found = {
            "without_stream": counts.without_stream,
            "without_consent": counts.without_consent,
            "without_municipality": counts.without_municipality,
        }
        self.filters.show_counts(found)
        for key, button in self._quick.items():
            button.setVisible(bool(found[key]) or button.isChecked())

    def _say_total(self) -> None:
        self.filters.show_total(counted(self.model.total, "стажёр", "стажёра", "стажёров"))
        self.table.say_empty("Ничего не нашлось", link="Сбросить фильтры")

    def _on_filter(self) -> None:
        self.model.set_fetch(self._fetch)
        self.table.scrollToTop()
        self._say_total()
        self._on_selection()

    def _on_tables(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
            self._forget()
        if self._made_import is not None:
            self._made_import.look_again()

    def _on_streams(self) -> None:
        if self._pages.currentIndex() == _STREAMS:
            self.streams.reload()
        if (panel := self._open_panel) is not None:
            panel.show_streams()

    def _on_batches(self) -> None:
        if self._made_import is not None:
            self._made_import.check_done()
        if self._pages.currentIndex() == _BATCHES and self.isVisible():
            self.batches.reload()

    # ------------------------------------------------------------------------------------- into a stream, out of it

    def _on_selection(self) -> None:
        chosen = len(self.table.selectionModel().selectedRows())
        if chosen or "strip" in self.__dict__:
            self.strip.show_chosen(chosen, of_stream=self._stream_listed() is not None)

    def _stream_listed(self) -> tuple[int, str] | None:
        """Id and title of the stream whose people are listed, if the list is narrowed to one."""
        stream_id = _id(self._streams.value())
        return None if stream_id is None else (stream_id, self._streams.currentText().rpartition(" · ")[0])

    def _chosen_ids(self) -> list[int]:
        return [line.id for line in self.table.selected_rows()]

    def _on_enroll(self, beside: QRect) -> None:
        self._enrolling.ask(self._chosen_ids(), beside)

    def _on_enroll_key(self) -> None:
        self._on_enroll(on_screen(self.table.viewport(), self.table.visualRect(self.table.currentIndex())))

    def _on_enroll_one(self, beside: QRect) -> None:
        if isinstance(self.panel.key, int):
            self._enrolling.ask([self.panel.key], beside)

    def _on_new_stream(self, person_ids: tuple[int, ...]) -> None:
        self.show_streams()
        self.streams.write_new(person_ids)

    def _on_leave(self) -> None:
        if (listed := self._stream_listed()) is not None:
            self._enrolling.leave(*listed, self._chosen_ids())

    def _on_leave_one(self, stream_id: int, title: str) -> None:
        if isinstance(self.panel.key, int):
            self._enrolling.leave(stream_id, title, [self.panel.key])

    # ----------------------------------------------------------------------------------------------------- the card

    def _on_opened(self, line: PersonLine) -> None:
        self.open_person(line.id)

    def _on_current(self, line: PersonLine | None) -> None:
        panel = self._open_panel
        if line is None or panel is None or panel.is_changed() or panel.key == line.id:
            return
        if (card := person_card(self._workplace.db, line.id)) is not None:
            panel.show_card(card, focus=False)

    def _on_saving(self, key: object) -> None:
        drafted = self.panel.draft()
        if drafted is None:
            return
        draft, place = drafted
        db, actor = self._workplace.db, self._workplace.actor()
        if key == NEW_PERSON:
            job: Job[int | None] = Job(lambda _progress: add_trainee(db, draft, actor=actor, place=place))
            job.done.connect(self._on_added)
        else:
            person_id = int(str(key))
            job = Job(lambda _progress: change_trainee(db, person_id, draft, actor=actor, place=place))
            job.done.connect(partial(self._on_changed, person_id))
        job.refused.connect(self._on_refused)
        self.panel.storing(job)
        self._workplace.jobs.start(job)

    def _on_added(self, person_id: int) -> None:
        self.panel.saved(NEW_PERSON, became=person_id, close=True)
        if not self.table.select(lambda line: line.id == person_id):
            self._wanted = person_id
        self._workplace.messages.did("Стажёр добавлен", undo=True)

    def _on_changed(self, person_id: int, _none: object) -> None:
        self.panel.saved(person_id, close=True)
        self._workplace.messages.did("Карточка сохранена", undo=True)

    def _on_refused(self, sentence: UserError) -> None:
        self._workplace.messages.refuse(sentence)

    def _on_remove_one(self, person_id: int) -> None:
        self._remove([person_id])

    def _on_remove_chosen(self) -> None:
        self._remove(self._chosen_ids())

    def _remove(self, ids: list[int]) -> None:
        if not ids:
            return
        db, actor = self._workplace.db, self._workplace.actor()
        panel = self._open_panel
        if panel is not None and panel.key in ids:
            panel.drop()
        job = Job(lambda _progress: remove_trainees(db, ids, actor=actor))
        words = "Стажёр убран" if len(ids) == 1 else f"Убрано: {counted(len(ids), 'карточка', 'карточки', 'карточек')}"
        self._removing = words
        job.done.connect(self._on_removed)
        job.refused.connect(self._on_refused)
        self._workplace.jobs.start(job)

    def _on_removed(self) -> None:
        self._workplace.messages.did(self._removing, undo=True)

    def _on_drafts(self) -> None:
        self.table.show_drafts(self.panel.drafts)


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _with_counts(everything: str, choices: tuple[FilterChoice, ...]) -> list[tuple[object, str]]:
    return [
        (None, everything),
        *((each.id, f"{each.title} · {each.people}" if each.people else each.title) for each in choices),
    ]
