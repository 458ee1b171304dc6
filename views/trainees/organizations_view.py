"""«Организации»: the directory of kindergartens, spellings that may be one, spellings of municipal units."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from models.commands.organizations import remove_organizations
from models.queries.organizations import organization_lines, organizations_without_municipality, units_of_today
from models.rows.organizations import OrganizationLine
from models.rows.people import NO_MUNICIPALITY
from models.rules.shown import short_municipality
from models.rules.words import counted
from views.trainees.duplicates_view import DuplicatesView
from views.trainees.merge_matters import ORGANIZATIONS
from views.trainees.organization_panel import OrganizationPanel
from views.trainees.unit_spellings import UnitSpellingsView
from views.widgets.buttons import Segments
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace
from views.writing import write

_LIST, _SPELLINGS, _UNITS = "list", "spellings", "units"
_ROOMS = ((_LIST, "Справочник"), (_SPELLINGS, "Двойные записи"), (_UNITS, "Муниципалитеты"))
_WITHOUT = "without_municipality"
NEW = "Добавить организацию"
_NEW_SPELLING = "Добавить написание"
_NONE_YET = "Организаций пока нет. Они появятся со списком стажёров, или добавьте первую сами."

_COLUMNS: tuple[Column[OrganizationLine], ...] = (
    Column("short_name", "Организация", lambda line: line.short_name, least=250),
    Column("form", "Форма", lambda line: line.form.label if line.form else "—", width=84, rank=3),
    Column(
        "municipality",
        "Муниципалитет",
        lambda line: short_municipality(line.municipality) if line.municipality else "не указан",
        width=168,
        tooltip=lambda line: line.municipality or "",
    ),
    Column("locality", "Населённый пункт", lambda line: line.locality or "—", width=150, rank=2),
    Column("is_remote", "Удалённая", lambda line: "да" if line.is_remote else "—", width=100, rank=2),
    Column("contact", "Контакт", lambda line: line.contact or "—", width=160, rank=3),
    Column("people", "Стажёров", lambda line: str(line.people), "right", 96, 1, order=lambda line: line.people),
)


class OrganizationsView(QWidget):
    """Three rooms behind one row of segments; the two that are seldom opened are made when they are."""

    people_wanted = Signal(int)
    """The person wants to see who works at an organisation."""

    beginning = Signal(str)
    """What Ctrl+N begins in the room that was opened, in words."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._wanted: int | None = None
        theme = workplace.theme
        self.rooms = Segments(theme, _ROOMS)
        self.rooms.chosen.connect(self._on_room)
        self.filters = FilterBar(theme, "Название, место")
        self._units = self.filters.add_choice("municipality", [(None, "Все муниципалитеты")], title="Муниципалитет")
        self._without = self.filters.add_quick(_WITHOUT, "Без муниципалитета")
        self.filters.changed.connect(self._on_filter)
        self.model = PagedTable(_COLUMNS, rows=())
        self.table = TableView(theme, self.model, "organizations", "Организации", workplace.remembered)
        self.table.say_empty("Ничего не нашлось", link="Сбросить фильтры")
        self.table.filters_reset.connect(self.filters.reset)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        row_action(self.table, "Убрать", self._on_remove, "Del")
        self.panel = OrganizationPanel(workplace)
        self.panel.stored.connect(self._on_stored)
        self.panel.people_wanted.connect(self.people_wanted)
        self.panel.removal_wanted.connect(self._on_removal)
        self.panel.drafts_changed.connect(self._on_drafts)
        self.panel.keep_drafts(workplace.data_folder, "organization")
        self._empty = EmptyState(theme, _NONE_YET, NEW)
        self._empty.pressed.connect(self.write_new)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self.rooms, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self._directory())

    @cached_property
    def spellings(self) -> DuplicatesView:
        """Organisations that may be one; made when first asked for."""
        made = DuplicatesView(self._workplace, ORGANIZATIONS)
        self._stack.addWidget(made)
        return made

    @cached_property
    def units(self) -> UnitSpellingsView:
        """The spellings of municipal units; made when first asked for."""
        made = UnitSpellingsView(self._workplace)
        self._stack.addWidget(made)
        return made

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if self.rooms.current == _SPELLINGS:
            return [self.rooms.focus_stop, *self.spellings.areas()]
        if self.rooms.current == _UNITS:
            return [self.rooms.focus_stop, *self.units.areas()]
        listed = [self.filters.search, self.table] if not self._empty.isVisible() else [self._empty.button]
        return [self.rooms.focus_stop, *listed, *([self.panel] if self.panel.is_open else [])]

    def begin(self) -> None:
        """The page is shown: the keyboard stands in the directory."""
        self.rooms.choose(_LIST)
        self._on_room(_LIST)
        self.areas()[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read the room that is open again."""
        if self.rooms.current == _SPELLINGS:
            self.spellings.reload()
        elif self.rooms.current == _UNITS:
            self.units.reload()
        else:
            self._reload_list()

    def write_new(self) -> None:
        """Ctrl+N: a new organisation, or a new spelling where those are listed."""
        if self.rooms.current == _UNITS:
            self.units.write_new()
            return
        self.rooms.choose(_LIST)
        self._on_room(_LIST)
        self.panel.write_new()

    def open_organization(self, organization_id: int) -> None:
        """Show an organisation of the directory in the panel."""
        self.filters.reset()
        self._on_filter()
        if self.table.select(lambda line: line.id == organization_id) and (line := self.table.current_row()):
            self._on_opened(line)

    def show_spellings(self) -> None:
        """The organisations that may be one."""
        self.rooms.choose(_SPELLINGS)
        self._on_room(_SPELLINGS)

    def _directory(self) -> QWidget:
        theme = self._workplace.theme
        listed = Sheet(theme, inset=1)
        self._listed = QStackedLayout()
        listed.body.addLayout(self._listed)
        self._listed.addWidget(self.table)
        self._listed.addWidget(self._empty)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self.filters)
        column.addWidget(SplitPage(theme, listed, self.panel), 1)
        return page

    def _reload_list(self) -> None:
        db = self._workplace.db
        without = organizations_without_municipality(db)
        self.filters.show_counts({_WITHOUT: without})
        self._without.setVisible(bool(without) or self._without.isChecked())
        chosen = self._units.value()
        lines = organization_lines(db)
        units = {line.municipality_id for line in lines}
        items = [(unit.id, unit.title) for unit in units_of_today(db) if unit.id in units]
        self._units.set_items([(None, "Все муниципалитеты"), *items])
        self._units.set_value(chosen if chosen in units else None)
        self._on_filter()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.table.select(lambda line: line.id == wanted)
        if isinstance(self.panel.key, int):
            self.panel.show_again(next((line for line in lines if line.id == self.panel.key), None))

    def _on_filter(self) -> None:
        values = self.filters.values()
        unit = NO_MUNICIPALITY if values["quick"] == _WITHOUT else values["municipality"]
        lines = organization_lines(
            self._workplace.db, text=str(values["search"]), municipality_id=unit if isinstance(unit, int) else None
        )
        self.model.set_rows(lines)
        anybody = bool(lines) or self.filters.is_on
        self.filters.setVisible(anybody)
        self._listed.setCurrentIndex(0 if anybody else 1)
        self.filters.show_total(counted(len(lines), "организация", "организации", "организаций"))

    def _on_room(self, room: str) -> None:
        self.beginning.emit(_NEW_SPELLING if room == _UNITS else NEW)
        page = {_SPELLINGS: lambda: self.spellings, _UNITS: lambda: self.units}.get(room)
        if page is None:
            self._stack.setCurrentIndex(0)
            self._reload_list()
        else:
            shown = page()
            self._stack.setCurrentWidget(shown)
            shown.begin()

    def _on_opened(self, line: OrganizationLine) -> None:
        self.panel.change(line)

    def _on_current(self, line: OrganizationLine | None) -> None:
        if line is not None:
            self.panel.follow_line(line)

    def _on_stored(self, organization_id: int) -> None:
        if not self.table.select(lambda line: line.id == organization_id):
            self._wanted = organization_id
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self) -> None:
        self._remove([line.id for line in self.table.selected_rows()])

    def _on_removal(self, organization_id: int) -> None:
        self._remove([organization_id])

    def _remove(self, ids: list[int]) -> None:
        if not ids:
            return
        messages = self._workplace.messages
        said = (
            "Организация убрана"
            if len(ids) == 1
            else f"Убрано: {counted(len(ids), 'организация', 'организации', 'организаций')}"
        )
        write(
            self._workplace,
            lambda db, actor: remove_organizations(db, ids, actor=actor),
            lambda _none: messages.did(said, undo=True),
        )

    def _on_drafts(self) -> None:
        self.table.show_drafts(self.panel.drafts)
