"""The toolbar over a printed document: which page of how many, zoom, search, and the buttons of who shows it."""

from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from views.theme import Theme
from views.widgets.buttons import Button, icon_button
from views.widgets.fields import NumberField
from views.widgets.flow import FlowLayout
from views.widgets.naming import named
from views.widgets.text import label

ZOOMS = (50, 60, 70, 80, 90, 100, 125, 150, 200)
"""Steps of the zoom, per cent of the printed size."""
_PAGE_FIELD = 48
"""Width of the field with the number of the page, pixels."""


class Fit(Enum):
    """A zoom that follows the window; the value is what it is called."""

    WIDTH = "По ширине"
    PAGE = "Страница целиком"


class PreviewBar(QWidget):
    """Says where one is and what was pressed; wraps when narrow."""

    stepped = Signal(int)
    """So many pages on."""
    page_typed = Signal(int)
    """To this page, from 1."""
    page_left = Signal()
    """Enter was pressed over a page."""
    zoomed = Signal(int)
    """A step larger, or smaller."""
    zoom_chosen = Signal(object)
    """A `Fit`, or per cent."""
    search_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._zoom: Fit | int = Fit.WIDTH
        self._page = 0
        self._pages = 0
        self.tools = QHBoxLayout()
        """Further buttons stand at the right."""
        small = partial(icon_button, theme, small=True)
        self._back = small("chevron_left", name="preview-back", title="Предыдущая страница", key="PgUp")
        self._next = small("chevron_right", name="preview-next", title="Следующая страница", key="PgDn")
        self._smaller = small("zoom_out", name="preview-smaller", title="Мельче", key="Ctrl+−")
        self._larger = small("zoom_in", name="preview-larger", title="Крупнее", key="Ctrl++")
        self._find = small("search", name="preview-find", title="Найти в тексте", key="Ctrl+F")
        self._where = named(NumberField(theme), "preview-page", "Страница")
        self._where.setToolTip("Номер страницы: впишите и нажмите Enter")
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._of = label("", "secondary")
        self._percent = named(Button(theme, "", role="quiet", small=True), "preview-zoom", "Масштаб")
        self._percent.setToolTip("Масштаб: по ширине — Ctrl+0, страница целиком — Ctrl+9")
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._smaller.clicked.connect(lambda: self.zoomed.emit(-1))
        self._larger.clicked.connect(lambda: self.zoomed.emit(1))
        self._find.clicked.connect(self.search_asked)
        self._where.returnPressed.connect(self._on_page_typed)
        self._where.editingFinished.connect(self._show_page)
        self._percent.clicked.connect(self._offer_zooms)
        theme.changed.connect(self._fit)
        self._lay_out()
        self._fit()

    def show_state(self, page: int, pages: int, *, zoom: int, chosen: Fit | int) -> None:
        """Say which page (from 0) of how many is shown, and how large, per cent."""
        self._page, self._pages, self._zoom = page, pages, chosen
        self._show_page()
        self._of.setText(f"из {pages}" if pages else "")
        self._percent.setText(f"{zoom}\u00a0%" if pages else "")
        for button, on in ((self._back, page > 0), (self._next, page + 1 < pages)):
            button.setEnabled(on)
        for part in (self._smaller, self._larger, self._where, self._percent, self._find):
            part.setEnabled(pages > 0)

    def _lay_out(self) -> None:
        flow = FlowLayout(spacing=self._theme.space("s"), last_right=True)
        self.setLayout(flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._of.setContentsMargins(self._theme.space("xxs"), 0, 0, 0)
        for group in (
            (self._back, self._where, self._of, self._next),
            (self._smaller, self._percent, self._larger, self._find),
        ):
            row = QHBoxLayout()
            for each in group:
                row.addWidget(each)
            flow.addWidget(self._held(row, spacing=0))
        flow.addWidget(self._held(self.tools, spacing=self._theme.space("xs")))

    def _held(self, row: QHBoxLayout, *, spacing: int) -> QWidget:
        """Tools that stay on one line; those without a frame have air of their own."""
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing)
        holder = QWidget()
        holder.setLayout(row)
        return holder

    def _fit(self) -> None:
        self._where.setFixedWidth(round(_PAGE_FIELD * self._theme.scale))

    def _show_page(self) -> None:
        self._where.set_value(self._page + 1 if self._pages else None)

    def _on_page_typed(self) -> None:
        typed = self._where.value()
        if isinstance(typed, int | float):
            self.page_typed.emit(int(typed))
        self._show_page()
        self.page_left.emit()

    def _offer_zooms(self) -> None:
        menu = named(QMenu(self), "preview-zooms", "Масштаб")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in (*Fit, *ZOOMS):
            words = choice.value if isinstance(choice, Fit) else f"{choice}\u00a0%"
            action = menu.addAction(words, lambda choice=choice: self.zoom_chosen.emit(choice))
            action.setCheckable(True)
            action.setChecked(choice == self._zoom)
        menu.insertSeparator(menu.actions()[len(Fit)])
        menu.popup(self._percent.mapToGlobal(self._percent.rect().bottomLeft()))
