"""Filled questionnaires from somebody's spreadsheet, for the general preview."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from models.commands.feedback import accept_answers
from models.database import Actor, Database
from models.imports.feedback_table import decide_answers, read_answers
from models.progress import Progress
from models.queries.feedback import survey_page
from models.rows.feedback_import import AnswerDecision, AnswersPreview
from models.rows.questionnaire import HIGHEST, LOWEST, OPEN_QUESTIONS, QUESTIONS, TITLES
from models.rows.table_import import ImportStatus, ReadTable
from models.rules.clean import cell_text
from models.rules.words import counted
from views.importing.kinds import Corrections, ReadFile, Shown, row_view, standing_of
from views.importing.rows import ColumnUse, RowView, Standing, table_rows
from views.spawned import in_process

_WORDS_WIDTH, _SCORE_WIDTH = 240, 116
_SCORES = tuple(str(score) for score in range(LOWEST, HIGHEST + 1))


class AnswersImport:
    """Rows of an export → anonymous sheets of one stream; `held_on` says the day they are to bear."""

    title = "Загрузка анкет"
    invitation = "Выберите выгрузку ответов (Яндекс Формы, Excel): в заголовках столбцов вопросы анкеты. "
    invitation += "Имена, почта и время ответа не читаются и не сохраняются."
    titles = TITLES

    def __init__(self, stream_id: int, held_on: Callable[[], date]) -> None:
        self._stream_id = stream_id
        self._held_on = held_on

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read the file in a process of its own."""
        del today
        table = in_process(progress, read_answers, path, columns=dict(columns), sheet=sheet)
        uses = [ColumnUse(each.letter, each.heading, next(iter(each.fields), "")) for each in table.headings]
        missing = [name for name in QUESTIONS if name not in table.columns]
        return ReadFile(path, table, uses, missing, dict(columns), table.sheet)

    def preview(self, db: Database, found: ReadFile, said: Corrections, answers: Mapping[str, str]) -> Shown:
        """Every row with its scores or its problems."""
        del answers
        table = cast("ReadTable", found.table)
        plan = decide_answers(table, survey_page(db, self._stream_id).answers, said)
        titles = {name: title for name, title in TITLES.items() if name in table.columns}
        return Shown(
            rows=table_rows([_row(decision, titles) for decision in plan.decisions]),
            titles=titles,
            widths={name: _WORDS_WIDTH if name in OPEN_QUESTIONS else _SCORE_WIDTH for name in titles},
            plan=plan,
            offers=dict.fromkeys((name for name in titles if name in QUESTIONS), _SCORES),
        )

    def will_happen(self, shown: Shown, taken: Sequence[int]) -> tuple[str, str]:
        """«Запишем 14 анкет. Одна строка ждёт Вашего решения.»"""
        counts = cast("AnswersPreview", shown.plan).counts
        number = len(taken)
        sheets = counted(number, "анкету", "анкеты", "анкет")
        said = [f"Запишем {sheets}." if number else "Пока записывать нечего."]
        if counts[ImportStatus.PROBLEM]:
            said.append(f"Ждут Вашего решения: {counted(counts[ImportStatus.PROBLEM], 'строка', 'строки', 'строк')}.")
        if counts[ImportStatus.DUPLICATE]:
            said.append(f"Такие же уже записаны: {counts[ImportStatus.DUPLICATE]}.")
        said.append("Порядок строк и время ответов не сохраняются, всё можно вернуть одной кнопкой.")
        return " ".join(said), f"Записать {sheets}" if number else ""

    def accept(self, db: Database, shown: Shown, taken: Sequence[int], *, actor: Actor) -> str:
        """Write the chosen rows in one action."""
        decisions = cast("AnswersPreview", shown.plan).decisions
        drafts = [draft for place in taken if (draft := decisions[place].draft) is not None]
        number = accept_answers(db, self._stream_id, drafts, held_on=self._held_on(), actor=actor)
        return f"Загружено: {counted(number, 'анкета', 'анкеты', 'анкет')}."


def _row(decision: AnswerDecision, titles: Mapping[str, str]) -> RowView:
    texts = {name: cell_text(decision.row.cells.get(name, "")) for name in titles}
    standing = standing_of(decision.status)
    if decision.draft is None and standing is Standing.NEW:
        standing = Standing.SAME
    if decision.draft is not None:
        said = decision.draft.model_dump()
        texts = {name: "" if said[name] is None else str(said[name]) for name in titles}
    return row_view(decision.row.row, standing, texts, problems=decision.problems)
