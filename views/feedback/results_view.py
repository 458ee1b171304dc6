"""What the answers of a stream come to: a bar of the scores for every question, means, NPS, and the free answers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.rows.feedback import FeedbackResults, QuestionResult, SurveyPage
from models.rows.questionnaire import HIGHEST, OPEN_QUESTIONS
from models.rules.feedback import feedback_results, nps_told
from models.rules.words import counted
from views.states import State
from views.theme import Theme
from views.widgets.bars import Bar, Legend
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.paint import Part
from views.widgets.sheet import Sheet
from views.widgets.text import figure, label, secondary

NBSP = "\u00a0"
_STATES = (State.OVERDUE, State.ATTENTION, State.NEUTRAL, State.IN_PROGRESS, State.DONE)
"""Of the scores 1, 2, 3, 4, 5."""
_NOTHING = "Итоги появятся с первой анкетой: средние оценки, доля «4» и «5», NPS и свободные ответы."
_HEADINGS = ("Вопрос", "Оценки от 5 до 1", "Средняя", "4 и 5", "Ответов")


class ResultsView(QScrollArea):
    """Figures above, a line for every question, the free answers below."""

    begin_wanted = Signal()
    """There is nothing yet: sheets are to be typed."""
    import_wanted = Signal()
    """There is nothing yet: sheets are to be taken from a table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        named(self, "feedback-results", "Итоги анкетирования")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_page(self, page: SurveyPage) -> None:
        """Show the results of these answers."""
        if not page.answers:
            self.setWidget(self._nothing())
            return
        results = feedback_results(page.answers)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space("gutter"))
        column.addWidget(self._figures(page, results))
        column.addWidget(self._questions(results))
        words = {
            title: sorted(str(said) for answer in page.answers if (said := answer.said()[key]))
            for key, title in OPEN_QUESTIONS.items()
        }
        for title, texts in words.items():
            if texts:
                column.addWidget(self._words(title, texts))
        column.addStretch()
        self.setWidget(inside)

    def areas(self) -> list[QWidget]:
        """What F6 goes round: the results, or what is offered in their place."""
        nothing = self.widget()
        first = nothing.first() if isinstance(nothing, EmptyState) else None
        return [first or self]

    def _nothing(self) -> EmptyState:
        empty = EmptyState(self._theme, _NOTHING, "Ввести анкеты", "Загрузить из таблицы")
        empty.pressed.connect(self.begin_wanted)
        empty.linked.connect(self.import_wanted)
        return empty

    def _figures(self, page: SurveyPage, results: FeedbackResults) -> Sheet:
        sheet = Sheet(self._theme, "Итоги")
        row = QHBoxLayout()
        row.setSpacing(self._theme.space("xl"))
        share = f" ({percent(100 * results.responses / page.enrolled)})" if page.enrolled else ""
        people = counted(page.enrolled, "зачисленного", "зачисленных", "зачисленных")
        for said, meaning in (
            (str(results.responses), f"анкет от {people}{share}"),
            (mean(results.mean), "средняя оценка из 5"),
            (percent(results.good), "оценок «4» и «5»"),
            ("—" if results.nps is None else str(results.nps), "NPS, от −100 до 100"),
        ):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(figure(said))
            cell.addWidget(secondary(meaning))
            row.addLayout(cell, 1)
        sheet.body.addLayout(row)
        if results.nps_answers:
            parts = (
                Part(results.promoters, State.DONE, "рекомендуют (9–10)"),
                Part(results.passives, State.NEUTRAL, "нейтральны (7–8)"),
                Part(results.detractors, State.OVERDUE, "не рекомендуют (0–6)"),
            )
            sheet.body.addWidget(Bar(self._theme, parts, total=results.nps_answers, meaning=nps_told(results)))
            sheet.body.addWidget(Legend(self._theme, parts))
        return sheet

    def _questions(self, results: FeedbackResults) -> Sheet:
        sheet = Sheet(self._theme, "По вопросам")
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.space("m"))
        grid.setVerticalSpacing(self._theme.space("s"))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        for at, heading in enumerate(_HEADINGS):
            grid.addWidget(_aligned(label(heading, "caption"), at), 0, at)
        for row, question in enumerate(results.questions, start=1):
            parts = _parts(question)
            bar = Bar(self._theme, parts, total=question.answers, meaning=_told(question))
            cells = (
                label(question.question, wrapped=True),
                bar,
                label(mean(question.mean), "strong"),
                label(percent(question.good)),
                label(str(question.answers)),
            )
            for at, cell in enumerate(cells):
                grid.addWidget(cell if cell is bar else _aligned(cell, at), row, at)
        sheet.body.addLayout(grid)
        whole = [sum(each.counts[score] for each in results.questions) for score in range(HIGHEST)]
        legend = [
            Part(count, state, f"«{score}»")
            for score, (count, state) in enumerate(zip(whole, _STATES, strict=True), start=1)
        ]
        sheet.body.addWidget(Legend(self._theme, legend[::-1]))
        return sheet

    def _words(self, title: str, texts: Sequence[str]) -> Sheet:
        sheet = Sheet(self._theme, title, str(len(texts)))
        for text in texts:
            sheet.body.addWidget(label(f"• {text}", wrapped=True))
        return sheet


def mean(value: float | None) -> str:
    """«4,38», or a dash where nobody answered."""
    return "—" if value is None else f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def percent(value: float | None) -> str:
    """«87 %», or a dash."""
    return "—" if value is None else f"{value:.0f}{NBSP}%"


def _parts(question: QuestionResult) -> tuple[Part, ...]:
    """From the best score to the worst."""
    scored = zip(range(1, HIGHEST + 1), question.counts, _STATES, strict=True)
    return tuple(Part(count, state, f"«{score}»") for score, count, state in scored)[::-1]


def _told(question: QuestionResult) -> str:
    said = ", ".join(f"«{score}» — {count}" for score, count in enumerate(question.counts, start=1))
    return f"{question.question}: {said}"


def _aligned(cell: QWidget, column: int) -> QWidget:
    if column > 1 and isinstance(cell, QLabel):
        cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return cell
