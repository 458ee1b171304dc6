"""A table of filled questionnaires, as Яндекс Формы and others export it → sheets; nothing is written anywhere.

Questions are known by the words of their columns; moments, names, addresses and whatever else the export brings are
not read at all: what the site does not have, it cannot tell.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.errors import UserError
from models.imports.headings import column_called
from models.imports.roster_columns import heading_key
from models.imports.spreadsheet import Sheet, read_workbook
from models.imports.spreadsheet_zip import column_letters
from models.rows.feedback import Answer, AnswerDraft
from models.rows.feedback_import import AnswerDecision, AnswersPreview
from models.rows.questionnaire import BEST_NPS, HIGHEST, LOWEST, NPS, OPEN_QUESTIONS, QUESTIONS, TITLES
from models.rows.roster import RosterColumn
from models.rows.table_import import CellProblem, ImportStatus, ReadTable, TableRow
from models.rules.clean import Cell, CellFault, cell_text, fold, says_nothing
from models.rules.feedback import new_among

_SEARCHED_ROWS = 30
_FEWEST = 2
"""Columns of questions without which it is no such table."""
_MOST = 5_000
_PATTERNS: tuple[tuple[str, str], ...] = (
    (NPS, r"\bnps\b|рекоменд|посоветуете|советовать"),
    ("suggestions", r"предложени|пожелани|измен\w* или|что .*(?:измен|добав|улучш)|чего не хват|замечани"),
    ("liked", r"полезн\w* (?:был|для|показ)|сам\w* полезн|понрав|запомнил|ценн\w* (?:был|для)|что .*полезн"),
    ("remote_access", r"дистанц|он ?лайн|удаленн"),
    ("readiness", r"готов\w*.*(?:примен|использ|внедр)|(?:примен|использ)\w*.*(?:работе|практике)|готовность"),
    ("practical_value", r"практич|польза|полезность|значимост"),
    ("relevance", r"актуальн"),
    ("novelty", r"новизн|\bнов(?:ое|ого|ым|ой|ые|ых|ый|ая)\b"),
    ("tutor", r"тьютор|ведущ|преподавател|наставник|куратор"),
    ("organisation", r"организаци|организован"),
    ("materials", r"материал|раздаточн|методичк"),
)  # fmt: skip
"""In the order in which a heading is asked: «готовность применять материалы» is no question about materials."""
_IN_WORDS = re.compile(r"(?:что|чего|чему|как(?:ие|ой|ая|ое)|почему|зачем|расскажите|опишите|напишите)\b")
"""How a question begins that is answered in words, whatever it is about."""
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _PATTERNS)
_NOT_ASKED = re.compile(
    r"(?:id|ip|код|номер|время|дата|отметка времени|timestamp|created|фио|фамил|имя|почта|e ?mail|логин|телефон|"
    r"должност|детский сад|возраст|стаж|согласие)\b"
)
_SCORE_WORDS: Mapping[str, int] = {
    "отлично": 5, "очень хорошо": 5, "полностью согласен": 5, "полностью согласна": 5, "да": 5, "полностью": 5,
    "хорошо": 4, "скорее согласен": 4, "скорее согласна": 4, "скорее да": 4,
    "удовлетворительно": 3, "нормально": 3, "средне": 3, "отчасти": 3, "частично": 3,
    "плохо": 2, "неудовлетворительно": 2, "скорее не согласен": 2, "скорее не согласна": 2, "скорее нет": 2,
    "очень плохо": 1, "ужасно": 1, "не согласен": 1, "не согласна": 1, "совсем нет": 1,
    "пять": 5, "четыре": 4, "три": 3, "два": 2, "один": 1,
}  # fmt: skip
_NUMBER = re.compile(r"(\d{1,3})(?:[.,]0+)?(?=$|[^\d.,])")
_BEFORE = re.compile(r"^(?:оценка|балл(?:ов|ы|а)?)?[\s:«\"'“„№+]*")
"""What may stand before the number of a score."""
_STARS = re.compile(r"[★⭐*]+[☆]*")
_NO_ANSWER = frozenset({"нет ответа", "не отвечено", "затрудняюсь ответить", "затрудняюсь", "без ответа", "пропущено"})


def read_answers(path: Path, *, columns: Mapping[str, str] | None = None, sheet: str | None = None) -> ReadTable:
    """The filled sheets of a file; the sheet of it with the most of them is taken unless `sheet` names one.

    `columns` (column of `TITLES` → letter or heading, "" for none) overrides what was recognised. Raises UserError
    when the file cannot be read or holds no answers.
    """
    sheets = [each for each in read_workbook(path).sheets if sheet is None or each.name == sheet]
    if not sheets:
        raise UserError("Такого листа в файле нет.", "Выберите лист из перечня.")
    found = [made for each in sheets if (made := _read_sheet(each, columns or {})) is not None and made.rows]
    if not found:
        raise UserError(
            "Ответов анкеты в файле не нашлось.",
            "Нужна строка заголовков с вопросами анкеты («Актуальность», «Новизна»…) и под ней строки ответов.",
        )
    best = max(found, key=lambda made: len(made.rows))
    if len(best.rows) > _MOST:
        raise UserError("В таблице больше 5000 анкет.", "Разделите её на несколько файлов.")
    return best


def decide_answers(table: ReadTable, stored: Sequence[Answer], said: Mapping[int, Mapping[str, str]]) -> AnswersPreview:
    """Every row as a sheet, or what keeps it from being one; `said` (row → column → text) is what was corrected."""
    read = [_decided(row, said.get(row.row, {})) for row in table.rows]
    drafts = [each.draft for each in read if each.draft is not None]
    fresh = iter(new_among(stored, [tuple(draft.model_dump().values()) for draft in drafts]))
    return AnswersPreview(
        tuple(
            each._replace(status=ImportStatus.DUPLICATE) if each.draft is not None and not next(fresh) else each
            for each in read
        )
    )


def _read_sheet(sheet: Sheet, chosen: Mapping[str, str]) -> ReadTable | None:
    best: tuple[int, int, dict[str, int]] | None = None
    for place, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        roles = _roles([cell_text(cell) if isinstance(cell, str) else "" for cell in row])
        if len(roles) >= _FEWEST and (best is None or len(roles) > best[0]):
            best = len(roles), place, roles
    if best is None and not chosen:
        return None
    _, place, roles = best or (0, 0, {})
    headings = [cell_text(cell) for cell in sheet.rows[place]]
    for field, words in chosen.items():
        if field not in TITLES:
            raise UserError(f"Вопроса «{field}» в анкете нет.", "Выберите вопрос из перечня.")
        roles.pop(field, None)
        if words:
            column = column_called(sheet, headings, words)
            roles = {role: at for role, at in roles.items() if at != column} | {field: column}
    fields = {at: role for role, at in roles.items()}
    rows = [
        TableRow(sheet.first_row + number, {role: row[at] for role, at in roles.items() if at < len(row)})
        for number, row in enumerate(sheet.rows[place + 1 :], start=place + 1)
        if any(_says(cell) for cell in row) and not _is_foot(row)
    ]
    return ReadTable(
        sheet=sheet.name,
        header_row=sheet.first_row + place,
        headings=tuple(
            RosterColumn(column_letters(at + sheet.first_column), heading, (fields[at],) if at in fields else ())
            for at, heading in enumerate(headings)
            if heading
        ),
        rows=tuple(rows),
    )


def _roles(headings: Sequence[str]) -> dict[str, int]:
    """Question → the first column whose words mean it."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        # «Оцените стажировку / Новизна», «Оцените стажировку [Новизна]»: the last part is the line of the matrix.
        *_, last = [part for part in re.split(r"[/\[\]|>→]|\s[—–-]\s", heading) if part.strip()] or [""]
        for words in (heading_key(last), heading_key(heading)):
            if not words or _NOT_ASKED.match(words):
                break
            meant = [
                field
                for field, pattern in _COMPILED
                if pattern.search(words) and (field in OPEN_QUESTIONS or not _IN_WORDS.match(words))
            ]
            if meant:
                # «Работа тьютора на дистанционных встречах» speaks of the tutor where another column has the distance.
                found.setdefault(next((field for field in meant if field not in found), meant[0]), at)
                break
    return found


def _decided(row: TableRow, said: Mapping[str, str]) -> AnswerDecision:
    cells: dict[str, Cell] = {**row.cells, **said}
    given: dict[str, int | str | None] = {}
    problems: list[CellProblem] = []
    for field in TITLES:
        cell = cells.get(field, "")
        if field in QUESTIONS or field == NPS:
            least, most = (LOWEST, HIGHEST) if field in QUESTIONS else (0, BEST_NPS)
            given[field] = _score(cell, least, most)
            if given[field] is None and not _passed_over(cell):
                message = f"В строке {row.row} вместо оценки от {least} до {most} стоит другое. Впишите число"
                problems.append(CellProblem(field, f"{message} или очистите ячейку", cell_text(cell)))
        else:
            text = cell_text(cell)
            given[field] = None if says_nothing(text) else text
    if problems:
        return AnswerDecision(row, ImportStatus.PROBLEM, None, tuple(problems))
    is_filled = any(value is not None for value in given.values())
    return AnswerDecision(row, ImportStatus.NEW, AnswerDraft.model_validate(given) if is_filled else None, ())


def _score(cell: Cell, least: int, most: int) -> int | None:
    """The score that a cell gives: 5, «5», «5.0», «5 — отлично», «5 из 5», «Оценка: 5», «★★★★☆», «отлично», «пять»."""
    if isinstance(cell, bool | CellFault):
        return None
    text = _BEFORE.sub("", fold(cell_text(cell)).strip(" .!»\"'”"), count=1)
    if _STARS.fullmatch(text):
        score = len(text.replace("☆", ""))
    elif number := _NUMBER.match(text):
        score = int(number[1])
    elif most == HIGHEST and text in _SCORE_WORDS:
        score = _SCORE_WORDS[text]
    else:
        return None
    return score if least <= score <= most else None


def _passed_over(cell: Cell) -> bool:
    if isinstance(cell, CellFault):
        return False
    # «0» says nothing elsewhere; here it is a score, right or wrong.
    text = fold(cell_text(cell))
    return text in _NO_ANSWER or (text != "0" and says_nothing(text))


def _is_foot(row: Sequence[Cell]) -> bool:
    """«Среднее», «Итого» under the answers: their means are no answers."""
    first = next((fold(text) for cell in row if (text := cell_text(cell))), "")
    return re.match(r"(?:средн\w*|итого|всего|количество ответов)\b", first) is not None


def _says(cell: Cell) -> bool:
    return isinstance(cell, CellFault) or bool(cell_text(cell))
