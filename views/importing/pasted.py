"""A table that was copied in Word or Excel and is pasted instead of a file."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

PASTED_NAME = Path("Вставленная таблица")
"""What stands in the place of the file's name."""
_LINES_OF_TABLE = 2


class Pasted(NamedTuple):
    """A table as the clipboard hands it over."""

    text: str
    html: str


def pasted_table(mime: QMimeData | None) -> Pasted | None:
    """What was copied, if it looks like a table: of Word, of Excel, or lines cut at tabs."""
    if mime is None:
        return None
    html, text = mime.html(), mime.text()
    is_table = "<table" in html.lower() or len([line for line in text.splitlines() if "\t" in line]) >= _LINES_OF_TABLE
    return Pasted(text, html) if is_table else None


def pasted_by(event: QKeyEvent) -> Pasted | None:
    """The copied table, where the keys are those of pasting."""
    if not event.matches(QKeySequence.StandardKey.Paste):
        return None
    return pasted_table(QGuiApplication.clipboard().mimeData())
