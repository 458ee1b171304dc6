"""Self-assessments of a stream from somebody's table, for the general preview."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from models.commands.diagnostics import accept_self_scores
from models.database import Actor, Database
from models.imports.self_scores_table import read_self_scores
from models.progress import Progress
from models.queries.diagnostics import diagnostic_grid
from models.queries.self_scores import self_scores_preview
from models.rows.codes import DiagnosticStage
from models.rows.self_scores import ScoreColumnDecision, SelfScoresDecision, SelfScoresPreview, SelfScoresTable
from models.rules.words import counted
from views.importing.kinds import Corrections, Question, ReadFile, Shown, row_view
from views.importing.rows import RowView, Standing, table_rows
from views.spawned import in_process

_NAME = "name"
_SKIP = ("0", "пропустить столбец")
_NAME_WIDTH, _SCORE_WIDTH = 230, 96
_SCORES = ("0", "1", "2", "3")


class SelfScoresImport:
    """Cells of a table → self-assessments in the cards of one stage."""

    invitation = "Выберите таблицу самооценок: в строках люди, в столбцах компетенции, или ответы формы построчно. "
    invitation += "Файл можно перетащить сюда."
    titles: Mapping[str, str] = {}

    def __init__(self, stream_id: int, stage: DiagnosticStage) -> None:
        self._stream_id = stream_id
        self._stage = stage
        self.title = f"Загрузка самооценок, {stage.label}"

    def read(
        self, path: Path, *, today: date, columns: Mapping[str, str], sheet: str | None, progress: Progress
    ) -> ReadFile:
        """Read the file in a process of its own."""
        del today, columns
        table = in_process(progress, read_self_scores, path, sheet=sheet)
        return ReadFile(path, table, sheet=table.sheet)

    def preview(self, db: Database, found: ReadFile, said: Corrections, answers: Mapping[str, str]) -> Shown:
        """Every person with her scores, every column with its competence or the question which it is."""
        table = cast("SelfScoresTable", found.table)
        chosen = {key: int(answer) for key, answer in answers.items()}
        plan = self_scores_preview(db, table, stream_id=self._stream_id, chosen=chosen, said=said)
        grid = diagnostic_grid(db, self._stream_id)
        used = [each for each in plan.columns if each.competence is not None or each.problem]
        titles = {_NAME: "ФИО", **{each.column.key: _heading(each) for each in used}}
        every = [(str(each.id), f"{each.number} {each.title}") for each in grid.competences]
        return Shown(
            rows=table_rows([_row(person, titles) for person in plan.people]),
            titles=titles,
            widths={name: _NAME_WIDTH if name == _NAME else _SCORE_WIDTH for name in titles},
            plan=plan,
            offers={_NAME: [each.full_name for each in grid.people], **dict.fromkeys(list(titles)[1:], _SCORES)},
            questions=[_question(each, every) for each in plan.columns if each.problem or each.column.key in answers],
        )

    def will_happen(self, shown: Shown, taken: Sequence[int]) -> tuple[str, str]:
        """«Запишем 120 самооценок у 24 человек.»"""
        plan = cast("SelfScoresPreview", shown.plan)
        number = sum(len(plan.people[place].drafts) for place in taken)
        scores = counted(number, "самооценку", "самооценки", "самооценок")
        people = counted(len(taken), "человека", "человек", "человек")
        said = [f"Запишем {scores} у {people}." if number else "Пока записывать нечего."]
        if waiting := shown.rows.standings.count(Standing.DECIDE):
            said.append(f"Ждут Вашего решения: {counted(waiting, 'строка', 'строки', 'строк')}.")
        said.append("Прежние самооценки в этих клетках заменим, оценки тьютора останутся.")
        return " ".join(said), f"Записать {scores}" if number else ""

    def accept(self, db: Database, shown: Shown, taken: Sequence[int], *, actor: Actor) -> str:
        """Set the self-assessments of the chosen rows in one action; a card begun by it bears today's date."""
        plan = cast("SelfScoresPreview", shown.plan)
        drafts = [draft for place in taken for draft in plan.people[place].drafts]
        number = accept_self_scores(db, self._stream_id, self._stage, drafts, filled_on=db.today(), actor=actor)
        return f"Загружено: {counted(number, 'самооценка', 'самооценки', 'самооценок')}."


def _heading(column: ScoreColumnDecision) -> str:
    return column.competence.number if column.competence is not None else column.column.heading


def _question(column: ScoreColumnDecision, every: Sequence[tuple[str, str]]) -> Question:
    near = {str(choice.id) for choice in column.proposals}
    ordered = sorted(every, key=lambda choice: choice[0] not in near)
    return Question(column.column.key, f"{column.column.heading}:", (_SKIP, *ordered), column.problem)


def _row(person: SelfScoresDecision, titles: Mapping[str, str]) -> RowView:
    standing = Standing.DECIDE if person.problems else (Standing.NEW if person.scores else Standing.SAME)
    texts = {_NAME: person.row.name, **{key: person.row.said.get(key, "") for key in titles if key != _NAME}}
    shown = [problem for problem in person.problems if problem.field in texts]
    return row_view(person.row.row, standing, texts, problems=shown)
