"""What can be done with the whole shown plan: its menu, its paper, its table and its dates elsewhere."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from models.rows.plan_board import LineOrder
from models.rules.plan_periods import short_title
from models.rules.words import counted
from views.importing.pasted import pasted_table
from views.plan.columns import COPIED, copied_cells
from views.plan.dates_file import ChooseTarget, save_dates
from views.plan.life import PlanLife
from views.plan.plan_import import TABLES
from views.plan.rooms.rooms import PlanRooms
from views.plan.shown_plan import ShownPlan
from views.plan.strips import STEP_VERBS
from views.plan.which_plan import PLAN_KIND
from views.widgets.clipboard import copy_rows
from views.widgets.naming import named
from views.workplace import Workplace


class WholePlan(QObject):
    """Does what the menu of the header, the clipboard and dropped files ask; `choose_target` asks where a file goes."""

    def __init__(
        self,
        page: QWidget,
        workplace: Workplace,
        plan: ShownPlan,
        *,
        life: PlanLife,
        rooms: PlanRooms,
        choose_target: ChooseTarget,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._work = workplace
        self._plan = plan
        self._life = life
        self._rooms = rooms
        self.choose_target = choose_target

    def menu(self) -> QMenu:
        """What is offered."""
        menu = named(QMenu(self._page), "plan-menu", "Действия с планом")
        own, period = self._plan.own, self._plan.period
        if self._life.following is not None:
            menu.addAction(STEP_VERBS[self._life.following], self._life.go_on)
        if own is None or own.kind is not PLAN_KIND[period.kind]:
            menu.addAction(f"Начать план на {short_title(period)}", self._life.begin)
        if self._plan.board.counts.items:
            menu.addAction("Скопировать таблицу", self.copy_table)
            dates = menu.addAction("Сохранить даты для телефона (.ics)…", self.save_dates)
            dates.setToolTip("Файл с датами показанных пунктов: откройте его на телефоне, и они встанут в календарь")
            menu.setToolTipsVisible(True)
        menu.addSeparator()
        self._rooms.fill_menu(menu, own, period.start)
        return menu

    def open_menu(self, under: QAbstractButton) -> None:
        """Drop the menu down from its button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def copy_table(self) -> None:
        """Put the lines shown on the clipboard, for Excel and Word."""
        lines = self._plan.board.lines
        copy_rows(COPIED, copied_cells(lines))
        rows = counted(len(lines), "строка", "строки", "строк")
        self._work.messages.tell(f"Скопировано: {rows}. Вставьте в Excel или Word")

    def save_dates(self) -> None:
        """Write the dates of the lines shown into a file for a phone's calendar."""
        wish = replace(self._plan.wish(), order=LineOrder.DAY, descending=False)
        save_dates(self._work, self._page, self._plan.period, wish=wish, choose_target=self.choose_target)

    def print_paper(self) -> None:
        """Print the paper of the room, else the plan of the period."""
        own = self._plan.own
        if self._rooms.room is not None:
            self._rooms.room.print_paper()
        elif own is not None:
            self._rooms.print_plan(own.id)

    def copy_former(self) -> None:
        """Begin the plan of the period as a copy of a former one."""
        self._rooms.show_copy_for(self._plan.period)

    def paste(self) -> None:
        """Offer the rows of a table in the clipboard to the plan."""
        table, own = pasted_table(QGuiApplication.clipboard().mimeData()), self._plan.own
        if table is not None and own is not None:
            self._rooms.show_import(own.id, pasted=table)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Read a dropped spreadsheet as rows of the plan; gives whether it was one."""
        own = self._plan.own
        tables = [path for path in paths if path.suffix.lower() in TABLES]
        if own is None or len(paths) != 1 or not tables:
            return False
        self._rooms.show_import(own.id, path=tables[0])
        return True
