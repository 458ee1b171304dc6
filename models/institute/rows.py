"""Frozen rows of the institute: its keys, sites, packages and receipts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from models.rows.codes import PackageKind, ReceiptVerdict
from models.rules.minisign import PublicKey
from models.rules.receipt import Question


class InstituteKeys(NamedTuple):
    """The key that signs (by its name and as a `.pub` file) and the one that packages are sealed to."""

    key_name: str
    public_key: str
    recipient: str
    retired_on: date | None


class SiteKeyRow(NamedTuple):
    """A key of a site; a revoked one proves nothing any more."""

    key_name: str
    public_key: str
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class SiteTrust:
    """What is believed of a site: its present keys, names of revoked ones, the one-time code if it is unused.

    `code` is empty and `code_until` None where there is none.
    """

    keys: tuple[PublicKey, ...]
    revoked: tuple[str, ...]
    code: str
    code_until: date | None


class SiteLine(NamedTuple):
    """A site in the list: `packages` came from it; `code_until` is the last day of a code not yet used."""

    code: str
    title: str
    public_key: str | None
    packages: int
    code_until: date | None


class ReceivedLine(NamedTuple):
    """A kept package with its newest receipt; `corrects` is the id of the package that it corrects."""

    id: int
    name: str
    site_code: str
    kind: PackageKind
    period: str
    serial: int
    size: int
    sha256: str
    content_id: str
    corrects: str | None
    opened_with: str
    received_at: str
    verdict: ReceiptVerdict
    signed_at: str
    receipt: str
    questions: int


@dataclass(frozen=True, slots=True)
class NewPackage:
    """What is entered of a package that proved genuine; `counts` are rows and files by part.

    `introduced` is the site's key where this package made it known; `title` is what the site calls itself.
    """

    name: str
    site_code: str
    title: str
    kind: PackageKind
    period: str
    serial: int
    size: int
    sha256: str
    content_id: str
    corrects: str | None
    signed_by: str
    opened_with: str
    introduced: PublicKey | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """A receipt as it was signed: its whole text, and what it says."""

    verdict: ReceiptVerdict
    signed_at: datetime
    questions: tuple[Question, ...]
    content: bytes
