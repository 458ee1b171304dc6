"""Organisations and municipal units compared and mapped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.municipality_names import KnownMunicipality, match_municipality, municipality_key
from models.rules.organization_names import organization_key

CITY, DISTRICT = "городской округ", "муниципальный округ"
KNOWN = [
    KnownMunicipality("05701000", "Владивостокский", CITY),
    KnownMunicipality("05705000", "Артёмовский городской округ", CITY),
    KnownMunicipality("05706000", "Большой Камень", CITY),
    KnownMunicipality("05708000", "Дальнереченский", CITY),
    KnownMunicipality("05747000", "ЗАТО Фокино", CITY),
    KnownMunicipality("05505000", "Дальнегорский", DISTRICT),
    KnownMunicipality("05507000", "Дальнереченский", DISTRICT),
    KnownMunicipality("05529000", "Партизанский (г. Партизанск)", DISTRICT),
    KnownMunicipality("05530000", "Партизанский (с. Владимиро-Александровское)", DISTRICT),
    KnownMunicipality("05537000", "Спасск-Дальний", DISTRICT),
    KnownMunicipality("05548000", "Хасанский", DISTRICT),
]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Владивосток", "05701000"), ("г. Артём", "05705000"), ("Артёмовский ГО", "05705000"),
        ("городской округ Большой Камень", "05706000"), ("ЗАТО г. Фокино", "05747000"), ("Фокино", "05747000"),
        ("Дальнегорский городской округ", "05505000"), ("Спасский район", "05537000"),
        ("Спасск-Дальний", "05537000"), ("Партизанск", "05529000"), ("Партизанский район", "05530000"),
        ("Партизанский городской округ", "05529000"), ("Партизанский МО", None),
        ("Партизанский муниципальный округ (г. Партизанск)", "05529000"), ("Партизанский", None),
        ("Дальнереченск", "05708000"), ("Дальнереченский муниципальный район", "05507000"),
        ("Дальнереченский", None), ("Хасанский м.о.", "05548000"), ("Хасанский р-н", "05548000"),
        ("пгт Славянка", "05548000"), ("Москва", None), ("", None),
    ],
)  # fmt: skip
def test_a_written_unit_is_mapped_to_the_unit_of_today(text: str, code: str | None) -> None:
    assert match_municipality(text, KNOWN) == code


def test_a_city_and_its_okrug_have_one_key() -> None:
    assert municipality_key("г. Артём") == municipality_key("Артёмовский городской округ")


@pytest.mark.parametrize(
    "text",
    ['МБДОУ "Д/с №5"', "МАДОУ «Детский сад № 05» г. Артёма", "детский сад 5", "МБДОУ № 5", "Детсад №5", "д/с N 5",
     "Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад комбинированного вида № 5»"],
)  # fmt: skip
def test_one_kindergarten_has_one_key(text: str) -> None:
    assert organization_key(text) == organization_key("МБДОУ «Детский сад № 5»")


@pytest.mark.parametrize("text", ["МБДОУ «Детский сад № 15»", "МБОУ СОШ № 5", "МБДОУ «ЦРР — детский сад № 5»", "МБДОУ"])
def test_other_organisations_have_other_keys(text: str) -> None:
    assert organization_key(text) != organization_key("МБДОУ «Детский сад № 5»")


@given(st.text())
def test_no_text_crashes_the_keys(text: str) -> None:
    assert match_municipality(text, []) is None
    assert organization_key(text) == organization_key(f" {text} ")
