"""The directory of organisations and of municipal units as people spell them."""

from typing import NamedTuple

from models.rows.codes import OrganizationForm
from models.rows.draft import Draft, Text


class OrganizationLine(NamedTuple):
    """A line of the directory."""

    id: int
    short_name: str
    full_name: str | None
    form: OrganizationForm | None
    municipality_id: int | None
    municipality: str | None
    locality: str | None
    is_remote: bool
    contact: str | None
    people: int


class UnitSpelling(NamedTuple):
    """A spelling of a municipal unit that a person mapped; no unit means that it is none of ours."""

    spelling: str
    municipality_id: int | None
    municipality: str | None


class SpellingDraft(Draft):
    """What a spelling of a municipal unit means."""

    spelling: Text
    municipality_id: int
