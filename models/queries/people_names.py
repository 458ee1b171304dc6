"""People by the beginning of a name, and their short names: for fields where anybody of the base can be chosen."""

import json
from collections.abc import Collection
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.queries.short_name import SHORT_NAME
from models.rows.event_log import RosterPerson
from models.rules.names import person_key


class _Named(NamedTuple):
    id: int
    name: str


def people_by_name(db: Database, typed: str, *, besides: Collection[int] = (), limit: int = 20) -> list[RosterPerson]:
    """People whose name begins with what is typed, by surname, except those chosen already."""
    with db.reading() as session:
        return rows(
            session,
            RosterPerson,
            """
            SELECT p.id, p.last_name || ' ' || p.first_name || coalesce(' ' || p.patronymic, ''), o.short_name
            FROM person AS p JOIN organization AS o ON o.id = p.organization_id
            WHERE p.name_key >= :said AND p.name_key < :said || char(1114111) AND p.pd_state IN ('active', 'blocked')
              AND p.id NOT IN (SELECT value FROM json_each(:besides))
            ORDER BY p.name_key, p.id LIMIT :limit
            """,
            said=person_key(typed, ""),
            besides=json.dumps(sorted(besides)),
            limit=limit,
        )


def short_names(db: Database, person_ids: Collection[int]) -> dict[int, str]:
    """Id → «Иванова А. П.» of these people."""
    with db.reading() as session:
        sql = (
            f"SELECT p.id, {SHORT_NAME.format('p')} FROM person AS p WHERE p.id IN (SELECT value FROM json_each(:ids))"
        )
        return dict(rows(session, _Named, sql, ids=json.dumps(sorted(person_ids))))
