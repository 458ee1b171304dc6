"""From a programme to a certificate, on real widgets and a real file.

A programme is made by the example and approved, two people study by it, one of them does everything that is asked: her
requirements are met, she gets a certificate, and what is printed on it is read back by other programs.
"""

import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import cast

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from models.queries.certificate_issue import issue_lines
from models.queries.diagnostics import diagnostic_grid
from models.queries.integrity import check_database
from models.queries.programs import program_lines
from models.queries.routes import stream_routes
from models.rows.certificates import IssueLine
from models.rows.codes import ProgramStatus
from tests.end_to_end.first_steps import add_head, fill_passport, open_list
from tests.end_to_end.person import Person, labels, save_paper, stand_on, stroke
from tests.models.make import count
from views.programs.page import ProgramsPage
from views.widgets.choice import ChoiceField
from views.works.works_tab import WorksTab

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(480),
]

Run = Callable[..., CompletedProcess[str]]

HEADINGS = ("ФИО", "Должность", "Организация", "Муниципалитет")
GARDEN, UNIT = "Детский сад № 17 «Ромашка»", "Чугуевский МО"
DILIGENT, IDLE = "Вавилина Ольга Игоревна", "Дубинина Вера Львовна"
IN_DATIVE = "Вавилиной Ольге Игоревне"
STREAM, HEAD = "Поток 1", "Заречная"
BEGAN = 7
"""So many days ago the stream began."""
EVENTS = (
    ("Играем словами", "семинар", 5),
    ("Карточка-подсказка", "мастер-класс", 4),
    ("Проба в группе", "стажёрская проба", 3),
)
"""Title, format and how many days ago."""


def make_program(person: Person) -> None:
    """By the example, with an assignment of its own; approved."""
    page = person.go("programs")
    person.press("program-new", page)
    person.press("program-example")
    person.press("segment-assignments", page)
    page.primary_new()
    person.write("title", "Карта дефицитов с примером", page)
    person.press("panel-save", page)
    person.press("program-approve", page)
    dialog = person.see(QWidget, "approve-dialog")
    person.write("by", "приказ № 61", dialog)
    person.press("approve-act", dialog)
    [line] = program_lines(person.db)
    assert line.status is ProgramStatus.APPROVED


def open_stream(person: Person) -> None:
    page = person.go("trainees")
    person.press("open-streams", page)
    person.press("add-stream", page)
    panel = person.see(QWidget, "stream-panel", page)
    today = person.db.today()
    person.write("starts_on", f"{today - timedelta(days=BEGAN):%d.%m.%Y}", panel)
    person.write("ends_on", f"{today + timedelta(days=30):%d.%m.%Y}", panel)
    person.press("panel-save", panel)
    assert person.told == f"Поток «{STREAM}» открыт"


def take_in(person: Person, file: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEADINGS, *((name, "воспитатель", GARDEN, UNIT) for name in (DILIGENT, IDLE))):
        sheet.append(list(line))
    book.save(file)
    person.go("trainees").show_place(None)
    person.settle()
    page = open_list(person, file)
    person.choose("import-stream", f"В поток «{STREAM}»", page)
    person.press("import-load", page)
    assert "в поток зачислено 2" in person.told
    person.press("done-list", page)


def hold_events(person: Person) -> None:
    """One is there each time, the other never."""
    page = person.go("events")
    for title, kind, days_ago in EVENTS:
        person.press("event-new", page)
        panel = person.see(QWidget, "event-panel", page)
        person.write("title", title, panel)
        person.write("held_on", f"{person.db.today() - timedelta(days=days_ago):%d.%m.%Y}", panel)
        person.choose("format_id", kind, panel)
        leader = person.see(ChoiceField, "leader_id", panel)
        leader.setFocus()
        while not leader.currentText().startswith(HEAD):
            stroke(leader, Qt.Key.Key_Down)
        person.press("panel-save", panel)
        assert person.told == f"Мероприятие «{title}» записано."
        log = person.see(QAbstractItemView, "events-table", page)
        stand_on(log, title)
        person.keys(log, Qt.Key.Key_Return)
        marks = person.see(QAbstractItemView, "attendance-sheet", page)
        stroke(marks, Qt.Key.Key_Space, " ")
        stroke(marks, Qt.Key.Key_unknown, "н")
        person.settle()
        person.press("attendance-done", page)
    assert count(person.db, "attendance") == len(EVENTS) * 2


def room(person: Person, tab: str) -> ProgramsPage:
    """A tab of the stream's room."""
    page = person.go("programs")
    assert isinstance(page, ProgramsPage)
    page.show_place(None)
    streams = person.see(QAbstractItemView, "program-streams", page)
    stand_on(streams, STREAM)
    person.keys(streams, Qt.Key.Key_Return)
    person.press(f"segment-{tab}", page)
    return page


def diagnose(person: Person, stream_id: int) -> None:
    """Her first competence is scored 1, and is to be worked on."""
    page = room(person, "diagnostics")
    scores = person.see(QAbstractItemView, "scores", page)
    scores.setFocus()
    stroke(scores, Qt.Key.Key_unknown, "1")
    person.settle()
    person.keys(scores, Qt.Key.Key_Left)
    stroke(scores, Qt.Key.Key_unknown, "д")
    person.settle()
    [(_place, score)] = diagnostic_grid(person.db, stream_id).cells.items()
    assert (score.tutor_score, score.is_deficit) == (1, True)


def make_routes(person: Person, stream_id: int) -> None:
    page = room(person, "routes")
    person.press("routes-make", page)
    assert [(line.steps, line.uncovered) for line in stream_routes(person.db, stream_id).lines] == [(1, 0), (0, 0)]


def accept_tasks(person: Person) -> None:
    page = room(person, "assignments")
    grid = person.see(QAbstractItemView, "submissions-grid", page)
    grid.setFocus()
    stroke(grid, Qt.Key.Key_unknown, "п")
    person.settle()
    assert count(person.db, "submission") == 1


def accept_works(person: Person) -> None:
    """A creative work alone, and a report."""
    page = room(person, "works")
    person.press("work-new", page)
    panel = person.see(QWidget, "creative-work-panel", page)
    person.write("title", "Картотека речевых игр", panel)
    person.choose("state", "принято", panel)
    person.press("panel-save", panel)
    person.press("panel-close", panel)
    tab = page.stream.tabs.tab
    assert isinstance(tab, WorksTab)
    # Off the screen no shortcut of a row arrives.
    next(action for action in tab.table.actions() if action.text() == "Отчёт").trigger()
    today = f"{person.db.today():%d.%m.%Y}"
    person.write("submitted_on", today, tab.report)
    person.write("accepted_on", today, tab.report)
    person.press("panel-save", tab.report)


def standing(person: Person, stream_id: int) -> dict[str, IssueLine]:
    return {line.name: line for line in issue_lines(person.db, stream_id)}


def look_at_requirements(person: Person, stream_id: int) -> None:
    """The matrix says who is ready, and what the other lacks."""
    page = room(person, "requirements")
    table = person.see(QAbstractItemView, "requirements-table", page)
    person.qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    lines = standing(person, stream_id)
    assert [lines[name].is_ready for name in (DILIGENT, IDLE)] == [True, False]
    assert sum(each.is_met for each in lines[IDLE].requirements) == 0
    stand_on(table, IDLE.split(maxsplit=1)[0])
    person.keys(table, Qt.Key.Key_Return)
    assert "Ещё 1 семинар: пока не запланировано" in labels(page)


def issue(person: Person, target: Path) -> str:
    """The certificate of whoever is ready; gives what stands on its page."""
    page = person.go("certificates")
    person.press("certificates-issue", page)
    person.press("issue", page)
    assert person.told == "Подготовлено: 1\u00a0сертификат. Напечатайте и вручите их."
    register = person.see(QAbstractItemView, "certificates-table", page)
    assert register.model().rowCount() == 1
    register.setCurrentIndex(register.model().index(0, 0))
    next(action for action in register.actions() if action.text() == "Напечатать…").trigger()
    return save_paper(person, target)


def code_of(paper: Path) -> str:
    """The QR of a printed page at 150 dpi, as an independent decoder reads it."""
    picture = paper.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(paper), str(picture)], check=True)
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", f"{picture}.png"],
        capture_output=True,
        check=True,
        encoding="ascii",
    )
    return done.stdout.strip()


def test_from_a_programme_by_the_example_to_a_certificate_that_others_verify(
    open_session: Callable[[Path], Person], marshrut: Run, tmp_path: Path
) -> None:
    site, paper = tmp_path / "площадка", tmp_path / "certificate.pdf"
    person = open_session(site)
    fill_passport(person)
    add_head(person)
    make_program(person)
    open_stream(person)
    take_in(person, tmp_path / "list.xlsx")
    hold_events(person)
    stream_id = 1
    diagnose(person, stream_id)
    make_routes(person, stream_id)
    accept_tasks(person)
    accept_works(person)
    look_at_requirements(person, stream_id)

    printed = issue(person, paper)

    assert IN_DATIVE in printed
    assert "12" in printed
    assert "удостоверение" not in printed.casefold()
    told = cast("dict[str, object]", json.loads(verified(marshrut, code_of(paper), site).stdout))
    assert told["verdict"] == "genuine"
    assert cast("dict[str, object]", told["certificate"])["name"] == IN_DATIVE
    assert check_database(person.db) == []


def verified(marshrut: Run, code: str, site: Path) -> CompletedProcess[str]:
    done = marshrut("verify-certificate", code, "--data", site, "--json")
    assert done.returncode == 0, done.stderr
    return done
