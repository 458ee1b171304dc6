"""The panel that enters a product or changes one."""

from typing_extensions import override

from models.commands.products import add_product, change_product, remove_product
from models.queries.events import event_card
from models.queries.products import product_card, product_choices
from models.rows.attachments import ProductPlace
from models.rows.codes import ProductStatus
from models.rules.words import day_in_table, quoted
from views.files.record_panel import RecordPanel, StoredRecord, Writing, stores
from views.products.form import ProductForm
from views.workplace import Workplace
from views.writing import write_and_say

PRODUCT_DRAFTS = "product"
"""Under which name the drafts of the panel are kept."""
_TABLES = frozenset({"product", "product_author"})
_NEW_TITLE = "Новый продукт"


class ProductPanel(RecordPanel):
    """`write_new` begins a product, of an event or of none; `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        self.fields = ProductForm(workplace.theme, workplace.db)
        super().__init__(
            workplace, self.fields, name="product-panel", title=_NEW_TITLE, remove="Убрать продукт", tables=_TABLES
        )
        self._event: tuple[int, str] | None = None

    def write_new(self, *, event_id: int | None = None) -> None:
        """Show the fields of a new product, with what its event says of it."""
        db = self.workplace.db
        values: dict[str, object] = {"made_on": db.today(), "status": ProductStatus.READY}
        card = event_card(db, event_id) if event_id is not None else None
        self._event = None
        if card is not None:
            self._event = (card.id, f"{day_in_table(card.draft.held_on)} {card.draft.title}")
            values |= {
                "event_id": card.id,
                "plan_item_id": card.draft.plan_item_id,
                "made_on": card.draft.held_on,
                "author_ids": (card.draft.leader_id, *card.draft.co_leader_ids),
            }
        self.begin(("product", event_id), _NEW_TITLE, values)

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        card = product_card(self.workplace.db, record_id)
        if card is None:
            return None
        event_id = card.draft.event_id
        self._event = (event_id, card.event) if event_id is not None and card.event is not None else None
        return StoredRecord(card.draft.title, dict(card.draft))

    @override
    def offer(self) -> None:
        self.fields.offer(product_choices(self.workplace.db), event=self._event)

    @override
    def place_of(self, record_id: int) -> ProductPlace:
        return ProductPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        draft = self.fields.draft()
        if draft is None:
            return None
        db, actor = self.workplace.db, self.workplace.actor()
        return stores(
            record_id,
            add=lambda: add_product(db, draft, actor=actor),
            change=lambda stored: change_product(db, stored, draft, actor=actor),
            words=f"Продукт {quoted(draft.title)} {'добавлен' if record_id is None else 'изменён'}.",
        )


def take_product_out(workplace: Workplace, product_id: int, title: str) -> None:
    """Take a product out of the register with its files; the undo bar brings them back."""
    write_and_say(
        workplace,
        lambda db, actor: remove_product(db, product_id, actor=actor),
        f"Продукт {quoted(title)} убран.",
    )
