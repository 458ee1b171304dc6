"""Phones and e-mail addresses in all the ways they are typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.rules.contacts import parse_email, parse_phone, split_contacts

_NUMBER = st.tuples(st.sampled_from(["914", "423", "800", "999"]), st.integers(0, 9_999_999)).map(
    lambda parts: f"{parts[0]}{parts[1]:07d}"
)
_FORMS = st.sampled_from(
    [
        "+7{0}{1}{2}{3}",
        "8{0}{1}{2}{3}",
        "{0}{1}{2}{3}",
        "8 ({0}) {1}-{2}-{3}",
        "+7 {0} {1} {2} {3}",
        "8-{0}-{1}-{2}-{3}",
    ]
)


@given(_NUMBER, _FORMS)
def test_a_phone_is_read_in_every_form(number: str, form: str) -> None:
    text = form.format(number[:3], number[3:6], number[6:8], number[8:])
    assert parse_phone(text).value == f"+7{number}"


@given(_NUMBER)
def test_a_phone_kept_as_a_number_is_read(number: str) -> None:
    assert parse_phone(float("7" + number)).value == f"+7{number}"


@given(_NUMBER)
def test_a_stored_phone_stays_as_it_is(number: str) -> None:
    assert parse_phone(f"+7{number}") == (f"+7{number}", "", "")


@pytest.mark.parametrize(
    "text",
    [
        "89141234567, 89147654321", "89141234567 89147654321", "8 914 123-45-67\n2-34-56", "2-34-56; +79141234567",
        "89141234567 (рабочий 4234-12-34-56)", "8-914-123-45-67 дом. 2-34-56", "89141234567 (доп. 8 (42361) 23456)",
    ],
)  # fmt: skip
def test_of_several_phones_the_first_whole_one_is_taken_with_a_notice(text: str) -> None:
    reading = parse_phone(text)
    assert (reading.value, bool(reading.notice)) == ("+79141234567", True)


@pytest.mark.parametrize("text", ["2-34-56", "234567", "8914123456", "+82 10 1234 5678", "7,91E+10", "#"])
def test_an_incomplete_or_foreign_phone_is_a_problem(text: str) -> None:
    assert parse_phone(text).problem


@pytest.mark.parametrize("text", ["", "-", "нет", "—", " \u00a0"])
def test_no_phone_is_no_problem(text: str) -> None:
    assert parse_phone(text) == (None, "", "")


@given(st.text() | st.integers() | st.floats() | st.booleans())
@example("1234567890" * 30)
def test_no_cell_crashes_the_phone_reader(cell: str | float) -> None:
    value = parse_phone(cell).value
    assert value is None or (value.startswith("+7") and len(value) == 12 and value[1:].isdigit())


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("A.Ivanova@Example.RU ", "a.ivanova@example.ru"),
        ("mailto:a@example.ru", "a@example.ru"),
        ("a @example. ru", "a@example.ru"),
        ("а@example.ru", "a@example.ru"),
        ("a@example.ru; b@example.ru", "a@example.ru"),
        ("a@садик.рф", "a@садик.рф"),
    ],
)
def test_an_address_is_read(text: str, address: str) -> None:
    assert parse_email(text).value == address


@pytest.mark.parametrize("text", ["a@", "a.ru", "иванова@example.ru", "a@example,ru", "a..b@example.ru", "@"])
def test_a_bad_address_is_a_problem(text: str) -> None:
    assert parse_email(text).problem


@given(st.text() | st.emails() | st.floats())
def test_no_cell_crashes_the_address_reader(cell: str | float) -> None:
    reading = parse_email(cell)
    assert not (reading.value and reading.problem)


def test_a_phone_and_an_address_in_one_cell_are_told_apart() -> None:
    assert split_contacts("8 914 123-45-67, e-mail: a@example.ru") == ("8 914 123-45-67", "a@example.ru")
