"""What stands in a corner block of a form, the same in every kind of file."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from exports.layout import BLANK_DATE, NAME_HERE, SIGN_HERE, HeaderBlock, date_in_words, filled


class BlockLine(NamedTuple):
    """A line of a corner block."""

    text: str
    airy: bool = False
    """Whether it stands apart: a heading, or a line to sign on."""


def block_lines(block: HeaderBlock, fields: Mapping[str, object]) -> tuple[BlockLine, ...]:
    """The lines of a corner block from top to bottom."""
    said = [BlockLine(block.heading, airy=True)]
    said += [BlockLine(line) for line in filled(block.words, fields).splitlines() if line.strip()]
    if block.position:
        said.append(BlockLine(str(fields[block.position])))
    if block.signed:
        name = fields[block.name] if block.name else None
        day = fields[block.date] if block.date else None
        said.append(BlockLine(f"{SIGN_HERE} {name or NAME_HERE}", airy=True))
        said.append(BlockLine(date_in_words(day) if isinstance(day, date) else BLANK_DATE))
    return tuple(said)
