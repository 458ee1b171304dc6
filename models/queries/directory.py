"""Looking things up: reference rows by code, people by name, the head of the site."""

from typing import Literal, NamedTuple

from models.database import Actor, Database
from models.queries.fetch import rows

CodedTable = Literal[
    "assessment_form",
    "competence",
    "event_format",
    "indicator",
    "plan_section",
    "position",
    "product_kind",
    "role",
    "support_function",
    "support_task",
]


class _Coded(NamedTuple):
    code: str
    id: int


class _Numbered(NamedTuple):
    no: int
    id: int


def ids_by_code(db: Database, table: CodedTable) -> dict[str, int]:
    """Code → id of a reference table, in the order to show."""
    with db.reading() as session:
        return dict(rows(session, _Coded, f"SELECT code, id FROM {table} ORDER BY sort_order, id"))


def municipality_ids(db: Database) -> dict[str, int]:
    """ОКТМО → id of the municipal units."""
    with db.reading() as session:
        return dict(rows(session, _Coded, "SELECT oktmo, id FROM municipality ORDER BY id"))


def module_ids(db: Database, program_id: int) -> dict[int, int]:
    """Number → id of a programme's modules."""
    with db.reading() as session:
        sql = "SELECT no, id FROM module WHERE program_id = :program ORDER BY no"
        return dict(rows(session, _Numbered, sql, program=program_id))


def person_ids(db: Database) -> dict[str, int]:
    """Name key (`models.rules.names.person_key`) → id; of namesakes the one added last."""
    with db.reading() as session:
        return dict(rows(session, _Coded, "SELECT name_key, id FROM person ORDER BY id"))


def head_of_site(db: Database) -> Actor:
    """The acting person where nobody is chosen: the head of the site, or nobody yet (house.md «Database»)."""
    with db.reading() as session:
        found = rows(
            session,
            _Coded,
            """
            SELECT r.code, a.person_id FROM role_assignment AS a JOIN role AS r ON r.id = a.role_id
            WHERE r.code = 'head' AND a.ends_on IS NULL ORDER BY a.starts_on DESC LIMIT 1
            """,
        )
    return Actor(found[0].id if found else None)
