"""A question at a field: the form that is in sight shows its words under the field, as it shows what is wrong there."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from models.rows.field_problem import FieldProblem
from views.places import Asked
from views.widgets.form import Form


def point_at(page: QWidget, asked: Asked) -> bool:
    """Stand on the field that is asked about; False where no form in sight has it."""
    shown = [form for form in page.findChildren(Form) if form.isVisible()]
    for form in shown:
        keys = form.keys()
        if asked.field in keys:
            editor = form.editor(asked.field)
            # Once the words under the field have their place.
            QTimer.singleShot(0, editor, partial(_bring, editor))
            return form.show_problems([FieldProblem(asked.field, asked.text)])
    return False


def _bring(editor: QWidget) -> None:
    """Scroll to a field: one that cannot be changed takes no focus."""
    above = editor.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(editor)
