"""«Настройки»: its leaves from the passport to recent actions."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from views.places import Place
from views.preferences.backups import BackupsSheet
from views.preferences.days_off import DaysOffSheet
from views.preferences.forms import FormsRoom
from views.preferences.history import HistorySheet
from views.preferences.look import LookSheets
from views.preferences.passport import PassportSheet
from views.preferences.team import TeamSheets
from views.widgets.buttons import Segments
from views.widgets.naming import named
from views.widgets.page import Page
from views.workplace import Workplace

AnyLeaf = TypeVar("AnyLeaf", bound=QWidget)

_LEAVES = (
    ("passport", "Паспорт"),
    ("team", "Команда"),
    ("days-off", "Нерабочие дни"),
    ("forms", "Формы"),
    ("look", "Вид и папка"),
    ("backups", "Копии"),
    ("history", "Недавние действия"),
)
_NAMES = {
    Place.PASSPORT: "passport",
    Place.TEAM: "team",
    Place.DAYS_OFF: "days-off",
    Place.FORMS: "forms",
    "folder": "look",
    "backups": "backups",
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
        self._stack = QStackedWidget()
        around = QVBoxLayout()
        around.addWidget(self._stack)
        self.body.addLayout(around)
        workplace.changes.reload_on(frozenset({"role_assignment", "person"}), self._on_team)
        workplace.changes.tables_changed.connect(self._on_actions)
        # In a turn of its own: made with the page, its many fields would hold the window.
        QTimer.singleShot(0, self, self._show_first)

    @cached_property
    def passport(self) -> PassportSheet:
        """What papers ask of the site; made once the page stands, or when it is first asked for."""
        made = self._put(PassportSheet(self._at))
        self._at.changes.reload_on(frozenset({"site", "municipality"}), made.reload)
        return made

    @cached_property
    def team(self) -> TeamSheets:
        """Who works at the site; made when it is first asked for, as the first leaf should not wait for it."""
        return self._put(TeamSheets(self._at))

    @cached_property
    def days_off(self) -> DaysOffSheet:
        """The days on which nothing is planned; made when they are first asked for."""
        return self._put(DaysOffSheet(self._at))

    @cached_property
    def forms(self) -> FormsRoom:
        """How papers are laid out; made when it is first asked for."""
        return self._put(FormsRoom(self._at))

    @cached_property
    def look(self) -> LookSheets:
        """The look of the window and the data folder; made when it is first asked for."""
        return self._put(LookSheets(self._at))

    @cached_property
    def backups(self) -> BackupsSheet:
        """Copies of the database; made when they are first asked for."""
        return self._put(BackupsSheet(self._at))

    @cached_property
    def history(self) -> HistorySheet:
        """Recent actions; made when they are first asked for."""
        return self._put(HistorySheet(self._at))

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
        elif key == "days-off":
            first = self.days_off.view
        elif key == "forms":
            first = self.forms.areas()[0]
        else:
            first = self.leaves.focus_stop
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def primary_new(self) -> None:
        """Ctrl+N in the team begins a new member."""
        if self.leaves.current == "team":
            self.team.write_new()

    @override
    def store(self) -> None:
        if "passport" in self.__dict__:
            self.passport.store()

    @override
    def areas(self) -> list[QWidget]:
        shown = self._stack.currentWidget()
        inside = shown.areas() if isinstance(shown, TeamSheets | DaysOffSheet | FormsRoom) else [shown]
        return [self.leaves, *(inside if self._stack.count() else [])]

    def _put(self, leaf: AnyLeaf) -> AnyLeaf:
        self._stack.addWidget(leaf)
        return leaf

    def _show(self, key: str) -> None:
        match key:
            case "team":
                self._stack.setCurrentWidget(self.team)
            case "days-off":
                self._stack.setCurrentWidget(self.days_off)
            case "forms":
                self._stack.setCurrentWidget(self.forms)
            case "look":
                self._stack.setCurrentWidget(self.look)
            case "backups":
                self._stack.setCurrentWidget(self.backups)
            case "history":
                if "history" in self.__dict__:
                    self.history.reload()
                self._stack.setCurrentWidget(self.history)
            case _:
                self._stack.setCurrentWidget(self.passport)

    def _show_first(self) -> None:
        if not self._stack.count():
            self._show("passport")

    def _on_team(self) -> None:
        if "team" in self.__dict__:
            self.team.reload()
        if "look" in self.__dict__:
            self.look.reload()

    def _on_actions(self, _touched: frozenset[str]) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, HistorySheet) and shown.isVisible():
            shown.reload()
