"""The columns of the register for ФИС ФРДО, and what its cells may say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rows.codes import Funding, StudyForm, StudyPlace
from models.rows.frdo import FrdoColumn
from models.rules.frdo import cell_problem, frdo_columns

BY_LETTER = {column.letter: column for column in frdo_columns()}


def test_there_are_forty_columns_from_a_to_an() -> None:
    letters = [*map(chr, range(ord("A"), ord("Z") + 1)), *(f"A{chr(at)}" for at in range(ord("A"), ord("N") + 1))]
    assert [column.letter for column in frdo_columns()] == letters
    assert len(letters) == 40
    assert len({column.title for column in frdo_columns()}) == 40


@pytest.mark.parametrize(("letter", "codes"), [("AB", StudyForm), ("AC", Funding), ("AD", StudyPlace)])
def test_the_lists_of_the_program_are_those_of_the_register(letter: str, codes: type[StudyForm]) -> None:
    assert BY_LETTER[letter].allowed.split("|") == [code.label for code in codes]


@pytest.mark.parametrize("column", frdo_columns(), ids=lambda column: column.letter)
def test_a_fixed_text_passes_its_own_check(column: FrdoColumn) -> None:
    if column.fixed:
        assert cell_problem(column, column.fixed) == ""


@pytest.mark.parametrize("sign", ["\u00a0", "\u200b", "\ufeff", "\t", "\u00ad", "  ", "\n"])
@pytest.mark.parametrize("letter", ["K", "V", "AA"])
def test_a_blank_that_nobody_sees_is_found(letter: str, sign: str) -> None:
    said = {"K": "Игра и речь", "V": "Вишнёва Пак", "AA": "112-233-445 95"}[letter]
    assert "невидимые" in cell_problem(BY_LETTER[letter], said.replace(" ", sign))


@pytest.mark.parametrize(
    ("letter", "text", "said"),
    [
        ("AA", "112-233-445 95", ""),
        ("AA", "112-233-445 96", "не сходятся"),
        ("AA", "087-654-303 00", ""),
        ("AA", "087-654-302 00", ""),
        ("AA", "11223344595", "не принимает"),
        ("Y", "7.04.1985", "не принимает"),
        ("Y", "1985-04-07", "не принимает"),
        ("Z", "Женский", "не из перечня"),
        ("AB", "Дистанционная", "не из перечня"),
        ("K", "Игра и речь (36 ч.), ч. 1/2 - «Маяк» №7: да?", ""),
        ("K", "Игра & речь", "не принимает"),
        ("K", "Игра — речь", "не принимает"),
        ("V", "Smith", "не принимает"),
        ("V", "Жемчужникова-Щукина", ""),
        ("X", "", ""),
        ("V", "", "не заполнен"),
        ("F", "", ""),
    ],
)
def test_a_cell_says_what_is_wrong_with_it(letter: str, text: str, said: str) -> None:
    problem = cell_problem(BY_LETTER[letter], text)
    assert said in problem if said else problem == ""


@given(st.text("абвЁ ().,/:«»?№-7z&\u2014\u00a0\t", min_size=1, max_size=20))
def test_column_k_takes_exactly_the_signs_of_the_list(text: str) -> None:
    is_fine = re.fullmatch(r"[А-Яа-яЁёA-Za-z0-9 ().,/:«»?№-]+", text) and " ".join(text.split()) == text
    assert (cell_problem(BY_LETTER["K"], text) == "") == bool(is_fine)
