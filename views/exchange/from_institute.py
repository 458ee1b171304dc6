"""«Пришло от ИРО»: receipts, and the questions in them that open the very record they ask about."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.rows.codes import ReceiptVerdict
from models.rows.exchange import QuestionLine, ReceiptLine
from models.rules.periods import parse_period
from models.rules.plan_periods import short_title
from models.rules.words import counted
from views.exchange.words import KIND_TITLES, moment
from views.states import State
from views.theme import ChipLook, Theme
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import Sheet, hline
from views.widgets.text import label

_ASKED = ChipLook(State.ATTENTION, "question_circle")
_NOTHING = "Квитанции института появятся здесь. Пришла файлом, письмом или на бумаге — нажмите «Принять файл»."


class Answer(NamedTuple):
    """A receipt with what it asks."""

    receipt: ReceiptLine
    questions: tuple[QuestionLine, ...]


class FromInstitute(Sheet):
    """The newest answers first; `opened` carries the `QuestionLine` whose record is wanted, `shown` a `ReceiptLine`."""

    opened = Signal(object)
    shown = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Пришло от ИРО")
        named(self, "from-institute", "Пришло от ИРО")
        self._theme = theme
        self._answers: tuple[Answer, ...] | None = None
        self._asked = Chip(theme, state=State.ATTENTION, icon="question_circle")
        self._asked.hide()
        self.header.insertWidget(1, self._asked)
        self._place = QVBoxLayout()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._place)
        column.addStretch()
        self._area = named(QScrollArea(), "answers", "Квитанции и вопросы института")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        self.body.addWidget(self._area, 1)
        self._cards: dict[int, QWidget] = {}
        self.show_answers(())

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show what came; where it is what stands here already, the focus stays with it."""
        if self._answers == tuple(answers):
            return
        self._answers = tuple(answers)
        self._cards = {}
        column = fresh(self._place)
        column.setSpacing(self._theme.space("s"))
        asked = sum(len(answer.questions) for answer in answers)
        self._asked.setVisible(bool(asked))
        if asked:
            self._asked.show_look(_ASKED, counted(asked, "вопрос", "вопроса", "вопросов"))
        if not answers:
            column.addWidget(label(_NOTHING, "secondary", wrapped=True))
        for place, answer in enumerate(answers):
            if place:
                column.addWidget(hline())
            card = self._card(answer)
            self._cards[answer.receipt.package_id] = card
            column.addWidget(card)

    def show_package(self, package_id: int) -> bool:
        """Bring the answer to a package into sight and stand on it; False where none has come."""
        card = self._cards.get(package_id)
        if card is None:
            return False
        first = card.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        # Once everything has its place: a tab may just have been turned.
        QTimer.singleShot(0, card, lambda: self._area.verticalScrollBar().setValue(card.y()))
        return True

    def _card(self, answer: Answer) -> QWidget:
        theme, receipt = self._theme, answer.receipt
        card = QFrame()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        column.addWidget(label(receipt_title(receipt), "strong", wrapped=True))
        verdict = "принят" if receipt.verdict is ReceiptVerdict.ACCEPTED else "отклонён"
        look = "secondary" if receipt.verdict is ReceiptVerdict.ACCEPTED else "problem"
        column.addWidget(label(f"{verdict} {moment(receipt.signed_at)} · {receipt.came_by}", look, wrapped=True))
        for question in answer.questions:
            column.addLayout(self._question(question))
        show = Button(theme, "Квитанция", icon="receipt", role="link", small=True)
        named(show, "show-receipt", f"Квитанция: {receipt_title(receipt)}")
        show.clicked.connect(lambda: self.shown.emit(receipt))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(show)
        line.addStretch()
        column.addLayout(line)
        return card

    def _question(self, question: QuestionLine) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(question.text, wrapped=True))
        if question.record_table is not None:
            button = Button(self._theme, "Открыть запись", icon="arrow_right", small=True)
            named(button, "open-question", f"Открыть запись: {question.text}")
            if not _has_place(question):
                button.block("Этой записи здесь уже нет")
            button.clicked.connect(lambda: self.opened.emit(question))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch()
            column.addLayout(row)
        return column


def receipt_title(receipt: ReceiptLine) -> str:
    """The package it answers: «Отчёт, I квартал 2026»."""
    return f"{KIND_TITLES[receipt.kind]}, {short_title(parse_period(receipt.period))}"


def _has_place(question: QuestionLine) -> bool:
    """Whether there is something to open: a text of the report has no record of its own."""
    return question.record_id is not None or question.record_table == "report_text"
