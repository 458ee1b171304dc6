"""A section that is a register with the panel of one record beside it."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from views.asked_fields import point_at
from views.drafts import kept_drafts
from views.files.record_panel import RecordPanel
from views.places import Asked, Place
from views.record_register import RecordRegister
from views.widgets.buttons import Button, icon_button
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.panel import SplitPage
from views.workplace import Workplace

Row = TypeVar("Row")
Listed = TypeVar("Listed", bound=RecordRegister[Any])
Panel = TypeVar("Panel", bound=RecordPanel)


class RecordPage(Page, Generic[Row, Listed, Panel]):
    """An heir says which panel it is (`make_panel`), which record a row is (`record_of`) and how one begins and goes.

    `record` names one record in object names and in the kept drafts, `records` the section; `gone` is said of a record
    that was taken out meanwhile.
    """

    def __init__(
        self, workplace: Workplace, heading: str, register: Listed, *, record: str, records: str, add: str, gone: str
    ) -> None:
        super().__init__(workplace.theme, heading)
        self._workplace = workplace
        self._record = record
        self._records = records
        self._gone = gone
        self.register = register
        self.row_actions: list[QAction] = []
        """What the menu of a row offers; «Ещё» offers it too."""
        self._split = SplitPage(workplace.theme, register)
        self.body.addWidget(self._split)
        self._more = icon_button(workplace.theme, "more_horizontal", name=f"{records}-more", title="Ещё")
        self._more.clicked.connect(self._on_more)
        self.tools.addWidget(self._more)
        new = named(Button(workplace.theme, add, icon="add", role="primary"), f"{record}-new", add)
        new.setToolTip(f"{add} (Ctrl+N)")
        new.clicked.connect(self.write_new)
        self.add_button(new)
        register.opened.connect(self.open_row)
        register.current_changed.connect(self._on_current)
        register.reload()
        register.show_drafts(frozenset(kept_drafts(workplace.data_folder, record)))

    # --- what heirs say

    def make_panel(self) -> Panel:
        """The fields of a record."""
        raise NotImplementedError

    def record_of(self, row: Row) -> int | None:
        """The record of a row, None where the panel is not its place."""
        raise NotImplementedError

    def write_new(self) -> None:
        """Begin a new record in the panel."""
        raise NotImplementedError

    def take_out(self, record_id: int, title: str) -> None:
        """Take a record out of the register."""
        raise NotImplementedError

    def fill_menu(self, menu: QMenu) -> None:
        """What «Ещё» offers besides."""

    # --- the panel

    @cached_property
    def panel(self) -> Panel:
        """The fields of a record; made when they are first asked for."""
        made = self.make_panel()
        made.recorded.connect(self._on_recorded)
        made.removed.connect(self.remove)
        made.closed.connect(self.register.take_focus)
        made.drafts_changed.connect(self._on_drafts)
        self._split.hold(made)
        made.keep_drafts(self._workplace.data_folder, self._record)
        return made

    @property
    def is_panel_open(self) -> bool:
        """Whether a record is shown beside the register."""
        return self._has_panel and self.panel.is_open

    # --- going about

    @override
    def show_place(self, place: object) -> None:
        match place:
            case int():
                self.open_record(place)
            case Place.NEW:
                self.write_new()
            case _:
                pass

    @override
    def show_asked(self, asked: Asked) -> bool:
        self.show_place(asked.place)
        return point_at(self, asked)

    def open_record(self, record_id: int) -> None:
        """Show a record in the panel."""
        if not self.panel.change(record_id):
            self._workplace.messages.tell(self._gone)
            return
        self.register.select(record_id)

    def open_row(self, row: Row) -> None:
        """Show the record of a row in the panel."""
        if (record_id := self.record_of(row)) is not None:
            self.open_record(record_id)

    def open_current(self) -> None:
        """The same for the row under the cursor."""
        if (row := self.register.current()) is not None:
            self.open_row(row)

    def remove(self, record_id: int, title: str) -> None:
        """Take a record out, with what is being typed over it."""
        if self._has_panel and self.panel.key == record_id:
            self.panel.drop()
        self.take_out(record_id, title)

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        if not self.is_panel_open or not isinstance(self.panel.key, int):
            return False
        self.panel.files.add_paths(paths)
        return True

    @override
    def primary_new(self) -> None:
        self.write_new()

    @override
    def areas(self) -> list[QWidget]:
        found: list[QWidget] = [self.register.bar.search, self.register.first()]
        if self.is_panel_open:
            found.append(self.panel)
        return [widget for widget in found if widget.isVisible()]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.register.refresh()

    # --- within

    @property
    def _has_panel(self) -> bool:
        return "panel" in self.__dict__

    def _on_more(self) -> None:
        menu = named(QMenu(self), f"{self._records}-menu", "Ещё")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.register.current() is not None:
            menu.addActions(self.row_actions)
            menu.addSeparator()
        self.fill_menu(menu)
        menu.addAction("Копировать список как таблицу", self._on_copy)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_copy(self) -> None:
        self.register.table.selectAll()
        self.register.table.copy_selection()
        self._workplace.messages.tell("Список скопирован: вставьте его в Excel или Word.")

    def _on_current(self, row: Row | None) -> None:
        if row is not None and self._has_panel and (record_id := self.record_of(row)) is not None:
            self.panel.follow_record(record_id)

    def _on_recorded(self, record_id: int, _is_new: bool) -> None:  # noqa: FBT001 - a slot
        self.register.reload()
        self.register.select(record_id)

    def _on_drafts(self) -> None:
        self.register.show_drafts(self.panel.drafts)
