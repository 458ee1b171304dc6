"""Learning materials: those of one programme, or the library of all programmes, with the panel of one beside them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.commands.program_deficits import remove_materials
from models.queries.program_content import material_lines
from models.rows.codes import MaterialKind
from models.rows.program_page import MaterialLine
from models.rules.clean import fold
from models.rules.words import counted
from views.programs.material_panel import MaterialPanel
from views.widgets.buttons import Button
from views.widgets.filters import FilterBar
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace
from views.writing import write_and_say

_NONE_HERE = "Материалов пока нет: добавьте первый, он будет для выбранного дефицита (Ctrl+N)"
_NONE_YET = "Материалов пока нет. Их добавляют в программе, во вкладке «Дефициты и материалы»"
_NOTHING = "Ничего не нашлось"
_WITHOUT = 0
"""Choice of the filter: materials for no deficit."""


class MaterialsView(QWidget):
    """The list with its filters; Enter opens a material, its files hang in the panel."""

    new_wanted = Signal()
    """A material of the programme is to be begun."""

    def __init__(self, workplace: Workplace, *, of_program: bool) -> None:
        super().__init__()
        self._workplace = workplace
        self._of_program = of_program
        self.program_id: int | None = None
        """Whose materials are listed; None for all."""
        theme = workplace.theme
        self._lines: list[MaterialLine] = []
        self.filters = FilterBar(theme, "Найти материал")
        self.filters.add_choice(
            "kind", [(None, "Все виды"), *((kind, kind.label) for kind in MaterialKind)], title="Вид"
        )
        self.filters.add_choice("deficit", [(None, "Все дефициты")], title="Дефицит")
        if not of_program:
            self.filters.add_choice("program", [(None, "Все программы")], title="Программа")
        self.filters.changed.connect(self._show_rows)
        self.model = PagedTable(_columns(of_program=of_program), rows=())
        self.table = TableView(theme, self.model, "materials", "Материалы", workplace.remembered)
        self.table.filters_reset.connect(self.filters.reset)
        self.panel = MaterialPanel(workplace)
        self.panel.removed.connect(self._on_removed)
        self.panel.closed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.panel.recorded.connect(self._on_recorded)
        self.panel.keep_drafts(workplace.data_folder, "program-material" if of_program else "material")
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        row_action(self.table, "Изменить", self._on_change, "F2")
        row_action(self.table, "Убрать", self._on_remove, "Del")
        self._wanted = 0
        listed = Sheet(theme, inset=1)
        listed.body.addWidget(self.table)
        main = QWidget()
        inside = QVBoxLayout(main)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("s"))
        head = QHBoxLayout()
        head.addWidget(self.filters, 1)
        if of_program:
            new = Button(theme, "Материал", icon="add", role="quiet", small=True)
            new.setToolTip("Новый материал, для выбранного дефицита (Ctrl+N)")
            new.clicked.connect(self.new_wanted)
            head.addWidget(named(new, "material-add", "Новый материал"))
        inside.addLayout(head)
        inside.addWidget(listed, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(main if of_program else SplitPage(theme, main, self.panel))

    def reload(self) -> None:
        """Ask for the materials again."""
        self._lines = material_lines(self._workplace.db, self.program_id)
        deficits = {line.deficit_id: line.deficit or "" for line in self._lines if line.deficit_id is not None}
        without = [(_WITHOUT, "Без дефицита")] if self._lines else []
        self.filters.offer_choices("deficit", [*deficits.items(), *without])
        if not self._of_program:
            programs = {line.program_id: f"{line.program}, версия {line.version}" for line in self._lines}
            self.filters.offer_choices("program", list(programs.items()))
        self._show_rows()

    def write_new(self, deficit_id: int | None = None) -> None:
        """Begin a material of the programme shown."""
        if self.program_id is not None:
            self.panel.write_new(self.program_id, deficit_id)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Attach files to the material in the panel; False where none is open."""
        if not self.panel.is_open or not isinstance(self.panel.key, int):
            return False
        self.panel.files.add_paths(paths)
        return True

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.filters.search, self.table, *([self.panel] if self.panel.is_open else [])]

    def _show_rows(self) -> None:
        values = self.filters.values()
        sought = fold(str(values["search"]))
        shown = [
            line
            for line in self._lines
            if sought in fold(f"{line.title} {line.description or ''}")
            and values["kind"] in (None, line.kind)
            and values["deficit"] in (None, line.deficit_id or _WITHOUT)
            and values.get("program") in (None, line.program_id)
        ]
        self.model.set_rows(shown)
        self.filters.show_total(counted(len(shown), "материал", "материала", "материалов"))
        found = self.filters.is_on
        nothing = _NONE_HERE if self._of_program else _NONE_YET
        self.table.say_empty(_NOTHING if found else nothing, link="Сбросить фильтры" if found else "")
        if self._wanted and self.table.select(lambda line: line.id == self._wanted):
            self._wanted = 0

    def _on_opened(self, line: MaterialLine) -> None:
        self.panel.change(line.id)

    def _on_current(self, line: MaterialLine | None) -> None:
        if line is not None:
            self.panel.follow_record(line.id)

    def _on_removed(self, material_id: int, _title: str) -> None:
        self._remove([material_id])

    def _on_recorded(self, material_id: int, _is_new: bool) -> None:  # noqa: FBT001 - a slot
        if not self.table.select(lambda line: line.id == material_id):
            self._wanted = material_id

    def _on_change(self) -> None:
        if (line := self.table.current_row()) is not None:
            self.panel.change(line.id)

    def _on_remove(self) -> None:
        self._remove([line.id for line in self.table.selected_rows()])

    def _remove(self, ids: list[int]) -> None:
        if ids:
            said = "Материал убран" if len(ids) == 1 else f"Убрано материалов: {len(ids)}"
            write_and_say(self._workplace, lambda db, actor: remove_materials(db, ids, actor=actor), said)


def _columns(*, of_program: bool) -> tuple[Column[MaterialLine], ...]:
    columns: list[Column[MaterialLine]] = [
        Column("title", "Материал", lambda line: line.title, tooltip=lambda line: line.title, least=220),
        Column("kind", "Вид", lambda line: line.kind.label, width=150),
        Column("deficit", "Для дефицита", lambda line: line.deficit or "—", width=240, rank=1, tooltip=_deficit),
    ]
    if not of_program:
        columns.append(Column("program", "Программа", _program, width=240, rank=2, tooltip=_program))
    return (
        *columns,
        Column("files", "Файлов", lambda line: str(line.files) if line.files else "—", "right", 80, 1),
    )


def _deficit(line: MaterialLine) -> str:
    return line.deficit or ""


def _program(line: MaterialLine) -> str:
    return f"{line.program}, версия {line.version}"
