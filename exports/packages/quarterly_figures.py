"""The figures of a report counted once more from the records that came with it, as models/queries/report.py does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, cast

from exports.packages.quarterly_schema import DEFICIT, PRESENCE_SIGNS
from exports.packages.tables import Value, cell_text
from exports.packages.wide import Laid, field_names
from models.rows.codes import EnrollmentStatus, PlanItemStatus, PlanKind, Presence
from models.rules.periods import Period

_CAME = {PRESENCE_SIGNS[Presence.PRESENT], PRESENCE_SIGNS[Presence.REMOTE]}

_Record = Mapping[str, Value]


def differing_figures(content: Sequence[Laid], period: Period) -> tuple[str, ...]:
    """Names (fields of `ReportTotals`) of the figures that do not agree with the records, in the order of the report.

    What the records cannot tell is left out: surveys, routes and certificates of streams elsewhere.
    """
    tables = {each.table.name: _records(each) for each in content}
    stated = {str(each["name"]): str(each["value"]) for each in tables["facts"] if each["part"] == "figure"}
    counted = {**_of_plan(tables, period), **_of_events(tables), **_of_streams(tables, period), **_of_deficits(tables)}
    counted["products"] = len(tables["products"])
    return tuple(name for name, figure in counted.items() if stated.get(name) != str(figure))


def _records(each: Laid) -> list[_Record]:
    names = field_names(each.table.fields)
    return [dict(zip(names, row, strict=True)) for row in each.table.rows]


_Tables = Mapping[str, Sequence[_Record]]


def _of_plan(tables: _Tables, period: Period) -> dict[str, int]:
    due = [
        each
        for each in tables["plan_items"]
        if each["plan_kind"] != PlanKind.ROADMAP.value
        and (_within(period, each["due_to"]) or _within(period, each["postponed_to"]))
    ]
    by_state = {state: [each for each in due if each["status"] == state.value] for state in PlanItemStatus}
    done = by_state[PlanItemStatus.DONE]
    moved, cancelled = len(by_state[PlanItemStatus.POSTPONED]), len(by_state[PlanItemStatus.CANCELLED])
    late = [each for each in done if _day(each["done_on"]) > _day(each["postponed_to"] or each["due_to"])]
    return {
        "planned": len(due),
        "done": len(done),
        "late": len(late),
        "moved": moved,
        "cancelled": cancelled,
        "open_items": len(due) - len(done) - moved - cancelled,
    }


def _of_events(tables: _Tables) -> dict[str, int]:
    came = [each["trainee"] for each in tables["attendance"] if each["mark"] in _CAME]
    organization_of = {each["no"]: each["organization"] for each in tables["trainees"]}
    organizations = {each["no"]: each for each in tables["organizations"]}
    people = set(came)
    theirs = {organization_of[person] for person in people}
    return {
        "events": len(tables["events"]),
        "unplanned_events": sum(each["plan_item"] is None for each in tables["events"]),
        "minutes": _sum(each["duration_min"] for each in tables["events"]),
        "visits": len(came),
        "guests": _sum(each["guests"] for each in tables["events"]),
        "unique_people": len(people),
        "organisations": len(theirs),
        "municipalities": len({organizations[each]["municipality"] for each in theirs} - {None}),
        "remote_people": sum(organizations[organization_of[each]]["is_remote"] is not None for each in people),
    }


class _Place(NamedTuple):
    status: Value
    ended_on: Value


def _of_streams(tables: _Tables, period: Period) -> dict[str, int]:
    at_work = {each["no"]: each["ends_on"] for each in tables["streams"] if each["is_at_work"] is not None}
    places = [
        _Place(each["status"], each["left_on"] or at_work[each["stream"]])
        for each in tables["enrollments"]
        if each["stream"] in at_work
    ]

    def ended(status: EnrollmentStatus) -> int:
        return sum(each.status == status.value and _within(period, each.ended_on) for each in places)

    return {
        "streams": len(at_work),
        "enrolled": len(places),
        "completed": ended(EnrollmentStatus.COMPLETED),
        "expelled": ended(EnrollmentStatus.EXPELLED),
    }


def _of_deficits(tables: _Tables) -> dict[str, int]:
    found = [_cell(each) for each in tables["entry_scores"] if str(each["scores"]).endswith(DEFICIT)]
    mended = {_cell(each) for each in tables["exit_scores"] if not str(each["scores"]).endswith(DEFICIT)}
    return {"deficits_found": len(found), "deficits_resolved": sum(each in mended for each in found)}


def _cell(record: _Record) -> tuple[Value, Value]:
    return record["competence"], record["enrollment"]


def _within(period: Period, day: Value) -> bool:
    return day is not None and period.start <= _day(day) <= period.end


def _day(value: Value) -> date:
    """A day; an item without one was done on no day, so it is never late."""
    return cast("date", value) if value is not None else date.min


def _sum(values: Iterable[Value]) -> int:
    return sum(int(cell_text(value)) for value in values)
