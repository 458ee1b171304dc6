"""«Модули»: modules and their activities, edited in place; whether the hours add up is said at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.program_modules import (
    add_activity,
    add_modules,
    change_activity,
    change_module,
    double_activities,
    double_module,
    move_activity,
    move_module,
    remove_activities,
    remove_module,
)
from models.database import Actor, Database
from models.queries.program_content import program_choices, program_content
from models.rows.codes import Mode
from models.rows.draft import problems_of
from models.rows.program_page import ProgramContent
from models.rows.programs import ActivityDraft, ModuleDraft
from models.rules.words import counted
from views.programs.design_rows import (
    DesignRow,
    activity_with,
    design_cells,
    design_columns,
    design_rows,
    module_with,
)
from views.programs.hours_line import HoursLine
from views.programs.program_tabs import ProgramTab
from views.widgets.buttons import Button
from views.widgets.cell_table import CellModel, CellTable
from views.widgets.empty import EmptyState
from views.widgets.flow import FlowLayout
from views.widgets.naming import named
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.workplace import Workplace
from views.writing import write, write_and_say

_TABLES = frozenset({"program", "module", "module_activity", "event_format", "stream"})
_NEW_ACTIVITY = "Новое занятие"
_NEW_MODULE = "Новый модуль"
_USUAL_MIN = 45
_USUAL_HOURS = 4
_NONE_YET = "Модулей пока нет. Модуль — это часть программы со своими часами, в нём занятия."


def make_tab(workplace: Workplace) -> ProgramTab:
    """The tab."""
    return ModulesTab(workplace)


class ModulesTab(ProgramTab):
    """Enter edits a cell, Insert adds an activity, Alt with arrows moves, Ctrl+D repeats, Delete removes."""

    tables = _TABLES

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        theme = workplace.theme
        self._program = 0
        self._content: ProgramContent | None = None
        self._choices = program_choices(workplace.db)
        self.model = CellModel(design_columns(), design_cells(lambda: self._choices.formats))
        self.table = CellTable(theme, self.model, "program-modules", "Модули и занятия", workplace.remembered)
        self.model.edited.connect(self._on_edited)
        self.table.refused.connect(workplace.messages.tell)
        self.hours = HoursLine(theme)
        self.hours.wanted.connect(self._go_to_module)
        self.hours.follow_keys(self)
        self._empty = EmptyState(theme, _NONE_YET, "Добавить модуль", "Загрузить из файла")
        self._empty.pressed.connect(self.add_module)
        self._empty.linked.connect(self.import_wanted)
        listed = Sheet(theme, inset=1)
        self._stack = QStackedLayout()
        listed.body.addLayout(self._stack)  # first: a page put into a stack of no widget is shown as a window
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self.hours)
        column.addWidget(self._buttons())
        column.addWidget(listed, 1)

    # ------------------------------------------------------------------------------------------------- what is used

    @override
    def show_program(self, program_id: int) -> None:
        self._program = program_id
        self.reload()
        self.table.select_first()

    @override
    def reload(self) -> None:
        self._choices = program_choices(self._workplace.db)
        self._content = program_content(self._workplace.db, self._program)
        if self._content is None:
            return
        self.model.is_open = not self._content.is_fixed
        self.model.set_rows(design_rows(self._content))
        self.hours.show_program(self._content)
        self._tools.setVisible(not self._content.is_fixed and bool(self._content.modules))
        self._stack.setCurrentIndex(0 if self._content.modules or self._content.is_fixed else 1)

    @override
    def areas(self) -> list[QWidget]:
        return [self.table if self._stack.currentIndex() == 0 else self._empty.button]

    @override
    def primary_new(self) -> None:
        if self._content is not None and self._content.is_fixed:
            return
        if self._content is not None and self._content.modules:
            self.add_activity()
        else:
            self.add_module()

    def add_activity(self) -> None:
        """Add an activity after the one the keyboard is on, and begin to write it."""
        row = self.table.current_row()
        if row is None or not self.model.is_open:
            return
        after = row.activity.id if row.activity is not None else 0
        draft = ActivityDraft(text=_NEW_ACTIVITY, minutes=_USUAL_MIN, kind=row.activity and row.activity.kind)
        self._write(
            lambda db, actor: add_activity(db, row.module.id, draft, actor=actor, after=after or None),
            lambda id_: self._edit(("activity", id_)),
            said="Занятие добавлено",
        )

    def add_module(self) -> None:
        """Add a module at the end, and begin to write it."""
        if self._content is None or self._content.is_fixed:
            return
        draft = ModuleDraft(title=_NEW_MODULE, hours=_USUAL_HOURS, mode=Mode.IN_PERSON)
        program_id = self._program
        self._write(
            lambda db, actor: add_modules(db, program_id, [draft], actor=actor),
            lambda ids: self._edit(("module", ids[0])),
            said="Модуль добавлен",
        )

    def shift(self, by: int) -> None:
        """Move what the keyboard is on up (−1) or down (+1)."""
        row = self.table.current_row()
        if row is None or not self.model.is_open:
            return
        if (activity := row.activity) is not None:
            self._write(lambda db, actor: move_activity(db, activity.id, by, actor=actor))
        else:
            self._write(lambda db, actor: move_module(db, row.module.id, by, actor=actor))

    def double(self) -> None:
        """Put copies of the chosen activities, or of the module, right after them."""
        chosen = self._chosen()
        if not chosen:
            return
        if activities := [row.activity.id for row in chosen if row.activity is not None]:
            self._write(
                lambda db, actor: double_activities(db, activities, actor=actor),
                lambda ids: self._go(("activity", ids[-1])),
                said="Занятие повторено" if len(activities) == 1 else "Занятия повторены",
            )
        else:
            module_id = chosen[0].module.id
            self._write(
                lambda db, actor: double_module(db, module_id, actor=actor),
                lambda id_: self._go(("module", id_)),
                said="Модуль повторён",
            )

    def remove(self) -> None:
        """Remove the chosen activities, or the module."""
        chosen = self._chosen()
        if not chosen:
            return
        if activities := [row.activity.id for row in chosen if row.activity is not None]:
            words = counted(len(activities), "занятие", "занятия", "занятий")
            self._write(
                lambda db, actor: remove_activities(db, activities, actor=actor),
                said="Занятие убрано" if len(activities) == 1 else f"Убрано: {words}",
            )
        else:
            module_id = chosen[0].module.id
            self._write(lambda db, actor: remove_module(db, module_id, actor=actor), said="Модуль убран")

    # ------------------------------------------------------------------------------------------------------- within

    def _buttons(self) -> QWidget:
        theme = self._workplace.theme
        self._tools = QWidget()
        flow = FlowLayout(spacing=theme.space("xs"))
        self._tools.setLayout(flow)
        for name, words, icon, keys, then in (
            ("activity-add", "Занятие", "add", "Ins", self.add_activity),
            ("module-add", "Модуль", "add", "Ctrl+Shift+M", self.add_module),
            ("design-up", "Выше", "chevron_up", "Alt+Up", partial(self.shift, -1)),
            ("design-down", "Ниже", "chevron_down", "Alt+Down", partial(self.shift, 1)),
            ("design-double", "Повторить", "copy", "Ctrl+D", self.double),
            ("design-remove", "Убрать", "dismiss", "Del", self.remove),
        ):
            button = named(Button(theme, words, icon=icon, role="quiet", small=True), name, words)
            button.setToolTip(f"{words} ({keys})")
            button.clicked.connect(then)
            flow.addWidget(button)
            row_action(self.table, words, then, keys)
        load = named(Button(theme, "Из таблицы", icon="arrow_import", role="quiet", small=True), "design-import", "")
        load.setAccessibleName("Загрузить модули из таблицы")
        load.setToolTip("Загрузить учебно-тематический план из Excel, LibreOffice или CSV")
        load.clicked.connect(self.import_wanted)
        flow.addWidget(load)
        return self._tools

    def _chosen(self) -> list[DesignRow]:
        return self.table.selected_rows() if self.model.is_open else []

    def _on_edited(self, row: DesignRow, key: str, value: object) -> None:
        try:
            if (activity := row.activity) is not None:
                changed = activity_with(activity, "format_id" if key == "format" else key, value or None)
                self._write(lambda db, actor: change_activity(db, activity.id, changed, actor=actor))
            else:
                module = module_with(row.module, "title" if key == "text" else key, value)
                self._write(lambda db, actor: change_module(db, row.module.id, module, actor=actor))
        except ValidationError as refused:
            self._workplace.messages.tell(problems_of(refused)[0].message)

    def _write(
        self,
        work: Callable[[Database, Actor], Any],
        then: Callable[[Any], object] | None = None,
        *,
        said: str = "",
    ) -> None:
        if said:
            write_and_say(self._workplace, work, said, then)
        else:
            write(self._workplace, work, then)

    def _go(self, key: tuple[str, int]) -> bool:
        return self.table.select(lambda row: row.key == key)

    def _edit(self, key: tuple[str, int]) -> None:
        self.table.edit_when_there(lambda row: row.key == key, "text")

    def _go_to_module(self, module_id: int) -> None:
        if self._go(("module", module_id)):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
