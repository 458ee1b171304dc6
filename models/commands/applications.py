"""Applications for a place in a stream (заявки), and what a place says of its trainee's own way."""

from collections.abc import Sequence

from models.bulk import insert_many
from models.commands.open_card import refuse_nameless
from models.commands.store import found, known_links, values
from models.commands.stream_places import NO_STREAM, places_of
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import EnrollmentStatus
from models.rows.programs import ApplicationDraft, PlaceDraft
from models.schema.programs import Enrollment, Stream


def apply(db: Database, stream_id: int, drafts: Sequence[ApplicationDraft], *, actor: Actor) -> int:
    """Write down applications, all or none, and give how many; those beyond the places wait for one.

    Refuses somebody who is or was in the stream, and who has applied already.
    """
    label = "Заявка в поток принята" if len(drafts) == 1 else "Заявки в поток приняты"
    with known_links(), db.writing(action=label, actor=actor) as session:
        found(session, Stream, stream_id, NO_STREAM)
        people = {draft.person_id for draft in drafts}
        refuse_nameless(session, people)
        if len(people) < len(drafts) or places_of(session, stream_id, people):
            raise UserError(
                "Заявка не записана: кто-то из выбранных уже в этом потоке, или заявка от неё есть.",
                "Посмотрите, кто в потоке, и выберите других.",
            )
        applied = {"stream_id": stream_id, "status": EnrollmentStatus.APPLIED}
        insert_many(session, Enrollment, [applied | values(draft) for draft in drafts])
        return len(drafts)


def change_place(db: Database, enrollment_id: int, draft: PlaceDraft, *, actor: Actor) -> None:
    """Change the day of the application, the direction chosen and the individual path of a place."""
    with db.writing(action="Место в потоке изменено", actor=actor) as session:
        place = found(session, Enrollment, enrollment_id, "Этого стажёра нет в потоке.")
        refuse_nameless(session, (place.person_id,))
        place.sqlmodel_update(values(draft))
