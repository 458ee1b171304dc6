"""«Работы» of a stream: creative works in groups, final works that are tried out first, reports, portfolios."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.commands.attachments import attach_file
from models.database import Database
from models.queries.works import stream_works
from models.rows.attachments import FinalWorkPlace, NewFile
from models.rows.codes import CreativeWorkKind, SubmissionState
from models.rows.works import TraineeWorks
from tests.models.commands import arrange_works
from tests.models.make import HEAD
from tests.views.trainees.arrange import Said
from tests.views.works.conftest import Group
from views.workplace import Workplace
from views.works.works_tab import WorksTab


@pytest.fixture
def tab(workplace: Workplace, group: Group, qtbot: QtBot) -> WorksTab:
    made = WorksTab(workplace)
    qtbot.addWidget(made)
    made.resize(1158, 620)
    made.show()
    made.show_stream(group.stream_id)
    return made


def first(db: Database, group: Group) -> TraineeWorks:
    return stream_works(db, group.stream_id)[0]


def test_a_work_of_two_becomes_a_project_of_a_group(tab: WorksTab, db: Database, group: Group, qtbot: QtBot) -> None:
    tab.primary_new()
    tab.creative.fields.set_typed({"title": "Речевая среда группы"})
    tab.creative.members.set_value(group.places[:2])
    tab.creative.members.edited.emit()
    tab.creative.save()
    qtbot.waitUntil(lambda: bool(first(db, group).creative))
    (work,) = first(db, group).creative
    assert work.kind is CreativeWorkKind.GROUP_PROJECT
    assert work.members == "Агапова М., Бурова М."
    assert stream_works(db, group.stream_id)[1].creative == (work,)


def test_a_final_work_is_not_accepted_before_it_was_tried_out(
    tab: WorksTab, db: Database, group: Group, qtbot: QtBot
) -> None:
    tab.open_work("final")
    form = tab.final.fields
    form.set_typed({"title": "Игры с песком", "state": SubmissionState.ACCEPTED, "self_analysis": "Удалось"})
    tab.final.save()
    assert "апробации" in form.problem_of("approbation_on")
    form.set_typed({"approbation_on": "05.02.2026"})
    tab.final.save()
    qtbot.waitUntil(lambda: first(db, group).final is not None)
    final = first(db, group).final
    assert final is not None
    assert final.accepted_on == db.today()


def test_a_report_is_accepted_and_removed_again(tab: WorksTab, db: Database, group: Group, qtbot: QtBot) -> None:
    tab.open_work("report")
    tab.report.fields.set_typed({"submitted_on": "10.02.2026", "accepted_on": "11.02.2026"})
    tab.report.save()
    qtbot.waitUntil(lambda: first(db, group).report is not None)
    qtbot.waitUntil(tab.report.remove_button.isVisible)
    tab.report.remove_button.click()
    qtbot.waitUntil(lambda: first(db, group).report is None)


def test_her_card_leads_to_her_row(tab: WorksTab, db: Database, group: Group) -> None:
    third = stream_works(db, group.stream_id)[2]
    tab.show_person(third.person_id)
    assert tab.table.current_row() == third


def test_the_portfolio_goes_into_a_folder_that_names_nobody(
    tab: WorksTab, db: Database, group: Group, tmp_path: Path, workplace: Workplace, said: Said, qtbot: QtBot
) -> None:
    work_id = arrange_works.final_work(db, group.places[0])
    file = NewFile(b"%PDF-1.4 work", name="Агапова.pdf")
    attach_file(db, workplace.attachments, file, place=FinalWorkPlace(work_id), actor=HEAD)
    tab.choose_folder = lambda _parent, _beginning: tmp_path
    tab.folder_button.click()
    target = tmp_path / f"portfolio-{group.places[0]:04}"
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert sorted(path.name for path in target.iterdir()) == ["itogovaya-rabota-01-1.pdf", "portfolio.pdf"]
    qtbot.waitUntil(lambda: "Папка портфолио записана" in said.last)
