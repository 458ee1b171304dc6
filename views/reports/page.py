"""«Отчёты»: reports on the left, the printed page in the middle, on the right what is done with it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exports.registry import FileKind
from models.commands.reports import begin_report
from models.errors import UserError
from models.queries.report_versions import report_to_show
from models.queries.reports import report_list, report_texts
from models.rows.codes import ReportStatus
from models.rows.report import TEXT_CODES
from models.rows.reports import ReportLine
from models.rules.periods import Period, last_full_quarter, parse_period, periods_around
from views.papers.pages import Drawn
from views.papers.printing import ask_printer
from views.places import Asked, Place
from views.reports.kept_texts import KeptTexts
from views.reports.output import ReportOutput
from views.reports.paper import ReportPaper
from views.reports.period_menu import period_menu
from views.reports.report_list import ReportList
from views.reports.section_rooms import HOME, ReportRooms
from views.reports.side import TEXT, ReportSide
from views.saving import ask_where
from views.widgets.buttons import Button, icon_button
from views.widgets.days_dialog import DaysDialog
from views.widgets.empty import EmptyState
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.progress import ProgressSheet
from views.widgets.row_actions import page_key
from views.widgets.sheet import Sheet
from views.workplace import Workplace
from views.writing import write

_READS = frozenset(
    {
        "attendance", "certificate", "consultation", "diagnostic_card", "diagnostic_item", "enrollment", "event",
        "event_leader", "event_stream", "feedback_response", "indicator", "indicator_value", "module",
        "module_activity", "organization", "person", "plan", "plan_item", "product", "program", "report",
        "report_snippet", "report_text", "role_assignment", "route", "site", "site_form", "stream",
    }
)  # fmt: skip
_LIST_WIDTH, _SIDE_WIDTH = 186, 336


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return ReportsPage(workplace)


class ReportsPage(Page):
    """Reports of the site.

    `choose_target(parent, suggestion, kind)` asks where a file goes, `choose_printer(parent, drawn, page)` where it is
    printed; None means nowhere.
    """

    def __init__(
        self,
        workplace: Workplace,
        *,
        choose_target: Callable[[QWidget, Path, str], Path | None] = ask_where,
        choose_printer: Callable[[QWidget, Drawn, int], QPrinter | None] = ask_printer,
    ) -> None:
        super().__init__(workplace.theme, HOME)
        self._at = workplace
        self.choose_target = choose_target
        self.choose_printer = choose_printer
        self._progress = ProgressSheet(workplace.theme)
        self._output = ReportOutput(workplace, self, self, self._progress)
        self._line: ReportLine | None = None
        self._period: Period | None = None
        self._kept = KeptTexts(workplace)
        self._stale = False
        self._make_widgets()
        self._lay_out()
        page_key(self, "Ctrl+P", self._on_print_key)
        page_key(self, "F8", lambda: self._go_on(1))
        page_key(self, "Shift+F8", lambda: self._go_on(-1))
        workplace.changes.reload_on(_READS, self._on_tables)
        self.reload()

    def reload(self, period: str | None = None, *, report_id: int | None = None) -> None:
        """Read the list again, go to a report, and draw the one one stands on again."""
        self._stale = False
        lines = report_list(self._at.db)
        self._full.setVisible(bool(lines))
        self._empty_sheet.setVisible(not lines)
        if not lines:
            self._line = self._period = None
            self.paper.show_none()
        self._list.show_lines(lines, period=period, report_id=report_id)

    def show_report(self, report_id: int) -> None:
        """Stand on a version of a report."""
        self.reload(report_id=report_id)

    @override
    def store(self) -> None:
        """Store what is being typed, here and now: the lanes may be closing."""
        self.paper.wait()
        self._texts.store()
        self._kept.store_now()

    @override
    def show_place(self, place: object) -> None:
        """Go to the report of a period by its code; one that was not begun yet is begun."""
        if self.rooms.show_place(place) or not isinstance(place, str) or isinstance(place, Place):
            return
        if place in [line.period for line in self._list.lines]:
            self.reload(period=place)
        else:
            self.begin(parse_period(place))

    @override
    def show_asked(self, asked: Asked) -> bool:
        """The text of a section, where a question means one by its code."""
        self.show_place(asked.place)
        if asked.field in TEXT_CODES:
            self._leaves.show_leaf("texts")
            self._side.show_panel(TEXT)
            self._texts.open_section(asked.field)
        return False

    @override
    def areas(self) -> list[QWidget]:
        return self.rooms.areas() or [self._list, self.paper, *self._side.areas()]

    @override
    def focus_filter(self) -> None:
        if self.paper.isVisible():
            self.paper.begin_search()
        else:
            super().focus_filter()

    @override
    def primary_new(self) -> None:
        if not self.rooms.write_new():
            super().primary_new()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.rooms.leave():
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.rooms.refresh()
        if self._stale:
            self.reload()
        else:
            self.paper.catch_up()

    def begin(self, period: Period) -> None:
        """Begin the report of a period, or go to the one that has been begun."""
        write(self._at, lambda db, actor: begin_report(db, period, actor=actor), lambda _id: self.reload(period.code))

    def _go_on(self, step: int) -> None:
        """F8: the next finding of the checks, wherever the keyboard stands among the reports."""
        if self._line is not None and self.rooms.is_in_list:
            self._leaves.show_leaf("texts")
            self._side.go_on(step)

    # --- building

    def _make_widgets(self) -> None:
        theme = self._at.theme
        self._new = self.add_button(
            named(Button(theme, "Новый отчёт", icon="add", role="primary"), "new-report", "Новый отчёт")
        )
        self._new.setToolTip("Новый отчёт (Ctrl+N)")
        self._new.clicked.connect(self._offer_periods)
        self._list = named(ReportList(theme), "report-list", "Отчёты площадки")
        self._list.chosen.connect(self._on_chosen)
        self.paper = ReportPaper(self._at, self._output.process, section=self, typed=self._typed)
        self._print = icon_button(
            theme, "print", name="print-report", title="Напечатать отчёт или его страницы", key="Ctrl+P", small=True
        )
        self._print.clicked.connect(self._on_print)
        self.paper.tools.addWidget(self._print)
        self._pdf = named(Button(theme, "PDF", small=True), "save-pdf", "Сохранить PDF")
        self._xlsx = named(Button(theme, "XLSX", small=True), "save-xlsx", "Сохранить таблицу XLSX")
        self._docx = named(Button(theme, "DOCX", small=True), "save-docx", "Сохранить документ Word")
        kinds: tuple[tuple[Button, FileKind], ...] = ((self._pdf, "pdf"), (self._xlsx, "xlsx"), (self._docx, "docx"))
        for button, kind in kinds:
            button.setToolTip(f"{button.accessibleName()}: спросим, куда")
            button.clicked.connect(partial(self._save, kind))
            self.paper.tools.addWidget(button)
        self._side = ReportSide(self._at, self._progress, self._output.process)
        self._side.moved.connect(self.show_report)
        self._side.pointed.connect(self.paper.point_at)
        self._side.life.settle = self.store
        self._texts = self._side.texts
        self._texts.written.connect(self._on_written)
        self._texts.paused.connect(self.paper.draw)
        self._empty = EmptyState(
            theme, "Отчётов пока нет. Цифры программа посчитает сама, от Вас — выводы.", "Начать отчёт", icon="add"
        )
        self._empty.pressed.connect(lambda: self.begin(last_full_quarter(self._at.db.today())))
        self._empty_sheet = Sheet(theme)
        self._empty_sheet.body.addWidget(self._empty)

    def _lay_out(self) -> None:
        theme = self._at.theme
        self._leaves = Leaves(
            theme,
            [Leaf("page", "Страница", self.paper), Leaf("texts", "Подготовка", self._side, _SIDE_WIDTH)],
            name="report-side",
            title="Страница или подготовка отчёта",
        )
        self.tools.addWidget(self._leaves.tabs)
        self._full = QWidget()
        row = QHBoxLayout(self._full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("gutter"))
        row.addWidget(self._list)
        row.addWidget(self._leaves, 1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self._progress)
        column.addWidget(self._full, 1)
        column.addWidget(self._empty_sheet, 1)
        self.rooms = ReportRooms(self, self._at, listed, (self._new,))
        """The reports, and the rooms beside them."""
        self.body.addWidget(self.rooms.stack, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._list.setFixedWidth(round(_LIST_WIDTH * self._at.theme.scale))

    # --- the report one stands on

    def _on_tables(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_chosen(self, line: ReportLine) -> None:
        self._texts.store()
        period = parse_period(line.period)
        self._line, self._period = line, period
        is_draft = line.status is ReportStatus.DRAFT
        texts = report_texts(self._at.db, period) | self._kept.of(period) if is_draft else self._frozen_texts(line)
        self._side.show_report(line, self._list.lines, texts)
        self.paper.show_report(line)

    def _frozen_texts(self, line: ReportLine) -> Mapping[str, str]:
        """The texts of a report as it was approved."""
        try:
            return report_to_show(self._at.db, line.id).texts
        except UserError as sentence:
            self._at.messages.refuse(sentence)
            return {}

    # --- what the person does

    def _on_written(self, section: str, text: str) -> None:
        if self._period is not None:
            self._kept.write(self._period, section, text)

    def _offer_periods(self) -> None:
        menu = period_menu(self, periods_around(self._at.db.today()), begin=self.begin, choose=self._choose_days)
        menu.popup(self._new.mapToGlobal(self._new.rect().bottomLeft()))

    def _choose_days(self) -> None:
        dialog = DaysDialog(self, self._at.theme, self._at.db.today, "За какие дни отчёт?", "Начать отчёт")
        dialog.given.connect(self.begin)
        dialog.open()

    def _save(self, kind: FileKind, _checked: object = None) -> None:
        if self._line is not None:
            self._texts.store()
            self._output.save(self._line, kind, self._typed())

    def _on_print_key(self) -> None:
        if not self.rooms.print_paper():
            self._on_print()

    def _on_print(self) -> None:
        """The report as it stands here, whole or some of its pages."""
        if self._line is None:
            return
        if self.paper.drawn is None:
            words = "Страницы ещё рисуются. Напечатать их можно будет, когда они покажутся."
            self._at.messages.tell(words)
            return
        self._texts.store()
        self._output.print_pages(self._line, self.paper.drawn, self.paper.page, self._typed())

    def _typed(self) -> dict[str, str]:
        """Texts of the report one stands on that are not known to be stored yet; of an approved one none."""
        if self._line is None or self._period is None or self._line.status is not ReportStatus.DRAFT:
            return {}
        return self._kept.of(self._period) | self._texts.typed()
