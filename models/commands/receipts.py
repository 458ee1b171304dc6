"""Receipts of ИРО: the only way a package becomes «принят» or «отклонён»."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.commands.store import add
from models.database import Actor, Database
from models.errors import UserError
from models.identity import local_date, stamp
from models.receipts import PackageKey, find_receipts, proved_receipt
from models.rows.codes import ActionKind, PackageState, ReceiptVerdict, ReportStatus
from models.rules.minisign import read_public_key
from models.rules.receipt import FoundReceipt, Question, SignedReceipt
from models.schema.exchange import InstituteKey, Package, Receipt, ReceiptQuestion
from models.schema.papers import Report

_STATES = {
    ReceiptVerdict.ACCEPTED: PackageState.ACCEPTED,
    ReceiptVerdict.REJECTED: PackageState.REJECTED,
}


class TakenReceipt(NamedTuple):
    """A receipt that proved genuine; `is_new` unless the very same one was there already."""

    package_id: int
    receipt_id: int
    name: str
    verdict: ReceiptVerdict
    signed_at: datetime
    questions: tuple[Question, ...]
    is_new: bool


def take_receipt(db: Database, content: bytes | str, *, came_by: str, actor: Actor) -> TakenReceipt:
    """Take the receipt in a file, letter, text or scan; `came_by` as the journal is to say it («файл»).

    Of several the last by ИРО's time is given. Raises UserError with the reason, and nothing is written: where there
    is none, and as `take_receipts`.
    """
    *_earlier, last = take_receipts(db, find_receipts(content), came_by=came_by, actor=actor)
    return last


def take_receipts(
    db: Database, found: Iterable[FoundReceipt], *, came_by: str, actor: Actor
) -> tuple[TakenReceipt, ...]:
    """Check receipts that were found (models/receipts.py) and store them, all or none.

    Raises UserError for one that is forged, on another package or other bytes, signed by a stranger or by a key that
    ИРО had already given up, or older than what ИРО has said since. One that is there already is harmless.
    """
    with db.writing(action="Квитанция института принята", actor=actor, kind=ActionKind.COMPENSATED) as session:
        known = list(session.exec(select(InstituteKey)))
        if not known:
            raise UserError(
                "Квитанцию нечем проверить: приглашение института ещё не открыто.",
                "Сначала откройте приглашение института, затем квитанцию.",
            )
        keys = [read_public_key(each.public_key) for each in known]
        packages = [
            PackageKey(each.content_id, each.sha256, each.name)
            for each in session.exec(select(Package).where(col(Package.content_id).is_not(None)))
            if each.content_id
        ]
        retired = {each.key_id: each.retired_on for each in known if each.retired_on is not None}
        whole = dict.fromkeys(proved_receipt(each, packages, keys) for each in found)
        # The earlier first: of two in one letter the later has the last word.
        ordered = sorted(whole, key=lambda each: each.receipt.signed_at)
        return tuple(_taken(session, each, retired=retired, came_by=came_by) for each in ordered)


def _taken(session: Session, proved: SignedReceipt, *, retired: dict[str, date], came_by: str) -> TakenReceipt:
    said = proved.receipt
    package = session.exec(
        select(Package).where(
            col(Package.content_id) == said.package_id,
            col(Package.sha256) == said.sealed_sha256,
            col(Package.name) == said.name,
        )
    ).one()
    earlier = list(session.exec(select(Receipt).where(col(Receipt.package_id) == package.id)))
    content = proved.content.decode()
    same = next((each for each in earlier if each.content == content), None)
    if same is None:
        _check_time(said.signed_at, earlier, gave_up=retired.get(proved.signed.key_name))
    receipt_id = (same.id if same else _stored(session, package, proved, came_by=came_by)) or 0
    return TakenReceipt(
        package.id or 0, receipt_id, said.name, said.verdict, said.signed_at, said.questions, same is None
    )


def _check_time(signed_at: datetime, earlier: Iterable[Receipt], *, gave_up: date | None) -> None:
    if gave_up is not None and local_date(signed_at) > gave_up:
        raise UserError(
            f"Квитанция подписана прежним ключом института, а он действовал до {gave_up:%d.%m.%Y}.",
            "Ничего не изменено. Позвоните в институт: новые квитанции он подписывает новым ключом.",
        )
    if any(each.signed_at >= stamp(signed_at) for each in earlier):
        raise UserError(
            "На этот пакет уже есть более поздняя квитанция.", "Ничего не изменено: действует более поздняя."
        )


def _stored(session: Session, package: Package, proved: SignedReceipt, *, came_by: str) -> int:
    said = proved.receipt
    row = Receipt(
        package_id=package.id or 0,
        verdict=said.verdict,
        signed_at=stamp(said.signed_at),
        came_by=came_by,
        key_name=proved.signed.key_name,
        content=proved.content.decode(),
    )
    receipt_id = add(session, row)
    session.add_all(
        ReceiptQuestion(
            receipt_id=receipt_id,
            no=no,
            code=each.code,
            text=each.text,
            record_table=each.record_table or None,
            record_key=each.record_key or None,
            record_field=each.record_field or None,
        )
        for no, each in enumerate(said.questions, start=1)
    )
    package.state = _STATES[said.verdict]
    session.flush()
    _tell_report(session, package)
    return receipt_id


def _tell_report(session: Session, package: Package) -> None:
    """Its report is «принят» as long as a package with it is: ИРО may think again."""
    report = session.get(Report, package.report_id) if package.report_id else None
    if report is None:
        return
    of_report = select(Package.id).where(
        col(Package.report_id) == report.id, col(Package.state) == PackageState.ACCEPTED
    )
    if session.exec(of_report).first() is not None:
        report.status = ReportStatus.ACCEPTED
    elif ReportStatus(report.status) is ReportStatus.ACCEPTED:
        report.status = ReportStatus.APPROVED
    session.flush()
