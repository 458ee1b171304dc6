"""The five requirements of one trainee as a route: evidence, what is missing with its button, decisions."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.commands.requirement_decisions import decide_requirement, withdraw_decisions
from models.rows.codes import RequirementKey
from models.rows.requirement_decisions import RequirementDecisionDraft
from models.rows.requirements import Decision, Requirement, RequirementState
from models.rules.requirement_list import TITLES
from models.rules.words import day_in_text
from views.requirements.looks import CHIPS, STOPS
from views.requirements.mending import Mending, mending
from views.requirements.stop import Stop
from views.trainees.inline_form import InlineForm
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.fields import MultilineField
from views.widgets.flow import FlowLayout
from views.widgets.form import Form
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.text import label, problem, secondary
from views.workplace import Workplace
from views.writing import write_and_say


class RequirementRoute(QWidget):
    """`show_requirements` says whose; buttons lead to where a gap is mended, a decision is typed in place."""

    def __init__(self, workplace: Workplace, name: str) -> None:
        super().__init__()
        self._at = workplace
        self._name = name
        self._place = self._stream = self._person = 0
        self._key: RequirementKey | None = None
        self.stops: dict[RequirementKey, QWidget] = {}
        """The stop of each requirement shown."""
        theme = workplace.theme
        form = Form(theme)
        form.add("reason", "Почему засчитываем", MultilineField(theme, lines=3), required=True)
        self.decision = InlineForm(theme, form, name=f"{name}-decision", title="Засчитать решением", verb="Засчитать")
        self.decision.saving.connect(self._on_decide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stops = QVBoxLayout()
        column.addWidget(self.decision)
        column.addLayout(self._stops)

    def show_requirements(
        self, found: Sequence[Requirement], *, enrollment_id: int, stream_id: int, person_id: int
    ) -> None:
        """Show the five of a place in a stream."""
        if enrollment_id != self._place:
            self.decision.hide()
        self._place, self._stream, self._person = enrollment_id, stream_id, person_id
        column = fresh(self._stops)
        column.setSpacing(0)
        self.stops = {each.key: self._stop(each, is_last=each is found[-1]) for each in found}
        for stop in self.stops.values():
            column.addWidget(stop)

    def _stop(self, found: Requirement, *, is_last: bool) -> QWidget:
        theme = self._at.theme
        stop = Stop(theme, STOPS[found.state], is_last=is_last)
        title = f"{found.key.label}) {TITLES[found.key]}"
        stop.setAccessibleName(f"{title}: {found.state.label}")
        stop.setToolTip(found.state.label)
        stop.words.addWidget(label(title, "strong", wrapped=True))
        for words in found.evidence:
            stop.words.addWidget(secondary(words))
        is_grave = found.state in (RequirementState.LATE, RequirementState.IMPOSSIBLE)
        for words in found.missing:
            stop.words.addWidget(problem(words) if is_grave else secondary(words))
        if found.decision is not None:
            self._tell_decision(stop, found, found.decision)
        buttons = self._buttons(found, title)
        if buttons:
            row = FlowLayout(spacing=theme.space("s"))
            for button in buttons:
                row.addWidget(button)
            stop.words.addLayout(row)
        return stop

    def _tell_decision(self, stop: Stop, found: Requirement, decision: Decision) -> None:
        if found.state is RequirementState.DECIDED:
            chip = Chip(self._at.theme)
            chip.show_look(CHIPS[found.state], found.state.label)
            stop.words.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        stop.words.addWidget(secondary(f"Решение от {day_in_text(decision.decided_on)}: {decision.reason}"))

    def _buttons(self, found: Requirement, title: str) -> list[Button]:
        """One for each place where something can be mended, and the decision."""
        ways = () if found.is_met else found.steps
        mendings = dict.fromkeys(mending(step, stream_id=self._stream, person_id=self._person) for step in ways)
        made = [
            self._button(each.words, f"mend-{found.key.value}-{number}", title, partial(self._on_mend, each))
            for number, each in enumerate(mendings)
        ]
        if found.decision is not None:
            then = partial(self._on_withdraw, found.decision)
            made.append(self._button("Отменить решение", f"undecide-{found.key.value}", title, then))
        elif not found.is_met:
            made.append(
                self._button("Засчитать…", f"decide-{found.key.value}", title, partial(self.begin_decision, found.key))
            )
        return made

    def _button(self, words: str, name: str, title: str, then: "partial[None]") -> Button:
        is_decision = name.startswith(("decide", "undecide"))
        button = named(
            Button(self._at.theme, words, role="link" if is_decision else "plain", small=True),
            f"{self._name}-{name}",
            f"{words}: {title}",
        )
        button.clicked.connect(then)
        return button

    def begin_decision(self, key: RequirementKey) -> None:
        """Ask for the reason why a requirement is counted as met."""
        self._key = key
        self.decision.title.setText(f"{key.label}) {TITLES[key]}: засчитать решением")
        self.decision.open_form({"reason": ""})
        QTimer.singleShot(0, self, self._bring_decision)

    def _bring_decision(self) -> None:
        """Into sight, once it has its place."""
        part: QWidget | None = self.parentWidget()
        while part is not None and not isinstance(part, QScrollArea):
            part = part.parentWidget()
        if part is not None:
            part.ensureWidgetVisible(self.decision, 0, 0)

    def _on_mend(self, where: Mending) -> None:
        self._at.go(where.section, where.place)

    def _on_decide(self) -> None:
        if self._key is None:
            return
        key = self._key
        draft = RequirementDecisionDraft(
            enrollment_ids=(self._place,),
            key=key,
            reason=str(self.decision.form.values()["reason"]),
            decided_on=self._at.db.today(),
        )
        write_and_say(
            self._at,
            lambda db, actor: decide_requirement(db, draft, actor=actor),
            f"Требование {key.label}) засчитано решением. Причина записана.",
            lambda _ids: self.decision.close_form(),
        )

    def _on_withdraw(self, decision: Decision) -> None:
        write_and_say(
            self._at,
            lambda db, actor: withdraw_decisions(db, [decision.id], actor=actor),
            "Решение отменено: требование снова считается по записям.",
        )
