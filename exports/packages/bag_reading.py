"""A bag in its canonical ZIP, read once and proved; nothing is unpacked and nothing is written.

The file is read from its end like any ZIP, but only the one canonical form is accepted, so everything can be
rebuilt from what was read: each local header and the whole directory from paths, sizes and sums, each tag file
from the payload's hashes and the fields. One byte changed, added or taken away anywhere therefore has nowhere to
hide, save in the signature, which whoever has the key proves. Contents are read in pieces of 1 MiB; only tag files,
tables and what describes them (at most 32 MiB together) are held in memory.
"""

import hashlib
import re
import stat
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from exports.packages import bag
from exports.packages.names import parse_package_name
from models.errors import UserError

MAX_HELD = 32 << 20
"""Bytes of tag files, descriptions and tables that are held in memory; the program's own stay far below."""

ASK_AGAIN = "Ничего не изменено. Попросите площадку передать файл ещё раз или собрать пакет заново."
UPDATE = "Ничего не изменено. Обновите программу и проверьте файл ещё раз."
CHOOSE = "Выберите файл пакета: его имя кончается на «.zip»."

_PIECE = 1 << 20
_SHOWN = 10
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_HELD_FILES = {*bag.TAG_FILES, bag.SIGNATURE, f"{bag.PAYLOAD_FOLDER}datapackage.json"}
_HELD_FOLDERS = (f"{bag.PAYLOAD_FOLDER}tables/", f"{bag.PAYLOAD_FOLDER}about/")


@dataclass(frozen=True, slots=True)
class ReadBag:
    """What one pass over a bag proved: its name, the fields of bag-info.txt, digests of all files by path.

    `held` are the contents of the small files; `sha256` and `size` are those of the whole ZIP.
    """

    name: str
    info: tuple[tuple[str, str], ...]
    digests: Mapping[str, bag.Digest]
    held: Mapping[str, bytes]
    size: int
    sha256: str

    @property
    def id(self) -> str:
        """SHA-256 of the tag manifest: it names the contents whatever carries them."""
        return self.digests[bag.TAG_MANIFEST].sha256

    @property
    def payload(self) -> dict[str, bytes]:
        """The held files of the payload by path relative to `data/`."""
        folder = bag.PAYLOAD_FOLDER
        return {path.removeprefix(folder): each for path, each in self.held.items() if path.startswith(folder)}

    def field(self, label: str) -> str:
        """The value of a field of bag-info.txt; empty where it is not given."""
        return dict(self.info).get(label, "")


class _Read(NamedTuple):
    """What one pass over the contents gave: digests of all files by path, contents of the small ones."""

    digests: Mapping[str, bag.Digest]
    held: Mapping[str, bytes]
    sha256: str


class _Header(NamedTuple):
    """One entry of the ZIP directory as it stands (APPNOTE 4.3.12), without path, extra field and comment."""

    mark: bytes
    made_by: int
    needed: int
    flags: int
    method: int
    time: int
    date: int
    crc32: int
    packed: int
    size: int
    path_length: int
    extra_length: int
    comment_length: int
    disk: int
    inner: int
    outer: int
    offset: int


def read_bag(file: BinaryIO) -> ReadBag:
    """Read the bag in `file`, or raise UserError with the exact reasons.

    Proved: the ZIP is canonical; the bag is complete, valid and of format 1 (RFC 8493 §3).
    """
    size = file.seek(0, 2)
    name, entries = _listed(file, size)
    _check_format(file, name, entries)
    read = _contents(file, name, entries)
    return ReadBag(name, _checked_bag(name, read), read.digests, read.held, size, read.sha256)


def refused(reasons: Sequence[str], advice: str = ASK_AGAIN) -> UserError:
    """The refusal of a package with its reasons, ten of them at most."""
    shown = "; ".join(reasons[:_SHOWN])
    more = f"; и ещё {len(reasons) - _SHOWN}" if len(reasons) > _SHOWN else ""
    return UserError(f"Пакет не принят: {shown}{more}.", advice)


def _read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    return _read_on(file, size)


def _read_on(file: BinaryIO, size: int) -> bytes:
    content = file.read(size)
    if len(content) != size:
        raise refused(["файл обрезан"])
    return content


def _listed(file: BinaryIO, size: int) -> tuple[str, list[bag.Entry]]:
    """Return the top folder and the entries of the ZIP, after proving the directory safe and canonical."""
    listed, count = _directory_bytes(file, size)
    entries: list[bag.Entry] = []
    position = offset = 0
    for number in range(1, count + 1):
        if position + bag.DIRECTORY_HEADER.size > len(listed):
            raise refused(["список файлов в архиве обрезан"])
        header = _Header._make(bag.DIRECTORY_HEADER.unpack_from(listed, position))
        position += bag.DIRECTORY_HEADER.size
        path = listed[position : position + header.path_length]
        position += header.path_length + header.extra_length + header.comment_length
        entry = _entry(header, path, number)
        if header.offset != offset:
            raise refused([f"файлы в архиве перекрываются или стоят не подряд (файл № {number})"])
        offset += bag.LOCAL_HEADER.size + len(path) + entry.size
        entries.append(entry)
    if offset + len(listed) + bag.END_RECORD.size != size or bag.directory(entries)[: len(listed)] != listed:
        raise refused(["список файлов в архиве записан не так, как его пишет программа"])
    return _top_folder([entry.path for entry in entries]), entries


def _directory_bytes(file: BinaryIO, size: int) -> tuple[bytes, int]:
    """Return the ZIP directory and the number of entries; refuse what is no ZIP or does not end as ours."""
    if size == 0:
        raise refused(["файл пуст"])
    start = _read_at(file, 0, min(size, 64))
    if start.startswith((b"age-encryption.org/", b"-----BEGIN AGE")):
        raise UserError("Это запечатанный пакет, прочитать его может только получатель.", CHOOSE)
    if not start.startswith((bag.LOCAL_MARK, bag.END_MARK)):
        foreign = bag.LOCAL_MARK in _read_at(file, 0, min(size, _PIECE))
        raise refused(["перед архивом есть посторонние байты" if foreign else "это не архив ZIP"])
    if size > bag.MAX_BYTES:
        raise refused(["файл больше 1 ГБ"])
    tail = _read_at(file, max(0, size - bag.END_RECORD.size), min(size, bag.END_RECORD.size))
    if len(tail) < bag.END_RECORD.size or not tail.startswith(bag.END_MARK):
        near = min(size, (1 << 16) + bag.END_RECORD.size)
        ended = bag.END_MARK in _read_at(file, size - near, near)
        raise refused(
            ["после архива есть посторонние байты или примечание" if ended else "файл обрезан: нет конца архива"]
        )
    _mark, *disks, here, count, length, offset, _comment = bag.END_RECORD.unpack(tail)
    if count > bag.MAX_ENTRIES:
        raise refused([f"в архиве больше {bag.MAX_ENTRIES} файлов"])
    if any(disks) or here != count or _comment or offset + length + bag.END_RECORD.size != size:
        raise refused(["конец архива записан не так, как его пишет программа"])
    if count == 0:
        raise refused(["архив пуст"])
    return _read_at(file, offset, length), count


def _entry(header: _Header, path: bytes, number: int) -> bag.Entry:
    """Return one entry of the directory; refuse with the reason what no package holds."""
    reasons = {
        "список файлов в архиве повреждён": header.mark != bag.DIRECTORY_MARK,
        f"файл № {number} зашифрован": bool(header.flags & 1),
        f"файл № {number} сжат, а в пакете файлы лежат без сжатия": header.method != 0,
        f"у файла № {number} не сходится размер": header.packed != header.size,
        f"файл № {number} — символическая ссылка": stat.S_ISLNK(header.outer >> 16),
        f"у файла № {number} есть дополнительные поля": header.extra_length > 0,
        f"у файла № {number} есть примечание": header.comment_length > 0,
    }
    for reason, holds in reasons.items():
        if holds:
            raise refused([reason])
    try:
        return bag.Entry(path.decode("ascii"), header.size, header.crc32)
    except UnicodeDecodeError:
        raise refused([f"имя файла № {number} записано не латиницей"]) from None


def _top_folder(paths: Sequence[str]) -> str:
    folded = [path.lower() for path in paths]
    if len(set(folded)) != len(folded):
        raise refused(["в архиве есть два файла с одним именем"])
    try:
        bag.check_paths(paths)
    except ValueError:
        raise refused(["в архиве есть файл с недопустимым именем или путём"]) from None
    if list(paths) != sorted(paths):
        raise refused(["файлы в архиве стоят не по порядку имён"])
    folders = {path.partition("/")[0] for path in paths}
    name = folders.pop()
    if folders or name in paths:
        raise refused(["в архиве должна быть ровно одна папка верхнего уровня"])
    try:
        parse_package_name(name)
    except ValueError:
        raise refused(["имя папки в архиве — не имя пакета"]) from None
    return name


def _check_format(file: BinaryIO, name: str, entries: Sequence[bag.Entry]) -> None:
    """Look into bag-info.txt first: a package of a newer program should not be called damaged."""
    offset = 0
    for entry in entries:
        offset += bag.LOCAL_HEADER.size + len(entry.path)
        if entry.path == f"{name}/{bag.BAG_INFO}" and entry.size <= MAX_HELD:
            try:
                info = dict(bag.read_info(_read_at(file, offset, entry.size)))
            except ValueError:
                raise refused([f"{bag.BAG_INFO} не читается"]) from None
            version = info.get(bag.FORMAT_FIELD, "")
            if not re.fullmatch("[0-9]{1,9}", version):
                raise refused([f"в {bag.BAG_INFO} нет версии формата"])
            if int(version) > bag.FORMAT_VERSION:
                raise refused([f"он собран более новой программой (формат {version})"], UPDATE)
        offset += entry.size


def _contents(file: BinaryIO, name: str, entries: Sequence[bag.Entry]) -> _Read:
    """Read every byte once: compare the local headers, sum the contents, hold the small files."""
    digests: dict[str, bag.Digest] = {}
    held: dict[str, bytes] = {}
    budget = MAX_HELD
    whole = hashlib.sha256()
    file.seek(0)
    for entry in entries:
        path = entry.path.removeprefix(f"{name}/")
        header = bag.local_header(entry)
        if _read_on(file, len(header)) != header:
            raise refused([f"файл {path}: запись в архиве не совпадает со списком файлов"])
        whole.update(header)
        keep = path in _HELD_FILES or path.startswith(_HELD_FOLDERS)
        budget -= entry.size if keep else 0
        if budget < 0:
            raise refused([f"таблицы и описания занимают больше {MAX_HELD >> 20} МБ"])
        pieces: list[bytes] = []
        content, crc32, left = hashlib.sha256(), 0, entry.size
        while left:
            piece = _read_on(file, min(left, _PIECE))
            left -= len(piece)
            content.update(piece)
            whole.update(piece)
            crc32 = zlib.crc32(piece, crc32)
            if keep:
                pieces.append(piece)
        if crc32 != entry.crc32:
            raise refused([f"файл {path} повреждён: не сходится контрольная сумма архива"])
        digests[path] = bag.Digest(entry.size, content.hexdigest())
        if keep:
            held[path] = b"".join(pieces)
    tail = bag.directory(entries)
    if file.read(len(tail) + 1) != tail:
        raise refused(["конец архива записан не так, как его пишет программа"])
    whole.update(tail)
    return _Read(digests, held, whole.hexdigest())


def _checked_bag(name: str, read: _Read) -> tuple[tuple[str, str], ...]:
    """Return the fields of bag-info.txt after proving the bag complete, valid and canonical."""
    missing = [f"нет файла {tag}" for tag in bag.TAG_FILES if tag not in read.held]
    if missing:
        raise refused(missing)
    if read.held[bag.BAGIT] != bag.BAGIT_TEXT:
        raise refused([f"{bag.BAGIT} — не BagIt 1.0 в UTF-8"])
    payload = {path: one for path, one in read.digests.items() if path.startswith(bag.PAYLOAD_FOLDER)}
    tags = {path: one for path, one in read.digests.items() if path in bag.TAG_FILES[:-1]}
    strange = sorted(read.digests.keys() - payload.keys() - {*bag.TAG_FILES, bag.SIGNATURE})
    reasons = [f"лишний файл {path}" for path in strange]
    reasons += _disagreements(bag.TAG_MANIFEST, read.held[bag.TAG_MANIFEST], tags)
    reasons += _disagreements(bag.MANIFEST, read.held[bag.MANIFEST], payload)
    if reasons:
        raise refused(reasons)
    try:
        info = bag.read_info(read.held[bag.BAG_INFO])
        given = [field for field in info if field[0] not in (bag.FORMAT_FIELD, bag.NAME_FIELD, bag.OXUM_FIELD)]
        rebuilt = bag.tag_files(name, payload, given)
    except ValueError:
        raise refused([f"{bag.BAG_INFO} не читается"]) from None
    wrong = [tag for tag in bag.TAG_FILES if rebuilt[tag] != read.held[tag]]
    if bag.BAG_INFO in wrong:
        raise refused([f"{bag.BAG_INFO}: имя пакета, объём или запись полей не совпадают с содержимым"])
    if wrong:
        raise refused([f"{tag} записан не так, как его пишет программа" for tag in wrong])
    return tuple(info)


def _disagreements(manifest: str, text: bytes, found: Mapping[str, bag.Digest]) -> list[str]:
    """Compare a manifest with the files that lie in the archive: missing, unlisted, changed."""
    listed: dict[str, str] = {}
    for line in text.decode("utf-8", errors="replace").splitlines():
        parts = _MANIFEST_LINE.fullmatch(line)
        if parts is None or parts[2] in listed:
            return [f"{manifest} не читается"]
        listed[parts[2]] = parts[1]
    changed = [path for path in sorted(listed.keys() & found.keys()) if listed[path] != found[path].sha256]
    return [
        *(f"файл {path} изменён: не сходится SHA-256" for path in changed),
        *(f"файла {path} нет в архиве" for path in sorted(listed.keys() - found.keys())),
        *(f"файла {path} нет в {manifest}" for path in sorted(found.keys() - listed.keys())),
    ]
