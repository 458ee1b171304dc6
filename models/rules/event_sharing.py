"""Which meeting fills which of (б) and (в), each at most one of them (domain.md §3.1)."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from models.rows.requirements import RequirementNumbers, StepKind

MEETINGS = (StepKind.SEMINAR, StepKind.MASTER_CLASS, StepKind.OTHER_PRACTICE)
"""What is met by coming to a meeting, in the order it is filled."""


class Meeting(Protocol):
    """What an event, or an item of the plan, may be counted as."""

    @property
    def is_seminar(self) -> bool:
        """Whether it is a семинар or a семинар-практикум."""
        ...

    @property
    def is_practical(self) -> bool:
        """Whether it is practice of any kind."""
        ...

    @property
    def is_masterclass(self) -> bool:
        """Whether it is a мастер-класс."""
        ...


class Shares(NamedTuple):
    """What came out, a line for each meeting in the order given."""

    fills: tuple[StepKind | None, ...]
    """What it fills at the end; None where it is not needed."""
    closes: tuple[StepKind | None, ...]
    """Which gap was closed by adding it to those before it; another meeting may have moved over for that."""


def counts_as(meeting: Meeting) -> tuple[StepKind, ...]:
    """What a meeting may fill; a master class is practice, but not the *other* practice that (в) asks for."""
    kinds: list[StepKind] = []
    if meeting.is_seminar:
        kinds.append(StepKind.SEMINAR)
    if meeting.is_masterclass:
        kinds.append(StepKind.MASTER_CLASS)
    elif meeting.is_practical:
        kinds.append(StepKind.OTHER_PRACTICE)
    return tuple(kinds)


def needed_by_kind(numbers: RequirementNumbers) -> dict[StepKind, int]:
    """How many meetings of each kind are asked for."""
    return dict(zip(MEETINGS, numbers, strict=True))


def share_out(
    meetings: Sequence[Meeting], numbers: RequirementNumbers, *, decided: Collection[StepKind] = ()
) -> Shares:
    """Fill as much as can be filled, (б) first; an earlier meeting is preferred to a later one.

    A meeting that finds its kinds filled makes another move over to a kind that has room (augmenting paths), so what
    was filled once stays filled. Kinds that a decision counts as met get what no other needs.
    """
    needed = needed_by_kind(numbers)
    room = {kind: 0 if kind in decided else many for kind, many in needed.items()}
    fills: dict[int, StepKind] = {}

    def seat(index: int, tried: set[StepKind]) -> StepKind | None:
        kinds = counts_as(meetings[index])
        for kind in kinds:
            if room[kind]:
                room[kind] -= 1
                fills[index] = kind
                return kind
        for kind in kinds:
            if kind in tried:
                continue
            tried.add(kind)
            for other in [at for at, filled in fills.items() if filled is kind]:
                closed = seat(other, tried)
                if closed is not None:
                    fills[index] = kind
                    return closed
        return None

    closes = [seat(index, set()) for index in range(len(meetings))]
    if decided:
        room |= {kind: needed[kind] for kind in decided}
        closes = [closed or seat(index, set()) for index, closed in enumerate(closes)]
    return Shares(tuple(fills.get(index) for index in range(len(meetings))), tuple(closes))
