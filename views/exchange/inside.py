"""«Что в пакете»: what the package one stands on carries, who can open it, and what can be done with it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.rows.exchange import OutboxLine
from views.exchange.acts import SHORT, Act
from views.exchange.parts import part_title
from views.exchange.words import is_open, moment, package_title
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import Sheet, hline
from views.widgets.text import Elided, label

_FOR_INSTITUTE = "Открыть сможет только ИРО"
_FOR_ANYONE = "Открыть может любой: имён внутри нет"
_NOTHING = "Выберите пакет: здесь будет видно, что в нём."


class InsideSheet(Sheet):
    """Facts of one package; `asked` carries an `Act`, `menu_asked` the button under which everything is offered."""

    asked = Signal(object)
    menu_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Что в пакете")
        named(self, "package-inside", "Что в пакете")
        self._theme = theme
        self._act: Act | None = None
        self._line: OutboxLine | None = None
        self._name = label("", "secondary", wrapped=True)
        self._place = QVBoxLayout()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._name)
        column.addLayout(self._place)
        column.addStretch()
        self._area = named(QScrollArea(), "package-facts", "Что в пакете")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        self._lock = QLabel()
        self._who = label("", "secondary", wrapped=True)
        self._divider = hline()
        self._main = named(Button(theme, small=True), "package-act", "Главное действие с пакетом")
        self._main.clicked.connect(self._on_main)
        self._more = named(
            Button(theme, "Ещё", icon="more_horizontal", role="quiet", small=True), "package-more", "Ещё действия"
        )
        self._more.clicked.connect(lambda: self.menu_asked.emit(self._more))
        self._lay_out()
        theme.changed.connect(self._show_lock)
        self.show_package(None, {}, None)

    def show_package(self, line: OutboxLine | None, counts: Mapping[str, int], act: Act | None) -> None:
        """Show what a package carries, in counts; `act` stands on the button."""
        self._line, self._act = line, act
        self._name.setText(package_title(line) if line is not None else _NOTHING)
        column = fresh(self._place)
        for widget in (self._divider, self._lock, self._who, self._more):
            widget.setVisible(line is not None)
        self._main.setVisible(line is not None and act is not None)
        if line is None:
            return
        if act is not None:
            self._main.setText(SHORT[act])
            self._main.setAccessibleName(f"{SHORT[act]}: {package_title(line)}")
        column.addLayout(self._facts(line, counts))
        self._who.setText(_FOR_ANYONE if is_open(line) else _FOR_INSTITUTE)
        self._show_lock()

    def _facts(self, line: OutboxLine, counts: Mapping[str, int]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.space("m"))
        grid.setVerticalSpacing(self._theme.space("xs"))
        grid.setColumnStretch(1, 1)
        said = [(part_title(part), str(items)) for part, items in counts.items() if part_title(part)]
        if line.corrects is not None:
            said.append(("Исправляет", line.corrects))
        said += [("Номер", line.name), ("Собран", moment(line.built_at))]
        if line.sent_at is not None:
            said.append(("Передан", f"{moment(line.sent_at)}{', ' + line.road.label if line.road else ''}"))
        for row, (what, value) in enumerate(said):
            grid.addWidget(label(what, "secondary"), row, 0)
            grid.addWidget(Elided(value), row, 1)
        return grid

    def _lay_out(self) -> None:
        theme = self._theme
        who = QHBoxLayout()
        who.setSpacing(theme.space("s"))
        who.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        who.addWidget(self._who, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addWidget(self._main)
        buttons.addWidget(self._more)
        buttons.addStretch()
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._divider)
        self.body.addLayout(who)
        self.body.addLayout(buttons)

    def _show_lock(self) -> None:
        line = self._line
        if line is None:
            self._lock.setPixmap(QPixmap())
            return
        look = self._theme.state(State.NEUTRAL if is_open(line) else State.DONE)
        self._lock.setPixmap(self._theme.pixmap("globe" if is_open(line) else "lock_closed", look.text, size=16))

    def _on_main(self) -> None:
        if self._act is not None:
            self.asked.emit(self._act)
