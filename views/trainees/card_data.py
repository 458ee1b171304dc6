"""«Данные»: what is written on a card, to be read; «Изменить» opens it in the panel beside the list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.queries.people import person_card
from models.rows.people import PersonCard
from models.rows.person_page import PersonHead
from models.rules.shown import show_phone
from models.rules.words import NBSP, counted, day_in_table
from views.widgets.fresh import fresh
from views.widgets.sheet import Sheet
from views.widgets.text import label, secondary
from views.workplace import Workplace

_LABEL = 130
"""Width of the column of names, pixels of the plain text size."""
_DASH = "—"


class DataSheet(Sheet):
    """Names on the left, values on the right."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Данные", link="Изменить")
        self.name_link("Изменить данные (F2)")
        self._at = workplace
        self._rows = QVBoxLayout()
        self._rows.setSpacing(workplace.theme.space("xs"))
        self.body.addLayout(self._rows)

    def show_person(self, head: PersonHead) -> None:
        """Show the data of a person."""
        card = person_card(self._at.db, head.id)
        column = fresh(self._rows)
        if card is None:
            return
        for name, value in _values(head, card):
            column.addWidget(self._row(name, value or _DASH))

    def _row(self, name: str, value: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._at.theme.space("s"))
        title = secondary(name)
        title.setWordWrap(True)
        title.setFixedWidth(round(_LABEL * self._at.theme.scale))
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(value, wrapped=True), 1)
        return holder


def _values(head: PersonHead, card: PersonCard) -> list[tuple[str, str]]:
    category = card.category.label if card.category is not None else ""
    until = f", до {day_in_table(card.category_until)}" if category and card.category_until else ""
    locality = (head.locality or "").replace(" ", NBSP, 1)  # «г.» stays with its name
    place = ", ".join(part for part in (head.organization, locality, head.municipality) if part)
    years = card.experience_years
    return [
        ("Должность", head.position),
        ("Организация", place),
        ("Телефон", show_phone(card.phone) if card.phone else ""),
        ("Эл. почта", card.email or ""),
        ("Категория", category + until),
        ("Образование", card.education.label if card.education is not None else ""),
        ("Стаж", counted(years, "год", "года", "лет") if years is not None else ""),
    ]
