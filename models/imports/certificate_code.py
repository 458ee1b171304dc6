"""Where the code of a certificate comes from: a scan, a picture, a file with its text, or the text itself."""

from pathlib import Path

from models.certificate_check import certificate_code
from models.errors import UserError
from models.imports.scans import codes_on
from models.rules.certificate_text import MARK
from models.rules.file_kinds import MAX_FILE_BYTES
from models.rules.minisign import PublicKey, read_public_key

_MOST_TEXT = 100_000
"""Bytes: a larger file is no text of a code."""
_ENCODINGS = ("utf-8", "utf-16")
"""The second is «Юникод» of the Windows notepad."""


def code_from(source: str) -> str:
    """The code in a file, or in the words themselves; raises UserError where there is none."""
    if MARK in source:
        return certificate_code([source])
    return code_on(scan_content(Path(source)))


def scan_content(path: Path) -> bytes:
    """The file that a code is to be read from; raises UserError where there is none, and for one that is too large."""
    try:
        place = path.expanduser()
        if place.stat().st_size > MAX_FILE_BYTES:
            raise UserError("Файл слишком велик для скана.", "Отсканируйте один сертификат, 300 точек на дюйм.")
        return place.read_bytes()
    except (OSError, RuntimeError) as problem:  # RuntimeError: the home folder of nobody
        raise UserError(
            "Такого файла нет, и на код это не похоже.", f"Укажите скан сертификата или текст кода: {MARK}…"
        ) from problem


def code_on(content: bytes) -> str:
    """The code on a scan, in a picture or in a text; it may take seconds: call it in a spawned process."""
    if len(content) <= _MOST_TEXT:
        for encoding in _ENCODINGS:
            text = content.decode(encoding, errors="replace")
            if MARK in text:
                return certificate_code([text])
    return certificate_code(codes_on(content))


def key_from(path: Path) -> PublicKey:
    """The public key in a file; raises UserError for another file."""
    try:
        with path.open("rb") as file:
            return read_public_key(file.read(_MOST_TEXT).decode())
    except OSError as problem:
        raise UserError(f"Файл ключа «{path.name}» не открывается.", "Проверьте, на месте ли он.") from problem
    except ValueError as problem:
        raise UserError(
            f"Файл «{path.name}» — не открытый ключ площадки.", "Нужен файл из двух строк, имя кончается на .pub."
        ) from problem
