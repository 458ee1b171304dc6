"""«Компетенции»: which of them the diagnostics look at, and how much of each a certificate of the programme needs."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.program_life import choose_competences, set_requirement_numbers
from models.queries.program_content import program_choices, program_content
from models.rows.codes import RequirementNumber
from models.rows.program_page import CompetenceChoice
from models.rules.requirement_list import USUAL_NUMBERS
from models.rules.words import counted
from views.programs.program_tabs import ProgramTab
from views.widgets.fields import NumberField
from views.widgets.form import Form
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import label
from views.workplace import Workplace
from views.writing import write

_MOST = 50
_ALL = "ни одна не отмечена — диагностика смотрит на все"
_USUAL = "Пустое поле — обычное число. Семинар и мастер-класс засчитываются каждый один раз."
_NUMBERS_WIDTH = 300


def make_tab(workplace: Workplace) -> ProgramTab:
    """The tab."""
    return SettingsTab(workplace)


class SettingsTab(ProgramTab):
    """Space ticks a competence; a number is stored as its field is left."""

    tables = frozenset({"program", "program_competence", "program_requirement", "competence", "competence_area"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._program = 0
        self._chosen: frozenset[int] = frozenset()
        self._is_open = True
        theme = workplace.theme
        self.model = PagedTable(self._columns(), rows=())
        self.model.ticked.connect(self._on_ticked)
        self.table = TableView(theme, self.model, "program-competences", "Компетенции", workplace.remembered)
        self.table.say_empty("Все компетенции скрыты: верните нужные в «Диагностике» любого потока")
        self._competences = Sheet(theme, "Компетенции", inset=1)
        self._competences.body.addWidget(self.table)
        self.fields = Form(theme)
        for key in RequirementNumber:
            usual = getattr(USUAL_NUMBERS, key.value)
            field = NumberField(theme, maximum=_MOST, placeholder=f"обычно {usual}")
            self.fields.add(key.value, key.label.capitalize(), field)
            field.left.connect(self.store)
        numbers = Sheet(theme, "Нужно для сертификата")
        numbers.body.addWidget(label(_USUAL, "secondary", wrapped=True))
        numbers.body.addWidget(self.fields)
        numbers.setMaximumWidth(round(_NUMBERS_WIDTH * theme.scale))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("gutter"))
        row.addWidget(self._competences, 1)
        right = QVBoxLayout()
        right.addWidget(numbers)
        right.addStretch()
        row.addLayout(right)

    @override
    def show_program(self, program_id: int) -> None:
        self.store()
        self._program = program_id
        self.reload()

    @override
    def reload(self) -> None:
        content = program_content(self._workplace.db, self._program)
        if content is None:
            return
        self._chosen, self._is_open = content.competence_ids, not content.is_fixed
        self.model.set_rows(program_choices(self._workplace.db).competences)
        chosen = counted(len(self._chosen), "отмечена", "отмечены", "отмечено")
        self._competences.show_count(chosen if self._chosen else _ALL)
        if not self.fields.is_changed():
            self.fields.set_values({key.value: needed for key, needed in content.numbers.items()})
        self.fields.setEnabled(self._is_open)

    @override
    def areas(self) -> list[QWidget]:
        return [self.table, self.fields.editor(RequirementNumber.SEMINARS.value)]

    @override
    def store(self) -> None:
        if not self._program or not self._is_open or not self.fields.is_changed() or self.fields.problems():
            return
        numbers = {key: _whole(self.fields.values()[key.value]) for key in RequirementNumber}
        self.fields.mark_saved()
        program_id = self._program
        write(self._workplace, lambda db, actor: set_requirement_numbers(db, program_id, numbers, actor=actor))

    def _columns(self) -> tuple[Column[CompetenceChoice], ...]:
        return (
            Column(
                "looked_at",
                "",
                lambda row: "отмечена" if row.id in self._chosen else "",
                width=44,
                sortable=False,
                check=lambda row: row.id in self._chosen,
            ),
            Column("title", "Компетенция", lambda row: row.title, sortable=False, tooltip=lambda row: row.title),
            Column("area", "Область", lambda row: row.area, width=230, rank=1, sortable=False),
        )

    def _on_ticked(self, row: CompetenceChoice, is_on: bool) -> None:  # noqa: FBT001 - a slot
        if not self._is_open:
            return
        wanted = self._chosen | {row.id} if is_on else self._chosen - {row.id}
        program_id = self._program
        write(self._workplace, lambda db, actor: choose_competences(db, program_id, wanted, actor=actor))


def _whole(typed: object) -> int | None:
    return int(typed) if isinstance(typed, int | float) else None
