"""The filter bar over a list: search, choices, quick filters with counts, and the total (design.md §4)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QTableView, QTreeView, QWidget
from typing_extensions import override

from models.rules.periods import Period, periods_of
from views.states import State
from views.theme import Theme
from views.widgets.buttons import FilterButton
from views.widgets.choice import ChoiceField
from views.widgets.flow import FlowLayout
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.text import label

_SEARCH_WIDTH = 214
_TYPING_MS = 180
"""How long to wait for the next letter before the list is asked anew."""
_ICON_LEFT = 10
_PERIOD = "period"


class SearchField(QLineEdit):
    """A field with a magnifier; the key that leads here stands in it while it is empty.

    Esc clears it, the arrow down goes to the list.
    """

    def __init__(self, theme: Theme, placeholder: str, *, key: str = "Ctrl+F", width: int = _SEARCH_WIDTH) -> None:
        super().__init__()
        self._theme = theme
        self._width = width
        named(self, "search", placeholder)
        self.setProperty("filter", "true")
        self.setPlaceholderText(placeholder)
        self._cap = KeyCap(theme, key)
        self._cap.setParent(self)
        self._cap.setVisible(bool(key))
        self.textChanged.connect(self._on_text)
        theme.changed.connect(self._fit)
        self._fit()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if arg__1.key() == Qt.Key.Key_Down and (found := _list_after(self)) is not None:
            found.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(arg__1)

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        size = self._cap.sizeHint()
        self._cap.setGeometry(
            self.width() - size.width() - 8, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        painter = QPainter(self)
        pixmap = self._theme.pixmap("search", self._theme.colour("textSecondary"), size=16)
        painter.drawPixmap(_ICON_LEFT, (self.height() - 16) // 2, pixmap)

    def _on_text(self, text: str) -> None:
        self._cap.setVisible(not text)

    def _fit(self) -> None:
        self.setTextMargins(_ICON_LEFT + 16, 0, 0, 0)
        self.setMinimumWidth(round(self._width * self._theme.scale))
        self.update()


def _list_after(field: QWidget) -> QWidget | None:
    """The table or tree that Tab would come to next, None where there is none."""
    part: QWidget | None = field.nextInFocusChain()
    while part is not None and part is not field:
        if isinstance(part, QTableView | QTreeView) and part.isVisible():
            return part
        part = part.nextInFocusChain()
    return None


class FilterBar(QWidget):
    """Search on the left, then choices and quick filters, the total on the right; wraps when narrow.

    `values()` holds `search`, each choice under its key, and `quick` (a key, or "" for none).
    """

    changed = Signal()
    """What is asked for has changed; typing is waited out."""

    def __init__(self, theme: Theme, placeholder: str = "Найти в списке", *, search_width: int = _SEARCH_WIDTH) -> None:
        super().__init__()
        named(self, "filter-bar", "Отбор")
        self._theme = theme
        self._flow = FlowLayout(spacing=theme.space("s"), last_right=True)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.search = SearchField(theme, placeholder, width=search_width)
        self._choices: dict[str, ChoiceField] = {}
        self._quick: dict[str, FilterButton] = {}
        self._periods: dict[str, Period] = {}
        self._total = label("", "secondary")
        self._flow.addWidget(self.search)
        self._flow.addWidget(self._total)
        self._total.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._wait.timeout.connect(self.changed)
        self.search.textChanged.connect(self._wait.start)
        self.search.returnPressed.connect(self._at_once)

    def add_choice(self, key: str, items: Sequence[tuple[object, str]], *, title: str) -> ChoiceField:
        """Add a list of choices; give «Все разделы» with the value None as the first."""
        field = named(ChoiceField(self._theme, items, compact=True), f"filter-{key}", title)
        field.show_tip(title)
        field.edited.connect(self._at_once)
        self._choices[key] = field
        self._flow.insert_before_last(field)
        return field

    def add_period(self) -> ChoiceField:
        """Add the choice of a period; which there are is told by `offer_days`."""
        return self.add_choice(_PERIOD, [(None, "Все годы")], title="Период")

    def offer_choices(self, key: str, items: Iterable[tuple[object, str]]) -> None:
        """Choose among these, after «Все …»; what was chosen stays if it is still there."""
        field = self._choices[key]
        field.set_items([(None, field.itemText(0)), *items])
        if field.currentIndex() < 0:
            field.setCurrentIndex(0)

    def offer_days(self, days: tuple[date, date] | None) -> None:
        """Offer the periods between the first and the last day there is something from, None for nothing."""
        self._periods = {each.code: each for each in periods_of(*days)} if days else {}
        self.offer_choices(_PERIOD, [(code, each.title) for code, each in self._periods.items()])

    @property
    def period(self) -> Period | None:
        """The period that is chosen, None for all years."""
        return self._periods.get(str(self._choices[_PERIOD].value()))

    def add_quick(self, key: str, text: str, *, state: State | None = None, icon: str = "") -> FilterButton:
        """Add a quick filter; one at a time is on, a second press turns it off."""
        if not self._quick and self._choices:
            line = QFrame()
            line.setProperty("vline", "true")
            line.setFixedSize(1, self._theme.size("chip"))
            self._flow.divide_before_last(line)
        button = named(FilterButton(self._theme, text, state=state, icon=icon), f"quick-{key}", text)
        button.clicked.connect(self._on_quick)
        self._quick[key] = button
        self._flow.insert_before_last(button)
        return button

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records each quick filter finds."""
        for key, count in counts.items():
            self._quick[key].show_count(count)

    def show_total(self, text: str) -> None:
        """Say how much is listed, at the right."""
        self._total.setText(text)
        self._total.setVisible(bool(text))

    def values(self) -> dict[str, object]:
        """What is asked for."""
        quick = next((key for key, button in self._quick.items() if button.isChecked()), "")
        chosen = {key: field.value() for key, field in self._choices.items()}
        return {"search": self.search.text().strip(), **chosen, "quick": quick}

    @property
    def is_on(self) -> bool:
        """Whether anything is filtered out."""
        values = self.values()
        return bool(values["search"] or values["quick"]) or any(
            field.currentIndex() > 0 for field in self._choices.values()
        )

    def choose_quick(self, key: str) -> None:
        """Turn a quick filter on («» turns all off) and tell."""
        for name, button in self._quick.items():
            button.setChecked(name == key)
        self._at_once()

    def reset(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        for field in self._choices.values():
            field.setCurrentIndex(0)
        self.choose_quick("")

    def _on_quick(self) -> None:
        pressed = self.sender()
        for button in self._quick.values():
            if button is not pressed:
                button.setChecked(False)
        self._at_once()

    def _at_once(self) -> None:
        self._wait.stop()
        self.changed.emit()
