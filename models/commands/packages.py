"""The register of packages."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.commands.store import add
from models.database import Actor, Database
from models.errors import UserError
from models.files import flush_folder
from models.queries.sealed_packages import last_taken_back
from models.rows.codes import ActionKind, PackageKind
from models.rows.sealed import SealedDraft
from models.rules.periods import Period
from models.schema.exchange import Package, PackageContent, PackageFile


def record_package(
    db: Database,
    *,
    kind: PackageKind,
    period: Period,
    serial: int,
    name: str,
    sha256: str,
    size: int,
    counts: Mapping[str, int],
    actor: Actor,
) -> int:
    """Enter a built package; its serial is given out for good, so this is taken back only by a new package."""
    with db.writing(action=f"Пакет собран: {name}", actor=actor, kind=ActionKind.COMPENSATED) as session:
        package_id = add(
            session,
            Package(
                uid=db.new_uid(), kind=kind, period=period.code, serial=serial, name=name, sha256=sha256, size=size
            ),
        )
        session.add_all(PackageContent(package_id=package_id, part=part, items=items) for part, items in counts.items())
        return package_id


def record_sealed(db: Database, draft: SealedDraft, files: Mapping[Path, Path], *, actor: Actor) -> int:
    """Enter a sealed package and put its `files` (finished part → place) there, all under the lock of writing.

    A kill in between leaves files without a row, which `drop_strays` (models/sealed_files.py) removes, never a row
    without its file. Raises UserError where another package took the serial meanwhile, and where somebody's data were
    taken back since it was drawn: what was dropped with them must not come after.
    """
    placed: list[Path] = []
    try:
        with db.writing(action=f"Пакет запечатан: {draft.name}", actor=actor, kind=ActionKind.COMPENSATED) as session:
            _check_permissions(session, draft)
            corrected = select(Package.id).where(col(Package.content_id) == draft.corrects)
            package_id = add(
                session,
                Package(
                    uid=db.new_uid(),
                    kind=draft.kind,
                    period=draft.period.code,
                    serial=draft.serial,
                    name=draft.name,
                    sha256=draft.sha256,
                    size=draft.size,
                    manifest=draft.manifest,
                    content_id=draft.content_id,
                    corrects_id=session.exec(corrected).first() if draft.corrects else None,
                    key_name=draft.key_name,
                    introduces=draft.introduces,
                    report_id=draft.report_id,
                ),
            )
            counts = draft.counts.items()
            session.add_all(PackageContent(package_id=package_id, part=part, items=items) for part, items in counts)
            session.add_all(PackageFile(package_id=package_id, sha256=sha256) for sha256 in draft.files)
            session.flush()
            for part, place in files.items():
                part.replace(place)
                placed.append(place)
            for folder in {place.parent for place in placed}:
                flush_folder(folder)
            return package_id
    except BaseException as problem:
        for place in placed:
            place.unlink(missing_ok=True)
        if isinstance(problem, IntegrityError) and "UNIQUE" in str(problem.orig):
            raise UserError(
                "Такой пакет только что собран в другом окне программы.",
                "Посмотрите его в списке или соберите ещё раз.",
            ) from problem
        raise


def _check_permissions(session: Session, draft: SealedDraft) -> None:
    if draft.permissions not in (None, last_taken_back(session)):
        raise UserError(
            "Пока пакет собирался, изменились согласия или данные человека, который мог быть в нём. Пакет не записан.",
            "Соберите его ещё раз.",
        )
