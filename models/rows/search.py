"""What Ctrl+K finds: records of every kind, a group a kind."""

from enum import IntEnum
from typing import NamedTuple


class RecordKind(IntEnum):
    """A kind of record, in the order to show; the numbers are kept in the search index (models/search.py)."""

    PERSON = 1
    EVENT = 2
    PLAN_ITEM = 3
    STREAM = 4
    PROGRAM = 5
    PRODUCT = 6
    DOCUMENT = 7
    ORGANIZATION = 8
    CONSULTATION = 9
    QUESTION = 10
    """A question of a meeting's agenda."""


class SearchHit(NamedTuple):
    """A record that was found: its title and what tells it from others of that name."""

    kind: RecordKind
    id: int
    title: str
    second: str
    opens: int
    """The id of what is opened: the meeting of a question, the newest stream of a programme (0: it has none)."""


class FoundGroup(NamedTuple):
    """The best records of one kind, and how many there are in all."""

    kind: RecordKind
    total: int
    hits: list[SearchHit]
