"""Rosters of every make: what is read, what is refused, what is passed over."""

import json
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from models.errors import UserError
from models.imports.roster import read_roster
from models.rows.roster import roster_json
from tests.models.imports.messy import GARDEN_5, MESSY, S1, Messy, text, xlsx

FILES = Path(__file__).parent / "files"
TODAY = date(2026, 3, 1)
SAMPLES = {"cp1251": "cp1251.csv", "split_dates": "split_dates.xlsx", "title_fio": "title_fio.xlsx"}


def _accepted(path: Path) -> list[dict[str, object]]:
    printed = roster_json(read_roster(path, today=TODAY))
    return [row["person"] for row in printed["rows"] if row["status"] == "new"]  # pyright: ignore


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_as_its_truth_says(name: str) -> None:
    truth = json.loads((FILES / f"{name}.truth.json").read_text("utf-8"))
    assert _accepted(FILES / SAMPLES[name]) == truth["rows"]


@pytest.mark.parametrize("name", SAMPLES)
def test_exactly_the_rows_to_refuse_are_refused(name: str) -> None:
    truth = json.loads((FILES / f"{name}.truth.json").read_text("utf-8"))
    rows = read_roster(FILES / SAMPLES[name], today=TODAY).rows
    assert [row.row for row in rows if row.status != "new"] == [refused["row"] for refused in truth["refuse"]]


@pytest.mark.parametrize("messy", MESSY, ids=lambda messy: messy.name)
def test_a_messy_list_gives_its_people(messy: Messy, tmp_path: Path) -> None:
    messy.write(tmp_path / messy.name)
    assert _accepted(tmp_path / messy.name) == messy.people


@pytest.mark.parametrize("messy", MESSY, ids=lambda messy: messy.name)
def test_a_messy_list_refuses_its_bad_rows(messy: Messy, tmp_path: Path) -> None:
    messy.write(tmp_path / messy.name)
    rows = read_roster(tmp_path / messy.name, today=TODAY).rows
    refused = {row.row: (row.status.value, row.problems[0].field) for row in rows if row.status != "new"}
    assert refused == messy.refused


@pytest.mark.parametrize("messy", MESSY, ids=lambda messy: messy.name)
def test_the_headings_of_a_messy_list_are_found(messy: Messy, tmp_path: Path) -> None:
    messy.write(tmp_path / messy.name)
    roster = read_roster(tmp_path / messy.name, today=TODAY)
    assert (roster.header_row, roster.sheet) == (messy.header_row, messy.sheet or roster.sheet)


@pytest.mark.parametrize("messy", MESSY, ids=lambda messy: messy.name)
def test_no_problem_quotes_a_person(messy: Messy, tmp_path: Path) -> None:
    messy.write(tmp_path / messy.name)
    rows = read_roster(tmp_path / messy.name, today=TODAY).rows
    said = " ".join(problem.message for row in rows for problem in row.problems)
    names = {part for row in rows for part in (row.person.last_name, row.person.snils, row.person.phone) if part}
    assert not [name for name in names if name in said]


def test_a_missing_organization_says_what_to_do(tmp_path: Path) -> None:
    write = xlsx(("Л", [["ФИО", "Должность", "Организация"], ["Ким Анна Львовна", "тьютор", None]], []))
    write(tmp_path / "a.xlsx")
    (row,) = read_roster(tmp_path / "a.xlsx", today=TODAY).rows
    assert [problem.message for problem in row.problems] == [
        "В строке 2 нет организации. Выберите её из списка или пропустите строку"
    ]


def test_a_chosen_column_overrides_what_was_recognised(tmp_path: Path) -> None:
    grid = [["ФИО", "Должность", "Организация", "Где"], ["Ким Анна Львовна", "тьютор", "-", GARDEN_5]]
    text(grid, encoding="utf-8", separator=";")(tmp_path / "a.csv")
    roster = read_roster(tmp_path / "a.csv", today=TODAY, columns={"": {"organization": "D"}})
    assert roster.rows[0].person.organization == GARDEN_5


def test_unknown_columns_are_listed(tmp_path: Path) -> None:
    grid = [
        ["№", "ФИО", "Должность", "Организация", "Размер обуви"],
        ["1", "Ким Анна Львовна", "тьютор", GARDEN_5, "38"],
    ]
    text(grid, encoding="utf-8", separator=";")(tmp_path / "a.csv")
    assert read_roster(tmp_path / "a.csv", today=TODAY).ignored_columns == ("№", "Размер обуви")


def test_one_snils_under_two_names_waits_for_a_decision(tmp_path: Path) -> None:
    grid = [["ФИО", "Должность", "ДОУ", "СНИЛС"]]
    grid += [[name, "тьютор", GARDEN_5, S1] for name in ("Ким Анна Львовна", "Ли Анна Львовна")]
    text(grid, encoding="utf-8", separator=";")(tmp_path / "a.csv")
    second = read_roster(tmp_path / "a.csv", today=TODAY).rows[1]
    assert (second.status, second.problems[0].field) == ("problem", "snils")


def test_twenty_thousand_rows_are_read_and_one_more_is_refused(tmp_path: Path) -> None:
    names = ["".join("абвгд"[int(sign)] for sign in f"{number:06d}") for number in _base_five(20_001)]
    grid = [["Фамилия", "Имя", "Должность", "ДОУ"], *([f"Я{name}", "Анна", "тьютор", "ДОУ 5"] for name in names)]
    text(grid[:-1], encoding="utf-8", separator=";")(tmp_path / "a.csv")
    text(grid, encoding="utf-8", separator=";")(tmp_path / "b.csv")
    assert read_roster(tmp_path / "a.csv", today=TODAY).counts["new"] == 20_000
    with pytest.raises(UserError, match="Разделите"):
        read_roster(tmp_path / "b.csv", today=TODAY)


def _base_five(count: int) -> list[int]:
    digits = [0, 0, 0, 0, 0, 0, 0]
    made: list[int] = []
    for _ in range(count):
        made.append(int("".join(map(str, digits))))
        for place in range(6, -1, -1):
            digits[place] = (digits[place] + 1) % 5
            if digits[place]:
                break
    return made


def test_a_file_without_a_list_says_so(tmp_path: Path) -> None:
    text([["Меню", "Цена"], ["Каша", "30"]], encoding="utf-8", separator=";")(tmp_path / "a.csv")
    with pytest.raises(UserError, match="не нашлось списка людей"):
        read_roster(tmp_path / "a.csv", today=TODAY)


@pytest.mark.parametrize(
    ("email", "kept"), [("", "pet@example.ru"), ("iv@example.ru", "iv@example.ru")], ids=["completes", "contradicts"]
)
def test_a_copy_right_below_completes_its_original_only_where_it_does_not_contradict(
    tmp_path: Path, email: str, kept: str
) -> None:
    person = ["Ким Анна Львовна", "тьютор", GARDEN_5]
    grid = [["ФИО", "Должность", "ДОУ", "Почта"], [*person, email], [*person, "pet@example.ru"]]
    text(grid, encoding="utf-8", separator=";")(tmp_path / "a.csv")
    first, copy = read_roster(tmp_path / "a.csv", today=TODAY).rows
    assert (first.person.email, copy.status) == (kept, "duplicate")


def test_a_snils_taken_from_a_copy_is_nobody_elses(tmp_path: Path) -> None:
    person = ["Ким Анна Львовна", "тьютор", GARDEN_5]
    grid = [["ФИО", "Должность", "ДОУ", "СНИЛС"], [*person, ""], [*person, S1]]
    grid += [["Ли Анна Львовна", "тьютор", GARDEN_5, S1]]
    text(grid, encoding="utf-8", separator=";")(tmp_path / "a.csv")
    rows = read_roster(tmp_path / "a.csv", today=TODAY).rows
    assert [row.status for row in rows] == ["new", "duplicate", "problem"]


def test_a_serial_number_under_no_heading_is_no_category(tmp_path: Path) -> None:
    grid = [
        ["Воспитатели:"],
        ["1", "Ежова Рита Павловна", GARDEN_5, "89145550401"],
        ["1", "Жукова Лия Олеговна", GARDEN_5, "89145550402"],
    ]
    text(grid, encoding="utf-8", separator=";")(tmp_path / "a.csv")
    rows = read_roster(tmp_path / "a.csv", today=TODAY).rows
    assert [(row.person.category, row.person.position) for row in rows] == [(None, "воспитатель")] * 2


def test_a_sheet_that_was_asked_for_and_holds_no_list_is_named(tmp_path: Path) -> None:
    people = [["ФИО", "Должность", "ДОУ"], ["Ким Анна Львовна", "тьютор", GARDEN_5]]
    xlsx(("Сад", people, []), ("Справка", [["Пишите полностью"]], []))(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="«Справка»"):
        read_roster(tmp_path / "a.xlsx", today=TODAY, sheets=["Сад", "Справка"])


def test_a_row_right_below_on_another_sheet_completes_nobody(tmp_path: Path) -> None:
    head = ["ФИО", "Должность", "ДОУ", "Телефон"]
    one, two = ["Ким Анна Львовна", "тьютор", GARDEN_5], ["Ким Анна Львовна", "тьютор", GARDEN_5, "89140000001"]
    xlsx(("Весна", [head, one], []), ("Осень", [head, two], []))(tmp_path / "a.xlsx")
    first, copy = read_roster(tmp_path / "a.xlsx", today=TODAY).rows
    assert (first.person.phone, copy.duplicate_of, copy.called) == (None, 2, "2 листа «Осень»")


def test_columns_are_chosen_for_each_sheet(tmp_path: Path) -> None:
    grid = [["ФИО", "Должность", "Организация", "Где"], ["Ким Анна Львовна", "тьютор", "-", GARDEN_5]]
    xlsx(("Весна", grid, []), ("Осень", grid, []))(tmp_path / "a.xlsx")
    read = read_roster(tmp_path / "a.xlsx", today=TODAY, columns={"Осень": {"organization": "D"}})
    assert [row.person.organization for row in read.rows] == [None, GARDEN_5]


def test_a_printed_preview_names_the_sheet_of_each_row(tmp_path: Path) -> None:
    head = ["ФИО", "Должность", "ДОУ"]
    sheets = [(name, [head, [f"{who} Анна Львовна", "тьютор", GARDEN_5]], []) for name, who in _TWO.items()]
    xlsx(*sheets)(tmp_path / "a.xlsx")
    printed = roster_json(read_roster(tmp_path / "a.xlsx", today=TODAY))
    rows, heads = cast("list[dict[str, object]]", printed["rows"]), cast("list[dict[str, object]]", printed["sheets"])
    assert [(row["sheet"], row["row"]) for row in rows] == [("Весна", 2), ("Осень", 2)]
    assert [head["sheet"] for head in heads] == list(_TWO)


_TWO = {"Весна": "Ким", "Осень": "Цой"}
