"""Dates, plurals and sizes as people write them."""

from datetime import date

import pytest

from models.rules.words import amount, counted, day_in_text, file_size, plural, quoted, span_in_strip, weekday_and_day


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (1, "строка"),
        (2, "строки"),
        (5, "строк"),
        (11, "строк"),
        (12, "строк"),
        (21, "строка"),
        (104, "строки"),
        (0, "строк"),
    ],
)
def test_a_word_agrees_with_its_number(number: int, form: str) -> None:
    assert plural(number, "строка", "строки", "строк") == form


def test_a_number_does_not_part_from_its_word() -> None:
    assert counted(24, "пункт", "пункта", "пунктов") == "24\N{NO-BREAK SPACE}пункта"


def test_a_heading_names_the_weekday() -> None:
    assert weekday_and_day(date(2026, 3, 13)) == "Пятница, 13\N{NO-BREAK SPACE}марта"
    assert day_in_text(date(2026, 5, 9)) == "9\N{NO-BREAK SPACE}мая"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 1, 1), date(2026, 1, 4), "1–4 янв"),
        (date(2026, 1, 5), date(2026, 1, 11), "5–11"),
        (date(2026, 1, 26), date(2026, 2, 1), "26–1 фев"),
        (date(2026, 3, 30), date(2026, 3, 31), "30–31"),
        (date(2026, 6, 1), date(2026, 6, 1), "1 июн"),
    ],
)
def test_a_week_names_its_month_only_where_one_begins(start: date, end: date, said: str) -> None:
    assert span_in_strip(start, end) == said


def test_sizes_and_figures_are_written_the_russian_way() -> None:
    assert file_size(144_362) == "141\N{NO-BREAK SPACE}КБ"
    assert file_size(4_300_000) == "4,1\N{NO-BREAK SPACE}МБ"
    assert amount(7.0) == "7"
    assert amount(43.5) == "43,5"
    assert amount(123_456.75) == "123456,75"
    assert amount(1_250_000) == "1250000"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Карта группы", "«Карта группы»"),
        ("Семинар «Карта группы»", "«Семинар „Карта группы“»"),
        ("«Карта группы»", "«Карта группы»"),
        ("«Сад» и «Школа»", "«„Сад“ и „Школа“»"),
    ],
)
def test_quotes_within_quotes_are_of_the_other_kind(title: str, said: str) -> None:
    assert quoted(title) == said
