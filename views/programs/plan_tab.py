"""«Учебный план»: учебно-тематический план as it will be printed, and when each module is usually held."""

from pydantic import ValidationError
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.program_modules import change_module
from models.queries.program_content import program_content
from models.rows.draft import problems_of
from models.rows.program_page import ModuleLine
from models.rules.hours import hours_words
from models.rules.study_plan import PlanLine, study_plan
from views.programs.design_rows import module_with
from views.programs.program_tabs import ProgramTab
from views.widgets.cell_table import Cell, CellModel, CellTable
from views.widgets.fields import TextField
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace
from views.writing import write

_NO_MODULES = "Плана пока нет: он складывается из занятий вкладки «Модули»"
_NOTHING = "—"


def make_tab(workplace: Workplace) -> ProgramTab:
    """The tab."""
    return PlanTab(workplace)


class PlanTab(ProgramTab):
    """Hours are computed from minutes; only the period of a module is written here."""

    tables = frozenset({"program", "module", "module_activity", "event_format"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._program = 0
        theme = workplace.theme
        self.model = PagedTable(_columns(), rows=())
        self.table = TableView(theme, self.model, "study-plan", "Учебно-тематический план", workplace.remembered)
        self.table.say_empty(_NO_MODULES)
        self.periods = CellModel(_period_columns(), {"period": Cell(TextField, lambda row: row.period or "")})
        self.calendar = CellTable(theme, self.periods, "module-periods", "Календарный график", workplace.remembered)
        self.calendar.say_empty("Модулей пока нет: добавьте их во вкладке «Модули»")
        self.periods.edited.connect(self._on_edited)
        plan = Sheet(theme, "Учебно-тематический план", "часы считаются по минутам занятий", inset=1)
        plan.body.addWidget(self.table)
        calendar = Sheet(theme, "Календарный график", "когда проходит модуль; дни потока — в его комнате", inset=1)
        calendar.body.addWidget(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(plan, 3)
        column.addWidget(calendar, 1)

    @override
    def show_program(self, program_id: int) -> None:
        self._program = program_id
        self.reload()

    @override
    def reload(self) -> None:
        content = program_content(self._workplace.db, self._program)
        if content is not None:
            self.model.set_rows(study_plan(content))
            self.periods.is_open = not content.is_fixed
            self.periods.set_rows(content.modules)

    @override
    def areas(self) -> list[QWidget]:
        return [self.table, self.calendar]

    def _on_edited(self, module: ModuleLine, key: str, value: object) -> None:
        try:
            draft = module_with(module, key, value or None)
        except ValidationError as refused:
            self._workplace.messages.tell(problems_of(refused)[0].message)
            return
        write(self._workplace, lambda db, actor: change_module(db, module.id, draft, actor=actor))


def _columns() -> tuple[Column[PlanLine], ...]:
    def bold(line: PlanLine) -> bool:
        return line.is_strong

    def hours(minutes: int) -> str:
        return hours_words(minutes) if minutes else _NOTHING

    return (
        Column("no", "№", lambda line: line.no, width=52, sortable=False, strong=bold),
        Column(
            "title",
            "Модули и темы",
            lambda line: line.title,
            sortable=False,
            strong=bold,
            tooltip=lambda line: line.title,
            least=200,
        ),
        Column("total", "Всего, ч", lambda line: hours(line.total), "right", 88, sortable=False, strong=bold),
        Column("lectures", "Лекции", lambda line: hours(line.lectures), "right", 82, 1, sortable=False),
        Column("practice", "Практические", lambda line: hours(line.practice), "right", 122, 1, sortable=False),
        Column("independent", "Самост.", lambda line: hours(line.independent), "right", 88, 1, sortable=False),
        Column(
            "form", "Форма", lambda line: line.form, width=150, rank=2, sortable=False, tooltip=lambda line: line.form
        ),
        Column(
            "control",
            "Контроль",
            lambda line: line.control,
            width=170,
            rank=3,
            sortable=False,
            tooltip=lambda line: line.control,
        ),
    )


def _period_columns() -> tuple[Column[ModuleLine], ...]:
    return (
        Column("no", "№", lambda row: str(row.no), width=52, sortable=False),
        Column("title", "Модуль", lambda row: row.title, sortable=False, tooltip=lambda row: row.title),
        Column("hours", "Часов", lambda row: str(row.hours), "right", 80, sortable=False),
        Column("period", "Период", lambda row: row.period or "", width=260, sortable=False),
    )
