"""Plans of every make: what is read of them, what is asked about, and in which words."""

from pathlib import Path
from typing import Any

import pytest

from models.imports.plan_rows import decide_rows
from models.imports.plan_table import read_plan_file, read_plan_text
from models.rows.choice import Choice
from models.rows.plan_import import PlanDirectory, PlanRowDecision
from models.rules.plan_periods import Span
from tests.models.imports.messy_plans import MESSY_PLANS, SECTIONS, TEAM, YEAR, MessyPlan
from tests.models.imports.messy_tables import FORMATS, check_words

DIRECTORY = PlanDirectory(
    sections=tuple(Choice(at, title) for at, title in enumerate(SECTIONS, 1)), formats=FORMATS, people=TEAM
)
TITLES = {each.id: each.title for each in FORMATS}


def decided(messy: MessyPlan, folder: Path) -> dict[int, PlanRowDecision]:
    """Row → what becomes of it."""
    if isinstance(messy.make, str):
        html, plain = (messy.make, "") if "<table" in messy.make else ("", messy.make)
        table = read_plan_text(plain, html)
    else:
        messy.make(folder / messy.name)
        table = read_plan_file(folder / messy.name)
    return {each.row.row: each for each in decide_rows(table, DIRECTORY, Span(*YEAR))}


def told(decision: PlanRowDecision) -> dict[str, Any]:
    """A line in the words of the truth."""
    assert decision.draft is not None
    said = decision.draft.model_dump()
    return said | {
        "section": SECTIONS[decision.draft.section_id - 1],
        "format": TITLES[decision.draft.format_id],
        "mode": decision.draft.mode.value,
    }


@pytest.mark.parametrize("messy", MESSY_PLANS, ids=lambda messy: messy.name)
def test_every_line_of_a_messy_plan_says_what_its_row_says(messy: MessyPlan, tmp_path: Path) -> None:
    found = {row: told(each) for row, each in decided(messy, tmp_path).items() if each.draft}
    asked = {row: {key: said.get(key) for key in messy.lines.get(row, said)} for row, said in found.items()}
    assert asked == messy.lines


@pytest.mark.parametrize("messy", MESSY_PLANS, ids=lambda messy: messy.name)
def test_every_doubtful_row_of_a_messy_plan_is_asked_about_at_its_cells(messy: MessyPlan, tmp_path: Path) -> None:
    found = {
        row: tuple(problem.field for problem in each.problems)
        for row, each in decided(messy, tmp_path).items()
        if each.problems
    }
    assert found == messy.refused


@pytest.mark.parametrize("messy", MESSY_PLANS, ids=lambda messy: messy.name)
def test_every_problem_of_a_messy_plan_says_what_to_do(messy: MessyPlan, tmp_path: Path) -> None:
    for row, each in decided(messy, tmp_path).items():
        check_words(row, [problem.message for problem in each.problems])
