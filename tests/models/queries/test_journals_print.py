"""The printed journals against what was stored, and their sums against the queries of the screens."""

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.commands.consultations import add_consultation
from models.commands.events import mark_attendance
from models.database import Database
from models.errors import UserError
from models.queries.consultations import consultation_totals
from models.queries.events import attendance_sheet
from models.queries.journals_print import (
    attendance_journal,
    consultation_journal,
    event_journal,
    registration_sheet,
)
from models.queries.report import report_data
from models.rows.codes import ConsultationKind, Mode, Presence
from models.rows.consultations import ConsultationDraft, ConsultationFilter
from models.rows.events import Mark
from models.rules.periods import parse_period
from models.rules.sheet_code import event_of_code, event_of_qr
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database, go_to, run
from tests.models.queries.world import drawn_world

Q1 = parse_period("2026-Q1")


@pytest.fixture
def leader(db: Database) -> int:
    arrange.fill_passport(db)
    return arrange.person(db, "Ведущая")


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6))
@example(seed=7)
def test_the_sums_of_the_journals_are_those_of_the_report_and_of_the_sheets(seed: int) -> None:
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        try:
            world = drawn_world(db, seed)
            for code in ("2026-Q1", "2025/26", "2031-Q1"):
                journal, totals = event_journal(db, parse_period(code)), report_data(db, parse_period(code)).totals
                assert len(journal.events) == totals.events
                assert sum(each.participants for each in journal.events) == totals.participants
                assert sum(each.guests for each in journal.events) == totals.guests
                assert sum(each.minutes for each in journal.events) == totals.minutes
                unplanned = [each for each in journal.events if each.plan_item == "вне плана"]
                assert len(unplanned) == totals.unplanned_events
            for stream in world.streams:
                check_stream(db, stream.id or 0)
        finally:
            db.close()


def check_stream(db: Database, stream_id: int) -> None:
    """The grid against the marks as they are stored, both ways round."""
    journal = attendance_journal(db, stream_id)
    with db.reading() as session:
        stored = session.connection().exec_driver_sql(
            """
            SELECT a.state, count(*) FROM attendance AS a JOIN event_stream AS s ON s.event_id = a.event_id
            JOIN enrollment AS n ON n.stream_id = s.stream_id AND n.person_id = a.person_id
            WHERE s.stream_id = ? AND n.status <> 'applied' GROUP BY 1
            """,
            (stream_id,),
        )
        marks = Counter(dict(stored.all()))
    for name, state in (("present", "present"), ("remote", "remote"), ("absent", "absent"), ("excused", "excused")):
        assert sum(getattr(each, name) for each in journal.people) == marks[state]
        assert sum(getattr(each, name) for each in journal.days) == marks[state]
    assert all(len(each.signs) == len(journal.days) for each in journal.people)


def test_the_journal_lists_events_of_the_period_in_order(db: Database, leader: int) -> None:
    helper = arrange.person(db, "Помощница")
    plan_id = arrange.plan(db)
    item = arrange.plan_item(db, plan_id, leader, task_no="4.2")
    arrange.event(db, leader, title="Поздний", held_on=date(2026, 3, 31), starts_at="15:00")
    arrange.event(db, leader, title="Ранний", held_on=date(2026, 3, 31), starts_at="09:00", co_leader_ids=[helper])
    arrange.event(db, leader, title="По плану", held_on=date(2026, 1, 1), plan_item_id=item, total_external=5)
    arrange.event(db, leader, title="Другой квартал", held_on=date(2026, 4, 1))
    assert [each.title for each in event_journal(db, Q1).events] == ["По плану"]  # the others are still ahead
    go_to(db, date(2026, 4, 1))
    lines = event_journal(db, Q1).events
    assert [(each.no, each.title, each.plan_item) for each in lines] == [
        (1, "По плану", "4.2"),
        (2, "Ранний", "вне плана"),
        (3, "Поздний", "вне плана"),
    ]
    assert [each.leader for each in lines] == ["Ведущая М.", "Ведущая М., Помощница М.", "Ведущая М."]
    assert (lines[0].participants, lines[0].guests) == (5, 5)


def test_the_grid_says_who_was_where(db: Database, leader: int) -> None:
    anna, boris = arrange.person(db, "Аннина"), arrange.person(db, "Борисова")
    stream_id = arrange.stream(db, leader, boris, anna)
    first = arrange.event(db, leader, held_on=date(2026, 2, 3), mode=Mode.MIXED, stream_ids=[stream_id])
    arrange.event(db, leader, held_on=date(2026, 2, 10), stream_ids=[stream_id])
    marks = [Mark(person_id=anna, state=Presence.REMOTE, minutes=45), Mark(person_id=boris, state=Presence.ABSENT)]
    mark_attendance(db, first, marks, actor=HEAD)
    journal = attendance_journal(db, stream_id)
    assert [(each.name, each.signs, each.visits, each.minutes) for each in journal.people] == [
        ("Аннина Мария", ("д", ""), 1, 45),
        ("Борисова Мария", ("н", ""), 0, 0),
    ]
    assert [(each.no, each.short_day, each.visits, each.absent) for each in journal.days] == [
        (1, "03.02", 1, 1),
        (2, "10.02", 0, 0),
    ]


def test_a_guest_of_a_lesson_is_not_in_the_journal_of_the_stream(db: Database, leader: int) -> None:
    anna, guest = arrange.person(db, "Аннина"), arrange.person(db, "Гостева")
    stream_id = arrange.stream(db, leader, anna)
    event_id = arrange.event(db, leader, stream_ids=[stream_id])
    marks = [Mark(person_id=each, state=Presence.PRESENT) for each in (anna, guest)]
    mark_attendance(db, event_id, marks, actor=HEAD)
    journal = attendance_journal(db, stream_id)
    assert [each.name for each in journal.people] == ["Аннина Мария"]
    assert [each.visits for each in journal.days] == [1]


def test_consultations_are_summed_as_on_the_screen(db: Database, leader: int) -> None:
    people = [arrange.person(db, name) for name in ("Аннина", "Борисова")]
    draft = {"minutes": 45, "topic": "Маршрут", "consultant_id": leader}
    for day, kind, advised, others in (
        (date(2026, 1, 1), ConsultationKind.INDIVIDUAL, people[:1], 0),
        (date(2026, 3, 31), ConsultationKind.GROUP, people, 3),
        (date(2026, 2, 1), ConsultationKind.GROUP, [], 4),
        (date(2026, 4, 1), ConsultationKind.INDIVIDUAL, people[:1], 0),
    ):
        said = draft | {"held_on": day, "kind": kind, "person_ids": advised, "outsiders": others}
        add_consultation(db, ConsultationDraft.model_validate(said), actor=HEAD)
    lines = consultation_journal(db, Q1).consultations
    totals = consultation_totals(db, ConsultationFilter(start=Q1.start, end=Q1.end))
    assert [each.held_on.month for each in lines] == [1, 2, 3]
    assert len(lines) == totals.consultations
    assert sum(each.advised for each in lines) == totals.visits
    assert sum(each.minutes for each in lines) == totals.minutes
    assert lines[1].people == "не из списка: 4\u00a0чел."
    assert lines[2].people.splitlines()[-1] == "ещё 3\u00a0чел."


def test_the_sheet_has_those_of_the_screen_and_lines_for_guests(db: Database, leader: int) -> None:
    anna, boris, added = (arrange.person(db, name) for name in ("Аннина", "Борисова", "Гостева"))
    stream_id = arrange.stream(db, leader, boris, anna)
    event_id = arrange.event(db, leader, stream_ids=[stream_id])
    mark_attendance(db, event_id, [Mark(person_id=added, state=Presence.PRESENT)], actor=HEAD)
    sheet = registration_sheet(db, event_id, guest_lines=3)
    screen = [f"{each.last_name} {each.first_name}" for each in attendance_sheet(db, event_id)]
    assert [each.name for each in sheet.people] == [*screen, "", "", ""]
    assert [each.no for each in sheet.people] == [1, 2, 3, 4, 5, 6]
    assert "Артёмовский ГО" in sheet.people[0].organization


def test_the_sheet_has_a_line_for_everybody_the_plan_expects(db: Database, leader: int) -> None:
    item_id = arrange.plan_item(db, arrange.plan(db), leader, planned_count=15)
    stream_id = arrange.stream(db, leader, arrange.person(db, "Аннина"))
    event_id = arrange.event(db, leader, plan_item_id=item_id, stream_ids=[stream_id])
    assert [each.no for each in registration_sheet(db, event_id).people] == list(range(1, 16))


def test_the_codes_of_the_sheet_lead_back_to_the_event(db: Database, leader: int) -> None:
    event_id = arrange.event(db, leader)
    sheet = registration_sheet(db, event_id)
    assert event_of_code(sheet.code) == event_id
    assert event_of_qr([sheet.scanned], own=[sheet.passport.site_code]) == event_id


def test_people_who_withdrew_are_left_out_of_the_registration_sheet(db: Database, leader: int) -> None:
    blocked = arrange.person(db, "Закрытая", phone="+79000000000", email="z@example.ru")
    stream_id = arrange.stream(db, leader, blocked, arrange.person(db, "Открытая", phone="+79000000001"))
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", blocked)
    people = registration_sheet(db, arrange.event(db, leader, stream_ids=[stream_id])).people
    assert [each.phone for each in people if each.name] == ["+7 (900) 000-00-01"]


def test_what_is_gone_is_told(db: Database, leader: int) -> None:
    for read in (attendance_journal, registration_sheet):
        with pytest.raises(UserError, match="Обновите список"):
            read(db, 99)


def test_nothing_is_printed_without_a_passport(db: Database) -> None:
    with pytest.raises(UserError, match="Паспорт площадки не заполнен"):
        event_journal(db, Q1)
