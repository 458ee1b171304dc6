"""Arranging a database in one line: `make_event(db, title="Семинар")`. Rows go in directly, one action each."""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Connection, Engine

from models import log
from models.database import Actor, Database, open_database
from models.identity import FixedClock, seeded_uids
from models.rows.codes import Mode, PlanKind, Presence, RestrictedField
from models.rules.consents import scope_text
from models.schema.base import Table
from models.schema.events import Attendance, Event
from models.schema.people import Consent, Organization, Person, PersonRestricted
from models.schema.plans import Plan, PlanItem, Product

HEAD = Actor()
"""The head of the site, who acts in most tests."""

Content = dict[str, list[str]]


def clock() -> FixedClock:
    """A clock that begins in the morning of 2 March 2026."""
    return FixedClock(datetime(2026, 3, 2, tzinfo=UTC))


def go_to(db: Database, day: date) -> None:
    """Let it be the morning of this day."""
    assert isinstance(db.clock, FixedClock)
    db.clock.set_day(day)


def new_database(folder: Path, *, key: bytes | None = None) -> Database:
    """An empty database of today's schema in a folder."""
    return open_database(folder / "marshrut.db", key=key, clock=clock(), uids=seeded_uids(1))


def passing_folder(name: str) -> Path:
    """A folder for what is made once a process; it goes when the process ends."""
    folder = Path(mkdtemp(prefix=f"marshrut-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def template() -> Path:
    """A closed file of today's schema, made once a process: copying it is ten times faster than migrating."""
    folder = passing_folder("template")
    new_database(folder).close()
    return folder / "marshrut.db"


def copied_database(folder: Path) -> Database:
    """The same as `new_database`, copied from the template."""
    shutil.copy(template(), folder / "marshrut.db")
    return new_database(folder)


def engine_of(db: Database) -> Engine:
    """The engine under a database: for looking behind the curtain."""
    return db._engine


def content_of(connection: Connection) -> Content:
    """Every row of every user table, types told apart (1 is not 1.0), in no order."""
    bare: Any = connection.connection.driver_connection  # hundreds of tables are read: SQLAlchemy takes most of it
    return {table: sorted(map(repr, bare.execute(f'SELECT * FROM "{table}"'))) for table in log.user_tables(connection)}


def content(db: Database) -> Content:
    """What undo must bring back: all user tables, without the log and the registers."""
    with db.reading() as session:
        stored = content_of(session.connection())
    return {table: lines for table, lines in stored.items() if table not in log.REGISTERS}


def history(db: Database) -> list[tuple[object, ...]]:
    """The log's actions and changes as they stand."""
    with db.reading() as session:
        connection = session.connection()
        return [
            *(tuple(row) for row in connection.exec_driver_sql("SELECT * FROM action ORDER BY id")),
            *(tuple(row) for row in connection.exec_driver_sql("SELECT * FROM change ORDER BY id")),
        ]


def count(db: Database, table: str) -> int:
    """How many rows a table holds."""
    with db.reading() as session:
        return int(session.connection().exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())


def run(db: Database, sql: str, *values: object, action: str = "Изменение") -> None:
    """One SQL statement as one action."""
    with db.writing(action=action, actor=HEAD) as session:
        session.connection().exec_driver_sql(sql, values)


def clear(db: Database, table: str) -> None:
    """Empty a table, and before it every table whose rows hang at its rows."""
    with db.reading() as session:
        hanging = session.connection().exec_driver_sql(
            """SELECT DISTINCT m.name FROM sqlite_schema AS m JOIN pragma_foreign_key_list(m.name) AS f
            WHERE m.type = 'table' AND f."table" = ? AND m.name <> ? AND f.on_delete <> 'CASCADE'""",
            (table, table),
        )
        tables = list(hanging.scalars())
    for each in tables:
        clear(db, each)
    run(db, f'DELETE FROM "{table}"')


def store(db: Database, row: Table, *, action: str) -> int:
    """Store a row as one action and give its id (0 where the key is another)."""
    with db.writing(action=action, actor=HEAD) as session:
        session.add(row)
        session.flush()
        return getattr(row, "id", None) or 0


def make_organization(db: Database, *, short_name: str = "Детский сад № 1") -> int:
    organization = Organization(uid=db.new_uid(), short_name=short_name, name_key=short_name.casefold())
    return store(db, organization, action="Организация добавлена")


def person_row(db: Database, *, last_name: str, organization_id: int) -> Person:
    return Person(
        uid=db.new_uid(),
        last_name=last_name,
        first_name="Мария",
        name_key=f"{last_name} мария".casefold(),
        position_id=1,
        organization_id=organization_id,
    )


def make_person(db: Database, *, last_name: str = "Иванова", organization_id: int | None = None) -> int:
    place = organization_id or make_organization(db, short_name=f"Детский сад {last_name}")
    return store(db, person_row(db, last_name=last_name, organization_id=place), action="Человек добавлен")


def make_consent(db: Database, person_id: int) -> int:
    scope = scope_text(RestrictedField)
    consent = Consent(person_id=person_id, purpose="frdo", data_scope=scope, signed_on=date(2026, 2, 1))
    return store(db, consent, action="Согласие внесено")


def make_restricted(db: Database, person_id: int, *, snils: str = "112-233-445 95") -> None:
    consent_id = make_consent(db, person_id)
    store(db, PersonRestricted(person_id=person_id, consent_id=consent_id, snils=snils), action="Закрытые поля внесены")


def make_plan(db: Database, *, title: str = "План квартала") -> int:
    plan = Plan(
        uid=db.new_uid(),
        title=title,
        kind=PlanKind.QUARTER,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 3, 31),
    )
    return store(db, plan, action="План создан")


def make_plan_item(db: Database, *, title: str = "Семинар по плану", plan_id: int, responsible_id: int) -> int:
    item = PlanItem(
        uid=db.new_uid(),
        plan_id=plan_id,
        section_id=1,
        title=title,
        format_id=1,
        due_from=date(2026, 2, 1),
        due_to=date(2026, 2, 28),
        responsible_id=responsible_id,
    )
    return store(db, item, action="Пункт плана добавлен")


def make_event(db: Database, *, title: str = "Семинар", leader_id: int, plan_item_id: int | None = None) -> int:
    event = Event(
        uid=db.new_uid(),
        title=title,
        held_on=date(2026, 2, 10),
        duration_min=90,
        format_id=2,
        mode=Mode.IN_PERSON,
        leader_id=leader_id,
        plan_item_id=plan_item_id,
    )
    return store(db, event, action="Мероприятие записано")


def make_mark(db: Database, *, event_id: int, person_id: int, state: Presence = Presence.PRESENT) -> None:
    store(db, Attendance(event_id=event_id, person_id=person_id, state=state), action="Посещение отмечено")


def make_product(db: Database, *, title: str = "Сборник", plan_item_id: int | None = None) -> int:
    product = Product(uid=db.new_uid(), title=title, kind_id=1, made_on=date(2026, 2, 1), plan_item_id=plan_item_id)
    return store(db, product, action="Продукт внесён")


@contextmanager
def someone_writes(path: Path) -> Iterator[Connection]:
    """Another program in the middle of a transaction on the same file."""
    from models.database import connect

    engine = connect(path)
    try:
        with engine.connect().execution_options(marshrut_begin="IMMEDIATE") as connection:
            connection.exec_driver_sql("SELECT 1")
            yield connection
            connection.rollback()
    finally:
        engine.dispose()
