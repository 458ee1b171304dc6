"""What a table shows: columns as data, their order of sorting, and which of them find room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from views.states import State
from views.theme import ChipLook
from views.widgets.paint import Mark, Part

Row = TypeVar("Row")
Align = Literal["left", "right", "center"]

ALIGN: Mapping[Align, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}
STRETCHED_LEAST = 160
"""A stretched column does not push others away while it is this wide, pixels at 100 %."""
NARROWEST = 44


class Sort(NamedTuple):
    """By which column rows are asked for, and which way."""

    key: str
    descending: bool = False


class CellLook(NamedTuple):
    """A cell that stands out: background and bar of a state; `strong` makes its text bold."""

    state: State
    bar: bool = True
    strong: bool = False


@dataclass(frozen=True, kw_only=False)
class Column(Generic[Row]):
    """One column. `width` in pixels at 100 % (0: takes what is left), `rank` 0 never falls away, 3 falls first.

    `second` is the quiet line under the text, `chip` paints the text as a chip, `icon` a 16 px icon before it,
    `strong` bold text for exceptions, `cell` a coloured cell, `check` a check box (None: none), `dots` and `bar`
    drawings in place of the text (the text then is what is copied and read aloud), `marks` the marks and the one
    chosen. `order` sorts a plain list where the text would sort wrongly. `least` is how wide a stretched column stays
    while others fall away, pixels at 100 %.
    """

    key: str
    heading: str
    text: Callable[[Row], str]
    align: Align = "left"
    width: int = 0
    rank: int = 0
    second: Callable[[Row], str] | None = None
    chip: Callable[[Row], ChipLook | None] | None = None
    tooltip: Callable[[Row], str] | None = None
    sortable: bool = True
    icon: Callable[[Row], str] | None = None
    strong: Callable[[Row], bool] | None = None
    quiet: bool = False
    tone: Callable[[Row], State | None] | None = None
    second_tone: Callable[[Row], State | None] | None = None
    cell: Callable[[Row], CellLook | None] | None = None
    check: Callable[[Row], bool | None] | None = None
    dots: Callable[[Row], Sequence[State | None]] | None = None
    bar: Callable[[Row], tuple[Sequence[Part], float]] | None = None
    marks: Callable[[Row], tuple[Sequence[Mark], int | None]] | None = None
    order: Callable[[Row], object] | None = None
    least: int = 0


class RowModel(Protocol):
    """What the delegate needs of a model: which column stands where, and the row of an index."""

    def column_at(self, section: int) -> "Column[object]":
        """The column of a section."""
        ...

    def row_of(self, index: QModelIndex | QPersistentModelIndex) -> object | None:
        """The row, None for a group."""
        ...


def shown_widths(
    wanted: Sequence[tuple[int, int, int]], available: int, *, stretched_least: int = STRETCHED_LEAST
) -> list[int]:
    """Widths that fit into `available` pixels, 0 for a column that fell away.

    `wanted` holds (width, rank, least) per column; width 0 takes what is left. The columns of the highest rank fall
    first, among equals the last; when those of rank 0 alone are too wide, all shrink together. Where the columns that
    take what is left have fallen away themselves, the first takes it.
    """
    alive = set(range(len(wanted)))

    def need(columns: set[int]) -> int:
        return sum(wanted[at][0] or max(stretched_least, wanted[at][2]) for at in columns)

    while need(alive) > available:
        rank, last = max(((wanted[at][1], at) for at in alive), default=(0, 0))
        if not rank:
            break
        alive.remove(last)
    stretched = [at for at in sorted(alive) if not wanted[at][0]]
    fixed = sum(wanted[at][0] for at in alive)
    widths = [0] * len(wanted)
    if stretched and available - fixed >= NARROWEST * len(stretched) and need(alive) <= available:
        share, rest = divmod(available - fixed, len(stretched))
        for at in alive:
            widths[at] = wanted[at][0] or share
        widths[stretched[-1]] += rest
        return widths
    whole = need(alive)
    for at in alive:
        width = wanted[at][0] or max(stretched_least, wanted[at][2])
        widths[at] = max(NARROWEST, width * available // whole) if whole > available else width
    if not stretched and whole < available and not all(width for width, _, _ in wanted):
        widths[min(alive)] += available - whole
    return widths
