"""Comparing Cyrillic without regard to capitals and ё in plain SQL: SQLite's lower() knows ASCII only."""

from functools import cache

_SMALL = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@cache
def folded(expression: str) -> str:
    """The SQL expression in small letters with ё as е; for short lists, since it keeps no index."""
    made = f"lower({expression})"
    for small in _SMALL:
        made = f"replace({made}, '{small.upper()}', '{small}')"
    return f"replace(replace({made}, 'Ё', 'е'), 'ё', 'е')"


def pattern(typed: str) -> str:
    """A LIKE pattern (`ESCAPE '\\'`) that finds what was typed anywhere in a folded text."""
    said = typed.strip().casefold().replace("ё", "е")
    for sign in ("\\", "%", "_"):
        said = said.replace(sign, f"\\{sign}")
    return f"%{said}%"
