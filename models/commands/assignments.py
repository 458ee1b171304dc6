"""The assignments of a programme's modules, and by when a stream hands them in.

In a version that is fixed (approved, or studied already) only what is optional may come, change or go: the mandatory
ones are what a certificate asks for.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.commands.program_parts import NO_MODULE, open_module
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.queries.fetch import number
from models.rows.assignments import AssignmentDraft
from models.rules.words import counted
from models.schema.programs import Module
from models.schema.works import Assignment, AssignmentTerm

NO_ASSIGNMENT = "Этого задания уже нет."


def add_assignment(db: Database, module_id: int, draft: AssignmentDraft, *, actor: Actor) -> int:
    """Add an assignment to a module, after those it has."""
    with known_links(), db.writing(action="Задание добавлено", actor=actor) as session:
        _may_change(session, module_id, is_mandatory=draft.is_mandatory, today=db.today())
        last = number(session, "SELECT max(no) FROM assignment WHERE module_id = :module", module=module_id)
        return add(session, Assignment(module_id=module_id, no=last + 1, **values(draft)))


def change_assignment(db: Database, assignment_id: int, draft: AssignmentDraft, *, actor: Actor) -> None:
    """Change an assignment; what was handed in stays."""
    with known_links(), db.writing(action="Задание изменено", actor=actor) as session:
        assignment = found(session, Assignment, assignment_id, NO_ASSIGNMENT)
        is_mandatory = draft.is_mandatory or assignment.is_mandatory
        _may_change(session, assignment.module_id, is_mandatory=is_mandatory, today=db.today())
        assignment.sqlmodel_update(values(draft))


def move_assignment(db: Database, assignment_id: int, place: int, *, actor: Actor) -> None:
    """Put an assignment at a place (from 1) among those of its module."""
    with db.writing(action="Порядок заданий изменён", actor=actor) as session:
        moved = found(session, Assignment, assignment_id, NO_ASSIGNMENT)
        others = [each for each in _of_module(session, moved.module_id) if each.id != assignment_id]
        others.insert(min(max(place, 1), len(others) + 1) - 1, moved)
        for no, assignment in enumerate(others, start=1):
            assignment.no = no


def remove_assignment(db: Database, assignment_id: int, *, actor: Actor) -> None:
    """Remove an assignment with the days that streams set for it; refuses one that somebody has answered."""
    with db.writing(action="Задание убрано", actor=actor) as session:
        assignment = found(session, Assignment, assignment_id, NO_ASSIGNMENT)
        _may_change(session, assignment.module_id, is_mandatory=assignment.is_mandatory, today=db.today())
        answers = number(session, "SELECT count(*) FROM submission WHERE assignment_id = :id", id=assignment_id)
        if answers:
            said = counted(answers, "запись стажёра", "записи стажёров", "записей стажёров")
            raise UserError(
                f"Задание убрать нельзя: по нему есть {said}.",
                "Чтобы его не сдавали дальше, напишите это в самом задании.",
            )
        session.delete(assignment)


def set_terms(db: Database, stream_id: int, days: Mapping[int, date | None], *, actor: Actor) -> None:
    """Say by when a stream hands assignments in; None = by the assignment's own day."""
    try:
        with db.writing(action="Сроки заданий изменены", actor=actor) as session:
            for assignment_id, day in sorted(days.items()):
                term = session.get(AssignmentTerm, (stream_id, assignment_id))
                if term is not None and day is None:
                    session.delete(term)
                elif term is not None and day is not None:
                    term.due_on = day
                elif day is not None:
                    session.add(AssignmentTerm(stream_id=stream_id, assignment_id=assignment_id, due_on=day))
    except IntegrityError as problem:
        raise UserError("Потока или задания уже нет. Сроки не записаны.", "Обновите список и повторите.") from problem


def _may_change(session: Session, module_id: int, *, is_mandatory: bool, today: date) -> None:
    if is_mandatory:
        open_module(session, module_id, today=today)
    else:
        found(session, Module, module_id, NO_MODULE)


def _of_module(session: Session, module_id: int) -> list[Assignment]:
    ordered = select(Assignment).where(col(Assignment.module_id) == module_id)
    return list(session.exec(ordered.order_by(col(Assignment.no), col(Assignment.id))))
