"""«Работы» of a stream: what each trainee made, and the panels of her creative work, final work and report."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.works import stream_works
from models.rows.works import TraineeWorks
from models.rules.words import counted
from views.files.record_panel import RecordPanel
from views.places import OneStream
from views.programs.stream_tabs import StreamTab
from views.saving import ask_folder
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.progress import ProgressSheet
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import Elided
from views.workplace import Workplace
from views.works.creative_panel import CreativeWorkPanel
from views.works.portfolio_folder import show_portfolio, take_portfolio
from views.works.trainee_panels import Author, FinalWorkPanel, ReportPanel, TraineePanel
from views.works.works_columns import CREATIVE, FINAL, REPORT, works_columns

_NO_PEOPLE = "В потоке пока никого: работы выполняют зачисленные стажёры."


class WorksTab(StreamTab):
    """A line for each trainee; Enter opens the work of the column one stands on, Ctrl+1, 2, 3 each of the three."""

    tables = frozenset(
        {
            "attachment_use",
            "creative_work",
            "creative_work_member",
            "enrollment",
            "final_work",
            "internship_report",
            "peer_review",
            "person",
        }
    )

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._stream_id = 0
        self._trainees: list[TraineeWorks] = []
        self.model: PagedTable[TraineeWorks] = PagedTable(works_columns(theme), rows=())
        self.table: TableView[TraineeWorks] = TableView(
            theme, self.model, "works-table", "Работы стажёров", workplace.remembered
        )
        self.table.may_leave = lambda row: row.may_leave
        self.creative = CreativeWorkPanel(workplace)
        self.final = FinalWorkPanel(workplace)
        self.report = ReportPanel(workplace)
        self.new_button = named(Button(theme, "Новая творческая работа", icon="add", small=True), "work-new", "")
        self.new_button.setAccessibleName("Новая творческая работа (Ctrl+N)")
        self.new_button.clicked.connect(self.primary_new)
        self.choose_folder: Callable[[QWidget, Path], Path | None] = ask_folder
        """Asks where the folder of a portfolio goes."""
        self.progress = ProgressSheet(theme)
        self.portfolio_button = named(Button(theme, "Портфолио", icon="print", small=True), "work-portfolio", "")
        self.portfolio_button.setAccessibleName("Портфолио стажёра на бумаге (Ctrl+P)")
        self.portfolio_button.clicked.connect(self._on_portfolio)
        self.folder_button = named(Button(theme, "Папкой", icon="archive", small=True), "work-folder", "")
        self.folder_button.setAccessibleName("Портфолио стажёра папкой с файлами")
        self.folder_button.clicked.connect(self._on_folder)
        self._totals = Elided(look="secondary")
        self._empty = EmptyState(theme, _NO_PEOPLE, link="Открыть людей потока")
        self._empty.linked.connect(lambda: self._at.go("trainees", OneStream(self._stream_id)))
        self._lay_out()
        self._actions()
        for panel in self._panels:
            panel.hide()

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream_id = stream_id
        self._close_panels()
        self.reload()
        self.table.select_first()

    @override
    def show_person(self, person_id: int) -> None:
        self.table.select(lambda row: row.person_id == person_id)

    @override
    def reload(self) -> None:
        self._trainees = stream_works(self._at.db, self._stream_id)
        self.creative.of_stream(self._stream_id, self._trainees)
        self.model.set_rows(self._trainees)
        self._empty.stand_in_for(self._listed, is_empty=not self._trainees)
        for button in self._buttons:
            button.setVisible(bool(self._trainees))
        accepted = [sum(done) for done in zip(*map(_done, self._trainees), strict=True)] or [0, 0, 0]
        people = counted(len(self._trainees), "стажёр", "стажёра", "стажёров")
        self._totals.setText(
            f"{people}. Принято: творческих {accepted[0]}, итоговых {accepted[1]}, отчётов {accepted[2]}"
            if self._trainees
            else ""
        )

    @override
    def areas(self) -> list[QWidget]:
        if not self._trainees:
            return [self._empty.link]
        return [self.table, self.portfolio_button, *(panel for panel in self._panels if panel.is_open)]

    @override
    def primary_new(self) -> None:
        self._close_panels()
        row = self.table.current_row()
        self.creative.begin_for(row.enrollment_id if row is not None else None)

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return self.portfolio_button, self.folder_button, self.new_button

    @property
    def _panels(self) -> tuple[RecordPanel, ...]:
        return self.creative, self.final, self.report

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.addWidget(self._totals, 1)
        for button in self._buttons:
            bar.addWidget(button)
        self._listed = Sheet(theme, inset=1)
        self._listed.setAccessibleName("Работы потока")
        self._listed.body.addWidget(self.table, 1)
        main = QWidget()
        inside = QVBoxLayout(main)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("s") + 2)
        inside.addLayout(bar)
        inside.addWidget(self.progress)
        inside.addWidget(self._listed, 1)
        inside.addWidget(self._empty, 1)
        split: QWidget = main
        for panel in self._panels:
            split = SplitPage(theme, split, panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _actions(self) -> None:
        row_action(self.table, "Творческая работа", partial(self.open_work, CREATIVE), "Ctrl+1")
        row_action(self.table, "Итоговая работа", partial(self.open_work, FINAL), "Ctrl+2")
        row_action(self.table, "Отчёт", partial(self.open_work, REPORT), "Ctrl+3")
        row_action(self.table, "Портфолио на бумаге…", self._on_portfolio, "Ctrl+P")
        row_action(self.table, "Портфолио папкой с файлами…", self._on_folder)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)

    def _close_panels(self) -> None:
        for panel in self._panels:
            panel.close_panel()

    def _on_opened(self, _row: TraineeWorks) -> None:
        section = self.table.currentIndex().column()
        self.open_work(self.model.column_at(section).key if section >= 0 else CREATIVE)

    def open_work(self, kind: str) -> None:
        """Show what the trainee one stands on made, of one of the three kinds."""
        row = self.table.current_row()
        if row is None:
            return
        self._close_panels()
        author = Author(row.enrollment_id, row.name)
        if kind == FINAL:
            self.final.show_of(author, _record(row, self.final))
        elif kind == REPORT:
            self.report.show_of(author, _record(row, self.report))
        elif row.creative:
            self.creative.change(row.creative[0].id)
        else:
            self.creative.begin_for(row.enrollment_id)

    def _on_current(self, row: TraineeWorks | None) -> None:
        if row is None:
            return
        for panel in (self.final, self.report):
            panel.follow_of(Author(row.enrollment_id, row.name), _record(row, panel))
        if row.creative:
            self.creative.follow_record(row.creative[0].id)

    def _on_portfolio(self) -> None:
        if (row := self.table.current_row()) is not None:
            show_portfolio(self._at, self, row.enrollment_id)

    def _on_folder(self) -> None:
        if (row := self.table.current_row()) is not None:
            take_portfolio(self._at, self, row.enrollment_id, self.progress, choose=self.choose_folder)

    @override
    def take_focus(self) -> None:
        self.areas()[0].setFocus(Qt.FocusReason.OtherFocusReason)


def make_tab(workplace: Workplace) -> WorksTab:
    """The tab «Работы»."""
    return WorksTab(workplace)


def _record(row: TraineeWorks, panel: TraineePanel) -> int | None:
    record = row.final if isinstance(panel, FinalWorkPanel) else row.report
    return record.id if record is not None else None


def _done(row: TraineeWorks) -> tuple[bool, bool, bool]:
    """Whether her creative work, final work and report are accepted."""
    return (
        any(work.accepted_on is not None for work in row.creative),
        row.final is not None and row.final.accepted_on is not None,
        row.report is not None and row.report.accepted_on is not None,
    )
