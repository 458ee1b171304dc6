"""The panel of one plan item: its fields, and what was held for it."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.database import Database
from models.rows.codes import PlanItemStatus
from models.rows.plan_board import PlanChoices, PlanItemCard
from models.rules.plans import is_overdue
from models.rules.words import NBSP, short_day
from views.plan.item_form import ItemForm
from views.plan.looks import state_look, state_word
from views.theme import ChipLook, Theme
from views.widgets.buttons import Button
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.widgets.sheet import INSET, hline
from views.widgets.text import caption, secondary

NEW = "new"
"""Key of the item that is not stored yet."""


class ItemPanel(SidePanel):
    """Edits one item; facts stand under the fields, «Внести факт» and «Убрать пункт» are always in sight."""

    event_opened = Signal(int)
    fact_asked = Signal(int)
    removal_asked = Signal(int)

    def __init__(self, theme: Theme, db: Database) -> None:
        super().__init__(theme, "Пункт плана")
        self._look = theme
        self._db = db
        self.card: PlanItemCard | None = None
        self.item_form = ItemForm(theme, db)
        self.hold(self.item_form)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme.space("xs"))
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.space("s"))
        below.addWidget(hline())
        below.addWidget(caption("Факт"))
        below.addLayout(self._facts)
        self._fact = named(Button(theme, "Внести факт", icon="add", small=True), "item-fact", "Внести факт")
        self._fact.clicked.connect(self._on_fact)
        self._remove = named(Button(theme, "Убрать пункт", role="link", small=True), "item-remove", "Убрать пункт")
        self._remove.setToolTip("Убрать пункт из плана (Del в таблице)")
        self._remove.clicked.connect(self._on_remove)
        self._acts = QWidget()
        across = QHBoxLayout(self._acts)
        across.setContentsMargins(INSET, theme.space("s"), INSET, 0)
        across.addWidget(self._fact)
        across.addStretch()
        across.addWidget(self._remove)
        self.foot.addWidget(self._acts)
        self.content.insertWidget(self.content.count() - 1, self._below)
        self.item_form.changed.connect(self._tell_state)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._bring_reason)
        self.item_form.status_chosen.connect(self._settled.start)

    def offer(self, choices: PlanChoices) -> None:
        """Offer these records in the lists of the form."""
        self.item_form.offer(choices)

    def show_card(self, card: PlanItemCard, number: str, *, focus: bool) -> None:
        """Show a stored item."""
        self.card = card
        self._show_facts(card)
        self._below.show()
        self._acts.show()
        self.edit(card.id, f"Пункт {number}", card.draft.model_dump(), chip=self._chip(), focus=focus)
        self._tell_state()

    def show_new(self, values: Mapping[str, object]) -> None:
        """Begin a new item with these values."""
        self.card = None
        self._below.hide()
        self._acts.hide()
        self.edit(NEW, "Новый пункт", values, chip=None)

    def _show_facts(self, card: PlanItemCard) -> None:
        column = fresh(self._facts)
        for event in card.events:
            words = f"{short_day(event.held_on)} · {event.participants}{NBSP}чел."
            line = named(Button(self._look, words, role="link", small=True), "item-event", f"{words}: {event.title}")
            line.setToolTip(event.title)
            event_id = event.id
            line.clicked.connect(lambda _on=False, chosen=event_id: self.event_opened.emit(chosen))
            row = QHBoxLayout()
            row.addWidget(line)
            row.addStretch()
            holder = QWidget()
            holder.setLayout(row)
            row.setContentsMargins(0, 0, 0, 0)
            column.addWidget(holder)
        if not card.events:
            done = card.draft.done_on
            column.addWidget(
                secondary(f"Сделано {short_day(done)}, без мероприятия." if done else "Мероприятий по пункту пока нет.")
            )

    def _chip(self) -> tuple[ChipLook, str] | None:
        values = self.item_form.values()
        status, due = values["status"], values["due_to"] or values["due_from"]
        if self.card is not None and not self.item_form.is_changed():
            status, due = self.card.draft.status, self.card.draft.due_to
        if not isinstance(status, PlanItemStatus):
            return None
        late = due is not None and is_overdue(status, due, self._db.today())  # type: ignore[arg-type] - a date field gives a date
        return state_look(self._look, status, is_overdue=late), state_word(status, is_overdue=late)

    def _tell_state(self) -> None:
        if self.card is not None:
            self.show_title(self._title.text(), self._chip())

    def _bring_reason(self) -> None:
        """What the chosen state asks for must be in sight, however low the window is."""
        for key in ("reason", "postponed_to"):
            field = self.item_form.editor(key)
            if field.isVisibleTo(self):
                self.area.ensureWidgetVisible(field, 0, 40)

    def _on_fact(self) -> None:
        if self.card is not None:
            self.fact_asked.emit(self.card.id)

    def _on_remove(self) -> None:
        if self.card is not None:
            self.removal_asked.emit(self.card.id)
