"""The printed plan, дорожная карта, history and протокол against what was stored."""

from datetime import date

import pytest

from models.commands.meetings import add_meeting
from models.commands.plans import add_plan, change_plan_item
from models.database import Database
from models.errors import UserError
from models.queries.directory import ids_by_code
from models.queries.minutes_print import minutes_paper
from models.queries.plan_board import plan_item_card
from models.queries.plan_print import plan_history_paper, plan_paper, roadmap_paper
from models.rows.codes import MeetingBody, PlanItemStatus, PlanKind
from models.rows.meetings import AgendaDraft, DecisionDraft, MeetingDraft
from models.rows.plans import PlanDraft
from tests.models.commands import arrange
from tests.models.make import HEAD


@pytest.fixture
def leader(db: Database) -> int:
    arrange.fill_passport(db)
    return arrange.person(db, "Ведущая", patronymic="Петровна")


def test_the_plan_is_printed_by_sections_in_the_order_of_its_dates(db: Database, leader: int) -> None:
    plan_id = arrange.plan(db)
    for title, section, day in (("В", 4, 20), ("Б", 1, 20), ("А", 1, 10)):
        due = date(2026, 2, day)
        arrange.plan_item(db, plan_id, leader, title=title, section_id=section, due_from=due, due_to=due)
    assert [(each.section[0], each.number, each.title, each.term) for each in plan_paper(db, plan_id).lines] == [
        ("1", "1.1", "А", "10.02.2026"),
        ("1", "1.2", "Б", "20.02.2026"),
        ("4", "4.1", "В", "20.02.2026"),
    ]


def test_a_merged_plan_prints_the_lines_of_its_modules_each_under_a_number_of_its_own(
    db: Database, leader: int
) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR)
    for no in (1, 2):
        arrange.plan_item(db, arrange.plan(db, parent_id=year), leader, title=f"Из модуля {no}")
    arrange.plan_item(db, arrange.plan(db), leader, title="Чужой")
    lines = plan_paper(db, year).lines
    assert [(each.number, each.title) for each in lines] == [("1.1", "Из модуля 1"), ("1.2", "Из модуля 2")]


def test_a_draft_says_so_and_an_approved_plan_has_its_dates(db: Database, leader: int) -> None:
    plan_id = arrange.plan(db)
    assert plan_paper(db, plan_id).plan.state == "Проект"
    arrange.plan_item(db, plan_id, leader)
    arrange.approve(db, plan_id)
    paper = plan_paper(db, plan_id)
    assert paper.plan.state == ""
    assert paper.plan.council == "Обсуждён на заседании совета площадки, протокол № 1 от 09.01.2026"
    assert paper.plan.term_title == "на I квартал 2026 года"
    assert paper.signatures.approved_on == paper.signatures.agreed_on == date(2026, 1, 9)
    assert paper.plan.amended == ""


def test_an_amended_plan_names_the_days(db: Database, leader: int) -> None:
    plan_id = arrange.plan(db)
    item = arrange.plan_item(db, plan_id, leader)
    arrange.approve(db, plan_id)
    draft = plan_item_card(db, item).draft
    for count in (10, 20):
        changed = draft.model_copy(update={"planned_count": count})
        change_plan_item(db, item, changed, actor=HEAD, amendment="Заявок больше")
    assert plan_paper(db, plan_id).plan.amended == f"С изменениями от {db.today():%d.%m.%Y}"


def test_the_mark_says_what_became_of_a_line(db: Database, leader: int) -> None:
    plan_id = arrange.plan(db)
    held = arrange.plan_item(
        db, plan_id, leader, title="А", status=PlanItemStatus.DONE, done_on=date(2026, 2, 10), planned_count=9
    )
    arrange.event(db, leader, plan_item_id=held, held_on=date(2026, 2, 11), total_external=14)
    moved = {"status": PlanItemStatus.POSTPONED, "postponed_to": date(2026, 3, 20), "reason": "Карантин"}
    arrange.plan_item(db, plan_id, leader, title="Б", **moved)
    arrange.plan_item(db, plan_id, leader, title="В", status=PlanItemStatus.CANCELLED, reason="Нет заявок")
    arrange.plan_item(db, plan_id, leader, title="Г")
    assert [each.mark for each in plan_paper(db, plan_id).lines] == [
        "выполнено 11.02.2026, 14\u00a0чел.",
        "перенесено на 20.03.2026: Карантин",
        "отменено: Нет заявок",
        "",
    ]


def test_goal_and_tasks_are_those_of_the_plan_else_the_goal_of_the_site(db: Database, leader: int) -> None:
    arrange.fill_passport(db, goal="Цель площадки")
    assert plan_paper(db, arrange.plan(db)).plan.goal == "Цель площадки"
    own = PlanDraft(
        title="Свой",
        kind=PlanKind.QUARTER,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 15),
        goal="Своя цель",
        tasks="Первая\nВторая",
    )
    plan = plan_paper(db, add_plan(db, own, actor=HEAD)).plan
    assert (plan.goal, plan.tasks) == ("Своя цель", "Первая\nВторая")
    assert plan.term_title == "с 01.01.2026 по 15.02.2026"


def test_the_road_map_prints_its_indicators(db: Database, leader: int) -> None:
    plan_id = arrange.plan(db, kind=PlanKind.ROADMAP)
    indicator = next(iter(ids_by_code(db, "indicator").values()))
    task = next(iter(ids_by_code(db, "support_task").values()))
    arrange.plan_item(db, plan_id, leader, title="Вебинары", indicator_id=indicator, planned_value=5.0, task_ids=[task])
    [line] = roadmap_paper(db, plan_id).lines
    assert (line.no, line.title, line.planned_value, line.responsible) == (1, "Вебинары", 5.0, "Ведущая М. П.")
    assert line.task
    assert line.indicator


@pytest.mark.parametrize(
    ("kind", "heading"),
    [(PlanKind.ROADMAP, "Дорожная карта"), (PlanKind.QUARTER, "План работ по задачам и показателям")],
)
def test_a_usual_plan_by_tasks_is_not_called_a_road_map(
    db: Database, leader: int, kind: PlanKind, heading: str
) -> None:
    assert roadmap_paper(db, arrange.plan(db, kind=kind)).heading == heading


def test_a_year_plan_by_tasks_has_the_lines_merged_into_it(db: Database, leader: int) -> None:
    year = arrange.plan(db, kind=PlanKind.YEAR)
    task = next(iter(ids_by_code(db, "support_task").values()))
    arrange.plan_item(db, arrange.plan(db, parent_id=year), leader, title="Вебинары", task_ids=[task])
    assert [line.title for line in roadmap_paper(db, year).lines] == ["Вебинары"]


def test_the_history_says_the_states_and_the_amendments(db: Database, leader: int) -> None:
    plan_id = arrange.plan(db)
    item = arrange.plan_item(db, plan_id, leader, title="Семинар", planned_count=10)
    arrange.approve(db, plan_id)
    changed = plan_item_card(db, item).draft.model_copy(update={"planned_count": 20})
    change_plan_item(db, item, changed, actor=HEAD, amendment="Заявок больше")
    steps = plan_history_paper(db, plan_id).steps
    assert [each.what.splitlines()[0] for each in steps] == [
        "План создан",
        "План: обсуждён советом",
        "План: согласован",
        "План: утверждён",
        steps[-1].what.splitlines()[0],
    ]
    assert (steps[-1].reason, "10" in steps[-1].was, "20" in steps[-1].now) == ("Заявок больше", True, True)
    assert "«Семинар»" in steps[-1].what


def test_minutes_are_printed_question_by_question(db: Database, leader: int) -> None:
    secretary, other = arrange.person(db, "Секретарева"), arrange.person(db, "Другая")
    draft = MeetingDraft(
        body=MeetingBody.COUNCIL,
        number="4",
        held_on=date(2026, 2, 20),
        chair_id=leader,
        secretary_id=secretary,
        attendee_ids=[other],
        agenda=[
            AgendaDraft(
                question="О плане",
                speaker_id=other,
                heard="Рассказала",
                discussed="Поддержали",
                decisions=[
                    DecisionDraft(text="Согласовать план", responsible_id=leader, due_on=date(2026, 3, 1)),
                    DecisionDraft(text="Принять к сведению"),
                ],
            ),
            AgendaDraft(question="Разное"),
        ],
    )
    paper = minutes_paper(db, add_meeting(db, draft, actor=HEAD))
    assert (paper.number, paper.body, paper.chair) == ("4", "заседания совета стажировочной площадки", "М.П. Ведущая")
    assert paper.secretary == "М. Секретарева"
    assert paper.attended_count == 3
    first, second = paper.questions
    assert first.presented.splitlines()[0].startswith("Другая М., ")
    assert (first.discussed, second.discussed) == ("Поддержали", "")
    assert [each.said for each in first.decisions] == [
        "Согласовать план. Ответственный: Ведущая М. П. Срок: 01.03.2026.",
        "Принять к сведению.",
    ]
    assert [each.number for each in first.decisions] == ["1.1", "1.2"]
    assert (second.no, second.decisions) == (2, ())


def test_what_is_gone_is_told(db: Database, leader: int) -> None:
    for read in (plan_paper, roadmap_paper, plan_history_paper, minutes_paper):
        with pytest.raises(UserError, match="Обновите список"):
            read(db, 99)
