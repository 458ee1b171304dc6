"""What a word with one typo was meant for: words of the search index that begin nearly so."""

from typing import NamedTuple

from models.queries.fetch import Source, rows
from models.search import TERMS

Beginnings = tuple[str, ...]
"""What a word of a record may begin with: what was typed, or what that may have been meant for."""

_SHORTEST = 4
"""Letters: a shorter word with one of them changed is another word."""


class _Term(NamedTuple):
    word: str


def known_words(session: Source) -> list[str]:
    """Every word that a typo may have been meant for."""
    sql = f"SELECT term FROM {TERMS} WHERE length(term) >= :least"
    return [word for (word,) in rows(session, _Term, sql, least=_SHORTEST - 1) if word.isalpha()]


def may_be_mistyped(word: str) -> bool:
    """Whether a word is long enough to be known with a typo; a number is only itself."""
    return len(word) >= _SHORTEST and word.isalpha()


def near_beginnings(word: str, known: list[str]) -> Beginnings:
    """The word, and beginnings of known words one slip away: a letter more, less or other, or two of them swapped."""
    if not may_be_mistyped(word):
        return (word,)
    # Late, as only a word that is nowhere needs it.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    lengths = (len(word) - 1, len(word), len(word) + 1)
    beginnings = {each[:length] for each in known for length in lengths}
    near = process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
    return (word, *sorted(beginning for beginning, _, _ in near if beginning != word))
