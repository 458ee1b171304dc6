"""The kit of 11 documents a site works by ([S1] §5), and when a paper's term is about to end."""

from datetime import timedelta
from typing import Any, NamedTuple

from resources.loader import read_json

EXPIRES_SOON = timedelta(days=60)
"""A document whose term ends within so many days is to be renewed: a contract takes its time."""


class KitItem(NamedTuple):
    """A document of the kit, and who issues it."""

    code: str
    no: int
    title: str
    issued_by: str


_ROWS: list[dict[str, Any]] = read_json("reference/document_kit.json")
KIT = tuple(KitItem(row["code"], row["no"], row["title"], row["issued_by"]) for row in _ROWS)
KIT_BY_CODE = {item.code: item for item in KIT}
