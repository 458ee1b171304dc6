"""What changed between two states of the same tables, and the later state made again from the earlier one.

A correction has the tables of a full package with only the changed rows in them, and in those only the key and the
changed cells; an empty cell means «as before». What became empty, and rows that are gone, stand in one more table,
`removed`. Nothing but the changes travels, so whoever has no former package can do nothing with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from exports.packages.tables import Field, Row, Table, Value, cell_text
from exports.packages.wide import Laid, Layout, field_names, in_order, key_of

REMOVED = Laid(
    Table(
        "removed",
        "Чего больше нет",
        (
            Field("table", "Таблица", required=True),
            Field("key", "Ключ строки", required=True, description="части ключа через косую черту"),
            Field("field", "Поле", description="пусто — нет всей строки"),
        ),
        ("table", "key"),
    ),
    Layout.ROWS,
)
"""Fields that became empty and rows that are gone; several fields of one row stand in one cell, divided by spaces."""


def changes_between(former: Sequence[Laid], later: Sequence[Laid]) -> tuple[Laid, ...]:
    """Return the tables of a correction that leads from `former` to `later`, which have one schema."""
    changed: list[Laid] = []
    removed: list[Row] = []
    for before, after in zip(former, later, strict=True):
        rows, gone = _changes(before.table, after.table)
        changed.append(Laid(replace(after.table, rows=rows), after.layout))
        removed += gone
    return (*changed, Laid(replace(REMOVED.table, rows=removed), REMOVED.layout))


def corrected(former: Sequence[Laid], changes: Sequence[Laid]) -> tuple[Laid, ...]:
    """Return the tables that `changes` (as `changes_between` gives them) make of `former`.

    ValueError if they speak of a row or a field that is not there.
    """
    gone: dict[str, dict[str, str]] = {each.table.name: {} for each in former}
    for table, key, field in changes[-1].table.rows:
        if str(table) not in gone:
            raise ValueError("a removal in a table that is not there")
        gone[str(table)][str(key)] = str(field or "")
    return tuple(
        Laid(replace(before.table, rows=_merged(before.table, change.table, gone[before.table.name])), before.layout)
        for before, change in zip(former, changes[:-1], strict=True)
    )


def _changes(before: Table, after: Table) -> tuple[list[Row], list[Row]]:
    old = {_key_text(key_of(before, row)): [cell_text(value) for value in row] for row in before.rows}
    names = field_names(after.fields)
    rows: list[Row] = []
    gone: list[Row] = []
    kept: set[str] = set()
    for row in after.rows:
        key = _key_text(key_of(after, row))
        kept.add(key)
        was = old.get(key)
        if was is None:
            rows.append(row)
            continue
        differs = [cell_text(value) != former for value, former in zip(row, was, strict=True)]
        emptied = [
            name for name, value, other in zip(names, row, differs, strict=True) if other and not cell_text(value)
        ]
        if sum(differs) > len(emptied):
            rows.append(
                [
                    value if other or name in after.primary_key else None
                    for name, value, other in zip(names, row, differs, strict=True)
                ]
            )
        if emptied:
            gone.append((after.name, key, " ".join(emptied)))
    return rows, gone + [(after.name, key, None) for key in old if key not in kept]


def _merged(before: Table, change: Table, gone: Mapping[str, str]) -> list[Row]:
    names = field_names(before.fields)
    rows = {_key_text(key_of(before, row)): list(row) for row in in_order(before)}
    for row in change.rows:
        key = _key_text(key_of(change, row))
        known = rows.get(key)
        if known is None:
            rows[key] = list(row)
        else:
            rows[key] = [was if value is None else value for was, value in zip(known, row, strict=True)]
    for key, fields in gone.items():
        if key not in rows or not set(fields.split()) <= set(names):
            raise ValueError("a removal of what is not there")
        if not fields:
            del rows[key]
        else:
            for name in fields.split():
                rows[key][names.index(name)] = None
    return list(rows.values())


def _key_text(key: Sequence[Value]) -> str:
    return "/".join(cell_text(part) for part in key)
