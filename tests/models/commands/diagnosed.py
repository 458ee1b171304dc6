"""A stream whose trainees are diagnosed: what tests of diagnostics and of routes begin with."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.commands.diagnostics import write_scores
from models.commands.programs import add_stream, enroll
from models.database import Database
from models.queries.diagnostics import diagnostic_grid
from models.rows.codes import DiagnosticStage, MaterialKind, Mode, ProgramKind
from models.rows.diagnostics import ScoreDraft
from models.rows.programs import StreamDraft
from models.schema.programs import LearningMaterial, Module, Program, ProgramDeficit, StreamModule
from tests.models.commands import arrange
from tests.models.make import HEAD, store

ENTRY, EXIT = DiagnosticStage.ENTRY, DiagnosticStage.EXIT
FILLED = date(2026, 1, 14)
SECOND_MODULE_ON, SECOND_MODULE_ENDS = date(2026, 2, 9), date(2026, 2, 27)
FIRST, SECOND, THIRD = 1, 2, 3
"""Competences of the starter set."""


class Diagnosed(NamedTuple):
    """The stream, its programme, and the places of its people by surname."""

    stream_id: int
    program_id: int
    places: Sequence[int]


def diagnosed_stream(db: Database, *surnames: str) -> Diagnosed:
    """A stream of a programme of three modules, the days of the second known, and nothing scored yet."""
    garden = arrange.organization(db, "Детский сад № 3")
    tutor = arrange.person(db, "Тьюторова", at=garden)
    uid = db.new_uid()
    program_id = store(
        db, Program(uid=uid, title="Индивидуализация", kind=ProgramKind.OUTSIDE_DPP, hours=12), action="Программа"
    )
    modules = [
        store(
            db,
            Module(program_id=program_id, no=no, title=f"Модуль {no}", hours=4, mode=Mode.IN_PERSON),
            action="Программа",
        )
        for no in (1, 2, 3)
    ]
    draft = StreamDraft(
        program_id=program_id,
        title="Поток 1",
        starts_on=date(2026, 1, 12),
        ends_on=date(2026, 3, 20),
        tutor_id=tutor,
    )
    stream_id = add_stream(db, draft, actor=HEAD)
    days = StreamModule(
        stream_id=stream_id, module_id=modules[1], starts_on=SECOND_MODULE_ON, ends_on=SECOND_MODULE_ENDS
    )
    with db.writing(action="Модуль", actor=HEAD) as session:
        session.add(days)
    people = [arrange.person(db, surname, at=garden) for surname in surnames or ("Аникина", "Белова")]
    enroll(db, stream_id, [arrange.place(each, enrolled_on=date(2026, 1, 12)) for each in people], actor=HEAD)
    places = [each.enrollment_id for each in diagnostic_grid(db, stream_id).people]
    return Diagnosed(stream_id, program_id, places)


def scored(
    db: Database,
    at: Diagnosed,
    enrollment_id: int,
    competence_id: int,
    *,
    stage: DiagnosticStage = ENTRY,
    **said: object,
) -> None:
    """Write one cell."""
    draft = ScoreDraft.model_validate({"enrollment_id": enrollment_id, "competence_id": competence_id} | said)
    write_scores(db, at.stream_id, stage, [draft], filled_on=FILLED, actor=HEAD)


def deficit(db: Database, at: Diagnosed, enrollment_id: int, competence_id: int = FIRST, **said: object) -> None:
    """Mark a deficit at entry, scored 1 by the tutor."""
    scored(db, at, enrollment_id, competence_id, **({"tutor_score": 1, "is_deficit": True} | said))


def materials(db: Database, at: Diagnosed, competence_id: int = FIRST) -> None:
    """A declared deficit of the programme with a task and something to read."""
    declared = store(
        db,
        ProgramDeficit(program_id=at.program_id, no=1, title="Наблюдение", competence_id=competence_id),
        action="Программа",
    )
    for kind, title, description, url in (
        (MaterialKind.TASK, "План недели", "план недели с правками", None),
        (MaterialKind.TEACHING, "Запись занятия", None, "https://example.ru/v"),
        (MaterialKind.DIAGNOSTIC, "Лист наблюдения", None, None),
    ):
        material = LearningMaterial(
            program_id=at.program_id, kind=kind, title=title, deficit_id=declared, description=description, url=url
        )
        store(db, material, action="Программа")
