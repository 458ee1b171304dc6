"""Signs of attendance in a printed journal."""

from collections.abc import Mapping
from types import MappingProxyType

from models.rows.codes import Presence

SIGNS: Mapping[Presence, str] = MappingProxyType(
    {Presence.PRESENT: "+", Presence.REMOTE: "д", Presence.ABSENT: "н", Presence.EXCUSED: "у", Presence.MADE_UP: "о"}
)
"""One letter for each mark, as teachers write them."""

WORDS: Mapping[Presence, str] = MappingProxyType(
    {
        Presence.PRESENT: "присутствует",
        Presence.REMOTE: "дистанционно",
        Presence.ABSENT: "отсутствует",
        Presence.EXCUSED: "уважительная причина",
        Presence.MADE_UP: "отработка",
    }
)
"""Present tense: whether a man or a woman is marked is not known (design.md §6)."""

LEGEND = "; ".join(f"{sign} — {WORDS[presence]}" for presence, sign in SIGNS.items()) + "; пустая клетка — отметки нет."
"""What stands below the grid."""
