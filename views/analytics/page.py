"""«Аналитика»: quarters in a row, municipalities, formats with satisfaction, programmes and the deficits they close."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.queries.analytics import analytics, analytics_paper, site_span
from models.rows.analytics import Analytics, QuarterLine
from models.rules.periods import ROMAN, parse_period, periods_around
from models.rules.plan_periods import Span, short_title
from models.rules.words import capitalised, counted
from views.analytics.columns import deficit_columns, format_columns, municipality_columns, quarter_columns
from views.asking import Asking
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.widgets.buttons import Button, Segments
from views.widgets.choice import ChoiceField
from views.widgets.columns import Column
from views.widgets.naming import named
from views.widgets.row_groups import RowGroups
from views.widgets.series_chart import SeriesChart, SeriesPoint
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import secondary
from views.workplace import Workplace

_EVER = "ever"
_QUARTERS, _PLACES, _FORMATS, _DEFICITS = "quarters", "places", "formats", "deficits"
_TABS = ((_QUARTERS, "Кварталы"), (_PLACES, "Муниципалитеты"), (_FORMATS, "Форматы"), (_DEFICITS, "Дефициты"))
_HOW = {
    _QUARTERS: "Не больше восьми кварталов подряд; столбцы внизу — посещения. Текущий квартал посчитан по сегодня.",
    _PLACES: "Полоса показывает, сколько людей из удалённых поселений. Внизу те, откуда за эти дни не было никого.",
    _FORMATS: "Анкета относится к потоку: оценка формата — средняя по анкетам потоков, где он был.",
    _DEFICITS: "Дефицит закрыт, когда на входе он отмечен, а на выходе уже нет.",
}
_NOTHING = {
    _QUARTERS: "Кварталов пока нет.",
    _PLACES: "Участников по спискам за эти дни нет.",
    _FORMATS: "Мероприятий за эти дни нет.",
    _DEFICITS: "Дефицитов на входной диагностике за эти дни не отмечено.",
}


class AnalyticsPage(QWidget):
    """A table at a time over the days that are chosen; everything goes to Excel by one button."""

    tables = frozenset(
        {
            "attendance", "certificate", "competence", "diagnostic_card", "diagnostic_item", "enrollment", "event",
            "event_stream", "feedback_response", "municipality", "organization", "person", "plan", "plan_item",
            "product", "program", "program_deficit", "stream",
        }
    )  # fmt: skip

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._reading: Asking[Analytics] = Asking(workplace.jobs, self._on_read, self)
        self.period = named(ChoiceField(theme, _periods(workplace), compact=True), "analytics-period", "За какие дни")
        self.period.set_value(_EVER)
        self.period.edited.connect(self.reload)
        self.tabs = named(Segments(theme, list(_TABS)), "analytics-tables", "Таблица")
        self.tabs.chosen.connect(self._show_table)
        self.paper = named(
            Button(theme, "Печать и Excel…", icon="table", small=True), "analytics-paper", "Печать и таблица Excel"
        )
        self.paper.clicked.connect(self.show_paper)
        self.quarters = self._table(quarter_columns(), _QUARTERS, "Динамика кварталов")
        self.places = self._table(municipality_columns(), _PLACES, "Муниципалитеты")
        self.formats = self._table(format_columns(), _FORMATS, "Форматы и удовлетворённость")
        self.deficits = self._table(deficit_columns(), _DEFICITS, "Программы и дефициты")
        self.deficits.show_groups(RowGroups(lambda line: line.program, lambda line: line.program, lambda _line: ""))
        self._shown = QStackedWidget()
        for table in self._tables:
            self._shown.addWidget(table)
        self.chart = SeriesChart(theme, "analytics-chart", "Посещения по кварталам")
        self._how = secondary("")
        self._lay_out()
        self._show_table()

    def reload(self) -> None:
        """Count again."""
        db, span = self._at.db, self._span
        self._reading.ask(lambda: analytics(db, span))

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self._current, self.tabs.focus_stop, self.period]

    def show_paper(self) -> None:
        """Ctrl+P: every table as it prints, and as a workbook."""
        span, title = self._span, self._title
        code = f"{span.start.isoformat()}-{span.end.isoformat()}"
        wish = PaperWish("analytics", "Аналитика", f"analitika-{code}", lambda db: analytics_paper(db, span, title))
        offer(self._at, self, wish)

    # --- within

    @property
    def _tables(self) -> tuple[TableView[Any], ...]:
        return (self.quarters, self.places, self.formats, self.deficits)

    @property
    def _current(self) -> TableView[Any]:
        return self._tables[[key for key, _title in _TABS].index(self.tabs.current)]

    @property
    def _span(self) -> Span:
        code = self.period.value()
        if not isinstance(code, str) or code == _EVER:
            return site_span(self._at.db)
        period = parse_period(code)
        return Span(period.start, period.end)

    @property
    def _title(self) -> str:
        code = self.period.value()
        return "за всё время" if not isinstance(code, str) or code == _EVER else f"за {parse_period(code).title}"

    def _table(self, columns: Sequence[Column[Any]], key: str, title: str) -> TableView[Any]:
        model: PagedTable[Any] = PagedTable(tuple(columns), rows=())
        table: TableView[Any] = TableView(self._at.theme, model, f"analytics-{key}", title, self._at.remembered)
        table.say_empty(_NOTHING[key])
        return table

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        bar.addWidget(self.tabs)
        bar.addWidget(self.period)
        bar.addStretch()
        bar.addWidget(self.paper)
        listed = Sheet(theme, inset=1)
        listed.setAccessibleName("Аналитика")
        listed.body.addWidget(self._shown)
        self._below = Sheet(theme, "Посещения по кварталам")
        self._below.body.addWidget(self.chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addLayout(bar)
        column.addWidget(listed, 1)
        column.addWidget(self._how)
        column.addWidget(self._below)

    def _show_table(self) -> None:
        key = self.tabs.current
        self._shown.setCurrentWidget(self._current)
        self._below.setVisible(key == _QUARTERS)
        self._how.setText(_HOW[key])

    def _on_read(self, found: Analytics) -> None:
        rows: tuple[Sequence[object], ...] = (found.quarters, found.municipalities, found.formats, found.deficits)
        for table, lines in zip(self._tables, rows, strict=True):
            table.table.set_rows(lines)
            table.select_first()
        self.chart.show_points([_point(line) for line in found.quarters])
        came = sum(line.people > 0 for line in found.municipalities)
        units = counted(came, "муниципалитета", "муниципалитетов", "муниципалитетов")
        self.places.setAccessibleDescription(f"Участники из {units}")


def _point(line: QuarterLine) -> SeriesPoint:
    year, number = line.period.split("-Q")
    return SeriesPoint(f"{ROMAN[int(number) - 1]} {year[2:]}", line.visits)


def _periods(workplace: Workplace) -> list[tuple[object, str]]:
    around = periods_around(workplace.db.today())
    return [(_EVER, "За всё время"), *((each.code, capitalised(short_title(each))) for each in around)]
