"""The copy of the whole database that goes to ИРО: proven, and without what may not leave (152-ФЗ).

Whoever withdrew her consent is depersonalised in it; closed fields (СНИЛС, birth, diploma) stay at the site with their
history, as they leave in the sheet for ФИС ФРДО alone; what «Вернуть» could bring back is not in it.
"""

import hashlib
import json
from collections.abc import Collection
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from models import log
from models.asked_restore import FOLDER
from models.commands.attachments import forget_unused
from models.database import Actor, Database
from models.database_files import disk_refusal, forget_parts, forget_side_files
from models.erasing import erase
from models.errors import UserError
from models.identity import random_uid
from models.queries.fetch import Source, rows
from models.queries.integrity import check_connection
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.person_traces import owned_rows
from models.rows.codes import ActionKind, ActKind
from models.rows.sealed import CopiedFile

_EXCHANGE = frozenset(
    {"package", "package_content", "package_file", "delivery", "transfer", "receipt", "receipt_question"}
)
"""What sealing a package changes itself."""
_PART = "full-copy.part"
_ACT = "Согласие отозвано: копия для ИРО"


class FullCopy(NamedTuple):
    """The database as it goes to ИРО, and the attachments that its rows speak of."""

    database: bytes
    files: list[CopiedFile]


class _Id(NamedTuple):
    id: int


def data_sum(db: Database) -> str:
    """SHA-256 of everything that the site wrote down, packages apart: the same while nothing is changed."""
    whole = hashlib.sha256()
    with db.reading() as session:
        connection = session.connection()
        for table in log.user_tables(connection):
            if table not in _EXCHANGE:
                whole.update(f"{table}\n".encode())
                for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                    whole.update(f"{tuple(row)!r}\n".encode())
    return whole.hexdigest()


def attachments_to_copy(db: Database) -> list[CopiedFile]:
    """All attachments but those of people who withdrew."""
    with db.reading() as session:
        connection = session.connection()
        hers = {id_ for each in _withdrawn(session) for id_ in owned_rows(connection, each.id)["attachment"]}
        return _files(session, besides=hers)


def copy_for_institute(db: Database) -> FullCopy:
    """Copy the database, take out of the copy what may not leave, and prove it; nothing of it stays on the disk.

    Raises UserError where the disk refuses or the copy is not whole.
    """
    part = db.path.parent / FOLDER / _PART
    try:
        part.parent.mkdir(exist_ok=True)
        forget_parts(part.parent)
        is_whole, files = db.copy_to(part), list[CopiedFile]()
        copy = Database(db.open_copy(part), part, clock=db.clock, uids=random_uid, open_copy=db.open_copy)
        try:
            if is_whole:
                _take_out(copy)
                with copy.reading() as session:
                    is_whole = not check_connection(session.connection())
                    files = _files(session)
                is_whole = copy.forget_deleted() and is_whole
        finally:
            copy.close()
        if not is_whole:
            raise UserError(
                "Копия данных для института не прошла проверку и удалена. Данные площадки не изменены.",
                "Проверьте, есть ли место на диске, и соберите пакет ещё раз.",
            )
        return FullCopy(part.read_bytes(), files)
    except OSError as problem:
        raise disk_refusal(problem) from problem
    finally:
        forget_side_files(part)
        forget_parts(part.parent)


def _take_out(copy: Database) -> None:
    with copy.writing(action="Копия для ИРО", actor=Actor(), kind=ActionKind.BARRIER) as session:
        connection = session.connection()
        for each in _withdrawn(session):
            erase(
                connection,
                each.id,
                ActKind.DEPERSONALISED,
                day=copy.today().isoformat(),
                act=_ACT,
                forget_files=partial(forget_unused, connection),
            )
        _close(connection)


def _close(connection: Connection) -> None:
    """Drop closed fields, their history, and the steps back."""
    for sql in (
        "DELETE FROM person_restricted",
        "DELETE FROM undo_step",
        "DELETE FROM change WHERE table_name = 'person_restricted'",
    ):
        connection.exec_driver_sql(sql)


def _withdrawn(session: Source) -> list[_Id]:
    """Whoever may not be named, and still is in the file."""
    sql = f"SELECT p.id FROM person AS p WHERE p.pd_state IN ('active', 'blocked') AND NOT {MAY_BE_NAMED.format('p')}"
    return rows(session, _Id, sql)


def _files(session: Source, *, besides: Collection[int] = ()) -> list[CopiedFile]:
    where = "id NOT IN (SELECT value FROM json_each(:besides))"
    sql = f"SELECT sha256, size, kind FROM attachment WHERE {where} ORDER BY id"
    return rows(session, CopiedFile, sql, besides=json.dumps(sorted(besides)))
