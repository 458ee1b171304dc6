"""Diagnostic cards of a stream: scores, the tutor's decisions, the days they were filled."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.commands.open_card import refuse_nameless_at
from models.commands.store import known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import DiagnosticStage, EnrollmentStatus
from models.rows.diagnostics import ScoreDraft
from models.rules.words import counted
from models.schema.programs import DiagnosticCard, DiagnosticItem, Enrollment

_PLACE = ("enrollment_id", "competence_id")
_NOTHING = {"self_score": None, "tutor_score": None, "is_deficit": False, "priority": None, "comment": None}


def write_scores(
    db: Database,
    stream_id: int,
    stage: DiagnosticStage,
    scores: Sequence[ScoreDraft],
    *,
    filled_on: date,
    actor: Actor,
) -> None:
    """Put these cells of a stage as they are given, in one action; a card that is begun bears `filled_on`.

    A cell that says nothing leaves its card, and a card without any goes. Refuses people who are not in the stream.
    """
    cells = counted(len(scores), "клетка", "клетки", "клеток")
    with known_links(), db.writing(action=f"Диагностика на {_at(stage)}: {cells}", actor=actor) as session:
        store_scores(session, stream_id, stage, scores, filled_on=filled_on)


def accept_self_scores(
    db: Database,
    stream_id: int,
    stage: DiagnosticStage,
    scores: Sequence[ScoreDraft],
    *,
    filled_on: date,
    actor: Actor,
) -> int:
    """Set the self-assessments that were read from a spreadsheet in one action; gives how many.

    Of each cell only `self_score` is taken: what the tutor said of it stays.
    """
    if not scores:
        raise UserError("Нет ни одной оценки, которую можно записать.", "Исправьте отмеченные ячейки.")
    with known_links(), db.writing(action="Самооценки загружены из таблицы", actor=actor) as session:
        items = _items(session, stage, {each.enrollment_id for each in scores})
        kept = [_beside(items.get((each.enrollment_id, each.competence_id)), each) for each in scores]
        store_scores(session, stream_id, stage, kept, filled_on=filled_on)
    return len(scores)


def date_cards(
    db: Database, enrollment_ids: Collection[int], stage: DiagnosticStage, filled_on: date, *, actor: Actor
) -> None:
    """Say when these people's cards were filled; whoever has no card yet gets none by it."""
    if filled_on > db.today():
        raise UserError("Карта не может быть заполнена в будущем.", "Исправьте дату.")
    with db.writing(action=f"Дата диагностики на {_at(stage)} указана", actor=actor) as session:
        for card in _cards(session, stage, enrollment_ids).values():
            card.filled_on = filled_on


def store_scores(
    session: Session, stream_id: int, stage: DiagnosticStage, scores: Sequence[ScoreDraft], *, filled_on: date
) -> None:
    """Put the cells as a part of the caller's action."""
    people = {each.enrollment_id for each in scores}
    _refuse_strangers(session, stream_id, people)
    refuse_nameless_at(session, {each.enrollment_id for each in scores if each.comment})
    cards, items = _cards(session, stage, people), _items(session, stage, people)
    # A card made and dropped in one action would be a step back that changes nothing.
    said_of = {each.enrollment_id for each in scores if values(each, without=_PLACE) != _NOTHING}
    for enrollment_id in said_of - cards.keys():
        cards[enrollment_id] = DiagnosticCard(enrollment_id=enrollment_id, stage=stage, filled_on=filled_on)
        session.add(cards[enrollment_id])
    session.flush()
    for score in scores:
        said = values(score, without=_PLACE)
        place = score.enrollment_id, score.competence_id
        item = items.get(place)
        if said == _NOTHING:
            if item is not None:
                session.delete(items.pop(place))
        elif item is not None:
            item.sqlmodel_update(said)
        else:
            card_id = cards[score.enrollment_id].id
            items[place] = DiagnosticItem(card_id=card_id, competence_id=score.competence_id, **said)  # pyright: ignore[reportArgumentType] - flushed above
            session.add(items[place])
    session.flush()
    filled = {enrollment_id for enrollment_id, _competence in items}
    for enrollment_id in cards.keys() - filled:
        session.delete(cards[enrollment_id])


def _at(stage: DiagnosticStage) -> str:
    return "входе" if stage is DiagnosticStage.ENTRY else "выходе"


def _beside(item: DiagnosticItem | None, read: ScoreDraft) -> ScoreDraft:
    """The cell with the self-assessment that was read."""
    if item is None:
        return read
    return read.model_copy(
        update={
            "tutor_score": item.tutor_score,
            "is_deficit": item.is_deficit,
            "priority": item.priority,
            "comment": item.comment,
        }
    )


def _cards(session: Session, stage: DiagnosticStage, people: Collection[int]) -> dict[int, DiagnosticCard]:
    wanted = select(DiagnosticCard).where(
        col(DiagnosticCard.stage) == stage, col(DiagnosticCard.enrollment_id).in_(people)
    )
    return {card.enrollment_id: card for card in session.exec(wanted)}


def _items(session: Session, stage: DiagnosticStage, people: Collection[int]) -> dict[tuple[int, int], DiagnosticItem]:
    """(enrolment, competence) → what the cards of a stage say."""
    wanted = (
        select(DiagnosticCard.enrollment_id, DiagnosticItem)
        .join(DiagnosticItem, col(DiagnosticItem.card_id) == col(DiagnosticCard.id))
        .where(col(DiagnosticCard.stage) == stage, col(DiagnosticCard.enrollment_id).in_(people))
    )
    return {(enrollment_id, item.competence_id): item for enrollment_id, item in session.exec(wanted)}


def _refuse_strangers(session: Session, stream_id: int, people: Collection[int]) -> None:
    there = select(Enrollment.id).where(
        col(Enrollment.id).in_(people),
        col(Enrollment.stream_id) == stream_id,
        col(Enrollment.status) != EnrollmentStatus.APPLIED,
    )
    if len(session.exec(there).all()) < len(people):
        raise UserError("Кого-то из этих людей в потоке уже нет. Оценки не записаны.", "Обновите список и повторите.")
