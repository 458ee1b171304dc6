"""The frame of every page: where you are, what it is called, at most two buttons, and the body."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from views.places import Asked
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.naming import named
from views.widgets.tab_order import first_stop
from views.widgets.text import Elided, label

_CRUMB_AIR = 4


class _Crumb(Button):
    """A link as high as its line."""

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.theme.font("secondary", weight=500))
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _CRUMB_AIR, metrics.height() + 6)


class Page(QWidget):
    """A page of the window; its sheets go into `body`, extras of the header (a period switch) into `tools`."""

    def __init__(self, theme: Theme, heading: str, subtitle: str = "") -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self._primary: Button | None = None
        self._then: Callable[[], object] | None = None
        self._crumb = named(_Crumb(theme, role="link", small=True), "breadcrumb", "Назад к списку")
        self._crumb.setProperty("crumb", "true")
        self._crumb.clicked.connect(self._on_crumb)
        self._here = label("", "secondary")
        self._title = Elided(heading)
        self._title.setProperty("look", "title")
        self._subtitle = Elided(subtitle, look="secondary")
        if not subtitle:
            self._subtitle.hide()

        self._crumbs = QWidget()
        self.title_row = QHBoxLayout()
        """Beside the title: chips, a period with arrows."""
        self.tools = QHBoxLayout()
        """Before the buttons."""
        self.tools.setSpacing(theme.space("s") + 2)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.space("s") + 2)
        self.header = QHBoxLayout()
        self.header.setSpacing(theme.space("m"))
        self.header.addLayout(self._names(), 1)
        self.header.addLayout(self.tools)
        self.header.addLayout(self._buttons)

        self.body = QVBoxLayout()
        """Where the sheets go."""
        self.body.setSpacing(theme.space("gutter"))
        whole = QVBoxLayout(self)
        margin = theme.space("page")
        whole.setContentsMargins(margin, theme.space("m") + 2, margin, theme.space("l"))
        whole.setSpacing(theme.space("gutter"))
        whole.addLayout(self.header)
        whole.addLayout(self.body, 1)

    def _names(self) -> QVBoxLayout:
        crumbs = QHBoxLayout(self._crumbs)
        crumbs.setContentsMargins(0, 0, 0, 0)
        crumbs.setSpacing(2)
        crumbs.addWidget(self._crumb)
        crumbs.addWidget(self._here)
        crumbs.addStretch()
        self._crumbs.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._crumbs.hide()
        self.title_row.setSpacing(self.theme.space("m"))
        self.title_row.addWidget(self._title)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout()
        line.addLayout(self.title_row)
        line.addStretch()
        names = QVBoxLayout()
        names.setSpacing(0)
        way_back = QHBoxLayout()
        way_back.setContentsMargins(-_CRUMB_AIR, 0, 0, 0)  # its text, not its frame, stands over the title
        way_back.addWidget(self._crumbs)
        names.addLayout(way_back)
        names.addLayout(line)
        names.addWidget(self._subtitle)
        return names

    @property
    def heading(self) -> str:
        """The title."""
        return self._title.text()

    def show_title(self, heading: str, subtitle: str = "") -> None:
        """Say what the page shows now."""
        self._title.setText(heading)
        self.setAccessibleName(heading)
        self.show_subtitle(subtitle)

    def show_subtitle(self, subtitle: str) -> None:
        """Change the line under the title; empty hides it."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def show_crumb(self, parent: str, here: str, then: Callable[[], object]) -> None:
        """Show the way back: «Мероприятия / 11 марта 2026, среда»; `then` goes there."""
        self._crumb.setText(parent)
        self._crumb.setAccessibleName(f"Назад: {parent}")
        self._here.setText(f"/ {here}")
        self._then = then
        self._crumbs.show()

    def hide_crumb(self) -> None:
        """The page is a section itself again."""
        self._then = None
        self._crumbs.hide()

    def add_button(self, button: Button) -> Button:
        """Put a button into the header: at most two, one of them primary (Ctrl+N presses it)."""
        self._buttons.addWidget(button)
        if button.property("role") == "primary":
            self._primary = button
        return button

    def primary_new(self) -> None:
        """Ctrl+N: the primary «new» of the page."""
        if self._primary is not None and self._primary.isVisible():
            self._primary.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._primary.click()

    def focus_filter(self) -> None:
        """Ctrl+F: the filter of this list."""
        for bar in self.findChildren(FilterBar):
            if bar.isVisible():
                bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def show_place(self, place: object) -> None:
        """Go to a place of views.places, or to a record's id; a page that does not know it just stays open."""

    def show_asked(self, asked: Asked) -> bool:
        """Go to a place where somebody has a question; whether its words now stand at the field that is meant."""
        self.show_place(asked.place)
        return False

    def store(self) -> None:
        """Store what is being typed: the window is about to close."""

    def take_files(self, paths: Sequence[Path]) -> bool:  # noqa: ARG002 - for the pages that keep files
        """Attach files that were dropped on the window to what is open; False where nothing can keep them."""
        return False

    def areas(self) -> list[QWidget]:
        """What F6 goes round, in reading order: the first widget of each takes the focus."""
        return []

    def round(self) -> list[QWidget]:
        """Where F6 really goes now: the areas in sight, and what is offered where nothing is yet."""
        areas = [area for area in self.areas() if area.isVisible()]
        offers = [
            empty
            for empty in self.findChildren(EmptyState)
            if empty.isVisible()
            and empty.first() is not None
            and not any(area.isAncestorOf(empty) or empty.isAncestorOf(area) for area in areas)
        ]
        return [*areas, *offers]

    def landing(self) -> QWidget | None:
        """Where the keyboard begins: what is offered where nothing is yet, else the list, else the first control.

        None while nothing of the page can be worked with yet.
        """
        areas = self.round()
        lists = [area for area in areas if isinstance(area, QAbstractItemView)]
        offers = [area for area in areas if isinstance(area, EmptyState)]
        return next((stop for area in (*offers, *lists, *areas) if (stop := first_stop(area)) is not None), None)

    def take_focus(self) -> None:
        """Put the focus where the keyboard begins; on the page itself while there is nothing to begin with."""
        (self.landing() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_crumb(self) -> None:
        if self._then is not None:
            self._then()
