"""«Сравнение»: what differs between the report one stands on and another, with the rows and the hands that did it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from models.queries.report_compare import compare_reports
from models.rows.report_compare import (
    ChangeState,
    FigureChange,
    ReportComparison,
    RowChange,
    TableChange,
    TextChange,
)
from models.rows.report_records import Figure
from models.rows.reports import ReportLine
from models.rules.periods import parse_period
from models.rules.plan_periods import former_period, short_title
from models.rules.words import capitalised, counted, day_in_table
from views.asking import Asking
from views.reports.drill import Drill
from views.reports.figures import shown
from views.reports.report_list import version_title
from views.states import State
from views.widgets.choice import ChoiceField
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, RowGroups, TableView
from views.widgets.text import caption, label
from views.workplace import Workplace

_FIGURES, _TEXTS = "Цифры", "Тексты"
_SAME = "Отличий нет: цифры, записи и тексты совпадают."
_COMPARING = "Сравниваем…"
_PLAIN, _SINCE = "Сравнение", "Что изменилось"
_APPROVED = "Прежний утверждён {}. Изменения выделены на странице."
_TONES = {ChangeState.ADDED: State.DONE, ChangeState.REMOVED: State.OVERDUE, ChangeState.CHANGED: State.ATTENTION}


class ChangeLine(NamedTuple):
    """One difference: a figure, a line of a table, or a text."""

    group: str
    key: tuple[object, ...]
    title: str
    what: str
    spot: Figure | None = None
    """Where it stands in the report: a figure, or any figure of its table."""
    row: RowChange | None = None
    rows: tuple[RowChange, ...] = ()


class ComparePanel(Sheet):
    """Chooses what the report is compared with; Enter on a figure shows its rows, on a row opens it (`opened`)."""

    opened = Signal(object)
    """A `RowChange`."""
    pointed = Signal(object)
    """The `ChangeLine` the person came to, of those that are marked on the page."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme, _PLAIN, inset=1)
        self._at = workplace
        self._report: ReportLine | None = None
        self._reports: Sequence[ReportLine] = ()
        self.others = named(ChoiceField(theme, []), "compare-with", "С чем сравнить отчёт")
        self.model = PagedTable(_CHANGES, rows=())
        self.table: TableView[ChangeLine] = TableView(theme, self.model, "report-changes", "Отличия отчётов")
        self.rows_model = PagedTable(_ROWS, rows=(), identify=lambda row: (row.kind, row.id, row.other))
        self.rows: TableView[RowChange] = TableView(theme, self.rows_model, "change-rows", "Записи за отличием")
        self.drill = Drill(theme, self.table, self.rows, name="changes-back", back="Все отличия")
        self.since = label("", "secondary", wrapped=True)
        self.reason = label("", "secondary", wrapped=True)
        self._asking: Asking[ReportComparison] = Asking(workplace.jobs, self._on_compared, self)
        head = QVBoxLayout()
        head.setContentsMargins(13, 0, 13, 8)
        head.setSpacing(theme.space("s"))
        head.addWidget(self.since)
        head.addWidget(self.reason)
        head.addWidget(caption("С чем сравнить"))
        head.addWidget(self.others)
        self.body.addLayout(head)
        self.body.addWidget(self.drill, 1)
        self.others.edited.connect(self._compare)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        self.rows.opened.connect(self.opened)

    def show_report(self, report: ReportLine, reports: Sequence[ReportLine]) -> None:
        """Compare this report; what it is compared with stays while it can."""
        is_new = self._report is None or self._report.id != report.id
        self._report, self._reports = report, reports
        items = _others(report, reports)
        chosen = None if is_new else self.others.value()
        self.others.set_items(items)
        self.others.set_value(chosen if chosen in [key for key, _ in items] else items[0][0])
        if is_new:
            self.model.set_rows([])
            self.drill.close_line()
        self._compare()

    def _compare(self) -> None:
        if self._report is None:
            return
        other, report_id, db = self.others.value(), self._report.id, self._at.db
        self._tell()
        before = other if isinstance(other, int) else parse_period(str(other))
        self.table.say_empty(_COMPARING)
        self._asking.ask(lambda: compare_reports(db, before, report_id))

    @property
    def _is_with_corrected(self) -> bool:
        """Whether the differences are those that are marked on the page."""
        corrects = self._report.corrects_id if self._report is not None else None
        return corrects is not None and corrects == self.others.value()

    def _tell(self) -> None:
        """Say what is compared, and why the report is corrected."""
        report = self._report
        if report is None:
            return
        before = next(
            (each for each in self._reports if self._is_with_corrected and each.id == report.corrects_id), None
        )
        day = before.approved_on if before is not None else None
        self.show_title(_SINCE if before is not None else _PLAIN)
        self.since.setText(_APPROVED.format(day_in_table(day)) if day is not None else "")
        self.since.setVisible(day is not None)
        self.reason.setText(f"Почему исправлен: {report.reason}" if report.reason else "")
        self.reason.setVisible(bool(report.reason))

    def _on_current(self, line: ChangeLine | None) -> None:
        if line is not None and line.spot is not None and self.table.hasFocus() and self._is_with_corrected:
            self.pointed.emit(line)

    def _on_compared(self, found: ReportComparison) -> None:
        lines = _lines(found)
        self.model.set_rows(lines)
        self.table.say_empty(_SAME)
        counts = {line.group: sum(each.group == line.group for each in lines) for line in lines}
        self.table.show_groups(
            RowGroups(lambda line: line.group, lambda line: line.group, lambda line: str(counts[line.group]))
        )
        self.show_count(counted(len(lines), "отличие", "отличия", "отличий") if lines else "отличий нет")
        self.table.select_first()
        self.drill.close_line()

    def _on_opened(self, line: ChangeLine) -> None:
        if line.row is not None:
            self.opened.emit(line.row)
        elif line.rows:
            self.rows_model.set_rows(line.rows)
            self.rows.select_first()
            self.drill.open_line(f"{line.title}: {line.what}")


def hands_words(row: RowChange) -> str:
    """Who changed a record and when: «14.04.2026, Ёлкина И. П.»; the last hand, and how many there were."""
    if not row.hands:
        return ""
    last = row.hands[-1]
    more = f" и ещё {len(row.hands) - 1}" if len(row.hands) > 1 else ""
    return f"{day_in_table(last.at.date())}, {last.actor}{more}"


def _others(report: ReportLine, reports: Sequence[ReportLine]) -> list[tuple[object, str]]:
    """What a report is compared with: its former version, the period before, then every other report."""
    period = parse_period(report.period)
    former = former_period(period)
    kept = [(line.id, version_title(line)) for line in reports if line.id != report.id]
    corrected = [each for each in kept if each[0] == report.corrects_id]
    of_former = [(line.id, version_title(line)) for line in reports if line.period == former.code][:1]
    before = of_former or [(former.code, f"{short_title(former)} (по записям)")]
    first = [*corrected, *before]
    return [*first, *(each for each in kept if each not in first)]


def _lines(found: ReportComparison) -> list[ChangeLine]:
    return [
        *(_of_figure(each) for each in found.figures),
        *(_of_row(table, row) for table in found.tables for row in table.rows),
        *(_of_text(each) for each in found.texts),
    ]


def _of_figure(change: FigureChange) -> ChangeLine:
    what = f"{shown(change.before)} → {shown(change.after)}"
    return ChangeLine(_FIGURES, (change.figure,), capitalised(change.title), what, change.figure, rows=change.rows)


def _of_row(table: TableChange, row: RowChange) -> ChangeLine:
    key = (table.table, row.kind, row.id, row.title)
    return ChangeLine(table.title, key, row.title, _what(row), Figure(table.table, ""), row=row)


def _of_text(change: TextChange) -> ChangeLine:
    what = "изменён" if change.before and change.after else "добавлен" if change.after else "убран"
    return ChangeLine(_TEXTS, (change.section,), change.title, what)


def _what(row: RowChange) -> str:
    fields = "; ".join(f"{each.field}: {each.was or '—'} → {each.now or '—'}" for each in row.changes)
    return " · ".join(part for part in (fields or row.state.label, hands_words(row)) if part)


def _why(line: ChangeLine) -> str:
    return f"{line.title}\n{line.what}"


_CHANGES: tuple[Column[ChangeLine], ...] = (
    Column(
        "title",
        "Что",
        lambda line: line.title,
        second=lambda line: line.what,
        second_tone=lambda line: _TONES[line.row.state] if line.row is not None else None,
        tooltip=_why,
        sortable=False,
    ),
)
_ROWS: tuple[Column[RowChange], ...] = (
    Column(
        "title",
        "Запись",
        lambda row: row.title,
        second=_what,
        second_tone=lambda row: _TONES[row.state],
        tooltip=lambda row: f"{row.title}\n{_what(row)}",
        sortable=False,
    ),
)
