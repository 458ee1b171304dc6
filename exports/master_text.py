"""The shipped master of a text paper held as data (resources/masters/*.json).

Texts name fields as Word does: `{{ site.inn }}`. Repetition and conditions are parts here and become tags of docxtpl
in the Word file: `{%p for program in programs %}`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from exports.layout import Align, PageLayout
from models.rows.masters import MasterKind
from resources.loader import read_bytes

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedField:
    """A field that a person types: the master names it `paper.<key>`."""

    __pydantic_config__ = _STRICT

    key: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    title: str
    lines: Literal["one", "many"] = "one"
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphPart:
    """A paragraph; one that is `plain` begins at the margin."""

    __pydantic_config__ = _STRICT

    part: Literal["paragraph"]
    style: Literal["title", "subtitle", "heading", "body", "plain"] = "body"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesPart:
    """Lines side by side without rules: corner blocks, the sides of a contract, signatures."""

    __pydantic_config__ = _STRICT

    part: Literal["sides"]
    cells: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]
    widths: tuple[float, ...] = ()
    """Shares of the width; equal where nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterColumn:
    """A column of a table: its heading, and what stands in it for each row."""

    __pydantic_config__ = _STRICT

    title: str
    text: str
    width: Annotated[float, Field(gt=0)]
    align: Align = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPart:
    """A table with a row for each of `rows`, which its columns call `row`."""

    __pydantic_config__ = _STRICT

    part: Literal["table"]
    rows: str
    row: str
    columns: Annotated[tuple[MasterColumn, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryPart:
    """Parts printed for each of `rows`, which they call `row`."""

    __pydantic_config__ = _STRICT

    part: Literal["each"]
    rows: str
    row: str
    parts: "tuple[MasterPart, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenPart:
    """Parts printed where a condition holds: `programs`, `not plan`, `paper.staff`."""

    __pydantic_config__ = _STRICT

    part: Literal["when"]
    when: str
    parts: "tuple[MasterPart, ...]"
    otherwise: "tuple[MasterPart, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """What follows begins on a new page."""

    __pydantic_config__ = _STRICT

    part: Literal["page"]


AnyMasterPart = ParagraphPart | SidesPart | RowsPart | EveryPart | WhenPart | PagePart
MasterPart = Annotated[AnyMasterPart, Field(discriminator="part")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterText:
    """A whole master, top to bottom."""

    __pydantic_config__ = _STRICT

    page: PageLayout
    typed: tuple[TypedField, ...] = ()
    parts: Annotated[tuple[MasterPart, ...], Field(min_length=1)]


@cache
def shipped_master(paper: MasterKind) -> MasterText:
    """The master of a paper that ships with the program."""
    return TypeAdapter(MasterText).validate_json(read_bytes(f"masters/{paper.value}.json"))
