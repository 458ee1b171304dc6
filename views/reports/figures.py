"""«Цифры»: every figure of a report, and behind each the records that it is counted from."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal

from models.queries.report_versions import kept_rows_behind, report_to_show
from models.rows.report import ReportData
from models.rows.report_records import TOTALS, EvidenceRow, Figure
from models.rules.report_difference import TABLE_TITLES
from models.rules.report_figures import figure_title, figures_of, printed_value
from models.rules.words import amount, capitalised, counted, day_in_table
from views.asking import Asking
from views.reports.drill import Drill
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, RowGroups, TableView
from views.workplace import Workplace

_TITLES = {TOTALS: "Всего за период", **TABLE_TITLES}


class FigureLine(NamedTuple):
    """A figure with what it is called and its value."""

    key: Figure
    title: str
    value: float | None


class FiguresPanel(Sheet):
    """The figures of a version of a report; Enter on one shows its records, Enter on a record opens it (`opened`)."""

    opened = Signal(object)
    """An `EvidenceRow`."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme, "Цифры", inset=1)
        self._at = workplace
        self._report: int | None = None
        self._figure: FigureLine | None = None
        self.model = PagedTable(_FIGURES, rows=())
        self.table: TableView[FigureLine] = TableView(theme, self.model, "report-figures", "Цифры отчёта")
        self.rows_model = PagedTable(_ROWS, rows=(), identify=lambda row: (row.kind, row.id, row.other))
        self.rows: TableView[EvidenceRow] = TableView(theme, self.rows_model, "figure-rows", "Записи за цифрой")
        self.drill = Drill(theme, self.table, self.rows, name="figures-back", back="Все цифры")
        self.table.say_empty("Считаем…")
        self._reading: Asking[Sequence[FigureLine]] = Asking(workplace.jobs, self._on_figures, self)
        self._behind: Asking[Sequence[EvidenceRow]] = Asking(workplace.jobs, self._on_rows, self)
        self.body.addWidget(self.drill, 1)
        self.table.opened.connect(self.show_behind)
        self.rows.opened.connect(self.opened)

    def show_report(self, report_id: int) -> None:
        """Show the figures of a version; of the same one they are read again, with the records that are open."""
        if report_id != self._report:
            self._report = report_id
            self.model.set_rows([])
            self.drill.close_line()
        db = self._at.db
        self._reading.ask(lambda: _lines(report_to_show(db, report_id)))

    def show_behind(self, line: FigureLine) -> None:
        """Show the records behind a figure."""
        if line.value is None:
            return
        if self._figure is None or self._figure.key != line.key:
            self.rows_model.set_rows([])
            self.rows.say_empty("Ищем записи…")
        self._figure = line
        self.drill.open_line(_told(line))
        self._ask_behind(line)

    def _ask_behind(self, line: FigureLine) -> None:
        db, report_id = self._at.db, self._report
        if report_id is not None:
            self._behind.ask(lambda: kept_rows_behind(db, report_id, line.key))

    def _on_figures(self, lines: Sequence[FigureLine]) -> None:
        self.model.set_rows(lines)
        counts = {table: sum(line.key.table == table for line in lines) for table in _TITLES}
        self.table.show_groups(
            RowGroups(
                lambda line: line.key.table,
                lambda line: _TITLES[line.key.table],
                lambda line: str(counts[line.key.table]),
            )
        )
        self.table.select_first()
        self.show_count(str(len(lines)))
        if self._figure is None or not self.drill.is_inside:
            return
        here = self._figure.key
        self._figure = next((line for line in lines if line.key == here and line.value is not None), None)
        if self._figure is None:
            self.drill.close_line()
        else:
            self.drill.tell(_told(self._figure))
            self._ask_behind(self._figure)

    def _on_rows(self, rows: Sequence[EvidenceRow]) -> None:
        is_one_each = all(row.amount == 1 for row in rows)
        if is_one_each is (len(self.rows_model.columns) > 1):
            self.rows.show_columns(_ROWS[:1] if is_one_each else _ROWS)
        self.rows_model.set_rows(rows)
        self.rows.say_empty("За этой цифрой записей нет.")
        self.rows.select_first()
        if self._figure is not None:
            counts = "" if is_one_each else f" · {counted(len(rows), 'запись', 'записи', 'записей')}"
            self.drill.tell(_told(self._figure) + counts)


def shown(value: float | None) -> str:
    """A figure as a person reads it; «—» where there is nothing to count."""
    return "—" if value is None else amount(round(value, 2))


def _told(line: FigureLine) -> str:
    return f"{capitalised(line.title)}: {shown(line.value)}"


def _lines(data: ReportData) -> list[FigureLine]:
    return [FigureLine(each, figure_title(each, data), printed_value(each, data)) for each in figures_of(data)]


def _added(row: EvidenceRow) -> str:
    return "" if row.amount == 1 else shown(row.amount)


def _about(row: EvidenceRow) -> str:
    return f"{day_in_table(row.day)} · {row.kind.label}" if row.day else row.kind.label


_FIGURES: tuple[Column[FigureLine], ...] = (
    Column("title", "Что", lambda line: capitalised(line.title), sortable=False),
    Column("value", "Сколько", lambda line: shown(line.value), align="right", width=84, sortable=False),
)
_ROWS: tuple[Column[EvidenceRow], ...] = (
    Column("title", "Запись", lambda row: row.title or row.kind.label, second=_about, sortable=False),
    Column("amount", "Сколько", _added, align="right", width=66, sortable=False),
)
