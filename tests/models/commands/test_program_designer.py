"""The programme designer: modules and activities in order, deficits and materials, versions, approval, removal."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.commands.attachments import attach_file
from models.commands.program_deficits import add_deficit, add_material, remove_deficit, remove_materials
from models.commands.program_example import add_example_program
from models.commands.program_life import (
    approve_program,
    archive_program,
    change_program,
    choose_competences,
    remove_program,
    set_requirement_numbers,
    take_from_archive,
)
from models.commands.program_modules import (
    add_activity,
    add_modules,
    change_module,
    double_activities,
    double_module,
    move_activity,
    move_module,
    remove_activities,
    remove_module,
)
from models.commands.program_versions import add_version, copy_program
from models.commands.programs import add_program, add_stream
from models.commands.stream_calendar import set_module_days
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.program_content import material_lines, program_content, stream_calendar
from models.queries.programs import program_lines
from models.queries.streams import stream_choices
from models.rows.attachments import MaterialPlace, NewFile
from models.rows.codes import MaterialKind, Mode, ProgramKind, ProgramStatus, RequirementNumber
from models.rows.program_page import ProgramContent
from models.rows.programs import (
    ActivityDraft,
    DeficitDraft,
    MaterialDraft,
    ModuleDaysDraft,
    ModuleDraft,
    ProgramDraft,
    StreamDraft,
)
from models.rules.program_check import Matter, program_faults
from models.rules.study_plan import study_plan
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count


def module(title: str, *texts: str, hours: int = 1) -> ModuleDraft:
    activities = [ActivityDraft(text=text, minutes=45) for text in texts]
    return ModuleDraft(title=title, hours=hours, mode=Mode.IN_PERSON, activities=activities)


@pytest.fixture
def program_id(db: Database) -> int:
    modules = [module("Первый", "а", "б", "в"), module("Второй", "г")]
    draft = ProgramDraft(title="Игра", kind=ProgramKind.OUTSIDE_DPP, hours=4, modules=modules)
    return add_program(db, draft, actor=HEAD)


def read(db: Database, program_id: int) -> ProgramContent:
    found = program_content(db, program_id)
    assert found is not None
    return found


def words(db: Database, program_id: int) -> list[list[str]]:
    """Activities by module, as they stand; their numbers are checked on the way."""
    found = read(db, program_id)
    assert [each.no for each in found.modules] == list(range(1, len(found.modules) + 1))
    for each in found.modules:
        assert [a.no for a in found.activities_of(each.id)] == list(range(1, len(found.activities_of(each.id)) + 1))
    return [[each.text for each in found.activities_of(one.id)] for one in found.modules]


def module_at(db: Database, program_id: int, place: int) -> int:
    return read(db, program_id).modules[place].id


def activity_called(db: Database, program_id: int, text: str) -> int:
    found = read(db, program_id)
    return next(each.id for listed in found.activities.values() for each in listed if each.text == text)


def open_stream(db: Database, program_id: int, *, in_days: int = -1, title: str = "Поток") -> int:
    starts_on = db.today() + timedelta(in_days)
    draft = StreamDraft(
        program_id=program_id,
        title=title,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(59),
        tutor_id=arrange.person(db, f"Тьюторова{title}"),
    )
    return add_stream(db, draft, actor=HEAD)


# --------------------------------------------------------------------------------------------- modules, activities


def test_an_activity_is_added_after_the_one_that_is_named(db: Database, program_id: int) -> None:
    after = activity_called(db, program_id, "а")
    add_activity(db, module_at(db, program_id, 0), ActivityDraft(text="новое", minutes=15), actor=HEAD, after=after)
    assert words(db, program_id) == [["а", "новое", "б", "в"], ["г"]]


def test_an_activity_moves_inside_its_module_and_over_its_end(db: Database, program_id: int) -> None:
    moved = activity_called(db, program_id, "б")
    move_activity(db, moved, 1, actor=HEAD)
    assert words(db, program_id) == [["а", "в", "б"], ["г"]]
    move_activity(db, moved, 1, actor=HEAD)
    assert words(db, program_id) == [["а", "в"], ["б", "г"]]
    move_activity(db, moved, -1, actor=HEAD)
    assert words(db, program_id) == [["а", "в", "б"], ["г"]]


def test_at_the_very_end_nothing_moves(db: Database, program_id: int) -> None:
    before = content(db)
    move_activity(db, activity_called(db, program_id, "г"), 1, actor=HEAD)
    move_activity(db, activity_called(db, program_id, "а"), -1, actor=HEAD)
    move_module(db, module_at(db, program_id, 0), -1, actor=HEAD)
    assert content(db) == before


def test_a_copy_stands_right_after_its_original(db: Database, program_id: int) -> None:
    double_activities(db, [activity_called(db, program_id, "а")], actor=HEAD)
    assert words(db, program_id) == [["а", "а", "б", "в"], ["г"]]
    double_module(db, module_at(db, program_id, 0), actor=HEAD)
    assert words(db, program_id) == [["а", "а", "б", "в"], ["а", "а", "б", "в"], ["г"]]


def test_what_is_left_is_numbered_anew(db: Database, program_id: int) -> None:
    remove_activities(db, [activity_called(db, program_id, each) for each in "аб"], actor=HEAD)
    assert words(db, program_id) == [["в"], ["г"]]
    remove_module(db, module_at(db, program_id, 0), actor=HEAD)
    assert words(db, program_id) == [["г"]]


def test_modules_change_places_with_their_activities_and_undo_brings_them_back(db: Database, program_id: int) -> None:
    before = content(db)
    move_module(db, module_at(db, program_id, 0), 1, actor=HEAD)
    assert words(db, program_id) == [["г"], ["а", "б", "в"]]
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_module_with_an_event_is_not_removed(db: Database, program_id: int) -> None:
    from tests.models.make import make_event, run

    event_id = make_event(db, leader_id=arrange.person(db, "Ведущая"))
    run(db, "UPDATE event SET module_id = ? WHERE id = ?", module_at(db, program_id, 0), event_id)
    with pytest.raises(UserError, match="убрать нельзя"):
        remove_module(db, module_at(db, program_id, 0), actor=HEAD)
    with pytest.raises(UserError, match="убрать нельзя"):
        remove_program(db, program_id, actor=HEAD)
    assert words(db, program_id) == [["а", "б", "в"], ["г"]]


# ------------------------------------------------------------------------------------------------- what is fixed


def test_an_approved_programme_is_not_changed(db: Database, program_id: int) -> None:
    approve_program(db, program_id, "Заведующая, приказ № 5", date(2026, 2, 1), actor=HEAD)
    with pytest.raises(UserError, match="утверждена") as refused:
        change_module(db, module_at(db, program_id, 0), module("Иначе"), actor=HEAD)
    assert "Новая версия" in refused.value.advice


def test_a_programme_that_is_studied_is_not_changed_and_one_that_waits_is(db: Database, program_id: int) -> None:
    open_stream(db, program_id, in_days=1, title="Завтра")
    change_module(db, module_at(db, program_id, 0), module("Иначе"), actor=HEAD)
    open_stream(db, program_id, title="Сегодня")
    with pytest.raises(UserError, match="уже учится поток"):
        change_module(db, module_at(db, program_id, 0), module("Ещё иначе"), actor=HEAD)
    assert read(db, program_id).is_fixed


def test_a_new_version_has_everything_and_the_running_stream_keeps_its_own(
    db: Database, program_id: int, tmp_path: Path
) -> None:
    deficit = add_deficit(db, program_id, DeficitDraft(title="Не видит игры"), actor=HEAD)
    draft = MaterialDraft(kind=MaterialKind.DIAGNOSTIC, title="Карта", deficit_id=deficit)
    material = add_material(db, program_id, draft, actor=HEAD)
    attach_file(db, tmp_path, NewFile(b"%PDF-1.4 map", "map.pdf"), place=MaterialPlace(material), actor=HEAD)
    set_requirement_numbers(db, program_id, {RequirementNumber.SEMINARS: 2}, actor=HEAD)
    choose_competences(db, program_id, [1, 2], actor=HEAD)
    open_stream(db, program_id)
    approve_program(db, program_id, "Заведующая", date(2026, 2, 1), actor=HEAD)

    second = add_version(db, program_id, actor=HEAD)

    found = read(db, second)
    assert (found.version, found.status, found.is_fixed) == (2, ProgramStatus.DRAFT, False)
    assert words(db, second) == words(db, program_id)
    assert (found.numbers, found.competence_ids) == ({RequirementNumber.SEMINARS: 2}, {1, 2})
    assert [each.diagnostic for each in found.deficits] == [1]
    [copied] = material_lines(db, second)
    assert (copied.deficit_id, copied.files) == (found.deficits[0].id, 1)
    assert copied.deficit_id != deficit
    assert [(line.version, line.streams) for line in program_lines(db)] == [(2, 0), (1, 1)]


def test_one_draft_of_the_next_version_at_a_time(db: Database, program_id: int) -> None:
    add_version(db, program_id, actor=HEAD)
    with pytest.raises(UserError, match="уже начата"):
        add_version(db, program_id, actor=HEAD)


def test_new_streams_are_offered_the_newest_approved_version(db: Database, program_id: int) -> None:
    approve_program(db, program_id, "Заведующая", date(2026, 2, 1), actor=HEAD)
    second = add_version(db, program_id, actor=HEAD)
    assert [each.id for each in stream_choices(db).programs] == [program_id]
    approve_program(db, second, "Заведующая", date(2026, 2, 2), actor=HEAD)
    assert [each.id for each in stream_choices(db).programs] == [second]
    assert stream_choices(db).other_programs == ()
    open_stream(db, program_id)
    assert [each.title for each in stream_choices(db).other_programs] == ["Игра, версия 1"]


def test_an_archived_programme_is_not_offered_and_comes_back_as_it_was(db: Database, program_id: int) -> None:
    approve_program(db, program_id, "Заведующая", date(2026, 2, 1), actor=HEAD)
    archive_program(db, program_id, actor=HEAD)
    assert stream_choices(db).programs == ()
    take_from_archive(db, program_id, actor=HEAD)
    assert read(db, program_id).status is ProgramStatus.APPROVED


def test_a_copy_is_a_programme_of_its_own(db: Database, program_id: int) -> None:
    copied = copy_program(db, program_id, "Речь", actor=HEAD)
    assert (read(db, copied).version, read(db, copied).passport.title) == (1, "Речь")
    with pytest.raises(UserError, match="уже есть"):
        copy_program(db, program_id, "Речь", actor=HEAD)


def test_a_programme_of_a_stream_is_not_removed_and_another_goes_with_all_it_has(db: Database, program_id: int) -> None:
    copied = copy_program(db, program_id, "Речь", actor=HEAD)
    before = content(db)
    remove_program(db, copied, actor=HEAD)
    assert (count(db, "program"), count(db, "module")) == (1, 2)
    undo_last(db, actor=HEAD)
    assert content(db) == before
    open_stream(db, copied)
    with pytest.raises(UserError, match="открыты потоки"):
        remove_program(db, copied, actor=HEAD)


def test_a_title_of_another_programme_is_refused(db: Database, program_id: int) -> None:
    copied = copy_program(db, program_id, "Речь", actor=HEAD)
    with pytest.raises(UserError, match="уже есть"):
        change_program(db, copied, read(db, program_id).passport, actor=HEAD)


# --------------------------------------------------------------------------------------------- deficits, materials


def test_a_deficit_without_a_diagnostic_material_is_told(db: Database, program_id: int) -> None:
    deficit = add_deficit(db, program_id, DeficitDraft(title="Не видит игры"), actor=HEAD)
    draft = MaterialDraft(kind=MaterialKind.TEACHING, title="Памятка", deficit_id=deficit)
    add_material(db, program_id, draft, actor=HEAD)
    told = [each.words for each in program_faults(read(db, program_id)) if each.matter is Matter.DEFICITS]
    assert told == ["Дефицит 1: нет диагностического материала"]


def test_materials_stay_when_their_deficit_goes(db: Database, program_id: int) -> None:
    deficit = add_deficit(db, program_id, DeficitDraft(title="Не видит игры"), actor=HEAD)
    draft = MaterialDraft(kind=MaterialKind.TASK, title="Провести игру", deficit_id=deficit)
    material = add_material(db, program_id, draft, actor=HEAD)
    remove_deficit(db, deficit, actor=HEAD)
    assert [each.deficit_id for each in material_lines(db)] == [None]
    remove_materials(db, [material], actor=HEAD)
    assert material_lines(db) == []


def test_a_deficit_of_another_programme_is_refused(db: Database, program_id: int) -> None:
    deficit = add_deficit(db, copy_program(db, program_id, "Речь", actor=HEAD), DeficitDraft(title="Д"), actor=HEAD)
    draft = MaterialDraft(kind=MaterialKind.TASK, title="З", deficit_id=deficit)
    with pytest.raises(UserError, match="в другой программе"):
        add_material(db, program_id, draft, actor=HEAD)


# ----------------------------------------------------------------------------------------------- example, calendar


def test_the_example_of_the_review_passes_all_checks(db: Database) -> None:
    """[S1]: 12 hours, three modules of 4, the first of 15 + 30 + 30 + 45 + 30 + 30 minutes."""
    found = read(db, add_example_program(db, actor=HEAD))
    first = found.activities_of(found.modules[0].id)
    assert found.passport.hours == 12
    assert [each.hours for each in found.modules] == [4, 4, 4]
    assert [each.minutes for each in first] == [15, 30, 30, 45, 30, 30]
    assert program_faults(found) == ()
    assert all(each.competence_id for each in found.deficits)


def test_the_example_can_be_taken_twice(db: Database) -> None:
    titles = [read(db, add_example_program(db, actor=HEAD)).passport.title for _ in range(2)]
    assert titles[1] == f"{titles[0]} (2)"


def test_the_plan_of_study_is_computed(db: Database) -> None:
    lines = study_plan(read(db, add_example_program(db, actor=HEAD)))
    head, first, total = lines[0], lines[1], lines[-1]
    assert (head.no, head.total, head.lectures, head.practice, head.independent) == ("1", 180, 15, 165, 0)
    assert (first.no, first.total, first.lectures) == ("1.1", 15, 15)
    assert (total.title, total.total) == ("Итого", 540)
    assert total.lectures + total.practice + total.independent == total.total


def test_modules_that_do_not_add_up_are_told_by_how_much(db: Database, program_id: int) -> None:
    told = [each.words for each in program_faults(read(db, program_id)) if each.matter is Matter.MODULES]
    assert told[:2] == [
        "Модули вместе: не хватает 2\N{NO-BREAK SPACE}ч до часов программы (4\N{NO-BREAK SPACE}ч)",
        "Модуль 1: лишние 90\N{NO-BREAK SPACE}мин до 45\N{NO-BREAK SPACE}мин",
    ]


def test_the_days_of_modules_are_kept_for_each_stream(db: Database, program_id: int) -> None:
    stream_id = open_stream(db, program_id)
    first = module_at(db, program_id, 0)
    days = ModuleDaysDraft(module_id=first, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 6))
    set_module_days(db, stream_id, [days], actor=HEAD)
    assert [(each.starts_on, each.ends_on) for each in stream_calendar(db, stream_id)] == [
        (date(2026, 3, 2), date(2026, 3, 6)),
        (None, None),
    ]
    set_module_days(db, stream_id, [], actor=HEAD)
    assert count(db, "stream_module") == 0


def test_a_module_of_another_programme_has_no_days_in_a_stream(db: Database, program_id: int) -> None:
    stream_id = open_stream(db, program_id)
    other = copy_program(db, program_id, "Речь", actor=HEAD)
    day = date(2026, 3, 2)
    draft = ModuleDaysDraft(module_id=module_at(db, other, 0), starts_on=day, ends_on=day)
    with pytest.raises(UserError, match="другой программы"):
        set_module_days(db, stream_id, [draft], actor=HEAD)


def test_modules_are_added_at_the_end(db: Database, program_id: int) -> None:
    add_modules(db, program_id, [module("Третий", "д"), module("Четвёртый")], actor=HEAD)
    assert words(db, program_id) == [["а", "б", "в"], ["г"], ["д"], []]
