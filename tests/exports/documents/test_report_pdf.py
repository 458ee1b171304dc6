"""The printed report, read back from its own coordinates and text (domain.md §5, ГОСТ Р 7.0.97)."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from exports.documents.report import report_layout, report_pdf_bytes, write_report_pdf
from exports.layout import FactsPart, shown
from exports.registry import placed_report
from models.errors import UserError
from models.rows.report import EventRow, ReportData
from models.rows.report_records import FigurePlace
from resources.loader import read_bytes
from tests.exports.documents.reading import Word, body, text_of, words_of
from tests.exports.documents.sample_report import believable_report, empty_report, stress_report


@pytest.fixture(scope="module", params=[believable_report, empty_report, stress_report])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[list[Word]]:
    return words_of(report_pdf_bytes(request.param()), tmp_path_factory.mktemp("printed"))


def test_nothing_but_the_page_number_stands_in_the_margins(printed: list[list[Word]]) -> None:
    for number, page in enumerate(printed, start=1):
        for word in body(page, number):
            assert word.left >= 20 - 0.1
            assert word.right <= 210 - 10 + 0.1
            assert word.top >= 20 - 1.5, "the box of a font is taller than its letters"
            assert word.bottom <= 297 - 20 + 0.1


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(printed: list[list[Word]]) -> None:
    assert not [word for word in printed[0] if word.bottom <= 20]
    for number, page in enumerate(printed[1:], start=2):
        [found] = [word for word in page if word.bottom <= 20]
        assert found.text == str(number)
        assert (found.left + found.right) / 2 == pytest.approx(105, abs=0.2)


def test_the_corner_block_lies_in_the_upper_right_and_is_eight_centimetres_at_the_most(tmp_path: Path) -> None:
    first = words_of(report_pdf_bytes(believable_report()), tmp_path)[0]
    title = next(word for word in first if word.text == "КВАРТАЛЬНЫЙ")
    block = [word for word in first if word.bottom < title.top]
    assert block[0].text == "УТВЕРЖДАЮ"
    assert min(word.left for word in block) >= 200 - 80 - 0.1
    assert max(word.right for word in block) <= 200.1
    lines = " ".join(word.text for word in block)
    assert "А.Б. Придуманный" in lines.replace("\u00a0", " ")
    assert lines.endswith("6 апреля 2026 г.")


@pytest.mark.parametrize("report", [believable_report, stress_report])
def test_every_figure_is_known_by_its_place_on_the_pages(report: Callable[[], ReportData], tmp_path: Path) -> None:
    data = report()
    content, places = placed_report(data)
    assert content == report_pdf_bytes(data)
    pages = words_of(content, tmp_path)
    figures = [each for each in places if each.figure.column in ("participants", "visits", "minutes") or not each.page]
    assert {each.figure.line for each in figures} >= {0, len(data.events)}
    for each in figures:
        table, column, line = each.figure
        if table == "totals" and column not in ("participants", "visits"):
            continue
        holder = data.totals if table == "totals" else getattr(data, table)[line - 1] if line else None
        kind = "hours" if column == "minutes" else "integer"
        value = getattr(holder, column) if holder else sum(getattr(row, column) for row in getattr(data, table))
        within = [word.text for word in pages[each.page] if is_within(word, each)]
        assert "".join(within) == shown(value, kind).replace("\u00a0", "")


def is_within(word: Word, place: FigurePlace) -> bool:
    across, down = (word.left + word.right) / 2 / 210, (word.top + word.bottom) / 2 / 297
    return place.left < across < place.right and place.top < down < place.bottom


def test_three_blocks_stand_side_by_side(tmp_path: Path) -> None:
    form = json.loads(read_bytes("forms/report.json"))
    agreed = {"heading": "СОГЛАСОВАНО", "position": "agreed_position", "name": "agreed_name", "date": "agreed_on"}
    form["blocks"] = [agreed, agreed | {"heading": "ПРИНЯТО"}, *form["blocks"]]
    layout = report_layout(json.dumps(form).encode())
    first = words_of(report_pdf_bytes(believable_report(), layout=layout), tmp_path)[0]
    heads = [word for word in first if word.text in {"СОГЛАСОВАНО", "ПРИНЯТО", "УТВЕРЖДАЮ"}]
    assert len({round(word.top, 1) for word in heads}) == 1
    assert [word.left for word in sorted(heads, key=lambda word: word.left)] == [
        pytest.approx(20, abs=0.5),
        pytest.approx(80, abs=0.5),
        pytest.approx(140, abs=0.5),
    ]


def test_a_missing_name_and_date_leave_blank_lines() -> None:
    data = believable_report()
    bare = replace(
        data,
        passport=replace(data.passport, head_name=None),
        signatures=replace(data.signatures.without_names(), approved_on=None),
    )
    text = text_of(report_pdf_bytes(bare))
    assert "Придуманный" not in text
    assert "Вымышленная" not in text
    assert "Заведующий МБДОУ" in text
    assert re.search(r"_{16} _{20} «_+» _+ 20_+ г\.", text)


def test_the_text_comes_out_as_cyrillic_in_reading_order() -> None:
    text = text_of(report_pdf_bytes(believable_report()))
    marks = [
        "УТВЕРЖДАЮ",
        "КВАРТАЛЬНЫЙ ОТЧЁТ",
        "за I квартал 2026 года",
        "Итоги периода",
        "1. Паспорт площадки",
        "Развитие игровой деятельности дошкольников",
        "2. Цель и задачи",
        "3. Выполнение плана работ",
        "в плане 24 пункта: выполнено",
        "4. Проведённые мероприятия",
        "Мероприятия вне плана",
        "Экскурсия в лекотеку",
        "5. Программы и стажёры",
        "6. География участников",
        "05555000",
        "7. Диагностика",
        "8. Продукты",
        "9. Диссеминация",
        "10. Удовлетворённость",
        "11. Показатели",
        "12. Трудности",
        "13. Задачи на следующий период",
        "Приложения",
        "Руководитель стажировочной площадки",
    ]
    places = [text.find(mark) for mark in marks]
    assert -1 not in places
    assert places == sorted(places)


def test_every_figure_of_the_totals_is_printed() -> None:
    data = believable_report()
    text = text_of(report_pdf_bytes(data)).replace("\u00a0", " ")
    for part in report_layout().summary.parts:
        assert isinstance(part, FactsPart)
        for fact in part.fields:
            value = getattr(data.totals, fact.key)
            assert f"{fact.title} {shown(value, fact.kind)}".replace("\u00a0", " ") in text


def test_an_empty_section_says_one_sentence_and_draws_no_table() -> None:
    text = text_of(report_pdf_bytes(empty_report()))
    assert "3. Выполнение плана работ На отчётный период пунктов плана нет. 4." in text
    assert "8. Продукты Готовых продуктов за отчётный период нет. 9." in text
    assert "Итого" not in text
    assert "Приложения" not in text


def test_markup_in_a_text_is_printed_as_it_was_typed() -> None:
    text = text_of(report_pdf_bytes(stress_report()))
    assert "a < b & c > d </para>" in text
    assert "Сад <b>&</b>" in text
    assert "<br/>&nbsp;" in text


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    reader = PdfReader(BytesIO(report_pdf_bytes(stress_report())))
    pages = [page.extract_text() for page in reader.pages]
    with_items = [text for text in pages if "индивиду-" in text and "Итоги периода" not in text]
    assert len(with_items) > 20
    assert all("Мероприятие" in text or "Тема" in text or "Мероприятий" in text for text in with_items)


def test_every_row_of_a_long_table_is_printed() -> None:
    data = believable_report()
    row = data.events[0]
    events = tuple(row._replace(no=number, title=f"Тема-{number}") for number in range(1, 301))
    text = text_of(report_pdf_bytes(replace(data, events=events)))
    assert all(f"Тема-{number} " in text for number in range(1, 301))
    assert f"Итого {300 * row.participants}" in text


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    data = believable_report()
    headings = {heading for heading, _ in report_layout().visible_sections()}
    for length in range(0, 40, 3):
        shifted = replace(data, texts={**data.texts, "goal": "Строка.\n" * length})
        for page in words_of(report_pdf_bytes(shifted), tmp_path)[:-1]:
            last = max(page, key=lambda word: word.bottom)
            line = " ".join(word.text for word in page if abs(word.bottom - last.bottom) < 1)
            assert line not in headings


def test_the_signatures_never_stand_alone_on_a_page(tmp_path: Path) -> None:
    data = believable_report()
    for length in range(0, 40, 3):
        shifted = replace(data, texts={**data.texts, "appendices": "Строка.\n" * length})
        last = words_of(report_pdf_bytes(shifted), tmp_path)[-1]
        place = [word.text for word in last].index("Руководитель")
        assert place > 1


def test_a_column_is_renamed_hidden_and_moved_by_data_alone() -> None:
    form = json.loads(read_bytes("forms/report.json"))
    columns = form["sections"][8]["parts"][1]["columns"]
    [no, day, event, *rest] = columns
    event["title"] = "Где выступали"
    rest[1]["hidden"] = True
    form["sections"][8]["parts"][1]["columns"] = [no, event, day, *rest]
    layout = report_layout(json.dumps(form).encode())
    text = text_of(report_pdf_bytes(believable_report(), layout=layout))
    assert "№ Где выступали Дата" in text
    assert "региональный" not in text


def test_the_properties_name_the_report_and_the_site() -> None:
    reader = PdfReader(BytesIO(report_pdf_bytes(believable_report())))
    catalog: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "КВАРТАЛЬНЫЙ ОТЧЁТ о работе стажировочной площадки МБДОУ «Детский сад № 41 «Кедровка» за I квартал 2026 года"
    )
    assert reader.metadata.author == "МБДОУ «Детский сад № 41 «Кедровка»"
    assert catalog["/Lang"] == "ru-RU"


def test_every_section_has_a_bookmark_to_its_page() -> None:
    reader = PdfReader(BytesIO(report_pdf_bytes(believable_report())))
    titles = [item.title for item in reader.outline]
    assert titles == ["Итоги периода", *(heading for heading, _ in report_layout().visible_sections())]
    for item in reader.outline:
        page = reader.get_destination_page_number(item)
        assert item.title in re.sub(r"\s+", " ", reader.pages[page].extract_text())


def test_every_font_is_a_subset_of_pt_serif_inside_the_file() -> None:
    reader = PdfReader(BytesIO(report_pdf_bytes(stress_report())))
    fonts: dict[str, Any] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            found = font.get_object()
            fonts[found["/BaseFont"]] = found
    assert len(fonts) >= 2
    for name, font in fonts.items():
        assert re.fullmatch(r"/[A-Z]{6}\+PTSerif-(Regular|Bold)", name)
        assert "/FontFile2" in font["/FontDescriptor"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_pdf_bytes(believable_report()) == report_pdf_bytes(believable_report())


def test_a_missing_folder_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="не записан"):
        write_report_pdf(believable_report(), tmp_path / "нет" / "отчёт.pdf")


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    write_report_pdf(believable_report(), tmp_path / "отчёт.pdf")
    assert (tmp_path / "отчёт.pdf").read_bytes() == report_pdf_bytes(believable_report())


def test_a_landscape_form_keeps_its_margins(tmp_path: Path) -> None:
    form = json.loads(read_bytes("forms/report.json"))
    form["page"]["orientation"] = "landscape"
    layout = report_layout(json.dumps(form).encode())
    pages = words_of(report_pdf_bytes(believable_report(), layout=layout), tmp_path)
    for number, page in enumerate(pages, start=1):
        assert all(word.left >= 20 - 0.1 and word.right <= 287.1 for word in body(page, number))
        assert all(word.bottom <= 190.1 for word in page)


def sums(events: tuple[EventRow, ...]) -> tuple[int, int]:
    return sum(event.participants for event in events), sum(event.minutes for event in events)


def test_totals_of_a_table_are_the_sums_of_its_rows() -> None:
    data: ReportData = believable_report()
    text = text_of(report_pdf_bytes(data))
    for events in (data.events, data.unplanned_events):
        people, minutes = sums(events)
        assert f"Итого {people} {shown(minutes, 'hours')}" in text


def test_charts_say_their_figures_as_the_tables_do() -> None:
    data = believable_report()
    text = text_of(report_pdf_bytes(data)).replace("\u00a0", " ")
    months = " ".join(f"{row.month} {row.planned} {row.done}" for row in data.plan_months)
    assert text.count(months) == 2, "in the table and at its bars"
    visits = " ".join(f"{row.month} {row.visits}" for row in data.event_months)
    assert visits in text[text.index("Мероприятия и посещения") :]
    people = " ".join(f"{row.municipality} {row.trainees}" for row in data.geography)
    assert people in text[: text.index("Участники по муниципалитетам")]
    deficits = " ".join(f"{row.competence} {row.found} {row.resolved}" for row in data.diagnostics)
    assert deficits in text[: text.index("Дефициты: светлое — выявлено, тёмное — устранено")]
    grown = [row for row in data.diagnostics if row.mean_entry is not None and row.mean_exit is not None]
    assert grown
    for row in grown:
        assert f"{shown(row.mean_entry, 'decimal')} – {shown(row.mean_exit, 'decimal')}" in text
    drawn = text[text.rindex("Оценок «4» и «5»") : text.index("Средняя оценка по вопросам анкеты")]
    for question in data.satisfaction:
        assert drawn.count(shown(question.mean, "decimal")) >= 2, "in the table and at its bar"
