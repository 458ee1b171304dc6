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
from models.rows.report import ReportData

FileKind = Literal["pdf", "xlsx", "docx"]

Paper = Literal[
    "report",
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
    "intake-form",
]
"""A printed form, by the query that gives its data.

`plan`, `roadmap`, `plan-history`: models/queries/plan_print.py; journals and `registration-sheet`:
models/queries/journals_print.py; `minutes`: models/queries/minutes_print.py; `enrollment-order`:
models/queries/orders_print.py; sheets of consent, `kept-data` and `personal-data-register`:
models/queries/personal_data.py; `deficit-map`, `practice-map`, `route` and `diagnostic-change`:
models/queries/diagnostics_print.py; `destruction-act`: models/queries/personal_acts.py;
`certificate`, `certificate-book` and `certificate-check`: models/queries/certificates_print.py;
`assignment-sheet`, `peer-review` and `diary`: models/queries/works_print.py; `portfolio`: models/queries/portfolio.py;
`feedback` and `feedback-form`: models/queries/feedback.py;
`requirement-sheet`: models/queries/requirements_print.py; `roster`: models/queries/people_print.py;
`person-card`: models/queries/person_print.py; `intake-form`: models/queries/intake_print.py;
`report`: models/queries/report.py.
"""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file: its key («plan.pdf»), what it is called for the person, its ending, and what gives its bytes."""

    key: str
    label: str
    suffix: str
    write: Callable[[Any], bytes]


def _pdf(paper: Paper, data: Any) -> bytes:
    from exports.documents.papers import PAPERS

    return PAPERS[paper].pdf(data)


def _xlsx(paper: Paper, data: Any) -> bytes:
    from exports.documents.papers import PAPERS

    return PAPERS[paper].xlsx(data)


def _docx(paper: Paper, data: Any) -> bytes:
    from exports.documents.papers import PAPERS
    from exports.docx.document import write_document

    return write_document(PAPERS[paper], data)


def _files(paper: Paper, label: str, *kinds: FileKind) -> Iterator[Exporter]:
    for kind in kinds:
        if kind == "pdf":
            yield Exporter(f"{paper}.pdf", f"{label}, документ PDF", ".pdf", partial(_pdf, paper))
        elif kind == "docx":
            yield Exporter(f"{paper}.docx", f"{label}, документ Word", ".docx", partial(_docx, paper))
        else:
            yield Exporter(f"{paper}.xlsx", f"{label}, таблица Excel", ".xlsx", partial(_xlsx, paper))


EXPORTERS = (
    *_files("report", "Отчёт", "pdf", "xlsx"),
    *_files("plan", "План работ", "pdf", "xlsx"),
    *_files("roadmap", "Дорожная карта", "pdf", "xlsx"),
    *_files("plan-history", "История плана", "pdf"),
    *_files("event-journal", "Журнал мероприятий", "pdf", "xlsx"),
    *_files("attendance-journal", "Журнал посещаемости", "pdf", "xlsx"),
    *_files("consultation-journal", "Журнал консультаций", "pdf", "xlsx"),
    *_files("registration-sheet", "Лист регистрации", "pdf"),
    *_files("registration-sheet-contacts", "Лист регистрации с телефонами и почтой", "pdf"),
    *_files("minutes", "Протокол", "pdf"),
    *_files("enrollment-order", "Приказ о стажёрах", "pdf"),
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
    *_files("intake-form", "Анкета стажёра и бланк списка", "pdf", "xlsx"),
    *_files("personal-data-register", "Журнал действий с персональными данными", "pdf", "xlsx"),
)
"""The printed forms."""


def paper_bytes(paper: Paper, kind: FileKind, data: object) -> bytes:
    """The file of a printed form; a plain function, so that it can run in a spawned process.

    Raises ValueError for a kind of file the form is not printed as.
    """
    (exporter,) = [each for each in EXPORTERS if each.key == f"{paper}.{kind}"]
    return exporter.write(data)


def report_bytes(kind: FileKind, data: ReportData) -> bytes:
    """The file of a report."""
    return paper_bytes("report", kind, data)


def calendar_file(entries: Sequence[CalendarEntry], title: str) -> bytes:
    """The `.ics` file of a plan's days (models/queries/plan_calendar.py); a plain function too."""
    from exports.calendar import calendar_bytes

    return calendar_bytes(entries, title=title)


def frdo_file(table: FrdoTable) -> bytes:
    """The workbook for ИРО of the register for ФИС ФРДО (models/commands/frdo.py); a plain function too."""
    from exports.xlsx.frdo import frdo_bytes

    return frdo_bytes(table)


def certificate_batch(progress: Progress, data: CertificatePaper, folder: Path) -> int:
    """The certificates of a batch as files in an empty folder (models/queries/certificates_print.py); gives how many.

    A plain function, so that it can run in a spawned process.
    """
    from exports.documents.certificate_batch import write_batch

    return write_batch(progress, data, folder)
