"""All figures of reports on paper, in Word, in Excel and on the screen against plain SQL (issue 7, Done when 1).

The invented site and three drawn by lot; quarters, half-years, school years and any days, an empty one among them.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exports.registry import report_bytes
from models.queries.report_versions import report_to_show
from models.queries.reports import report_list
from models.rules.periods import parse_period
from tests.end_to_end.figures.printed import (
    EMPTY,
    FORMS,
    SECTIONS,
    SUMMARY,
    Cell,
    line_pattern,
    lines_on_paper,
    number_of,
    on_paper,
    page_text,
    paper_text,
    read_by_office,
    sections_of,
    tables_of,
    total,
    words,
)
from tests.end_to_end.figures.recount import Recount, recounted
from tests.end_to_end.figures.sites import WITHDRAWN, Site, drawn, the_demo
from tests.views.plan.arrange import Heard, workplace_of
from views.reports.figures import FiguresPanel
from views.reports.page import ReportsPage
from views.theme import Mode, Theme

pytestmark = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there"),
    pytest.mark.timeout(240),
]

BY_LOT = (
    (3, date(2026, 3, 20), ("2026-Q1", "2025-12-31..2026-04-01")),
    (7, date(2026, 12, 1), ("2026-H1", "2025/26")),
    (8, date(2026, 7, 1), ("2026-Q1", "2031-Q1")),
)
"""Seed, the day it is, reports."""
DEMO = ("2025-Q4", "2025/26")
CASES = [(0, each) for each in DEMO] + [(at, each) for at, lot in enumerate(BY_LOT, start=1) for each in lot[2]]


class Drawn(NamedTuple):
    """A report with the figures it must have, and where its files lie."""

    site: Site
    expected: Recount
    pdf: Path
    xlsx: Path
    docx: Path


FIRST_PAGE = SUMMARY.items()
Reports = dict[tuple[int, str], Drawn]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    folders = [tmp_path_factory.mktemp("site") for _ in range(4)]
    return [the_demo(folders[0]), *(drawn(folder, *lot) for folder, lot in zip(folders[1:], BY_LOT, strict=True))]


@pytest.fixture(scope="module")
def reports(sites: list[Site], tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Every report drawn as the window draws it, and read by LibreOffice in one go."""
    folder = tmp_path_factory.mktemp("papers")
    made: Reports = {}
    for at, site in enumerate(sites):
        db = site.opened()
        for line in report_list(db):
            data = report_to_show(db, line.id)
            name = f"{at}_{line.period.replace('/', '-')}"
            for kind in ("pdf", "xlsx", "docx"):
                (folder / f"{name}_{kind}.{kind}").write_bytes(report_bytes(kind, data))
            places = [folder / f"{name}_pdf.pdf", folder / f"{name}_xlsx.html", folder / f"{name}_docx.html"]
            period = parse_period(line.period)
            figures = recounted(site.file, line.period, period.start, period.end, site.today)
            made[at, line.period] = Drawn(site, _as_told(figures, site.withdrawn), *places)
        db.close()
    read_by_office([*folder.glob("*.xlsx"), *folder.glob("*.docx")], folder)
    return made


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def report(request: pytest.FixtureRequest, reports: Reports) -> Drawn:
    return reports[request.param]


def _as_told(figures: Recount, code: str | None) -> Recount:
    """The same with a code where somebody is named who withdrew (152-ФЗ)."""
    if code is not None:
        for name, rows in figures.tables.items():
            figures.tables[name] = [tuple(_spoken(each, code) for each in row) for row in rows]
    return figures


def _spoken(value: object, code: str):
    return value.replace(f"{WITHDRAWN} Э. Л.", code) if isinstance(value, str) else value


def test_the_sites_hold_what_is_hard(reports: Reports) -> None:
    """Else the figures would agree where there is nothing to differ."""
    found = [each.expected for each in reports.values()]
    for name in SUMMARY:
        assert any(each.totals[name] for each in found), name
    for name in FORMS:
        assert any(each.tables[name] for each in found), name
        assert name == "indicators" or any(not each.tables[name] for each in found), name
    assert any(each.totals["nps"] is None for each in found)
    lines = [row for each in found for rows in each.tables.values() for row in rows]
    for word in ("не указан", "дистанционно", "смешанно", "Карантин", "Без отметок", "Грант"):
        assert any(word in row for row in lines), word
    assert not any(word in row for row in lines for word in ("Выпавшее", "Впереди"))


def test_paper(report: Drawn) -> None:
    text = paper_text(report.pdf)
    parts, expected = sections_of(text), report.expected
    assert list(parts) == ["", *SECTIONS]
    first = [line.split("  ") for line in parts[""].splitlines()]
    told = [words(each) for line in first for each in line if each.strip()]
    for name, (label, kind) in SUMMARY.items():
        at = told.index(label)
        assert told[at + 1].removesuffix("%").strip() == on_paper(expected.totals[name], kind).removesuffix(" %"), label
    for heading, tables in SECTIONS.items():
        lines = iter(parts[heading].splitlines())
        for name in tables:
            form = FORMS[name]
            for cells in lines_on_paper(form, expected.tables[name]) if expected.tables[name] else ():
                kinds = form.kinds if cells[0] != "Итого" else form.kinds[form.sums[0] :]
                marked = f"i{kinds}" if form.numbered or cells[0] == "Итого" else kinds
                wanted = line_pattern(cells, marked)
                assert any(wanted.match(f" {line}") for line in lines), (name, cells)
        if heading in EMPTY:
            is_empty = not any(expected.tables[name] for name in tables)
            assert (EMPTY[heading] in words(parts[heading])) is is_empty, heading
    whole = words(text)
    for said in (*sentences(expected), *(line for each in expected.texts for line in each.splitlines())):
        assert words(said) in whole
    for fact in expected.passport:
        assert words(fact)[:40] in whole


def sentences(expected: Recount) -> Iterator[str]:
    """What the sections say of their figures in words."""
    said = {name: on_paper(expected.totals[name], kind) for name, (_label, kind) in SUMMARY.items()}
    if expected.tables["plan_items"]:
        yield (
            f"выполнено — {said['done']}, из них позже срока — {said['late']}; перенесено — {said['moved']}, "
            f"отменено — {said['cancelled']}, ещё не выполнено — {said['open_items']}."
        )
    if expected.totals["events"]:
        yield (
            f"из них вне плана — {said['unplanned_events']}; всего академических часов — {said['academic_hours']}. "
            f"Посещений по спискам — {said['visits']}, разных участников — {said['unique_people']}, участников без "
            f"списка — {said['guests']}. Дошкольных организаций — {said['organisations']}, муниципалитетов — "
            f"{said['municipalities']}."
        )
    if expected.tables["satisfaction"]:
        surveyed = on_paper(expected.totals["surveyed"], "i")
        yield (
            f"зачислено в опрошенные потоки — {surveyed}. Средняя оценка — {said['satisfaction']} из 5, готовность "
            f"рекомендовать площадку (NPS) — {said['nps']}."
        )


def test_word(report: Drawn) -> None:
    expected = report.expected
    found = [[[cell.text for cell in line] for line in table] for _heading, table in tables_of(report.docx)]
    _corner, summary, _passport, *tables = found
    pairs = [pair for line in summary for pair in zip(line[::2], line[1::2], strict=True)]
    assert sorted(pairs) == sorted(
        (label, on_paper(expected.totals[name], kind)) for name, (label, kind) in SUMMARY.items()
    )
    filled = [name for name in FORMS if expected.tables[name]]
    assert len(tables) == len(filled)
    for name, (_head, *lines) in zip(filled, tables, strict=True):
        assert lines == lines_on_paper(FORMS[name], expected.tables[name]), name
    whole = words(page_text(report.docx))
    for said in expected.texts:
        assert words(said.splitlines()[0]) in whole


def test_excel(report: Drawn) -> None:
    expected = report.expected
    sheets = {heading.partition(": ")[2]: table for heading, table in tables_of(report.xlsx)}
    facts = {line[0].text: line[1] for line in sheets["Сводка"] if len(line) > 1}
    for name, (label, kind) in SUMMARY.items():
        assert_cell(facts[label], expected.totals[name], kind, label)
    assert [each for each in FORMS if FORMS[each].sheet in sheets] == [each for each in FORMS if expected.tables[each]]
    for name, form in FORMS.items():
        rows = expected.tables[name]
        if not rows:
            continue
        lines = sheets[form.sheet][2:]
        shift = int(form.numbered)
        for no, (line, row) in enumerate(zip(lines, rows, strict=False), start=1):
            assert not form.numbered or line[0].number == no
            for cell, value, kind in zip(line[shift:], row, form.kinds, strict=True):
                assert_cell(cell, value, kind, f"{name} {no}")
        if form.sums:
            assert lines[len(rows)][0].text == "Итого"
            for at in form.sums:
                assert_cell(lines[len(rows)][at + shift], total(rows, at), form.kinds[at], f"{name}: Итого")
        left = lines[len(rows) + bool(form.sums) :]
        assert not [cell for line in left for cell in line if cell.number is not None], name


def assert_cell(cell: Cell, value: object, kind: str, place: str) -> None:
    if value is None or value == "":
        assert cell == Cell("", None), place
    elif isinstance(value, date):
        assert cell.text == f"{value:%d.%m.%Y}", place
    elif kind == "t":
        assert cell.text == words(str(value)), place
    else:
        wanted = number_of(value, kind)  # type: ignore[arg-type]
        assert wanted is not None
        assert cell.number is not None, place
        assert abs(cell.number - (wanted / 100 if kind == "%" else wanted)) < Decimal("0.0051"), place


# The screen

SCREEN_TOTALS = {
    "planned": "Пунктов плана",
    "done": "Выполнено пунктов",
    "late": "Выполнено позже срока",
    "moved": "Перенесено пунктов",
    "cancelled": "Отменено пунктов",
    "open_items": "Не выполнено пунктов",
    "plan_percent": "Выполнение плана, %",
    "events": "Мероприятий",
    "unplanned_events": "Внеплановых мероприятий",
    "minutes": "Минут мероприятий",
    "academic_hours": "Академических часов",
    "participants": "Участников всего",
    "visits": "Посещений по спискам",
    "guests": "Участников без имён",
    "unique_people": "Разных участников",
    "organisations": "Организаций участников",
    "municipalities": "Муниципалитетов",
    "remote_people": "Участников из удалённых поселений",
    "streams": "Потоков",
    "enrolled": "Стажёров в потоках",
    "completed": "Завершили стажировку",
    "expelled": "Отчислено",
    "certificates": "Выдано сертификатов",
    "routes": "Индивидуальных маршрутов",
    "deficits_found": "Выявлено дефицитов",
    "deficits_resolved": "Устранено дефицитов",
    "products": "Продуктов",
    "dissemination": "Представлений опыта",
    "survey_responses": "Анкет",
    "surveyed": "Зачислено в опрошенные потоки",
    "satisfaction": "Средняя оценка в анкетах",
    "nps": "Готовность рекомендовать (NPS)",
}

SCREEN_CELLS = {
    "plan_items": (0, {4: "участников по плану", 5: "участников"}),
    "plan_months": (0, {1: "пунктов плана", 2: "выполнено"}),
    "events": (1, {4: "участников", 5: "организаций", 6: "муниципалитетов", 7: "минут"}),
    "unplanned_events": (1, {4: "участников", 5: "организаций", 6: "муниципалитетов", 7: "минут"}),
    "formats": (0, {1: "мероприятий", 2: "участников", 3: "минут"}),
    "event_months": (0, {1: "мероприятий", 2: "посещений", 3: "участников"}),
    "programmes": (2, {5: "стажёров", 6: "завершили", 7: "сертификатов", 8: "отчислено"}),
    "geography": (0, {2: "организаций", 3: "участников", 4: "из удалённых поселений"}),
    "diagnostics": (0, {1: "выявлено", 2: "устранено", 3: "средняя на входе", 4: "средняя на выходе"}),
    "satisfaction": (1, {2: "ответов", 3: "средняя оценка", 4: "оценок «4» и «5», %"}),
    "indicators": (0, {3: "факт"}),
}
"""Table → the column that a line is called by, and its figures."""


def on_screen(expected: Recount) -> list[tuple[str, str]]:
    """The lines of «Цифры», less what has no column on paper."""
    lines = [(title, told(expected.totals[name])) for name, title in SCREEN_TOTALS.items()]
    for table, (called, figures) in SCREEN_CELLS.items():
        for row in expected.tables[table]:
            begun = f"{row[called]}: "
            lines += [(f"{begun[0].upper()}{begun[1:]}{title}", told(row[at])) for at, title in figures.items()]
    return lines


def told(value: object) -> str:
    if value is None:
        return "—"
    rounded = Decimal(str(round(value, 2)))  # type: ignore[call-overload]
    return f"{rounded.normalize():f}".replace(".", ",")


@pytest.mark.parametrize("at", range(4))
def test_the_screen(
    at: int, reports: Reports, sites: list[Site], qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    site = sites[at]
    shutil.copyfile(site.file, tmp_path / "marshrut.db")
    db = site._replace(folder=tmp_path).opened()
    with workplace_of(db, Theme(qapp, mode=Mode.LIGHT), tmp_path, Heard()) as place:
        page = ReportsPage(place) if not at else None
        panel = page._side.figures if page else FiguresPanel(place)
        shown = page or panel
        qtbot.addWidget(shown)
        shown.resize(1366, 728)
        shown.show()
        for line in report_list(db):
            if page:
                page.show_place(line.period)
                page._side.show_panel("figures")
            else:
                panel.show_report(line.id)
            wanted = on_screen(reports[at, line.period].expected)
            qtbot.waitUntil(lambda: panel._report == line.id and panel.model.rowCount() > 0, timeout=20_000)  # noqa: B023
            qtbot.waitUntil(lambda: not place.jobs.busy, timeout=20_000)
            seen = [
                (str(panel.model.index(row, 0).data()), str(panel.model.index(row, 1).data()))
                for row in range(panel.model.rowCount())
            ]
            assert [each for each in seen if not each[0].endswith(": участников без имён")] == wanted
        shown.hide()
    db.close()
