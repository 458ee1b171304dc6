"""Decisions to count a requirement as met: with a reason, for several at once, taken back. Today is 2 March 2026."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.commands.requirement_decisions import decide_requirement
from models.database import Database
from models.errors import UserError
from models.queries.certificate_issue import issue_lines
from models.queries.requirements_print import requirement_sheet
from models.rows.codes import RequirementKey
from models.rows.requirement_decisions import RequirementDecisionDraft
from models.rows.requirements import RequirementState
from tests.models.commands import arrange
from tests.models.make import HEAD, count, run
from tests.models.queries.ready import ready_people

DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def stream(db: Database) -> None:
    """One of five has done everything."""
    arrange.fill_passport(db)
    ready_people(db, 1)


def draft(*places: int, reason: str = "Решение совета № 3") -> RequirementDecisionDraft:
    return RequirementDecisionDraft(enrollment_ids=places, key=RequirementKey.CREATIVE, reason=reason, decided_on=DAY)


def states(db: Database) -> list[RequirementState]:
    return [
        each.state for line in issue_lines(db, 1) for each in line.requirements if each.key is RequirementKey.CREATIVE
    ]


def test_several_are_decided_at_once(db: Database) -> None:
    decide_requirement(db, draft(2, 3), actor=HEAD)
    assert states(db) == [
        RequirementState.MET,
        RequirementState.DECIDED,
        RequirementState.DECIDED,
        RequirementState.OPEN,
        RequirementState.OPEN,
    ]


def test_deciding_again_renews_the_reason(db: Database) -> None:
    assert decide_requirement(db, draft(2), actor=HEAD) == decide_requirement(db, draft(2, reason="Иначе"), actor=HEAD)
    assert count(db, "requirement_override") == 1
    gaps = requirement_sheet(db, 1).gaps
    assert gaps[0].told == "Решение от 01.03.2026: Иначе"


def test_one_of_whom_it_cannot_be_decided_stops_all(db: Database) -> None:
    run(db, "UPDATE enrollment SET status = 'applied' WHERE id = 3")
    with pytest.raises(UserError, match="ещё не зачислен"):
        decide_requirement(db, draft(2, 3), actor=HEAD)
    assert count(db, "requirement_override") == 0


def test_without_a_reason_nothing_can_be_decided() -> None:
    with pytest.raises(ValidationError):
        draft(2, reason="  ")
