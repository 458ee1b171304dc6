"""A read list beside the database with the names that the import preview shows."""

from collections.abc import Iterable
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.queries.people import accepted_before, person_choices
from models.queries.roster import compare_roster
from models.rows.roster import RosterSheet, RowStatus
from models.rows.roster_plan import RowDecision
from models.rows.roster_preview import RosterPreview
from models.rules.names import person_key


class _Name(NamedTuple):
    id: int
    last_name: str
    name: str


def preview_roster(db: Database, roster: RosterSheet, *, sha256: str = "") -> RosterPreview:
    """Compare the list with the database and look up everything its preview names; nothing is written."""
    plan = compare_roster(db, roster)
    choices = person_choices(db)
    return RosterPreview(
        roster=roster,
        plan=plan,
        places={place.id: place for place in choices.organizations},
        units={unit.id: unit.title for unit in choices.municipalities},
        card_names=_card_names(db, {each.person_id for each in plan.decisions if each.person_id is not None}),
        namesakes=_namesakes(db, plan.decisions),
        choices=choices,
        before=accepted_before(db, sha256) if sha256 else None,
    )


def _card_names(db: Database, ids: set[int]) -> dict[int, str]:
    with db.reading() as session:
        found = rows(session, _Name, f"{_NAMES} WHERE id IN (SELECT value FROM json_each(:ids))", ids=str(sorted(ids)))
    return {card.id: card.name for card in found}


def _namesakes(db: Database, decisions: Iterable[RowDecision]) -> dict[int, str]:
    """For rows whose first name is in doubt: the only card with that surname, if there is exactly one."""
    doubtful = {
        each.row.row: person_key(each.row.person.last_name, "")
        for each in decisions
        if each.row.status is RowStatus.PROBLEM
        and each.row.person.last_name
        and any(problem.field == "first_name" for problem in each.row.problems)
    }
    if not doubtful:
        return {}
    with db.reading() as session:
        cards = rows(session, _Name, _NAMES)
    by_surname: dict[str, list[str]] = {}
    for card in cards:
        by_surname.setdefault(person_key(card.last_name, ""), []).append(card.name)
    return {row: found[0] for row, key in doubtful.items() if len(found := by_surname.get(key, [])) == 1}


_NAMES = """SELECT id, last_name, last_name || ' ' || first_name || coalesce(' ' || patronymic, '') FROM person"""
