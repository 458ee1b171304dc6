"""«Стажёры»: the list with a card beside it, and the rooms below it, each with a way back."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from models.rows.people import PeopleFilter, PersonLine
from views.asked_fields import point_at
from views.importing.reading import file_in
from views.places import Asked, OneCard, OneOrganization, OneStream, PeopleOf, Place
from views.rooms import Rooms
from views.trainees.batches import BatchesView
from views.trainees.card import CardPage
from views.trainees.chosen_strip import on_screen
from views.trainees.duplicates_view import DuplicatesView
from views.trainees.header_buttons import LOAD, HeaderButtons
from views.trainees.import_page import ImportPage
from views.trainees.merge_matters import PEOPLE
from views.trainees.organizations_view import OrganizationsView
from views.trainees.people_list import PeopleList
from views.trainees.person_cards import PersonCards
from views.trainees.person_panel import PersonPanel
from views.trainees.register_view import RegisterView
from views.trainees.section_rooms import (
    BATCH_TABLES,
    CARD,
    HOME,
    LIST_TABLES,
    PEOPLE_TABLES,
    STREAM,
    STREAM_TABLES,
    rooms_of,
)
from views.trainees.stream_page import StreamPage
from views.trainees.streams import StreamsView
from views.widgets.naming import named
from views.widgets.page import Page
from views.workplace import Workplace

_NOBODY = "В этом потоке пока никого. Выберите стажёров в списке и нажмите «Зачислить в поток»."
_NOBODY_THERE = "Стажёров из этой организации пока нет."


def make_page(workplace: Workplace) -> Page:
    """The section «Стажёры»."""
    return TraineesPage(workplace)


class TraineesPage(Page):
    """The list; every other room is a page of its own below it, with a way back."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, HOME)
        self._workplace = workplace
        self._is_room_stale = False
        self.people = PeopleList(workplace)
        self.cards = PersonCards(workplace, self.people)
        self.people.opened.connect(self._on_opened)
        self.people.load_wanted.connect(self.show_import)
        self.people.card_wanted.connect(self.add_person)
        self.people.chosen.card_wanted.connect(self.show_card)
        self.people.chosen.new_stream_wanted.connect(self._on_new_stream)
        self.people.chosen.order_wanted.connect(self._on_order)
        self.table, self.model, self.filters = self.people.table, self.people.model, self.people.filters
        self.buttons = HeaderButtons(workplace.theme, self)
        self.buttons.streams.clicked.connect(self.show_streams)
        self.buttons.history.clicked.connect(self.show_batches)
        self.buttons.more.clicked.connect(self._on_more)
        self.buttons.load.clicked.connect(self.show_import)
        self._rooms = Rooms(self.people, rooms_of(self))
        self.body.addWidget(self._rooms, 1)
        self.setAcceptDrops(True)
        workplace.changes.tables_changed.connect(self._on_changed)
        self._tell_room()

    # ----------------------------------------------------------------------------------- parts made when first wanted

    @cached_property
    def importing(self) -> ImportPage:
        """The loading of a list."""
        made = ImportPage(self._workplace)
        made.left.connect(self.show_list)
        made.headed.connect(partial(self._on_titled, Place.IMPORT))
        made.batch_wanted.connect(self.show_batches)
        self.tools.addWidget(made.route)
        made.route.hide()
        return made

    @cached_property
    def batches(self) -> BatchesView:
        """The history of lists."""
        return BatchesView(self._workplace)

    @cached_property
    def streams(self) -> StreamsView:
        """The streams."""
        made = StreamsView(self._workplace)
        made.room_wanted.connect(self.show_stream)
        made.filled.connect(self.show_list)
        return made

    @cached_property
    def stream(self) -> StreamPage:
        """The room of one stream."""
        made = StreamPage(self._workplace)
        made.list_wanted.connect(self.show_people_of)
        made.card_wanted.connect(self._on_card_of_stream)
        made.titled.connect(partial(self._on_titled, STREAM))
        made.gone.connect(self.show_streams)
        return made

    @cached_property
    def card(self) -> CardPage:
        """The room of one person."""
        made = CardPage(self._workplace)
        made.titled.connect(partial(self._on_titled, CARD))
        made.gone.connect(self.show_list)
        made.edit_wanted.connect(self._on_edit_wanted)
        made.enroll_wanted.connect(self._on_enroll_wanted)
        return made

    @cached_property
    def organizations(self) -> OrganizationsView:
        """The directory of organisations."""
        made = OrganizationsView(self._workplace)
        made.people_wanted.connect(self.show_people_at)
        made.beginning.connect(self.buttons.organization.setText)
        return made

    @cached_property
    def duplicates(self) -> DuplicatesView:
        """Cards that may be of one person."""
        return DuplicatesView(self._workplace, PEOPLE)

    @cached_property
    def register(self) -> RegisterView:
        """The register of what was done with personal data."""
        return RegisterView(self._workplace)

    # ------------------------------------------------------------------------------------------------- going about

    @override
    def show_place(self, place: object) -> None:
        """Open a part of the section: a room, a person by id, a new card, those without a consent, or the list."""
        rooms = {
            Place.IMPORT: self.show_import,
            Place.BATCHES: self.show_batches,
            Place.STREAMS: self.show_streams,
            Place.ORGANIZATIONS: self.show_organizations,
            Place.DUPLICATES: self.show_duplicates,
            Place.PERSONAL_DATA: self.show_register,
            Place.NEW: self.add_person,
            Place.WITHOUT_CONSENT: self.people.show_without_consent,
            Place.CERTIFICATE_READY: self.people.show_ready,
        }
        self.show_list()
        if isinstance(place, Place) and place in rooms:
            rooms[place]()
        elif isinstance(place, OneStream):
            self.show_stream(place.id)
        elif isinstance(place, OneCard):
            self.show_card(place.id)
        elif isinstance(place, PeopleOf):
            self.show_people_at(place.organization_id)
        elif isinstance(place, OneOrganization):
            self.show_organizations()
            self.organizations.open_organization(place.id)
        elif isinstance(place, int):
            self.open_person(place)

    @override
    def show_asked(self, asked: Asked) -> bool:
        """The fields of a stream that a question means; its people, where it means no field."""
        if isinstance(asked.place, OneStream) and asked.field:
            self.show_streams()
            self.streams.open_stream(asked.place.id)
        else:
            self.show_place(asked.place)
        return point_at(self, asked)

    def show_list(self) -> None:
        """The list of trainees."""
        self._rooms.show_list()
        self._tell_room()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_import(self) -> None:
        """Take in a list; one that was left half-way is there still."""
        self.importing.go_on()
        self._show_room(Place.IMPORT)

    def show_batches(self, batch_id: object = None) -> None:
        """The history of lists."""
        self._show_room(Place.BATCHES)
        self.batches.reload(show=batch_id if isinstance(batch_id, int) and batch_id else None)
        self.batches.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_streams(self) -> None:
        """The streams."""
        self._show_room(Place.STREAMS)
        self.streams.begin()

    def show_stream(self, stream_id: int) -> None:
        """The people of a stream, with its applications and orders."""
        self._show_room(STREAM)
        self.stream.show_stream(stream_id)

    def show_card(self, person_id: int) -> None:
        """The whole card of a person; the arrows go through the list as it stands."""
        self._rooms.lead_back(CARD, HOME, self.show_list)
        self._open_card(person_id, [line.id for line in self.model.rows()])

    def _open_card(self, person_id: int, order: Sequence[int]) -> None:
        self._show_room(CARD)
        self.card.show_person(person_id, order)
        self.card.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_organizations(self) -> None:
        """The directory of organisations."""
        self._show_room(Place.ORGANIZATIONS)
        self.organizations.begin()

    def show_duplicates(self) -> None:
        """Cards that may be of one person."""
        self._show_room(Place.DUPLICATES)
        self.duplicates.begin()

    def show_register(self) -> None:
        """What was done with personal data."""
        self._show_room(Place.PERSONAL_DATA)
        self.register.reload()
        self.register.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_people_of(self, stream_id: int) -> None:
        """The list of those who are or were in a stream."""
        self.people.narrow(PeopleFilter(stream_id=stream_id), _NOBODY)
        self.show_list()

    def show_people_at(self, organization_id: int) -> None:
        """The list of those who work in an organisation."""
        self.people.narrow(PeopleFilter(organization_id=organization_id), _NOBODY_THERE)
        self.show_list()

    def load_file(self, path: Path) -> None:
        """Take in this file."""
        self._show_room(Place.IMPORT)
        self.importing.start_anew()
        self.importing.open_file(path)

    @override
    def primary_new(self) -> None:
        room = self._rooms.current
        if room is not None and room.new is not None:
            room.new(self._rooms.page)
            return
        if room is not None:
            self.show_list()
        self.add_person()

    @override
    def areas(self) -> list[QWidget]:
        if (page := self._rooms.page) is not None:
            return page.areas()
        panel = self.cards.open_panel
        return [self.filters.search, self.table, *([panel] if panel is not None else [])]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (room := self._rooms.current) is not None:
            room.above[1]()
            return
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_room_stale and (page := self._rooms.page) is not None:
            page.reload()
        self._is_room_stale = False

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if (path := file_in(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.load_file(path)

    @property
    def _made_import(self) -> ImportPage | None:
        return self.importing if "importing" in self.__dict__ else None

    def _show_room(self, key: str) -> None:
        self._rooms.show_room(key)
        self._tell_room()

    def _tell_room(self) -> None:
        """Let the header say where one is."""
        room, importing = self._rooms.current, self._made_import
        for widget in self.buttons.of_list:
            widget.setVisible(room is None)
        for each in self._rooms.all.values():
            for tool in each.tools:
                tool.setVisible(each is room)
        if importing is not None:
            importing.route.setVisible(self._rooms.is_in(Place.IMPORT))
        if room is not None:
            self.show_crumb(room.above[0], room.crumb, room.above[1])
            self.show_title(room.title())
        else:
            self.hide_crumb()
            self.show_title(HOME)
            self.buttons.load.setText("Продолжить загрузку" if importing is not None and importing.has_work else LOAD)

    def _on_titled(self, key: str, title: str) -> None:
        if self._rooms.is_in(key):
            self.show_title(title)

    def _on_more(self) -> None:
        menu = named(QMenu(self), "trainees-menu", "Ещё")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.people.fill_menu(menu)
        menu.addSeparator()
        menu.addAction("Организации…", self.show_organizations)
        menu.addAction("Похожие карточки…", self.show_duplicates)
        menu.addAction("Журнал действий с персональными данными…", self.show_register)
        menu.popup(self.buttons.more.mapToGlobal(self.buttons.more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _on_changed(self, touched: frozenset[str]) -> None:
        importing = self._made_import
        if touched & LIST_TABLES:
            self.people.tables_changed()
        if touched & PEOPLE_TABLES:
            self.cards.offer_anew()
            if importing is not None:
                importing.look_again()
        if importing is not None and touched & BATCH_TABLES:
            importing.check_done()
        if touched & STREAM_TABLES:
            self.cards.show_streams()
        room, page = self._rooms.current, self._rooms.page
        if room is not None and page is not None and touched & room.tables:
            if self.isVisible():
                page.reload()
            else:
                self._is_room_stale = True

    # ----------------------------------------------------------------------------------------------------- the card

    @property
    def panel(self) -> PersonPanel:
        """The card beside the list."""
        return self.cards.panel

    def add_person(self) -> None:
        """Ctrl+N: an empty card in the panel."""
        self.panel.add_new()

    def open_person(self, person_id: int) -> None:
        """Show a person's card."""
        self.people.wanted_id = person_id if self.people.is_stale else None
        self.people.go_to(person_id)
        self.cards.show_card(person_id)

    def _on_opened(self, line: PersonLine) -> None:
        self.open_person(line.id)

    def _on_edit_wanted(self, person_id: int) -> None:
        self.show_list()
        self.open_person(person_id)

    def _on_enroll_wanted(self, person_id: int) -> None:
        self.people.chosen.enrolling.ask([person_id], on_screen(self.card, self.card.empty.button.geometry()))

    def _on_card_of_stream(self, person_id: int) -> None:
        stream = self.stream
        self._rooms.lead_back(CARD, stream.title, partial(self.show_stream, stream.stream_id))
        self._open_card(person_id, [each.person_id for each in stream.model.rows()])

    def _on_new_stream(self, person_ids: tuple[int, ...]) -> None:
        self.show_streams()
        self.streams.write_new(person_ids)

    def _on_order(self, stream_id: int, person_ids: list[int]) -> None:
        self.show_stream(stream_id)
        self.stream.choose_people(person_ids)
