"""Diagnostic cards of a stream (issue «From programme to certificate»)."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.commands.diagnostics import accept_self_scores, date_cards, write_scores
from models.commands.undo import next_undo, undo_last
from models.database import Database
from models.errors import UserError
from models.queries.diagnostics import diagnostic_grid, stream_changes
from models.rows.diagnostics import Score, ScoreDraft
from models.rules.diagnostics import change_of, suggests_deficit
from tests.models.commands import arrange
from tests.models.commands.diagnosed import ENTRY, EXIT, FILLED, FIRST, SECOND, deficit, diagnosed_stream, scored
from tests.models.conftest import db
from tests.models.make import HEAD

__all__ = ["db"]


def test_a_score_stands_in_the_cell_it_was_written_to(db: Database) -> None:
    at = diagnosed_stream(db)
    scored(db, at, at.places[0], FIRST, self_score=2, tutor_score=1)
    grid = diagnostic_grid(db, at.stream_id)
    assert grid.cells == {(ENTRY, at.places[0], FIRST): Score(2, 1)}
    assert [each.entry_on for each in grid.people] == [FILLED, None]


def test_the_same_key_again_changes_nothing(db: Database) -> None:
    at = diagnosed_stream(db)
    scored(db, at, at.places[0], FIRST, tutor_score=1)
    once = diagnostic_grid(db, at.stream_id)
    scored(db, at, at.places[0], FIRST, tutor_score=1)
    assert diagnostic_grid(db, at.stream_id) == once


def test_a_card_without_a_word_goes_and_comes_back_by_undo(db: Database) -> None:
    at = diagnosed_stream(db)
    scored(db, at, at.places[0], FIRST, tutor_score=1)
    before = diagnostic_grid(db, at.stream_id)
    scored(db, at, at.places[0], FIRST)
    assert [each.entry_on for each in diagnostic_grid(db, at.stream_id).people] == [None, None]
    undo_last(db, actor=HEAD)
    assert diagnostic_grid(db, at.stream_id) == before


def test_an_empty_cell_of_somebody_without_a_card_leaves_no_step_to_undo(db: Database) -> None:
    at = diagnosed_stream(db)
    before = next_undo(db)
    scored(db, at, at.places[0], FIRST)
    assert next_undo(db) == before


def test_a_score_beyond_the_scale_is_no_draft() -> None:
    with pytest.raises(ValidationError):
        ScoreDraft(enrollment_id=1, competence_id=1, tutor_score=4)


def test_somebody_of_another_stream_stores_nothing(db: Database) -> None:
    at, other = diagnosed_stream(db), diagnosed_stream_of_others(db)
    drafts = [ScoreDraft(enrollment_id=each, competence_id=FIRST, tutor_score=1) for each in (at.places[0], other)]
    with pytest.raises(UserError):
        write_scores(db, at.stream_id, ENTRY, drafts, filled_on=FILLED, actor=HEAD)
    assert not diagnostic_grid(db, at.stream_id).cells


def diagnosed_stream_of_others(db: Database) -> int:
    """A place in another stream."""
    stream_id = arrange.stream(db, arrange.person(db), arrange.person(db))
    return diagnostic_grid(db, stream_id).people[0].enrollment_id


def test_a_loaded_self_assessment_leaves_what_the_tutor_said(db: Database) -> None:
    at = diagnosed_stream(db)
    deficit(db, at, at.places[0], comment="нужен пример")
    read = [ScoreDraft(enrollment_id=at.places[0], competence_id=each, self_score=3) for each in (FIRST, SECOND)]
    assert accept_self_scores(db, at.stream_id, ENTRY, read, filled_on=FILLED, actor=HEAD) == 2
    cells = diagnostic_grid(db, at.stream_id).cells
    assert cells[ENTRY, at.places[0], FIRST] == Score(3, 1, is_deficit=True, comment="нужен пример")
    assert cells[ENTRY, at.places[0], SECOND] == Score(3)


def test_the_day_of_cards_is_told_of_those_who_have_one(db: Database) -> None:
    at = diagnosed_stream(db)
    scored(db, at, at.places[0], FIRST, tutor_score=1)
    date_cards(db, at.places, ENTRY, date(2026, 1, 13), actor=HEAD)
    assert [each.entry_on for each in diagnostic_grid(db, at.stream_id).people] == [date(2026, 1, 13), None]


def test_no_card_is_filled_in_the_future(db: Database) -> None:
    at = diagnosed_stream(db)
    with pytest.raises(UserError):
        date_cards(db, at.places, ENTRY, date(2030, 1, 1), actor=HEAD)


@pytest.mark.parametrize("score", [Score(tutor_score=1), Score(self_score=0), Score(self_score=3, tutor_score=0)])
def test_a_low_score_of_the_tutor_else_of_herself_speaks_of_a_deficit(score: Score) -> None:
    assert suggests_deficit(score)


@pytest.mark.parametrize(
    "score", [Score(), Score(self_score=2), Score(0, 2), Score(tutor_score=0, is_deficit=True)], ids=str
)
def test_a_better_score_and_a_decision_leave_nothing_to_suggest(score: Score) -> None:
    assert not suggests_deficit(score)


def test_a_stream_is_compared_with_the_others_of_its_programme_as_it_is_told_of_itself(db: Database) -> None:
    at = diagnosed_stream(db)
    deficit(db, at, at.places[0], FIRST, self_score=0)
    scored(db, at, at.places[0], FIRST, stage=EXIT, self_score=2)
    deficit(db, at, at.places[0], SECOND)
    scored(db, at, at.places[1], FIRST, tutor_score=2)
    whole = change_of(diagnostic_grid(db, at.stream_id)).whole
    assert stream_changes(db, at.stream_id) == [whole._replace(id=at.stream_id, title="Поток 1")]


def test_change_is_over_the_pairs_that_both_cards_have(db: Database) -> None:
    at = diagnosed_stream(db)
    first, second = at.places
    deficit(db, at, first, FIRST)
    scored(db, at, first, SECOND, tutor_score=0)
    scored(db, at, second, FIRST, self_score=2)
    scored(db, at, first, FIRST, stage=EXIT, tutor_score=3)
    scored(db, at, second, FIRST, stage=EXIT, tutor_score=2)
    change = change_of(diagnostic_grid(db, at.stream_id))
    assert (change.whole.pairs, change.whole.entry, change.whole.exit) == (2, 1.5, 2.5)
    assert (change.whole.found, change.whole.closed) == (1, 1)
    by_person = {each.id: each.gain for each in change.by_person}
    assert by_person == {first: 2.0, second: 0.0}
    assert change.by_competence[1].pairs == 0
