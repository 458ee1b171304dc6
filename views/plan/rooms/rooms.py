"""The rooms of the section «План работ»: one at a time instead of the plan's lines, made when it is entered."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from models.errors import UserError
from models.queries.plan_card import plan_card, plan_entries_of_site
from models.rows.codes import PlanKind
from models.rows.plan_board import PlanInPeriod
from models.rows.plan_card import PlanEntry
from models.rules.periods import Period
from views.importing.pasted import Pasted
from views.papers.offer import offer
from views.plan.papers import wishes_of
from views.plan.rooms.history import HistoryRoom
from views.plan.rooms.importing import ImportRoom
from views.plan.rooms.merge import MergeRoom
from views.plan.rooms.new_plan import NewPlanRoom
from views.plan.rooms.passport import PassportRoom
from views.plan.rooms.plans import PlansRoom
from views.plan.rooms.roadmap import RoadmapRoom
from views.plan.rooms.room import Room
from views.plan.which_plan import PLAN_KIND, period_of_plan
from views.workplace import Workplace


class PlanRooms(QWidget):
    """Holds the room that is open; the page shows it instead of its lines between `entered` and `left`."""

    entered = Signal(str, str)
    """Heading and subtitle of the room, each time they change."""
    left = Signal()
    item_wanted = Signal(int)
    period_wanted = Signal(object)
    """The `Period` whose page shows the plan that was chosen or made."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.at = workplace
        self.room: Room | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        workplace.changes.tables_changed.connect(self._on_tables)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether a room stands instead of the plan's lines."""
        return self.room is not None

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return self.room.areas() if self.room is not None else []

    def add(self) -> None:
        """Ctrl+N in the room."""
        if self.room is not None:
            self.room.add()

    def leave(self) -> None:
        """Back to the plan's lines."""
        if self.room is not None:
            self._put_away()
            self.hide()
            self.left.emit()

    # --- the rooms

    def show_plans(self) -> None:
        """Every plan of the site."""
        room = PlansRoom(self.at)
        room.opened.connect(self.open_plan)
        room.passport_wanted.connect(self.show_passport)
        room.history_wanted.connect(self.show_history)
        room.copy_wanted.connect(self._on_copy)
        room.print_wanted.connect(self.print_plan)
        room.merge_wanted.connect(self.show_merge)
        room.new_wanted.connect(self.show_new)
        room.reload()
        self._enter(room)

    def show_passport(self, plan_id: int) -> PassportRoom:
        """The head of a plan and its way to approval."""
        room = PassportRoom(self.at, plan_id)
        self._enter(room)
        return room

    def show_obstacles(self, plan_id: int) -> None:
        """The same, beginning with what stands in the way."""
        self.show_passport(plan_id).show_way()

    def show_new(self, *, source_id: int | None = None, around: date | None = None) -> None:
        """A new plan, empty or after the pattern of another."""
        room = NewPlanRoom(self.at, source_id=source_id, around=around)
        room.made.connect(self._on_made)
        self._enter(room)

    def show_copy_for(self, period: Period) -> None:
        """A new plan for a period after the pattern of the newest plan of that kind before it."""
        kind = PLAN_KIND[period.kind]
        former = [
            plan
            for plan in plan_entries_of_site(self.at.db)
            if plan.kind is kind and plan.items and plan.starts_on < period.start
        ]
        same = [plan for plan in former if plan.starts_on.month == period.start.month] or former
        newest = max(same, key=lambda plan: plan.starts_on, default=None)
        self.show_new(source_id=newest.id if newest else None, around=period.start)

    def show_merge(self, year_id: int) -> None:
        """Module plans merged into a year plan."""
        self._enter(MergeRoom(self.at, year_id))

    def show_roadmap(self, plan_id: int) -> RoadmapRoom:
        """A дорожная карта by its tasks."""
        room = RoadmapRoom(self.at, plan_id)
        room.passport_wanted.connect(self.show_passport)
        self._enter(room)
        return room

    def show_history(self, plan_id: int) -> None:
        """What became of a plan."""
        self._enter(HistoryRoom(self.at, plan_id))

    def show_import(self, plan_id: int, *, path: Path | None = None, pasted: Pasted | None = None) -> None:
        """Rows of a table into a plan."""
        room = ImportRoom(self.at, plan_id)
        self._enter(room)
        if path is not None:
            room.open_file(path)
        elif pasted is not None:
            room.open_pasted(pasted)

    def open_plan(self, plan: PlanEntry) -> None:
        """Show a plan where its lines are: the road map in its room, any other in its period."""
        if plan.kind is PlanKind.ROADMAP:
            self.show_roadmap(plan.id)
        else:
            self.leave()
            self.period_wanted.emit(period_of_plan(plan.kind, plan.starts_on))

    def print_plan(self, plan_id: int) -> None:
        """Look at a plan as it prints."""
        try:
            card = plan_card(self.at.db, plan_id)
        except UserError as gone:
            self.at.messages.refuse(gone)
            return
        offer(self.at, self.window(), *wishes_of(card))

    def fill_menu(self, menu: QMenu, own: PlanInPeriod | None, around: date) -> None:
        """What can be done with the plan of the period, and with plans in general."""
        if own is not None:
            menu.addAction("Паспорт плана", lambda: self.show_passport(own.id))
            menu.addAction("История плана", lambda: self.show_history(own.id))
            menu.addAction("Печать плана…", lambda: self.print_plan(own.id))
            menu.addAction("Загрузить из таблицы…", lambda: self.show_import(own.id))
            menu.addAction("Скопировать на другой срок…", lambda: self.show_new(source_id=own.id))
            if own.kind is PlanKind.YEAR:
                menu.addAction("Собрать общий план…", lambda: self.show_merge(own.id))
            menu.addSeparator()
        menu.addAction("Новый план…", lambda: self.show_new(around=around))
        for plan in plan_entries_of_site(self.at.db):
            if plan.kind is PlanKind.ROADMAP:
                menu.addAction(f"Дорожная карта: {plan.title}", lambda plan_id=plan.id: self.show_roadmap(plan_id))
        menu.addAction("Все планы…", self.show_plans)

    # --- within

    def _enter(self, room: Room) -> None:
        self._put_away()
        self.room = room
        self._column.addWidget(room)
        room.left.connect(self.leave)
        room.headed.connect(self._tell)
        room.item_wanted.connect(self._on_item)
        self._tell()
        self.show()
        room.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        room, self.room = self.room, None
        if room is not None:
            self._column.removeWidget(room)
            room.hide()
            room.deleteLater()

    def _tell(self) -> None:
        if self.room is not None:
            self.entered.emit(self.room.heading, self.room.subtitle)

    def _on_item(self, item_id: int) -> None:
        self.leave()
        self.item_wanted.emit(item_id)

    def _on_copy(self, plan_id: int) -> None:
        self.show_new(source_id=plan_id)

    def _on_made(self, plan_id: int) -> None:
        plan = next((each for each in plan_entries_of_site(self.at.db) if each.id == plan_id), None)
        if plan is not None:
            self.open_plan(plan)

    def _on_tables(self, touched: frozenset[str]) -> None:
        if self.room is not None and touched & self.room.tables:
            self.room.reload()
