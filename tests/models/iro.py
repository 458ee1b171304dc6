"""An invented ИРО with keys of its own, what it sends to a site, and sealed packages for it to confirm."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from models.commands.institute_link import accept_invitation
from models.commands.packages import record_sealed
from models.database import Database
from models.invitations import invitation_file, new_code
from models.key_store import KeyStore
from models.receipts import receipt_file
from models.rows.codes import PackageKind, ReceiptVerdict
from models.rows.sealed import SealedDraft
from models.rules.invitation import Invitation, Server
from models.rules.minisign import PublicKey
from models.rules.periods import parse_period
from models.rules.receipt import Question, Receipt
from tests.models.commands import arrange
from tests.models.make import HEAD

SITE_CODE = "ПР-041"
RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
SIGNED_AT = datetime(2026, 4, 3, 4, 40, tzinfo=UTC)
LAST_DAY = date(2026, 6, 30)


@dataclass
class Iro:
    """ИРО: the key it signs with, and where its secrets are kept."""

    keys: KeyStore
    key: PublicKey = field(init=False)
    recipient: str = RECIPIENT

    def __post_init__(self) -> None:
        self.key = self.keys.make()

    def invitation(self, *, signed_by: str = "", **changes: object) -> bytes:
        """An invitation file; `changes` are fields of the invitation."""
        said = Invitation(
            site_code=SITE_CODE,
            institute="ПК ИРО",
            recipient=self.recipient,
            key=self.key,
            servers=(Server("tus", "https://upload.example.ru/files"),),
            expires_on=LAST_DAY,
            code=new_code(),
        )
        return invitation_file(replace(said, **changes), self.keys, signed_by or self.key.name)

    def receipt(self, package: "SealedRow", *, signed_by: str = "", **changes: object) -> bytes:
        """A receipt file on a package; `changes` are fields of the receipt."""
        said = Receipt(package.content_id, package.sha256, package.name, ReceiptVerdict.ACCEPTED, SIGNED_AT)
        return receipt_file(replace(said, **changes), self.keys, signed_by or self.key.name)


@dataclass(frozen=True)
class SealedRow:
    """A package in the register of a site."""

    id: int
    content_id: str
    sha256: str
    name: str


def iro(folder: Path) -> Iro:
    """An ИРО whose keys lie under a folder."""
    return Iro(KeyStore.under(folder))


def linked(db: Database, folder: Path) -> Iro:
    """A site with a passport that opened the invitation of an ИРО."""
    institute = iro(folder)
    arrange.fill_passport(db)
    accept_invitation(db, institute.invitation(), actor=HEAD)
    return institute


def sealed_row(db: Database, *, serial: int = 1, key_name: str = "F" * 16, introduces: bool = False) -> SealedRow:
    """A sealed package in the register; its file is nowhere."""
    name = f"pr-041_2026-Q1_quarterly-report_{serial:03d}"
    content_id, sealed = sha256(f"bag {serial}".encode()).hexdigest(), sha256(f"age {serial}".encode()).hexdigest()
    draft = SealedDraft(
        kind=PackageKind.QUARTERLY_REPORT,
        period=parse_period("2026-Q1"),
        serial=serial,
        name=name,
        sha256=sealed,
        size=14_000,
        content_id=content_id,
        key_name=key_name,
        manifest="",
        introduces=introduces,
        counts={"events": 12},
    )
    return SealedRow(record_sealed(db, draft, {}, actor=HEAD), content_id, sealed, name)


def asked(uid: str = "0190a000-0000-7000-8000-000000000001") -> Question:
    """A question about an event."""
    return Question("differing", "В отчёте 14 участников, в мероприятии отмечено 12.", "event", uid, "remote_count")
