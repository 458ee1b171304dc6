"""«Задания» of a programme: what its modules ask for; a tab of the programme's designer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.assignments import move_assignment, remove_assignment
from models.queries.assignments import program_assignments, program_modules
from models.rows.assignments import AssignmentLine
from models.rules.words import counted, day_in_table
from views.programs.program_tabs import ProgramTab
from views.widgets.buttons import Button
from views.widgets.columns import Column
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import Elided
from views.workplace import Workplace
from views.works.assignment_panel import AssignmentPanel
from views.writing import write, write_and_say

_NO_TASKS = "Здесь будут задания модулей: обязательные принимают до сертификата, сроки каждый поток назначает сам."
_NO_MODULES = "Задания стоят в модулях, а модулей в программе пока нет. Добавьте их во вкладке «Модули»."
_NEW = "Новое задание"


class AssignmentsEditor(ProgramTab):
    """The assignments in the order of the modules; Enter opens one, Alt+Up and Alt+Down move it in its module."""

    tables = frozenset({"assignment", "module", "submission"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._program_id = 0
        self.model: PagedTable[AssignmentLine] = PagedTable(_COLUMNS, rows=())
        self.table: TableView[AssignmentLine] = TableView(
            theme, self.model, "assignments-table", "Задания программы", workplace.remembered
        )
        self.panel = AssignmentPanel(workplace)
        self.new_button = named(Button(theme, _NEW, icon="add", small=True), "assignment-new", f"{_NEW} (Ctrl+N)")
        self.new_button.clicked.connect(self.primary_new)
        self._totals = Elided(look="secondary")
        self._empty = EmptyState(theme, _NO_TASKS, _NEW)
        self._empty.pressed.connect(self.primary_new)
        self._lay_out()
        self.panel.hide()
        self.table.opened.connect(self.panel.change)
        self.table.current_changed.connect(self._on_current)
        row_action(self.table, "Изменить", self._on_change, "F2")
        row_action(self.table, "Выше", lambda: self._move(-1), "Alt+Up")
        row_action(self.table, "Ниже", lambda: self._move(1), "Alt+Down")
        row_action(self.table, "Убрать задание", self._on_remove, "Del")

    @override
    def show_program(self, program_id: int) -> None:
        self._program_id = program_id
        self.panel.close_panel()
        self.panel.of_program(program_id)
        self.reload()
        self.table.select_first()

    @override
    def reload(self) -> None:
        lines = program_assignments(self._at.db, self._program_id)
        has_modules = bool(program_modules(self._at.db, self._program_id))
        shown = self.table.current_row()
        self.model.set_rows(lines)
        if shown is not None:
            self.table.select(lambda line: line.id == shown.id)
        self._empty.say(_NO_TASKS if has_modules else _NO_MODULES, _NEW if has_modules else "")
        self._empty.stand_in_for(self._sheet, is_empty=not lines)
        self.new_button.setVisible(bool(lines))
        mandatory = sum(line.is_mandatory for line in lines)
        told = counted(len(lines), "задание", "задания", "заданий")
        self._totals.setText(f"{told}, обязательных: {mandatory}" if lines else "")
        self.panel.show_again()

    @override
    def areas(self) -> list[QWidget]:
        begins = self._empty.first()
        listed: list[QWidget] = [self.table] if self.model.rows() else [begins] if begins is not None else []
        return [*listed, *([self.panel] if self.panel.is_open else [])]

    @override
    def primary_new(self) -> None:
        line = self.table.current_row()
        self.panel.write_new(line.module_id if line is not None else None)

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.addWidget(self._totals, 1)
        bar.addWidget(self.new_button)
        self._sheet = Sheet(theme, inset=1)
        self._sheet.setAccessibleName("Задания программы")
        self._sheet.body.addWidget(self.table, 1)
        main = QWidget()
        inside = QVBoxLayout(main)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("s") + 2)
        inside.addLayout(bar)
        inside.addWidget(self._sheet, 1)
        inside.addWidget(self._empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SplitPage(theme, main, self.panel))

    def _on_current(self, line: AssignmentLine | None) -> None:
        if line is not None:
            self.panel.follow_line(line)

    def _on_change(self) -> None:
        if (line := self.table.current_row()) is not None:
            self.panel.change(line)

    def _on_remove(self) -> None:
        if (line := self.table.current_row()) is not None:
            write_and_say(self._at, lambda db, actor: remove_assignment(db, line.id, actor=actor), "Задание убрано.")

    def _move(self, by: int) -> None:
        line = self.table.current_row()
        if line is None:
            return
        of_module = [each.id for each in self.model.rows() if each.module_id == line.module_id]
        place = of_module.index(line.id) + 1 + by
        if 1 <= place <= len(of_module):
            write(self._at, lambda db, actor: move_assignment(db, line.id, place, actor=actor))

    @override
    def take_focus(self) -> None:
        for area in self.areas()[:1]:
            area.setFocus(Qt.FocusReason.OtherFocusReason)


def make_tab(workplace: Workplace) -> AssignmentsEditor:
    """The tab «Задания» of a programme."""
    return AssignmentsEditor(workplace)


_COLUMNS: tuple[Column[AssignmentLine], ...] = (
    Column(
        "module",
        "Модуль",
        lambda line: f"{line.module_no}. {line.module}",
        width=190,
        rank=2,
        quiet=True,
        sortable=False,
    ),
    Column("title", "Задание", lambda line: line.title, least=220, sortable=False, tooltip=lambda line: line.title),
    Column(
        "is_mandatory",
        "Обязательное",
        lambda line: "да" if line.is_mandatory else "по желанию",
        width=126,
        sortable=False,
    ),
    Column(
        "assessment_form",
        "Форма оценивания",
        lambda line: line.assessment_form or "—",
        width=200,
        rank=1,
        sortable=False,
    ),
    Column(
        "due_on",
        "Срок",
        lambda line: day_in_table(line.due_on) if line.due_on else "по потоку",
        width=104,
        rank=3,
        sortable=False,
    ),
    Column(
        "submissions",
        "Ответов",
        lambda line: str(line.submissions or ""),
        align="right",
        width=84,
        rank=4,
        sortable=False,
    ),
)
