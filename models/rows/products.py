"""The register of products: filters, lines, a card and what its form offers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.rows.choice import Choice
from models.rows.codes import ProductStatus
from models.rows.plans import ProductDraft


class ProductSort(StrEnum):
    """A column the register can be sorted by."""

    MADE_ON = "made_on"
    TITLE = "title"
    KIND = "kind"
    STATUS = "status"
    AUTHORS = "authors"


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """Which products are asked for; days included on both ends, None = any."""

    text: str = ""
    """Words found in the title, the publication or an author's name, in any case, ё as е."""
    kind_id: int | None = None
    status: ProductStatus | None = None
    start: date | None = None
    end: date | None = None
    author_id: int | None = None
    product_id: int | None = None
    """Only this one."""


class ProductRow(NamedTuple):
    """A product in the register; `authors` are short names joined by commas."""

    id: int
    title: str
    kind: str
    made_on: date
    status: ProductStatus
    authors: str
    level: str | None
    participation_form: str | None
    publication: str | None
    url: str | None
    files: int
    source: str | None
    """The event it was made at, else the plan item it was planned by."""
    event_id: int | None


class ProductCounts(NamedTuple):
    """How many products a filter finds whatever their state, and how many of each state."""

    all: int
    draft: int
    ready: int
    published: int


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product as its form edits it, with the words it shows."""

    id: int
    draft: ProductDraft
    kind: str
    authors: tuple[str, ...]
    """Short names in the order of `draft.author_ids`."""
    event: str | None
    plan_item: str | None


@dataclass(frozen=True, slots=True)
class ProductChoices:
    """What the form of a product lets one choose from."""

    kinds: tuple[Choice, ...]
    people: tuple[Choice, ...]
    """Authors there are, the team and those who study now; the team first."""
    plan_items: tuple[Choice, ...]
    events: tuple[Choice, ...]
    """Newest first, each with its day."""
    levels: tuple[str, ...]
    """Words used before, the most frequent first; so are the next two."""
    participation_forms: tuple[str, ...]
    publications: tuple[str, ...]
