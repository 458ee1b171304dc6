"""Lines of the карта оценки результативности: which techniques a trainee tried, and what came of them."""

from collections.abc import Sequence

from sqlmodel import col, func, select

from models.commands.open_card import refuse_nameless_at
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.rows.routes import PracticeDraft
from models.schema.programs import Enrollment, PracticeResult

_GONE = "Этой строки уже нет."


def add_practice(db: Database, enrollment_id: int, draft: PracticeDraft, *, actor: Actor) -> int:
    """Add a line at the end of a trainee's card."""
    with known_links(), db.writing(action="Приём записан", actor=actor) as session:
        found(session, Enrollment, enrollment_id, "Этого стажёра в потоке уже нет.")
        refuse_nameless_at(session, (enrollment_id,))
        of_hers = select(func.max(col(PracticeResult.no))).where(col(PracticeResult.enrollment_id) == enrollment_id)
        no = (session.exec(of_hers).one() or 0) + 1
        return add(session, PracticeResult(enrollment_id=enrollment_id, no=no, **values(draft)))


def change_practice(db: Database, practice_id: int, draft: PracticeDraft, *, actor: Actor) -> None:
    """Change a line; its place stays."""
    with db.writing(action="Приём изменён", actor=actor) as session:
        line = found(session, PracticeResult, practice_id, _GONE)
        refuse_nameless_at(session, (line.enrollment_id,))
        line.sqlmodel_update(values(draft))


def remove_practice(db: Database, practice_ids: Sequence[int], *, actor: Actor) -> None:
    """Remove lines; the others keep their order."""
    with db.writing(action="Приём убран" if len(practice_ids) == 1 else "Приёмы убраны", actor=actor) as session:
        for practice_id in practice_ids:
            session.delete(found(session, PracticeResult, practice_id, _GONE))
