"""The site's own layouts: drawn everywhere, tried on invented rows, sent in one file, refused with the place."""

import base64
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from exports.documents.certificate import CERTIFICATE
from exports.documents.papers import PAPERS
from exports.documents.site_forms import FORMS
from exports.form_layouts import (
    FORM_TITLES,
    forms_file,
    open_form,
    own_words,
    read_forms_file,
    specimen_bytes,
    written,
)
from exports.layout_edits import ACCEPTED, put, with_block
from exports.registry import paper_bytes
from models.errors import UserError
from models.rows.codes import FormOrigin
from models.rows.site_forms import FormHead
from tests.conftest import ROOT
from tests.exports.documents import sample_papers as sample
from tests.exports.documents import works_papers
from tests.exports.documents.sample_report import believable_report
from tests.exports.test_registry import HEAVY

REPORT = believable_report()
HEAD = FormHead(passport=REPORT.passport, signatures=REPORT.signatures)
JOURNAL = open_form("event_journal", {}).layout
COLUMN = ("sections", 0, "parts", 0, "columns", 2)
OWN = {"event_journal": written(put(JOURNAL, (*COLUMN, "title"), "Тема встречи"))}


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_looking_at_the_forms_loads_no_heavy_library() -> None:
    asked = f"import sys, exports.form_layouts; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_every_form_is_listed_under_its_title() -> None:
    assert FORM_TITLES.keys() == FORMS.keys() == {form.file.removesuffix(".json") for form in PAPERS.values()}
    assert FORM_TITLES["registration_sheet"] == "Лист регистрации"


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_a_paper_is_drawn_in_the_layout_of_the_site(kind: Any) -> None:
    made = paper_bytes("event-journal", kind, sample.event_journal(), OWN)
    if kind == "pdf":
        assert "Тема встречи" in text_of(made)
    else:
        book = load_workbook(BytesIO(made))
        assert "Тема встречи" in [cell.value for row in book.worksheets[0] for cell in row]
    assert paper_bytes("event-journal", kind, sample.event_journal(), {"plan": "{}"}) == paper_bytes(
        "event-journal", kind, sample.event_journal()
    )


def test_whoever_draws_reads_the_layouts_of_the_site() -> None:
    drawing = re.compile(r"from exports\.registry import [^\n]*(?:paper_bytes|report_bytes|certificate_batch)")
    paths = [path for root in ("views", "desktop") for path in (ROOT / root).rglob("*.py")]
    without = {path.name for path in paths if drawing.search(said := path.read_text("utf-8")) and "layouts" not in said}
    # Text papers have masters of their own; the program tries itself on a site without forms; exports.redrawn_reports
    # hands the layouts to what draws a report anew; the institute draws the reports of many sites alike.
    assert without == {"text_paper.py", "self_test.py", "redrawing.py", "institute_verbs.py"}


def test_the_certificate_bound_into_a_portfolio_has_the_layout_of_the_site() -> None:
    own = written(put(CERTIFICATE.layout(), ("title", 0), "СВИДЕТЕЛЬСТВО"))
    data = replace(works_papers.portfolio(), certificate=sample.certificates(1))
    text = text_of(paper_bytes("portfolio", "pdf", data, {"certificate": own}))
    assert "СВИДЕТЕЛЬСТВО" in text.replace(" ", "")


def test_a_layout_that_does_not_fit_is_refused_when_it_is_drawn() -> None:
    broken = {"event_journal": written(put(JOURNAL, (*COLUMN, "key"), "topic"))}
    with pytest.raises(UserError, match="столбец 3, «key» — в таблице «events» нет столбца «topic»"):
        paper_bytes("event-journal", "pdf", sample.event_journal(), broken)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_tried_on_invented_rows(form: str) -> None:
    opened = open_form(form, {})
    assert FORMS[form].layout(written(opened.layout).encode()) == opened.layout == opened.shipped
    assert len(PdfReader(BytesIO(specimen_bytes(form, written(opened.layout), HEAD))).pages) >= 1


def test_a_block_with_words_of_the_site_and_an_emblem_stand_at_the_head() -> None:
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "PNG")
    layout = with_block(JOURNAL, ACCEPTED, words="на педагогическом совете\n{short_name}", fields=frozenset())
    layout = put(layout, ("emblem",), base64.b64encode(picture.getvalue()).decode())
    pdf = specimen_bytes("event_journal", written(layout), HEAD)
    text = text_of(pdf)
    assert text.index("ПРИНЯТО") < text.index("на педагогическом совете") < text.index("ЖУРНАЛ")
    assert REPORT.passport.short_name in text
    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == 1


def test_what_is_no_picture_is_no_emblem() -> None:
    with pytest.raises(UserError, match="эмблема — это не картинка"):
        specimen_bytes("event_journal", written(put(JOURNAL, ("emblem",), "AAAA")), HEAD)


def test_forms_travel_as_one_file() -> None:
    layouts = {**OWN, "plan": written(open_form("plan", {}).layout)}
    file = forms_file(layouts, sender="ИРО")
    assert {each.form: each.content for each in read_forms_file(file, HEAD)} == layouts
    assert {each.origin for each in read_forms_file(file, HEAD)} == {FormOrigin.INSTITUTE}
    own = forms_file(layouts, sender=HEAD.passport.site_code)
    assert {each.origin for each in read_forms_file(own, HEAD)} == {FormOrigin.SITE}


def test_words_of_the_site_are_told_apart_from_those_that_ship() -> None:
    assert own_words("event_journal", OWN) == ("Тема встречи",)
    assert own_words("plan", OWN) == ()
