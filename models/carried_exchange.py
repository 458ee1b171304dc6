"""What a restored copy takes over of the exchange with ИРО from the file it replaces.

A package that left stays known with its number: else the number would go out twice, and ИРО's receipt on it would be
refused as a stranger's. ИРО's keys are those of today: one that was forgotten is not believed again.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

Row = dict[str, object]
KeptExchange = dict[str, list[Row]]
"""Rows by table; empty for a file of before the exchange."""

_OF_PACKAGES = ("package_content", "package_file", "delivery", "transfer", "receipt")
_OF_INSTITUTE = ("institute_key", "institute")


def exchange_of(connection: Connection) -> KeptExchange:
    """What is to be carried over from a file."""
    there = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'institute_key'")
    if not there.scalar():
        return {}
    packages = (
        "SELECT p.*, r.uid AS report_uid FROM package AS p LEFT JOIN report AS r ON r.id = p.report_id ORDER BY p.id"
    )
    return {
        "package": _rows(connection, packages),
        "receipt_question": _rows(connection, "SELECT * FROM receipt_question ORDER BY receipt_id, no"),
        **{
            table: _rows(connection, f'SELECT * FROM "{table}" ORDER BY rowid')
            for table in (*_OF_PACKAGES, *_OF_INSTITUTE)
        },
    }


def carry_exchange(connection: Connection, kept: KeptExchange) -> None:
    """Write it into a copy: packages by uid, each with everything of it as it is today; ИРО whole."""
    if not kept:
        return
    ids = {row["id"]: id_ for row in kept["package"] if (id_ := _package(connection, row)) is not None}
    for row in kept["package"]:
        if row["id"] in ids:
            corrected = ids.get(row["corrects_id"])
            connection.exec_driver_sql("UPDATE package SET corrects_id = ? WHERE id = ?", (corrected, ids[row["id"]]))
    for table in _OF_PACKAGES:
        for id_ in ids.values():
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE package_id = ?', (id_,))
    receipts: dict[object, int] = {}
    for table in _OF_PACKAGES:
        for row in kept[table]:
            if row["package_id"] in ids:
                own = {name: value for name, value in row.items() if name != "id"}
                rowid = _insert(connection, table, {**own, "package_id": ids[row["package_id"]]})
                if table == "receipt":
                    receipts[row["id"]] = rowid
    for row in kept["receipt_question"]:
        if row["receipt_id"] in receipts:
            _insert(connection, "receipt_question", {**row, "receipt_id": receipts[row["receipt_id"]]})
    for table in _OF_INSTITUTE:
        connection.exec_driver_sql(f'DELETE FROM "{table}"')
        for row in kept[table]:
            _insert(connection, table, row)


def _package(connection: Connection, row: Row) -> int | None:
    """Enter a package or bring it up to today; None where the copy gave its number to another."""
    said = {name: value for name, value in row.items() if name not in {"id", "corrects_id", "report_uid"}}
    report = connection.exec_driver_sql("SELECT id FROM report WHERE uid = ?", (row["report_uid"],)).scalar()
    said["report_id"] = report
    there = connection.exec_driver_sql("SELECT id FROM package WHERE uid = ?", (row["uid"],)).scalar()
    if there is not None:
        names = ", ".join(f"{name} = ?" for name in said)
        connection.exec_driver_sql(f"UPDATE package SET {names} WHERE id = ?", (*said.values(), there))
        return int(there)
    numbered = "SELECT count(*) FROM package WHERE kind = ? AND period = ? AND serial = ?"
    if connection.exec_driver_sql(numbered, (row["kind"], row["period"], row["serial"])).scalar():
        return None
    return _insert(connection, "package", said)


def _insert(connection: Connection, table: str, row: Mapping[str, object]) -> int:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    made = connection.exec_driver_sql(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks}) RETURNING rowid', tuple(row.values())
    )
    return int(made.scalar_one())


def _rows(connection: Connection, sql: str) -> list[Row]:
    return [dict(row) for row in connection.exec_driver_sql(sql).mappings()]
