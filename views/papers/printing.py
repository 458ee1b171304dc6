"""A drawn form on paper: the pages of its PDF as pictures at the resolution of the printer."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.progress import Progress
from models.rules.words import counted
from views.papers.pages import Drawn, page_image

FINEST = 300
"""Dots per inch: a finer picture looks the same on paper and takes four times the memory."""


def ask_printer(parent: QWidget, drawn: Drawn, current: int) -> QPrinter | None:
    """Ask where to print a form and which pages of it; `current` is the page one looks at, from 0.

    None when the person changed her mind. Raises UserError where no printer is known.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            "На этом компьютере нет принтера.",
            "Подключите его в настройках системы или сохраните PDF и напечатайте на другом компьютере.",
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(drawn.title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Печать")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage)
    dialog.setMinMax(1, drawn.pages)
    dialog.setFromTo(current + 1, current + 1)
    dialog.setPrintRange(QAbstractPrintDialog.PrintRange.AllPages)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def chosen_pages(printer: QPrinter, *, pages: int, current: int) -> list[int]:
    """The pages (from 0) in the order in which they go to the printer, again for each copy it cannot make itself.

    Raises UserError where the form has none of the pages that were asked for.
    """
    chosen = list(range(pages))
    match printer.printRange():
        case QPrinter.PrintRange.CurrentPage:
            chosen = [page for page in chosen if page == current]
        case QPrinter.PrintRange.PageRange:
            ranges = printer.pageRanges()
            chosen = [page for page in chosen if ranges.contains(page + 1)]
        case _:
            pass
    if not chosen:
        raise UserError(
            f"Таких страниц нет: всего {counted(pages, 'страница', 'страницы', 'страниц')}.",
            "Укажите номера страниц снова.",
        )
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _copy in range(copies)]


def print_pages(drawn: Drawn, printer: QPrinter, pages: Sequence[int], progress: Progress) -> int:
    """Print these pages (from 0) of a form; returns how many. Runs on the documents lane.

    Raises UserError where the printer does not take them. Stopped half-way, it throws away what it can.
    """
    printer.setFullPage(True)
    painter = QPainter()
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages))
            _print_page(drawn, page, printer, painter)
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise _silent()
    return len(pages)


def _print_page(drawn: Drawn, page: int, printer: QPrinter, painter: QPainter) -> None:
    size = QSizeF(*drawn.sizes[page])
    _turn(printer, size)
    if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
        raise _silent()
    image = page_image(drawn.pdf, page, dots_per_inch=min(printer.resolution(), FINEST))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(_placed(size, QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))), image)


def _turn(printer: QPrinter, size: QSizeF) -> None:
    """Lay the paper as the page lies."""
    lies = QPageLayout.Orientation.Landscape if size.width() > size.height() else QPageLayout.Orientation.Portrait
    if printer.pageLayout().orientation() is not lies:
        printer.setPageOrientation(lies)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def _placed(size: QSizeF, paper: QRectF) -> QRectF:
    """Where a page goes: as large as the paper takes it, in its middle."""
    fitted = QRectF(paper.topLeft(), size.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fitted.moveCenter(paper.center())
    return fitted


def _silent() -> UserError:
    return UserError(
        "Принтер не принял страницы.",
        "Проверьте, включён ли он и есть ли бумага, и повторите. Или сохраните PDF и напечатайте его позже.",
    )
