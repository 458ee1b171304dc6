"""«Маршруты»: the routes of a stream, and the route of one trainee."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.diagnostics_print import practice_maps, route_sheets
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.places import OneCard
from views.programs.stream_tabs import StreamTab
from views.routes.route_page import TraineeRoute
from views.routes.routes_list import RoutesList
from views.widgets.row_actions import page_key
from views.workplace import Workplace


def make_tab(workplace: Workplace) -> StreamTab:
    """Make the tab."""
    return RoutesTab(workplace)


class RoutesTab(StreamTab):
    """The list; Enter shows a route in its place, Esc comes back."""

    tables = frozenset(
        {
            "competence",
            "diagnostic_card",
            "diagnostic_item",
            "enrollment",
            "learning_material",
            "person",
            "practice_result",
            "program_deficit",
            "route",
            "route_item",
            "stream",
            "stream_module",
        }
    )

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._stream_id = 0
        self.list = RoutesList(workplace)
        self.route = TraineeRoute(workplace)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.list)
        self._shown.addWidget(self.route)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        self.list.opened.connect(self.open_route)
        self.route.left.connect(self.show_list)
        self.route.other_wanted.connect(self._on_other)
        self.route.card_wanted.connect(self._on_card)
        page_key(self, "Ctrl+P", self.print_papers)
        for button in (self.list.print, self.route.print):
            button.clicked.connect(self.print_papers)

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream_id = stream_id
        self.list.show_stream(stream_id)
        self._shown.setCurrentWidget(self.list)

    @override
    def show_person(self, person_id: int) -> None:
        line = next((each for each in self.list.lines if each.person_id == person_id), None)
        if line is not None:
            self.open_route(line.enrollment_id)

    @override
    def reload(self) -> None:
        self.list.reload()
        if not self._is_route:
            return
        line = next((each for each in self.list.lines if each.enrollment_id == self.route.enrollment_id), None)
        if line is not None:
            self.route.show_line(line)
        else:
            self.show_list()

    @override
    def areas(self) -> list[QWidget]:
        return self.route.areas() if self._is_route else self.list.areas()

    @override
    def primary_new(self) -> None:
        if self._is_route:
            self.route.write_new()

    def open_route(self, enrollment_id: int) -> None:
        """Show the route of one trainee."""
        line = next((each for each in self.list.lines if each.enrollment_id == enrollment_id), None)
        if line is None:
            return
        self.list.table.select(lambda each: each.enrollment_id == enrollment_id)
        self._shown.setCurrentWidget(self.route)
        self.route.show_line(line)
        self.route.take_focus()

    def show_list(self) -> None:
        """Back to the routes of the stream."""
        self._shown.setCurrentWidget(self.list)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_papers(self) -> None:
        """Offer the ИОМ of one, of the chosen or of all, and the карты оценки результативности."""
        stream_id = self._stream_id
        chosen = [self.route.enrollment_id] if self._is_route else self.list.chosen
        some = [_route_wish(stream_id, chosen, "Этот стажёр" if len(chosen) == 1 else "Выбранные")] if chosen else []
        every = _route_wish(stream_id, [], "Весь поток")
        practice = PaperWish(
            "practice-map",
            "Карты оценки результативности",
            f"practice-map-{stream_id}",
            lambda db: practice_maps(db, stream_id, chosen if self._is_route else ()),
            tab="Результативность",
        )
        offer(self._at, self, *some, every, practice)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_route:
            self.show_list()
        else:
            super().keyPressEvent(event)

    @property
    def _is_route(self) -> bool:
        return self._shown.currentWidget() is self.route

    def _on_card(self, person_id: int) -> None:
        self._at.go("trainees", OneCard(person_id))

    def _on_other(self, by: int) -> None:
        places = [line.enrollment_id for line in self.list.table.rows()]
        if self.route.enrollment_id in places:
            at = (places.index(self.route.enrollment_id) + by) % len(places)
            self.open_route(places[at])


def _route_wish(stream_id: int, people: list[int], tab: str) -> PaperWish:
    return PaperWish(
        "route",
        f"Индивидуальные маршруты: {tab.lower()}",
        f"route-{stream_id}",
        lambda db: route_sheets(db, stream_id, people),
        tab=tab,
    )
