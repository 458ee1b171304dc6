"""«Сертификаты»: who is the nearest to hers, as five dots in the order а–д and what is missing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from models.rows.certificate_progress import CertificateProgress, ProgressLine
from models.rules.requirement_list import SHORT_TITLES
from models.rules.words import plural
from views.overview.rows import LinkRow
from views.requirements.looks import dots
from views.theme import Theme
from views.widgets.dots import Dots
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.text import Elided

_NAME = 128
"""Width of the names, pixels at 100 %."""


class CertificatesSheet(Sheet):
    """A line a trainee; hidden while nobody is on the way to a certificate."""

    opened = Signal(int)
    """The card of this person is wanted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Сертификаты", inset=1)
        self._theme = theme
        self._counts = QLabel()
        self._counts.setProperty("look", "secondary")
        self.header.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignRight)
        self.body.setSpacing(0)
        self.body.setContentsMargins(1, 0, 1, 4)
        self.hide()

    def show_progress(self, found: CertificateProgress) -> None:
        """Show who is the nearest."""
        self.setVisible(bool(found.lines))
        word = plural(found.ready, "готов", "готовы", "готовы")
        self._counts.setText(f"{found.ready} {word} · {found.near} близко")
        column = fresh(self.body)
        column.addWidget(hline())
        for place, line in enumerate(found.lines):
            column.addWidget(self._line(place, line))

    def _line(self, place: int, line: ProgressLine) -> QWidget:
        words = _words(line)
        row = named(_Line(self._theme), f"certificate-{place}", f"{line.name}: {words}")
        name = Elided(line.name, look="strong")
        name.setFixedWidth(round(_NAME * self._theme.scale))
        row.row.addWidget(name)
        row.row.addWidget(Dots(self._theme, dots(line.requirements), _told(line)))
        row.row.addWidget(Elided(words, look="secondary"), 1)
        row.opened.connect(lambda: self.opened.emit(line.person_id))
        return row


class _Line(LinkRow):
    """Lower than the lines of the other sheets: one line of words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.row.setContentsMargins(INSET, 3, INSET, 3)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.size("targetMinimum"))


def _words(line: ProgressLine) -> str:
    if not line.missing:
        return "можно выдавать"
    return "нет: " + ", ".join(SHORT_TITLES[each.key].lower() for each in line.missing)


def _told(line: ProgressLine) -> str:
    """The dots in words."""
    return "; ".join(f"{each.key.label}) {each.state.label}" for each in line.requirements)
