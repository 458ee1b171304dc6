"""Whatever is done to plans in whatever order: undone step by step, each step brings back exactly what was before."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from models.commands.non_working_days import add_statutory_days, remove_non_working_day
from models.commands.plan_copy import copy_plan
from models.commands.plan_dates import move_plan_item_dates
from models.commands.plan_import import accept_plan_rows
from models.commands.plan_merge import merge_plans, unmerge_plan
from models.commands.plans import advance_plan, change_plan, change_plan_item, remove_plan, remove_plan_item
from models.commands.undo import redo_last, undo_last
from models.database import Database
from models.errors import UserError
from models.rows.codes import PlanItemStatus, PlanKind, PlanStatus
from models.rows.plan_copy import PlanCopyDraft
from models.rows.plans import PlanApproval, PlanDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, content, copied_database

DAY = date(2026, 1, 9)
NEXT = PlanCopyDraft(title="Копия", starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31))
HEADLINE = PlanDraft(title="Иначе", kind=PlanKind.QUARTER, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
WHY = "Просьба округа"

Step = Callable[[Database, int, int], object]
"""What is done to a plan or an item; ids that are gone are refused and change nothing."""


def settle(db: Database, item: int, n: int) -> None:
    draft = arrange.item_draft(1, status=PlanItemStatus.DONE, done_on=DAY, task_ids=(n,))
    change_plan_item(db, item, draft, actor=HEAD, amendment=WHY)


def advance(db: Database, plan: int, n: int) -> None:
    step = PlanApproval(status=list(PlanStatus)[n], on=DAY, protocol_no="1", by="заведующий")
    advance_plan(db, plan, step, actor=HEAD)


STEPS: dict[str, Step] = {
    "advance": advance,
    "head": lambda db, plan, n: change_plan(db, plan, HEADLINE, actor=HEAD, amendment=WHY),
    "remove": lambda db, plan, n: remove_plan(db, plan, actor=HEAD),
    "item": lambda db, plan, n: arrange.plan_item(db, plan, 1, amendment=WHY, task_ids=(n, n + 1)),
    "settle": settle,
    "take out": lambda db, item, n: remove_plan_item(db, item, actor=HEAD, amendment=WHY),
    "move": lambda db, item, n: move_plan_item_dates(
        db, item, to=DAY + timedelta(days=20 * n), actor=HEAD, amendment=WHY
    ),
    "copy": lambda db, plan, n: copy_plan(db, plan, NEXT, actor=HEAD),
    "merge": lambda db, plan, n: merge_plans(db, 1, [plan], actor=HEAD, amendment=WHY),
    "unmerge": lambda db, plan, n: unmerge_plan(db, plan, actor=HEAD, amendment=WHY),
    "rows": lambda db, plan, n: accept_plan_rows(db, plan, [arrange.item_draft(1)] * n, actor=HEAD, amendment=WHY),
    "law": lambda db, plan, n: add_statutory_days(db, 2026 + n, actor=HEAD),
    "work": lambda db, plan, n: remove_non_working_day(db, date(2026, 1, n), actor=HEAD),
}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(1, 4), st.integers(1, 4)), max_size=14))
def test_every_step_is_undone_and_repeated_exactly(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        try:
            arrange.person(db, "Тьюторова")
            arrange.plan(db, kind=PlanKind.YEAR)
            arrange.plan_item(db, arrange.plan(db), 1)
            stack = [content(db)]
            for name, target, number in steps:
                with suppress(UserError):
                    STEPS[name](db, target, number)
                if (now := content(db)) != stack[-1]:
                    stack.append(now)
            for before in reversed(stack[:-1]):
                undo_last(db, actor=HEAD)
                assert content(db) == before
            for after in stack[1:]:
                redo_last(db, actor=HEAD)
                assert content(db) == after
        finally:
            db.close()
