"""One PDF after another, as one file."""

from io import BytesIO
from typing import Any, cast


def followed_by(first: bytes, second: bytes) -> bytes:
    """The pages of both; title, language and bookmarks are those of the first. The file's own id is new each time."""
    import pypdfium2

    # pypdfium2 ships without types.
    open_pdf = cast("Any", pypdfium2.PdfDocument)
    joined, target = open_pdf(first), BytesIO()
    joined.import_pages(open_pdf(second))
    joined.save(target)
    return target.getvalue()
