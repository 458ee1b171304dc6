"""Sealing: a signed bag in its canonical ZIP, pressed as a whole, encrypted to ИРО.

The order matters. The ZIP is stored, so xz sees all tables at once; it is pressed before it is encrypted, since what
is encrypted cannot be; it is signed before, since age does not prove a sender. Until it is encrypted everything
follows from the content, the key and the version of the compressor; from then on the bytes are frozen.
"""

import hashlib
import json
import lzma
from collections.abc import Mapping
from dataclasses import dataclass

from exports.packages import bag
from exports.packages.age import encrypted
from exports.packages.contents import INTRODUCTION, Content
from exports.packages.names import package_name
from exports.packages.verify import signed_comment
from models.key_store import KeyStore
from models.progress import Progress
from models.rules.introduction import Introduction

SUFFIX = ".age"
"""No «.zip» and no «.xz» in the name: Яндекс Диск slows those down."""

_LEAST_DICTIONARY = 1 << 16
"""Bytes that the compressor looks back, or all tables: so it takes at most 50 MB of memory, and xz's own -9 700."""

_TABLES_AT_MOST = 4 << 20
"""Bytes: a report of a year comes to a tenth of it, so more than that is pictures or a whole database."""
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that a site signs with: where its secret part is kept, and its name."""

    keys: KeyStore
    key_name: str


@dataclass(frozen=True, slots=True)
class SealedPackage:
    """A package ready for the road.

    `id` (SHA-256 of the tag manifest) names the content and `sha256` the encrypted bytes: a receipt names both. `bag`
    is the ZIP inside, which the site keeps, as it cannot open what it sealed, to send corrections against.
    """

    name: str
    id: str
    sha256: str
    content: bytes
    bag: bytes
    counts: Mapping[str, int]

    @property
    def file_name(self) -> str:
        """What the sealed file is called."""
        return f"{self.name}{SUFFIX}"


def seal(
    content: Content,
    *,
    serial: int,
    signer: Signer,
    recipient: str,
    program_version: str,
    introduction: Introduction | None = None,
    progress: Progress = lambda _done, _total: None,
) -> SealedPackage:
    """Sign, press and encrypt a content to ИРО's public key `recipient`.

    `introduction` goes into the first package of a site; `progress` tells the bytes that are pressed. Raises UserError
    where the signing key is not on this computer, ValueError for a row that breaks its schema or a text that is no
    public key.
    """
    name, files = signed_bag(
        content, serial=serial, signer=signer, program_version=program_version, introduction=introduction
    )
    whole = bag.zip_bytes(name, files)
    sealed = encrypted(pressed(whole, progress), recipient)
    identity = hashlib.sha256(files[bag.TAG_MANIFEST]).hexdigest()
    return SealedPackage(name, identity, hashlib.sha256(sealed).hexdigest(), sealed, whole, content.counts)


def signed_bag(
    content: Content,
    *,
    serial: int,
    signer: Signer,
    program_version: str,
    introduction: Introduction | None = None,
) -> tuple[str, dict[str, bytes]]:
    """Return the name and every file of the bag, the signature of the tag manifest among them."""
    name = package_name(content.site_code, content.period.code, content.kind, serial)
    payload = content.payload()
    if introduction is not None:
        payload[INTRODUCTION] = (json.dumps(introduction.as_json()) + "\n").encode("ascii")
    info = [*content.fields(), ("Bag-Software-Agent", f"marshrut {program_version}")]
    files = bag.bag_files(name, payload, info)
    comment = signed_comment(name)
    signature = signer.keys.sign(signer.key_name, files[bag.TAG_MANIFEST], comment=comment)
    return name, files | {bag.SIGNATURE: signature.text(comment).encode("ascii")}


def pressed(content: bytes, progress: Progress = lambda _done, _total: None) -> bytes:
    """Press as xz does: tables of short numbers and Cyrillic texts as small as they get, much more than that faster."""
    press = lzma.LZMACompressor(lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=[_settings(len(content))])
    pieces: list[bytes] = []
    for start in range(0, len(content), _PIECE):
        progress(start, len(content))
        pieces.append(press.compress(memoryview(content)[start : start + _PIECE]))
    return b"".join([*pieces, press.flush()])


def _settings(size: int) -> dict[str, int]:
    if size > _TABLES_AT_MOST:
        # Pictures do not get smaller, however long one tries; a database does at once (4.5 MB come to 334 kB).
        return {"id": lzma.FILTER_LZMA2, "preset": 0}
    return {
        "id": lzma.FILTER_LZMA2,
        "preset": 9 | lzma.PRESET_EXTREME,
        "dict_size": max(_LEAST_DICTIONARY, 1 << (size - 1).bit_length()),
        "lc": 1,
        "lp": 0,
        "pb": 0,
        "nice_len": 273,
        "depth": 1000,
    }
