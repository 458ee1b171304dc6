"""The first consolidated report of a period: what the newest accepted report of each site says, side by side.

Figures are those that sites state. A total is their sum; but a kindergarten or a municipality that came to two sites
counts once, and means of surveys are weighed by the number of surveys.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from openpyxl import Workbook

from exports.institute.figures import NOWHERE, CameFrom, came_from, records, stated_figures
from exports.institute.identities import openers
from exports.institute.kept import kept_tables
from exports.layout import Column, Kind
from exports.packages.tables import Value
from exports.packages.wide import Laid
from exports.xlsx.sheets import Cell, Look, Sheet, sealed_bytes
from models.database import Database
from models.errors import UserError
from models.identity import local_text
from models.institute.folder import InstituteFolder
from models.institute.queries import institute_name, newest_accepted, sites
from models.institute.rows import ReceivedLine, SiteLine
from models.rows.codes import PackageKind
from models.rows.report import ReportTotals
from models.rules.periods import Period
from models.rules.report_figures import TOTAL_TITLES
from models.rules.words import counted

Figure = int | float | None

_WEIGHED = ("satisfaction", "nps")
_HOURS_SHOWN: Mapping[str, Kind] = {
    "academic_hours": "decimal",
    "plan_percent": "percent",
    "satisfaction": "decimal",
}
_SHEET_WIDTH = 260
"""Characters of all columns of the sheet of figures: it goes on over several pages to the right."""


class IndicatorLine(NamedTuple):
    """An indicator of a site."""

    title: str
    unit: str
    target: Value
    fact: Value


class EventLine(NamedTuple):
    """An event of a site; duration in minutes."""

    held_on: Value
    title: str
    format: str
    minutes: Value
    guests: Value


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What the newest accepted report of a site says, its corrections merged; nothing where it sent none."""

    site: SiteLine
    package: ReceivedLine | None = None
    totals: ReportTotals | None = None
    came_from: CameFrom = NOWHERE
    indicators: tuple[IndicatorLine, ...] = ()
    events: tuple[EventLine, ...] = ()

    def figure(self, name: str) -> Figure:
        """One figure by its name in `TOTAL_TITLES`; None without a report."""
        return None if self.totals is None else cast("Figure", getattr(self.totals, name))


@dataclass(frozen=True, slots=True)
class Consolidated:
    """All sites of a period, by code, and the totals."""

    institute: str
    period: Period
    sites: tuple[SiteReport, ...]

    @property
    def reported(self) -> list[SiteReport]:
        """Sites whose report was accepted."""
        return [each for each in self.sites if each.totals is not None]

    def total(self, name: str) -> Figure:
        """The figure of all sites together; None where nobody states one."""
        came = [each.came_from for each in self.reported]
        if name == "organisations":
            return len({place for each in came for place in each.organisations})
        if name == "municipalities":
            return len({oktmo for each in came for oktmo in each.municipalities})
        return cast("Figure", getattr(summed([each.totals for each in self.reported if each.totals is not None]), name))


def consolidated(db: Database, folder: InstituteFolder, period: Period) -> Consolidated:
    """Read the newest accepted reports of a period; UserError where there is none, or where a kept file is gone."""
    newest = {
        each.site_code: each
        for each in newest_accepted(db, kind=PackageKind.QUARTERLY_REPORT.value, period=period.code)
    }
    if not newest:
        raise UserError(
            f"Принятых отчётов ({period.title}) нет ни от одной площадки.",
            "Возьмите пакеты командой institute receive и повторите.",
        )
    keys = openers(db, folder)
    every = tuple(
        _site_report(site, newest[site.code], kept_tables(db, folder, newest[site.code], keys))
        if site.code in newest
        else SiteReport(site)
        for site in sites(db)
    )
    return Consolidated(institute_name(db), period, every)


def summed(totals: Sequence[ReportTotals]) -> ReportTotals:
    """The figures of several sites together; `organisations` and `municipalities` are sums here, too."""
    added = {
        name: sum(cast("int", getattr(each, name)) for each in totals)
        for name in ReportTotals.__dataclass_fields__
        if name not in _WEIGHED
    }
    whole = ReportTotals(**added)
    nps = _weighed(totals, lambda each: each.nps)
    return replace(
        whole,
        satisfaction=_weighed(totals, lambda each: each.satisfaction),
        nps=None if nps is None else round(nps),
    )


def consolidated_bytes(report: Consolidated) -> bytes:
    """The workbook: figures by site, indicators, events, and which packages it was drawn from."""
    book = Workbook(write_only=True)
    footer = f"{report.institute}, {report.period.title}"
    _write_figures(book, report, footer)
    _write_table(
        book, "Показатели", f"Показатели площадок, {report.period.title}", _INDICATORS, _indicators(report), footer
    )
    _write_table(book, "Мероприятия", f"Мероприятия, {report.period.title}", _EVENTS, _events(report), footer)
    _write_table(book, "Пакеты", f"Из чего составлено: {_counted(report)}", _PACKAGES, _packages(report), footer)
    return sealed_bytes(book, title=f"Сводный отчёт, {report.period.title}", author=report.institute)


_INDICATORS = (
    Column(key="site", title="Площадка", width=30),
    Column(key="title", title="Показатель", width=60),
    Column(key="unit", title="Единица", width=12, align="center"),
    Column(key="target", title="План", width=12, kind="decimal", align="center"),
    Column(key="fact", title="Факт", width=12, kind="decimal", align="center"),
)
_EVENTS = (
    Column(key="site", title="Площадка", width=30),
    Column(key="held_on", title="Дата", width=12, kind="date", align="center"),
    Column(key="title", title="Тема", width=60),
    Column(key="format", title="Формат", width=24),
    Column(key="minutes", title="Акад. часов", width=10, kind="hours", align="center"),
    Column(key="guests", title="Гостей без имён", width=10, kind="integer", align="center"),
)
_PACKAGES = (
    Column(key="site", title="Площадка", width=30),
    Column(key="code", title="Код", width=20),
    Column(key="package", title="Пакет", width=60),
    Column(key="received", title="Получен", width=18, align="center"),
    Column(key="corrected", title="С поправками", width=14, align="center"),
    Column(key="questions", title="Вопросов", width=10, kind="integer", align="center"),
)


def _site_report(site: SiteLine, package: ReceivedLine, tables: tuple[Laid, ...]) -> SiteReport:
    formats = {row["no"]: str(row["title"]) for row in records(tables, "lists") if row["list"] == "format"}
    return SiteReport(
        site,
        package,
        ReportTotals(**cast("Mapping[str, int]", stated_figures(tables))),
        came_from=came_from(tables),
        indicators=tuple(
            IndicatorLine(str(row["title"]), str(row["unit"]), row["target"], row["fact"])
            for row in records(tables, "indicators")
        ),
        events=tuple(
            EventLine(
                row["held_on"], str(row["title"]), formats.get(row["format"], ""), row["duration_min"], row["guests"]
            )
            for row in records(tables, "events")
        ),
    )


def _weighed(totals: Sequence[ReportTotals], figure: Callable[[ReportTotals], float | None]) -> float | None:
    said = [(value, each.survey_responses) for each in totals if (value := figure(each)) is not None]
    weight = sum(responses for _value, responses in said)
    return sum(value * responses for value, responses in said) / weight if weight else None


def _write_figures(book: Workbook, report: Consolidated, footer: str) -> None:
    columns = (
        Column(key="site", title="Площадка", width=34),
        Column(key="code", title="Код", width=18),
        *(Column(key=name, title=title, width=11, align="center") for name, title in TOTAL_TITLES.items()),
    )
    sheet = Sheet(book, "Сводка", columns=columns, lying=True, footer=footer, room=_SHEET_WIDTH)
    sheet.go_on_sideways(2)
    sheet.freeze(2)
    sheet.head(f"Сводный отчёт, {report.period.title}")
    for each in report.sites:
        sheet.add(Cell(_name(each)), Cell(each.site.code), *_figures(each.figure, "center"))
    sheet.add(Cell("Всего", look="total_left"), Cell(None, look="total_left"), *_figures(report.total, "total"))


def _figures(figure: Callable[[str], Figure], look: Look) -> list[Cell]:
    return [Cell(figure(name), _HOURS_SHOWN.get(name, "integer"), look) for name in TOTAL_TITLES]


def _write_table(
    book: Workbook, name: str, heading: str, columns: Sequence[Column], lines: Iterable[Sequence[object]], footer: str
) -> None:
    sheet = Sheet(book, name, columns=columns, lying=True, footer=footer)
    sheet.freeze(2)
    sheet.head(heading)
    for line in lines:
        sheet.add(*(Cell(value, each.kind, each.align) for value, each in zip(line, columns, strict=True)))


def _indicators(report: Consolidated) -> Iterable[Sequence[object]]:
    return [(_name(each), *line) for each in report.reported for line in each.indicators]


def _events(report: Consolidated) -> Iterable[Sequence[object]]:
    found = [(line.held_on, _name(each), line) for each in report.reported for line in each.events]
    return [(name, *line) for _day, name, line in sorted(found, key=lambda one: (str(one[0]), one[1]))]


def _packages(report: Consolidated) -> Iterable[Sequence[object]]:
    for each in report.sites:
        package = each.package
        if package is None:
            yield _name(each), each.site.code, "отчёта нет", None, None, None
        else:
            corrected = "да" if package.corrects else "нет"
            received = local_text(package.received_at)
            yield _name(each), each.site.code, package.name, received, corrected, package.questions


def _counted(report: Consolidated) -> str:
    late = len(report.sites) - len(report.reported)
    reports = counted(len(report.reported), "отчёт", "отчёта", "отчётов")
    return reports + (f", ещё не прислали: {late}" if late else "")


def _name(each: SiteReport) -> str:
    return each.site.title or each.site.code
