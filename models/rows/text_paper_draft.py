"""A text paper as it is typed."""

from collections.abc import Mapping
from datetime import date

from pydantic import field_validator

from models.rows.draft import Draft, Text


class TextPaperDraft(Draft):
    """What a person types into a text paper."""

    title: Text
    number: str | None = None
    dated_on: date | None = None
    typed: Mapping[str, str] = {}

    @field_validator("typed")
    @classmethod
    def _said_only(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        return {key: words.strip() for key, words in value.items() if words.strip()}
