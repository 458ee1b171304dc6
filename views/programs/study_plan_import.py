"""An учебно-тематический план from somebody's table, for the general preview: modules for one programme."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from models.commands.program_modules import add_modules
from models.database import Actor, Database
from models.imports.study_plan_rows import modules_of, understand
from models.imports.study_plan_table import TITLES, read_study_plan
from models.progress import Progress
from models.queries.program_content import program_choices
from models.rows.choice import Choice
from models.rows.study_plan_import import StudyPlanPreview, StudyPlanRow
from models.rows.table_import import ImportStatus, ReadTable
from models.rules.clean import cell_text
from models.rules.words import counted
from views.importing.kinds import Corrections, ReadFile, Shown, row_view, standing_of
from views.importing.rows import ColumnUse, RowView, table_rows
from views.spawned import in_process

_ALWAYS = ("title", "total")
_BECOMES = "becomes"
_WIDTHS = {
    "becomes": 90, "number": 60, "title": 300, "total": 80, "lectures": 80, "practice": 110, "independent": 130,
    "form": 140, "control": 160,
}  # fmt: skip


class StudyPlanImport:
    """Rows of a plan → modules with activities at the end of a programme."""

    title = "Загрузка учебного плана"
    invitation = (
        "Выберите таблицу с учебно-тематическим планом: нужны хотя бы столбцы «Модули и темы» и «Всего часов». "
    )
    invitation += "Файл можно перетащить сюда или вставить клавишами Ctrl+V."
    titles = TITLES

    def __init__(self, program_id: int) -> None:
        self._program = program_id

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read the file in a process of its own."""
        del today
        table = in_process(progress, read_study_plan, path, columns=dict(columns), sheet=sheet)
        uses = [ColumnUse(each.letter, each.heading, next(iter(each.fields), "")) for each in table.headings]
        missing = [name for name in _ALWAYS if name not in table.columns]
        return ReadFile(path, table, sorted(uses, key=_order), missing, dict(columns), table.sheet)

    def preview(self, db: Database, found: ReadFile, said: Corrections, answers: Mapping[str, str]) -> Shown:
        """Every row with what it becomes or with its problems."""
        del answers
        table = cast("ReadTable", found.table)
        formats = [Choice(each.id, each.title) for each in program_choices(db).formats]
        plan = StudyPlanPreview(understand(table, formats, said))
        asked = {problem.field for row in plan.rows for problem in row.problems}
        there = {*table.columns, *_ALWAYS, *asked}
        titles = {_BECOMES: "Станет", **{name: title for name, title in TITLES.items() if name in there}}
        return Shown(
            rows=table_rows([_row(row, titles) for row in plan.rows]),
            titles=titles,
            widths=_WIDTHS,
            plan=plan,
            offers={"form": [each.title for each in formats]},
        )

    def will_happen(self, shown: Shown, taken: Sequence[int]) -> tuple[str, str]:
        """«Добавим 3 модуля, в них 12 занятий. Ждут Вашего решения: 1 строка.»"""
        plan = cast("StudyPlanPreview", shown.plan)
        modules = modules_of([plan.rows[place] for place in taken])
        activities = sum(len(each.activities) for each in modules)
        words = counted(len(modules), "модуль", "модуля", "модулей")
        said = ["Пока добавлять нечего."]
        if modules:
            said = [f"Добавим {words}, в них {counted(activities, 'занятие', 'занятия', 'занятий')}."]
        if waiting := plan.counts[ImportStatus.PROBLEM]:
            said.append(f"Ждут Вашего решения: {counted(waiting, 'строка', 'строки', 'строк')}.")
        said.append("Всё можно вернуть одной кнопкой.")
        return " ".join(said), f"Добавить {words}" if modules else ""

    def accept(self, db: Database, shown: Shown, taken: Sequence[int], *, actor: Actor) -> str:
        """Write the modules in one action."""
        plan = cast("StudyPlanPreview", shown.plan)
        made = add_modules(db, self._program, modules_of([plan.rows[place] for place in taken]), actor=actor)
        return f"В программу добавлено: {counted(len(made), 'модуль', 'модуля', 'модулей')}"


def _order(use: ColumnUse) -> int:
    return list(TITLES).index(use.field) if use.field else len(TITLES)


def _row(row: StudyPlanRow, titles: Mapping[str, str]) -> RowView:
    texts = {name: cell_text(row.row.cells.get(name, "")) for name in titles}
    texts[_BECOMES] = "модуль" if row.is_module else "занятие"
    texts["title"] = row.title or texts["title"]
    return row_view(row.row.row, standing_of(row.status), texts, problems=row.problems, notices=row.notices)
