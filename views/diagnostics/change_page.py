"""What was gained from entry to exit: the sentence of the whole, the chart by competence, by trainee or by stream."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.codes import DiagnosticStage
from models.rows.diagnostics import Change, DiagnosticGrid, StreamChange
from models.rules.diagnostics import change_of, change_told
from views.diagnostics.change_chart import ChangeChart
from views.theme import Theme
from views.widgets.buttons import Segments
from views.widgets.choice import ChoiceField
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import hint, secondary

_NOTHING = "Сравнивать пока нечего: нужны оценки и на входе, и на выходе."
_FILL = {
    DiagnosticStage.ENTRY: "Заполнить карты на входе",
    DiagnosticStage.EXIT: "Заполнить карты на выходе",
}
_HOW = (
    "Светлый круг — вход, закрашенный — выход. Берём оценку тьютора, а где её нет — самооценку; "
    "сравниваем только то, что оценено дважды."
)
_COMPETENCE, _PERSON, _STREAM = "competence", "person", "stream"


class ChangePage(QWidget):
    """The chart of one stream, of one of its trainees, or of all streams of its programme."""

    cards_wanted = Signal(DiagnosticStage)
    """The cards of this stage are to be filled first."""

    def __init__(self, theme: Theme, streams: Callable[[], Sequence[Change]]) -> None:
        super().__init__()
        self._streams = streams
        self._grid = DiagnosticGrid((), (), {})
        self.by = Segments(theme, [(_COMPETENCE, "По компетенциям"), (_PERSON, "По стажёрам"), (_STREAM, "По потокам")])
        self.by.setAccessibleName("Как показать динамику")
        self.by.chosen.connect(self._show)
        self.person = named(ChoiceField(theme, blank="Весь поток", compact=True), "change-person", "Чья динамика")
        self.person.edited.connect(self._show)
        self.told = secondary("")
        self.chart = ChangeChart(theme)
        self.area = named(QScrollArea(), "change-area", "Динамика компетенций")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.chart)
        holder.addStretch()
        self.area.setWidget(inside)
        self.empty = EmptyState(theme, _NOTHING)
        self.empty.linked.connect(self._on_fill)
        sheet = Sheet(theme)
        sheet.setAccessibleName("Динамика компетенций")
        sheet.body.addWidget(self.told)
        sheet.body.addWidget(self.area, 1)
        sheet.body.addWidget(self.empty, 1)
        self._how = hint(_HOW)
        sheet.body.addWidget(self._how)
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        bar.addWidget(self.by)
        bar.addWidget(self.person)
        bar.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addLayout(bar)
        column.addWidget(sheet, 1)

    def show_grid(self, grid: DiagnosticGrid) -> None:
        """Show the change of these cards."""
        self._grid = grid
        chosen = self.person.value()
        self.person.set_items([(each.enrollment_id, each.full_name) for each in grid.people])
        self.person.set_value(chosen if any(each.enrollment_id == chosen for each in grid.people) else None)
        if self.isVisible():
            self._show()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        stops: list[QWidget] = [self.by.focus_stop, self.person, self.area, self.empty.link]
        return [each for each in stops if each.isVisibleTo(self)]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        change, by = self._change(), self.by.current
        lines: Sequence[Change] = (change.whole, *(change.by_person if by == _PERSON else change.by_competence))
        if by == _STREAM:
            lines = self._streams()
        compared = [line for line in lines if line.pairs]
        self.person.setVisible(by == _COMPETENCE)
        self.told.setText(change_told(change.whole))
        self.told.setVisible(change.whole.pairs > 0 or change.whole.found > 0)
        self.chart.show_lines(compared)
        for widget in (self.area, self._how):
            widget.setVisible(bool(compared))
        self.empty.say(_NOTHING, link=_FILL[self._lacking])
        self.empty.setVisible(not compared)

    def _change(self) -> StreamChange:
        """Of the stream, or of the trainee that is chosen."""
        if self.by.current == _COMPETENCE and (chosen := self.person.value()) is not None:
            only = tuple(each for each in self._grid.people if each.enrollment_id == chosen)
            change = change_of(replace(self._grid, people=only))
            return replace(change, whole=change.whole._replace(title=only[0].full_name))
        return change_of(self._grid)

    @property
    def _lacking(self) -> DiagnosticStage:
        """The stage whose cards are to be filled next."""
        has_entry = any(stage is DiagnosticStage.ENTRY for stage, *_place in self._grid.cells)
        return DiagnosticStage.EXIT if has_entry else DiagnosticStage.ENTRY

    def _on_fill(self) -> None:
        self.cards_wanted.emit(self._lacking)
