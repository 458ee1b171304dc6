"""The section «Продукты»: the register, with the panel of one product beside it."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from models.rows.products import ProductRow
from views.drafts import kept_drafts
from views.places import Place
from views.products.panel import PRODUCT_DRAFTS, ProductPanel, take_product_out
from views.products.register import ProductRegister
from views.widgets.buttons import Button, icon_button
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.workplace import Workplace

_ADD = "Добавить продукт"
_WEB = ("http://", "https://")


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return ProductsPage(workplace)


class ProductsPage(Page):
    """The list and the panel."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Продукты")
        theme = workplace.theme
        self._workplace = workplace
        self.register = ProductRegister(workplace)
        self._split = SplitPage(theme, self.register)
        self.body.addWidget(self._split)
        self._more = icon_button(theme, "more_horizontal", name="products-more", title="Ещё")
        self._more.clicked.connect(self._on_more)
        self.tools.addWidget(self._more)
        self._new = named(
            Button(theme, "Добавить продукт", icon="add", role="primary"), "product-new", "Добавить продукт"
        )
        self._new.setToolTip(f"{_ADD} (Ctrl+N)")
        self._new.clicked.connect(self.write_new)
        self.add_button(self._new)
        rows = self.register.table
        self._row_actions = [
            row_action(rows, "Изменить", self._on_change_current, "F2"),
            row_action(rows, "Открыть ссылку", self._on_link_of_current),
            row_action(rows, "Открыть мероприятие", self._on_event_of_current),
            row_action(rows, "Убрать из реестра", self._on_remove_current, "Del"),
        ]
        self.register.opened.connect(self.open_product)
        self.register.begin_wanted.connect(self.write_new)
        self.register.events_wanted.connect(lambda: workplace.go("events", None))
        self.register.current_changed.connect(self._on_current)
        self.register.reload()
        self.register.table.show_drafts(frozenset(kept_drafts(workplace.data_folder, PRODUCT_DRAFTS)))

    @cached_property
    def panel(self) -> ProductPanel:
        """The fields of a product; made when they are first asked for."""
        made = ProductPanel(self._workplace)
        made.recorded.connect(self._on_recorded)
        made.removed.connect(self._remove)
        made.closed.connect(self.register.take_focus)
        made.drafts_changed.connect(self._on_drafts)
        self._split.hold(made)
        made.keep_drafts(self._workplace.data_folder, PRODUCT_DRAFTS)
        return made

    @override
    def show_place(self, place: object) -> None:
        match place:
            case int():
                self.open_product(place)
            case Place.NEW:
                self.write_new()
            case _:
                pass

    def open_product(self, product_id: int) -> None:
        """Show a product in the panel."""
        if not self.panel.change(product_id):
            self._workplace.messages.tell("Этого продукта уже нет в реестре.")
            return
        self.register.select(product_id)

    def write_new(self) -> None:
        """Begin a new product in the panel."""
        self.panel.write_new()

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        if not self._has_panel or not self.panel.is_open or not isinstance(self.panel.key, int):
            return False
        self.panel.files.add_paths(paths)
        return True

    @override
    def primary_new(self) -> None:
        self.write_new()

    @override
    def areas(self) -> list[QWidget]:
        found = [self.register.bar.search, self.register.first()]
        if self._has_panel and self.panel.is_open:
            found.append(self.panel)
        return [widget for widget in found if widget.isVisible()]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.register.refresh()

    @property
    def _has_panel(self) -> bool:
        return "panel" in self.__dict__

    def _on_more(self) -> None:
        menu = named(QMenu(self), "products-menu", "Ещё")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.register.current() is not None:
            menu.addActions(self._row_actions)
            menu.addSeparator()
        menu.addAction("Копировать список как таблицу", self._on_copy)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_copy(self) -> None:
        self.register.table.selectAll()
        self.register.table.copy_selection()
        self._workplace.messages.tell("Список скопирован: вставьте его в Excel или Word.")

    def _on_current(self, row: ProductRow | None) -> None:
        if row is not None and self._has_panel:
            self.panel.follow_record(row.id)

    def _on_change_current(self) -> None:
        if (row := self.register.current()) is not None:
            self.open_product(row.id)

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
            self._remove(row.id, row.title)

    def _remove(self, product_id: int, title: str) -> None:
        if self._has_panel and self.panel.key == product_id:
            self.panel.drop()
        take_product_out(self._workplace, product_id, title)

    def _on_recorded(self, product_id: int, _is_new: bool) -> None:  # noqa: FBT001 - a slot
        self.register.reload()
        self.register.select(product_id)

    def _on_drafts(self) -> None:
        self.register.table.show_drafts(self.panel.drafts)
