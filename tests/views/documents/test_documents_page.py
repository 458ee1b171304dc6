"""The register of documents by keyboard: found, sorted, entered, marked, taken out, copied, with scans."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.attachments import attached_files
from models.queries.document_card import document_card
from models.queries.documents import document_counts, document_register
from models.rows.attachments import DocumentPlace
from models.rows.codes import DocumentStatus
from models.rows.documents import DocumentFilter, DocumentKind, DocumentSort, DocumentState
from tests.models.make import HEAD, content
from tests.views.documents.document_scenes import write_kit
from tests.views.stored import settle
from tests.views.widgets.keys import show, type_text
from views.documents.page import DocumentsPage
from views.documents.text_paper import TextPaperWindow
from views.places import DocumentsIn, OneCard, OneProgram, OneStream, PlanOf
from views.widgets.choice import ChoiceField
from views.widgets.fields import TextField
from views.widgets.text import Elided
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def agreement(db: Database, workplace: Workplace) -> int:
    return write_kit(db, workplace.attachments)


@pytest.fixture
def page(qtbot: QtBot, workplace: Workplace) -> DocumentsPage:
    page = DocumentsPage(workplace)
    show(qtbot, page, 1300, 700)
    page.register.take_focus()
    return page


def titles(page: DocumentsPage) -> list[str]:
    return [row.title for row in page.register.table.rows()]


def stand_on(page: DocumentsPage, key: str) -> None:
    assert page.register.table.select(lambda row: row.key == key)


def write(page: DocumentsPage, key: str, text: str) -> None:
    field = page.panel.fields.editor(key)
    assert isinstance(field, TextField)
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def save(page: DocumentsPage, qtbot: QtBot, workplace: Workplace) -> None:
    QTest.keyClick(page.panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, workplace)


def test_what_the_kit_lacks_is_entered_by_enter_alone_and_its_scan_follows(
    qtbot: QtBot, page: DocumentsPage, workplace: Workplace, db: Database, said: list[str], tmp_path: Path
) -> None:
    stand_on(page, "missing:9")
    QTest.keyClick(page.register.table, Qt.Key.Key_Return)
    assert page.panel.fields.values()["title"] == "Договор о сотрудничестве с ИРО"
    write(page, "number", "41-СП")
    save(page, qtbot, workplace)
    row = page.register.current()
    assert row is not None
    assert (row.kit_no, row.number, row.state) == (9, "41-СП", DocumentState.ACTIVE)
    assert said == ["Документ «Договор о сотрудничестве с ИРО» внесён."]
    assert QApplication.focusWidget() is page.panel.files.first()
    path = tmp_path / "скан.txt"
    path.write_text("договор", encoding="utf-8")
    assert page.take_files([path])
    settle(qtbot, workplace)
    assert [file.name for file in attached_files(db, DocumentPlace(row.record_id))] == ["скан.txt"]


def test_a_scan_dropped_on_a_row_hangs_at_its_document(
    qtbot: QtBot, workplace: Workplace, db: Database, agreement: int, page: DocumentsPage, tmp_path: Path
) -> None:
    stand_on(page, f"document:{agreement}")
    path = tmp_path / "второй.txt"
    path.write_text("приложение", encoding="utf-8")
    assert page.take_files([path])
    settle(qtbot, workplace)
    assert page.panel.key == agreement
    assert [file.name for file in attached_files(db, DocumentPlace(agreement))] == ["скан договора.pdf", "второй.txt"]


def test_a_scan_dropped_before_the_document_is_stored_is_asked_for_later(
    page: DocumentsPage, said: list[str], tmp_path: Path
) -> None:
    page.primary_new()
    assert page.take_files([tmp_path / "скан.pdf"])
    assert said == ["Сначала сохраните документ (Ctrl+S), потом перетащите его скан."]


def test_a_document_without_a_title_is_not_stored(
    qtbot: QtBot, page: DocumentsPage, workplace: Workplace, db: Database
) -> None:
    before = content(db)
    page.panel.write_new()
    save(page, qtbot, workplace)
    assert page.panel.fields.problem_of("title") == "Заполните это поле"
    assert content(db) == before


def test_a_document_of_the_kit_brings_its_title_and_its_issuer(page: DocumentsPage) -> None:
    page.panel.write_new()
    kit = page.panel.fields.editor("kit_code")
    assert isinstance(kit, ChoiceField)
    kit.set_value("regulation")
    kit.edited.emit()
    values = page.panel.fields.values()
    assert (values["title"], values["parties"]) == ("Положение о региональной стажировочной площадке", "ПК ИРО")


def test_f2_changes_a_document_and_undo_brings_it_back(
    qtbot: QtBot, workplace: Workplace, db: Database, agreement: int, page: DocumentsPage, said: list[str]
) -> None:
    before = content(db)
    stand_on(page, f"document:{agreement}")
    QTest.keyClick(page.register.table, Qt.Key.Key_F2)
    assert page.panel.made.isVisible()
    write(page, "number", "42-СП")
    save(page, qtbot, workplace)
    card = document_card(db, agreement)
    assert card is not None
    assert (card.draft.number, card.draft.note) == ("42-СП", "Второй экземпляр в ИРО")
    assert said == ["Документ «Договор о сотрудничестве с ИРО» изменён."]
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before


def test_del_takes_a_document_out_and_undo_brings_it_back(
    qtbot: QtBot, workplace: Workplace, db: Database, agreement: int, page: DocumentsPage
) -> None:
    before = content(db)
    stand_on(page, f"document:{agreement}")
    QTest.keyClick(page.register.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert [row.key for row in page.register.table.rows() if row.kit_no == 9] == ["missing:9"]
    undo_last(db, actor=HEAD)
    settle(qtbot, workplace)
    assert content(db) == before
    assert [row.key for row in page.register.table.rows() if row.kit_no == 9] == [f"document:{agreement}"]


def test_del_leaves_a_paper_of_another_section_where_it_is(
    qtbot: QtBot, page: DocumentsPage, workplace: Workplace, db: Database, said: list[str]
) -> None:
    before = content(db)
    stand_on(page, "order:1")
    QTest.keyClick(page.register.table, Qt.Key.Key_Delete)
    settle(qtbot, workplace)
    assert said == ["Эту бумагу ведут в её разделе. Откройте её: Enter."]
    assert content(db) == before


def test_a_state_is_marked_from_the_menu_of_the_row(
    qtbot: QtBot, workplace: Workplace, db: Database, agreement: int, page: DocumentsPage, said: list[str]
) -> None:
    stand_on(page, f"document:{agreement}")
    (mark,) = (action for action in page.register.table.actions() if action.text() == "Отметить: проект")
    mark.trigger()
    settle(qtbot, workplace)
    card = document_card(db, agreement)
    assert card is not None
    assert card.draft.status is DocumentStatus.DRAFT
    assert said == ["Документ «Договор о сотрудничестве с ИРО» отмечен: проект."]


@pytest.mark.parametrize(
    ("kind", "section", "place"),
    [
        (DocumentKind.ORDER, "trainees", OneStream),
        (DocumentKind.CONSENT, "trainees", OneCard),
        (DocumentKind.CERTIFICATE, "certificates", int),
        (DocumentKind.REPORT, "reports", str),
        (DocumentKind.PROGRAM, "programs", OneProgram),
        (DocumentKind.PLAN, "plan", PlanOf),
    ],
)
def test_a_paper_of_another_section_is_opened_there(
    page: DocumentsPage, gone: list[tuple[str, object]], kind: DocumentKind, section: str, place: type[object]
) -> None:
    assert page.register.table.select(lambda row: row.kind is kind)
    QTest.keyClick(page.register.table, Qt.Key.Key_Return)
    assert (gone[0][0], type(gone[0][1])) == (section, place)


def test_typing_in_the_search_narrows_the_list_and_the_counts(qtbot: QtBot, page: DocumentsPage, db: Database) -> None:
    page.focus_filter()
    type_text(page.register.bar.search, "зачисл")
    wanted = DocumentFilter(text="зачисл")
    expected = [row.title for row in document_register(db, wanted)]
    assert expected
    qtbot.waitUntil(lambda: titles(page) == expected)
    active = page.register.bar.findChild(QWidget, "quick-active")
    assert active is not None
    assert active.accessibleName() == f"Действуют {document_counts(db, wanted).by_state[DocumentState.ACTIVE]}"


def test_each_kind_is_found_by_the_list_of_kinds(page: DocumentsPage) -> None:
    field = page.findChild(ChoiceField, "filter-kind")
    assert field is not None
    for at in range(1, field.count()):
        field.setCurrentIndex(at)
        field.edited.emit()
        kind = field.value()
        assert all(row.kind is kind or kind is DocumentKind.KIT for row in page.register.table.rows())


def test_a_heading_sorts_in_sql(page: DocumentsPage, db: Database) -> None:
    page.register.model.sort(2)
    expected = document_register(db, sort=DocumentSort.TITLE, descending=False)
    assert titles(page) == [row.title for row in expected]


def test_the_way_from_the_overview_leads_to_what_is_missing(page: DocumentsPage) -> None:
    page.show_place(DocumentsIn(DocumentState.MISSING))
    assert {row.state for row in page.register.table.rows()} == {DocumentState.MISSING}
    assert page.register.chosen == "нет"


def test_the_subtitle_says_what_the_kit_lacks(agreement: int, page: DocumentsPage) -> None:
    told = "Комплект площадки: 6 из 11 · нет № 3, 4 · проект № 5 · истекает № 9 · истёк № 1, 8"
    assert told in [label.text() for label in page.findChildren(Elided)]


def test_the_list_is_copied_as_a_table(page: DocumentsPage, db: Database) -> None:
    page._on_copy()
    copied = QGuiApplication.clipboard().text().strip().splitlines()
    assert len(copied) == len(document_register(db)) + 1
    assert copied[0].startswith("Дата\tНомер\tДокумент")


def test_the_hash_of_the_made_file_is_copied_whole(agreement: int, page: DocumentsPage, db: Database) -> None:
    page.open_record(agreement)
    page.panel.made.copy_button.click()
    card = document_card(db, agreement)
    assert card is not None
    assert card.made is not None
    assert QGuiApplication.clipboard().text() == card.made.sha256


def test_a_document_of_the_kit_is_made_from_its_master(page: DocumentsPage) -> None:
    stand_on(page, "missing:9")
    (make,) = (action for action in page.register.table.actions() if action.text() == "Составить по шаблону…")
    make.trigger()
    (window,) = page.window().findChildren(TextPaperWindow)
    assert window.windowTitle() == "Договор о сотрудничестве"
    window.reject()
