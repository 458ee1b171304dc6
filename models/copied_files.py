"""Attachments beside the copies of the database in `backups/attachments`: the folder `backups` is whole by itself.

Contents lie under their hash and never change: one that another copy has is there once, and on the disk of the site
it is a hard link that takes no room.
"""

import os
import shutil
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from models.database import Snapshot
from models.kept_files import content_path, drop_content, kept_contents, thumbnail_path
from models.queries.attachments import hashes_to_keep

FOLDER = "attachments"
"""Beside the database, and beside its copies."""


def files_of(engine: Engine) -> frozenset[str]:
    """Hashes of the contents that a database file speaks of; none where it is too old to have any."""
    try:
        with engine.connect() as connection:
            return frozenset(hashes_to_keep(Snapshot(connection)))
    except DatabaseError:
        return frozenset()


def bring_files(source: Path, target: Path, hashes: Collection[str]) -> int:
    """Bring contents, with their small pictures, from one folder into another; returns how many are in neither.

    What is there already stays; what does not have its hash any more is not brought. Raises OSError.
    """
    missing = 0
    for digest in sorted(hashes):
        here, there = content_path(source, digest), content_path(target, digest)
        if there.is_file():
            continue
        if not here.is_file() or sha256(here.read_bytes()).hexdigest() != digest:
            missing += 1
            continue
        picture = thumbnail_path(source, digest)
        if picture.is_file():
            _bring(picture, thumbnail_path(target, digest))
        _bring(here, there)
    return missing


def drop_files(folder: Path, wanted: Iterable[str]) -> None:
    """Delete the contents in a folder that are not wanted."""
    keep = frozenset(wanted)
    for digest in [digest for digest, _path in kept_contents(folder) if digest not in keep]:
        drop_content(folder, digest)


def _bring(here: Path, there: Path) -> None:
    there.parent.mkdir(parents=True, exist_ok=True)
    part = there.with_name(f"{there.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.link(here, part)
    except OSError:  # another disk, or a flash drive whose files have no links
        shutil.copyfile(here, part)
    part.replace(there)
