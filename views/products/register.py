"""The register of products: a filter bar with counts over a table of pages."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.database import Database
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
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.paged import PagedTable
from views.widgets.register import Register
from views.widgets.table import TableView
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


class ProductRegister(QWidget):
    """The list: `opened` by Enter or a double click; what else can be done are actions of the table."""

    opened = Signal(int)
    begin_wanted = Signal()
    events_wanted = Signal()
    current_changed = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._db: Database = workplace.db
        theme = workplace.theme
        self._wanted = ProductFilter()
        self._stale = False
        self.bar = FilterBar(theme, "Название, автор")
        self.bar.add_choice("kind", [(None, "Все виды")], title="Вид")
        self.bar.add_period()
        self.bar.add_choice("author", [(None, "Все авторы")], title="Автор")
        for status, words in _QUICK:
            self.bar.add_quick(status.value, words)
        self.model: PagedTable[ProductRow] = PagedTable(COLUMNS, fetch=self._fetch, sort=_NEWEST)
        self.table: TableView[ProductRow] = TableView(
            theme, self.model, "products-table", "Продукты", remembered=workplace.remembered
        )
        empty = EmptyState(
            theme,
            "Здесь будут продукты площадки: сборники, памятки, записи занятий — их авторы, файлы и где их показали.",
            "Добавить продукт",
            "Открыть мероприятия",
        )
        empty.pressed.connect(self.begin_wanted)
        empty.linked.connect(self.events_wanted)
        self._list = Register(theme, self.bar, self.table, empty, title="Реестр продуктов")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        self.bar.changed.connect(self._show)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self.current_changed)
        workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    def reload(self) -> None:
        """Ask for everything again: lists of the filter, counts, rows."""
        self._stale = False
        choices = product_choices(self._db)
        days = product_days(self._db)
        self.bar.offer_choices("kind", choices.kinds)
        self.bar.offer_choices("author", choices.people)
        self.bar.offer_days(days)
        self._list.show_empty(is_empty=days is None)
        self._show()

    def refresh(self) -> None:
        """Reload if something changed while the list was hidden."""
        if self._stale:
            self.reload()

    def current(self) -> ProductRow | None:
        """The product under the cursor."""
        return self._list.current()

    def select(self, product_id: int) -> None:
        """Put the cursor on a product; filters that hide it are taken off."""
        if self.table.select(lambda row: row.id == product_id) or product_line(self._db, product_id) is None:
            return
        if self.bar.is_on:
            self.bar.reset()
            self.table.select(lambda row: row.id == product_id)

    def first(self) -> QWidget:
        """What the keyboard comes to: the table, or the button that begins."""
        return self._list.first()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self._list.take_focus()

    def _fetch(self, sort: Sort | None, after: ProductRow | None, limit: int) -> list[ProductRow]:
        order = sort or _NEWEST
        return product_register(
            self._db,
            self._wanted,
            sort=ProductSort(order.key),
            descending=order.descending,
            after=after,
            limit=limit,
        )

    def _show(self) -> None:
        """Rows and counts of what is asked for."""
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
        counts = product_counts(self._db, self._wanted)
        by_status = {
            ProductStatus.DRAFT.value: counts.draft,
            ProductStatus.READY.value: counts.ready,
            ProductStatus.PUBLISHED.value: counts.published,
        }
        self.bar.show_counts(by_status)
        found = by_status[self._wanted.status.value] if self._wanted.status else counts.all
        self.bar.show_total(counted(found, "продукт", "продукта", "продуктов"))
        self.model.set_fetch(self._fetch)

    def _on_opened(self, row: ProductRow) -> None:
        self.opened.emit(row.id)

    def _on_tables_changed(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True


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
