"""The printed papers beside the report: their pages, their order, their sums (domain.md §5, ГОСТ Р 7.0.97)."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from exports.documents.papers import (
    ATTENDANCE_JOURNAL,
    CONSULTATION_JOURNAL,
    ENROLLMENT_ORDER,
    EVENT_JOURNAL,
    MINUTES,
    PAPERS,
    PLAN,
    PLAN_HISTORY,
    REGISTRATION_SHEET,
    REGISTRATION_SHEET_WITH_CONTACTS,
    ROADMAP,
)
from exports.layout import shown
from models.rules.sheet_code import event_of_code, event_of_qr
from resources.loader import read_bytes
from tests.exports.documents import sample_papers as sample
from tests.exports.documents.reading import Word, body, sheets_of, text_of, words_of

SMALL = sample.PAPERS
EMPTY = {
    "plan": lambda: sample.plan(0),
    "roadmap": lambda: sample.roadmap(0),
    "plan-history": lambda: sample.history(0),
    "event-journal": lambda: sample.event_journal(0),
    "attendance-journal": lambda: sample.attendance_journal(0, 0),
    "consultation-journal": lambda: sample.consultation_journal(0),
    "registration-sheet": lambda: sample.registration_sheet(0, guest_lines=0),
    "minutes": lambda: sample.minutes(0, secretary=""),
    "enrollment-order": lambda: sample.enrollment_order(0, basis=""),
    "consent-processing": lambda: sample.consent(person="_" * 36),
    "kept-data": lambda: sample.kept_data(0),
    "personal-data-register": lambda: sample.register(0),
    "document-register": lambda: sample.document_register(0),
    "exchange-journal": lambda: sample.exchange_journal(0),
    "destruction-act": lambda: sample.destruction_act(0),
    "person-card": lambda: sample.person_card(0, stream="", tutor="", progress=""),
}
LONG = {
    "plan": lambda: sample.plan(300, title=sample.LONG),
    "roadmap": lambda: sample.roadmap(300),
    "plan-history": lambda: sample.history(300),
    "event-journal": lambda: sample.event_journal(300, title=sample.LONG),
    "attendance-journal": lambda: sample.attendance_journal(120, 75),
    "consultation-journal": lambda: sample.consultation_journal(300),
    "registration-sheet": lambda: sample.registration_sheet(300),
    "registration-sheet-contacts": lambda: sample.registration_sheet(300),
    "minutes": lambda: sample.minutes(120),
    "enrollment-order": lambda: sample.enrollment_order(300),
    "kept-data": lambda: sample.kept_data(300),
    "personal-data-register": lambda: sample.register(300),
    "document-register": lambda: sample.document_register(300, title=sample.LONG),
    "exchange-journal": lambda: sample.exchange_journal(300, answer=sample.LONG),
    "destruction-act": lambda: sample.destruction_act(300),
    "person-card": lambda: sample.person_card(60, title=sample.LONG, person=sample.LONG),
}
FRAMED = frozenset({"certificate"})
"""Blanks with a frame of their own: no running number, and their foot stands lower than the text of a paper."""
CASES = [(name, make) for cases in (SMALL, EMPTY, LONG) for name, make in cases.items() if name not in FRAMED]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case[0])
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[list[Word]], float, float]:
    """The words of a paper with the width and the height of its sheets, millimetres."""
    name, make = request.param
    form = PAPERS[name]
    wide, high = (297, 210) if form.layout().page.orientation == "landscape" else (210, 297)
    return words_of(form.pdf(make()), tmp_path_factory.mktemp("printed")), wide, high


def test_nothing_but_the_page_number_stands_in_the_margins(printed: tuple[list[list[Word]], float, float]) -> None:
    pages, wide, high = printed
    for number, page in enumerate(pages, start=1):
        for word in body(page, number):
            assert word.left >= 20 - 0.1
            assert word.right <= wide - 10 + 0.1
            assert word.top >= 20 - 1.5, "the box of a font is taller than its letters"
            assert word.bottom <= high - 20 + 0.1


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(
    printed: tuple[list[list[Word]], float, float],
) -> None:
    pages, wide, _ = printed
    assert not [word for word in pages[0] if word.bottom <= 20]
    for number, page in enumerate(pages[1:], start=2):
        [found] = [word for word in page if word.bottom <= 20]
        assert found.text == str(number)
        assert (found.left + found.right) / 2 == pytest.approx(wide / 2, abs=0.2)


@pytest.mark.parametrize("name", FRAMED)
def test_a_framed_blank_keeps_its_words_inside_the_frame(name: str, tmp_path: Path) -> None:
    for page in words_of(PAPERS[name].pdf(SMALL[name]()), tmp_path):
        assert all(20 <= word.left < word.right <= 297 - 20 for word in page)
        assert all(15 <= word.top < word.bottom <= 210 - 12 for word in page)


def test_no_page_is_empty(printed: tuple[list[list[Word]], float, float]) -> None:
    pages, _, _ = printed
    assert all(len(body(page, number)) > 1 for number, page in enumerate(pages, start=1))


@pytest.mark.parametrize("name", SMALL)
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    assert PAPERS[name].pdf(SMALL[name]()) == PAPERS[name].pdf(SMALL[name]())
    assert PAPERS[name].xlsx(SMALL[name]()) == PAPERS[name].xlsx(SMALL[name]())


def in_order(text: str, *marks: str) -> None:
    places: list[int] = []
    for mark in marks:
        places.append(text.find(mark, places[-1] if places else 0))
        assert places[-1] >= 0, mark


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_plan_reads_as_it_looks() -> None:
    text = plain(text_of(PLAN.pdf(sample.plan())))
    in_order(
        text,
        "СОГЛАСОВАНО",
        "УТВЕРЖДАЮ",
        "А.Б. Придуманный",
        "ПЛАН РАБОТ",
        "на I квартал 2026 года",
        "Тема работы площадки",
        "Цель",
        "Помочь педагогам",
        "Задачи",
        "Собрать банк разработок.",
        "№ п/п Мероприятие (тема) Формат Срок (дата)",
        sample.SECTIONS[0],
        "1.1 Семинар 1 семинар 09–13.03.2026 очно, музыкальный зал воспитатели, 25 чел. Вымышленная Т. П.",
        "выполнено 12.03.2026, 24 чел.",
        sample.SECTIONS[1],
        sample.SECTIONS[2],
        "Обсуждён на заседании совета площадки, протокол № 3 от 23.12.2025",
        "Руководитель стажировочной площадки",
    )


def test_each_section_of_the_plan_has_one_heading() -> None:
    text = text_of(PLAN.pdf(sample.plan(60)))
    assert [text.count(section) for section in sample.SECTIONS] == [1, 1, 1]


def test_a_section_never_ends_a_page(tmp_path: Path) -> None:
    for count in range(10, 40):
        for page in words_of(PLAN.pdf(sample.plan(count)), tmp_path)[:-1]:
            last = max(page, key=lambda word: word.bottom)
            line = " ".join(word.text for word in page if abs(word.bottom - last.bottom) < 1)
            assert line not in sample.SECTIONS


def test_an_amended_plan_says_so_and_an_unapproved_one_is_a_draft() -> None:
    assert "С изменениями от 12.02.2026" in text_of(PLAN.pdf(sample.plan(amended="С изменениями от 12.02.2026")))
    assert "Проект" in text_of(PLAN.pdf(sample.plan(state="Проект")))
    assert "изменениями" not in text_of(PLAN.pdf(sample.plan()))


def test_the_workbook_of_the_plan_is_the_paper_again() -> None:
    data = sample.plan(12)
    [rows] = sheets_of(PLAN.xlsx(data)).values()
    said = [" | ".join(str(cell) for cell in row if cell != "") for row in rows]
    assert said[0] == "СОГЛАСОВАНО | УТВЕРЖДАЮ"
    in_order("\n".join(said), "ПЛАН РАБОТ", "Тема работы площадки", "№ п/п | Мероприятие (тема)", *sample.SECTIONS)
    header = next(number for number, row in enumerate(rows) if row[0] == "№ п/п")
    numbers = [row[0] for row in rows[header + 1 :] if str(row[0]).startswith("1.") and row[1] != ""]
    assert numbers == [line.number for line in data.lines]
    assert "А.Б. Придуманный" in "\n".join(said)
    assert "Вымышленная" in said[-1]


def test_the_header_of_a_workbook_repeats_and_its_sections_lie_over_the_columns() -> None:
    sheet: Any = load_workbook(BytesIO(PLAN.xlsx(sample.plan(12)))).active
    header = next(row[0].row for row in sheet.iter_rows() if row[0].value == "№ п/п")
    assert sheet.print_title_rows == f"${header}:${header}"
    sections = [row[0].row for row in sheet.iter_rows() if row[0].value in sample.SECTIONS]
    assert {f"A{row}:I{row}" for row in sections} <= {str(each) for each in sheet.merged_cells.ranges}


def test_the_road_map_goes_from_the_task_to_the_result() -> None:
    text = plain(text_of(ROADMAP.pdf(sample.roadmap())))
    in_order(
        text,
        "ДОРОЖНАЯ КАРТА",
        "№ Задача Мероприятие Показатель Плановое значение Срок",
        "1 Поддержка при аттестации Вебинар 1 Веб-продукты, шт. 5,5 12.01 – 20.03.2026",
    )


def test_the_history_says_what_was_and_what_is_and_why() -> None:
    text = plain(text_of(PLAN_HISTORY.pdf(sample.history())))
    in_order(
        text,
        "ИСТОРИЯ ПЛАНА",
        "С изменениями от 13.01.2026",
        "Причина Было Стало",
        "пункт «Семинар 1» изменён",
        "Заявок больше, чем ждали",
        "участников: 14",
        "участников: 21",
        "Составлено по записям программы 2 апреля 2026 г.",
    )


def test_the_sums_of_the_journal_of_events_are_those_of_its_rows_on_paper_and_in_the_workbook() -> None:
    data = sample.event_journal(300)
    people, guests = sum(row.participants for row in data.events), sum(row.guests for row in data.events)
    minutes = sum(row.minutes for row in data.events)
    text = text_of(EVENT_JOURNAL.pdf(data))
    assert f"Итого {people} {guests} {shown(minutes, 'hours')}" in text
    [rows] = sheets_of(EVENT_JOURNAL.xlsx(data)).values()
    [total] = [[cell for cell in row if cell != ""] for row in rows if row[0] == "Итого"]
    assert total == ["Итого", people, guests, pytest.approx(minutes / 45, abs=0.005)]


def test_an_order_says_what_is_ordered_of_whom_and_on_what_basis() -> None:
    text = text_of(ENROLLMENT_ORDER.pdf(sample.enrollment_order(2)))
    assert "ПРИКАЗ № 7 о зачислении стажёров" in text
    assert "12 января 2026 г. ПРИКАЗЫВАЮ: 1. Зачислить на стажировку по программе «Речь в игре»" in plain(text)
    assert all(f"Вымышленная{number} Тамара" in text for number in (1, 2))
    assert text.index("тьютор потока А.Б. Придуманный") < text.index("Основание: Заявления стажёров")


def test_an_order_without_a_basis_says_nothing_of_one() -> None:
    assert "Основание" not in text_of(ENROLLMENT_ORDER.pdf(sample.enrollment_order(1, basis="")))


def test_every_row_of_a_long_journal_is_printed_under_a_header() -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(EVENT_JOURNAL.pdf(sample.event_journal(300)))).pages]
    assert all("Ведущий" in page for page in pages)
    text = re.sub(r"\s+", " ", " ".join(pages))
    assert all(f" Тема {number} " in text for number in range(1, 301))


@pytest.mark.parametrize(("people", "days"), [(5, 8), (30, 24), (30, 25), (120, 75), (3, 1)])
def test_the_grid_has_every_sign_and_every_sum(people: int, days: int) -> None:
    data = sample.attendance_journal(people, days)
    text = plain(text_of(ATTENDANCE_JOURNAL.pdf(data)))
    rows: dict[str, list[str]] = {}
    for person in data.people:
        # A wide grid goes on in blocks, each of which begins with the name.
        surname = person.name.split()[0]
        found = re.findall(rf"\b{surname} Мария Ивановна((?: (?:\+|д|н|у|\d+(?:,\d+)?))*)", text)
        rows[surname] = " ".join(found).split()
    for person in data.people:
        signs = [sign for sign in person.signs if sign]
        sums = [str(person.visits), str(person.remote), str(person.absent), str(person.excused)]
        printed = [word for word in rows[person.name.split()[0]] if not word.isdigit() and "," not in word]
        assert printed == signs
        tail = [*sums, shown(person.minutes, "hours")]
        assert plain(" ".join(rows[person.name.split()[0]])).find(" ".join(tail)) >= 0
    visits = re.findall(r"Присутствовали((?: \d+)+)", text)
    assert " ".join(visits).split()[:days] == [str(day.visits) for day in data.days]


def test_a_wide_grid_repeats_the_names_and_keeps_the_sums_for_the_last_block(tmp_path: Path) -> None:
    pages = words_of(ATTENDANCE_JOURNAL.pdf(sample.attendance_journal(30, 60)), tmp_path)
    grid = [[word.text for word in page] for page in pages if any(word.text == "Мария" for word in page)]
    with_names = [page for page in grid if "Тестовая1" in page]
    assert len(with_names) > 1
    with_sums = ["щений" in page for page in grid]
    assert with_sums == sorted(with_sums)
    assert with_sums.count(True) == len(grid) // len(with_names)


def test_a_block_of_a_stream_of_thirty_fits_one_page(tmp_path: Path) -> None:
    pages = words_of(ATTENDANCE_JOURNAL.pdf(sample.attendance_journal(30, 40)), tmp_path)
    [last] = [page for page in pages if any(word.text == "щений" for word in page)]
    assert {"Тестовая1", "Тестовая30", "Присутствовали"} <= {word.text for word in last}


def test_the_topics_carry_the_numbers_of_the_grid_and_their_sums() -> None:
    data = sample.attendance_journal(30, 12)
    text = plain(text_of(ATTENDANCE_JOURNAL.pdf(data)))
    in_order(text, "ЖУРНАЛ ПОСЕЩАЕМОСТИ", "1 12.01 2 13.01", "Темы занятий", "1 12.01.2026 Занятие 1")
    visits, minutes = sum(day.visits for day in data.days), sum(day.minutes for day in data.days)
    assert f"Итого {visits} {shown(minutes, 'hours')}" in text
    assert visits == sum(person.visits for person in data.people)


def test_the_workbook_of_the_grid_holds_the_signs_and_the_sums() -> None:
    data = sample.attendance_journal(30, 40)
    sheets = sheets_of(ATTENDANCE_JOURNAL.xlsx(data))
    assert list(sheets) == ["Посещаемость", "Темы"]
    rows = [row for row in sheets["Посещаемость"] if str(row[1]).startswith("Тестовая")]
    assert [tuple(row[2 : 2 + 40]) for row in rows] == [person.signs for person in data.people]
    assert [row[42] for row in rows] == [person.visits for person in data.people]
    [below] = [row for row in sheets["Посещаемость"] if row[0] == "Присутствовали"]
    assert below[2 : 2 + 40] == [day.visits for day in data.days]
    sheet: Any = load_workbook(BytesIO(ATTENDANCE_JOURNAL.xlsx(data)))["Посещаемость"]
    assert sheet.print_title_cols == "$A:$B"


def test_the_sums_of_the_journal_of_consultations_are_those_of_its_rows() -> None:
    data = sample.consultation_journal(41)
    advised, minutes = sum(row.advised for row in data.consultations), sum(row.minutes for row in data.consultations)
    text = plain(text_of(CONSULTATION_JOURNAL.pdf(data)))
    assert re.search(rf"Итого {advised}\s+{re.escape(plain(shown(minutes, 'hours')))}", text)
    [rows] = sheets_of(CONSULTATION_JOURNAL.xlsx(data)).values()
    [total] = [[cell for cell in row if cell != ""] for row in rows if row[0] == "Итого"]
    assert total == ["Итого", advised, pytest.approx(minutes / 45, abs=0.005)]


def test_an_empty_journal_says_one_sentence() -> None:
    assert "За этот период мероприятий не записано." in text_of(EVENT_JOURNAL.pdf(sample.event_journal(0)))
    [rows] = sheets_of(EVENT_JOURNAL.xlsx(sample.event_journal(0))).values()
    assert "За этот период мероприятий не записано." in [row[0] for row in rows]


def pictures(content: bytes, folder: Path) -> list[Image.Image]:
    (folder / "sheet.pdf").write_bytes(content)
    command = ["pdftoppm", "-r", "150", "-gray", "-png", str(folder / "sheet.pdf"), str(folder / "page")]
    subprocess.run(command, check=True)
    return [Image.open(path) for path in sorted(folder.glob("page-*.png"))]


def test_the_code_is_read_from_every_page_at_150_dots_per_inch(tmp_path: Path) -> None:
    data = sample.registration_sheet(40)
    pages = pictures(REGISTRATION_SHEET.pdf(data), tmp_path)
    assert len(pages) > 2
    for page in pages:
        [code] = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
        assert code.text == data.scanned
        assert event_of_qr([code.text], own=[data.passport.site_code]) == 417
        corner = code.position.top_left
        assert corner.x > page.width * 0.8
        assert corner.y > page.height * 0.8


def test_the_sheet_says_how_long_the_event_is_in_minutes_and_in_academic_hours() -> None:
    text = plain(text_of(REGISTRATION_SHEET.pdf(replace(sample.registration_sheet(), minutes=150))))
    assert "12 марта 2026 г., начало в 10:00, продолжительность 150 мин (3,33 ак. ч)" in text


def test_a_code_of_a_site_without_an_invitation_is_read_too(tmp_path: Path) -> None:
    data = sample.registration_sheet()
    shown_code = "marshrut:без-кода-1a2b3c:K472MH"
    [page] = pictures(REGISTRATION_SHEET.pdf(replace(data, scanned=shown_code)), tmp_path)
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [shown_code]


def test_the_letters_of_the_code_stand_beside_it_and_come_last(tmp_path: Path) -> None:
    data = sample.registration_sheet(40)
    content = REGISTRATION_SHEET.pdf(data)
    for page in PdfReader(BytesIO(content)).pages:
        assert event_of_code(page.extract_text().splitlines()[-1]) == 417
    for page in words_of(content, tmp_path):
        letters = max(page, key=lambda word: word.bottom)
        assert letters.bottom < 297 - 20
        assert letters.right < 200 - 22


def test_lines_for_guests_are_numbered_on_and_leave_room_for_a_pen(tmp_path: Path) -> None:
    [page] = words_of(REGISTRATION_SHEET.pdf(sample.registration_sheet(4)), tmp_path)
    numbers = [word for word in page if word.text.isdigit() and word.left < 30 and word.top > 80]
    assert [word.text for word in numbers] == [str(number) for number in range(1, 11)]
    steps = [after.top - before.top for before, after in pairwise(numbers[4:])]
    assert all(step >= 8.9 for step in steps)


def test_phones_and_addresses_are_printed_only_where_they_are_asked_for() -> None:
    data = sample.registration_sheet()
    usual = text_of(REGISTRATION_SHEET.pdf(data))
    assert "example.ru" not in usual
    assert "(900)" not in usual
    wide = text_of(REGISTRATION_SHEET_WITH_CONTACTS.pdf(data))
    in_order(wide, "Организация, муниципалитет", "Телефон", "Эл. почта", "Подпись", "+7 (900) 000-00-00", "example.ru")


def test_the_minutes_go_question_by_question() -> None:
    text = plain(text_of(MINUTES.pdf(sample.minutes())))
    in_order(
        text,
        "ПРОТОКОЛ № 4",
        "заседания совета стажировочной площадки",
        "27 марта 2026 г.",
        "Председатель: Т.П. Вымышленная",
        "Присутствовали (2 человека):",
        "ПОВЕСТКА ДНЯ",
        "1. О вопросе 1",
        "2. О вопросе 2",
        "СЛУШАЛИ: Вымышленная Т. П., методист — О вопросе 1",
        "Рассказала о ходе дел.",
        "ВЫСТУПИЛИ: Предложили уточнить сроки.",
        "РЕШИЛИ:",
        "1.1. Принять к сведению.",
        "1.2. Провести вебинар. Ответственный: Придуманный А. Б. Срок: 17.04.2026.",
        "СЛУШАЛИ: Вымышленная Т. П., методист — О вопросе 2",
        "РЕШИЛИ:",
        "Председатель ________________ Т.П. Вымышленная",
        "Секретарь ________________ А.Б. Придуманный",
    )
    assert text.count("ВЫСТУПИЛИ") == 1


def test_minutes_without_a_secretary_leave_a_line_to_sign() -> None:
    text = text_of(MINUTES.pdf(sample.minutes(secretary="")))
    assert "Секретарь:" not in text
    assert re.search("Секретарь _{16} _{20}", text)


def form_of(name: str) -> Any:
    return json.loads(read_bytes(f"forms/{PAPERS[name].file}"))


def tables_of(form: Any) -> list[Any]:
    return [part for section in form["sections"] for part in section["parts"] if "columns" in part]


@pytest.mark.parametrize("name", [name for name in SMALL if tables_of(form_of(name))])
def test_a_column_is_renamed_and_hidden_by_data_alone(name: str) -> None:
    form = form_of(name)
    tables = tables_of(form)
    visible = [column for column in tables[0]["columns"] if not column.get("hidden")]
    visible[-1]["title"], visible[0]["hidden"] = "Переименовано", True
    layout = PAPERS[name].layout(json.dumps(form).encode())
    text = text_of(PAPERS[name].pdf(SMALL[name](), layout=layout))
    assert "Переименовано" in re.sub(r"-\s", "", text)
    assert "№ " + visible[1]["title"] not in text


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, list[list[Any]]]]:
    """The workbooks after LibreOffice opened and saved them."""
    folder = tmp_path_factory.mktemp("office")
    names = ("plan", "roadmap", "event-journal", "attendance-journal", "consultation-journal")
    for name in names:
        (folder / f"{name}.xlsx").write_bytes(PAPERS[name].xlsx(SMALL[name]()))
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        *(str(folder / f"{name}.xlsx") for name in names),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return lambda name: sheets_of((folder / "out" / f"{name}.xlsx").read_bytes())


@pytest.mark.parametrize("name", ["plan", "roadmap", "event-journal", "attendance-journal", "consultation-journal"])
def test_libreoffice_reads_what_was_written(
    recalculated: Callable[[str], dict[str, list[list[Any]]]], name: str
) -> None:
    written = sheets_of(PAPERS[name].xlsx(SMALL[name]()))
    found = recalculated(name)
    for sheet, rows in written.items():
        said = [[cell for cell in row if cell != ""] for row in rows]
        assert [line for line in ([cell for cell in row if cell != ""] for row in found[sheet]) if line] == [
            line for line in said if line
        ]
