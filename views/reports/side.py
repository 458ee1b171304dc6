"""Beside the printed page: texts, checks, figures with their records, comparison; below, what becomes of the report."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from models.queries.report_checks import report_checks
from models.rows.codes import ReportStatus
from models.rows.report_checks import CheckRow, Mended
from models.rows.report_compare import RowChange
from models.rows.report_records import EvidenceRow, RecordKind
from models.rows.reports import ReportLine
from models.rules.periods import parse_period
from views.asking import Asking
from views.reports.checks import ChecksPanel
from views.reports.comparing import ComparePanel
from views.reports.figures import FiguresPanel
from views.reports.life import LifeSheet
from views.reports.record_places import Spot, place_of_finding, place_of_record
from views.reports.text_help import TextHelp
from views.reports.texts import TextsPanel
from views.spawned import KeptProcess
from views.widgets.buttons import Segments
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

TEXT, CHECKS, FIGURES, CHANGES = "text", "checks", "figures", "changes"
_PANELS = ((TEXT, "Тексты"), (CHECKS, "Проверки"), (FIGURES, "Цифры"), (CHANGES, "Отличия"))
_NO_PLACE = "У этой записи нет своей страницы: она видна только здесь."


class ReportSide(QWidget):
    """One panel at a time; what is out of sight is not read. `moved` asks for another report by its id."""

    moved = Signal(int)
    pointed = Signal(object)
    """The `ChangeLine` that is to be shown on the page."""

    def __init__(self, workplace: Workplace, progress: ProgressSheet, process: KeptProcess) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._report: ReportLine | None = None
        self._reports: Sequence[ReportLine] = ()
        self.tabs = Segments(theme, _PANELS)
        self.texts = TextsPanel(theme)
        self.help = TextHelp(workplace)
        self.checks = ChecksPanel(theme)
        self.life = LifeSheet(workplace, progress, process)
        self._checking: Asking[Sequence[CheckRow]] = Asking(workplace.jobs, self._on_checked, self)
        self.texts.help.addWidget(self.help)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._stack, 1)
        for panel in (self.texts, self.checks):
            self._stack.addWidget(panel)  # within this widget already, or the first would be a window of its own
        column.addWidget(self.life)
        self._connect()
        self.help.show_section(self.texts.section)

    @cached_property
    def figures(self) -> FiguresPanel:
        """The figures; made when they are first looked at."""
        made = FiguresPanel(self._at)
        made.opened.connect(self._on_record)
        self._stack.addWidget(made)
        return made

    @cached_property
    def changes(self) -> ComparePanel:
        """The comparison; made when it is first looked at."""
        made = ComparePanel(self._at)
        made.opened.connect(self._on_change)
        made.pointed.connect(self.pointed)
        self._stack.addWidget(made)
        return made

    def show_report(self, report: ReportLine, reports: Sequence[ReportLine], texts: Mapping[str, str]) -> None:
        """Show everything about a version of a report."""
        is_new = self._report is None or self._report.id != report.id
        self._report, self._reports = report, reports
        is_draft = report.status is ReportStatus.DRAFT
        self.texts.show_texts(texts, can_write=is_draft)
        self.help.show_report(report, can_write=is_draft)
        self.life.show_report(report, reports)
        if is_draft:
            db, period = self._at.db, parse_period(report.period)
            if is_new:
                self.checks.wait()
                self.life.show_checks(None)
            self._checking.ask(lambda: report_checks(db, period))
        else:
            self.checks.show_frozen()
        self._show_current()

    def show_panel(self, key: str) -> None:
        """Bring a panel to the front."""
        self.tabs.choose(key)
        self._show_current()

    def go_on(self, step: int) -> None:
        """F8 and Shift+F8: the checks, at their next or former finding."""
        self.show_panel(CHECKS)
        if not self.checks.go_on(step):
            self.checks.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        key = self.tabs.current
        if key in (FIGURES, CHANGES):
            first = (self.figures if key == FIGURES else self.changes).drill.first()
        else:
            first = self.texts.first() if key == TEXT else self.checks.table
        return [self.tabs.focus_stop, first, self.life]

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_current)
        self.texts.turned.connect(self.help.show_section)
        self.help.offered.connect(self.texts.insert)
        self.help.phrase_wanted.connect(lambda: self.help.keep_phrase(self.texts.marked_text()))
        self.checks.opened.connect(self._on_finding)
        self.life.asked_why.connect(lambda: self.go_on(1))
        self.life.moved.connect(self.moved)

    def _show_current(self) -> None:
        key, report = self.tabs.current, self._report
        if key == FIGURES:
            self._stack.setCurrentWidget(self.figures)
            if report is not None:
                self.figures.show_report(report.id)
        elif key == CHANGES:
            self._stack.setCurrentWidget(self.changes)
            if report is not None:
                self.changes.show_report(report, self._reports)
        else:
            self._stack.setCurrentWidget(self.texts if key == TEXT else self.checks)

    def _on_checked(self, rows: Sequence[CheckRow]) -> None:
        if self._report is not None and self._report.status is ReportStatus.DRAFT:
            self.checks.show_findings(rows)
            self.life.show_checks(self.checks)

    def _on_finding(self, row: CheckRow) -> None:
        if row.at is Mended.FIGURE:
            self.show_panel(FIGURES)
            self.figures.drill.first().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go(place_of_finding(row, self._report.period if self._report is not None else ""))

    def _on_record(self, row: EvidenceRow) -> None:
        self._go_to_record(row.kind, row.id, row.other)

    def _on_change(self, row: RowChange) -> None:
        self._go_to_record(row.kind, row.id, row.other)

    def _go_to_record(self, kind: RecordKind | None, record_id: int, other: int | None) -> None:
        self._go(place_of_record(self._at.db, kind, record_id, other))

    def _go(self, spot: Spot | None) -> None:
        if spot is None:
            self._at.messages.tell(_NO_PLACE)
        else:
            self._at.go(*spot)
