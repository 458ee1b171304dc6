"""How fast packages may go: so that the kindergarten's one line is left to others too."""

from views.outgoing import Outgoing
from views.remembered import Remembered

_KEY = "exchange-speed"
_BITS = 8
CHOICES = (
    ("", "Без ограничения"),
    ("32", "до 32\u00a0кбит/с"),
    ("64", "до 64\u00a0кбит/с"),
    ("128", "до 128\u00a0кбит/с"),
    ("512", "до 512\u00a0кбит/с"),
)
"""Kilobits a second as they are kept, and their words."""


def remembered_choice(remembered: Remembered) -> str:
    """What was chosen, one of `CHOICES`."""
    said = remembered.view(_KEY)
    return said if said in dict(CHOICES) else ""


def remembered_limit(remembered: Remembered) -> float | None:
    """Bytes a second, None for no limit."""
    said = remembered_choice(remembered)
    return int(said) * 1000 / _BITS if said else None


def choose_limit(remembered: Remembered, outgoing: Outgoing, chosen: str) -> None:
    """Keep a choice; what is being sent follows it from its next attempt on."""
    remembered.remember_view(_KEY, chosen)
    outgoing.bytes_per_second = remembered_limit(remembered)
