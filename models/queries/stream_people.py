"""The page of one stream: its people with their papers, its orders, and the number the next order gets."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import number, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import FULL_NAME, SHORT_NAME
from models.rows.orders import OrderLine, StreamPerson


class _Waiting(NamedTuple):
    name: str


def stream_people(db: Database, stream_id: int) -> list[StreamPerson]:
    """Everybody of a stream by name; applications also know which one in the line they are."""
    with db.reading() as session:
        return rows(
            session,
            StreamPerson,
            f"""
            SELECT e.id, e.person_id, {FULL_NAME.format("p")},
                   g.short_name, e.status,
                   CASE e.status WHEN 'applied' THEN row_number() OVER (
                       PARTITION BY e.status ORDER BY coalesce(e.applied_on, '9999'), e.id) ELSE 0 END,
                   e.applied_on, e.enrolled_on, e.left_on, e.direction, e.individual_path,
                   i.id, i.number, i.dated_on, o.id, o.kind, o.number, o.dated_on,
                   (SELECT s.title FROM enrollment AS f JOIN stream AS s ON s.id = f.stream_id
                    WHERE f.id = e.came_from_id),
                   (SELECT s.title FROM enrollment AS t JOIN stream AS s ON s.id = t.stream_id
                    WHERE t.came_from_id = e.id ORDER BY t.id DESC LIMIT 1),
                   {MAY_BE_NAMED.format("p")}
            FROM enrollment AS e JOIN person AS p ON p.id = e.person_id
            JOIN organization AS g ON g.id = p.organization_id
            LEFT JOIN enrollment_order AS i ON i.id = e.order_in_id
            LEFT JOIN enrollment_order AS o ON o.id = e.order_out_id
            WHERE e.stream_id = :stream ORDER BY p.name_key, p.id
            """,
            stream=stream_id,
        )


def stream_orders(db: Database, stream_id: int) -> list[OrderLine]:
    """The orders of a stream, the newest first; a transfer stands with the stream it leads out of."""
    with db.reading() as session:
        return rows(
            session,
            OrderLine,
            """
            SELECT o.id, o.kind, o.number, o.dated_on, o.basis,
                   (SELECT count(*) FROM enrollment AS e
                    WHERE e.stream_id = o.stream_id AND (e.order_in_id = o.id OR e.order_out_id = o.id))
            FROM enrollment_order AS o WHERE o.stream_id = :stream ORDER BY o.dated_on DESC, o.id DESC
            """,
            stream=stream_id,
        )


def next_order_number(db: Database, day: date) -> str:
    """The number to propose for the next order: one more than the largest of the calendar year."""
    with db.reading() as session:
        largest = number(
            session,
            "SELECT max(CAST(number AS INTEGER)) FROM enrollment_order "
            "WHERE dated_on BETWEEN :start AND :end AND number GLOB '[0-9]*'",
            start=date(day.year, 1, 1),
            end=date(day.year, 12, 31),
        )
    return str(largest + 1)


def next_in_line(db: Database, stream_id: int) -> str | None:
    """«Иванова М. П.», whose application is answered next, if a stream with limited places has a free one."""
    with db.reading() as session:
        found = rows(
            session,
            _Waiting,
            f"""
            SELECT {SHORT_NAME.format("p")}
            FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id JOIN person AS p ON p.id = e.person_id
            WHERE s.id = :stream AND e.status = 'applied'
              AND s.capacity > (SELECT count(*) FROM enrollment AS t
                                WHERE t.stream_id = s.id AND t.status NOT IN ('applied', 'expelled'))
            ORDER BY coalesce(e.applied_on, '9999'), e.id LIMIT 1
            """,
            stream=stream_id,
        )
    return found[0].name if found else None
