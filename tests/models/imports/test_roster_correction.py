"""A cell corrected in the preview is read by the rules of the file itself."""

from datetime import date
from pathlib import Path

from models.commands.roster import RosterSource, accept_roster
from models.database import Database
from models.imports.roster import read_roster
from models.imports.roster_correction import correct_rows
from models.queries.roster_preview import preview_roster
from models.rows.roster import PersonFields, RosterRow, RosterSheet, RowStatus
from tests.models.imports.messy import text
from tests.models.make import HEAD

TODAY = date(2026, 3, 1)
GRID = [
    ["ФИО", "Должность", "Организация", "Муниципалитет", "Телефон", "СНИЛС"],
    ["Ким Анна Львовна", "воспитатель", "Детский сад № 5", "Чугуевский р-н", "89140000001", "112-233-445 95"],
    ["Зуева Н. П.", "воспитатель", "Детский сад № 5", "Чугуевский р-н", "", ""],
    ["Лебедь Яна Ивановна", "методист", "", "Чугуевский р-н", "123", ""],
    ["Ким Анна Львовна", "воспитатель", "Детский сад № 5", "Чугуевский р-н", "", ""],
]


def read(folder: Path) -> RosterSheet:
    text(GRID, encoding="utf-8", separator=";")(folder / "a.csv")
    return read_roster(folder / "a.csv", today=TODAY)


def row_of(roster: RosterSheet, number: int) -> RosterRow:
    return next(row for row in roster.rows if row.row == number)


def test_a_full_name_instead_of_initials_makes_the_row_new(tmp_path: Path) -> None:
    mended = correct_rows(read(tmp_path), {3: {"full_name": "Зуева Нина Петровна"}}, today=TODAY)
    row = row_of(mended, 3)
    assert (row.status, row.person.first_name, row.problems) == (RowStatus.NEW, "Нина", ())


def test_other_problems_of_the_row_stay(tmp_path: Path) -> None:
    mended = correct_rows(read(tmp_path), {4: {"phone": "8 914 000-00-02"}}, today=TODAY)
    row = row_of(mended, 4)
    assert ([problem.field for problem in row.problems], row.person.phone) == (["organization"], "+79140000002")


def test_a_cleared_cell_that_may_be_empty_is_no_problem(tmp_path: Path) -> None:
    mended = correct_rows(read(tmp_path), {4: {"phone": "", "organization": "Детский сад № 5"}}, today=TODAY)
    assert (row_of(mended, 4).status, row_of(mended, 4).person.phone) == (RowStatus.NEW, None)


def test_a_cleared_cell_that_must_be_filled_is_a_problem(tmp_path: Path) -> None:
    mended = correct_rows(read(tmp_path), {2: {"position": ""}}, today=TODAY)
    assert [problem.field for problem in row_of(mended, 2).problems] == ["position"]


def test_nonsense_is_refused_as_in_the_file(tmp_path: Path) -> None:
    mended = correct_rows(read(tmp_path), {2: {"snils": "112-233-445 96"}}, today=TODAY)
    row = row_of(mended, 2)
    assert (row.status, row.problems[0].was, row.person.snils) == (RowStatus.PROBLEM, "112-233-445 96", None)


def test_a_copy_stops_being_one_when_its_original_is_renamed(tmp_path: Path) -> None:
    roster = read(tmp_path)
    mended = correct_rows(roster, {2: {"full_name": "Ким Алла Львовна"}}, today=TODAY)
    assert (row_of(roster, 5).status, row_of(mended, 5).status) == (RowStatus.DUPLICATE, RowStatus.NEW)


def test_a_corrected_row_may_turn_out_to_be_a_copy(tmp_path: Path) -> None:
    mended = correct_rows(read(tmp_path), {3: {"full_name": "Ким Анна Львовна"}}, today=TODAY)
    assert row_of(mended, 3).duplicate_of == 2


def test_corrections_of_rows_that_are_gone_are_passed_over(tmp_path: Path) -> None:
    roster = read(tmp_path)
    assert correct_rows(roster, {99: {"phone": "1"}}, today=TODAY) == roster


def test_the_preview_names_the_one_card_that_initials_may_mean(tmp_path: Path, db: Database) -> None:
    person = PersonFields("Зуева", "Нина", "Петровна", position="воспитатель", organization="Детский сад № 5")
    accept_roster(
        db,
        RosterSheet("", 1, (), (RosterRow(2, RowStatus.NEW, person),)),
        source=RosterSource("a.csv", "b" * 64),
        actor=HEAD,
    )
    preview = preview_roster(db, read(tmp_path), sha256="b" * 64)
    assert preview.namesakes == {3: "Зуева Нина Петровна"}
    assert preview.before is not None
