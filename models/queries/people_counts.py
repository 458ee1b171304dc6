"""What every value of every filter of the list would show if it were the only one."""

from collections.abc import Collection
from typing import NamedTuple

from models.database import Database
from models.queries.certificate_ready import read_certificate_ready
from models.queries.fetch import Source, number, rows
from models.queries.people_filter import IN_NO_STREAM, LACKS, TRAINEE, condition, consent_days
from models.rows.people import (
    CategoryCount,
    FilterChoice,
    PeopleCounts,
    PeopleFilter,
    PeopleGrouping,
    StatusCount,
)

_ORGANIZATIONS = f"""SELECT o.id, o.short_name, count(*) FROM person AS p
    JOIN organization AS o ON o.id = p.organization_id WHERE {TRAINEE} GROUP BY o.id ORDER BY o.name_key, o.id"""
_MUNICIPALITIES = f"""SELECT m.id, m.name, count(*) FROM person AS p
    JOIN organization AS o ON o.id = p.organization_id
    JOIN municipality AS m ON m.id = o.municipality_id WHERE {TRAINEE} GROUP BY m.id ORDER BY m.name, m.id"""
_STREAMS = f"""SELECT s.id, s.title, count(*) FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
    JOIN person AS p ON p.id = e.person_id WHERE {TRAINEE} GROUP BY s.id ORDER BY s.starts_on DESC, s.id"""
_POSITIONS = f"""SELECT t.id, t.title, count(*) FROM person AS p
    JOIN position AS t ON t.id = p.position_id WHERE {TRAINEE} GROUP BY t.id ORDER BY t.sort_order, t.id"""
_CATEGORIES = f"SELECT p.category, count(*) FROM person AS p WHERE {TRAINEE} AND p.category IS NOT NULL GROUP BY 1"
_STATUSES = f"""SELECT e.status, count(DISTINCT e.person_id) FROM enrollment AS e
    JOIN person AS p ON p.id = e.person_id WHERE {TRAINEE} GROUP BY 1"""

_GROUPS = {
    PeopleGrouping.ORGANIZATION: "g.id",
    PeopleGrouping.MUNICIPALITY: "coalesce(g.municipality_id, 0)",
}


class _Group(NamedTuple):
    id: int
    people: int


def people_counts(db: Database) -> PeopleCounts:
    """How many people stand behind each value of each filter, whatever is chosen in the others."""
    with db.reading() as session:
        days = consent_days(db.today())
        return PeopleCounts(
            total=_counted(session, "true"),
            without_stream=_counted(session, IN_NO_STREAM),
            lacks={
                lack: _counted(session, asked, **{name: day for name, day in days.items() if f":{name}" in asked})
                for lack, asked in LACKS.items()
            },
            ready=read_certificate_ready(session, today=db.today()),
            organizations=tuple(rows(session, FilterChoice, _ORGANIZATIONS)),
            municipalities=tuple(rows(session, FilterChoice, _MUNICIPALITIES)),
            streams=tuple(rows(session, FilterChoice, _STREAMS)),
            positions=tuple(rows(session, FilterChoice, _POSITIONS)),
            categories=tuple(rows(session, CategoryCount, _CATEGORIES)),
            statuses=tuple(rows(session, StatusCount, _STATUSES)),
        )


def people_groups(
    db: Database, wanted: PeopleFilter, grouping: PeopleGrouping, *, ready: Collection[int] | None = None
) -> dict[int, int]:
    """How many people of a filter each group has, by the group's id; 0 is that of who has no municipality.

    `ready`: who is ready for a certificate, where that is known already.
    """
    with db.reading() as session:
        where, params = condition(session, wanted, today=db.today(), ready=ready)
        sql = f"""SELECT {_GROUPS[grouping]}, count(*) FROM person AS p
            JOIN organization AS g ON g.id = p.organization_id WHERE {where} GROUP BY 1"""
        return {group.id: group.people for group in rows(session, _Group, sql, **params)}


def _counted(session: Source, asked: str, **params: object) -> int:
    return number(session, f"SELECT count(*) FROM person AS p WHERE {TRAINEE} AND {asked}", **params)
