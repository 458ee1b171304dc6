"""What depersonalising and destroying do inside their transaction: rows, texts that name the person, and the log.

`models/commands/depersonalise.py` begins it; restoring an older copy does it again.
"""

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from models import log, search
from models.erasing_packages import NAMING, bags_naming, drop_packages, packages_to_drop, still_here
from models.erasing_reports import drop_files_that_named, kept_snapshots
from models.queries.person_traces import (
    Owned,
    current,
    dropped,
    entries_about,
    entries_of,
    id_list,
    identities,
    key_of,
    named_in,
    owned_rows,
    parted_from,
    states,
)
from models.rows.codes import ActKind, PeopleShown, PersonalDataState
from models.rows.erased_data import Dropped
from models.rows.erased_people import MarkedText
from models.rules.mentions import Traces, mentions_in, replaced, that_go, traces_of
from models.rules.names import person_key
from models.rules.person_code import person_code
from models.rules.personal_columns import MARKS, OWNERS, PROSE, TERSE, PersonalColumn, dropped_by

_CARD = ("person", "person_restricted")
"""Tables that a card is made of."""
STATES = {
    ActKind.DEPERSONALISED: PersonalDataState.DEPERSONALISED,
    ActKind.DESTROYED: PersonalDataState.DESTROYED,
}
"""What state an act of this kind leaves the card in."""


class Erased(NamedTuple):
    """What was done, in counts."""

    dropped: tuple[Dropped, ...]
    files: int
    texts: int
    """Mentions replaced in other records."""
    entries: int
    """Entries of the log that were changed."""


def erase(
    connection: Connection,
    person_id: int,
    kind: ActKind,
    *,
    day: str,
    act: str,
    forget_files: Callable[[Collection[int]], None],
    marked: Collection[MarkedText] = (),
    outbox: Path | None = None,
) -> Erased:
    """Drop what an act of this kind drops, put the code in place of the name everywhere, and clean the log.

    `day` (ISO) and `act` are written at the consents; `forget_files` deletes rows of files that nothing holds;
    `marked` says whom mentions mean that are not plain; in `outbox` lie the kept bags, where the file has one.
    """
    owned = owned_rows(connection, person_id)
    traces = traces_of(identities(connection, owned["person"]))
    code = person_code(person_id)
    packages = packages_to_drop(connection, bags=bags_naming(outbox, traces) if outbox else None, kinds=NAMING)
    gone = (*dropped(connection, owned, kind), *still_here(connection, packages))
    puts = _puts(kind, code)
    values = _values(connection, owned, dropped_by(kind))
    connection.exec_driver_sql("UPDATE person SET pd_state = ? WHERE id = ?", (STATES[kind].value, person_id))
    drop_packages(connection, packages)
    reports = kept_snapshots(connection)
    texts = _replace_in_records(connection, traces, owned, kind, code=code, marked=marked)
    redrawn = drop_files_that_named(connection, reports, day=day, act=act, forget_files=forget_files)
    _drop_files(connection, owned, forget_files)
    connection.exec_driver_sql(f"DELETE FROM person_restricted WHERE person_id IN {id_list(owned['person'])}")
    for column, put in puts:
        if column.table not in ("person_restricted", "attachment_use", "attachment"):
            connection.exec_driver_sql(
                f'UPDATE "{column.table}" SET "{column.column}" = ? '
                f'WHERE {key_of(column.table)} IN {id_list(owned[column.table])} AND "{column.column}" IS NOT ?',
                (put, put),
            )
    connection.exec_driver_sql(
        f"UPDATE consent SET destroyed_on = ?, act = ? WHERE person_id IN {id_list(owned['person'])}", (day, act)
    )
    if search.INDEX not in search.missing_parts(connection):
        connection.exec_driver_sql(f"INSERT INTO {search.INDEX} ({search.INDEX}) VALUES ('optimize')")
    entries = _clean_own_entries(connection, owned, puts) + _clean_parted_entries(connection, owned, values, puts)
    entries += _clean_other_entries(connection, traces, code, marked)
    return Erased(gone, len(owned["attachment"]) + redrawn, texts, entries)


def without_person(connection: Connection, person_id: int, text: str) -> str:
    """A text with the person's code in place of her name."""
    traces = traces_of(identities(connection, owned_rows(connection, person_id)["person"]))
    return replaced(text, mentions_in(text, traces), person_code(person_id))


def _puts(kind: ActKind, code: str) -> list[tuple[PersonalColumn, str | None]]:
    words = {"code": code, "mark": MARKS[kind], "key": person_key(code, "")}
    return [(each, None if each.put is None else each.put.format(**words)) for each in dropped_by(kind)]


def _replace_in_records(
    connection: Connection,
    traces: Traces,
    owned: Owned,
    kind: ActKind,
    *,
    code: str,
    marked: Collection[MarkedText],
) -> int:
    count = 0
    for found in list(named_in(connection, traces, owned, kind)):
        going = that_go(found.mentions, _said_of((found.table, found.pk, found.column), marked))
        if going:
            key: list[object] = json.loads(found.pk)
            by_key = " AND ".join(f'"{name}" IS ?' for name in log.table_shape(connection, found.table).key)
            connection.exec_driver_sql(
                f'UPDATE "{found.table}" SET "{found.column}" = ? WHERE {by_key}',
                (replaced(found.text, going, code), *key),
            )
            count += len(going)
    return count


def _said_of(place: tuple[str, str, str], marked: Collection[MarkedText]) -> list[MarkedText]:
    return [each for each in marked if each[:3] == place]


def _drop_files(connection: Connection, owned: Owned, forget_files: Callable[[Collection[int]], None]) -> None:
    """Take away her scans, portraits and works; a picture with others must be looked at again before it leaves."""
    people, files = id_list(owned["person"]), id_list(owned["attachment"])
    held = connection.exec_driver_sql(
        f"SELECT attachment_id FROM attachment_use WHERE id IN {id_list(owned['attachment_use'])}"
    ).scalars()
    loose = {*map(int, held), *owned["attachment"]}
    connection.exec_driver_sql(f"DELETE FROM attachment_use WHERE id IN {id_list(owned['attachment_use'])}")
    connection.exec_driver_sql(
        f"UPDATE attachment SET people = ? WHERE id IN "
        f"(SELECT attachment_id FROM attachment_person WHERE person_id IN {people}) AND id NOT IN {files}",
        (PeopleShown.UNCHECKED.value,),
    )
    connection.exec_driver_sql(f"DELETE FROM attachment_person WHERE person_id IN {people}")
    forget_files(loose)


def _clean_own_entries(
    connection: Connection, owned: Owned, puts: Collection[tuple[PersonalColumn, str | None]]
) -> int:
    """Put into the log's entries of her rows what stands in the rows now; the history keeps its shape."""
    by_table = {table: {each.column: put for each, put in puts if each.table == table} for table in OWNERS}
    cleaned: list[tuple[str | None, str | None, int]] = []
    for id_, table, old, new in entries_of(connection, owned):
        before, after = (_cleaned(side, by_table[table]) for side in (old, new))
        if (before, after) != (old, new):
            cleaned.append((before, after, id_))
    return _write(connection, cleaned)


def _values(
    connection: Connection, owned: Owned, gone: Collection[PersonalColumn]
) -> dict[tuple[str, str], set[object]]:
    """What her card and closed fields hold or ever held, by table and column."""
    held: dict[tuple[str, str], set[object]] = {}
    for table in _CARD:
        columns = [each.column for each in gone if each.table == table and each.since is ActKind.DEPERSONALISED]
        for row in states(connection, table, owned["person"]):
            for column in columns:
                held.setdefault((table, column), set()).add(row.get(column))
    return held


def _clean_parted_entries(
    connection: Connection,
    owned: Owned,
    values: Mapping[tuple[str, str], Collection[object]],
    puts: Collection[tuple[PersonalColumn, str | None]],
) -> int:
    """Take her values out of the history of a card that was one with hers for a time; what it holds now stays."""
    cleaned: list[tuple[str | None, str | None, int]] = []
    for other_id in sorted(parted_from(connection, owned["person"])):
        for table in _CARD:
            (now,) = [*current(connection, table, [other_id])] or [{}]
            for id_, old, new in entries_about(connection, table, [other_id]):
                sides: list[str | None] = []
                for side in (old, new):
                    row: dict[str, object] = json.loads(side or "{}")
                    hers = {
                        each.column: put
                        for each, put in puts
                        if each.table == table
                        and row.get(each.column) in values.get((table, each.column), ())
                        and row.get(each.column) != now.get(each.column)
                    }
                    sides.append(_cleaned(side, hers))
                if sides != [old, new]:
                    cleaned.append((sides[0], sides[1], id_))
    return _write(connection, cleaned)


def _cleaned(side: str | None, puts: dict[str, str | None]) -> str | None:
    if side is None:
        return None
    row: dict[str, object] = json.loads(side)
    changed = {column: put for column, put in puts.items() if row.get(column) is not None and row[column] != put}
    return _dumped({**row, **changed}) if changed else side


def _clean_other_entries(connection: Connection, traces: Traces, code: str, marked: Collection[MarkedText]) -> int:
    """The same for former versions of texts that name her, and for what actions are called."""
    cleaned: list[tuple[str | None, str | None, int]] = []
    listed = ", ".join(f"'{table}'" for table in sorted(PROSE))
    for id_, table, pk, old, new in connection.exec_driver_sql(
        f"SELECT id, table_name, pk, old, new FROM change WHERE op <> 'L' AND table_name IN ({listed})"
    ).all():
        if not any(side and traces.may_be_in(side) for side in (old, new)):
            continue
        said = {column: _said_of((table, pk, column), marked) for column in PROSE[table]}
        before, after = (_without(side, table, said, traces, code) for side in (old, new))
        if (before, after) != (old, new):
            cleaned.append((before, after, id_))
    for id_, label in connection.exec_driver_sql("SELECT id, label FROM action").all():
        if going := that_go(mentions_in(label, traces), ()):
            connection.exec_driver_sql("UPDATE action SET label = ? WHERE id = ?", (replaced(label, going, code), id_))
    return _write(connection, cleaned)


def _without(
    side: str | None, table: str, said: Mapping[str, Collection[MarkedText]], traces: Traces, code: str
) -> str | None:
    if side is None:
        return None
    row: dict[str, Any] = json.loads(side)
    changed: dict[str, str] = {}
    for column, marked in said.items():
        text = row.get(column)
        if isinstance(text, str):
            going = that_go(mentions_in(text, traces, terse=(table, column) in TERSE), marked)
            if going:
                changed[column] = replaced(text, going, code)
    return _dumped({**row, **changed}) if changed else side


def _dumped(row: dict[str, Any]) -> str:
    """As SQLite's json_object writes it: undo compares texts."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _write(connection: Connection, cleaned: list[tuple[str | None, str | None, int]]) -> int:
    if cleaned:
        connection.exec_driver_sql("UPDATE change SET old = ?, new = ? WHERE id = ?", cleaned)
    return len(cleaned)
