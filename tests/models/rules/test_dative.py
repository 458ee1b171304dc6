import logging

import pytest

from models.rules.dative import dative
from models.rules.number_words import in_genitive


@pytest.mark.parametrize(
    ("name", "given"),
    [
        (("Иванова", "Мария", "Петровна"), "Ивановой Марии Петровне"),
        (("Шевчук", "Пётр", "Ильич"), "Шевчуку Петру Ильичу"),
        (("Черных", "Анна", "Львовна"), "Черных Анне Львовне"),
        (("Ким", "Ольга", None), "Ким Ольге"),
        (("Пушкина-Белая", "Любовь", "Ильинична"), "Пушкиной-Белой Любови Ильиничне"),
    ],
)
def test_a_name_is_put_into_the_dative(name: tuple[str, str, str | None], given: str) -> None:
    assert dative(*name) == given


def test_a_name_that_nobody_can_tell_stays_as_it_is_and_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert dative("Иванов", "Мария", None) == "Иванов Мария"
    assert not caplog.records


@pytest.mark.parametrize(("hours", "words"), [(1, "одного"), (36, "тридцати шести"), (108, "ста восьми")])
def test_hours_are_said_in_the_genitive(hours: int, words: str) -> None:
    assert in_genitive(hours) == words
