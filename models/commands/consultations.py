"""The журнал консультаций."""

from sqlmodel import Session

from models.commands.attachments import detach_all
from models.commands.links import relink
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.rows.attachments import ConsultationPlace
from models.rows.consultations import ConsultationDraft
from models.schema.journals import Consultation

_LINKS = ("person_ids",)
_GONE = "Этой консультации уже нет."


def add_consultation(db: Database, draft: ConsultationDraft, *, actor: Actor) -> int:
    """Write a consultation down with those who were advised."""
    with known_links(), db.writing(action="Консультация записана", actor=actor) as session:
        consultation_id = add(session, Consultation(uid=db.new_uid(), **values(draft, without=_LINKS)))
        _link(session, consultation_id, draft)
        return consultation_id


def change_consultation(db: Database, consultation_id: int, draft: ConsultationDraft, *, actor: Actor) -> None:
    """Change a consultation and who was advised; its files stay."""
    with known_links(), db.writing(action="Консультация изменена", actor=actor) as session:
        found(session, Consultation, consultation_id, _GONE).sqlmodel_update(values(draft, without=_LINKS))
        session.flush()
        _link(session, consultation_id, draft)


def remove_consultation(db: Database, consultation_id: int, *, actor: Actor) -> None:
    """Take a consultation out of the journal with its files; «Вернуть» brings them back."""
    with db.writing(action="Консультация убрана", actor=actor) as session:
        consultation = found(session, Consultation, consultation_id, _GONE)
        detach_all(session, ConsultationPlace(consultation_id))
        session.delete(consultation)


def _link(session: Session, consultation_id: int, draft: ConsultationDraft) -> None:
    relink(session, "consultation_person", {"consultation_id": consultation_id}, "person_id", draft.person_ids)
