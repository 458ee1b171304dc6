"""Cases of tests/models/test_every_command_undone.py: what the programme designer does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from models.commands import (
    program_deficits,
    program_example,
    program_life,
    program_modules,
    program_versions,
    stream_calendar,
)
from models.database import Database
from models.rows.codes import ActivityKind, MaterialKind, Mode, ProgramKind, RequirementNumber
from models.rows.programs import (
    ActivityDraft,
    DeficitDraft,
    MaterialDraft,
    ModuleDaysDraft,
    ModuleDraft,
    PassportDraft,
)
from tests.models.make import HEAD

if TYPE_CHECKING:
    from tests.models.test_every_command_undone import Site

_OPEN = "status = 'draft' AND id NOT IN (SELECT program_id FROM stream)"
"""A programme that may be changed."""
_OPEN_PART = f"program_id IN (SELECT id FROM program WHERE {_OPEN})"
_OPEN_WORK = f"module_id IN (SELECT id FROM module WHERE {_OPEN_PART})"
_UP_OR_DOWN = st.sampled_from((-1, 1))


def _activity(at: Site) -> ActivityDraft:
    return ActivityDraft(
        text=at.word(),
        minutes=at.draw(st.integers(5, 90)),
        kind=at.draw(st.none() | st.sampled_from(ActivityKind)),
        format_id=at.maybe("event_format"),
    )


def _module(at: Site) -> ModuleDraft:
    return ModuleDraft(title=at.word(), hours=at.draw(st.integers(1, 9)), mode=Mode.REMOTE, activities=[_activity(at)])


def _passport(at: Site) -> PassportDraft:
    return PassportDraft(title=at.word(), kind=ProgramKind.INSIDE_DPP, hours=at.draw(st.integers(1, 72)))


def _deficit(at: Site) -> DeficitDraft:
    return DeficitDraft(title=at.word(), competence_id=at.maybe("competence"))


def _material(at: Site, program_id: int) -> MaterialDraft:
    own = at.ids("program_deficit", f"program_id = {program_id}")
    deficit = at.draw(st.none() | st.sampled_from(own)) if own else None
    return MaterialDraft(kind=at.draw(st.sampled_from(MaterialKind)), title=at.word(), deficit_id=deficit)


def _add_material(at: Site) -> None:
    program_id = at.one("program")
    program_deficits.add_material(at.db, program_id, _material(at, program_id), actor=HEAD)


def _change_material(at: Site) -> None:
    program_id = at.one("program", "id IN (SELECT program_id FROM learning_material)")
    material_id = at.one("learning_material", f"program_id = {program_id}")
    program_deficits.change_material(at.db, material_id, _material(at, program_id), actor=HEAD)


def _set_days(at: Site) -> None:
    stream_id = at.one("stream")
    modules = at.some("module", f"program_id = (SELECT program_id FROM stream WHERE id = {stream_id})")
    days = [
        ModuleDaysDraft(module_id=each, starts_on=(day := at.day()), ends_on=day + timedelta(3)) for each in modules
    ]
    stream_calendar.set_module_days(at.db, stream_id, days, actor=HEAD)


def write_programs(db: Database) -> None:
    """Programmes that are no stream's: the example as a draft, and one in the archive."""
    drafted = program_example.add_example_program(db, actor=HEAD)
    program_life.archive_program(db, program_versions.copy_program(db, drafted, "В архив", actor=HEAD), actor=HEAD)


PROGRAM_CASES: Mapping[str, Callable[[Site], object]] = {
    "program_deficits.add_deficit": lambda at: program_deficits.add_deficit(
        at.db, at.one("program", _OPEN), _deficit(at), actor=HEAD
    ),
    "program_deficits.change_deficit": lambda at: program_deficits.change_deficit(
        at.db, at.one("program_deficit", _OPEN_PART), _deficit(at), actor=HEAD
    ),
    "program_deficits.move_deficit": lambda at: program_deficits.move_deficit(
        at.db, at.one("program_deficit", _OPEN_PART), at.draw(_UP_OR_DOWN), actor=HEAD
    ),
    "program_deficits.remove_deficit": lambda at: program_deficits.remove_deficit(
        at.db, at.one("program_deficit", _OPEN_PART), actor=HEAD
    ),
    "program_deficits.add_material": _add_material,
    "program_deficits.change_material": _change_material,
    "program_deficits.remove_materials": lambda at: program_deficits.remove_materials(
        at.db, at.some("learning_material", least=1), actor=HEAD
    ),
    "program_example.add_example_program": lambda at: program_example.add_example_program(at.db, actor=HEAD),
    "program_life.change_program": lambda at: program_life.change_program(
        at.db, at.one("program", _OPEN), _passport(at), actor=HEAD
    ),
    "program_life.choose_competences": lambda at: program_life.choose_competences(
        at.db, at.one("program", _OPEN), at.some("competence"), actor=HEAD
    ),
    "program_life.set_requirement_numbers": lambda at: program_life.set_requirement_numbers(
        at.db,
        at.one("program", _OPEN),
        {key: at.draw(st.none() | st.integers(0, 4)) for key in RequirementNumber},
        actor=HEAD,
    ),
    "program_life.approve_program": lambda at: program_life.approve_program(
        at.db, at.one("program", _OPEN), at.word(), at.day(), actor=HEAD
    ),
    "program_life.archive_program": lambda at: program_life.archive_program(at.db, at.one("program"), actor=HEAD),
    "program_life.take_from_archive": lambda at: program_life.take_from_archive(
        at.db, at.one("program", "status = 'archived'"), actor=HEAD
    ),
    "program_life.remove_program": lambda at: program_life.remove_program(at.db, at.one("program", _OPEN), actor=HEAD),
    "program_modules.add_modules": lambda at: program_modules.add_modules(
        at.db, at.one("program", _OPEN), [_module(at)], actor=HEAD
    ),
    "program_modules.change_module": lambda at: program_modules.change_module(
        at.db, at.one("module", _OPEN_PART), _module(at), actor=HEAD
    ),
    "program_modules.move_module": lambda at: program_modules.move_module(
        at.db, at.one("module", _OPEN_PART), at.draw(_UP_OR_DOWN), actor=HEAD
    ),
    "program_modules.double_module": lambda at: program_modules.double_module(
        at.db, at.one("module", _OPEN_PART), actor=HEAD
    ),
    "program_modules.remove_module": lambda at: program_modules.remove_module(
        at.db, at.one("module", _OPEN_PART), actor=HEAD
    ),
    "program_modules.add_activity": lambda at: program_modules.add_activity(
        at.db, at.one("module", _OPEN_PART), _activity(at), actor=HEAD, after=at.maybe("module_activity")
    ),
    "program_modules.change_activity": lambda at: program_modules.change_activity(
        at.db, at.one("module_activity", _OPEN_WORK), _activity(at), actor=HEAD
    ),
    "program_modules.move_activity": lambda at: program_modules.move_activity(
        at.db, at.one("module_activity", _OPEN_WORK), at.draw(_UP_OR_DOWN), actor=HEAD
    ),
    "program_modules.double_activities": lambda at: program_modules.double_activities(
        at.db, at.some("module_activity", _OPEN_WORK, least=1), actor=HEAD
    ),
    "program_modules.remove_activities": lambda at: program_modules.remove_activities(
        at.db, at.some("module_activity", _OPEN_WORK, least=1), actor=HEAD
    ),
    "program_versions.add_version": lambda at: program_versions.add_version(at.db, at.one("program"), actor=HEAD),
    "program_versions.copy_program": lambda at: program_versions.copy_program(
        at.db, at.one("program"), at.word(), actor=HEAD
    ),
    "stream_calendar.set_module_days": _set_days,
}
