"""Every form with its columns renamed, moved and hidden is printed so in each kind of file it is offered in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from exports.documents.site_forms import FORMS, site_bytes
from exports.documents.stacked import StackedForm
from exports.form_layouts import open_form, written
from exports.layout import Column, Fact, FormLayout
from exports.layout_edits import LaidList, at, entries, lists_of, put
from exports.registry import EXPORTERS, FileKind
from models.rows.site_forms import FormHead
from tests.exports.documents.sample_report import believable_report

REPORT = believable_report()
HEAD = FormHead(passport=REPORT.passport, signatures=REPORT.signatures)
MARK = re.compile(r"Ю\d{3}")


class Headings(NamedTuple):
    """What is printed of a table or a list of facts."""

    marks: list[str]
    has_order: bool


class Edited(NamedTuple):
    layout: FormLayout
    headings: list[Headings]


def edited(layout: FormLayout) -> Edited:
    """Titles of its own for every column, the last one printed first, the second hidden."""
    headings: list[Headings] = []
    numbers = iter(range(1000))
    for laid in lists_of(layout):
        columns = turned(layout, laid)
        renamed = [replace(each, title=f"Ю{next(numbers):03}") for each in columns]
        layout = put(layout, laid.path, tuple(renamed))
        # Of two pairs side by side the lines are read across.
        has_order = laid.has_widths or getattr(at(layout, laid.path[:-1]), "pairs", 1) == 1
        headings.append(Headings([each.title for each in renamed if not each.hidden], has_order=has_order))
    return Edited(put(layout, ("title", 0), "Заглавие площадки"), headings)


def turned(layout: FormLayout, laid: LaidList) -> list[Column | Fact]:
    first, *others = (each for each in entries(layout, laid) if not each.hidden)
    if any(isinstance(each, Column) and each.total == "sum" for each in others):
        # The word «Итого» needs a first column without a sum.
        return [first, *others[::-1]]
    if len(others) > 1:
        others[0] = replace(others[0], hidden=True)
    return [*others[::-1], first]


def kinds(form: str) -> Iterator[FileKind]:
    for exporter in EXPORTERS:
        paper, _, kind = exporter.key.rpartition(".")
        if paper.replace("-", "_") == form:
            yield kind  # pyright: ignore[reportReturnType] - the keys end so


def printed(content: bytes, kind: FileKind) -> str:
    """The words of a file, without the spaces and lines that divide them."""
    match kind:
        case "pdf":
            words = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        case "xlsx":
            book = CalamineWorkbook.from_filelike(BytesIO(content))
            sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
            words = "".join(str(cell) for sheet in sheets for row in sheet for cell in row)
        case "docx":
            words = re.sub(r"<[^>]+>", "", ZipFile(BytesIO(content)).read("word/document.xml").decode())
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_printed_as_it_is_laid_out_anew(form: str) -> None:
    made = edited(open_form(form, {}).shipped)
    laid = FORMS[form]
    data = [laid.form.specimen(HEAD)] if isinstance(laid, StackedForm) else laid.specimen(HEAD)
    for kind in kinds(form):
        words = printed(site_bytes(laid, kind, data, {form: written(made.layout)}), kind)
        assert "Заглавиеплощадки" in words or (form, kind) == ("certificate", "xlsx")
        found = [*dict.fromkeys(MARK.findall(words))]
        # A workbook has no sheet for some lists of facts, and its sheets stand in an order of their own.
        wanted = [each for each in made.headings if kind != "xlsx" or each.marks[0] in found]
        assert len(found) == sum(len(each.marks) for each in wanted)
        for marks, has_order in wanted:
            first = min(map(found.index, marks))
            run = found[first : first + len(marks)]
            # The list of trainees has the order of the screen.
            as_read = list[str] if has_order and form != "roster" else sorted
            assert as_read(run) == as_read(marks)
