"""Text is broken so that nothing leaves its cell."""

from hypothesis import given
from hypothesis import strategies as st

from exports.pdf.fonts import REGULAR, printable, text_width
from exports.pdf.lines import wrapped


def fold(text: str, width: float) -> list[str]:
    return wrapped(text, font=REGULAR, size=9, width=width)


def test_a_text_that_fits_is_one_line() -> None:
    assert fold("круглый стол", 100) == ["круглый стол"]


def test_lines_break_at_spaces() -> None:
    assert fold("Мастер-класс «Утренний круг»", 80) == ["Мастер-класс", "«Утренний круг»"]


def test_a_number_does_not_leave_its_sign() -> None:
    assert fold("Детский сад № 41", 70) == ["Детский сад", "№\u00a041"]


def test_a_long_russian_word_is_divided_by_syllables() -> None:
    lines = fold("проектировочная", 50)
    assert lines == ["проектиро-", "вочная"]


def test_a_header_is_divided_where_its_soft_hyphen_says() -> None:
    assert fold("Участ\u00adников", 40) == ["Участ-", "ников"]


def test_a_soft_hyphen_is_not_seen_where_the_word_fits() -> None:
    assert fold("Участ\u00adников", 100) == ["Участников"]


def test_an_address_is_divided_after_a_slash_without_a_hyphen() -> None:
    lines = fold("https://ds41.example.ru/produkty/sto-shagov", 90)
    assert "".join(lines) == "https://ds41.example.ru/produkty/sto-shagov"
    assert len(lines) > 1


def test_line_breaks_of_the_text_are_kept() -> None:
    assert fold("первая\nвторая", 100) == ["первая", "вторая"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert fold("", 100) == [""]


@given(
    text=st.text(alphabet="абвёйщьъ ABC-/.0123456789\u00ad\u00a0\n<&>→漢", max_size=300),
    width=st.floats(min_value=12, max_value=300),
)
def test_no_line_is_wider_than_its_cell_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = fold(text, width)
    assert all(text_width(line, REGULAR, 9) <= width + 0.001 for line in lines)
    visible = [letter for letter in printable(text) if letter not in " \n\u00ad-"]
    assert [letter for line in lines for letter in line if letter not in " -"] == visible


def test_a_word_of_thirty_thousand_letters_is_divided_too() -> None:
    lines = fold("/" + "щ" * 30_000, 60)
    assert sum(line.count("щ") for line in lines) == 30_000


def test_initials_are_not_parted() -> None:
    assert fold("Завгородняя М. А.", 60) == ["Завгородняя", "М.\u00a0А."]
