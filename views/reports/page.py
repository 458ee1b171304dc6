"""«Отчёты»: reports on the left, the printed page in the middle, its texts on the right."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from exports.files import write_whole
from exports.registry import report_bytes
from models.commands.reports import begin_report, save_report_text
from models.errors import UserError
from models.progress import Progress
from models.queries.report import report_data
from models.queries.reports import report_list, report_texts
from models.rows.codes import ReportStatus, ReportType
from models.rows.reports import ReportLine
from models.rules.periods import Period, last_full_quarter, parse_period, periods_around
from models.rules.plan_periods import short_title
from models.rules.words import counted
from views.jobs import Job, Lane
from views.papers.pages import page_image
from views.papers.printing import Drawn, ask_printer, chosen_pages, print_pages
from views.places import Place
from views.reports.drawing import DrawnReport, draw_report
from views.reports.preview import PagePreview
from views.reports.report_list import ReportList
from views.reports.texts import TextsPanel
from views.saving import ask_where, beginning_for, open_file
from views.spawned import KeptProcess
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.progress import ProgressSheet
from views.widgets.sheet import Sheet
from views.workplace import Workplace

_READS = frozenset(
    {
        "attendance", "event", "event_stream", "enrollment", "indicator", "indicator_value", "organization", "person",
        "plan", "plan_item", "product", "program", "report", "report_text", "role_assignment", "site", "stream",
    }
)  # fmt: skip
_LIST_WIDTH = 186
_TEXTS_WIDTH = 320
_DRAW_AFTER_MS = 250
"""Several changes in a row are drawn once."""
_DRAWING = "Рисуем страницы…"


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
        super().__init__(workplace.theme, "Отчёты")
        self._at = workplace
        self.choose_target = choose_target
        self.choose_printer = choose_printer
        self._process = KeptProcess()
        """Draws on the documents lane; kept, as a page follows what is typed."""
        self._line: ReportLine | None = None
        self._period: Period | None = None
        self._drawn: DrawnReport | None = None
        self._drawing: Job[DrawnReport] | None = None
        self._picturing: Job[QImage] | None = None
        self._unsaved: dict[tuple[str, str], str] = {}
        """Texts by period and section that were asked to be stored and are not known to be stored yet."""
        self._stale = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._draw)
        self._make_widgets()
        self._lay_out()
        print_key = QShortcut(QKeySequence.StandardKey.Print, self)
        print_key.activated.connect(self._on_print)
        workplace.changes.reload_on(_READS, self._on_tables)
        self.reload()

    def reload(self, period: str | None = None) -> None:
        """Read the list again, and draw the report one stands on again."""
        self._stale = False
        lines = report_list(self._at.db)
        self._full.setVisible(bool(lines))
        self._empty_sheet.setVisible(not lines)
        if not lines:
            self._line = self._period = None
        self._list.show_lines(lines, period=period)

    @override
    def store(self) -> None:
        """Store what is being typed, here and now: the lanes may be closing."""
        self._later.stop()
        self._texts.store()
        at = self._at
        for (period, section), text in dict(self._unsaved).items():
            # A refusal has been told when the text was stored the first time; there is nothing more to do for it now.
            with contextlib.suppress(UserError):
                save_report_text(at.db, parse_period(period), section, text, actor=at.actor())

    @override
    def show_place(self, place: object) -> None:
        """Go to the report of a period by its code; one that was not begun yet is begun."""
        if not isinstance(place, str) or isinstance(place, Place):
            return
        if place in [line.period for line in self._list.lines]:
            self.reload(period=place)
        else:
            self.begin(parse_period(place))

    @override
    def areas(self) -> list[QWidget]:
        return [self._list, self._preview, self._texts]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
        elif self._period is not None and self._drawn is None:
            self._later.start(0)

    def begin(self, period: Period) -> None:
        """Begin the report of a period, or go to the one that has been begun."""
        at = self._at
        job = Job(lambda _progress: begin_report(at.db, period, actor=at.actor()))

        def begun(_id: object) -> None:
            self.reload(period.code)

        job.done.connect(begun)
        job.refused.connect(at.messages.refuse)
        at.jobs.start(job)

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
        self._preview = PagePreview(theme)
        self._preview.wanted.connect(self._on_wanted)
        self._print = named(
            Button(theme, "Печать", icon="print", small=True), "print-report", "Напечатать отчёт (Ctrl+P)"
        )
        self._print.setToolTip("Напечатать отчёт или его страницы (Ctrl+P)")
        self._print.clicked.connect(self._on_print)
        self._preview.tools.addWidget(self._print)
        self._pdf = named(Button(theme, "PDF", small=True), "save-pdf", "Сохранить PDF")
        self._xlsx = named(Button(theme, "XLSX", small=True), "save-xlsx", "Сохранить таблицу XLSX")
        for button, kind in ((self._pdf, "pdf"), (self._xlsx, "xlsx")):
            button.setToolTip(f"{button.accessibleName()}: спросим, куда")
            button.clicked.connect(lambda _on=False, kind=kind: self._save(kind))
            self._preview.tools.addWidget(button)
        self._texts = TextsPanel(theme)
        self._texts.written.connect(self._on_written)
        self._texts.paused.connect(self._draw)
        self._progress = ProgressSheet(theme)
        self._empty = EmptyState(
            theme, "Отчётов пока нет. Цифры программа посчитает сама, от Вас — выводы.", "Начать отчёт", icon="add"
        )
        self._empty.pressed.connect(self._begin_default)
        self._empty_sheet = Sheet(theme)
        self._empty_sheet.body.addWidget(self._empty)

    def _lay_out(self) -> None:
        theme = self._at.theme
        self._leaves = Leaves(
            theme,
            [Leaf("page", "Страница", self._preview), Leaf("texts", "Тексты", self._texts, _TEXTS_WIDTH)],
            name="report-side",
            title="Страница или тексты",
        )
        self.tools.addWidget(self._leaves.tabs)
        self._full = QWidget()
        row = QHBoxLayout(self._full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("gutter"))
        row.addWidget(self._list)
        row.addWidget(self._leaves, 1)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._full, 1)
        self.body.addWidget(self._empty_sheet, 1)
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
        if self._period is None or period.code != self._period.code:
            self._drawn = None
            self._preview.say(_DRAWING)
        self._line, self._period = line, period
        texts = report_texts(self._at.db, period) | self._on_the_way(period)
        self._texts.show_texts(texts, can_write=line.status is ReportStatus.DRAFT)
        self._later.start(_DRAW_AFTER_MS if self._drawn is not None else 0)

    def _on_the_way(self, period: Period) -> dict[str, str]:
        """Texts of a period that are not known to be stored yet."""
        return {section: text for (code, section), text in self._unsaved.items() if code == period.code}

    def _draw(self) -> None:
        """Draw the page as the data and what is being typed make it; a drawing under way is overtaken."""
        self._later.stop()
        if self._drawing is not None:
            self._drawing.stop()
        period, db, process, former = self._period, self._at.db, self._process, self._drawn
        if period is None or not self.isVisible():
            return
        texts = self._on_the_way(period) | self._texts.typed()

        def work(progress: Progress) -> DrawnReport:
            return draw_report(db, period, process, progress, texts=texts, former=former)

        job = Job(work)
        job.done.connect(self._on_drawn)
        job.refused.connect(self._on_not_drawn)
        job.failed.connect(self._on_failed)
        self._drawing = self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_drawn(self, drawn: DrawnReport) -> None:
        is_new = drawn is not self._drawn or not self._preview.pages
        if self._period is not None and drawn.period.code == self._period.code and is_new:
            self._drawn = drawn
            self._preview.show_document(drawn.pages)

    def _on_not_drawn(self, sentence: UserError) -> None:
        self._drawn = None
        self._preview.say(str(sentence))

    def _on_failed(self) -> None:
        self._drawn = None
        self._preview.say("Страницы нарисовать не удалось. Данные и тексты на месте.")

    def _on_wanted(self, page: int, dots_per_inch: float) -> None:
        drawn = self._drawn
        if drawn is None:
            return
        if self._picturing is not None:
            self._picturing.stop()

        def work(_progress: Progress) -> QImage:
            return page_image(drawn.pdf, page, dots_per_inch=dots_per_inch)

        job = Job(work)
        job.done.connect(self._on_pictured)
        self._picturing = self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_pictured(self, image: QImage) -> None:
        if self._drawn is not None and self.sender() in (self._picturing, None):
            self._preview.show_page(image)

    # --- what the person does

    def _on_written(self, section: str, text: str) -> None:
        period, at = self._period, self._at
        if period is None:
            return
        key = (period.code, section)
        self._unsaved[key] = text
        job = Job(lambda _progress: save_report_text(at.db, period, section, text, actor=at.actor()))

        def stored(_none: object) -> None:
            if self._unsaved.get(key) == text:
                del self._unsaved[key]

        job.done.connect(stored)
        job.refused.connect(at.messages.refuse)
        at.jobs.start(job)

    def _offer_periods(self) -> None:
        menu = named(QMenu(self), "report-periods", "Период нового отчёта")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kind = ReportType.QUARTER
        for period in periods_around(self._at.db.today()):
            if kind is ReportType.QUARTER and period.kind is not kind:
                menu.addSeparator()
            kind = period.kind
            action = menu.addAction(period.title[0].upper() + period.title[1:])
            action.triggered.connect(lambda _on=False, period=period: self.begin(period))
        menu.popup(self._new.mapToGlobal(self._new.rect().bottomLeft()))

    def _begin_default(self) -> None:
        self.begin(last_full_quarter(self._at.db.today()))

    def _save(self, kind: str) -> None:
        period, at = self._period, self._at
        if period is None:
            return
        self._texts.store()
        name = f"Отчёт, {short_title(period)}.{kind}".replace("/", "–")
        target = self.choose_target(self, beginning_for(at.remembered, kind) / name, kind)
        if target is None:
            return
        at.remembered.remember_folder(kind, target.parent)
        on_the_way, actor, process = self._on_the_way(period), at.actor(), self._process

        def work(progress: Progress) -> Path:
            # The texts may still wait in the writer's lane, and the file must have them.
            for section, text in on_the_way.items():
                save_report_text(at.db, period, section, text, actor=actor)
            if kind == "pdf":
                content = draw_report(at.db, period, process, progress).pdf
            else:
                content = process.run(progress, report_bytes, "xlsx", report_data(at.db, period))
            write_whole(target, content)
            return target

        job = Job(work)
        job.done.connect(self._on_file)
        job.refused.connect(at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), "Записываем отчёт")
        at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_file(self, path: Path) -> None:
        self._at.messages.tell(f"Отчёт записан: {path.name}", ("Открыть", lambda: open_file(path)))

    def _on_print(self) -> None:
        """Ctrl+P: the report as it stands here, whole or some of its pages."""
        period, drawn, at = self._period, self._drawn, self._at
        if period is None:
            return
        if drawn is None:
            at.messages.tell("Страницы ещё рисуются. Напечатать их можно будет, когда они покажутся.")
            return
        self._texts.store()
        current = self._preview.page
        try:
            printer = self.choose_printer(self, drawn.form, current)
        except UserError as sentence:
            at.messages.refuse(sentence, ("Сохранить PDF", lambda: self._save("pdf")))
            return
        if printer is None:
            return
        texts, process = self._on_the_way(period), self._process

        def work(progress: Progress) -> int:
            fresh = draw_report(at.db, period, process, progress, texts=texts, former=drawn)
            return print_pages(fresh.form, printer, chosen_pages(printer, pages=fresh.pages, current=current), progress)

        job = Job(work)
        job.done.connect(self._on_printed)
        job.refused.connect(at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), "Печатаем отчёт")
        at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_printed(self, pages: int) -> None:
        self._at.messages.tell(f"Отправлено на печать: {counted(pages, 'страница', 'страницы', 'страниц')}.")
