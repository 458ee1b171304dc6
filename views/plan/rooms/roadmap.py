"""«Дорожная карта»: task → activity → indicator → planned value beside the fact → deadline, edited in the panel."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.commands.plans import add_plan_item, change_plan_item, remove_plan_item
from models.errors import UserError
from models.queries.plan_board import plan_choices, plan_item_card, plan_sections
from models.queries.plan_card import plan_card
from models.queries.plan_roadmap import roadmap_lines
from models.rows.codes import Mode, PlanItemStatus
from models.rows.plan_board import PlanItemCard
from models.rows.plan_card import PlanCard
from models.rows.plan_roadmap import RoadmapLine, RoadmapTask
from models.rows.plans import PlanItemDraft
from models.rules.plan_marks import term
from models.rules.plans import is_overdue, needs_amendment
from models.rules.words import NBSP, amount, day_in_table
from views.papers.offer import offer
from views.places import NewEvent
from views.plan.item_panel import NEW, ItemPanel
from views.plan.looks import state_look, state_word
from views.plan.papers import plan_wish
from views.plan.rooms.room import Room
from views.plan.strips import AmendmentStrip
from views.states import State
from views.widgets.buttons import Button, row_of
from views.widgets.columns import Column
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.tree import Group, GroupedTree
from views.workplace import Workplace

_DASH = "—"
_DRAFTS = "roadmap-item"
"""Under which name the drafts of the panel are kept."""


class RoadmapRoom(Room):
    """The lines of one plan by the tasks they serve; in an approved one a change asks for its reason."""

    passport_wanted = Signal(int)

    tables = frozenset(
        {"plan", "plan_item", "plan_item_task", "event", "attendance", "product", "indicator_value", "person"}
    )

    def __init__(self, workplace: Workplace, plan_id: int) -> None:
        super().__init__(workplace)
        theme = workplace.theme
        self._id = plan_id
        self._card: PlanCard | None = None
        self._after_reason: Callable[[], None] | None = None
        self.amendment = AmendmentStrip(theme)
        self.amendment.given.connect(self._on_reason)
        self.amendment.ended.connect(self._on_amended)
        self.tree: GroupedTree[RoadmapLine] = GroupedTree(
            theme, self._columns(), "roadmap-lines", "Дорожная карта", workplace.remembered
        )
        self.tree.opened.connect(self._on_opened)
        self.tree.current_changed.connect(self._on_current)
        self.tree.empty.pressed.connect(self.add)
        row_action(self.tree, "Убрать пункт", self._on_remove_current, "Del")
        self.more = named(Button(theme, "Паспорт плана", small=True), "roadmap-passport", "Паспорт дорожной карты")
        self.more.clicked.connect(lambda: self.passport_wanted.emit(self._id))
        self.print_button = named(Button(theme, "Печать…", icon="print", small=True), "roadmap-print", "Печать карты")
        self.print_button.clicked.connect(self.print_paper)
        self.new = named(
            Button(theme, "Добавить пункт", icon="add", role="primary", small=True), "roadmap-add", "Добавить пункт"
        )
        self.new.clicked.connect(self.add)
        sheet = Sheet(theme, "Задачи и показатели", inset=1)
        sheet.header.addWidget(row_of(self.more, self.print_button, self.new))
        sheet.body.addWidget(self.tree)
        self._split = SplitPage(theme, sheet)
        self.body.addWidget(self.amendment)
        self.body.addWidget(self._split, 1)
        self.reload()

    @cached_property
    def panel(self) -> ItemPanel:
        """The fields of one item; made when they are first asked for."""
        made = ItemPanel(self.theme, self.at.db)
        made.offer(plan_choices(self.at.db))
        made.saving.connect(self._on_save)
        made.removal_asked.connect(self._remove)
        made.fact_asked.connect(self._go_to_fact)
        made.event_opened.connect(self._go_to_event)
        made.dropped.connect(lambda: self.at.messages.tell("Правки не записаны"))
        self._split.hold(made)
        made.keep_drafts(self.at.data_folder, _DRAFTS)
        return made

    @override
    def areas(self) -> list[QWidget]:
        asked = [] if self.amendment.isHidden() else [self.amendment.form.editor("reason")]
        panel = self._open_panel
        return [*asked, self.tree, self.new, *([panel.item_form.editor("title")] if panel is not None else [])]

    @override
    def first(self) -> QWidget:
        return self.tree

    @override
    def reload(self) -> None:
        try:
            self._card = plan_card(self.at.db, self._id)
            tasks = roadmap_lines(self.at.db, self._id)
        except UserError as gone:
            self.at.messages.refuse(gone)
            self.left.emit()
            return
        self.tree.show_groups([_group(task) for task in tasks])
        self.tree.say_empty("В дорожной карте пока нет пунктов.", button="Добавить пункт")
        draft = self._card.draft
        state = self._card.status.label
        term = f"{day_in_table(draft.starts_on)} – {day_in_table(draft.ends_on)}"
        self.show_heading("Дорожная карта", f"{draft.title} · {term} · {state}")
        self._show_panel_again()

    def show_item(self, item_id: int) -> None:
        """Go to an item and open it."""
        if self.tree.select(lambda line: line.id == item_id):
            self._open(item_id, focus=True)

    @override
    def add(self) -> None:
        """A new item of this plan, for the task one is on."""
        card = self._card
        if card is None:
            return
        line = self.tree.current_row()
        task = self._task_of(line) if line is not None else None
        today = self.at.db.today()
        due = min(max(today, card.draft.starts_on), card.draft.ends_on)
        self.panel.show_new(
            {
                "section_id": plan_sections(self.at.db)[0].id,
                "due_from": due,
                "due_to": due,
                "mode": Mode.IN_PERSON,
                "responsible_id": self.at.actor().person_id,
                "status": PlanItemStatus.PLANNED,
                "task_ids": () if task is None else (task,),
            }
        )

    @override
    def print_paper(self) -> None:
        """Look at the map as it prints."""
        if self._card is not None:
            offer(self.at, self, plan_wish(self._card))

    # --- within

    def _columns(self) -> tuple[Column[RoadmapLine], ...]:
        return (
            Column("title", "Мероприятие", lambda line: line.title, least=260, order=lambda line: line.title),
            Column("indicator", "Показатель", lambda line: line.indicator or _DASH, width=220, rank=2),
            Column("planned", "План", _planned, "right", width=84, order=lambda line: line.planned_value or 0),
            Column("fact", "Факт", _fact, "right", width=84, order=lambda line: line.fact or 0,
                   icon=lambda line: "checkmark" if line.is_reached else "",
                   tone=lambda line: State.DONE if line.is_reached else None,
                   tooltip=lambda line: "Плановое значение достигнуто" if line.is_reached else ""),
            Column("due", "Срок", lambda line: term(line.due_from, line.due_to), width=176, rank=1,
                   order=lambda line: (line.due_to, line.due_from)),
            Column("responsible", "Ответственный", lambda line: line.responsible, width=148, rank=3),
            Column("state", "Состояние", lambda line: state_word(line.status, is_overdue=self._is_late(line)),
                   width=158, chip=lambda line: state_look(self.theme, line.status, is_overdue=self._is_late(line))),
        )  # fmt: skip

    def _is_late(self, line: RoadmapLine) -> bool:
        return is_overdue(line.status, line.due_to, self.at.db.today())

    @property
    def _open_panel(self) -> ItemPanel | None:
        return self.panel if "panel" in self.__dict__ and self.panel.is_open else None

    def _task_of(self, line: RoadmapLine) -> int | None:
        group = next((each for each in self.tree.grouped.groups if line in each.rows), None)
        return int(group.key) if group is not None and group.key else None

    def _card_of(self, item_id: int) -> PlanItemCard | None:
        try:
            return plan_item_card(self.at.db, item_id)
        except UserError as gone:
            self.at.messages.refuse(gone)
            self.reload()
            return None

    def _open(self, item_id: int, *, focus: bool) -> None:
        card = self._card_of(item_id)
        if card is not None:
            self.panel.show_card(card, card.draft.task_no or "", focus=focus)

    def _on_opened(self, line: RoadmapLine) -> None:
        self._open(line.id, focus=True)

    def _on_current(self, line: RoadmapLine | None) -> None:
        panel = self._open_panel
        if line is not None and panel is not None and not panel.is_changed() and panel.key != line.id:
            self._open(line.id, focus=False)

    def _show_panel_again(self) -> None:
        panel = self._open_panel
        if panel is not None and isinstance(panel.key, int) and not panel.is_changed():
            try:
                card = plan_item_card(self.at.db, panel.key)
            except UserError:
                panel.close_panel()
                return
            if panel.card != card:
                panel.show_card(card, card.draft.task_no or "", focus=False)

    def _go_to_fact(self, item_id: int) -> None:
        self.at.go("events", NewEvent(plan_item_id=item_id))

    def _go_to_event(self, event_id: int) -> None:
        self.at.go("events", event_id)

    def _has_reason(self, then: Callable[[], None]) -> bool:
        if self._card is None or not needs_amendment(self._card.status) or self.amendment.reason:
            return True
        self._after_reason = then
        self.amendment.ask_missing()
        return False

    def _on_reason(self) -> None:
        then, self._after_reason = self._after_reason, None
        if then is not None:
            then()
        else:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_amended(self) -> None:
        self._after_reason = None
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self, key: object) -> None:
        draft = self.panel.item_form.draft()
        if draft is None or not self._has_reason(self.panel.save):
            return
        db, actor, reason = self.at.db, self.at.actor(), self.amendment.reason or None
        if key == NEW:
            self.write(
                lambda: add_plan_item(db, self._id, draft, actor=actor, amendment=reason),
                lambda _id: "Пункт добавлен в дорожную карту",
                self._on_added,
                watch=self.panel.storing,
            )
        elif self.panel.card is not None:
            self._change(self.panel.card.id, draft, reason)

    def _change(self, item_id: int, draft: PlanItemDraft, reason: str | None) -> None:
        db, actor = self.at.db, self.at.actor()
        self.write(
            lambda: change_plan_item(db, item_id, draft, actor=actor, amendment=reason),
            lambda _none: "Пункт дорожной карты: правки записаны",
            lambda _none: self._on_changed(item_id),
            watch=self.panel.storing,
        )

    def _on_added(self, item_id: int) -> None:
        self.panel.saved(NEW, became=item_id, close=True)
        self.reload()
        self.tree.select(lambda line: line.id == item_id)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, item_id: int) -> None:
        self.panel.saved(item_id)
        self.reload()

    def _on_remove_current(self) -> None:
        line = self.tree.current_row()
        if line is not None:
            self._remove(line.id)

    def _remove(self, item_id: int) -> None:
        if not self._has_reason(lambda: self._remove(item_id)):
            return
        db, actor, reason = self.at.db, self.at.actor(), self.amendment.reason or None

        def removed(_none: None) -> None:
            panel = self._open_panel
            if panel is not None and panel.key == item_id:
                panel.drop()
            self.reload()
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(
            lambda: remove_plan_item(db, item_id, actor=actor, amendment=reason),
            lambda _none: "Пункт убран из дорожной карты",
            removed,
        )


def _group(task: RoadmapTask) -> Group[RoadmapLine]:
    reached = sum(line.is_reached for line in task.lines)
    measured = sum(line.planned_value is not None for line in task.lines)
    words = f"достигнуто {reached} из {measured}" if measured else ""
    return Group(str(task.id or ""), task.title, words, task.lines)


def _planned(line: RoadmapLine) -> str:
    if line.planned_value is None:
        return _DASH
    unit = f"{NBSP}{line.unit}" if line.unit == "%" else ""
    return f"{amount(line.planned_value)}{unit}"


def _fact(line: RoadmapLine) -> str:
    return _DASH if line.fact is None else amount(line.fact)
