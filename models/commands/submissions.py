"""What trainees hand in: states by the keyboard, and one answer with its score, comment and day."""

import json
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.commands.assignments import NO_ASSIGNMENT
from models.commands.attachments import detach_all
from models.commands.open_card import refuse_nameless_at
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.queries.fetch import number
from models.rows.assignments import SubmissionDraft, SubmissionKey
from models.rows.attachments import SubmissionPlace
from models.rows.codes import SubmissionState
from models.rules.words import counted
from models.schema.programs import Enrollment
from models.schema.works import Assignment, Submission


def mark_submissions(
    db: Database, keys: Collection[SubmissionKey], state: SubmissionState, *, actor: Actor
) -> list[int]:
    """Bring answers to a state, all in one action; gives their ids. What has no day of handing in gets today.

    «Не сдано» takes the day away and keeps score, comment and files; where nothing is written it writes nothing.
    """
    asked = sorted(set(keys))
    many = counted(len(asked), "задание", "задания", "заданий")
    with known_links(), db.writing(action=f"{state.label.capitalize()}: {many}", actor=actor) as session:
        stored = _stored(session, asked)
        new = [key for key in asked if key not in stored]
        _refuse_foreign(session, new)
        is_there = state is not SubmissionState.MISSING
        for row in stored.values():
            row.state, row.submitted_on = state, (row.submitted_on or db.today()) if is_there else None
        if is_there:
            stored |= {key: Submission(**key._asdict(), state=state, submitted_on=db.today()) for key in new}
            session.add_all(stored.values())
        session.flush()
        return [row.id or 0 for _key, row in sorted(stored.items())]


def write_submission(db: Database, key: SubmissionKey, draft: SubmissionDraft, *, actor: Actor) -> int:
    """Write an answer down, or change the one that is there; gives its id."""
    with known_links(), db.writing(action="Ответ на задание записан", actor=actor) as session:
        refuse_nameless_at(session, (key.enrollment_id,))
        said = values(draft)
        if draft.state is not SubmissionState.MISSING and draft.submitted_on is None:
            said["submitted_on"] = db.today()
        row = _stored(session, [key]).get(key)
        if row is None:
            _refuse_foreign(session, [key])
            return add(session, Submission(**key._asdict(), **said))
        row.sqlmodel_update(said)
        return row.id or 0


def remove_submission(db: Database, submission_id: int, *, actor: Actor) -> None:
    """Remove an answer as if nothing had been handed in, with its files."""
    with db.writing(action="Ответ на задание убран", actor=actor) as session:
        submission = found(session, Submission, submission_id, "Этого ответа уже нет.")
        detach_all(session, SubmissionPlace(submission_id))
        session.delete(submission)


def _stored(session: Session, keys: Sequence[SubmissionKey]) -> dict[SubmissionKey, Submission]:
    """What is written down of these answers."""
    wanted = select(Submission).where(
        col(Submission.assignment_id).in_({key.assignment_id for key in keys}),
        col(Submission.enrollment_id).in_({key.enrollment_id for key in keys}),
    )
    found_there = {SubmissionKey(row.assignment_id, row.enrollment_id): row for row in session.exec(wanted)}
    return {key: found_there[key] for key in keys if key in found_there}


def _refuse_foreign(session: Session, keys: Sequence[SubmissionKey]) -> None:
    """Refuse an assignment of another programme than that of the trainee's stream."""
    fitting = number(
        session,
        """
        SELECT count(*) FROM json_each(:keys) AS k JOIN assignment AS a ON a.id = k.value ->> 0
        JOIN module AS m ON m.id = a.module_id JOIN enrollment AS e ON e.id = k.value ->> 1
        JOIN stream AS s ON s.id = e.stream_id AND s.program_id = m.program_id
        """,
        keys=json.dumps(keys),
    )
    if fitting == len(keys):
        return
    for key in keys:
        found(session, Assignment, key.assignment_id, NO_ASSIGNMENT)
        found(session, Enrollment, key.enrollment_id, "Этого стажёра нет в потоке.")
    raise UserError("Это задание другой программы.", "Выберите задание программы, по которой идёт поток.")
