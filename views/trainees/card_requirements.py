"""«К сертификату»: the five requirements as a route, each with its evidence or with what is missing."""

from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.person_page import PlacePage
from models.rows.requirements import Requirement, RequirementState
from models.rules.certificate_requirements import TITLES, missing_words
from views.states import State
from views.theme import ChipLook, Theme
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.route import StopState, paint_stop
from views.widgets.sheet import Sheet
from views.widgets.text import label, problem, secondary

_STOPS: dict[RequirementState, StopState] = {
    RequirementState.MET: "done",
    RequirementState.OPEN: "ahead",
    RequirementState.LATE: "late",
    RequirementState.DECISION: "late",
}
_NODE = 32
"""Width of the column the route runs in, pixels."""
_CENTRE = 14
"""From the top of a stop to the middle of its node, pixels."""


class RequirementsSheet(Sheet):
    """The route of five stops; a stop where a mark is missing leads to its event."""

    event_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "К сертификату")
        self._theme = theme
        self.chip = Chip(theme)
        self.header.addWidget(self.chip)
        self._stops = QVBoxLayout()
        self._stops.setSpacing(0)
        self.body.addLayout(self._stops)
        self.body.addStretch()

    def show_place(self, place: PlacePage) -> None:
        """Show the requirements of a place in a stream."""
        found = place.requirements
        self.chip.setVisible(bool(found))
        if found:
            is_done = all(each.is_met for each in found)
            look = ChipLook(State.DONE, "checkmark_circle") if is_done else ChipLook(State.ATTENTION, "")
            self.chip.show_look(look, missing_words(found))
        column = fresh(self._stops)
        column.setSpacing(0)
        for requirement in found:
            column.addWidget(self._stop(requirement, is_last=requirement is found[-1]))
        if not found:
            column.addWidget(secondary("Требования появятся, когда заявка будет принята и стажёр зачислен в поток."))

    def _stop(self, requirement: Requirement, *, is_last: bool) -> QWidget:
        holder = _Stop(self._theme, _STOPS[requirement.state], is_last=is_last)
        title = f"{requirement.key.label}) {TITLES[requirement.key]}"
        holder.setAccessibleName(f"{title}: {requirement.state.label}")
        holder.setToolTip(requirement.state.label)
        holder.words.addWidget(label(title, "strong", wrapped=True))
        for words in requirement.evidence:
            holder.words.addWidget(secondary(words))
        is_grave = requirement.state in (RequirementState.LATE, RequirementState.DECISION)
        for words in requirement.missing:
            holder.words.addWidget(problem(words) if is_grave else secondary(words))
        if (event_id := requirement.event_id) is not None:
            words = "Открыть мероприятие"
            button = named(Button(self._theme, words, small=True), f"mend-{requirement.key.value}", words)
            button.setAccessibleName(f"{words}: {title}")
            button.clicked.connect(partial(self._on_mend, event_id))
            holder.words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _on_mend(self, event_id: int) -> None:
        self.event_wanted.emit(event_id)


class _Stop(QWidget):
    """A stop of an upright route: its node, the line down to the next, and `words` beside them."""

    def __init__(self, theme: Theme, state: StopState, *, is_last: bool) -> None:
        super().__init__()
        self._theme = theme
        self._state: StopState = state
        self._is_last = is_last
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(_NODE + theme.space("s"), 2, 0, 0 if is_last else theme.space("l"))
        self.words = QVBoxLayout()
        self.words.setSpacing(theme.space("xs"))
        row.addLayout(self.words)
        theme.changed.connect(self._on_theme)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NODE * 4, super().minimumSizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = _NODE / 2
        measures = self._theme.route()
        if not self._is_last:
            done = self._state == "done"
            pen = QPen(self._theme.colour("accent" if done else "waypointAhead"), measures["line"])
            if not done:
                pen.setStyle(Qt.PenStyle.CustomDashLine)
                pen.setDashPattern(measures["aheadDash"])
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(middle, _CENTRE + _CENTRE), QPointF(middle, self.height()))
        paint_stop(painter, QPointF(middle, _CENTRE), self._theme, self._state)

    def _on_theme(self) -> None:
        self.update()
