"""What lies in a folder that packages arrive in, by whatever road: found without believing a word of it.

A folder of uploads is open to strangers. So it is listed up to a limit, nothing in it is followed (no link, no path
that a file names), what describes a file is read up to a limit, and only plain files are opened, each at once. What is
not yet whole is left alone: it may still be on its way.
"""

import os
import stat
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from exports.packages import bag
from exports.transport.mail import Joined, joined_pieces, sealed_in_letter
from exports.transport.receipts import SUFFIX as RECEIPT
from exports.transport.webdav import MANIFEST, PARTS_MOST, PartsManifest, read_manifest
from models.errors import UserError
from models.rules.json_said import object_in

MOST_ENTRIES = 20_000
"""Names in one folder; with more, nothing of it is taken."""
MOST_DESCRIPTION = 64 << 10
"""Bytes of a file that describes an upload."""
LONGEST_LABEL = 80
"""Letters of a file's name that are told; a longer one is cut."""

_MOST_PARTS = PARTS_MOST + 10_000
"""Parts with what cut-off requests left besides."""
_MOST_MANIFEST = 2 << 20
_PART = ".part"

_PIECE = 1 << 20
_MARK = b"age-encryption.org/"
_INFO = (".json", ".info")
"""What tus servers write beside an upload: that of `@tus/file-store`, and that of tusd."""
_OTHERS = (*_INFO, ".lock", ".part", RECEIPT, ".tmp")
_LETTER = ".eml"
_PIECE_MARK = b"marshrut-piece "
"""How a piece of a sealed file begins, whatever web mail called it."""
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_AGAIN = "Ничего не записано. Попросите площадку передать пакет ещё раз."


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that may be a sealed package: what it is called in its folder, and its bytes piece by piece.

    `pieces` raises UserError where it cannot be read; `sha256` is what was said of the whole, or empty.
    """

    label: str
    pieces: Callable[[], Iterator[bytes]]
    sha256: str = ""


class Unwhole(NamedTuple):
    """Something that is still on its way, and what is missing."""

    label: str
    missing: str


class Refusal(NamedTuple):
    """Something that is no package, and why."""

    label: str
    reason: UserError


Found = Arrival | Unwhole | Refusal


class _Entry(NamedTuple):
    name: str
    path: Path
    is_link: bool
    is_folder: bool
    is_file: bool


def arrivals(folder: Path) -> Iterator[Found]:
    """Everything in a folder that is a package or means to be one, in the order of names.

    Known are sealed files, uploads of a tus server, folders of parts with their manifest, pieces of letters. Raises
    UserError for what is no folder, or has more than `MOST_ENTRIES` names in it.
    """
    entries = _listed(folder, MOST_ENTRIES)
    names = {each.name for each in entries}
    letters: list[Path] = []
    for entry in entries:
        if entry.is_link:
            yield _refusal(entry.name, "это ссылка на другой файл, а не сам файл")
        elif entry.is_folder:
            yield from _parts(entry)
        elif not entry.is_file:
            yield _refusal(entry.name, "это не обычный файл")
        elif entry.name.lower().endswith(_LETTER) or _begins(entry.path, _PIECE_MARK):
            letters.append(entry.path)
        elif (info := next((end for end in _INFO if entry.name + end in names), None)) is not None:
            yield from _upload(entry, entry.path.with_name(entry.name + info))
        elif not entry.name.lower().endswith(_OTHERS) and (_is_named_so(entry.name) or _begins(entry.path, _MARK)):
            yield Arrival(label(entry.name), partial(_read, entry.path))
    yield from _letters(letters)


def label(name: str) -> str:
    """What a file of a stranger may be called in an answer: no sign that a terminal obeys, and not too long."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in name)
    return plain if len(plain) <= LONGEST_LABEL else plain[: LONGEST_LABEL - 1] + "…"


def _listed(folder: Path, most: int) -> list[_Entry]:
    entries: list[_Entry] = []
    try:
        with os.scandir(folder) as listing:
            for entry in listing:
                if len(entries) >= most:
                    raise UserError(
                        f"Папка «{label(folder.name)}» не принята: в ней больше {most} файлов.",
                        "Ничего не записано. Уберите из неё лишнее и повторите.",
                    )
                entries.append(
                    _Entry(
                        entry.name,
                        Path(entry.path),
                        entry.is_symlink(),
                        entry.is_dir(follow_symlinks=False),
                        entry.is_file(follow_symlinks=False),
                    )
                )
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"Папки «{label(folder.name)}» нет.", "Укажите папку, в которую приходят пакеты.") from None
    except PermissionError:
        raise UserError(
            f"Папка «{label(folder.name)}» не открывается: нет прав на чтение.", "Попросите доступ к ней и повторите."
        ) from None
    return sorted(entries)


def _refusal(name: str, reason: str) -> Refusal:
    return Refusal(label(name), UserError(f"Файл не принят: {reason}.", _AGAIN))


def _is_named_so(name: str) -> bool:
    return name.lower().endswith(".age")


def _begins(path: Path, mark: bytes) -> bool:
    try:
        with _opened(path) as file:
            return file.read(len(mark)) == mark
    except UserError:
        return False


@contextmanager
def _opened(path: Path) -> Generator[BinaryIO]:
    """The same as `_plain_file`; a medium that fails is the trouble of this file, not of those beside it."""
    with _plain_file(path) as file:
        try:
            yield file
        except OSError:
            raise UserError("Файл не принят: он не читается.", "Проверьте диск или флешку и повторите.") from None


def _plain_file(path: Path) -> BinaryIO:
    """A plain file, open; whatever took its place since it was listed is refused, not followed and not waited for."""
    try:
        number = os.open(path, _OPEN_FLAGS)
    except FileNotFoundError:
        raise UserError("Файл не принят: его уже нет.", _AGAIN) from None
    except OSError:
        raise UserError("Файл не принят: он не открывается.", "Проверьте права на чтение и повторите.") from None
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise UserError("Файл не принят: это не обычный файл.", _AGAIN)
    return os.fdopen(number, "rb")


def _read(path: Path) -> Iterator[bytes]:
    """The bytes of a file, at most those of the largest package."""
    left = bag.MAX_BYTES
    with _opened(path) as file:
        while piece := file.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise UserError("Файл не принят: он больше 1 ГБ.", _AGAIN)
            yield piece


def _read_parts(parts: Iterable[tuple[Path, int]]) -> Iterator[bytes]:
    """The first bytes of files, so many of each, one after another."""
    for path, size in parts:
        left = size
        with _opened(path) as file:
            while left and (piece := file.read(min(left, _PIECE))):
                left -= len(piece)
                yield piece
        if left:
            raise UserError("Папка не принята: одна из частей короче, чем сказано в описании.", _AGAIN)


def _description(path: Path, most: int = MOST_DESCRIPTION) -> bytes:
    """A small file that describes others, whole."""
    with _opened(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise UserError("Файл не принят: его описание непомерно велико.", _AGAIN)
    return content


# The folder of a tus server


def _upload(entry: _Entry, info: Path) -> Iterator[Found]:
    try:
        size = _upload_size(_description(info))
        there = entry.path.lstat().st_size
    except OSError:
        return
    except UserError as refusal:
        yield Refusal(label(entry.name), refusal)
        return
    if size is None or there < size:
        of = "" if size is None else f" из {size}"
        yield Unwhole(label(entry.name), f"пришло {there}{of} байт")
    elif there > size:
        yield _refusal(entry.name, "он длиннее, чем сказано в описании загрузки")
    else:
        yield Arrival(label(entry.name), partial(_read, entry.path))


def _upload_size(content: bytes) -> int | None:
    """Bytes that the whole upload has; None where the sender has not said it yet."""
    unreadable = UserError("Файл не принят: описание загрузки не читается.", _AGAIN)
    try:
        said = object_in(content)
    except ValueError:
        raise unreadable from None
    size = said.get("size", said.get("Size"))
    if size is None:
        return None
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise unreadable
    return size


# Folders of parts


def _parts(entry: _Entry) -> Iterator[Found]:
    """A folder of parts, if it is one: other folders are nobody's business here."""
    try:
        inside = {each.name: each for each in _listed(entry.path, _MOST_PARTS)}
        if MANIFEST not in inside:
            if any(name.endswith(_PART) for name in inside):
                yield Unwhole(label(entry.name), f"частей {len(inside)}, а описания ещё нет")
            return
        manifest = _manifest(inside[MANIFEST])
        parts = _part_paths(manifest, inside)
    except UserError as refusal:
        yield Refusal(label(entry.name), refusal)
        return
    yield Arrival(label(entry.name), partial(_read_parts, parts), manifest.sha256)


def _manifest(entry: _Entry) -> PartsManifest:
    if not entry.is_file:
        raise UserError("Папка не принята: описание частей — не обычный файл.", _AGAIN)
    try:
        manifest = read_manifest(_description(entry.path, _MOST_MANIFEST))
    except ValueError:
        raise UserError("Папка не принята: описание частей не читается.", _AGAIN) from None
    if manifest.size > bag.MAX_BYTES:
        raise UserError("Папка не принята: пакет больше 1 ГБ.", _AGAIN)
    return manifest


def _part_paths(manifest: PartsManifest, inside: Mapping[str, _Entry]) -> list[tuple[Path, int]]:
    for part in manifest.parts:
        if part.name not in inside:
            raise UserError("Папка не принята: не хватает частей, которые названы в описании.", _AGAIN)
        if not inside[part.name].is_file:
            raise UserError("Папка не принята: одна из частей — не обычный файл.", _AGAIN)
    return [(inside[part.name].path, part.size) for part in manifest.parts]


# Letters


def _letters(paths: Sequence[Path]) -> Iterator[Found]:
    """What pieces make up, whatever their order; and packages that were attached to a letter whole."""
    for joined in joined_pieces(paths):
        if joined.missing and not joined.damaged:
            yield Unwhole(label(joined.name), joined.said().rstrip("."))
        elif not joined.is_whole:
            yield Refusal(label(joined.name), UserError(joined.said(), "Попросите площадку переслать эти письма."))
        else:
            yield Arrival(label(joined.name), partial(_limited, joined), joined.sha256)
    for path in paths:
        for number in range(len(sealed_in_letter(path))):
            yield Arrival(label(path.name), partial(_attached, path, number))


def _limited(joined: Joined) -> Iterator[bytes]:
    left = bag.MAX_BYTES
    for piece in joined.read():
        left -= len(piece)
        if left < 0:
            raise UserError("Пакет из писем не принят: он больше 1 ГБ.", _AGAIN)
        yield piece


def _attached(path: Path, number: int) -> Iterator[bytes]:
    yield from sealed_in_letter(path)[number : number + 1]
