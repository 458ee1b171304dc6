"""The runner of the outbox: sends what is due, one step at a time, and asks for the receipts of what was sent.

It knows no road: servers and roads are given to it. Everything it must not forget is in the database before the next
byte goes, so that it may be killed anywhere: the upload's address before the upload, «передан» after the last byte.
"""

import hashlib
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from exports.transport.credentials import Credentials
from exports.transport.road import NetworkRoad, Parcel, RoadCutError, RoadRefusedError
from exports.transport.roads import road_for
from models.commands.outbox import begin_attempt, end_attempt, hold, remember_upload, take_up_again
from models.commands.receipts import take_receipt
from models.database import Actor, Database
from models.errors import UserError
from models.progress import Cancelled, Progress
from models.queries.institute import institute_invitation
from models.queries.outbox import may_go_on, names_answered_last, names_without_receipt, waiting_for_network
from models.rows.codes import PackageState, TransferOutcome
from models.rows.exchange import OutboxLine
from models.rules.invitation import Server
from models.rules.outbox import LONGEST_PAUSE, LONGEST_WAIT, later, pause_after, wait_until_due, wait_until_night
from models.sealed_files import sealed_path
from models.sole_sender import sole_sender

_FIRST_ASKING, _MOST_ASKED = 60.0, 20
"""Seconds until the server is asked for receipts again, doubled each time; and for how many packages at once."""
_MOST_ASKED_AGAIN = 10
"""Of the packages that were answered: whether ИРО has thought again is asked once a run, and when the person asks."""
_LOOKED_EVERY = 0.1
"""Seconds: so soon the sending stops when the person wants it to."""
_PATIENT = 4
"""After so many failures that moved nothing a package no longer holds up those behind it."""
_SERVER_FAILURES = 3
"""After so many the next of ИРО's servers is tried."""

_NO_SERVER = "В приглашении института нет адреса сервера. Передайте пакет через папку, флешку или почтой."
_LOST = "Файла пакета нет на месте. Снимите пакет с отправки и соберите новый."
_SPOILED = "Файл пакета изменился после того, как его собрали. Снимите пакет с отправки и соберите новый."
_UNREADABLE = "Файл пакета не читается: проверьте диск."


class Did(Enum):
    """What a step came to."""

    NOTHING = auto()
    SENT = auto()
    CUT = auto()
    REFUSED = auto()
    """By the server; without another server the package waits for the person."""
    STOPPED = auto()
    """The person paused it, withdrew it or switched its road."""
    HELD = auto()
    """Its file is gone or spoiled, or there is no server: it waits for the person."""
    ASKED = auto()
    """The server was asked for receipts."""


class Step(NamedTuple):
    """What a step did, to which package, and how soon the next may do something.

    `wait_seconds` is 0 where more is due at once and None where nothing is until something changes. `answered` are
    the names of packages whose receipts came; `refusal` is what the server at `server_url` said where it did not take
    one, so that a password may be asked for.
    """

    did: Did
    wait_seconds: float | None
    package_id: int | None = None
    name: str = ""
    problem: str = ""
    answered: tuple[str, ...] = ()
    server_url: str = ""
    refusal: RoadRefusedError | None = None


class _NoLongerWantedError(Exception):
    """The person decided otherwise while the package was on its way."""


@dataclass
class _Attempt:
    """One attempt while it lasts: what the server had at its start, and what it has now."""

    begun_at: float
    there: int
    had: int | None = None
    is_begun: bool = False
    looked_at: float = 0.0
    """When the database was last asked whether the package is still to go."""

    @property
    def sent_bytes(self) -> int:
        return max(0, self.there - (self.there if self.had is None else self.had))


@dataclass
class _Pauses:
    """Pauses by the clock that nobody can set: it knows of no earlier run and stands while the computer sleeps."""

    monotonic: Callable[[], float]
    until: dict[int, float] = field(default_factory=dict[int, float])

    def left(self, package_id: int) -> float | None:
        moment = self.until.get(package_id)
        return None if moment is None else max(0.0, moment - self.monotonic())


class OutboxRunner:
    """Sends from the outbox of one site; call `step` from one thread until its `wait_seconds` is not 0."""

    def __init__(
        self,
        db: Database,
        outbox: Path,
        *,
        servers: Callable[[], Sequence[Server]],
        road: Callable[[Server], NetworkRoad],
        actor: Actor,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`outbox` is the folder of models/sealed_files.py; `servers` are ИРО's in the order of its invitation."""
        self._db = db
        self._outbox = outbox
        self._servers = servers
        self._road = road
        self._actor = actor
        self._monotonic = monotonic
        self._chance = chance
        self._pauses = _Pauses(monotonic)
        self._asked = 0
        self._asks_again = True
        self._ask_at = monotonic()
        self._told: set[bytes] = set()

    def step(self, progress: Progress) -> Step:
        """Send the first package that is due, or else ask for receipts if that is due, or do nothing.

        `progress` is told the bytes at the server and the size of the package; what it raises stops the sending within
        a chunk. Raises Cancelled, and UserError where another process sends or the database cannot be written: nothing
        is lost then, and the step may be repeated.
        """
        with sole_sender(self._outbox):
            lines = waiting_for_network(self._db)
            if any(line.state is PackageState.SENDING for line in lines):
                take_up_again(self._db, actor=self._actor)
            line, _wait = self._next(lines)
            if line is not None:
                return self._attempted(line, progress)
            if self._wait_to_ask() == 0:
                return self._receipts_asked()
        return Step(Did.NOTHING, self._wait())

    def ask_soon(self) -> None:
        """Let the next step that has nothing to send ask for receipts, later ones on answered packages too."""
        self._asked, self._asks_again, self._ask_at = 0, True, self._monotonic()

    def _next(self, lines: Sequence[OutboxLine]) -> tuple[OutboxLine | None, float | None]:
        """The package that is due, and the seconds until one is (0 if so, None where only the person can make it so).

        What cut one off would cut off those behind it too: so they wait with it, and figures stay before photographs.
        """
        waits: list[float] = []
        for line in lines:
            wait = self._wait_for(line)
            if wait == 0:
                return line, 0.0
            if wait is not None:
                waits.append(wait)
                if 0 < line.tries < _PATIENT and not self._sleeps(line):
                    break
        return None, min(waits, default=None)

    def _sleeps(self, line: OutboxLine) -> bool:
        return line.at_night and wait_until_night(self._db.clock()) > 0

    def _wait_for(self, line: OutboxLine) -> float | None:
        """Seconds until this package is due, None where only the person can make it so."""
        if line.is_paused:
            return None
        now = self._db.clock()
        wait = wait_until_due(now, line.next_try_at)
        left = self._pauses.left(line.id) if line.next_try_at else None
        if left is not None:
            wait = min(wait, left)
        return max(wait, wait_until_night(now) if line.at_night else 0.0)

    def _wait_to_ask(self) -> float | None:
        if not self._to_ask_about() or not self._servers():
            return None
        return max(0.0, self._ask_at - self._monotonic())

    def _to_ask_about(self) -> list[str]:
        """Names of packages, those without a receipt first; where they are many, others each time."""
        names = names_without_receipt(self._db)[::-1]
        if len(names) > _MOST_ASKED:
            start = self._asked * _MOST_ASKED % len(names)
            names = [*names[start:], *names[:start]][:_MOST_ASKED]
        return names + (names_answered_last(self._db, _MOST_ASKED_AGAIN) if self._asks_again else [])

    def _wait(self) -> float | None:
        _line, wait = self._next(waiting_for_network(self._db))
        return min((each for each in (wait, self._wait_to_ask()) if each is not None), default=None)

    def _attempted(self, line: OutboxLine, progress: Progress) -> Step:
        servers = self._servers()
        path = sealed_path(self._outbox, line.name)
        fault = _fault(path, line) if servers else _NO_SERVER
        if fault:
            hold(self._db, line.id, problem=fault, actor=self._actor)
            return Step(Did.HELD, self._wait(), line.id, line.name, fault)
        server = next((each for each in servers if each.url == line.server_url), servers[0])
        road = self._road(server)
        attempt = _Attempt(self._monotonic(), line.bytes_there if server.url == line.server_url else 0)
        parcel = Parcel(path, line.name, line.sha256, line.size)
        try:
            self._send(road, parcel, line=line, server=server, attempt=attempt, progress=progress)
        except RoadCutError as cut:
            return self._cut(line, road, attempt, sentence=cut.sentence, asked=cut.wait_seconds)
        except RoadRefusedError as refusal:
            step = self._refused(line, road, attempt, sentence=str(refusal))
            return step._replace(server_url=server.url, refusal=refusal)
        except OSError:
            return self._cut(line, road, attempt, sentence=_UNREADABLE, asked=None)
        except _NoLongerWantedError:
            self._end(line, road, attempt, TransferOutcome.STOPPED)
            return Step(Did.STOPPED, self._wait(), line.id, line.name)
        except Cancelled:
            self._end(line, road, attempt, TransferOutcome.STOPPED)
            raise
        attempt.there = line.size
        self._end(line, road, attempt, TransferOutcome.SENT)
        self._pauses.until.pop(line.id, None)
        self._asked, self._ask_at = 0, self._monotonic() + _FIRST_ASKING
        return Step(Did.SENT, self._wait(), line.id, line.name)

    def _send(
        self,
        road: NetworkRoad,
        parcel: Parcel,
        *,
        line: OutboxLine,
        server: Server,
        attempt: _Attempt,
        progress: Progress,
    ) -> None:
        def begin() -> None:
            if attempt.is_begun and self._monotonic() - attempt.looked_at < _LOOKED_EVERY:
                return
            attempt.looked_at = self._monotonic()
            if not may_go_on(self._db, line.id):
                raise _NoLongerWantedError
            if not attempt.is_begun:
                begin_attempt(self._db, line.id, server_url=server.url, actor=self._actor)
                attempt.is_begun = True

        def remember(upload_url: str) -> None:
            begin()
            remember_upload(self._db, line.id, upload_url, actor=self._actor)

        def passed(there: int) -> None:
            if attempt.had is None:
                attempt.had = there
            attempt.there = there
            begin()
            progress(there, line.size)

        resume = line.upload_url if server.url == line.server_url else None
        road.send(parcel, resume=resume, remember=remember, passed=passed)

    def _cut(
        self, line: OutboxLine, road: NetworkRoad, attempt: _Attempt, *, sentence: str, asked: float | None
    ) -> Step:
        failures = 1 if attempt.sent_bytes else line.tries + 1
        wait = pause_after(failures, self._chance()) if asked is None else min(max(asked, 1.0), LONGEST_WAIT)
        is_next = failures % _SERVER_FAILURES == 0
        self._end(
            line,
            road,
            attempt,
            TransferOutcome.CUT,
            problem=sentence,
            wait=wait,
            next_server=self._after(line.server_url, in_circle=True) if is_next else None,
        )
        return Step(Did.CUT, self._wait(), line.id, line.name, sentence)

    def _refused(self, line: OutboxLine, road: NetworkRoad, attempt: _Attempt, *, sentence: str) -> Step:
        self._end(
            line,
            road,
            attempt,
            TransferOutcome.REFUSED,
            problem=sentence,
            next_server=self._after(line.server_url, in_circle=False),
        )
        return Step(Did.REFUSED, self._wait(), line.id, line.name, sentence)

    def _after(self, server_url: str | None, *, in_circle: bool) -> str | None:
        """The server after this one (after the first, where none was used yet); None where there is no other."""
        urls = [server.url for server in self._servers()]
        place = (urls.index(server_url) if server_url in urls else 0) + 1
        if place >= len(urls) and not in_circle:
            return None
        return urls[place % len(urls)] if len(urls) > 1 else None

    def _end(
        self,
        line: OutboxLine,
        road: NetworkRoad,
        attempt: _Attempt,
        outcome: TransferOutcome,
        *,
        problem: str | None = None,
        wait: float | None = None,
        next_server: str | None = None,
    ) -> None:
        if wait is not None:
            # Before the row: a pause holds even where the row cannot be written.
            self._pauses.until[line.id] = self._monotonic() + wait
        end_attempt(
            self._db,
            line.id,
            outcome=outcome,
            target=road.target,
            sent_bytes=attempt.sent_bytes,
            seconds=self._monotonic() - attempt.begun_at,
            bytes_there=attempt.there,
            problem=problem,
            next_try_at=None if wait is None else later(self._db.clock(), wait),
            next_server=next_server,
            actor=self._actor,
        )

    def _receipts_asked(self) -> Step:
        names = self._to_ask_about()
        self._asked += 1
        self._asks_again = False
        pause = min(LONGEST_PAUSE, _FIRST_ASKING * 2.0 ** (min(self._asked, 8) - 1))
        self._ask_at = self._monotonic() + pause * (0.75 + self._chance() / 2)
        answered: list[str] = []
        problem = ""
        for server in self._servers():
            road = self._road(server)
            try:
                found = road.receipts([name for name in names if name not in answered])
            except (RoadCutError, RoadRefusedError) as refusal:
                problem = str(refusal)
                continue
            for content in found.values():
                try:
                    taken = take_receipt(self._db, content, came_by=f"сервер {road.target}", actor=self._actor)
                except UserError as refusal:
                    problem = self._told_once(content, str(refusal)) or problem
                else:
                    answered += [taken.name] if taken.is_new else []
        return Step(Did.ASKED, self._wait(), problem=problem, answered=tuple(answered))

    def _told_once(self, content: bytes, sentence: str) -> str:
        """What is wrong with a receipt, the first time; it is tried again: a full disk is no fault of it."""
        said = hashlib.sha256(content + sentence.encode()).digest()
        is_new = said not in self._told
        self._told.add(said)
        return sentence if is_new else ""


def outbox_runner(
    db: Database,
    outbox: Path,
    *,
    credentials: Credentials,
    actor: Actor,
    bytes_per_second: Callable[[], float | None] = lambda: None,
) -> OutboxRunner:
    """The runner of a site: to the servers of ИРО's invitation, whichever is in force when it sends.

    `credentials` give names and passwords for them; `bytes_per_second` is asked for the limit before each attempt.
    """

    def servers() -> Sequence[Server]:
        invitation = institute_invitation(db)
        return () if invitation is None else invitation.servers

    def road(server: Server) -> NetworkRoad:
        invitation = institute_invitation(db)
        return road_for(
            server,
            authority="" if invitation is None else invitation.authority,
            login=credentials.login(server.url),
            bytes_per_second=bytes_per_second(),
        )

    return OutboxRunner(db, outbox, servers=servers, road=road, actor=actor)


def _fault(path: Path, line: OutboxLine) -> str:
    """What keeps a file from being sent: only the bytes that were sealed may go."""
    try:
        if path.stat().st_size != line.size:
            return _SPOILED
        with path.open("rb") as sealed:
            digest = hashlib.file_digest(sealed, "sha256").hexdigest()
    except FileNotFoundError:
        return _LOST
    except OSError:
        return _UNREADABLE
    return "" if digest == line.sha256 else _SPOILED
