"""Products of the site."""

from models.commands.attachments import detach_all
from models.commands.links import relink
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.rows.attachments import ProductPlace
from models.rows.plans import ProductDraft
from models.schema.plans import Product

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
