"""Indicators of the catalogue and of one's own, their values, and what they are counted from."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.commands.events import mark_attendance
from models.commands.indicators import (
    add_indicator,
    change_indicator,
    hide_indicators,
    order_indicators,
    remove_indicator,
    set_indicator,
)
from models.database import Database
from models.errors import UserError
from models.queries.directory import ids_by_code
from models.queries.indicators import indicator_lines, indicator_year, read_indicators
from models.queries.measures import measured, measured_records
from models.rows.codes import Mode, Presence
from models.rows.events import Mark
from models.rows.indicator_drafts import IndicatorDraft, ValueDraft
from models.rows.indicators import IndicatorLine, IndicatorRow, MeasureFilters, Standing
from models.rules.measures import FILTERS_OF, Measure
from models.rules.periods import Period, parse_period
from tests.models.commands import arrange
from tests.models.make import HEAD, count, go_to, run

Q1 = parse_period("2026-Q1")


def line(db: Database, code: str, period: Period = Q1) -> IndicatorLine:
    return next(each for each in indicator_lines(db, period) if each.code == code)


def catalogue(db: Database) -> list[IndicatorRow]:
    return [each.row for each in indicator_year(db, 2026)]


def own(db: Database, **said: object) -> int:
    draft = {"title": "Вебинары для отдалённых садов", "unit": "шт.", "measure": Measure.EVENTS} | said
    return add_indicator(db, IndicatorDraft.model_validate(draft), actor=HEAD)


def fact(db: Database, indicator_id: int, period: Period = Q1) -> float | None:
    return next(each.fact for each in indicator_lines(db, period) if each.id == indicator_id)


def key_in(db: Database, code: str, period: str, **said: float | str) -> None:
    set_indicator(db, ids_by_code(db, "indicator")[code], period, ValueDraft.model_validate(said), actor=HEAD)


def format_with(db: Database, flag: str) -> int:
    with db.reading() as session:
        return session.connection().exec_driver_sql(f"SELECT min(id) FROM event_format WHERE {flag}").scalar_one()


def test_web_products_are_counted_from_events_up_to_today(db: Database) -> None:
    web, other = format_with(db, "is_web_product"), format_with(db, "NOT is_web_product")
    leader = arrange.person(db)
    for held_on in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)):
        arrange.event(db, leader, format_id=web, held_on=held_on)
        arrange.event(db, leader, format_id=other, held_on=held_on)
    assert line(db, "web_products").fact == 1  # the last day of the quarter is still ahead
    go_to(db, date(2026, 4, 1))
    assert line(db, "web_products").fact == 2


def test_a_keyed_in_value_belongs_to_its_period(db: Database) -> None:
    key_in(db, "share_fop", "2026-Q1", value=72.5, target=75, note="По сведениям садов", evidence="Письмо № 4")
    kept = line(db, "share_fop")
    assert (kept.fact, kept.target, kept.note, kept.evidence) == (72.5, 75, "По сведениям садов", "Письмо № 4")
    assert line(db, "share_fop", parse_period("2026-Q2")).fact is None


def test_a_value_set_again_replaces_the_former_one(db: Database) -> None:
    key_in(db, "share_fop", "2026-Q1", value=72)
    key_in(db, "share_fop", " 2026-q1", value=80)
    assert (line(db, "share_fop").fact, count(db, "indicator_value")) == (80, 1)


def test_a_value_cleared_leaves_nothing(db: Database) -> None:
    key_in(db, "share_fop", "2026-Q1", value=72)
    key_in(db, "share_fop", "2026-Q1")
    assert count(db, "indicator_value") == 0


def test_a_target_of_the_period_goes_before_the_standing_one(db: Database) -> None:
    assert line(db, "local_acts").target == 4
    key_in(db, "local_acts", "2026-Q1", target=2)
    assert (line(db, "local_acts").target, line(db, "local_acts").fact) == (2, 0)


def test_a_counted_indicator_takes_no_typed_value(db: Database) -> None:
    with pytest.raises(UserError, match="считается по записям"):
        key_in(db, "local_acts", "2026-Q1", value=9)
    assert count(db, "indicator_value") == 0


@pytest.mark.parametrize("period", ["", "2026-Q5", "вчера", "2025/27"])
def test_a_value_of_no_period_is_refused(db: Database, period: str) -> None:
    with pytest.raises(UserError):
        set_indicator(db, 4, period, ValueDraft(value=1), actor=HEAD)
    assert count(db, "indicator_value") == 0


def test_an_indicator_that_is_gone_is_refused(db: Database) -> None:
    with pytest.raises(UserError, match="нет в списке"):
        set_indicator(db, 900, "2026-Q1", ValueDraft(value=1), actor=HEAD)


def test_an_own_indicator_counts_what_its_filters_let_through(db: Database) -> None:
    leader, web = arrange.person(db), format_with(db, "is_web_product")
    arrange.event(db, leader, format_id=web, mode=Mode.REMOTE, held_on=date(2026, 2, 2))
    arrange.event(db, leader, format_id=web, mode=Mode.IN_PERSON, held_on=date(2026, 2, 2))
    assert fact(db, own(db, format_id=web)) == 2
    assert fact(db, own(db, title="Только дистанционно", format_id=web, mode=Mode.REMOTE)) == 1


def test_people_come_once_and_by_their_place(db: Database) -> None:
    far = arrange.organization(db, "Детский сад «Дальний»", is_remote=True)
    near, remote = arrange.person(db, "Белова"), arrange.person(db, "Грачёва", organization_id=far)
    for _ in range(2):
        event_id = arrange.event(db, near, held_on=date(2026, 2, 2))
        marks = [Mark(person, Presence.PRESENT) for person in (near, remote)]
        mark_attendance(db, event_id, marks, actor=HEAD)
    asked = {"start": Q1.start, "end": Q1.end, "today": db.today()}
    with db.reading() as session:
        assert measured(session, Measure.VISITS, **asked) == 4
        assert measured(session, Measure.PEOPLE, **asked) == 2
        assert measured(session, Measure.PEOPLE, MeasureFilters(is_remote=True), **asked) == 1
        assert measured(session, Measure.REMOTE_SHARE, **asked) == 50


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_and_filter_can_be_asked(db: Database, measure: Measure) -> None:
    every = {"mode": Mode.REMOTE, "is_remote": True} | dict.fromkeys(FILTERS_OF[measure] - {"mode", "is_remote"}, 1)
    narrowed = {name: value for name, value in every.items() if name in FILTERS_OF[measure]}
    with db.reading() as session:
        for said in ({}, narrowed, *({name: value} for name, value in narrowed.items())):
            filters = MeasureFilters(**said)
            asked = {"start": Q1.start, "end": Q1.end, "today": db.today()}
            assert not measured(session, measure, filters, **asked)
            assert measured_records(session, measure, filters, **asked) == []


def test_a_filter_that_does_not_belong_is_refused_in_its_field() -> None:
    with pytest.raises(ValidationError, match="Вид продукта"):
        IndicatorDraft(title="Мероприятия", unit="шт.", measure=Measure.EVENTS, product_kind_id=1)
    with pytest.raises(ValidationError):
        IndicatorDraft.model_validate({"title": "Подмена", "unit": "шт.", "measure": "count(*) FROM person"})


def test_an_indicator_that_ships_changes_only_its_target_and_note(db: Database) -> None:
    shipped = next(each for each in catalogue(db) if each.formula is Measure.LOCAL_ACTS)
    same = {"title": shipped.title, "unit": shipped.unit, "measure": shipped.formula}
    change_indicator(db, shipped.id, IndicatorDraft.model_validate({**same, "target": 6}), actor=HEAD)
    assert line(db, "local_acts").target == 6
    with pytest.raises(UserError, match="общего списка"):
        change_indicator(db, shipped.id, IndicatorDraft.model_validate({**same, "title": "Иное"}), actor=HEAD)


def test_keyed_in_values_are_not_covered_by_a_measure(db: Database) -> None:
    shares = own(db, title="Доля", unit="%", measure=None)
    set_indicator(db, shares, "2026-Q1", ValueDraft(value=5), actor=HEAD)
    with pytest.raises(UserError, match="внесены значения"):
        change_indicator(db, shares, IndicatorDraft(title="Доля", unit="%", measure=Measure.EVENTS), actor=HEAD)


def test_what_ships_is_hidden_and_ones_own_removed_with_its_values(db: Database) -> None:
    mine = own(db, measure=None)
    set_indicator(db, mine, "2026-Q1", ValueDraft(value=5), actor=HEAD)
    remove_indicator(db, mine, actor=HEAD)
    assert count(db, "indicator_value") == 0
    first = catalogue(db)[0].id
    with pytest.raises(UserError, match="не убирают"):
        remove_indicator(db, first, actor=HEAD)
    hide_indicators(db, [first], actor=HEAD)
    assert first not in {each.id for each in indicator_lines(db, Q1)}


def test_one_that_a_plan_refers_to_stays(db: Database) -> None:
    mine = own(db)
    item = arrange.plan_item(db, arrange.plan(db), arrange.person(db))
    run(db, "UPDATE plan_item SET indicator_id = ? WHERE id = ?", mine, item)
    with pytest.raises(UserError, match="пункты плана"):
        remove_indicator(db, mine, actor=HEAD)


def test_indicators_stand_in_the_order_given(db: Database) -> None:
    ids = [each.id for each in catalogue(db)]
    order_indicators(db, ids[::-1], actor=HEAD)
    assert [each.id for each in catalogue(db)] == ids[::-1]


def test_keyed_in_quarters_make_the_year_here_and_in_the_report(db: Database) -> None:
    key_in(db, "analytical_note", "2026-Q1", value=1)
    key_in(db, "analytical_note", "2026-Q2", value=2)
    key_in(db, "share_fop", "2026-Q1", value=70)
    key_in(db, "share_fop", "2026-Q2", value=75)
    year = parse_period("2026")
    assert (line(db, "analytical_note", year).fact, line(db, "share_fop", year).fact) == (3, 75)
    assert line(db, "share_fop", parse_period("2025/26")).fact is None  # no whole quarters make a school year
    with db.reading() as session:
        reported = {each.id: each.fact for each in read_indicators(session, year, today=db.today())}
    assert {each.id: each.year.fact for each in indicator_year(db, 2026)} == reported


def test_a_year_tells_its_quarters_and_how_each_stands(db: Database) -> None:
    key_in(db, "share_fop", "2026-Q1", value=70, target=75)
    share = next(each for each in indicator_year(db, 2026) if each.row.id == line(db, "share_fop").id)
    standings = [each.standing for each in share.quarters]
    assert standings == [Standing.BEHIND, Standing.AHEAD, Standing.AHEAD, Standing.AHEAD]
    assert share.quarters[0].keyed.target == 75
