"""Which files were not attached, why, and what to do: sentences at the place where they were dropped."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.errors import UserError
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.text import problem, secondary


class Refused(QWidget):
    """Stays until it is closed or other files are added."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._problems: list[tuple[str, UserError]] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.space("s"))
        self._close = named(Button(theme, "Понятно", small=True), "refused-close", "Скрыть, что не приложено")
        self._close.clicked.connect(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addLayout(self._place)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._fill)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[str, UserError]]) -> None:
        """Show each file's name with its sentences."""
        self._problems = list(problems)
        self._fill()

    def clear(self) -> None:
        """Nothing was refused."""
        self.show_problems(())

    def sentences(self) -> list[str]:
        """What is said, file by file."""
        return [f"{name}: {sentence.message} {sentence.advice}" for name, sentence in self._problems]

    def _fill(self) -> None:
        column = fresh(self._place)
        for name, sentence in self._problems:
            sign = QLabel()
            sign.setPixmap(self._theme.pixmap("error_circle", self._theme.state(State.OVERDUE).text, size=16))
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(problem(f"{_breakable(name)}. {sentence.message}"))
            words.addWidget(secondary(sentence.advice))
            row = QHBoxLayout()
            row.setSpacing(self._theme.space("xs") + 1)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(words, 1)
            column.addLayout(row)
        self.setVisible(bool(self._problems))


def _breakable(name: str) -> str:
    """A name that can be wrapped after any letter: it may have no blanks."""
    return "\u200b".join(name)
