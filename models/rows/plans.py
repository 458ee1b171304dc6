"""Drafts and rows of plans, their items and products."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pydantic import Field, model_validator

from models.rows.codes import Mode, PlanItemStatus, PlanKind, PlanStatus, ProductStatus
from models.rows.draft import Draft, FieldError, Text


class PlanDraft(Draft):
    """A plan for a period."""

    title: Text
    kind: PlanKind
    starts_on: date
    ends_on: date
    program_id: int | None = None
    tutor_id: int | None = None
    parent_id: int | None = None
    goal: str | None = None
    tasks: str | None = None

    @model_validator(mode="after")
    def _order(self) -> "PlanDraft":
        if self.starts_on > self.ends_on:
            raise FieldError("ends_on", "План кончается раньше, чем начинается. Проверьте даты")
        return self


class PlanItemDraft(Draft):
    """One line of a plan; a moved or cancelled one carries its reason."""

    section_id: int
    task_no: str | None = None
    title: Text
    format_id: int
    due_from: date
    due_to: date
    mode: Mode = Mode.IN_PERSON
    place: str | None = None
    audience: str | None = None
    planned_count: int = Field(default=0, ge=0)
    responsible_id: int
    expected_result: str | None = None
    product_kind_id: int | None = None
    indicator_id: int | None = None
    planned_value: float | None = Field(default=None, ge=0)
    """What the indicator should reach by this item: a line of the дорожная карта (domain.md §5)."""
    task_ids: Sequence[int] = ()
    """Tasks of the seeds that the item serves, kept in a table of their own."""
    status: PlanItemStatus = PlanItemStatus.PLANNED
    done_on: date | None = None
    postponed_to: date | None = None
    reason: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> "PlanItemDraft":
        if self.due_from > self.due_to:
            raise FieldError("due_to", "Срок кончается раньше, чем начинается. Проверьте даты")
        if self.status in (PlanItemStatus.POSTPONED, PlanItemStatus.CANCELLED) and not self.reason:
            raise FieldError("reason", "Напишите, почему пункт перенесён или отменён: причина попадёт в отчёт")
        if self.status is PlanItemStatus.POSTPONED and self.postponed_to is None:
            raise FieldError("postponed_to", "Укажите, на какую дату перенесён пункт")
        return self


class PlanApproval(Draft):
    """The next state of a plan and the paper that gives it: a council's protocol, an agreement, an approval.

    With `meeting_id` the number and the date are those of the meeting's протокол; `protocol_no` and `on` give way.
    """

    status: PlanStatus
    on: date
    protocol_no: str | None = None
    by: str | None = None
    meeting_id: int | None = None


class PlanObstacle(NamedTuple):
    """What stands in the way of a plan's next state, and the item it concerns (None: the plan itself).

    `message` says what is so, `advice` what to do; one that does not block is worth a look only.
    """

    item_id: int | None
    title: str
    message: str
    advice: str
    blocks: bool


class PlanRow(NamedTuple):
    """A plan with how much of it is done."""

    id: int
    title: str
    kind: PlanKind
    starts_on: date
    ends_on: date
    status: PlanStatus
    items: int
    done: int


class PlanItemLine(NamedTuple):
    """A plan item beside its facts; `is_overdue` as of the day asked for."""

    id: int
    plan_id: int
    section: str
    title: str
    format: str
    due_from: date
    due_to: date
    status: PlanItemStatus
    planned_count: int
    events: int
    participants: int
    held_on: date | None
    is_overdue: bool


class ProductDraft(Draft):
    """A product of the site."""

    title: Text
    kind_id: int
    made_on: date
    status: ProductStatus = ProductStatus.READY
    author_ids: Sequence[int] = ()
    plan_item_id: int | None = None
    event_id: int | None = None
    url: str | None = None
    level: str | None = None
    participation_form: str | None = None
    publication: str | None = None


class ProductLine(NamedTuple):
    """A product in a list."""

    id: int
    title: str
    kind: str
    made_on: date
    status: ProductStatus
