"""«Уничтожить данные…» from the panel of a card: by keyboard, with the act at the end (issue «Trainees», build 5)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models import destroyed
from models.commands.report_life import ENDINGS, approve_report
from models.commands.reports import begin_report, save_report_text
from models.database import Database
from models.queries.personal_acts import acts, destruction_act
from models.queries.report_versions import kept_file, report_to_approve
from models.rows.codes import ActKind
from models.rules.periods import parse_period
from tests.models.commands import arrange
from tests.models.make import HEAD, count, make_event, make_person, run
from tests.views.stage import press, type_text
from tests.views.trainees.arrange import Said, known_people
from views.drafts import keep_drafts, kept_drafts
from views.papers.offer import PaperWindow
from views.trainees.destroying import DestroyingDialog, open_destroying
from views.trainees.page import TraineesPage
from views.workplace import Workplace

NAME = "Фонвизинская Любава Егоровна"
SURNAME = "Фонвизинская"


@pytest.fixture
def person(db: Database) -> int:
    arrange.fill_passport(db)
    leader = make_person(db, last_name="Петрова")
    known_people(db, NAME)
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT id FROM person WHERE last_name = ?", (SURNAME,))
        person_id = int(found.scalar_one())
    event = make_event(db, leader_id=leader)
    run(
        db, "UPDATE event SET description = ?, outcome = ? WHERE id = ?", f"Вела {SURNAME}", "Фонвизинская О. И.", event
    )
    return person_id


@pytest.fixture
def dialog(workplace: Workplace, page: TraineesPage, person: int, qtbot: QtBot) -> Iterator[DestroyingDialog]:
    made = open_destroying(workplace, person, ActKind.DESTROYED, page)
    qtbot.waitUntil(lambda: SURNAME in made._who.text(), timeout=10_000)
    yield made
    for window in page.findChildren(PaperWindow):
        window.done(0)


def sign(dialog: DestroyingDialog) -> None:
    basis = dialog.form.editor("basis")
    basis.setFocus()
    type_text(basis, f"заявление {SURNAME}")
    dialog._other.setFocus()
    type_text(dialog._other, "Ким Ольга Ивановна")
    dialog.act.setFocus()
    press(dialog.act, Qt.Key.Key_Space)


def approved_report(db: Database, folder: Path) -> int:
    """An approved report that names her in a text."""
    period = parse_period("2026-Q1")
    save_report_text(db, period, "events", f"Вела {SURNAME}", actor=HEAD)
    report_id = begin_report(db, period, actor=HEAD)
    ready = report_to_approve(db, report_id, date(2026, 3, 2))
    approve_report(db, folder, ready, dict.fromkeys(ENDINGS, b"drawn before"), actor=HEAD)
    return report_id


def test_it_is_opened_from_the_panel_by_keyboard(page: TraineesPage, person: int, qtbot: QtBot):
    page.people.reload()
    page.open_person(person)
    page.panel.more.setFocus()
    press(page.panel.more, Qt.Key.Key_Space)
    menu = page.panel.findChild(QMenu, "person-more-menu")
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Обезличить…", "Уничтожить данные…"]
    menu.actions()[1].trigger()
    made = page.findChild(DestroyingDialog)
    assert made is not None
    assert made.windowTitle() == "Уничтожить данные?"
    qtbot.waitUntil(lambda: SURNAME in made._who.text(), timeout=10_000)
    made.reject()


def test_the_safe_answer_is_the_default(dialog: DestroyingDialog):
    assert dialog.safe.isDefault()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_namesake_is_not_ticked_and_she_is(dialog: DestroyingDialog):
    ticks = {tick.text().split("…")[1]: tick.isChecked() for _mention, tick in dialog._mentions}
    assert ticks == {f"Вела {SURNAME}": True, "Фонвизинская О. И.": False}


def test_nothing_happens_without_a_basis_and_a_commission(dialog: DestroyingDialog, db: Database):
    press(dialog.act, Qt.Key.Key_Space)
    assert dialog.isVisible()
    assert dialog.form.problem_of("basis")
    assert dialog._unsigned.text()
    assert acts(db) == []


def test_signed_it_is_done_cleaned_and_offered_to_print(
    dialog: DestroyingDialog,
    workplace: Workplace,
    page: TraineesPage,
    person: int,
    db: Database,
    said: Said,
    tmp_path: Path,
    qtbot: QtBot,
    qapp: QApplication,
):
    keep_drafts(tmp_path, "person", {person: {"last_name": SURNAME}})
    report = approved_report(db, workplace.attachments)
    sign(dialog)
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperWindow)), timeout=20_000)
    assert said.notices[-1].text == "Данные уничтожены."
    assert kept_drafts(tmp_path, "person") == {}
    (act,) = acts(db)
    paper = destruction_act(db, act.id)
    assert SURNAME not in act.basis
    assert [member.name for member in paper.members] == ["Ким Ольга Ивановна"]
    assert {"фамилия, имя, отчество", "упоминания в других записях"} <= {item.title for item in paper.items}
    assert not destroyed.known(tmp_path).unfinished
    assert count(db, "personal_data_event") >= 1
    with db.reading() as session:
        texts = session.connection().exec_driver_sql("SELECT description, outcome FROM event").one()
    assert tuple(texts) == (f"Вела С-{person:05d}", "Фонвизинская О. И.")
    (window,) = page.findChildren(PaperWindow)
    assert window.windowTitle() == "Акт № 1"
    assert workplace.jobs.awaited == ["Рисуем утверждённые отчёты без имени"]
    qtbot.waitUntil(lambda: not workplace.jobs.busy, timeout=20_000)
    anew = kept_file(db, workplace.attachments, report, "pdf")
    assert anew is not None
    assert anew.startswith(b"%PDF-")


def test_a_member_of_the_team_is_not_destroyed(workplace: Workplace, page: TraineesPage, db: Database, qtbot: QtBot):
    leader = make_person(db, last_name="Арсеньева")
    columns = "person_id, role_id, starts_on, created_at, updated_at"
    run(db, f"INSERT INTO role_assignment ({columns}) VALUES (?, 1, ?, '', '')", leader, "2026-01-01")
    made = open_destroying(workplace, leader, ActKind.DEPERSONALISED, page)
    qtbot.waitUntil(lambda: "Арсеньева" in made._who.text(), timeout=10_000)
    sign(made)
    assert made.isVisible()
    assert acts(db) == []
    made.reject()
