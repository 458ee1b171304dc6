"""Numbers in words, where a paper wants both."""

from typing import Any, cast


def in_genitive(number: int) -> str:
    """«тридцати шести»: after «в объёме»."""
    from num2words import num2words  # pyright: ignore[reportUnknownVariableType] - it has no types

    return str(cast("Any", num2words)(number, lang="ru", case="g"))
