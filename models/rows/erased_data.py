"""What goes when a person's data are erased: read for every paper too, so apart from the drafts of acts."""

from typing import NamedTuple


class Dropped(NamedTuple):
    """A category of data that goes, and in how many records it stands."""

    title: str
    records: int
