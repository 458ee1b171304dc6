"""The one dialog: for what cannot be undone (design.md §4)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.text import label

_WIDTH = 440
_PADDING = 24


class Question(QDialog):
    """A question with the verb, the consequence, and two verbs for buttons; the safe one is the default."""

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        *,
        question: str,
        consequence: str,
        verb: str,
        safe: str = "Не сейчас",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        named(self, "question", question)
        self.setProperty("page", "true")
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        title = label(question, "section", wrapped=True)
        body = label(consequence, wrapped=True)
        self.act = named(Button(theme, verb, role="primary"), "question-act", verb)
        self.safe = named(Button(theme, safe), "question-safe", safe)
        self.safe.setDefault(True)
        self.act.clicked.connect(self.accept)
        self.safe.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addStretch()
        buttons.addWidget(self.act)
        buttons.addWidget(self.safe)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(title)
        column.addWidget(body)
        column.addSpacing(theme.space("s"))
        column.addLayout(buttons)
        self.safe.setFocus(Qt.FocusReason.OtherFocusReason)


def ask(
    parent: QWidget | None, theme: Theme, question: str, consequence: str, verb: str, safe: str = "Не сейчас"
) -> bool:
    """Ask before something that cannot be undone; True when the person chose the verb. Esc is the safe answer."""
    dialog = Question(parent, theme, question=question, consequence=consequence, verb=verb, safe=safe)
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
