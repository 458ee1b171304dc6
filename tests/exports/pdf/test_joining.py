"""Papers bound as one file: their pages as they lie, a bookmark for each, language and author kept."""

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from exports.documents.papers import ATTENDANCE_JOURNAL, REPORT
from exports.pdf.joining import BoundPaper, bound
from tests.exports.documents import sample_papers as sample
from tests.exports.documents.geometry import pages_of
from tests.exports.documents.sample_report import believable_report


def picture(pdf: bytes) -> tuple[int, int, bytes]:
    document: Any = pypdfium2.PdfDocument(pdf)
    bitmap = document[0].render(scale=1)
    return bitmap.width, bitmap.height, bytes(bitmap.buffer)


def test_pages_stay_as_they_are_under_a_bookmark_for_each_paper() -> None:
    papers = [
        BoundPaper("Отчёт", REPORT.pdf(believable_report())),
        BoundPaper("Журнал", ATTENDANCE_JOURNAL.pdf(sample.attendance_journal())),
    ]
    made = bound(papers, title="Два документа")
    assert pages_of(made) == [page for paper in papers for page in pages_of(paper.pdf)]
    reader = PdfReader(BytesIO(made))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Два документа", sample.PASSPORT.short_name)
    assert reader.trailer["/Root"]["/Lang"] == "ru-RU"
    report, below, journal, _topics = reader.outline
    assert [mark.title for mark in (report, journal)] == ["Отчёт", "Журнал"]
    assert [mark.title for mark in below][:2] == ["Итоги периода", "1. Паспорт площадки"]
    assert reader.get_destination_page_number(journal) == len(pages_of(papers[0].pdf))


def test_a_scan_that_was_turned_and_cut_lies_as_before() -> None:
    writer = PdfWriter()
    page = writer.add_page(PdfReader(BytesIO(REPORT.pdf(believable_report()))).pages[0])
    page.mediabox.lower_left = (40, 50)
    page.rotate(90)
    scan = BytesIO()
    writer.write(scan)
    made = bound([BoundPaper("Скан", scan.getvalue())], title="Скан")
    assert picture(made) == picture(scan.getvalue())


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it says nothing
        bound([BoundPaper("Скан", b"%PDF-1.4\nscan")], title="Скан")
