"""«Журнал действий с персональными данными»: what was done, with whose data, by whom and on what ground (152-ФЗ)."""

from datetime import date, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.queries.personal_data import register_lines, register_paper
from models.rows.personal_data import RegisterLine
from models.rules.words import counted
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.trainees.acts_view import ActsSheet
from views.widgets.buttons import Button
from views.widgets.fields import DateField
from views.widgets.flow import FlowLayout
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import caption, secondary
from views.workplace import Workplace

TABLES = frozenset({"personal_data_event", "personal_data_act"})
"""What the register and the acts are read from."""
_SHOWN_AT_FIRST = timedelta(days=90)
_EMPTY = "За эти дни с персональными данными ничего не делали"
_WIDEST_DAY = "00.00.0000"
_DAY_ROOM = 60
"""Beside the digits of a day: the margins of the field and its icon, pixels."""
_BACKWARDS = "Конец раньше начала. Исправьте даты"

_COLUMNS: tuple[Column[RegisterLine], ...] = (
    Column("at", "Когда", lambda line: line.at, width=138, order=lambda line: line.id),
    Column("subject_code", "Субъект", lambda line: line.subject_code, width=88),
    Column("action", "Что сделано", lambda line: line.action.label, width=236),
    Column("actor", "Кто", lambda line: line.actor, width=132, rank=1),
    Column("basis", "Основание", lambda line: line.basis),
)


class RegisterView(QWidget):
    """The register between two days; Ctrl+C copies the chosen lines, Ctrl+P prints them all."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme, today = workplace.theme, workplace.db.today
        self.start = named(DateField(theme, today), "register-start", "С какого дня")
        self.end = named(DateField(theme, today), "register-end", "По какой день")
        self.start.set_value(today() - _SHOWN_AT_FIRST)
        self.end.set_value(today())
        for field in (self.start, self.end):
            field.left.connect(self.reload)
            field.returnPressed.connect(self.reload)
        self._total = secondary("")
        self._total.setObjectName("register-total")
        self.copy_button = named(Button(theme, "Копировать", icon="copy", small=True), "register-copy", "Копировать")
        self.copy_button.setToolTip("Копировать все строки для Excel или Word")
        self.copy_button.clicked.connect(self.copy_all)
        self.print_button = named(Button(theme, "Печать", icon="print", small=True), "register-print", "Печать")
        self.print_button.setToolTip("Напечатать журнал или сохранить его (Ctrl+P)")
        self.print_button.clicked.connect(self.print_register)
        bar = FlowLayout(last_right=True)
        days = (caption("С"), self.start, caption("по"), self.end)
        for part in (*days, self.copy_button, self.print_button, self._total):
            bar.addWidget(part)
        self.model = PagedTable(_COLUMNS, rows=())
        self.table = TableView(theme, self.model, "register", "Журнал действий", workplace.remembered)
        self.table.say_empty(_EMPTY)
        listed = Sheet(theme, inset=1)
        listed.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addLayout(bar)
        column.addWidget(listed, 2)
        self.acts = ActsSheet(workplace)
        column.addWidget(self.acts, 1)
        theme.changed.connect(self._fit_days)
        self._fit_days()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.start, self.table, *([self.acts.table] if self.acts.isVisible() else [])]

    def reload(self) -> None:
        """Ask for the lines of the chosen days again, and for the acts."""
        self.acts.reload()
        days = self._days()
        if days is None:
            self._total.setText(_BACKWARDS)
            self.model.set_rows([])
        else:
            lines = register_lines(self._at.db, *days)
            self._total.setText(counted(len(lines), "запись", "записи", "записей"))
            self.model.set_rows(lines)
        for button in (self.copy_button, self.print_button):
            if self.model.rowCount():
                button.unblock()
            else:
                button.block(_EMPTY if days is not None else _BACKWARDS)

    def copy_all(self) -> None:
        """Copy every line of the period."""
        self.table.selectAll()
        self.table.copy_selection()
        self._at.messages.tell(f"Скопировано: {counted(self.model.rowCount(), 'запись', 'записи', 'записей')}.")

    def print_register(self) -> None:
        """Show the register of the chosen days as it will come out."""
        if (days := self._days()) is None:
            return
        start, end = days
        wish = PaperWish(
            "personal-data-register",
            "Журнал действий с персональными данными",
            f"personal-data-register-{start:%Y%m%d}-{end:%Y%m%d}",
            lambda db: register_paper(db, start, end),
        )
        offer(self._at, self, wish)

    def _days(self) -> tuple[date, date] | None:
        start, end = self.start.value(), self.end.value()
        return (start, end) if start is not None and end is not None and start <= end else None

    def _fit_days(self) -> None:
        for field in (self.start, self.end):
            field.setFixedWidth(field.fontMetrics().horizontalAdvance(_WIDEST_DAY) + _DAY_ROOM)
