"""Which part of a card is shown: one of two sides of two columns each, or one of four tabs where there is less room."""

from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout

from views.theme import Theme
from views.widgets.buttons import Segments
from views.widgets.naming import named

_TABS_BELOW, _STACKED_BELOW = 1280, 1024
"""Widths of the window below which columns become tabs, and then stand under one another, pixels (design.md §2)."""


class CardPart(Enum):
    """A column of a card."""

    REQUIREMENTS = "requirements"
    LEARNING = "progress"
    DATA = "data"
    CONSENTS = "consents"


_LEARNING, _ABOUT = "learning", "about"
_SIDES = {
    _LEARNING: (CardPart.REQUIREMENTS, CardPart.LEARNING),
    _ABOUT: (CardPart.DATA, CardPart.CONSENTS),
}
_WORDS = {
    CardPart.REQUIREMENTS: "К сертификату",
    CardPart.LEARNING: "Обучение",
    CardPart.DATA: "Данные",
    CardPart.CONSENTS: "Согласия и история",
}


class CardSides(QObject):
    """The two ways to choose, only one of which is in sight; going from one to the other keeps the side."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.sides = named(
            Segments(theme, [(_LEARNING, "Стажировка"), (_ABOUT, "О человеке")]), "card-sides", "Что показать"
        )
        self.tabs = named(
            Segments(theme, [(part.value, words) for part, words in _WORDS.items()]), "card-tabs", "Что показать"
        )
        self.sides.chosen.connect(self.chosen)
        self.tabs.chosen.connect(self.chosen)
        self._has_tabs = False
        self.direction = QBoxLayout.Direction.LeftToRight
        """How the columns of a side stand."""
        self.tabs.hide()

    @property
    def is_about(self) -> bool:
        """Whether it is told who she is, and not how she learns."""
        return self._side == _ABOUT

    @property
    def parts(self) -> frozenset[CardPart]:
        """What is shown."""
        return frozenset({CardPart(self.tabs.current)} if self._has_tabs else _SIDES[self._side])

    def show_side(self, *, about: bool) -> None:
        """Switch without a signal; of its tabs, to the one that was shown last or the first."""
        side = _ABOUT if about else _LEARNING
        self.sides.choose(side)
        if CardPart(self.tabs.current) not in _SIDES[side]:
            self.tabs.choose(_SIDES[side][0].value)

    def fit(self, width: int) -> bool:
        """Choose as suits a window of this width; whether other parts are shown now."""
        before, side = self.parts, self._side
        is_stacked, had_tabs = width < _STACKED_BELOW, self._has_tabs
        self.direction = QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight
        self._has_tabs = _STACKED_BELOW <= width < _TABS_BELOW
        if self._has_tabs != had_tabs:
            self.show_side(about=side == _ABOUT)
            self.sides.setVisible(not self._has_tabs)
            self.tabs.setVisible(self._has_tabs)
        return self.parts != before

    @property
    def _side(self) -> str:
        if not self._has_tabs:
            return self.sides.current
        part = CardPart(self.tabs.current)
        return next(side for side, parts in _SIDES.items() if part in parts)
