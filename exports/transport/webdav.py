"""A folder of parts at a WebDAV server (Nextcloud, Яндекс Диск): resumable upload where there is no tus.

`<url>/<name>.<first eight digits of the SHA-256>/` holds the parts and, once all are there, `manifest.json`, which is
written under another name and moved: who sees it has the whole parcel. A part is named by the offset of its first byte
and four random digits, and no name is ever written twice: a request that was cut off may go on at the server for a
while, and must not come across its successor. Some servers keep what came of a part, some nothing: the list of the
folder tells, and the sending goes on from the first byte that no part has. Nothing depends on a part being whole.

Folders are asked for with a slash at their end: nginx makes none without, Apache sends elsewhere who lists one without.

The names end in neither .zip nor .age: Яндекс Диск slows archives down. Content-Range is never sent: some servers
answer 201 to it and keep only the tail.
"""

import json
import re
import secrets
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from exports.transport.connection import Answer, Connection, Reach, joined_url, path_of, raise_unexpected, stranger
from exports.transport.pace import FIRST_BITE, next_bite
from exports.transport.parcel_file import opened_parcel
from exports.transport.receipts import fetched_receipts
from exports.transport.road import Parcel, Passed, RoadCutError
from models.rules.json_said import object_in, text_of

MANIFEST = "manifest.json"
PARTS_MOST = 50_000
"""No manifest names more parts."""

_FORMAT = 1
_WRITING = "manifest.tmp"
_PART = re.compile("([0-9]{10})-[0-9a-f]{4}[.]part")
_NAME = re.compile("[a-z0-9][A-Za-z0-9_-]{0,119}")
_SHA256 = re.compile("[0-9a-f]{64}")
_MOST_SIZE = 10**10
_WRITTEN = frozenset({200, 201, 204})
_LIST = b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getcontentlength/></prop></propfind>'
"""The lengths alone: all properties of a hundred parts are a minute at 64 kbit/s."""


class Part(NamedTuple):
    """A file of the folder, and how many bytes from its beginning belong to the parcel; there may lie more."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class PartsManifest:
    """What a folder of parts holds: the parcel is its parts one after another."""

    name: str
    sha256: str
    size: int
    parts: tuple[Part, ...]


def manifest_file(manifest: PartsManifest) -> bytes:
    """The content of `manifest.json`."""
    said = {
        "marshrut_parts": _FORMAT,
        "name": manifest.name,
        "sha256": manifest.sha256,
        "size": manifest.size,
        "parts": [list(part) for part in manifest.parts],
    }
    return json.dumps(said, separators=(",", ":")).encode()


def read_manifest(content: bytes) -> PartsManifest:
    """Take a `manifest.json` apart; ValueError for anything that is not exactly one.

    The names of parts are of figures and small Latin letters, so they lead nowhere but to files of the same folder.
    """
    said = object_in(content)
    name, sha256 = text_of(said, "name"), text_of(said, "sha256")
    size, listed = said.get("size"), said.get("parts")
    if said.get("marshrut_parts") != _FORMAT or not isinstance(listed, list) or not _is_size(size):
        raise ValueError("not a manifest")
    if not _NAME.fullmatch(name) or not _SHA256.fullmatch(sha256):
        raise ValueError("not a manifest")
    rows = cast("list[object]", listed)
    if len(rows) > PARTS_MOST:
        raise ValueError("too many parts")
    parts = tuple(_part(each) for each in rows)
    if sum(part.size for part in parts) != size or len({part.name for part in parts}) != len(parts):
        raise ValueError("the parts are not the whole")
    return PartsManifest(name, sha256, cast("int", size), parts)


def folder_name(parcel: Parcel) -> str:
    """The folder of a parcel: sealed anew it has other bytes, and those go to a folder of their own."""
    return f"{parcel.name}.{parcel.sha256[:8]}"


@dataclass(frozen=True, slots=True)
class WebdavRoad:
    """A WebDAV folder at `url`; its receipts lie in `receipts/` below it."""

    url: str
    reach: Reach = field(default_factory=Reach)

    @property
    def target(self) -> str:
        """The server's host, for the journal."""
        return urlsplit(self.url).hostname or ""

    def send(self, parcel: Parcel, *, resume: str | None, remember: Callable[[str], object], passed: Passed) -> None:
        """Bring the whole parcel to the server: see `road.NetworkRoad.send`."""
        place = joined_url(self.url, path_of(self.url, folder_name(parcel), ""))
        with opened_parcel(parcel) as content, self.reach.open(self.url) as connection:
            sending = _Sending(connection, self.url, parcel, content, passed)
            members = sending.members()
            if resume != place:
                remember(place)
            sending.go_on(members)

    def receipts(self, names: list[str]) -> dict[str, bytes]:
        """The receipts that lie at the server for parcels of these names, by name; raises as `send` does."""
        with self.reach.open(self.url) as connection:
            return fetched_receipts(connection, self.url, names)


class _Sending:
    """One attempt to bring one parcel."""

    def __init__(self, connection: Connection, url: str, parcel: Parcel, content: BinaryIO, passed: Passed) -> None:
        self._connection = connection
        self._url = url
        self._folder = folder_name(parcel)
        self._parcel = parcel
        self._content = content
        self._passed = passed
        self._there: int | None = None

    def go_on(self, members: Mapping[str, int] | None) -> None:
        """Send what the server does not have yet, and the manifest last; `members` is what lies there."""
        if members is None:
            self._make_folder()
            members = {}
        if MANIFEST in members:
            self._tell(self._parcel.size)
            return
        start, _parts = covered(members, self._parcel.size)
        self._tell(start)
        self._bring(start)
        # The manifest is a promise: it names only what the server itself says lies there.
        members = self.members() or {}
        there, parts = covered(members, self._parcel.size)
        if there != self._parcel.size:
            raise RoadCutError(f"Сервер {self._connection.host} сохранил не всё. Продолжим с того, что есть.")
        self._finish(parts)

    def _bring(self, start: int) -> None:
        there, bite = start, FIRST_BITE
        while there < self._parcel.size:
            self._content.seek(there)
            piece = self._content.read(min(bite, self._parcel.size - there))
            if not piece:
                raise RoadCutError("Файл пакета стал короче. Отправка остановлена.")
            began = time.monotonic()
            self._put(f"{there:010}-{secrets.token_hex(2)}.part", piece)
            there += len(piece)
            self._tell(there)
            bite = next_bite(bite, seconds=time.monotonic() - began, brought=there - start)

    def _finish(self, parts: tuple[Part, ...]) -> None:
        parcel = self._parcel
        self._put(_WRITING, manifest_file(PartsManifest(parcel.name, parcel.sha256, parcel.size, parts)))
        path = path_of(self._url, self._folder, MANIFEST)
        answer = self._move(joined_url(self._url, path))
        if answer.status in {400, 409, 502}:
            # Behind a gateway a server may know itself by another scheme and host, and take ours for a stranger's.
            answer = self._move(path)
        if answer.status not in {201, 204}:
            raise_unexpected(answer, self._connection)

    def _move(self, goal: str) -> Answer:
        return self._ask("MOVE", (self._folder, _WRITING), {"Destination": goal})

    def _make_folder(self) -> None:
        answer = self._ask("MKCOL", (self._folder, ""))
        if answer.status == 409:
            # The folder of the institute's address itself is not there yet.
            above = self._ask("MKCOL", ("",))
            if above.status not in {201, 405}:
                raise_unexpected(above, self._connection)
            answer = self._ask("MKCOL", (self._folder, ""))
        # 405: it is there already.
        if answer.status not in {201, 405}:
            raise_unexpected(answer, self._connection)

    def members(self) -> dict[str, int] | None:
        """The files of the parcel's folder with their bytes, None where there is no folder."""
        answer = self._ask("PROPFIND", (self._folder, ""), {"Depth": "1", "Content-Type": "text/xml"}, _LIST)
        if answer.status in {404, 410}:
            return None
        if answer.status != 207:
            raise_unexpected(answer, self._connection)
        # A list of a server declares no types and no entities: those could make reading it endless. In two bytes a sign
        # it could hide them.
        if b"\0" in answer.body or b"<!" in answer.body.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
            raise stranger(self._connection)
        try:
            return dict(_listed(ET.fromstring(answer.body)))  # noqa: S314 - entities are refused above
        except (ET.ParseError, LookupError, ValueError) as problem:
            raise stranger(self._connection) from problem

    def _put(self, name: str, content: bytes) -> None:
        answer = self._ask("PUT", (self._folder, name), body=content)
        if answer.status not in _WRITTEN:
            raise_unexpected(answer, self._connection)

    def _ask(
        self, method: str, names: tuple[str, ...], headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        return self._connection.ask(
            method, path_of(self._url, *names), headers, body, still_wanted=self._is_still_wanted
        )

    def _is_still_wanted(self) -> None:
        if self._there is not None:
            self._passed(self._there)

    def _tell(self, there: int) -> None:
        self._there = there
        self._passed(there)


def covered(members: Mapping[str, int], size: int) -> tuple[int, tuple[Part, ...]]:
    """How many bytes from the beginning lie in a folder's files (their bytes by name), and the parts that hold them.

    A part that was still being written when it was listed may have grown over its successor since: of each only what
    is before its successor is taken.
    """
    ends = sorted(
        (int(found[1]), int(found[1]) + length, name)
        for name, length in members.items()
        if (found := _PART.fullmatch(name)) and length
    )
    chain: list[tuple[int, int, str]] = []
    there = at = 0
    while there < size:
        best: tuple[int, int, str] | None = None
        while at < len(ends) and ends[at][0] <= there:
            if best is None or ends[at][1] > best[1]:
                best = ends[at]
            at += 1
        if best is None or best[1] <= there:
            break
        chain.append(best)
        there = best[1]
    there = min(there, size)
    limits = [*(offset for offset, _end, _name in chain[1:]), there]
    return there, tuple(Part(name, limit - offset) for (offset, _end, name), limit in zip(chain, limits, strict=False))


def _listed(found: ET.Element) -> Iterable[tuple[str, int]]:
    for response in found.iter("{DAV:}response"):
        name = unquote(response.findtext("{DAV:}href") or "").rstrip("/").rpartition("/")[2]
        length = next((each.text or "" for each in response.iter("{DAV:}getcontentlength")), "")
        if re.fullmatch("[0-9]{1,12}", length.strip()):
            yield name, int(length)


def _is_size(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and 0 < found <= _MOST_SIZE


def _part(found: object) -> Part:
    row = cast("list[object]", found) if isinstance(found, list) else []
    if len(row) != 2 or not isinstance(row[0], str) or not _PART.fullmatch(row[0]) or not _is_size(row[1]):
        raise ValueError("not a part")
    return Part(row[0], cast("int", row[1]))
