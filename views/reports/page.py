"""«Отчёты»: reports on the left, the printed page in the middle, its texts on the right."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from exports.documents.report import report_xlsx_bytes
from exports.files import write_whole
from models.commands.reports import begin_report, save_report_text
from models.progress import Progress
from models.queries.report import report_data
from models.queries.reports import report_list, report_texts
from models.rows.reports import ReportLine
from models.rules.periods import Period, last_full_quarter, parse_period, periods_around
from views.jobs import Job, Lane
from views.reports.drawing import DrawnReport, draw_report, page_image
from views.reports.preview import PagePreview
from views.reports.report_list import ReportList
from views.reports.texts import TextsPanel
from views.saving import ask_where
from views.spawned import in_process
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.page import Page
from views.workplace import Workplace

_READS = frozenset(
    {
        "attendance", "event", "event_stream", "enrollment", "indicator", "indicator_value", "organization", "person",
        "plan", "plan_item", "product", "program", "report", "report_text", "role_assignment", "site", "stream",
    }
)  # fmt: skip
_LIST_WIDTH = 190
_TEXTS_WIDTH = 280


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return ReportsPage(workplace)


class ReportsPage(Page):
    """Reports of the site; `choose_target(suggestion, kind)` asks where a file goes (None = nowhere)."""

    def __init__(
        self, workplace: Workplace, *, choose_target: Callable[[QWidget, Path, str], Path | None] = ask_where
    ) -> None:
        super().__init__(workplace.theme, "Отчёты")
        self._at = workplace
        self._choose_target = choose_target
        self._period: Period | None = None
        self._drawn: DrawnReport | None = None
        self._drawing: Job[DrawnReport] | None = None
        theme = workplace.theme
        self._new = self.add_button(
            named(Button(theme, "Новый отчёт", icon="add", role="primary"), "new-report", "Новый отчёт")
        )
        self._new.clicked.connect(self._offer_periods)
        self._list = named(ReportList(theme), "report-list", "Отчёты площадки")
        self._list.setFixedWidth(round(_LIST_WIDTH * theme.scale))
        self._list.chosen.connect(self._on_chosen)
        self._preview = PagePreview(theme)
        self._preview.wanted.connect(self._on_wanted)
        self._pdf = named(Button(theme, "PDF", small=True), "save-pdf", "Сохранить PDF")
        self._xlsx = named(Button(theme, "XLSX", small=True), "save-xlsx", "Сохранить таблицу XLSX")
        self._pdf.clicked.connect(lambda: self._save("pdf"))
        self._xlsx.clicked.connect(lambda: self._save("xlsx"))
        self._preview.tools.addWidget(self._pdf)
        self._preview.tools.addWidget(self._xlsx)
        self._texts = TextsPanel(theme)
        self._texts.setFixedWidth(round(_TEXTS_WIDTH * theme.scale))
        self._texts.written.connect(self._on_written)
        self._empty = EmptyState(
            theme, "Отчётов пока нет. Цифры программа посчитает сама, от Вас — выводы.", "Начать отчёт", icon="add"
        )
        self._empty.pressed.connect(self._begin_default)
        self._full = QWidget()
        row = QHBoxLayout(self._full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("gutter"))
        row.addWidget(self._list)
        row.addWidget(self._preview, 1)
        right = QVBoxLayout()
        right.addWidget(self._texts)
        row.addLayout(right)
        self.body.addWidget(self._full, 1)
        self.body.addWidget(self._empty, 1)
        workplace.changes.reload_on(_READS, self.reload)
        self.reload()

    def reload(self, period: str | None = None) -> None:
        """Read the list again, and draw the report one stands on again."""
        lines = report_list(self._at.db)
        self._full.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._list.show_lines(lines, period=period)

    def areas(self) -> list[QWidget]:
        """List, page, texts."""
        return [self._list, self._preview, self._texts]

    def _on_chosen(self, line: ReportLine) -> None:
        self._texts.store()
        period = parse_period(line.period)
        if self._period is None or period.code != self._period.code:
            self._preview.clear()
        self._period = period
        self._texts.show_texts(report_texts(self._at.db, period))
        self._draw()

    def _draw(self) -> None:
        if self._drawing is not None:
            self._drawing.stop()
        period, db = self._period, self._at.db
        if period is None:
            return

        def work(progress: Progress) -> DrawnReport:
            return draw_report(db, period, progress)

        job = Job(work)
        job.done.connect(self._on_drawn)
        job.refused.connect(self._at.messages.refuse)
        self._drawing = self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_drawn(self, drawn: DrawnReport) -> None:
        if self._period is not None and drawn.period.code == self._period.code:
            self._drawn = drawn
            self._preview.show_document(drawn.pages)

    def _on_wanted(self, page: int, dots_per_inch: float) -> None:
        drawn = self._drawn
        if drawn is None:
            return

        def work(_progress: Progress) -> QImage:
            return page_image(drawn, page, dots_per_inch=dots_per_inch)

        job = Job(work)
        job.done.connect(self._preview.show_page)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_written(self, section: str, text: str) -> None:
        period, at = self._period, self._at
        if period is None:
            return
        job = Job(lambda _progress: save_report_text(at.db, period, section, text, actor=at.actor()))
        job.refused.connect(at.messages.refuse)
        at.jobs.start(job)

    def _offer_periods(self) -> None:
        menu = QMenu(self)
        for period in periods_around(self._at.db.today()):
            action = menu.addAction(period.title[0].upper() + period.title[1:])
            action.setData(period.code)
        chosen = menu.exec(self._new.mapToGlobal(self._new.rect().bottomLeft()))
        if chosen is not None:  # pyright: ignore[reportUnnecessaryComparison] - None where nothing was chosen
            self.begin(parse_period(str(chosen.data())))

    def _begin_default(self) -> None:
        self.begin(last_full_quarter(self._at.db.today()))

    def begin(self, period: Period) -> None:
        """Begin the report of a period, or go to the one that has been begun."""
        at = self._at
        job = Job(lambda _progress: begin_report(at.db, period, actor=at.actor()))
        job.done.connect(lambda _id: self.reload(period.code))
        job.refused.connect(at.messages.refuse)
        at.jobs.start(job)

    def _save(self, kind: str) -> None:
        period, at = self._period, self._at
        if period is None:
            return
        self._texts.store()
        target = self._choose_target(self, at.outbox / f"report-{period.file_code}.{kind}", kind)
        if target is None:
            return

        def work(progress: Progress) -> Path:
            if kind == "pdf":
                content = draw_report(at.db, period, progress).pdf
            else:
                content = in_process(progress, report_xlsx_bytes, report_data(at.db, period))
            write_whole(target, content)
            return target

        job = Job(work)
        job.done.connect(lambda path: at.messages.tell(f"Отчёт записан: {path.name}"))
        job.refused.connect(at.messages.refuse)
        at.jobs.start(job, lane=Lane.DOCUMENTS)
