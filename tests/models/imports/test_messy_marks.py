"""Grids of attendance of every make: what is read of them, what is asked about, and in which words."""

from datetime import date
from pathlib import Path

import pytest

from models.imports.marks_table import decide_marks, read_marks
from models.rows.event_import import MarksPreview
from tests.models.imports.messy_marks import ELSEWHERE, GRID, MESSY_MARKS, TRAINEES, MessyMarks
from tests.models.imports.messy_tables import check_words


def decided(messy: MessyMarks, folder: Path) -> MarksPreview:
    messy.write(folder / messy.name)
    table = read_marks(folder / messy.name, today=date(2026, 3, 2))
    return decide_marks(table, GRID, (*TRAINEES, *ELSEWHERE), events={}, chosen={}, said={})


@pytest.mark.parametrize("messy", MESSY_MARKS, ids=lambda messy: messy.name)
def test_every_cell_of_a_messy_grid_is_the_mark_it_means(messy: MessyMarks, tmp_path: Path) -> None:
    found: dict[int, dict[int, str]] = {}
    for event, marks in decided(messy, tmp_path).marks.items():
        for mark in marks:
            found.setdefault(mark.person_id, {})[event] = mark.state.value
    assert found == messy.marks


@pytest.mark.parametrize("messy", MESSY_MARKS, ids=lambda messy: messy.name)
def test_everything_doubtful_in_a_messy_grid_is_asked_about_where_it_stands(messy: MessyMarks, tmp_path: Path) -> None:
    made = decided(messy, tmp_path)
    asked = {each.row.row: tuple(problem.field for problem in each.problems) for each in made.people if each.problems}
    assert asked == messy.refused
    assert tuple(each.column.letter for each in made.columns if each.problem) == messy.columns


@pytest.mark.parametrize("messy", MESSY_MARKS, ids=lambda messy: messy.name)
def test_every_problem_of_a_messy_grid_says_what_to_do(messy: MessyMarks, tmp_path: Path) -> None:
    for each in decided(messy, tmp_path).people:
        check_words(each.row.row, [problem.message for problem in each.problems])
