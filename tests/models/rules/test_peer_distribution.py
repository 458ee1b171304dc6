"""Who reviews whose work: checked on streams of every shape, and against all distributions of small ones."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.peer_distribution import Review, ReviewedWork, TooFew, distribute_reviews, short_of_reviewers


def _ring(people: int) -> list[ReviewedWork]:
    return [ReviewedWork(100 + each, each) for each in range(people)]


@st.composite
def streams(draw: st.DrawFn, most: int = 14) -> tuple[list[ReviewedWork], list[int], list[Review], int]:
    """Works of some of a stream, some of whom left it, with reviews that stand already."""
    people = draw(st.lists(st.integers(1, 99), unique=True, min_size=2, max_size=most))
    authors = draw(st.lists(st.sampled_from(people), unique=True, min_size=1))
    left = draw(st.sets(st.sampled_from(people), max_size=2))
    works = [ReviewedWork(1000 + author, author) for author in authors]
    reviewers = [each for each in people if each not in left]
    pairs = [Review(work.id, each) for work in works for each in people if each != work.author_id]
    standing = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if pairs else []
    return works, reviewers, standing, draw(st.integers(1, 3))


def _spread(reviews: list[Review], standing: list[Review], reviewers: list[int]) -> int:
    burden = Counter(review.reviewer_id for review in (*reviews, *standing) if review.reviewer_id in reviewers)
    return sum(burden[each] ** 2 for each in reviewers)


@given(streams())
def test_every_work_gets_its_reviews_and_nobody_reviews_her_own(
    stream: tuple[list[ReviewedWork], list[int], list[Review], int],
) -> None:
    works, reviewers, standing, per_work = stream
    if short_of_reviewers(works, reviewers, standing, per_work=per_work):
        with pytest.raises(ValueError, match="not enough"):
            distribute_reviews(works, reviewers, standing, per_work=per_work)
        return
    made = distribute_reviews(works, reviewers, standing, per_work=per_work)
    authors = {work.id: work.author_id for work in works}
    assert all(review.reviewer_id in reviewers for review in made), "only those of the stream"
    assert all(authors[review.work_id] != review.reviewer_id for review in made), "nobody her own"
    assert len({*made, *standing}) == len(made) + len(standing), "nobody the same work twice"
    there, counts = Counter(each.work_id for each in standing), Counter(each.work_id for each in (*made, *standing))
    assert all(counts[work.id] == max(per_work, there[work.id]) for work in works)


@given(streams())
def test_it_gives_the_same_again_and_nothing_once_all_is_given(
    stream: tuple[list[ReviewedWork], list[int], list[Review], int],
) -> None:
    works, reviewers, standing, per_work = stream
    if short_of_reviewers(works, reviewers, standing, per_work=per_work):
        return
    made = distribute_reviews(works, reviewers, standing, per_work=per_work)
    assert made == distribute_reviews(works, reviewers, standing, per_work=per_work)
    assert distribute_reviews(works, reviewers, [*standing, *made], per_work=per_work) == []


@given(st.integers(2, 60), st.integers(1, 4))
def test_where_everybody_has_a_work_all_write_the_same_number(people: int, per_work: int) -> None:
    if per_work >= people:
        return
    made = distribute_reviews(_ring(people), range(people), per_work=per_work)
    assert set(Counter(review.reviewer_id for review in made).values()) == {per_work}


@given(st.integers(4, 40), st.data())
def test_with_works_of_some_only_nobody_writes_two_more_than_another(people: int, data: st.DataObject) -> None:
    works = data.draw(st.lists(st.sampled_from(_ring(people)), unique=True, min_size=2))
    made = distribute_reviews(works, range(people))
    burden = Counter(review.reviewer_id for review in made)
    numbers = [burden[each] for each in range(people)]
    assert max(numbers) - min(numbers) <= 1


@settings(max_examples=60)
@given(streams(most=4))
def test_no_other_distribution_of_a_small_stream_is_more_even(
    stream: tuple[list[ReviewedWork], list[int], list[Review], int],
) -> None:
    works, reviewers, standing, per_work = stream
    if short_of_reviewers(works, reviewers, standing, per_work=per_work):
        return
    there = Counter(review.work_id for review in standing)
    choices: list[list[tuple[int, ...]]] = []
    for work in works:
        barred = {work.author_id, *(each.reviewer_id for each in standing if each.work_id == work.id)}
        free = [each for each in reviewers if each not in barred]
        choices.append(list(combinations(free, max(0, per_work - there[work.id]))))
    least = min(
        _spread(
            [Review(work.id, each) for work, chosen in zip(works, way, strict=True) for each in chosen],
            standing,
            reviewers,
        )
        for way in product(*choices)
    )
    assert _spread(distribute_reviews(works, reviewers, standing, per_work=per_work), standing, reviewers) == least


def test_of_two_people_a_work_can_have_one_review_only() -> None:
    assert short_of_reviewers(_ring(2), range(2), (), per_work=2) == [TooFew(100, 1), TooFew(101, 1)]


def test_a_review_that_stands_stays_though_it_makes_the_burdens_uneven() -> None:
    standing = [Review(100 + work, 3) for work in range(3)]
    made = distribute_reviews(_ring(4), range(4), standing, per_work=1)
    assert [review.work_id for review in made] == [103]
