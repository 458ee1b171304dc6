"""The section «Документы»: the register, with the panel of one document beside it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from models.commands.documents import set_document_status
from models.queries.documents import kit_lines
from models.queries.documents_print import document_register_paper
from models.queries.masters import kept_paper
from models.rows.codes import DocumentStatus
from models.rows.documents import DocumentLine, DocumentSort
from models.rows.masters import TextPaperKind
from models.rules.words import quoted
from views.documents.chosen_papers import print_chosen, save_chosen
from views.documents.kit_words import kit_words
from views.documents.leads import BEGUN_ELSEWHERE, composed_in, leads_to
from views.documents.panel import DOCUMENT_DRAFTS, DocumentPanel, take_document_out
from views.documents.register import DocumentRegister
from views.documents.text_paper import fill_text_paper
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.places import DocumentsIn
from views.record_page import RecordPage
from views.saving import ask_folder
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.progress import ProgressSheet
from views.widgets.row_actions import page_key, row_action
from views.workplace import Workplace
from views.writing import write_and_say

_STATUSES = (DocumentStatus.ACTIVE, DocumentStatus.DRAFT, DocumentStatus.EXPIRED)


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return DocumentsPage(workplace)


class DocumentsPage(RecordPage[DocumentLine, DocumentRegister, DocumentPanel]):
    """The list and the panel."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(
            workplace,
            "Документы",
            DocumentRegister(workplace),
            record=DOCUMENT_DRAFTS,
            records="documents",
            add="Внести документ",
            gone="Этого документа уже нет в реестре.",
        )
        self.choose_folder: Callable[[QWidget, Path], Path | None] = ask_folder
        self._progress = ProgressSheet(workplace.theme)
        self.body.insertWidget(0, self._progress)
        rows = self.register.table
        self.row_actions = [
            row_action(rows, "Открыть", self.open_current, "F2"),
            row_action(rows, "Составить по шаблону…", self.fill_current),
            row_action(rows, "Напечатать выбранные…", self.print_chosen, "Ctrl+Shift+P"),
            row_action(rows, "Сохранить выбранные в папку…", self.save_chosen),
            *(row_action(rows, f"Отметить: {status.label}", partial(self._on_status, status)) for status in _STATUSES),
            row_action(rows, "Убрать из реестра", self._on_remove_current, "Del"),
        ]
        page_key(self, "Ctrl+P", self.print_register)
        self.register.counted_anew.connect(self._show_kit)
        self._show_kit()

    @override
    def make_panel(self) -> DocumentPanel:
        return DocumentPanel(self._workplace)

    @override
    def record_of(self, row: DocumentLine) -> int | None:
        return row.record_id if row.is_entered else None

    @override
    def take_out(self, record_id: int, title: str) -> None:
        take_document_out(self._workplace, record_id, title)

    @override
    def fill_menu(self, menu: QMenu) -> None:
        making = named(menu.addMenu("Составить"), "documents-make", "Составить документ")
        for paper in TextPaperKind:
            making.addAction(f"{paper.label}…", partial(self.make_paper, paper))
        making.addSeparator()
        for form, lead in BEGUN_ELSEWHERE.items():
            making.addAction(f"{form.label}…", partial(self._workplace.go, *lead))
        menu.addAction("Напечатать реестр…", self.print_register)

    # ------------------------------------------------------------------------------------------------- going about

    @override
    def show_place(self, place: object) -> None:
        if isinstance(place, DocumentsIn):
            self.register.bar.reset()
            self.register.bar.choose_quick(place.state)
            self.register.take_focus()
        else:
            super().show_place(place)

    @override
    def open_row(self, row: DocumentLine) -> None:
        """Show an entered document in the panel, begin a missing one there, go to the section of another."""
        lead = leads_to(row)
        if lead is not None:
            self._workplace.go(*lead)
        elif row.is_wanted:
            self.panel.write_new(row.kit_code)
        else:
            super().open_row(row)

    @override
    def write_new(self) -> None:
        """Begin a document in the panel: the one of the kit that the cursor stands on, or another."""
        row = self.register.current()
        self.panel.write_new(row.kit_code if row is not None and row.is_wanted else None)

    def make_paper(self, paper: TextPaperKind) -> None:
        """Begin a new text paper."""
        fill_text_paper(self._workplace, self, paper)

    def fill_current(self) -> None:
        """Fill the text paper under the cursor, or one that the kit lacks; go where another section writes it."""
        row = self.register.current()
        if row is None:
            return
        if (lead := composed_in(row)) is not None:
            self._workplace.go(*lead)
            return
        if row.is_wanted:
            paper = next((each for each in TextPaperKind if each.kit_code == row.kit_code), None)
            if paper is not None:
                self.make_paper(paper)
                return
        elif row.is_entered and (kept := kept_paper(self._workplace.db, row.record_id)) is not None:
            fill_text_paper(self._workplace, self, kept.paper, kept)
            return
        self._workplace.messages.tell("Шаблона для этого документа нет. Другие составляют в меню «Ещё».")

    def print_register(self) -> None:
        """Show the register on paper, as the list is filtered and sorted."""
        order = self.register.order
        read = partial(
            document_register_paper,
            wanted=self.register.wanted,
            chosen=self.register.chosen,
            sort=DocumentSort(order.key),
            descending=order.descending,
        )
        day = f"{self._workplace.db.today():%Y%m%d}"
        offer(self._workplace, self, PaperWish("document-register", "Реестр документов", f"reestr-{day}", read))

    def print_chosen(self) -> None:
        """Show the papers of the chosen lines as one document, to be printed."""
        print_chosen(self._workplace, self, self.register.table.selected_rows())

    def save_chosen(self) -> None:
        """Write the files of the chosen lines into a folder."""
        rows = self.register.table.selected_rows()
        save_chosen(self._workplace, self, rows, self._progress, choose=self.choose_folder)

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        row = self.register.current()
        if self.is_panel_open:
            if not isinstance(self.panel.key, int):
                self._workplace.messages.tell("Сначала сохраните документ (Ctrl+S), потом перетащите его скан.")
                return True
        elif row is not None and row.is_entered:
            self.open_record(row.record_id)
        else:
            return False
        self.panel.files.add_paths(paths)
        return True

    # ------------------------------------------------------------------------------------------------------- within

    def _show_kit(self) -> None:
        self.show_subtitle(kit_words(kit_lines(self._workplace.db)))

    def _with_entered(self, act: Callable[[DocumentLine], object]) -> None:
        """Do it to the document under the cursor; of a paper of another section say where it is kept."""
        row = self.register.current()
        if row is None:
            return
        if row.is_entered:
            act(row)
        elif row.is_wanted:
            self._workplace.messages.tell("Этого документа ещё нет. Внесите его: Enter.")
        else:
            self._workplace.messages.tell("Эту бумагу ведут в её разделе. Откройте её: Enter.")

    def _on_status(self, status: DocumentStatus) -> None:
        def mark(row: DocumentLine) -> None:
            write_and_say(
                self._workplace,
                lambda db, actor: set_document_status(db, row.record_id, status, actor=actor),
                f"Документ {quoted(row.title)} отмечен: {status.label}.",
            )

        self._with_entered(mark)

    def _on_remove_current(self) -> None:
        self._with_entered(lambda row: self.remove(row.record_id, row.title))
