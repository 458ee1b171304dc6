"""A sentence with a sign, amber, beside what it warns of: it refuses nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from views.states import State
from views.theme import Theme
from views.widgets.text import label


class WarningLine(QWidget):
    """Shown while there is something to say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sign, self._words = QLabel(), label("", "secondary", wrapped=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("xs") + 1)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        theme.changed.connect(self._on_theme)
        self._on_theme()
        self.hide()

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show a sentence; "" hides the line."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def _on_theme(self) -> None:
        self._sign.setPixmap(self._theme.pixmap("warning", self._theme.state(State.ATTENTION).text, size=16))
