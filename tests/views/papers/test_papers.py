"""The preview of a printed form, as a person uses it: look, turn the pages, print, save."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from models.commands.consents import give_consent, withdraw_consent
from models.queries.events import event_page
from models.queries.journals_print import event_journal, registration_sheet
from models.rows.codes import ConsentPurpose
from models.rows.consents import ConsentDraft
from models.rules.periods import parse_period
from tests.exports.documents.reading import text_of
from tests.models.make import HEAD
from tests.views.stage import Stage
from views.papers.offer import PaperWindow, offer
from views.papers.pages import Drawn
from views.papers.wish import PaperWish


@pytest.fixture
def stage(open_stage: Callable[..., Stage]) -> Stage:
    return open_stage()


def _offered(stage: Stage, *, first: str = "sheet") -> PaperWindow:
    workplace = stage.session.workplace
    assert workplace is not None
    event_id = event_page(workplace.db)[0].id
    sheet = PaperWish(
        "registration-sheet",
        "Лист регистрации",
        "registration-sheet",
        lambda db: registration_sheet(db, event_id),
        "Лист",
    )
    journal = PaperWish(
        "event-journal",
        "Журнал мероприятий",
        "event-journal-2026-Q1",
        lambda db: event_journal(db, parse_period("2026-Q1")),
        "Журнал",
    )
    window = offer(workplace, stage.window, *((sheet, journal) if first == "sheet" else (journal, sheet)))
    stage.settle()
    return window


def _button(window: QWidget, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert found is not None
    return found


def test_the_preview_shows_every_page(stage: Stage, qtbot: QtBot) -> None:
    window = _offered(stage)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_PageDown)
    stage.settle()
    assert (window.preview.pages, window.preview.page) == (2, 1)
    window.close()


def test_the_pdf_saved_holds_the_form(stage: Stage, tmp_path: Path) -> None:
    window = _offered(stage)
    window.choose_target = lambda _parent, _suggestion, _kind: tmp_path / "sheet.pdf"
    _button(window, "paper-pdf").click()
    stage.settle()
    assert "ЛИСТ РЕГИСТРАЦИИ" in text_of((tmp_path / "sheet.pdf").read_bytes())
    window.close()


def _withdraw_somebody_named(stage: Stage, text: str) -> str:
    """Give and withdraw the consent of somebody whom the text names; gives her surname."""
    assert stage.session.workplace is not None
    db = stage.session.workplace.db
    with db.reading() as session:
        people = session.connection().exec_driver_sql("SELECT id, last_name FROM person ORDER BY id").all()
    person_id, surname = next((int(id_), str(name)) for id_, name in people if name in text)
    signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=db.today())
    withdraw_consent(db, give_consent(db, person_id, signed, actor=HEAD), db.today(), actor=HEAD)
    return surname


def test_who_withdrew_while_the_preview_was_open_is_not_on_the_pages_saved(stage: Stage, tmp_path: Path) -> None:
    window = _offered(stage)
    window.choose_target = lambda _parent, _suggestion, _kind: tmp_path / "sheet.pdf"
    _button(window, "paper-pdf").click()
    stage.settle()
    surname = _withdraw_somebody_named(stage, text_of((tmp_path / "sheet.pdf").read_bytes()))
    stage.settle()
    _button(window, "paper-pdf").click()
    stage.settle()
    assert surname not in text_of((tmp_path / "sheet.pdf").read_bytes())
    window.close()


def test_pages_drawn_before_a_withdrawal_are_not_saved_after_it(stage: Stage, tmp_path: Path) -> None:
    window = _offered(stage)
    assert window._drawn is not None
    drawn = text_of(window._drawn.pdf)

    def choose(_parent: QWidget, _suggestion: Path, _kind: str) -> Path:
        _withdraw_somebody_named(stage, drawn)
        stage.settle()
        return tmp_path / "sheet.pdf"

    window.choose_target = choose
    _button(window, "paper-pdf").click()
    stage.settle()
    assert not (tmp_path / "sheet.pdf").exists()
    window.close()


def test_the_journal_is_saved_for_excel_too(stage: Stage, tmp_path: Path) -> None:
    window = _offered(stage, first="journal")
    suggested: list[str] = []

    def choose(_parent: QWidget, suggestion: Path, _kind: str) -> Path:
        suggested.append(suggestion.name)
        return tmp_path / "journal.xlsx"

    window.choose_target = choose
    _button(window, "paper-xlsx").click()
    stage.settle()
    assert suggested == ["event-journal-2026-Q1.xlsx"]
    rows = load_workbook(tmp_path / "journal.xlsx").active.iter_rows(values_only=True)
    assert any("ЖУРНАЛ" in str(cell) for row in rows for cell in row)
    window.close()


def test_a_form_without_a_table_is_not_offered_for_excel(stage: Stage) -> None:
    window = _offered(stage)
    assert not _button(window, "paper-xlsx").isVisible()
    window.close()


def test_ctrl_p_prints_the_pages_that_were_chosen(stage: Stage, tmp_path: Path, qtbot: QtBot) -> None:
    window = _offered(stage)

    def choose(_parent: QWidget, _drawn: Drawn, _page: int) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    window.choose_printer = choose
    qtbot.keySequence(window, QKeySequence(QKeySequence.StandardKey.Print))
    stage.settle()
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000
    window.close()


@pytest.mark.parametrize(("folder", "said"), [("", "Файл записан: journal.xlsx"), ("gone", "не записан")])
def test_what_comes_of_a_file_is_told_though_the_preview_was_closed(
    stage: Stage, tmp_path: Path, folder: str, said: str
) -> None:
    window = _offered(stage, first="journal")
    heard: list[str] = []
    stage.session.messages.said.connect(lambda notice: heard.append(notice.text))
    window.choose_target = lambda _parent, _suggestion, _kind: tmp_path / folder / "journal.xlsx"
    _button(window, "paper-xlsx").click()
    window.close()
    stage.settle()
    assert [said in each for each in heard] == [True]


def test_a_site_without_a_passport_is_told_what_to_fill(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    workplace = stage.session.workplace
    assert workplace is not None
    wish = PaperWish(
        "event-journal", "Журнал мероприятий", "journal", lambda db: event_journal(db, parse_period("2026-Q1"))
    )
    window = offer(workplace, stage.window, wish)
    stage.settle()
    assert window.preview.pages == 0
    assert "паспорт" in _button(window, "paper-print").toolTip().casefold()
    window.close()


def test_who_has_no_passport_gets_to_it_from_the_preview_by_one_key(
    open_stage: Callable[..., Stage], qtbot: QtBot
) -> None:
    stage = open_stage("new")
    workplace = stage.session.workplace
    assert workplace is not None
    wish = PaperWish(
        "event-journal", "Журнал мероприятий", "journal", lambda db: event_journal(db, parse_period("2026-Q1"))
    )
    window = offer(workplace, stage.window, wish)
    stage.settle()
    button = _button(window, "empty-begin")
    assert (button.text(), window.focusWidget()) == ("Заполнить паспорт", button)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    stage.settle()
    assert stage.window.findChild(QWidget, "save-passport").isVisible()
