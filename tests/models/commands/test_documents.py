"""Documents of the register: entered, changed, taken out, with their scans and the file the program made."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.commands.attachments import attach_file
from models.commands.documents import (
    add_document,
    change_document,
    remove_document,
    set_document_status,
)
from models.commands.masters import write_text_paper
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.attachments import attached_files, may_leave
from models.queries.document_card import begun_document, document_card
from models.rows.attachments import DocumentPlace, NewFile
from models.rows.codes import DocumentStatus
from models.rows.document_card import DocumentDraft
from models.rows.masters import MadePaper, TextPaperKind
from models.rows.text_paper_draft import TextPaperDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count, run

AGREEMENT = DocumentDraft(kit_code="agreement", title="Договор о сотрудничестве", number="12", note="в сейфе")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "attachments"


def make_file(db: Database, folder: Path, document_id: int) -> None:
    """What the program makes of the договор from its master."""
    typed = TextPaperDraft(title=AGREEMENT.title, typed={})
    made = MadePaper(b"made", "dogovor.docx")
    write_text_paper(db, folder, TextPaperKind.CONTRACT, typed, made, document_id=document_id, actor=HEAD)


def test_an_entered_document_is_read_back_as_it_was_typed(db: Database) -> None:
    document_id = add_document(db, AGREEMENT, actor=HEAD)
    card = document_card(db, document_id)
    assert card is not None
    assert (card.draft, card.made) == (AGREEMENT, None)


def test_a_change_keeps_the_file_the_program_made(db: Database, folder: Path) -> None:
    document_id = add_document(db, AGREEMENT, actor=HEAD)
    make_file(db, folder, document_id)
    change_document(db, document_id, AGREEMENT.model_copy(update={"number": "13"}), actor=HEAD)
    card = document_card(db, document_id)
    assert card is not None
    assert card.made is not None
    assert (card.draft.number, card.made.sha256) == ("13", sha256(b"made").hexdigest())


def test_a_document_taken_out_comes_back_with_its_scan_and_its_file(db: Database, folder: Path) -> None:
    document_id = add_document(db, AGREEMENT, actor=HEAD)
    attach_file(db, folder, NewFile(b"scan", "скан.txt"), place=DocumentPlace(document_id), actor=HEAD)
    make_file(db, folder, document_id)
    before = content(db)
    remove_document(db, document_id, actor=HEAD)
    assert (count(db, "document"), count(db, "attachment")) == (0, 0)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_scan_of_a_document_never_leaves_in_an_open_package(db: Database, folder: Path) -> None:
    document_id = add_document(db, AGREEMENT, actor=HEAD)
    attach_file(db, folder, NewFile(b"scan"), place=DocumentPlace(document_id), actor=HEAD)
    (file,) = attached_files(db, DocumentPlace(document_id))
    run(db, "UPDATE attachment SET people = 'nobody'")
    assert not may_leave(db, file.attachment_id)


def test_a_status_is_said_alone(db: Database) -> None:
    document_id = add_document(db, AGREEMENT, actor=HEAD)
    set_document_status(db, document_id, DocumentStatus.EXPIRED, actor=HEAD)
    card = document_card(db, document_id)
    assert card is not None
    assert card.draft == AGREEMENT.model_copy(update={"status": DocumentStatus.EXPIRED})


def test_a_document_that_is_gone_cannot_be_changed(db: Database) -> None:
    with pytest.raises(UserError, match="уже нет"):
        change_document(db, 77, AGREEMENT, actor=HEAD)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"dated_on": date(2026, 3, 1), "valid_until": date(2026, 2, 1)}, "Срок кончается раньше"),
        ({"kit_code": "passport"}, "в комплекте нет"),
    ],
)
def test_a_draft_that_contradicts_itself_is_refused(said: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        DocumentDraft.model_validate({"title": "Договор"} | said)


def test_the_agreement_begins_with_what_the_passport_says_of_it(db: Database) -> None:
    arrange.fill_passport(db, contract_no="41-СП", contract_date=date(2025, 9, 1))
    begun = begun_document(db, "agreement")
    assert (begun["number"], begun["dated_on"], begun["kit_code"]) == ("41-СП", date(2025, 9, 1), "agreement")
