"""Certificates in one batch: beside bare canvas pages with the same words and squares; memory by whole processes.

The canvas is given every line already broken and placed, and the squares of the codes already computed.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from exports.documents.certificate import CERTIFICATE
from exports.pdf.fonts import BOLD, ITALIC, REGULAR, register_fonts
from exports.pdf.squares import Square, draw_square, square_of
from tests.benchmarks.harness import Bench, Figure, ours, race, timed
from tests.benchmarks.invented_certificates import certificate_paper

_WIDE, _HIGH = landscape(A4)
_SIDE = 36 * mm
_NEARLY_FLAT = 1.5
"""Memory of a batch ten times as large, as a multiple: the words of its pages are kept until the file is written."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Time of one batch inside this process; peak memory of a process that draws it, and of one that draws a tenth."""
    count = bench.size(500, quick=5)
    paper = certificate_paper(count)
    register_fonts()
    squares = [square_of(page.code) for page in paper.pages]
    run = race(
        ours=lambda: timed(lambda: CERTIFICATE.pdf(paper)),
        canvas=lambda: timed(lambda: _strokes(squares)),
    )
    what = f"{count:,} certificates in one batch"
    yield Figure(f"{what}: time", run["ours"].seconds, "bare canvas", run["canvas"].seconds, 2)
    folder = bench.folder
    run = race(
        whole=lambda: ours("certificates_ours", str(count), folder / "whole.pdf"),
        tenth=lambda: ours("certificates_ours", str(max(1, count // 10)), folder / "tenth.pdf"),
    )
    size = (folder / "whole.pdf").stat().st_size / 1e6
    yield Figure(
        f"{what}: peak memory",
        run["whole"].megabytes,
        "a tenth of them",
        run["tenth"].megabytes,
        _NEARLY_FLAT,
        "MB",
        f"the file of all: {size:.1f} MB",
    )


_LINES = (
    ("ГАУ ДПО «Приморский краевой институт развития образования»", REGULAR, 11.5),
    ("МБДОУ «Детский сад № 7 „Маяк“»", BOLD, 13),
    ("СЕРТИФИКАТ", BOLD, 40),
    ("участника стажировочной площадки", ITALIC, 17),
    ("рег. № 7/2026", REGULAR, 12.5),
    ("выдан", REGULAR, 11.5),
    ("Вымышленной Марии Петровне", BOLD, 27),
    ("воспитатель, МБДОУ «Детский сад № 12», Артёмовский городской округ", REGULAR, 11.5),
    ("Настоящий сертификат подтверждает участие в стажировке по программе", REGULAR, 12.5),
    ("«Развитие инженерного мышления детей дошкольного возраста", BOLD, 15.5),
    ("средствами конструирования и образовательной робототехники»", BOLD, 15.5),
    ("в объёме 36 (тридцати шести) академических часов", REGULAR, 12.5),
    ("с 12 января 2026 г. по 20 мая 2026 г.", REGULAR, 12.5),
)
_FOOT = (
    "Заведующий, руководитель", "стажировочной площадки", "М.П. Вымышленная", "Научный консультант,",
    "кандидат педагогических наук", "О.В. Придуманная", "Артём, 20 мая 2026 г.", "Подлинность проверяется",
    "по этому коду",
)  # fmt: skip


def _strokes(squares: list[Square]) -> bytes:
    target = BytesIO()
    # Its stub knows no attributes.
    make: Any = Canvas
    canvas = make(target, pagesize=(_WIDE, _HIGH), pageCompression=1, invariant=1, initialFontName=REGULAR)
    for square in squares:
        canvas.rect(9 * mm, 9 * mm, _WIDE - 18 * mm, _HIGH - 18 * mm)
        canvas.rect(11 * mm, 11 * mm, _WIDE - 22 * mm, _HIGH - 22 * mm)
        y = _HIGH - 40 * mm
        for words, font, size in _LINES:
            canvas.setFont(font, size)
            canvas.drawCentredString(_WIDE / 2, y, words)
            y -= size * 1.3
        canvas.setFont(REGULAR, 11)
        for number, words in enumerate(_FOOT):
            canvas.drawString(28 * mm, 19 * mm + number * 13, words)
        canvas.line(120 * mm, 30 * mm, 166 * mm, 30 * mm)
        canvas.line(120 * mm, 43 * mm, 166 * mm, 43 * mm)
        draw_square(canvas, square, left=_WIDE - 64 * mm, bottom=19 * mm, side=_SIDE)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
