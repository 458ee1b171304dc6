"""The routes of a stream: who has deficits without a step, whose steps are late, how far everybody came."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.commands.routes import make_routes, remove_route
from models.queries.routes import stream_routes
from models.rows.codes import EnrollmentStatus, RouteStatus
from models.rows.routes import RouteLine, RoutesMade, StreamRoutes
from models.rules.route_warning import is_time_to_warn
from models.rules.words import counted, day_in_table, day_in_text, short_day
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import Button
from views.widgets.columns import Column
from views.widgets.naming import named
from views.widgets.paint import Part
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import problem, secondary
from views.workplace import Workplace
from views.writing import write_and_say

_LOOKS = {
    RouteStatus.DRAFT: ChipLook(State.NEUTRAL, "edit"),
    RouteStatus.ACTIVE: ChipLook(State.IN_PROGRESS, "circle_half_fill"),
    RouteStatus.DONE: ChipLook(State.DONE, "checkmark_circle"),
}
_NOBODY = "В потоке пока никого: сначала зачислите стажёров, кнопка «Люди и приказы» вверху."


class RoutesList(QWidget):
    """The list; Enter opens a route, the button above makes what lacks."""

    opened = Signal(int)
    """The route of this enrolment is wanted."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._stream_id = 0
        self._routes = StreamRoutes(None, ())
        self.model = PagedTable(_columns(workplace), rows=(), identify=lambda line: line.enrollment_id)
        self.table = TableView(theme, self.model, "routes", "Маршруты стажёров", workplace.remembered)
        self.table.may_leave = lambda line: line.may_leave
        self.table.say_empty(_NOBODY)
        self.table.opened.connect(self._on_opened)
        row_action(self.table, "Открыть маршрут", self._on_open, "F2")
        row_action(self.table, "Составить из дефицитов", self._on_make_chosen)
        row_action(self.table, "Убрать маршрут", self._on_remove, "Del")
        self.make = named(
            Button(theme, "Составить маршруты", icon="add", small=True),
            "routes-make",
            "Составить маршруты из дефицитов",
        )
        self.make.setToolTip("Каждому дефициту входной карты без шага — шаг с заданием и материалами программы")
        self.make.clicked.connect(self._on_make)
        self.print = named(
            Button(theme, "Печать", icon="print", role="quiet", small=True), "routes-print", "Напечатать маршруты"
        )
        self.print.setToolTip("Напечатать маршруты: выбранные или всего потока (Ctrl+P)")
        self.warning = problem("")
        self._told = secondary("")
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(theme.space("m"))
        bar.addWidget(self._told, 1)
        bar.addWidget(self.make)
        bar.addWidget(self.print)
        sheet = Sheet(theme, inset=1)
        sheet.setAccessibleName("Маршруты потока")
        sheet.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self.warning)
        column.addLayout(bar)
        column.addWidget(sheet, 1)

    @property
    def lines(self) -> Sequence[RouteLine]:
        """Everybody of the stream by surname."""
        return self._routes.lines

    @property
    def chosen(self) -> list[int]:
        """The enrolments of the chosen rows."""
        return [line.enrollment_id for line in self.table.selected_rows()]

    def show_stream(self, stream_id: int) -> None:
        """Show a stream."""
        self._stream_id = stream_id
        self.reload()
        self.table.select_first()

    def reload(self) -> None:
        """Read the list anew."""
        if not self._stream_id:
            return
        self._routes = stream_routes(self._at.db, self._stream_id)
        self.model.set_rows(self._routes.lines)
        self._tell()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.table, *([self.make] if self.make.isVisibleTo(self) else []), self.print]

    def _tell(self) -> None:
        routes, today = self._routes, self._at.db.today()
        uncovered, begins = routes.uncovered, routes.second_module_on
        words = counted(uncovered, "дефицит", "дефицита", "дефицитов")
        self.make.setVisible(uncovered > 0)
        self.make.setText(f"Составить маршруты: {uncovered}")
        warns = uncovered > 0 and begins is not None and is_time_to_warn(begins, today=today)
        if warns and begins is not None:
            when = f"начался {day_in_text(begins)}" if begins <= today else f"начинается {day_in_text(begins)}"
            self.warning.setText(f"Без шага в маршруте: {words}. Модуль 2 {when}, к нему маршруты должны быть готовы.")
        self.warning.setVisible(warns)
        overdue = sum(line.overdue for line in routes.lines)
        said = [f"Дефицитов без шага: {uncovered}" if uncovered else "У каждого дефицита есть шаг"]
        said += [f"просрочено шагов: {overdue}"] if overdue else []
        said += [f"модуль 2 с {day_in_table(begins)}"] if begins is not None else ["дни модуля 2 не указаны"]
        self._told.setText(" · ".join(said) if any(line.deficits for line in routes.lines) else _no_deficits(routes))

    def _on_opened(self, line: RouteLine) -> None:
        self.opened.emit(line.enrollment_id)

    def _on_open(self) -> None:
        if (line := self.table.current_row()) is not None:
            self._on_opened(line)

    def _on_make(self) -> None:
        self._make([line.enrollment_id for line in self.lines if line.uncovered and not _is_gone(line)])

    def _on_make_chosen(self) -> None:
        self._make(self.chosen)

    def _make(self, people: list[int]) -> None:
        if people:
            write_and_say(self._at, lambda db, actor: make_routes(db, people, actor=actor), made_words)

    def _on_remove(self) -> None:
        line = self.table.current_row()
        if line is None or line.status is None:
            return
        write_and_say(
            self._at,
            lambda db, actor: remove_route(db, line.enrollment_id, actor=actor),
            "Маршрут убран вместе с шагами.",
        )


def made_words(made: RoutesMade) -> str:
    """What making routes did, for the undo bar."""
    if not made.steps:
        return "У этих стажёров нет дефицитов без шага: маршруты не изменились."
    steps = counted(made.steps, "шаг", "шага", "шагов")
    routes = f", новых маршрутов: {made.routes}" if made.routes else ""
    return f"Добавили {steps}{routes}. Проверьте задания и сроки."


def _no_deficits(routes: StreamRoutes) -> str:
    return (
        "Дефицитов на входе не отмечено: маршруты составляют по картам вкладки «Диагностика»." if routes.lines else ""
    )


def _is_gone(line: RouteLine) -> bool:
    return line.enrollment is EnrollmentStatus.EXPELLED


def _columns(workplace: Workplace) -> tuple[Column[RouteLine], ...]:
    return (
        Column("name", "ФИО", lambda line: line.full_name, least=210),
        Column(
            "deficits",
            "Дефициты",
            _deficits,
            width=150,
            tone=lambda line: State.ATTENTION if line.uncovered else None,
            order=lambda line: (-line.uncovered, -line.deficits),
        ),
        Column(
            "steps",
            "Выполнено шагов",
            lambda line: f"{line.done} из {line.steps}" if line.steps else "—",
            width=160,
            rank=1,
            bar=lambda line: ((Part(line.done, State.DONE), Part(line.overdue, State.OVERDUE)), line.steps or 1),
            order=lambda line: (line.done / line.steps if line.steps else -1, line.steps),
        ),
        Column(
            "overdue",
            "Просрочено",
            lambda line: str(line.overdue or "—"),
            width=104,
            align="right",
            rank=1,
            tone=lambda line: State.OVERDUE if line.overdue else None,
            order=lambda line: -line.overdue,
        ),
        Column(
            "due",
            "Ближайший срок",
            lambda line: short_day(line.next_due) if line.next_due else "—",
            width=130,
            rank=2,
            tone=lambda line: (
                State.OVERDUE if line.next_due is not None and line.next_due < workplace.db.today() else None
            ),
            order=lambda line: str(line.next_due or "9"),
        ),
        Column(
            "status",
            "Маршрут",
            lambda line: line.status.label if line.status is not None else "не составлен",
            width=156,
            chip=lambda line: _LOOKS[line.status] if line.status is not None else ChipLook(State.NEUTRAL, "subtract"),
        ),
    )


def _deficits(line: RouteLine) -> str:
    if not line.deficits:
        return "—"
    return f"{line.deficits}, без шага {line.uncovered}" if line.uncovered else str(line.deficits)
