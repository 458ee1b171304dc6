"""Where a text names one person: all cases, initials, numbers; not her namesakes, not words."""

import pytest

from models.rows.erased_people import MarkedText
from models.rules.mentions import Identity, mentions_in, replaced, that_go, traces_of

HER = traces_of(
    [
        Identity(
            "Соколова",
            "Мария",
            "Петровна",
            phone="+79146203517",
            email="m.sokolova@example.ru",
            snils="112-233-445 95",
            birth_date="1987-06-05",
            diploma="7093518264",
        ),
        Identity("Мороз", "Мария", "Петровна"),
    ]
)


def without(text: str) -> str:
    return replaced(text, [each for each in mentions_in(text, HER) if each.certain], "С-00001")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Выступила Соколова.", "Выступила С-00001."),
        ("Вручили Соколовой М. П. грамоту", "Вручили С-00001 грамоту"),
        ("М.П. Соколова, методист", "С-00001, методист"),
        ("Мария Петровна рассказала", "С-00001 рассказала"),
        ("С МАРИЕЙ СОКОЛОВОЙ", "С С-00001"),
        ("Список_Соколова_2026.xlsx", "Список_С-00001_2026.xlsx"),
        ("тел. 8 (914) 620-35-17, звонить", "тел. С-00001, звонить"),
        ("+79146203517", "С-00001"),
        ("СНИЛС 11223344595", "СНИЛС С-00001"),
        ("почта M.Sokolova@example.ru.", "почта С-00001."),
        ("родилась 05.06.1987 г.", "родилась С-00001 г."),
        ("диплом 7093518264", "диплом С-00001"),
        ("Соколова Мария и Соколова Ольга", "С-00001 и Соколова Ольга"),
    ],
)
def test_her_code_takes_the_place_of_her_name(text: str, cleaned: str):
    assert without(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "Ударил мороз, занятие перенесено",
        "Выступила Соколова Ольга Ивановна",
        "Соколова О. И.",
        "Мария Ивановна вела занятие",
        "Петровна",
        "Соколовский Иван",
        "Поезд 8 914 620-35-18",
        "",
    ],
)
def test_others_and_words_stay(text: str):
    assert without(text) == text


def test_a_word_like_a_former_surname_is_shown_as_uncertain():
    (found,) = mentions_in("Ударил мороз", HER)
    assert not found.certain
    (named,) = mentions_in("мороз.xlsx", HER, terse=True)
    assert named.certain


SAID = MarkedText("event", "[1]", "outcome", 2, left=(0,), taken=(1,))


def gone(text: str, *marked: MarkedText) -> str:
    return replaced(text, that_go(mentions_in(text, HER), marked), "С-00001")


def test_what_was_said_of_single_mentions_of_a_text_holds():
    assert gone("Соколова Мария и мороз") == "С-00001 и мороз"
    assert gone("Соколова Мария и мороз", SAID) == "Соколова Мария и С-00001"


def test_of_another_version_of_a_text_all_go():
    assert gone("Ударил мороз", SAID) == "Ударил С-00001"
    assert gone("Соколова Мария", SAID._replace(taken=())) == "С-00001"
