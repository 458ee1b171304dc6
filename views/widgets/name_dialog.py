"""A small window that asks for one name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.text import label

_WIDTH = 380
_PADDING = 20


class NameDialog(QDialog):
    """Asks «Как назвать отбор?»; Enter gives the name, Esc closes; an empty name is none."""

    given = Signal(str)

    def __init__(
        self, parent: QWidget, theme: Theme, question: str, verb: str, *, name: str = "", longest: int = 100
    ) -> None:
        super().__init__(parent)
        named(self, "name-dialog", question)
        self.setWindowTitle(question)
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self.field = named(QLineEdit(name), "name-text", question)
        self.field.setMaxLength(longest)
        self.field.selectAll()
        self.field.textChanged.connect(self._fit)
        self._give = named(Button(theme, verb, role="primary"), "name-give", verb)
        self._give.setDefault(True)
        self._give.clicked.connect(self.accept)
        close = named(Button(theme, "Не сейчас"), "name-close", "Не сейчас")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addStretch()
        buttons.addWidget(self._give)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(question, "section", wrapped=True))
        column.addWidget(self.field)
        column.addLayout(buttons)
        self._fit()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def accept(self) -> None:
        name = self.field.text().strip()
        if not name:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.given.emit(name)
        super().accept()

    def _fit(self) -> None:
        if self.field.text().strip():
            self._give.unblock()
        else:
            self._give.block("Сначала напишите название", lambda: self.field.setFocus(Qt.FocusReason.OtherFocusReason))
