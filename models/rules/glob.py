"""Searching stored text without regard to case and ё: a pattern for SQLite's GLOB."""

_SPECIAL = frozenset("*?[")


def anywhere(word: str) -> str:
    """The GLOB pattern that finds `word` inside a text, in any case, ё as е.

    SQLite's LIKE folds Latin letters only; GLOB's sets of characters know Cyrillic and need no second column.
    """
    return f"*{''.join(_any_case(letter) for letter in word)}*"


def _any_case(letter: str) -> str:
    if letter in "еёЕЁ":
        return "[еёЕЁ]"
    cases = {letter.lower(), letter.upper()}
    if letter in _SPECIAL or (len(cases) == 2 and all(len(case) == 1 for case in cases)):
        return f"[{''.join(sorted(cases))}]"
    return letter
