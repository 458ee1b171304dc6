"""«Настройки»: four leaves — passport, team, look and folder, recent actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from views.places import Place
from views.preferences.history import HistorySheet
from views.preferences.look import LookSheets
from views.preferences.passport import PassportSheet
from views.preferences.team import TeamSheets
from views.widgets.buttons import Segments
from views.widgets.naming import named
from views.widgets.page import Page
from views.workplace import Workplace

_LEAVES = (("passport", "Паспорт"), ("team", "Команда"), ("look", "Вид и папка"), ("history", "Недавние действия"))
_NAMES = {
    Place.PASSPORT: "passport",
    Place.TEAM: "team",
    "folder": "look",
    "history": "history",
    "passport": "passport",
}


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return PreferencesPage(workplace)


class PreferencesPage(Page):
    """Everything about the site and this window that is not daily work."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Настройки")
        self._at = workplace
        self.leaves = named(Segments(workplace.theme, _LEAVES, current="passport"), "settings-leaf", "Раздел настроек")
        self.leaves.chosen.connect(self._show)
        self.tools.addWidget(self.leaves)
        self.passport = PassportSheet(workplace)
        self.team = TeamSheets(workplace)
        self.look = LookSheets(workplace)
        self.history = HistorySheet(workplace)
        self._stack = QStackedWidget()
        around = QVBoxLayout()
        for leaf in (self.passport, self.team, self.look, self.history):
            self._stack.addWidget(leaf)
        around.addWidget(self._stack)
        self.body.addLayout(around)
        workplace.changes.reload_on(frozenset({"site", "municipality"}), self.passport.reload)
        workplace.changes.reload_on(frozenset({"role_assignment", "person"}), self._on_team)
        workplace.changes.tables_changed.connect(self._on_actions)

    @override
    def show_place(self, place: object) -> None:
        key = _NAMES.get(place) if isinstance(place, str) else None
        if key is not None:
            self.leaves.choose(key)
            self._show(key)
            self._begin(key)

    def _begin(self, key: str) -> None:
        """Who was sent here begins with the first thing there is to do."""
        if key == "passport":
            first = self.passport.form.editor("short_name")
        elif key == "team":
            first = self.team.first()
        else:
            first = self.leaves
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def store(self) -> None:
        self.passport.store()

    @override
    def areas(self) -> list[QWidget]:
        shown = self._stack.currentWidget()
        return [self.leaves, *(self.team.areas() if shown is self.team else [shown])]

    def _show(self, key: str) -> None:
        self._stack.setCurrentIndex([name for name, _ in _LEAVES].index(key))
        if key == "history":
            self.history.reload()

    def _on_team(self) -> None:
        self.team.reload()
        self.look.reload()

    def _on_actions(self, _touched: frozenset[str]) -> None:
        if self.history.isVisible():
            self.history.reload()
