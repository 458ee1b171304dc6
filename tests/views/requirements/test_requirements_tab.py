"""«Требования» of a stream: the matrix, its filters, decisions with a reason, what-if; today is 2 March 2026."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.certificate_issue import issue_lines
from models.rows.certificates import IssueLine
from models.rows.codes import RequirementKey
from models.rows.requirements import RequirementState
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database, run
from tests.models.queries.ready import ready_people
from tests.views.working import working
from views.places import InStream
from views.requirements.matrix_columns import matrix_columns, of
from views.requirements.tab import RequirementsTab
from views.theme import Mode, Theme
from views.widgets.buttons import Button
from views.workplace import Workplace

STREAM = 1


@dataclass
class Went:
    """Where the window was asked to go."""

    places: list[tuple[str, object]] = field(default_factory=list)

    def go(self, section: str, place: object) -> None:
        self.places.append((section, place))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Five people in a stream; two have done everything, the others lack a creative work and the report."""
    database = copied_database(tmp_path)
    arrange.fill_passport(database)
    ready_people(database, 2)
    yield database
    database.close()


@pytest.fixture
def went() -> Went:
    return Went()


@pytest.fixture
def workplace(db: Database, qapp: QApplication, tmp_path: Path, went: Went) -> Iterator[Workplace]:
    with working(db, Theme(qapp, mode=Mode.LIGHT), tmp_path, went.go) as place:
        yield place


@pytest.fixture
def tab(workplace: Workplace, qtbot: QtBot) -> RequirementsTab:
    made = RequirementsTab(workplace)
    qtbot.addWidget(made)
    made.resize(1340, 640)
    made.show()
    workplace.changes.reload_on(made.tables, made.reload)
    made.show_stream(STREAM)
    qtbot.waitUntil(lambda: len(made.model.rows()) == 5)
    return made


def press(tab: RequirementsTab, name: str, qtbot: QtBot) -> None:
    """The stops are made anew with every change: the button that is in sight by now."""

    def shown() -> list[Button]:
        return [each for each in tab.panel.route.findChildren(Button, name) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    shown()[0].click()


def cell(line: IssueLine, key: str) -> str:
    return next(column for column in matrix_columns() if column.key == key).text(line)


def type_reason(tab: RequirementsTab, reason: str) -> None:
    tab.panel.route.decision.form.set_typed({"reason": reason})


def test_the_matrix_says_who_is_ready_and_what_is_left(tab: RequirementsTab) -> None:
    assert [cell(line, "outcome") for line in tab.model.rows()] == ["можно выдавать"] * 2 + ["осталось: г, д"] * 3
    assert [cell(tab.model.rows()[2], key.value) for key in RequirementKey] == [
        "есть",
        "есть",
        "есть",
        "ещё нет",
        "ещё нет",
    ]


def test_a_filter_leaves_those_whom_something_is_missing(tab: RequirementsTab) -> None:
    tab.filters.choose_quick("report")
    assert len(tab.model.rows()) == 3
    tab.filters.choose_quick("ready")
    assert len(tab.model.rows()) == 2
    tab.filters.choose_quick("seminar")
    assert tab.model.rows() == []


def test_f8_goes_from_gap_to_gap(tab: RequirementsTab, qtbot: QtBot) -> None:
    tab.table.setFocus()
    found: list[tuple[int, int]] = []
    for _ in range(3):
        qtbot.keyClick(tab.table, Qt.Key.Key_F8)
        found.append((tab.table.currentIndex().row(), tab.table.currentIndex().column()))
    assert found == [(2, 4), (2, 5), (3, 4)]


def test_by_the_keyboard_alone_from_a_gap_to_where_it_is_mended(tab: RequirementsTab, qtbot: QtBot, went: Went) -> None:
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_F8)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.focusWidget().objectName() == "matrix-mend-creative-0")
    qtbot.keyClick(tab.focusWidget(), Qt.Key.Key_Space)
    person = tab.model.rows()[2].person_id
    assert went.places == [("programs", InStream(STREAM, "works", person))]


def test_a_decision_asks_for_its_reason_marks_the_stop_and_can_be_taken_back(
    tab: RequirementsTab, db: Database, qtbot: QtBot
) -> None:
    tab.table.select(lambda line: line.enrollment_id == 3)
    tab.table.opened.emit(tab.table.current_row())
    press(tab, "matrix-decide-report", qtbot)
    tab.panel.route.decision.save()
    assert tab.panel.route.decision.isVisible(), "without a reason nothing is decided"
    type_reason(tab, "Отчёт защищён устно, протокол № 3")
    tab.panel.route.decision.save()
    qtbot.waitUntil(lambda: of(tab.model.rows()[2], RequirementKey.REPORT).state is RequirementState.DECIDED)
    assert cell(tab.model.rows()[2], "report") == "засчитано"
    assert cell(tab.model.rows()[2], "outcome") == "осталось: г"
    press(tab, "matrix-undecide-report", qtbot)
    qtbot.waitUntil(lambda: not of(tab.model.rows()[2], RequirementKey.REPORT).is_met)
    assert undo_last(db, actor=HEAD)
    report = of(issue_lines(db, STREAM)[2], RequirementKey.REPORT)
    assert report.decision is not None
    assert report.decision.reason == "Отчёт защищён устно, протокол № 3"


def test_what_if_names_who_would_be_ready_and_writes_nothing(tab: RequirementsTab, db: Database, qtbot: QtBot) -> None:
    run(db, "UPDATE attendance SET state = 'absent' WHERE person_id = 2 AND event_id = 3")
    qtbot.waitUntil(lambda: cell(tab.model.rows()[1], "outcome") == "осталось: в")
    tab.suppose()
    qtbot.waitUntil(lambda: tab.what_if.answer.text() == "Сейчас готовы 1 из 5")
    practice = next(each.id for each in tab.what_if.formats.values() if each.title == "практическое занятие")
    tab.what_if.fields.set_typed({"format": practice, "day": "20.05.2026"})
    tab.what_if.add_button.click()
    told = "Если провести практическое занятие 20 мая, готовы 2 из 5"
    qtbot.waitUntil(lambda: tab.what_if.answer.text().replace("\N{NO-BREAK SPACE}", " ") == told)
    assert len(issue_lines(db, STREAM)) == 5
    assert sum(line.is_ready for line in issue_lines(db, STREAM)) == 1


def test_a_card_leads_to_the_row_of_its_person(tab: RequirementsTab, qtbot: QtBot) -> None:
    tab.show_person(4)
    row = tab.table.current_row()
    assert row is not None
    assert row.person_id == 4


def test_the_people_of_another_stream_are_gone_at_once(tab: RequirementsTab) -> None:
    tab.show_stream(STREAM + 1)
    assert tab.model.rows() == []
