"""Printed papers read back: words with their places, text in its order, sheets of a workbook."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from pypdf import PdfReader
from python_calamine import CalamineWorkbook

MM = 72 / 25.4
PAGE = "{http://www.w3.org/1999/xhtml}page"
WORD = "{http://www.w3.org/1999/xhtml}word"


class Word(NamedTuple):
    """A word of a page with its box, millimetres from the left and the top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def words_of(content: bytes, folder: Path) -> list[list[Word]]:
    source, target = folder / "report.pdf", folder / "report.html"
    source.write_bytes(content)
    subprocess.run(["pdftotext", "-bbox", str(source), str(target)], check=True)
    pages: list[list[Word]] = []
    for page in ElementTree.parse(target).iter(PAGE):
        pages.append(
            [
                Word(word.text or "", *(float(word.attrib[side]) / MM for side in ("xMin", "xMax", "yMin", "yMax")))
                for word in page.iter(WORD)
            ]
        )
    return pages


def text_of(content: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def pdf_pages(content: bytes, folder: Path) -> list[str]:
    """The text of every page, as pdftotext reads it."""
    (folder / "paper.pdf").write_bytes(content)
    said = subprocess.run(
        ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return said.stdout.split("\f")


def assert_in_order(text: str, parts: tuple[str, ...]) -> None:
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def body(page: list[Word], number: int) -> list[Word]:
    """The words of a page without its number."""
    return page if number == 1 else [word for word in page if word.bottom > 20]


def sheets_of(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
