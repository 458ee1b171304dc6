"""A room of several tabs: each is a module of its own, imported and made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Generic, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from views.widgets.buttons import Segments
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.workplace import Workplace


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A tab: its key, the word on it, and the module whose `make_tab(workplace)` makes it."""

    key: str
    label: str
    module: str


class RoomTab(QWidget):
    """What a tab of a room is; a tab without anything of the kind leaves a method as it is."""

    import_wanted = Signal()
    """What the tab holds is to be taken from a table."""

    tables: frozenset[str] = frozenset()
    """Whose changes the tab shows: `reload` is called at once while it is in sight, else before it is shown again."""

    def reload(self) -> None:
        """Ask for everything again."""

    def areas(self) -> list[QWidget]:
        """What F6 goes round inside the tab; the first of them takes the keyboard when the tab is shown."""
        return []

    def primary_new(self) -> None:
        """Ctrl+N: the new that is meant here."""

    def focus_filter(self) -> None:
        """Ctrl+F: the filter of the tab's list."""

    def store(self) -> None:
        """Store what is being typed: the window is about to close."""

    def take_files(self, paths: Sequence[Path]) -> bool:  # noqa: ARG002 - for the tabs that keep files
        """Attach files that were dropped on the window to what is open; False where nothing can keep them."""
        return False

    def take_focus(self) -> None:
        """Put the keyboard where the tab begins."""
        for area in self.areas():
            if area.isVisibleTo(self):
                area.setFocus(Qt.FocusReason.OtherFocusReason)
                return


AnyTab = TypeVar("AnyTab", bound=RoomTab)


class TabbedRoom(QWidget, Generic[AnyTab]):
    """The row of tabs and the tab that is chosen; Ctrl+PgDown and Ctrl+PgUp go to the next and to the one before.

    `show(tab, record_id)` tells a tab which record it is about; it is called when the tab is first shown for one.
    """

    import_wanted = Signal()
    """The tab in sight wants a table."""

    def __init__(
        self,
        workplace: Workplace,
        entries: Sequence[TabEntry],
        show: Callable[[AnyTab, int], object],
        *,
        name: str,
        title: str,
    ) -> None:
        super().__init__()
        self._workplace = workplace
        self._entries = tuple(entries)
        self._show = show
        self._record = 0
        self._made: dict[str, AnyTab] = {}
        self._shows: dict[str, int] = {}
        """Which record each tab was told to show."""
        self._stale: set[str] = set()
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(workplace.theme.space("gutter"))
        self.switch: Segments | None = None
        if self._entries:
            labels = [(entry.key, entry.label) for entry in self._entries]
            self.switch = named(Segments(workplace.theme, labels, wraps=True), name, title)
            self.switch.chosen.connect(self._on_chosen)
            column.addWidget(self.switch)
        column.addWidget(self._stack, 1)
        page_key(self, "Ctrl+PgDown", lambda: self._step(1))
        page_key(self, "Ctrl+PgUp", lambda: self._step(-1))
        workplace.changes.tables_changed.connect(self._on_changed)

    @property
    def record_id(self) -> int:
        """Which record the room is about; 0 before the first."""
        return self._record

    @property
    def tab(self) -> AnyTab | None:
        """The tab in sight; None in a room that has none."""
        return self._made.get(self.switch.current) if self.switch is not None else None

    def show_record(self, record_id: int, key: str = "") -> None:
        """Come into the room of a record, to this tab of it; without a key to the tab that was last in sight."""
        self._record = record_id
        if self.switch is None:
            return
        if any(entry.key == key for entry in self._entries):
            self.switch.choose(key)
        self._bring()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if self.switch is None:
            return []
        return [self.switch.focus_stop, *(self.tab.areas() if self.tab is not None else [])]

    def take_focus(self) -> None:
        """Put the keyboard into the tab in sight."""
        if self.tab is not None:
            self.tab.take_focus()

    def store(self) -> None:
        """Store what is being typed in any of the tabs."""
        for tab in self._made.values():
            tab.store()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._record:
            self._bring()

    def _bring(self) -> None:
        """Show the chosen tab with what is true now."""
        if self.switch is None:
            return
        key = self.switch.current
        if key not in self._made:
            self._made[key] = self._make(key)
        tab = self._made[key]
        self._stack.setCurrentWidget(tab)
        if self._shows.get(key) != self._record:
            self._shows[key] = self._record
            self._show(tab, self._record)
        elif key in self._stale:
            tab.reload()
        self._stale.discard(key)

    def _make(self, key: str) -> AnyTab:
        entry = next(entry for entry in self._entries if entry.key == key)
        make_tab = cast("Callable[[Workplace], AnyTab]", import_module(entry.module).make_tab)
        tab = make_tab(self._workplace)
        tab.setAccessibleName(entry.label)
        tab.import_wanted.connect(self.import_wanted)
        self._stack.addWidget(tab)
        return tab

    def _step(self, by: int) -> None:
        if self.switch is None:
            return
        keys = [entry.key for entry in self._entries]
        self.switch.choose(keys[(keys.index(self.switch.current) + by) % len(keys)])
        self._on_chosen()

    def _on_chosen(self) -> None:
        self._bring()
        self.take_focus()

    def _on_changed(self, touched: frozenset[str]) -> None:
        self._stale |= {key for key, tab in self._made.items() if tab.tables & touched}
        if self._record and self.isVisible():
            self._bring()
