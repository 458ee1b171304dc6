"""A report in the window, on real widgets and a real file: from the draft over its checks to the correction."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit

from desktop.paths import Paths
from models.commands.indicators import set_indicator
from models.database import Database, open_database
from models.queries.directory import head_of_site
from models.queries.report_checks import report_checks
from models.queries.report_versions import kept_file, report_to_show
from models.queries.reports import report_list
from models.rows.codes import ReportStatus
from models.rows.indicator_drafts import ValueDraft
from models.rows.report_checks import Mended, ReportCheck
from models.rows.reports import ReportLine
from models.rules.periods import parse_period
from tests.desktop.demo.made import demo_site
from tests.end_to_end.person import Person, labels
from tests.models.make import run
from views.events.page import EventsPage
from views.reports.page import ReportsPage

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(240),
]

Q4 = parse_period("2025-Q4")
CTRL = Qt.KeyboardModifier.ControlModifier


def arrange_two_faults(folder: Path) -> None:
    """The invented site, where the marks of an event and the state of a plan item were forgotten."""
    shutil.copytree(demo_site(date(2026, 3, 13)).paths.database.parent, folder)
    db = open_database(Paths.under(folder).database)
    for row in report_checks(db, Q4):
        if row.at is Mended.INDICATOR:
            set_indicator(db, row.record_id, Q4.code, ValueDraft(value=1), actor=head_of_site(db))
    (event,) = numbers(
        db,
        "SELECT e.id FROM event AS e JOIN event_stream AS s ON s.event_id = e.id "
        "WHERE e.held_on BETWEEN '2025-10-01' AND '2025-12-31' ORDER BY e.held_on, e.id LIMIT 1",
    )
    (item,) = numbers(
        db,
        "SELECT i.id FROM plan_item AS i JOIN event AS e ON e.plan_item_id = i.id "
        "WHERE i.due_to BETWEEN '2025-10-01' AND '2025-12-31' AND i.status = 'done' ORDER BY i.due_to, i.id LIMIT 1",
    )
    run(db, "DELETE FROM attendance WHERE event_id = ?", event)
    run(db, "UPDATE event SET total_external = 0 WHERE id = ?", event)
    run(db, "UPDATE plan_item SET status = 'in_progress' WHERE id = ?", item)
    assert [row.check for row in report_checks(db, Q4)] == [
        ReportCheck.EVENT_UNMARKED,
        ReportCheck.ITEM_WITHOUT_STATE,
    ]
    db.close()


def numbers(db: Database, sql: str) -> list[int]:
    with db.reading() as session:
        return [int(each) for each in session.connection().exec_driver_sql(sql).scalars()]


def versions(db: Database) -> list[ReportLine]:
    return [line for line in report_list(db) if line.period == Q4.code]


def go_to_finding(person: Person) -> None:
    """The section, F8, Enter: to where the next finding is mended."""
    page = person.go("reports")
    person.wake()
    person.keys(person.see(QAbstractItemView, "report-list", page), Qt.Key.Key_F8)
    person.keys(person.see(QAbstractItemView, "report-checks", page), Qt.Key.Key_Return)


def mark_next(person: Person) -> None:
    """«Присутствует» for whoever the keyboard stands on in the sheet of the event."""
    sheet = cast("EventsPage", person.page("events")).attendance.view
    person.keys(sheet, Qt.Key.Key_Space)


def test_from_a_draft_over_two_checks_to_approval_print_and_correction(
    open_session: Callable[[Path], Person], tmp_path: Path
) -> None:
    arrange_two_faults(tmp_path / "site")
    person = open_session(tmp_path / "site")
    db = person.db

    # Two findings keep the report from being approved; each is mended where F8 and Enter lead.
    go_to_finding(person)
    mark_next(person)
    go_to_finding(person)
    person.choose("status", "Выполнено", person.page("plan"))
    person.press("panel-save", person.page("plan"))
    assert report_checks(db, Q4) == []

    # A text is taken from the data, and a sentence of one's own is added.
    page = cast("ReportsPage", person.go("reports"))
    person.press("segment-text", page)
    person.choose("report-section", "Пояснение к мероприятиям", page)
    person.press("take-draft", page)
    text = person.see(QPlainTextEdit, "report-text", page)
    drafted = text.toPlainText()
    assert "мероприяти" in drafted
    person.write("report-text", f"{drafted} Итогами квартала довольны.", page)

    # Approved: figures, texts and files are frozen.
    person.agree("Утвердить")
    person.press("approve-report", page)
    person.settle()
    (approved,) = versions(db)
    assert approved.status is ReportStatus.APPROVED
    frozen = report_to_show(db, approved.id)
    assert frozen.texts["events"].endswith("Итогами квартала довольны.")
    folder = Paths.under(tmp_path / "site").attachments
    kept = kept_file(db, folder, approved.id, "pdf")
    assert kept is not None

    # Printed as it was frozen.
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.choose_printer = lambda _parent, _drawn, _current: printer
    person.qtbot.waitUntil(lambda: page.paper.drawn is not None and page.paper.drawn.pdf == kept)
    person.wake()
    person.keys(person.see(QAbstractItemView, "report-list", page), Qt.Key.Key_P, CTRL)
    assert len(pypdfium2.PdfDocument(tmp_path / "paper.pdf")) == len(pypdfium2.PdfDocument(kept))

    # One more participant is found afterwards: the report stays, its correction says what changed.
    person.go("events")
    mark_next(person)
    page = cast("ReportsPage", person.go("reports"))
    assert report_to_show(db, approved.id) == frozen
    person.press("correct-report", page)
    person.write("name-text", "Нашёлся лист регистрации")
    person.keys(person.see(QLineEdit, "name-text"), Qt.Key.Key_Return)
    assert [(line.version, line.status) for line in versions(db)] == [
        (2, ReportStatus.DRAFT),
        (1, ReportStatus.APPROVED),
    ]
    person.press("segment-changes", page)
    changes = page._side.changes.table
    person.qtbot.waitUntil(lambda: bool(changes.rows()))
    visits = frozen.totals.visits
    told = {line.title: line.what for line in changes.rows()}
    assert told["Посещений по спискам"] == f"{visits} → {visits + 1}"
    assert "Нашёлся лист регистрации" in labels(page)
    assert kept_file(db, folder, approved.id, "pdf") == kept
