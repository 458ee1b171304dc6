"""Proven copies of the database in `backups/`, and one of them put in its place again.

A copy stands under its name only once it has been opened and compared. Destroyed people are taken out of every copy,
and out of an older one before anybody sees it (152-ФЗ; house.md «Database»).
"""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from models import destroyed
from models.asked_restore import FOLDER
from models.carried_over import NOTHING, Kept, carry_over, kept_of
from models.cleaned_copies import SUFFIX, drop_unwanted, erase_again
from models.copied_files import FOLDER as FILES
from models.copied_files import bring_files, files_of
from models.database import Database, Snapshot, connect, open_database
from models.database_files import disk_refusal, forget_parts, forget_side_files, letting_go
from models.errors import UserError
from models.identity import Clock, local_date, stamp
from models.queries.integrity import check_connection
from models.queries.personal_acts import erased_people
from models.rows.erased_people import ErasedPerson

KEPT = 10
"""How many daily copies are kept."""

_COPY = "copy-"
_REPLACED = "replaced-"
_DAMAGED = UserError(
    "Копия не открывается или повреждена. Данные площадки не изменены.", "Выберите другую копию из списка."
)
_NOT_WHOLE = UserError(
    "Копия не прошла проверку и удалена. Данные площадки не изменены.",
    "Проверьте, есть ли место на диске, и сделайте копию ещё раз.",
)


class Backup(NamedTuple):
    """A proven copy."""

    path: Path
    made_at: datetime
    """UTC."""
    size: int
    is_replaced: bool
    """What stood in the place of a copy that was restored."""


class Made(NamedTuple):
    """A copy just made: «Копия сделана и проверена: открывается, 412 записей»."""

    path: Path
    records: int
    missing: int
    """Attachments whose content is not in the data folder."""


class Restored(NamedTuple):
    """What came of putting a copy in place."""

    made_at: datetime
    erased: int
    """People whose data were destroyed after the copy had been made, and who were destroyed again."""
    blocked: int
    """People who withdrew their consent after it had been made, and whose data are blocked again."""
    missing: int
    """Attachments it speaks of whose content is nowhere."""


class _Known(NamedTuple):
    kept: Kept
    people: dict[str, ErasedPerson]
    """Whom the acts are about."""


def backups(folder: Path) -> list[Backup]:
    """The copies of a data folder, the newest first."""
    found: list[Backup] = []
    for path in (folder / FOLDER).glob(f"*{SUFFIX}"):
        made_at = _made_at(path)
        if made_at is not None:
            with suppress(FileNotFoundError):
                found.append(Backup(path, made_at, path.stat().st_size, path.name.startswith(_REPLACED)))
    return sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True)


def make_backup(db: Database, folder: Path) -> Made:
    """Copy the whole database into the data folder's `backups/`, prove it, and see that its attachments lie there too.

    Raises UserError where that fails.
    """
    target = _free_name(folder / FOLDER, _COPY, db.clock())
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(exist_ok=True)
        forget_parts(target.parent)
        if not db.copy_to(part):
            raise _NOT_WHOLE
        with letting_go(db.open_copy(part)) as engine:
            with engine.connect() as connection:
                records = _records(connection)
            missing = bring_files(folder / FILES, folder / FOLDER / FILES, files_of(engine))
        part.replace(target)
    except OSError as problem:
        raise disk_refusal(problem) from problem
    finally:
        forget_parts(target.parent)
    return Made(target, records, missing)


def back_up_daily(db: Database, folder: Path) -> Made | None:
    """Make a copy unless there is one of today; keep the last ten. None where there is nothing to do."""
    if any(local_date(each.made_at) == db.today() for each in backups(folder) if not each.is_replaced):
        return None
    made = make_backup(db, folder)
    for old in [each for each in backups(folder) if not each.is_replaced][KEPT:]:
        old.path.unlink(missing_ok=True)
    drop_unwanted(db, folder)
    return made


def restore_backup(database: Path, backup: Path, *, clock: Clock) -> Restored:
    """Put a copy in the place of a database that nobody has open.

    The copy is proven, everybody whom the file of today or `destroyed.json` knows as destroyed is destroyed in it
    again, acts, the register and withdrawals are carried over; only then the file of today is set aside in
    `backups/` and the copy takes its place. Raises UserError, changing nothing, where the copy will not do.
    """
    folder, made_at = database.parent, _made_at(backup)
    part = database.with_name(f"{database.name}.part")
    try:
        forget_side_files(part)
        shutil.copyfile(backup, part)
        # Whatever is made on the way, such as a copy before new schema steps, is cleaned once the file is open.
        destroyed.begin(folder)
        erased, blocked = _prepare(database, part, backup, clock)
        with letting_go(connect(part)) as engine:
            wanted = files_of(engine)
        bring_files(backup.parent / FILES, folder / FILES, wanted)
        missing = bring_files(folder / FOLDER / FILES, folder / FILES, wanted)
        _set_aside(database, clock)
        part.replace(database)
    except OSError as problem:
        raise disk_refusal(problem) from problem
    finally:
        part.unlink(missing_ok=True)
        forget_side_files(part)
    return Restored(made_at or clock(), erased, blocked, missing)


def _prepare(database: Path, part: Path, backup: Path, clock: Clock) -> tuple[int, int]:
    """Prove the copy, carry over what the law wants kept, and destroy again whom the file of today knows."""
    people = dict(destroyed.known(database.parent).people)
    kept, acts = _known_today(database, clock) or _known_to_copies(database.parent, backup)
    people |= {uid: people.get(uid, person).joined(person) for uid, person in acts.items()}
    destroyed.remember(database.parent, people)
    try:
        copy = open_database(part, clock=clock)
    except UserError as refused:
        raise _DAMAGED from refused
    try:
        with copy.reading() as snapshot:
            if check_connection(snapshot.connection()):
                raise _DAMAGED
        blocked = carry_over(copy, kept)
        erased = erase_again(copy, people)
        copy.forget_deleted()
    finally:
        copy.close()
    return erased, blocked


def _known_today(database: Path, clock: Clock) -> _Known | None:
    """What the file of today holds that a copy must not lose; None where it is lost or damaged."""
    if not database.exists():
        return None
    try:
        today = open_database(database, clock=clock)
    except UserError:
        return None
    try:
        with today.reading() as snapshot:
            return _Known(kept_of(snapshot), erased_people(snapshot))
    finally:
        today.close()


def _known_to_copies(folder: Path, backup: Path) -> _Known:
    """The same of the newest copy, where that was made after the one to be put in place."""
    made_at, newest = _made_at(backup), next((each for each in backups(folder) if each.path != backup), None)
    if newest is None or (made_at is not None and newest.made_at < made_at):
        return _Known(NOTHING, {})
    try:
        with letting_go(connect(newest.path)) as engine, engine.connect() as connection:
            snapshot = Snapshot(connection)
            return _Known(kept_of(snapshot), erased_people(snapshot))
    except DatabaseError:  # damaged too, or older than acts and consents
        return _Known(NOTHING, {})
    finally:
        forget_side_files(newest.path)


def _set_aside(database: Path, clock: Clock) -> None:
    """Move the file of today into `backups/`, whole as far as it can be; what stood beside a lost one goes."""
    if database.exists():
        target = _free_name(database.parent / FOLDER, _REPLACED, clock())
        target.parent.mkdir(exist_ok=True)
        database.replace(target)
    forget_side_files(database)


def _records(connection: Connection) -> int:
    """How many records of the site the file holds, the log not counted."""
    return sum(
        int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())
        for table in _counted_tables(connection)
    )


def _counted_tables(connection: Connection) -> Iterable[str]:
    """Tables of what a site writes down itself."""
    wanted = ("person", "organization", "event", "attendance", "plan_item", "product", "enrollment", "consultation")
    there = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    return [table for table in wanted if table in there]


def _free_name(folder: Path, kind: str, moment: datetime) -> Path:
    return folder / f"{kind}{stamp(moment)[:19].replace(':', '-')}{SUFFIX}"


def _made_at(path: Path) -> datetime | None:
    for kind in (_COPY, _REPLACED):
        if path.name.startswith(kind):
            with suppress(ValueError):
                said = path.name.removeprefix(kind).removesuffix(SUFFIX)
                return datetime.strptime(said, "%Y-%m-%dT%H-%M-%S").replace(tzinfo=UTC)
    return None
