"""The register of personal-data actions: what was done with whose data and on what ground (152-ФЗ).

Its lines name people by code, are written inside the action they tell of, and are never turned back: undoing an
action adds a line that says so.
"""

from collections.abc import Iterable

from sqlmodel import Session

from models.bulk import insert_many
from models.commands.store import found
from models.database import Actor, Database
from models.identity import stamp
from models.queries.fetch import rows
from models.rows.codes import ActionKind, PersonalDataAction
from models.rows.personal_data import RegisteredSubject
from models.rules.person_code import person_code
from models.schema.people import Person, PersonalDataEvent


def note_personal_data(session: Session, *, action: PersonalDataAction, person_id: int, basis: str) -> None:
    """Add a line about one person inside the action being written; `basis` names no one."""
    session.add(PersonalDataEvent.model_validate(_line(session, action, person_code(person_id), basis)))
    session.flush()


def hand_over_kept_data(db: Database, person_id: int, *, actor: Actor) -> None:
    """Note that a person is given what is kept about her (152-ФЗ, ст. 14); the paper is drawn after it."""
    with db.writing(action="Сведения о данных выданы", actor=actor, kind=ActionKind.COMPENSATED) as session:
        found(session, Person, person_id, "Этой карточки уже нет.")
        note_personal_data(session, action=PersonalDataAction.HANDED_OVER, person_id=person_id, basis="запрос субъекта")


def note_of_many(session: Session, *, action: PersonalDataAction, person_ids: Iterable[int], basis: str) -> None:
    """Add the same line about each of these people."""
    lines = [_line(session, action, person_code(person_id), basis) for person_id in person_ids]
    insert_many(session, PersonalDataEvent, lines)


def note_turned(session: Session, turned_id: int, *, kind: ActionKind, label: str) -> None:
    """Say of everybody whom the lines of an action tell of that it was turned back, or repeated."""
    action = PersonalDataAction.TURNED_BACK if kind is ActionKind.UNDO else PersonalDataAction.REPEATED
    subjects = rows(
        session,
        RegisteredSubject,
        "SELECT DISTINCT subject_code FROM personal_data_event WHERE action_id = :turned ORDER BY subject_code",
        turned=turned_id,
    )
    insert_many(session, PersonalDataEvent, [_line(session, action, each.code, label) for each in subjects])


def _line(session: Session, action: PersonalDataAction, code: str, basis: str) -> dict[str, object]:
    return {
        "at": stamp(session.info["now"]),
        "actor_id": session.info["author_id"],
        "action": action.value,
        "subject_code": code,
        "basis": basis,
        "action_id": session.info["action_id"],
    }
