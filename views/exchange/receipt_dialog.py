"""A receipt as it proved genuine: what ИРО signed, when, and how it came."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.queries.institute import question_lines
from models.rows.codes import ReceiptVerdict
from models.rows.exchange import OutboxLine, ReceiptLine
from views.exchange.from_institute import receipt_title
from views.exchange.words import moment
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.naming import named
from views.widgets.text import label
from views.workplace import Workplace

_WIDTH, _PADDING, _AIR = 520, 20, 32
_FEW = 5
"""So many questions need no scrolling in the smallest window."""


class ReceiptDialog(QDialog):
    """Facts of one receipt; its words can be selected and copied."""

    def __init__(self, workplace: Workplace, parent: QWidget, receipt: ReceiptLine, line: OutboxLine | None) -> None:
        super().__init__(parent)
        theme = workplace.theme
        named(self, "receipt-dialog", "Квитанция института")
        self.setWindowTitle("Квитанция института")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(round(_WIDTH * theme.scale), parent.width() - _AIR))
        self.setMaximumHeight(parent.height() - _AIR)
        said = "принят" if receipt.verdict is ReceiptVerdict.ACCEPTED else "отклонён"
        chip = Chip(theme)
        chip.show_look(theme.chip("package", said), said)
        top = QHBoxLayout()
        top.addWidget(label(receipt_title(receipt), "section", wrapped=True), 1)
        top.addWidget(chip)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addLayout(_facts(theme, receipt, line))
        column.addWidget(label("Подпись института проверена на этом компьютере, без сети.", "secondary", wrapped=True))
        questions = question_lines(workplace.db, receipt.id)
        for number, question in enumerate(questions, start=1):
            column.addWidget(label(f"{number}. {question.text}", wrapped=True))
        column.addStretch()
        close = named(Button(theme, "Закрыть", role="primary"), "receipt-close", "Закрыть")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        whole.setSpacing(theme.space("m"))
        whole.addLayout(top)
        whole.addWidget(inside if len(questions) <= _FEW else _scrolled(inside), 1)
        whole.addLayout(buttons)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = named(QScrollArea(), "receipt-facts", "Что в квитанции")
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def _facts(theme: Theme, receipt: ReceiptLine, line: OutboxLine | None) -> QGridLayout:
    facts = [
        ("Пакет", receipt.name),
        ("Подписано", moment(receipt.signed_at)),
        ("Получено", f"{moment(receipt.received_at)}, {receipt.came_by}"),
    ]
    if line is not None:
        facts.append(("Сумма файла", line.sha256))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.space("m"))
    grid.setVerticalSpacing(theme.space("xs"))
    grid.setColumnStretch(1, 1)
    for row, (what, value) in enumerate(facts):
        shown = label(_breakable(value), wrapped=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(label(what, "secondary"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, row, 1)
    return grid


def _breakable(text: str) -> str:
    """A hash may be broken between its groups of eight."""
    is_hash = len(text) == 64 and not text.strip("0123456789abcdef")
    return " ".join(text[at : at + 8] for at in range(0, 64, 8)) if is_hash else text
