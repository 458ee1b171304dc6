"""Pages of a PDF as pictures: what the preview shows, and the printer prints, is the exported file itself."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


class Drawn(NamedTuple):
    """A form as it will come out: what it is called, the bytes of its PDF, and the sizes of its pages, points."""

    title: str
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.sizes)


def drawn_pages(title: str, pdf: bytes) -> Drawn:
    """A PDF as the preview and the printer take it; runs on the documents lane."""
    with opened(pdf) as document:
        return Drawn(title, pdf, tuple(page.get_size() for page in document))


def page_image(pdf: bytes, page: int, *, dots_per_inch: float) -> QImage:
    """One page (from 0) as a picture of its own; runs on the documents lane."""
    with opened(pdf) as document:
        bitmap = document[page].render(scale=dots_per_inch / POINTS_PER_INCH)
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
        return image.copy()


@contextmanager
def opened(pdf: bytes) -> Generator[Any]:
    """A PDF that can be read, closed on leaving; on the documents lane only, for the library is not made for two."""
    import pypdfium2

    # pypdfium2 ships without types.
    document = cast("Any", pypdfium2.PdfDocument(pdf))
    try:
        yield document
    finally:
        document.close()
