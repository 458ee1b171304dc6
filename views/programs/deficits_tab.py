"""«Дефициты и материалы»: what a programme declares to close, which diagnostics see it, and the materials for it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.program_deficits import add_deficit, change_deficit, move_deficit, remove_deficit
from models.queries.program_content import program_choices, program_content
from models.rows.draft import problems_of
from models.rows.program_page import CompetenceChoice, DeficitLine
from models.rows.programs import DeficitDraft
from models.rules.words import counted
from views.programs.materials_view import MaterialsView
from views.programs.program_tabs import ProgramTab
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import icon_button
from views.widgets.cell_table import Cell, CellModel, CellTable, choice_of
from views.widgets.fields import TextField
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import Column
from views.workplace import Workplace
from views.writing import write, write_and_say

_NONE_YET = "Дефицитов пока нет: впишите, с какими затруднениями программа помогает справиться (Insert)"
_NEW = "Новый дефицит"
_NO_COMPETENCE = "Выберите компетенцию: тогда маршрут стажёра предложит материалы для этого дефицита"
_COVERED = ChipLook(State.DONE, "checkmark_circle")
_NOT_COVERED = ChipLook(State.ATTENTION, "warning")


def make_tab(workplace: Workplace) -> ProgramTab:
    """The tab."""
    return DeficitsTab(workplace)


class DeficitsTab(ProgramTab):
    """Deficits above, edited in place; materials of the programme under them, the panel of one at the right."""

    tables = frozenset({"program", "program_deficit", "learning_material", "competence", "attachment_use", "stream"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._program = 0
        self._competences: tuple[CompetenceChoice, ...] = ()
        theme = workplace.theme
        self.model = CellModel(
            _columns(),
            {
                "title": Cell(TextField, lambda row: row.title),
                "competence": Cell(
                    choice_of(lambda: [(each.id, each.title) for each in self._competences], blank="не выбрана"),
                    lambda row: row.competence_id,
                ),
            },
        )
        self.model.edited.connect(self._on_edited)
        self.table = CellTable(theme, self.model, "program-deficits", "Дефициты", workplace.remembered)
        self.table.say_empty(_NONE_YET)
        self.table.refused.connect(workplace.messages.tell)
        self._deficits = Sheet(theme, "Дефициты", inset=1)
        self._deficits.body.addWidget(self.table)
        self._tools = self._buttons()
        self._deficits.header.addWidget(self._tools)
        self.materials = MaterialsView(workplace, of_program=True)
        self.materials.new_wanted.connect(self.primary_new)
        main = QWidget()
        inside = QVBoxLayout(main)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("s"))
        inside.addWidget(self._deficits, 1)
        inside.addWidget(self.materials, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SplitPage(theme, main, self.materials.panel))

    @override
    def show_program(self, program_id: int) -> None:
        self._program = program_id
        self.materials.program_id = program_id
        self.materials.panel.close_panel()
        self.reload()
        self.table.select_first()

    @override
    def reload(self) -> None:
        content = program_content(self._workplace.db, self._program)
        if content is None:
            return
        self._competences = program_choices(self._workplace.db).competences
        self.model.is_open = not content.is_fixed
        self.model.set_rows(content.deficits)
        self._tools.setVisible(not content.is_fixed)
        without = sum(not each.diagnostic for each in content.deficits)
        deficits = counted(len(content.deficits), "дефицит", "дефицита", "дефицитов")
        covered = f"без диагностики: {without}" if without else "у каждого есть диагностика"
        self._deficits.show_count(f"{deficits}, {covered}" if content.deficits else "")
        self.materials.reload()

    @override
    def areas(self) -> list[QWidget]:
        return [self.table, *self.materials.areas()]

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        return self.materials.take_files(paths)

    @override
    def primary_new(self) -> None:
        row = self.table.current_row()
        self.materials.write_new(row.id if row is not None else None)

    @override
    def focus_filter(self) -> None:
        self.materials.focus_filter()

    def add(self) -> None:
        """Declare a deficit, and begin to write it."""
        if not self.model.is_open:
            return
        program_id = self._program
        write_and_say(
            self._workplace,
            lambda db, actor: add_deficit(db, program_id, DeficitDraft(title=_NEW), actor=actor),
            "Дефицит добавлен",
            then=lambda id_: self.table.edit_when_there(lambda row: row.id == id_, "title"),
        )

    def shift(self, by: int) -> None:
        """Move the deficit the keyboard is on up (−1) or down (+1)."""
        row = self.table.current_row()
        if row is not None and self.model.is_open:
            write(self._workplace, lambda db, actor: move_deficit(db, row.id, by, actor=actor))

    def remove(self) -> None:
        """Take the deficit back; its materials stay."""
        row = self.table.current_row()
        if row is not None and self.model.is_open:
            write_and_say(
                self._workplace,
                lambda db, actor: remove_deficit(db, row.id, actor=actor),
                "Дефицит убран, его материалы остались",
            )

    def _buttons(self) -> QWidget:
        theme = self._workplace.theme
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("xs"))
        for name, words, icon, keys, then in (
            ("deficit-add", "Добавить дефицит", "add", "Ins", self.add),
            ("deficit-up", "Дефицит выше", "chevron_up", "Alt+Up", partial(self.shift, -1)),
            ("deficit-down", "Дефицит ниже", "chevron_down", "Alt+Down", partial(self.shift, 1)),
            ("deficit-remove", "Убрать дефицит", "dismiss", "Del", self.remove),
        ):
            button = icon_button(theme, icon, name=name, title=words, key=keys)
            button.clicked.connect(then)
            row.addWidget(button)
            row_action(self.table, words, then, keys)
        return tools

    def _on_edited(self, row: DeficitLine, key: str, value: object) -> None:
        said = {"title": row.title, "competence_id": row.competence_id}
        changed = {"competence_id": value} if key == "competence" else {"title": value or ""}
        try:
            draft = DeficitDraft.model_validate({**said, **changed})
        except ValidationError as refused:
            self._workplace.messages.tell(problems_of(refused)[0].message)
            return
        write(self._workplace, lambda db, actor: change_deficit(db, row.id, draft, actor=actor))


def _columns() -> tuple[Column[DeficitLine], ...]:
    return (
        Column("no", "№", lambda row: str(row.no), width=52, sortable=False),
        Column("title", "Дефицит", lambda row: row.title, sortable=False, tooltip=lambda row: row.title),
        Column("competence", "Компетенция", _competence, width=260, rank=2, sortable=False, tooltip=_competence_tip),
        Column(
            "diagnostic",
            "Диагностика",
            lambda row: f"есть: {row.diagnostic}" if row.diagnostic else "нет",
            width=130,
            sortable=False,
            chip=lambda row: _COVERED if row.diagnostic else _NOT_COVERED,
        ),
        Column("other", "Других", lambda row: str(row.other) if row.other else "—", "right", 84, 1, sortable=False),
    )


def _competence(row: DeficitLine) -> str:
    return row.competence or "—"


def _competence_tip(row: DeficitLine) -> str:
    return row.competence or _NO_COMPETENCE
