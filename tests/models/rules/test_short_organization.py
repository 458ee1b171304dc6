import pytest

from models.rules.shown import short_organization


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("МБДОУ «Детский сад № 38 «Таёжная тропинка»", "Д/с № 38 «Таёжная тропинка»"),
        ("МБДОУ «Детский сад № 41 «Кедровка»»", "Д/с № 41 «Кедровка»"),
        ("ЧДОУ «Детский сад «Пчёлка»", "Д/с «Пчёлка»"),
        ("Детский сад № 1", "Д/с № 1"),
        ("МДОБУ Детский сад № 7", "Д/с № 7"),
        ("Центр развития ребёнка № 3", "Центр развития ребёнка № 3"),
    ],
)
def test_a_kindergarten_is_named_shortly_in_tables(name: str, short: str) -> None:
    assert short_organization(name) == short
