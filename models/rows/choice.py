"""What a list offers to choose from."""

from typing import NamedTuple


class Choice(NamedTuple):
    """A record to choose in a list: its id and its words."""

    id: int
    title: str
