"""The panel beside the matrix: the five of one trainee, with the requirement one stands on brought into sight."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.rows.certificates import IssueLine
from models.rows.codes import RequirementKey
from models.rules.words import capitalised
from views.places import OneCard
from views.requirements.matrix_columns import outcome
from views.requirements.route import RequirementRoute
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.widgets.text import secondary
from views.workplace import Workplace


class PersonRequirements(SidePanel):
    """`show_line` shows a trainee; nothing is typed here but the reason of a decision."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Требования к сертификату")
        self.setObjectName("requirements-panel")
        self._at = workplace
        self._stream_id = 0
        self._person = 0
        self._outcome = secondary("")
        self._outcome.setWordWrap(True)
        self.route = RequirementRoute(workplace, "matrix")
        self.card_button = named(
            Button(workplace.theme, "Карточка стажёра", icon="people", small=True), "requirements-card", ""
        )
        self.card_button.setAccessibleName("Открыть карточку стажёра")
        self.card_button.clicked.connect(self._on_card)
        self.content.addWidget(self._outcome)
        self.content.addWidget(self.route)
        self.content.addStretch()
        self.footer.insertWidget(0, self.card_button)
        self.only_show()

    def show_line(self, line: IssueLine, stream_id: int, *, key: RequirementKey | None, focus: bool) -> None:
        """Show a trainee, from the requirement asked for on."""
        self._stream_id, self._person = stream_id, line.person_id
        self.edit(line.enrollment_id, line.name, {}, focus=False)
        self._outcome.setText(capitalised(outcome(line)))
        self.route.show_requirements(
            line.requirements, enrollment_id=line.enrollment_id, stream_id=stream_id, person_id=line.person_id
        )
        QTimer.singleShot(0, self, lambda: self._go(key, focus=focus))

    @override
    def focus_first(self) -> None:
        """Begin at what mends the first gap; where nothing is missing, at the way to the card."""
        first = next((button for button in self.route.findChildren(Button) if button.isVisibleTo(self)), None)
        (first or self.card_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, key: RequirementKey | None, *, focus: bool) -> None:
        """To the requirement asked for; the stops have been laid out by now."""
        if focus and not self.route.decision.isVisible():
            self.focus_first()
        stop: QWidget | None = None if key is None else self.route.stops.get(key)
        if stop is not None:
            self.area.ensureWidgetVisible(stop, 0, stop.height())

    def _on_card(self) -> None:
        self._at.go("trainees", OneCard(self._person))
