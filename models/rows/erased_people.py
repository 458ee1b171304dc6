"""People whose data were destroyed, as the start of the program reads of them: no drafts, so no pydantic."""

from typing import NamedTuple

from models.rows.codes import ActKind


class MarkedText(NamedTuple):
    """A text of whose mentions somebody said whom they mean; of the text itself it holds nothing."""

    table: str
    pk: str
    column: str
    mentions: int
    """How many there were: by that the same text is known in an older copy."""
    left: tuple[int, ...]
    """Numbers of those that mean somebody else."""
    taken: tuple[int, ...]
    """Numbers of uncertain ones that do mean the person."""


class ErasedPerson(NamedTuple):
    """What was done about somebody, as an older copy needs it to be done again."""

    kind: ActKind
    """The heaviest act."""
    marked: tuple[MarkedText, ...] = ()

    def joined(self, other: "ErasedPerson") -> "ErasedPerson":
        """Both acts about one person as one: the heavier, with what was said at either."""
        heavier = self if self.kind is ActKind.DESTROYED else other
        return ErasedPerson(heavier.kind, tuple(dict.fromkeys((*self.marked, *other.marked))))
