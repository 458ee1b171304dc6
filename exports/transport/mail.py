"""A sealed file as letters: pieces of a chosen size, each in a ready letter and as a plain file to attach in web mail.

A piece begins with a line of its own that names the whole file's SHA-256, its number, how many there are, the size of
the whole, and its own SHA-256; so the names of letters and files say nothing that matters, and pieces are put together
in any order, from whatever they arrived in.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import policy
from email.errors import HeaderParseError, MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser
from pathlib import Path
from typing import NamedTuple

from exports.packages.age import MARK
from exports.transport.parcel_file import changed, opened_parcel
from exports.transport.road import Parcel, RoadRefusedError
from models.errors import UserError
from models.files import write_whole
from models.rules.words import counted

LEAST_PIECE = 16 << 10
MOST_PIECES = 999
MOST_LETTER = 96 << 20
"""Bytes of a file that may be a letter: no mail server lets a larger one through."""

_MARK = b"marshrut-piece 1 "
_LONGEST_LINE = 400
_LINE = re.compile(
    rb"marshrut-piece 1 ([a-z0-9][A-Za-z0-9_-]{0,119}) ([0-9a-f]{64})"
    rb" ([0-9]{1,3}) ([0-9]{1,3}) ([0-9]{1,11}) ([0-9a-f]{64})\n"
)
_BLOCK = 1 << 20


class Piece(NamedTuple):
    """One piece of a sealed file: number from 1, how many there are, and the bytes of the file that it holds."""

    number: int
    of: int
    offset: int
    size: int


def pieces(parcel: Parcel, piece_bytes: int) -> list[Piece]:
    """Cut a parcel into pieces of at most `piece_bytes` bytes; UserError where those would be too many or too small."""
    if piece_bytes < LEAST_PIECE:
        raise UserError("Такие маленькие письма не имеют смысла.", "Выберите размер письма побольше.")
    count = max(1, -(-parcel.size // piece_bytes))
    if count > MOST_PIECES:
        raise UserError(
            f"Получилось бы {counted(count, 'письмо', 'письма', 'писем')}: слишком много.",
            "Выберите размер письма побольше или передайте пакет на флешке.",
        )
    return [
        Piece(number, count, offset, min(piece_bytes, parcel.size - offset))
        for number, offset in enumerate(range(0, count * piece_bytes, piece_bytes), start=1)
    ]


def write_pieces(parcel: Parcel, folder: Path, *, piece_bytes: int, to: str, subject: str) -> list[Path]:
    """Write every piece as `<name>.age.01-of-03` and as a letter `<name>.01-of-03.eml`; the letters come first.

    A letter opens as a draft in Outlook and Thunderbird, ready to be sent; an empty `to` is filled in there. Raises
    UserError as `pieces` and `write_whole` do, for a broken address, and where the file is not the one that was sealed.
    """
    letters: list[Path] = []
    plain: list[Path] = []
    proof = hashlib.sha256()
    _check_address(to)
    with opened_parcel(parcel) as content:
        for piece in pieces(parcel, piece_bytes):
            part = content.read(piece.size)
            proof.update(part)
            if piece.number == piece.of and proof.hexdigest() != parcel.sha256:
                raise changed(parcel)
            numbers = _numbers(piece)
            file = _first_line(parcel, piece, part) + part
            attached = folder / f"{parcel.name}.age.{numbers}"
            letter = folder / f"{parcel.name}.{numbers}.eml"
            write_whole(attached, file)
            write_whole(letter, _letter(parcel, piece, file, attached.name, to=to, subject=subject))
            plain.append(attached)
            letters.append(letter)
    return [*letters, *plain]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a piece lies: in which file, and for a letter as which of its attachments."""

    path: Path
    attachment: int | None
    start: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A sealed file put together from pieces, as their first lines name it; nothing of that is proved yet.

    `missing` are the numbers that nobody brought, `damaged` those that came with other bytes than they should have.
    """

    name: str
    sha256: str
    size: int
    count: int
    missing: tuple[int, ...]
    damaged: tuple[int, ...]
    _sources: tuple[_Source, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all pieces are there."""
        return not self.missing and not self.damaged

    def read(self) -> Iterator[bytes]:
        """The file, piece by piece; UserError where pieces are missing, have changed, or do not make it up."""
        if not self.is_whole:
            raise UserError(self.said(), "Попросите площадку переслать эти письма.")
        proof, size = hashlib.sha256(), 0
        for source in self._sources:
            part = _content(source)
            proof.update(part)
            size += len(part)
            yield part
        if proof.hexdigest() != self.sha256 or size != self.size:
            raise UserError(
                f"Части пакета {self.name} не складываются в целое.", "Попросите площадку переслать все письма."
            )

    def said(self) -> str:
        """What is there, in a sentence."""
        if self.is_whole:
            return f"Пакет {self.name}: все части на месте ({self.count})."
        told = [
            f"{words} {', '.join(str(number) for number in numbers)}"
            for words, numbers in (("нет частей", self.missing), ("повреждены части", self.damaged))
            if numbers
        ]
        return f"Пакет {self.name} из {self.count} частей: {'; '.join(told)}."


def joined_pieces(files: Iterable[Path]) -> list[Joined]:
    """Put together what pieces lie in these files, letters or plain, in any order; by name of the package.

    The same piece twice is harmless. What holds no piece is passed over, a letter with a whole sealed file too.
    """
    found: dict[tuple[str, str, int, int], dict[int, _Source]] = {}
    spoiled: dict[tuple[str, str, int, int], set[int]] = {}
    for path in files:
        for source, file in _files_in(path):
            line = _LINE.match(file[:_LONGEST_LINE])
            if line is None:
                continue
            whole = (line[1].decode(), line[2].decode(), int(line[5]), int(line[4]))
            number = int(line[3])
            if not 1 <= number <= whole[3]:
                continue
            here, bad = found.setdefault(whole, {}), spoiled.setdefault(whole, set())
            if hashlib.sha256(memoryview(file)[line.end() :]).hexdigest().encode() != line[6]:
                bad.add(number)
            else:
                here.setdefault(number, _Source(source.path, source.attachment, line.end()))
    return [
        Joined(
            *whole,
            missing=tuple(each for each in range(1, whole[3] + 1) if each not in here and each not in spoiled[whole]),
            damaged=tuple(sorted(spoiled[whole] - set(here))),
            _sources=tuple(here[number] for number in sorted(here)),
        )
        for whole, here in sorted(found.items(), key=lambda each: each[0])
    ]


def sealed_in_letter(path: Path) -> list[bytes]:
    """Whole sealed files that somebody attached to a letter as they are."""
    return [file for source, file in _files_in(path) if source.attachment is not None and file.startswith(MARK)]


def _numbers(piece: Piece) -> str:
    width = max(2, len(str(piece.of)))
    return f"{piece.number:0{width}}-of-{piece.of:0{width}}"


def _first_line(parcel: Parcel, piece: Piece, part: bytes) -> bytes:
    of_part = hashlib.sha256(part).hexdigest()
    line = f"{parcel.name} {parcel.sha256} {piece.number} {piece.of} {parcel.size} {of_part}\n"
    return _MARK + line.encode("ascii")


def _letter(parcel: Parcel, piece: Piece, file: bytes, file_name: str, *, to: str, subject: str) -> bytes:
    letter = EmailMessage(policy=policy.SMTP)
    number = f"{piece.number} из {piece.of}"
    letter["Subject"] = " ".join(f"{subject} ({number})".split())
    if to.strip():
        letter["To"] = " ".join(to.split())
    # Outlook opens a letter with this line as a draft, not as one received.
    letter["X-Unsent"] = "1"
    letter.set_content(
        f"Пакет {parcel.name}, часть {number}.\n\n"
        "Вложение зашифровано: открыть его может только институт. Письма можно отправлять и принимать в любом порядке, "
        "пересылать и повторять; переименовывать и открывать вложение не нужно.\n"
    )
    letter.add_attachment(file, maintype="application", subtype="octet-stream", filename=file_name)
    return letter.as_bytes()


def _check_address(to: str) -> None:
    """Before anything is written; the parser of addresses stumbles over some that were broken off («iro@»)."""
    letter = EmailMessage(policy=policy.SMTP)
    try:
        letter["To"] = " ".join(to.split())
    except (LookupError, ValueError, HeaderParseError):
        raise UserError(f"«{to}» не похоже на адрес почты.", "Напишите его так: iro@example.ru.") from None


def _files_in(path: Path) -> Iterator[tuple[_Source, bytes]]:
    """A file itself if it is a piece, else the attachments of the letter that it may be."""
    try:
        if path.stat().st_size > MOST_LETTER:
            return
        content = path.read_bytes()
    except OSError:
        return
    if content.startswith(_MARK):
        yield _Source(path, None, 0), content
        return
    for number, file in enumerate(_attachments(content)):
        yield _Source(path, number, 0), file


def _attachments(content: bytes) -> list[bytes]:
    try:
        # The older policy: it takes what senders write into headers as it comes, and never stumbles over it.
        letter: Message = BytesParser(policy=policy.compat32).parsebytes(content)
        parts = [part.get_payload(decode=True) for part in letter.walk() if not part.is_multipart()]
    except (MessageError, ValueError, LookupError, RecursionError):
        return []
    return [part for part in parts if isinstance(part, bytes)]


def _content(source: _Source) -> bytes:
    try:
        content = source.path.read_bytes()
    except OSError as problem:
        raise RoadRefusedError("Часть пакета больше не читается.", "Проверьте папку с письмами.") from problem
    file = content if source.attachment is None else dict(enumerate(_attachments(content))).get(source.attachment, b"")
    return file[source.start :]
