"""A person's consents, a line for each purpose: how it stands, and what may be done about it."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from models.rows.codes import ConsentState
from models.rows.consents import PurposeLine
from views.theme import Theme
from views.trainees.consent_words import consent_look, sheet_words
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.flow import FlowLayout
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.text import secondary, strong


class _Act(NamedTuple):
    """A link: its name before the purpose, its words, what it does, and the signal with what that is about."""

    key: str
    words: str
    tip: str
    wanted: SignalInstance
    about: object


class ConsentLines(QWidget):
    """`show_lines` fills it; what a link asks for is done by the owner, who calls `go_back` when it is over."""

    giving = Signal(object)
    """A new consent for this ConsentPurpose."""
    changing = Signal(object)
    """This ConsentLine is to be mended."""
    scanning = Signal(object)
    """The signed sheet of this ConsentLine is to be attached."""
    withdrawing = Signal(object)
    """This ConsentLine was taken back."""
    removing = Signal(object)
    """This ConsentLine was entered by mistake."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._links: dict[str, Button] = {}
        self._pressed = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space("s"))

    def show_lines(self, purposes: Sequence[PurposeLine]) -> None:
        """Show how the consents stand; the focus stays on the link it was on."""
        held = next((name for name, link in self._links.items() if link is QApplication.focusWidget()), "")
        column = fresh(self._column)
        self._links.clear()
        for line in purposes:
            column.addWidget(self._line(line))
        if held:
            self._focus(held)

    def go_back(self) -> None:
        """Go to the link that was pressed last, to the first of its purpose where it is no longer offered."""
        self._focus(self._pressed)

    def _focus(self, name: str) -> None:
        first = f"consent-give-{name.rpartition('-')[2]}"
        if (link := self._links.get(name) or self._links.get(first)) is not None:
            link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, line: PurposeLine) -> QWidget:
        theme, purpose = self._theme, line.purpose
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        title = strong(purpose.label[:1].upper() + purpose.label[1:])
        title.setWordWrap(True)
        chip = Chip(theme)
        chip.setObjectName(f"consent-state-{purpose.value}")
        chip.show_look(consent_look(line.state), line.state.label)
        head.addWidget(title, 1)
        head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if line.sheet is not None:
            column.addWidget(secondary(sheet_words(line.sheet)))
        for former in line.former:
            column.addWidget(secondary(f"Прежнее: {sheet_words(former)}"))
        links = FlowLayout(spacing=0)
        for act in self._acts(line):
            tip = f"{act.tip}: {purpose.label}"
            name = f"consent-{act.key}-{purpose.value}"
            link = named(Button(theme, act.words, role="link", small=True), name, tip)
            link.setToolTip(tip)
            link.clicked.connect(partial(self._on_pressed, name, act))
            self._links[name] = link
            links.addWidget(link)
        column.addLayout(links)
        return holder

    def _acts(self, line: PurposeLine) -> list[_Act]:
        sheet = line.sheet
        give = _Act("give", "Записать", "Записать новое согласие", self.giving, line.purpose)
        if sheet is None:
            return [give]
        scan = _Act("scan", "Скан", "Приложить скан подписанного листа", self.scanning, sheet)
        if line.state is ConsentState.WITHDRAWN:
            return [give, scan]
        return [
            give,
            _Act("change", "Исправить", "Исправить запись", self.changing, sheet),
            scan,
            _Act("withdraw", "Отозвать", "Записать отзыв", self.withdrawing, sheet),
            _Act("remove", "Убрать", "Убрать запись, внесённую по ошибке", self.removing, sheet),
        ]

    def _on_pressed(self, name: str, act: _Act) -> None:
        self._pressed = name
        act.wanted.emit(act.about)
