"""A text paper made from its Word master: typed, looked at, kept, and the master itself changed."""

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.document_card import document_card
from models.queries.documents import document_register
from models.queries.masters import kept_paper
from models.queries.own_masters import own_masters
from models.rows.documents import DocumentFilter
from models.rows.masters import KeptPaper, TextPaperKind
from tests.exports.documents.text_papers import word_file
from tests.models.make import HEAD
from tests.views.stored import settle
from tests.views.widgets.keys import show, type_text
from views.documents.page import DocumentsPage
from views.documents.text_paper import TextPaperWindow, fill_text_paper
from views.events.papers import minutes_wish
from views.papers.offer import PaperWindow, offer
from views.places import Minutes, Place
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ORDER = TextPaperKind.ORDER


@pytest.fixture
def page(qtbot: QtBot, workplace: Workplace) -> DocumentsPage:
    page = DocumentsPage(workplace)
    show(qtbot, page, 1300, 700)
    return page


def opened(workplace: Workplace, page: QWidget, kept: KeptPaper | None = None) -> TextPaperWindow:
    return fill_text_paper(workplace, page, ORDER, kept)


def write(window: TextPaperWindow, key: str, words: str) -> None:
    field = window.form.editor(key)
    field.setFocus()
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(words)
    else:
        type_text(field, words)


def kept_orders(db: Database) -> list[KeptPaper]:
    found = (kept_paper(db, row.record_id) for row in document_register(db, DocumentFilter()) if row.is_entered)
    return [each for each in found if each is not None]


def refused_in(window: TextPaperWindow) -> list[str]:
    told: list[str] = []
    window.messages.said.connect(lambda notice: told.append(notice.text))
    return told


def test_an_order_is_typed_kept_with_its_file_and_opened_again(
    qtbot: QtBot, page: DocumentsPage, workplace: Workplace, db: Database, said: list[str]
) -> None:
    window = opened(workplace, page)
    write(window, "number", "17")
    write(window, "points", "1. Создать группу.\n2. Назначить тьютора.")
    QTest.keyClick(window.save_button, Qt.Key.Key_Space)
    settle(qtbot, workplace)
    (kept,) = kept_orders(db)
    assert (kept.number, kept.typed["points"]) == ("17", "1. Создать группу.\n2. Назначить тьютора.")
    card = document_card(db, kept.id)
    assert card is not None
    assert card.made is not None
    assert (card.made.name, said) == (
        "prikaz-20260313.docx",
        ["Документ «Приказ» записан, файл Word лежит при нём."],
    )
    page.register.reload()
    page.register.select(kept.id)
    page.fill_current()
    again = page.window().findChild(TextPaperWindow)
    assert again is not None
    assert again.form.values()["number"] == "17"
    undo_last(db, actor=HEAD)
    assert kept_orders(db) == []


def test_papers_of_other_sections_are_begun_there(page: DocumentsPage, gone: list[tuple[str, object]]) -> None:
    page.register.table.select(lambda row: row.key == "minutes:1")
    page.fill_current()
    page._on_more()
    menu = page.findChild(QWidget, "documents-make")
    assert isinstance(menu, QMenu)
    actions = [action for action in menu.actions() if action.text()]
    for action in actions[-2:]:
        action.trigger()
    menu.close()
    assert [action.text() for action in actions] == [
        *(f"{paper.label}…" for paper in TextPaperKind),
        "Протокол…",
        "Программа стажировки…",
    ]
    assert gone == [("events", Minutes(1)), ("events", Minutes()), ("programs", Place.NEW)]


def test_a_paper_of_another_section_is_made_from_the_master_of_the_site(
    qtbot: QtBot, page: DocumentsPage, workplace: Workplace, db: Database, tmp_path: Path
) -> None:
    window = offer(workplace, page, minutes_wish(1, "Протокол № 1"))
    settle(qtbot, workplace)
    assert window.preview.pages == 1
    master = tmp_path / "Протокол.docx"
    made = docx.Document()
    made.add_paragraph("Протокол {{ number }}").add_run().add_break(WD_BREAK.PAGE)
    made.save(str(master))
    window.master.choose_files = lambda *_asked, **_words: [master]
    window.master.bring_in()
    settle(qtbot, workplace)
    assert "Протокол.docx" in window.master.words
    assert window.preview.pages == 2
    window.master.go_back()
    settle(qtbot, workplace)
    assert (own_masters(db), window.preview.pages) == ({}, 1)


def test_a_paper_is_looked_at_before_it_is_stored(
    qtbot: QtBot, page: DocumentsPage, workplace: Workplace, db: Database
) -> None:
    window = opened(workplace, page)
    shown = window.look()
    assert isinstance(shown, PaperWindow)
    settle(qtbot, workplace)
    assert shown.preview.pages == 1
    assert kept_orders(db) == []


def test_what_was_typed_and_not_stored_waits_for_the_next_time(page: DocumentsPage, workplace: Workplace) -> None:
    window = opened(workplace, page)
    write(window, "subject", "О группе")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert opened(workplace, page).form.values()["subject"] == "О группе"


def test_a_broken_master_is_told_by_its_place_and_the_former_one_stays(
    qtbot: QtBot, page: DocumentsPage, workplace: Workplace, db: Database, tmp_path: Path
) -> None:
    window = opened(workplace, page)
    told = refused_in(window)
    master = tmp_path / "Бланк.docx"
    window.master.choose_files = lambda *_asked, **_words: [master]
    master.write_bytes(word_file("{{ site.short_name }}", "{{ paper.points }}"))
    window.master.bring_in()
    settle(qtbot, workplace)
    assert "Бланк.docx" in window.master.words
    before = own_masters(db)
    master.write_bytes(word_file("Приказ", "{{ site.boss }}"))
    window.master.bring_in()
    settle(qtbot, workplace)
    assert "абзац 2 («{{ site.boss }}») — поля site.boss нет" in told[-1]
    assert own_masters(db) == before
    window.master.go_back()
    settle(qtbot, workplace)
    assert own_masters(db) == {}


def test_the_master_is_taken_out_to_be_changed_in_word(
    qtbot: QtBot, page: DocumentsPage, workplace: Workplace, db: Database, tmp_path: Path
) -> None:
    window = opened(workplace, page)
    target = tmp_path / "shablon.docx"
    window.master.choose_target = lambda *_asked: target
    window.master.take_out()
    settle(qtbot, workplace)
    window.master.choose_files = lambda *_asked, **_words: [target]
    window.master.bring_in()
    settle(qtbot, workplace)
    assert own_masters(db)[ORDER].file_name == "shablon.docx"
