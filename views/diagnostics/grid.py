"""Filling the cards of a whole stream: stage and scorer above, the grid, and the cell one stands on below.

Every key is stored the moment it is pressed, as an action of its own; a block of chosen cells is one action.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.diagnostics import date_cards, write_scores
from models.errors import UserError
from models.queries.diagnostics import diagnostic_grid
from models.rows.codes import DiagnosticStage
from models.rows.diagnostics import DiagnosticGrid, Score
from models.rules.diagnostics import DEFICIT_RULE
from models.rules.words import counted
from views.diagnostics.cell_strip import CellStrip
from views.diagnostics.grid_model import Place, Scorer, ScoresModel
from views.diagnostics.grid_view import ScoresView
from views.jobs import Job
from views.widgets.buttons import Button, Segments
from views.widgets.empty import EmptyState
from views.widgets.fields import DateField
from views.widgets.flow import FlowLayout
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.text import Elided, caption, label, secondary
from views.workplace import Workplace

_KEYS = (
    "0–3 — оценка и к следующей · стрелки, Enter, Tab — по клеткам · Д — дефицит · «−» — снять дефицит · "
    "Del — снять оценку · F2 — приоритет и комментарий"
)
_ROOMY = 420
"""From this height on the keys are told above the grid, pixels at 100 %."""
_NOBODY = "В потоке пока никого: сначала зачислите стажёров, кнопка «Люди и приказы» вверху."
_NOTHING = "Все компетенции скрыты. Верните нужные или добавьте свои."


class ScoresPage(QWidget):
    """The grid of one stream, at one stage, scored by one side."""

    filled = Signal()
    """Something was read anew: what others show of the stream may have changed."""
    competences_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._stream_id = 0
        self._day: date | None = None
        """The day that cards begun from now on bear, where it is not today."""
        self._pending = 0
        self.model = ScoresModel(self)
        self.view = ScoresView(theme, self.model)
        stages = [(stage.value, stage.label.capitalize()) for stage in DiagnosticStage]
        self.stage = Segments(theme, stages)
        self.stage.setAccessibleName("Этап диагностики")
        self.scorer = Segments(
            theme, [(Scorer.TUTOR, "Оценка тьютора"), (Scorer.HERSELF, "Самооценка")], current=Scorer.TUTOR
        )
        self.scorer.setAccessibleName("Чья оценка")
        self.day = named(DateField(theme, workplace.db.today), "filled-on", "Дата заполнения карты")
        self.day.setToolTip("Дата карт у выбранных стажёров и у тех карт, что начнёте сейчас")
        self.accept = named(
            Button(theme, "Отметить предложенные", icon="checkmark", role="quiet", small=True),
            "accept-deficits",
            "Отметить предложенные дефициты",
        )
        self.accept.setToolTip(DEFICIT_RULE)
        self.strip = CellStrip(theme)
        self._line = Elided(look="secondary")
        self._count = label("", "secondary")
        self.empty = EmptyState(theme, _NOBODY)
        self._lay_out()
        self._connect()

    @property
    def grid(self) -> DiagnosticGrid:
        """What is shown, both stages."""
        return self.model.grid

    @property
    def chosen_people(self) -> list[int]:
        """The enrolments of the rows that are chosen."""
        return [self.model.people[row].enrollment_id for row in sorted({row for row, _ in self.view.chosen()})]

    def show_stream(self, stream_id: int) -> None:
        """Show a stream, from its first cell."""
        self._stream_id = stream_id
        self._day = None
        self.reload()
        self.view.go_to(0, 0)

    def show_stage(self, stage: DiagnosticStage) -> None:
        """Show the cards of this stage."""
        self.stage.choose(stage.value)
        self._on_choice()

    def show_person(self, person_id: int) -> None:
        """Stand on the row of a person."""
        row = next((at for at, each in enumerate(self.model.people) if each.person_id == person_id), None)
        if row is not None:
            self.view.go_to(row, max(0, self.view.currentIndex().column()))

    def reload(self) -> None:
        """Read the cards anew; one stays with the trainee and the competence one stands on."""
        if not self._stream_id or self._pending:
            return
        here = self.view.currentIndex()
        key = self.model.key(here.row(), here.column()) if here.isValid() else None
        self.model.show(diagnostic_grid(self._at.db, self._stream_id))
        if key is not None and not self.view.currentIndex().isValid():
            self.view.go_to(*(self.model.place_of(key) or (here.row(), here.column())))
        people, competences = bool(self.model.people), bool(self.model.competences)
        if people and not competences:
            self.empty.say(_NOTHING, link="К списку компетенций")
        else:
            self.empty.say(_NOBODY)
        for widget in (self.view, self._foot):
            widget.setVisible(people and competences)
        self._fit()
        self.empty.setVisible(not (people and competences))
        self._tell()
        self.filled.emit()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if self.empty.isVisibleTo(self):
            first = self.empty.first()
            return [first] if first is not None else []
        return [self.view, self.strip.comment, self.stage.focus_stop]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window the rows need the room more than the reminder of the keys."""
        self._keys.setVisible(not self.view.isHidden() and self.height() >= _ROOMY * self._at.theme.scale)

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = FlowLayout(spacing=theme.space("s"))
        bar.addWidget(self.stage)
        bar.addWidget(self.scorer)
        dated = QWidget()
        beside = QHBoxLayout(dated)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(caption("Заполнено"))
        beside.addWidget(self.day)
        bar.addWidget(dated)
        bar.addWidget(self.accept)
        around = QWidget()
        around.setLayout(bar)
        self._keys = secondary(_KEYS)
        self._keys.setContentsMargins(INSET, 6, INSET, 6)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(INSET, 6, INSET, 8)
        foot.setSpacing(theme.space("s"))
        said = QHBoxLayout()
        said.addWidget(self._line, 1)
        said.addWidget(self._count)
        foot.addLayout(said)
        foot.addWidget(self.strip)
        sheet = Sheet(theme, inset=1)
        sheet.setAccessibleName("Карты диагностики потока")
        sheet.body.setSpacing(0)
        for widget in (self._keys, self.view, self.empty, hline(), self._foot):
            sheet.body.addWidget(widget, 1 if widget in (self.view, self.empty) else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(around)
        column.addWidget(sheet, 1)

    def _connect(self) -> None:
        self.stage.chosen.connect(self._on_choice)
        self.scorer.chosen.connect(self._on_choice)
        self.day.left.connect(self._on_day)
        self.accept.clicked.connect(self._on_accept)
        self.empty.linked.connect(self.competences_wanted)
        self.view.scored.connect(self._on_scored)
        self.view.decided.connect(self._on_decided)
        self.view.details_wanted.connect(self.strip.take_focus)
        self.view.refused.connect(self._line.setText)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.strip.changed.connect(self._on_details)
        self.strip.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))

    def _on_choice(self) -> None:
        self.model.choose(DiagnosticStage(self.stage.current), Scorer(self.scorer.current))
        self._tell()

    def _on_scored(self, places: Sequence[Place], value: int | None) -> None:
        self._put({place: self.model.scored(self.model.score(*place), value) for place in places})

    def _on_decided(self, places: Sequence[Place], is_deficit: bool) -> None:  # noqa: FBT001 - a slot
        self._put({place: _decided(self.model.score(*place), is_deficit=is_deficit) for place in places})

    def _on_accept(self) -> None:
        places = self.model.suggested()
        self._put({place: _decided(self.model.score(*place), is_deficit=True) for place in places})

    def _on_details(self, priority: int | None, comment: str) -> None:
        here = self.view.currentIndex()
        if here.isValid():
            place = here.row(), here.column()
            score = self.model.score(*place)
            self._put({place: score._replace(priority=priority, comment=comment or None)})

    def _put(self, cells: Mapping[Place, Score]) -> None:
        """Show and store the cells that really change."""
        model = self.model
        changed = {place: score for place, score in cells.items() if model.score(*place) != score}
        if not changed:
            return
        for place, score in changed.items():
            model.put([place], score)
        db, actor, stream_id, stage = self._at.db, self._at.actor(), self._stream_id, model.stage
        drafts = [model.draft(*place, score) for place, score in changed.items()]
        day = self._day or db.today()
        job = Job(lambda _progress: write_scores(db, stream_id, stage, drafts, filled_on=day, actor=actor))
        words = f"Изменено {counted(len(drafts), 'клетка', 'клетки', 'клеток')}." if len(drafts) > 1 else ""
        self._store(job, words)

    def _on_day(self) -> None:
        day, people, stage = self.day.value(), self.chosen_people, self.model.stage
        if day is None or self.day.problem():
            self._tell()
            return
        of_cards = {each.enrollment_id: each.filled_on(stage) for each in self.model.people}
        dated = [place for place in people if of_cards[place] not in (None, day)]
        self._day = day
        if dated:
            db, actor = self._at.db, self._at.actor()
            self._store(Job(lambda _progress: date_cards(db, dated, stage, day, actor=actor)), "Дата карт изменена.")

    def _store(self, job: Job[None], words: str) -> None:
        messages = self._at.messages

        def say(_none: object) -> None:
            messages.did(words)

        if words:
            job.done.connect(say)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_written)
        self._pending += 1
        self._tell()
        self._at.jobs.start(job)

    def _on_refused(self, sentence: UserError) -> None:
        self._at.messages.refuse(sentence)

    def _on_written(self) -> None:
        self._pending -= 1
        self.reload()

    def _tell(self) -> None:
        """Say which cell one stands on, how far the stage is filled, and what is suggested."""
        model, here = self.model, self.view.currentIndex()
        suggested = len(model.suggested())
        self.accept.setText(f"Отметить предложенные: {suggested}")
        self.accept.setVisible(suggested > 0)
        self._count.setText(f"Заполнено {model.filled()} из {len(model.people) * len(model.competences)}")
        if not here.isValid() or here.row() >= len(model.people) or here.column() >= len(model.competences):
            self._line.setText("")
            self.strip.show_score(None)
            return
        self._line.setText(model.words(here.row(), here.column()))
        self.strip.show_score(model.score(here.row(), here.column()))
        with QSignalBlocker(self.day):
            if not self.day.hasFocus():
                of_card = model.people[here.row()].filled_on(model.stage)
                self.day.set_value(of_card or self._day or self._at.db.today())


def _decided(score: Score, *, is_deficit: bool) -> Score:
    return score._replace(is_deficit=is_deficit, priority=score.priority if is_deficit else None)
