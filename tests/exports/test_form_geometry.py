"""Every printed form by its coordinates: margins, numbers, corner blocks, type, order, breaks (domain.md §5).

Each is filled with nothing, with a few rows, with so many that it takes many pages, and with long names.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from exports.documents.masters import MASTERS
from exports.documents.papers import EVENT_JOURNAL, PLAN, REGISTRATION_SHEET, TEAM_WORKS
from exports.documents.site_forms import FORMS, is_plate
from exports.layout import SIGN_HERE, AnyPart, ChartPart, FactsPart, FormLayout, PageLayout
from exports.pdf.codes import CODE_ROOM
from models.rows.masters import TextPaperKind
from tests.exports.documents import sample_papers as sample
from tests.exports.documents.geometry import MM, Page, Run, filled, pages_of
from tests.exports.documents.text_papers import text_paper

LONG = " с очень длинным названием на несколько строк: здоровьесберегающее сопровождение педагогов"
PLAIN = [name for name, form in FORMS.items() if not is_plate(form)]
FILLED = [(0, ""), (1, ""), (3, ""), (25, ""), (60, LONG)]
TEXT_SHEET = PageLayout()
"""What a text paper is written on."""
_NUMBER, _TITLE, _CODE = 11, 14, 14
"""Type of the page number, of the first line of a title, of the letters beside a code."""


def parts_of(name: str) -> list[AnyPart]:
    return [part for section in FORMS[name].layout().sections for part in section.parts]


def has_header(part: AnyPart) -> bool:
    """Charts and lists of facts have none."""
    return not isinstance(part, ChartPart | FactsPart)


@cache
def printed(name: str, rows: int, long: str) -> tuple[Page, ...]:
    form = FORMS[name]
    return tuple(pages_of(form.pdf(filled(form, rows, long=long))))


@cache
def written(name: str, items: int) -> tuple[Page, ...]:
    return tuple(pages_of(MASTERS[name].pdf(text_paper(plan=items))))


def each_filled(name: str) -> Iterator[tuple[Page, ...]]:
    return (printed(name, rows, long) for rows, long in FILLED)


def body(page: Page, number: int) -> list[list[Run]]:
    """The lines of a page (from 1) without its number."""
    return page.lines if number == 1 else page.lines[1:]


def said(line: list[Run]) -> str:
    return " ".join(run.text for run in line)


def assert_inside(pages: tuple[Page, ...], sheet: PageLayout) -> None:
    wide, high = (297, 210) if sheet.orientation == "landscape" else (210, 297)
    for number, page in enumerate(pages, start=1):
        assert (round(page.wide), round(page.high)) == (wide, high)
        if number > 1:
            [run] = page.lines[0]
            assert (run.text, run.size) == (str(number), _NUMBER)
            assert (run.left + run.right) / 2 == pytest.approx(wide / 2, abs=0.3)
            assert run.baseline < sheet.top
        for line in body(page, number):
            assert sheet.left - 0.3 <= min(run.left for run in line)
            assert max(run.right for run in line) <= wide - sheet.right + 0.3
            assert sheet.top < line[0].baseline <= high - sheet.bottom


def assert_read_as_it_looks(pages: tuple[Page, ...]) -> None:
    """Whoever reads the file as it goes on goes down, or to the right: never back."""
    for page in pages:
        for run, after in pairwise(page.runs):
            goes_back = after.baseline < run.baseline - 0.5 and after.left < run.right - 0.5
            assert not goes_back, (run, after)


def assert_breaks_well(pages: tuple[Page, ...], *, sums: frozenset[str], has_cover: bool = False) -> None:
    """No page is empty, none ends with a heading or begins with the signatures."""
    for number, page in enumerate(pages, start=1):
        lines = body(page, number)
        assert lines
        last = lines[-1]
        if int(has_cover) < number < len(pages) and all(run.is_bold for run in last):
            assert last[0].text in sums, said(last)
        if number > 1:
            assert SIGN_HERE not in said(lines[0])


def sums_of(layout: FormLayout) -> frozenset[str]:
    """What the lines of sums begin with: they are bold and may end a page."""
    parts = [part for section in layout.sections for part in section.parts]
    below = {line.title for part in parts for line in getattr(part, "sums_across", ())}
    return frozenset(below | {part.total_title for part in parts if hasattr(part, "total_title")})


@pytest.mark.parametrize("name", PLAIN)
def test_a_form_keeps_to_its_sheet_is_read_as_it_looks_and_breaks_well(name: str) -> None:
    layout = FORMS[name].layout()
    for pages in each_filled(name):
        assert_inside(pages, layout.page)
        assert_read_as_it_looks(pages)
        assert_breaks_well(pages, sums=sums_of(layout), has_cover=layout.cover)


@pytest.mark.parametrize("name", PLAIN)
def test_the_type_of_a_form_is_serif_and_of_the_sizes_it_says(name: str) -> None:
    sheet = FORMS[name].layout().page
    usual = {sheet.body_size, sheet.body_size - 1, sheet.table_size, _NUMBER, _TITLE, _CODE}
    for pages in each_filled(name):
        assert {run.font.split("-")[0] for page in pages for run in page.runs} == {"PTSerif"}
        assert {run.size for page in pages for run in page.runs} <= usual
    assert 12 <= sheet.body_size <= 14
    assert sheet.table_size >= 9


@pytest.mark.parametrize("name", [name for name in PLAIN if FORMS[name].layout().blocks])
def test_corner_blocks_stand_side_by_side_at_the_top_the_last_at_the_right(name: str) -> None:
    layout = FORMS[name].layout()
    first = printed(name, 3, "")[0]
    right = first.wide - layout.page.right
    title = next(run for run in first.runs if run.size == _TITLE)
    headings = [run for run in first.runs if run.text in {block.heading for block in layout.blocks}]
    assert [run.text for run in headings] == [block.heading for block in layout.blocks]
    assert len({round(run.baseline, 1) for run in headings}) == 1
    assert right - 80 - 0.3 <= headings[-1].left
    above = [run for run in first.runs if run.baseline < title.baseline]
    assert min(run.left for run in above) >= headings[0].left - 0.5
    assert max(run.right for run in above) <= right + 0.3
    for block, after in pairwise(headings):
        mine = [run for run in above if block.left - 0.5 <= run.left < after.left - 0.5]
        assert max(run.right for run in mine) <= min(block.left + 80, after.left) + 0.3


@pytest.mark.parametrize("name", [name for name in PLAIN if all(has_header(part) for part in parts_of(name))])
def test_a_table_that_goes_on_begins_with_its_header(name: str) -> None:
    layout = FORMS[name].layout()
    for pages in each_filled(name):
        for page in pages[1:]:
            begins = page.lines[1]
            if {run.size for run in begins} == {layout.page.table_size}:
                assert any(run.is_bold for run in begins), said(begins)


@pytest.mark.parametrize("name", [name for name in PLAIN if FORMS[name].layout().closing])
def test_whatever_the_number_of_rows_signatures_are_never_alone(name: str) -> None:
    position = [line for line in printed(name, 3, "")[-1].lines if SIGN_HERE in said(line)]
    assert position
    for pages in each_filled(name):
        lines = body(pages[-1], len(pages))
        signed = next(number for number, line in enumerate(lines) if SIGN_HERE in said(line))
        assert signed > 0


def test_signatures_take_the_last_rows_along_at_every_length() -> None:
    for rows in range(28, 48):
        pages = pages_of(EVENT_JOURNAL.pdf(sample.event_journal(rows)))
        assert_breaks_well(tuple(pages), sums=frozenset({"Итого"}))
        headers = [run for page in pages for run in page.runs if run.text == "Ведущий"]
        assert len(headers) == len(pages)
    one_row = pages_of(TEAM_WORKS.pdf(filled(TEAM_WORKS, 1)))
    assert_breaks_well(tuple(one_row), sums=frozenset())


@pytest.mark.parametrize(("rows", "title", "pages"), [(300, "Семинар", 10), (105, sample.LONG, 100)])
def test_a_table_of_hundreds_of_rows_and_of_a_hundred_pages_has_every_row_once(
    rows: int, title: str, pages: int
) -> None:
    found = pages_of(PLAN.pdf(sample.plan(rows, title=title)))
    assert len(found) >= pages
    assert_inside(tuple(found), PLAN.layout().page)
    begun = [re.match(r"1\.(\d+)", run.text) for page in found for run in page.runs if run.left < 28]
    assert [int(number[1]) for number in begun if number] == list(range(1, rows + 1))


@pytest.mark.parametrize("name", [kind.value for kind in TextPaperKind])
@pytest.mark.parametrize("items", [0, 25])
def test_a_text_paper_keeps_to_its_sheet_and_breaks_well(name: str, items: int) -> None:
    pages = written(name, items)
    assert_inside(pages, TEXT_SHEET)
    assert_read_as_it_looks(pages)
    assert_breaks_well(pages, sums=frozenset())
    assert {run.font.split("-")[0] for page in pages for run in page.runs} == {"PTSerif"}
    assert {run.size for page in pages for run in page.runs} <= {10, 11, 12, 14}


def test_a_code_stands_in_the_lower_right_of_every_page_that_has_one() -> None:
    data = sample.registration_sheet(40)
    sheet = REGISTRATION_SHEET.layout().page
    pages = pages_of(REGISTRATION_SHEET.pdf(data))
    assert len(pages) > 1
    for page in pages:
        letters = page.runs[-1]
        assert letters.text == data.code
        assert page.high - sheet.bottom - CODE_ROOM / MM < letters.baseline < page.high - sheet.bottom
        assert page.wide / 2 < letters.right < page.wide - sheet.right - 22
        text = [run for run in page.runs[:-1] if run.baseline > 25]
        assert max(run.baseline for run in text) < page.high - sheet.bottom - CODE_ROOM / MM


@pytest.mark.parametrize("name", [*FORMS, *(kind.value for kind in TextPaperKind)])
def test_a_file_says_what_it_is_whose_it_is_and_has_its_headings_as_bookmarks(name: str) -> None:
    if name in FORMS:
        form = FORMS[name]
        content, pages = form.pdf(filled(form, 3)), printed(name, 3, "")
    else:
        content, pages = MASTERS[name].pdf(text_paper(plan=25)), written(name, 25)
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.author in {sample.PASSPORT.short_name, "МБДОУ № 7"}
    assert "Образцова" not in str(dict(reader.metadata))
    assert root["/Lang"] == "ru-RU"
    marks = {
        str(mark.title): reader.get_destination_page_number(mark)
        for mark in reader.outline
        if not isinstance(mark, list)
    }
    for title, page in marks.items():
        assert page is not None
        begin = " ".join(title.split()[:3])
        assert any(said(line).replace("\u00a0", " ").startswith(begin) for line in pages[page].lines)
    if name in FORMS and not is_plate(FORMS[name]):
        seen = " ".join(said(line) for page in pages for line in page.lines)
        headings = [heading for heading, _section in FORMS[name].layout().visible_sections() if heading]
        assert {heading for heading in headings if heading in seen} <= set(marks)
