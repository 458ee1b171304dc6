"""A site that knows an invented ИРО, with packages on every stop of their way; their files lie in the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from models.commands.institute_link import accept_invitation, confirm_fingerprint
from models.commands.outbox import begin_attempt, end_attempt, enqueue, handed_over, pause
from models.commands.packages import record_sealed
from models.commands.receipts import take_receipt
from models.commands.site_keys import current_key, renew_key
from models.database import Database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.directory import head_of_site
from models.queries.outbox import outbox_line
from models.rows.codes import PackageKind, ReceiptVerdict, Road, TransferOutcome
from models.rows.exchange import OutboxLine
from models.rows.sealed import SealedDraft
from models.rules.invitation import Server
from models.rules.periods import parse_period
from models.rules.receipt import Question
from models.sealed_files import sealed_path
from models.vault import no_vault
from tests.models.iro import Iro, SealedRow
from tests.models.make import run

SERVER = "https://upload.example.ru/files"
_COUNTS = {"events": 12, "attendance": 214, "plan_items": 9, "report_texts": 7}


@dataclass(frozen=True)
class Exchange:
    """What was arranged: the institute, and packages by what they are called here."""

    iro: Iro
    lines: dict[str, OutboxLine]


def invited(db: Database, folder: Path, *, compared: bool = True, servers: bool = True) -> Iro:
    """Open an invitation of an invented ИРО."""
    iro = Iro(KeyStore.under(folder / "iro", vault=no_vault))
    with db.reading() as session:
        code = str(session.connection().exec_driver_sql("SELECT coalesce(site_code, '') FROM site").scalar_one())
    head = head_of_site(db)
    invitation = iro.invitation(
        site_code=code or "ПР-041",
        institute="Приморский краевой ИРО (вымышленный)",
        servers=(Server("tus", SERVER),) if servers else (),
    )
    accept_invitation(db, invitation, actor=head)
    own_key(db, folder)
    if compared:
        confirm_fingerprint(db, actor=head)
    return iro


def own_key(db: Database, folder: Path) -> str:
    """The site's key with its secret part in the data folder: a database alone has been copied there."""
    keys, head = KeyStore.under(folder, vault=no_vault), head_of_site(db)
    try:
        return current_key(db, keys, actor=head)
    except UserError:
        return renew_key(db, keys, actor=head)


def sealed(
    db: Database,
    outbox: Path,
    kind: PackageKind = PackageKind.QUARTERLY_REPORT,
    *,
    period: str = "2026-Q1",
    serial: int = 1,
    size: int = 14_000,
    corrects: str | None = None,
) -> OutboxLine:
    """A sealed package whose file lies in the outbox."""
    name = f"pr-041_{period}_{kind.value.replace('_', '-')}_{serial:03d}"
    content = sha256(name.encode()).digest() * (size // 32)
    path = sealed_path(outbox, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    draft = SealedDraft(
        kind=kind,
        period=parse_period(period),
        serial=serial,
        name=name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        content_id=sha256(f"{name} bag".encode()).hexdigest(),
        key_name="F" * 16,
        manifest="",
        counts=_COUNTS if kind is not PackageKind.PRODUCTS else {"products": 3, "files": 9},
        corrects=corrects,
    )
    package = outbox_line(db, record_sealed(db, draft, {}, actor=head_of_site(db)))
    assert package is not None
    return package


def sent(db: Database, line: OutboxLine, *, road: Road = Road.NETWORK) -> None:
    """Handed over."""
    handed_over(
        db, line.id, road=road, target="upload.example.ru", sent_bytes=line.size, seconds=4.0, actor=head_of_site(db)
    )


def answered(
    db: Database,
    iro: Iro,
    line: OutboxLine,
    *,
    verdict: ReceiptVerdict = ReceiptVerdict.ACCEPTED,
    questions: Sequence[Question] = (),
    signed_at: datetime = datetime(2026, 3, 12, 8, 15, tzinfo=UTC),
    came_by: str = "сервер upload.example.ru",
) -> None:
    """A receipt of ИРО on it, taken in."""
    content = iro.receipt(row_of(line), verdict=verdict, questions=tuple(questions), signed_at=signed_at)
    take_receipt(db, content, came_by=came_by, actor=head_of_site(db))


def row_of(line: OutboxLine) -> SealedRow:
    """The package as tests of receipts know it."""
    return SealedRow(line.id, line.content_id, line.sha256, line.name)


def uid_of(db: Database, table: str, where: str = "1 ORDER BY id") -> str:
    """The uid of the first record of a table."""
    with db.reading() as session:
        sql = f"SELECT uid FROM {table} WHERE {where} LIMIT 1"
        return str(session.connection().exec_driver_sql(sql).scalar_one())


def fill_outbox(db: Database, folder: Path, outbox: Path) -> Exchange:
    """Packages on every stop, as in the picture of the design."""
    iro, head = invited(db, folder), head_of_site(db)
    old = sealed(db, outbox, period="2025-Q3", size=13_000)
    sent(db, old)
    answered(db, iro, old, signed_at=datetime(2025, 12, 30, 0, 15, tzinfo=UTC))
    refused = sealed(db, outbox, PackageKind.ROSTER, period="2025-Q4", size=8_000)
    sent(db, refused, road=Road.FOLDER)
    event, stream = uid_of(db, "event", "held_on >= '2025-10-01' ORDER BY held_on"), uid_of(db, "stream")
    asked = (
        Question("differing", "В отчёте 14 участников, а в мероприятии отмечено 12.", "event", event, "total_external"),
        Question("unclear", "У потока не указана дата окончания.", "stream", stream, "ends_on"),
    )
    answered(db, iro, refused, verdict=ReceiptVerdict.REJECTED, questions=asked, came_by="письмо")
    waits = sealed(db, outbox, period="2025-Q4")
    sent(db, waits)
    correction = sealed(db, outbox, period="2025-Q3", serial=2, size=3_000, corrects=old.content_id)
    enqueue(db, correction.id, road=Road.NETWORK, actor=head)
    photos = sealed(db, outbox, PackageKind.PRODUCTS, period="2025-Q4", size=4_300_000)
    enqueue(db, photos.id, road=Road.NETWORK, actor=head)
    begin_attempt(db, photos.id, server_url=SERVER, actor=head)
    end_attempt(
        db,
        photos.id,
        outcome=TransferOutcome.STOPPED,
        target="upload.example.ru",
        sent_bytes=1_800_000,
        seconds=240.0,
        bytes_there=1_800_000,
        actor=head,
    )
    begin_attempt(db, photos.id, server_url=SERVER, actor=head)
    news = sealed(db, outbox, PackageKind.NEWS, period="2025-Q4", size=900_000)
    enqueue(db, news.id, road=Road.NETWORK, actor=head)
    pause(db, news.id, actor=head)
    ready = sealed(db, outbox, PackageKind.FRDO, period="2025-Q4", size=6_000)
    found = {
        "old": old,
        "refused": refused,
        "waits": waits,
        "correction": correction,
        "photos": photos,
        "news": news,
        "ready": ready,
    }
    return Exchange(iro, {name: outbox_line(db, line.id) or line for name, line in found.items()})


def without_packages(db: Database) -> None:
    """A site that has built none yet."""
    run(db, "DELETE FROM package_content")
    run(db, "DELETE FROM package")
