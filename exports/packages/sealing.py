"""A package sealed and put into the outbox: from what a person wants to a frozen file that the register knows.

What was sealed already and has not changed is not sealed again; a report that ИРО accepted before travels as a
correction of it, and attachments that ИРО has do not travel at all.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple, cast

from exports.packages.carried_files import travelled
from exports.packages.contents import Content, correction_of
from exports.packages.kept_bags import kept_tables
from exports.packages.kinds import Drawn, PackageWish, Sources, draw
from exports.packages.quarterly_schema import QUARTERLY
from exports.packages.seal import SealedPackage, Signer, seal
from exports.packages.wide import Laid, schema_name
from models.commands.packages import record_sealed
from models.commands.site_keys import current_key
from models.database import Actor, Database
from models.files import write_whole
from models.key_store import KeyStore
from models.progress import Progress
from models.queries.approved_report import last_approved_id
from models.queries.institute import current_introduction, institute_line, institute_recipient
from models.queries.sealed_packages import (
    confirmed_files,
    last_accepted,
    last_sealed,
    last_taken_back,
    parts_of,
    sealed_by_id,
)
from models.rows.codes import PackageKind, PackageState
from models.rows.sealed import SealedDraft, SealedRecord
from models.rules.introduction import Introduction
from models.sealed_files import bag_path, new_part, sealed_path

__all__ = ["PackageWish", "Sealed", "seal_package"]

_BAGS_KEPT = (PackageKind.QUARTERLY_REPORT,)
"""Kinds without names of trainees: their bag is kept to send corrections against."""


class Sealed(NamedTuple):
    """A sealed package in the outbox; `is_new` is False for one that was there already and says the same.

    `corrects` is the name of the package of which it carries only the changes; `stayed` counts files that did not go:
    people in them forbid it or were not looked at, their content is lost, or they wait for the next package.
    """

    package_id: int
    name: str
    path: Path
    size: int
    counts: Mapping[str, int]
    is_new: bool
    corrects: str | None = None
    stayed: int = 0


def seal_package(
    db: Database,
    wish: PackageWish,
    *,
    outbox: Path,
    attachments: Path,
    keys: KeyStore,
    actor: Actor,
    program_version: str,
    progress: Progress = lambda _done, _total: None,
) -> Sealed:
    """Seal what is wished to ИРО's key, lay it into the outbox and enter it; the same again gives the former package.

    Raises UserError without an invitation of ИРО, with nothing to send, with personal data in news, where somebody's
    data are taken back meanwhile, and where the disk refuses; `PersonalDataFoundError` is one. A kill leaves no package
    without its file.
    """
    with db.reading() as session:
        permissions = last_taken_back(session)
    recipient, institute = institute_recipient(db), institute_line(db)
    terms = _Terms(recipient, current_key(db, keys, actor=actor), current_introduction(db, keys))
    last = last_sealed(db, wish.kind, wish.period)
    base = None if wish.whole else _base(db, wish, outbox)
    confirmed = frozenset[str]() if wish.whole else confirmed_files(db)
    former = base.tables if base else ()
    # Before the drawing: a version approved meanwhile is not the one that travels.
    report_id = last_approved_id(db, wish.period) if wish.kind is PackageKind.QUARTERLY_REPORT else None
    drawn = draw(wish, Sources(db=db, attachments=attachments, former=former, confirmed=confirmed, actor=actor))
    if last is not None and _says_the_same(last, drawn, terms, wish, outbox):
        return _again(db, last, outbox)._replace(stayed=drawn.stayed)
    progress(0, 1)
    content = drawn.content()
    # ИРО knows the site by the code of its invitation, whatever its papers say.
    content = replace(content, site_code=institute.site_code) if institute else content
    if base is not None:
        content = correction_of(content, base.tables, former_id=base.record.content_id)
    serial = last.serial + 1 if last else 1
    sealed = seal(
        content,
        serial=serial,
        signer=Signer(keys, terms.key_name),
        recipient=terms.recipient,
        program_version=program_version,
        introduction=terms.introduction,
        progress=progress,
    )
    draft = SealedDraft(
        kind=wish.kind,
        period=wish.period,
        serial=serial,
        name=sealed.name,
        sha256=sealed.sha256,
        size=len(sealed.content),
        content_id=sealed.id,
        key_name=terms.key_name,
        manifest=_said(drawn, terms, content),
        counts=sealed.counts,
        files=travelled(content),
        corrects=content.corrects or None,
        introduces=terms.introduction is not None,
        report_id=report_id,
        permissions=permissions,
    )
    package_id = _entered(db, draft, sealed, outbox, actor)
    path = sealed_path(outbox, sealed.name)
    corrects = base.record.name if base else None
    return Sealed(
        package_id,
        sealed.name,
        path,
        draft.size,
        sealed.counts,
        is_new=True,
        corrects=corrects,
        stayed=drawn.stayed,
    )


class _Terms(NamedTuple):
    """To whom it is sealed, by which key, and how that is introduced, if it still has to be."""

    recipient: str
    key_name: str
    introduction: Introduction | None


class _Base(NamedTuple):
    """The package that a correction is made against."""

    record: SealedRecord
    tables: tuple[Laid, ...]


def _base(db: Database, wish: PackageWish, outbox: Path) -> _Base | None:
    """The last report of the period that ИРО accepted, where its bag is kept and its tables are those of today."""
    if wish.kind not in _BAGS_KEPT:
        return None
    record = last_accepted(db, wish.kind, wish.period)
    if record is None:
        return None

    def name_of(content_id: str) -> str | None:
        found = sealed_by_id(db, content_id)
        return found.name if found else None

    tables = kept_tables(outbox, record.content_id, name_of=name_of)
    return _Base(record, tables) if tables and schema_name(tables) == schema_name(QUARTERLY) else None


def _said(drawn: Drawn, terms: _Terms, content: Content) -> str:
    """What the register keeps to know the same package again: sums and keys, nothing of its content."""
    said = {
        "sum": drawn.sum,
        "recipient": terms.recipient,
        "introduction": terms.introduction.proof if terms.introduction else "",
        "is_part": bool(content.corrects) or drawn.leaves_out,
    }
    return json.dumps(said)


def _says_the_same(last: SealedRecord, drawn: Drawn, terms: _Terms, wish: PackageWish, outbox: Path) -> bool:
    """Whether the last package will do: ИРО has it, or it can still go as it is."""
    said = cast("Mapping[str, object]", json.loads(last.manifest or "{}"))
    if last.state is PackageState.REJECTED or said.get("sum") != drawn.sum or (wish.whole and said.get("is_part")):
        return False
    if last.state is PackageState.ACCEPTED:
        return not drawn.brings_files
    is_introduced = terms.introduction is None or said.get("introduction") == terms.introduction.proof
    fits = is_introduced and (said.get("recipient"), last.key_name) == (terms.recipient, terms.key_name)
    return fits and _is_whole(sealed_path(outbox, last.name), last)


def _is_whole(path: Path, record: SealedRecord) -> bool:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == record.sha256
    except OSError:
        return False


def _again(db: Database, last: SealedRecord, outbox: Path) -> Sealed:
    corrected = sealed_by_id(db, last.corrects) if last.corrects else None
    return Sealed(
        last.id,
        last.name,
        sealed_path(outbox, last.name),
        last.size,
        parts_of(db, last.id),
        is_new=False,
        corrects=corrected.name if corrected else None,
    )


def _entered(db: Database, draft: SealedDraft, sealed: SealedPackage, outbox: Path, actor: Actor) -> int:
    """Write the files beside their places, then put them there as the register learns of them."""
    contents = {sealed_path(outbox, sealed.name): sealed.content}
    if draft.kind in _BAGS_KEPT:
        contents[bag_path(outbox, sealed.name)] = sealed.bag
    parts: dict[Path, Path] = {}
    try:
        for place, content in contents.items():
            parts[new_part(place)] = place
            write_whole(list(parts)[-1], content)
        return record_sealed(db, draft, parts, actor=actor)
    finally:
        for part in parts:
            with suppress(OSError):  # what brought us here is the one to tell about
                part.unlink(missing_ok=True)
