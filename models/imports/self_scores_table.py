"""Self-assessments from a spreadsheet: people × competences, or a line for each answer as forms export them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from models.errors import UserError
from models.imports.matching import full_name, named_in, near, near_people, people_of, words_key
from models.imports.roster_columns import FULL_NAME, heading_roles
from models.imports.spreadsheet import Sheet, read_workbook
from models.imports.spreadsheet_zip import column_letters
from models.rows.choice import Choice
from models.rows.diagnostics import HIGHEST, DiagnosedCompetence, DiagnosticGrid
from models.rows.self_scores import (
    ScoreColumn,
    ScoreColumnDecision,
    SelfScoresDecision,
    SelfScoresPreview,
    SelfScoresRow,
    SelfScoresTable,
)
from models.rows.table_import import CellProblem, PersonListed
from models.rules.clean import Cell, CellFault, cell_text, fold
from models.rules.diagnostics import SCORE_WORDS
from models.rules.names import looks_like_full_name, tidy_name

_SEARCHED_ROWS = 60
_MOST_PEOPLE = 5_000
_NAME_PARTS = ("first_name", "patronymic")
_COMPETENCE = re.compile(r"компетенц|утвержд|умени|показател|вопрос")
_SCORE = re.compile(r"самооцен|оценк|балл|ответ|значени")
_NUMBER = re.compile(r"(\d{1,2}\.\d{1,2})(?![\d.])")
_SHORT = {"уверенно": 3, "частично": 2, "с трудом": 1, "нет": 0}
"""Answers in a word, besides the words of the scale."""
_NAME = "name"


class _Header(NamedTuple):
    """Where the names stand, where scores do, and in a table of answers where the competence is named."""

    place: int
    names: tuple[int, ...]
    scores: tuple[int, ...]
    competence: int | None


def read_self_scores(path: Path, *, sheet: str | None = None) -> SelfScoresTable:
    """The table of a file; the sheet with the most people is taken. Raises UserError where there is none."""
    sheets = [each for each in read_workbook(path).sheets if sheet is None or each.name == sheet]
    found = [made for each in sheets if (made := _read_sheet(each)) is not None and made.rows]
    if not found:
        raise UserError(
            "Таблицы с самооценками в файле не нашлось.",
            "Нужна строка заголовков: «ФИО» и компетенции, и под ней люди с оценками от 0 до 3.",
        )
    best = max(found, key=lambda made: (len(made.rows), len(made.columns)))
    if len(best.rows) > _MOST_PEOPLE:
        raise UserError("В таблице больше 5000 человек.", "Разделите её на несколько файлов.")
    return best


def decide_self_scores(
    table: SelfScoresTable,
    grid: DiagnosticGrid,
    *,
    chosen: Mapping[str, int],
    said: Mapping[int, Mapping[str, str]],
) -> SelfScoresPreview:
    """Every column with its competence and every row with its trainee, or what keeps them from it.

    `chosen` (key of a column → competence, 0 to leave it out) and `said` (row → key or «name» → text) are what the
    person chose and corrected.
    """
    columns = tuple(_column(column, table, grid.competences, chosen) for column in table.columns)
    known = {each.column.key: each.competence for each in columns}
    people = [
        PersonListed(each.enrollment_id, each.last_name, each.first_name, each.patronymic or "", ())
        for each in grid.people
    ]
    taken: set[int] = set()
    rows: list[SelfScoresDecision] = []
    for read in table.rows:
        row = _corrected(read, said.get(read.row, {}))
        place, problem = _person(row, people, taken)
        if place is not None:
            taken.add(place)
        scores, problems = _scores(row, known)
        rows.append(SelfScoresDecision(row, place, scores, (*((problem,) if problem else ()), *problems)))
    return SelfScoresPreview(columns, tuple(rows))


def score_of(said: str) -> int | None:
    """«2», «2 — владею частично», «владею частично», «частично» → 2; None for what is no score of the scale."""
    key = fold(said).strip(" .")
    begun = re.match(r"(\d{1,3})(?:[.,]0+)?(?![\d.,])", key)
    if begun is not None:
        score = int(begun[1])
        return score if score <= HIGHEST else None
    words = words_key(key)
    return next((score for score, meant in SCORE_WORDS.items() if words == words_key(meant)), _SHORT.get(words))


def _read_sheet(sheet: Sheet) -> SelfScoresTable | None:
    headers = [header for place in range(min(_SEARCHED_ROWS, len(sheet.rows))) if (header := _header(sheet, place))]
    if not headers:
        return None
    header = max(headers, key=lambda each: len(each.scores))
    below = sheet.rows[header.place + 1 :]
    if header.competence is not None:
        return _answers(sheet, header, below)
    heading = sheet.rows[header.place]
    letters = {at: column_letters(at + sheet.first_column) for at in header.scores}
    return SelfScoresTable(
        sheet=sheet.name,
        columns=tuple(ScoreColumn(letter, cell_text(heading[at])) for at, letter in letters.items()),
        rows=tuple(
            SelfScoresRow(number, name, {letter: _text(row, at) for at, letter in letters.items()})
            for number, name, row in _people(sheet, header, below)
        ),
    )


def _header(sheet: Sheet, place: int) -> _Header | None:
    """What the headings of a row say; None where none of them heads names."""
    texts = [cell_text(cell) for cell in sheet.rows[place]]
    roles = [heading_roles(text) for text in texts]
    whole = next((at for at, each in enumerate(roles) if FULL_NAME in each), None)
    family = next((at for at, each in enumerate(roles) if "last_name" in each), None)
    first = whole if whole is not None else family
    if first is None:
        return None
    parts = [at for part in _NAME_PARTS for at, each in enumerate(roles) if part in each] if whole is None else []
    names = tuple(dict.fromkeys((first, *parts)))
    rest = [at for at, text in enumerate(texts) if text and at not in names]
    asked = next((at for at in rest if _COMPETENCE.search(fold(texts[at]))), None)
    given = next((at for at in rest if at != asked and _SCORE.search(fold(texts[at]))), None)
    answers = asked is not None and given is not None and len(texts[asked].split()) <= len(("номер", "и", "вопрос"))
    if asked is not None and given is not None and answers:
        return _Header(place, names, (given,), asked)
    return _Header(place, names, tuple(rest), None)


def _answers(sheet: Sheet, header: _Header, below: Sequence[Sequence[Cell]]) -> SelfScoresTable:
    """A line for each answer, gathered by person in the order they come."""
    columns: dict[str, ScoreColumn] = {}
    gathered: dict[str, SelfScoresRow] = {}
    for number, name, row in _people(sheet, header, below):
        heading = _text(row, header.competence or 0)
        if not heading:
            continue
        column = columns.setdefault(words_key(heading), ScoreColumn(f"q{len(columns) + 1}", heading))
        before = gathered.get(words_key(name), SelfScoresRow(number, name, {}))
        said = {**before.said, column.key: _text(row, header.scores[0])}
        gathered[words_key(name)] = replace(before, said=said)
    return SelfScoresTable(sheet.name, tuple(columns.values()), tuple(gathered.values()))


def _people(
    sheet: Sheet, header: _Header, below: Sequence[Sequence[Cell]]
) -> Iterator[tuple[int, str, Sequence[Cell]]]:
    for number, row in enumerate(below, start=sheet.first_row + header.place + 1):
        parts = [_text(row, at) for at in header.names]
        name = tidy_name(" ".join(part for part in parts if part))
        if name and (looks_like_full_name(name) or any(_text(row, at) for at in header.scores)):
            yield number, name, row


def _text(row: Sequence[Cell], at: int) -> str:
    cell = row[at] if at < len(row) else ""
    return "#" if isinstance(cell, CellFault) else cell_text(cell)


def _corrected(row: SelfScoresRow, said: Mapping[str, str]) -> SelfScoresRow:
    scores = {key: text for key, text in said.items() if key != _NAME}
    return replace(row, name=said.get(_NAME, row.name), said={**row.said, **scores})


def _column(
    column: ScoreColumn,
    table: SelfScoresTable,
    competences: Sequence[DiagnosedCompetence],
    chosen: Mapping[str, int],
) -> ScoreColumnDecision:
    if column.key in chosen:
        meant = next((each for each in competences if each.id == chosen[column.key]), None)
        return ScoreColumnDecision(column, meant)
    numbered = _NUMBER.match(column.heading)
    found = next((each for each in competences if numbered and each.number == numbered[1]), None)
    choices = [Choice(each.id, each.title) for each in competences]
    if found is None and (named := named_in(column.heading, choices)) is not None:
        found = next(each for each in competences if each.id == named.id)
    if found is not None or not _holds_scores(column, table):
        return ScoreColumnDecision(column, found)
    proposals = near(column.heading, choices)
    return ScoreColumnDecision(column, None, "Выберите компетенцию или пропустите столбец", proposals)


def _holds_scores(column: ScoreColumn, table: SelfScoresTable) -> bool:
    """Whether most of what stands in a column are scores: else it is about something else, and nobody is asked."""
    said = [text for row in table.rows if (text := row.said.get(column.key, ""))]
    return bool(said) and 2 * sum(score_of(text) is not None for text in said) > len(said)


def _person(
    row: SelfScoresRow, people: Sequence[PersonListed], taken: set[int]
) -> tuple[int | None, CellProblem | None]:
    found = people_of(row.name, people)
    if len(found) == 1:
        if found[0].id not in taken:
            return found[0].id, None
        text = f"В строке {row.row} человек повторяется. Оставьте одну строку"
        return None, CellProblem(_NAME, text, row.name)
    if found:
        named = tuple(Choice(each.id, full_name(each)) for each in found)
        text = f"В строке {row.row} под имя подходит не один человек. Выберите, кто это"
        return None, CellProblem(_NAME, text, row.name, named)
    text = f"В строке {row.row} человека нет в этом потоке. Исправьте имя или сначала зачислите"
    return None, CellProblem(_NAME, text, row.name, near_people(row.name, people))


def _scores(
    row: SelfScoresRow, known: Mapping[str, DiagnosedCompetence | None]
) -> tuple[dict[int, int], list[CellProblem]]:
    scores: dict[int, int] = {}
    problems: list[CellProblem] = []
    for key, text in row.said.items():
        competence = known.get(key)
        if competence is None or not text.strip(" -–—."):
            continue
        score = score_of(text)
        if score is None:
            words = f"В строке {row.row} оценка не из шкалы 0–{HIGHEST}. Исправьте её или оставьте пустой"
            problems.append(CellProblem(key, words, text))
        else:
            scores[competence.id] = score
    return scores, problems
