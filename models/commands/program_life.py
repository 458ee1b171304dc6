"""A programme as a whole: its passport, its settings, approval, archive and removal."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session, col, select

from models import inverse
from models.commands.attachments import detach_all
from models.commands.links import relink
from models.commands.program_parts import NO_PROGRAM, open_program
from models.commands.store import found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.attachments import MaterialPlace
from models.rows.codes import ProgramStatus, RequirementNumber
from models.rows.programs import PassportDraft
from models.schema.programs import LearningMaterial, Module, Program, ProgramRequirement

_OWN_PARTS = ("module", "program", "program_deficit", "program_competence", "program_requirement", "learning_material")
"""What goes with a programme without a word; versions that follow it stay."""


def change_program(db: Database, program_id: int, draft: PassportDraft, *, actor: Actor) -> None:
    """Change what a programme says of itself; refuses the title of another programme."""
    with db.writing(action="Программа изменена", actor=actor) as session:
        program = open_program(session, program_id, today=db.today())
        if draft.title != program.title:
            refuse_taken(session, draft.title)
        program.sqlmodel_update(values(draft))


def choose_competences(db: Database, program_id: int, competence_ids: Collection[int], *, actor: Actor) -> None:
    """Say which competences the diagnostics of a programme look at; none means all that are not hidden."""
    with known_links(), db.writing(action="Компетенции программы выбраны", actor=actor) as session:
        open_program(session, program_id, today=db.today())
        relink(session, "program_competence", {"program_id": program_id}, "competence_id", competence_ids)


def set_requirement_numbers(
    db: Database, program_id: int, numbers: Mapping[RequirementNumber, int | None], *, actor: Actor
) -> None:
    """Set how much of each a certificate of this programme needs; None stands for the usual number."""
    with db.writing(action="Требования программы заданы", actor=actor) as session:
        open_program(session, program_id, today=db.today())
        for key, needed in numbers.items():
            row = session.get(ProgramRequirement, (program_id, key.value))
            if needed is not None and needed < 0:
                raise UserError("Число не бывает меньше нуля.", "Исправьте его или оставьте поле пустым.")
            if needed is None and row is not None:
                session.delete(row)
            elif needed is not None and row is None:
                session.add(ProgramRequirement(program_id=program_id, key=key.value, needed=needed))
            elif needed is not None and row is not None:
                row.needed = needed


def approve_program(db: Database, program_id: int, by: str, on: date, *, actor: Actor) -> None:
    """Approve a programme: from now on it is changed by a new version only. «Вернуть» makes it a draft again."""
    with db.writing(action="Программа утверждена", actor=actor) as session:
        program = found(session, Program, program_id, NO_PROGRAM)
        if ProgramStatus(program.status) is ProgramStatus.APPROVED:
            raise UserError("Эта версия программы уже утверждена.", "Чтобы изменить её, нажмите «Новая версия».")
        if not by.strip():
            raise UserError("Не указано, кем утверждена программа.", "Впишите должность и имя или номер приказа.")
        program.status, program.approved_by, program.approved_on = ProgramStatus.APPROVED, by.strip(), on


def archive_program(db: Database, program_id: int, *, actor: Actor) -> None:
    """Put a programme aside: new streams are not offered it, those that study by it go on."""
    with db.writing(action="Программа убрана в архив", actor=actor) as session:
        found(session, Program, program_id, NO_PROGRAM).status = ProgramStatus.ARCHIVED


def take_from_archive(db: Database, program_id: int, *, actor: Actor) -> None:
    """Bring a programme back from the archive: approved if it had been, else a draft."""
    with db.writing(action="Программа возвращена из архива", actor=actor) as session:
        program = found(session, Program, program_id, NO_PROGRAM)
        if ProgramStatus(program.status) is ProgramStatus.ARCHIVED:
            program.status = ProgramStatus.APPROVED if program.approved_on else ProgramStatus.DRAFT


def remove_program(db: Database, program_id: int, *, actor: Actor) -> None:
    """Remove a version of a programme with its modules and materials; refuses one that streams or events stand on."""
    with db.writing(action="Программа убрана", actor=actor) as session:
        program = found(session, Program, program_id, NO_PROGRAM)
        connection = session.connection()
        modules = session.exec(select(Module.id).where(col(Module.program_id) == program_id)).all()
        ids = [id_ for id_ in modules if id_ is not None]
        if inverse.referenced_elsewhere(connection, "program", [program_id], besides=_OWN_PARTS):
            raise UserError(
                f"Программу «{program.title}» убрать нельзя: по ней открыты потоки.",
                "Уберите её в архив: потоки останутся, а новым её не предложат.",
            )
        if inverse.referenced_elsewhere(connection, "module", ids, besides=("module_activity", "assignment")):
            raise UserError(
                f"Программу «{program.title}» убрать нельзя: к её модулям относятся мероприятия.",
                "Уберите её в архив: мероприятия останутся в отчётах.",
            )
        for material in session.exec(select(LearningMaterial).where(col(LearningMaterial.program_id) == program_id)):
            detach_all(session, MaterialPlace(material.id or 0))
        session.delete(program)


def refuse_taken(session: Session, title: str) -> None:
    """Refuse a title that another programme has."""
    if session.exec(select(Program.id).where(col(Program.title) == title)).first() is not None:
        raise UserError("Программа с таким названием уже есть.", "Откройте её или уточните название.")
