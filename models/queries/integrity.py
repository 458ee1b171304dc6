"""Whether the database is whole: what `marshrut check` and every proven backup ask."""

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from models import log, search
from models.database import Database
from models.environment import is_damage


def check_database(db: Database) -> list[str]:
    """Every fault found, in Russian and without people's data; an empty list means the file is whole."""
    with db.reading() as session:
        return check_connection(session.connection())


def check_connection(connection: Connection) -> list[str]:
    """The same over one connection: pages, keys, given-out ids, the log's triggers and the log itself."""
    try:
        return _faults(connection)
    except DatabaseError as problem:
        if not is_damage(problem):
            raise
        return ["Страницы файла: файл не читается до конца"]


def _faults(connection: Connection) -> list[str]:
    return [
        *(
            f"Страницы файла: {line}"
            for (line,) in connection.exec_driver_sql("PRAGMA integrity_check")
            if line != "ok"
        ),
        *(
            f"Таблица {table}: запись {rowid} ссылается на отсутствующую запись таблицы {parent}"
            for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ),
        *(f"Журнал изменений: нет исправного триггера {name}" for name in log.missing_triggers(connection)),
        *_search_faults(connection),
        *_forgotten_ids(connection),
        *_log_faults(connection),
    ]


def _search_faults(connection: Connection) -> list[str]:
    missing = search.missing_parts(connection)
    amiss = search.lines_amiss(connection) if search.INDEX not in missing else 0
    return [
        *(f"Поиск: нет исправной части {name}" for name in missing),
        *([f"Поиск: расходится с записями ({amiss})"] if amiss else []),
    ]


def _forgotten_ids(connection: Connection) -> list[str]:
    """Tables that would give an id out again which the log has seen: two people would mix."""
    given: dict[str, int] = dict(connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all())
    seen = connection.exec_driver_sql(
        "SELECT table_name, max(json_extract(pk, '$[0]')) FROM change WHERE pk IS NOT NULL GROUP BY table_name"
    )
    remembering = log.autoincrement_tables(connection)
    return [
        f"Таблица {table}: забыто, какие номера записей уже выданы"
        for table, highest in seen
        if table in remembering and given.get(table, 0) < highest
    ]


_LOG_QUESTIONS = {
    "Журнал изменений: действие не закрыто": "SELECT count(*) FROM current_action",
    "Журнал изменений: запись без действия": (
        "SELECT count(*) FROM change WHERE action_id NOT IN (SELECT id FROM action)"
    ),
    "Журнал изменений: шаг отмены без действия": (
        "SELECT count(*) FROM undo_step WHERE action_id NOT IN (SELECT id FROM action)"
    ),
    "Закрытые поля без согласия человека": (
        "SELECT count(*) FROM person_restricted AS r JOIN consent AS c ON c.id = r.consent_id "
        "WHERE c.person_id <> r.person_id"
    ),
}


def _log_faults(connection: Connection) -> list[str]:
    faults: list[str] = []
    for sentence, sql in _LOG_QUESTIONS.items():
        count = connection.exec_driver_sql(sql).scalar()
        if count:
            faults.append(f"{sentence} ({count})")
    return faults
