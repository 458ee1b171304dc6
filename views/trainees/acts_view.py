"""«Акты»: what was depersonalised or destroyed, each act to print again, and which may go after three years."""

from datetime import date

from PySide6.QtCore import Qt

from models.queries.personal_acts import acts
from models.rows.codes import ActKind
from models.rows.personal_acts import ActLine
from models.rules.words import counted, day_in_table
from views.papers.offer import offer
from views.trainees.destroying import act_wish
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace

_PRINT = "Напечатать акт"
_WHAT = {ActKind.DEPERSONALISED: "обезличивание", ActKind.DESTROYED: "уничтожение"}


class ActsSheet(Sheet):
    """All acts, the newest first; hidden while there are none. Enter prints the current one again."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Акты", inset=1)
        self._at = workplace
        today = workplace.db.today
        self.model: PagedTable[ActLine] = PagedTable(
            (
                Column("number", "Акт", lambda line: f"№ {line.number}", width=84, sortable=False),
                Column("dated_on", "От", lambda line: day_in_table(line.dated_on), width=104, sortable=False),
                Column("kind", "Что", lambda line: _WHAT[line.kind], width=150, sortable=False),
                Column("subject_code", "Субъект", lambda line: line.subject_code, width=88, sortable=False),
                Column("basis", "Основание", lambda line: line.basis, rank=2, sortable=False),
                Column("kept", "Хранение", lambda line: kept_words(line, today()), width=190, rank=1, sortable=False),
            ),
            identify=lambda line: line.id,
        )
        self.table: TableView[ActLine] = TableView(workplace.theme, self.model, "acts", "Акты", workplace.remembered)
        self.print_button = named(Button(workplace.theme, _PRINT, icon="print", small=True), "act-print", _PRINT)
        self.print_button.clicked.connect(self.print_act)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        self.header.addWidget(self.print_button)
        self.body.addWidget(self.table, 1)
        self.hide()  # shown before it stands anywhere it would be a window for a moment, and take the keyboard

    def reload(self) -> None:
        """Ask for the acts again."""
        lines = acts(self._at.db)
        self.model.set_rows(lines)
        self.setVisible(bool(lines))
        over = sum(line.may_go(self._at.db.today()) for line in lines)
        self.setToolTip(f"Срок хранения вышел: {counted(over, 'акт', 'акта', 'актов')}" if over else "")
        self._on_current(self.table.current_row())

    def print_act(self) -> None:
        """Show the current act as it will come out."""
        if (line := self.table.current_row()) is not None:
            offer(self._at, self, act_wish(line.id, line.number))

    def _on_opened(self, _line: object) -> None:
        self.print_act()

    def _on_current(self, line: ActLine | None) -> None:
        if line is None:
            self.print_button.block("Выберите акт в списке", self._focus_list)
        else:
            self.print_button.unblock()

    def _focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def kept_words(line: ActLine, today: date) -> str:
    """«хранить до 02.03.2029», or that the paper may go."""
    if line.may_go(today):
        return "срок вышел, можно уничтожить"
    return f"хранить до {day_in_table(line.keep_until)}"
