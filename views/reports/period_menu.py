"""Which period a new report is of: one of those around today, or any days."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.rows.codes import ReportType
from models.rows.draft import FieldProblem
from models.rules.periods import Period, days
from models.rules.words import capitalised
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fields import DateField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import label

_WIDTH = 380
_PADDING = 20


def period_menu(
    parent: QWidget, periods: Sequence[Period], *, begin: Callable[[Period], object], choose: Callable[[], object]
) -> QMenu:
    """The periods, quarters first, and the way to any days."""
    menu = named(QMenu(parent), "report-periods", "Период нового отчёта")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    kind = ReportType.QUARTER
    for period in periods:
        if kind is ReportType.QUARTER and period.kind is not kind:
            menu.addSeparator()
        kind = period.kind
        action = menu.addAction(capitalised(period.title))
        action.triggered.connect(lambda _on=False, period=period: begin(period))
    menu.addSeparator()
    menu.addAction("Другие дни…", choose)
    return menu


class DaysDialog(QDialog):
    """Asks from which day to which; `given` carries the `Period`."""

    given = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(parent)
        question = "За какие дни отчёт?"
        named(self, "days-dialog", question)
        self.setWindowTitle(question)
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self.form = Form(theme)
        self.form.add("starts_on", "Начало", DateField(theme, today), required=True)
        self.form.add("ends_on", "Конец", DateField(theme, today), required=True, beside="starts_on")
        begin = named(Button(theme, "Начать отчёт", role="primary"), "days-give", "Начать отчёт")
        begin.setDefault(True)
        begin.clicked.connect(self.accept)
        close = named(Button(theme, "Не сейчас"), "days-close", "Не сейчас")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addStretch()
        buttons.addWidget(begin)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(question, "section", wrapped=True))
        column.addWidget(self.form)
        column.addLayout(buttons)

    @override
    def accept(self) -> None:
        if not self.form.verify():
            return
        values = self.form.values()
        start, end = values["starts_on"], values["ends_on"]
        if not isinstance(start, date) or not isinstance(end, date):
            return
        try:
            period = days(start, end)
        except UserError as sentence:
            self.form.show_problems([FieldProblem("ends_on", sentence.message)])
            return
        self.given.emit(period)
        super().accept()
