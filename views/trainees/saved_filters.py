"""«Отборы»: filters of the list kept under names, chosen, renamed and removed from one menu."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from models.commands.saved_filters import remove_filter, rename_filter, save_filter
from models.database import Actor, Database
from models.queries.saved_filters import saved_filters
from models.rows.people import EVERYBODY, PeopleFilter
from models.rows.saved_filters import SavedFilterDraft, SavedFilterLine, people_filter_json, people_filter_of
from views.trainees.people_filters import PeopleFilters
from views.widgets.name_dialog import NameDialog
from views.widgets.naming import named
from views.workplace import Workplace
from views.writing import write

_SECTION = "trainees"
_NOTHING_TO_KEEP = "Чтобы сохранить отбор, сначала выберите фильтры"
_OTHER_VERSION = "Этот отбор сохранила более новая программа, здесь его не открыть."


class SavedFilters(QObject):
    """The menu under the button «Отборы» of the filter bar."""

    chosen = Signal(object)
    """A kept `PeopleFilter` is to be shown."""

    def __init__(self, workplace: Workplace, filters: PeopleFilters) -> None:
        super().__init__(filters)
        self._workplace = workplace
        self._filters = filters
        filters.saved.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Offer the kept filters, and to keep the one that is on."""
        kept, button = saved_filters(self._workplace.db, _SECTION), self._filters.saved
        menu = named(QMenu(self._filters), "saved-filters", "Сохранённые отборы")
        for line in kept:
            menu.addAction(_shown(line), partial(self._choose, line))
        menu.addSeparator()
        anything = self._wanted() != EVERYBODY
        keep = menu.addAction("Сохранить этот отбор…" if anything else _NOTHING_TO_KEEP, self.keep)
        keep.setEnabled(anything)
        if kept:
            rename = named(menu.addMenu("Переименовать"), "saved-rename", "Переименовать")
            remove = named(menu.addMenu("Убрать"), "saved-remove", "Убрать")
            for line in kept:
                rename.addAction(f"{_shown(line)}…", partial(self._on_rename, line))
                remove.addAction(_shown(line), partial(self._remove, line))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        menu.setActiveAction(menu.actions()[0] if kept else keep)

    def keep(self) -> None:
        """Ask under which name the filter that is on is kept."""
        dialog = self._ask("Как назвать отбор?", "Сохранить")
        dialog.given.connect(self._keep)
        dialog.open()

    def _wanted(self) -> PeopleFilter:
        """What would be kept: everything but the typed words."""
        return people_filter_of(people_filter_json(self._filters.wanted())) or EVERYBODY

    def _choose(self, line: SavedFilterLine) -> None:
        wanted = people_filter_of(line.wanted)
        if wanted is None:
            self._workplace.messages.tell(_OTHER_VERSION)
        else:
            self.chosen.emit(wanted)

    def _on_rename(self, line: SavedFilterLine) -> None:
        dialog = self._ask("Как назвать отбор?", "Переименовать", line.title)
        dialog.given.connect(partial(self._rename, line.id))
        dialog.open()

    def _ask(self, question: str, verb: str, name: str = "") -> NameDialog:
        return NameDialog(self._filters.window(), self._workplace.theme, question, verb, name=name)

    def _keep(self, title: str) -> None:
        draft = SavedFilterDraft(section=_SECTION, title=title, wanted=people_filter_json(self._filters.wanted()))
        self._write(lambda db, actor: save_filter(db, draft, actor=actor), f"Отбор «{draft.title}» сохранён")

    def _rename(self, filter_id: int, title: str) -> None:
        self._write(
            lambda db, actor: rename_filter(db, filter_id, title, actor=actor), f"Теперь отбор называется «{title}»"
        )

    def _remove(self, line: SavedFilterLine) -> None:
        self._write(lambda db, actor: remove_filter(db, line.id, actor=actor), f"Отбор «{line.title}» убран")

    def _write(self, work: Callable[[Database, Actor], object], words: str) -> None:
        messages = self._workplace.messages
        write(self._workplace, work, lambda _none: messages.did(words))


def _shown(line: SavedFilterLine) -> str:
    return line.title.replace("&", "&&")
