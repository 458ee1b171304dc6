"""Where the words of a PDF stand: runs of letters in the order of the file, with their type."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple, cast

import pypdfium2

from exports.documents.forms import PrintedForm
from exports.documents.stacked import StackedForm
from models.rows.site_forms import FormHead
from tests.exports.documents import sample_papers as sample

MM = 72 / 25.4
HEAD = FormHead(passport=sample.PASSPORT, signatures=sample.SIGNATURES)
_raw = cast("Any", pypdfium2).raw


class Run(NamedTuple):
    """Letters in one line of one cell: millimetres from the left and the top of the sheet, type in points."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str

    @property
    def is_bold(self) -> bool:
        return "Bold" in self.font


class Page(NamedTuple):
    """A sheet, millimetres; its runs as the file has them."""

    wide: float
    high: float
    runs: tuple[Run, ...]

    @property
    def lines(self) -> list[list[Run]]:
        """What stands on one line, from top to bottom."""
        found: list[list[Run]] = []
        for run in sorted(self.runs, key=lambda run: (run.baseline, run.left)):
            if found and abs(run.baseline - found[-1][0].baseline) < 0.5:
                found[-1].append(run)
            else:
                found.append([run])
        return [sorted(line, key=lambda run: run.left) for line in found]


def pages_of(pdf: bytes) -> list[Page]:
    document = cast("Any", pypdfium2.PdfDocument(pdf))
    pages: list[Page] = []
    for page in document:
        wide, high = page.get_size()
        pages.append(Page(wide / MM, high / MM, tuple(_runs(page.get_textpage(), high))))
    document.close()
    return pages


def _runs(text: Any, high: float) -> Iterator[Run]:
    letters: list[tuple[str, float, float, float, float, str]] = []
    for at, char in enumerate(text.get_text_range()):
        if char in "\r\n" or _raw.FPDFText_IsGenerated(text, at):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        _raw.FPDFText_GetCharOrigin(text, at, x, y)
        left, _, right, _ = text.get_charbox(at)
        size = round(_raw.FPDFText_GetFontSize(text, at), 2)
        letter = (
            char,
            left if char.strip() else x.value,
            right if char.strip() else x.value,
            y.value,
            size,
            _font(text, at),
        )
        if letters and (abs(letters[-1][3] - y.value) > 1 or not -1 < letter[1] - letters[-1][2] < 12):
            yield from _run(letters, high)
            letters = []
        letters.append(letter)
    yield from _run(letters, high)


def _run(letters: Sequence[tuple[str, float, float, float, float, str]], high: float) -> Iterator[Run]:
    words = "".join(letter[0] for letter in letters)
    if words.strip():
        inked = [letter for letter in letters if letter[0].strip()]
        first, last = inked[0], inked[-1]
        yield Run(words.strip(), first[1] / MM, last[2] / MM, (high - first[3]) / MM, first[4], first[5])


def _font(text: Any, at: int) -> str:
    buffer = ctypes.create_string_buffer(64)
    _raw.FPDFText_GetFontInfo(text, at, buffer, 64, None)
    return buffer.value.decode()


def filled(form: PrintedForm[Any] | StackedForm[Any], rows: int, *, long: str = "") -> Any:
    """The data of a form with so many rows in every table; `long` goes to the end of every title and name."""
    plain = form.form if isinstance(form, StackedForm) else form
    data = _grown(plain.specimen(HEAD), rows, long)
    return [data] if isinstance(form, StackedForm) else data


def _grown(data: Any, rows: int, long: str) -> Any:
    changes: dict[str, Any] = {}
    for field in fields(data):
        value = getattr(data, field.name)
        if is_dataclass(value) and field.name not in {"passport", "signatures"}:
            changes[field.name] = _grown(value, rows, long)
        elif isinstance(value, tuple) and value and hasattr(value[0], "_fields"):
            changes[field.name] = tuple(_row(value[at % len(value)], at, rows, long) for at in range(rows))
    return replace(data, **changes)


def _row(row: Any, at: int, rows: int, long: str) -> Any:
    changes = {name: at + 1 for name in ("no", "number") if isinstance(getattr(row, name, None), int)}
    changes |= {
        name: f"{getattr(row, name)}{long}" for name in ("title", "name", "topic") if long and hasattr(row, name)
    }
    signs = getattr(row, "signs", ())
    if signs:
        changes["signs"] = tuple(signs[across % len(signs)] for across in range(rows))
    return row._replace(**changes)
