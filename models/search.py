"""The search index: an FTS5 table that triggers keep true to the records, whoever writes them: commands, undo, merges.

A record is one line under the number `kind << 40 | id`, its own words in the order of its columns, ё as е (FTS5 folds
the case itself). The log leaves the tables out by their names (`models.log.user_tables`): all of it is made of what
the log knows. A person whose data are gone is not in it, and `secure-delete` leaves none of her letters behind.
"""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from models import log
from models.rows.search import RecordKind

INDEX = "search_fts"
TERMS = "search_fts_terms"
"""Every word of the index, once each (fts5vocab)."""

KIND_BITS = 40
"""Ids stand below them."""


@dataclass(frozen=True)
class _Indexed:
    """A table whose rows are found by the words in some of its columns."""

    kind: RecordKind
    table: str
    columns: tuple[str, ...]
    kept: str = "1"
    """SQL of which rows are in the index; the columns that it reads stand in `watched`."""
    watched: tuple[str, ...] = ()

    @cached_property
    def base(self) -> int:
        """What is added to an id."""
        return lines_of(self.kind)[0]

    def words(self, row: str) -> str:
        """SQL of a row's words; `row` is NEW, OLD or the table's name."""
        joined = " || ' ' || ".join(f"coalesce({row}.{column}, '')" for column in self.columns)
        return f"replace(replace({joined}, 'ё', 'е'), 'Ё', 'Е')"

    def lines(self, row: str) -> str:
        """SQL that gives the line of a row, or none where the row is not to be found."""
        return f"SELECT {self.base} + {row}.id, {self.words(row)} WHERE {self.kept.format(row)}"

    def all_lines(self) -> str:
        """SQL that gives the lines of the whole table."""
        return f"SELECT {self.base} + id AS rowid, {self.words(self.table)} AS words FROM {self.table} " + (
            f"WHERE {self.kept.format(self.table)}"
        )


_INDEXED = (
    _Indexed(
        RecordKind.PERSON,
        "person",
        ("last_name", "first_name", "patronymic"),
        kept="{0}.pd_state IN ('active', 'blocked')",
        watched=("pd_state",),
    ),
    _Indexed(RecordKind.EVENT, "event", ("title",)),
    _Indexed(RecordKind.PLAN_ITEM, "plan_item", ("title",)),
    _Indexed(RecordKind.STREAM, "stream", ("title",)),
    _Indexed(RecordKind.PROGRAM, "program", ("title",)),
    _Indexed(RecordKind.PRODUCT, "product", ("title",)),
    _Indexed(RecordKind.DOCUMENT, "document", ("title", "number")),
    _Indexed(RecordKind.ORGANIZATION, "organization", ("short_name", "full_name")),
    _Indexed(RecordKind.CONSULTATION, "consultation", ("topic",)),
    _Indexed(RecordKind.QUESTION, "agenda_item", ("question",)),
)
_BY_TABLE = {each.table: each for each in _INDEXED}


def lines_of(kind: RecordKind) -> tuple[int, int]:
    """The numbers between which the lines of a kind stand, ends included; the first belongs to the id 0."""
    return kind << KIND_BITS, (kind + 1 << KIND_BITS) - 1


def kind_of(line: int) -> RecordKind:
    """Of which kind a line of the index is."""
    return RecordKind(line >> KIND_BITS)


def make_index(connection: Connection) -> None:
    """Make the index of a file that has none, with its triggers, and take in what is there."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5"
        "(words, tokenize = \"unicode61 remove_diacritics 0\", prefix = '1 2 3', columnsize = 0)"
    )
    connection.exec_driver_sql(f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('secure-delete', 1)")
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {TERMS} USING fts5vocab({INDEX}, row)")
    for each in _there(connection):
        connection.exec_driver_sql(f"INSERT INTO {INDEX} (rowid, words) {each.all_lines()}")
        for sql in _triggers(each).values():
            connection.exec_driver_sql(sql)


def drop_index(connection: Connection) -> None:
    """Take the index and its triggers away: before the tables change their shape."""
    for name in _names(connection, "trigger"):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TERMS}")
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {INDEX}")


def pause_insertion(connection: Connection, table: str) -> None:
    """Take the insert trigger away for one bulk insert; `take_in` brings it back."""
    if table in _BY_TABLE:
        connection.exec_driver_sql(f'DROP TRIGGER "{_trigger_name(table, "i")}"')


def take_in(connection: Connection, table: str, *, first: int) -> None:
    """Take in the rows of a table from the id `first` on, all at once: eight times faster than one by one."""
    if (each := _BY_TABLE.get(table)) is not None:
        connection.exec_driver_sql(f"INSERT INTO {INDEX} (rowid, words) {each.all_lines()} AND id >= {first}")
        connection.exec_driver_sql(_triggers(each)[_trigger_name(table, "i")])


def missing_parts(connection: Connection) -> list[str]:
    """Names of the index's tables and triggers that should exist as they are today, and do not."""
    there = _names(connection, "trigger")
    tables = _names(connection, "table")
    wanted = {name: sql for each in _there(connection) for name, sql in _triggers(each).items()}
    return [
        *(name for name in (INDEX, TERMS) if name not in tables),
        *sorted(name for name, sql in wanted.items() if there.get(name) != sql),
    ]


def lines_amiss(connection: Connection) -> int:
    """How many lines of the index say what no record says, or are not there; the index itself must be."""
    lines = " UNION ALL ".join(each.all_lines() for each in _there(connection))
    kept = f"SELECT rowid, words FROM {INDEX}"
    answer = connection.exec_driver_sql(
        f"SELECT (SELECT count(*) FROM (SELECT * FROM ({lines}) EXCEPT {kept})) "
        f"+ (SELECT count(*) FROM ({kept} EXCEPT SELECT * FROM ({lines})))"
    )
    return int(answer.scalar_one())


def _there(connection: Connection) -> list[_Indexed]:
    """The tables that a file has already: a step of the schema may come before theirs."""
    found = set(log.user_tables(connection))
    return [each for each in _INDEXED if each.table in found]


def _names(connection: Connection, kind: str) -> dict[str, str]:
    """Tables or triggers of the index and their SQL."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = ? AND name LIKE 'search\\_%' ESCAPE '\\'", (kind,)
    )
    return dict(found.all())


def _trigger_name(table: str, op: str) -> str:
    return f"search_{table}_{op}"


def _triggers(each: _Indexed) -> dict[str, str]:
    """The triggers of a table by their names."""
    watched = (*each.columns, *each.watched)
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in watched)
    go = f"DELETE FROM {INDEX} WHERE rowid = {each.base} + OLD.id;"
    come = f"INSERT INTO {INDEX} (rowid, words) {each.lines('NEW')};"
    made = {
        "i": f"AFTER INSERT ON {each.table} BEGIN {come} END",
        "u": f"AFTER UPDATE OF {', '.join(watched)} ON {each.table} WHEN {differs} BEGIN {go} {come} END",
        "d": f"AFTER DELETE ON {each.table} BEGIN {go} END",
    }
    return {(name := _trigger_name(each.table, op)): f'CREATE TRIGGER "{name}" {sql}' for op, sql in made.items()}
