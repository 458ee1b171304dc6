"""Taking packages in: proved as `marshrut verify` proves them, kept as they came, answered with a signed receipt.

First the file, whole and under the hash of its bytes, then the row, then the receipt: whatever stops in between, the
next time the same package is known again and answered again. Of what is refused nothing stays.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from exports.institute.arrivals import Arrival, Found, Refusal, Unwhole, arrivals
from exports.institute.figures import report_questions
from exports.institute.identities import Opener, opener_of, openers
from exports.institute.kept import former_of
from exports.institute.redrawn import redrawn
from exports.packages.bag_reading import ASK_AGAIN, UPDATE, refused
from exports.packages.contents import CORRECTS_FIELD, SITE_FIELD
from exports.packages.names import PackageName, parse_package_name, site_slug
from exports.packages.opening import KnownSite, OpenedPackage, opened_package
from exports.packages.verify import ReadContent, rows_of
from exports.packages.wide import Laid
from exports.transport.receipts import SUFFIX as RECEIPT
from models.database import Actor, Database
from models.errors import UserError
from models.files import write_whole, writing_whole
from models.held_alone import held_alone
from models.institute.commands import answer_again, enter_package, lost_keys
from models.institute.folder import InstituteFolder
from models.institute.queries import (
    institute_keys,
    known_to_site,
    received_by_content,
    received_by_name,
    received_by_sha256,
    site_trust,
)
from models.institute.rows import NewPackage, ReceivedLine, SignedAnswer
from models.kept_files import drop_torn
from models.receipts import receipt_file
from models.rows.codes import PackageKind, ReceiptVerdict
from models.rules.periods import parse_period
from models.rules.receipt import MOST_BYTES, Question, Receipt

_LOCK = "receiving.lock"
_TITLE_FIELD = "Source-Organization"
_SAME_CONTENT = "Ничего не изменено. Квитанция на первый из них действительна: передайте её площадке ещё раз."


class Outcome(StrEnum):
    """What became of something that lay in a folder."""

    TAKEN = "taken"
    KNOWN = "known"
    REFUSED = "refused"
    UNWHOLE = "unwhole"


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of one file: `label` is what it is called in its folder, `name` the package's own name.

    `said` and `advice` tell the reason where it was not taken, `questions` what the receipt asks.
    """

    label: str
    outcome: Outcome
    name: str = ""
    said: str = ""
    advice: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where packages are taken in: the institute's file and folder, and where receipts are laid out besides."""

    db: Database
    folder: InstituteFolder
    actor: Actor
    answers: Path | None = None


def receive(desk: Desk, sources: Sequence[Path]) -> list[Reception]:
    """Take in what lies in the folders, in any order of arrival; a refusal of one file never stops the others.

    Raises UserError where no key of the institute is on this computer, a folder cannot be looked through, or another
    process is receiving.
    """
    busy = UserError("Пакеты уже принимает другая копия программы.", "Дождитесь её и повторите.")
    with held_alone(desk.folder.root / _LOCK, busy):
        return _receive(desk, sources)


def _receive(desk: Desk, sources: Sequence[Path]) -> list[Reception]:
    keys = openers(desk.db, desk.folder)
    if not keys:
        raise lost_keys()
    desk.folder.packages.mkdir(parents=True, exist_ok=True)
    drop_torn(desk.folder.packages, now=desk.db.clock().timestamp())
    waiting: list[Found] = [found for source in sources for found in arrivals(source)]
    done: list[Reception] = []
    while waiting:
        # A correction may lie before the package that it corrects, and a package before the one with the site's key.
        tried = [(found, _received(desk, found, keys)) for found in waiting]
        settled = [each for _found, each in tried if each.outcome is not Outcome.REFUSED]
        later = [found for found, each in tried if each.outcome is Outcome.REFUSED]
        done += settled
        if not any(each.outcome is Outcome.TAKEN for each in settled):
            return done + [each for _found, each in tried if each.outcome is Outcome.REFUSED]
        waiting = later
    return done


def lay_out_receipt(desk: Desk, line: ReceivedLine) -> None:
    """Write the newest receipt of a package where receipts lie."""
    for folder in (desk.folder.receipts, desk.answers):
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / f"{line.name}{RECEIPT}"
            content = line.receipt.encode("utf-8")
            if not target.is_file() or target.read_bytes() != content:
                write_whole(target, content)


def answer(
    desk: Desk,
    line: ReceivedLine,
    verdict: ReceiptVerdict,
    questions: Sequence[Question],
    *,
    key_name: str | None = None,
) -> ReceivedLine:
    """Sign another receipt for a kept package and lay it out; a later one counts. Gives the package with it.

    It is signed by the newest key that the site certainly knows, unless another is named.
    """
    said = Receipt(line.content_id, line.sha256, line.name, verdict, _later_than(desk, line), tuple(questions))
    signed = _signed(desk, said, key_name or known_to_site(desk.db, line.site_code) or line.opened_with)
    answer_again(desk.db, line.name, line.id, signed, actor=desk.actor)
    lay_out_receipt(desk, found := _known(desk, line.sha256))
    return found


def _received(desk: Desk, found: Found, keys: Sequence[Opener]) -> Reception:
    match found:
        case Unwhole(label, missing):
            return Reception(label, Outcome.UNWHOLE, said=missing)
        case Refusal(label, reason):
            return Reception(label, Outcome.REFUSED, said=reason.message, advice=reason.advice)
        case Arrival(label):
            try:
                return _taken(desk, found, keys)
            except UserError as reason:
                return Reception(label, Outcome.REFUSED, said=reason.message, advice=reason.advice)


def _taken(desk: Desk, found: Arrival, keys: Sequence[Opener]) -> Reception:
    sha256 = _sum(found.pieces())
    if found.sha256 not in ("", sha256):
        raise refused(["части не складываются в тот файл, который описан"], ASK_AGAIN)
    known = received_by_sha256(desk.db, sha256)
    place = desk.folder.kept(sha256)
    if known is not None and place.is_file():
        lay_out_receipt(desk, known)
        return Reception(found.label, Outcome.KNOWN, known.name)
    if known is not None:
        # The kept file had been lost, and is here again.
        with writing_whole(place) as part:
            _copy(found, part, sha256)
        lay_out_receipt(desk, known)
        return Reception(found.label, Outcome.KNOWN, known.name)
    with writing_whole(place) as part:
        _copy(found, part, sha256)
        package, questions = _proved(desk, part, keys)
    said = Receipt(
        package.content_id, package.sha256, package.name, ReceiptVerdict.ACCEPTED, _now(desk), tuple(questions)
    )
    try:
        signed = _signed(desk, said, _signer(desk, package))
        enter_package(desk.db, package, signed, actor=desk.actor)
    except UserError:
        if received_by_sha256(desk.db, sha256) is None:
            place.unlink(missing_ok=True)
        raise
    lay_out_receipt(desk, _known(desk, sha256))
    return Reception(found.label, Outcome.TAKEN, package.name, questions=tuple(each.text for each in questions))


def _copy(found: Arrival, part: Path, sha256: str) -> None:
    """Copy what will be proved and kept: from here on nobody else can change it."""
    copied = hashlib.sha256()
    with part.open("wb") as copy:
        for piece in found.pieces():
            copied.update(piece)
            copy.write(piece)
    if copied.hexdigest() != sha256:
        raise refused(["файл меняется, пока его читают"], "Ничего не изменено. Повторите, когда он придёт целиком.")


def _proved(desk: Desk, path: Path, keys: Sequence[Opener]) -> tuple[NewPackage, list[Question]]:
    """What is to be entered of the package at `path`, and what is to be asked about it."""
    opener = opener_of(path, keys)
    claimed: list[str] = []

    def known(site_code: str) -> KnownSite | None:
        claimed.append(site_code)
        trust = site_trust(desk.db, site_code)
        return trust and KnownSite(trust.keys, trust.revoked, trust.code, trust.code_until)

    def former(content_id: str) -> Sequence[Laid] | None:
        return former_of(desk.db, desk.folder, content_id, site_code=claimed[-1], keys=keys)

    with opened_package(path, [opener.identity], known=known, today=desk.db.today(), former=former) as opened:
        name = parse_package_name(opened.read.name)
        kind = _kind(name)
        _check_place(desk, opened, name)
        content = ReadContent(opened.tables, opened.corrects)
        questions: list[Question] = []
        if kind is PackageKind.QUARTERLY_REPORT:
            questions = report_questions(opened)
            redrawn(opened.tables, parse_period(name.period))
        files = sum(path.startswith("data/files/") for path in opened.read.digests)
        package = NewPackage(
            name=opened.read.name,
            site_code=opened.read.field(SITE_FIELD),
            title=opened.read.field(_TITLE_FIELD),
            kind=kind,
            period=name.period,
            serial=name.serial,
            size=path.stat().st_size,
            sha256=opened.sha256,
            content_id=opened.read.id,
            corrects=opened.corrects or None,
            signed_by=opened.signer.name,
            opened_with=opener.key_name,
            introduced=opened.introduced,
            counts=rows_of(content) | ({"files": files} if files else {}),
        )
    return package, questions


def _check_place(desk: Desk, opened: OpenedPackage, name: PackageName) -> None:
    """Refuse a package that takes another's place: another site's name, a name or a content that is there already."""
    if name.site != site_slug(opened.read.field(SITE_FIELD)):
        raise refused(["он назван именем другой площадки"])
    same = received_by_content(desk.db, opened.read.id)
    if same is not None:
        raise refused([f"пакет {same.name} с теми же данными уже принят, а байты у этого файла другие"], _SAME_CONTENT)
    if received_by_name(desk.db, opened.read.name) is not None:
        raise refused(
            [f"под именем {opened.read.name} уже принят пакет с другими данными"],
            "Ничего не изменено. Попросите площадку собрать пакет заново: у него будет следующий номер.",
        )
    if opened.corrects:
        corrected = received_by_content(desk.db, opened.read.field(CORRECTS_FIELD))
        if corrected is None or (corrected.kind, corrected.period) != (_kind(name), name.period):
            raise refused(["он исправляет пакет другого вида или периода"])


def _kind(name: PackageName) -> PackageKind:
    try:
        kind = PackageKind(name.kind.replace("-", "_"))
    except ValueError:
        raise refused([f"пакетов вида «{name.kind}» эта программа не знает"], UPDATE) from None
    if kind is PackageKind.OPEN_REPORT:
        raise refused(["открытый пакет не запечатывают"])
    return kind


def _signer(desk: Desk, package: NewPackage) -> str:
    """The newest of the institute's keys that the site knows, by this package or an earlier one."""
    known = {package.opened_with, known_to_site(desk.db, package.site_code)}
    return next(each.key_name for each in institute_keys(desk.db) if each.key_name in known)


def _signed(desk: Desk, said: Receipt, key_name: str) -> SignedAnswer:
    store = desk.folder.keys
    if not store.holds(key_name):
        raise lost_keys()
    try:
        content = receipt_file(said, store, key_name)
    except ValueError:
        raise UserError(
            "Такую квитанцию не составить.",
            "Вопросов в ней не больше 200, текст вопроса не длиннее 1000 знаков и в одну строку.",
        ) from None
    if len(content) > MOST_BYTES:
        raise UserError(
            "Квитанция слишком велика: площадка не сможет забрать её с сервера.", "Задайте меньше вопросов, короче."
        )
    return SignedAnswer(said.verdict, said.signed_at, said.questions, content)


def _known(desk: Desk, sha256: str) -> ReceivedLine:
    line = received_by_sha256(desk.db, sha256)
    if line is None:
        raise RuntimeError("a package that was just entered is not there")
    return line


def _now(desk: Desk) -> datetime:
    return desk.db.clock().astimezone(UTC).replace(microsecond=0)


def _later_than(desk: Desk, line: ReceivedLine) -> datetime:
    """Now, but after the receipt before: a site never takes an older one, even if our clock went back."""
    before = datetime.strptime(line.signed_at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return max(_now(desk), before + timedelta(seconds=1))


def _sum(pieces: Iterator[bytes]) -> str:
    whole = hashlib.sha256()
    for piece in pieces:
        whole.update(piece)
    return whole.hexdigest()
