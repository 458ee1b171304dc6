"""A grid of people × dates from a spreadsheet: matched with a stream's events, written in one action."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.commands.event_import import accept_marks
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.imports.marks_table import presence_of, read_marks
from models.queries.event_import import marks_preview
from models.queries.marks_grid import marks_grid
from models.rows.codes import Mode, Presence
from models.rows.event_import import MarksPreview
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count

TODAY = date(2026, 3, 2)
FIRST, SECOND = date(2026, 2, 10), date(2026, 2, 17)


@pytest.fixture
def leader(db: Database) -> int:
    return arrange.person(db, "Ведущая")


@pytest.fixture
def trainees(db: Database) -> list[int]:
    return [
        arrange.person(db, last, first_name=first, patronymic=patronymic)
        for last, first, patronymic in (
            ("Вишнёва", "Анна", "Ильинична"),
            ("Грушева", "Мария", "Петровна"),
            ("Яблокова", "Ольга", "Олеговна"),
        )
    ]


@pytest.fixture
def stream(db: Database, leader: int, trainees: list[int]) -> int:
    return arrange.stream(db, leader, *trainees)


@pytest.fixture
def events(db: Database, leader: int, stream: int) -> list[int]:
    return [
        arrange.event(db, leader, stream_ids=[stream], held_on=FIRST),
        arrange.event(db, leader, stream_ids=[stream], held_on=SECOND, mode=Mode.MIXED),
    ]


def workbook(folder: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / "marks.xlsx")
    return folder / "marks.xlsx"


def preview(db: Database, folder: Path, stream: int, *rows: list[object], **chosen: object) -> MarksPreview:
    head: list[object] = ["№", "ФИО", FIRST, "17.02"]
    table = read_marks(workbook(folder, ["Журнал посещаемости"], head, *rows), today=TODAY)
    return marks_preview(db, table, stream_id=stream, **chosen)  # pyright: ignore[reportArgumentType] - test words


def test_a_grid_becomes_marks_in_one_action(
    db: Database, tmp_path: Path, stream: int, trainees: list[int], events: list[int]
) -> None:
    made = preview(
        db,
        tmp_path,
        stream,
        [1, "Вишнева А. И.", "+", "д"],
        [2, "Грушева Мария Петровна", "н", "б"],
        [3, "Яблокова", "", "–"],
    )
    assert made.problems == 0
    before = content(db)
    assert accept_marks(db, made.marks, actor=HEAD) == 5
    cells = marks_grid(db, stream, start=FIRST, end=SECOND).cells
    assert [cells[event, person].state for person in trainees for event in events] == [
        Presence.PRESENT, Presence.REMOTE, Presence.ABSENT, Presence.EXCUSED, None, Presence.ABSENT,
    ]  # fmt: skip
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_somebody_unknown_waits_and_may_be_chosen(
    db: Database, tmp_path: Path, stream: int, trainees: list[int], events: list[int]
) -> None:
    made = preview(db, tmp_path, stream, [1, "Вышнева Анна Ильинична", "+", "+"])
    assert (made.people[0].person_id, made.marks) == (None, {})
    assert trainees[0] in [choice.id for choice in made.people[0].problems[0].proposals]
    mended = preview(db, tmp_path, stream, [1, "Вышнева Анна Ильинична", "+", "+"], people={3: trainees[0]})
    assert [mark.person_id for mark in mended.marks[events[0]]] == [trainees[0]]


def test_a_namesake_of_the_stream_goes_before_others(
    db: Database, tmp_path: Path, stream: int, trainees: list[int], events: list[int]
) -> None:
    arrange.person(db, "Грушева", first_name="Марта", patronymic="Павловна")
    assert preview(db, tmp_path, stream, [1, "Грушева М. П.", "+", "+"]).people[0].person_id == trainees[1]


def test_one_person_in_two_rows_waits(
    db: Database, tmp_path: Path, stream: int, trainees: list[int], events: list[int]
) -> None:
    made = preview(db, tmp_path, stream, [1, "Грушева М. П.", "+", "+"], [2, "Грушева Мария", "н", "н"])
    assert [each.person_id for each in made.people] == [trainees[1], None]
    assert "повторяется" in made.people[1].problems[0].message


def test_a_sign_that_does_not_fit_is_named_by_its_cell_and_may_be_corrected(
    db: Database, tmp_path: Path, stream: int, trainees: list[int], events: list[int]
) -> None:
    made = preview(db, tmp_path, stream, [1, "Грушева М. П.", "д", "о"])
    assert [problem.field for problem in made.people[0].problems] == ["C", "D"]
    mended = preview(db, tmp_path, stream, [1, "Грушева М. П.", "д", "о"], said={3: {"C": "+", "D": ""}})
    assert (mended.problems, list(mended.marks)) == (0, [events[0]])


def test_a_day_without_an_event_waits_and_the_other_days_go_on(
    db: Database, tmp_path: Path, leader: int, stream: int, trainees: list[int]
) -> None:
    event = arrange.event(db, leader, stream_ids=[stream], held_on=FIRST)
    made = preview(db, tmp_path, stream, [1, "Грушева М. П.", "+", "+"])
    assert [each.event.id if each.event else None for each in made.columns] == [event, None]
    assert "17\u00a0февраля у потока нет мероприятия" in made.columns[1].problem
    assert list(made.marks) == [event]


def test_two_events_of_a_day_are_asked_about(
    db: Database, tmp_path: Path, leader: int, stream: int, events: list[int]
) -> None:
    second = arrange.event(db, leader, stream_ids=[stream], held_on=FIRST, title="После обеда", starts_at="14:00")
    made = preview(db, tmp_path, stream, [1, "Грушева М. П.", "+", ""])
    assert [choice.id for choice in made.columns[0].proposals] == [events[0], second]
    chosen = preview(db, tmp_path, stream, [1, "Грушева М. П.", "+", ""], events={"C": second})
    assert list(chosen.marks) == [second]


def test_two_columns_of_a_day_stand_for_its_two_events_in_order(
    db: Database, tmp_path: Path, leader: int, stream: int, trainees: list[int]
) -> None:
    later = arrange.event(db, leader, stream_ids=[stream], held_on=FIRST, starts_at="14:00")
    early = arrange.event(db, leader, stream_ids=[stream], held_on=FIRST, starts_at="10:00")
    path = workbook(tmp_path, ["ФИО", "10.02.2026", "10.02.2026"], ["Грушева М. П.", "+", "н"])
    made = marks_preview(db, read_marks(path, today=TODAY), stream_id=stream)
    assert {event: marks[0].state for event, marks in made.marks.items()} == {
        early: Presence.PRESENT,
        later: Presence.ABSENT,
    }


def test_totals_below_the_grid_are_nobody(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["ФИО", "10.02.2026"], ["Грушева М. П.", "+"], ["Итого присутствовало", 1], [None, "x"])
    assert [row.name for row in read_marks(path, today=TODAY).rows] == ["Грушева М. П."]


def test_a_file_without_a_grid_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="не нашлось"):
        read_marks(workbook(tmp_path, ["ФИО", "Должность"], ["Грушева М. П.", "воспитатель"]), today=TODAY)


def test_nothing_to_write_is_said(db: Database) -> None:
    with pytest.raises(UserError, match="ни одной отметки"):
        accept_marks(db, {}, actor=HEAD)
    assert count(db, "attendance") == 0


@pytest.mark.parametrize(
    ("sign", "mode", "state"),
    [
        ("+", Mode.IN_PERSON, Presence.PRESENT),
        ("+", Mode.REMOTE, Presence.REMOTE),
        ("Н", Mode.REMOTE, Presence.ABSENT),
        ("—", Mode.MIXED, Presence.ABSENT),
        ("УП", Mode.MIXED, Presence.EXCUSED),
        ("Б", Mode.IN_PERSON, Presence.EXCUSED),
        ("дист", Mode.MIXED, Presence.REMOTE),
        ("д", Mode.IN_PERSON, None),
        ("о", Mode.MIXED, None),
        ("7", Mode.MIXED, None),
    ],
)
def test_signs_mean_what_teachers_mean(sign: str, mode: Mode, state: Presence | None) -> None:
    assert presence_of(sign, mode) is state
