"""Past events and marks read from a spreadsheet, beside what the site has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.rows.choice import Choice
from models.rows.codes import Presence
from models.rows.events import EventDraft, GridEvent, Mark
from models.rows.roster import RowNotice
from models.rows.table_import import CellProblem, ImportStatus, PersonListed, ReadTable, TableRow, counts_by_status


@dataclass(frozen=True, slots=True)
class EventDirectory:
    """What rows are matched with: the lists of the site and the events it has already."""

    formats: tuple[Choice, ...]
    people: tuple[PersonListed, ...]
    taken: frozenset[tuple[str, str]] = frozenset()
    """(day, title key) of the events in the log."""


@dataclass(frozen=True, slots=True)
class EventDecision:
    """A row beside the log: `draft` is there when nothing forbids taking it."""

    row: TableRow
    status: ImportStatus
    draft: EventDraft | None = None
    problems: tuple[CellProblem, ...] = ()
    notices: tuple[RowNotice, ...] = ()


@dataclass(frozen=True, slots=True)
class EventsPreview:
    """The rows as they would be written, in the order of the file."""

    table: ReadTable
    decisions: tuple[EventDecision, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by status; every status is there."""
        return counts_by_status(each.status for each in self.decisions)

    @property
    def drafts(self) -> tuple[EventDraft, ...]:
        """What `accept_events` takes: new rows without problems."""
        return tuple(each.draft for each in self.decisions if each.draft and each.status is ImportStatus.NEW)


@dataclass(frozen=True, slots=True)
class MarksColumn:
    """A column of the grid: the day its heading names, by its letter in the spreadsheet."""

    letter: str
    heading: str
    day: date


@dataclass(frozen=True, slots=True)
class MarksRow:
    """A person of the grid as the file writes her, and what stands under each column's letter."""

    row: int
    name: str
    signs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MarksTable:
    """A grid of people × dates found on a sheet; nothing is matched with the site yet."""

    sheet: str
    header_row: int
    columns: tuple[MarksColumn, ...]
    rows: tuple[MarksRow, ...]


@dataclass(frozen=True, slots=True)
class ColumnDecision:
    """A column beside the events of the stream: the event it means, or the problem and the events of that day."""

    column: MarksColumn
    event: GridEvent | None
    problem: str = ""
    proposals: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonDecision:
    """A row beside the people: who it is, her marks by event, and what could not be read.

    A problem's field is a column's letter, or «name».
    """

    row: MarksRow
    person_id: int | None
    marks: Mapping[int, Presence]
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class MarksPreview:
    """What accepting the grid would write."""

    table: MarksTable
    columns: tuple[ColumnDecision, ...]
    people: tuple[PersonDecision, ...]

    @property
    def marks(self) -> dict[int, list[Mark]]:
        """Event → marks: what `accept_marks` takes."""
        found: dict[int, list[Mark]] = {}
        for person in self.people:
            if person.person_id is not None:
                for event_id, state in person.marks.items():
                    found.setdefault(event_id, []).append(Mark(person.person_id, state))
        return found

    @property
    def problems(self) -> int:
        """How many columns and cells wait for a decision."""
        return sum(bool(each.problem) for each in self.columns) + sum(len(each.problems) for each in self.people)
