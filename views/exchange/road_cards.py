"""The three roads as cards: what waits, figures and files apart, and how long it takes by each of them."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.codes import Road
from views.states import State
from views.theme import ChipLook, Theme
from views.widgets.buttons import CardButton
from views.widgets.chip import Chip
from views.widgets.naming import named
from views.widgets.paint import paint_radio
from views.widgets.text import Elided, label

_TITLES = {
    Road.NETWORK: ("Сеть", "globe", "Обрыв не страшен: продолжим с того же места"),
    Road.FOLDER: ("Флешка", "usb_stick", "Передать с тем, кто едет в район или в институт"),
    Road.MAIL: ("Почта", "mail", "Готовые письма: откройте и нажмите «Отправить»"),
}
_RADIO = 18


class Load(NamedTuple):
    """What waits of one sort («цифры 14 КБ»), and what it costs on a road («≈ 3 с»)."""

    what: str
    takes: str


class CardWords(NamedTuple):
    """What a card says: one load or two, a chip («есть связь»), and on what the estimate rests."""

    loads: tuple[Load, ...] = ()
    chip: str = ""
    chip_state: State = State.NEUTRAL
    chip_icon: str = ""
    basis: str = ""


class RoadCard(CardButton):
    """One road; the words of its foot go away where the window is low."""

    def __init__(self, theme: Theme, road: Road) -> None:
        title, icon, foot = _TITLES[road]
        super().__init__(theme, title)
        self.road = road
        self._theme = theme
        self._icon = icon
        self._foot_words = foot
        self.setToolTip(foot)
        named(self, f"road-{road.value}", title)
        self._sign = QLabel()
        self._name = label(title, "strong")
        self._name.setProperty("look", "section")
        self._chip = Chip(theme)
        self._chip.hide()
        self._loads = [(label("", "caption"), Elided("", look="strong")) for _ in range(2)]
        self._foot = Elided(foot, look="secondary")
        self._lay_out()
        theme.changed.connect(self._show_icon)
        self._show_icon()

    def show_words(self, words: CardWords) -> None:
        """Show what waits now."""
        loads = words.loads or (Load("Ничего не ждёт отправки", ""),)
        for place, (what, takes) in enumerate(self._loads):
            is_there = place < len(loads)
            what.setVisible(is_there)
            takes.setVisible(is_there and bool(loads[place].takes))
            if is_there:
                what.setText(loads[place].what)
                takes.setText(loads[place].takes)
        self._chip.setVisible(bool(words.chip))
        if words.chip:
            self._chip.show_look(ChipLook(words.chip_state, words.chip_icon), words.chip)
        self.setToolTip("\n".join(part for part in (self._foot_words, words.basis) if part))
        spoken = ", ".join(f"{load.what} {load.takes}" for load in words.loads)
        self.setAccessibleDescription(". ".join(part for part in (words.chip, spoken, self._foot_words) if part))
        self.updateGeometry()

    def be_low(self, *, is_low: bool) -> None:
        """Leave out the foot."""
        self._foot.setVisible(not is_low)
        self.updateGeometry()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        super().paintEvent(_event)
        painter = QPainter(self)
        at = self._radio.geometry()
        paint_radio(painter, QRect(at.left(), at.top(), _RADIO, at.height()), self._theme, chosen=self.isChecked())

    def _lay_out(self) -> None:
        theme = self._theme
        self._radio = QWidget()
        self._radio.setFixedWidth(_RADIO)
        top = QHBoxLayout()
        top.setSpacing(theme.space("s"))
        top.addWidget(self._radio)
        top.addWidget(self._sign)
        top.addWidget(self._name)
        top.addStretch()
        top.addWidget(self._chip)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space("l"))
        for what, takes in self._loads:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(what)
            column.addWidget(takes)
            middle.addLayout(column)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(theme.space("xs"))
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(self._foot)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _show_icon(self) -> None:
        self._sign.setPixmap(self._theme.pixmap(self._icon, self._theme.colour("text")))


class RoadCards(QWidget):
    """The roads side by side; `chosen` carries the `Road`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, road: Road) -> None:
        super().__init__()
        named(self, "roads", "Дорога до института")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.cards = {each: RoadCard(theme, each) for each in Road}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("gutter"))
        for card in self.cards.values():
            row.addWidget(card, 1)
            card.toggled.connect(self._on_toggled)
        self.cards[road].setChecked(True)
        self._tab_stop()

    @property
    def road(self) -> Road:
        """The one that is chosen."""
        return next(road for road, card in self.cards.items() if card.isChecked())

    def show_words(self, words: Mapping[Road, CardWords]) -> None:
        """Show what waits and what it takes."""
        for road, card in self.cards.items():
            card.show_words(words[road])

    def fit(self, height: int) -> None:
        """Leave out what is not needed on a low page."""
        for card in self.cards.values():
            card.be_low(is_low=height < _LOW)

    def _on_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if is_on:
            self._tab_stop()
            self.chosen.emit(self.road)

    def _tab_stop(self) -> None:
        """Tab goes to the road that is chosen; arrows go from there."""
        for card in self.cards.values():
            policy = Qt.FocusPolicy.StrongFocus if card.isChecked() else Qt.FocusPolicy.ClickFocus
            card.setFocusPolicy(policy)


_LOW = 640
"""A window lower than that has no room for the foot of the cards, pixels."""
