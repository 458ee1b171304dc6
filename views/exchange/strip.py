"""A strip over the page: what keeps the exchange from being trusted, and the button that mends it."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from models.rows.exchange import InstituteLine
from models.rules.words import day_in_table
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.text import label

_SOON_DAYS = 30


class StripWords(NamedTuple):
    """What is said, why, and the button."""

    sentence: str
    why: str
    button: str
    state: State
    icon: str


def strip_words(institute: InstituteLine | None, today: date) -> StripWords | None:
    """What stands in the way today; None where nothing does."""
    if institute is None:
        return StripWords(
            "Приглашения института пока нет",
            "Откройте файл приглашения, который прислал институт: в нём код площадки, ключи и адреса. После этого "
            "пакеты запечатываются, и открыть их сможет только институт. Открытый пакет без имён собирается и сейчас.",
            "Открыть приглашение",
            State.IN_PROGRESS,
            "key",
        )
    if institute.compared_on is None:
        return StripWords(
            "Сверьте отпечаток института по телефону",
            "Пока он не сверен, нельзя знать, что приглашение прислал именно институт. Это одна минута.",
            "Сверить",
            State.ATTENTION,
            "warning",
        )
    if not institute.is_introduced and today > institute.expires_on:
        return StripWords(
            f"Приглашение действовало до {day_in_table(institute.expires_on)}",
            "Института с ключом площадки оно уже не познакомит. Попросите новое и откройте его.",
            "Ключи и адреса",
            State.OVERDUE,
            "clock_alarm",
        )
    if not institute.is_introduced and (institute.expires_on - today).days < _SOON_DAYS:
        return StripWords(
            f"Приглашение действует до {day_in_table(institute.expires_on)}",
            "Передайте первый пакет раньше: он познакомит институт с ключом площадки.",
            "Ключи и адреса",
            State.ATTENTION,
            "clock",
        )
    return None


class Strip(QFrame):
    """Sign, words, one button; hidden while nothing is in the way."""

    pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words: StripWords | None = None
        named(self, "exchange-strip", "Что нужно сделать")
        self.setProperty("sheet", "true")
        self._sign = QLabel()
        self._sentence = label("", "strong", wrapped=True)
        self._why = label("", "secondary", wrapped=True)
        self.button = named(Button(theme, "", small=True), "strip-act", "Сделать")
        self.button.clicked.connect(self.pressed)
        words = QVBoxLayout()
        words.setSpacing(theme.space("xxs"))
        words.addWidget(self._sentence)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(theme.space("m"))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._show_sign)
        self.hide()

    def show_words(self, words: StripWords | None) -> None:
        """Show what is in the way, or nothing."""
        self._words = words
        self.setVisible(words is not None)
        if words is None:
            return
        self._sentence.setText(words.sentence)
        self._why.setText(words.why)
        self.button.setText(words.button)
        self.button.setAccessibleName(words.button)
        self._show_sign()

    def _show_sign(self) -> None:
        if self._words is not None:
            look = self._theme.state(self._words.state)
            self._sign.setPixmap(self._theme.pixmap(self._words.icon, look.text))
