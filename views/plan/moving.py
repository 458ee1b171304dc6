"""Moving one item of the plan: dragged, carried by keys, typed; the reason is asked where the plan needs one ([S2])."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.rules.plans import DateChange
from views.plan.move_strip import MoveStrip
from views.plan.placing import ItemMove, asks_reason, is_settled, what_moves
from views.plan.views import PlanViews
from views.plan.writer import PlanWriter
from views.workplace import Workplace


class Moving(QObject):
    """Writes moves asked for by the views. `reason` gives that of the amendment under way, `hold` takes the strip."""

    def __init__(
        self,
        workplace: Workplace,
        views: PlanViews,
        writer: PlanWriter,
        *,
        reason: Callable[[], str],
        hold: Callable[[QWidget], None],
    ) -> None:
        super().__init__(views)
        self._work = workplace
        self._views = views
        self._write = writer
        self._reason = reason
        self._hold = hold
        views.moving.connect(self.ask)
        views.let_go.connect(self.close_strip)

    @cached_property
    def strip(self) -> MoveStrip:
        """Asks for new days and their reason; made when it is first needed."""
        made = MoveStrip(self._work.theme, self._work.db)
        made.given.connect(self._move)
        made.proposed.connect(self._views.propose)
        made.ended.connect(self._on_stayed)
        self._hold(made)
        return made

    @property
    def is_asking(self) -> bool:
        """Whether the strip is open."""
        return "strip" in self.__dict__ and not self.strip.isHidden()

    def ask(self, move: ItemMove) -> None:
        """Write the move, or ask first why: of an amendment once for all, of a postponement each time."""
        reason = self._reason() if what_moves(move) is DateChange.REPLANNED else ""
        if asks_reason(move) and not reason:
            self._views.propose(move)
            self.strip.ask_reason(move)
        else:
            self._move(move, reason)

    def ask_days(self) -> None:
        """Ask for the days of the item one is on."""
        line = self._views.current_line()
        if line is not None and is_settled(line):
            advice = "Измените состояние, потом переносите."
            self._work.messages.refuse(UserError(f"Пункт уже в состоянии «{line.status.label}».", advice))
        elif line is not None:
            self.strip.ask_days(line)

    def close_strip(self) -> None:
        """Leave the item where it was."""
        if self.is_asking:
            self.strip.close_strip()

    def _move(self, move: ItemMove, reason: str) -> None:
        self._views.take_focus()
        self._write.move(move, reason=reason, finally_=self._on_written)

    def _on_written(self) -> None:
        self._views.propose(None)

    def _on_stayed(self) -> None:
        self._views.propose(None)
        self._views.take_focus()
