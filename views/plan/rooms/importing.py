"""«Загрузка плана»: the general preview over one plan, a reason beside it while the plan is approved."""

from pathlib import Path

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.errors import UserError
from models.queries.plan_card import plan_card
from models.rules.plans import needs_amendment
from views.importing.page import ImportFlow
from views.importing.pasted import PASTED_NAME, Pasted, pasted_by
from views.plan.plan_import import PlanImport
from views.plan.rooms.room import Room
from views.widgets.fields import TextField
from views.widgets.form import Form
from views.workplace import Workplace


class ImportRoom(Room):
    """Takes a file or a pasted table; nothing is stored until the button is pressed."""

    tables = frozenset({"plan"})

    def __init__(self, workplace: Workplace, plan_id: int) -> None:
        super().__init__(workplace)
        self._id = plan_id
        self._kind = PlanImport(plan_id)
        self.form = Form(workplace.theme)
        self.form.add(
            "reason",
            "Причина изменения",
            TextField(workplace.theme, placeholder="Например: дополнение по решению совета", max_length=500),
            hint="План утверждён: новые пункты добавляются с причиной.",
        )
        self.form.changed.connect(self._on_reason)
        self.flow = ImportFlow(workplace)
        self.flow.finished.connect(self.left)
        self.flow.headed.connect(self._on_headed)
        self.body.addWidget(self.form)
        self.body.addWidget(self.flow, 1)
        self._title = ""
        self.reload()
        self.flow.begin(self._kind)

    @override
    def areas(self) -> list[QWidget]:
        asked = [self.form.editor("reason")] if not self.form.isHidden() else []
        return [*asked, *self.flow.areas()]

    @override
    def first(self) -> QWidget:
        return next((area for area in reversed(self.flow.areas()) if area.isVisible()), self.flow)

    @override
    def reload(self) -> None:
        try:
            card = plan_card(self.at.db, self._id)
        except UserError as gone:
            self.at.messages.refuse(gone)
            self.left.emit()
            return
        self._title = card.draft.title
        self.form.setVisible(needs_amendment(card.status))

    def open_file(self, path: Path) -> None:
        """Read a spreadsheet."""
        self._kind.pasted = None
        self.flow.start_anew()
        self.flow.open_file(path)

    def open_pasted(self, table: Pasted) -> None:
        """Read what was copied in Word or Excel."""
        self._kind.pasted = table
        self.flow.start_anew()
        self.flow.open_file(PASTED_NAME)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (table := pasted_by(event)) is not None:
            self.open_pasted(table)
        else:
            super().keyPressEvent(event)

    def _on_headed(self, words: str) -> None:
        """The file that is open stands beside the plan it goes into."""
        parts = (self._title, words if words != PlanImport.title else "")
        self.show_heading(PlanImport.title, " · ".join(part for part in parts if part))

    def _on_reason(self) -> None:
        self._kind.reason = str(self.form.values()["reason"])
