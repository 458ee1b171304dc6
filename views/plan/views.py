"""Table, calendar and timeline of the plan: one of them is seen, all show the same lines."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QStackedWidget, QWidget

from models.rows.plan_board import PlanBoard, PlanLine
from models.rules.plan_periods import Span
from views.plan.calendar_view import CalendarMode, CalendarView
from views.plan.columns import plan_groups
from views.plan.dated import DatedView
from views.plan.placing import ItemMove
from views.plan.state_legend import StateLegend
from views.plan.timeline import TimelineView
from views.plan.week_strip import WeekStrip
from views.theme import Theme
from views.widgets.buttons import Button, Segments, icon_button
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import label
from views.widgets.tree import GroupedTree

Dated = TypeVar("Dated", bound=DatedView)


class PlanView(StrEnum):
    """How the plan is looked at."""

    TABLE = "table"
    CALENDAR = "calendar"
    TIMELINE = "timeline"


class ViewRow(QWidget):
    """The switch «Таблица | Календарь | Шкала», and beside it what the view seen needs.

    That is the strip of weeks over the table, the month with its arrows over the calendar, the legend over the
    timeline.
    """

    chosen = Signal(object)
    """A `PlanView`."""
    turned = Signal(int)
    """A month or a week on (1) or back (-1)."""
    today_wanted = Signal()
    mode_chosen = Signal(object)
    """A `CalendarMode`."""

    def __init__(self, theme: Theme, strip: WeekStrip) -> None:
        super().__init__()
        items = [("table", "Таблица"), ("calendar", "Календарь"), ("timeline", "Шкала")]
        self.switch = named(Segments(theme, items), "plan-views", "Вид плана")
        self.switch.chosen.connect(self._on_view)
        self._strip = strip
        self.former = icon_button(theme, "chevron_left", name="calendar-former", title="Назад", key="Page Up")
        self.following = icon_button(theme, "chevron_right", name="calendar-next", title="Вперёд", key="Page Down")
        self._words = label("", "strong")
        self.now = named(Button(theme, "Сегодня", small=True), "calendar-today", "Сегодня")
        modes = [("month", "Месяц"), ("week", "Неделя")]
        self.modes = named(Segments(theme, modes), "calendar-modes", "Месяц или неделя")
        self.former.clicked.connect(lambda: self.turned.emit(-1))
        self.following.clicked.connect(lambda: self.turned.emit(1))
        self.now.clicked.connect(self.today_wanted)
        self.modes.chosen.connect(self._on_mode)
        self._legend = StateLegend(theme)
        self._days = QWidget()
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(theme.space("xs"))
        for part in (self.former, self._words, self.following, self.now):
            days.addWidget(part)
        days.addStretch()
        days.addWidget(self.modes)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("gutter"))
        row.addWidget(self.switch)
        row.addWidget(strip, 1)
        row.addWidget(self._days, 1)
        row.addWidget(self._legend, 1)
        self.show_view(PlanView.TABLE)

    def show_view(self, view: PlanView) -> None:
        """Show what this view needs."""
        self.switch.choose(view)
        self._strip.setVisible(view is PlanView.TABLE)
        self._days.setVisible(view is PlanView.CALENDAR)
        self._legend.setVisible(view is PlanView.TIMELINE)

    @property
    def stop(self) -> QWidget:
        """Where F6 stops: the strip of weeks, else the arrows of the calendar, else the switch."""
        if not self._strip.isHidden():
            return self._strip
        return self.former if not self._days.isHidden() else self.switch.focus_stop

    def show_calendar(self, title: str, mode: CalendarMode) -> None:
        """Say which days the calendar shows."""
        self._words.setText(title)
        self.modes.choose(mode)

    def _on_view(self, key: str) -> None:
        self.chosen.emit(PlanView(key))

    def _on_mode(self, key: str) -> None:
        self.mode_chosen.emit(CalendarMode(key))


class PlanViews(QStackedWidget):
    """The three views; calendar and timeline are made when they are first asked for."""

    opened = Signal()
    current_changed = Signal(object)
    """The line the person is on, None for none."""
    moving = Signal(object)
    """An `ItemMove`."""
    new_wanted = Signal()
    """A new item on the day one is on."""
    beyond = Signal(object)
    """A day outside of the period was asked for."""
    let_go = Signal()
    """An item that was being moved stays where it was."""
    filters_reset = Signal()
    add_wanted = Signal()
    turned = Signal()
    """The calendar shows other days of the period."""

    def __init__(self, theme: Theme, tree: GroupedTree[PlanLine]) -> None:
        super().__init__()
        self._theme = theme
        self._brought: int | None = None
        """Id of the line that the next view should be on."""
        self.tree = tree
        self.view = PlanView.TABLE
        self._hold(tree)
        tree.opened.connect(self._on_opened)
        tree.current_changed.connect(self.current_changed)
        tree.filters_reset.connect(self.filters_reset)
        tree.empty.pressed.connect(self.add_wanted)

    @cached_property
    def calendar(self) -> CalendarView:
        """The calendar."""
        made = self._connected(CalendarView(self._theme))
        made.turned.connect(self.turned)
        return made

    @cached_property
    def timeline(self) -> TimelineView:
        """The timeline."""
        return self._connected(TimelineView(self._theme))

    @property
    def dated(self) -> CalendarView | TimelineView | None:
        """The calendar or the timeline, when it is seen."""
        match self.view:
            case PlanView.TABLE:
                return None
            case PlanView.CALENDAR:
                return self.calendar
            case PlanView.TIMELINE:
                return self.timeline

    @property
    def seen(self) -> QAbstractScrollArea:
        """What takes the focus."""
        return self.dated or self.tree

    def show_view(self, view: PlanView) -> None:
        """Look at the plan in another way; the line one went to goes along with the next board."""
        line = self.tree.chosen_row() if self.dated is None else self.current_line()
        self._brought = line.id if line is not None else None
        self.view = view
        self.setCurrentIndex(self.indexOf(self.seen.parentWidget() or self.seen))

    def show_board(self, board: PlanBoard, span: Span, *, today: date, days_off: Mapping[date, str]) -> None:
        """Show the lines of a period in the view that is seen."""
        match self.view:
            case PlanView.TABLE:
                self.tree.show_groups(plan_groups(board.lines, board.sections))
            case PlanView.CALENDAR:
                self.calendar.show_lines(board.lines, span, today=today, days_off=days_off)
                self.turned.emit()
            case PlanView.TIMELINE:
                self.timeline.show_sections(board.lines, board.sections, span, today=today, days_off=days_off)
        brought, self._brought = self._brought, None
        if brought is not None:
            self.select(lambda line: line.id == brought)

    def say_empty(self, sentence: str, *, button: str = "", link: str = "") -> None:
        """What to say when there are no lines."""
        (self.dated or self.tree).say_empty(sentence, button=button, link=link)

    def lines(self) -> list[PlanLine]:
        """The lines shown, in the order of the view."""
        dated = self.dated
        return [each.line for each in dated.shown] if dated is not None else self.tree.rows()

    def current_line(self) -> PlanLine | None:
        """The line the person is on."""
        dated = self.dated
        return dated.current_line() if dated is not None else self.tree.current_row()

    @property
    def day(self) -> date | None:
        """The day the person is on; the table has none."""
        return self.dated.day if self.dated is not None else None

    def select(self, wanted: Callable[[PlanLine], bool]) -> bool:
        """Go to the first line that is wanted; False when there is none."""
        dated = self.dated
        if dated is None:
            return self.tree.select(wanted)
        found = next((line for line in self.lines() if wanted(line)), None)
        return found is not None and dated.select(found.id)

    def take_focus(self) -> None:
        """Put the focus into the view that is seen."""
        self.seen.setFocus(Qt.FocusReason.OtherFocusReason)

    def propose(self, move: ItemMove | None) -> None:
        """Show the shadow of a move, None for no shadow; the table has none."""
        if self.dated is not None:
            self.dated.propose(move)

    def _on_opened(self, _line: object) -> None:
        self.opened.emit()

    def _connected(self, made: Dated) -> Dated:
        made.opened.connect(self.opened)
        made.current_changed.connect(self.current_changed)
        made.moving.connect(self.moving)
        made.new_wanted.connect(self.new_wanted)
        made.beyond.connect(self.beyond)
        made.let_go.connect(self.let_go)
        made.empty.linked.connect(self.filters_reset)
        made.empty.pressed.connect(self.add_wanted)
        made.addActions(self.tree.actions())
        self._hold(made)
        return made

    def _hold(self, view: QWidget) -> None:
        sheet = Sheet(self._theme, inset=1)
        sheet.body.addWidget(view)
        self.addWidget(sheet)
