"""The programme that ships as an example ([S1]: 12 hours in three modules), made into one of the site's own."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from models.commands.programs import store_program
from models.commands.store import add
from models.database import Actor, Database
from models.rows.programs import ActivityDraft, MaterialDraft, ModuleDraft, PassportDraft, ProgramDraft
from models.schema.programs import LearningMaterial, Program, ProgramDeficit
from models.schema.reference import Competence, EventFormat
from resources.loader import read_json

_EXAMPLE = "examples/internship_program.json"


def add_example_program(db: Database, *, actor: Actor) -> int:
    """Make a draft of a programme by the example, with its deficits and materials; gives its id."""
    said: Mapping[str, Any] = read_json(_EXAMPLE)
    with db.writing(action="Программа создана по образцу", actor=actor) as session:
        passport = {name: said[name] for name in PassportDraft.model_fields if name in said}
        made = {
            "title": _free_title(session, said["title"]),
            "deficits": [each["title"] for each in said["deficits"]],
            "modules": [_module(each, _ids_by_code(session, EventFormat)) for each in said["modules"]],
        }
        draft = ProgramDraft.model_validate({**passport, **made})
        program_id = store_program(db, session, draft)
        competences = _ids_by_code(session, Competence)
        deficits: dict[int, int | None] = {}
        for deficit, each in zip(_deficits(session, program_id), said["deficits"], strict=True):
            deficit.competence_id = competences[each["competence"]]
            deficits[deficit.no] = deficit.id
        for each in said["materials"]:
            material = MaterialDraft(kind=each["kind"], title=each["title"], deficit_id=deficits[each["deficit"]])
            add(session, LearningMaterial(program_id=program_id, **material.model_dump()))
        return program_id


def _module(said: Mapping[str, Any], formats: Mapping[str, int]) -> ModuleDraft:
    activities = [
        ActivityDraft(format_id=formats.get(each.get("format", "")), **{k: v for k, v in each.items() if k != "format"})
        for each in said["activities"]
    ]
    return ModuleDraft(activities=activities, **{k: v for k, v in said.items() if k != "activities"})


def _ids_by_code(session: Session, table: type[EventFormat | Competence]) -> dict[str, int]:
    """Ids of the rows that ship, by their codes."""
    return {row.code: row.id for row in session.exec(select(table)) if row.code and row.id is not None}


def _deficits(session: Session, program_id: int) -> list[ProgramDeficit]:
    """The declared deficits in their order."""
    listed = select(ProgramDeficit).where(col(ProgramDeficit.program_id) == program_id)
    return list(session.exec(listed.order_by(col(ProgramDeficit.no))))


def _free_title(session: Session, title: str) -> str:
    """The title itself, or with a number where there is such a programme already."""
    taken = set(session.exec(select(Program.title)))
    number, free = 1, title
    while free in taken:
        number += 1
        free = f"{title} ({number})"
    return free
