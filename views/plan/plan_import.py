"""Somebody's plan from a spreadsheet or from Word, for the general preview."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from models.commands.plan_import import accept_plan_rows
from models.database import Actor, Database
from models.imports.plan_columns import TITLES
from models.imports.plan_table import read_plan_file, read_plan_text
from models.progress import Progress
from models.queries.plan_board import plan_choices
from models.queries.plan_import import plan_import_preview
from models.queries.team import choices
from models.rows.codes import Mode
from models.rows.plan_board import PlanChoices
from models.rows.plan_import import PlanImportPreview, PlanRowDecision
from models.rows.table_import import CellProblem, ImportStatus, ReadTable
from models.rules.clean import cell_text
from models.rules.plan_marks import term
from models.rules.words import counted
from views.importing.kinds import Corrections, Question, ReadFile, Shown, row_view, standing_of
from views.importing.pasted import Pasted
from views.importing.rows import CellView, ColumnUse, RowView, table_rows
from views.spawned import in_process

_ALWAYS = ("section", "title", "format", "due", "responsible")
_NEEDED = ("due", "responsible")
"""Columns that a plan without them asks for; a section may stand over its rows, a format in the title."""
_ORDER = (
    "section", "title", "format", "due", "responsible", "place", "mode", "audience", "planned_count",
    "expected_result", "number",
)  # fmt: skip
_WIDTHS = {
    "number": 70, "title": 260, "format": 150, "due": 170, "place": 150, "mode": 120, "audience": 150,
    "planned_count": 110, "responsible": 190, "expected_result": 170, "section": 200,
}  # fmt: skip
_SECTION = "section"
TABLES = frozenset({".xlsx", ".xls", ".xlsb", ".ods", ".csv", ".txt"})
"""Endings of the files that may hold a plan."""


class PlanImport:
    """Rows of a table → items of one plan; `reason` is asked by the room while the plan is approved."""

    title = "Загрузка плана"
    invitation = "Выберите таблицу с планом: нужны хотя бы столбцы «Мероприятие» и «Срок». "
    invitation += "Файл можно перетащить сюда, а таблицу из Word или Excel — вставить клавишами Ctrl+V."
    titles = TITLES

    def __init__(self, plan_id: int) -> None:
        self._plan_id = plan_id
        self.reason = ""
        self.pasted: Pasted | None = None
        """Read instead of the file."""

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read the file in a process of its own, or what was pasted."""
        del today
        if self.pasted is not None:
            table = read_plan_text(self.pasted.text, self.pasted.html, columns=dict(columns))
        else:
            table = in_process(progress, read_plan_file, path, columns=dict(columns), sheet=sheet)
        uses = [ColumnUse(each.letter, each.heading, next(iter(each.fields), "")) for each in table.headings]
        missing = [name for name in _NEEDED if name not in table.columns]
        return ReadFile(path, table, sorted(uses, key=_place), missing, dict(columns), table.sheet)

    def preview(self, db: Database, found: ReadFile, said: Corrections, answers: Mapping[str, str]) -> Shown:
        """Every row with its item or its problems."""
        table, lists = cast("ReadTable", found.table), plan_choices(db)
        bare = [row.row for row in table.rows if not row.section and "section" not in row.cells]
        if section := answers.get(_SECTION):
            said = {**said, **{row: {_SECTION: section, **said.get(row, {})} for row in bare}}
        preview = plan_import_preview(db, self._plan_id, table, said)
        asked = {problem.field for decision in preview.decisions for problem in decision.problems}
        there = {*table.columns, *_ALWAYS, *asked}
        titles = {name: TITLES[name] for name in _ORDER if name in there}
        return Shown(
            rows=table_rows([_row(decision, titles, lists) for decision in preview.decisions]),
            titles=titles,
            widths=_WIDTHS,
            plan=preview,
            offers={
                "section": [each.title for each in lists.sections],
                "format": [each.title for each in lists.formats],
                "responsible": [each.title for each in choices(db, "member")],
                "mode": [mode.label for mode in Mode],
            },
            questions=[_section_asked([each.title for each in lists.sections])] if bare else [],
        )

    def will_happen(self, shown: Shown, taken: Sequence[int]) -> tuple[str, str]:
        """«Добавим в план 14 пунктов. Ждут Вашего решения: 3 строки.»"""
        counts, number = cast("PlanImportPreview", shown.plan).counts, len(taken)
        items = counted(number, "пункт", "пункта", "пунктов")
        said = [f"Добавим в план {items}." if number else "Пока добавлять нечего."]
        if counts[ImportStatus.PROBLEM]:
            said.append(f"Ждут Вашего решения: {counted(counts[ImportStatus.PROBLEM], 'строка', 'строки', 'строк')}.")
        if counts[ImportStatus.DUPLICATE]:
            said.append(f"Уже есть в плане: {counts[ImportStatus.DUPLICATE]}.")
        said.append("Всё можно вернуть одной кнопкой.")
        return " ".join(said), f"Добавить {items}" if number else ""

    def accept(self, db: Database, shown: Shown, taken: Sequence[int], *, actor: Actor) -> str:
        """Write the chosen rows in one action."""
        decisions = cast("PlanImportPreview", shown.plan).decisions
        drafts = [draft for place in taken if (draft := decisions[place].draft) is not None]
        made = accept_plan_rows(db, self._plan_id, drafts, actor=actor, amendment=self.reason or None)
        return f"В план добавлено: {counted(len(made), 'пункт', 'пункта', 'пунктов')}"


def _section_asked(sections: Sequence[str]) -> Question:
    return Question(
        _SECTION,
        "Раздел, где он не указан",
        [("", "Решу по строкам"), *((title, title) for title in sections)],
        "В таблице у этих строк нет раздела плана",
    )


def _place(use: ColumnUse) -> int:
    return _ORDER.index(use.field) if use.field else len(_ORDER)


def _row(decision: PlanRowDecision, titles: Mapping[str, str], lists: PlanChoices) -> RowView:
    texts = {name: cell_text(decision.row.cells.get(name, "")) for name in titles}
    texts["section"] = texts["section"] or decision.row.section
    draft = decision.draft
    if draft is not None:
        texts["format"] = next((each.title for each in lists.formats if each.id == draft.format_id), texts["format"])
        texts["section"] = next(
            (each.title for each in lists.sections if each.id == draft.section_id), texts["section"]
        )
        texts["due"] = term(draft.due_from, draft.due_to)
    made = row_view(
        decision.row.row,
        standing_of(decision.status),
        texts,
        problems=decision.problems,
        notices=decision.notices,
    )
    for problem in decision.problems:
        if problem.proposals:
            made.cells[problem.field] = _proposing(made.cells[problem.field], problem)
    return made


def _proposing(cell: CellView, problem: CellProblem) -> CellView:
    """The cell with what may have been meant under it, all of it in the tooltip."""
    offered = ", ".join(each.title for each in problem.proposals)
    return cell._replace(second=f"возможно, {problem.proposals[0].title}", tip=f"{cell.tip}\nВозможно: {offered}.")
