"""«Приготовить письма»: to whom, and how large one letter may be."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.rules.words import counted
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.fields import TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import label

_WIDTH, _PADDING = 440, 20
_MEGA = 1 << 20
USUAL_PIECE = 3 * _MEGA
"""Bytes of the package in one letter unless another size is chosen: ten minutes over 64 kbit/s."""
_PIECES = (
    (1, "1\u00a0МБ: самая слабая связь"),
    (3, "3\u00a0МБ"),
    (7, "7\u00a0МБ"),
    (15, "15\u00a0МБ: почти всё одним письмом"),
)


class Letters(NamedTuple):
    """To whom («» leaves the line empty) and how many bytes of the package go in one letter."""

    to: str
    piece_bytes: int


class MailDialog(QDialog):
    """Asks; `wanted` carries `Letters`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, package: str, size: int, *, to: str = "") -> None:
        super().__init__(parent)
        self._size = size
        named(self, "mail-dialog", "Приготовить письма")
        self.setWindowTitle("Приготовить письма")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self.form = Form(theme)
        self.form.add("to", "Почта института", TextField(theme), hint="Можно оставить пустым и вписать в самом письме")
        self.form.add(
            "piece", "Не больше в одном письме", ChoiceField(theme, [(size, words) for size, words in _PIECES])
        )
        self.form.set_values({"to": to, "piece": USUAL_PIECE // _MEGA})
        self._many = label("", "strong", wrapped=True)
        self._act = named(Button(theme, "Приготовить", role="primary"), "mail-write", "Приготовить письма")
        self._act.setDefault(True)
        self._act.clicked.connect(self.accept)
        close = named(Button(theme, "Не сейчас"), "mail-close", "Не сейчас")
        close.clicked.connect(self.reject)
        self._lay_out(theme, package, close)
        self.form.changed.connect(self._tell)
        self._tell()

    @property
    def letters(self) -> Letters:
        """What is chosen now."""
        values = self.form.values()
        piece = values["piece"]
        return Letters(str(values["to"] or "").strip(), (piece if isinstance(piece, int) else 3) * _MEGA)

    @override
    def accept(self) -> None:
        letters = self.letters
        super().accept()
        self.wanted.emit(letters)

    def _tell(self) -> None:
        self._many.setText(f"Получится {letters_words(self._size, self.letters.piece_bytes)}.")

    def _lay_out(self, theme: Theme, package: str, close: Button) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addStretch()
        buttons.addWidget(self._act)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label("Приготовить письма", "section"))
        column.addWidget(
            label(
                f"{package}: запечатанный файл делится на части, каждая ложится в готовое письмо. "
                "Институт соберёт их в любом порядке.",
                "secondary",
                wrapped=True,
            )
        )
        column.addWidget(self.form)
        column.addWidget(self._many)
        column.addLayout(buttons)


def letters_words(size: int, piece_bytes: int) -> str:
    """How many letters a package makes: «2 письма»."""
    return counted(max(1, -(-size // piece_bytes)), "письмо", "письма", "писем")
