"""«План работ»: a period as table, calendar or timeline, one item in the panel; how a plan is agreed and amended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.non_working_days import non_working_days
from models.queries.plan_board import plan_choices, plans_of_period
from models.queries.plan_card import plan_card
from models.rows.codes import PlanKind
from models.rows.plan_board import LineOrder, LineWish, QuickFilter
from models.rules.periods import Period, parse_period
from models.rules.plan_periods import Span, period_of, quarter_of, short_title, spans_of
from views.asked_fields import point_at
from views.places import Asked, Place, PlanOf
from views.plan.dates_file import ChooseTarget
from views.plan.filters import PlanFilters
from views.plan.header import PeriodPage, period_of_kind
from views.plan.item_editing import ItemEditing
from views.plan.item_panel import ItemPanel
from views.plan.life import PlanLife
from views.plan.lines_tree import LinesTree
from views.plan.moving import Moving
from views.plan.rooms.rooms import PlanRooms
from views.plan.shown_plan import ShownPlan
from views.plan.view_choice import ViewChoice
from views.plan.views import PlanViews, ViewRow
from views.plan.week_strip import WeekStrip
from views.plan.whole_plan import WholePlan
from views.plan.writer import PlanWriter
from views.saving import ask_where
from views.widgets.empty import EmptyState
from views.widgets.page import Page
from views.widgets.panel import SplitPage
from views.widgets.row_actions import page_key
from views.widgets.sheet import Sheet
from views.workplace import Workplace

_TABLES = frozenset(
    {
        "attendance", "event", "event_format", "event_function", "non_working_day", "person", "plan", "plan_item",
        "plan_item_task", "plan_section",
    }
)  # fmt: skip
_CHOICE_TABLES = frozenset(
    {
        "event_format", "indicator", "person", "plan_section", "product_kind", "role_assignment", "support_function",
        "support_task",
    }
)  # fmt: skip
_FRAME_MS = 16
"""How long the lines wait at the first opening: the frame is painted before them, each in a turn of its own."""


def make_page(workplace: Workplace) -> Page:
    """The section «План работ»."""
    return PlanPage(workplace)


class PlanPage(PeriodPage):
    """Shows the plan of a quarter, a half-year or a year: `items` edits it, `life` agrees it, `whole` hands it out."""

    def __init__(self, workplace: Workplace, *, choose_target: ChooseTarget = ask_where) -> None:
        super().__init__(workplace.theme, quarter_of(workplace.db.today()))
        self._work = workplace
        self._stale = False
        self._choices_stale = False
        self._plan = ShownPlan(workplace.db, wish=self._wish, show=self.reload)
        writer = PlanWriter(workplace)
        self.life = PlanLife(self, workplace, self._plan, writer, hold=self._hold_strip)
        self._make_body()
        self.moving = Moving(workplace, self.views, writer, reason=lambda: self.life.reason, hold=self._hold_strip)
        self.items = ItemEditing(
            workplace,
            self._plan,
            views=self.views,
            tree=self.tree,
            split=self._split,
            life=self.life,
            writer=writer,
            moving=self.moving,
        )
        self.whole = WholePlan(
            self, workplace, self._plan, life=self.life, rooms=self.rooms, choose_target=choose_target
        )
        self._choice = ViewChoice(
            workplace,
            views=self.views,
            row=self.view_row,
            strip=self.strip,
            moving=self.moving,
            reload=self.reload,
        )
        self._add_keys()
        self._connect()
        workplace.changes.reload_on(_TABLES, self._on_tables)
        workplace.changes.reload_on(_CHOICE_TABLES, self._on_choices)
        self.show_period(self._plan.period)
        self._empty_sheet.hide()

    @property
    def panel(self) -> ItemPanel:
        """The fields of one item."""
        return self.items.panel

    # --- what the window uses

    @override
    def show_place(self, place: object) -> None:
        """A plan item by its id, the plan of a period (`PlanOf`, or the period's code), or a new item."""
        if place is not None:
            self.rooms.leave()
        match place:
            case int():
                self._show_item(place)
            case PlanOf():
                self._go_to(parse_period(place.period))
                self._reset_filters()
                if place.overdue:
                    self.filters.choose_quick(QuickFilter.OVERDUE)
                if place.begin and self._plan.is_empty:
                    self.life.begin()
            case Place.NEW:
                self.primary_new()
            case str() if not isinstance(place, Place):
                self._go_to(parse_period(place))
            case _:
                pass

    @override
    def show_asked(self, asked: Asked) -> bool:
        self.show_place(asked.place)
        return point_at(self, asked)

    @override
    def primary_new(self) -> None:
        """Ctrl+N: a new item; in a period without a plan, the plan itself."""
        if self.rooms.is_open:
            self.rooms.add()
        elif self._plan.is_empty:
            self.life.begin()
        else:
            self.items.add()

    @override
    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if self.rooms.is_open:
            return self.rooms.areas()
        if self.empty.isVisible():
            return [self.former, self.empty.button]
        strips: list[QWidget] = [self.life.amendment.form.editor("reason")] if self.life.amends else []
        if self.moving.is_asking:
            strips.append(self.moving.strip.form.editor("first"))
        found: list[QWidget] = [self.former, *strips, self.view_row.stop, self.filters.search, self.views.seen]
        panel = self.items.open_panel
        return [*found, panel.item_form.editor("title")] if panel is not None else found

    @override
    def landing(self) -> QWidget | None:
        if not self._plan.is_read:
            return None
        if self.rooms.is_open:
            return super().landing()
        return self.empty.button if self.empty.isVisible() else self.views.seen

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._plan.is_read:
            QTimer.singleShot(_FRAME_MS, self, self._show_first)
        elif self._stale or self._plan.today != self._work.db.today():
            self.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._plan.is_read:
            self._fit_header()

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        """A spreadsheet dropped on the page is read as rows of the plan."""
        return self.whole.take_files(paths)

    def reload(self) -> None:
        """Read and show the period anew; what is being edited stays."""
        self._stale = False
        if self._choices_stale:
            self._choices_stale = False
            self._plan.read_sections()
            self.items.offer_anew()
        self._plan.read()
        if self.rooms.is_open:
            self._stale = True
            return
        self._show_board()
        self.items.show_again()

    # --- building

    def _make_body(self) -> None:
        theme, db = self.theme, self._work.db
        self.strip = WeekStrip(theme)
        self.filters = PlanFilters(theme, lambda: plan_choices(db))
        self.tree = LinesTree(theme, db.today, lambda: plan_choices(db).people, self._work.remembered)
        self.views = PlanViews(theme, self.tree)
        self.view_row = ViewRow(theme, self.strip)
        self._split = SplitPage(theme, self.views)
        self.empty = EmptyState(theme, "План на этот период ещё не начат.", "Начать план", "Скопировать прошлый план…")
        self._empty_sheet = Sheet(theme)
        self._empty_sheet.body.addWidget(self.empty)
        self.rooms = PlanRooms(self._work)
        self._filled = QWidget()
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter") - 2)
        column.addWidget(self.view_row)
        column.addWidget(self.filters)
        column.addWidget(self._split, 1)
        self.body.addWidget(self.life.next_step)
        self.body.addWidget(self._filled, 1)
        self.body.addWidget(self._empty_sheet, 1)
        self.body.addWidget(self.rooms, 1)

    def _add_keys(self) -> None:
        page_key(self, "Alt+Left", lambda: self.items.go_along(-1))
        page_key(self, "Alt+Right", lambda: self.items.go_along(1))
        page_key(self._filled, "Ctrl+V", self.whole.paste)
        page_key(self, "Ctrl+P", self.whole.print_paper)

    def _connect(self) -> None:
        self.theme.changed.connect(self._fit_header)
        self.period_wanted.connect(self._go_to)
        self.kinds.chosen.connect(self._on_kind)
        self.more.clicked.connect(self._on_more)
        self.main.clicked.connect(self._on_main)
        self.strip.chosen.connect(self._on_week)
        self.filters.changed.connect(self.reload)
        self.tree.grouped.sorted.connect(self.reload)
        self.views.filters_reset.connect(self._reset_filters)
        self.views.add_wanted.connect(self.items.add)
        self.views.new_wanted.connect(self.items.add)
        self.views.beyond.connect(self._go_to_day)
        self.items.gone.connect(self.reload)
        self.life.shown.connect(self._on_life)
        self.life.begun.connect(self._on_begun)
        self.life.through.connect(self.views.take_focus)
        self.life.obstacles_wanted.connect(self.rooms.show_obstacles)
        self.empty.pressed.connect(self.life.begin)
        self.empty.linked.connect(self.whole.copy_former)
        self.rooms.entered.connect(self._on_room)
        self.rooms.left.connect(self._on_home)
        self.rooms.item_wanted.connect(self._show_item)
        self.rooms.period_wanted.connect(self._go_to)

    def _hold_strip(self, strip: QWidget) -> None:
        self.body.insertWidget(self.body.indexOf(self.life.next_step), strip)

    # --- showing

    def _show_first(self) -> None:
        if not self._plan.is_read:
            self.reload()
            if self.hasFocus():
                self.take_focus()

    def _show_board(self) -> None:
        plan, board, is_empty = self._plan, self._plan.board, self._plan.is_empty
        self._empty_sheet.setVisible(is_empty)
        self._filled.setVisible(not is_empty)
        self.main.setVisible(not is_empty)
        self.empty.say(f"План на {short_title(plan.period)} ещё не начат.", "Начать план", "Скопировать прошлый план…")
        self.show_period(plan.period)
        self.strip.show_spans(spans_of(plan.period), board.marks, plan.today)
        self.filters.offer(plan.sections, board.responsibles)
        quick = board.quick_counts
        counts = (quick.overdue, quick.in_progress, quick.no_fact)
        self.filters.show_counts(dict(zip(QuickFilter, counts, strict=True)))
        if board.counts.items:
            self.views.say_empty("Ничего не нашлось", link="Сбросить фильтры")
        else:
            self.views.say_empty("В плане пока нет пунктов, разделы уже готовы.", button="Добавить пункт")
        span = Span(plan.period.start, plan.period.end)
        is_dated = self.views.dated is not None
        days_off = {each.day: each.title for each in non_working_days(self._work.db)} if is_dated else {}
        self.views.show_board(board, span, today=plan.today, days_off=days_off)
        self.life.show()

    def _on_life(self) -> None:
        self.show_main(amends=self.life.is_closed)
        self._fit_header()

    def _fit_header(self) -> None:
        if self.rooms.is_open:
            return
        board = self._plan.board
        total = self.show_state(board, self._plan.own)
        shown = f"{len(board.lines)} из {board.counts.items}"
        self.filters.show_total(shown if total and self.filters.is_on else total)

    def _on_begun(self) -> None:
        self.reload()
        self.items.add()

    def _on_main(self) -> None:
        if self.life.is_closed:
            self.life.amend()
        else:
            self.items.add()

    def _on_more(self) -> None:
        self.whole.open_menu(self.more)

    # --- where we are

    def _wish(self) -> LineWish:
        span, sort = self.strip.span, self.tree.grouped.sort_by
        return replace(
            self.filters.wish(),
            first_day=span.start if span else None,
            last_day=span.end if span else None,
            order=LineOrder(sort.key) if sort else LineOrder.DAY,
            descending=sort.descending if sort else False,
        )

    def _go_to(self, period: Period) -> None:
        self._plan.period = period
        self.strip.let_go()
        self.life.close_strips()
        self.moving.close_strip()
        self.reload()

    def _go_to_day(self, day: date) -> None:
        """A day of another period: that period, and the day in it."""
        self._go_to(period_of(self._plan.period.kind, day))
        dated = self.views.dated
        if dated is not None and day in dated.span:
            dated.go_to(day)

    def _on_kind(self, key: str) -> None:
        plans = plans_of_period(self._work.db, self._plan.period)
        self._go_to(period_of_kind(key, self._plan.period, self._plan.today, plans))

    def _on_week(self) -> None:
        self.reload()

    def _show_item(self, item_id: int) -> None:
        card = self.items.card_of(item_id)
        if card is None:
            return
        if plan_card(self._work.db, card.plan_id).draft.kind is PlanKind.ROADMAP:
            self.rooms.show_roadmap(card.plan_id).show_item(item_id)
            return
        day = card.draft.postponed_to or card.draft.due_to
        if day not in self._plan.period:
            self._go_to(quarter_of(day))
        self._reset_filters()
        if self.views.select(lambda line: line.id == item_id):
            self.items.edit_current()

    def _reset_filters(self) -> None:
        self.strip.let_go()
        self.filters.reset()

    def _on_room(self, heading: str, subtitle: str) -> None:
        """A room stands instead of the lines: the header says which, and the way back."""
        self.life.close_strips()
        self.moving.close_strip()
        for widget in (self.life.next_step, self._filled, self._empty_sheet):
            widget.hide()
        self.show_tools(shown=False)
        self.show_crumb("План работ", heading, self.rooms.leave)
        self.show_title(heading, subtitle)

    def _on_home(self) -> None:
        self.hide_crumb()
        self.show_tools(shown=True)
        self.show_title("План работ")
        self.reload()
        self.views.take_focus()

    # --- what changed elsewhere

    def _on_tables(self) -> None:
        if self.isVisible() and not self.rooms.is_open:
            self.reload()
        else:
            self._stale = True

    def _on_choices(self) -> None:
        self._choices_stale = True
        self.filters.offer_anew()
        self._on_tables()
