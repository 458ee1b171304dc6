"""The words of a Word document, read without a library for it (ISO/IEC 29500-1)."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

_PARTS = re.compile(r"word/[^/]+\.xml")
_MOST_BYTES = 50_000_000
_PARAGRAPH_END = "</w:p>"
_MARK = re.compile(r"<[^>]*>")


def paragraphs_of(content: bytes) -> tuple[str, ...]:
    """The paragraphs that say something, of every part of the file: headers and notes too; nothing of a huge file."""
    with ZipFile(BytesIO(content)) as packed:
        parts = [entry for entry in packed.infolist() if _PARTS.fullmatch(entry.filename)]
        if sum(entry.file_size for entry in parts) > _MOST_BYTES:
            return ()
        texts = [packed.read(entry).decode("utf-8", "replace") for entry in parts]
    paragraphs = (unescape(_MARK.sub("", piece)).strip() for text in texts for piece in text.split(_PARAGRAPH_END))
    return tuple(each for each in paragraphs if each)
