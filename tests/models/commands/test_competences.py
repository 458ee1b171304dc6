"""The list of competences: its own rows and those that ship (issue «From programme to certificate»)."""

import pytest

from models.commands.competences import (
    add_area,
    add_competence,
    change_competence,
    hide_competences,
    order_areas,
    order_competences,
    remove_area,
    remove_competence,
    rename_area,
    show_competences,
)
from models.database import Database
from models.errors import UserError
from models.queries.competences import competence_areas, competences
from models.queries.diagnostics import diagnostic_grid
from models.rows.competences import AreaDraft, CompetenceDraft, CompetenceLine
from tests.models.commands.diagnosed import FIRST, SECOND, diagnosed_stream, scored
from tests.models.conftest import db
from tests.models.make import HEAD

__all__ = ["db"]


def line_of(db: Database, competence_id: int) -> CompetenceLine:
    return next(each for each in competences(db) if each.id == competence_id)


def test_an_own_competence_stands_at_the_end_of_its_area(db: Database) -> None:
    draft = CompetenceDraft(area_id=1, title="Ведёт дневник", indicator="есть записи")
    added = line_of(db, add_competence(db, draft, actor=HEAD))
    assert (added.number, added.indicator, added.is_builtin) == ("1.5", "есть записи", False)


def test_one_that_ships_keeps_its_title_and_takes_an_indicator(db: Database) -> None:
    line = line_of(db, FIRST)
    change_competence(db, FIRST, CompetenceDraft(area_id=1, title=line.title, indicator="план недели"), actor=HEAD)
    assert line_of(db, FIRST).indicator == "план недели"
    with pytest.raises(UserError):
        change_competence(db, FIRST, CompetenceDraft(area_id=1, title="Иначе"), actor=HEAD)


def test_one_that_ships_is_hidden_and_not_removed(db: Database) -> None:
    at = diagnosed_stream(db)
    with pytest.raises(UserError):
        remove_competence(db, FIRST, actor=HEAD)
    hide_competences(db, [FIRST], actor=HEAD)
    assert FIRST not in [each.id for each in diagnostic_grid(db, at.stream_id).competences]
    show_competences(db, [FIRST], actor=HEAD)
    assert FIRST in [each.id for each in diagnostic_grid(db, at.stream_id).competences]


def test_a_hidden_one_stays_where_it_was_scored(db: Database) -> None:
    at = diagnosed_stream(db)
    scored(db, at, at.places[0], FIRST, tutor_score=1)
    hide_competences(db, [FIRST, SECOND], actor=HEAD)
    shown = [each.id for each in diagnostic_grid(db, at.stream_id).competences]
    assert FIRST in shown
    assert SECOND not in shown


def test_an_own_one_is_removed_unless_it_was_scored(db: Database) -> None:
    at = diagnosed_stream(db)
    own = add_competence(db, CompetenceDraft(area_id=1, title="Своя"), actor=HEAD)
    scored(db, at, at.places[0], own, tutor_score=1)
    with pytest.raises(UserError):
        remove_competence(db, own, actor=HEAD)
    scored(db, at, at.places[0], own)
    remove_competence(db, own, actor=HEAD)
    assert own not in [each.id for each in competences(db)]


def test_the_same_title_twice_in_an_area_is_refused(db: Database) -> None:
    with pytest.raises(UserError):
        add_competence(db, CompetenceDraft(area_id=1, title=line_of(db, FIRST).title), actor=HEAD)


def test_competences_stand_as_they_were_put(db: Database) -> None:
    order_competences(db, 1, [3, 1], actor=HEAD)
    assert [each.id for each in competences(db) if each.area_id == 1] == [3, 1, 2, 4]


def test_areas_are_added_renamed_put_in_order_and_removed(db: Database) -> None:
    own = add_area(db, AreaDraft(title="Своё"), actor=HEAD)
    rename_area(db, own, AreaDraft(title="Краеведение"), actor=HEAD)
    order_areas(db, [own], actor=HEAD)
    assert competence_areas(db)[0].title == "Краеведение"
    add_competence(db, CompetenceDraft(area_id=own, title="Знает край"), actor=HEAD)
    with pytest.raises(UserError):
        remove_area(db, own, actor=HEAD)
    with pytest.raises(UserError):
        rename_area(db, 1, AreaDraft(title="Иначе"), actor=HEAD)
