"""Marks of a stream from somebody's grid of people × dates, for the general preview."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from models.commands.event_import import accept_marks
from models.database import Actor, Database
from models.imports.marks_table import read_marks
from models.progress import Progress
from models.queries.event_import import marks_preview
from models.queries.marks_grid import marks_grid
from models.rows.event_import import ColumnDecision, MarksPreview, MarksTable, PersonDecision
from models.rows.events import Mark
from models.rules.words import counted, short_day
from views.events.marks_grid_model import name_of
from views.importing.kinds import Corrections, Question, ReadFile, Shown, row_view
from views.importing.rows import RowView, Standing, table_rows
from views.spawned import in_process

_NAME = "name"
_SKIP = ("", "пропустить столбец")
_NAME_WIDTH, _DAY_WIDTH = 230, 86
_SIGNS = ("+", "н", "у", "д")


class MarksImport:
    """Cells of a grid → marks at the events of one stream."""

    title = "Загрузка отметок"
    invitation = "Выберите таблицу посещаемости: в строках люди, в заголовках столбцов даты. "
    invitation += "Файл можно перетащить сюда или вставить клавишами Ctrl+V."
    titles: Mapping[str, str] = {}

    def __init__(self, stream_id: int) -> None:
        self._stream_id = stream_id

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read the file in a process of its own."""
        del columns
        table = in_process(progress, read_marks, path, today=today, sheet=sheet)
        return ReadFile(path, table, sheet=table.sheet)

    def preview(self, db: Database, found: ReadFile, said: Corrections, answers: Mapping[str, str]) -> Shown:
        """Every person with her marks, every column with its event or the question which it is."""
        table = _named(cast("MarksTable", found.table), said)
        events = {letter: int(event) for letter, event in answers.items() if event}
        signs = {row: {key: sign for key, sign in cells.items() if key != _NAME} for row, cells in said.items()}
        plan = marks_preview(db, table, stream_id=self._stream_id, events=events, said=signs)
        grid = marks_grid(db, self._stream_id, start=date.min, end=date.max)
        titles = {_NAME: "ФИО", **{each.column.letter: short_day(each.column.day) for each in plan.columns}}
        return Shown(
            rows=table_rows([_row(person) for person in plan.people]),
            titles=titles,
            widths={name: _NAME_WIDTH if name == _NAME else _DAY_WIDTH for name in titles},
            plan=plan,
            offers={_NAME: [name_of(person) for person in grid.people], **dict.fromkeys(list(titles)[1:], _SIGNS)},
            questions=[_question(each) for each in plan.columns if each.problem or each.column.letter in answers],
        )

    def will_happen(self, shown: Shown, taken: Sequence[int]) -> tuple[str, str]:
        """«Поставим 120 отметок у 24 человек.»"""
        plan = cast("MarksPreview", shown.plan)
        number = sum(len(plan.people[place].marks) for place in taken)
        marks = counted(number, "отметку", "отметки", "отметок")
        people = counted(len(taken), "человека", "человек", "человек")
        said = [f"Поставим {marks} у {people}." if number else "Пока записывать нечего."]
        waiting = shown.rows.standings.count(Standing.DECIDE)
        if waiting:
            said.append(f"Ждут Вашего решения: {counted(waiting, 'строка', 'строки', 'строк')}.")
        skipped = sum(each.event is None for each in plan.columns)
        if skipped:
            said.append(f"Пропустим: {counted(skipped, 'столбец', 'столбца', 'столбцов')} без мероприятия.")
        said.append("Прежние отметки в этих клетках заменим, всё можно вернуть одной кнопкой.")
        return " ".join(said), f"Записать {marks}" if number else ""

    def accept(self, db: Database, shown: Shown, taken: Sequence[int], *, actor: Actor) -> str:
        """Set the marks of the chosen rows in one action."""
        plan = cast("MarksPreview", shown.plan)
        marks: dict[int, list[Mark]] = {}
        for place in taken:
            person = plan.people[place]
            for event_id, state in person.marks.items():
                if person.person_id is not None:
                    marks.setdefault(event_id, []).append(Mark(person.person_id, state))
        number = accept_marks(db, marks, actor=actor)
        return f"Загружено: {counted(number, 'отметка', 'отметки', 'отметок')}."


def _named(table: MarksTable, said: Corrections) -> MarksTable:
    """The table with the names that the person corrected."""
    return replace(
        table, rows=tuple(replace(row, name=said.get(row.row, {}).get(_NAME, row.name)) for row in table.rows)
    )


def _question(column: ColumnDecision) -> Question:
    choices = [_SKIP, *((str(choice.id), choice.title) for choice in column.proposals)]
    if column.event is not None and str(column.event.id) not in dict(choices):
        choices.append((str(column.event.id), column.event.title))
    return Question(column.column.letter, f"{column.column.heading}:", tuple(choices), column.problem)


def _row(person: PersonDecision) -> RowView:
    standing = Standing.DECIDE if person.problems else (Standing.NEW if person.marks else Standing.SAME)
    return row_view(person.row.row, standing, {_NAME: person.row.name, **person.row.signs}, problems=person.problems)
