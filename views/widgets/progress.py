"""How far a long piece of work is, with «Остановить» (design.md §4): shown only when it takes longer than 600 ms."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from views.jobs import Job
from views.states import State
from views.theme import Theme
from views.widgets.bars import Bar
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.paint import Part
from views.widgets.text import label


class ProgressSheet(QFrame):
    """Follows one job: what is done, «сколько из скольких», a bar, and a button to stop it."""

    def __init__(self, theme: Theme, *, unit: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._unit = unit
        self._job: Job[object] | None = None
        named(self, "progress", "Ход работы")
        self.setProperty("sheet", "true")
        self.sentence = label("", "strong")
        self.figures = label("", "secondary")
        self.bar = Bar(theme, ())
        self.stop_button = named(Button(theme, "Остановить", small=True), "progress-stop", "Остановить")
        self.stop_button.clicked.connect(self.stop)
        top = QHBoxLayout()
        top.setSpacing(theme.space("m"))
        top.addWidget(self.sentence)
        top.addStretch()
        top.addWidget(self.figures)
        bottom = QHBoxLayout()
        bottom.setSpacing(theme.space("m"))
        bottom.addWidget(self.bar, 1)
        bottom.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(theme.space("s"))
        column.addLayout(top)
        column.addLayout(bottom)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(theme.motion_ms("progressAfterMs"))
        self._later.timeout.connect(self.show)
        self.hide()

    def follow(self, job: Job[object], sentence: str, *, unit: str = "") -> None:
        """Show how this job goes, from 600 ms on until it ends; connect before the job is started."""
        self._job = job
        job.awaited_as = sentence
        self._unit = unit or self._unit
        self.sentence.setText(sentence)
        self.stop_button.unblock()
        self.stop_button.setText("Остановить")
        self.show_figures(0, 0)
        job.progressed.connect(self.show_figures)
        job.finished.connect(self._on_finished)
        self._later.start()

    def show_figures(self, done: int, total: int) -> None:
        """Show «12 из 300»; before the total is known only what is done."""
        unit = f" {self._unit}" if self._unit else ""
        if total:
            self.figures.setText(f"{_spaced(done)} из {_spaced(total)}{unit}")
        else:
            self.figures.setText(f"{_spaced(done)}{unit}" if done else "Начинаем")
        self.bar.show_parts([Part(done, State.IN_PROGRESS)], total=max(total, 1), meaning=self.figures.text())

    def stop(self) -> None:
        """Ask the job to stop."""
        if self._job is not None:
            self._job.stop()
            self.stop_button.block("Останавливаем после начатого шага")
            self.stop_button.setText("Останавливаем")

    def _on_finished(self) -> None:
        self._later.stop()
        self._job = None
        self.hide()


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
