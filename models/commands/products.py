"""Products of the site and values of its indicators."""

from models.commands.attachments import detach_all
from models.commands.links import relink
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.attachments import ProductPlace
from models.rows.plans import ProductDraft
from models.rules.periods import parse_period
from models.schema.plans import Indicator, IndicatorValue, Product

_LINKS = ("author_ids",)
_GONE = "Этого продукта нет."


def add_product(db: Database, draft: ProductDraft, *, actor: Actor) -> int:
    """Enter a product with its authors."""
    with known_links(), db.writing(action="Продукт добавлен", actor=actor) as session:
        product_id = add(session, Product(uid=db.new_uid(), **values(draft, without=_LINKS)))
        relink(session, "product_author", {"product_id": product_id}, "person_id", draft.author_ids)
        return product_id


def change_product(db: Database, product_id: int, draft: ProductDraft, *, actor: Actor) -> None:
    """Bring a product and its authors to what the draft says; its files stay."""
    with known_links(), db.writing(action="Продукт изменён", actor=actor) as session:
        found(session, Product, product_id, _GONE).sqlmodel_update(values(draft, without=_LINKS))
        session.flush()
        relink(session, "product_author", {"product_id": product_id}, "person_id", draft.author_ids)


def remove_product(db: Database, product_id: int, *, actor: Actor) -> None:
    """Take a product out of the register with its files; «Вернуть» brings them back."""
    with db.writing(action="Продукт убран", actor=actor) as session:
        product = found(session, Product, product_id, _GONE)
        detach_all(session, ProductPlace(product_id))
        session.delete(product)


def set_indicator(
    db: Database,
    indicator_id: int,
    period: str,
    *,
    actor: Actor,
    value: float | None = None,
    target: float | None = None,
    note: str | None = None,
) -> None:
    """Set the keyed-in value and the target of an indicator for a period such as `2026-Q1`.

    Raises UserError for a period that is none, and for a value of an indicator that is counted from records.
    """
    code = parse_period(period).code
    with db.writing(action="Показатель внесён", actor=actor) as session:
        indicator = found(session, Indicator, indicator_id, "Этого показателя нет.")
        if indicator.formula and value is not None:
            raise UserError(
                "Этот показатель считается по записям, значение для него не вводят.", "Укажите только план."
            )
        row = session.get(IndicatorValue, (indicator_id, code))
        if row is None:
            row = IndicatorValue(indicator_id=indicator_id, period=code)
            session.add(row)
        row.value, row.target, row.note = value, target, note
