"""The report drawn again from the tables of its sealed package: figures as they were stated, rows from the records.

What the site's own report reads from its database (models/queries/report.py) is read here from what came with it, so
the receiver draws the same paper. Two things the records cannot tell stand nowhere: the order in which a site keeps
its own lists of formats, and events of other days that products were shown at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple, TypeVar, get_type_hints

from exports.packages.quarterly_schema import DEFICIT, NO_SCORE, PRESENCE_SIGNS
from exports.packages.tables import Value, cell_text
from exports.packages.wide import Laid, field_names
from models.queries.report import KIND_TITLES
from models.rows.codes import EnrollmentStatus, Mode, PlanItemStatus, PlanKind, Presence, ProductStatus
from models.rows.report import (
    DiagnosticRow,
    DisseminationRow,
    EventRow,
    FormatRow,
    GeographyRow,
    IndicatorRow,
    PlanItemRow,
    ProductRow,
    ProgrammeRow,
    ReportData,
    ReportSignatures,
    ReportTotals,
    SatisfactionRow,
    SitePassport,
)
from models.rules.periods import Period
from models.rules.plan_marks import state_words
from models.rules.report_months import event_months, plan_months

MOST_PARAGRAPHS = 5_000
"""Of one text: all of them are made, the empty ones too."""

_CAME = {PRESENCE_SIGNS[Presence.PRESENT], PRESENCE_SIGNS[Presence.REMOTE]}
_NOWHERE = "не указан"

Part = TypeVar("Part", SitePassport, ReportSignatures, ReportTotals)
_Record = Mapping[str, Any]
"""A row by the names of its columns; the schema says what each holds, and it was proved before."""
_Tables = Mapping[str, Sequence[_Record]]


class _Visit(NamedTuple):
    trainee: int
    organization: int
    municipality: int | None
    is_remote: bool


def report_from_tables(content: Sequence[Laid], period: Period) -> ReportData:
    """What the report of a period prints, from the whole tables of its package (a correction merged before).

    ValueError for tables that are no report's.
    """
    tables = {each.table.name: _records(each) for each in content}
    if "facts" not in tables:
        raise ValueError("not the tables of a report")
    said: dict[str, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for fact in tables["facts"]:
        said[fact["part"]][fact["name"]][fact["line"]] = fact["value"]
    single = {part: {name: lines[1] for name, lines in names.items() if 1 in lines} for part, names in said.items()}
    visits = _visits(tables)
    items = _plan_items(tables, visits, period)
    events = _events(tables, visits)
    planned = _numbered(row for row, is_planned in events if is_planned)
    unplanned = _numbered(row for row, is_planned in events if not is_planned)
    return ReportData(
        period_code=period.code,
        period_title=period.title,
        period_start=period.start,
        period_end=period.end,
        kind_title=KIND_TITLES[period.kind],
        passport=_part(SitePassport, single.get("passport", {})),
        signatures=_part(ReportSignatures, single.get("signature", {})),
        totals=_part(ReportTotals, single.get("figure", {})),
        plan_items=tuple(map(_in_words, items)),
        plan_months=plan_months(period, items),
        events=planned,
        unplanned_events=unplanned,
        formats=_formats(tables, visits),
        event_months=event_months((*planned, *unplanned)),
        programmes=_programmes(tables, period),
        geography=_geography(tables, visits),
        diagnostics=_diagnostics(tables),
        products=_products(tables),
        dissemination=_dissemination(tables),
        satisfaction=tuple(
            SatisfactionRow(each["no"], each["question"], each["answers"], _float(each["mean"]), _float(each["good"]))
            for each in tables["satisfaction"]
        ),
        indicators=tuple(
            IndicatorRow(each["line"], each["title"], each["unit"], _float(each["target"]), _float(each["fact"]))
            for each in sorted(tables["indicators"], key=lambda each: each["line"])
        ),
        texts={section: _paragraphs(lines) for section, lines in said["text"].items()},
        detail=single.get("detail", {}),
    )


def _records(each: Laid) -> list[_Record]:
    names = field_names(each.table.fields)
    return [dict(zip(names, row, strict=True)) for row in each.table.rows]


def _part(of: type[Part], said: Mapping[str, str]) -> Part:
    """A part of the report from its facts, each turned into what the field holds."""
    hints = get_type_hints(of)
    return of(**{each.name: _turned(hints[each.name], said[each.name]) for each in fields(of) if each.name in said})


def _turned(hint: object, text: str) -> Any:
    turns: Mapping[object, Callable[[str], object]] = {
        date | None: date.fromisoformat,
        int: int,
        int | None: int,
        float | None: float,
    }
    return turns.get(hint, str)(text)


def _paragraphs(lines: Mapping[int, str]) -> str:
    """A text as it was typed: its lines by number, empty ones between; ValueError for a number beyond all sense."""
    if max(lines) > MOST_PARAGRAPHS:
        raise ValueError("too many paragraphs")
    return "\n".join(lines.get(no, "") for no in range(1, max(lines) + 1))


def _visits(tables: _Tables) -> dict[int, list[_Visit]]:
    """Marks of people who took part, by event."""
    works_at = {each["no"]: each["organization"] for each in tables["trainees"]}
    organizations = {each["no"]: each for each in tables["organizations"]}
    visits: dict[int, list[_Visit]] = defaultdict(list)
    for each in tables["attendance"]:
        if each["mark"] in _CAME:
            at = organizations[works_at[each["trainee"]]]
            visits[each["event"]].append(
                _Visit(each["trainee"], at["no"], at["municipality"], at["is_remote"] is not None)
            )
    return visits


def _list(tables: _Tables, name: str) -> dict[int, str]:
    return {each["no"]: each["title"] for each in tables["lists"] if each["list"] == name}


def _plan_items(tables: _Tables, visits: Mapping[int, Sequence[_Visit]], period: Period) -> list[PlanItemRow]:
    """The items that count in the period, their status a code."""
    formats, sections = _list(tables, "format"), _list(tables, "section")
    held: dict[int, list[_Record]] = defaultdict(list)
    for each in _by_day(tables["events"]):
        held[each["plan_item"]].append(each)
    counted = [
        each
        for each in tables["plan_items"]
        if each["plan_kind"] != PlanKind.ROADMAP.value
        and (_within(period, each["due_to"]) or _within(period, each["postponed_to"]))
    ]
    counted.sort(key=lambda each: (each["section"], each["due_from"], each["uid"]))
    return [
        PlanItemRow(
            no=no,
            title=each["title"],
            format=formats[each["format"]],
            due=each["due_to"],
            done_on=each["done_on"],
            participants_planned=each["planned_count"],
            participants_actual=_came(each, held[each["no"]], visits),
            result=_result(each, held[each["no"]]),
            reason=each["reason"] or "",
            status=each["status"],
            section=sections[each["section"]],
            postponed_to=each["postponed_to"],
        )
        for no, each in enumerate(counted, start=1)
    ]


def _came(item: _Record, events: Sequence[_Record], visits: Mapping[int, Sequence[_Visit]]) -> int | None:
    if item["participants"] is not None or not events:
        return item["participants"]
    return sum(each["guests"] + len(visits.get(each["no"], ())) for each in events)


def _result(item: _Record, events: Sequence[_Record]) -> str:
    """What came out, or the expected result while nothing did."""
    outcomes = "; ".join(each["outcome"] for each in events if each["outcome"])
    return item["result"] or outcomes or item["expected_result"] or ""


def _in_words(row: PlanItemRow) -> PlanItemRow:
    is_moved = row.postponed_to is not None
    return row._replace(status=state_words(PlanItemStatus(row.status), due_to=row.due, is_moved=is_moved))


def _events(tables: _Tables, visits: Mapping[int, Sequence[_Visit]]) -> list[tuple[EventRow, bool]]:
    """Events by day, and whether each was planned; not yet numbered."""
    formats = _list(tables, "format")
    found: list[tuple[EventRow, bool]] = []
    for each in _by_day(tables["events"]):
        came = visits.get(each["no"], ())
        row = EventRow(
            no=0,
            date=each["held_on"],
            title=each["title"],
            format=formats[each["format"]],
            mode=Mode(each["mode"]).label,
            participants=len(came) + each["guests"],
            guests=each["guests"],
            organisations=len({visit.organization for visit in came}),
            municipalities=len({visit.municipality for visit in came} - {None}),
            minutes=each["duration_min"],
            materials=each["materials"] or "",
        )
        found.append((row, each["plan_item"] is not None))
    return found


def _numbered(rows: Iterable[EventRow]) -> tuple[EventRow, ...]:
    return tuple(row._replace(no=no) for no, row in enumerate(rows, start=1))


def _formats(tables: _Tables, visits: Mapping[int, Sequence[_Visit]]) -> tuple[FormatRow, ...]:
    titles = _list(tables, "format")
    events: dict[int, list[_Record]] = defaultdict(list)
    for each in tables["events"]:
        events[each["format"]].append(each)
    found = [
        FormatRow(
            titles[no],
            len(held),
            sum(each["guests"] + len(visits.get(each["no"], ())) for each in held),
            sum(each["duration_min"] for each in held),
        )
        for no, held in sorted(events.items())
    ]
    return tuple(sorted(found, key=lambda row: -row.events))


def _programmes(tables: _Tables, period: Period) -> tuple[ProgrammeRow, ...]:
    programs = {each["no"]: each for each in tables["programs"]}
    places: dict[int, list[_Record]] = defaultdict(list)
    for each in tables["enrollments"]:
        places[each["stream"]].append(each)

    def ended(stream: _Record, status: EnrollmentStatus) -> int:
        return sum(
            each["status"] == status.value and _within(period, each["left_on"] or stream["ends_on"])
            for each in places[stream["no"]]
        )

    at_work = [each for each in tables["streams"] if each["is_at_work"] is not None]
    return tuple(
        ProgrammeRow(
            programme=programs[each["program"]]["title"],
            hours=programs[each["program"]]["hours"],
            stream=each["title"],
            start=each["starts_on"],
            end=each["ends_on"],
            enrolled=len(places[each["no"]]),
            completed=ended(each, EnrollmentStatus.COMPLETED),
            certificates=each["certificates"],
            expelled=ended(each, EnrollmentStatus.EXPELLED),
        )
        for each in sorted(at_work, key=lambda each: (each["starts_on"], each["uid"]))
    )


def _geography(tables: _Tables, visits: Mapping[int, Sequence[_Visit]]) -> tuple[GeographyRow, ...]:
    municipalities = {each["no"]: each for each in tables["municipalities"]}
    there: dict[int | None, list[_Visit]] = defaultdict(list)
    for came in visits.values():
        for visit in came:
            there[visit.municipality].append(visit)

    def row(no: int | None, came: Sequence[_Visit]) -> GeographyRow:
        at = municipalities.get(no) if no is not None else None
        return GeographyRow(
            municipality=at["title"] if at else _NOWHERE,
            oktmo=at["oktmo"] if at else "",
            organisations=len({visit.organization for visit in came}),
            trainees=len({visit.trainee for visit in came}),
            remote=len({visit.trainee for visit in came if visit.is_remote}),
        )

    found = [row(no, came) for no, came in there.items()]
    return tuple(sorted(found, key=lambda each: (not each.oktmo, -each.trainees, each.municipality, each.oktmo)))


def _diagnostics(tables: _Tables) -> tuple[DiagnosticRow, ...]:
    entry: dict[int, dict[int, str]] = defaultdict(dict)
    for each in tables["entry_scores"]:
        entry[each["competence"]][each["enrollment"]] = each["scores"]
    exit_ = {(each["competence"], each["enrollment"]): str(each["scores"]) for each in tables["exit_scores"]}
    found: list[DiagnosticRow] = []
    for each in sorted(tables["competences"], key=lambda each: each["no"]):
        cards = entry.get(each["no"], {})
        after = {place: exit_[each["no"], place] for place in cards if (each["no"], place) in exit_}
        deficits = [place for place, scores in cards.items() if scores.endswith(DEFICIT)]
        if cards:
            found.append(
                DiagnosticRow(
                    area=each["area"],
                    competence=each["title"],
                    found=len(deficits),
                    resolved=sum(place in after and not after[place].endswith(DEFICIT) for place in deficits),
                    mean_entry=_mean(cards.values()),
                    mean_exit=_mean(after.values()),
                )
            )
    return tuple(found)


def _mean(scores: Iterable[str]) -> float | None:
    """Mean of the tutor's marks."""
    marks = [int(each[1]) for each in scores if each[1] != NO_SCORE]
    return sum(marks) / len(marks) if marks else None


def _products(tables: _Tables) -> tuple[ProductRow, ...]:
    kinds = _list(tables, "product_kind")
    return tuple(
        ProductRow(
            no,
            each["title"],
            kinds[each["product_kind"]],
            each["made_on"],
            ProductStatus(each["status"]).label,
            each["url"] or each["publication"] or "",
        )
        for no, each in enumerate(_by_day(tables["products"], "made_on"), start=1)
    )


def _dissemination(tables: _Tables) -> tuple[DisseminationRow, ...]:
    events = {each["no"]: each for each in tables["events"]}
    shown = [each for each in _by_day(tables["products"], "made_on") if each["participation_form"] or each["level"]]
    return tuple(
        DisseminationRow(
            no=no,
            date=events[each["event"]]["held_on"] if each["event"] is not None else each["made_on"],
            event=events[each["event"]]["title"] if each["event"] is not None else "",
            form=each["participation_form"] or "",
            level=each["level"] or "",
            topic=each["title"],
            publication=each["publication"] or "",
            link=each["url"] or "",
        )
        for no, each in enumerate(shown, start=1)
    )


def _by_day(records: Sequence[_Record], day: str = "held_on") -> list[_Record]:
    """In the order of days; of one day as they were written down (uids grow)."""
    return sorted(records, key=lambda each: (each[day], each["uid"]))


def _within(period: Period, day: date | None) -> bool:
    return day is not None and period.start <= day <= period.end


def _float(value: Value) -> float | None:
    return None if value is None else float(cell_text(value))
