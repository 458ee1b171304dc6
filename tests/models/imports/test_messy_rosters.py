"""Lists of trainees in layouts of their own, kept as files: cells that are read right, rows that are not accepted."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.imports.roster import read_roster
from models.rows.roster import RosterRow, RosterSheet, RowStatus, person_json
from tests.models.imports.messy import text

FILES = Path(__file__).parent / "rosters"
TODAY = date(2026, 11, 1)
ENOUGH = 0.99
"""Cells read right, of all that the files tell (issue 5)."""
_WHAT_TO_DO = re.compile(r"\b(?:впишите|выберите|исправьте|очистите|сверьте|сделайте)\b", re.IGNORECASE)
NAMES = sorted(path.name.removesuffix(".truth.json") for path in FILES.glob("*.truth.json"))


def _file(name: str) -> Path:
    (path,) = (each for each in FILES.glob(f"{name}.*") if not each.name.endswith(".json"))
    return path


def _truth(name: str) -> dict[str, Any]:
    return json.loads((FILES / f"{name}.truth.json").read_text("utf-8"))


def _read(name: str, sheet: str | None = None) -> RosterSheet:
    return read_roster(_file(name), today=TODAY, sheets=None if sheet is None else [sheet])


def _accepted(roster: RosterSheet) -> list[RosterRow]:
    return [row for row in roster.rows if row.status is RowStatus.NEW]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_gives_its_people(name: str) -> None:
    truth = _truth(name)
    roster = _read(name)
    assert [person_json(row.person) for row in _accepted(roster)] == truth["rows"]
    heads = truth.get("sheets", {truth.get("sheet", roster.sheet): truth.get("header_row", 1)})
    assert {head.sheet: head.header_row for head in roster.heads} == heads


@pytest.mark.parametrize("name", NAMES)
def test_exactly_the_rows_in_doubt_are_asked_about(name: str) -> None:
    in_doubt = [row for row in _read(name).rows if row.status is not RowStatus.NEW]
    asked = [(row.sheet, row.number, row.problems[0].field) for row in in_doubt]
    assert asked == [(each.get("sheet", ""), each["row"], each["field"]) for each in _truth(name)["refuse"]]


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_of_a_messy_list_names_its_row_and_says_what_to_do(name: str) -> None:
    for row in _read(name).rows:
        for message in (problem.message for problem in row.problems if row.status is RowStatus.PROBLEM):
            assert message.startswith(f"В строке {row.called} ")
            assert _WHAT_TO_DO.search(message), message


def test_of_all_cells_no_less_than_ninety_nine_in_a_hundred_are_right() -> None:
    right = told = 0
    for name in NAMES:
        people = [person_json(row.person) for row in _accepted(_read(name))]
        for read, true in zip(people, _truth(name)["rows"], strict=True):
            told += len(true.keys() | read.keys())
            right += sum(read.get(field) == true.get(field) for field in true.keys() | read.keys())
    assert told > 300
    assert right >= ENOUGH * told


@pytest.mark.parametrize("name", [name for name in NAMES if "others" in _truth(name)])
def test_the_other_sheets_of_a_file_are_read_when_they_are_chosen(name: str) -> None:
    for sheet, people in _truth(name)["others"].items():
        assert [person_json(row.person) for row in _accepted(_read(name, sheet))] == people


def test_the_files_are_of_all_five_formats() -> None:
    kinds = {_file(name).suffix for name in NAMES}
    encodings = {_encoding(_file(name).read_bytes()) for name in NAMES if _file(name).suffix == ".csv"}
    assert (kinds, encodings) == ({".xlsx", ".xls", ".ods", ".csv"}, {"utf-8", "cp1251"})


def test_files_of_several_lists_are_of_all_formats_that_have_sheets() -> None:
    several = {_file(name).suffix for name in NAMES if len(_truth(name).get("sheets", ())) > 1}
    assert several == {".xlsx", ".xls", ".ods"}


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"


def test_kindergartens_inside_groups_of_positions_and_the_other_way_round(tmp_path: Path) -> None:
    head = ["№", "ФИО", "Телефон"]
    one, two = ["1", "Ким Анна Львовна", "89140000001"], ["2", "Ли Вера Ильинична", "89140000002"]
    inside = [head, ["Воспитатели (2 чел.)"], ["Д/с № 1"], one, ["Д/с № 2"], two]
    outside = [head, ["Д/с № 1"], ["Методисты"], one, ["Д/с № 2"], two]
    assert _work(inside, tmp_path) == [("воспитатель", "Д/с № 1"), ("воспитатель", "Д/с № 2")]
    assert _work(outside, tmp_path) == [("методист", "Д/с № 1"), (None, "Д/с № 2")]


def test_a_group_without_a_position_of_ours_ends_the_one_before(tmp_path: Path) -> None:
    head = ["№", "ФИО", "ДОУ"]
    rows = [
        head,
        ["Тьюторы:"],
        ["1", "Ким Анна Львовна", "Д/с № 1"],
        ["Педагоги"],
        ["2", "Ли Вера Ильинична", "Д/с № 1"],
    ]
    assert _work(rows, tmp_path) == [("тьютор", "Д/с № 1"), (None, "Д/с № 1")]


def _work(grid: list[list[str]], folder: Path) -> list[tuple[str | None, str | None]]:
    text(grid, encoding="utf-8", separator=";")(folder / "a.csv")
    people = [row.person for row in read_roster(folder / "a.csv", today=TODAY).rows]
    return [(person.position, person.organization) for person in people]
