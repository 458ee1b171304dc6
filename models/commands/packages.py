"""The register of packages."""

from collections.abc import Mapping

from models.commands.store import add
from models.database import Actor, Database
from models.rows.codes import ActionKind, PackageKind
from models.rules.periods import Period
from models.schema.papers import Package, PackageContent


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
