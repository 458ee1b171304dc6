"""Who reviews whose final work: nobody her own, and everybody as nearly the same number as can be (domain.md §3.4).

Reviews that stand stay where they are. The rest is a flow of works to reviewers: each review is put with the least
burdened reviewer that can be reached by passing new reviews on, and reviews are passed on from the most burdened until
that evens out nothing more. The sum of the squared burdens is then the least there can be.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

USUAL_REVIEWS = 2
"""How many reviews a work gets unless something else is said."""


class ReviewedWork(NamedTuple):
    """A work to be reviewed and the place in the stream of its author."""

    id: int
    author_id: int


class Review(NamedTuple):
    """A work and the place of whoever reviews it."""

    work_id: int
    reviewer_id: int


class TooFew(NamedTuple):
    """A work that cannot get its reviews: how many it can have at most."""

    work_id: int
    possible: int


def short_of_reviewers(
    works: Iterable[ReviewedWork], reviewer_ids: Collection[int], standing: Collection[Review], *, per_work: int
) -> list[TooFew]:
    """The works for which there are not enough reviewers besides their authors, reviews that stand counted in."""
    found: list[TooFew] = []
    for work in works:
        there = {review.reviewer_id for review in standing if review.work_id == work.id}
        possible = len(there | (set(reviewer_ids) - {work.author_id}))
        if possible < per_work:
            found.append(TooFew(work.id, possible))
    return found


def distribute_reviews(
    works: Sequence[ReviewedWork],
    reviewer_ids: Sequence[int],
    standing: Collection[Review] = (),
    *,
    per_work: int = USUAL_REVIEWS,
) -> list[Review]:
    """The reviews to ask for besides those that stand, in the order of the works; the same input gives the same.

    A work that has `per_work` reviews or more gets none. Raises ValueError where `short_of_reviewers` finds any.
    """
    if short_of_reviewers(works, reviewer_ids, standing, per_work=per_work):
        raise ValueError("not enough reviewers")
    shares = _Shares(works, reviewer_ids, standing)
    there = Counter(review.work_id for review in standing)
    for turn in range(per_work):
        for work in works:
            if there[work.id] + len(shares.new[work.id]) <= turn:
                shares.add(work)
    shares.even_out()
    return [Review(work.id, reviewer) for work in works for reviewer in shares.new[work.id]]


class _Shares:
    """Reviews given out so far: `new` by work, which may still be passed on, over those that stand."""

    def __init__(
        self, works: Sequence[ReviewedWork], reviewer_ids: Sequence[int], standing: Collection[Review]
    ) -> None:
        self.new: dict[int, list[int]] = {work.id: [] for work in works}
        self._reviewers = list(dict.fromkeys(reviewer_ids))
        self._burden = Counter(dict.fromkeys(self._reviewers, 0))
        self._burden.update(review.reviewer_id for review in standing if review.reviewer_id in self._burden)
        self._barred = {work.id: {work.author_id} for work in works}
        for review in standing:
            self._barred.get(review.work_id, set()).add(review.reviewer_id)
        self._works_of: dict[int, set[int]] = {reviewer: set() for reviewer in self._reviewers}
        self._order = {work.id: self._after(work.author_id) for work in works}

    def add(self, work: ReviewedWork) -> None:
        """Give one more review of a work to the least burdened reviewer who can be reached."""
        start = [reviewer for reviewer in self._order[work.id] if self._may(work.id, reviewer)]
        came_from: dict[int, tuple[int, int] | None] = dict.fromkeys(start, None)
        best = self._least_reached(came_from)
        first = self._pass_on(best, came_from)
        self._give(work.id, first)

    def even_out(self) -> None:
        """Pass reviews on while somebody has two more than somebody whom they can reach."""
        is_moving = True
        while is_moving:
            is_moving = False
            for reviewer in sorted(self._reviewers, key=lambda each: -self._burden[each]):
                came_from: dict[int, tuple[int, int] | None] = {reviewer: None}
                best = self._least_reached(came_from)
                if self._burden[best] <= self._burden[reviewer] - 2:
                    self._pass_on(best, came_from)
                    is_moving = True
                    break

    def _after(self, author_id: int) -> list[int]:
        """The reviewers in a ring that begins after the author, so that two rarely review each other."""
        place = self._reviewers.index(author_id) + 1 if author_id in self._burden else 0
        return self._reviewers[place:] + self._reviewers[:place]

    def _may(self, work_id: int, reviewer: int) -> bool:
        return reviewer not in self._barred[work_id] and reviewer not in self.new[work_id]

    def _least_reached(self, came_from: dict[int, tuple[int, int] | None]) -> int:
        """The least burdened of those reached from the given ones by passing a new review from each to the next.

        `came_from` is filled: reviewer → the work passed to her, and by whom.
        """
        waiting = deque(came_from)
        best = waiting[0]
        while waiting:
            reviewer = waiting.popleft()
            if self._burden[reviewer] < self._burden[best]:
                best = reviewer
            for work_id in sorted(self._works_of[reviewer]):
                for other in self._order[work_id]:
                    if other not in came_from and self._may(work_id, other):
                        came_from[other] = (work_id, reviewer)
                        waiting.append(other)
        return best

    def _pass_on(self, last: int, came_from: dict[int, tuple[int, int] | None]) -> int:
        """Pass the reviews along the way that leads to `last`; gives who stands at its beginning."""
        here = last
        while (step := came_from[here]) is not None:
            work_id, giver = step
            self.new[work_id].remove(giver)
            self._works_of[giver].remove(work_id)
            self._burden[giver] -= 1
            self._give(work_id, here)
            here = giver
        return here

    def _give(self, work_id: int, reviewer: int) -> None:
        self.new[work_id].append(reviewer)
        self._works_of[reviewer].add(work_id)
        self._burden[reviewer] += 1
