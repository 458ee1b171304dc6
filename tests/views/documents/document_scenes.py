"""The section «Документы» in its states, for pictures and walks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from models.commands.attachments import attach_file
from models.commands.documents import add_document
from models.commands.masters import write_text_paper
from models.database import Database
from models.queries.documents import document_register
from models.queries.masters import kept_paper
from models.rows.attachments import DocumentPlace, NewFile
from models.rows.codes import DocumentStatus
from models.rows.document_card import DocumentDraft
from models.rows.documents import DocumentFilter, DocumentState
from models.rows.masters import MadePaper, TextPaperKind
from models.rows.text_paper_draft import TextPaperDraft
from models.rules.document_kit import KIT
from tests.models.make import HEAD
from tests.views.stage import LONG, Stage, type_text
from views.events.papers import minutes_wish
from views.papers.offer import PaperWindow, offer
from views.places import DocumentsIn

if TYPE_CHECKING:
    from pathlib import Path

    from views.documents.page import DocumentsPage


def write_kit(db: Database, folder: Path, *, title: str = "") -> int:
    """Most of the kit, a project, a term that ends soon and one that has ended; gives the договор with its files."""
    today = db.today()
    terms = {
        "ministry_order": {"status": DocumentStatus.EXPIRED},
        "regulation": {"status": DocumentStatus.DRAFT, "dated_on": None, "number": None},
        "application": {"valid_until": today - timedelta(days=4)},
        "agreement": {"valid_until": today + timedelta(days=20), "note": "Второй экземпляр в ИРО"},
    }
    left_out = {"working_group", "expert_council", "work_plan", "internship_program"}
    ids = {
        item.code: add_document(
            db,
            DocumentDraft.model_validate(
                {
                    "kit_code": item.code,
                    "title": title or item.title,
                    "number": f"{item.no}-СП",
                    "dated_on": today - timedelta(days=170 + item.no),
                    "parties": item.issued_by,
                }
                | terms.get(item.code, {})
            ),
            actor=HEAD,
        )
        for item in KIT
        if item.code not in left_out
    }
    agreement = ids["agreement"]
    add_files(db, folder, agreement)
    return agreement


def add_files(db: Database, folder: Path, agreement: int) -> None:
    """The договор as a text paper with its Word file, and a scan of it."""
    kept = kept_paper(db, agreement)
    assert kept is not None
    typed = TextPaperDraft(title=kept.title, number=kept.number, dated_on=kept.dated_on, typed={})
    made = MadePaper("Договор. ".encode() * 3_000, "dogovor-2025.docx")
    write_text_paper(db, folder, TextPaperKind.CONTRACT, typed, made, document_id=agreement, actor=HEAD)
    attach_file(db, folder, NewFile(b"%PDF-1.4\nscan", "скан договора.pdf"), place=DocumentPlace(agreement), actor=HEAD)


def _page(stage: Stage) -> DocumentsPage:
    return cast("DocumentsPage", stage.page("documents"))


def _panel(stage: Stage) -> None:
    page = _page(stage)
    workplace = stage.session.workplace
    assert workplace is not None
    agreement = next(
        row.record_id for row in document_register(workplace.db, DocumentFilter()) if row.kit_code == "agreement"
    )
    add_files(workplace.db, workplace.attachments, agreement)
    stage.settle()
    page.open_record(agreement)


def _long(stage: Stage) -> None:
    page = _page(stage)
    workplace = stage.session.workplace
    assert workplace is not None
    page.open_record(write_kit(workplace.db, workplace.attachments, title=LONG))


def _kit_alone(stage: Stage) -> None:
    page = _page(stage)
    page.show_place(DocumentsIn(DocumentState.MISSING))
    page.register.table.select_first()
    page.open_current()


def _problems(stage: Stage) -> None:
    page = _page(stage)
    page.panel.write_new()
    page.panel.save()


def _nothing_found(stage: Stage) -> None:
    search = _page(stage).register.bar.search
    type_text(search, "ъъъ")
    search.returnPressed.emit()


def _printed(stage: Stage) -> None:
    page = _page(stage)
    page.print_register()
    stage.settle()
    window = stage.window.findChild(PaperWindow)
    assert window is not None
    window.preview.begin_search()
    type_text(window.preview.search.field, "договор")


def _mastered(stage: Stage) -> None:
    workplace = stage.session.workplace
    assert workplace is not None
    offer(workplace, _page(stage), minutes_wish(1, "Протокол № 1"))


def _text_paper(stage: Stage) -> None:
    _page(stage).make_paper(TextPaperKind.CONTRACT)


DOCUMENTS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("documents", "demo", _page),
    ("documents-panel", "demo", _panel),
    ("documents-missing", "demo", _kit_alone),
    ("documents-problems", "demo", _problems),
    ("documents-nothing-found", "demo", _nothing_found),
    ("documents-paper", "demo", _printed),
    ("documents-text-paper", "demo", _text_paper),
    ("documents-mastered", "demo", _mastered),
    ("documents-panel-long", "long", _long),
    ("documents-new", "new", lambda stage: stage.page("documents")),
)
