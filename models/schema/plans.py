"""Plans and their items, products and indicators (domain.md §1, §3.5)."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from models.rows.codes import Mode, PlanItemStatus, PlanKind, PlanStatus, ProductStatus
from models.schema.base import (
    HISTORY,
    Stamped,
    Table,
    filled,
    key,
    link,
    one_of,
    optional_link,
    ordered,
    when,
)


class Plan(Stamped, table=True):
    """A plan for a period; module plans are merged into the common year plan ([S2])."""

    __table_args__ = (
        filled("title"),
        one_of("kind", PlanKind),
        one_of("status", PlanStatus),
        ordered("starts_on", "ends_on"),
        when("status IN ('approved', 'closed')", "approved_on IS NOT NULL", "approval_dated"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    title: str
    kind: str
    starts_on: date = Field(index=True)
    ends_on: date
    program_id: int | None = optional_link("program.id")
    tutor_id: int | None = optional_link("person.id")
    parent_id: int | None = optional_link("plan.id")
    """The year plan that a module plan was merged into; its items stay here and are counted there."""
    status: str = PlanStatus.DRAFT
    council_protocol_no: str | None = None
    council_on: date | None = None
    agreed_on: date | None = None
    approved_by: str | None = None
    approved_on: date | None = None
    goal: str | None = None
    tasks: str | None = None
    """The two texts at the head of the printed plan (domain.md §5)."""


class PlanAmendment(Stamped, table=True):
    """Why an approved plan was changed ([S2])."""

    __table_args__ = (filled("reason"), HISTORY)
    id: int | None = key()
    plan_id: int = link("plan.id", ondelete="CASCADE")
    made_on: date
    reason: str
    action_id: int
    """The action of the log that holds the changed rows."""


class Indicator(Stamped, table=True):
    """A measured quantity; `formula` names a computed measure, without one the value is keyed in."""

    __table_args__ = (filled("title"), HISTORY)
    id: int | None = key()
    code: str = Field(unique=True)
    title: str
    unit: str
    target: float | None = None
    formula: str | None = None
    filters: str | None = None
    """What the measure of an indicator of one's own counts: JSON, field → wanted value."""
    note: str = ""
    sort_order: int = 0
    is_builtin: bool = False
    is_hidden: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class IndicatorValue(Stamped, table=True):
    """The keyed-in value (and perhaps a target) of an indicator for a period such as `2026-Q1`."""

    indicator_id: int = Field(primary_key=True, foreign_key="indicator.id", ondelete="CASCADE")
    period: str = Field(primary_key=True)
    value: float | None = None
    target: float | None = None
    note: str | None = None
    evidence: str | None = None
    """What proves a keyed-in value: an order, an address, where the paper lies."""


class PlanItem(Stamped, table=True):
    """One line of a plan; cancelled and moved ones carry their reason."""

    __table_args__ = (
        filled("title"),
        one_of("mode", Mode),
        one_of("status", PlanItemStatus),
        ordered("due_from", "due_to"),
        CheckConstraint("planned_count >= 0", name="planned_count"),
        when("status IN ('postponed', 'cancelled')", "length(trim(coalesce(reason, ''))) > 0", "reason_given"),
        when("status = 'postponed'", "postponed_to IS NOT NULL", "postponed_to_given"),
        HISTORY,
    )
    id: int | None = key()
    uid: str = Field(unique=True)
    plan_id: int = link("plan.id", ondelete="CASCADE")
    section_id: int = link("plan_section.id")
    task_no: str | None = None
    title: str
    format_id: int = link("event_format.id")
    due_from: date = Field(index=True)
    due_to: date = Field(index=True)
    mode: str = Mode.IN_PERSON
    place: str | None = None
    audience: str | None = None
    planned_count: int = 0
    responsible_id: int = link("person.id")
    expected_result: str | None = None
    product_kind_id: int | None = optional_link("product_kind.id")
    indicator_id: int | None = optional_link("indicator.id")
    status: str = PlanItemStatus.PLANNED
    done_on: date | None = None
    """When an item without an event was done; with events the last event's date counts."""
    postponed_to: date | None = None
    reason: str | None = None
    planned_value: float | None = None
    """What the indicator should reach by this item: a line of the дорожная карта (domain.md §5)."""


class Product(Stamped, table=True):
    """A product of the site ([S2], 13 kinds, with [S1]'s)."""

    __table_args__ = (filled("title"), one_of("status", ProductStatus), HISTORY)
    id: int | None = key()
    uid: str = Field(unique=True)
    title: str
    kind_id: int = link("product_kind.id")
    made_on: date = Field(index=True)
    status: str = ProductStatus.READY
    plan_item_id: int | None = optional_link("plan_item.id", ondelete="SET NULL")
    event_id: int | None = optional_link("event.id", ondelete="SET NULL")
    url: str | None = None
    attachment_id: int | None = optional_link("attachment.id")
    level: str | None = None
    participation_form: str | None = None
    publication: str | None = None


class ProductAuthor(Table, table=True):
    """Who made a product."""

    product_id: int = Field(primary_key=True, foreign_key="product.id", ondelete="CASCADE")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class PlanItemTask(Table, table=True):
    """Which tasks of the seeds a plan item serves."""

    plan_item_id: int = Field(primary_key=True, foreign_key="plan_item.id", ondelete="CASCADE")
    task_id: int = Field(primary_key=True, foreign_key="support_task.id", index=True)
