"""Filters of a list kept under names."""

from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from models.rows.draft import Draft, Text
from models.rows.people import PeopleFilter

_PEOPLE: TypeAdapter[PeopleFilter] = TypeAdapter(PeopleFilter)


class SavedFilterDraft(Draft):
    """A filter to keep: `wanted` is its JSON."""

    section: Text
    title: Text
    wanted: str


class SavedFilterLine(NamedTuple):
    """A kept filter in the menu of its section."""

    id: int
    title: str
    wanted: str


def people_filter_json(wanted: PeopleFilter) -> str:
    """What is kept of a filter of people: everything but the typed words, which may be somebody's name."""
    return _PEOPLE.dump_json(wanted, exclude={"text"}, exclude_defaults=True).decode()


def people_filter_of(kept: str) -> PeopleFilter | None:
    """The filter that was kept; None for one that this version does not understand."""
    try:
        return _PEOPLE.validate_json(kept)
    except ValidationError:
        return None
