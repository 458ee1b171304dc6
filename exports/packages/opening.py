"""Opening a sealed package at the receiver: nothing of it is believed before its signature holds.

Everything is read in pieces and measured on the way, so a small file cannot unfold into a large one; what is
unfolded lies in memory or, above 32 MiB, in a nameless file that is gone with the reading.
"""

import hashlib
import json
import lzma
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from exports.packages import age, bag
from exports.packages.bag_reading import ASK_AGAIN, UPDATE, ReadBag, read_bag, refused
from exports.packages.contents import INTRODUCTION, SITE_FIELD
from exports.packages.names import parse_package_name
from exports.packages.quarterly_figures import differing_figures
from exports.packages.verify import (
    FormerTables,
    VerifiedPackage,
    checked_content,
    opened,
    proved,
    rows_of,
    signer_of,
)
from exports.packages.wide import Laid
from models.errors import UserError
from models.rules.introduction import Introduction, read_introduction
from models.rules.minisign import PublicKey
from models.rules.periods import parse_period

CHOOSE = "Выберите файл пакета: его имя кончается на «.age»."

_CHOOSE_IDENTITY = "Укажите файл ключа: в нём есть строка, которая начинается с AGE-SECRET-KEY-1."
_MOST_IDENTITY = 1 << 16

_PIECE = 1 << 20
_IN_MEMORY = 32 << 20
_ALWAYS_ALLOWED = 64 << 20
_MOST_UNFOLDED = 32
"""How many times its size a package may be once unfolded, beyond the first 64 MiB: real tables come to a tenth."""
_DECODER_MEMORY = 80 << 20


@dataclass(frozen=True, slots=True)
class KnownSite:
    """What ИРО knows of a site: its keys, the names of those it took back, and the code of its invitation if unused.

    `code_until` is the last day of the code.
    """

    keys: tuple[PublicKey, ...] = ()
    revoked: tuple[str, ...] = ()
    code: str = ""
    code_until: date | None = None


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package that proved to be the site's: what it names itself, its tables whole, and the ZIP to keep.

    `differing` are the figures of a report that its own records do not bear out: questions to the site, no refusal.
    `introduced` is the site's key where this package made it known; `sha256` is that of the encrypted bytes.
    """

    read: ReadBag
    tables: tuple[Laid, ...]
    corrects: str
    signer: PublicKey
    introduced: PublicKey | None
    differing: tuple[str, ...]
    sha256: str
    file: BinaryIO


@contextmanager
def opened_package(
    path: Path,
    identities: Sequence[str],
    *,
    known: Callable[[str], KnownSite | None],
    today: date,
    former: FormerTables | None = None,
) -> Generator[OpenedPackage]:
    """Open the sealed package at `path`, or raise `UserError` with the exact reason; nothing is written.

    `known` tells of a site by its code, `former` gives the tables of an earlier package by its id.
    """
    with opened(path, CHOOSE) as source, unsealed(source, identities) as (plain, sha256):
        read = read_bag(plain)
        key, is_new = _key(read, known, today)
        content = checked_content(read, former)
        plain.seek(0)
        introduced = key if is_new else None
        is_report = any(each.table.name == "facts" for each in content.tables)
        period = parse_period(parse_package_name(read.name).period)
        differing = differing_figures(content.tables, period) if is_report else ()
        yield OpenedPackage(read, content.tables, content.corrects, key, introduced, differing, sha256, plain)


def verify_sealed(path: Path, identities: Sequence[str], *, keys: Iterable[PublicKey] = ()) -> VerifiedPackage:
    """Open a sealed package and prove it as `verify_package` does a plain one; size and sum are of the sealed bytes.

    A correction is proved as far as it goes without the package it corrects.
    """
    with opened(path, CHOOSE) as source, unsealed(source, identities) as (plain, sha256):
        read = read_bag(plain)
        signer = signer_of(read, tuple(keys))
        found = proved(read, rows_of(checked_content(read)), signer)
        return replace(found, sha256=sha256, size=source.seek(0, 2))


def identity_from(path: Path) -> str:
    """The secret key in a file that `age-keygen` or the program wrote; UserError where there is none."""
    with opened(path, _CHOOSE_IDENTITY) as file:
        lines = file.read(_MOST_IDENTITY).decode("utf-8", errors="replace").split()
    found = [line for line in lines if line.startswith("AGE-SECRET-KEY-1")]
    if not found or not age.is_identity(found[0]):
        raise UserError("В этом файле нет секретного ключа получателя.", _CHOOSE_IDENTITY)
    return found[0]


@contextmanager
def unsealed(source: BinaryIO, identities: Sequence[str]) -> Generator[tuple[BinaryIO, str]]:
    """Decrypt and unfold; gives the ZIP and the SHA-256 of the encrypted bytes. Raises UserError."""
    size = source.seek(0, 2)
    source.seek(0)
    start = source.read(len(age.MARK))
    if not start.startswith(b"age-encryption.org/"):
        raise UserError("Это не запечатанный пакет.", CHOOSE)
    if start != age.MARK:
        raise refused(["он запечатан более новым способом"], UPDATE)
    if size > bag.MAX_BYTES:
        raise refused(["файл больше 1 ГБ"])
    source.seek(0)
    sha256 = _sum(source)
    source.seek(0)
    with SpooledTemporaryFile(_IN_MEMORY) as kept:
        plain = cast("BinaryIO", kept)
        unfolding = _Unfolding(plain, most=min(bag.MAX_BYTES, max(_ALWAYS_ALLOWED, _MOST_UNFOLDED * size)))
        try:
            age.decrypt(source, unfolding, identities)
        except age.NotForThisKeyError:
            raise refused(["он запечатан не для этого ключа"], _OTHER_KEY) from None
        except lzma.LZMAError:
            raise refused(["сжатые данные внутри него повреждены"]) from None
        except ValueError:
            raise refused(["файл обрезан или повреждён"]) from None
        if not unfolding.is_whole:
            raise refused(["сжатые данные внутри него обрезаны"])
        yield plain, sha256


def _sum(source: BinaryIO) -> str:
    whole = hashlib.sha256()
    while piece := source.read(_PIECE):
        whole.update(piece)
    return whole.hexdigest()


_OTHER_KEY = (
    "Ничего не изменено. Пакет предназначен другому получателю, или площадка запечатала его старым ключом института: "
    "передайте ей новое приглашение."
)


class _Unfolding:
    """Takes decrypted pieces, unfolds them into a file, and stops at the limit."""

    def __init__(self, target: BinaryIO, *, most: int) -> None:
        self._target = target
        self._left = most
        self._unfold = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_DECODER_MEMORY)

    @property
    def is_whole(self) -> bool:
        """Whether the pressed stream came to its end."""
        return self._unfold.eof

    def write(self, piece: bytes) -> int:
        """Unfold one piece; LZMAError for what is not pressed, UserError for too much."""
        if self._unfold.eof:
            raise lzma.LZMAError("bytes after the end")
        fed = piece
        while True:
            unfolded = self._unfold.decompress(fed, _PIECE)
            fed = b""
            self._left -= len(unfolded)
            if self._left < 0:
                raise refused(["внутри он непомерно велик: так бывает у файлов, сделанных во вред"], ASK_AGAIN)
            self._target.write(unfolded)
            if self._unfold.eof or (self._unfold.needs_input and not unfolded):
                break
        if self._unfold.unused_data:
            raise lzma.LZMAError("bytes after the end")
        return len(piece)


def _key(read: ReadBag, known: Callable[[str], KnownSite | None], today: date) -> tuple[PublicKey, bool]:
    """Return the key that signed the bag, and whether it was introduced by this package."""
    site_code = read.field(SITE_FIELD)
    site = known(site_code)
    if site is None:
        raise refused(["площадку с таким кодом институт не приглашал"])
    claimed = signer_of(read, ()).key_name
    if claimed in site.revoked:
        raise refused([f"ключ {claimed} площадка отозвала"], _REVOKED)
    introduction = _introduction(read)
    is_new = introduction is not None and introduction.key not in site.keys
    keys = list(site.keys)
    if introduction is not None and is_new:
        _check_introduction(introduction, site_code, site, today)
        keys = [introduction.key]
    if not keys:
        raise refused(["ключ площадки институту ещё не известен, а в пакете его нет"], _INTRODUCE)
    signed = signer_of(read, keys)
    return next(key for key in keys if key.key_id == signed.signature.key_id), is_new


def _introduction(read: ReadBag) -> Introduction | None:
    content = read.payload.get(INTRODUCTION)
    if content is None:
        return None
    try:
        return read_introduction(json.loads(content))
    except (ValueError, RecursionError):
        raise refused(["представление ключа площадки не читается"]) from None


def _check_introduction(introduction: Introduction, site_code: str, site: KnownSite, today: date) -> None:
    if not site.code:
        raise refused(["код приглашения уже использован, а ключ в пакете другой"], _INTRODUCE)
    if site.code_until is not None and today > site.code_until:
        raise refused([f"приглашение действовало до {site.code_until:%d.%m.%Y}"], _INTRODUCE)
    if not introduction.fits(site.code, site_code):
        raise refused(["ключ площадки представлен не тем кодом, который дан в приглашении"], _INTRODUCE)
    if any(each.key_id == introduction.key.key_id for each in site.keys):
        # Eight bytes of chance never come twice by themselves.
        raise refused(["новый ключ площадки назван тем же номером, что и прежний"], _RENEW)


_INTRODUCE = "Ничего не изменено. Передайте площадке новое приглашение: следующий пакет она представит своим ключом."
_RENEW = "Ничего не изменено. Попросите площадку завести новый ключ и собрать пакет заново."
_REVOKED = "Ничего не изменено. Попросите площадку собрать пакет заново и подписать его нынешним ключом."
