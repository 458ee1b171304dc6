"""The register of products, as it is kept and read."""

from datetime import date
from pathlib import Path

import pytest

from models.commands.attachments import attach_file
from models.commands.products import add_product, change_product, remove_product
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.directory import ids_by_code
from models.queries.products import (
    product_card,
    product_choices,
    product_counts,
    product_days,
    product_line,
    product_register,
)
from models.rows.attachments import NewFile, ProductPlace
from models.rows.codes import ProductStatus
from models.rows.plans import ProductDraft
from models.rows.products import ProductFilter, ProductSort
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count


def draft(**said: object) -> ProductDraft:
    return ProductDraft.model_validate({"title": "Сборник", "kind_id": 1, "made_on": date(2026, 2, 1)} | said)


def product(db: Database, **said: object) -> int:
    return add_product(db, draft(**said), actor=HEAD)


def test_what_is_read_back_is_what_was_written(db: Database) -> None:
    author, other = arrange.person(db, "Грушева"), arrange.person(db, "Вишнёва")
    event = arrange.event(db, author, title="Мастер-класс")
    item = arrange.plan_item(db, arrange.plan(db), author, title="Издать сборник")
    said = draft(
        author_ids=[other, author],
        event_id=event,
        plan_item_id=item,
        url="https://example.ru/1",
        level="краевой",
        participation_form="доклад",
        publication="сборник конференции",
        status=ProductStatus.PUBLISHED,
    )
    made = add_product(db, said, actor=HEAD)
    card = product_card(db, made)
    assert card is not None
    assert card.draft == said
    assert (card.authors, card.event, card.plan_item) == (
        ("Вишнёва М.", "Грушева М."),
        "Мастер-класс",
        "Издать сборник",
    )
    line = product_line(db, made)
    assert line is not None
    assert (line.authors, line.source, line.files) == ("Вишнёва М., Грушева М.", "Мастер-класс", 0)


def test_a_changed_product_is_as_the_draft_says_and_can_be_turned_back(db: Database) -> None:
    author, other = arrange.person(db, "Грушева"), arrange.person(db, "Вишнёва")
    made = product(db, author_ids=[author])
    before = content(db)
    change_product(db, made, draft(title="Сборник, 2-е издание", author_ids=[other]), actor=HEAD)
    card = product_card(db, made)
    assert card is not None
    assert (card.draft.title, card.draft.author_ids) == ("Сборник, 2-е издание", [other])
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_product_removed_meanwhile_is_not_changed(db: Database) -> None:
    with pytest.raises(UserError, match="продукта нет"):
        change_product(db, 900, draft(), actor=HEAD)
    assert product_card(db, 900) is None


def test_a_removed_product_comes_back_with_its_files(db: Database, tmp_path: Path) -> None:
    made = product(db)
    attach_file(db, tmp_path / "attachments", NewFile(b"%PDF-1.7"), place=ProductPlace(made), actor=HEAD)
    before = content(db)
    remove_product(db, made, actor=HEAD)
    assert (count(db, "product"), count(db, "attachment")) == (0, 0)
    undo_last(db, actor=HEAD)
    assert content(db) == before
    line = product_line(db, made)
    assert line is not None
    assert line.files == 1


def test_the_register_is_found_by_words_authors_kind_state_and_days(db: Database) -> None:
    author = arrange.person(db, "Вишнёва")
    kinds = ids_by_code(db, "product_kind")
    web = list(kinds)[3]
    one = product(db, title="«Ёлка» — модель", author_ids=[author], made_on=date(2026, 1, 5))
    two = product(db, title="Сайт", kind_id=kinds[web], status=ProductStatus.DRAFT, publication="Вестник")

    def ids(**said: object) -> list[int]:
        return [line.id for line in product_register(db, ProductFilter(**said))]  # pyright: ignore[reportArgumentType] - test words

    assert ids() == [two, one]
    assert ids(text="елка") == ids(text="вишнева") == ids(author_id=author) == ids(end=date(2026, 1, 31)) == [one]
    assert ids(text="вестник") == ids(kind_id=kinds[web]) == ids(start=date(2026, 2, 1)) == [two]
    assert ids(status=ProductStatus.DRAFT) == [two]
    assert product_counts(db, ProductFilter(status=ProductStatus.DRAFT)) == (2, 1, 1, 0)


@pytest.mark.parametrize("sort", list(ProductSort))
@pytest.mark.parametrize("descending", [True, False])
def test_pages_together_are_the_whole_register_in_order(db: Database, sort: ProductSort, descending: bool) -> None:
    people = [arrange.person(db, name) for name in ("Грушева", "Вишнёва", "Абрикосова")]
    for number in range(7):
        product(
            db,
            title=f"Продукт {number % 3}",
            kind_id=number % 2 + 1,
            author_ids=people[number % 4 :],
            made_on=date(2026, 1, 1 + number % 3),
            status=list(ProductStatus)[number % 3],
        )
    whole = product_register(db, sort=sort, descending=descending)
    paged = product_register(db, sort=sort, descending=descending, limit=3)
    while len(more := product_register(db, sort=sort, descending=descending, after=paged[-1], limit=3)) > 0:
        paged += more
    assert paged == whole
    assert len({line.id for line in whole}) == 7


def test_the_form_offers_words_used_before(db: Database) -> None:
    for level in ("краевой", "краевой", "муниципальный", " "):
        product(db, level=level)
    assert product_choices(db).levels == ("краевой", "муниципальный")


def test_the_days_of_the_register_are_those_of_its_products(db: Database) -> None:
    assert product_days(db) is None
    kind = next(iter(ids_by_code(db, "product_kind").values()))
    for day in (date(2025, 11, 3), date(2026, 2, 20), date(2026, 1, 5)):
        add_product(db, ProductDraft(title="Памятка", kind_id=kind, made_on=day), actor=HEAD)
    assert product_days(db) == (date(2025, 11, 3), date(2026, 2, 20))
