"""A small site that ИРО has invited, and the institute that opens what it seals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from exports.packages.age import KeyPair, new_key_pair
from exports.packages.opening import KnownSite, opened_package
from exports.packages.sealing import PackageWish, Sealed, seal_package
from exports.packages.wide import Laid
from models.commands.institute_link import accept_invitation
from models.database import Database
from models.invitations import invitation_file
from models.key_store import KeyStore
from models.progress import Progress
from models.queries.institute import institute_invitation, present_key
from models.receipts import receipt_file
from models.rows.codes import PackageKind, PackageState, ReceiptVerdict
from models.rules.invitation import Invitation
from models.rules.minisign import PublicKey
from models.rules.periods import Period
from models.rules.receipt import Receipt
from tests.exports.packages.sealing import CODE, Q1, TODAY
from tests.models.make import HEAD, run

SITE = "площадка-7"


@dataclass
class Site:
    """A data folder with an invitation opened in it, and the keys of ИРО."""

    db: Database
    folder: Path
    institute: KeyPair
    former: dict[str, tuple[Laid, ...]] = field(default_factory=dict[str, tuple[Laid, ...]])
    """What ИРО has by the id of the package."""

    made: dict[str, int] = field(default_factory=dict[str, int])
    """Records of the site by what they are."""

    @property
    def outbox(self) -> Path:
        return self.folder / "outbox"

    @property
    def attachments(self) -> Path:
        return self.folder / "attachments"

    @property
    def keys(self) -> KeyStore:
        return KeyStore.under(self.folder)

    def seal(
        self,
        kind: PackageKind = PackageKind.QUARTERLY_REPORT,
        *,
        period: Period = Q1,
        progress: Progress = lambda _done, _total: None,
        **said: object,
    ) -> Sealed:
        return seal_package(
            self.db,
            PackageWish(kind, period, **said),  # pyright: ignore[reportArgumentType] - test words
            outbox=self.outbox,
            attachments=self.attachments,
            keys=self.keys,
            actor=HEAD,
            program_version="0.1.0",
            progress=progress,
        )

    def open(self, sealed: Sealed, known: KnownSite | None = None):
        """As ИРО opens it: it remembers the tables, so that corrections are merged."""
        return opened_package(
            sealed.path,
            [self.institute.identity],
            known=lambda code: (known or self.known) if code == SITE else None,
            today=TODAY,
            former=self.former.get,
        )

    @property
    def known(self) -> KnownSite:
        return KnownSite(keys=(self.key,))

    @property
    def key(self) -> PublicKey:
        with self.db.reading() as session:
            key = present_key(session)
        assert key
        return key

    def received(self, sealed: Sealed) -> Mapping[str, list[tuple[object, ...]]]:
        """Open it and remember its tables, by name as ИРО has them after merging."""
        with self.open(sealed) as opened:
            self.former[opened.read.id] = opened.tables
            return {each.table.name: [tuple(row) for row in each.table.rows] for each in opened.tables}

    def receipt(self, sealed: Sealed, *, verdict: ReceiptVerdict = ReceiptVerdict.ACCEPTED, day: int = 5) -> bytes:
        """ИРО's receipt of a day in April: the package is accepted, or what else is said."""
        with self.open(sealed) as opened:
            said = Receipt(opened.read.id, opened.sha256, sealed.name, verdict, datetime(2026, 4, day, tzinfo=UTC))
        held = institute_invitation(self.db)
        assert held
        return receipt_file(said, KeyStore.under(self.folder / "institute"), held.key.name)

    def say(self, sealed: Sealed, state: PackageState) -> None:
        """Put a package into a state that only a receipt or the outbox brings about."""
        run(self.db, "UPDATE package SET state = ? WHERE id = ?", state.value, sealed.package_id)


def invited(db: Database, folder: Path) -> Site:
    """Open an invitation for a site; opened again, it names another key to seal to."""
    keys = KeyStore.under(folder / "institute")
    held = institute_invitation(db)
    key = held.key if held else keys.make()
    pair = new_key_pair()
    invitation = Invitation(
        site_code=SITE,
        institute="Институт «Пример»",
        recipient=pair.recipient,
        key=key,
        servers=(),
        expires_on=date(2026, 12, 31),
        code=CODE,
    )
    accept_invitation(db, invitation_file(invitation, keys, key.name), actor=HEAD)
    return Site(db, folder, pair)
