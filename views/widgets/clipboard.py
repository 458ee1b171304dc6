"""Rows as a table for Excel and Word: tab-separated text and HTML at once."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_FORMULA = ("=", "@")


def as_tsv(cells: Sequence[Sequence[str]]) -> str:
    """Lines of cells parted by tabs; a text that a spreadsheet would take for a formula gets an apostrophe."""
    return "\r\n".join("\t".join(_plain(cell) for cell in row) for row in cells) + "\r\n"


def as_html(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """An HTML table whose cells Excel takes as text («01.02» stays, `+7…` is no formula); numbers stay numbers."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in cells)
    return (
        '<html><head><meta charset="utf-8"></head><body><table border="1" cellspacing="0" cellpadding="3">'
        f"{f'<tr>{head}</tr>' if headings else ''}{body}</table></body></html>"
    )


def in_both_forms(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Rows as the clipboard holds them: tab-separated and as HTML; headings may be empty."""
    return as_tsv([headings, *cells] if headings else cells), as_html(headings, cells)


def put(forms: tuple[str, str]) -> None:
    """Put what `in_both_forms` made on the clipboard."""
    data = QMimeData()
    data.setText(forms[0])
    data.setHtml(forms[1])
    QGuiApplication.clipboard().setMimeData(data)


def copy_rows(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Put rows on the clipboard in both forms; headings may be empty."""
    put(in_both_forms(headings, cells))


def _plain(cell: str) -> str:
    flat = " ".join(cell.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def _cell(cell: str) -> str:
    shown = escape(cell).replace("\n", "<br>")
    number = cell.replace("\u00a0", "").replace(" ", "")
    is_number = number.isascii() and number.isdigit() and (number == "0" or not number.startswith("0"))
    return f"<td>{number}</td>" if is_number else f"<td style=\"mso-number-format:'\\@'\">{shown}</td>"
