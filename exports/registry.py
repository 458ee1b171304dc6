"""Everything that can leave the program, as one plain tuple; heavy libraries are imported when it is asked for.

Whoever shows or offers an export imports this module only: reportlab and openpyxl stay out until they are needed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from models.progress import Progress
from models.rows.calendar import CalendarEntry
from models.rows.certificates_print import CertificatePaper
from models.rows.frdo import FrdoTable
from models.rows.masters import MasteredPaper, MasterKind, TextPaper
from models.rows.report import ReportData
from models.rows.report_records import FigurePlace
from models.rows.site_forms import AS_SHIPPED, Layouts

FileKind = Literal["pdf", "xlsx", "docx"]

Paper = Literal[
    "report",
    "indicators",
    "analytics",
    "speaker-certificate",
    "team-works",
    "week-sheet",
    "plan",
    "roadmap",
    "plan-history",
    "event-journal",
    "attendance-journal",
    "consultation-journal",
    "registration-sheet",
    "registration-sheet-contacts",
    "minutes",
    "enrollment-order",
    "consent-processing",
    "consent-publication",
    "consent-frdo",
    "kept-data",
    "personal-data-register",
    "exchange-journal",
    "recovery-sheet",
    "destruction-act",
    "certificate",
    "certificate-book",
    "certificate-check",
    "deficit-map",
    "practice-map",
    "route",
    "diagnostic-change",
    "assignment-sheet",
    "requirement-sheet",
    "peer-review",
    "diary",
    "portfolio",
    "feedback",
    "feedback-form",
    "program",
    "roster",
    "person-card",
    "document-register",
    "intake-form",
    "application",
    "contract",
    "regulations",
    "order",
    "letter",
]
"""A printed form, by the query that gives its data.

`plan`, `roadmap`, `plan-history`: models/queries/plan_print.py; journals and `registration-sheet`:
models/queries/journals_print.py; `minutes`: models/queries/minutes_print.py; `enrollment-order`:
models/queries/orders_print.py; sheets of consent, `kept-data` and `personal-data-register`:
models/queries/personal_data.py; `exchange-journal`: models/queries/outbox.py;
`recovery-sheet`: models/queries/recovery_sheet.py;
`deficit-map`, `practice-map`, `route` and `diagnostic-change`:
models/queries/diagnostics_print.py; `destruction-act`: models/queries/personal_acts.py;
`certificate`, `certificate-book` and `certificate-check`: models/queries/certificates_print.py;
`assignment-sheet`, `peer-review` and `diary`: models/queries/works_print.py; `portfolio`: models/queries/portfolio.py;
`feedback` and `feedback-form`: models/queries/feedback.py;
`requirement-sheet`: models/queries/requirements_print.py; `roster`: models/queries/people_print.py;
`person-card`: models/queries/person_print.py; `intake-form`: models/queries/intake_print.py;
`document-register`: models/queries/documents_print.py; `report`: models/queries/report.py;
`indicators`: models/queries/indicators_print.py; `analytics`: models/queries/analytics.py;
`speaker-certificate`, `team-works`, `week-sheet`: models/queries/team_papers.py;
`application`, `contract`, `regulations`,
`order` and `letter`: models/queries/masters.py.
"""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file: its key («plan.pdf»), what it is called for the person, its ending, and what gives its bytes."""

    key: str
    label: str
    suffix: str
    write: Callable[[Any, Layouts], bytes]


def _bytes(paper: Paper, kind: FileKind, data: Any, layouts: Layouts) -> bytes:
    if isinstance(data, TextPaper | MasteredPaper):
        from exports.documents.masters import MASTERS

        return MASTERS[paper].docx(data) if kind == "docx" else MASTERS[paper].pdf(data)
    from exports.documents.papers import PAPERS
    from exports.documents.site_forms import site_bytes

    return site_bytes(PAPERS[paper], kind, data, layouts)


def _files(paper: Paper, label: str, *kinds: FileKind) -> Iterator[Exporter]:
    for kind in kinds:
        if kind == "pdf":
            yield Exporter(f"{paper}.pdf", f"{label}, документ PDF", ".pdf", partial(_bytes, paper, kind))
        elif kind == "docx":
            yield Exporter(f"{paper}.docx", f"{label}, документ Word", ".docx", partial(_bytes, paper, kind))
        else:
            yield Exporter(f"{paper}.xlsx", f"{label}, таблица Excel", ".xlsx", partial(_bytes, paper, kind))


EXPORTERS = (
    *_files("report", "Отчёт", "pdf", "xlsx", "docx"),
    *_files("indicators", "Показатели", "pdf", "xlsx"),
    *_files("analytics", "Аналитические таблицы", "pdf", "xlsx"),
    *_files("speaker-certificate", "Справка о выступлениях", "pdf", "docx"),
    *_files("team-works", "Список работ", "pdf", "xlsx"),
    *_files("week-sheet", "Что на этой неделе", "pdf"),
    *_files("plan", "План работ", "pdf", "xlsx"),
    *_files("roadmap", "Дорожная карта", "pdf", "xlsx"),
    *_files("plan-history", "История плана", "pdf"),
    *_files("event-journal", "Журнал мероприятий", "pdf", "xlsx"),
    *_files("attendance-journal", "Журнал посещаемости", "pdf", "xlsx"),
    *_files("consultation-journal", "Журнал консультаций", "pdf", "xlsx"),
    *_files("registration-sheet", "Лист регистрации", "pdf"),
    *_files("registration-sheet-contacts", "Лист регистрации с телефонами и почтой", "pdf"),
    *_files("minutes", "Протокол", "pdf", "docx"),
    *_files("enrollment-order", "Приказ о стажёрах", "pdf", "docx"),
    *_files("consent-processing", "Согласие на обработку персональных данных", "pdf"),
    *_files("consent-publication", "Согласие на публикацию имени и фотографии", "pdf"),
    *_files("consent-frdo", "Согласие на передачу сведений для ФИС ФРДО", "pdf"),
    *_files("kept-data", "Сведения о хранимых персональных данных", "pdf"),
    *_files("destruction-act", "Акт об уничтожении персональных данных", "pdf"),
    *_files("deficit-map", "Карта дефицитов", "pdf", "xlsx"),
    *_files("practice-map", "Карта оценки результативности", "pdf", "xlsx"),
    *_files("route", "Индивидуальный образовательный маршрут", "pdf", "xlsx"),
    *_files("diagnostic-change", "Динамика компетенций", "pdf", "xlsx"),
    *_files("certificate", "Сертификат участника стажировочной площадки", "pdf"),
    *_files("certificate-book", "Книга регистрации сертификатов", "pdf", "xlsx"),
    *_files("certificate-check", "Как проверить сертификат", "pdf"),
    *_files("assignment-sheet", "Ведомость заданий", "pdf", "xlsx"),
    *_files("requirement-sheet", "Требования к сертификату", "pdf", "xlsx"),
    *_files("peer-review", "Лист взаимоэкспертизы", "pdf", "xlsx"),
    *_files("diary", "Дневник стажёра", "pdf", "xlsx"),
    *_files("portfolio", "Портфолио стажёра", "pdf"),
    *_files("feedback", "Результаты анкетирования", "pdf", "xlsx"),
    *_files("feedback-form", "Анкета обратной связи", "pdf"),
    *_files("program", "Программа стажировки", "pdf", "docx"),
    *_files("roster", "Список стажёров", "pdf", "xlsx"),
    *_files("person-card", "Карточка стажёра", "pdf"),
    *_files("document-register", "Реестр документов", "pdf", "xlsx"),
    *_files("intake-form", "Анкета стажёра и бланк списка", "pdf", "xlsx"),
    *_files("exchange-journal", "Журнал обмена", "pdf", "xlsx"),
    *_files("recovery-sheet", "Лист восстановления ключа", "pdf"),
    *_files("personal-data-register", "Журнал действий с персональными данными", "pdf", "xlsx"),
    *_files("application", "Заявка на статус площадки", "pdf", "docx"),
    *_files("contract", "Договор о сотрудничестве", "pdf", "docx"),
    *_files("regulations", "Положение о площадке", "pdf", "docx"),
    *_files("order", "Приказ", "pdf", "docx"),
    *_files("letter", "Письмо", "pdf", "docx"),
)
"""The printed forms."""


def paper_bytes(paper: Paper, kind: FileKind, data: object, layouts: Layouts = AS_SHIPPED) -> bytes:
    """The file of a printed form; a plain function, so that it can run in a spawned process.

    `layouts` are those of the site, read in the job that reads the data (models/queries/site_forms.py). Raises
    UserError where the layout of the site does not fit its form, ValueError for a kind of file the form is not
    printed as.
    """
    (exporter,) = [each for each in EXPORTERS if each.key == f"{paper}.{kind}"]
    return exporter.write(data, layouts)


def report_bytes(kind: FileKind, data: ReportData, layouts: Layouts = AS_SHIPPED) -> bytes:
    """The file of a report."""
    return paper_bytes("report", kind, data, layouts)


def placed_report(data: ReportData, layouts: Layouts = AS_SHIPPED) -> tuple[bytes, list[FigurePlace]]:
    """The PDF of a report, and where on its pages each figure stands; a plain function too."""
    from exports.documents.report import REPORT
    from exports.documents.site_forms import own_layout

    places: list[FigurePlace] = []
    return REPORT.placed_pdf(data, layout=own_layout(REPORT, layouts), places=places), places


def shipped_master_file(paper: MasterKind) -> bytes:
    """The Word master of a paper that ships with the program; a plain function too."""
    from exports.documents.masters import MASTERS

    return MASTERS[paper.value].shipped


def check_master_file(paper: MasterKind, content: bytes) -> None:
    """Refuse a Word master that could not be filled: raises UserError with the place; a plain function too."""
    from exports.documents.masters import MASTERS

    MASTERS[paper.value].check(content)


def calendar_file(entries: Sequence[CalendarEntry], title: str) -> bytes:
    """The `.ics` file of a plan's days (models/queries/plan_calendar.py); a plain function too."""
    from exports.calendar import calendar_bytes

    return calendar_bytes(entries, title=title)


def frdo_file(table: FrdoTable) -> bytes:
    """The workbook for ИРО of the register for ФИС ФРДО (models/commands/frdo.py); a plain function too."""
    from exports.xlsx.frdo import frdo_bytes

    return frdo_bytes(table)


def written_pdf(content: bytes, title: str, author: str) -> bytes:
    """A Word document drawn as a plain PDF; a plain function too."""
    from exports.pdf.written import draw_written

    return draw_written(content, title=title, author=author)


def bound_papers(papers: Sequence[tuple[str, bytes]], title: str) -> bytes:
    """PDFs (each with what its bookmark says) one after another as one file; a plain function too.

    Raises ValueError for what is no PDF.
    """
    from exports.pdf.joining import BoundPaper, bound

    return bound([BoundPaper(*paper) for paper in papers], title=title)


def certificate_batch(progress: Progress, data: CertificatePaper, folder: Path, layouts: Layouts = AS_SHIPPED) -> int:
    """The certificates of a batch as files in an empty folder (models/queries/certificates_print.py); gives how many.

    A plain function, so that it can run in a spawned process.
    """
    from exports.documents.certificate import CERTIFICATE
    from exports.documents.certificate_batch import write_batch
    from exports.documents.site_forms import own_layout

    return write_batch(progress, data, folder, layout=own_layout(CERTIFICATE, layouts))
