"""The strip that asks for new days of an item and, where the plan is approved, why it is moved ([S2])."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from models.database import Database
from models.rows.codes import PlanItemStatus
from models.rows.draft import FieldProblem
from models.rows.plan_board import PlanLine
from models.rules.plans import DateChange
from models.rules.words import day_in_table
from views.plan.item_words import move_words
from views.plan.placing import ItemMove, asks_reason, what_moves
from views.plan.strips import beside_fields
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fields import DateField, Form, TextField
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MoveStrip(Sheet):
    """Asks for the days of one item and the reason; `given` carries the `ItemMove` and the reason, "" for none.

    `proposed` tells the days in the fields as they stand (an `ItemMove`, None for days that are none), `ended` that
    the item stays where it was.
    """

    given = Signal(object, str)
    proposed = Signal(object)
    ended = Signal()

    def __init__(self, theme: Theme, db: Database) -> None:
        super().__init__(theme)
        named(self, "plan-move", "Перенос пункта")
        self._line: PlanLine | None = None
        self._words = label("", "strong", wrapped=True)
        self.form = Form(theme)
        self.form.add("first", "Срок с", DateField(theme, db.today))
        self.form.add("last", "по", DateField(theme, db.today, placeholder="тот же день"), beside="first")
        reason = TextField(theme, placeholder="Например: снегопад", max_length=500)
        self.form.add("reason", "Причина переноса — обязательно", reason, beside="first", stretch=3)
        self._go = named(Button(theme, "Перенести", role="primary", small=True), "plan-move-go", "Перенести")
        self._go.setToolTip("Перенести (Enter)")
        self._go.clicked.connect(self._on_go)
        stay = named(Button(theme, "Не переносить", small=True), "plan-move-stay", "Не переносить")
        stay.setToolTip("Оставить прежний срок (Esc)")
        stay.clicked.connect(self.close_strip)
        across = QHBoxLayout()
        across.setSpacing(theme.space("m"))
        across.addWidget(self.form, 1)
        across.addLayout(beside_fields(theme, self._go))
        across.addLayout(beside_fields(theme, stay))
        self.body.setContentsMargins(14, 8, 14, 8)
        self.body.setSpacing(theme.space("xs"))
        self.body.addWidget(self._words)
        self.body.addLayout(across)
        self.form.changed.connect(self._on_changed)
        self.hide()

    def ask_reason(self, move: ItemMove) -> None:
        """The days are known; ask why."""
        self._show(move)
        self.form.editor("reason").setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_days(self, line: PlanLine) -> None:
        """Ask for the days of an item."""
        is_moved = line.status is PlanItemStatus.POSTPONED
        self._show(ItemMove(line, line.day, line.day) if is_moved else ItemMove(line, line.due_from, line.due_to))
        self.form.editor("first").setFocus(Qt.FocusReason.OtherFocusReason)

    def close_strip(self) -> None:
        """Leave the item where it was."""
        if not self.isHidden():
            self.hide()
            self._line = None
            self.ended.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.form.isAncestorOf(self.focusWidget()):
            self._on_go()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        else:
            super().keyPressEvent(event)

    def _show(self, move: ItemMove) -> None:
        self._line = move.line
        self.form.set_values({"first": move.first, "last": move.last})
        self._say(move)
        self.show()

    def _move(self) -> ItemMove | None:
        values = self.form.values()
        first, last = values["first"], values["last"]
        if self._line is None or not isinstance(first, date):
            return None
        return ItemMove(self._line, first, last if isinstance(last, date) else first)

    def _say(self, move: ItemMove | None) -> None:
        """Say what the days mean for the plan, and ask the reason where they need one."""
        self.form.show_field("reason", shown=move is not None and asks_reason(move))
        if move is None:
            return
        match what_moves(move):
            case DateChange.POSTPONED:
                means = "Срок позже утверждённого: причина попадёт в отчёт."
            case DateChange.BACK:
                means = f"Пункт вернётся на свой срок, {day_in_table(move.line.due_to)}."
            case DateChange.REPLANNED:
                means = "План утверждён: срок меняется с причиной." if asks_reason(move) else ""
        self._words.setText(" ".join(part for part in (f"{move_words(move)}.", means) if part))

    def _on_changed(self) -> None:
        if not self.isHidden():
            move = self._move()
            self._say(move)
            self.proposed.emit(move)

    def _on_go(self) -> None:
        move = self._move()
        if not self.form.verify():
            return
        if move is None:
            self.form.show_problems([FieldProblem("first", "Укажите день")])
            return
        reason = str(self.form.values()["reason"]).strip()
        if move.last < move.first:
            self.form.show_problems([FieldProblem("last", "Срок кончается раньше, чем начинается")])
        elif asks_reason(move) and not reason:
            self.form.show_problems([FieldProblem("reason", "Напишите, почему")])
        else:
            self.hide()
            self.given.emit(move, reason)
