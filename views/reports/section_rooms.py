"""The rooms of «Отчёты» besides the reports themselves: «Показатели» and «Аналитика»."""

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.rules.periods import parse_period
from views.analytics.page import AnalyticsPage
from views.indicators.page import IndicatorsPage
from views.places import OneIndicator, Place
from views.rooms import Room, Rooms
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.page import Page
from views.workplace import Workplace

HOME = "Отчёты"
INDICATORS, ANALYTICS = "indicators", "analytics"


class ReportRooms:
    """The ways into the rooms and back, in the header of the section; `of_list` stand there only over the list."""

    def __init__(self, page: Page, workplace: Workplace, listed: QWidget, of_list: Sequence[QWidget]) -> None:
        self._page = page
        self._at = workplace
        self._of_list = tuple(of_list)
        home = (HOME, self.show_list)
        self.stack = Rooms(
            listed,
            (
                Room(
                    key=INDICATORS,
                    title=lambda: "Показатели",
                    crumb="показатели",
                    make=lambda: self.indicators,
                    above=home,
                    tables=IndicatorsPage.tables,
                ),
                Room(
                    key=ANALYTICS,
                    title=lambda: "Аналитика",
                    crumb="аналитика",
                    make=lambda: self.analytics,
                    above=home,
                    tables=AnalyticsPage.tables,
                ),
            ),
        )
        self._ways = tuple(
            self._way(words, icon, then)
            for words, icon, then in (
                ("Показатели", "data_bar_vertical", self.show_indicators),
                ("Аналитика", "table", self.show_analytics),
            )
        )
        self._is_stale = False
        workplace.changes.tables_changed.connect(self._on_changed)

    @cached_property
    def indicators(self) -> IndicatorsPage:
        """The indicators of a year; made when it is first entered."""
        return IndicatorsPage(self._at)

    @cached_property
    def analytics(self) -> AnalyticsPage:
        """The tables for the methodologist."""
        return AnalyticsPage(self._at)

    @property
    def is_in_list(self) -> bool:
        """Whether the reports themselves are shown."""
        return self.stack.current is None

    def areas(self) -> list[QWidget]:
        """What F6 goes round in the room one is in; nothing over the list."""
        page = self.stack.page
        return [] if page is None else page.areas()

    def show_place(self, place: object) -> bool:
        """Go to a place that is a room; any other leads back to the list and is the page's to show."""
        match place:
            case Place.INDICATORS:
                self.show_indicators()
            case Place.ANALYTICS:
                self.show_analytics()
            case OneIndicator():
                self.show_indicators()
                self.indicators.show_indicator(place.id, period=parse_period(place.period) if place.period else None)
            case None:
                return False
            case _:
                self.show_list()
                return False
        return True

    def show_list(self) -> None:
        """The reports."""
        if self.is_in_list:
            return
        self.stack.show_list()
        self._tell()
        self._page.take_focus()

    def show_indicators(self) -> None:
        """The room «Показатели»."""
        self._enter(INDICATORS)

    def show_analytics(self) -> None:
        """The room «Аналитика»."""
        self._enter(ANALYTICS)

    def write_new(self) -> bool:
        """Ctrl+N in a room that has something to make; False elsewhere."""
        if self.stack.is_in(INDICATORS):
            self.indicators.write_new()
        return not self.is_in_list

    def print_paper(self) -> bool:
        """Ctrl+P in a room: its paper; False over the list."""
        if self.stack.is_in(INDICATORS):
            self.indicators.show_paper()
        elif self.stack.is_in(ANALYTICS):
            self.analytics.show_paper()
        return not self.is_in_list

    def leave(self) -> bool:
        """Esc: back to the list; False where one is there already."""
        if self.is_in_list:
            return False
        self.show_list()
        return True

    def refresh(self) -> None:
        """What changed while the section was out of sight."""
        if self._is_stale and (page := self.stack.page) is not None:
            page.reload()
        self._is_stale = False

    def _enter(self, key: str) -> None:
        self.stack.show_room(key)
        self._tell()
        if (page := self.stack.page) is not None:
            page.reload()
            page.areas()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        room = self.stack.current
        for widget in (*self._ways, *self._of_list):
            widget.setVisible(room is None)
        if room is None:
            self._page.hide_crumb()
            self._page.show_title(HOME)
        else:
            self._page.show_crumb(room.above[0], room.crumb, room.above[1])
            self._page.show_title(room.title())

    def _way(self, words: str, icon: str, then: Callable[[], object]) -> Button:
        button = named(Button(self._page.theme, words, icon=icon, role="quiet"), f"reports-{icon}", words)
        button.clicked.connect(then)
        self._page.tools.addWidget(button)
        return button

    def _on_changed(self, touched: frozenset[str]) -> None:
        room, page = self.stack.current, self.stack.page
        if room is None or page is None or not touched & room.tables:
            return
        if self._page.isVisible():
            page.reload()
        else:
            self._is_stale = True
