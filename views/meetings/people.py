"""Whom minutes can name: the team, those who were present, and whoever they name already."""

from collections.abc import Collection

from models.database import Database
from models.queries.people_names import short_names
from models.queries.team import choices

Offered = list[tuple[object, str]]
"""Ids with short names."""


def people_of_minutes(db: Database, present: Collection[int], named: Collection[int]) -> Offered:
    """The team first, then the others by surname."""
    team = [member.id for member in choices(db, "member")]
    others = {*present, *named} - set(team)
    names = short_names(db, {*team, *others})
    rest = sorted((each for each in others if each in names), key=lambda each: names[each])
    return [(each, names[each]) for each in (*team, *rest) if each in names]
