"""A small window that asks from which day to which."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.rows.draft import FieldProblem
from models.rules.periods import days
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fields import DateField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import label

_WIDTH = 380
_PADDING = 20


class DaysDialog(QDialog):
    """Asks «За какие дни отчёт?»; `given` carries the `Period`."""

    given = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, today: Callable[[], date], question: str, verb: str) -> None:
        super().__init__(parent)
        named(self, "days-dialog", question)
        self.setWindowTitle(question)
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self.form = Form(theme)
        self.form.add("starts_on", "Начало", DateField(theme, today), required=True)
        self.form.add("ends_on", "Конец", DateField(theme, today), required=True, beside="starts_on")
        begin = named(Button(theme, verb, role="primary"), "days-give", verb)
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
