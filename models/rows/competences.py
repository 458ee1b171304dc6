"""Competences that diagnostics look at, and their areas: what is typed and what is listed."""

from typing import NamedTuple

from models.rows.draft import Draft, Text


class AreaDraft(Draft):
    """An area that groups competences."""

    title: Text


class CompetenceDraft(Draft):
    """A competence; those that ship with the program keep their own title and area."""

    area_id: int
    title: Text
    indicator: str | None = None
    """By what it is seen (показатель)."""


class AreaLine(NamedTuple):
    """An area in its order."""

    id: int
    title: str
    is_builtin: bool


class CompetenceLine(NamedTuple):
    """A competence under its area; `number` is «2.3», `uses` how many scores, steps and deficits stand on it."""

    id: int
    area_id: int
    area: str
    number: str
    title: str
    indicator: str | None
    is_builtin: bool
    is_hidden: bool
    uses: int
