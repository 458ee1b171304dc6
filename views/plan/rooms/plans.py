"""«Все планы»: every plan of the site with its state; where one is chosen, begun, copied and taken out."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.commands.plans import remove_plan
from models.queries.plan_card import plan_entries_of_site
from models.rows.codes import PlanKind
from models.rows.plan_card import PlanEntry
from models.rules.words import counted, day_in_table
from views.plan.rooms.room import Room
from views.widgets.buttons import Button, row_of
from views.widgets.naming import named
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace


class PlansRoom(Room):
    """The list; Enter opens a plan, the menu of a row says what else can be done with it."""

    opened = Signal(object)
    """The `PlanEntry` to look at."""
    passport_wanted = Signal(int)
    history_wanted = Signal(int)
    copy_wanted = Signal(int)
    print_wanted = Signal(int)
    merge_wanted = Signal(int)
    new_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        theme = workplace.theme
        self.table: PagedTable[PlanEntry] = PagedTable(
            [
                Column("title", "План", lambda row: row.title, second=_second, least=240),
                Column("kind", "Вид", lambda row: row.kind.label.capitalize(), width=150, rank=2),
                Column("term", "Срок", _term, width=190, rank=1, order=lambda row: (row.starts_on, row.ends_on)),
                Column("items", "Пунктов", _items, "right", width=116, rank=1, order=lambda row: row.items),
                Column(
                    "state",
                    "Состояние",
                    lambda row: row.status.label.capitalize(),
                    width=170,
                    chip=lambda row: theme.chip("plan", row.status.label),
                ),
            ],
            identify=lambda row: row.id,
        )
        self.view: TableView[PlanEntry] = TableView(
            theme, self.table, "plans-list", "Все планы", remembered=workplace.remembered
        )
        self.view.say_empty("Планов пока нет.", button="Новый план")
        self.view.empty.pressed.connect(self.new_wanted)
        self.view.opened.connect(self.opened)
        self.view.current_changed.connect(self._on_current)
        self._passport = named(Button(theme, "Паспорт плана", small=True), "plans-passport", "Паспорт плана")
        self._passport.clicked.connect(lambda: self._ask(self.passport_wanted))
        self._copy = named(Button(theme, "Скопировать…", icon="copy", small=True), "plans-copy", "Скопировать план")
        self._copy.clicked.connect(lambda: self._ask(self.copy_wanted))
        self._merge = named(Button(theme, "Собрать общий…", small=True), "plans-merge", "Собрать общий план")
        self._merge.clicked.connect(lambda: self._ask(self.merge_wanted))
        new = named(Button(theme, "Новый план…", icon="add", role="primary", small=True), "plans-new", "Новый план")
        new.clicked.connect(self.new_wanted)
        sheet = Sheet(theme, "Планы", inset=1)
        sheet.header.addWidget(row_of(self._passport, self._copy, self._merge, new))
        sheet.body.addWidget(self.view)
        self.body.addWidget(sheet)
        self._add_actions()

    @override
    def areas(self) -> list[QWidget]:
        return [self.view, self._passport]

    @override
    def add(self) -> None:
        self.new_wanted.emit()

    @override
    def print_paper(self) -> None:
        self._ask(self.print_wanted)

    @override
    def reload(self) -> None:
        self.table.set_rows(plan_entries_of_site(self.at.db))
        self.show_heading("Все планы")
        self._on_current()

    def _add_actions(self) -> None:
        for words, keys, act in (
            ("Открыть план", "", self._open),
            ("Паспорт плана", "", lambda: self._ask(self.passport_wanted)),
            ("История плана", "", lambda: self._ask(self.history_wanted)),
            ("Печать…", "", self.print_paper),
            ("Скопировать на другой срок…", "", lambda: self._ask(self.copy_wanted)),
            ("Убрать план", "Del", self._remove),
        ):
            row_action(self.view, words, act, keys)

    def _on_current(self) -> None:
        row = self.view.current_row()
        for button in (self._passport, self._copy):
            if row is None:
                button.block("Выберите план в списке", self.view.setFocus)
            else:
                button.unblock()
        self._merge.setVisible(row is not None and row.kind is PlanKind.YEAR)

    def _ask(self, wanted: SignalInstance) -> None:
        row = self.view.current_row()
        if row is not None:
            wanted.emit(row.id)

    def _open(self) -> None:
        if (row := self.view.current_row()) is not None:
            self.opened.emit(row)

    def _remove(self) -> None:
        row, db, actor = self.view.current_row(), self.at.db, self.at.actor()
        if row is not None:
            title = row.title
            self.write(
                lambda: remove_plan(db, row.id, actor=actor), lambda _none: f"План убран: {title}", lambda _none: None
            )


def _second(row: PlanEntry) -> str:
    """What it is for, and where it is part of another."""
    merged = "входит в общий план" if row.parent_id is not None else ""
    return " · ".join(part for part in (row.belongs, merged) if part)


def _term(row: PlanEntry) -> str:
    return f"{day_in_table(row.starts_on)} – {day_in_table(row.ends_on)}"


def _items(row: PlanEntry) -> str:
    return f"{row.done} из {row.items}" if row.items else counted(0, "пункт", "пункта", "пунктов")
