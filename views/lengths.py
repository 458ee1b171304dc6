"""How long something took, as the papers say it: minutes, and academic hours of 45 minutes beside them."""

from exports.layout import shown
from models.rules.words import NBSP


def length_words(minutes: int) -> str:
    """«90 мин (2 ак. ч)»."""
    return f"{shown(minutes, 'integer')}{NBSP}мин ({academic_hours(minutes)})"


def academic_hours(minutes: int) -> str:
    """«12,67 ак. ч»."""
    return f"{shown(minutes, 'hours')}{NBSP}ак.{NBSP}ч"
