"""Decisions to count a requirement of the certificate as met, each with its reason (domain.md §3.1)."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.commands.open_card import refuse_nameless_at
from models.commands.store import add, found
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import EnrollmentStatus
from models.rows.requirement_decisions import RequirementDecisionDraft
from models.rules.words import counted
from models.schema.programs import Enrollment
from models.schema.works import RequirementOverride


def decide_requirement(db: Database, draft: RequirementDecisionDraft, *, actor: Actor) -> tuple[int, ...]:
    """Count a requirement as met for these places, all or none; where it was decided before, the reason is renewed.

    Gives the ids of the decisions. Refuses those who have only applied.
    """
    many = counted(len(draft.enrollment_ids), "стажёру", "стажёрам", "стажёрам")
    with db.writing(action=f"Требование ({draft.key.label}) засчитано решением: {many}", actor=actor) as session:
        refuse_nameless_at(session, draft.enrollment_ids)
        return tuple(_decided(session, place, draft) for place in draft.enrollment_ids)


def withdraw_decisions(db: Database, decision_ids: Sequence[int], *, actor: Actor) -> None:
    """Take decisions back: the requirement is judged by the records again; certificates given out stay."""
    label = "Решение по требованию отменено" if len(decision_ids) == 1 else "Решения по требованиям отменены"
    with db.writing(action=label, actor=actor) as session:
        for each in decision_ids:
            session.delete(found(session, RequirementOverride, each, "Этого решения уже нет."))


def _decided(session: Session, enrollment_id: int, draft: RequirementDecisionDraft) -> int:
    place = found(session, Enrollment, enrollment_id, "Этого стажёра нет в потоке.")
    if EnrollmentStatus(place.status) is EnrollmentStatus.APPLIED:
        raise UserError(
            "Решение не записано: стажёр ещё не зачислен, требований к нему нет.", "Сначала зачислите в поток."
        )
    former = session.exec(
        select(RequirementOverride).where(
            col(RequirementOverride.enrollment_id) == enrollment_id, col(RequirementOverride.key) == draft.key
        )
    ).first()
    if former is None:
        row = RequirementOverride(
            enrollment_id=enrollment_id, key=draft.key, reason=draft.reason, decided_on=draft.decided_on
        )
        return add(session, row)
    former.reason, former.decided_on = draft.reason, draft.decided_on
    return former.id or 0
