"""The papers behind the chosen lines of the register: drawn from the records, made before, or brought in as scans."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from exports.registry import report_bytes, written_pdf
from models.database import Database
from models.progress import Progress
from models.queries.attachments import attached_files
from models.queries.certificates_print import certificate_paper
from models.queries.document_card import document_card
from models.queries.kept_documents import kept_content, made_word_file
from models.queries.orders_print import order_paper
from models.queries.plan_card import plan_card
from models.queries.program_print import program_paper
from models.queries.report_versions import kept_file, report_to_show
from models.queries.site_forms import site_layouts
from models.rows.attachments import AttachedFile, ConsentPlace, DocumentPlace
from models.rows.document_card import MadeFile
from models.rows.documents import DocumentKind, DocumentLine
from models.rules.file_kinds import SUFFIXES
from models.rules.words import counted, day_in_table
from views.events.papers import minutes_wish
from views.papers.batch import BatchPaper, drawn_paper, save_papers, show_papers
from views.papers.offer import PaperWindow
from views.papers.wish import PaperWish
from views.plan.papers import plan_wish
from views.saving import ask_folder
from views.spawned import KeptProcess
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

_WORD = ".docx"
_PDF = ".pdf"
_NOTHING = "Печатать нечего: у выбранных документов нет ни формы программы, ни скана PDF. Приложите скан."
_NO_FILES = "Сохранять нечего: у выбранных документов нет файлов. Приложите скан или составьте документ."


def print_chosen(workplace: Workplace, parent: QWidget, lines: Sequence[DocumentLine]) -> PaperWindow | None:
    """Show the chosen papers as one document, to be printed; says how many cannot be."""
    found = [_printed(workplace, line) for line in lines]
    papers = [paper for each in found for paper in each]
    if not papers:
        workplace.messages.tell(_NOTHING)
        return None
    left_out = found.count([])
    if left_out:
        workplace.messages.tell(
            f"Без {counted(left_out, 'документа', 'документов', 'документов')}: у них нет ни формы, ни скана PDF."
        )
    return show_papers(workplace, parent, counted(len(papers), "документ", "документа", "документов"), papers)


def save_chosen(
    workplace: Workplace,
    parent: QWidget,
    lines: Sequence[DocumentLine],
    progress: ProgressSheet,
    *,
    choose: Callable[[QWidget, Path], Path | None] = ask_folder,
) -> None:
    """Write the files of the chosen papers into a folder: what the program draws or made, and the scans."""
    papers = [paper for line in lines for paper in _saved(workplace, line)]
    if papers:
        save_papers(workplace, parent, papers, progress, choose=choose)
    else:
        workplace.messages.tell(_NO_FILES)


def paper_name(line: DocumentLine) -> str:
    """«Приказ № 7 от 12.01.2026»: by kind, number and day, for a title typed by hand may name a person."""
    match line.kind:
        case DocumentKind.KIT if line.is_entered:
            words = f"Комплект {line.kit_no:02}"
        case DocumentKind.KIT | DocumentKind.OTHER | DocumentKind.CONSENT:
            words = f"{line.kind.label} {line.record_id}" if not line.number else line.kind.label
        case DocumentKind.REPORT:
            words = line.title
        case DocumentKind.PROGRAM | DocumentKind.PLAN:
            words = f"{line.kind.label} {line.title}"
        case _:
            words = line.kind.label
    number = f" № {line.number}" if line.number and line.number[0].isdigit() else f" {line.number}"
    day = f" от {day_in_table(line.day)}" if line.day is not None else ""
    return f"{words}{number.rstrip()}{day}"


def _printed(at: Workplace, line: DocumentLine) -> list[BatchPaper]:
    """A line on paper: as the program draws it, as it made it, or its scans."""
    drawn = _drawn(at, line)
    if drawn is not None:
        return [drawn]
    made = _made(at.db, line)
    if made is not None and SUFFIXES[made.kind] == _WORD:
        return [_written(at, made, paper_name(line))]
    return [paper for paper in _scans(at, line) if paper.suffix == _PDF]


def _saved(at: Workplace, line: DocumentLine) -> Iterator[BatchPaper]:
    """A line as files."""
    drawn = _drawn(at, line)
    if drawn is not None:
        yield drawn
    elif (made := _made(at.db, line)) is not None:
        yield _made_file(at, made, paper_name(line))
    yield from _scans(at, line)


def _drawn(at: Workplace, line: DocumentLine) -> BatchPaper | None:
    """What is drawn from the records; None for what is kept as files."""
    if line.is_wanted:
        return None
    if line.kind is DocumentKind.REPORT:
        return _report(at, line)
    wish = _WISHES.get(line.kind)
    return None if wish is None else drawn_paper(at, wish(line, at), paper_name(line))


def _made(db: Database, line: DocumentLine) -> MadeFile | None:
    card = document_card(db, line.record_id) if line.is_entered else None
    return card.made if card is not None else None


def _scans(at: Workplace, line: DocumentLine) -> list[BatchPaper]:
    if line.is_entered:
        files = attached_files(at.db, DocumentPlace(line.record_id))
    elif line.kind is DocumentKind.CONSENT:
        files = attached_files(at.db, ConsentPlace(line.record_id))
    else:
        files = []
    return [_scan(at.attachments, file, f"{paper_name(line)}, скан") for file in files]


def _scan(folder: Path, file: AttachedFile, name: str) -> BatchPaper:
    return BatchPaper(name, lambda _process, _progress: kept_content(folder, file.sha256), SUFFIXES[file.kind])


def _made_file(at: Workplace, made: MadeFile, name: str) -> BatchPaper:
    suffix = SUFFIXES[made.kind]

    def read(_process: KeptProcess, _progress: Progress) -> bytes:
        if suffix == _WORD:
            return made_word_file(at.db, at.attachments, made.sha256)
        return kept_content(at.attachments, made.sha256)

    return BatchPaper(name, read, suffix)


def _written(at: Workplace, made: MadeFile, name: str) -> BatchPaper:
    def read(process: KeptProcess, progress: Progress) -> bytes:
        return process.run(progress, written_pdf, made_word_file(at.db, at.attachments, made.sha256), name, "")

    return BatchPaper(name, read)


def _report(at: Workplace, line: DocumentLine) -> BatchPaper:
    def read(process: KeptProcess, progress: Progress) -> bytes:
        kept = kept_file(at.db, at.attachments, line.record_id, "pdf")
        if kept is not None:
            return kept
        return process.run(progress, report_bytes, "pdf", report_to_show(at.db, line.record_id), site_layouts(at.db))

    return BatchPaper(paper_name(line), read)


def _order(line: DocumentLine, _at: Workplace) -> PaperWish:
    return PaperWish("enrollment-order", line.title, "", partial(order_paper, order_id=line.record_id))


def _certificate(line: DocumentLine, at: Workplace) -> PaperWish:
    read = partial(certificate_paper, certificate_ids=(line.record_id,), attachments=at.attachments)
    return PaperWish("certificate", line.title, "", read)


def _program(line: DocumentLine, _at: Workplace) -> PaperWish:
    return PaperWish("program", line.title, "", partial(program_paper, program_id=line.record_id))


_WISHES: Mapping[DocumentKind, Callable[[DocumentLine, Workplace], PaperWish]] = {
    DocumentKind.ORDER: _order,
    DocumentKind.MINUTES: lambda line, _at: minutes_wish(line.record_id, line.title),
    DocumentKind.CERTIFICATE: _certificate,
    DocumentKind.PROGRAM: _program,
    DocumentKind.PLAN: lambda line, at: plan_wish(plan_card(at.db, line.record_id)),
}
"""What is drawn of the records of other sections."""
