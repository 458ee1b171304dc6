"""How a row of a read table is shown: its standing, its chip, and for every cell the text and the line below it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from views.theme import ChipLook

NOTHING = "—"
"""What an empty cell shows."""
_ROW_WORDS = re.compile(r"^В строке \d+(?: листа «[^»]*»)?(?:, столбец \w+:)? ")
_ITSELF = re.compile(r"^Строка \d+(?: листа «[^»]*»)? (?=повторяет )")
_CLAUSE = re.compile(r"(?:«[^»]*»|[^.:])*")
"""Up to the first stop; those inside a name in quotation marks are none."""
_OF_PHONE = re.compile(r"^в телефоне ", re.IGNORECASE)


class Standing(StrEnum):
    """The filters of the preview; a copy of another row waits for nobody."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DECIDE = "decide"
    COPY = "copy"


class Tone(StrEnum):
    """How loud a cell is."""

    PLAIN = "plain"
    CHANGED = "changed"
    REFUSED = "refused"
    ATTENTION = "attention"
    OVERDUE = "overdue"


class CellView(NamedTuple):
    """One cell: its text, what stands under it, and the whole story for the tooltip."""

    text: str
    second: str = ""
    tone: Tone = Tone.PLAIN
    tip: str = ""
    former: str | None = None
    """What stays where the change of this cell is refused; None where there is nothing to choose."""

    def refused(self) -> "CellView":
        """The cell with its change refused."""
        return CellView(self.former or NOTHING, f"в файле: {self.text}", Tone.REFUSED, self.tip, self.former)


@dataclass(frozen=True, slots=True)
class RowView:
    """One row as it is painted; `number` and `sheet` are those of `RosterRow.row` and `RosterRow.sheet`."""

    number: int
    standing: Standing
    look: ChipLook
    word: str
    cells: dict[str, CellView] = field(default_factory=dict[str, CellView])
    sheet: str = ""


class TableRows(NamedTuple):
    """All rows of a table: number and standing of each are known at once, `make` gives one by its place, as painted."""

    numbers: Sequence[int]
    standings: Sequence[Standing]
    make: Callable[[int], RowView]


class ColumnUse(NamedTuple):
    """A column of the file and the field it fills ('' for none)."""

    letter: str
    heading: str
    field: str


def table_rows(views: Sequence[RowView]) -> TableRows:
    """Rows that are made already."""
    return TableRows([view.number for view in views], [view.standing for view in views], views.__getitem__)


def without_place(message: str) -> str:
    """A problem without the words that say in which row it is."""
    return _ITSELF.sub("", _ROW_WORDS.sub("", message))


def short_message(message: str) -> str:
    """The first clause of a problem, for the second line of a cell, whose heading says already what it is about."""
    found = _CLAUSE.match(without_place(message))
    clause = _OF_PHONE.sub("", found[0] if found else "")
    return clause[:1].lower() + clause[1:] if clause[:2] != clause[:2].upper() else clause


def whole_message(message: str) -> str:
    """A problem for a tooltip: its row is known."""
    said = without_place(message)
    return f"{said[:1].upper()}{said[1:]}."
