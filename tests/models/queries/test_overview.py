"""What the page «Обзор» reads. Today is 2 March 2026."""

from datetime import date

import pytest

from models.commands.routes import add_step, make_routes
from models.database import Database
from models.queries.indicators import indicator_lines, indicator_records
from models.queries.overview import attention, first_steps, overview
from models.rows.overview import Attention
from models.rows.routes import StepDraft
from models.rules.periods import parse_period
from models.schema.people import Consent, RoleAssignment, Site
from models.schema.programs import Enrollment, Program, Stream
from tests.models.commands.diagnosed import FIRST, deficit, diagnosed_stream
from tests.models.make import (
    HEAD,
    go_to,
    make_event,
    make_mark,
    make_person,
    make_plan,
    make_plan_item,
    make_product,
    run,
    store,
)

Q1 = parse_period("2026-Q1")


@pytest.fixture
def head(db: Database) -> int:
    return make_person(db, last_name="Ёлкина")


@pytest.fixture
def item(db: Database, head: int) -> int:
    return make_plan_item(db, plan_id=make_plan(db), responsible_id=head)


def _stream(db: Database, tutor: int, trainee: int) -> int:
    program = Program(uid="p", title="Программа", kind="outside_dpp", hours=12)
    stream = Stream(
        uid="s",
        program_id=store(db, program, action="Программа добавлена"),
        title="Поток 1",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 5, 1),
        tutor_id=tutor,
    )
    stream_id = store(db, stream, action="Поток открыт")
    place = Enrollment(stream_id=stream_id, person_id=trainee, status="studying", enrolled_on=date(2026, 1, 1))
    store(db, place, action="Стажёр зачислен")
    return stream_id


def _consent(db: Database, person: int, *, withdrawn_on: date | None = None, valid_until: date | None = None) -> None:
    consent = Consent(
        person_id=person,
        purpose="processing",
        signed_on=date(2026, 1, 10),
        withdrawn_on=withdrawn_on,
        valid_until=valid_until,
    )
    store(db, consent, action="Согласие внесено")


def _role(db: Database, person: int) -> None:
    role = RoleAssignment(person_id=person, role_id=1, starts_on=date(2026, 1, 1))
    store(db, role, action="Роль назначена")


def test_a_new_site_has_made_no_step(db: Database) -> None:
    steps = first_steps(db)
    assert steps.made == 0
    assert not steps.are_over


def test_the_plan_counts_from_its_first_item(db: Database, head: int) -> None:
    plan = make_plan(db)
    assert not first_steps(db).plan
    make_plan_item(db, plan_id=plan, responsible_id=head)
    assert first_steps(db).plan


def test_a_team_member_is_no_trainee(db: Database, head: int) -> None:
    _role(db, head)
    assert not first_steps(db).trainees
    make_person(db, last_name="Грушева")
    assert first_steps(db).trainees


def test_the_first_steps_do_not_come_back_when_the_plan_is_emptied(db: Database, item: int) -> None:
    site = Site(uid="u", full_name="Детский сад", short_name="Сад", municipality_id=1, theme="Тема")
    store(db, site, action="Паспорт сохранён")
    assert first_steps(db).are_over
    run(db, "DELETE FROM plan_item WHERE id = ?", item)
    steps = first_steps(db)
    assert not steps.plan
    assert steps.are_over


def test_an_overdue_gathering_asks_for_its_fact_and_a_paper_to_be_opened(db: Database, item: int) -> None:
    assert attention(db)[0].why is Attention.ITEM_OVERDUE
    run(db, "UPDATE plan_item SET planned_count = 20 WHERE id = ?", item)
    row = attention(db)[0]
    assert row.why is Attention.FACT_MISSING
    assert (row.record_id, row.number, row.day, row.who) == (item, "1.1", date(2026, 2, 28), "Ёлкина М.")


def test_a_period_that_runs_under_a_plan_nobody_approved_is_named(db: Database, item: int) -> None:
    assert Attention.PLAN_NOT_APPROVED in [row.why for row in attention(db)]
    run(db, "UPDATE plan SET status = 'approved', approved_on = '2026-01-10'")
    assert Attention.PLAN_NOT_APPROVED not in [row.why for row in attention(db)]


def test_what_was_left_undone_last_quarter_stays_in_sight(db: Database, item: int) -> None:
    run(db, "UPDATE plan_item SET due_from = '2025-12-01', due_to = '2025-12-20' WHERE id = ?", item)
    whys = [row.why for row in attention(db)]
    assert whys[0] is Attention.ITEM_OVERDUE
    assert Attention.PLAN_NOT_BEGUN in whys


def test_an_event_whose_stream_was_not_marked_is_named(db: Database, head: int) -> None:
    trainee = make_person(db, last_name="Грушева")
    stream = _stream(db, head, trainee)
    event = make_event(db, leader_id=head)
    run(db, "INSERT INTO event_stream (event_id, stream_id) VALUES (?, ?)", event, stream)
    rows = [row for row in attention(db) if row.why is Attention.EVENT_UNMARKED]
    assert [(row.record_id, row.people) for row in rows] == [(event, 1)]
    make_mark(db, event_id=event, person_id=trainee)
    assert not [row for row in attention(db) if row.why is Attention.EVENT_UNMARKED]


def test_trainees_without_a_consent_are_counted_in_one_row(db: Database, head: int) -> None:
    trainee = make_person(db, last_name="Грушева")
    _stream(db, head, trainee)
    (row,) = [row for row in attention(db) if row.why is Attention.CONSENT_MISSING]
    assert (row.people, row.who) == (1, "Грушева М.")
    _consent(db, trainee)
    assert not [row for row in attention(db) if row.why is Attention.CONSENT_MISSING]


def test_a_withdrawn_consent_is_none(db: Database, head: int) -> None:
    trainee = make_person(db, last_name="Грушева")
    _stream(db, head, trainee)
    _consent(db, trainee, withdrawn_on=date(2026, 2, 1))
    assert [row for row in attention(db) if row.why is Attention.CONSENT_MISSING]


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (date(2026, 3, 1), Attention.CONSENT_OVER),
        (date(2026, 3, 2), Attention.CONSENT_EXPIRING),
        (date(2026, 4, 1), Attention.CONSENT_EXPIRING),
        (date(2026, 4, 2), None),
    ],
)
def test_a_consent_that_runs_out_is_told_until_a_new_one_is_there(
    db: Database, head: int, until: date, why: Attention | None
) -> None:
    trainee = make_person(db, last_name="Грушева")
    _consent(db, trainee, valid_until=until)
    terms = (Attention.CONSENT_OVER, Attention.CONSENT_EXPIRING)
    told = [(row.why, row.record_id, row.people, row.day) for row in attention(db) if row.why in terms]
    assert told == ([(why, trainee, 1, until)] if why else [])
    _consent(db, trainee)
    assert not [row for row in attention(db) if row.why in terms]


def test_blocked_data_are_to_be_destroyed_within_thirty_days(db: Database, head: int) -> None:
    trainee = make_person(db, last_name="Грушева")
    _consent(db, trainee, withdrawn_on=date(2026, 2, 1))
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", trainee)
    (row,) = [row for row in attention(db) if row.why is Attention.DATA_BLOCKED]
    assert (row.record_id, row.people, row.day) == (trainee, 1, date(2026, 3, 3))


def test_upcoming_holds_events_ahead_and_planned_gatherings_without_one(db: Database, item: int, head: int) -> None:
    run(
        db,
        "UPDATE plan_item SET planned_count = 20, due_from = '2026-03-10', due_to = '2026-03-10' WHERE id = ?",
        item,
    )
    event = make_event(db, leader_id=head)
    run(db, "UPDATE event SET held_on = '2026-03-05', starts_at = '10:00' WHERE id = ?", event)
    seen = overview(db)
    assert [(row.record_id, row.is_planned_only, row.people) for row in seen.upcoming] == [
        (event, False, 0),
        (item, True, 20),
    ]


def test_a_planned_gathering_gives_way_to_its_event(db: Database, item: int, head: int) -> None:
    run(db, "UPDATE plan_item SET planned_count = 20, due_to = '2026-03-10' WHERE id = ?", item)
    event = make_event(db, leader_id=head, plan_item_id=item)
    run(db, "UPDATE event SET held_on = '2026-03-09' WHERE id = ?", event)
    assert [row.is_planned_only for row in overview(db).upcoming] == [False]


def test_every_computed_measure_shows_as_many_records_as_its_figure(db: Database, item: int, head: int) -> None:
    make_event(db, leader_id=head)
    run(db, "UPDATE event SET format_id = (SELECT id FROM event_format WHERE code = 'webinar')")
    for kind in ("local_act", "site", "social_page"):
        product = make_product(db, plan_item_id=item)
        run(
            db,
            "UPDATE product SET kind_id = coalesce((SELECT id FROM product_kind WHERE code = ?), kind_id) WHERE id = ?",
            kind,
            product,
        )
    make_product(db, title="Черновик")
    run(db, "UPDATE product SET status = 'draft' WHERE title = 'Черновик'")
    records = indicator_records(db, Q1)
    for line in indicator_lines(db, Q1):
        if line.formula:
            assert sum(record.indicator_id == line.id for record in records) == line.fact
    assert records


def test_indicators_without_a_target_stay_away(db: Database) -> None:
    assert all(figure.target for figure in overview(db).indicators)


def test_late_steps_of_routes_are_told_by_stream(db: Database) -> None:
    at = diagnosed_stream(db, "Аникина", "Белова")
    for place in at.places:
        add_step(db, place, StepDraft(deficit="речь", due_on=date(2026, 2, 20)), actor=HEAD)
    add_step(db, at.places[0], StepDraft(deficit="игра", due_on=date(2026, 3, 2)), actor=HEAD)
    (row,) = [row for row in attention(db) if row.why is Attention.ROUTE_OVERDUE]
    assert (row.record_id, row.people, row.code, row.day) == (at.stream_id, 2, "2", date(2026, 2, 20))
    assert row.who.startswith("Аникина")


def test_a_deficit_without_a_step_is_told_a_week_before_module_2(db: Database) -> None:
    at = diagnosed_stream(db, "Аникина", "Белова")
    deficit(db, at, at.places[0], FIRST)
    for day, told in ((date(2026, 2, 1), []), (date(2026, 2, 2), ["1"]), (date(2026, 3, 20), ["1"])):
        go_to(db, day)
        assert [row.code for row in attention(db) if row.why is Attention.ROUTE_MISSING] == told
    go_to(db, date(2026, 3, 2))
    make_routes(db, at.places, actor=HEAD)
    assert not [row for row in attention(db) if row.why is Attention.ROUTE_MISSING]
