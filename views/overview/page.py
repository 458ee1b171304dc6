"""«Обзор»: the quarter's route, what needs attention, what comes next, figures; before that, the first three steps."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.certificate_progress import certificate_progress
from models.queries.certificate_ready import READ_TABLES
from models.queries.indicators import indicator_records
from models.queries.overview import certificates_due, first_steps, overview
from models.rows.certificate_progress import CertificateProgress
from models.rows.documents import DocumentState
from models.rows.overview import Attention, AttentionRow, FirstSteps, Overview, Upcoming
from models.rules.plan_periods import quarter_of, report_due, short_title
from models.rules.words import counted, day_in_text, weekday_and_day
from views.asking import Asking
from views.overview.attention import AttentionSheet
from views.overview.certificates import CertificatesSheet
from views.overview.figures import PackagesSheet, QuarterSheet
from views.overview.first_run import FirstRun
from views.overview.quarter_route import QuarterRoute
from views.overview.upcoming import UpcomingSheet
from views.papers.offer import offer
from views.papers.team import week_wishes
from views.places import DocumentsIn, InStream, IssueTo, Minutes, NewEvent, OneCard, Place, PlanOf
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.page import Page
from views.workplace import Workplace

_TABLES = READ_TABLES | {
    "agenda_item", "decision", "document", "indicator", "indicator_value", "meeting", "organization", "package", "plan",
    "diagnostic_card", "diagnostic_item", "plan_item", "product", "role_assignment", "route", "route_item", "site",
    "stream_module",
}  # fmt: skip
_LEFT, _RIGHT = 62, 38
_ROUTES = "routes"
"""The tab of a stream's room that mends what routes lack."""
_STACK_BELOW = 760
"""Narrower than this (at the usual text size) the right column goes under the left one."""


def make_page(workplace: Workplace) -> Page:
    """The section «Обзор»."""
    return OverviewPage(workplace)


class OverviewPage(Page):
    """Shows where the quarter stands; a new site sees its first three steps instead."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Обзор")
        self._work = workplace
        self._stale = True
        self._today = workplace.db.today()
        self._with_records = False
        self._attention: tuple[AttentionRow, ...] = ()
        self._certificates: tuple[AttentionRow, ...] = ()
        self._asking: Asking[tuple[AttentionRow, ...]] = Asking(workplace.jobs, self._on_certificates, self)
        self._asking_progress: Asking[CertificateProgress] = Asking(workplace.jobs, self._on_progress, self)
        self._report = named(
            Button(self.theme, "Подготовить отчёт", icon="document_text"), "prepare-report", "Подготовить отчёт"
        )
        self._record = named(
            Button(self.theme, "Записать мероприятие", icon="add", role="primary"),
            "record-event",
            "Записать мероприятие",
        )
        self._record.setToolTip("Записать мероприятие (Ctrl+N)")
        self._report.clicked.connect(self._on_report)
        self._record.clicked.connect(self._on_record)
        self.add_button(self._report)
        self.add_button(self._record)

        self.first_run: FirstRun | None = None
        self.route = QuarterRoute(self.theme)
        self.attention = AttentionSheet(self.theme)
        self.upcoming = UpcomingSheet(self.theme)
        self.quarter = QuarterSheet(self.theme)
        self.certificates = CertificatesSheet(self.theme)
        self.packages = PackagesSheet(self.theme)
        self._connect()

        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(self.theme.space("gutter") + 2)
        self._columns.addLayout(_column(self.attention, self.upcoming), _LEFT)
        self._columns.addLayout(_column(self.quarter, self.certificates, self.packages), _RIGHT)
        self._board = QWidget()
        down = QVBoxLayout(self._board)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(self.theme.space("gutter"))
        down.addWidget(self.route)
        down.addLayout(self._columns)
        down.addStretch()

        inside = QWidget()
        self._either = QVBoxLayout(inside)
        self._either.setContentsMargins(0, 0, 0, 0)
        self._either.addWidget(self._board)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self.body.addWidget(self._scroll, 1)
        workplace.changes.reload_on(_TABLES, self._on_tables)
        self.reload()

    @override
    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if self.first_run is not None and self.first_run.isVisible():
            return [card.go for card in self.first_run.cards]
        first = [self._report, self.route]
        for sheet in (self.attention, self.upcoming, self.quarter, self.certificates, self.packages):
            first += [child for child in sheet.findChildren(QWidget) if _takes_focus(child)][:1]
        return first

    @override
    def landing(self) -> QWidget | None:
        """The step to be made now; at a site at work, the first thing that needs attention."""
        if self.first_run is not None and self.first_run.isVisible():
            return next((card.go for card in self.first_run.cards if card.leads), None)
        return next((child for child in self.attention.findChildren(QWidget) if _takes_focus(child)), self.route)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self._today != self._work.db.today():
            self.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _STACK_BELOW * self.theme.scale
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() is not way:
            self._columns.setDirection(way)
        if self.first_run is not None:
            self.first_run.fit(self.width() - 2 * self.theme.space("page"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + bar.pageStep())
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep())
            case _:
                super().keyPressEvent(event)

    def reload(self) -> None:
        """Read and show everything anew."""
        self._stale = False
        self._today = self._work.db.today()
        focused = self._focused()
        steps = first_steps(self._work.db)
        first = not steps.are_over
        if self.first_run is not None:
            self.first_run.setVisible(first)
        self._board.setVisible(not first)
        for part in (self._title, self._subtitle, self._report, self._record):
            part.setVisible(not first)
        if first:
            self._show_steps(steps)
        else:
            self._show(overview(self._work.db))
        self._focus_again(focused)

    def _on_certificates(self, found: tuple[AttentionRow, ...]) -> None:
        """Add to what needs attention what takes longer to find out."""
        if found != self._certificates:
            self._certificates = found
            focused = self._focused()
            self.attention.show_rows(self._attention + found)
            self._focus_again(focused)

    def _on_progress(self, found: CertificateProgress) -> None:
        """Show who is the nearest to a certificate, once every record has been read."""
        focused = self._focused()
        self.certificates.show_progress(found)
        self._focus_again(focused)

    def _focused(self) -> str:
        focus = QApplication.focusWidget()
        return focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""

    def _focus_again(self, name: str) -> None:
        """Rows are made anew: the one of the same name takes the focus its forerunner had."""
        again = self.findChildren(QWidget, name)[-1:] if name else []
        if again and self.isVisible() and again[0].isVisible():
            again[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self, steps: FirstSteps) -> None:
        if self.first_run is None:
            self.first_run = self._make_first_run()
        self.first_run.show_steps(steps)
        self.setAccessibleName("Обзор: первые шаги")

    def _make_first_run(self) -> FirstRun:
        example = self._work.show_example
        made = FirstRun(self.theme, has_example=example is not None)
        made.asked.connect(self._on_step)
        made.by_hand.connect(self._on_by_hand)
        if example is not None:
            made.example.connect(example)
        made.fit(self.width() - 2 * self.theme.space("page"))
        self._either.insertWidget(0, made)
        return made

    def _show(self, seen: Overview) -> None:
        quarter = quarter_of(seen.today)
        left = (quarter.end - seen.today).days
        rest = f"до конца {counted(left, 'день', 'дня', 'дней')}" if left else "последний день"
        due = f"отчёт в ИРО до {day_in_text(report_due(quarter))}"
        self.show_title(weekday_and_day(seen.today), f"{short_title(quarter)} · {rest} · {due}")
        self.route.show_marks(quarter, seen.marks, seen.today)
        self._attention = seen.attention
        self.attention.show_rows(self._attention + self._certificates)
        db = self._work.db
        self._asking.ask(lambda: certificates_due(db))
        self._asking_progress.ask(lambda: certificate_progress(db))
        self.upcoming.show_rows(seen.upcoming)
        self.quarter.show_plan(seen.counts)
        records = indicator_records(self._work.db, quarter) if self._with_records else None
        self.quarter.show_indicators(seen.indicators, records)
        self.packages.show_packages(seen.packages)

    def _connect(self) -> None:
        go = self._work.go
        self.route.opened.connect(self._on_item)
        self.attention.asked.connect(self._on_asked)
        self.upcoming.opened.connect(self._on_upcoming)
        self.upcoming.linked.connect(lambda: go("events", None))
        self.upcoming.week_wanted.connect(lambda: offer(self._work, self, *week_wishes(self._work.db.today())))
        self.quarter.begin.connect(self._on_begin)
        self.quarter.where_from.connect(self._on_where_from)
        self.quarter.record_opened.connect(self._on_event)
        self.certificates.opened.connect(self._on_person)
        self.packages.linked.connect(lambda: go("exchange", None))

    def _on_item(self, item_id: int) -> None:
        self._work.go("plan", item_id)

    def _on_person(self, person_id: int) -> None:
        self._work.go("trainees", OneCard(person_id))

    def _on_event(self, event_id: int) -> None:
        self._work.go("events", event_id)

    def _on_tables(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_report(self) -> None:
        self._work.go("reports", quarter_of(self._work.db.today()).code)

    def _on_record(self) -> None:
        self._work.go("events", NewEvent())

    def _on_begin(self) -> None:
        self._work.go("plan", PlanOf(quarter_of(self._work.db.today()).code, begin=True))

    def _on_where_from(self) -> None:
        self._with_records = not self._with_records
        self.reload()

    def _on_upcoming(self, row: Upcoming) -> None:
        self._work.go("plan" if row.is_planned_only else "events", row.record_id)

    def _on_asked(self, row: AttentionRow) -> None:
        section, place = _PLACES[row.why](row)
        self._work.go(section, place)

    def _on_step(self, key: str) -> None:
        steps = first_steps(self._work.db)
        match key:
            case "site":
                self._work.go("settings", Place.PASSPORT)
            case "plan" if steps.plan:
                self._work.go("plan", None)
            case "plan":
                self._on_begin()
            case _ if steps.trainees:
                self._work.go("trainees", None)
            case _:
                self._work.go("trainees", Place.IMPORT)

    def _on_by_hand(self, _key: str) -> None:
        self._work.go("trainees", Place.NEW)


_PLACES: dict[Attention, Callable[[AttentionRow], tuple[str, object]]] = {
    Attention.ITEM_OVERDUE: lambda row: ("plan", row.record_id),
    Attention.FACT_MISSING: lambda row: ("events", NewEvent(plan_item_id=row.record_id)),
    Attention.EVENT_UNMARKED: lambda row: ("events", row.record_id),
    Attention.DECISION_OVERDUE: lambda row: ("events", Minutes(row.record_id)),
    Attention.DECISION_DUE: lambda row: ("events", Minutes(row.record_id)),
    Attention.CONSENT_MISSING: lambda _row: ("trainees", Place.WITHOUT_CONSENT),
    Attention.CONSENT_EXPIRING: lambda row: ("trainees", row.record_id),
    Attention.CONSENT_OVER: lambda row: ("trainees", row.record_id),
    Attention.DATA_BLOCKED: lambda row: ("trainees", row.record_id),
    Attention.CERTIFICATE_READY: lambda row: ("certificates", IssueTo(row.record_id)),
    Attention.PLAN_NOT_APPROVED: lambda row: ("plan", PlanOf(row.code)),
    Attention.PLAN_NOT_BEGUN: lambda row: ("plan", PlanOf(row.code, begin=True)),
    Attention.REPORT_DUE: lambda row: ("reports", row.code),
    Attention.DOCUMENT_OVER: lambda row: ("documents", row.record_id),
    Attention.DOCUMENT_EXPIRING: lambda row: ("documents", row.record_id),
    Attention.DOCUMENT_MISSING: lambda _row: ("documents", DocumentsIn(DocumentState.MISSING)),
    Attention.ROUTE_OVERDUE: lambda row: ("programs", InStream(row.record_id, _ROUTES)),
    Attention.ROUTE_MISSING: lambda row: ("programs", InStream(row.record_id, _ROUTES)),
}
"""Where a row's button leads."""


def _column(*sheets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    for sheet in sheets:
        column.addWidget(sheet)
    column.addStretch()
    return column


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
