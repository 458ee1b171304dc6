"""Pairs that look alike and are two, as a person decided; the lower id stands first."""

from typing import Literal

from sqlalchemy import Connection

from models.errors import UserError

Pairs = Literal["organization_apart", "person_apart"]


def set_apart(connection: Connection, table: Pairs, one_id: int, other_id: int) -> None:
    """Remember a pair; a second time changes nothing. Raises UserError for a card and itself."""
    if one_id == other_id:
        raise UserError("Это одна и та же карточка.", "Выберите две разные.")
    connection.exec_driver_sql(
        f"INSERT INTO {table} (first_id, second_id) VALUES (min(?1, ?2), max(?1, ?2)) ON CONFLICT DO NOTHING",
        (one_id, other_id),
    )


def merge_pairs(connection: Connection, table: Pairs, *, stays: int, goes: int) -> None:
    """Whoever was told apart from the one that goes is apart from the one that stays; that pair itself is forgotten."""
    others = connection.exec_driver_sql(
        f"SELECT CASE first_id WHEN ?1 THEN second_id ELSE first_id END FROM {table} WHERE ?1 IN (first_id, second_id)",
        (goes,),
    )
    for other in others.scalars().all():
        if other != stays:
            set_apart(connection, table, stays, other)
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE ?1 IN (first_id, second_id)", (goes,))
