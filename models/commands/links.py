"""Tables that only tie two records together, brought to what a draft says."""

from collections.abc import Iterable

from sqlmodel import Session


def relink(session: Session, table: str, of: dict[str, int], column: str, wanted: Iterable[int]) -> None:
    """Make the rows of one record point to exactly these others; rows that stay are not touched.

    `of` names the record's own column and its id: `relink(session, "event_stream", {"event_id": 7}, "stream_id", …)`.
    """
    ((owner, owner_id),) = of.items()
    connection = session.connection()
    listed = set(wanted)
    found = connection.exec_driver_sql(f"SELECT {column} FROM {table} WHERE {owner} = ?", (owner_id,))
    linked = {int(id_) for (id_,) in found}
    for id_ in sorted(linked - listed):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {owner} = ? AND {column} = ?", (owner_id, id_))
    for id_ in sorted(listed - linked):
        connection.exec_driver_sql(f"INSERT INTO {table} ({owner}, {column}) VALUES (?, ?)", (owner_id, id_))
