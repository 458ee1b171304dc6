"""The register of products: a filter bar with counts over a table of pages."""

from PySide6.QtCore import Signal
from typing_extensions import override

from models.queries.products import (
    product_choices,
    product_counts,
    product_days,
    product_line,
    product_register,
)
from models.rows.codes import ProductStatus
from models.rows.products import ProductFilter, ProductRow, ProductSort
from models.rules.words import counted, day_in_table
from views.record_register import RecordRegister
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.workplace import Workplace

_TABLES = frozenset({"product", "product_author", "product_kind", "person", "attachment_use", "event", "plan_item"})
_NEWEST = Sort(ProductSort.MADE_ON.value, descending=True)
_QUICK = (
    (ProductStatus.DRAFT, "В работе"),
    (ProductStatus.READY, "Готовы"),
    (ProductStatus.PUBLISHED, "Опубликованы"),
)
_LOOKS = {
    ProductStatus.DRAFT: ChipLook(State.IN_PROGRESS, "circle_half_fill"),
    ProductStatus.READY: ChipLook(State.NEUTRAL, "checkmark"),
    ProductStatus.PUBLISHED: ChipLook(State.DONE, "globe"),
}


class ProductRegister(RecordRegister[ProductRow]):
    """The list, and where to begin while it is empty."""

    begin_wanted = Signal()
    events_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        self._wanted = ProductFilter()
        bar = FilterBar(theme, "Название, автор")
        bar.add_choice("kind", [(None, "Все виды")], title="Вид")
        bar.add_period()
        bar.add_choice("author", [(None, "Все авторы")], title="Автор")
        for status, words in _QUICK:
            bar.add_quick(status.value, words)
        empty = EmptyState(
            theme,
            "Здесь будут продукты площадки: сборники, памятки, записи занятий — их авторы, файлы и где их показали.",
            "Добавить продукт",
            "Открыть мероприятия",
        )
        super().__init__(
            workplace,
            bar,
            COLUMNS,
            empty,
            name="products-table",
            title="Продукты",
            sheet="Реестр продуктов",
            newest=_NEWEST,
            tables=_TABLES,
        )
        empty.pressed.connect(self.begin_wanted)
        empty.linked.connect(self.events_wanted)

    @override
    def offer(self) -> None:
        choices = product_choices(self.db)
        days = product_days(self.db)
        self.bar.offer_choices("kind", choices.kinds)
        self.bar.offer_choices("author", choices.people)
        self.bar.offer_days(days)
        self.show_empty(is_empty=days is None)

    @override
    def count(self) -> None:
        said = self.bar.values()
        period = self.bar.period
        self._wanted = ProductFilter(
            text=str(said["search"]),
            kind_id=said["kind"] if isinstance(said["kind"], int) else None,
            status=ProductStatus(said["quick"]) if said["quick"] else None,
            start=period.start if period else None,
            end=period.end if period else None,
            author_id=said["author"] if isinstance(said["author"], int) else None,
        )
        counts = product_counts(self.db, self._wanted)
        by_status = {
            ProductStatus.DRAFT.value: counts.draft,
            ProductStatus.READY.value: counts.ready,
            ProductStatus.PUBLISHED.value: counts.published,
        }
        self.bar.show_counts(by_status)
        found = by_status[self._wanted.status.value] if self._wanted.status else counts.all
        self.bar.show_total(counted(found, "продукт", "продукта", "продуктов"))

    @override
    def page(self, order: Sort, after: ProductRow | None, limit: int) -> list[ProductRow]:
        sort = ProductSort(order.key)
        return product_register(self.db, self._wanted, sort=sort, descending=order.descending, after=after, limit=limit)

    @override
    def is_stored(self, record_id: int) -> bool:
        return product_line(self.db, record_id) is not None


def shown_at(row: ProductRow) -> str:
    """Where a product was shown: «краевой, выступление, сборник»."""
    return ", ".join(part for part in (row.level, row.participation_form, row.publication) if part)


COLUMNS: tuple[Column[ProductRow], ...] = (
    Column(ProductSort.MADE_ON.value, "Дата", lambda row: day_in_table(row.made_on), width=104),
    Column(
        ProductSort.TITLE.value,
        "Название",
        lambda row: row.title,
        least=260,
        tooltip=lambda row: f"{row.title}\nОткуда: {row.source}" if row.source else row.title,
    ),
    Column(ProductSort.KIND.value, "Вид", lambda row: row.kind, width=176, rank=2, quiet=True),
    Column(ProductSort.AUTHORS.value, "Авторы", lambda row: row.authors, width=160, rank=3, quiet=True),
    Column("shown_at", "Где показан", shown_at, width=170, rank=4, quiet=True, sortable=False),
    Column("files", "Файлы", lambda row: str(row.files or ""), align="right", width=76, rank=5, sortable=False),
    Column(
        ProductSort.STATUS.value,
        "Состояние",
        lambda row: row.status.label,
        width=148,
        rank=1,
        chip=lambda row: _LOOKS[row.status],
    ),
)
