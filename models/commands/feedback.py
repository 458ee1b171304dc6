"""Answers to the questionnaire of a stream, kept so that nobody can tell whose they are.

An answer bears a random token, the day of the questionnaire and nothing else: no moment, no author, no person. Sheets
that are entered together are stored in the order of their tokens, which says nothing of the order of entry, and new
ones stand in the log by their keys only.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, delete, select, update

from models.bulk import insert_many
from models.commands.store import found, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.feedback import AnswerDraft
from models.rules.words import counted
from models.schema.programs import Stream
from models.schema.works import FeedbackResponse, FeedbackSurvey

_NO_STREAM = "Этого потока уже нет."
_NO_TRACE: Mapping[str, object] = {"created_at": "", "updated_at": "", "author_id": None}


def keep_answers(
    db: Database,
    stream_id: int,
    new: Sequence[AnswerDraft],
    *,
    changed: Mapping[int, AnswerDraft],
    removed: Collection[int],
    held_on: date,
    actor: Actor,
) -> None:
    """Store sheets as the grid has them, in one action; the first of a stream open its questionnaire on `held_on`.

    Refuses a day ahead, and answers that are not of this stream.
    """
    number = len(new) + len(changed) + len(removed)
    with db.writing(action=f"Анкеты записаны: {number}", actor=actor) as session:
        survey_id = _survey(session, db, stream_id, held_on)
        _refuse_strangers(session, survey_id, {*changed, *removed})
        for answer_id, draft in changed.items():
            session.exec(update(FeedbackResponse).where(col(FeedbackResponse.id) == answer_id).values(**values(draft)))
        for answer_id in removed:
            session.exec(delete(FeedbackResponse).where(col(FeedbackResponse.id) == answer_id))
        _insert(session, db, survey_id, new, held_on)


def accept_answers(db: Database, stream_id: int, drafts: Sequence[AnswerDraft], *, held_on: date, actor: Actor) -> int:
    """Store sheets that were read from a spreadsheet, in one action; gives how many."""
    if not drafts:
        raise UserError("Нет ни одной анкеты, которую можно записать.", "Исправьте отмеченные строки.")
    with db.writing(action="Анкеты загружены из таблицы", actor=actor) as session:
        _insert(session, db, _survey(session, db, stream_id, held_on), drafts, held_on)
    return len(drafts)


def date_survey(db: Database, stream_id: int, held_on: date, *, actor: Actor) -> None:
    """Say on which day the questionnaire was held: all its answers bear that day."""
    with db.writing(action="День анкетирования указан", actor=actor) as session:
        _survey(session, db, stream_id, held_on)


def _survey(session: Session, db: Database, stream_id: int, held_on: date) -> int:
    """The questionnaire of a stream with this day, opened where there was none."""
    if held_on > db.today():
        raise UserError("День анкетирования ещё не наступил.", "Укажите день, когда стажёры заполняли анкеты.")
    stream = found(session, Stream, stream_id, _NO_STREAM)
    if held_on < stream.starts_on:
        raise UserError("День анкетирования раньше начала потока.", "Проверьте день анкетирования и даты потока.")
    survey = session.exec(
        select(FeedbackSurvey).where(col(FeedbackSurvey.stream_id) == stream_id).order_by(col(FeedbackSurvey.id))
    ).first()
    if survey is None:
        survey = FeedbackSurvey(stream_id=stream_id, opened_on=held_on)
    elif survey.opened_on != held_on:
        survey.opened_on = held_on
        dated = update(FeedbackResponse).where(col(FeedbackResponse.survey_id) == survey.id)
        session.exec(dated.values(answered_on=held_on))
    session.add(survey)
    session.flush()
    return survey.id or 0


def _insert(session: Session, db: Database, survey_id: int, drafts: Sequence[AnswerDraft], held_on: date) -> None:
    tokens = [hashlib.sha256(db.new_uid().encode()).hexdigest()[:32] for _ in drafts]
    rows = [
        {"survey_id": survey_id, "token": token, "answered_on": held_on, **values(draft), **_NO_TRACE}
        for token, draft in sorted(zip(tokens, drafts, strict=True), key=lambda pair: pair[0])
    ]
    insert_many(session, FeedbackResponse, rows)


def _refuse_strangers(session: Session, survey_id: int, ids: Collection[int]) -> None:
    there = select(FeedbackResponse.id).where(
        col(FeedbackResponse.id).in_(ids), col(FeedbackResponse.survey_id) == survey_id
    )
    if len(session.exec(there).all()) < len(ids):
        raise UserError(
            f"Часть анкет уже убрана, ничего не записано ({counted(len(ids), 'анкета', 'анкеты', 'анкет')}).",
            "Обновите вкладку и повторите.",
        )
