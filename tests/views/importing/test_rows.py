"""How the rows of any table are shown before they are taken in."""

from views.importing.rows import short_message, whole_message


def test_the_line_under_a_phone_says_only_what_is_wrong_with_it() -> None:
    assert short_message("В строке 5, столбец E: в телефоне не хватает цифр. Впишите номер") == "не хватает цифр"


def test_the_tooltip_of_a_cell_says_it_whole_without_the_row() -> None:
    said = whole_message("В строке 5, столбец E: в телефоне не хватает цифр. Впишите номер")
    assert said == "В телефоне не хватает цифр. Впишите номер."


def test_a_stop_inside_the_name_of_a_sheet_ends_no_clause() -> None:
    said = "Строка 7 листа «Ст. гр.» повторяет строку 4 листа «Мл. гр. „Пчёлки“». Записана будет только первая"
    assert short_message(said) == "повторяет строку 4 листа «Мл. гр. „Пчёлки“»"


def test_a_problem_of_one_of_several_sheets_is_said_without_its_place() -> None:
    assert whole_message("В строке 7 листа «Ст. гр.» нет фамилии. Впишите её") == "Нет фамилии. Впишите её."
