"""«План работ»: a period as table, calendar or timeline, one item in the panel; how a plan is agreed and amended."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QKeyCombination, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.queries.non_working_days import non_working_days
from models.queries.plan_board import plan_board, plan_choices, plan_item_card, plan_sections, plans_of_period
from models.queries.plan_card import plan_card
from models.queries.plan_obstacles import plan_obstacles
from models.rows.codes import Mode, PlanItemStatus, PlanKind, PlanStatus
from models.rows.draft import FieldProblem
from models.rows.plan_board import LineOrder, LineWish, PlanBoard, PlanInPeriod, PlanItemCard, PlanLine, QuickFilter
from models.rows.plans import PlanApproval, PlanItemDraft
from models.rules.periods import Period, parse_period
from models.rules.plan_periods import Span, period_of, quarter_of, short_title, spans_of
from models.rules.plans import needs_amendment, next_status
from models.rules.words import counted
from views.drafts import kept_drafts
from views.places import NewEvent, Place, PlanOf
from views.plan.calendar_view import CalendarMode
from views.plan.columns import COPIED, copied_cells
from views.plan.dates_file import ChooseTarget, save_dates
from views.plan.filters import PlanFilters
from views.plan.header import PeriodPage, period_of_kind
from views.plan.item_panel import NEW, ItemPanel
from views.plan.lines_tree import LinesTree
from views.plan.moving import Moving
from views.plan.placing import ItemMove
from views.plan.plan_import import TABLES, pasted_table
from views.plan.rooms.rooms import PlanRooms
from views.plan.strips import CHECKED, STEP_VERBS, AmendmentStrip, NextStepLine, StepStrip, is_confirmed
from views.plan.views import PlanView, PlanViews, ViewRow
from views.plan.week_strip import WeekStrip
from views.plan.which_plan import PLAN_KIND, narrowest, next_number, own_plan, year_above
from views.plan.writer import PlanWriter
from views.saving import ask_where
from views.widgets.clipboard import copy_rows
from views.widgets.empty import EmptyState
from views.widgets.fields import TextField
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.panel import SplitPage
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
_DRAFTS = "plan-item"
"""Under which name the drafts of the panel are kept."""
_SECTION = "plan"
"""Under which name the view is remembered."""
_FACTS = frozenset({"status", "done_on", "postponed_to", "reason"})
"""Fields that say what became of an item: they change without an amendment."""


def make_page(workplace: Workplace) -> Page:
    """The section «План работ»."""
    return PlanPage(workplace)


class PlanPage(PeriodPage):
    """Shows and edits the plan of a quarter, a half-year or a year; `choose_target` asks where a file goes."""

    def __init__(self, workplace: Workplace, *, choose_target: ChooseTarget = ask_where) -> None:
        super().__init__(workplace.theme, quarter_of(workplace.db.today()))
        self._work = workplace
        self.choose_target = choose_target
        self._today = workplace.db.today()
        self._stale = False
        self._choices_stale = False
        self._sections = plan_sections(workplace.db)
        self._shown: PlanBoard | None = None
        self._after_reason: Callable[[], None] | None = None
        self._proposed = ""
        self._write = PlanWriter(workplace)
        self._make_body()
        self.moving = Moving(workplace, self.views, self._write, reason=lambda: self._reason, hold=self._hold_strip)
        self._add_actions()
        self._connect()
        kept = workplace.remembered.view(_SECTION)
        if kept in list(PlanView):
            self._show_view(PlanView(kept))
        workplace.changes.reload_on(_TABLES, self._on_tables)
        workplace.changes.reload_on(_CHOICE_TABLES, self._on_choices)
        self.show_period(self._period)
        self._empty_sheet.hide()
        self._show_drafts(kept_drafts(workplace.data_folder, _DRAFTS))

    @cached_property
    def panel(self) -> ItemPanel:
        """The fields of one item; made when they are first asked for, as the list itself should not wait for them."""
        made = ItemPanel(self.theme, self._work.db)
        made.offer(plan_choices(self._work.db))
        made.item_form.section_chosen.connect(self._on_section)
        made.item_form.team_asked.connect(lambda: self._work.go("settings", Place.TEAM))
        made.saving.connect(self._on_save)
        made.drafts_changed.connect(self._on_drafts)
        made.dropped.connect(self._on_dropped)
        made.removal_asked.connect(self._remove)
        made.fact_asked.connect(self._go_to_fact)
        made.event_opened.connect(self._go_to_event)
        self._split.hold(made)
        made.keep_drafts(self._work.data_folder, _DRAFTS)
        return made

    @cached_property
    def amendment(self) -> AmendmentStrip:
        """Asks for the reason of an amendment; made when it is first needed."""
        made = AmendmentStrip(self.theme)
        made.given.connect(self._on_reason)
        made.ended.connect(self._on_amended)
        self._hold_strip(made)
        return made

    @cached_property
    def step(self) -> StepStrip:
        """Asks for the paper behind the plan's next state; made when it is first needed."""
        made = StepStrip(self.theme, self._work.db)
        made.decided.connect(self._on_decided)
        made.closed.connect(self._on_step_closed)
        self._hold_strip(made)
        return made

    def _hold_strip(self, strip: QWidget) -> None:
        self.body.insertWidget(self.body.indexOf(self.next_step), strip)

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
                if place.begin and self._is_empty:
                    self._begin()
            case Place.NEW:
                self.primary_new()
            case str() if not isinstance(place, Place):
                self._go_to(parse_period(place))
            case _:
                pass

    @override
    def primary_new(self) -> None:
        """Ctrl+N: a new item; in a period without a plan, the plan itself."""
        if self.rooms.is_open:
            self.rooms.add()
        elif self._is_empty:
            self._begin()
        else:
            self._add()

    @override
    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if self.rooms.is_open:
            return self.rooms.areas()
        if self.empty.isVisible():
            return [self.former, self.empty.button]
        strips: list[QWidget] = [self.amendment.form.editor("reason")] if self._amends else []
        if self.moving.is_asking:
            strips.append(self.moving.strip.form.editor("first"))
        found: list[QWidget] = [self.former, *strips, self.view_row.stop, self.filters.search, self.views.seen]
        panel = self._open_panel
        return [*found, panel.item_form.editor("title")] if panel is not None else found

    @override
    def landing(self) -> QWidget | None:
        if self._shown is None:
            return None
        if self.rooms.is_open:
            return super().landing()
        return self.empty.button if self.empty.isVisible() else self.views.seen

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shown is None:
            QTimer.singleShot(_FRAME_MS, self, self._show_first)
        elif self._stale or self._today != self._work.db.today():
            self.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None:
            self._fit_header()

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        """A spreadsheet dropped on the page is read as rows of the plan."""
        own = self._own
        tables = [path for path in paths if path.suffix.lower() in TABLES]
        if own is None or len(paths) != 1 or not tables:
            return False
        self.rooms.show_import(own.id, path=tables[0])
        return True

    def reload(self) -> None:
        """Read and show the period anew; what is being edited stays."""
        self._stale = False
        self._today = self._work.db.today()
        if self._choices_stale:
            self._choices_stale = False
            self._sections = plan_sections(self._work.db)
            if "panel" in self.__dict__:
                self.panel.offer(plan_choices(self._work.db))
        self._shown = plan_board(self._work.db, self._period, self._wish())
        if self.rooms.is_open:
            self._stale = True
            return
        self._show_board()
        self._show_panel_again()

    def copy_table(self) -> None:
        """Put the lines shown on the clipboard, for Excel and Word."""
        lines = self._board.lines
        copy_rows(COPIED, copied_cells(lines))
        rows = counted(len(lines), "строка", "строки", "строк")
        self._work.messages.tell(f"Скопировано: {rows}. Вставьте в Excel или Word")

    def save_dates(self) -> None:
        """Write the dates of the lines shown into a file for a phone's calendar."""
        wish = replace(self._wish(), order=LineOrder.DAY, descending=False)
        save_dates(self._work, self, self._period, wish=wish, choose_target=self.choose_target)

    # --- building

    def _make_body(self) -> None:
        theme, db = self.theme, self._work.db
        self.next_step = NextStepLine(theme)
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
        self.body.addWidget(self.next_step)
        self.body.addWidget(self._filled, 1)
        self.body.addWidget(self._empty_sheet, 1)
        self.body.addWidget(self.rooms, 1)

    def _add_actions(self) -> None:
        """What the menu of a line offers, and the keys of records."""
        for words, keys, act in (
            ("Открыть", "", self._edit_current),
            ("Внести факт", "", self._ask_fact),
            ("Отметить выполненным", "", self._mark_done),
            ("Перенести…", "", self.moving.ask_days),
            ("Убрать из плана", "Del", self._remove_current),
        ):
            action = QAction(words, self.tree)
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(act)
            self.tree.addAction(action)
        for key, step in ((Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)):
            turn = QShortcut(QKeySequence(QKeyCombination(Qt.KeyboardModifier.AltModifier, key)), self)
            turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turn.activated.connect(lambda by=step: self._go_along(by))
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self._filled)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._on_paste)
        paper = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        paper.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paper.activated.connect(self._on_print)

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
        self.views.add_wanted.connect(self._add)
        self.views.opened.connect(self._edit_current)
        self.views.current_changed.connect(self._on_current)
        self.views.new_wanted.connect(self._add)
        self.views.beyond.connect(self._go_to_day)
        self.views.turned.connect(self._show_days)
        self.view_row.chosen.connect(self._on_view)
        self.view_row.turned.connect(self._on_turned)
        self.view_row.mode_chosen.connect(self._on_mode)
        self.view_row.today_wanted.connect(self._on_today)
        self.tree.written.connect(self._on_cell)
        self.next_step.pressed.connect(self._on_step)
        self.next_step.obstacles_wanted.connect(self._on_obstacles)
        self.empty.pressed.connect(self._begin)
        self.empty.linked.connect(self._on_copy)
        self.rooms.entered.connect(self._on_room)
        self.rooms.left.connect(self._on_home)
        self.rooms.item_wanted.connect(self._show_item)
        self.rooms.period_wanted.connect(self._go_to)

    # --- showing

    @property
    def _board(self) -> PlanBoard:
        """What the period holds, as far as it is asked for; read when it is first needed."""
        if self._shown is None:
            self.reload()
        return cast("PlanBoard", self._shown)

    def _show_first(self) -> None:
        if self._shown is None:
            self.reload()
            if self.hasFocus():
                self.take_focus()

    @property
    def _is_empty(self) -> bool:
        return self._own is None and not self._board.counts.items

    @property
    def _own(self) -> PlanInPeriod | None:
        return own_plan(self._period, self._board.plans)

    @property
    def _open_panel(self) -> ItemPanel | None:
        return self.panel if "panel" in self.__dict__ and self.panel.is_open else None

    @property
    def _amends(self) -> bool:
        """Whether the plan is open to amendments: their reason is asked, or written already."""
        return "amendment" in self.__dict__ and not self.amendment.isHidden()

    @property
    def _steps(self) -> bool:
        """Whether the paper behind the plan's next state is asked."""
        return "step" in self.__dict__ and not self.step.isHidden()

    def _close_strips(self) -> None:
        if self._amends:
            self.amendment.hide()
        if self._steps:
            self.step.hide()

    def _show_board(self) -> None:
        board, is_empty = self._board, self._is_empty
        self._empty_sheet.setVisible(is_empty)
        self._filled.setVisible(not is_empty)
        self.main.setVisible(not is_empty)
        self.empty.say(f"План на {short_title(self._period)} ещё не начат.", "Начать план", "Скопировать прошлый план…")
        self.show_period(self._period)
        self.strip.show_spans(spans_of(self._period), board.marks, self._today)
        self._offer_filters()
        quick = board.quick_counts
        counts = (quick.overdue, quick.in_progress, quick.no_fact)
        self.filters.show_counts(dict(zip(QuickFilter, counts, strict=True)))
        if board.counts.items:
            self.views.say_empty("Ничего не нашлось", link="Сбросить фильтры")
        else:
            self.views.say_empty("В плане пока нет пунктов, разделы уже готовы.", button="Добавить пункт")
        span = Span(self._period.start, self._period.end)
        is_dated = self.views.dated is not None
        days_off = {each.day: each.title for each in non_working_days(self._work.db)} if is_dated else {}
        self.views.show_board(board, span, today=self._today, days_off=days_off)
        self._show_life()

    def _show_life(self) -> None:
        """Where the plan is on its way, and whether it is open to changes."""
        own = self._own
        locked = own is not None and needs_amendment(own.status)
        if not locked and self._amends:
            self.amendment.hide()
        following = next_status(own.status) if own is not None else None
        if own is not None and following is not None and own.items and not locked and not self._steps:
            self.next_step.show_step(own.status, following, blocked_by=self._obstacles(own))
        else:
            self.next_step.hide()
        self.show_main(amends=locked and not self._amends)
        self._fit_header()

    def _fit_header(self) -> None:
        if self.rooms.is_open:
            return
        total = self.show_state(self._board, self._own)
        shown = f"{len(self._board.lines)} из {self._board.counts.items}"
        self.filters.show_total(shown if total and self.filters.is_on else total)

    def _offer_filters(self) -> None:
        self.filters.offer(self._sections, self._board.responsibles)

    def _show_panel_again(self) -> None:
        """After a reload: the stored item anew, unless it is being edited; a removed one closes."""
        panel = self._open_panel
        if panel is None or not isinstance(panel.key, int) or panel.is_changed():
            return
        try:
            card = plan_item_card(self._work.db, panel.key)
        except UserError:
            panel.close_panel()
            return
        if panel.card != card:
            panel.show_card(card, self._number_of(card), focus=False)

    def _number_of(self, card: PlanItemCard) -> str:
        found = (line.number for line in self._board.lines if line.id == card.id)
        return next(found, card.draft.task_no or "")

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
        self._period = period
        self.strip.let_go()
        self._close_strips()
        self.moving.close_strip()
        self._after_reason = None
        self.reload()

    def _on_kind(self, key: str) -> None:
        plans = plans_of_period(self._work.db, self._period)
        self._go_to(period_of_kind(key, self._period, self._today, plans))

    def _on_week(self) -> None:
        self.reload()

    def _show_item(self, item_id: int) -> None:
        card = self._card_of(item_id)
        if card is None:
            return
        if plan_card(self._work.db, card.plan_id).draft.kind is PlanKind.ROADMAP:
            self.rooms.show_roadmap(card.plan_id).show_item(item_id)
            return
        day = card.draft.postponed_to if card.draft.status is PlanItemStatus.POSTPONED else card.draft.due_to
        if day is not None and day not in self._period:
            self._go_to(quarter_of(day))
        self._reset_filters()
        if self.views.select(lambda line: line.id == item_id):
            self._edit_current()

    def _reset_filters(self) -> None:
        self.strip.let_go()
        self.filters.reset()

    def _go_along(self, by: int) -> None:
        """Alt and an arrow: the former or the next item, the panel with it."""
        lines, row = self.views.lines(), self.views.current_line()
        place = next((at for at, line in enumerate(lines) if row is not None and line.id == row.id), -1) + by
        if 0 <= place < len(lines):
            wanted = lines[place].id
            self.views.select(lambda line: line.id == wanted)

    # --- editing one item

    def _card_of(self, item_id: int) -> PlanItemCard | None:
        try:
            return plan_item_card(self._work.db, item_id)
        except UserError as gone:
            self._work.messages.refuse(gone)
            self.reload()
            return None

    def _edit_current(self) -> None:
        line = self.views.current_line()
        card = self._card_of(line.id) if line is not None else None
        if line is not None and card is not None:
            self.panel.show_card(card, line.number, focus=True)

    def _on_current(self, line: object) -> None:
        """The panel follows the arrows while nothing in it is unsaved."""
        panel = self._open_panel
        if not isinstance(line, PlanLine) or panel is None or panel.is_changed():
            return
        if panel.key != line.id and (card := self._card_of(line.id)) is not None:
            panel.show_card(card, line.number, focus=False)

    def _on_main(self) -> None:
        own = self._own
        if own is not None and needs_amendment(own.status) and not self._amends:
            self._after_reason = None
            self.amendment.ask()
            self._show_life()
        else:
            self._add()

    def _add(self) -> None:
        wish, line, span = self._wish(), self.views.current_line(), self.strip.span
        section = wish.section_id or (line.section_id if line is not None else self._sections[0].id)
        day = self.views.day or (span.start if span else self._today)
        if day not in self._period:
            day = self._period.start
        self.panel.show_new(
            {
                "section_id": section,
                "task_no": self._propose(section),
                "due_from": day,
                "due_to": day,
                "mode": Mode.IN_PERSON,
                "responsible_id": wish.responsible_id or self._work.actor().person_id,
                "status": PlanItemStatus.PLANNED,
            }
        )

    def _on_section(self, section_id: int) -> None:
        """A new item of another section takes the next number there, unless its number was typed."""
        field = self.panel.item_form.editor("task_no")
        if self.panel.key == NEW and isinstance(field, TextField) and field.value() == self._proposed:
            field.set_value(self._propose(section_id))

    def _propose(self, section_id: int) -> str:
        places = [at for at, each in enumerate(self._sections, start=1) if each.id == section_id]
        self._proposed = next_number(self._board, section_id, places[0])
        return self._proposed

    def _on_save(self, key: object) -> None:
        draft = self.panel.item_form.draft()
        if draft is None or self._write.busy:
            return
        if key == NEW:
            self._save_new(draft)
        elif self.panel.card is not None:
            self._save_changed(self.panel.card, draft)

    def _save_new(self, draft: PlanItemDraft) -> None:
        plans = plans_of_period(self._work.db, Period("", self._period.kind, draft.due_to, draft.due_to))
        plan = narrowest(plans, draft.due_to)
        if plan is None:
            sentence = "На эту дату плана ещё нет. Сначала начните план того периода"
            self.panel.item_form.show_problems([FieldProblem("due_to", sentence)])
        elif self._has_reason(plan.status, self.panel.save):
            self._write.add(plan, draft, reason=self._reason, then=self._on_added, watch=self.panel.storing)

    def _on_added(self, item_id: int) -> None:
        self.panel.saved(NEW, became=item_id, close=True)
        self.views.select(lambda line: line.id == item_id)
        self.views.take_focus()

    def _save_changed(self, card: PlanItemCard, draft: PlanItemDraft) -> None:
        before, after = card.draft.model_dump(), draft.model_dump()
        changed = {name for name in after if before[name] != after[name]}
        if not changed:
            self.panel.saved(card.id)
        elif changed <= _FACTS or self._has_reason(card.plan_status, self.panel.save):
            number, reason = self._number_of(card), self._reason
            self._write.change(
                card,
                draft,
                number=number,
                reason=reason,
                then=partial(self._on_changed, card.id),
                watch=self.panel.storing,
            )

    def _on_changed(self, item_id: int) -> None:
        self.panel.saved(item_id)
        self._show_panel_again()

    def _mark_done(self) -> None:
        line = self.views.current_line()
        card = self._card_of(line.id) if line is not None else None
        if line is not None and card is not None:
            self._write.mark_done(card, number=line.number)

    def _ask_fact(self) -> None:
        line = self.views.current_line()
        if line is not None:
            self._go_to_fact(line.id)

    def _go_to_fact(self, item_id: int) -> None:
        self._work.go("events", NewEvent(plan_item_id=item_id))

    def _go_to_event(self, event_id: int) -> None:
        self._work.go("events", event_id)

    def _remove_current(self) -> None:
        line = self.views.current_line()
        if line is not None:
            self._remove(line.id)

    def _remove(self, item_id: int) -> None:
        card = self._card_of(item_id)
        if card is None or not self._has_reason(card.plan_status, lambda: self._remove(item_id)):
            return

        def removed() -> None:
            panel = self._open_panel
            if panel is not None and panel.key == item_id:
                panel.drop()
            self.views.take_focus()

        self._write.remove(item_id, number=self._number_of(card), reason=self._reason, then=removed)

    def _on_drafts(self) -> None:
        self._show_drafts(self.panel.drafts)

    def _show_drafts(self, keys: Iterable[object]) -> None:
        self.tree.show_drafts(frozenset(key for key in keys if isinstance(key, int)))

    def _on_dropped(self) -> None:
        self._work.messages.tell("Правки не записаны")

    # --- the life of the plan

    def _begin(self) -> None:
        above = year_above(self._period, plans_of_period(self._work.db, self._period))
        self._write.begin(self._period, above, self._on_begun)

    def _on_begun(self) -> None:
        self.reload()
        self._add()

    def _on_step(self) -> None:
        own = self._own
        following = next_status(own.status) if own is not None else None
        if own is not None and following in CHECKED and self._obstacles(own):
            self._on_obstacles()
        elif following is not None:
            self.next_step.hide()
            self.step.ask(following)

    def _on_step_closed(self) -> None:
        self._show_life()
        self.views.take_focus()

    def _on_decided(self, approval: PlanApproval) -> None:
        own = self._own
        if own is None or not is_confirmed(self, self.theme, approval.status):
            return
        self.step.hide()
        self._write.advance(own, approval)

    @property
    def _reason(self) -> str:
        return self.amendment.reason if self._amends else ""

    def _has_reason(self, status: PlanStatus, then: Callable[[], None]) -> bool:
        """Whether a plan in this state may be changed now; if a reason is missing it is asked, then `then` goes on."""
        if not needs_amendment(status) or self._reason:
            return True
        self._after_reason = then
        self.amendment.ask_missing()
        self._show_life()
        return False

    def _on_reason(self) -> None:
        then, self._after_reason = self._after_reason, None
        if then is not None:
            then()
        else:
            self.views.take_focus()

    def _on_amended(self) -> None:
        self._after_reason = None
        self._show_life()
        self.views.take_focus()

    def _on_more(self) -> None:
        menu = self.more_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def more_menu(self) -> QMenu:
        """What can be done with the whole plan."""
        menu = named(QMenu(self), "plan-menu", "Действия с планом")
        own = self._own
        following = next_status(own.status) if own is not None else None
        if following is not None:
            menu.addAction(STEP_VERBS[following], self._on_step)
        if own is None or own.kind is not PLAN_KIND[self._period.kind]:
            menu.addAction(f"Начать план на {short_title(self._period)}", self._begin)
        if self._board.counts.items:
            menu.addAction("Скопировать таблицу", self.copy_table)
            dates = menu.addAction("Сохранить даты для телефона (.ics)…", self.save_dates)
            dates.setToolTip("Файл с датами показанных пунктов: откройте его на телефоне, и они встанут в календарь")
            menu.setToolTipsVisible(True)
        menu.addSeparator()
        self.rooms.fill_menu(menu, own, self._period.start)
        return menu

    # --- rooms

    def _on_room(self, heading: str, subtitle: str) -> None:
        """A room stands instead of the lines: the header says which, and the way back."""
        self._close_strips()
        self.moving.close_strip()
        for widget in (self.next_step, self._filled, self._empty_sheet):
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

    def _obstacles(self, own: PlanInPeriod) -> int:
        """How much stands in the way of the plan's next state."""
        return sum(each.blocks for each in plan_obstacles(self._work.db, own.id))

    def _on_obstacles(self) -> None:
        own = self._own
        if own is not None:
            self.rooms.show_obstacles(own.id)

    def _on_copy(self) -> None:
        self.rooms.show_copy_for(self._period)

    def _on_print(self) -> None:
        """Ctrl+P: the paper of the room, else the plan of the period."""
        own = self._own
        if self.rooms.room is not None:
            self.rooms.room.print_paper()
        elif own is not None:
            self.rooms.print_plan(own.id)

    def _on_paste(self) -> None:
        """Ctrl+V with a table in the clipboard: its rows are offered to the plan."""
        table, own = pasted_table(QGuiApplication.clipboard().mimeData()), self._own
        if table is not None and own is not None:
            self.rooms.show_import(own.id, pasted=table)

    # --- table, calendar, timeline

    def _on_view(self, view: PlanView) -> None:
        """Look at the plan in another way; a week chosen over the table becomes the days of the calendar."""
        span = self.strip.span
        self.moving.close_strip()
        self._show_view(view)
        self._work.remembered.remember_view(_SECTION, view)
        self.strip.let_go()
        self.reload()
        dated = self.views.dated
        if dated is not None and span is not None and dated.current_line() is None:
            dated.go_to(span.start)

    def _show_view(self, view: PlanView) -> None:
        self.views.show_view(view)
        self.view_row.show_view(view)

    def _show_days(self) -> None:
        calendar = self.views.calendar
        self.view_row.show_calendar(calendar.title, calendar.mode)

    def _on_turned(self, by: int) -> None:
        self.views.calendar.turn(by)

    def _on_mode(self, mode: CalendarMode) -> None:
        self.views.calendar.show_mode(mode)

    def _on_today(self) -> None:
        self.views.calendar.go_to(self._today)

    def _go_to_day(self, day: date) -> None:
        """A day of another period: that period, and the day in it."""
        self._go_to(period_of(self._period.kind, day))
        dated = self.views.dated
        if dated is not None and day in dated.span:
            dated.go_to(day)

    # --- editing in the row

    def _on_cell(self, line: PlanLine, key: str, value: object) -> None:
        """What was written in a row; a state that asks for more is gone on with in the panel."""
        match LineOrder(key), value:
            case LineOrder.DAY, date():
                first = value if line.due_from == line.due_to else min(line.due_from, value)
                is_moved = line.status is PlanItemStatus.POSTPONED
                self.moving.ask(ItemMove(line, value if is_moved else first, value))
            case LineOrder.STATE, PlanItemStatus():
                self._on_state(line, value)
            case LineOrder.COUNT, int():
                self._change_cell(line, {"planned_count": value})
            case LineOrder.RESPONSIBLE, int():
                self._change_cell(line, {"responsible_id": value})
            case _:
                pass

    def _on_state(self, line: PlanLine, status: PlanItemStatus) -> None:
        if status is PlanItemStatus.DONE:
            self._mark_done()
        elif status in (PlanItemStatus.POSTPONED, PlanItemStatus.CANCELLED):
            self._edit_current()
            self.panel.item_form.choose_status(status)
        else:
            self._change_cell(line, {"status": status, "done_on": None, "postponed_to": None, "reason": None})

    def _change_cell(self, line: PlanLine, values: Mapping[str, object]) -> None:
        card = self._card_of(line.id)
        if card is None:
            return
        if values.keys() <= _FACTS or self._has_reason(card.plan_status, lambda: self._change_cell(line, values)):
            draft = card.draft.model_copy(update=dict(values))
            self._write.change(card, draft, number=line.number, reason=self._reason, then=self._show_panel_again)

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
