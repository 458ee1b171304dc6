"""The life of the shown plan: begun, taken from state to state, and amended once it is approved ([S2])."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.queries.plan_board import plans_of_period
from models.queries.plan_obstacles import plan_obstacles
from models.rows.codes import PlanStatus
from models.rows.plan_board import PlanInPeriod
from models.rows.plans import PlanApproval
from models.rules.plans import needs_amendment, next_status
from views.plan.shown_plan import ShownPlan
from views.plan.strips import CHECKED, AmendmentStrip, NextStepLine, StepStrip, is_confirmed
from views.plan.which_plan import year_above
from views.plan.writer import PlanWriter
from views.workplace import Workplace


class PlanLife(QObject):
    """Asks for the paper of the plan's next state and for the reason of an amendment; `hold` takes their strips."""

    shown = Signal()
    """Where the plan stands is shown anew."""
    begun = Signal()
    """A plan of the period was begun."""
    through = Signal()
    """Nothing is asked any more: the keyboard may go back to the lines."""
    obstacles_wanted = Signal(int)
    """What stands in the way of this plan's next state is to be shown."""

    def __init__(
        self,
        page: QWidget,
        workplace: Workplace,
        plan: ShownPlan,
        writer: PlanWriter,
        *,
        hold: Callable[[QWidget], None],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._work = workplace
        self._plan = plan
        self._write = writer
        self._hold = hold
        self._after_reason: Callable[[], None] | None = None
        self.next_step = NextStepLine(workplace.theme)
        self.next_step.pressed.connect(self.go_on)
        self.next_step.obstacles_wanted.connect(self._on_obstacles)

    @cached_property
    def amendment(self) -> AmendmentStrip:
        """Asks for the reason of an amendment; made when it is first needed."""
        made = AmendmentStrip(self._work.theme)
        made.given.connect(self._on_reason)
        made.ended.connect(self._on_amended)
        self._hold(made)
        return made

    @cached_property
    def step(self) -> StepStrip:
        """Asks for the paper behind the plan's next state; made when it is first needed."""
        made = StepStrip(self._work.theme, self._work.db)
        made.decided.connect(self._on_decided)
        made.closed.connect(self._on_step_closed)
        self._hold(made)
        return made

    @property
    def amends(self) -> bool:
        """Whether the plan is open to amendments: their reason is asked, or written already."""
        return "amendment" in self.__dict__ and not self.amendment.isHidden()

    @property
    def is_closed(self) -> bool:
        """Whether the plan is approved and not open to amendments."""
        own = self._plan.own
        return own is not None and needs_amendment(own.status) and not self.amends

    @property
    def following(self) -> PlanStatus | None:
        """The state that the plan goes into next."""
        own = self._plan.own
        return next_status(own.status) if own is not None else None

    @property
    def reason(self) -> str:
        """Why the plan is amended, "" while it is not."""
        return self.amendment.reason if self.amends else ""

    def show(self) -> None:
        """Show where the plan is on its way, and whether it is open to changes."""
        own, following = self._plan.own, self.following
        is_locked = own is not None and needs_amendment(own.status)
        if not is_locked and self.amends:
            self.amendment.hide()
        if own is not None and following is not None and own.items and not is_locked and not self._steps:
            self.next_step.show_step(own.status, following, blocked_by=self._obstacles(own))
        else:
            self.next_step.hide()
        self.shown.emit()

    def begin(self) -> None:
        """Begin the plan of the period."""
        period = self._plan.period
        above = year_above(period, plans_of_period(self._work.db, period))
        self._write.begin(period, above, self.begun.emit)

    def go_on(self) -> None:
        """Take the plan one state on: its paper is asked for, or what is in the way is shown."""
        own, following = self._plan.own, self.following
        if own is not None and following in CHECKED and self._obstacles(own):
            self._on_obstacles()
        elif following is not None:
            self.next_step.hide()
            self.step.ask(following)

    def amend(self) -> None:
        """Open an approved plan to amendments: their reason is asked for."""
        self._after_reason = None
        self.amendment.ask()
        self.show()

    def has_reason(self, status: PlanStatus, then: Callable[[], None]) -> bool:
        """Whether a plan in this state may be changed now; if a reason is missing it is asked, then `then` goes on."""
        if not needs_amendment(status) or self.reason:
            return True
        self._after_reason = then
        self.amendment.ask_missing()
        self.show()
        return False

    def close_strips(self) -> None:
        """Ask for nothing any more."""
        self._after_reason = None
        if self.amends:
            self.amendment.hide()
        if self._steps:
            self.step.hide()

    @property
    def _steps(self) -> bool:
        """Whether the paper behind the plan's next state is asked."""
        return "step" in self.__dict__ and not self.step.isHidden()

    def _obstacles(self, own: PlanInPeriod) -> int:
        """How much stands in the way of the plan's next state."""
        return sum(each.blocks for each in plan_obstacles(self._work.db, own.id))

    def _on_obstacles(self) -> None:
        own = self._plan.own
        if own is not None:
            self.obstacles_wanted.emit(own.id)

    def _on_step_closed(self) -> None:
        self.show()
        self.through.emit()

    def _on_decided(self, approval: PlanApproval) -> None:
        own = self._plan.own
        if own is None or not is_confirmed(self._page, self._work.theme, approval.status):
            return
        self.step.hide()
        self._write.advance(own, approval)

    def _on_reason(self) -> None:
        then, self._after_reason = self._after_reason, None
        if then is not None:
            then()
        else:
            self.through.emit()

    def _on_amended(self) -> None:
        self._after_reason = None
        self.show()
        self.through.emit()
