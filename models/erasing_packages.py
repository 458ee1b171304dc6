"""Sealed packages that may name somebody whose data go, or may no longer leave: not sent any more, nor kept.

The site cannot open what it sealed. Lists, files and copies are taken to name everybody; of a report the kept bag
tells. What was handed over already stays in the register, but its file goes, so that it cannot leave once more.
"""

import json
import zipfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from sqlalchemy import Connection

from models.rows.codes import PackageKind
from models.rows.erased_data import Dropped
from models.rows.sealed import NOTHING_KEPT
from models.rules.mentions import Traces, mentions_in
from models.sealed_files import bag_path

NAMING = (
    PackageKind.ROSTER,
    PackageKind.FRDO,
    PackageKind.PRODUCTS,
    PackageKind.NEWS,
    PackageKind.FULL_COPY,
)
"""Kinds that may name anybody."""

_TITLE = "запечатанные пакеты, ещё не переданные"
_PROBLEM = "Снят с отправки: сведения о человеке, которые в нём были, передавать больше нельзя. Соберите пакет заново."
_TABLES = "/data/tables/"

Bags = Callable[[str], bool]
"""Whether the kept bag of the package of this name names the person, or is not there to tell."""


def bags_naming(outbox: Path, traces: Traces) -> Bags:
    """What looks for a person in the kept bags of reports."""

    def names_her(name: str) -> bool:
        try:
            with zipfile.ZipFile(bag_path(outbox, name)) as archive:
                tables = [archive.read(each) for each in archive.namelist() if _TABLES in each]
        except (OSError, zipfile.BadZipFile, KeyError):
            return True
        text = b"\n".join(tables).decode("utf-8", errors="replace")
        return any(mention.certain for mention in mentions_in(text, traces))

    return names_her


def packages_to_drop(connection: Connection, *, bags: Bags | None, kinds: Collection[PackageKind]) -> list[int]:
    """Ids of the sealed packages of these kinds, and of the reports whose bag names the person."""
    found = connection.exec_driver_sql(
        "SELECT id, kind, name FROM package WHERE content_id IS NOT NULL AND manifest IS NOT ? ORDER BY id",
        (NOTHING_KEPT,),
    )
    return [
        int(id_)
        for id_, kind, name in found.all()
        if kind in kinds or (kind == PackageKind.QUARTERLY_REPORT and bags is not None and bags(name))
    ]


def still_here(connection: Connection, packages: Sequence[int]) -> list[Dropped]:
    """How many of the packages were not handed over, as an act lists it."""
    count = len(_unsent(connection, packages))
    return [Dropped(_TITLE, count)] if count else []


def drop_packages(connection: Connection, packages: Sequence[int]) -> None:
    """Take them off, and note that nothing of theirs is kept; `drop_strays` deletes the files."""
    unsent = json.dumps(_unsent(connection, packages))
    chosen = "IN (SELECT value FROM json_each(?))"
    connection.exec_driver_sql(f"UPDATE package SET state = 'withdrawn' WHERE id {chosen}", (unsent,))
    connection.exec_driver_sql(f"UPDATE delivery SET problem = ? WHERE package_id {chosen}", (_PROBLEM, unsent))
    connection.exec_driver_sql(
        f"UPDATE package SET manifest = ? WHERE id {chosen}", (NOTHING_KEPT, json.dumps(list(packages)))
    )


def _unsent(connection: Connection, packages: Sequence[int]) -> list[int]:
    found = connection.exec_driver_sql(
        "SELECT id FROM package WHERE state IN ('built', 'queued', 'sending') "
        "AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(packages)),),
    )
    return [int(id_) for id_ in found.scalars()]
