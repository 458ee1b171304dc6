"""Creative works: project assignments in groups and assignments done alone ([S2], requirement (г))."""

from typing import Any

from sqlmodel import Session

from models.commands.attachments import detach_all
from models.commands.links import relink
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.queries.fetch import number
from models.rows.attachments import CreativeWorkPlace
from models.rows.codes import SubmissionState
from models.rows.works import CreativeWorkDraft
from models.schema.works import CreativeWork

_LINKS = ("member_ids",)
_GONE = "Этой творческой работы уже нет."


def add_creative_work(db: Database, stream_id: int, draft: CreativeWorkDraft, *, actor: Actor) -> int:
    """Add a creative work of trainees of one stream; an accepted one without a day was accepted today."""
    with known_links(), db.writing(action="Творческая работа добавлена", actor=actor) as session:
        work_id = add(session, CreativeWork(stream_id=stream_id, **_said(db, draft)))
        _link(session, work_id, stream_id, draft)
        return work_id


def change_creative_work(db: Database, work_id: int, draft: CreativeWorkDraft, *, actor: Actor) -> None:
    """Change a creative work and who made it; its files stay."""
    with known_links(), db.writing(action="Творческая работа изменена", actor=actor) as session:
        work = found(session, CreativeWork, work_id, _GONE)
        work.sqlmodel_update(_said(db, draft))
        session.flush()
        _link(session, work_id, work.stream_id, draft)


def remove_creative_work(db: Database, work_id: int, *, actor: Actor) -> None:
    """Remove a creative work with its files; «Вернуть» brings them back."""
    with db.writing(action="Творческая работа убрана", actor=actor) as session:
        work = found(session, CreativeWork, work_id, _GONE)
        detach_all(session, CreativeWorkPlace(work_id))
        session.delete(work)


def _said(db: Database, draft: CreativeWorkDraft) -> dict[str, Any]:
    said = values(draft, without=_LINKS)
    if draft.state is SubmissionState.ACCEPTED and draft.accepted_on is None:
        said["accepted_on"] = db.today()
    return said


def _link(session: Session, work_id: int, stream_id: int, draft: CreativeWorkDraft) -> None:
    strangers = number(
        session,
        "SELECT count(*) FROM json_each(:members) AS m "
        "WHERE NOT EXISTS (SELECT 1 FROM enrollment AS e WHERE e.id = m.value AND e.stream_id = :stream)",
        members=str(sorted(set(draft.member_ids))),
        stream=stream_id,
    )
    if strangers:
        raise UserError("Работу выполняют стажёры одного потока.", "Обновите список и выберите участников снова.")
    relink(session, "creative_work_member", {"work_id": work_id}, "enrollment_id", draft.member_ids)
