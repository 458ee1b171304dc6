"""The window that begins a programme: of one's own, or by the example that ships."""

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.codes import ProgramKind
from models.rows.draft import problems_of
from models.rows.programs import ProgramDraft
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.fields import NumberField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import label

_WIDTH = 480
_PADDING = 24
_MOST_HOURS = 1000
_EXAMPLE = "По образцу: 12 часов, три модуля по 4 часа, дефициты и материалы уже вписаны, всё можно менять."


class NewProgramDialog(QDialog):
    """Asks what a programme is called and how long it is; `begun` tells the draft, `example` means the sample."""

    begun = Signal(ProgramDraft)
    example = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        named(self, "new-program", "Новая программа")
        self.setWindowTitle("Новая программа")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self.form = Form(theme)
        self.form.add("title", "Название", TextField(theme), required=True)
        kinds = [(kind, kind.label) for kind in ProgramKind]
        self.form.add("kind", "Вид", ChoiceField(theme, kinds), required=True)
        hours = NumberField(theme, minimum=1, maximum=_MOST_HOURS)
        self.form.add("hours", "Часов", hours, required=True, beside="kind")
        self.form.set_values({"kind": ProgramKind.OUTSIDE_DPP})
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label("Новая программа", "section"))
        column.addWidget(self.form)
        column.addWidget(label(_EXAMPLE, "secondary", wrapped=True))
        example = named(Button(theme, "Создать по образцу"), "program-example", "Создать по образцу")
        example.clicked.connect(self._on_example)
        column.addWidget(example, 0, Qt.AlignmentFlag.AlignLeft)
        begin = named(Button(theme, "Создать", role="primary"), "program-begin", "Создать")
        begin.setDefault(True)
        begin.clicked.connect(self.accept)
        close = named(Button(theme, "Не сейчас"), "program-close", "Не сейчас")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(begin)
        buttons.addWidget(close)
        column.addLayout(buttons)
        self.form.editor("title").setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def accept(self) -> None:
        if not self.form.verify():
            return
        try:
            draft = ProgramDraft.model_validate(self.form.values())
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return
        self.begun.emit(draft)
        super().accept()

    def _on_example(self) -> None:
        self.example.emit()
        super().accept()
