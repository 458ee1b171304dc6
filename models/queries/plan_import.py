"""The lists that rows of an imported plan are matched with, and the preview of what would be written."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.imports.plan_rows import decide_rows, title_key
from models.imports.row_reading import Corrections
from models.queries.fetch import Source, rows
from models.rows.choice import Choice
from models.rows.plan_import import PlanDirectory, PlanImportPreview
from models.rows.table_import import PersonListed, ReadTable
from models.rules.plan_periods import Span

_ROLES_END = "\n"


class _Days(NamedTuple):
    starts_on: date
    ends_on: date


class _Taken(NamedTuple):
    title: str
    due_from: date
    due_to: date


class _Person(NamedTuple):
    id: int
    last_name: str
    first_name: str
    patronymic: str
    roles: str


def plan_import_preview(
    db: Database, plan_id: int, sheet: ReadTable, said: Corrections | None = None
) -> PlanImportPreview:
    """The rows of a read table beside a plan; `said` are the cells that the person corrected.

    Raises UserError when the plan was removed meanwhile.
    """
    with db.reading() as session:
        found = rows(session, _Days, "SELECT starts_on, ends_on FROM plan WHERE id = :plan", plan=plan_id)
        if not found:
            raise UserError("Этого плана нет.", "Обновите список: запись могли убрать.")
        directory = _directory(session, plan_id, db.today())
    decisions = decide_rows(sheet, directory, Span(*found[0]), said)
    return PlanImportPreview(sheet, plan_id, decisions)


def read_people(session: Source, sql: str, **params: object) -> tuple[PersonListed, ...]:
    """People whom a table may name; the query gives id, surname, first name, patronymic and roles in lines."""
    found = rows(session, _Person, sql, **params)
    return tuple(PersonListed(*each[:4], tuple(each.roles.split(_ROLES_END))) for each in found)


def _directory(session: Source, plan_id: int, today: date) -> PlanDirectory:
    def coded(table: str) -> tuple[Choice, ...]:
        return tuple(rows(session, Choice, f"SELECT id, title FROM {table} ORDER BY sort_order, id"))

    people = read_people(
        session,
        """
        SELECT p.id, p.last_name, p.first_name, coalesce(p.patronymic, ''),
               t.title || coalesce((SELECT char(10) || group_concat(r.title, char(10)) FROM role_assignment AS a
                                    JOIN role AS r ON r.id = a.role_id
                                    WHERE a.person_id = p.id AND coalesce(a.ends_on, :today) >= :today), '')
        FROM person AS p JOIN position AS t ON t.id = p.position_id
        WHERE p.pd_state = 'active' AND (
            NOT EXISTS (SELECT 1 FROM role_assignment)
            OR EXISTS (SELECT 1 FROM role_assignment AS a
                       WHERE a.person_id = p.id AND coalesce(a.ends_on, :today) >= :today))
        ORDER BY p.name_key, p.id
        """,
        today=today,
    )
    taken = rows(session, _Taken, "SELECT title, due_from, due_to FROM plan_item WHERE plan_id = :plan", plan=plan_id)
    return PlanDirectory(
        sections=coded("plan_section"),
        formats=coded("event_format"),
        people=people,
        taken=frozenset(title_key(*each) for each in taken),
    )
