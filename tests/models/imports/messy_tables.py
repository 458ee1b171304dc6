"""What tests of messy tables of activities share: the formats of the site, and how a problem has to be worded."""

import json
import re
from collections.abc import Sequence
from importlib import resources

from models.rows.choice import Choice

FORMATS = tuple(
    Choice(at, row["title"])
    for at, row in enumerate(
        json.loads((resources.files("resources") / "reference/event_formats.json").read_text("utf-8")), 1
    )
)
_WHAT_TO_DO = re.compile(r"(?:Впишите|Выберите|Исправьте|Сократите|Оставьте|Поставьте)|(?:исправьте|очистите)")


def check_words(row: int, messages: Sequence[str]) -> None:
    """Every problem names its row and goes on with what to do."""
    for message in messages:
        assert message.startswith(f"В строке {row}")
        assert _WHAT_TO_DO.search(message), message
