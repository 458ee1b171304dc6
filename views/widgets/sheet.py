"""A sheet: white paper with a one-pixel line, a title, a count beside it and a link on its right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.text import Elided, section

INSET = 14
"""From the line of a sheet to what is written on it, pixels."""
_LINK_AIR = 6
"""What a link keeps around its words for the focus ring, pixels."""


class Sheet(QFrame):
    """A frame with a header and `body`, the layout for its content.

    `inset` is the margin around the body: 14 for text and forms, 1 for tables and lists that reach the line.
    """

    linked = Signal()
    """The link in the header was pressed."""

    def __init__(self, theme: Theme, title: str = "", count: str = "", link: str = "", *, inset: int = INSET) -> None:
        super().__init__()
        self.setProperty("sheet", "true")
        self.setAccessibleName(title)
        self._title = section(title)
        self._count = Elided(count, look="secondary")
        self._link = named(Button(theme, link, role="link", small=True), "sheet-link", link)
        self._link.clicked.connect(self.linked)
        self.header = QHBoxLayout()
        """Further things may stand here, after the count."""
        self._header = QWidget()
        self._header.setLayout(self.header)
        self.header.setSpacing(theme.space("s"))
        self.header.addWidget(self._title)
        self.header.addWidget(self._count, 1)
        self.header.addWidget(self._link)
        self._header.setMinimumHeight(theme.size("button") + 8)
        self._header.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_link(link)
        if not title:
            self._header.hide()
        self.body = QVBoxLayout()
        """Where the content goes."""
        self.body.setContentsMargins(inset, 0 if title else inset, inset, inset)
        self.body.setSpacing(theme.space("s"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header)
        whole.addLayout(self.body)
        # Takes what a body that does not grow leaves over, without making the sheet itself want more.
        whole.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred))

    def show_title(self, title: str, count: str = "") -> None:
        """Say what the sheet holds now."""
        self._title.setText(title)
        self._count.setText(count)
        self.setAccessibleName(title)
        self._header.setVisible(bool(title))

    def show_count(self, count: str) -> None:
        """Say how much the sheet holds."""
        self._count.setText(count)

    def show_link(self, link: str) -> None:
        """Change the words of the link; empty hides it."""
        self._link.setText(link)
        self._link.setAccessibleName(link)
        self._link.setVisible(bool(link))
        self.header.setContentsMargins(INSET, 6, INSET - (_LINK_AIR if link else 0), 4)

    def name_link(self, name: str) -> None:
        """What a screen reader calls the link: «Изменить сведения» where «Изменить» stands beside the title."""
        self._link.setAccessibleName(name)


def hline() -> QFrame:
    """A hairline between rows of a sheet."""
    line = QFrame()
    line.setProperty("line", "true")
    line.setFixedHeight(1)
    return line
