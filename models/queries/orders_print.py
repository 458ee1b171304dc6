"""The printed order about trainees of a stream (приказ о зачислении, отчислении, переводе, завершении)."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.fetch import rows
from models.queries.paper_names import PAPER_FULL_NAME, PAPER_SIGNED_NAME
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import OrderKind
from models.rows.orders_print import OrderedPerson, OrderPaper
from models.rules.words import counted, day_in_table, quoted

_OUT = (OrderKind.EXPEL, OrderKind.TRANSFER, OrderKind.COMPLETE)


class _Order(NamedTuple):
    kind: OrderKind
    number: str
    dated_on: date
    basis: str | None
    stream_id: int
    stream: str
    starts_on: date
    ends_on: date
    program: str
    hours: int
    tutor: str


class _Named(NamedTuple):
    name: str
    position: str
    organization: str
    enrolled_on: date | None
    left_on: date | None
    target: str | None


@speaks_by_code
def order_paper(db: Database, order_id: int) -> OrderPaper:
    """One order as it is printed, with everybody it names.

    Raises UserError when the order is gone or names nobody, and while the site's passport is not filled.
    """
    with db.reading() as session:
        found = rows(
            session,
            _Order,
            f"""
            SELECT o.kind, o.number, o.dated_on, o.basis, s.id, s.title, s.starts_on, s.ends_on, g.title, g.hours,
                   {PAPER_SIGNED_NAME.format("p")}
            FROM enrollment_order AS o JOIN stream AS s ON s.id = o.stream_id
            JOIN program AS g ON g.id = s.program_id JOIN person AS p ON p.id = s.tutor_id
            WHERE o.id = :order
            """,
            order=order_id,
        )
        if not found:
            raise UserError("Этого приказа нет.", "Обновите список: его могли убрать.")
        order = found[0]
        passport, signatures = read_passport(session, order.dated_on)
        people = rows(
            session,
            _Named,
            f"""
            SELECT {PAPER_FULL_NAME.format("p")}, t.title,
                   g.short_name || coalesce(', ' || m.name, ''), e.enrolled_on, e.left_on,
                   (SELECT s.title FROM enrollment AS n JOIN stream AS s ON s.id = n.stream_id
                    WHERE n.came_from_id = e.id
                    ORDER BY n.order_in_id IS :order DESC, n.left_on IS NULL DESC, n.id DESC LIMIT 1)
            FROM enrollment AS e JOIN person AS p ON p.id = e.person_id JOIN position AS t ON t.id = p.position_id
            JOIN organization AS g ON g.id = p.organization_id LEFT JOIN municipality AS m ON m.id = g.municipality_id
            WHERE e.stream_id = :stream AND (e.order_in_id = :order OR e.order_out_id = :order)
            ORDER BY p.name_key, p.id
            """,
            order=order_id,
            stream=order.stream_id,
        )
    if not people:
        raise UserError(
            "Приказ никого не называет: печатать нечего.",
            "Впишите его номер и дату тем, кого он касается, или уберите приказ.",
        )
    return OrderPaper(
        passport=passport,
        signatures=signatures,
        number=order.number,
        dated_on=order.dated_on,
        subject=f"{order.kind.label} {'стажировки' if order.kind is OrderKind.COMPLETE else 'стажёров'}",
        told=_told(order, people),
        basis=order.basis or "",
        tutor=order.tutor,
        people=tuple(
            OrderedPerson(
                no, each.name, each.position, each.organization, each.left_on if _is_out(order) else each.enrolled_on
            )
            for no, each in enumerate(people, start=1)
        ),
    )


def _is_out(order: _Order) -> bool:
    return order.kind in _OUT


def _told(order: _Order, people: list[_Named]) -> str:
    """What is ordered, up to the colon before the list."""
    program = f"по программе {quoted(order.program)} ({counted(order.hours, 'час', 'часа', 'часов')})"
    days = f"{day_in_table(order.starts_on)}–{day_in_table(order.ends_on)}"
    stream = quoted(order.stream)
    match order.kind:
        case OrderKind.ENROL:
            return f"Зачислить на стажировку {program}, поток {stream}, {days}, следующих стажёров:"
        case OrderKind.EXPEL:
            return f"Отчислить со стажировки {program}, поток {stream}, следующих стажёров:"
        case OrderKind.TRANSFER:
            targets = ", ".join(sorted({quoted(each.target) for each in people if each.target}))
            into = f" в поток {targets}" if targets else ""
            return f"Перевести из потока {stream}{into} следующих стажёров:"
        case OrderKind.COMPLETE:
            return f"Считать завершившими стажировку {program}, поток {stream}, {days}, следующих стажёров:"
