"""Pages of a PDF as pictures: what the preview shows, and the printer prints, is the exported file itself."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, *, dots_per_inch: float) -> QImage:
    """One page (from 0) as a picture of its own; runs on the documents lane."""
    with _opened(pdf) as document:
        bitmap = document[page].render(scale=dots_per_inch / POINTS_PER_INCH)
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
        return image.copy()


def page_size(pdf: bytes, page: int) -> QSizeF:
    """Width and height of a page (from 0), points."""
    with _opened(pdf) as document:
        width, height = document[page].get_size()
        return QSizeF(width, height)


@contextmanager
def _opened(pdf: bytes) -> Generator[Any]:
    import pypdfium2

    # pypdfium2 ships without types.
    document = cast("Any", pypdfium2.PdfDocument(pdf))
    try:
        yield document
    finally:
        document.close()
