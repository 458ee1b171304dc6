"""Names taken apart, written properly, compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.clean import clean, mend_look_alikes
from models.rules.names import has_initials, name_case, person_key, split_full_name
from models.rules.positions import POSITIONS, parse_position
from models.rules.qualifications import parse_category, parse_education, parse_experience


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Иванова Мария Петровна", ("Иванова", "Мария", "Петровна")),
        ("Мария Петровна Иванова", ("Иванова", "Мария", "Петровна")),
        ("Роман Маркович Абрамович", ("Абрамович", "Роман", "Маркович")),
        ("Абрамович Роман Маркович", ("Абрамович", "Роман", "Маркович")),
        ("Мария Ким", ("Ким", "Мария", "")),
        ("Ким Ен Сук", ("Ким", "Ен", "Сук")),
        ("Алиев Али Гасан оглы", ("Алиев", "Али", "Гасан оглы")),
        ("Салтыкова Щедрина Анна Ильинична", ("Салтыкова Щедрина", "Анна", "Ильинична")),
        ("3) Иванова - Ким, Анна", ("Иванова-Ким", "Анна", "")),
        ("Мария Петровна", ("", "Мария", "Петровна")),
        ("Иванова", ("Иванова", "", "")),
    ],
)
def test_a_joined_name_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    assert split_full_name(text) == parts


@pytest.mark.parametrize(
    ("text", "written"),
    [("ИВАНОВА-КИМ", "Иванова-Ким"), ("гасан ОГЛЫ", "Гасан оглы"), ("о'нил", "О'Нил"), ("МакДональд", "МакДональд"),
     ("ИВанова", "Иванова"), ("ёлкина", "Ёлкина")],
)  # fmt: skip
def test_a_name_gets_its_capitals(text: str, written: str) -> None:
    assert name_case(text) == written


@pytest.mark.parametrize("text", ["Иванова М.П.", "М. П. Иванова", "Иванова Мария П", "Иванова МП", "иванова м.п."])
def test_initials_are_seen(text: str) -> None:
    assert has_initials(text)


@pytest.mark.parametrize("text", ["ЛИ ЕН СУК", "Ан Ия", "Ю Ирина Ивановна", "О Вера", "Иванова Мария Петровна"])
def test_short_names_are_no_initials(text: str) -> None:
    assert not has_initials(text)


def test_two_writings_of_a_name_have_one_key() -> None:
    assert person_key("ЕРЁМИНА", "Алёна ", None) == person_key("Еремина", "Aлена", "")


@given(st.text())
def test_no_text_crashes_the_name_reader(text: str) -> None:
    assert all(isinstance(name_case(part), str) for part in split_full_name(text))


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_invisible_characters_go_and_letters_are_composed() -> None:
    assert clean("\ufeff Фе\u0308дор\u00a0\u200b И\u0306\u00adович\t\n") == "Фёдор Йович"


@pytest.mark.parametrize(("text", "mended"), [("Cидopoвa", "Сидорова"), ("Анна Smith", "Анна Smith"), ("mail", "mail")])
def test_only_look_alike_letters_are_mended(text: str, mended: str) -> None:
    assert mend_look_alikes(text) == mended


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Ст. воспитатель", "старший воспитатель"), ("восп.", "воспитатель"), ("муз. рук.", "музыкальный руководитель"),
        ("Инструктор по ФК", "инструктор по физической культуре"), ("физрук", "инструктор по физической культуре"),
        ("инструктор по физ. культуре", "инструктор по физической культуре"), ("зам. зав.", "заместитель заведующего"),
        ("Зав. ДОУ", "заведующий"), ("заведующая д/с № 5", "заведующий"), ("логопед", "учитель-логопед"),
        ("Педагог - психолог", "педагог-психолог"), ("ПДО", "педагог дополнительного образования"),
        ("пом. воспитателя", "помощник воспитателя"), ("Тьютор (ассистент)", "тьютор (ассистент)"),
        ("ВОСПИТАТЕЛЬ, методист", "воспитатель, методист"), ("восп-ль", "воспитатель"),
    ],
)  # fmt: skip
def test_a_position_gets_its_usual_name(text: str, position: str) -> None:
    assert parse_position(text).value == position


@pytest.mark.parametrize("position", POSITIONS)
def test_a_usual_position_stays_as_it_is(position: str) -> None:
    assert parse_position(position.upper()).value == position


@pytest.mark.parametrize(
    ("text", "category"),
    [("высшая кв. категория", "высшая"), ("ВКК", "высшая"), ("1 КК", "первая"), ("I кв.", "первая"), (1.0, "первая"),
     ("СЗД", "соответствие занимаемой должности"), ("б/к", "без категории"), ("нет", "без категории"), ("-", None),
     ("Высшая, приказ № 12-а от 12.03.2022", "высшая"), ("вторая", None), ("в.к.к.", "высшая")],
)  # fmt: skip
def test_a_category_is_brought_to_the_list(text: str | float, category: str | None) -> None:
    assert parse_category(text).value == category


@pytest.mark.parametrize(
    ("text", "education"),
    [("высшее пед.", "высшее педагогическое"), ("ВПО", "высшее"), ("СПО", "среднее профессиональное"),
     ("ср. спец. пед.", "среднее профессиональное педагогическое"), ("высшее непедагогическое", "высшее"),
     ("студентка", "обучается"), ("среднее (полное) общее", "среднее общее"), ("неоконченное высшее", None),
     ("ср/спец", "среднее профессиональное"), ("выс.", "высшее")],
)  # fmt: skip
def test_an_education_is_brought_to_the_list(text: str, education: str | None) -> None:
    assert parse_education(text).value == education


@pytest.mark.parametrize(
    ("cell", "years"),
    [("12 лет", 12), ("5,5", 5), (5.5, 5), ("2 г. 3 мес.", 2), ("менее года", 0), ("8 мес.", 0), (0.0, 0), ("", None),
     ("61", None), ("с 2010", None), ("св. 30", 30), ("б/с", 0)],
)  # fmt: skip
def test_experience_is_whole_years(cell: str | float, years: int | None) -> None:
    assert parse_experience(cell).value == years


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.dates())
def test_no_cell_crashes_the_closed_lists(cell: str) -> None:
    for read in (parse_category, parse_education, parse_experience):
        reading = read(cell)
        assert not (reading.value and reading.problem)
    assert not isinstance(cell, str) or parse_position(cell).value != ""
