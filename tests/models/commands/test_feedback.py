"""Answers of a questionnaire: stored so that nobody can tell whose they are, and what they come to."""

import json
from datetime import date

import pytest
from pydantic import ValidationError

from models.commands.feedback import accept_answers, date_survey, keep_answers
from models.commands.programs import enroll
from models.commands.undo import redo_last, undo_last
from models.database import Database
from models.errors import UserError
from models.queries.feedback import feedback_form, feedback_paper, survey_page
from models.queries.report import report_data
from models.rows.codes import EnrollmentStatus
from models.rows.feedback import AnswerDraft
from models.rows.programs import EnrollmentDraft
from models.rows.questionnaire import QUESTIONS
from models.rules.feedback import feedback_results
from models.rules.periods import parse_period
from tests.models.commands import arrange
from tests.models.make import HEAD, engine_of

DAY = date(2026, 2, 10)


@pytest.fixture
def stream_id(db: Database) -> int:
    arrange.fill_passport(db)
    return arrange.stream(db, *(arrange.person(db) for _ in range(4)))


def answered(score: int, nps: int | None = None, **said: object) -> AnswerDraft:
    return AnswerDraft.model_validate(dict.fromkeys(QUESTIONS, score) | {"nps": nps} | said)


def add(db: Database, stream_id: int, *drafts: AnswerDraft) -> None:
    keep_answers(db, stream_id, drafts, changed={}, removed=(), held_on=DAY, actor=HEAD)


def sql(db: Database, text: str) -> list[tuple[object, ...]]:
    with engine_of(db).connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(text)]


def test_an_answer_bears_no_moment_and_no_author(db: Database, stream_id: int) -> None:
    add(db, stream_id, answered(5, 10), answered(4))
    kept = sql(db, "SELECT created_at, updated_at, author_id, answered_on FROM feedback_response")
    assert kept == [("", "", None, DAY.isoformat())] * 2


def test_the_log_of_new_answers_holds_their_keys_only(db: Database, stream_id: int) -> None:
    add(db, stream_id, answered(5, 10, liked="Разбор видео"))
    ((op, old, new),) = sql(db, "SELECT op, old, new FROM change WHERE table_name = 'feedback_response'")
    ((id_,),) = sql(db, "SELECT id FROM feedback_response")
    assert (op, old, json.loads(str(new))) == ("L", None, [[id_]])


def test_answers_entered_together_are_stored_in_the_order_of_their_tokens(db: Database, stream_id: int) -> None:
    add(db, stream_id, *(answered(1 + at % 5, at % 11) for at in range(30)))
    tokens = [token for (token,) in sql(db, "SELECT token FROM feedback_response ORDER BY id")]
    assert tokens == sorted(map(str, tokens))
    assert [answer.nps for answer in survey_page(db, stream_id).answers] != [at % 11 for at in range(30)]


def test_a_changed_answer_gets_no_moment_and_no_author_either(db: Database, stream_id: int) -> None:
    add(db, stream_id, answered(5))
    (answer,) = survey_page(db, stream_id).answers
    keep_answers(db, stream_id, (), changed={answer.id: answered(3)}, removed=(), held_on=DAY, actor=HEAD)
    (after,) = survey_page(db, stream_id).answers
    assert (after.tutor, sql(db, "SELECT updated_at, author_id FROM feedback_response")) == (3, [("", None)])


def test_no_column_leads_from_an_answer_to_a_person(db: Database) -> None:
    links = sql(db, "SELECT \"table\" FROM pragma_foreign_key_list('feedback_response')")
    assert links == [("feedback_survey",)]


def test_a_stack_of_sheets_is_one_step_back_and_forth(db: Database, stream_id: int) -> None:
    add(db, stream_id, answered(5), answered(4))
    first, second = survey_page(db, stream_id).answers
    keep_answers(
        db,
        stream_id,
        [answered(1)],
        changed={first.id: answered(2)},
        removed=[second.id],
        held_on=date(2026, 2, 12),
        actor=HEAD,
    )
    after = survey_page(db, stream_id)
    undo_last(db, actor=HEAD)
    assert set(survey_page(db, stream_id).answers) == {first, second}
    assert survey_page(db, stream_id).held_on == DAY
    redo_last(db, actor=HEAD)
    assert survey_page(db, stream_id) == after


def test_all_answers_bear_the_day_of_the_questionnaire(db: Database, stream_id: int) -> None:
    add(db, stream_id, answered(5), answered(4))
    date_survey(db, stream_id, date(2026, 2, 12), actor=HEAD)
    assert sql(db, "SELECT DISTINCT answered_on FROM feedback_response") == [("2026-02-12",)]
    assert survey_page(db, stream_id).held_on == date(2026, 2, 12)


@pytest.mark.parametrize("day", [date(2099, 1, 1), date(2025, 12, 31)])
def test_a_day_ahead_or_before_the_stream_is_refused(db: Database, stream_id: int, day: date) -> None:
    with pytest.raises(UserError):
        accept_answers(db, stream_id, [answered(5)], held_on=day, actor=HEAD)
    assert survey_page(db, stream_id).answers == ()


def test_an_answer_of_another_stream_is_not_touched(db: Database, stream_id: int) -> None:
    other = arrange.stream(db, arrange.person(db), title="Поток 2")
    add(db, stream_id, answered(5))
    (answer,) = survey_page(db, stream_id).answers
    with pytest.raises(UserError):
        keep_answers(db, other, (), changed={answer.id: answered(1)}, removed=(), held_on=DAY, actor=HEAD)
    assert survey_page(db, stream_id).answers == (answer,)


@pytest.mark.parametrize("said", [{}, {"tutor": 0}, {"tutor": 6}, {"nps": 11}, {"nps": -1}, {"liked": "  "}])
def test_a_sheet_without_answers_or_beyond_the_scale_is_none(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AnswerDraft.model_validate(said)


def test_what_answers_come_to(db: Database, stream_id: int) -> None:
    add(db, stream_id, answered(5, 10), answered(4, 7), answered(2, 6), answered(5, 9, tutor=None))
    results = feedback_results(survey_page(db, stream_id).answers)
    tutor = results.questions[3]
    assert (tutor.question, tutor.answers, tutor.counts) == ("Работа тьютора", 3, (0, 1, 0, 1, 1))
    assert (tutor.mean, tutor.good) == (pytest.approx(11 / 3), pytest.approx(200 / 3))
    assert (results.responses, results.nps, results.promoters, results.passives, results.detractors) == (4, 25, 2, 1, 1)
    assert results.mean == pytest.approx((7 * 16 + 11) / 31)


def test_nothing_said_comes_to_nothing() -> None:
    results = feedback_results([])
    assert (results.mean, results.good, results.nps) == (None, None, None)


def test_the_paper_counts_answers_of_those_let_in(db: Database, stream_id: int) -> None:
    applied = EnrollmentDraft(person_id=arrange.person(db), status=EnrollmentStatus.APPLIED)
    enroll(db, stream_id, [applied], actor=HEAD)
    add(db, stream_id, answered(5, 10, liked="Яркие примеры"), answered(4, 9, liked="ёмкие материалы"))
    paper = feedback_paper(db, stream_id)
    assert (paper.responses, paper.enrolled, paper.held_on) == (2, 3, DAY)
    assert [words.text for words in paper.words] == ["ёмкие материалы", "Яркие примеры"]


def test_without_answers_there_is_a_blank_sheet_and_no_results(db: Database, stream_id: int) -> None:
    with pytest.raises(UserError):
        feedback_paper(db, stream_id)
    assert [each.question for each in feedback_form(db, stream_id).questions] == list(QUESTIONS.values())


def test_the_report_of_the_period_tells_of_the_answers(db: Database, stream_id: int) -> None:
    add(db, stream_id, answered(5, 10), answered(3, 6))
    data = report_data(db, parse_period("2026-Q1"))
    assert (data.totals.survey_responses, data.totals.surveyed, data.totals.nps) == (2, 3, 0)
    assert {(row.answers, row.mean, row.good) for row in data.satisfaction} == {(2, 4.0, 50.0)}
    assert report_data(db, parse_period("2026-Q2")).satisfaction == ()
