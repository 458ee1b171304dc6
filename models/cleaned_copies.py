"""People whose data were destroyed, taken out of the copies of the database (152-ФЗ; house.md «Database»)."""

import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from models import destroyed
from models.asked_restore import FOLDER
from models.commands.attachments import forget_unused
from models.commands.personal_data_register import note_personal_data
from models.copied_files import FOLDER as FILES
from models.copied_files import drop_files, files_of
from models.database import Actor, Database
from models.database_files import disk_refusal, forget_parts, forget_side_files, letting_go
from models.erasing import STATES, erase
from models.identity import random_uid
from models.migrations.runner import NEWEST
from models.queries.integrity import check_connection
from models.rows.codes import ActionKind, ActKind, PersonalDataAction, PersonalDataState
from models.rows.erased_people import ErasedPerson

SUFFIX = ".db"
_NOTED = {
    ActKind.DEPERSONALISED: PersonalDataAction.DEPERSONALISED,
    ActKind.DESTROYED: PersonalDataAction.DESTROYED,
}
_AGAIN = "Повторно: восстановлена более старая копия данных"


def clean_backups(db: Database, folder: Path) -> tuple[int, int]:
    """Take everybody whose data were destroyed out of every copy; (how many were cleaned, how many deleted).

    A copy of an older schema cannot be cleaned and is deleted, as is one that will not be whole afterwards.
    """
    people = destroyed.known(folder).people
    cleaned = removed = 0
    if not people:
        return 0, 0
    for path in sorted((folder / FOLDER).glob(f"*{SUFFIX}")):
        try:
            with letting_go(db.open_copy(path)) as engine:
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
        forget_side_files(path)
    drop_unwanted(db, folder)
    return cleaned, removed


def erase_again(db: Database, people: Mapping[str, ErasedPerson]) -> int:
    """Drop once more everybody of these uids whose data are in this file; returns how many."""
    count = 0
    for uid, person in people.items():
        with db.writing(action="Уничтожение данных повторено", actor=Actor(), kind=ActionKind.BARRIER) as session:
            connection = session.connection()
            card = connection.exec_driver_sql("SELECT id, pd_state FROM person WHERE uid = ?", (uid,)).first()
            if card is None or PersonalDataState(card[1]) in (STATES[person.kind], PersonalDataState.DESTROYED):
                continue
            erase(
                connection,
                int(card[0]),
                person.kind,
                day=db.today().isoformat(),
                act=_AGAIN,
                forget_files=partial(forget_unused, connection),
                marked=person.marked,
            )
            note_personal_data(session, action=_NOTED[person.kind], person_id=int(card[0]), basis=_AGAIN)
            count += 1
    return count


def drop_unwanted(db: Database, folder: Path) -> None:
    """Delete the attachments that no copy speaks of any more."""
    wanted: set[str] = set()
    for path in (folder / FOLDER).glob(f"*{SUFFIX}"):
        with letting_go(db.open_copy(path)) as engine:
            wanted |= files_of(engine)
        forget_side_files(path)
    drop_files(folder / FOLDER / FILES, wanted)


class _Held(NamedTuple):
    can_be_cleaned: bool


def _held(engine: Engine, people: Mapping[str, ErasedPerson]) -> _Held | None:
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
        PersonalDataState(state) not in (STATES[people[uid].kind], PersonalDataState.DESTROYED)
        for uid, state in there.items()
    )
    if not back and not remembered:
        return None
    return _Held(version == NEWEST and not remembered)


def _clean(db: Database, path: Path, people: Mapping[str, ErasedPerson]) -> bool:
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
        raise disk_refusal(problem) from problem
    finally:
        forget_parts(path.parent)
    return is_whole
