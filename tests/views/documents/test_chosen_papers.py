"""Several papers of the register as one job: looked at and printed as one document, saved as files of a folder."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.commands.attachments import attach_file
from models.commands.consents import give_consent, withdraw_consent
from models.commands.masters import write_text_paper
from models.database import Database
from models.queries.documents import document_register
from models.rows.attachments import DocumentPlace, NewFile
from models.rows.codes import ConsentPurpose
from models.rows.consents import ConsentDraft
from models.rows.documents import DocumentFilter, DocumentKind, DocumentLine
from models.rows.masters import MadePaper, TextPaperKind
from models.rows.text_paper_draft import TextPaperDraft
from tests.exports.documents.reading import text_of
from tests.exports.documents.text_papers import word_file
from tests.models.make import HEAD
from tests.views.documents.document_scenes import write_kit
from tests.views.stored import settle
from tests.views.widgets.keys import show
from views.documents.chosen_papers import paper_name
from views.documents.page import DocumentsPage
from views.papers.batch import BatchPaper, file_names
from views.papers.offer import PaperWindow
from views.workplace import Workplace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def agreement(db: Database, workplace: Workplace) -> int:
    agreement = write_kit(db, workplace.attachments)
    made_of(db, workplace, agreement, "ДОГОВОР", "о сотрудничестве")
    return agreement


def made_of(db: Database, workplace: Workplace, document_id: int, *paragraphs: str) -> None:
    """Give the договор a Word file of these paragraphs."""
    typed = TextPaperDraft(title="Договор о сотрудничестве", number="9-СП", dated_on=date(2026, 3, 2), typed={})
    made = MadePaper(word_file(*paragraphs), "dogovor-2026.docx")
    kind = TextPaperKind.CONTRACT
    write_text_paper(db, workplace.attachments, kind, typed, made, document_id=document_id, actor=HEAD)


@pytest.fixture
def page(qtbot: QtBot, workplace: Workplace) -> DocumentsPage:
    page = DocumentsPage(workplace)
    show(qtbot, page, 1300, 700)
    page.register.take_focus()
    return page


def lines_of(db: Database, *kinds: DocumentKind) -> list[DocumentLine]:
    """The newest line of each kind."""
    return [document_register(db, DocumentFilter(kind=kind), limit=1)[0] for kind in kinds]


def choose(page: DocumentsPage, lines: Sequence[DocumentLine]) -> list[DocumentLine]:
    """Choose these lines; gives them in the order of the list."""
    page.register.bar.reset()
    table = page.register.table
    keys = {line.key for line in lines}
    while not keys <= {row.key for row in table.rows()}:
        page.register.model.fetchMore()
    table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place, row in enumerate(table.rows()):
        if row.key in keys:
            table.selectionModel().select(page.register.model.index(place, 0), flags)
    chosen = table.selected_rows()
    assert {row.key for row in chosen} == keys
    return chosen


def shown(page: DocumentsPage, qtbot: QtBot) -> PaperWindow:
    QTest.keyClick(
        page.register.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    window = page.window().findChild(PaperWindow)
    assert window is not None
    qtbot.waitUntil(lambda: not page._workplace.jobs.busy, timeout=30_000)
    return window


def test_chosen_papers_are_looked_at_searched_and_printed_as_one_document(
    qtbot: QtBot, page: DocumentsPage, db: Database, workplace: Workplace, said: list[str], tmp_path: Path
) -> None:
    kinds = (
        DocumentKind.ORDER,
        DocumentKind.MINUTES,
        DocumentKind.CERTIFICATE,
        DocumentKind.PROGRAM,
        DocumentKind.CONSENT,
    )
    chosen = choose(page, lines_of(db, *kinds))
    window = shown(page, qtbot)
    assert said == ["Без 1\u00a0документа: у них нет ни формы, ни скана PDF."]
    assert window._drawn is not None
    (tmp_path / "seen.pdf").write_bytes(window._drawn.pdf)
    seen = PdfReader(tmp_path / "seen.pdf")
    marks = [mark.title for mark in seen.outline if not isinstance(mark, list)]
    assert marks == [paper_name(line) for line in chosen if line.kind is not DocumentKind.CONSENT]
    assert len(seen.pages) == window.preview.pages > len(marks)
    sizes = {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in seen.pages}
    assert sizes == {(595, 842), (842, 595)}
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    window.choose_printer = lambda _parent, _drawn, _page: printer
    window.print_pages()
    settle(qtbot, workplace)
    assert len(PdfReader(tmp_path / "paper.pdf").pages) == window.preview.pages
    window.close()


def test_chosen_papers_become_files_of_a_new_folder_named_without_people(
    qtbot: QtBot,
    page: DocumentsPage,
    db: Database,
    workplace: Workplace,
    agreement: int,
    said: list[str],
    tmp_path: Path,
) -> None:
    attach_file(
        db, workplace.attachments, NewFile(b"%PDF-1.4\nmore", "Иванова.pdf"), place=DocumentPlace(agreement), actor=HEAD
    )
    page.register.reload()
    orders = lines_of(db, DocumentKind.ORDER, DocumentKind.REPORT)
    kit = document_register(db, DocumentFilter(key=f"document:{agreement}"), limit=1)
    choose(page, [*orders, *kit])
    (tmp_path / "Документы 2026-03-13").mkdir()
    page.choose_folder = lambda _parent, _beginning: tmp_path
    page.save_chosen()
    settle(qtbot, workplace)
    folder = tmp_path / "Документы 2026-03-13 (2)"
    name = paper_name(kit[0])
    expected = {*file_names([BatchPaper(paper_name(line), lambda _p, _q: b"") for line in orders])}
    files = {f"{name}.docx", f"{name}, скан.pdf", f"{name}, скан (2).pdf"} | expected
    assert {path.name for path in folder.iterdir()} == files
    assert said == [f"Записано: {len(files)}\u00a0файлов, папка «{folder.name}»."]
    assert "ПРИКАЗ" in text_of((folder / f"{paper_name(orders[0])}.pdf").read_bytes())


def test_a_job_that_is_stopped_leaves_nothing_behind(
    qtbot: QtBot, page: DocumentsPage, db: Database, workplace: Workplace, said: list[str], tmp_path: Path
) -> None:
    choose(page, lines_of(db, DocumentKind.ORDER, DocumentKind.REPORT))
    target = tmp_path / "flash"
    target.mkdir()
    page.choose_folder = lambda _parent, _beginning: target
    page.save_chosen()
    page._progress.stop()
    settle(qtbot, workplace)
    assert [*target.iterdir()] == []
    assert said == ["Запись остановлена, в папке ничего не осталось."]
    page.print_chosen()
    window = page.window().findChild(PaperWindow)
    assert window is not None
    with qtbot.waitSignal(window.destroyed):
        window._progress.stop()


def test_a_scan_that_is_no_pdf_refuses_the_whole_document_with_advice(
    qtbot: QtBot, page: DocumentsPage, db: Database, workplace: Workplace, tmp_path: Path
) -> None:
    regulation = next(each for each in document_register(db, DocumentFilter(kind=DocumentKind.KIT)) if each.is_wanted)
    choose(page, [regulation])
    page.print_chosen()
    assert page.window().findChild(PaperWindow) is None
    write_kit(db, workplace.attachments)
    page.register.reload()
    scanned = next(each for each in document_register(db, DocumentFilter(kind=DocumentKind.KIT)) if each.is_entered)
    attach_file(
        db,
        workplace.attachments,
        NewFile(b"%PDF-1.4\nbroken", "скан.pdf"),
        place=DocumentPlace(scanned.record_id),
        actor=HEAD,
    )
    choose(page, [scanned])
    window = shown(page, qtbot)
    assert "не читается" in window.preview._paper.words
    window.close()


def test_a_word_file_that_names_who_withdrew_does_not_leave(
    qtbot: QtBot,
    page: DocumentsPage,
    db: Database,
    workplace: Workplace,
    agreement: int,
    said: list[str],
    tmp_path: Path,
) -> None:
    with db.reading() as session:
        sql = "SELECT id, last_name, first_name, patronymic FROM person WHERE patronymic IS NOT NULL ORDER BY id DESC"
        person_id, *name = session.connection().exec_driver_sql(sql).all()[0]
    made_of(db, workplace, agreement, "ДОГОВОР", f"Отвечает {' '.join(name)}")
    signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=db.today())
    withdraw_consent(db, give_consent(db, person_id, signed, actor=HEAD), db.today(), actor=HEAD)
    page.register.reload()
    [line] = document_register(db, DocumentFilter(key=f"document:{agreement}"), limit=1)
    choose(page, [line])
    window = shown(page, qtbot)
    assert "отозвал согласие" in window.preview._paper.words
    window.close()
    page.choose_folder = lambda _parent, _beginning: tmp_path
    page.save_chosen()
    settle(qtbot, workplace)
    assert "отозвал согласие" in said[-1]
    assert not [each for each in tmp_path.iterdir() if each.name.startswith("Документы")]


def test_a_made_paper_is_printed_as_its_word_file_says(
    qtbot: QtBot, page: DocumentsPage, db: Database, agreement: int
) -> None:
    choose(page, document_register(db, DocumentFilter(key=f"document:{agreement}"), limit=1))
    window = shown(page, qtbot)
    assert window._drawn is not None
    assert text_of(window._drawn.pdf).strip() == "ДОГОВОР о сотрудничестве"
    window.close()


def test_names_that_are_alike_are_numbered_and_fit_any_disk() -> None:
    papers = [BatchPaper(name, lambda _p, _q: b"") for name in ("Приказ № 7/1", "приказ № 7–1", 'A:"b"', "x" * 300)]
    assert file_names(papers) == ["Приказ № 7–1.pdf", "приказ № 7–1 (2).pdf", "A–b–.pdf", f"{'x' * 100}.pdf"]
