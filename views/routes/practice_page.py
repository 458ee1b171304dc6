"""The карта оценки результативности of one trainee: techniques she tried, and what came of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.practice import add_practice, change_practice, remove_practice
from models.rows.routes import PracticeDraft, PracticeLine
from models.rules.words import counted
from views.draft_panel import Command, DraftPanel
from views.widgets.buttons import Button
from views.widgets.columns import Column
from views.widgets.fields import MultilineField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.workplace import Workplace
from views.writing import write_and_say

_FIELDS = (
    ("technique", "Приём", "Что пробовали"),
    ("purpose", "Цель", "Чего хотели добиться"),
    ("conditions", "Условия", "Где, с кем, когда"),
    ("result", "Результат", "Что получилось"),
    ("conclusion", "Вывод", "Оставить, изменить, отказаться — и почему"),
)


class PracticePanel(DraftPanel[PracticeDraft]):
    """`write_new` begins a line for an enrolment, `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, PracticeDraft, name="practice-panel", title="Приём")

    @override
    def make_form(self) -> Form:
        theme = self.workplace.theme
        form = Form(theme)
        for key, label, example in _FIELDS:
            field = MultilineField(theme, lines=2, placeholder=example)
            form.add(key, label, field, required=key == "technique")
        return form

    def write_new(self, enrollment_id: int) -> None:
        """Show the fields of a new line."""
        self.edit(("new", enrollment_id), "Новый приём", {})

    def change(self, line: PracticeLine) -> None:
        """Show a line to edit it."""
        self.edit(line.id, f"Приём {line.no}", line._asdict())

    @override
    def command(self, key: object, draft: PracticeDraft) -> tuple[Command, str]:
        match key:
            case int():
                return lambda db, actor: change_practice(db, key, draft, actor=actor), "Приём изменён."
            case (str(), int() as enrollment_id):
                return lambda db, actor: add_practice(db, enrollment_id, draft, actor=actor), "Приём записан."
            case _:
                raise TypeError("a line is stored or of an enrolment")


class PracticePage(QWidget):
    """The lines, with the panel of one beside them."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._enrollment_id = 0
        self.model = PagedTable(_COLUMNS, rows=(), identify=lambda line: line.id)
        self.table = TableView(theme, self.model, "practice", "Карта оценки результативности", workplace.remembered)
        self.table.say_empty("Какие приёмы стажёр пробует и что выходит: запишите первый.")
        self.table.opened.connect(self._on_opened)
        row_action(self.table, "Изменить", self._on_change, "F2")
        row_action(self.table, "Убрать", self._on_remove, "Del")
        self.new = named(Button(theme, "Приём", icon="add", small=True), "practice-new", "Записать приём")
        self.new.setToolTip("Записать приём (Ctrl+N)")
        self.new.clicked.connect(self.write_new)
        self.panel = PracticePanel(workplace)
        sheet = Sheet(theme, "Что пробовали и что получилось", inset=1)
        sheet.header.addWidget(self.new)
        sheet.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SplitPage(theme, sheet, self.panel))

    def show_lines(self, enrollment_id: int, lines: Sequence[PracticeLine]) -> None:
        """Show the lines of an enrolment."""
        if enrollment_id != self._enrollment_id:
            self.panel.close_panel()
        self._enrollment_id = enrollment_id
        self.model.set_rows(lines)
        if isinstance(self.panel.key, int) and self.panel.key not in {line.id for line in lines}:
            self.panel.drop()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.table, self.new, *([self.panel] if self.panel.is_open else [])]

    def write_new(self) -> None:
        """Ctrl+N: a new line."""
        self.panel.write_new(self._enrollment_id)

    def _on_opened(self, line: PracticeLine) -> None:
        self.panel.change(line)

    def _on_change(self) -> None:
        if (line := self.table.current_row()) is not None:
            self.panel.change(line)

    def _on_remove(self) -> None:
        ids = [line.id for line in self.table.selected_rows()]
        if ids:
            words = f"Убрали: {counted(len(ids), 'приём', 'приёма', 'приёмов')}."
            write_and_say(self._at, lambda db, actor: remove_practice(db, ids, actor=actor), words)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


_COLUMNS = (
    Column[PracticeLine]("no", "№", lambda line: str(line.no), width=44, align="right", sortable=False),
    Column[PracticeLine]("technique", "Приём", lambda line: line.technique, sortable=False, least=180),
    Column[PracticeLine]("purpose", "Цель", lambda line: line.purpose or "—", width=170, rank=2, sortable=False),
    Column[PracticeLine](
        "conditions", "Условия", lambda line: line.conditions or "—", width=160, rank=3, sortable=False
    ),
    Column[PracticeLine]("result", "Результат", lambda line: line.result or "—", width=190, rank=1, sortable=False),
    Column[PracticeLine]("conclusion", "Вывод", lambda line: line.conclusion or "—", width=170, rank=1, sortable=False),
)
