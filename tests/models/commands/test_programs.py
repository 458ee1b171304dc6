"""Programmes, streams, enrolments."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.commands.programs import add_program, add_stream, enroll
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.directory import module_ids
from models.rows.codes import EnrollmentStatus, Mode, ProgramKind
from models.rows.draft import problems_of
from models.rows.programs import ActivityDraft, ModuleDraft, ProgramDraft, StreamDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


def programme(title: str = "Игра") -> ProgramDraft:
    activities = [ActivityDraft(text="Практикум", minutes=45), ActivityDraft(text="Разбор", minutes=45)]
    modules = [
        ModuleDraft(title="Погружение", hours=2, mode=Mode.REMOTE, activities=activities),
        ModuleDraft(title="Проба", hours=10, mode=Mode.MIXED),
    ]
    return ProgramDraft(title=title, kind=ProgramKind.OUTSIDE_DPP, hours=12, modules=modules)


def test_modules_and_their_work_are_numbered_in_order(db: Database) -> None:
    program_id = add_program(db, programme(), actor=HEAD)
    assert list(module_ids(db, program_id)) == [1, 2]
    with db.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT no, text FROM module_activity ORDER BY module_id, no")
        assert [tuple(row) for row in kept] == [(1, "Практикум"), (2, "Разбор")]


def test_a_programme_is_one_action(db: Database) -> None:
    before = content(db)
    add_program(db, programme(), actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_second_programme_of_one_title_is_refused(db: Database) -> None:
    add_program(db, programme(), actor=HEAD)
    with pytest.raises(UserError, match="уже есть"):
        add_program(db, programme(), actor=HEAD)
    assert (count(db, "program"), count(db, "module")) == (1, 2)


def test_a_stream_of_nothing_is_refused(db: Database, tutor: int) -> None:
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1)}
    with pytest.raises(UserError, match="программы нет"):
        add_stream(db, StreamDraft(program_id=900, title="П", tutor_id=tutor, **days), actor=HEAD)
    program_id = add_program(db, programme(), actor=HEAD)
    with pytest.raises(UserError, match="тьютора нет"):
        add_stream(db, StreamDraft(program_id=program_id, title="П", tutor_id=900, **days), actor=HEAD)


def test_people_are_taken_in_by_one_action(db: Database, tutor: int) -> None:
    people = [arrange.person(db) for _ in range(3)]
    stream_id = arrange.stream(db, tutor)
    before = content(db)
    enroll(db, stream_id, [arrange.place(each) for each in people], actor=HEAD)
    assert count(db, "enrollment") == 3
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_somebody_who_is_in_the_stream_already_stops_all_of_them(db: Database, tutor: int) -> None:
    one, other = arrange.person(db), arrange.person(db)
    stream_id = arrange.stream(db, tutor, one)
    with pytest.raises(UserError, match="Никто не зачислен"):
        enroll(db, stream_id, [arrange.place(other), arrange.place(one)], actor=HEAD)
    assert count(db, "enrollment") == 1


def test_somebody_unknown_stops_all_of_them(db: Database, tutor: int) -> None:
    stream_id = arrange.stream(db, tutor)
    with pytest.raises(UserError, match="Никто не зачислен"):
        enroll(db, stream_id, [arrange.place(tutor), arrange.place(900)], actor=HEAD)
    assert count(db, "enrollment") == 0


def test_a_stream_takes_no_more_than_its_places(db: Database, tutor: int) -> None:
    people = [arrange.person(db) for _ in range(3)]
    stream_id = arrange.stream(db, tutor, capacity=2)
    with pytest.raises(UserError, match=r"2.места"):
        enroll(db, stream_id, [arrange.place(each) for each in people], actor=HEAD)
    enroll(db, stream_id, [arrange.place(each) for each in people[:2]], actor=HEAD)
    assert count(db, "enrollment") == 2


def test_somebody_expelled_gives_the_place_away(db: Database, tutor: int) -> None:
    one, other = arrange.person(db), arrange.person(db)
    stream_id = arrange.stream(db, tutor, capacity=1)
    gone = arrange.place(one, status=EnrollmentStatus.EXPELLED, left_on=date(2026, 2, 1))
    enroll(db, stream_id, [gone, arrange.place(other)], actor=HEAD)
    assert count(db, "enrollment") == 2


def test_nobody_leaves_before_she_came() -> None:
    with pytest.raises(ValidationError) as refused:
        arrange.place(1, enrolled_on=date(2026, 2, 2), left_on=date(2026, 2, 1))
    assert "раньше" in problems_of(refused.value)[0].message
