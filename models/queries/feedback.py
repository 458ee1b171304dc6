"""The questionnaire of a stream: its answers, its results on paper, its blank sheet."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.fetch import Source, one, rows
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.queries.stream_head import read_stream_head
from models.rows.feedback import Answer, BlankQuestion, FeedbackForm, FeedbackPaper, FeedbackWords, SurveyPage
from models.rows.questionnaire import OPEN_QUESTIONS, QUESTIONS, TITLES
from models.rules.clean import fold
from models.rules.feedback import feedback_results, nps_told
from models.rules.words import quoted


class _Head(NamedTuple):
    held_on: date | None
    enrolled: int


def survey_page(db: Database, stream_id: int) -> SurveyPage:
    """The questionnaire of a stream; its answers stand in the order of their tokens, which tells nothing."""
    with db.reading() as session:
        return _survey(session, stream_id)


@speaks_by_code
def feedback_paper(db: Database, stream_id: int) -> FeedbackPaper:
    """The results of a stream; free answers stand in the order of the alphabet. Raises UserError without answers."""
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        page, stream = _survey(session, stream_id), read_stream_head(session, stream_id)
    results = feedback_results(page.answers)
    if page.held_on is None or not results.responses:
        raise UserError("Анкет этого потока пока нет.", "Внесите ответы или загрузите их из таблицы.")
    return FeedbackPaper(
        passport=passport,
        signatures=signatures,
        program=quoted(stream.program),
        stream=stream.title,
        held_on=page.held_on,
        enrolled=page.enrolled,
        responses=results.responses,
        response_share=100 * results.responses / page.enrolled if page.enrolled else None,
        mean=results.mean,
        good=results.good,
        nps=results.nps,
        nps_told=nps_told(results),
        questions=results.questions,
        words=tuple(
            FeedbackWords(question, text)
            for column, question in OPEN_QUESTIONS.items()
            for text in sorted((str(answer.said()[column] or "") for answer in page.answers), key=fold)
            if text
        ),
    )


@speaks_by_code
def feedback_form(db: Database, stream_id: int) -> FeedbackForm:
    """The blank sheet of a stream."""
    with db.reading() as session:
        passport, _signatures = read_passport(session, db.today())
        stream = read_stream_head(session, stream_id)
    return FeedbackForm(
        passport=passport,
        program=quoted(stream.program),
        stream=stream.title,
        questions=tuple(BlankQuestion(no, question) for no, question in enumerate(QUESTIONS.values(), start=1)),
    )


def _survey(session: Source, stream_id: int) -> SurveyPage:
    head = one(
        session,
        _Head,
        """
        SELECT (SELECT min(v.opened_on) FROM feedback_survey AS v
                WHERE v.stream_id = :stream AND EXISTS (SELECT 1 FROM feedback_response AS r WHERE r.survey_id = v.id)),
               (SELECT count(*) FROM enrollment AS e WHERE e.stream_id = :stream AND e.status <> 'applied')
        """,
        stream=stream_id,
    )
    answers = rows(
        session,
        Answer,
        f"""
        SELECT r.id, {", ".join(f"r.{column}" for column in TITLES)}
        FROM feedback_response AS r JOIN feedback_survey AS v ON v.id = r.survey_id
        WHERE v.stream_id = :stream ORDER BY r.token
        """,
        stream=stream_id,
    )
    return SurveyPage(head.held_on, head.enrolled, tuple(answers))
