import pytest

from models.rules.shown import initials, show_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (("Иванова", "Мария", "Петровна"), "М.П. Иванова"),
        (("Ли", "Ён", None), "Ё. Ли"),
        (("Ким", "Анна", ""), "А. Ким"),
    ],
)
def test_a_name_is_written_as_papers_are_signed(name: tuple[str, str, str | None], shown: str) -> None:
    assert initials(*name) == shown


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+79001234567", "+7 (900) 123-45-67"),
        ("+74232000000", "+7 (423) 200-00-00"),
        ("", ""),
        ("112", "112"),
        ("+7900123456", "+7900123456"),
        ("+7900123456х", "+7900123456х"),
        ("+89001234567", "+89001234567"),
    ],
)
def test_a_phone_is_shown_with_its_code_apart(stored: str, shown: str) -> None:
    assert show_phone(stored) == shown
