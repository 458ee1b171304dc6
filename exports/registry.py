"""Everything that can leave the program, as one plain tuple; heavy libraries are imported when it is asked for.

Whoever shows or offers an export imports this module only: reportlab and openpyxl stay out until they are needed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from models.rows.calendar import CalendarEntry
from models.rows.report import ReportData

FileKind = Literal["pdf", "xlsx"]

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
    "roster",
    "person-card",
    "intake-form",
]
"""A printed form, by the query that gives its data.

`plan`, `roadmap`, `plan-history`: models/queries/plan_print.py; journals and `registration-sheet`:
models/queries/journals_print.py; `minutes`: models/queries/minutes_print.py; `enrollment-order`:
models/queries/orders_print.py; sheets of consent, `kept-data` and `personal-data-register`:
models/queries/personal_data.py; `destruction-act`: models/queries/personal_acts.py;
`roster`: models/queries/people_print.py; `person-card`: models/queries/person_print.py;
`intake-form`: models/queries/intake_print.py; `report`: models/queries/report.py.
"""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of file: its key («plan.pdf»), what it is called for the person, its ending, and what gives its bytes."""

    key: str
    label: str
    suffix: str
    write: Callable[[Any], bytes]


def _pdf(paper: Paper, data: object) -> bytes:
    from exports.documents.papers import PAPERS

    return PAPERS[paper].pdf(data)


def _xlsx(paper: Paper, data: object) -> bytes:
    from exports.documents.papers import PAPERS

    return PAPERS[paper].xlsx(data)


def _files(paper: Paper, label: str, *kinds: FileKind) -> Iterator[Exporter]:
    for kind in kinds:
        if kind == "pdf":
            yield Exporter(f"{paper}.pdf", f"{label}, документ PDF", ".pdf", partial(_pdf, paper))
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
