"""Exports of questionnaires of every make: what is read of them, what is asked about, and what is never read."""

from pathlib import Path

import pytest

from models.errors import UserError
from models.imports.feedback_table import decide_answers, read_answers
from models.rows.feedback import Answer
from models.rows.feedback_import import AnswersPreview
from models.rows.questionnaire import TITLES
from models.rows.table_import import ImportStatus
from tests.models.imports.messy import text, xlsx
from tests.models.imports.messy_feedback import MESSY_ANSWERS, MessyAnswers
from tests.models.imports.messy_tables import check_words

YANDEX = MESSY_ANSWERS[0]


def decided(messy: MessyAnswers, folder: Path, *stored: Answer) -> AnswersPreview:
    messy.write(folder / messy.name)
    return decide_answers(read_answers(folder / messy.name), stored, {})


@pytest.mark.parametrize("messy", MESSY_ANSWERS, ids=lambda messy: messy.name)
def test_every_sheet_of_a_messy_export_says_what_it_says(messy: MessyAnswers, tmp_path: Path) -> None:
    made = decided(messy, tmp_path)
    read = {
        each.row.row: {column: said for column, said in each.draft.model_dump().items() if said is not None}
        for each in made.decisions
        if each.draft is not None
    }
    assert read == messy.sheets


@pytest.mark.parametrize("messy", MESSY_ANSWERS, ids=lambda messy: messy.name)
def test_everything_doubtful_is_asked_about_where_it_stands(messy: MessyAnswers, tmp_path: Path) -> None:
    made = decided(messy, tmp_path).decisions
    asked = {each.row.row: tuple(problem.field for problem in each.problems) for each in made if each.problems}
    assert asked == messy.refused
    assert tuple(each.row.row for each in made if each.draft is None and not each.problems) == messy.empty


@pytest.mark.parametrize("messy", MESSY_ANSWERS, ids=lambda messy: messy.name)
def test_every_problem_says_what_to_do(messy: MessyAnswers, tmp_path: Path) -> None:
    for each in decided(messy, tmp_path).decisions:
        check_words(each.row.row, [problem.message for problem in each.problems])


@pytest.mark.parametrize("messy", MESSY_ANSWERS, ids=lambda messy: messy.name)
def test_who_answered_and_when_is_not_read_at_all(messy: MessyAnswers, tmp_path: Path) -> None:
    messy.write(tmp_path / messy.name)
    table = read_answers(tmp_path / messy.name)
    assert {field for row in table.rows for field in row.cells} <= set(TITLES)
    assert not {"14:31", "example.ru", "Аноним", "9000"} & {
        mark for mark in ("14:31", "example.ru", "Аноним", "9000") if mark in str([row.cells for row in table.rows])
    }


def test_what_was_corrected_counts(tmp_path: Path) -> None:
    messy = next(each for each in MESSY_ANSWERS if each.name == "paper_pile.ods")
    messy.write(tmp_path / messy.name)
    made = decide_answers(read_answers(tmp_path / messy.name), (), {4: {"novelty": "1"}})
    corrected = next(each for each in made.decisions if each.row.row == 4)
    assert corrected.draft is not None
    assert (corrected.status, corrected.draft.novelty) == (ImportStatus.NEW, 1)


def test_a_newer_export_brings_only_the_sheets_that_are_not_there_yet(tmp_path: Path) -> None:
    first = decided(YANDEX, tmp_path).decisions[0].draft
    assert first is not None
    stored = Answer(1, **first.model_dump())
    assert [each.status for each in decided(YANDEX, tmp_path, stored).decisions] == [
        ImportStatus.DUPLICATE,
        ImportStatus.NEW,
        ImportStatus.NEW,
    ]


def test_two_sheets_alike_are_two_and_one_of_them_may_be_there(tmp_path: Path) -> None:
    text([["Новизна", "Актуальность"], ["5", "5"], ["5", "5"]], encoding="utf-8", separator=";")(tmp_path / "a.csv")
    table = read_answers(tmp_path / "a.csv")
    fresh = decide_answers(table, (), {})
    assert [each.status for each in fresh.decisions] == [ImportStatus.NEW] * 2
    draft = fresh.decisions[0].draft
    assert draft is not None
    again = decide_answers(table, (Answer(1, **draft.model_dump()),), {})
    assert [each.status for each in again.decisions] == [ImportStatus.DUPLICATE, ImportStatus.NEW]


def test_a_column_chosen_by_hand_takes_the_place_of_the_one_that_was_guessed(tmp_path: Path) -> None:
    heading = ["Новизна", "Актуальность", "Вопрос 3"]
    text([heading, ["5", "4", "3"]], encoding="utf-8", separator=";")(tmp_path / "a.csv")
    table = read_answers(tmp_path / "a.csv", columns={"novelty": "C"})
    assert [dict(row.cells) for row in table.rows] == [{"relevance": "4", "novelty": "3"}]


def test_a_list_of_people_is_no_questionnaire(tmp_path: Path) -> None:
    xlsx(("Л", [["ФИО", "Должность"], ["Вишнёва Анна", "воспитатель"]], []))(tmp_path / "people.xlsx")
    with pytest.raises(UserError):
        read_answers(tmp_path / "people.xlsx")
