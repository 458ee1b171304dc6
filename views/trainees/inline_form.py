"""A few fields that open in place, under what they change; Enter saves, Esc closes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.buttons import Button, row_of
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import strong


class InlineForm(QWidget):
    """`form` under a title with its two buttons; `saving` when what stands in it can be read."""

    saving = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, form: Form, *, name: str, title: str, verb: str = "Сохранить") -> None:
        super().__init__()
        self.form = form
        self.title = strong(title)
        self.title.setWordWrap(True)
        self.save_button = named(Button(theme, verb, role="primary", small=True), f"{name}-save", f"{verb}: {title}")
        self.save_button.setToolTip(f"{verb} (Enter)")
        self.cancel_button = named(Button(theme, "Отмена", small=True), f"{name}-cancel", f"Отмена: {title}")
        self.cancel_button.setToolTip("Закрыть без записи (Esc)")
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.close_form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space("xs"), 0, theme.space("s"))
        column.setSpacing(theme.space("s"))
        column.addWidget(self.title)
        column.addWidget(form)
        column.addWidget(row_of(self.save_button, self.cancel_button))
        self.hide()

    def open_form(self, values: dict[str, object]) -> None:
        """Show the fields with these values and go to the first."""
        self.form.set_values(values)
        self.show()
        self.form.editor(self.form.keys()[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ask for saving unless the form itself finds something wrong."""
        if self.form.verify():
            self.saving.emit()

    def close_form(self) -> None:
        """Close without saving."""
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_form()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.save()
            case _:
                super().keyPressEvent(event)
