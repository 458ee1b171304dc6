"""One BagIt 1.0 bag (RFC 8493) in one ZIP whose every byte follows from what is in it.

Nothing here reads a clock, a locale or a compressor, so the same payload and the same fields always give the
same bytes, and whoever has the unpacked files can rebuild the archive and compare it (`verify.py` does).

Why the entries are stored and not deflated: two zlibs (or two levels, or zlib-ng) give different bytes for the
same text, so a deflated archive could not be rebuilt byte for byte on another machine. Stored entries can be,
cannot be a zip bomb, and compress better as a whole when the package is sealed for the road.
"""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

FORMAT_FIELD = "Marshrut-Format"
FORMAT_VERSION = 1
NAME_FIELD = "External-Identifier"
OXUM_FIELD = "Payload-Oxum"

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
TAG_FILES = (BAG_INFO, BAGIT, MANIFEST, TAG_MANIFEST)
SIGNATURE = f"{TAG_MANIFEST}.minisig"
"""What minisign made of the tag manifest: a tag file that no manifest lists, since it comes last."""
PAYLOAD_FOLDER = "data/"

BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

MAX_ENTRIES = 10_000
MAX_BYTES = 1 << 30
"""A package is at most 1 GiB: far under the 4 GiB where ZIP needs another layout (ZIP64)."""
MAX_PATH = 180
"""Characters of folder and path together: Windows still unpacks it under a long user folder (260 in all)."""

LOCAL_HEADER = struct.Struct("<4s5H3I2H")
DIRECTORY_HEADER = struct.Struct("<4s6H3I5H2I")
END_RECORD = struct.Struct("<4s4H2IH")
LOCAL_MARK, DIRECTORY_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

_VERSION = 20
_MADE_BY = (3 << 8) | _VERSION  # Unix, so that the mode below is understood
_MODE = 0o100644 << 16  # a plain file, rw-r--r--
_TIME, _DATE = 0, 0x0021  # 1980-01-01 00:00, the first moment that ZIP knows

_LINE_WIDTH = 79
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(con|prn|aux|nul|clock\$|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


class Entry(NamedTuple):
    """One file as the ZIP lists it: path with the top folder, size in bytes, CRC-32."""

    path: str
    size: int
    crc32: int


class Digest(NamedTuple):
    """Size in bytes and lower-case SHA-256 of one file of a bag."""

    size: int
    sha256: str


def bag_bytes(name: str, payload: Mapping[str, bytes], info: Sequence[tuple[str, str]]) -> bytes:
    """Return the ZIP with the bag `name/`: `payload` below `data/`, `info` in bag-info.txt.

    Payload keys are relative to `data/` («tables/events.csv»). `info` is written in the given order between
    the format version and the name (put first) and Payload-Oxum (put last); Bagging-Date is refused, because
    the same data must give the same bytes. ValueError for a name, a field or a size that the format excludes.
    """
    return zip_bytes(name, bag_files(name, payload, info))


def bag_sha256(package: bytes) -> str:
    """Return the SHA-256 of the whole ZIP, lower-case hexadecimal: what a receipt or a table shows."""
    return hashlib.sha256(package).hexdigest()


def bag_files(name: str, payload: Mapping[str, bytes], info: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """Return every file of the bag by its path inside the top folder, tag files included."""
    check_paths([f"{name}/{PAYLOAD_FOLDER}{path}" for path in payload])
    files = {PAYLOAD_FOLDER + path: content for path, content in payload.items()}
    files |= tag_files(name, {path: digest(content) for path, content in files.items()}, info)
    return files


def tag_files(name: str, payload: Mapping[str, Digest], info: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """Return the four tag files that belong to this payload (paths with `data/`) and these fields."""
    oxum = f"{sum(one.size for one in payload.values())}.{len(payload)}"
    own = [(FORMAT_FIELD, str(FORMAT_VERSION)), (NAME_FIELD, name)]
    files = {
        BAGIT: BAGIT_TEXT,
        BAG_INFO: info_text([*own, *info, (OXUM_FIELD, oxum)]),
        MANIFEST: manifest_text({path: one.sha256 for path, one in payload.items()}),
    }
    tags = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    return files | {TAG_MANIFEST: manifest_text(tags)}


def digest(content: bytes) -> Digest:
    """Return the size and the SHA-256 of `content`."""
    return Digest(len(content), hashlib.sha256(content).hexdigest())


def manifest_text(hashes: Mapping[str, str]) -> bytes:
    """Return a manifest that `sha256sum -c` reads: hash, two spaces, path; sorted by path.

    RFC 8493 §2.1.3 wants CR, LF and % in paths percent-encoded; `check_paths` lets none of them in.
    """
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode("ascii")


def info_text(fields: Sequence[tuple[str, str]]) -> bytes:
    """Return bag-info.txt: «Label: value», folded at words to 79 characters (RFC 8493 §2.2.2).

    White space inside a value, line breaks too, becomes one space and invisible characters are left out, so no
    value can forge a field, and unfolding (lines joined by one space) gives back exactly what was written.
    """
    labels = [label.casefold() for label, _value in fields]
    if len(set(labels)) != len(labels) or "bagging-date" in labels:
        raise ValueError("bag-info: a field is repeated or Bagging-Date is given")
    lines: list[str] = []
    for label, value in fields:
        words = "".join(sign for sign in value if sign.isprintable() or sign.isspace()).split()
        if not _LABEL.fullmatch(label) or not words:
            raise ValueError(f"bag-info: field {label!r} has a bad label or no value")
        line = f"{label}: {words[0]}"
        for word in words[1:]:
            if len(line) + 1 + len(word) > _LINE_WIDTH:
                lines.append(line)
                line = f"  {word}"
            else:
                line = f"{line} {word}"
        lines.append(line)
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def read_info(text: bytes) -> list[tuple[str, str]]:
    """Return the fields of a bag-info.txt, unfolded; ValueError if a line is neither field nor continuation."""
    fields: list[tuple[str, str]] = []
    for line in text.decode("utf-8").splitlines():
        label, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and fields:
            former, begun = fields[-1]
            fields[-1] = (former, f"{begun} {line.strip()}")
        elif colon and _LABEL.fullmatch(label):
            fields.append((label, value.strip()))
        else:
            raise ValueError("bag-info: a line is not a field")
    return fields


def check_paths(paths: Iterable[str]) -> None:
    """Raise ValueError unless every path unpacks to its own plain file anywhere, Windows included.

    Only ASCII letters, digits and `. _ -` in each part: no `..`, no absolute path, no drive, no backslash,
    nothing that must be percent-encoded, no NFC/NFD pairs. No two paths that differ by case alone, and no
    file that is also a folder.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for path in paths:
        parts = path.split("/")
        for part in parts:
            if not _PART.fullmatch(part) or part.endswith(".") or _RESERVED.fullmatch(part):
                raise ValueError(f"path {path!a} is not portable")
        if len(path) > MAX_PATH:
            raise ValueError(f"path {path!a} is longer than {MAX_PATH} characters")
        if path.lower() in files:
            raise ValueError(f"path {path!a} occurs twice")
        files.add(path.lower())
        folders.update("/".join(parts[:end]).lower() for end in range(1, len(parts)))
    if files & folders:
        raise ValueError("a file and a folder share one path")


def zip_bytes(name: str, files: Mapping[str, bytes]) -> bytes:
    """Return the canonical ZIP of `files` below the folder `name/`, sorted by path."""
    contents = {f"{name}/{path}": content for path, content in files.items()}
    check_paths(contents)
    if len(contents) > MAX_ENTRIES or sum(map(len, contents.values())) > MAX_BYTES:
        raise ValueError(f"a package holds at most {MAX_ENTRIES} files and {MAX_BYTES} bytes")
    entries = [Entry(path, len(contents[path]), zlib.crc32(contents[path])) for path in sorted(contents)]
    pieces = [piece for entry in entries for piece in (local_header(entry), contents[entry.path])]
    return b"".join([*pieces, directory(entries)])


def local_header(entry: Entry) -> bytes:
    """Return the bytes that stand before the content of `entry`: stored, 1980-01-01, no extra field."""
    path, size, crc32 = entry.path.encode("ascii"), entry.size, entry.crc32
    fixed = (LOCAL_MARK, _VERSION, 0, 0, _TIME, _DATE)
    return LOCAL_HEADER.pack(*fixed, crc32, size, size, len(path), 0) + path


def directory(entries: Sequence[Entry]) -> bytes:
    """Return what stands after the last content: the list of the entries and the end record, no comments."""
    pieces: list[bytes] = []
    offset = 0
    for entry in entries:
        path, size, crc32 = entry.path.encode("ascii"), entry.size, entry.crc32
        fixed = (DIRECTORY_MARK, _MADE_BY, _VERSION, 0, 0, _TIME, _DATE)
        pieces.append(DIRECTORY_HEADER.pack(*fixed, crc32, size, size, len(path), 0, 0, 0, 0, _MODE, offset) + path)
        offset += LOCAL_HEADER.size + len(path) + size
    listed = b"".join(pieces)
    count = len(entries)
    return listed + END_RECORD.pack(END_MARK, 0, 0, count, count, len(listed), offset, 0)
