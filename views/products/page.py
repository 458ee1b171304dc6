"""The section «Продукты»: the register, with the panel of one product beside it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from typing_extensions import override

from models.rows.products import ProductRow
from views.products.panel import PRODUCT_DRAFTS, ProductPanel, take_product_out
from views.products.register import ProductRegister
from views.record_page import RecordPage
from views.widgets.page import Page
from views.widgets.row_actions import row_action
from views.workplace import Workplace

_WEB = ("http://", "https://")


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return ProductsPage(workplace)


class ProductsPage(RecordPage[ProductRow, ProductRegister, ProductPanel]):
    """The list and the panel."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(
            workplace,
            "Продукты",
            ProductRegister(workplace),
            record=PRODUCT_DRAFTS,
            records="products",
            add="Добавить продукт",
            gone="Этого продукта уже нет в реестре.",
        )
        rows = self.register.table
        self.row_actions = [
            row_action(rows, "Изменить", self.open_current, "F2"),
            row_action(rows, "Открыть ссылку", self._on_link_of_current),
            row_action(rows, "Открыть мероприятие", self._on_event_of_current),
            row_action(rows, "Убрать из реестра", self._on_remove_current, "Del"),
        ]
        self.register.begin_wanted.connect(self.write_new)
        self.register.events_wanted.connect(lambda: workplace.go("events", None))

    @override
    def make_panel(self) -> ProductPanel:
        return ProductPanel(self._workplace)

    @override
    def record_of(self, row: ProductRow) -> int:
        return row.id

    @override
    def write_new(self) -> None:
        self.panel.write_new()

    @override
    def take_out(self, record_id: int, title: str) -> None:
        take_product_out(self._workplace, record_id, title)

    def _on_link_of_current(self) -> None:
        row = self.register.current()
        if row is None:
            return
        if row.url and row.url.startswith(_WEB):
            QDesktopServices.openUrl(QUrl(row.url))
        else:
            self._workplace.messages.tell("У этого продукта нет ссылки. Её вписывают в панели: Enter.")

    def _on_event_of_current(self) -> None:
        row = self.register.current()
        if row is None:
            return
        if row.event_id is not None:
            self._workplace.go("events", row.event_id)
        else:
            self._workplace.messages.tell("Этот продукт сделан не на мероприятии.")

    def _on_remove_current(self) -> None:
        if (row := self.register.current()) is not None:
            self.remove(row.id, row.title)
