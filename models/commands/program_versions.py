"""Copies of a programme: a new version of it, a programme like it, and one by the example that ships."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from models.commands.program_life import refuse_taken
from models.commands.program_parts import NO_PROGRAM
from models.commands.store import add, found
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import ProgramStatus
from models.schema.programs import Program

_FRESH = ("id", "uid", "created_at", "updated_at", "author_id", "approved_by", "approved_on", "status")
"""What a copy does not take over."""


def add_version(db: Database, program_id: int, *, actor: Actor) -> int:
    """Begin the next version of a programme as a draft with everything it has; gives its id.

    Refuses while an older draft of it waits: two drafts of one version would be two programmes.
    """
    with db.writing(action="Новая версия программы начата", actor=actor) as session:
        program = found(session, Program, program_id, NO_PROGRAM)
        waiting = select(Program).where(
            col(Program.previous_id) == program_id, col(Program.status) == ProgramStatus.DRAFT
        )
        if session.exec(waiting).first() is not None:
            raise UserError("Новая версия этой программы уже начата.", "Откройте её черновик в списке программ.")
        versions = session.exec(select(Program.version).where(col(Program.title) == program.title)).all()
        return _copy(db, session, program, previous_id=program_id, version=max(versions) + 1)


def copy_program(db: Database, program_id: int, title: str, *, actor: Actor) -> int:
    """Make a programme of another title with everything this one has, as a draft; gives its id."""
    with db.writing(action="Программа скопирована", actor=actor) as session:
        program = found(session, Program, program_id, NO_PROGRAM)
        if not title.strip():
            raise UserError("У новой программы нет названия.", "Впишите его.")
        refuse_taken(session, title.strip())
        return _copy(db, session, program, title=title.strip(), previous_id=None, version=1)


def _copy(db: Database, session: Session, program: Program, **other: object) -> int:
    said: dict[str, Any] = {**program.model_dump(exclude=set(_FRESH)), **other}
    copied = add(session, Program(uid=db.new_uid(), **said))
    connection, of = session.connection(), program.id or 0
    deficits = _copy_rows(connection, "program_deficit", "program_id", {of: copied})
    modules = _copy_rows(connection, "module", "program_id", {of: copied})
    _copy_rows(connection, "module_activity", "module_id", modules)
    _copy_rows(connection, "assignment", "module_id", modules)
    materials = _copy_rows(connection, "learning_material", "program_id", {of: copied}, {"deficit_id": deficits})
    _copy_rows(connection, "attachment_use", "material_id", materials)
    for table, column in (("program_competence", "competence_id"), ("program_requirement", "key, needed")):
        connection.exec_driver_sql(
            f"INSERT INTO {table} (program_id, {column}) SELECT ?, {column} FROM {table} WHERE program_id = ?",
            (copied, of),
        )
    return copied


def _copy_rows(
    connection: Connection,
    table: str,
    owner: str,
    owners: Mapping[int, int],
    also: Mapping[str, Mapping[int, int]] | None = None,
) -> dict[int, int]:
    """Copy the rows of some owners to others; gives old id → new id. `also` says what other links become."""
    columns = [name for name in _columns(connection, table) if name != "id"]
    made: dict[int, int] = {}
    for old, new in owners.items():
        for row in _rows(connection, table, owner, old):
            row[owner] = new
            for column, ids in (also or {}).items():
                row[column] = ids.get(row[column])
            marks = ", ".join("?" for _ in columns)
            sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) RETURNING id"
            found_id = connection.exec_driver_sql(sql, tuple(row[name] for name in columns)).scalar_one()
            made[int(row["id"])] = int(found_id)
    return made


def _columns(connection: Connection, table: str) -> list[str]:
    return [str(row[1]) for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]


def _rows(connection: Connection, table: str, owner: str, owner_id: int) -> Iterable[dict[str, Any]]:
    sql = f"SELECT * FROM {table} WHERE {owner} = ? ORDER BY id"
    return [dict(row) for row in connection.exec_driver_sql(sql, (owner_id,)).mappings().all()]
