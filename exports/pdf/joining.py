"""PDFs one after another, as one file."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple, cast

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from exports.pdf.fonts import REGULAR, printable, register_fonts


class BoundPaper(NamedTuple):
    """A paper of a bundle: what its bookmark says, and its PDF."""

    title: str
    pdf: bytes


class _Page(NamedTuple):
    """A page: where it stands, how large it lies (points), the levels and words of its bookmarks."""

    paper: int
    place: int
    size: tuple[float, float]
    marks: tuple[tuple[int, str], ...]


def followed_by(first: bytes, second: bytes) -> bytes:
    """The pages of both; title, language and bookmarks are those of the first. The file's own id is new each time."""
    import pypdfium2

    # pypdfium2 ships without types.
    open_pdf = cast("Any", pypdfium2.PdfDocument)
    joined, target = open_pdf(first), BytesIO()
    joined.import_pages(open_pdf(second))
    joined.save(target)
    return target.getvalue()


def bound(papers: Sequence[BoundPaper], *, title: str) -> bytes:
    """All papers as one: a bookmark for each, their own bookmarks below it; the author is that of the first.

    Raises ValueError for what is no PDF.
    """
    import pypdfium2

    # pypdfium2 ships without types.
    open_pdf = cast("Any", pypdfium2.PdfDocument)
    try:
        opened = [open_pdf(paper.pdf) for paper in papers]
    except pypdfium2.PdfiumError as problem:
        raise ValueError from problem
    pages = [page for number, paper in enumerate(opened) for page in _pages(number, paper, papers[number].title)]
    author = next((said for paper in opened if (said := str(paper.get_metadata_dict().get("Author", "")))), "")
    # The pages of the papers are laid on blank ones: joined by page they would lose language and bookmarks.
    joined = open_pdf(_blank(pages, title=title, author=author))
    for number, page in enumerate(pages):
        laid = opened[page.paper].page_as_xobject(page.place, joined).as_pageobject()
        sheet = joined[number]
        sheet.insert_obj(laid)
        sheet.gen_content()
    target = BytesIO()
    joined.save(target)
    return target.getvalue()


def _pages(number: int, paper: Any, title: str) -> list[_Page]:
    marks: dict[int, list[tuple[int, str]]] = {0: [(0, title)]}
    for mark in paper.get_toc():
        leads_to = mark.get_dest()
        if leads_to is not None:
            marks.setdefault(leads_to.get_index() or 0, []).append((1 + mark.level, mark.get_title()))
    return [_Page(number, place, page.get_size(), tuple(marks.get(place, ()))) for place, page in enumerate(paper)]


def _blank(pages: Sequence[_Page], *, title: str, author: str) -> bytes:
    """Empty pages of these sizes with the bookmarks and the properties of the file."""
    register_fonts()
    rl_config.useA85 = 0
    target = BytesIO()
    make: Any = Canvas  # its stub takes the font for a number
    canvas = make(target, invariant=1, pageCompression=1, initialFontName=REGULAR, lang="ru-RU")
    canvas.setTitle(printable(title))
    canvas.setAuthor(printable(author))
    canvas.setSubject("")
    canvas.setCreator("Маршрут")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    below = 0
    for number, page in enumerate(pages):
        canvas.setPageSize(page.size)
        for place, (level, words) in enumerate(page.marks):
            key = f"{number}-{place}"
            canvas.bookmarkPage(key)
            # A bookmark may stand one level below the one before it, no deeper.
            below = min(level, below + 1) if number or place else 0
            canvas.addOutlineEntry(printable(words), key, level=below)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
