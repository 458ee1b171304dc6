"""The days of a programme's modules in a stream (календарный график)."""

from collections.abc import Collection

from sqlmodel import col, select

from models.commands.store import found, known_links, values
from models.commands.stream_places import NO_STREAM
from models.database import Actor, Database
from models.errors import UserError
from models.rows.programs import ModuleDaysDraft
from models.schema.programs import Module, Stream, StreamModule


def set_module_days(db: Database, stream_id: int, days: Collection[ModuleDaysDraft], *, actor: Actor) -> None:
    """Say on which days a stream goes through its modules; a module that is not named loses its days."""
    with known_links(), db.writing(action="Календарный график записан", actor=actor) as session:
        stream = found(session, Stream, stream_id, NO_STREAM)
        own = set(session.exec(select(Module.id).where(col(Module.program_id) == stream.program_id)))
        if any(each.module_id not in own for each in days):
            raise UserError("Этот модуль — другой программы или версии.", "Обновите календарный график.")
        wanted = {each.module_id: each for each in days}
        for row in session.exec(select(StreamModule).where(col(StreamModule.stream_id) == stream_id)):
            draft = wanted.pop(row.module_id, None)
            if draft is None:
                session.delete(row)
            else:
                row.sqlmodel_update(values(draft))
        for draft in wanted.values():
            session.add(StreamModule(stream_id=stream_id, **values(draft)))
