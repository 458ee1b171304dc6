"""The room of one person: how far she came to her certificate, what she learned, and the next person by Alt+→."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.person_page import person_page
from models.queries.person_print import person_paper
from models.rows.codes import EnrollmentStatus, PersonalDataState
from models.rows.person_page import PersonHead, PersonPage
from models.rules.person_code import person_code
from models.rules.shown import short_municipality, short_organization
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.places import InStream
from views.states import State
from views.theme import ChipLook
from views.trainees.card_about import AboutSheets
from views.trainees.card_learning import LearningSheets
from views.trainees.card_requirements import RequirementsSheet
from views.trainees.card_sides import CardPart, CardSides
from views.trainees.consent_words import BLOCKED
from views.trainees.monogram import Monogram
from views.widgets.buttons import Button, icon_button
from views.widgets.chip import Chip
from views.widgets.choice import ChoiceField
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.widgets.text import Elided, problem
from views.workplace import Workplace

TABLES = frozenset(
    {
        "person", "organization", "position", "municipality", "enrollment", "stream", "program", "event",
        "event_stream", "attendance", "module", "assignment", "submission", "creative_work", "creative_work_member",
        "internship_report", "diagnostic_card", "diagnostic_item", "route", "route_item", "certificate", "consent",
        "person_restricted", "role_assignment", "assignment_term", "plan_item", "program_requirement",
        "requirement_override",
    }
)  # fmt: skip
"""What the card is read from."""
_STATES = {
    EnrollmentStatus.APPLIED: ChipLook(State.NEUTRAL, "circle"),
    EnrollmentStatus.ENROLLED: ChipLook(State.IN_PROGRESS, "circle"),
    EnrollmentStatus.STUDYING: ChipLook(State.IN_PROGRESS, "circle_half_fill"),
    EnrollmentStatus.COMPLETED: ChipLook(State.DONE, "checkmark_circle"),
    EnrollmentStatus.EXPELLED: ChipLook(State.NEUTRAL, "dismiss_circle"),
}
_CLOSED = {
    PersonalDataState.BLOCKED: BLOCKED,
    PersonalDataState.DEPERSONALISED: "Карточка обезличена: имени и контактов больше нет, посещения остались.",
    PersonalDataState.DESTROYED: "Данные уничтожены по акту: имени и контактов больше нет.",
}


class CardPage(QWidget):
    """Shows one person; Alt+← and Alt+→ go through the people of the list it was opened from."""

    titled = Signal(str)
    gone = Signal()
    """The card was removed meanwhile."""
    edit_wanted = Signal(int)
    """The data of this person are to be edited."""
    enroll_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._person_id = 0
        self._place_id: int | None = None
        self._stream_id = 0
        """Of the place shown."""
        self._order: tuple[int, ...] = ()
        self.title = "Карточка стажёра"
        """What the page is called now."""
        self.who = Elided("", look="secondary")
        self.chip = Chip(theme)
        self.places = named(ChoiceField(theme), "card-stream", "Поток")
        self.places.edited.connect(self._on_place)
        self.sides = CardSides(theme)
        self.sides.chosen.connect(self._on_side)
        self.monogram = Monogram(theme)
        self.edit_button = named(
            Button(theme, "Изменить", icon="edit", small=True), "card-edit", "Изменить данные (F2)"
        )
        self.edit_button.setToolTip("Данные, потоки, согласия (F2)")
        self.edit_button.clicked.connect(self._on_edit)
        self.print_button = icon_button(theme, "print", name="card-print", title="Напечатать карточку", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_card)
        self.before = icon_button(theme, "chevron_left", name="card-before", title="Предыдущий стажёр", key="Alt+←")
        self.after = icon_button(theme, "chevron_right", name="card-after", title="Следующий стажёр", key="Alt+→")
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.where = Elided("", look="secondary")
        self.closed = problem("")
        self.requirements = RequirementsSheet(workplace)
        self.learning = LearningSheets(theme)
        self.learning.event_wanted.connect(self._on_event)
        self.learning.tab_wanted.connect(self._on_tab)
        self.empty = EmptyState(theme, "Ни в одном потоке пока нет.", "Зачислить в поток", icon="people_team")
        self.empty.pressed.connect(lambda: self.enroll_wanted.emit(self._person_id))
        self._shown = QStackedLayout()
        self._lay_out()
        for keys, then in (
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
            ("F2", self._on_edit),
            ("Ctrl+P", self.print_card),
        ):
            page_key(self, keys, then)

    def show_person(self, person_id: int, order: Sequence[int] = ()) -> None:
        """Show a person; `order` is whom the arrows go to, as the list stood."""
        self._person_id, self._place_id = person_id, None
        self._order = tuple(order) if person_id in order else (person_id,)
        for area in self.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        self.reload()

    @cached_property
    def about(self) -> AboutSheets:
        """The other side of the card, made when it is first wanted."""
        made = AboutSheets(self._at)
        made.edit_wanted.connect(self._on_edit)
        self._about_area = _scrolled(made)
        self._shown.addWidget(self._about_area)
        made.arrange(self.sides.parts, self.sides.direction)
        return made

    def show_side(self, *, about: bool) -> None:
        """Show who she is, or how she learns."""
        self.sides.show_side(about=about)
        self._on_side()

    def reload(self) -> None:
        """Ask for everything again."""
        page = person_page(self._at.db, self._person_id, place_id=self._place_id)
        if page is None:
            self.gone.emit()
            return
        self._show(page)

    def step(self, by: int) -> None:
        """Go to the person above or below; at the ends of the list nothing happens."""
        place = self._order.index(self._person_id) + by
        if 0 <= place < len(self._order):
            self.show_person(self._order[place], self._order)

    def print_card(self) -> None:
        """Show the card as it will be printed, with the stream that is shown."""
        person_id, place_id = self._person_id, self._place_id
        wish = PaperWish(
            "person-card",
            "Карточка стажёра",
            f"card-{person_code(person_id)}",
            lambda db: person_paper(db, person_id, place_id=place_id),
        )
        offer(self._at, self, wish)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        found: list[QWidget] = [self.edit_button]
        if self.sides.is_about:
            return [*found, *self.about.areas()]
        if self._shown.currentWidget() is self.empty:
            return [*found, self.empty.button]
        return [*found, *([self.learning.strip] if self.learning.strip.isVisible() else [])]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        theme = self._at.theme
        head = QHBoxLayout()
        head.setSpacing(theme.space("s"))
        head.addWidget(self.monogram)
        head.addWidget(self.chip)
        head.addWidget(self.who, 1)
        for part in (
            self.sides.sides,
            self.places,
            self.edit_button,
            self.print_button,
            self.before,
            self.where,
            self.after,
        ):
            head.addWidget(part)
        content = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(theme.space("gutter"))
        self._halves.addWidget(self.requirements, 3)
        self._halves.addWidget(self.learning, 4)
        self.area = _scrolled(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addLayout(head)
        column.addWidget(self.sides.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.closed)
        column.addLayout(self._shown, 1)  # first: a page put into a stack of no widget is shown as a window
        self._shown.addWidget(self.area)
        self._shown.addWidget(self.empty)

    def _show(self, page: PersonPage) -> None:
        head, shown = page.head, page.shown
        self.title = head.full_name
        self.titled.emit(self.title)
        self.who.setText(_line_of(head, f"тьютор {shown.tutor}" if shown is not None else ""))
        self.closed.setText(_CLOSED.get(head.pd_state, ""))
        self.closed.setVisible(head.pd_state in _CLOSED)
        self.monogram.show_person(head.last_name, head.first_name)
        self.chip.setVisible(shown is not None)
        self.places.setVisible(len(page.places) > 1 and not self.sides.is_about)
        self._show_where()
        if self.sides.is_about:
            self.about.show_person(head)
            self._shown.setCurrentWidget(self._about_area)
        else:
            self._shown.setCurrentWidget(self.area if shown is not None else self.empty)
        if shown is None:
            return
        self.chip.show_look(_STATES[shown.place.status], shown.place.status.label)
        self.places.set_items([(each.id, each.title) for each in page.places])
        self.places.set_value(shown.place.id)
        self.requirements.show_place(shown, head.id)
        self._stream_id = shown.place.stream_id
        self.learning.show_place(shown, page.certificates)

    def _show_where(self) -> None:
        place, count = self._order.index(self._person_id), len(self._order)
        self.where.setText(f"{place + 1} из {count}")
        for widget in (self.before, self.where, self.after):
            widget.setVisible(count > 1)
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place + 1 < count)

    def _on_tab(self, tab: str) -> None:
        self._at.go("programs", InStream(self._stream_id, tab, self._person_id))

    def _on_place(self) -> None:
        chosen = self.places.value()
        if isinstance(chosen, int):
            self._place_id = chosen
            self.reload()

    def _fit(self) -> None:
        """Show as many columns as the window has room for."""
        is_other = self.sides.fit(self.window().width())
        self._arrange()
        if is_other and self._person_id:
            self.reload()

    def _arrange(self) -> None:
        parts = self.sides.parts
        self._halves.setDirection(self.sides.direction)
        self.requirements.setVisible(CardPart.REQUIREMENTS in parts)
        self.learning.setVisible(CardPart.LEARNING in parts)
        if "about" in self.__dict__:
            self.about.arrange(parts, self.sides.direction)

    def _on_side(self) -> None:
        self._arrange()
        self.reload()

    def _on_edit(self) -> None:
        self.edit_wanted.emit(self._person_id)

    def _on_event(self, event_id: int) -> None:
        self._at.go("events", event_id)


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def _line_of(head: PersonHead, tutor: str) -> str:
    """«воспитатель, первая категория · Д/с № 3, с. Кокшаровка, Чугуевский МО · тьютор Лисовская О. А.»."""
    category = f"{head.category.label} категория" if head.category in _RANKS else head.category and head.category.label
    place = (
        short_organization(head.organization),
        head.locality,
        head.municipality and short_municipality(head.municipality),
    )
    parts = (", ".join(filter(None, (head.position, category))), ", ".join(filter(None, place)), tutor)
    return " · ".join(part for part in parts if part)


_RANKS = frozenset({"highest", "first"})
"""Categories that are called «… категория»."""
