"""Which plan a period means."""

from datetime import date

from models.rows.codes import PlanKind, PlanStatus
from models.rows.plan_board import PlanInPeriod
from models.rules.periods import parse_period
from views.plan.which_plan import narrowest, own_plan, year_above

Q1 = parse_period("2026-Q1")


def _plan(id_: int, kind: PlanKind, start: date, end: date, *, items: int = 0) -> PlanInPeriod:
    return PlanInPeriod(id_, "План", kind, start, end, PlanStatus.DRAFT, None, None, None, None, items)


YEAR = _plan(1, PlanKind.YEAR, date(2025, 9, 1), date(2026, 8, 31))
QUARTER = _plan(2, PlanKind.QUARTER, date(2026, 1, 1), date(2026, 3, 31))


def test_a_quarter_means_its_own_plan() -> None:
    assert own_plan(Q1, [QUARTER, YEAR]) is QUARTER


def test_a_quarter_without_one_means_the_year_plan_that_holds_its_items() -> None:
    filled = YEAR._replace(items=12)
    assert own_plan(Q1, [filled]) is filled


def test_an_empty_year_plan_does_not_stand_for_a_quarter() -> None:
    assert own_plan(Q1, [YEAR]) is None


def test_a_year_of_module_plans_alone_has_no_plan_of_its_own() -> None:
    assert own_plan(parse_period("2025/26"), [QUARTER]) is None


def test_a_new_item_goes_into_the_shortest_plan_of_its_day() -> None:
    assert narrowest([YEAR, QUARTER], date(2026, 2, 1)) is QUARTER
    assert narrowest([YEAR, QUARTER], date(2026, 5, 1)) is YEAR
    assert narrowest([QUARTER], date(2026, 5, 1)) is None


def test_a_module_plan_is_merged_into_the_year_and_a_year_into_nothing() -> None:
    assert year_above(Q1, [QUARTER, YEAR]) is YEAR
    assert year_above(parse_period("2025/26"), [YEAR]) is None
