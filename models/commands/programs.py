"""Programmes, streams and enrolments."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from models.bulk import insert_many
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.programs import EnrollmentDraft, ModuleDraft, ProgramDraft, StreamDraft
from models.schema.people import Person
from models.schema.programs import Enrollment, Module, ModuleActivity, Program, Stream


def add_program(db: Database, draft: ProgramDraft, *, actor: Actor) -> int:
    """Add a programme with its modules and their activities, numbered in order; refuses a second one of its title."""
    with known_links(), db.writing(action="Программа добавлена", actor=actor) as session:
        if session.exec(select(Program.id).where(col(Program.title) == draft.title)).first() is not None:
            raise UserError("Программа с таким названием уже есть.", "Откройте её или уточните название.")
        program_id = add(session, Program(uid=db.new_uid(), **values(draft, without=("modules",))))
        for no, module in enumerate(draft.modules, start=1):
            module_id = add(session, _module(program_id, no, module))
            for place, activity in enumerate(module.activities, start=1):
                session.add(ModuleActivity(module_id=module_id, no=place, **values(activity)))
        return program_id


def add_stream(db: Database, draft: StreamDraft, *, actor: Actor) -> int:
    """Open a stream of a programme."""
    with db.writing(action="Поток открыт", actor=actor) as session:
        found(session, Program, draft.program_id, "Этой программы нет.")
        found(session, Person, draft.tutor_id, "Такого тьютора нет в списке.")
        return add(session, Stream(uid=db.new_uid(), **values(draft)))


def enroll(db: Database, stream_id: int, drafts: Sequence[EnrollmentDraft], *, actor: Actor) -> None:
    """Take people into a stream, all or none; refuses somebody who is in it already or more than its capacity."""
    try:
        with db.writing(action="Стажёры зачислены в поток", actor=actor) as session:
            stream = found(session, Stream, stream_id, "Этого потока нет.")
            insert_many(session, Enrollment, [{"stream_id": stream_id, **values(draft)} for draft in drafts])
            taken = session.connection().exec_driver_sql(
                "SELECT count(*) FROM enrollment WHERE stream_id = ? AND status <> 'expelled'", (stream_id,)
            )
            if stream.capacity is not None and taken.scalar_one() > stream.capacity:
                raise UserError(
                    f"В потоке {stream.capacity} мест, столько людей не поместится.",
                    "Увеличьте число мест или зачислите меньше людей.",
                )
    except IntegrityError as problem:
        raise UserError(
            "Кто-то из выбранных уже в этом потоке, или карточки больше нет. Никто не зачислен.",
            "Обновите список и выберите людей снова.",
        ) from problem


def change_enrollment(db: Database, enrollment_id: int, draft: EnrollmentDraft, *, actor: Actor) -> None:
    """Change a trainee's state in a stream: studying, completed, expelled with its order."""
    with db.writing(action="Зачисление изменено", actor=actor) as session:
        enrollment = found(session, Enrollment, enrollment_id, "Этого стажёра нет в потоке.")
        enrollment.sqlmodel_update(values(draft, without=("person_id",)))


def _module(program_id: int, no: int, draft: ModuleDraft) -> Module:
    return Module(program_id=program_id, no=no, **values(draft, without=("activities",)))
