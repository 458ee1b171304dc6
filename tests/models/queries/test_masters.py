"""What fills a text paper, what was typed into it before, and the site's own masters."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from models.commands.attachments import collect_garbage
from models.commands.consents import give_consent, withdraw_consent
from models.commands.documents import add_document
from models.commands.masters import adopt_master, drop_master, write_text_paper
from models.commands.site import assign_role
from models.commands.undo import undo_last
from models.database import Database
from models.errors import NoPassportError, UserError
from models.queries.document_card import document_card
from models.queries.masters import kept_paper, text_paper
from models.queries.own_masters import by_own_master, own_masters
from models.rows.codes import ConsentPurpose, PlanKind
from models.rows.consents import ConsentDraft
from models.rows.document_card import DocumentDraft
from models.rows.masters import FormMasterKind, MadePaper, MasteredPaper, TextPaper, TextPaperKind
from models.rows.site import RoleDraft
from models.rows.text_paper_draft import TextPaperDraft
from tests.exports.documents.sample_papers import minutes
from tests.exports.documents.text_papers import word_file
from tests.models.commands import arrange
from tests.models.make import HEAD

LETTER = TextPaperKind.LETTER
DRAFT = TextPaperDraft(title="О семинаре", number="17", dated_on=date(2026, 3, 2), typed={"to": " ИРО ", "text": " "})


def read(db: Database, paper: TextPaperKind = LETTER) -> TextPaper:
    return text_paper(db, paper, DRAFT, attachments=db.path.parent)


def head_of(db: Database, last_name: str = "Маякова") -> int:
    """Somebody who leads the site."""
    person_id = arrange.person(db, last_name, first_name="Анна")
    assign_role(db, RoleDraft(person_id=person_id, role_id=1, starts_on=date(2026, 1, 1)), actor=HEAD)
    return person_id


def adopt(db: Database, *paragraphs: str) -> bytes:
    master = word_file(*paragraphs)
    adopt_master(db, db.path.parent, LETTER, master, name="Бланк.docx", actor=HEAD)
    return master


def test_a_paper_is_filled_from_the_records(db: Database) -> None:
    arrange.fill_passport(db, inn="2536178800", goal="Учить на деле")
    head = head_of(db)
    plan_id = arrange.plan(db, kind=PlanKind.YEAR)
    arrange.plan_item(db, plan_id, head, title="Практикум", product_kind_id=1)
    arrange.stream(db, head)
    paper = read(db)
    assert (paper.site.inn, paper.goal, paper.head.name) == ("2536178800", "Учить на деле", "Маякова Анна")
    assert [each.title for each in paper.plan] == [each.title for each in paper.products] == ["Практикум"]
    assert [each.hours for each in paper.programs] == [12]
    assert dict(paper.typed) == {"to": "ИРО"}


def test_without_a_passport_there_is_no_paper(db: Database) -> None:
    with pytest.raises(NoPassportError):
        read(db)


def write(db: Database, paper: TextPaperKind, draft: TextPaperDraft, document_id: int | None = None) -> int:
    made = MadePaper(draft.number.encode() if draft.number else b"-", "dogovor.txt")
    return write_text_paper(db, db.path.parent, paper, draft, made, document_id=document_id, actor=HEAD)


def test_what_was_typed_stands_in_the_register_with_the_file_made_of_it(db: Database) -> None:
    document_id = write(db, TextPaperKind.CONTRACT, DRAFT)
    assert write(db, TextPaperKind.CONTRACT, DRAFT.model_copy(update={"number": "18"}), document_id) == document_id
    kept = kept_paper(db, document_id)
    assert kept is not None
    assert (kept.paper, kept.number, dict(kept.typed)) == (TextPaperKind.CONTRACT, "18", {"to": "ИРО"})
    card = document_card(db, document_id)
    assert card is not None
    assert card.made is not None
    assert (card.made.name, card.made.sha256) == ("dogovor.txt", sha256(b"18").hexdigest())


def test_a_contract_entered_by_hand_may_be_made_from_its_master(db: Database) -> None:
    document_id = add_document(db, DocumentDraft(kit_code="agreement", title="Договор", number="5"), actor=HEAD)
    kept = kept_paper(db, document_id)
    assert kept is not None
    assert (kept.paper, kept.number) == (TextPaperKind.CONTRACT, "5")
    write(db, TextPaperKind.CONTRACT, DRAFT, document_id)
    undo_last(db, actor=HEAD)
    assert kept_paper(db, document_id) == kept


def test_a_paper_of_another_kind_is_not_written_over(db: Database) -> None:
    document_id = write(db, TextPaperKind.CONTRACT, DRAFT)
    with pytest.raises(UserError):
        write(db, LETTER, DRAFT, document_id)
    other = add_document(db, DocumentDraft(title="Справка"), actor=HEAD)
    assert kept_paper(db, other) is None


def test_the_former_master_comes_back_by_undo(db: Database) -> None:
    arrange.fill_passport(db)
    first = adopt(db, "Первый")
    adopt(db, "Второй")
    collect_garbage(db, db.path.parent)
    assert own_masters(db)[LETTER].file_name == "Бланк.docx"
    undo_last(db, actor=HEAD)
    assert read(db).own_master == first
    drop_master(db, LETTER, actor=HEAD)
    assert (read(db).own_master, own_masters(db)) == (None, {})


def test_a_paper_of_another_section_is_made_from_the_master_of_the_site(db: Database) -> None:
    folder, data = db.path.parent, minutes()
    assert by_own_master(db, "minutes", data, attachments=folder) is data
    master = word_file("Протокол")
    adopt_master(db, folder, FormMasterKind.MINUTES, master, name="Бланк.docx", actor=HEAD)
    assert by_own_master(db, "minutes", data, attachments=folder) == MasteredPaper(data, master)
    assert by_own_master(db, "program", data, attachments=folder) is data
    assert own_masters(db)[FormMasterKind.MINUTES].file_name == "Бланк.docx"


def test_what_is_no_word_document_does_not_become_a_master(db: Database) -> None:
    with pytest.raises(UserError):
        adopt_master(db, db.path.parent, LETTER, b"%PDF-1.7", name="Бланк.pdf", actor=HEAD)
    assert own_masters(db) == {}


def test_a_master_that_is_not_in_the_folder_is_told_of(db: Database, tmp_path: Path) -> None:
    arrange.fill_passport(db)
    adopt(db, "Письмо")
    with pytest.raises(UserError, match="нет в папке"):
        text_paper(db, LETTER, DRAFT, attachments=tmp_path / "elsewhere")


def test_a_master_that_names_who_withdrew_is_not_used(db: Database) -> None:
    arrange.fill_passport(db)
    given = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
    consent_id = give_consent(db, head_of(db, "Жемчужникова"), given, actor=HEAD)
    adopt(db, "Исполнитель: Жемчужникова А¬нна")
    assert read(db).own_master
    withdraw_consent(db, consent_id, db.today(), actor=HEAD)
    with pytest.raises(UserError, match="отозвал"):
        read(db)
    assert read(db, TextPaperKind.ORDER).head.name.startswith("С-")
