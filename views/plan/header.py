"""The head of the page: the period with arrows and its kind, the state of its plan, what else can be done."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from models.rows.codes import PlanKind, PlanStatus, ReportType
from models.rows.plan_board import PlanBoard, PlanInPeriod
from models.rules.periods import Period
from models.rules.plan_periods import former_period, next_period, period_of, short_title
from models.rules.words import counted, day_in_table
from views.plan.which_plan import PLAN_KIND, paper_day, total_words
from views.theme import Theme
from views.widgets.buttons import Button, Segments, icon_button
from views.widgets.chip import Chip
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.text import label

_KINDS = {"quarter": ReportType.QUARTER, "half_year": ReportType.HALF_YEAR, "year": ReportType.SCHOOL_YEAR}
_ROOMY = 1090
_TIGHT = 1030
"""Widths of the page (at the usual text size) under which the chip loses its date, then goes under the title."""
_PERIOD = 108
"""Width of «I квартал 2026», for which those widths were found; a longer period takes from them."""


class PeriodPage(Page):
    """A page with a period in its header; `period_wanted` asks for another one."""

    period_wanted = Signal(object)

    def __init__(self, theme: Theme, period: Period) -> None:
        super().__init__(theme, "План работ")
        self._period = period
        self.former = icon_button(theme, "chevron_left", name="former-period", title="Предыдущий период")
        self.following = icon_button(theme, "chevron_right", name="next-period", title="Следующий период")
        self._words = label("", "strong")
        self.state = Chip(theme)
        self.title_row.addSpacing(theme.space("xs"))
        for widget in (self.former, self._words, self.following, self.state):
            self.title_row.addWidget(widget)
        self.title_row.addStretch()
        self.kinds = Segments(theme, [("quarter", "Квартал"), ("half_year", "Полугодие"), ("year", "Год")])
        named(self.kinds, "period-kinds", "Период")
        self.tools.addWidget(self.kinds)
        self.more = icon_button(theme, "more_horizontal", name="plan-more", title="Ещё действия с планом")
        self.tools.addWidget(self.more)
        self.main = self.add_button(
            named(Button(theme, "Добавить пункт", icon="add", role="primary"), "plan-primary", "Добавить пункт")
        )
        self.former.clicked.connect(lambda: self.period_wanted.emit(former_period(self._period)))
        self.following.clicked.connect(lambda: self.period_wanted.emit(next_period(self._period)))

    def show_period(self, period: Period) -> None:
        """Show which period the page is at."""
        self._period = period
        self._words.setText(short_title(period))
        self.kinds.choose(next(key for key, kind in _KINDS.items() if PLAN_KIND[kind] is PLAN_KIND[period.kind]))

    def show_tools(self, *, shown: bool) -> None:
        """Show or hide everything that concerns the period: a room of the section has nothing to do with it."""
        for widget in (self.former, self._words, self.following, self.state, self.kinds, self.more, self.main):
            widget.setVisible(shown)

    def show_main(self, *, amends: bool) -> None:
        """The primary button: «Изменить план» while an approved plan is closed to changes, else «Добавить пункт»."""
        words = "Изменить план" if amends else "Добавить пункт"
        self.main.setText(words)
        self.main.setAccessibleName(words)
        self.main.setToolTip("" if amends else "Добавить пункт (Ctrl+N)")
        self.main.show_icon("edit" if amends else "add")

    def show_state(self, board: PlanBoard, own: PlanInPeriod | None) -> str:
        """Show the plan's state where there is room for it; gives the total when it stands in the filter bar."""
        width = (self.width() - self._words.sizeHint().width()) / self.theme.scale + _PERIOD
        several = counted(len(board.plans), "план", "плана", "планов") if board.counts.items else ""
        status = own.status if own is not None else PlanStatus.DRAFT
        words = own.status.label.capitalize() if own is not None else several
        on = paper_day(own) if own is not None else None
        dated = f"{words} {day_in_table(on)}" if on is not None else words
        self.state.show_look(self.theme.chip("plan", status.label), dated if width >= _ROOMY else words)
        self.state.setVisible(bool(words) and width >= _TIGHT)
        total = total_words(board)
        self.show_subtitle("" if width >= _TIGHT else " · ".join(part for part in (dated, total) if part))
        return total if width >= _TIGHT else ""


def period_of_kind(key: str, period: Period, today: date, plans: Sequence[PlanInPeriod]) -> Period:
    """The period of the kind pressed, around today or the period shown; a plan of a calendar year keeps its year."""
    kind = _KINDS[key]
    year = next((plan for plan in plans if plan.kind is PlanKind.YEAR), None)
    if kind is ReportType.SCHOOL_YEAR and year is not None and year.starts_on.month == 1:
        kind = ReportType.YEAR
    return period_of(kind, today if today in period else period.start)
