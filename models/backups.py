"""Proven copies of the database in `backups/`, and one of them put in its place again.

A copy stands under its name only once it has been opened and compared. Destroyed people are taken out of every copy,
and out of an older one before anybody sees it (152-ФЗ; house.md «Database»).
"""

import json
import shutil
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from models import destroyed
from models.asked_restore import FOLDER
from models.carried_over import NOTHING, carry_over, kept_of
from models.commands.attachments import forget_unused
from models.commands.personal_data_register import note_personal_data
from models.copied_files import FOLDER as FILES
from models.copied_files import bring_files, drop_files, files_of
from models.database import Actor, Database, connect, open_database
from models.erasing import STATES, erase
from models.errors import UserError
from models.identity import Clock, local_date, random_uid, stamp
from models.migrations.runner import NEWEST
from models.queries.integrity import check_connection
from models.queries.personal_acts import erased_people
from models.rows.codes import ActionKind, ActKind, PersonalDataAction, PersonalDataState
from models.system_errors import system_error

KEPT = 10
"""How many daily copies are kept."""

_COPY = "copy-"
_REPLACED = "replaced-"
_SUFFIX = ".db"
_DAMAGED = UserError(
    "Копия не открывается или повреждена. Данные площадки не изменены.", "Выберите другую копию из списка."
)
_NOT_WHOLE = UserError(
    "Копия не прошла проверку и удалена. Данные площадки не изменены.",
    "Проверьте, есть ли место на диске, и сделайте копию ещё раз.",
)
_AGAIN = "Повторно: восстановлена более старая копия данных"


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


def backups(folder: Path) -> list[Backup]:
    """The copies of a data folder, the newest first."""
    found: list[Backup] = []
    for path in (folder / FOLDER).glob(f"*{_SUFFIX}"):
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
        _forget_parts(target.parent)
        if not db.copy_to(part):
            raise _NOT_WHOLE
        with _closing(db.open_copy(part)) as engine, engine.connect() as connection:
            records = _records(connection)
        with _closing(db.open_copy(part)) as engine:
            missing = bring_files(folder / FILES, folder / FOLDER / FILES, files_of(engine))
        part.replace(target)
    except OSError as problem:
        raise _said(problem) from problem
    finally:
        _forget_parts(target.parent)
    return Made(target, records, missing)


def back_up_daily(db: Database, folder: Path) -> Made | None:
    """Make a copy unless there is one of today; keep the last ten. None where there is nothing to do."""
    if any(local_date(each.made_at) == db.today() for each in backups(folder) if not each.is_replaced):
        return None
    made = make_backup(db, folder)
    for old in [each for each in backups(folder) if not each.is_replaced][KEPT:]:
        old.path.unlink(missing_ok=True)
    _drop_unwanted(db, folder)
    return made


def clean_backups(db: Database, folder: Path) -> tuple[int, int]:
    """Take everybody whose data were destroyed out of every copy; (how many were cleaned, how many deleted).

    A copy of an older schema cannot be cleaned and is deleted, as is one that will not be whole afterwards.
    """
    people = destroyed.known(folder).people
    cleaned = removed = 0
    if not people:
        return 0, 0
    for path in sorted((folder / FOLDER).glob(f"*{_SUFFIX}")):
        try:
            with _closing(db.open_copy(path)) as engine:
                held = _held(engine, people)
        except DatabaseError:
            held = _Held(can_be_cleaned=False)  # nobody can tell what a damaged copy holds
        if not held:
            continue
        if held.can_be_cleaned and _clean(db, path, people):
            cleaned += 1
        else:
            path.unlink()
            removed += 1
        _forget_side_files(path)
    _drop_unwanted(db, folder)
    return cleaned, removed


def restore_backup(database: Path, backup: Path, *, clock: Clock) -> Restored:
    """Put a copy in the place of a database that nobody has open.

    The copy is proven, everybody whom the file of today or `destroyed.json` knows as destroyed is destroyed in it
    again, acts, the register and withdrawals are carried over; only then the file of today is set aside in
    `backups/` and the copy takes its place. Raises UserError, changing nothing, where the copy will not do.
    """
    folder, made_at = database.parent, _made_at(backup)
    part = database.with_name(f"{database.name}.part")
    try:
        _forget_side_files(part)
        shutil.copyfile(backup, part)
        # Whatever is made on the way, such as a copy before new schema steps, is cleaned once the file is open.
        destroyed.begin(folder)
        erased, blocked = _prepare(database, part, clock)
        with _closing(connect(part)) as engine:
            wanted = files_of(engine)
        bring_files(backup.parent / FILES, folder / FILES, wanted)
        missing = bring_files(folder / FOLDER / FILES, folder / FILES, wanted)
        _set_aside(database, clock)
        part.replace(database)
    except OSError as problem:
        raise _said(problem) from problem
    finally:
        part.unlink(missing_ok=True)
        _forget_side_files(part)
    return Restored(made_at or clock(), erased, blocked, missing)


def erase_again(db: Database, people: Mapping[str, ActKind]) -> int:
    """Drop once more everybody of these uids whose data are in this file; returns how many."""
    count = 0
    for uid, kind in people.items():
        with db.writing(action="Уничтожение данных повторено", actor=Actor(), kind=ActionKind.BARRIER) as session:
            connection = session.connection()
            card = connection.exec_driver_sql("SELECT id, pd_state FROM person WHERE uid = ?", (uid,)).first()
            if card is None or PersonalDataState(card[1]) in (STATES[kind], PersonalDataState.DESTROYED):
                continue
            erase(
                connection,
                int(card[0]),
                kind,
                day=db.today().isoformat(),
                act=_AGAIN,
                forget_files=partial(forget_unused, connection),
            )
            action = PersonalDataAction.DESTROYED if kind is ActKind.DESTROYED else PersonalDataAction.DEPERSONALISED
            note_personal_data(session, action=action, person_id=int(card[0]), basis=_AGAIN)
            count += 1
    return count


def _drop_unwanted(db: Database, folder: Path) -> None:
    """Delete the attachments that no copy speaks of any more."""
    wanted: set[str] = set()
    for path in (folder / FOLDER).glob(f"*{_SUFFIX}"):
        with _closing(db.open_copy(path)) as engine:
            wanted |= files_of(engine)
        _forget_side_files(path)
    drop_files(folder / FOLDER / FILES, wanted)


@contextmanager
def _closing(engine: Engine) -> Generator[Engine]:
    """Let go of the file afterwards."""
    try:
        yield engine
    finally:
        engine.dispose()


class _Held(NamedTuple):
    can_be_cleaned: bool


def _held(engine: Engine, people: Mapping[str, ActKind]) -> _Held | None:
    """Whether a copy holds data of one of these people, and whether it can be cleaned by the commands of today."""
    with engine.connect() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        there: dict[str, str] = dict(
            connection.exec_driver_sql(
                "SELECT uid, pd_state FROM person WHERE uid IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(people)),),
            ).all()
        )
        logged = connection.exec_driver_sql(
            "SELECT DISTINCT json_extract(coalesce(new, old), '$.uid') FROM change "
            "WHERE table_name = 'person' AND op <> 'L'"
        ).scalars()
        remembered = ({*logged} & people.keys()) - there.keys()
    back = any(
        PersonalDataState(state) not in (STATES[people[uid]], PersonalDataState.DESTROYED)
        for uid, state in there.items()
    )
    if not back and not remembered:
        return None
    return _Held(version == NEWEST and not remembered)


def _clean(db: Database, path: Path, people: Mapping[str, ActKind]) -> bool:
    """Destroy people inside a copy, which is replaced whole or not at all; False where it will not be whole."""
    part = path.with_name(f"{path.name}.part")
    try:
        shutil.copyfile(path, part)
        copy = Database(db.open_copy(part), part, clock=db.clock, uids=random_uid, open_copy=db.open_copy)
        try:
            erase_again(copy, people)
            with copy.reading() as snapshot:
                is_whole = not check_connection(snapshot.connection())
            is_whole = copy.forget_deleted() and is_whole
        finally:
            copy.close()
        if is_whole:
            part.replace(path)
    except OSError as problem:
        raise _said(problem) from problem
    finally:
        _forget_parts(path.parent)
    return is_whole


def _prepare(database: Path, part: Path, clock: Clock) -> tuple[int, int]:
    """Prove the copy, carry over what the law wants kept, and destroy again whom the file of today knows."""
    people = dict(destroyed.known(database.parent).people)
    kept = NOTHING
    with suppress(UserError):  # the file of today may be what is damaged
        today = open_database(database, clock=clock)
        try:
            with today.reading() as snapshot:
                people |= erased_people(snapshot)
                kept = kept_of(snapshot)
        finally:
            today.close()
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


def _set_aside(database: Path, clock: Clock) -> None:
    """Move the file of today into `backups/`, whole as far as it can be."""
    if not database.exists():
        return
    target = _free_name(database.parent / FOLDER, _REPLACED, clock())
    target.parent.mkdir(exist_ok=True)
    database.replace(target)
    _forget_side_files(database)


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
    return folder / f"{kind}{stamp(moment)[:19].replace(':', '-')}{_SUFFIX}"


def _made_at(path: Path) -> datetime | None:
    for kind in (_COPY, _REPLACED):
        if path.name.startswith(kind):
            with suppress(ValueError):
                said = path.name.removeprefix(kind).removesuffix(_SUFFIX)
                return datetime.strptime(said, "%Y-%m-%dT%H-%M-%S").replace(tzinfo=UTC)
    return None


def _forget_parts(folder: Path) -> None:
    for left in list(folder.glob("*.part*")):
        with suppress(OSError):
            left.unlink()


def _forget_side_files(path: Path) -> None:
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _said(problem: OSError) -> UserError:
    known = system_error(problem)
    if known is None:
        raise problem
    return known
