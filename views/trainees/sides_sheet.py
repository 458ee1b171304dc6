"""Two cards side by side: of each field the person chooses whose value stays."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.rows.merge import Sides, SidesField
from views.theme import Theme
from views.widgets.check import RadioField
from views.widgets.naming import named
from views.widgets.sheet import Sheet, hline
from views.widgets.text import caption, label, secondary, strong

_EMPTY = "не указано"
_ROOM = 44
"""Beside the words of a choice: the circle, its gap, the edges."""
_LEAST = 130
_TALL = 10_000


class SideChoice(RadioField):
    """The value of one card; a long one goes on in the next line."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        words = QFontMetrics(self._theme.font("body"))
        room = QRect(0, 0, max(arg__1, _LEAST) - _ROOM, _TALL)
        tall = words.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()
        return max(self._theme.size("buttonSmall"), tall + self._theme.space("s"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self._theme.size("buttonSmall"))


class SidesSheet(Sheet):
    """`show_sides` fills it; `from_gone` is what was chosen of the card that goes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.choices: dict[str, tuple[SideChoice, SideChoice]] = {}
        """Of each differing field the value that stays on the card and the one of the card that goes."""
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(QWidget())
        self.body.addWidget(self.area, 1)

    @property
    def from_gone(self) -> frozenset[str]:
        """Fields whose value is taken from the card that goes."""
        return frozenset(key for key, (_stays, goes) in self.choices.items() if goes.isChecked())

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins: the first choice there is."""
        return next((pair[int(pair[1].isChecked())] for pair in self.choices.values()), self)

    def show_sides(self, sides: Sides, reason: str) -> None:
        """Show two cards; what differs stands first, chosen as proposed."""
        self.choices = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, self._theme.space("s"), 0)
        column.setSpacing(self._theme.space("s"))
        column.addWidget(label(reason, "secondary", wrapped=True))
        for note in sides.notes:  # before the choices: in a low window what stands after them is out of sight
            column.addWidget(label(note, wrapped=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.space("m"))
        grid.setVerticalSpacing(self._theme.space("xs"))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, title, besides in ((1, sides.stays, sides.stays_with), (2, sides.goes, sides.goes_with)):
            name = strong(title)
            name.setWordWrap(True)
            grid.addWidget(name, 0, at, Qt.AlignmentFlag.AlignTop)
            standing = label(besides or "записей нет", "caption", wrapped=True)
            grid.addWidget(standing, 1, at, Qt.AlignmentFlag.AlignTop)
        differing = [field for field in sides.fields if field.differs]
        for field in differing:
            self._add_choice(grid, inside, field)
        column.addLayout(grid)
        if same := [field for field in sides.fields if not field.differs and field.stays]:
            column.addWidget(hline())
            column.addWidget(caption("Одинаково в обеих"))
            for field in same:
                column.addWidget(label(f"{field.title}: {field.stays}", "secondary", wrapped=True))
        if sides.goes_with:
            column.addWidget(label(f"Перейдёт на общую карточку: {sides.goes_with}.", wrapped=True))
        column.addStretch()
        self.area.setWidget(inside)
        self.setVisible(True)

    def _add_choice(self, grid: QGridLayout, inside: QWidget, field: SidesField) -> None:
        row = grid.rowCount()
        grid.addWidget(secondary(field.title), row, 0)
        group = QButtonGroup(inside)
        made: list[SideChoice] = []
        for at, (side, text) in enumerate((("stays", field.stays), ("goes", field.goes)), start=1):
            words = text or _EMPTY
            choice = named(SideChoice(self._theme, words), f"choose-{field.key}-{side}", f"{field.title}: {words}")
            group.addButton(choice)
            grid.addWidget(choice, row, at)
            made.append(choice)
        group.buttonToggled.connect(_tab_stop)
        made[int(not field.propose_gone)].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made[int(field.propose_gone)].setChecked(True)
        self.choices[field.key] = (made[0], made[1])


def _tab_stop(choice: QAbstractButton, chosen: bool) -> None:  # noqa: FBT001 - a slot
    """Tab comes to the chosen one of two, the arrows go on from there."""
    choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
