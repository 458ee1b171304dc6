"""What a person typed, before it is stored: frozen, checked, with problems in Russian by field."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, field_validator

from models.rows.field_problem import FieldProblem

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""A required text."""

MAX_TEXT = 100_000
"""Longest free text, characters."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Signs that nobody typed, that come along with copied text and that no file of ours can carry."""


def typed_text(text: str) -> str:
    """A text with its own line breaks and tabs and without control signs."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Draft(BaseModel):
    """Base of all drafts: frozen, blanks trimmed, unknown fields and endless texts refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_max_length=MAX_TEXT)

    @field_validator("*", mode="before")
    @classmethod
    def _without_control_signs(cls, value: object) -> object:
        return typed_text(value) if isinstance(value, str) else value


class FieldError(ValueError):
    """What a validator of a whole draft raises: fields contradict each other, and `field` is where that is mended."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def field_problems(draft: type[Draft], typed: Mapping[str, object]) -> tuple[FieldProblem, ...]:
    """What a draft would refuse in what has been typed so far; what is still empty is not asked for."""
    given = {field: value for field, value in typed.items() if value not in (None, "")}
    try:
        draft.model_validate(given)
    except ValidationError as refused:
        return tuple(problem for problem in problems_of(refused) if problem.field in given)
    return ()


_SENTENCES = {
    "missing": "Заполните это поле",
    "string_too_short": "Заполните это поле",
    "string_too_long": "Текст слишком длинный: не больше {max_length} знаков",
    "date_from_datetime_parsing": "Напишите дату так: 24.03.2026",
    "date_parsing": "Напишите дату так: 24.03.2026",
    "date_type": "Напишите дату так: 24.03.2026",
    "date_from_datetime_inexact": "Напишите дату без времени: 24.03.2026",
    "int_parsing": "Здесь нужно целое число",
    "int_type": "Здесь нужно целое число",
    "int_from_float": "Здесь нужно целое число",
    "greater_than": "Число должно быть больше {gt}",
    "greater_than_equal": "Число должно быть не меньше {ge}",
    "less_than_equal": "Число должно быть не больше {le}",
    "enum": "Выберите значение из списка",
    "string_pattern_mismatch": "Запись не того вида, какой здесь нужен",
}


def problems_of(refused: ValidationError) -> tuple[FieldProblem, ...]:
    """Say in Russian, field by field, why a draft was refused; what was typed is not repeated.

    The field is "" where a whole draft was refused without a FieldError that names one.
    """
    return tuple(_problem(dict(error)) for error in refused.errors(include_input=False, include_url=False))


def _problem(error: dict[str, Any]) -> FieldProblem:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "value_error":
        cause = error["ctx"]["error"]
        return FieldProblem(place or (cause.field if isinstance(cause, FieldError) else ""), str(cause))
    sentence = _SENTENCES.get(error["type"], "Проверьте это поле")
    return FieldProblem(place, sentence.format(**error.get("ctx", {})))
