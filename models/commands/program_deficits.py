"""Deficits that a programme declares, and the learning materials that help to see and to close them ([S1])."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from models.commands.attachments import detach_all
from models.commands.program_parts import NO_PROGRAM, number_in_order, open_program
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.attachments import MaterialPlace
from models.rows.programs import DeficitDraft, MaterialDraft
from models.schema.programs import LearningMaterial, Program, ProgramDeficit

_NO_DEFICIT = "Этого дефицита в программе нет."
_NO_MATERIAL = "Этого материала нет."


def add_deficit(db: Database, program_id: int, draft: DeficitDraft, *, actor: Actor) -> int:
    """Declare one more deficit; gives its id."""
    with known_links(), db.writing(action="Дефицит заявлен", actor=actor) as session:
        open_program(session, program_id, today=db.today())
        last = len(_deficits(session, program_id))
        return add(session, ProgramDeficit(program_id=program_id, no=last + 1, **values(draft)))


def change_deficit(db: Database, deficit_id: int, draft: DeficitDraft, *, actor: Actor) -> None:
    """Change a declared deficit."""
    with known_links(), db.writing(action="Дефицит изменён", actor=actor) as session:
        deficit = found(session, ProgramDeficit, deficit_id, _NO_DEFICIT)
        open_program(session, deficit.program_id, today=db.today())
        deficit.sqlmodel_update(values(draft))


def move_deficit(db: Database, deficit_id: int, by: int, *, actor: Actor) -> None:
    """Move a deficit up (−1) or down (+1); at the end it stays where it is."""
    with db.writing(action="Дефицит переставлен", actor=actor) as session:
        deficit = found(session, ProgramDeficit, deficit_id, _NO_DEFICIT)
        open_program(session, deficit.program_id, today=db.today())
        listed = _deficits(session, deficit.program_id)
        place = listed.index(deficit)
        if 0 <= place + by < len(listed):
            listed[place], listed[place + by] = listed[place + by], listed[place]
        number_in_order(session, listed)


def remove_deficit(db: Database, deficit_id: int, *, actor: Actor) -> None:
    """Take a declared deficit back; its materials stay with the programme."""
    with db.writing(action="Дефицит убран", actor=actor) as session:
        deficit = found(session, ProgramDeficit, deficit_id, _NO_DEFICIT)
        open_program(session, deficit.program_id, today=db.today())
        rest = [each for each in _deficits(session, deficit.program_id) if each is not deficit]
        session.delete(deficit)
        session.flush()
        number_in_order(session, rest)


def add_material(db: Database, program_id: int, draft: MaterialDraft, *, actor: Actor) -> int:
    """Put a material into the library of a programme, an approved one too: a library grows; gives its id."""
    with known_links(), db.writing(action="Материал добавлен", actor=actor) as session:
        found(session, Program, program_id, NO_PROGRAM)
        _check_deficit(session, program_id, draft)
        return add(session, LearningMaterial(program_id=program_id, **values(draft)))


def change_material(db: Database, material_id: int, draft: MaterialDraft, *, actor: Actor) -> None:
    """Change what is said of a material; its files stay."""
    with known_links(), db.writing(action="Материал изменён", actor=actor) as session:
        material = found(session, LearningMaterial, material_id, _NO_MATERIAL)
        _check_deficit(session, material.program_id, draft)
        material.sqlmodel_update(values(draft))


def remove_materials(db: Database, material_ids: Collection[int], *, actor: Actor) -> None:
    """Take materials with their files out of the library; «Вернуть» brings them back."""
    label = "Материал убран" if len(material_ids) == 1 else "Материалы убраны"
    with db.writing(action=label, actor=actor) as session:
        for material_id in material_ids:
            material = found(session, LearningMaterial, material_id, _NO_MATERIAL)
            detach_all(session, MaterialPlace(material_id))
            session.delete(material)


def _deficits(session: Session, program_id: int) -> list[ProgramDeficit]:
    listed = select(ProgramDeficit).where(col(ProgramDeficit.program_id) == program_id)
    return list(session.exec(listed.order_by(col(ProgramDeficit.no), col(ProgramDeficit.id))))


def _check_deficit(session: Session, program_id: int, draft: MaterialDraft) -> None:
    if draft.deficit_id is None:
        return
    deficit = found(session, ProgramDeficit, draft.deficit_id, _NO_DEFICIT)
    if deficit.program_id != program_id:
        raise UserError("Этот дефицит заявлен в другой программе.", "Выберите дефицит этой программы.")
