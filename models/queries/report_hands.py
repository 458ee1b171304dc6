"""Who changed the records of a report between two moments, from the log.

An action that was turned back within that time never happened; one from before it that was turned back within it is
told as what it is: «Отменено: …».
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from models import log
from models.identity import VLADIVOSTOK
from models.queries.fetch import Source, rows
from models.queries.short_name import SHORT_NAME, WHO
from models.rows.report_compare import Hand, RowChange
from models.rows.report_records import RecordKind

_CHANGES = """
SELECT c.action_id, c.table_name, c.op, c.pk, c.old, c.new
FROM change AS c JOIN action AS a ON a.id = c.action_id
WHERE c.action_id > :after AND c.action_id <= coalesce(:until, 9223372036854775807) ORDER BY c.id
"""
_ACTIONS = f"""
SELECT a.id, a.at,
       coalesce((SELECT {SHORT_NAME.format("p")} FROM person AS p WHERE p.id = {WHO.format("a.actor_id")}),
                'руководитель'),
       a.label, a.inverts_id
FROM action AS a WHERE a.id > :after AND a.id <= coalesce(:until, 9223372036854775807) ORDER BY a.id
"""

_TOUCHES: Mapping[RecordKind, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        RecordKind.PLAN_ITEM: (("plan_item", "id"), ("event", "plan_item_id"), ("attendance", "plan_item_id")),
        RecordKind.EVENT: (
            ("event", "id"),
            ("attendance", "event_id"),
            ("person", "event_id"),
            ("organization", "event_id"),
        ),
        RecordKind.VISIT: (("event", "id"),),
        RecordKind.PERSON: (
            ("person", "id"),
            ("attendance", "person_id"),
            ("event", "person_id"),
            ("organization", "person_id"),
        ),
        RecordKind.ORGANISATION: tuple(
            (table, "id" if table == "organization" else "organization_id")
            for table in ("organization", "person", "attendance", "event")
        ),
        RecordKind.MUNICIPALITY: tuple(
            (table, "id" if table == "municipality" else "municipality_id")
            for table in ("municipality", "organization", "person", "attendance", "event")
        ),
        RecordKind.STREAM: (("stream", "id"), ("enrollment", "stream_id"), ("certificate", "stream_id")),
        RecordKind.PLACE: (("enrollment", "id"), ("certificate", "enrollment_id"), ("stream", "enrollment_id")),
        RecordKind.CERTIFICATE: (("certificate", "id"),),
        RecordKind.ROUTE: (("route", "id"), ("enrollment", "route_id"), ("stream", "route_id")),
        RecordKind.SCORE: (("diagnostic_card", "id"), ("enrollment", "card_id"), ("stream", "card_id")),
        RecordKind.PRODUCT: (("product", "id"),),
        RecordKind.RESPONSE: (("feedback_response", "id"),),
        RecordKind.INDICATOR: (("indicator", "id"), ("indicator_value", "indicator_id")),
        RecordKind.VALUE: (("indicator_value", "indicator_id"),),
        RecordKind.CONSULTATION: (("consultation", "id"),),
    }
)
"""Which changed rows speak of a record: (table, the column that holds its id)."""

_PRINTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "person": ("organization_id",),
        "organization": ("municipality_id", "is_remote"),
        "attendance": ("event_id", "person_id", "state"),
        "event": (
            "plan_item_id", "held_on", "duration_min", "title", "format_id", "mode", "outcome", "materials", "link",
            "total_external",
        ),
        "enrollment": ("stream_id", "person_id", "status", "enrolled_on", "left_on"),
    }
)  # fmt: skip
"""Of tables with much that no report prints: the columns that it is counted from."""

_PLACES = "person AS p JOIN organization AS o ON o.id = p.organization_id"
_WENT = "JOIN attendance AS a ON a.person_id = p.id"
_REACHES = (
    ("attendance", "event_id", "plan_item_id", "SELECT id, plan_item_id FROM event"),
    ("attendance", "person_id", "organization_id", "SELECT id, organization_id FROM person"),
    ("attendance", "person_id", "municipality_id", f"SELECT p.id, o.municipality_id FROM {_PLACES}"),
    ("event", "id", "person_id", "SELECT event_id, person_id FROM attendance"),
    ("event", "id", "organization_id", f"SELECT a.event_id, o.id FROM {_PLACES} {_WENT}"),
    ("event", "id", "municipality_id", f"SELECT a.event_id, o.municipality_id FROM {_PLACES} {_WENT}"),
    ("person", "organization_id", "municipality_id", "SELECT id, municipality_id FROM organization"),
    ("person", "id", "event_id", "SELECT person_id, event_id FROM attendance"),
    ("organization", "id", "person_id", "SELECT organization_id, id FROM person"),
    ("organization", "id", "event_id", f"SELECT o.id, a.event_id FROM {_PLACES} {_WENT}"),
    ("certificate", "enrollment_id", "stream_id", "SELECT id, stream_id FROM enrollment"),
    ("stream", "id", "enrollment_id", "SELECT stream_id, id FROM enrollment"),
    (
        "stream",
        "id",
        "route_id",
        "SELECT n.stream_id, r.id FROM route AS r JOIN enrollment AS n ON n.id = r.enrollment_id",
    ),
    ("enrollment", "id", "route_id", "SELECT enrollment_id, id FROM route"),
    (
        "stream",
        "id",
        "card_id",
        "SELECT n.stream_id, d.id FROM diagnostic_card AS d JOIN enrollment AS n ON n.id = d.enrollment_id",
    ),
    ("enrollment", "id", "card_id", "SELECT enrollment_id, id FROM diagnostic_card"),
)
"""What a changed row belongs to beyond its own columns: its table, the column to go by, the new column, the pairs."""

_PAIRS: Mapping[RecordKind, tuple[str, str, str]] = MappingProxyType(
    {
        RecordKind.VISIT: ("attendance", "event_id", "person_id"),
        RecordKind.SCORE: ("diagnostic_item", "card_id", "competence_id"),
    }
)
"""Records with a key of two: their table, and its columns."""

_ENTRY_OF_EXIT = """
SELECT x.id, e.id FROM diagnostic_card AS x
JOIN diagnostic_card AS e ON e.enrollment_id = x.enrollment_id AND e.stage = 'entry' WHERE x.stage = 'exit'
"""


class Hands:
    """Who changed which record."""

    def __init__(self, actions: Mapping[int, Hand], touched: Mapping[tuple[object, ...], set[int]]) -> None:
        self._actions = actions
        self._touched = touched

    def of(self, row: RowChange) -> tuple[Hand, ...]:
        """The hands that a record differs by, in the order of their actions."""
        if row.kind is None:
            return ()
        found: set[int] = set()
        for table, column in _TOUCHES[row.kind]:
            found |= self._touched.get((table, column, row.id), set())
        if row.kind in _PAIRS and row.other is not None:
            found |= self._touched.get((*_PAIRS[row.kind], row.id, row.other), set())
        return tuple(self._actions[id_] for id_ in sorted(found))


class _Change(NamedTuple):
    action_id: int
    table: str
    op: str
    pk: str | None
    old: str | None
    new: str | None


class _Action(NamedTuple):
    id: int
    at: str
    actor: str
    label: str
    inverts_id: int | None


def hands_between(session: Source, after: int, until: int | None) -> Hands:
    """The hands of the actions after one and up to another (None: to now)."""
    actions = {
        each.id: Hand(each.id, datetime.fromisoformat(each.at).astimezone(VLADIVOSTOK), each.actor, each.label)
        for each in _standing(rows(session, _Action, _ACTIONS, after=after, until=until))
    }
    links = _Links(session)
    touched: dict[tuple[object, ...], set[int]] = {}
    for change in rows(session, _Change, _CHANGES, after=after, until=until):
        if change.action_id in actions and _is_printed(change):
            for side in _sides(session, change):
                for key in links.keys_of(change.table, side):
                    touched.setdefault(key, set()).add(change.action_id)
    return Hands(actions, touched)


def _standing(actions: list[_Action]) -> Iterator[_Action]:
    """Those that were not turned back among themselves."""
    stand: dict[int, _Action] = {}
    for each in actions:
        if each.inverts_id is None or stand.pop(each.inverts_id, None) is None:
            stand[each.id] = each
    yield from stand.values()


def _is_printed(change: _Change) -> bool:
    """Whether a report could tell the row from what it was."""
    if change.op != "U" or change.table not in _PRINTED:
        return True
    old, new = (json.loads(side or "{}") for side in (change.old, change.new))
    return any(old.get(column) != new.get(column) for column in _PRINTED[change.table])


def _sides(session: Source, change: _Change) -> Iterator[Mapping[str, object]]:
    """What the row was and what it became; of rows that came in one go what those are now that still stand."""
    if change.op == "L":
        yield from _standing_rows(session, change)
        return
    yield from (json.loads(side) for side in (change.old, change.new) if side is not None)


def _standing_rows(session: Source, change: _Change) -> Iterator[Mapping[str, object]]:
    connection = session.connection()
    keys = enumerate(log.table_shape(connection, change.table).key)
    same = " AND ".join(f"t.\"{column}\" = json_extract(k.value, '$[{at}]')" for at, column in keys)
    found = connection.exec_driver_sql(
        f'SELECT t.* FROM json_each(?) AS k JOIN "{change.table}" AS t ON {same}', (change.new or "[]",)
    )
    yield from ({**row} for row in found.mappings())


class _Links:
    """What changed rows belong to; the pairs of a table are read when its first row comes."""

    def __init__(self, session: Source) -> None:
        self._session = session
        self._known: dict[str, list[tuple[str, str, dict[object, set[int]]]]] = {}
        self._entry_of_exit: dict[object, set[int]] = {}

    def keys_of(self, table: str, row: Mapping[str, object]) -> Iterator[tuple[object, ...]]:
        """Every (table, column, id) that the row stands under, and the pair that is its key."""
        for column, value in row.items():
            if isinstance(value, int):
                yield table, column, value
        for column, reached, pairs in self._reached_from(table):
            for value in pairs.get(row.get(column), ()):
                yield table, reached, value
        for pair_table, first, second in _PAIRS.values():
            if pair_table == table:
                yield table, first, second, row.get(first), row.get(second)
        if table == "diagnostic_item":
            # An answer of the exit tells of the same competence at the entry.
            for entry in self._entries().get(row.get("card_id"), ()):
                yield table, "card_id", "competence_id", entry, row.get("competence_id")

    def _entries(self) -> dict[object, set[int]]:
        if not self._entry_of_exit:
            self._entry_of_exit = self._pairs(_ENTRY_OF_EXIT)
        return self._entry_of_exit

    def _reached_from(self, table: str) -> list[tuple[str, str, dict[object, set[int]]]]:
        if table not in self._known:
            self._known[table] = [
                (column, reached, self._pairs(sql)) for of, column, reached, sql in _REACHES if of == table
            ]
        return self._known[table]

    def _pairs(self, sql: str) -> dict[object, set[int]]:
        found: dict[object, set[int]] = {}
        for one, other in self._session.connection().exec_driver_sql(sql):
            if other is not None:
                found.setdefault(one, set()).add(int(other))
        return found
