"""What a card says of one competence besides its scores: how soon the deficit is to be closed, and a comment."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.rows.diagnostics import PRIORITIES, Score
from views.theme import Theme
from views.widgets.choice import ChoiceField
from views.widgets.fields import TextField
from views.widgets.naming import named
from views.widgets.text import caption

_CHOICES = [(each, str(each)) for each in PRIORITIES]


class CellStrip(QWidget):
    """Priority and comment of the cell shown; Enter stores and goes back to the grid, Esc only goes back."""

    changed = Signal(object, str)
    """The priority (None for none) and the comment as they are now."""
    left = Signal()
    """The hands go back to the grid."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._score: Score | None = None
        self.priority = named(
            ChoiceField(theme, _CHOICES, blank="не выбран", compact=True), "cell-priority", "Приоритет дефицита"
        )
        self.comment = named(
            TextField(theme, placeholder="Что увидели, на чём основана оценка"), "cell-comment", "Комментарий к оценке"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s"))
        for words, editor, stretch in (("Приоритет", self.priority, 0), ("Комментарий", self.comment, 1)):
            row.addWidget(caption(words))
            row.addWidget(editor, stretch)
        self.priority.edited.connect(self._tell)
        self.comment.editingFinished.connect(self._tell)

    def show_score(self, score: Score | None) -> None:
        """Show another cell; None where the grid is empty. What is being typed into the same cell stays."""
        if score == self._score:
            return
        self._score = score
        self.setEnabled(score is not None)
        with QSignalBlocker(self.priority), QSignalBlocker(self.comment):
            self.priority.set_value(score.priority if score is not None else None)
            self.comment.set_value(score.comment if score is not None else None)
        self.priority.setEnabled(score is not None and score.is_deficit)

    def take_focus(self) -> None:
        """F2: type the comment."""
        self.comment.setFocus(Qt.FocusReason.OtherFocusReason)
        self.comment.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self._score is not None:
                self.comment.set_value(self._score.comment)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self._score is None:
            return
        priority, comment = self.priority.value(), str(self.comment.value() or "").strip()
        chosen = priority if isinstance(priority, int) else None
        if (chosen, comment) != (self._score.priority, self._score.comment or ""):
            self.changed.emit(chosen, comment)
