"""Registers of past events of every make: what is read of them, what is asked about, and in which words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.imports.event_rows import decide_events
from models.imports.event_table import read_events
from models.rows.event_import import EventDecision, EventDirectory
from tests.models.imports.messy_events import MESSY_EVENTS, MessyEvents
from tests.models.imports.messy_plans import TEAM
from tests.models.imports.messy_tables import FORMATS, check_words

DIRECTORY = EventDirectory(formats=FORMATS, people=TEAM)
TITLES = {each.id: each.title for each in FORMATS}


def decided(messy: MessyEvents, folder: Path) -> dict[int, EventDecision]:
    """Row → what becomes of it."""
    messy.write(folder / messy.name)
    decisions = decide_events(read_events(folder / messy.name), DIRECTORY, today=date(2026, 3, 2))
    return {each.row.row: each for each in decisions}


def told(decision: EventDecision) -> dict[str, Any]:
    """An event in the words of the truth."""
    assert decision.draft is not None
    said = decision.draft.model_dump()
    return said | {"format": TITLES[decision.draft.format_id], "mode": decision.draft.mode.value}


@pytest.mark.parametrize("messy", MESSY_EVENTS, ids=lambda messy: messy.name)
def test_every_event_of_a_messy_register_says_what_its_row_says(messy: MessyEvents, tmp_path: Path) -> None:
    found = {row: told(each) for row, each in decided(messy, tmp_path).items() if each.draft}
    asked = {row: {key: said[key] for key in messy.events.get(row, said)} for row, said in found.items()}
    assert asked == messy.events


@pytest.mark.parametrize("messy", MESSY_EVENTS, ids=lambda messy: messy.name)
def test_every_doubtful_row_of_a_messy_register_is_asked_about_at_its_cells(messy: MessyEvents, tmp_path: Path) -> None:
    found = {
        row: tuple(problem.field for problem in each.problems)
        for row, each in decided(messy, tmp_path).items()
        if each.problems
    }
    assert found == messy.refused


@pytest.mark.parametrize("messy", MESSY_EVENTS, ids=lambda messy: messy.name)
def test_every_problem_of_a_messy_register_says_what_to_do(messy: MessyEvents, tmp_path: Path) -> None:
    for row, each in decided(messy, tmp_path).items():
        check_words(row, [problem.message for problem in each.problems])
