"""Events and marks of a spreadsheet beside what the site has: the preview of what would be written."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.imports.event_rows import decide_events, event_key
from models.imports.marks_table import decide_marks
from models.imports.row_reading import Corrections
from models.queries.fetch import Source, rows
from models.queries.marks_grid import read_grid
from models.queries.plan_import import read_people
from models.rows.choice import Choice
from models.rows.event_import import EventDirectory, EventsPreview, MarksPreview, MarksTable
from models.rows.table_import import PersonListed, ReadTable


class _Taken(NamedTuple):
    held_on: date
    title: str


def events_preview(db: Database, table: ReadTable, said: Corrections | None = None) -> EventsPreview:
    """The rows of a read list beside the log; `said` are the cells that the person corrected."""
    with db.reading() as session:
        directory = EventDirectory(
            formats=tuple(rows(session, Choice, "SELECT id, title FROM event_format ORDER BY sort_order, id")),
            people=_people(session),
            taken=frozenset(event_key(*each) for each in rows(session, _Taken, "SELECT held_on, title FROM event")),
        )
    return EventsPreview(table, decide_events(table, directory, today=db.today(), said=said))


def marks_preview(
    db: Database,
    table: MarksTable,
    *,
    stream_id: int,
    events: Mapping[str, int] | None = None,
    people: Mapping[int, int] | None = None,
    said: Corrections | None = None,
) -> MarksPreview:
    """The cells of a read grid beside the events of a stream.

    `events` (letter of a column → event) and `people` (number of a row → person) are what the person chose, `said`
    (number of a row → letter → sign) what she corrected.
    """
    days = [column.day for column in table.columns]
    with db.reading() as session:
        grid = read_grid(session, stream_id, min(days), max(days))
        known = _people(session)
    return decide_marks(table, grid, known, events=events or {}, chosen=people or {}, said=said or {})


def _people(session: Source) -> tuple[PersonListed, ...]:
    """Everybody who may have led or come; `roles` are the titles of roles ever held."""
    return read_people(
        session,
        """
        SELECT p.id, p.last_name, p.first_name, coalesce(p.patronymic, ''),
               coalesce((SELECT group_concat(r.title, char(10)) FROM role_assignment AS a
                         JOIN role AS r ON r.id = a.role_id WHERE a.person_id = p.id), '')
        FROM person AS p WHERE p.pd_state IN ('active', 'blocked') ORDER BY p.name_key, p.id
        """,
    )
