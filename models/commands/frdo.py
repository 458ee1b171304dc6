"""Handing the sheet for ФИС ФРДО to the institute: the one way on which closed fields leave the site."""

from models.commands.personal_data_register import note_of_many
from models.database import Actor, Database
from models.errors import UserError
from models.queries.frdo import read_frdo
from models.rows.codes import ActionKind, PersonalDataAction
from models.rows.frdo import FrdoTable, FrdoWish
from models.rules.frdo import frdo_cells, frdo_columns


def hand_over_to_frdo(db: Database, wish: FrdoWish, *, actor: Actor) -> FrdoTable:
    """Give the rows of everybody whom nothing keeps out, and note it of each in the register; the file comes after it.

    Raises UserError, noting nothing, where nobody can be included.
    """
    with db.writing(action="Сведения для ФИС ФРДО выгружены", actor=actor, kind=ActionKind.COMPENSATED) as session:
        ready = [source for source, reasons in read_frdo(session, wish, today=db.today()) if not reasons]
        if not ready:
            raise UserError(
                "Включить в файл пока некого: у каждого человека чего-то не хватает.",
                "Посмотрите причины в списке и исправьте их.",
            )
        note_of_many(
            session,
            action=PersonalDataAction.TRANSFERRED,
            person_ids=sorted({source.person_id for source in ready}),
            basis="файл для ИРО; согласие на передачу сведений для ФИС ФРДО",
        )
        return FrdoTable(
            headings=tuple(column.title for column in frdo_columns()),
            rows=tuple(frdo_cells(source) for source in ready),
        )
