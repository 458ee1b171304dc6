"""Paper: what the printer gets is the report as it stands on the screen, the pages that were asked for."""

from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from models.errors import UserError
from models.progress import Cancelled
from models.queries.reports import report_list
from tests.views.plan.arrange import Heard
from tests.views.reports.arrange import OpenPage, child, preview_of, settle
from views.papers.pages import Drawn
from views.papers.printing import ask_printer, chosen_pages, print_pages
from views.reports.drawing import draw_report
from views.spawned import KeptProcess
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def paper(target: Path, *, first: int = 0, last: int = 0) -> QPrinter:
    """A printer that prints into a file; pages from 1."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    if first:
        ranges = QPageRanges()
        ranges.addRange(first, last)
        printer.setPageRanges(ranges)
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
    return printer


def sheets(target: Path) -> list[tuple[int, int]]:
    """The printed sheets: width and height, millimetres; none is blank."""
    document = cast("Any", pypdfium2.PdfDocument(target))
    found: list[tuple[int, int]] = []
    for page in document:
        width, height = page.get_size()
        found.append((round(width / 72 * 25.4), round(height / 72 * 25.4)))
        assert min(bytes(page.render().buffer)) < 90, "a blank sheet"
    document.close()
    return found


@pytest.fixture
def drawn(db: Database, qapp: object, tmp_path: Path) -> Drawn:
    process = KeptProcess()
    report = next(line for line in report_list(db) if line.period == "2025-Q4")
    try:
        return draw_report(db, report, process, lambda _done, _total: None, folder=tmp_path).form
    finally:
        process.close()


def test_ctrl_p_prints_every_page_as_it_lies(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(drawn=True)
    page.choose_printer = lambda _parent, _drawn, _current: paper(tmp_path / "paper.pdf")
    qtbot.keyClick(child(page, "report-text"), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)
    pages = preview_of(page).pages
    assert len(sheets(tmp_path / "paper.pdf")) == pages
    assert {frozenset(sheet) for sheet in sheets(tmp_path / "paper.pdf")} == {frozenset((210, 297))}
    assert heard.last.startswith(f"Отправлено на печать: {pages}")


def test_only_the_pages_asked_for_are_printed(
    qtbot: QtBot, workplace: Workplace, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(drawn=True)
    page.choose_printer = lambda _parent, _drawn, _current: paper(tmp_path / "paper.pdf", first=2, last=3)
    qtbot.mouseClick(child(page, "print-report"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert len(sheets(tmp_path / "paper.pdf")) == 2


def test_without_a_printer_the_pdf_is_offered(
    qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage, tmp_path: Path
) -> None:
    def none_there(_parent: QWidget, _drawn: Drawn, _current: int) -> QPrinter | None:
        raise UserError("На этом компьютере нет принтера.", "Сохраните PDF.")

    page = open_page(drawn=True)
    page.choose_printer = none_there
    page.choose_target = lambda _parent, _suggestion, kind: tmp_path / f"a.{kind}"
    qtbot.mouseClick(child(page, "print-report"), Qt.MouseButton.LeftButton)
    notice = heard.notices[-1]
    assert notice.stays
    assert notice.choice is not None
    notice.choice[1]()
    settle(qtbot, workplace)
    assert (notice.choice[0], (tmp_path / "a.pdf").is_file()) == ("Сохранить PDF", True)


def test_a_changed_mind_prints_nothing(qtbot: QtBot, workplace: Workplace, heard: Heard, open_page: OpenPage) -> None:
    page = open_page(drawn=True)
    page.choose_printer = lambda _parent, _drawn, _current: None
    qtbot.mouseClick(child(page, "print-report"), Qt.MouseButton.LeftButton)
    settle(qtbot, workplace)
    assert heard.notices == []


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="this machine has a printer")
def test_a_machine_without_a_printer_is_told_of(qtbot: QtBot, drawn: Drawn) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with pytest.raises(UserError, match="нет принтера") as refused:
        ask_printer(parent, drawn, 0)
    assert "PDF" in refused.value.advice


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_printer_that_does_not_take_the_pages_is_told_of(drawn: Drawn, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="не принял"):
        print_pages(drawn, paper(tmp_path / "нет папки" / "paper.pdf"), [0], lambda _done, _total: None)


def test_stopping_ends_the_printing(drawn: Drawn, tmp_path: Path) -> None:
    def stop_at_the_second(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_pages(drawn, paper(tmp_path / "paper.pdf"), [0, 1, 2], stop_at_the_second)


@pytest.mark.parametrize(
    ("order", "expected"),
    [(QPrinter.PageOrder.FirstPageFirst, [0, 1, 2]), (QPrinter.PageOrder.LastPageFirst, [2, 1, 0])],
)
def test_pages_go_in_the_order_of_the_printer(
    qapp: object, tmp_path: Path, order: QPrinter.PageOrder, expected: list[int]
) -> None:
    printer = paper(tmp_path / "paper.pdf")
    printer.setPageOrder(order)
    assert chosen_pages(printer, pages=3, current=0) == expected


def test_pages_that_are_not_there_are_refused_and_no_empty_print_is_sent(qapp: object, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Таких страниц нет: всего 2"):
        chosen_pages(paper(tmp_path / "paper.pdf", first=4, last=5), pages=2, current=0)


def test_a_range_past_the_end_prints_what_there_is(qapp: object, tmp_path: Path) -> None:
    assert chosen_pages(paper(tmp_path / "paper.pdf", first=2, last=5), pages=2, current=0) == [1]


def test_a_page_one_looked_at_that_is_gone_meanwhile_is_refused(qapp: object, tmp_path: Path) -> None:
    printer = paper(tmp_path / "paper.pdf")
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    with pytest.raises(UserError, match="Таких страниц нет"):
        chosen_pages(printer, pages=2, current=5)


def test_the_page_one_looks_at_can_be_printed_alone(qapp: object, tmp_path: Path) -> None:
    printer = paper(tmp_path / "paper.pdf")
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, pages=5, current=3) == [3]
