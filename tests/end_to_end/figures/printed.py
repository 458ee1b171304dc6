"""What the report prints: which columns of which kinds, how a value looks, and how papers are read back."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from lxml import html

from tests.end_to_end.figures.recount import Line, Value

SUMMARY = {
    "planned": ("Пунктов плана на период", "i"),
    "done": ("— выполнено", "i"),
    "late": ("— из выполненных позже срока", "i"),
    "moved": ("— перенесено", "i"),
    "cancelled": ("— отменено", "i"),
    "open_items": ("— ещё не выполнено", "i"),
    "plan_percent": ("Выполнение плана", "%"),
    "events": ("Проведено мероприятий", "i"),
    "unplanned_events": ("— из них вне плана", "i"),
    "academic_hours": ("Академических часов", "d"),
    "participants": ("Участий всего", "i"),
    "visits": ("— посещений по спискам", "i"),
    "guests": ("— участников без списка", "i"),
    "unique_people": ("Разных участников по спискам", "i"),
    "remote_people": ("— из удалённых поселений", "i"),
    "organisations": ("Дошкольных организаций", "i"),
    "municipalities": ("Муниципалитетов", "i"),
    "streams": ("Потоков стажировки", "i"),
    "enrolled": ("Стажёров в потоках", "i"),
    "completed": ("— завершили стажировку", "i"),
    "expelled": ("— отчислено", "i"),
    "certificates": ("Выдано сертификатов", "i"),
    "routes": ("Индивидуальных маршрутов (ИОМ)", "i"),
    "deficits_found": ("Выявлено дефицитов", "i"),
    "deficits_resolved": ("— из них устранено", "i"),
    "products": ("Готовых продуктов", "i"),
    "dissemination": ("Представлений опыта", "i"),
    "survey_responses": ("Заполненных анкет", "i"),
    "satisfaction": ("Средняя оценка участников (1–5)", "d"),
    "nps": ("Готовность рекомендовать (NPS)", "i"),
}
"""The figures of the first page: total → words and kind (integer, decimal, per cent)."""


class Form(NamedTuple):
    """A table as it is printed: kinds are text, date (D), integer, decimal, per cent and hours (of minutes)."""

    sheet: str
    kinds: str
    sums: tuple[int, ...] = ()
    """Columns that are added up below, counted without the number of the line."""
    numbered: bool = True


FORMS = {
    "plan_items": Form("План", "ttDDiitt", (4, 5)),
    "plan_months": Form("План по месяцам", "tii", (1, 2), numbered=False),
    "events": Form("Мероприятия", "Dtttiiiht", (4, 7)),
    "unplanned_events": Form("Вне плана", "Dtttiiiht", (4, 7)),
    "formats": Form("Форматы", "tiih", (1, 2, 3), numbered=False),
    "event_months": Form("По месяцам", "tiii", (1, 2, 3), numbered=False),
    "programmes": Form("Программы", "titDDiiii", (5, 6, 7, 8), numbered=False),
    "geography": Form("География", "ttiii", (2, 3, 4), numbered=False),
    "diagnostics": Form("Диагностика", "tiidd", (1, 2), numbered=False),
    "products": Form("Продукты", "ttDt"),
    "dissemination": Form("Диссеминация", "Dtttttt"),
    "satisfaction": Form("Удовлетворённость", "itid%", numbered=False),
    "indicators": Form("Показатели", "ttdd%"),
}

SECTIONS = {
    "Паспорт площадки": (),
    "Цель и задачи": (),
    "Выполнение плана работ": ("plan_items", "plan_months"),
    "Проведённые мероприятия": ("events", "unplanned_events", "formats", "event_months"),
    "Программы и стажёры": ("programmes",),
    "География участников": ("geography",),
    "Диагностика и индивидуальные маршруты": ("diagnostics",),
    "Продукты": ("products",),
    "Диссеминация опыта": ("dissemination",),
    "Удовлетворённость участников": ("satisfaction",),
    "Показатели": ("indicators",),
    "Трудности и риски": (),
    "Задачи на следующий период": (),
}
"""The thirteen sections of domain.md §5 with their tables."""

EMPTY = {
    "Выполнение плана работ": "На отчётный период пунктов плана нет.",
    "Проведённые мероприятия": "Мероприятий за отчётный период не было.",
    "Программы и стажёры": "Потоков стажировки в отчётном периоде не было.",
    "География участников": "Участников за отчётный период не было.",
    "Диагностика и индивидуальные маршруты": "Диагностики в отчётном периоде не было.",
    "Продукты": "Готовых продуктов за отчётный период нет.",
    "Диссеминация опыта": "За отчётный период площадка не представляла опыт на внешних мероприятиях.",
    "Удовлетворённость участников": "Анкетирования в отчётном периоде не было.",
}
"""What a section says that has nothing to tell."""


_GROUPED_FROM = 10_000


def words(text: str) -> str:
    """A text with single spaces and no hidden hyphens."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\u2060", "")).strip()


def number_of(value: Value, kind: str) -> Decimal | None:
    """A figure in the unit that is printed, as exactly as it is printed."""
    if value is None:
        return None
    exact = Decimal(str(value)) / (45 if kind == "h" else 1)
    return exact.quantize(Decimal(1) if kind in "i%" else Decimal("0.01"), ROUND_HALF_UP)


def on_paper(value: Value, kind: str) -> str:
    """A value as paper shows it: «12.03.2026», «1234», «12 345», «4,67», «85 %», «—»."""
    if value is None or value == "":
        return "—"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if kind == "t":
        return words(str(value))
    number = number_of(value, kind)
    assert number is not None
    whole = f"{abs(number):,f}" if abs(number) >= _GROUPED_FROM else f"{abs(number):f}"
    if "." in whole:
        whole = whole.rstrip("0").rstrip(".")
    sign = "−" if number < 0 else ""
    return sign + whole.replace(",", " ").replace(".", ",") + (" %" if kind == "%" else "")


def lines_on_paper(form: Form, rows: Sequence[Line]) -> list[list[str]]:
    """The lines of a table as paper shows them, with their numbers and the sums below."""
    lines = [
        [
            *([str(no)] if form.numbered else []),
            *(on_paper(each, kind) for each, kind in zip(row, form.kinds, strict=True)),
        ]
        for no, row in enumerate(rows, start=1)
    ]
    if form.sums:
        sums = [on_paper(total(rows, at), form.kinds[at]) if at in form.sums else "" for at in range(len(form.kinds))]
        first = form.sums[0]
        lines.append(["Итого", *sums[first:]])
    return lines


def total(rows: Sequence[Line], at: int) -> Value:
    """The sum of a column; None where all of it is missing."""
    known = [each for row in rows if isinstance(each := row[at], int | float)]
    return sum(known) if known else None


# Paper


def paper_text(file: Path) -> str:
    """A PDF as pdftotext lays it out, without the numbers of its pages."""
    read = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    numbered = read.stdout.replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\f\s*\d+\s*$", "", numbered, flags=re.MULTILINE)


def sections_of(text: str) -> dict[str, str]:
    """The text of each of the thirteen sections by its heading; the first page comes under ""."""
    parts = re.split(rf"^\s*\d{{1,2}}\. ({'|'.join(SECTIONS)})$", text, flags=re.MULTILINE)
    return {"": parts[0], **{head.strip(): body for head, body in zip(parts[1::2], parts[2::2], strict=True)}}


def line_pattern(cells: Sequence[str], kinds: str) -> re.Pattern[str]:
    """A line of a paper's table: figures and days stand as they are, words may be cut short by the next line."""
    parts = [
        r"(?:\s+\S.*?)?" if kind == "t" and cell != "—" else r"\s+" + re.escape(cell).replace(r"\ ", r"\s?")
        for cell, kind in zip(cells, kinds, strict=True)
        if cell
    ]
    return re.compile(rf"^{''.join(parts)}\s*$")


# Word and Excel, as LibreOffice reads them


class Cell(NamedTuple):
    """A cell of a sheet: what is seen, and the number behind it."""

    text: str
    number: Decimal | None


def tables_of(file: Path) -> Iterator[tuple[str, list[list[Cell]]]]:
    """The tables of a page that LibreOffice wrote, each with the heading before it."""
    heading = ""
    page: Any = html.parse(str(file)).getroot()
    for each in page.iter("h1", "table"):
        if each.tag == "h1":
            heading = words(each.text_content())
        else:
            yield heading, [[_cell(cell) for cell in line if cell.tag in ("td", "th")] for line in each.iter("tr")]


def page_text(file: Path) -> str:
    """All text of a page that LibreOffice wrote."""
    page: Any = html.parse(str(file)).getroot()
    return str(page.text_content())


def _cell(cell: Any) -> Cell:
    number = cell.get("sdval")
    return Cell(words(cell.text_content()), Decimal(number) if number else None)


def read_by_office(files: Sequence[Path], folder: Path) -> None:
    """Let LibreOffice write all files as pages into a folder, in one run."""
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ["soffice", home, "--headless", "--convert-to", "html", "--outdir", str(folder), *map(str, files)]
    subprocess.run(asked, check=True, capture_output=True, timeout=200)
