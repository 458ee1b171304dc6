"""СНИЛС and ИНН: the vectors of domain.md §4, and every writing of one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.identifiers import format_snils, is_inn, is_ogrn, parse_snils, snils_control


@pytest.mark.parametrize("text", ["112-233-445 95", "087-654-303 00", "087-654-302 00"])
def test_a_right_snils_is_taken(text: str) -> None:
    assert parse_snils(text).value == text


def test_a_wrong_check_number_is_a_problem() -> None:
    assert "контрольным числом" in parse_snils("112-233-445 96").problem


@pytest.mark.parametrize("text", ["2536178800", "500100732259"])
def test_a_right_inn_is_taken(text: str) -> None:
    assert is_inn(text)


@pytest.mark.parametrize("text", ["2536178801", "500100732258", "", "25361788", "２５３６１７８８００"])
def test_a_wrong_inn_is_not(text: str) -> None:
    assert not is_inn(text)


_SNILS = st.integers(min_value=1_001_999, max_value=999_999_999).map(
    lambda nine: f"{nine:09d}{snils_control(f'{nine:09d}'):02d}"
)
_SEPARATOR = st.sampled_from(["", " ", "-", "–", "\u00a0", ".", "  "])


@given(_SNILS, _SEPARATOR, _SEPARATOR)
def test_separators_do_not_matter(digits: str, one: str, two: str) -> None:
    text = one.join([digits[:3], digits[3:6], digits[6:9]]) + two + digits[9:]
    assert parse_snils(f" {text}\u200b").value == format_snils(digits)


@given(_SNILS)
def test_a_number_kept_by_a_spreadsheet_gets_its_zeros_back(digits: str) -> None:
    assert parse_snils(float(digits)).value == format_snils(digits)


@given(_SNILS, st.integers(min_value=0, max_value=10), st.integers(min_value=1, max_value=9))
def test_what_is_taken_always_has_the_right_check_number(digits: str, place: int, more: int) -> None:
    changed = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    value = parse_snils(changed).value
    assert value is None or int(changed[:9]) <= 1_001_998 or snils_control(changed[:9]) == int(changed[9:])


@given(st.text() | st.integers() | st.floats() | st.booleans())
def test_no_cell_crashes_the_reader(cell: str | float) -> None:
    reading = parse_snils(cell)
    assert not (reading.value and reading.problem)


@pytest.mark.parametrize(
    ("text", "right"),
    [("1252500000389", True), ("1252500000388", False), ("125250000038", False), ("125250000038а", False), ("", False)],
)
def test_an_ogrn_has_thirteen_digits_and_a_check_digit(text: str, right: bool) -> None:
    assert is_ogrn(text) is right
