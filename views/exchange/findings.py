"""Why a package was not built: the places whose texts name people, and the word that may be no surname after all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exports.packages.open_package import PersonalDataFoundError
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import Sheet, hline
from views.widgets.text import label, secondary

_MOST_LINES = 5


class FindingsSheet(Sheet):
    """A line for every place; `confirmed` when the person has said of each doubtful one that it is nobody."""

    confirmed = Signal()
    """All doubts are answered and nothing certain is left: the package can be built again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Пакет не собран: в текстах есть имена")
        named(self, "package-findings", "Где в текстах имена")
        self._theme = theme
        self._found: PersonalDataFoundError | None = None
        self._nobody: set[str] = set()
        self._close = named(Button(theme, "Закрыть", role="link", small=True), "findings-close", "Закрыть")
        self._close.clicked.connect(self.hide)
        self.header.addWidget(self._close)
        self._note = secondary("")
        self._place = QVBoxLayout()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._place)
        column.addStretch()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self.body.addWidget(self._note)
        self.body.addWidget(self._area)
        theme.changed.connect(self._show)
        self.hide()

    @property
    def nobody(self) -> frozenset[str]:
        """Places of which the person said that the word there is no surname."""
        return frozenset(self._nobody)

    def forget(self) -> None:
        """Another period, or other texts: nothing has been looked at yet."""
        self._nobody.clear()
        self._show()

    def show_found(self, found: PersonalDataFoundError) -> None:
        """Show where the names stand."""
        self._found = found
        self._show()
        self.show()
        first = self.findChild(Button, "not-a-person") or self._close
        first.setFocus()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        self._note.setText(
            "В открытом пакете людей быть не должно. Уберите имена и телефоны из этих записей. "
            "Если слово только похоже на фамилию, скажите об этом."
            if found.doubtful
            else "В открытом пакете людей быть не должно. Уберите имена и телефоны из этих записей и соберите снова."
        )
        column = fresh(self._place)
        column.setSpacing(self._theme.space("xs"))
        for place, words in found.certain:
            column.addLayout(self._line(place, words, None))
            column.addWidget(hline())
        for place in found.doubtful:
            column.addLayout(self._line(place, "похоже на фамилию", place))
            column.addWidget(hline())
        lines = min(len(found.certain) + len(found.doubtful), _MOST_LINES)
        self._area.setFixedHeight(lines * (self._theme.size("buttonSmall") + 2 * self._theme.space("xs") + 1) + 4)

    def _line(self, place: str, words: str, doubtful: str | None) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        sign = label("")
        state = State.ATTENTION if doubtful else State.OVERDUE
        sign.setPixmap(theme.pixmap("warning" if doubtful else "error_circle", theme.state(state).fill, size=16))
        row.addWidget(sign)
        row.addWidget(label(place, "strong", wrapped=True), 3)
        row.addWidget(label(words, "secondary", wrapped=True), 1)
        if doubtful is None:
            return row
        if doubtful in self._nobody:
            row.addWidget(label("не человек", "secondary"))
            return row
        button = Button(theme, "Это не человек", small=True)
        named(button, "not-a-person", f"Это не человек: {place}")
        button.clicked.connect(lambda _on=False, place=doubtful: self._on_nobody(place))
        row.addWidget(button)
        return row

    def _on_nobody(self, place: str) -> None:
        self._nobody.add(place)
        found = self._found
        self._show()
        if found is not None and not found.certain and set(found.doubtful) <= self._nobody:
            self.hide()
            self.confirmed.emit()
        else:
            following = self.findChild(Button, "not-a-person") or self._close
            following.setFocus()
