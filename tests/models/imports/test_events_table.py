"""Past events of a spreadsheet: read, matched, written in one action."""

from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from models.commands.event_import import accept_events
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.imports.event_table import read_events
from models.imports.event_time import duration_of
from models.queries.event_import import events_preview
from models.queries.events import event_card
from models.rows.codes import Mode
from models.rows.event_import import EventsPreview
from models.rows.table_import import ImportStatus
from models.rules.clean import Cell
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count

HEAD_ROW = ["№", "Дата", "Время", "Тема мероприятия", "Формат", "Форма проведения", "Кол-во часов", "Место",
            "Ведущий", "Количество участников", "Результат"]  # fmt: skip
GOOD = [1, date(2026, 1, 20), "10:00–11:30", "Игра и речь", "Семинар", "очно", "2", "Зал", "Иванова М.П.", "25 чел.",
        "Памятка"]  # fmt: skip


@pytest.fixture
def ivanova(db: Database) -> int:
    return arrange.person(db, "Иванова", first_name="Мария", patronymic="Петровна")


def workbook(folder: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / "events.xlsx")
    return folder / "events.xlsx"


def preview(db: Database, folder: Path, *rows: list[object], **said: str) -> EventsPreview:
    table = read_events(workbook(folder, ["Журнал мероприятий площадки"], [], HEAD_ROW, *rows))
    return events_preview(db, table, {4: said} if said else None)


def problems(made: EventsPreview) -> list[str]:
    return [problem.field for decision in made.decisions for problem in decision.problems]


def but(**said: object) -> list[object]:
    places = {
        "date": 1,
        "time": 2,
        "title": 3,
        "format": 4,
        "mode": 5,
        "hours": 6,
        "place": 7,
        "leader": 8,
        "people": 9,
    }
    row: list[object] = list(GOOD)
    for field, value in said.items():
        row[places[field]] = value
    return row


def test_a_row_becomes_an_event(db: Database, tmp_path: Path, ivanova: int) -> None:
    made = preview(db, tmp_path, GOOD)
    assert problems(made) == []
    (event_id,) = accept_events(db, made.drafts, actor=HEAD)
    card = event_card(db, event_id)
    assert card is not None
    draft = card.draft
    assert (draft.title, draft.held_on, draft.starts_at, draft.duration_min) == (
        "Игра и речь", date(2026, 1, 20), "10:00", 90,
    )  # fmt: skip
    assert (card.format, draft.mode, draft.leader_id, draft.total_external) == ("семинар", Mode.IN_PERSON, ivanova, 25)
    assert (draft.place, draft.outcome, draft.plan_item_id) == ("Зал", "Памятка", None)


def test_a_file_is_written_in_one_action_and_taken_back_whole(db: Database, tmp_path: Path, ivanova: int) -> None:
    made = preview(db, tmp_path, GOOD, but(date="21.01.2026"), but(date="22 января 2026"))
    before = content(db)
    accept_events(db, made.drafts, actor=HEAD)
    assert count(db, "event") == 3
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_the_same_file_twice_writes_nothing_twice(db: Database, tmp_path: Path, ivanova: int) -> None:
    made = preview(db, tmp_path, GOOD, but(title="«Игра» и  речь"))
    assert made.counts == {"new": 1, "duplicate": 1, "problem": 0}
    accept_events(db, made.drafts, actor=HEAD)
    again = preview(db, tmp_path, GOOD)
    assert [each.status for each in again.decisions] == [ImportStatus.DUPLICATE]
    with pytest.raises(UserError, match="ни одной строки"):
        accept_events(db, again.drafts, actor=HEAD)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"date": "скоро"}, "date"),
        ({"date": None}, "date"),
        ({"date": date(2026, 5, 1)}, "date"),
        ({"time": "утром"}, "time"),
        ({"title": None}, "title"),
        ({"format": "Слёт"}, "format"),
        ({"hours": None, "time": "10:00"}, "hours"),
        ({"hours": "долго"}, "hours"),
        ({"leader": None}, "leader"),
        ({"leader": "Сидорова А.А."}, "leader"),
        ({"people": "много"}, "participants"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named(
    db: Database, tmp_path: Path, ivanova: int, said: dict[str, object], field: str
) -> None:
    made = preview(db, tmp_path, but(**said))
    assert problems(made) == [field]
    assert made.drafts == ()
    assert made.decisions[0].problems[0].message.startswith("В строке 4 ")


def test_a_corrected_cell_makes_the_row_whole(db: Database, tmp_path: Path, ivanova: int) -> None:
    made = preview(db, tmp_path, but(leader="Иванва М", hours="?"), leader="Иванова Мария Петровна", hours="90 мин")
    assert problems(made) == []
    assert made.drafts[0].duration_min == 90


def test_a_slip_in_a_name_proposes_who_it_may_be(db: Database, tmp_path: Path, ivanova: int) -> None:
    (decision,) = preview(db, tmp_path, but(leader="Ивонова Мария Петровна")).decisions
    assert [choice.id for choice in decision.problems[0].proposals] == [ivanova]


def test_namesakes_are_asked_about(db: Database, tmp_path: Path, ivanova: int) -> None:
    other = arrange.person(db, "Иванова", first_name="Майя", patronymic="Павловна")
    (decision,) = preview(db, tmp_path, GOOD).decisions
    assert sorted(choice.id for choice in decision.problems[0].proposals) == sorted([ivanova, other])


def test_several_names_are_a_leader_and_co_leaders(db: Database, tmp_path: Path, ivanova: int) -> None:
    other = arrange.person(db, "Грушева", first_name="Анна", patronymic="Ильинична")
    (draft,) = preview(db, tmp_path, but(leader="Иванова М.П., А. И. Грушева")).drafts
    assert (draft.leader_id, draft.co_leader_ids) == (ivanova, [other])


def test_a_webinar_without_a_word_of_its_mode_is_remote(db: Database, tmp_path: Path, ivanova: int) -> None:
    (draft,) = preview(db, tmp_path, but(format="вебинар", mode=None)).drafts
    assert draft.mode is Mode.REMOTE


def test_a_format_is_taken_from_the_title_and_said_so(db: Database, tmp_path: Path, ivanova: int) -> None:
    (decision,) = preview(db, tmp_path, but(format=None, title="Мастер-класс «Ёлка»")).decisions
    assert decision.draft is not None
    assert "формат взят из названия" in decision.notices[-1].message


def test_headings_of_groups_totals_and_numbering_are_passed_over(db: Database, tmp_path: Path, ivanova: int) -> None:
    table = read_events(
        workbook(
            tmp_path, HEAD_ROW, list(range(1, 12)), ["I квартал"], GOOD, ["Итого", None, None, None, None, None, 2]
        )
    )
    assert [row.row for row in table.rows] == [4]
    assert [row.row for row in table.skipped] == [2, 3, 5]


def test_columns_can_be_chosen_by_letter(db: Database, tmp_path: Path, ivanova: int) -> None:
    table = read_events(workbook(tmp_path, HEAD_ROW, GOOD), columns={"outcome": "", "materials": "K"})
    (draft,) = events_preview(db, table).drafts
    assert (draft.outcome, draft.materials) == (None, "Памятка")


def test_a_file_without_events_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="не нашлось"):
        read_events(workbook(tmp_path, ["ФИО", "Должность"], ["Иванова Мария", "воспитатель"]))


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("2", 90), (2.0, 90), ("1,5 ч", 68), ("2 ак. ч.", 90), ("90 мин", 90), ("90", 90), ("1 ч 30 мин", 90),
        ("1 час 30 минут", 90), ("1:30", 90), (time(1, 30), 90), (timedelta(hours=1, minutes=30), 90),
        ("3 часа", 135), ("0", None), ("25:00", None), ("полдня", None),
    ],
)  # fmt: skip
def test_a_duration_is_read_as_people_write_it(cell: Cell, minutes: int | None) -> None:
    found = duration_of(cell)
    assert found.value == minutes
    assert bool(found.problem) is (minutes is None)


def test_a_bare_number_under_minutes_is_minutes() -> None:
    assert duration_of("15", unit="minutes").value == 15
