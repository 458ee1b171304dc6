"""What stands where nothing is yet: one sentence, one button, one link (design.md §4)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.text import label


class EmptyState(QWidget):
    """Says what lives here and how to begin."""

    pressed = Signal()
    linked = Signal()

    def __init__(self, theme: Theme, sentence: str, button: str = "", link: str = "", *, icon: str = "add") -> None:
        super().__init__()
        self.sentence = label(sentence, "secondary", wrapped=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = named(Button(theme, button, icon=icon), "empty-begin", button)
        self.button.clicked.connect(self.pressed)
        if not button:
            self.button.hide()
        self.link = named(Button(theme, link, role="link"), "empty-link", link)
        self.link.clicked.connect(self.linked)
        if not link:
            self.link.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space("xl"), theme.space("l"), theme.space("xl"), theme.space("l"))
        column.setSpacing(theme.space("m"))
        column.addStretch()
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self._column = column

    def first(self) -> QWidget | None:
        """What the keyboard comes to: the button, else the link; None for a sentence alone."""
        return next((each for each in (self.button, self.link) if each.text()), None)

    def stand_in_for(self, view: QWidget, *, is_empty: bool) -> None:
        """Stand over a list that has no rows: the keyboard then comes to what is offered here and not to the list."""
        begins = self.first() if is_empty else None
        focus = QApplication.focusWidget()
        has_focus = focus is not None and (focus is view or self.isAncestorOf(focus))
        view.setFocusProxy(begins)  # type: ignore[arg-type] - None takes it away, which the stub leaves out
        self.setVisible(is_empty)
        if has_focus and focus is not begins:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_below(self, controls: Sequence[QWidget]) -> None:
        """Offer more, side by side under what is there."""
        row = QHBoxLayout()
        row.addStretch()
        for control in controls:
            row.addWidget(control)
        row.addStretch()
        self._column.insertLayout(self._column.count() - 1, row)

    def say(self, sentence: str, button: str = "", link: str = "") -> None:
        """Say something else."""
        self.sentence.setText(sentence)
        for control, text in ((self.button, button), (self.link, link)):
            control.setText(text)
            control.setAccessibleName(text)
            control.setVisible(bool(text))
