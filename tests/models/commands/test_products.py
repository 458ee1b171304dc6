"""Products, texts of a report."""

from datetime import date

import pytest

from models.commands.products import add_product, remove_product
from models.commands.reports import save_report_text
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.directory import ids_by_code
from models.queries.indicators import indicator_lines
from models.queries.plans import product_list
from models.rows.codes import ProductStatus
from models.rows.indicators import IndicatorLine
from models.rows.plans import ProductDraft
from models.rules.periods import Period, parse_period
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count, run

Q1 = parse_period("2026-Q1")


def product(db: Database, kind: str = "web_page", **said: object) -> int:
    kinds = ids_by_code(db, "product_kind")
    draft = {"title": "Сборник", "kind_id": kinds.get(kind) or 1, "made_on": date(2026, 2, 1)} | said
    return add_product(db, ProductDraft.model_validate(draft), actor=HEAD)


def line(db: Database, code: str, period: Period = Q1) -> IndicatorLine:
    return next(each for each in indicator_lines(db, period) if each.code == code)


def kind_with(db: Database, flag: str) -> int:
    with db.reading() as session:
        return session.connection().exec_driver_sql(f"SELECT min(id) FROM product_kind WHERE {flag}").scalar_one()


def test_a_product_with_its_authors_is_one_action(db: Database) -> None:
    author = arrange.person(db)
    before = content(db)
    product(db, author_ids=[author, author])
    assert count(db, "product_author") == 1
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_product_of_somebody_unknown_is_refused(db: Database) -> None:
    with pytest.raises(UserError, match="убрана"):
        product(db, author_ids=[900])
    assert count(db, "product") == 0


def test_a_removed_product_comes_back_with_its_authors(db: Database) -> None:
    product_id = product(db, author_ids=[arrange.person(db)])
    before = content(db)
    remove_product(db, product_id, actor=HEAD)
    assert count(db, "product") == 0
    undo_last(db, actor=HEAD)
    assert content(db) == before


@pytest.mark.parametrize(
    ("made_on", "inside"),
    [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 3, 31), 1), (date(2026, 4, 1), 0)],
)
def test_products_of_a_period_are_those_made_in_it(db: Database, made_on: date, inside: int) -> None:
    product(db, made_on=made_on)
    assert len(product_list(db, Q1)) == inside


def test_local_acts_are_counted_from_products(db: Database) -> None:
    act = kind_with(db, "is_local_act")
    product(db, kind_id=act)
    product(db, kind_id=act, made_on=date(2025, 12, 31))
    product(db, kind_id=act, status=ProductStatus.DRAFT)
    assert line(db, "local_acts").fact == 1


def texts(db: Database) -> list[tuple[object, ...]]:
    with db.reading() as session:
        sql = "SELECT period, section, text FROM report_text JOIN report ON report.id = report_id ORDER BY 1, 2"
        return [tuple(row) for row in session.connection().exec_driver_sql(sql)]


def test_texts_of_a_period_share_one_report(db: Database) -> None:
    save_report_text(db, Q1, "difficulties", "Карантин", actor=HEAD)
    save_report_text(db, Q1, "next_tasks", "Догнать", actor=HEAD)
    save_report_text(db, Q1, "difficulties", "Карантин и метель", actor=HEAD)
    assert texts(db) == [("2026-Q1", "difficulties", "Карантин и метель"), ("2026-Q1", "next_tasks", "Догнать")]
    assert count(db, "report") == 1


def test_control_signs_do_not_get_into_a_text(db: Database) -> None:
    save_report_text(db, Q1, "difficulties", " Раз\r\nДва\x1b", actor=HEAD)
    assert texts(db) == [("2026-Q1", "difficulties", "Раз\nДва")]


def test_a_section_that_no_report_has_is_a_fault_of_the_program(db: Database) -> None:
    with pytest.raises(ValueError, match="unknown report section"):
        save_report_text(db, Q1, "secrets", "…", actor=HEAD)


def test_an_approved_report_takes_no_more_texts(db: Database) -> None:
    save_report_text(db, Q1, "difficulties", "Карантин", actor=HEAD)
    run(db, "UPDATE report SET status = 'approved'")
    with pytest.raises(UserError, match="утверждён"):
        save_report_text(db, Q1, "difficulties", "Иначе", actor=HEAD)
    assert texts(db) == [("2026-Q1", "difficulties", "Карантин")]
