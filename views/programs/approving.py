"""The window that approves a programme: what is not right yet is shown first, then by whom and when it is approved."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.rules.program_check import Fault
from views.widgets.buttons import Button
from views.widgets.fields import DateField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import label
from views.workplace import Workplace

_WIDTH = 480
_PADDING = 24
_AFTER = "Дальше эту версию не меняют: правки идут в новую. Начатые потоки учатся по своей."
_WHOLE = "Часы сходятся, у каждого дефицита есть диагностика."
_SHOWN = 6


class ApproveDialog(QDialog):
    """Approval with remarks is allowed, once they were shown."""

    approved = Signal(str, date)
    """By whom, and when."""

    def __init__(self, parent: QWidget, workplace: Workplace, faults: tuple[Fault, ...]) -> None:
        super().__init__(parent)
        theme = workplace.theme
        question = "Утвердить программу с замечаниями?" if faults else "Утвердить программу?"
        named(self, "approve-dialog", question)
        self.setWindowTitle(question)
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self.form = Form(theme)
        self.form.add(
            "by", "Кем утверждена", TextField(theme, placeholder="должность, имя или № приказа"), required=True
        )
        self.form.add("on", "Дата", DateField(theme, workplace.db.today), required=True)
        self.form.set_values({"on": workplace.db.today()})
        self.act = named(Button(theme, "Утвердить", role="primary"), "approve-act", "Утвердить")
        self.act.clicked.connect(self.accept)
        safe = named(Button(theme, "Не сейчас"), "approve-safe", "Не сейчас")
        safe.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(question, "section", wrapped=True))
        column.addWidget(_remarks(faults))
        column.addWidget(label(_AFTER, "secondary", wrapped=True))
        column.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.act)
        buttons.addWidget(safe)
        column.addLayout(buttons)
        self.form.editor("by").setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def accept(self) -> None:
        if not self.form.verify():
            return
        values = self.form.values()
        by, on = str(values["by"]).strip(), values["on"]
        if not by or not isinstance(on, date):
            self.form.editor("on" if by else "by").setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.approved.emit(by, on)
        super().accept()


def _remarks(faults: tuple[Fault, ...]) -> QWidget:
    lines = [f"• {each.words}" for each in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"и ещё {len(faults) - _SHOWN}")
    return named(label("\n".join(lines) or _WHOLE, wrapped=True), "approve-remarks", "Замечания")
