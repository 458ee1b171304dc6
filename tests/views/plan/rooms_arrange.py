"""Rooms of the section «План работ» as pictures show them, and what stands in them."""

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtWidgets import QAbstractButton

from models.commands.plan_copy import copy_plan
from models.commands.plans import add_plan, add_plan_item, change_plan_item
from models.database import Actor, Database
from models.queries.plan_board import plan_choices, plan_item_card
from models.queries.plan_card import plan_entries_of_site
from models.queries.plans import plan_items
from models.rows.codes import PlanKind
from models.rows.plan_copy import PlanCopyDraft
from models.rows.plans import PlanDraft, PlanItemDraft
from tests.views.stage import Stage
from views.importing.pasted import Pasted
from views.plan.page import PlanPage
from views.plan.rooms.rooms import PlanRooms
from views.preferences.days_off import DaysOffSheet
from views.widgets.sheet import Sheet


def _rooms(show: Callable[[PlanPage, PlanRooms], object]) -> Callable[[Stage], object]:
    """A room of the section «План работ»."""

    def scene(stage: Stage) -> None:
        page = cast("PlanPage", stage.page("plan"))
        show(page, page.rooms)
        stage.settle()

    return scene


def plan_of(db: Database, kind: PlanKind) -> int:
    """The plan of a kind that began last."""
    found = [plan for plan in plan_entries_of_site(db) if plan.kind is kind]
    return max(found, key=lambda plan: plan.starts_on).id


def plan_draft(db: Database, actor: Actor) -> int:
    """A copy of the quarter for the next one, with an item that lies outside of it."""
    draft = PlanCopyDraft(
        title="План работ на II квартал 2026 года", starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30)
    )
    made = copy_plan(db, plan_of(db, PlanKind.QUARTER), draft, actor=actor).plan_id
    item = plan_items(db, made)[0].id
    card = plan_item_card(db, item)
    change_plan_item(db, item, card.draft.model_copy(update={"due_to": date(2026, 8, 1)}), actor=actor)
    return made


def clash(db: Database, plan_id: int, actor: Actor) -> None:
    """Two items of a plan on one day, in one room and by one person."""
    one, other = (each.id for each in plan_items(db, plan_id)[1:3])
    for item in (one, other):
        card = plan_item_card(db, item)
        same = {
            "due_from": date(2026, 5, 14), "due_to": date(2026, 5, 14), "place": "музыкальный зал",
            "responsible_id": plan_item_card(db, one).draft.responsible_id,
        }  # fmt: skip
        change_plan_item(db, item, card.draft.model_copy(update=same), actor=actor)


def _of(page: PlanPage, kind: PlanKind) -> int:
    return plan_of(page.rooms.at.db, kind)


def _draft(page: PlanPage) -> int:
    return plan_draft(page.rooms.at.db, page.rooms.at.actor())


def _roadmap(page: PlanPage) -> int:
    return make_roadmap(page.rooms.at.db, page.rooms.at.actor())


def _passport_step(page: PlanPage, rooms: PlanRooms) -> None:
    cast("QAbstractButton", rooms.show_passport(_draft(page)).findChild(QAbstractButton, "passport-next")).click()


def _days_off(page: PlanPage, rooms: PlanRooms) -> None:
    rooms.show_new(source_id=_of(page, PlanKind.YEAR))
    assert rooms.room is not None
    cast("Sheet", rooms.room.findChild(Sheet, "copied")).linked.emit()
    cast("DaysOffSheet", rooms.room.findChild(DaysOffSheet)).take.click()


def _merge(page: PlanPage, rooms: PlanRooms) -> None:
    clash(page.rooms.at.db, _draft(page), page.rooms.at.actor())
    rooms.show_merge(_of(page, PlanKind.YEAR))


def make_roadmap(db: Database, actor: Actor) -> int:
    """A road map of two tasks with indicators."""
    choices = plan_choices(db)
    plan = PlanDraft(
        title="Дорожная карта площадки", kind=PlanKind.ROADMAP, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    made = add_plan(db, plan, actor=actor)
    for task, indicator, title, due in (
        (0, 0, "Провести серию стажировочных дней", date(2026, 5, 29)),
        (0, 1, "Собрать и описать практику", date(2026, 3, 2)),
        (1, 2, "Сопровождать молодых педагогов", date(2026, 11, 30)),
    ):
        draft = PlanItemDraft(
            section_id=choices.sections[0].id,
            title=title,
            format_id=choices.formats[0].id,
            due_from=due,
            due_to=due,
            responsible_id=choices.people[0].id,
            indicator_id=choices.indicators[indicator].id,
            planned_value=12,
            task_ids=(choices.tasks[task].id,),
        )
        add_plan_item(db, made, draft, actor=actor)
    return made


def _roadmap_item(page: PlanPage, rooms: PlanRooms) -> None:
    room = rooms.show_roadmap(_roadmap(page))
    room.show_item(room.tree.rows()[0].id)


PASTED = """Мероприятие\tФормат\tСрок\tОтветственный\tМесто
Семинар «Игра как ресурс»\tСеминар\t14.04.2026\tзаведующий\tмузыкальный зал
Круглый стол\tкруглый стул\tмай\tНеизвестный А. Б.\t
Мастер-класс по речи\tМастер-класс\tкогда получится\tруководитель площадки\tгруппа
"""


def _plan_import(page: PlanPage, rooms: PlanRooms) -> None:
    rooms.show_import(_draft(page), pasted=Pasted(PASTED, ""))


ROOMS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("plans", "demo", _rooms(lambda _page, rooms: rooms.show_plans())),
    ("plans-empty", "new", _rooms(lambda _page, rooms: rooms.show_plans())),
    ("plans-long", "long", _rooms(lambda _page, rooms: rooms.show_plans())),
    ("plan-passport", "demo", _rooms(lambda page, rooms: rooms.show_passport(_of(page, PlanKind.QUARTER)))),
    ("plan-passport-obstacles", "demo", _rooms(lambda page, rooms: rooms.show_obstacles(_draft(page)))),
    ("plan-passport-step", "demo", _rooms(_passport_step)),
    ("plan-new", "demo", _rooms(lambda _page, rooms: rooms.show_new())),
    ("plan-copy", "demo", _rooms(lambda page, rooms: rooms.show_new(source_id=_of(page, PlanKind.YEAR)))),
    ("plan-copy-long", "long", _rooms(lambda page, rooms: rooms.show_new(source_id=_of(page, PlanKind.YEAR)))),
    ("plan-copy-days-off", "demo", _rooms(_days_off)),
    ("plan-merge", "demo", _rooms(_merge)),
    ("plan-history", "demo", _rooms(lambda page, rooms: rooms.show_history(_of(page, PlanKind.QUARTER)))),
    ("plan-roadmap", "demo", _rooms(lambda page, rooms: rooms.show_roadmap(_roadmap(page)))),
    ("plan-roadmap-item", "demo", _rooms(_roadmap_item)),
    ("plan-import", "demo", _rooms(_plan_import)),
)
"""Name, site, and how to come to it from the first page."""
