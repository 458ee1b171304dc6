"""Which way the plan is looked at: as table, calendar or timeline, remembered from one time to the next."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from views.plan.calendar_view import CalendarMode
from views.plan.moving import Moving
from views.plan.views import PlanView, PlanViews, ViewRow
from views.plan.week_strip import WeekStrip
from views.workplace import Workplace

_SECTION = "plan"
"""Under which name the view is remembered."""


class ViewChoice(QObject):
    """Shows the view that is pressed in `row`, and turns the pages of the calendar; `reload` reads what it needs."""

    def __init__(
        self,
        workplace: Workplace,
        *,
        views: PlanViews,
        row: ViewRow,
        strip: WeekStrip,
        moving: Moving,
        reload: Callable[[], None],
    ) -> None:
        super().__init__(views)
        self._work = workplace
        self._views = views
        self._row = row
        self._strip = strip
        self._moving = moving
        self._reload = reload
        kept = workplace.remembered.view(_SECTION)
        if kept in list(PlanView):
            self._show(PlanView(kept))
        views.turned.connect(self._on_days)
        row.chosen.connect(self._on_view)
        row.turned.connect(self._on_turned)
        row.mode_chosen.connect(self._on_mode)
        row.today_wanted.connect(self._on_today)

    def _on_view(self, view: PlanView) -> None:
        """Look at the plan in another way; a week chosen over the table becomes the days of the calendar."""
        span = self._strip.span
        self._moving.close_strip()
        self._show(view)
        self._work.remembered.remember_view(_SECTION, view)
        self._strip.let_go()
        self._reload()
        dated = self._views.dated
        if dated is not None and span is not None and dated.current_line() is None:
            dated.go_to(span.start)

    def _show(self, view: PlanView) -> None:
        self._views.show_view(view)
        self._row.show_view(view)

    def _on_days(self) -> None:
        calendar = self._views.calendar
        self._row.show_calendar(calendar.title, calendar.mode)

    def _on_turned(self, by: int) -> None:
        self._views.calendar.turn(by)

    def _on_mode(self, mode: CalendarMode) -> None:
        self._views.calendar.show_mode(mode)

    def _on_today(self) -> None:
        self._views.calendar.go_to(self._work.db.today())
