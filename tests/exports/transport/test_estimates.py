"""How long sending takes, in words."""

import pytest

from exports.transport.estimates import left_words, sentence, words

SPEED = 7780.0
KB, MB = 1024, 1024 * 1024


def plain(said: str) -> str:
    return said.replace("\N{NO-BREAK SPACE}", " ")


def test_figures_and_photographs_are_told_apart():
    said = sentence([("данные", 14 * KB), ("фото", round(4.1 * MB))], SPEED)
    assert plain(said) == "данные 14 КБ ≈ 3 с, фото 4,1 МБ ≈ 9 мин"


def test_what_there_is_not_is_not_told():
    assert plain(sentence([("данные", 14 * KB), ("фото", 0)], SPEED)) == "данные 14 КБ ≈ 3 с"


def test_without_a_measured_speed_it_is_that_of_the_line_a_site_has():
    assert plain(words(80_000, None)) == "78 КБ ≈ 11 с"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "1 КБ ≈ 1 с"),
        (60 * MB, "60,0 МБ ≈ 2 ч 15 мин"),
        (int(53.3 * MB), "53,3 МБ ≈ 2 ч"),
        (1 * MB, "1,0 МБ ≈ 2 мин"),
    ],
)
def test_the_longer_it_takes_the_rounder_it_is_told(size: int, said: str):
    assert plain(words(size, SPEED)) == said


def test_what_is_left_goes_down_to_the_last_second():
    assert plain(left_words(0, 100_000, 1000.0)) == "осталось 100 с"
    assert plain(left_words(100_000, 100_000, 1000.0)) == "осталось 1 с"
