"""Drafts of decisions to count a requirement as met; apart from the rows, which the start reads without pydantic."""

from datetime import date

from models.rows.codes import RequirementKey
from models.rows.draft import Draft, Text


class RequirementDecisionDraft(Draft):
    """Why requirements are counted as met, for a trainee or for several at once."""

    enrollment_ids: tuple[int, ...]
    key: RequirementKey
    reason: Text
    decided_on: date
