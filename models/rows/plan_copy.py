"""Copying a plan to another period: what is asked for, and what would come of it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pydantic import model_validator

from models.rows.codes import PlanItemStatus, PlanKind
from models.rows.draft import Draft, Text


class PlanCopyDraft(Draft):
    """The plan to make from another: its title and period; `leave_out` are items not to take along."""

    title: Text
    starts_on: date
    ends_on: date
    leave_out: frozenset[int] = frozenset()

    @model_validator(mode="after")
    def _order(self) -> "PlanCopyDraft":
        if self.starts_on > self.ends_on:
            raise ValueError("План кончается раньше, чем начинается. Проверьте даты")
        return self


class CopiedItem(NamedTuple):
    """One item of the plan that is copied, and what becomes of it: old days → new days, and why they were shifted.

    `responsible_note` says why another person answers for the copy, "" if the same does.
    """

    id: int
    section: str
    title: str
    format: str
    status: PlanItemStatus
    """How last year's item ended: a cancelled one may not be wanted again."""
    old_first: date
    old_last: date
    first: date
    last: date
    why: str
    responsible_id: int
    responsible: str
    responsible_note: str


@dataclass(frozen=True, slots=True)
class PlanCopyPreview:
    """The plan to be copied and its items in the order of their new days.

    `guessed_years` are years of which no non-working days are entered: those of the law are taken.
    """

    plan_id: int
    title: str
    kind: PlanKind
    draft: PlanCopyDraft
    items: tuple[CopiedItem, ...]
    guessed_years: tuple[int, ...]


class PlanCopied(NamedTuple):
    """The new plan and how many items it got."""

    plan_id: int
    items: int
