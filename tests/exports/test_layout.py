"""A form held as data: read, checked, and what its values look like."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.documents.papers import PAPERS
from exports.documents.report import report_layout
from exports.layout import FormLayout, TablePart, filled, shown, summed
from models.errors import UserError
from models.rows.codes import Mode
from models.rows.report import DiagnosticRow, FormatRow
from models.rules.words import plural
from resources.loader import read_bytes


def shipped() -> Any:
    return json.loads(read_bytes("forms/report.json"))


def layout_of(form: Any) -> FormLayout:
    return report_layout(json.dumps(form).encode())


def test_the_shipped_form_fits_the_report() -> None:
    headings = [heading for heading, _ in report_layout().visible_sections()]
    assert headings == [
        "1. Паспорт площадки",
        "2. Цель и задачи",
        "3. Выполнение плана работ",
        "4. Проведённые мероприятия",
        "5. Программы и стажёры",
        "6. География участников",
        "7. Диагностика и индивидуальные маршруты",
        "8. Продукты",
        "9. Диссеминация опыта",
        "10. Удовлетворённость участников",
        "11. Показатели",
        "12. Трудности и риски",
        "13. Задачи на следующий период",
        "Приложения",
    ]


def test_a_hidden_section_is_not_counted() -> None:
    form = shipped()
    form["sections"][1]["hidden"] = True
    headings = [heading for heading, _ in layout_of(form).visible_sections()]
    assert headings[1] == "2. Выполнение плана работ"


def break_column_key(form: Any) -> None:
    form["sections"][2]["parts"][2]["columns"][1]["key"] = "titel"


def break_missing_field(form: Any) -> None:
    del form["sections"][2]["parts"][2]["columns"][1]["title"]


def break_extra_field(form: Any) -> None:
    form["sections"][0]["colour"] = "red"


def break_kind(form: Any) -> None:
    form["sections"][2]["parts"][2]["columns"][0]["kind"] = "roman"


def break_margin(form: Any) -> None:
    form["page"]["left"] = 10


def break_table(form: Any) -> None:
    form["sections"][2]["parts"][2]["rows"] = "plans"


def break_text(form: Any) -> None:
    form["sections"][1]["parts"][0]["key"] = "goals"


def break_template(form: Any) -> None:
    form["sections"][2]["parts"][0]["template"] = "Всего {plannde}"


def break_braces(form: Any) -> None:
    form["title"][1] = "за {period_title"


def break_forms_of_a_word(form: Any) -> None:
    form["title"][1] = "{planned:пункт|пункта}"


def break_part(form: Any) -> None:
    form["sections"][0]["parts"][0]["part"] = "picture"


def break_sum(form: Any) -> None:
    form["sections"][2]["parts"][2]["columns"][1]["total"] = "sum"


def break_sheet(form: Any) -> None:
    form["sections"][7]["parts"][1]["sheet"] = "ПЛАН"


def break_by_hiding(form: Any) -> None:
    for column in form["sections"][7]["parts"][1]["columns"]:
        column["hidden"] = True


def break_block(form: Any) -> None:
    form["blocks"][0]["name"] = "director"


def break_chart(form: Any) -> None:
    form["sections"][3]["parts"][5]["value"] = "count"


@pytest.mark.parametrize(
    ("damage", "place", "words"),
    [
        (break_column_key, "раздел 3, часть 3, столбец 2, «key»", "нет столбца «titel»"),
        (break_missing_field, "раздел 3, часть 3, столбец 2, «title»", "не хватает"),
        (break_extra_field, "раздел 1, «colour»", "такого поля у формы нет"),
        (break_kind, "раздел 3, часть 3, столбец 1, «kind»", "не подходит"),
        (break_margin, "лист, «left»", "ГОСТ Р 7.0.97"),
        (break_table, "раздел 3, часть 3, «rows»", "нет таблицы «plans»"),
        (break_text, "раздел 2, часть 1, «key»", "нет текста «goals»"),
        (break_template, "раздел 3, часть 1, «template»", "нет поля «plannde»"),
        (break_braces, "заглавие 2", "скобки не закрыты"),
        (break_forms_of_a_word, "заглавие 2", "нужны три формы"),
        (break_part, "раздел 1, часть 1", "неизвестный вид части"),
        (break_sum, "раздел 3, часть 3, столбец 2, «total»", "не складываются"),
        (break_sheet, "раздел 8, часть 2, «sheet»", "уже есть"),
        (break_by_hiding, "раздел 8, часть 2, столбец", "скрыты все столбцы"),
        (break_block, "блок 1", "нет поля «director»"),
        (break_chart, "раздел 4, часть 6, «value»", "нет столбца «count»"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_broken_form_is_refused_with_its_place(damage: Any, place: str, words: str) -> None:
    form = shipped()
    damage(form)
    with pytest.raises(UserError) as told:
        layout_of(form)
    assert place in told.value.message
    assert words in told.value.message


def paper(name: str) -> Any:
    return json.loads(read_bytes(f"forms/{PAPERS[name].file}"))


@pytest.mark.parametrize(
    ("name", "path", "value", "place", "words"),
    [
        ("plan", ("sections", 1, "parts", 0, "group"), "chapter", "«group»", "нет столбца «chapter»"),
        ("plan", ("title", 3), "{status:text}", "заглавие 4", "нет поля «status»"),
        ("plan", ("code",), {"scanned": "qr", "letters": "title"}, "«code»", "нет поля «qr»"),
        ("registration-sheet", ("sections", 0, "parts", 3, "needs"), "room", "«needs»", "нет поля «room»"),
        ("attendance-journal", ("sections", 0, "parts", 2, "across"), "dates", "«rows»", "нет таблицы «dates»"),
        ("attendance-journal", ("sections", 0, "parts", 2, "signs"), "marks", "«signs»", "нет столбца «marks»"),
        ("attendance-journal", ("sections", 0, "parts", 2, "heading"), "{day}", "«heading»", "нет поля «day»"),
        (
            "attendance-journal",
            ("sections", 0, "parts", 2, "sums_across", 0, "key"),
            "came",
            "строка итогов 1, «key»",
            "нет столбца «came»",
        ),
        ("minutes", ("sections", 2, "parts", 0, "lines", 4, "each"), "votes", "строка 5", "нет столбца «votes»"),
        ("minutes", ("sections", 2, "parts", 0, "lines", 4, "template"), "{duty}", "строка 5", "нет поля «duty»"),
        ("minutes", ("sections", 2, "parts", 0, "lines", 2, "needs"), "said", "строка 3", "нет столбца «said»"),
    ],
)
def test_a_broken_form_of_a_paper_is_refused_with_its_place(
    name: str, path: tuple[Any, ...], value: object, place: str, words: str
) -> None:
    form = inner = paper(name)
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(UserError) as told:
        PAPERS[name].layout(json.dumps(form).encode())
    assert place in told.value.message
    assert words in told.value.message


@pytest.mark.parametrize("name", PAPERS)
def test_every_shipped_form_fits_its_paper(name: str) -> None:
    assert PAPERS[name].layout().title


def test_a_line_of_the_title_that_says_nothing_is_left_out() -> None:
    layout = PAPERS["plan"].layout()
    fields = {"short_name": "Сад", "term_title": "на 2026 год", "state": "", "amended": ""}
    assert layout.titles(fields) == ("ПЛАН РАБОТ", "стажировочной площадки Сад", "на 2026 год")


def test_a_hidden_column_is_shown_where_it_is_asked_for() -> None:
    [part] = [each for each in PAPERS["registration-sheet-contacts"].layout().sections[0].parts if each.part == "table"]
    assert isinstance(part, TablePart)
    assert [column.key for column in part.visible][-3:] == ["phone", "email", "signature"]


def test_nothing_is_nothing_or_a_dash_as_the_template_asks() -> None:
    fields = {"place": "", "held_on": date(2026, 3, 12)}
    assert filled("{place:text}|{place}|{held_on:words}", fields) == "|—|12 марта 2026\u00a0г."


@pytest.mark.parametrize("source", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_what_is_no_form_at_all_is_refused(source: bytes) -> None:
    with pytest.raises(UserError, match="Форма документа не читается"):
        report_layout(source)


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (None, "integer", "—"),
        ("", "text", "—"),
        (date(2026, 3, 12), "date", "12.03.2026"),
        (0, "integer", "0"),
        (9999, "integer", "9999"),
        (12345, "integer", "12\u00a0345"),
        (-7, "integer", "−7"),
        (4.625, "decimal", "4,63"),
        (4.0, "decimal", "4"),
        (1.1, "decimal", "1,1"),
        (-0.001, "decimal", "0"),
        (60, "hours", "1,33"),
        (90, "hours", "2"),
        (87.5, "percent", "88\u00a0%"),
        (float("inf"), "decimal", "inf"),
        (Mode.REMOTE, "text", "дистанционно"),
        ("05555000", "integer", "05555000"),
    ],
)
def test_values_are_shown_as_a_person_reads_them(value: object, kind: Any, words: str) -> None:
    assert shown(value, kind) == words


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "пунктов"), (1, "пункт"), (2, "пункта"), (5, "пунктов"), (11, "пунктов"), (21, "пункт"), (112, "пунктов")],
)
def test_nouns_follow_their_numbers(number: int, word: str) -> None:
    assert plural(number, "пункт", "пункта", "пунктов") == word


def test_a_template_is_filled_with_figures_in_their_forms() -> None:
    fields = {"planned": 22, "kind_title": "Отчёт", "minutes": 60, "mean": 4.6666, "day": date(2026, 3, 1)}
    template = "{kind_title:upper}: {planned:пункт|пункта|пунктов}, {minutes:hours} ч, {mean}, {day}"
    assert filled(template, fields) == "ОТЧЁТ: 22\u00a0пункта, 1,33 ч, 4,67, 01.03.2026"


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1))
def test_whole_numbers_are_summed_exactly(minutes: list[int]) -> None:
    rows = [FormatRow("семинар", 1, 1, each) for each in minutes]
    assert summed(rows, "minutes") == sum(minutes)


def test_missing_values_count_for_nothing_in_a_sum() -> None:
    rows = [DiagnosticRow("", "Игра", 1, 1, 1.25, None), DiagnosticRow("", "Среда", 2, 0, None, None)]
    assert summed(rows, "mean_entry") == Decimal("1.25")
    assert summed(rows, "mean_exit") is None
