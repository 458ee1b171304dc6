"""Resumable upload by tus 1.0 (https://tus.io/protocols/resumable-upload): core, creation, and checksum where offered.

An upload's address is remembered as soon as the server gave it; each attempt first asks how many bytes lie there. An
answer without the protocol's own header is not the server's, whatever its status.
"""

import hashlib
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import urldefrag, urlsplit

from exports.transport.connection import (
    Answer,
    Connection,
    Reach,
    joined_url,
    path_of,
    raise_unexpected,
    retry_after,
    same_server,
)
from exports.transport.pace import FIRST_BITE, next_bite
from exports.transport.parcel_file import opened_parcel
from exports.transport.receipts import fetched_receipts
from exports.transport.road import Parcel, Passed, RoadCutError, RoadRefusedError

VERSION = "1.0.0"
_CHECKSUMS = ("sha256", "sha1")
"""Those we make, the best first; the protocol obliges a server with checksums to know sha1."""
_MISMATCH = 460
_GONE = frozenset({403, 404, 410})
_STUMBLES = 4
"""How often one attempt may be contradicted by the server before it gives up until the next."""


@dataclass(frozen=True, slots=True)
class TusRoad:
    """A server that takes uploads at `url`; its receipts lie in `receipts/` below it."""

    url: str
    reach: Reach = field(default_factory=Reach)

    @property
    def target(self) -> str:
        """The server's host, for the journal."""
        return urlsplit(self.url).hostname or ""

    def send(self, parcel: Parcel, *, resume: str | None, remember: Callable[[str], object], passed: Passed) -> None:
        """Bring the whole parcel to the server: see `road.NetworkRoad.send`."""
        with opened_parcel(parcel) as content, self.reach.open(self.url) as connection:
            sending = _Sending(connection, self.url, parcel, content, remember, passed)
            sending.go_on(resume if resume and same_server(resume, self.url) else None)

    def receipts(self, names: list[str]) -> dict[str, bytes]:
        """The receipts that lie at the server for parcels of these names, by name; raises as `send` does."""
        with self.reach.open(self.url) as connection:
            return fetched_receipts(connection, self.url, names)


class _Sending:
    """One attempt to bring one parcel."""

    def __init__(
        self,
        connection: Connection,
        url: str,
        parcel: Parcel,
        content: BinaryIO,
        remember: Callable[[str], object],
        passed: Passed,
    ) -> None:
        self._connection = connection
        self._url = url
        self._parcel = parcel
        self._content = content
        self._remember = remember
        self._passed = passed
        self._there = 0
        self._is_known = False
        self._stumbles = 0

    @property
    def _sum(self) -> str:
        """The parcel's sum as metadata of an upload."""
        return f"sha256 {b64encode(self._parcel.sha256.encode()).decode()}"

    def go_on(self, resume: str | None) -> None:
        """Send what the server does not have yet; `resume` is what an earlier attempt remembered."""
        while not self._brought(resume):
            # The server forgot the upload, or keeps something else there: a new one.
            self._stumble()
            resume = None

    def _brought(self, resume: str | None) -> bool:
        """Bring everything to the remembered upload or to a new one; False where the upload is gone."""
        if resume is None:
            resume = self._created()
            self._remember(resume)
            self._there = 0
        else:
            there = self._offset(resume)
            if there is None:
                return False
            self._there = there
        self._is_known = True
        self._passed(self._there)
        place, checksum = urldefrag(resume)
        began, bite = self._there, FIRST_BITE
        while self._there < self._parcel.size:
            start = time.monotonic()
            there = self._patched(place, checksum, bite)
            if there is None:
                return False
            if there <= self._there:
                self._stumble()
            self._there = there
            self._passed(there)
            bite = next_bite(bite, seconds=time.monotonic() - start, brought=there - began)
        return True

    def _created(self) -> str:
        """Make a new upload and return its address, with the checksum to use after «#»."""
        checksum = self._checksum()
        name = b64encode(self._parcel.name.encode()).decode()
        answer = self._ask(
            "POST",
            self._url,
            {"Upload-Length": str(self._parcel.size), "Upload-Metadata": f"filename {name},{self._sum}"},
        )
        place = answer.headers.get("location", "")
        if answer.status != 201 or not place:
            raise_unexpected(answer, self._connection)
        return f"{joined_url(self._url, place)}#{checksum}" if checksum else joined_url(self._url, place)

    def _checksum(self) -> str:
        """The checksum to use, or nothing; refuses where the server says that it takes no parcel so large."""
        answer = self._ask("OPTIONS", self._url)
        if answer.status not in {200, 204}:
            raise_unexpected(answer, self._connection)
        if VERSION not in _words(answer, "tus-version"):
            raise RoadRefusedError(
                f"Сервер {self._connection.host} говорит на другой версии протокола.", "Сообщите об этом институту."
            )
        most = answer.number("tus-max-size")
        if most is not None and most < self._parcel.size:
            raise_unexpected(answer._replace(status=413), self._connection)
        offered = (
            _words(answer, "tus-checksum-algorithm") if "checksum" in _words(answer, "tus-extension") else set[str]()
        )
        return next((each for each in _CHECKSUMS if each in offered), "")

    def _offset(self, resume: str) -> int | None:
        """How many bytes lie at the server, None where it is not (or no longer) our upload."""
        answer = self._ask("HEAD", urldefrag(resume).url)
        if answer.status in _GONE:
            return None
        there, whole = answer.number("upload-offset"), answer.number("upload-length")
        if answer.status not in {200, 204} or there is None:
            raise_unexpected(answer, self._connection)
        said = _words(answer, "upload-metadata")
        is_another = any(word.startswith("sha256 ") for word in said) and self._sum not in said
        is_ours = whole == self._parcel.size and there <= self._parcel.size and not is_another
        return there if is_ours else None

    def _patched(self, place: str, checksum: str, bite: int) -> int | None:
        """Send the next bite; how many bytes lie at the server then, None where the upload is gone."""
        self._content.seek(self._there)
        piece = self._content.read(min(bite, self._parcel.size - self._there))
        if not piece:
            raise RoadCutError("Файл пакета стал короче. Отправка остановлена.")
        headers = {"Upload-Offset": str(self._there), "Content-Type": "application/offset+octet-stream"}
        if checksum:
            digest = hashlib.new(checksum, piece, usedforsecurity=False).digest()
            headers["Upload-Checksum"] = f"{checksum} {b64encode(digest).decode()}"
        answer = self._ask("PATCH", place, headers, piece)
        if answer.status in _GONE:
            return None
        if answer.status == 409:
            # An earlier request, cut off for us, went on there: ask anew.
            self._stumble()
            return self._offset(place)
        if answer.status == _MISMATCH:
            self._stumble()
            return self._there
        there = answer.number("upload-offset")
        if answer.status not in {200, 204} or there is None:
            raise_unexpected(answer, self._connection)
        if not self._there <= there <= self._there + len(piece):
            raise RoadCutError(f"Сервер {self._connection.host} ответил не о том. Попробуем позже.")
        return there

    def _ask(self, method: str, url: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        answer = self._connection.ask(
            method,
            path_of(url),
            {"Tus-Resumable": VERSION, **(headers or {})},
            body,
            still_wanted=self._is_still_wanted,
        )
        if "tus-resumable" not in answer.headers and "tus-version" not in answer.headers:
            raise_unexpected(answer, self._connection)
        if answer.status == 412:
            raise RoadRefusedError(
                f"Сервер {self._connection.host} говорит на другой версии протокола.", "Сообщите об этом институту."
            )
        if answer.status == 423:
            raise RoadCutError(
                f"Сервер {self._connection.host} ещё занят прежней передачей этого пакета.",
                wait_seconds=retry_after(answer),
            )
        return answer

    def _is_still_wanted(self) -> None:
        # Nothing is told before the server has said what it has.
        if self._is_known:
            self._passed(self._there)

    def _stumble(self) -> None:
        self._stumbles += 1
        if self._stumbles > _STUMBLES:
            raise RoadCutError(f"Сервер {self._connection.host} сбивается. Попробуем позже.")


def _words(answer: Answer, header: str) -> set[str]:
    return {word.strip() for word in answer.headers.get(header, "").split(",")}
