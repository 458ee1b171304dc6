"""The sealed report of a period: its records, figures and texts, from which the receiver draws the papers again."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from exports.packages.contents import QUARTERLY_REPORT, Content
from exports.packages.quarterly_schema import DEFICIT, NO_SCORE, PRESENCE_SIGNS, QUARTERLY, TOOK_PART
from exports.packages.tables import Row, Value, cell_text
from exports.packages.wide import Laid, field_names
from models.database import Database
from models.queries.quarter import quarter_contents
from models.rows.codes import DiagnosticStage, Presence
from models.rows.package import PackageRows
from models.rows.quarter import QuarterRows, ScoreRow
from models.rows.report import ReportData
from models.rules.periods import Period

_DIGITS = 6

Numbers = Callable[[str, Sequence[Hashable]], dict[Hashable, int]]
"""Gives the numbers of a table's rows by what names them: known ones stay, new ones follow."""


def quarterly_report(db: Database, period: Period, *, former: Sequence[Laid] = ()) -> Content:
    """The report of a period for ИРО; with the tables of a `former` package its numbers stay as they were there.

    Raises UserError while the site's passport is not filled.
    """
    rows, quarter, report = quarter_contents(db, period)
    return Content(
        kind=QUARTERLY_REPORT,
        period=period,
        site_code=report.passport.site_code,
        site_name=report.passport.short_name,
        tables=quarterly_tables(rows, quarter, report, former=former),
    )


def quarterly_tables(
    rows: PackageRows, quarter: QuarterRows, report: ReportData, *, former: Sequence[Laid] = ()
) -> tuple[Laid, ...]:
    """The tables of `quarterly_schema.py`, filled."""
    numbers = _numbers_after(former)
    lists, list_rows = _lists(rows, report, former)
    districts = numbers("municipalities", [each.oktmo for each in rows.municipalities])
    gardens = numbers("organizations", [(each.name, districts.get(each.oktmo)) for each in quarter.kindergartens])
    garden_of = {each.uid: gardens[each.name, districts.get(each.oktmo)] for each in quarter.kindergartens}
    works_at = {each.trainee: garden_of[each.organization] for each in quarter.works_at}
    programs = numbers("programs", [each.uid for each in rows.programs])
    streams = numbers("streams", [each.uid for each in rows.streams])
    items = numbers("plan_items", sorted(each.uid for each in rows.plan_items))
    events = numbers("events", sorted(each.uid for each in rows.events))
    products = numbers("products", [each.uid for each in rows.products])
    places = numbers("enrollments", [(streams[each.stream], _person(each.trainee)) for each in rows.enrollments])
    materials = {each.event: each.materials for each in quarter.materials}
    stream_facts = {each.stream: each for each in quarter.streams}
    elsewhere = {each.plan_item: each for each in quarter.held_elsewhere}
    scored = {each.competence for each in quarter.scores}
    filled: dict[str, Iterable[Row]] = {
        "facts": _facts(report),
        "lists": list_rows,
        "municipalities": [(districts[each.oktmo], *each) for each in rows.municipalities],
        "organizations": {
            garden_of[each.uid]: (
                garden_of[each.uid],
                each.name,
                districts.get(each.oktmo),
                "x" if each.is_remote else None,
            )
            for each in quarter.kindergartens
        }.values(),
        "competences": [each for each in quarter.competences if each.no in scored],
        "programs": [(programs[each.uid], *each) for each in rows.programs],
        "modules": [(programs[each.program], *each[1:]) for each in rows.modules],
        "streams": [
            (
                streams[each.uid],
                each.uid,
                programs[each.program],
                *each[2:],
                stream_facts[each.uid].certificates,
                "x" if stream_facts[each.uid].is_at_work else None,
            )
            for each in rows.streams
        ],
        "trainees": [
            (
                _person(each.code),
                lists["position", each.position],
                *each[2:5],
                works_at[each.code],
            )
            for each in rows.trainees
        ],
        "enrollments": [
            (
                places[streams[each.stream], _person(each.trainee)],
                streams[each.stream],
                _person(each.trainee),
                *each[2:],
            )
            for each in rows.enrollments
        ],
        "plan_items": [
            (
                items[each.uid],
                each.uid,
                each.plan_kind,
                lists["section", each.section],
                each.title,
                lists["format", each.format],
                *each[5:],
                *(elsewhere[each.uid][1:] if each.uid in elsewhere else (None, None)),
            )
            for each in rows.plan_items
        ],
        "events": [
            (
                events[each.uid],
                each.uid,
                items.get(each.plan_item),
                each.held_on,
                each.title,
                lists["format", each.format],
                *each[5:],
                materials.get(each.uid),
            )
            for each in rows.events
        ],
        "event_streams": [(events[each.event], streams[each.stream], TOOK_PART) for each in rows.event_streams],
        "attendance": [
            (events[each.event], _person(each.trainee), PRESENCE_SIGNS[Presence(each.state)])
            for each in rows.attendance
        ],
        "partial_minutes": [
            (events[each.event], _person(each.trainee), each.minutes)
            for each in rows.attendance
            if each.minutes is not None
        ],
        "entry_scores": _scores(quarter.scores, DiagnosticStage.ENTRY, streams, places),
        "exit_scores": _scores(quarter.scores, DiagnosticStage.EXIT, streams, places),
        "products": [
            (
                products[each.uid],
                each.uid,
                each.title,
                lists["product_kind", each.kind],
                each.made_on,
                each.status,
                events.get(each.event),
                *each[6:],
            )
            for each in rows.products
        ],
        "indicators": [
            (each.code, line, each.title, each.unit, _rounded(each.target), _rounded(each.fact))
            for line, each in enumerate(rows.indicators, start=1)
        ],
        "satisfaction": [
            (each.no, each.question, each.answers, _rounded(each.mean), _rounded(each.good))
            for each in report.satisfaction
        ],
    }
    return tuple(Laid(replace(each.table, rows=list(filled[each.table.name])), each.layout) for each in QUARTERLY)


_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "municipalities": ("oktmo",),
    "organizations": ("title", "municipality"),
    "programs": ("uid",),
    "streams": ("uid",),
    "plan_items": ("uid",),
    "events": ("uid",),
    "products": ("uid",),
    "enrollments": ("stream", "trainee"),
}
"""What tells the rows of a table apart besides their numbers."""


def _numbers_after(former: Sequence[Laid]) -> Numbers:
    known: dict[str, dict[Hashable, int]] = {}
    for each in former:
        table = each.table
        if table.name in _NAMED_BY:
            names = field_names(table.fields)
            places = [names.index(name) for name in _NAMED_BY[table.name]]
            known[table.name] = {
                (row[places[0]] if len(places) == 1 else tuple(row[place] for place in places)): _whole(row[0])
                for row in table.rows
            }

    def numbers(table: str, named: Sequence[Hashable]) -> dict[Hashable, int]:
        return _numbered(named, known.get(table, {}))

    return numbers


def _numbered(named: Iterable[Hashable], known: Mapping[Hashable, int]) -> dict[Hashable, int]:
    numbers = dict(known)
    last = max(known.values(), default=0)
    for each in named:
        if each not in numbers:
            last += 1
            numbers[each] = last
    return numbers


def _lists(
    rows: PackageRows, report: ReportData, former: Sequence[Laid]
) -> tuple[dict[tuple[str, str], int], list[Row]]:
    """Numbers of the words that stand in many rows, and the table of them; formats in the order of the report."""
    held = {each.format for each in rows.events}
    named = {
        "format": [
            *(each.format for each in report.formats if each.format in held),
            *(each.format for each in rows.plan_items),
            *(each.format for each in rows.events),
        ],
        "position": [each.position for each in rows.trainees],
        "product_kind": [each.kind for each in rows.products],
        "section": [each.section for each in rows.plan_items],
    }
    before = [row for each in former if each.table.name == "lists" for row in each.table.rows]
    numbers: dict[tuple[str, str], int] = {}
    table: list[Row] = []
    for name, titles in named.items():
        known: dict[Hashable, int] = {title: _whole(no) for list_, no, title in before if list_ == name}
        numbered = _numbered(titles, known)
        used = set(titles)
        for title, no in sorted(numbered.items(), key=lambda pair: pair[1]):
            numbers[name, str(title)] = no
            if title in used:
                table.append((name, no, str(title)))
    return numbers, table


def _facts(report: ReportData) -> list[Row]:
    """What is said once: passport, signatures, totals, detail and texts, each under its name in the code."""
    parts = (("figure", report.totals), ("passport", report.passport), ("signature", report.signatures))
    facts: list[Row] = []
    for part, source in parts:
        for each in fields(source):
            value: str | date | float | None = getattr(source, each.name)
            if value is not None and value != "":
                # A text is made safe where it is written, and only there.
                said = (
                    value
                    if isinstance(value, str)
                    else cell_text(_rounded(value) if isinstance(value, float) else value)
                )
                facts.append((part, each.name, 1, said))
    facts += [("detail", table, 1, detail) for table, detail in report.detail.items()]
    return [*facts, *(row for section, text in report.texts.items() for row in _paragraphs(section, text))]


def _paragraphs(section: str, text: str) -> list[Row]:
    """A text by its paragraphs: to mend one word of it, one paragraph travels."""
    lines = text.strip().splitlines()
    return [("text", section, no, line) for no, line in enumerate(lines, start=1) if line.strip()]


def _scores(
    scores: Sequence[ScoreRow], stage: DiagnosticStage, streams: Mapping[Hashable, int], places: Mapping[Hashable, int]
) -> list[Row]:
    return [
        (
            each.competence,
            places[streams[each.stream], _person(each.trainee)],
            _score(each.self_score) + _score(each.tutor_score) + (DEFICIT if each.is_deficit else ""),
        )
        for each in scores
        if each.stage == stage.value
    ]


def _score(score: int | None) -> str:
    return NO_SCORE if score is None else str(score)


def _person(code: str) -> int:
    """The number in «С-00017»."""
    return int(code.rpartition("-")[2])


def _whole(value: Value) -> int:
    return int(cell_text(value))


def _rounded(number: float | None) -> float | None:
    """A mean has endless digits; six of them are enough for anybody and the same on every machine."""
    return round(number, _DIGITS) if isinstance(number, float) else number
