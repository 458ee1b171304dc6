"""Past events from somebody's table, for the general preview."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from models.commands.event_import import accept_events
from models.database import Actor, Database
from models.imports.event_table import TITLES, read_events
from models.progress import Progress
from models.queries.event_import import events_preview
from models.queries.events import event_choices
from models.rows.codes import Mode
from models.rows.event_import import EventDecision, EventsPreview
from models.rows.table_import import ImportStatus, ReadTable
from models.rules.clean import cell_text
from models.rules.words import counted
from views.importing.kinds import Corrections, ReadFile, Shown, row_view, standing_of
from views.importing.rows import ColumnUse, RowView, table_rows
from views.spawned import in_process

_ALWAYS = ("date", "title", "format", "leader")
_WIDTHS = {
    "date": 110, "time": 80, "title": 260, "format": 150, "mode": 120, "minutes": 84, "hours": 84, "place": 150,
    "leader": 180, "participants": 104, "outcome": 160, "link": 140, "materials": 140,
}  # fmt: skip


class EventsImport:
    """Rows of a list → events of the log."""

    title = "Загрузка мероприятий"
    invitation = "Выберите таблицу с прошедшими мероприятиями: нужны хотя бы столбцы «Дата» и «Тема». "
    invitation += "Файл можно перетащить сюда или вставить клавишами Ctrl+V."
    titles = TITLES

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read the file in a process of its own."""
        del today
        table = in_process(progress, read_events, path, columns=dict(columns), sheet=sheet)
        uses = [ColumnUse(each.letter, each.heading, next(iter(each.fields), "")) for each in table.headings]
        there = set(table.columns)
        missing = [name for name in _ALWAYS if name not in there]
        return ReadFile(path, table, sorted(uses, key=_order), missing, dict(columns), table.sheet)

    def preview(self, db: Database, found: ReadFile, said: Corrections, answers: Mapping[str, str]) -> Shown:
        """Every row with its event or its problems."""
        del answers
        table = cast("ReadTable", found.table)
        plan, choices = events_preview(db, table, said), event_choices(db)
        asked = {problem.field for decision in plan.decisions for problem in decision.problems}
        there = {*table.columns, *_ALWAYS, *asked}
        titles = {name: title for name, title in TITLES.items() if name in there}
        formats = {choice.id: choice.title for choice in choices.formats}
        return Shown(
            rows=table_rows([_row(decision, titles, formats) for decision in plan.decisions]),
            titles=titles,
            widths=_WIDTHS,
            plan=plan,
            offers={
                "format": [choice.title for choice in choices.formats],
                "leader": [choice.title for choice in choices.people],
                "mode": [mode.label for mode in Mode],
            },
        )

    def will_happen(self, shown: Shown, taken: Sequence[int]) -> tuple[str, str]:
        """«Запишем 14 мероприятий. Три строки подождут Вашего решения.»"""
        counts = cast("EventsPreview", shown.plan).counts
        number = len(taken)
        events = counted(number, "мероприятие", "мероприятия", "мероприятий")
        said = [f"Запишем {events}." if number else "Пока записывать нечего."]
        if counts[ImportStatus.PROBLEM]:
            said.append(f"Ждут Вашего решения: {counted(counts[ImportStatus.PROBLEM], 'строка', 'строки', 'строк')}.")
        if counts[ImportStatus.DUPLICATE]:
            said.append(f"Уже есть в журнале: {counts[ImportStatus.DUPLICATE]}.")
        said.append("Всё можно вернуть одной кнопкой.")
        return " ".join(said), f"Записать {events}" if number else ""

    def accept(self, db: Database, shown: Shown, taken: Sequence[int], *, actor: Actor) -> str:
        """Write the chosen rows in one action."""
        decisions = cast("EventsPreview", shown.plan).decisions
        drafts = [draft for place in taken if (draft := decisions[place].draft) is not None]
        made = accept_events(db, drafts, actor=actor)
        return f"Загружено: {counted(len(made), 'мероприятие', 'мероприятия', 'мероприятий')}."


def _order(use: ColumnUse) -> int:
    return list(TITLES).index(use.field) if use.field else len(TITLES)


def _row(decision: EventDecision, titles: Mapping[str, str], formats: Mapping[int, str]) -> RowView:
    texts = {name: cell_text(decision.row.cells.get(name, "")) for name in titles}
    if decision.draft is not None:
        texts["date"] = f"{decision.draft.held_on:%d.%m.%Y}"
        texts["format"] = formats[decision.draft.format_id]
        if "time" in texts:
            texts["time"] = decision.draft.starts_at or ""
    return row_view(
        decision.row.row,
        standing_of(decision.status),
        texts,
        problems=decision.problems,
        notices=decision.notices,
    )
