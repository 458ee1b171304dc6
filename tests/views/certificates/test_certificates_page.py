"""«Сертификаты» as a person works there: issued to a stream, printed, handed over, doubled, annulled, checked."""

from multiprocessing import active_children
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exports.registry import paper_bytes
from models.commands.events import mark_attendance
from models.commands.site import assign_role
from models.database import Database
from models.queries.certificates import certificate_line, certificate_list, emblem_hash, numbering, signers, site_keys
from models.queries.certificates_print import certificate_paper
from models.rows.certificates import CertificateFilter
from models.rows.codes import CertificateState, Presence
from models.rows.events import Mark
from models.rows.site import RoleDraft
from models.rules.certificate_text import pack, unpack
from tests.models.commands import arrange
from tests.models.commands.issuing import STREAM, issue, keys_of
from tests.models.make import HEAD, run
from tests.views.stored import settle
from tests.views.widgets.keys import type_text
from views.certificates.page import CertificatesPage
from views.jobs import Job
from views.papers.offer import PaperWindow
from views.places import IssueTo, OneCard, Place
from views.widgets.choice import ChoiceField
from views.widgets.fields import MultilineField, TextField
from views.widgets.form import Form
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def write(form: Form, key: str, text: str) -> None:
    field = form.editor(key)
    assert isinstance(field, TextField | MultilineField)
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def choose(form: Form, key: str, value: object) -> None:
    field = form.editor(key)
    assert isinstance(field, ChoiceField)
    field.set_value(value)
    field.edited.emit()


def listed(page: CertificatesPage) -> list[str]:
    return [f"{row.number} {row.state.label}" for row in page.register.table.rows()]


def put_on(page: CertificatesPage, certificate_id: int) -> None:
    page.register.select(certificate_id)
    page.register.take_focus()


def issued(page: CertificatesPage, db: Database, places: list[int]) -> tuple[int, ...]:
    ids = issue(db, *places)
    page.register.reload()
    put_on(page, ids[0])
    return ids


# Issue


def test_a_stream_gets_its_certificates_by_the_keyboard_alone(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, said: list[str]
) -> None:
    page.primary_new()
    room = page.issuing
    room.show_stream(STREAM)
    room.take_focus()
    assert [line.is_ready for line in room.table.rows()] == [True, True, True, False, False]
    assert room.issue_button.text() == "Выдать 3\xa0сертификата"
    QTest.keyClick(room.table, Qt.Key.Key_Home)
    QTest.keyClick(room.table, Qt.Key.Key_Space)
    assert room.issue_button.text() == "Выдать 2\xa0сертификата"
    write(room.form, "first_no", "18")
    room.issue_button.setFocus()
    QTest.keyClick(room.issue_button, Qt.Key.Key_Space)
    settle(qtbot, workplace)
    assert listed(page) == ["19/2026 подготовлен", "18/2026 подготовлен"]
    assert said[-1] == "Подготовлено: 2\xa0сертификата. Напечатайте и вручите их."
    assert site_keys(db)[0].retired_on is None


def test_who_is_not_ready_says_why_and_cannot_be_ticked(
    page: CertificatesPage, gone: list[tuple[str, object]], db: Database
) -> None:
    page.show_place(IssueTo(STREAM))
    table = page.issuing.table
    table.select(lambda line: not line.is_ready)
    line = table.current_row()
    assert line is not None
    assert "г) Нет ни работы в творческой группе" in line.why_not
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert len(page.issuing.chosen()) == 3
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert gone == [("trainees", OneCard(line.person_id))]


def test_with_nobody_ticked_the_button_says_why(page: CertificatesPage) -> None:
    page.show_place(Place.NEW)
    room = page.issuing
    room.show_stream(STREAM)
    for line in room.table.rows():
        room.model.ticked.emit(line, False)
    assert room.issue_button.blocked
    room.issue()
    assert room.chosen() == []


def test_a_refused_issue_is_told_and_gives_no_number(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, said: list[str], places: list[int]
) -> None:
    issue(db, places[0])
    keys_of(db).drop(site_keys(db)[0].name)
    page.show_place(IssueTo(STREAM))
    page.issuing.issue()
    settle(qtbot, workplace)
    assert said[-1].startswith("Ключа, которым площадка подписывает сертификаты")
    assert numbering(db, 2026).next_no == 2
    assert not page.issuing.issue_button.blocked


def test_escape_leads_back_to_the_list(page: CertificatesPage) -> None:
    page.show_place(IssueTo(STREAM))
    assert page.heading == "Выдача сертификатов"
    QTest.keyClick(page.issuing, Qt.Key.Key_Escape)
    assert page.heading == "Сертификаты"


# The list


def test_certificates_are_handed_over_and_that_is_taken_back(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int], said: list[str]
) -> None:
    issued(page, db, places)
    page.register.table.selectAll()
    page.tasks.hand_chosen()
    settle(qtbot, workplace)
    assert listed(page) == ["3/2026 выдан", "2/2026 выдан", "1/2026 выдан"]
    assert said[-1] == "3\xa0сертификата вручены."


def test_the_name_is_put_right_before_it_is_handed_over(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int]
) -> None:
    (id_, *_others) = issued(page, db, places)
    QTest.keyClick(page.register.table, Qt.Key.Key_Return)
    write(page.panel.fields, "name_dative", "Абрикосовой Марии Львовне")
    page.panel.save()
    settle(qtbot, workplace)
    paper = certificate_paper(db, [id_], attachments=db.path.parent)
    assert paper.pages[0].name == "Абрикосовой Марии Львовне"
    assert not page.panel.is_open


def test_a_certificate_is_annulled_with_a_reason_after_a_question(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int]
) -> None:
    (id_, *_others) = issued(page, db, places)
    asked: list[str] = []
    page.panel.sure = lambda *_args, question, **_said: bool(asked.append(question)) or True
    row = page.register.current()
    assert row is not None
    page.panel.annul(row)
    page.panel.save()
    assert asked == []
    write(page.panel.fields, "reason", "Описка")
    page.panel.save()
    settle(qtbot, workplace)
    assert asked == ["Аннулировать сертификат № 1/2026?"]
    line = certificate_line(db, id_)
    assert line is not None
    assert (line.state, line.annul_reason) == (CertificateState.ANNULLED, "Описка")


def test_a_duplicate_is_asked_for_and_stands_under_the_cursor(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int]
) -> None:
    issued(page, db, places[:1])
    page.tasks.hand_chosen()
    settle(qtbot, workplace)
    page.tasks.sure = lambda *_args, **_said: True
    next(action for action in page.register.table.actions() if action.text() == "Выдать дубликат").trigger()
    settle(qtbot, workplace)
    assert listed(page) == ["2/2026 подготовлен", "1/2026 выдан"]


def test_a_line_of_the_paper_book_is_keyed_in_and_taken_out(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database
) -> None:
    person = arrange.person(db, "Прежняя")
    page.write_paper()
    form = page.panel.fields
    choose(form, "stream_id", STREAM)
    choose(form, "person_id", person)
    for key, text in (("reg_no", "17"), ("hours", "36"), ("issue_date", "20.01.2026")):
        write(form, key, text)
    page.panel.save()
    settle(qtbot, workplace)
    assert listed(page) == ["17/2026 выдан"]
    put_on(page, certificate_list(db)[0].id)
    QTest.keyClick(page.register.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert certificate_list(db) == []


def test_the_list_is_narrowed_by_state_year_and_name(page: CertificatesPage, db: Database, places: list[int]) -> None:
    issued(page, db, places)
    bar = page.register.bar
    bar.choose_quick(CertificateState.ISSUED.value)
    assert listed(page) == []
    bar.reset()
    bar.search.setText("вишня")
    bar.search.returnPressed.emit()
    assert [row.name for row in certificate_list(db, CertificateFilter(text="вишня"))] == ["Вишня Мария"]


# Paper


def test_the_pages_are_shown_as_they_will_come_out(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int]
) -> None:
    issued(page, db, places)
    page.register.table.selectAll()
    page.tasks.print_chosen()
    window = page.window().findChild(PaperWindow)
    assert window is not None
    qtbot.waitUntil(lambda: window.preview.pages == 3, timeout=20_000)
    window.reject()
    settle(qtbot, workplace)


def batch(page: CertificatesPage, qtbot: QtBot, workplace: Workplace, folder: Path) -> None:
    page.printing.choose_folder = lambda _parent, _beginning: folder
    page.register.table.selectAll()
    page.tasks.save_chosen()


def test_a_batch_is_written_while_attendance_is_marked(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int], tmp_path: Path
) -> None:
    issued(page, db, places)
    event = arrange.event(db, 1)
    order: list[str] = []
    before = set(active_children())
    batch(page, qtbot, workplace, tmp_path)
    (drawing,) = [job for job in workplace.jobs._running if job.awaited_as == "Рисуем сертификаты"]
    drawing.finished.connect(lambda: order.append("drawn"))
    marking = Job(lambda _progress: mark_attendance(db, event, [Mark(1, Presence.PRESENT)], actor=HEAD))
    marking.done.connect(lambda _result: order.append("marked"))
    workplace.jobs.start(marking)
    # Drawn in this process, the pages would hold the interpreter and so the window.
    qtbot.waitUntil(lambda: bool(set(active_children()) - before), timeout=20_000)
    settle(qtbot, workplace)
    assert order == ["marked", "drawn"]
    (folder,) = [path for path in tmp_path.iterdir() if path.name.startswith("Сертификаты")]
    assert folder.name == "Сертификаты 2026-0001…2026-0003"
    assert sorted(path.name for path in folder.iterdir()) == [
        "Сертификат 2026-0001.pdf",
        "Сертификат 2026-0002.pdf",
        "Сертификат 2026-0003.pdf",
        "Сертификаты, все подряд.pdf",
    ]
    assert "Вишне" in PdfReader(folder / "Сертификат 2026-0003.pdf").pages[0].extract_text()


def test_a_batch_that_is_stopped_leaves_nothing(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int], tmp_path: Path
) -> None:
    issued(page, db, places)
    target = tmp_path / "out"
    target.mkdir()
    batch(page, qtbot, workplace, target)
    (drawing,) = [job for job in workplace.jobs._running if job.awaited_as == "Рисуем сертификаты"]
    drawing.stop()
    settle(qtbot, workplace)
    assert list(target.iterdir()) == []
    assert len(certificate_list(db)) == 3


# Form and key


def test_signers_are_chosen_and_the_emblem_too(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, tmp_path: Path
) -> None:
    head = arrange.person(db, "Подписная")
    assign_role(db, RoleDraft(person_id=head, role_id=1, starts_on=db.today()), actor=HEAD)
    page.show_form()
    room = page.form
    choose(room.form, "person_1", head)
    room.save()
    assert signers(db) == ()
    write(room.form, "position_1", "Заведующий")
    room.save()
    settle(qtbot, workplace)
    assert [(each.person_id, each.position) for each in signers(db)] == [(head, "Заведующий")]
    picture = tmp_path / "emblem.png"
    Image.new("RGBA", (80, 80), "teal").save(picture)
    room.choose_files = lambda *_args, **_said: [picture]
    room.emblem_button.click()
    settle(qtbot, workplace)
    assert emblem_hash(db) is not None
    assert not room.emblem.pixmap().isNull()


def test_the_public_key_is_written_for_others_and_a_new_one_is_made(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int], tmp_path: Path
) -> None:
    issue(db, places[0])
    page.show_form()
    room = page.form
    target = tmp_path / "site.pub"
    room.choose_target = lambda *_args: target
    room.export_button.click()
    former = site_keys(db)[0]
    assert target.read_text() == former.public_key
    room.sure = lambda *_args, **_said: True
    room.renew_button.click()
    settle(qtbot, workplace)
    assert site_keys(db)[1].name == former.name
    keys_of(db).drop(site_keys(db)[0].name)
    room.reload()
    assert "на этом компьютере нет" in room.key_told.text()


# The check


def scan(db: Database, id_: int, target: Path) -> str:
    paper = certificate_paper(db, [id_], attachments=db.path.parent)
    page = pypdfium2.PdfDocument(paper_bytes("certificate", "pdf", paper))[0]
    page.render(scale=150 / 72).to_pil().save(target)
    return paper.pages[0].code


def test_a_dropped_scan_is_told_to_be_genuine(
    page: CertificatesPage, qtbot: QtBot, workplace: Workplace, db: Database, places: list[int], tmp_path: Path
) -> None:
    (id_, *_others) = issued(page, db, places)
    scan(db, id_, tmp_path / "scan.png")
    page.show_check()
    assert page.take_files([tmp_path / "scan.png"])
    settle(qtbot, workplace)
    assert page.check.chip.text == "подлинный"
    assert "Кому: Абрикосовой Марии" in page.check.told.text()


def test_a_pasted_code_that_was_changed_is_told_to_be_forged(
    page: CertificatesPage, db: Database, places: list[int], said: list[str], tmp_path: Path
) -> None:
    (id_, *_others) = issued(page, db, places)
    packed = unpack(scan(db, id_, tmp_path / "scan.png"))
    page.show_check()
    page.check.text.set_value(pack(packed.text.replace("12 ч", "72 ч"), packed.signature))
    page.check.check()
    assert page.check.chip.text == "не подлинный"
    page.check.text.set_value("это не код")
    page.check.check()
    assert said[-1].startswith("Здесь нет кода сертификата")


def test_another_sites_certificate_needs_its_key(
    page: CertificatesPage, db: Database, places: list[int], tmp_path: Path
) -> None:
    (id_, *_others) = issued(page, db, places)
    code = scan(db, id_, tmp_path / "scan.png")
    (tmp_path / "other.pub").write_text(site_keys(db)[0].public_key)
    with db.writing(action="Чужой", actor=HEAD) as session:
        session.connection().exec_driver_sql("DELETE FROM signing_key")
    page.show_check()
    page.check.text.set_value(code)
    page.check.check()
    assert page.check.chip.text == "подписан другим ключом"
    assert page.take_files([tmp_path / "other.pub"])
    page.check.check()
    assert page.check.chip.text == "подлинный"


def test_every_room_is_gone_round_by_f6(page: CertificatesPage) -> None:
    for show in (page.show_issue, page.show_form, page.show_check, page.show_list):
        show()
        assert all(isinstance(area, QWidget) for area in page.areas())
        assert page.areas()


def test_marks_made_elsewhere_are_not_counted_before_the_issue_is_in_sight_again(
    page: CertificatesPage, workplace: Workplace, db: Database, places: list[int], qtbot: QtBot
) -> None:
    page.show_place(IssueTo(STREAM))
    page.hide()
    issue(db, places[0])
    settle(qtbot, workplace)
    assert not any(line.certificate for line in page.issuing.table.rows())
    page.show()
    assert any(line.certificate for line in page.issuing.table.rows())


def test_a_line_of_who_withdrew_her_consent_is_not_copied(
    page: CertificatesPage, workplace: Workplace, db: Database, places: list[int], qtbot: QtBot
) -> None:
    issue(db, *places[:2])
    page.register.reload()
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", page.register.table.rows()[0].person_id)
    settle(qtbot, workplace)
    page.register.reload()
    page.show_place(IssueTo(STREAM))
    for table in (page.register.table, page.issuing.table):
        may = [table.may_leave(row) for row in table.rows()]
        assert may.count(False) == 1, table.objectName()
