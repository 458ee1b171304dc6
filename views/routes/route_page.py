"""The route of one trainee: what it is for, its steps in their order, and what she tried."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.commands.routes import finish_steps, make_routes, order_steps, remove_steps
from models.errors import UserError
from models.queries.routes import route_page
from models.rows.routes import RouteLine, RoutePage, Step
from models.rules.words import counted, day_in_table, short_day
from views.routes.practice_page import PracticePage
from views.routes.route_panel import RoutePanel
from views.routes.routes_list import made_words
from views.routes.step_panel import StepPanel
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import Button, Segments, icon_button
from views.widgets.columns import Column
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import page_key, row_action
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import Elided, secondary
from views.workplace import Workplace
from views.writing import write_and_say

_STEPS, _PRACTICE = "steps", "practice"
_NO_STEPS = "Шагов пока нет. Составьте маршрут из дефицитов входной карты или впишите шаг сами."
_NO_GOAL = "Цель, мотивация и условия ещё не записаны."


class TraineeRoute(QWidget):
    """One route; Enter opens a step, Ctrl+D ticks it off, Alt+↑ and Alt+↓ move it, Delete removes it."""

    left = Signal()
    """Back to the list of routes."""
    card_wanted = Signal(int)
    """The card of this person is wanted."""
    other_wanted = Signal(int)
    """The trainee so many rows on in the list is wanted."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._line: RouteLine | None = None
        self._page: RoutePage | None = None
        self.model = PagedTable(_columns(workplace), rows=(), identify=lambda step: step.id)
        self.table = TableView(theme, self.model, "route-steps", "Шаги маршрута", workplace.remembered)
        self.table.say_empty(_NO_STEPS)
        self.table.opened.connect(self._on_opened)
        for words, then, keys in (
            ("Изменить", self._on_change, "F2"),
            ("Отметить выполненным или снять отметку", self._on_done, "Ctrl+D"),
            ("Выше", lambda: self._move(-1), "Alt+Up"),
            ("Ниже", lambda: self._move(1), "Alt+Down"),
            ("Убрать", self._on_remove, "Del"),
        ):
            row_action(self.table, words, then, keys)
        self.steps = StepPanel(workplace)
        self.about = RoutePanel(workplace)
        self.practice = PracticePage(workplace)
        self._name = Elided(look="record")
        self._goal = secondary("")
        self.switch = Segments(theme, [(_STEPS, "Шаги"), (_PRACTICE, "Приёмы")])
        self.switch.setAccessibleName("Что показать о стажёре")
        self._make_buttons()
        self._lay_out()
        self._connect()

    @property
    def enrollment_id(self) -> int:
        """Whose route is shown; 0 before the first."""
        return self._line.enrollment_id if self._line is not None else 0

    def show_line(self, line: RouteLine) -> None:
        """Show the route of a trainee."""
        if self._line is None or line.enrollment_id != self._line.enrollment_id:
            self.steps.close_panel()
            self.about.close_panel()
        self._line = line
        self.reload()
        self.table.select_first()

    def reload(self) -> None:
        """Read the route anew; goes back to the list where her place is gone."""
        if self._line is None:
            return
        try:
            page = route_page(self._at.db, self._line.enrollment_id)
        except UserError:
            self._line = None
            self.left.emit()
            return
        self._page = page
        self.model.set_rows(page.steps)
        self.steps.offer(page)
        self.steps.forget_others(page.steps)
        self.practice.show_lines(page.enrollment_id, page.practice)
        self._tell(page)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if self.switch.current == _PRACTICE:
            return [*self.practice.areas(), self.switch.focus_stop, self.back]
        panels = [panel for panel in (self.steps, self.about) if panel.is_open]
        return [self.table, *panels, self.switch.focus_stop, self.back]

    def take_focus(self) -> None:
        """Put the keyboard into the steps."""
        self.areas()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def write_new(self) -> None:
        """Ctrl+N: a step, or a technique where those are shown."""
        if self.switch.current == _PRACTICE:
            self.practice.write_new()
            return
        self.about.close_panel()
        self.steps.write_new()

    def _make_buttons(self) -> None:
        theme = self._at.theme
        self.back = named(
            Button(theme, "Все маршруты", role="link", small=True),
            "route-back",
            "Все маршруты (Esc)",
        )
        self.before = icon_button(theme, "chevron_left", name="route-before", title="Предыдущий стажёр", key="Alt+←")
        self.after = icon_button(theme, "chevron_right", name="route-after", title="Следующий стажёр", key="Alt+→")
        self.card = named(Button(theme, "Карточка", role="link", small=True), "route-card", "Карточка стажёра")
        self.print = icon_button(theme, "print", name="route-print", title="Напечатать маршрут", key="Ctrl+P")
        self.change = named(
            Button(theme, "О маршруте", icon="edit", small=True), "route-about", "Цель и сроки маршрута"
        )
        self.make = named(
            Button(theme, "Из дефицитов", icon="add", small=True), "route-make", "Добавить шаги из дефицитов"
        )
        self.new = named(Button(theme, "Шаг", icon="add", small=True), "step-new", "Добавить шаг (Ctrl+N)")

    def _lay_out(self) -> None:
        theme = self._at.theme
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.space("s"))
        for widget in (self.back, self.before, self.after):
            head.addWidget(widget)
        head.addWidget(self._name, 1)
        for widget in (self.card, self.print, self.change, self.switch):
            head.addWidget(widget)
        self._sheet = Sheet(theme, "Шаги", inset=1)
        self._sheet.header.addWidget(self.make)
        self._sheet.header.addWidget(self.new)
        self._sheet.body.addWidget(self.table)
        main = SplitPage(theme, SplitPage(theme, self._sheet, self.steps), self.about)
        self._shown = QStackedWidget()
        self._shown.addWidget(main)
        self._shown.addWidget(self.practice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addLayout(head)
        column.addWidget(self._goal)
        column.addWidget(self._shown, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.before.clicked.connect(lambda: self.other_wanted.emit(-1))
        self.after.clicked.connect(lambda: self.other_wanted.emit(1))
        page_key(self, "Alt+Left", lambda: self.other_wanted.emit(-1))
        page_key(self, "Alt+Right", lambda: self.other_wanted.emit(1))
        self.card.clicked.connect(self._on_card)
        self.change.clicked.connect(self._on_about)
        self.make.clicked.connect(self._on_make)
        self.new.clicked.connect(self.write_new)
        self.switch.chosen.connect(self._on_choice)
        self.steps.stored.connect(self._on_stored)

    def _tell(self, page: RoutePage) -> None:
        line = self._line
        if line is None:
            return
        route = page.route
        days = [day_in_table(day) for day in (route.starts_on, route.ends_on) if day is not None]
        state = route.status.label if page.is_made else "не составлен"
        self._name.setText(line.full_name)
        parts = [f"Маршрут: {state}", "–".join(days), f"цель — {route.goal}" if route.goal else _NO_GOAL]
        self._goal.setText(" · ".join(part for part in parts if part))
        without = [each for each in page.deficits if not each.has_step]
        self.make.setVisible(bool(without))
        self.make.setText(f"Из дефицитов: {len(without)}")
        self.make.setToolTip("\n".join(each.title for each in without))
        done = sum(step.done_on is not None for step in page.steps)
        self._sheet.show_count(f"выполнено {done} из {len(page.steps)}" if page.steps else "")

    def _on_opened(self, step: Step) -> None:
        self.about.close_panel()
        self.steps.change(step)

    def _on_change(self) -> None:
        if (step := self.table.current_row()) is not None:
            self._on_opened(step)

    def _on_about(self) -> None:
        if self._page is not None:
            self.switch.choose(_STEPS)
            self._on_choice()
            self.steps.close_panel()
            self.about.change(self._page)

    def _on_choice(self) -> None:
        self._shown.setCurrentIndex((_STEPS, _PRACTICE).index(self.switch.current))
        self.take_focus()

    def _on_card(self) -> None:
        if self._line is not None:
            self.card_wanted.emit(self._line.person_id)

    def _on_stored(self, key: object) -> None:
        self.reload()
        self.table.select(lambda step: step.id == key)

    def _on_make(self) -> None:
        enrollment_id = self.enrollment_id
        write_and_say(self._at, lambda db, actor: make_routes(db, [enrollment_id], actor=actor), made_words)

    def _on_done(self) -> None:
        steps = self.table.selected_rows()
        if not steps:
            return
        ids = [step.id for step in steps]
        day = None if all(step.done_on is not None for step in steps) else self._at.db.today()
        words = (
            "Отметку о выполнении сняли." if day is None else f"Выполнено: {counted(len(ids), 'шаг', 'шага', 'шагов')}."
        )
        write_and_say(self._at, lambda db, actor: finish_steps(db, ids, day, actor=actor), words)

    def _on_remove(self) -> None:
        ids = [step.id for step in self.table.selected_rows()]
        if ids:
            words = f"Убрали: {counted(len(ids), 'шаг', 'шага', 'шагов')} маршрута."
            write_and_say(self._at, lambda db, actor: remove_steps(db, ids, actor=actor), words)

    def _move(self, by: int) -> None:
        step = self.table.current_row()
        if step is None:
            return
        ids = [each.id for each in self.table.rows()]
        place = ids.index(step.id) + by
        if 0 <= place < len(ids):
            ids.remove(step.id)
            ids.insert(place, step.id)
            self._order(ids)

    def _order(self, ids: Sequence[int]) -> None:
        enrollment_id = self.enrollment_id
        write_and_say(
            self._at, lambda db, actor: order_steps(db, enrollment_id, ids, actor=actor), "Порядок шагов изменён."
        )


def _columns(workplace: Workplace) -> tuple[Column[Step], ...]:
    def tone(step: Step) -> State | None:
        return State.OVERDUE if step.is_overdue(workplace.db.today()) else None

    def state(step: Step) -> str:
        if step.done_on is not None:
            return f"выполнен {short_day(step.done_on)}"
        return "просрочен" if step.is_overdue(workplace.db.today()) else "впереди"

    def look(step: Step) -> ChipLook:
        if step.done_on is not None:
            return ChipLook(State.DONE, "checkmark_circle")
        overdue = step.is_overdue(workplace.db.today())
        return ChipLook(State.OVERDUE, "clock_alarm") if overdue else ChipLook(State.NEUTRAL, "circle")

    return (
        Column("no", "№", lambda step: str(step.no), width=44, align="right", sortable=False),
        Column("deficit", "Дефицит", lambda step: step.deficit, sortable=False, least=190),
        Column("task", "Содержание, задание", lambda step: step.task or "—", width=190, rank=1, sortable=False),
        Column("resource", "Ресурс", lambda step: step.resource or "—", width=140, rank=3, sortable=False),
        Column("product", "Продукт", lambda step: step.product or "—", width=140, rank=2, sortable=False),
        Column(
            "due",
            "Срок",
            lambda step: short_day(step.due_on) if step.due_on else "—",
            width=84,
            tone=tone,
            sortable=False,
        ),
        Column("state", "Отметка", state, width=176, chip=look, sortable=False),
    )
