"""Files that may be scans of signed sheets: which events they belong to."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from models.errors import UserError
from models.imports.scans import codes_on
from models.rules.file_kinds import MAX_FILE_BYTES
from models.rules.sheet_code import event_of_qr, is_sheet_qr

SCAN_SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"})
"""Files that are looked through for a sheet's code."""


class ScanFile(NamedTuple):
    """A file that was looked through: the event of its sheet, or what is wrong with it.

    `is_sheet` says whether it carries the code of any site's sheet.
    """

    path: Path
    event_id: int | None = None
    is_sheet: bool = False
    problem: UserError | None = None


def look_through(paths: Sequence[Path], *, own: Collection[str]) -> list[ScanFile]:
    """What each file is, in their order; `own` are the codes of this site. May take seconds a file.

    A plain function, so that it can run in a spawned process.
    """
    return [_look(path, own) for path in paths]


def _look(path: Path, own: Collection[str]) -> ScanFile:
    if path.suffix.lower() not in SCAN_SUFFIXES:
        return ScanFile(path)
    is_sheet = False
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return ScanFile(path)
        texts = codes_on(path.read_bytes())
        is_sheet = any(map(is_sheet_qr, texts))
        return ScanFile(path, event_of_qr(texts, own=own), is_sheet)
    except UserError as problem:
        return ScanFile(path, None, is_sheet, problem)
    except OSError:
        problem = UserError("Файл не читается.", "Проверьте, на месте ли он, и перетащите его ещё раз.")
        return ScanFile(path, None, is_sheet, problem)
