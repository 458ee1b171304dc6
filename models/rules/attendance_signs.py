"""Signs of attendance in a printed journal."""

from collections.abc import Mapping
from types import MappingProxyType

from models.rows.codes import Presence

SIGNS: Mapping[Presence, str] = MappingProxyType(
    {Presence.PRESENT: "+", Presence.REMOTE: "д", Presence.ABSENT: "н", Presence.EXCUSED: "у", Presence.MADE_UP: "о"}
)
"""One letter for each mark, as teachers write them."""

LEGEND = "; ".join(f"{sign} — {presence.label}" for presence, sign in SIGNS.items()) + "; пустая клетка — отметки нет."
"""What stands below the grid."""
