"""The register of products ([S2], 13 kinds; [S1], 3 more): what was made, by whom, and where it was shown."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.conditions import asked_for
from models.queries.fetch import Source, one, rows
from models.queries.short_name import SHORT_NAME
from models.rows.choice import Choice
from models.rows.codes import ProductStatus
from models.rows.plans import ProductDraft
from models.rows.products import ProductCard, ProductChoices, ProductCounts, ProductFilter, ProductRow, ProductSort

EVERY_PRODUCT = ProductFilter()

_TITLE = "ltrim(t.title, '«\"')"
_AUTHORS = f"""coalesce((SELECT group_concat(name, ', ') FROM (
    SELECT {SHORT_NAME.format("p")} AS name FROM product_author AS a JOIN person AS p ON p.id = a.person_id
    WHERE a.product_id = t.id ORDER BY p.name_key, p.id)), '')"""
_KEYS = {
    ProductSort.MADE_ON: "t.made_on",
    ProductSort.TITLE: _TITLE,
    ProductSort.KIND: "(SELECT k.sort_order FROM product_kind AS k WHERE k.id = t.kind_id)",
    ProductSort.STATUS: "CASE t.status WHEN 'draft' THEN 0 WHEN 'ready' THEN 1 ELSE 2 END",
    ProductSort.AUTHORS: """coalesce((SELECT min(p.name_key) FROM product_author AS a
        JOIN person AS p ON p.id = a.person_id WHERE a.product_id = t.id), '')""",
}


class _Product(NamedTuple):
    title: str
    kind_id: int
    made_on: date
    status: ProductStatus
    plan_item_id: int | None
    event_id: int | None
    url: str | None
    level: str | None
    participation_form: str | None
    publication: str | None
    kind: str
    event: str | None
    plan_item: str | None


class _Word(NamedTuple):
    word: str


class _Days(NamedTuple):
    first: date | None
    last: date | None


def product_register(
    db: Database,
    wanted: ProductFilter = EVERY_PRODUCT,
    *,
    sort: ProductSort = ProductSort.MADE_ON,
    descending: bool = True,
    after: ProductRow | None = None,
    limit: int = 200,
) -> list[ProductRow]:
    """A page of the register, newest first unless asked otherwise; `after` is the last line of the page above."""
    where, params = _where(wanted)
    key = _KEYS[sort]
    way, beyond = ("DESC", "<") if descending else ("ASC", ">")
    if after is not None:
        place = f"{key}, t.made_on, t.id"
        where += f" AND ({place}) {beyond} (SELECT {place} FROM product AS t WHERE t.id = :after)"
        params["after"] = after.id
    with db.reading() as session:
        return rows(
            session,
            ProductRow,
            f"""
            WITH page AS MATERIALIZED (
                SELECT t.*, {key} AS sort_key FROM product AS t WHERE {where}
                ORDER BY sort_key {way}, t.made_on {way}, t.id {way} LIMIT :limit
            )
            SELECT t.id, t.title, k.title, t.made_on, t.status, {_AUTHORS}, t.level, t.participation_form,
                   t.publication, t.url, (SELECT count(*) FROM attachment_use AS u WHERE u.product_id = t.id),
                   coalesce((SELECT e.title FROM event AS e WHERE e.id = t.event_id),
                            (SELECT i.title FROM plan_item AS i WHERE i.id = t.plan_item_id)),
                   t.event_id
            FROM page AS t JOIN product_kind AS k ON k.id = t.kind_id
            ORDER BY t.sort_key {way}, t.made_on {way}, t.id {way}
            """,
            **params,
            limit=limit,
        )


def product_line(db: Database, product_id: int) -> ProductRow | None:
    """One line of the register, or None when the product was removed meanwhile."""
    found = product_register(db, ProductFilter(product_id=product_id), limit=1)
    return found[0] if found else None


def product_counts(db: Database, wanted: ProductFilter = EVERY_PRODUCT) -> ProductCounts:
    """How many products the filter finds, whatever its state, and how many each state would leave."""
    where, params = _where(wanted, with_status=False)
    with db.reading() as session:
        return one(
            session,
            ProductCounts,
            f"""
            SELECT count(*), count(*) FILTER (WHERE t.status = 'draft'), count(*) FILTER (WHERE t.status = 'ready'),
                   count(*) FILTER (WHERE t.status = 'published')
            FROM product AS t WHERE {where}
            """,
            **params,
        )


def product_days(db: Database) -> tuple[date, date] | None:
    """The first and the last day of the register, or None while it is empty."""
    with db.reading() as session:
        found = one(session, _Days, "SELECT min(made_on), max(made_on) FROM product")
    return None if found.first is None or found.last is None else (found.first, found.last)


def product_card(db: Database, product_id: int) -> ProductCard | None:
    """A product as its form edits it, or None when it was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _Product,
            """
            SELECT t.title, t.kind_id, t.made_on, t.status, t.plan_item_id, t.event_id, t.url, t.level,
                   t.participation_form, t.publication, k.title,
                   (SELECT e.title FROM event AS e WHERE e.id = t.event_id),
                   (SELECT i.title FROM plan_item AS i WHERE i.id = t.plan_item_id)
            FROM product AS t JOIN product_kind AS k ON k.id = t.kind_id WHERE t.id = :product
            """,
            product=product_id,
        )
        if not found:
            return None
        authors = rows(
            session,
            Choice,
            f"""
            SELECT p.id, {SHORT_NAME.format("p")} FROM product_author AS a JOIN person AS p ON p.id = a.person_id
            WHERE a.product_id = :product ORDER BY p.name_key, p.id
            """,
            product=product_id,
        )
    said = found[0]._asdict()
    kind, event, plan_item = said.pop("kind"), said.pop("event"), said.pop("plan_item")
    draft = ProductDraft(**said, author_ids=[each.id for each in authors])
    return ProductCard(product_id, draft, kind, tuple(each.title for each in authors), event, plan_item)


def product_choices(db: Database) -> ProductChoices:
    """What the form of a product lets one choose from; what a product refers to already is always among it."""
    with db.reading() as session:
        return ProductChoices(
            kinds=_choices(session, "SELECT id, title FROM product_kind ORDER BY sort_order, id"),
            people=_choices(
                session,
                """
                SELECT p.id, p.last_name || ' ' || p.first_name || coalesce(' ' || p.patronymic, '')
                FROM person AS p
                WHERE p.id IN (SELECT person_id FROM product_author)
                   OR p.pd_state IN ('active', 'blocked') AND (
                        EXISTS (SELECT 1 FROM role_assignment AS r WHERE r.person_id = p.id)
                        OR p.id IN (SELECT n.person_id FROM enrollment AS n WHERE n.status IN ('enrolled', 'studying')))
                ORDER BY NOT EXISTS (SELECT 1 FROM role_assignment AS r WHERE r.person_id = p.id), p.name_key, p.id
                """,
            ),
            plan_items=_choices(
                session,
                """
                SELECT i.id, i.title FROM plan_item AS i
                WHERE i.status <> 'cancelled' OR i.id IN (SELECT plan_item_id FROM product)
                ORDER BY i.due_to DESC, i.id
                """,
            ),
            events=_choices(
                session,
                "SELECT id, strftime('%d.%m.%Y', held_on) || ' ' || title FROM event ORDER BY held_on DESC, id DESC",
            ),
            levels=_words(session, "level"),
            participation_forms=_words(session, "participation_form"),
            publications=_words(session, "publication"),
        )


def _choices(session: Source, sql: str) -> tuple[Choice, ...]:
    return tuple(rows(session, Choice, sql))


def _words(session: Source, column: str) -> tuple[str, ...]:
    found = rows(
        session,
        _Word,
        f"SELECT {column} FROM product WHERE trim(coalesce({column}, '')) <> '' "
        f"GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT 30",
    )
    return tuple(each.word for each in found)


def _where(wanted: ProductFilter, *, with_status: bool = True) -> tuple[str, dict[str, object]]:
    return asked_for(
        "1",
        text=wanted.text,
        word="(t.title GLOB {word} OR t.publication GLOB {word} OR t.id IN (SELECT a.product_id "
        "FROM product_author AS a JOIN person AS p ON p.id = a.person_id WHERE p.name_key GLOB {word}))",
        kind_id=("t.kind_id = :kind_id", wanted.kind_id),
        status=("t.status = :status", wanted.status.value if wanted.status and with_status else None),
        start=("t.made_on >= :start", wanted.start),
        end=("t.made_on <= :end", wanted.end),
        author=(
            "t.id IN (SELECT a.product_id FROM product_author AS a WHERE a.person_id = :author)",
            wanted.author_id,
        ),
        only=("t.id = :only", wanted.product_id),
    )
