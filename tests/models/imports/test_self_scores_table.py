"""Self-assessments from a spreadsheet: matched with a stream's people and competences, written in one action."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from models.commands.diagnostics import accept_self_scores
from models.database import Database
from models.errors import UserError
from models.imports.self_scores_table import read_self_scores, score_of
from models.queries.diagnostics import diagnostic_grid
from models.queries.self_scores import self_scores_preview
from models.rows.diagnostics import Score
from models.rows.self_scores import SelfScoresPreview
from tests.models.commands.diagnosed import ENTRY, FILLED, FIRST, Diagnosed, diagnosed_stream
from tests.models.make import HEAD

FIRST_TITLE = "Составляет план недели по ФОП ДО и меняет его вслед за интересами детей"


def written(folder: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))  # pyright: ignore[reportOptionalMemberAccess] - a new book has a sheet
    path = folder / "самооценка.xlsx"
    book.save(path)
    return path


def preview(db: Database, at: Diagnosed, path: Path, **said: object) -> SelfScoresPreview:
    given = {"chosen": {}, "said": {}} | said
    return self_scores_preview(db, read_self_scores(path), stream_id=at.stream_id, **given)  # pyright: ignore[reportArgumentType] - test words


def test_people_by_competences_are_read_with_headings_by_number_and_by_title(db: Database, tmp_path: Path) -> None:
    at = diagnosed_stream(db, "Аникина", "Белова")
    path = written(
        tmp_path,
        ["Входная диагностика"],
        ["№", "ФИО", "Дата ответа", FIRST_TITLE, "1.2 Ставит цель занятия"],
        [1, "Аникина Мария", "12.01.2026", 2, "1 — затрудняюсь"],
        [2, "Белова М.", "12.01.2026", "владею уверенно", ""],
    )
    found = preview(db, at, path)
    assert [person.scores for person in found.people] == [{1: 2, 2: 1}, {1: 3}]
    assert not any(person.problems for person in found.people)


def test_answers_line_by_line_are_gathered_by_person(db: Database, tmp_path: Path) -> None:
    at = diagnosed_stream(db, "Аникина", "Белова")
    path = written(
        tmp_path,
        ["Время создания", "Фамилия", "Имя", "Компетенция", "Самооценка"],
        ["2026-01-12", "Аникина", "Мария", FIRST_TITLE, 2],
        ["2026-01-12", "Белова", "Мария", FIRST_TITLE, 0],
        ["2026-01-12", "Аникина", "Мария", "1.2", 3],
    )
    found = preview(db, at, path)
    assert [person.scores for person in found.people] == [{1: 2, 2: 3}, {1: 0}]


def test_what_is_no_score_and_who_is_not_in_the_stream_wait_for_a_decision(db: Database, tmp_path: Path) -> None:
    at = diagnosed_stream(db, "Аникина", "Белова")
    path = written(tmp_path, ["ФИО", "1.1"], ["Аникина Мария", 5], ["Чужакова Мария", 2], ["Белова Мария", 1])
    found = preview(db, at, path)
    assert [[problem.field for problem in person.problems] for person in found.people] == [["B"], ["name"], []]
    mended = preview(db, at, path, said={2: {"B": "3"}, 3: {"name": "Белова Мария"}, 4: {"name": "Никто"}})
    assert [person.scores for person in mended.people] == [{1: 3}, {1: 2}, {1: 1}]
    assert [bool(person.problems) for person in mended.people] == [False, False, True]


def test_an_unknown_competence_is_asked_for_and_may_be_left_out(db: Database, tmp_path: Path) -> None:
    at = diagnosed_stream(db, "Аникина")
    path = written(tmp_path, ["ФИО", "Готова к сетевой работе"], ["Аникина Мария", 2])
    (column,) = preview(db, at, path).columns
    assert column.problem
    (answered,) = preview(db, at, path, chosen={"B": FIRST}).people
    assert answered.scores == {FIRST: 2}
    (left_out,) = preview(db, at, path, chosen={"B": 0}).columns
    assert not left_out.problem


def test_accepted_scores_stand_in_the_cards(db: Database, tmp_path: Path) -> None:
    at = diagnosed_stream(db, "Аникина")
    found = preview(db, at, written(tmp_path, ["ФИО", "1.1"], ["Аникина Мария", 2]))
    accept_self_scores(db, at.stream_id, ENTRY, found.people[0].drafts, filled_on=FILLED, actor=HEAD)
    assert diagnostic_grid(db, at.stream_id).cells == {(ENTRY, at.places[0], FIRST): Score(2)}


def test_a_file_without_such_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read_self_scores(written(tmp_path, ["Просто", "текст"], ["ещё", "текст"]))


@pytest.mark.parametrize(
    ("said", "score"),
    [
        ("2", 2),
        ("2,0", 2),
        ("3 - уверенно", 3),
        ("Не владею", 0),
        ("частично", 2),
        ("4", None),
        ("2,5", None),
        ("да", None),
        pytest.param("1" * 5_000, None, id="endless"),
    ],
)
def test_a_score_is_a_figure_or_a_word_of_the_scale(said: str, score: int | None) -> None:
    assert score_of(said) == score
