"""Sealed packages as the register keeps them, and what products and news carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.rows.codes import PackageKind, PackageState
from models.rules.periods import Period
from models.rules.privacy import PersonNames

NOTHING_KEPT = "{}"
"""The `manifest` of a package whose file was dropped, as it may have named somebody whose data went."""


class SealedRecord(NamedTuple):
    """A sealed package; `manifest` is what it was sealed from and for, `corrects` the id of the one it corrects."""

    id: int
    serial: int
    name: str
    sha256: str
    size: int
    state: PackageState
    content_id: str
    key_name: str
    manifest: str
    corrects: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedDraft:
    """A sealed package to be entered: `counts` by part, `files` the hashes of attachments that travel in it.

    `corrects` is the id (not the number) of a package entered before.
    """

    kind: PackageKind
    period: Period
    serial: int
    name: str
    sha256: str
    size: int
    content_id: str
    key_name: str
    manifest: str
    counts: Mapping[str, int]
    files: tuple[str, ...] = ()
    corrects: str | None = None
    introduces: bool = False
    report_id: int | None = None
    """The approved report that it tells of."""
    permissions: int | None = None
    """What `last_taken_back` gave before it was drawn; None where nobody is in it."""


class CarriedFile(NamedTuple):
    """An attachment of a product or an event (`of`) by the record's uid; `may_go` unless people in it forbid it."""

    of: str
    record: str
    sha256: str
    size: int
    kind: str
    caption: str
    may_go: bool


class SentProduct(NamedTuple):
    """A product with the event that it was shown at."""

    uid: str
    title: str
    kind: str
    made_on: date
    status: str
    event: str
    level: str
    participation_form: str
    publication: str
    url: str


class SentEvent(NamedTuple):
    """An event whose pictures travel."""

    uid: str
    held_on: date
    title: str
    format: str


class SentNews(NamedTuple):
    """An event as the portal tells of it."""

    uid: str
    held_on: date
    title: str
    format: str
    place: str
    description: str
    outcome: str
    link: str


class ProductContents(NamedTuple):
    """Products of a period and files of products and events."""

    products: list[SentProduct]
    events: list[SentEvent]
    files: list[CarriedFile]


class NewsContents(NamedTuple):
    """News of chosen events, their pictures, and who must not be found in the texts."""

    news: list[SentNews]
    files: list[CarriedFile]
    people: list[PersonNames]


class CopiedFile(NamedTuple):
    """An attachment by its content."""

    sha256: str
    size: int
    kind: str
