"""The signatures under a paper: they never stand alone on a page, where they could belong to any other."""

from collections.abc import Sequence
from typing import Any, cast

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, LongTable, Paragraph
from typing_extensions import override

from exports.pdf.pages import Heading


def sign(story: list[Flowable], signatures: list[Flowable], *, height: float) -> None:
    """Put the signatures at the end of a story: what is above them goes along to the next page."""
    last = story.pop()
    if isinstance(last, LongTable) and len(cast("Any", last)._cellvalues) > last.repeatRows + 2:
        story.append(SignedTable(last, signatures, page=height))
        return
    along: list[Flowable] = [*cast("Any", last)._content] if isinstance(last, KeepTogether) else [last]
    while story and (isinstance(story[-1], CondPageBreak) or _leads_in(story[-1])):
        above = story.pop()
        if not isinstance(above, CondPageBreak):
            along.insert(0, above)
    story.append(KeepTogether([*along, *signatures]))


def _leads_in(flowable: Flowable) -> bool:
    """Whether it says what follows it: a heading, a label, a caption."""
    if not isinstance(flowable, Paragraph):
        return False
    return (
        isinstance(flowable, Heading)
        or bool(cast("Any", flowable).getKeepWithNext())
        or flowable.style.name == "caption"
    )


class SignedTable(Flowable):
    """Flows over pages as its table does; where the signatures do not fit below it, its last rows go along.

    `page` is the height of a whole page, points.
    """

    def __init__(self, table: LongTable, signatures: Sequence[Flowable], *, page: float) -> None:
        super().__init__()
        self._table = table
        self._signatures = signatures
        self._page = page
        self._wide = 0.0
        self._tall = 0.0
        """Height of the table alone."""
        self.spaceBefore = table.getSpaceBefore()

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self._wide = aW
        _, self._tall = self._table.wrap(aW, aH)
        return aW, self._tall + sum(self._room(each) for each in self._signatures)

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        _, high = self.wrap(aW, aH)
        if high <= aH:
            return [self]
        heights: list[float] = cast("Any", self._table)._rowHeights
        kept = (sum(heights[-2:]), heights[-1])
        for most in (*(self._tall - rows + 0.01 for rows in kept), aH):
            parts: list[Any] = self._table.split(aW, min(most, aH))
            if len(parts) > 1:
                rest = SignedTable(parts[-1], self._signatures, page=self._page)
                return [*parts[:-1], CondPageBreak(self._page - 1), rest]
        if self._tall > aH or high <= self._page:
            return []
        return [self._table, *self._signatures]

    def draw(self) -> None:
        """Draw both, the table above."""
        _, high = self.wrap(self._wide, self._page)
        bottom = high - self._tall
        self._table.drawOn(self.canv, 0, bottom)
        for each in self._signatures:
            bottom -= self._room(each)
            each.drawOn(self.canv, 0, bottom)

    def _room(self, flowable: Flowable) -> float:
        _, tall = flowable.wrap(self._wide, self._page)
        return tall + flowable.getSpaceBefore()
