"""Indicators as they are typed."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from models.rows.codes import Mode
from models.rows.draft import Draft, FieldError, Text
from models.rows.indicators import MeasureFilters
from models.rules.measures import FILTERS, FILTERS_OF, Measure

Figure = Annotated[float, Field(ge=0, le=999_999, allow_inf_nan=False)]
"""A value or a target, in the unit of its indicator."""


class IndicatorDraft(Draft):
    """An indicator as its form edits it: without a measure its values are keyed in; a filter of None asks for any."""

    title: Text
    unit: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    target: Figure | None = None
    """For periods that have no target of their own."""
    measure: Measure | None = None
    note: str | None = None
    mode: Mode | None = None
    format_id: int | None = None
    program_id: int | None = None
    product_kind_id: int | None = None
    municipality_id: int | None = None
    is_remote: bool | None = None

    @model_validator(mode="after")
    def _filters_fit(self) -> "IndicatorDraft":
        fitting = FILTERS_OF[self.measure] if self.measure is not None else frozenset[str]()
        for name in self.filters().asked():
            if name not in fitting:
                raise FieldError(name, f"«{FILTERS[name]}» к этой величине не относится")
        return self

    def filters(self) -> MeasureFilters:
        """Only what narrows the measure."""
        return MeasureFilters(**self.model_dump(include=set(FILTERS)))


class ValueDraft(Draft):
    """What is keyed in for an indicator and a period; a computed one takes no value."""

    value: Figure | None = None
    target: Figure | None = None
    note: str | None = None
    evidence: str | None = None
