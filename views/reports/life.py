"""«Утвердить» and «Исправить»: what becomes of the report one stands on, and why it cannot be done yet."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from exports.registry import report_bytes
from models.commands.report_life import ENDINGS, approve_report, reopen_report
from models.database import Actor, Database
from models.progress import Progress
from models.queries.report_versions import report_to_approve
from models.queries.site_forms import site_layouts
from models.rows.codes import ReportStatus
from models.rows.report import ReportData
from models.rows.reports import ReadyReport, ReportLine
from models.rules.periods import parse_period
from models.rules.words import counted
from views.jobs import Job, Lane
from views.reports.checks import ChecksPanel
from views.reports.report_list import version_title
from views.spawned import KeptProcess
from views.widgets.buttons import Button
from views.widgets.dialogs import ask
from views.widgets.name_dialog import NameDialog
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.sheet import Sheet
from views.widgets.text import label
from views.workplace import Workplace
from views.writing import write

_FREEZES = "После утверждения цифры, записи и тексты не меняются. Что изменится потом, покажет корректирующий отчёт."
_FROZEN = "Утверждён: цифры, тексты и файлы такие, какими были в тот день."
_CHECKING = "Проверки ещё идут"
_AHEAD = "Период отчёта ещё не начался: утвердить его пока нельзя"
_STAYS = "Утверждён: цифры и тексты такие, какими были в тот день."
_REDRAWN = " Файлы нарисованы заново с кодом вместо имени: {}."
_OLDER = "Есть более поздняя версия: правят её"
_REASON_LENGTH = 300


class LifeSheet(Sheet):
    """The one button a report has in its state; `settle` stores what is being typed before anything is frozen."""

    moved = Signal(int)
    """Go to this report."""
    asked_why = Signal()
    """A press on the button while the checks find what stops the approval."""

    def __init__(self, workplace: Workplace, progress: ProgressSheet, process: KeptProcess) -> None:
        theme = workplace.theme
        super().__init__(theme)
        self._at = workplace
        self._progress = progress
        self._process = process
        self._report: ReportLine | None = None
        self._is_newest = True
        self.settle: Callable[[], None] = lambda: None
        self.approve_button = named(Button(theme, "Утвердить", icon="lock_closed"), "approve-report", "Утвердить отчёт")
        self.correct_button = named(Button(theme, "Исправить", icon="edit"), "correct-report", "Исправить отчёт")
        self.correct_button.setToolTip("Начать корректирующий отчёт: этот останется, каким его утвердили")
        self._words = label("", "hint", wrapped=True)
        row = QHBoxLayout()
        row.addWidget(self.approve_button)
        row.addWidget(self.correct_button)
        row.addStretch()
        self.body.addWidget(self._words)
        self.body.addLayout(row)
        self.approve_button.clicked.connect(self._on_approve)
        self.correct_button.clicked.connect(self._on_correct)

    def show_report(self, report: ReportLine, reports: Sequence[ReportLine]) -> None:
        """Offer what can be done with this report."""
        self._report = report
        self._is_newest = all(each.version <= report.version for each in reports if each.period == report.period)
        is_draft = report.status is ReportStatus.DRAFT
        self.approve_button.setVisible(is_draft)
        self.correct_button.setVisible(not is_draft)
        self._words.setText(_FREEZES if is_draft else _frozen_words(report, is_newest=self._is_newest))
        if self._is_newest:
            self.correct_button.unblock()
        else:
            self.correct_button.block(_OLDER, self._go_to_newest(reports))

    def show_checks(self, checks: ChecksPanel | None) -> None:
        """Let the report be approved once nothing stands in the way; None while the checks go on."""
        if self._report is not None and parse_period(self._report.period).start > self._at.db.today():
            self.approve_button.block(_AHEAD)
        elif checks is None:
            self.approve_button.block(_CHECKING)
        elif checks.stopping:
            self.approve_button.block(checks.summary(), self.asked_why.emit)
        else:
            self.approve_button.unblock()
        self._worth_a_look = len(checks.worth_a_look) if checks is not None else 0

    def _go_to_newest(self, reports: Sequence[ReportLine]) -> Callable[[], object]:
        report = self._report
        newest = max(
            (each for each in reports if report is not None and each.period == report.period),
            key=lambda each: each.version,
            default=report,
        )
        return lambda: self.moved.emit(newest.id if newest is not None else 0)

    def _on_approve(self) -> None:
        report = self._report
        if report is None:
            return
        self.settle()
        at, process = self._at, self._process
        left = counted(self._worth_a_look, "замечание", "замечания", "замечаний")
        doubt = f" Осталось посмотреть: {left}." if self._worth_a_look else ""
        question = f"Утвердить отчёт: {version_title(report)}?"
        if not ask(self, at.theme, question, _FREEZES + doubt, "Утвердить"):
            return
        day = at.db.today()

        def work(progress: Progress) -> tuple[ReadyReport, dict[str, bytes]]:
            ready = report_to_approve(at.db, report.id, day)
            return ready, _drawn(process, progress, ready.data, at.db)

        job = Job(work)
        job.done.connect(self._on_drawn)
        job.refused.connect(at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), "Готовим файлы отчёта")
        at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_drawn(self, drawn: tuple[ReadyReport, dict[str, bytes]]) -> None:
        ready, files = drawn
        folder = self._at.attachments

        def approve(db: Database, actor: Actor) -> ReadyReport:
            approve_report(db, folder, ready, files, actor=actor)
            return ready

        write(self._at, approve, self._on_approved)

    def _on_approved(self, ready: ReadyReport) -> None:
        title = parse_period(ready.data.period_code).title
        self._at.messages.report(
            f"Отчёт за {title} утверждён: PDF, XLSX и DOCX сохранены с ним.",
            "Если что-то изменится, нажмите «Исправить»: прежний отчёт останется.",
        )

    def _on_correct(self) -> None:
        dialog = NameDialog(self, self._at.theme, "Почему исправляете отчёт?", "Исправить", longest=_REASON_LENGTH)
        dialog.given.connect(self._on_reason)
        dialog.open()

    def _on_reason(self, reason: str) -> None:
        report = self._report
        if report is not None:
            id_ = report.id
            write(self._at, lambda db, actor: reopen_report(db, id_, reason, actor=actor), self._on_corrected)

    def _on_corrected(self, report_id: int) -> None:
        self._at.messages.did("Начата правка отчёта: тексты перенесены, цифры — как сейчас в записях.")
        self.moved.emit(report_id)


def _frozen_words(report: ReportLine, *, is_newest: bool) -> str:
    """What is known of an approved report, with the acts that its files were drawn anew after."""
    if not report.redrawn:
        return _FROZEN if is_newest else _OLDER
    return (_STAYS if is_newest else f"{_OLDER}.") + _REDRAWN.format(report.redrawn)


def _drawn(process: KeptProcess, progress: Progress, data: ReportData, db: Database) -> dict[str, bytes]:
    """The files that an approved report keeps."""
    layouts = site_layouts(db)
    return {ending: process.run(progress, report_bytes, ending, data, layouts) for ending in ENDINGS}
