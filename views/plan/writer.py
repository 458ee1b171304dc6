"""What the page «План работ» writes: each command on the writer's lane, what came of it told with «Вернуть»."""

from collections.abc import Callable
from typing import Any, TypeVar

from models.commands.plan_dates import move_plan_item_dates
from models.commands.plans import add_plan, add_plan_item, advance_plan, change_plan_item, remove_plan_item
from models.rows.codes import PlanItemStatus
from models.rows.plan_board import PlanInPeriod, PlanItemCard
from models.rows.plans import PlanApproval, PlanDraft, PlanItemDraft
from models.rules.periods import Period
from models.rules.plan_periods import short_title
from views.jobs import Job
from views.plan.item_words import move_words
from views.plan.placing import ItemMove
from views.plan.which_plan import PLAN_KIND
from views.workplace import Workplace

Result = TypeVar("Result")
Watch = Callable[[Job[Any]], None]


def _watch_nothing(_job: Job[Any]) -> None:
    """Nobody follows the job."""


class PlanWriter:
    """Does one thing at a time: while `busy`, a second press of the same button changes nothing."""

    def __init__(self, workplace: Workplace) -> None:
        self._work = workplace
        self.busy = False

    def begin(self, period: Period, above: PlanInPeriod | None, then: Callable[[], None]) -> None:
        """Begin the plan of a period, merged into the year plan above it."""
        draft = PlanDraft(
            title=f"План работ на {period.title}",
            kind=PLAN_KIND[period.kind],
            starts_on=period.start,
            ends_on=period.end,
            parent_id=above.id if above else None,
        )
        db, actor = self._work.db, self._work.actor()
        self._start(
            lambda: add_plan(db, draft, actor=actor), f"План на {short_title(period)} начат", lambda _id: then()
        )

    def advance(self, plan: PlanInPeriod, approval: PlanApproval) -> None:
        """Take a plan one state on."""
        db, actor = self._work.db, self._work.actor()
        self._start(lambda: advance_plan(db, plan.id, approval, actor=actor), f"План: {approval.status.label}")

    def add(
        self, plan: PlanInPeriod, draft: PlanItemDraft, *, reason: str, then: Callable[[int], None], watch: Watch
    ) -> None:
        """Add an item to a plan; `watch` is given the job before it begins."""
        db, actor = self._work.db, self._work.actor()
        self._start(
            lambda: add_plan_item(db, plan.id, draft, actor=actor, amendment=reason or None),
            "Пункт добавлен в план",
            then,
            watch=watch,
        )

    def change(
        self,
        card: PlanItemCard,
        draft: PlanItemDraft,
        *,
        number: str,
        reason: str,
        then: Callable[[], None] = lambda: None,
        watch: Watch = _watch_nothing,
    ) -> None:
        """Write what was edited; `watch` is given the job before it begins."""
        db, actor = self._work.db, self._work.actor()
        became = f" — {draft.status.label}" if draft.status is not card.draft.status else ": правки записаны"
        self._start(
            lambda: change_plan_item(db, card.id, draft, actor=actor, amendment=reason or None),
            f"Пункт {number}{became}",
            lambda _none: then(),
            watch=watch,
        )

    def mark_done(self, card: PlanItemCard, *, number: str) -> None:
        """«Отметить выполненным»: done today where no event was held for it."""
        day = card.draft.done_on or (None if card.events else self._work.db.today())
        draft = card.draft.model_copy(update={"status": PlanItemStatus.DONE, "done_on": day})
        self.change(card, draft, number=number, reason="")

    def move(self, move: ItemMove, *, reason: str, finally_: Callable[[], None]) -> None:
        """Bring an item to other days; `finally_` is called whatever came of it."""
        db, actor = self._work.db, self._work.actor()
        self._start(
            lambda: move_plan_item_dates(
                db, move.line.id, to=move.first, until=move.last, actor=actor, amendment=reason or None
            ),
            move_words(move),
            finally_=finally_,
        )

    def remove(self, item_id: int, *, number: str, reason: str, then: Callable[[], None]) -> None:
        """Take an item out of its plan."""
        db, actor = self._work.db, self._work.actor()
        self._start(
            lambda: remove_plan_item(db, item_id, actor=actor, amendment=reason or None),
            f"Пункт {number} убран из плана",
            lambda _none: then(),
        )

    def _start(
        self,
        command: Callable[[], Result],
        said: str,
        then: Callable[[Result], None] = lambda _result: None,
        *,
        finally_: Callable[[], None] = lambda: None,
        watch: Watch = _watch_nothing,
    ) -> None:
        if self.busy:
            finally_()
            return
        self.busy = True
        job = Job(lambda _progress: command())

        def done(result: Result) -> None:
            self.busy = False
            then(result)
            self._work.messages.did(said)

        job.done.connect(done)
        job.refused.connect(self._work.messages.refuse)
        job.finished.connect(self._on_finished)
        job.finished.connect(finally_)
        watch(job)
        self._work.jobs.start(job)

    def _on_finished(self) -> None:
        self.busy = False
