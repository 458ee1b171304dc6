"""«Собрать общий план»: module plans of the year, what collides among their items, and merging them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.plan_merge import merge_plans, unmerge_plan
from models.errors import UserError
from models.queries.plan_card import plan_card
from models.queries.plan_merge import collisions, merge_choices
from models.rows.plan_card import PlanCard
from models.rows.plan_merge import Collision, CollisionKind, MergeChoice, PlannedItem
from models.rules.plan_marks import term
from models.rules.plans import needs_amendment
from models.rules.words import counted, day_in_table
from views.plan.rooms.room import Room
from views.states import State
from views.widgets.buttons import Button
from views.widgets.columns import CellLook
from views.widgets.fields import TextField
from views.widgets.form import Form
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import label
from views.workplace import Workplace

_SIDE = 480
_SHORT = {
    CollisionKind.RESPONSIBLE: "Ответственный",
    CollisionKind.PLACE: "Место",
    CollisionKind.TITLE: "Повтор",
}


class MergeRoom(Room):
    """Left the module plans, ticked ones are merged by the button; right the collisions, Enter goes to the item."""

    tables = frozenset({"plan", "plan_item"})

    def __init__(self, workplace: Workplace, year_id: int) -> None:
        super().__init__(workplace)
        theme = workplace.theme
        self._id = year_id
        self._card: PlanCard | None = None
        self._ticked: set[int] = set()
        self._known: set[int] = set()
        self.table: PagedTable[MergeChoice] = PagedTable(
            [
                Column(
                    "tick", "", lambda row: "да" if self._takes(row) else "нет", width=40, check=self._box,
                    sortable=False,
                ),
                Column("title", "Модульный план", lambda row: row.title, second=_about, sortable=False),
                Column(
                    "state", "Состояние", lambda row: row.status.label.capitalize(), width=146, rank=1, sortable=False,
                    chip=lambda row: theme.chip("plan", row.status.label),
                ),
            ],
            identify=lambda row: row.id,
        )  # fmt: skip
        self.table.ticked.connect(self._on_ticked)
        self.plans: TableView[MergeChoice] = TableView(
            theme, self.table, "merge-plans", "Модульные планы", workplace.remembered
        )
        self.plans.say_empty("Модульных планов этого года пока нет. Начните их в «Все планы».")
        self.plans.current_changed.connect(self._on_current)
        apart = QAction("Отделить от общего плана", self.plans)
        apart.triggered.connect(self._on_apart)
        self.plans.addAction(apart)
        self.found: PagedTable[Collision] = PagedTable(self._columns(), identify=_key)
        self.clashes: TableView[Collision] = TableView(
            theme, self.found, "merge-collisions", "Что совпадает", workplace.remembered
        )
        self.clashes.opened.connect(self._go_to_other)
        for words, act in (("К первому пункту", self._go_to_one), ("Ко второму пункту", self._go_to_other)):
            action = QAction(words, self.clashes)
            action.triggered.connect(act)
            self.clashes.addAction(action)
        self.form = Form(theme)
        self.form.add(
            "reason",
            "Причина изменения",
            TextField(theme, max_length=500),
            hint="Общий план утверждён: изменения идут с причиной.",
        )
        self._words = label("", wrapped=True)
        self.go = named(Button(theme, "Объединить", role="primary"), "merge-go", "Объединить планы")
        self.go.clicked.connect(self._on_go)
        self.apart = named(Button(theme, "Отделить", small=True), "merge-apart", "Отделить план от общего")
        self.apart.clicked.connect(self._on_apart)
        self._clashes_sheet = Sheet(theme, "Совпадения", inset=1)
        self._clashes_sheet.body.addWidget(self.clashes)
        self._leaves = Leaves(
            theme,
            [
                Leaf("plans", "Планы", self._make_plans(), _SIDE),
                Leaf("collisions", "Совпадения", self._clashes_sheet),
            ],
            name="merge-side",
            title="Планы или совпадения",
        )
        self.body.addWidget(self._leaves)
        store = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        store.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        store.activated.connect(self._on_go)
        self.reload()

    @override
    def areas(self) -> list[QWidget]:
        return [self.plans, self.go, self.clashes]

    @override
    def reload(self) -> None:
        try:
            self._card = plan_card(self.at.db, self._id)
        except UserError as gone:
            self.at.messages.refuse(gone)
            self.left.emit()
            return
        choices = merge_choices(self.at.db, self._id)
        alone = {each.id for each in choices if not each.is_merged}
        self._ticked = (self._ticked & alone) | (alone - self._known)
        self._known |= alone
        self.table.set_rows(choices)
        self.form.show_field("reason", shown=needs_amendment(self._card.status))
        self.show_heading("Общий план", self._card.draft.title)
        self._show_clashes()
        self._on_current()

    # --- building

    def _make_plans(self) -> Sheet:
        sheet = Sheet(self.theme, "Модульные планы", inset=1)
        sheet.header.addWidget(self.apart)
        foot = QVBoxLayout()
        foot.setContentsMargins(INSET, 8, INSET, 10)
        foot.setSpacing(self.theme.space("s"))
        foot.addWidget(self.form)
        foot.addWidget(self._words)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addStretch()
        foot.addLayout(row)
        sheet.body.setSpacing(0)
        sheet.body.addWidget(self.plans, 1)
        sheet.body.addWidget(hline())
        sheet.body.addLayout(foot)
        return sheet

    def _columns(self) -> list[Column[Collision]]:
        return [
            Column(
                "kind", "Совпало", lambda row: _SHORT[row.kind], width=138, second=lambda row: row.what,
                cell=lambda row: CellLook(State.ATTENTION) if self._is_between(row) else None,
                tooltip=lambda row: f"{row.kind.label.capitalize()}: {row.what}", sortable=False,
            ),
            Column("one", "Пункт", lambda row: row.one.title, second=lambda row: _place(row.one), sortable=False),
            Column(
                "other", "и пункт", lambda row: row.other.title, second=lambda row: _place(row.other), sortable=False
            ),
        ]  # fmt: skip

    # --- showing

    def _takes(self, row: MergeChoice) -> bool:
        return row.is_merged or row.id in self._ticked

    def _box(self, row: MergeChoice) -> bool | None:
        return None if row.is_merged else row.id in self._ticked

    def _is_between(self, clash: Collision) -> bool:
        return clash.one.plan_id != clash.other.plan_id

    def _show_clashes(self) -> None:
        found = collisions(self.at.db, [self._id, *sorted(self._ticked)])
        self.found.set_rows(found)
        self.clashes.say_empty("Совпадений нет: ни люди, ни места, ни темы не пересекаются.")
        self._clashes_sheet.show_count(str(len(found)) if found else "")
        many = counted(len(self._ticked), "план", "плана", "планов")
        if not self._ticked:
            self._words.setText("Отметьте планы, которые войдут в общий. Их пункты останутся на своих местах.")
            self.go.block("Отметьте хотя бы один план", self.plans.setFocus)
        else:
            clash = counted(len(found), "совпадение", "совпадения", "совпадений")
            told = f"Найдено: {clash}, посмотрите их." if found else "Совпадений нет."
            self._words.setText(f"В общий план войдёт {many}. {told}" if len(self._ticked) == 1 else
                                f"В общий план войдут {many}. {told}")  # fmt: skip
            self.go.unblock()
        self.go.setText(f"Объединить {many}" if self._ticked else "Объединить")
        self.go.setAccessibleName(self.go.text())

    def _on_current(self) -> None:
        row = self.plans.current_row()
        self.apart.setVisible(row is not None and row.is_merged)

    # --- what the person does

    def _on_ticked(self, row: MergeChoice, on: bool) -> None:  # noqa: FBT001 - a slot
        if on:
            self._ticked.add(row.id)
        else:
            self._ticked.discard(row.id)
        self.table.replace_row(self.table.place_of(lambda each: each.id == row.id), row)
        self._show_clashes()

    def _go_to_one(self) -> None:
        if (clash := self.clashes.current_row()) is not None:
            self.item_wanted.emit(clash.one.id)

    def _go_to_other(self) -> None:
        if (clash := self.clashes.current_row()) is not None:
            self.item_wanted.emit(clash.other.id)

    @property
    def _reason(self) -> str | None:
        return str(self.form.values()["reason"]) or None

    def _on_go(self) -> None:
        chosen, db, actor, reason = sorted(self._ticked), self.at.db, self.at.actor(), self._reason
        if chosen and not self.go.blocked:
            many = counted(len(chosen), "план", "плана", "планов")
            self.write(
                lambda: merge_plans(db, self._id, chosen, actor=actor, amendment=reason),
                lambda _none: f"Объединено: {many}",
                lambda _none: self.reload(),
            )

    def _on_apart(self) -> None:
        row, db, actor, reason = self.plans.current_row(), self.at.db, self.at.actor(), self._reason
        if row is not None and row.is_merged:
            self._known.add(row.id)
            self.write(
                lambda: unmerge_plan(db, row.id, actor=actor, amendment=reason),
                lambda _none: f"План отделён: {row.title}",
                lambda _none: self.reload(),
            )


def _key(clash: Collision) -> object:
    return clash.kind, clash.one.id, clash.other.id


def _about(row: MergeChoice) -> str:
    items = counted(row.items, "пункт", "пункта", "пунктов")
    merged = " · уже в общем" if row.is_merged else ""
    return f"{day_in_table(row.starts_on)} – {day_in_table(row.ends_on)} · {items}{merged}"


def _place(item: PlannedItem) -> str:
    return f"{term(item.first, item.last)} · {item.plan}"
