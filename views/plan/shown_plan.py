"""What the page «План работ» shows: the plans and lines of a period, as far as they are asked for."""

from collections.abc import Callable
from typing import cast

from models.database import Database
from models.queries.plan_board import plan_board, plan_sections
from models.rows.plan_board import LineWish, PlanBoard, PlanInPeriod, PlanItemCard
from models.rules.periods import Period
from models.rules.plan_periods import quarter_of
from views.plan.which_plan import own_plan


class ShownPlan:
    """Begins with the quarter of today; `wish` says which lines are asked for, `show` reads and shows them."""

    def __init__(self, db: Database, *, wish: Callable[[], LineWish], show: Callable[[], None]) -> None:
        self._db = db
        self.wish = wish
        self._show = show
        self.today = db.today()
        self.period: Period = quarter_of(self.today)
        self.sections = plan_sections(db)
        self._board: PlanBoard | None = None

    @property
    def is_read(self) -> bool:
        """Whether the period was read at all."""
        return self._board is not None

    @property
    def board(self) -> PlanBoard:
        """What the period holds; read and shown when it is first needed."""
        if self._board is None:
            self._show()
        return cast("PlanBoard", self._board)

    @property
    def own(self) -> PlanInPeriod | None:
        """The plan of just this period, None while it is not begun."""
        return own_plan(self.period, self.board.plans)

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a plan nor an item of another one."""
        return self.own is None and not self.board.counts.items

    def read(self) -> None:
        """Read the period anew."""
        self.today = self._db.today()
        self._board = plan_board(self._db, self.period, self.wish())

    def read_sections(self) -> None:
        """Read the sections anew: they were edited."""
        self.sections = plan_sections(self._db)

    def number_of(self, card: PlanItemCard) -> str:
        """Under which number an item is shown."""
        found = (line.number for line in self.board.lines if line.id == card.id)
        return next(found, card.draft.task_no or "")
