"""A site with sealed packages, a server that can be cut, forget and refuse, and an institute that signs receipts."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from exports.transport.outbox import OutboxRunner
from exports.transport.road import NetworkRoad, Parcel, Passed, RoadCutError, RoadRefusedError
from models.commands.institute_link import accept_invitation
from models.commands.site import save_site
from models.commands.store import add
from models.database import Database, open_database
from models.invitations import invitation_file, new_code
from models.key_store import KeyStore
from models.queries.outbox import outbox_line
from models.receipts import receipt_file
from models.rows.codes import ActionKind, PackageKind, PackageState, ReceiptVerdict
from models.rows.exchange import OutboxLine
from models.rows.site import SiteDraft
from models.rules.invitation import Invitation, Server
from models.rules.receipt import Question, Receipt
from models.schema.exchange import InstituteKey, Package, PackageContent
from models.sealed_files import sealed_folder, sealed_path
from tests.models.make import HEAD, template

NOON = datetime(2026, 3, 2, 2, tzinfo=UTC)
"""Noon in Приморье."""
SHORT_CODE = {
    PackageKind.QUARTERLY_REPORT: "quarterly-report",
    PackageKind.PRODUCTS: "products",
    PackageKind.NEWS: "news",
}
MAIN = Server("tus", "https://priem.example.ru/files")
SPARE = Server("webdav", "https://disk.example.ru/dav")


@dataclass
class Clock:
    """A clock on the wall that anybody may set, and the one that only goes on."""

    moment: datetime = NOON
    passed: float = 0.0

    def __call__(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.passed

    def go_on(self, seconds: float) -> None:
        self.passed += seconds
        self.moment += timedelta(seconds=seconds)


class KilledError(BaseException):
    """The process is gone: nothing after this line was done."""


@dataclass
class _Upload:
    parcel: Parcel
    content: bytearray = field(default_factory=bytearray)


@dataclass
class InventedServer:
    """Takes parcels in chunks of `bite`, keeps what it has, and does as `trouble` says, one thing an attempt."""

    clock: Clock
    url: str = MAIN.url
    bite: int = 1000
    speed: float = 8000.0
    trouble: list[str] = field(default_factory=list[str])
    """«dead», «cut», «lost answer», «refuse», «busy», «kill before», «kill after address», «kill between», «kill at the
    end»: at an attempt; without any it takes everything."""
    uploads: dict[str, _Upload] = field(default_factory=dict[str, _Upload])
    made: int = 0
    """Uploads ever made: an address is given once, as every server does."""
    answers: dict[str, bytes] = field(default_factory=dict[str, bytes])
    taken_bytes: int = 0
    at_chunk: Callable[[], object] = lambda: None

    @property
    def target(self) -> str:
        return self.url.split("/")[2]

    def send(self, parcel: Parcel, *, resume: str | None, remember: Callable[[str], object], passed: Passed) -> None:
        trouble = self.trouble.pop(0) if self.trouble else ""
        self.clock.go_on(0.5)
        if trouble == "kill before":
            raise KilledError
        if trouble == "dead":
            raise RoadCutError("Сервер не отвечает.")
        if trouble == "busy":
            raise RoadCutError("Сервер занят.", wait_seconds=600)
        if trouble == "refuse":
            raise RoadRefusedError("Сервер не узнал пароль.", "Введите его снова.")
        if resume is None or resume not in self.uploads:
            self.made += 1
            resume = f"{self.url}/{self.made}"
            self.uploads[resume] = _Upload(parcel)
            remember(resume)
        if trouble == "kill after address":
            raise KilledError
        whole = parcel.path.read_bytes()
        there = self.uploads[resume].content
        passed(len(there))
        half = (len(there) + len(whole)) // 2
        while len(there) < len(whole):
            if trouble in {"cut", "kill between"} and len(there) >= half:
                raise RoadCutError("Связь прервалась.") if trouble == "cut" else KilledError
            bite = whole[len(there) : len(there) + self.bite]
            there += bite
            self.taken_bytes += len(bite)
            self.clock.go_on(len(bite) / self.speed)
            self.at_chunk()
            passed(len(there))
        if trouble == "kill at the end":
            raise KilledError
        if trouble == "lost answer":
            raise RoadCutError("Связь прервалась.")

    def receipts(self, names: list[str]) -> dict[str, bytes]:
        return {name: self.answers[name] for name in names if name in self.answers}

    def forget_unfinished(self) -> None:
        """As a server does with uploads that nobody went on with."""
        self.uploads = {url: each for url, each in self.uploads.items() if len(each.content) == each.parcel.size}

    def whole(self, name: str) -> list[bytes]:
        """What arrived under a name to its last byte."""
        return [
            bytes(each.content)
            for each in self.uploads.values()
            if each.parcel.name == name and len(each.content) == each.parcel.size
        ]


@dataclass
class OutboxSite:
    """A site with an outbox, ИРО's keys, and the packages that were sealed: id → bytes.

    With `invited_to` it has a passport and ИРО's invitation to that server, as a program started on its folder needs.
    """

    folder: Path
    clock: Clock = field(default_factory=Clock)
    sealed: dict[int, bytes] = field(default_factory=dict[int, bytes])
    invited_to: Server | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.place = self.folder / "marshrut.db"
        self.place.write_bytes(template().read_bytes())
        self.outbox = self.folder / "outbox"
        sealed_folder(self.outbox).mkdir(parents=True)
        self.institute_keys = KeyStore.under(self.folder / "institute")
        self.strangers_keys = KeyStore.under(self.folder / "stranger")
        self.db = self.open()
        self.institute = self.institute_keys.make()
        self._know_institute()
        self.stranger = self.strangers_keys.make()

    def open(self) -> Database:
        return open_database(self.place, clock=self.clock, commits="in haste")

    def killed(self) -> None:
        """Let the process go, and begin another."""
        self.db.close()
        self.db = self.open()

    def seal(self, kind: PackageKind = PackageKind.QUARTERLY_REPORT, *, size: int = 5000, serial: int = 0) -> int:
        """A sealed package in the register with its file in the outbox; its content is invented bytes."""
        serial = serial or len(self.sealed) + 1
        content = random.Random(serial).randbytes(size)
        name = f"pr-041_2026-Q1_{SHORT_CODE[kind]}_{serial:03d}"
        sealed_path(self.outbox, name).write_bytes(content)
        with self.db.writing(action="Пакет запечатан", actor=HEAD, kind=ActionKind.COMPENSATED) as session:
            package = Package(
                uid=self.db.new_uid(),
                kind=kind,
                period="2026-Q1",
                serial=serial,
                name=name,
                sha256=hashlib.sha256(content).hexdigest(),
                size=size,
                content_id=hashlib.sha256(name.encode()).hexdigest(),
            )
            package_id = add(session, package)
            session.add(PackageContent(package_id=package_id, part="events", items=12))
            session.add(PackageContent(package_id=package_id, part="lists", items=4))
        self.sealed[package_id] = content
        return package_id

    def line(self, package_id: int) -> OutboxLine:
        found = outbox_line(self.db, package_id)
        assert found is not None
        return found

    def runner(self, *servers: InventedServer) -> OutboxRunner:
        known = {each.url: each for each in servers}
        roads = {MAIN.url: MAIN, SPARE.url: SPARE}

        def road(server: Server) -> NetworkRoad:
            return known[server.url]

        return OutboxRunner(
            self.db,
            self.outbox,
            servers=lambda: [roads[url] for url in known],
            road=road,
            actor=HEAD,
            monotonic=self.clock.monotonic,
            chance=lambda: 0.5,
        )

    def answer(
        self,
        package_id: int,
        verdict: ReceiptVerdict = ReceiptVerdict.ACCEPTED,
        *,
        questions: tuple[Question, ...] = (),
    ) -> bytes:
        """A receipt as ИРО writes it."""
        return receipt_file(self._receipt(package_id, verdict, questions), self.institute_keys, self.institute.name)

    def forged(self, package_id: int) -> bytes:
        """The same by somebody else's key."""
        said = self._receipt(package_id, ReceiptVerdict.ACCEPTED, ())
        return receipt_file(said, self.strangers_keys, self.stranger.name)

    def of_other_bytes(self, package_id: int) -> bytes:
        """ИРО's receipt for a package of this name with other bytes."""
        said = replace(self._receipt(package_id, ReceiptVerdict.ACCEPTED, ()), sealed_sha256="0" * 64)
        return receipt_file(said, self.institute_keys, self.institute.name)

    def states(self) -> dict[int, PackageState]:
        with self.db.writing(action="Смотрим", actor=HEAD, kind=ActionKind.COMPENSATED) as session:
            found = session.exec(select(Package).order_by(col(Package.id)))
            return {each.id or 0: PackageState(each.state) for each in found}

    def _receipt(self, package_id: int, verdict: ReceiptVerdict, questions: tuple[Question, ...]) -> Receipt:
        line = self.line(package_id)
        signed_at = self.clock.moment.replace(microsecond=0)
        return Receipt(line.content_id, line.sha256, line.name, verdict, signed_at, questions)

    def _know_institute(self) -> None:
        key = self.institute
        if self.invited_to is not None:
            self._open_invitation(self.invited_to)
            return
        with self.db.writing(action="Институт известен", actor=HEAD, kind=ActionKind.COMPENSATED) as session:
            session.add(InstituteKey(key_id=key.name, public_key=key.text, known_since=self.db.today()))

    def _open_invitation(self, server: Server) -> None:
        passport = SiteDraft(full_name="Детский сад № 7", short_name="Детский сад № 7", municipality_id=1, theme="Игра")
        save_site(self.db, passport, actor=HEAD)
        said = Invitation(
            site_code="ПР-041",
            institute="ПК ИРО",
            recipient="age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
            key=self.institute,
            servers=(server,),
            expires_on=date(2099, 12, 31),
            code=new_code(),
        )
        content = invitation_file(said, self.institute_keys, self.institute.name)
        accept_invitation(self.db, content, actor=HEAD)


def untold(_done: int, _total: int) -> None:
    """Nobody looks at how far it is."""
