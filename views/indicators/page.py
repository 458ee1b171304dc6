"""«Показатели»: a year by quarters, edited in its cells; the panel of one, its series, its forecast and its records."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands import indicators as commands
from models.queries.indicators import indicator_series, indicator_year
from models.queries.indicators_print import indicator_paper
from models.rows.indicator_drafts import ValueDraft
from models.rows.indicators import IndicatorYearLine, PeriodFigure
from models.rules.periods import ROMAN, Period
from models.rules.words import counted, quoted
from views.asking import Asking
from views.indicators.columns import PLAN_MODE, columns_of, figure_of
from views.indicators.indicator_panel import IndicatorPanel
from views.indicators.value_panel import ValuePanel
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.widgets.buttons import Button, Segments, icon_button
from views.widgets.cell_table import Cell, CellModel, CellTable
from views.widgets.columns import Column
from views.widgets.fields import NumberField
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.series_chart import SeriesChart, SeriesPoint
from views.widgets.sheet import Sheet
from views.widgets.text import label, secondary
from views.workplace import Workplace
from views.writing import write, write_and_say

_FACT_MODE = "fact"
_MOST = 999_999
_HOW = "Закрашенное считает программа, остальное вносите Вы: Enter правит ячейку, Ctrl+E — пояснение и документ."
_LOW = 500
"""In a page lower than this, pixels at 100 %, only the chart and the forecast stand under the table."""


class IndicatorsPage(QWidget):
    """The table above, the series of the current line under it; Enter edits a cell or opens the panel."""

    tables = frozenset(
        {
            "attendance", "certificate", "consultation", "enrollment", "event", "event_stream", "feedback_response",
            "indicator", "indicator_value", "organization", "person", "product", "program", "stream",
        }
    )  # fmt: skip

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._year = workplace.db.today().year
        self._wanted: tuple[int, str] | None = None
        """The indicator to go to once its year is read, and the column."""
        self._reading: Asking[list[IndicatorYearLine]] = Asking(workplace.jobs, self._on_read, self)
        self._series: Asking[tuple[int, list[PeriodFigure]]] = Asking(workplace.jobs, self._on_series, self)
        self._make_widgets()
        self._lay_out()
        self._show_mode()

    def reload(self) -> None:
        """Read the year again."""
        db, year = self._at.db, self._year
        self._years.setText(f"{year} год")
        self._reading.ask(lambda: indicator_year(db, year))

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        panels = [panel for panel in (self.panel, self.values) if panel.is_open]
        return [self.table, self.mode.focus_stop, *panels]

    def write_new(self) -> None:
        """Ctrl+N: an indicator of one's own."""
        self.values.close_panel()
        self.panel.write_new()

    def show_indicator(self, indicator_id: int, *, period: Period | None = None) -> None:
        """Go to an indicator, at the quarter that a period begins in, now or as soon as the year has been read."""
        start = period.start if period is not None else None
        self._wanted = (indicator_id, f"q{(start.month + 2) // 3}" if start is not None else "")
        if start is not None and self._is_plan:
            self.mode.choose(_FACT_MODE)
            self._show_mode()
        if start is not None and start.year != self._year:
            self.show_year(start.year)
        else:
            self._go_to_wanted()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_year(self, year: int) -> None:
        """Show another year."""
        self._year = year
        self.reload()

    def show_paper(self) -> None:
        """Ctrl+P: the year as it prints."""
        year = self._year
        wish = PaperWish("indicators", "Показатели", f"pokazateli-{year}", lambda db: indicator_paper(db, year))
        offer(self._at, self, wish)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < _LOW * self._at.theme.scale
        for widget in (self._how, self.source):
            widget.setHidden(is_low)

    # --- building

    def _make_widgets(self) -> None:
        theme = self._at.theme
        former = icon_button(theme, "chevron_left", name="indicators-former", title="Предыдущий год")
        former.clicked.connect(lambda: self.show_year(self._year - 1))
        following = icon_button(theme, "chevron_right", name="indicators-next", title="Следующий год")
        following.clicked.connect(lambda: self.show_year(self._year + 1))
        self._years = label("", "strong")
        self.mode = Segments(theme, [(_FACT_MODE, "Факт"), (PLAN_MODE, "План")])
        named(self.mode, "indicators-mode", "Что стоит в кварталах")
        self.mode.chosen.connect(self._show_mode)
        self.new = named(Button(theme, "Показатель", icon="add", small=True), "indicator-new", "Добавить показатель")
        self.new.setToolTip("Добавить свой показатель (Ctrl+N)")
        self.new.clicked.connect(self.write_new)
        self.paper = named(Button(theme, "Печать…", icon="print", small=True), "indicators-paper", "Показатели: печать")
        self.paper.clicked.connect(self.show_paper)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(theme.space("s"))
        for widget in (former, self._years, following, self.mode):
            self._bar.addWidget(widget)
        self._bar.addStretch()
        self._bar.addWidget(self.paper)
        self._bar.addWidget(self.new)
        self.model: CellModel[IndicatorYearLine] = CellModel(self._columns(), self._cells())
        self.model.edited.connect(self._on_edited)
        self.table = CellTable(theme, self.model, "indicators", "Показатели по кварталам", self._at.remembered)
        self.table.refused.connect(self._at.messages.tell)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        for words, then, keys in (
            ("Пояснение и подтверждение", self._on_value, "Ctrl+E"),
            ("Изменить показатель", self._on_change, "F4"),
            ("Выше", partial(self._move, -1), "Alt+Up"),
            ("Ниже", partial(self._move, 1), "Alt+Down"),
            ("Скрыть или вернуть", self._on_hide, "Ctrl+H"),
            ("Убрать", self._on_remove, "Del"),
        ):
            row_action(self.table, words, then, keys)
        self.panel = IndicatorPanel(self._at)
        self.panel.stored.connect(self._on_stored)
        self.values = ValuePanel(self._at)
        self.values.stored.connect(self._on_stored)
        self.chart = SeriesChart(theme, "indicator-series", "Ряд по кварталам")
        self.forecast = secondary("")
        self.source = secondary("")

    def _lay_out(self) -> None:
        theme = self._at.theme
        listed = Sheet(theme, inset=1)
        listed.setAccessibleName("Показатели")
        listed.body.addWidget(self.table)
        self._below = Sheet(theme, "Ряд по кварталам")
        for widget in (self.chart, self.forecast, self.source):
            self._below.body.addWidget(widget)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addLayout(self._bar)
        column.addWidget(listed, 1)
        self._how = secondary(_HOW)
        column.addWidget(self._how)
        column.addWidget(self._below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SplitPage(theme, SplitPage(theme, main, self.panel), self.values))

    def _columns(self) -> tuple[Column[IndicatorYearLine], ...]:
        return columns_of(is_plan=self._is_plan)

    def _cells(self) -> dict[str, Cell[IndicatorYearLine]]:
        """Facts that are keyed in, in the mode of the plan the targets; the year's target always."""

        def of(key: str) -> Cell[IndicatorYearLine]:
            def value(line: IndicatorYearLine) -> float | None:
                keyed = figure_of(line, key).keyed
                return keyed.target if self._is_plan or key == "target" else keyed.value

            return Cell(
                lambda theme: NumberField(theme, maximum=_MOST, decimals=2),
                value,
                lambda line: self._is_plan or key == "target" or line.row.formula is None,
            )

        return {key: of(key) for key in ("q1", "q2", "q3", "q4", "target")}

    # --- what is shown

    @property
    def _is_plan(self) -> bool:
        return self.mode.current == PLAN_MODE

    def _show_mode(self) -> None:
        self.table.show_columns(self._columns())

    def _on_read(self, lines: list[IndicatorYearLine]) -> None:
        if not lines or lines[0].year.period != str(self._year):
            return
        self.model.set_rows(lines)
        self.table.select_first()
        self._go_to_wanted()
        self._on_current(self.table.current_row())

    def _go_to_wanted(self) -> None:
        if self._wanted is None:
            return
        id_, key = self._wanted
        if self.table.select(lambda line: line.id == id_):
            self._wanted = None
            keys = [column.key for column in self._columns()]
            if key in keys:
                self.table.stand_on(self.table.currentIndex().siblingAtColumn(keys.index(key)))

    def _on_current(self, line: IndicatorYearLine | None) -> None:
        self._below.setVisible(line is not None)
        if line is None:
            return
        db, year, id_ = self._at.db, self._year, line.id
        self._below.show_title(line.row.title)
        self.forecast.setText(line.forecast.words)
        how = f"Считается: {line.row.formula.label.lower()}" if line.row.formula is not None else "Вносится вручную"
        self.source.setText(f"{how}. {line.row.note}" if line.row.note else f"{how}.")
        self._series.ask(lambda: (id_, indicator_series(db, id_, year)))

    def _on_series(self, answer: tuple[int, list[PeriodFigure]]) -> None:
        id_, figures = answer
        line = self.table.current_row()
        if line is not None and line.id == id_:
            points = [SeriesPoint(_caption(each.period), each.fact, each.target) for each in figures]
            self.chart.show_points(points)

    # --- what the person does

    def _on_edited(self, line: IndicatorYearLine, key: str, value: object) -> None:
        figure = figure_of(line, key)
        name = "target" if self._is_plan or key == "target" else "value"
        draft = ValueDraft.model_validate({**figure.keyed._asdict(), name: value})
        write(
            self._at,
            lambda db, actor: commands.set_indicator(db, line.id, figure.period, draft, actor=actor),
        )

    def _on_opened(self, line: IndicatorYearLine) -> None:
        if self.model.column_at(self.table.currentIndex().column()).key == "title":
            self._on_change()
        else:
            self._open_value(line)

    def _on_value(self) -> None:
        if (line := self.table.current_row()) is not None:
            self._open_value(line)

    def _open_value(self, line: IndicatorYearLine) -> None:
        key = self.model.column_at(self.table.currentIndex().column()).key
        self.panel.close_panel()
        self.values.show_figure(line.row, figure_of(line, key))

    def _on_change(self) -> None:
        if (line := self.table.current_row()) is not None:
            self.values.close_panel()
            self.panel.change(line.row)

    def _on_stored(self, key: object) -> None:
        if isinstance(key, int):
            self.table.edit_when_there(lambda line: line.id == key, "target")

    def _on_hide(self) -> None:
        chosen = self.table.selected_rows()
        ids = [line.id for line in chosen]
        if chosen and all(line.row.is_hidden for line in chosen):
            write_and_say(self._at, lambda db, actor: commands.show_indicators(db, ids, actor=actor), "Вернули.")
        elif chosen:
            words = f"Скрыли: {counted(len(ids), 'показатель', 'показателя', 'показателей')} не попадут в отчёт."
            write_and_say(self._at, lambda db, actor: commands.hide_indicators(db, ids, actor=actor), words)

    def _on_remove(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        if line.row.is_builtin:
            self._on_hide()
            return
        words = f"Показатель {quoted(line.row.title)} убран."
        write_and_say(self._at, lambda db, actor: commands.remove_indicator(db, line.id, actor=actor), words)

    def _move(self, by: int) -> None:
        line = self.table.current_row()
        ids = [each.id for each in self.model.rows()]
        if line is None or not 0 <= (place := ids.index(line.id) + by) < len(ids):
            return
        ids.remove(line.id)
        ids.insert(place, line.id)
        write(self._at, lambda db, actor: commands.order_indicators(db, ids, actor=actor))


def _caption(period: str) -> str:
    """«I 26» of 2026-Q1."""
    year, number = period.split("-Q")
    return f"{ROMAN[int(number) - 1]} {year[2:]}"
