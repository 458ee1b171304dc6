"""Strips over the plan's table: the reason of an amendment, and the next step of a plan's life."""

from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.database import Database
from models.queries.meetings import meeting_list
from models.rows.codes import MeetingBody, PlanStatus
from models.rows.plans import PlanApproval
from models.rules.words import counted, day_in_table
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.dialogs import ask
from views.widgets.fields import ChoiceField, DateField, Form, TextField
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import caption, label, secondary, strong

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def beside_fields(theme: Theme, widget: QWidget) -> QVBoxLayout:
    """A widget on the line of the fields of the form beside it: under their labels, above what may be wrong."""
    column = QVBoxLayout()
    column.setSpacing(theme.space("xs"))
    column.addWidget(caption("\N{NO-BREAK SPACE}"))
    column.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    column.addStretch()
    return column


class AmendmentStrip(Sheet):
    """An approved plan changes only with a reason ([S2]): asked once, then every change carries it.

    `given` tells that a reason was written and Enter pressed, `ended` that the person is through.
    """

    given = Signal()
    ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        named(self, "amendment", "Изменение утверждённого плана")
        self.form = Form(theme)
        field = TextField(theme, placeholder="Например: перенос по решению ИРО", max_length=500)
        self.form.add("reason", "Причина изменения", field, required=True)
        end = named(Button(theme, "Закончить изменения", small=True), "amendment-end", "Закончить изменения")
        end.clicked.connect(self._on_end)
        across = QHBoxLayout()
        across.setSpacing(theme.space("m"))
        across.addWidget(label("План утверждён: изменения идут с причиной", "strong", wrapped=True), 2)
        across.addWidget(self.form, 3)
        across.addLayout(beside_fields(theme, end))
        self.body.setContentsMargins(14, 8, 14, 8)
        self.body.addLayout(across)
        self.hide()

    @property
    def reason(self) -> str:
        """The reason written, "" while the strip is closed."""
        return "" if self.isHidden() else str(self.form.values()["reason"])

    def ask(self) -> None:
        """Open the strip and wait for the reason."""
        self.show()
        self.form.editor("reason").setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_missing(self) -> None:
        """The same, saying that nothing goes on without it."""
        self.ask()
        self.form.verify()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.form.editor("reason").hasFocus():
            if self.form.verify():
                self.given.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self._on_end()
            return
        super().keyPressEvent(event)

    def _on_end(self) -> None:
        self.form.set_values({})
        self.hide()
        self.ended.emit()


class StepStrip(Sheet):
    """The paper behind the next state of a plan: a protocol of the council, an agreement, an approval.

    The protocol is one of the journal, whose number and date it then takes, or is typed. `decided` carries the
    `PlanApproval`; Esc or «Не сейчас» closes.
    """

    decided = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, db: Database) -> None:
        super().__init__(theme)
        named(self, "plan-step", "Следующий шаг плана")
        self._db = db
        self._next = PlanStatus.DISCUSSED
        self._meetings: dict[int, date] = {}
        self._words = strong("")
        self.form = Form(theme)
        meetings = self.form.add("meeting_id", "Протокол совета", ChoiceField(theme, blank=_TYPED), stretch=2)
        meetings.edited.connect(self._fit)
        self.form.add("on", "Дата", DateField(theme, db.today), required=True, beside="meeting_id")
        self.form.add("protocol_no", "Протокол №", TextField(theme, max_length=40), beside="on")
        self.form.add("by", "Кто утвердил", TextField(theme, placeholder="заведующий"), beside="on", stretch=2)
        self._go = named(Button(theme, "Записать", role="primary", small=True), "plan-step-go", "Записать")
        self._go.clicked.connect(self._on_go)
        later = named(Button(theme, "Не сейчас", small=True), "plan-step-later", "Не сейчас")
        later.clicked.connect(self._on_later)
        across = QHBoxLayout()
        across.setSpacing(theme.space("m"))
        across.addWidget(self._words)
        across.addWidget(self.form, 1)
        across.addLayout(beside_fields(theme, self._go))
        across.addLayout(beside_fields(theme, later))
        self.body.setContentsMargins(14, 8, 14, 8)
        self.body.addLayout(across)
        self.hide()

    def ask(self, following: PlanStatus) -> None:
        """Open the strip for this state."""
        self._next = following
        self._words.setText(STEP_VERBS[following])
        self._go.setText("Утвердить" if following is PlanStatus.APPROVED else "Записать")
        self._offer_meetings()
        self.form.set_values({"on": self._db.today(), "by": "заведующий"})
        self._fit()
        self.show()
        first = "meeting_id" if self.form.editor("meeting_id").isVisibleTo(self) else "on"
        self.form.editor(first).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.form.isAncestorOf(self.focusWidget()):
            self._on_go()
            return
        if event.key() == Qt.Key.Key_Escape:
            self._on_later()
            return
        super().keyPressEvent(event)

    def _offer_meetings(self) -> None:
        """The council's protocols up to now, the newest first."""
        found = meeting_list(self._db, end=self._db.today(), body=MeetingBody.COUNCIL)
        self._meetings = {each.id: each.held_on for each in found}
        words = [(each.id, f"№ {each.number} от {day_in_table(each.held_on)}") for each in found]
        cast("ChoiceField", self.form.editor("meeting_id")).set_items(words)

    @property
    def _meeting(self) -> int | None:
        chosen = self.form.values()["meeting_id"]
        return chosen if self._next is PlanStatus.DISCUSSED and isinstance(chosen, int) else None

    def _fit(self) -> None:
        is_discussed = self._next is PlanStatus.DISCUSSED
        self.form.show_field("meeting_id", shown=is_discussed and bool(self._meetings))
        self.form.show_field("on", shown=self._meeting is None)
        self.form.show_field("protocol_no", shown=is_discussed and self._meeting is None)
        self.form.show_field("by", shown=self._next is PlanStatus.APPROVED)

    def _on_go(self) -> None:
        if not self.form.verify():
            return
        values, meeting = self.form.values(), self._meeting
        on = self._meetings[meeting] if meeting is not None else values["on"]
        if not isinstance(on, date):
            return
        self.decided.emit(
            PlanApproval(
                status=self._next,
                on=on,
                protocol_no=str(values["protocol_no"]) or None,
                by=str(values["by"]) or None,
                meeting_id=meeting,
            )
        )

    def _on_later(self) -> None:
        self.hide()
        self.closed.emit()


class NextStepLine(QWidget):
    """Says where a plan is on its way, with the button of the next step; `pressed` asks for it.

    Where something stands in its way, `obstacles_wanted` asks what.
    """

    pressed = Signal()
    obstacles_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = secondary("")
        self.button = named(Button(theme, "", role="link", small=True), "plan-next-step", "Следующий шаг плана")
        self.button.clicked.connect(self.pressed)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.space("s"))
        across.addWidget(self._words)
        across.addWidget(self.button)
        self.why = named(Button(theme, "", role="link", small=True), "plan-obstacles", "Что мешает")
        self.why.clicked.connect(self.obstacles_wanted)
        across.addWidget(self.why)
        across.addStretch()
        self.hide()

    def show_step(self, status: PlanStatus, following: PlanStatus, *, blocked_by: int = 0) -> None:
        """Show that a plan in this state goes to the other next; `blocked_by` obstacles stand in the way."""
        blocked = f"Мешает {counted(blocked_by, 'замечание', 'замечания', 'замечаний')}"
        self.why.setText(blocked)
        self.why.setAccessibleName(blocked)
        self.why.setVisible(bool(blocked_by))
        self._words.setText(f"План пока {_NOT_YET[status]}: после утверждения он меняется только с причиной.")
        self._words.setWordWrap(False)
        self.button.setText(STEP_VERBS[following])
        self.button.setAccessibleName(STEP_VERBS[following])
        self.button.setToolTip(STEP_MEANS[following])
        self.show()


def is_confirmed(parent: QWidget, theme: Theme, status: PlanStatus) -> bool:
    """Ask before a state that is not simply gone back on (design.md §4); the others need no question."""
    asked = _ASKED.get(status)
    return asked is None or ask(parent, theme, *asked)


CHECKED = frozenset({PlanStatus.APPROVED, PlanStatus.CLOSED})
"""States that nothing may stand in the way of."""
_TYPED = "Вписать номер и дату"
_ASKED = {
    PlanStatus.APPROVED: (
        "Утвердить план?",
        "Утверждённый план меняется только с указанием причины.",
        "Утвердить",
    ),
    PlanStatus.CLOSED: (
        "Закрыть план?",
        "Закрытый план остаётся в отчётах, работа по нему окончена.",
        "Закрыть план",
    ),
}
"""Question, consequence, verb."""
_NOT_YET = {
    PlanStatus.DRAFT: "черновик",
    PlanStatus.DISCUSSED: "обсуждён, но не согласован",
    PlanStatus.AGREED: "согласован, но не утверждён",
}

STEP_MEANS = {
    PlanStatus.DISCUSSED: "Записать, когда и на каком совете план обсудили",
    PlanStatus.AGREED: "Записать, кто и когда согласовал план",
    PlanStatus.APPROVED: "Записать, кто и когда утвердил план",
    PlanStatus.CLOSED: "Работа по плану окончена",
}
"""What each next step of a plan is, for the tooltip of its button."""

STEP_VERBS = {
    PlanStatus.DISCUSSED: "Отметить обсуждение",
    PlanStatus.AGREED: "Отметить согласование",
    PlanStatus.APPROVED: "Утвердить план",
    PlanStatus.CLOSED: "Закрыть план",
}
"""The button that takes a plan to a state."""
