"""«Календарь» of a stream: on which days it goes through the modules of its programme."""

from collections.abc import Mapping
from datetime import date

from pydantic import ValidationError
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.stream_calendar import set_module_days
from models.queries.program_content import stream_calendar
from models.queries.programs import stream_heading
from models.rows.draft import problems_of
from models.rows.program_page import StreamModuleLine
from models.rows.programs import ModuleDaysDraft
from models.rules.hours import proposed_days
from models.rules.words import day_in_table
from views.programs.stream_tabs import StreamTab
from views.states import State
from views.widgets.buttons import Button
from views.widgets.cell_table import Cell, CellModel, CellTable
from views.widgets.fields import DateField
from views.widgets.naming import named
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import Column
from views.widgets.text import label
from views.workplace import Workplace
from views.writing import write_and_say

_NO_MODULES = "В программе этого потока нет модулей: добавьте их в новой версии программы"
_OUTSIDE = "за пределами потока"


def make_tab(workplace: Workplace) -> StreamTab:
    """The tab."""
    return StreamCalendarTab(workplace)


class StreamCalendarTab(StreamTab):
    """The days are typed in the cells, or proposed from those of the stream; each change is stored at once."""

    tables = frozenset({"stream", "stream_module", "module"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._stream = 0
        self._span = (date.min, date.max)
        theme = workplace.theme
        days: Mapping[str, Cell[StreamModuleLine]] = {
            "starts_on": Cell(lambda of: DateField(of, workplace.db.today), lambda row: row.starts_on),
            "ends_on": Cell(lambda of: DateField(of, workplace.db.today), lambda row: row.ends_on),
        }
        self.model = CellModel(self._columns(), days)
        self.model.edited.connect(self._on_edited)
        self.table = CellTable(theme, self.model, "stream-calendar", "Календарный график", workplace.remembered)
        self.table.refused.connect(workplace.messages.tell)
        self.table.say_empty(_NO_MODULES)
        self._words = label("", "secondary", wrapped=True)
        self.propose = named(Button(theme, "Предложить по часам", icon="calendar_ltr"), "calendar-propose", "")
        self.propose.setAccessibleName("Предложить дни модулей по часам")
        self.propose.setToolTip("Разделить дни потока между модулями по их часам")
        self.propose.clicked.connect(self._on_propose)
        row_action(self.table, "Убрать дни модуля", self._on_clear, "Del")
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(self.propose)
        sheet = Sheet(theme, inset=1)
        sheet.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addLayout(head)
        column.addWidget(sheet, 1)

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream = stream_id
        self.reload()
        self.table.select_first()

    @override
    def reload(self) -> None:
        heading = stream_heading(self._workplace.db, self._stream)
        if heading is None:
            return
        self._span = (heading.starts_on, heading.ends_on)
        lines = stream_calendar(self._workplace.db, self._stream)
        self.model.set_rows(lines)
        without = sum(line.starts_on is None for line in lines)
        days = f"Поток идёт {day_in_table(heading.starts_on)}–{day_in_table(heading.ends_on)}."
        self._words.setText(f"{days} Модулей без дней: {without}." if without else days)
        self.propose.setVisible(bool(lines))

    @override
    def areas(self) -> list[QWidget]:
        return [self.table, self.propose]

    def _columns(self) -> tuple[Column[StreamModuleLine], ...]:
        def outside(row: StreamModuleLine) -> bool:
            first, last = self._span
            return (
                row.starts_on is not None
                and row.ends_on is not None
                and not first <= row.starts_on <= row.ends_on <= last
            )

        return (
            Column("no", "№", lambda row: str(row.no), width=52, sortable=False),
            Column("title", "Модуль", lambda row: row.title, sortable=False, tooltip=lambda row: row.title),
            Column("hours", "Часов", lambda row: str(row.hours), "right", 80, sortable=False),
            Column("period", "По программе", lambda row: row.period or "—", width=170, rank=2, sortable=False),
            Column("starts_on", "Начало", lambda row: _day(row.starts_on), width=130, sortable=False),
            Column("ends_on", "Конец", lambda row: _day(row.ends_on), width=130, sortable=False),
            Column(
                "remark",
                "",
                lambda row: _OUTSIDE if outside(row) else "",
                width=160,
                rank=1,
                sortable=False,
                tone=lambda row: State.ATTENTION if outside(row) else None,
            ),
        )

    def _on_edited(self, row: StreamModuleLine, key: str, value: object) -> None:
        if not isinstance(value, date):
            self._put([each for each in self._days() if each.module_id != row.id], "Дни модуля убраны")
            return
        first = value if key == "starts_on" else row.starts_on or value
        last = value if key == "ends_on" else row.ends_on or value
        # A beginning moved beyond the end takes the end along.
        last = max(first, last) if key == "starts_on" else last
        try:
            draft = ModuleDaysDraft(module_id=row.id, starts_on=first, ends_on=last)
        except ValidationError as refused:
            self._workplace.messages.tell(problems_of(refused)[0].message)
            return
        self._put([*(each for each in self._days() if each.module_id != row.id), draft], "Дни модуля записаны")

    def _on_propose(self) -> None:
        lines = self.model.rows()
        days = zip(lines, proposed_days(*self._span, lines), strict=True)
        drafts = [ModuleDaysDraft(module_id=line.id, starts_on=first, ends_on=last) for line, (first, last) in days]
        self._put(drafts, "Дни модулей записаны")

    def _on_clear(self) -> None:
        chosen = {row.id for row in self.table.selected_rows()}
        said = "Дни модуля убраны" if len(chosen) == 1 else "Дни модулей убраны"
        self._put([each for each in self._days() if each.module_id not in chosen], said)

    def _days(self) -> list[ModuleDaysDraft]:
        return [
            ModuleDaysDraft(module_id=row.id, starts_on=row.starts_on, ends_on=row.ends_on)
            for row in self.model.rows()
            if row.starts_on is not None and row.ends_on is not None
        ]

    def _put(self, days: list[ModuleDaysDraft], said: str) -> None:
        stream_id = self._stream
        write_and_say(self._workplace, lambda db, actor: set_module_days(db, stream_id, days, actor=actor), said)


def _day(day: date | None) -> str:
    return day_in_table(day) if day is not None else "—"
