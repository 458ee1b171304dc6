"""Editing one item of the plan: in the panel, in its row, from its menu; the reason is asked where one is needed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property, partial

from PySide6.QtCore import QObject, Signal

from models.errors import UserError
from models.queries.plan_board import plan_choices, plan_item_card, plans_of_period
from models.rows.codes import Mode, PlanItemStatus
from models.rows.draft import FieldProblem
from models.rows.plan_board import LineOrder, PlanItemCard, PlanLine
from models.rows.plans import PlanItemDraft
from models.rules.periods import Period
from views.drafts import kept_drafts
from views.places import NewEvent, Place
from views.plan.item_panel import NEW, ItemPanel
from views.plan.life import PlanLife
from views.plan.lines_tree import LinesTree
from views.plan.moving import Moving
from views.plan.placing import ItemMove
from views.plan.shown_plan import ShownPlan
from views.plan.views import PlanViews
from views.plan.which_plan import narrowest, next_number
from views.plan.writer import PlanWriter
from views.widgets.fields import TextField
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.workplace import Workplace

_DRAFTS = "plan-item"
"""Under which name the drafts of the panel are kept."""
_FACTS = frozenset({"status", "done_on", "postponed_to", "reason"})
"""Fields that say what became of an item: they change without an amendment."""


class ItemEditing(QObject):
    """Owns the panel of an item, and writes what is edited there and in the rows; `split` holds the panel."""

    gone = Signal()
    """An item that was asked for is not there any more."""

    def __init__(
        self,
        workplace: Workplace,
        plan: ShownPlan,
        *,
        views: PlanViews,
        tree: LinesTree,
        split: SplitPage,
        life: PlanLife,
        writer: PlanWriter,
        moving: Moving,
    ) -> None:
        super().__init__(split)
        self._work = workplace
        self._plan = plan
        self._views = views
        self._tree = tree
        self._split = split
        self._life = life
        self._write = writer
        self._moving = moving
        self._proposed = ""
        self._add_actions()
        tree.written.connect(self._on_cell)
        views.opened.connect(self.edit_current)
        views.current_changed.connect(self._on_current)
        self._show_drafts(kept_drafts(workplace.data_folder, _DRAFTS))

    def _add_actions(self) -> None:
        """What the menu of a line offers."""
        for words, keys, act in (
            ("Открыть", "", self.edit_current),
            ("Внести факт", "", self.ask_fact),
            ("Отметить выполненным", "", self.mark_done),
            ("Перенести…", "", self._moving.ask_days),
            ("Убрать из плана", "Del", self.remove_current),
        ):
            row_action(self._tree, words, act, keys)

    @cached_property
    def panel(self) -> ItemPanel:
        """The fields of one item; made when they are first asked for, as the list itself should not wait for them."""
        made = ItemPanel(self._work.theme, self._work.db)
        made.offer(plan_choices(self._work.db))
        made.item_form.section_chosen.connect(self._on_section)
        made.item_form.team_asked.connect(lambda: self._work.go("settings", Place.TEAM))
        made.saving.connect(self._on_save)
        made.drafts_changed.connect(self._on_drafts)
        made.dropped.connect(self._on_dropped)
        made.removal_asked.connect(self.remove)
        made.fact_asked.connect(self._go_to_fact)
        made.event_opened.connect(self._go_to_event)
        self._split.hold(made)
        made.keep_drafts(self._work.data_folder, _DRAFTS)
        return made

    @property
    def open_panel(self) -> ItemPanel | None:
        """The panel, if it is open."""
        return self.panel if "panel" in self.__dict__ and self.panel.is_open else None

    def card_of(self, item_id: int) -> PlanItemCard | None:
        """An item as it is stored; if it is gone that is told."""
        try:
            return plan_item_card(self._work.db, item_id)
        except UserError as gone:
            self._work.messages.refuse(gone)
            self.gone.emit()
            return None

    def offer_anew(self) -> None:
        """What the fields propose has changed."""
        if "panel" in self.__dict__:
            self.panel.offer(plan_choices(self._work.db))

    def show_again(self) -> None:
        """After a reload: the stored item anew, unless it is being edited; a removed one closes."""
        panel = self.open_panel
        if panel is None or not isinstance(panel.key, int) or panel.is_changed():
            return
        try:
            card = plan_item_card(self._work.db, panel.key)
        except UserError:
            panel.close_panel()
            return
        if panel.card != card:
            panel.show_card(card, self._plan.number_of(card), focus=False)

    # --- what is done with an item

    def add(self) -> None:
        """Begin a new item, where the person stands."""
        plan, wish, line = self._plan, self._plan.wish(), self._views.current_line()
        section = wish.section_id or (line.section_id if line is not None else plan.sections[0].id)
        day = self._views.day or wish.first_day or plan.today
        if day not in plan.period:
            day = plan.period.start
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

    def edit_current(self) -> None:
        """Open the item one is on."""
        line = self._views.current_line()
        card = self.card_of(line.id) if line is not None else None
        if line is not None and card is not None:
            self.panel.show_card(card, line.number, focus=True)

    def go_along(self, by: int) -> None:
        """Go to the former or the next item, the panel with it."""
        lines, row = self._views.lines(), self._views.current_line()
        place = next((at for at, line in enumerate(lines) if row is not None and line.id == row.id), -1) + by
        if 0 <= place < len(lines):
            wanted = lines[place].id
            self._views.select(lambda line: line.id == wanted)

    def mark_done(self) -> None:
        """Say of the item one is on that it is done."""
        line = self._views.current_line()
        card = self.card_of(line.id) if line is not None else None
        if line is not None and card is not None:
            self._write.mark_done(card, number=line.number)

    def ask_fact(self) -> None:
        """Write the event down that fulfilled the item one is on."""
        line = self._views.current_line()
        if line is not None:
            self._go_to_fact(line.id)

    def remove_current(self) -> None:
        """Take the item one is on out of the plan."""
        line = self._views.current_line()
        if line is not None:
            self.remove(line.id)

    def remove(self, item_id: int) -> None:
        """Take an item out of the plan."""
        card = self.card_of(item_id)
        if card is None or not self._life.has_reason(card.plan_status, lambda: self.remove(item_id)):
            return

        def removed() -> None:
            panel = self.open_panel
            if panel is not None and panel.key == item_id:
                panel.drop()
            self._views.take_focus()

        self._write.remove(item_id, number=self._plan.number_of(card), reason=self._life.reason, then=removed)

    def _go_to_fact(self, item_id: int) -> None:
        self._work.go("events", NewEvent(plan_item_id=item_id))

    def _go_to_event(self, event_id: int) -> None:
        self._work.go("events", event_id)

    # --- the panel

    def _on_current(self, line: object) -> None:
        """The panel follows the arrows while nothing in it is unsaved."""
        panel = self.open_panel
        if not isinstance(line, PlanLine) or panel is None or panel.is_changed():
            return
        if panel.key != line.id and (card := self.card_of(line.id)) is not None:
            panel.show_card(card, line.number, focus=False)

    def _on_section(self, section_id: int) -> None:
        """A new item of another section takes the next number there, unless its number was typed."""
        field = self.panel.item_form.editor("task_no")
        if self.panel.key == NEW and isinstance(field, TextField) and field.value() == self._proposed:
            field.set_value(self._propose(section_id))

    def _propose(self, section_id: int) -> str:
        places = [at for at, each in enumerate(self._plan.sections, start=1) if each.id == section_id]
        self._proposed = next_number(self._plan.board, section_id, places[0])
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
        plans = plans_of_period(self._work.db, Period("", self._plan.period.kind, draft.due_to, draft.due_to))
        plan = narrowest(plans, draft.due_to)
        if plan is None:
            sentence = "На эту дату плана ещё нет. Сначала начните план того периода"
            self.panel.item_form.show_problems([FieldProblem("due_to", sentence)])
        elif self._life.has_reason(plan.status, self.panel.save):
            reason = self._life.reason
            self._write.add(plan, draft, reason=reason, then=self._on_added, watch=self.panel.storing)

    def _on_added(self, item_id: int) -> None:
        self.panel.saved(NEW, became=item_id, close=True)
        self._views.select(lambda line: line.id == item_id)
        self._views.take_focus()

    def _save_changed(self, card: PlanItemCard, draft: PlanItemDraft) -> None:
        before, after = card.draft.model_dump(), draft.model_dump()
        changed = {name for name in after if before[name] != after[name]}
        if not changed:
            self.panel.saved(card.id)
        elif self._is_allowed(changed, card, self.panel.save):
            self._write.change(
                card,
                draft,
                number=self._plan.number_of(card),
                reason=self._life.reason,
                then=partial(self._on_changed, card.id),
                watch=self.panel.storing,
            )

    def _on_changed(self, item_id: int) -> None:
        self.panel.saved(item_id)
        self.show_again()

    def _is_allowed(self, changed: Iterable[str], card: PlanItemCard, then: Callable[[], None]) -> bool:
        """Whether these fields may be changed now; where a reason is asked first, `then` goes on afterwards."""
        return _FACTS.issuperset(changed) or self._life.has_reason(card.plan_status, then)

    def _on_drafts(self) -> None:
        self._show_drafts(self.panel.drafts)

    def _show_drafts(self, keys: Iterable[object]) -> None:
        self._tree.show_drafts(frozenset(key for key in keys if isinstance(key, int)))

    def _on_dropped(self) -> None:
        self._work.messages.tell("Правки не записаны")

    # --- the row

    def _on_cell(self, line: PlanLine, key: str, value: object) -> None:
        """What was written in a row; a state that asks for more is gone on with in the panel."""
        match LineOrder(key), value:
            case LineOrder.DAY, date():
                first = value if line.due_from == line.due_to else min(line.due_from, value)
                is_moved = line.status is PlanItemStatus.POSTPONED
                self._moving.ask(ItemMove(line, value if is_moved else first, value))
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
            self.mark_done()
        elif status in (PlanItemStatus.POSTPONED, PlanItemStatus.CANCELLED):
            self.edit_current()
            self.panel.item_form.choose_status(status)
        else:
            self._change_cell(line, {"status": status, "done_on": None, "postponed_to": None, "reason": None})

    def _change_cell(self, line: PlanLine, values: Mapping[str, object]) -> None:
        card = self.card_of(line.id)
        if card is not None and self._is_allowed(values, card, lambda: self._change_cell(line, values)):
            draft = card.draft.model_copy(update=dict(values))
            self._write.change(card, draft, number=line.number, reason=self._life.reason, then=self.show_again)
