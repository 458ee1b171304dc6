"""The grid of sheets with its keys over it and, under it, what one stands on."""

from PySide6.QtWidgets import QHBoxLayout

from models.rules.words import counted
from views.feedback.answers_grid import AnswersGrid
from views.feedback.answers_model import AnswersModel
from views.theme import Theme
from views.widgets.key_legend import KeyLegend, key_pair
from views.widgets.sheet import Sheet, hline
from views.widgets.text import Elided


class AnswersSheet(Sheet):
    """`tell` says how many sheets there are of how many people."""

    def __init__(self, theme: Theme, model: AnswersModel) -> None:
        super().__init__(theme, inset=1)
        self._answers = model
        self._enrolled = 0
        self.grid = AnswersGrid(theme, model)
        self._line = Elided(look="secondary")
        self.setAccessibleName("Анкеты потока")
        legend = KeyLegend(
            theme,
            [
                key_pair(theme, "1–5", "оценка"),
                key_pair(theme, "0–10", "рекомендация"),
                key_pair(theme, "Пробел", "пропустить вопрос"),
                key_pair(theme, "Enter", "следующая анкета"),
                key_pair(theme, "Ctrl+S", "записать всё"),
            ],
            name="feedback-keys",
            title="Клавиши: цифры — оценки, пробел — пропустить вопрос, Enter — следующая анкета, Ctrl+S — записать",
            lead="Анкета без имени:",
        )
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 6)
        foot.addWidget(self._line, 1)
        self.body.setSpacing(0)
        self.body.addWidget(legend)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(hline())
        self.body.addLayout(foot)
        self.grid.moved.connect(self._tell)

    def tell(self, enrolled: int) -> None:
        """Say how many sheets there are, how many people might fill one, and where one stands."""
        self._enrolled = enrolled
        self._tell()

    def _tell(self) -> None:
        sheets, waiting = self._answers.sheets(), self._answers.unsaved
        of = f" из {self._enrolled} возможных" if self._enrolled else ""
        said = [f"{counted(sheets, 'анкета', 'анкеты', 'анкет')}{of}." if sheets else "Анкет пока нет."]
        if waiting:
            said.append(f"Не записано: {waiting}.")
        here = self.grid.currentIndex()
        if here.isValid() and here.row() < self._answers.rowCount():
            said.append(self._answers.words(here.row(), here.column()))
        self._line.setText(" ".join(said))
