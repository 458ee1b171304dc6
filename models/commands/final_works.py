"""Final works: tried out, reviewed, defended ([S1])."""

from sqlmodel import Session, col, select

from models.commands.attachments import detach_all
from models.commands.open_card import refuse_nameless_at
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.queries.fetch import number
from models.rows.attachments import FinalWorkPlace
from models.rows.codes import SubmissionState
from models.rows.works import FinalWorkDraft
from models.rules.words import counted
from models.schema.programs import Enrollment
from models.schema.works import FinalWork


def write_final_work(db: Database, enrollment_id: int, draft: FinalWorkDraft, *, actor: Actor) -> int:
    """Write down a trainee's final work, or change the one she has; gives its id.

    What has no day of handing in or of acceptance, where its state says it should, gets today.
    """
    with known_links(), db.writing(action="Итоговая работа записана", actor=actor) as session:
        refuse_nameless_at(session, (enrollment_id,))
        said = values(draft)
        if draft.state is not SubmissionState.MISSING and draft.submitted_on is None:
            said["submitted_on"] = db.today()
        if draft.state is SubmissionState.ACCEPTED and draft.accepted_on is None:
            said["accepted_on"] = db.today()
        found(session, Enrollment, enrollment_id, "Этого стажёра нет в потоке.")
        work = _stored(session, enrollment_id)
        if work is None:
            return add(session, FinalWork(enrollment_id=enrollment_id, **said))
        work.sqlmodel_update(said)
        return work.id or 0


def remove_final_work(db: Database, work_id: int, *, actor: Actor) -> None:
    """Remove a final work with its files and the reviews not written yet; refuses one that has been reviewed."""
    with db.writing(action="Итоговая работа убрана", actor=actor) as session:
        work = found(session, FinalWork, work_id, "Этой итоговой работы уже нет.")
        written = number(
            session,
            "SELECT count(*) FROM peer_review WHERE final_work_id = :work AND state <> 'missing'",
            work=work_id,
        )
        if written:
            raise UserError(
                f"Работу убрать нельзя: на неё уже есть {counted(written, 'отзыв', 'отзыва', 'отзывов')}.",
                "Если работа записана по ошибке, сначала уберите отзывы во вкладке «Взаимоэкспертиза».",
            )
        detach_all(session, FinalWorkPlace(work_id))
        session.delete(work)


def _stored(session: Session, enrollment_id: int) -> FinalWork | None:
    return session.exec(select(FinalWork).where(col(FinalWork.enrollment_id) == enrollment_id)).first()
