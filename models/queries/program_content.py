"""What a programme is made of, what the designer's lists offer, and the days of its modules in a stream."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, number, rows, rows_by
from models.rows.choice import Choice
from models.rows.codes import ProgramStatus, RequirementNumber
from models.rows.program_page import (
    ActivityLine,
    CompetenceChoice,
    DeficitLine,
    MaterialLine,
    ModuleLine,
    ProgramChoices,
    ProgramContent,
    StreamModuleLine,
)
from models.rows.programs import PassportDraft

_ACTIVITIES = """
SELECT a.module_id, a.id, a.module_id, a.no, a.text, a.minutes, a.kind, a.format_id, f.title, a.mode, a.control
FROM module_activity AS a JOIN module AS m ON m.id = a.module_id LEFT JOIN event_format AS f ON f.id = a.format_id
WHERE m.program_id = :program ORDER BY m.no, a.no
"""
_DEFICITS = """
SELECT d.id, d.no, d.title, d.competence_id, c.title,
       (SELECT count(*) FROM learning_material AS l WHERE l.deficit_id = d.id AND l.kind = 'diagnostic'),
       (SELECT count(*) FROM learning_material AS l WHERE l.deficit_id = d.id AND l.kind <> 'diagnostic')
FROM program_deficit AS d LEFT JOIN competence AS c ON c.id = d.competence_id
WHERE d.program_id = :program ORDER BY d.no, d.id
"""


class _Program(NamedTuple):
    """The row of a programme: first what its passport does not hold."""

    version: int
    status: ProgramStatus
    approved_by: str | None
    approved_on: date | None
    title: str
    kind: str
    hours: int
    form: str | None
    audience: str | None
    goal: str | None
    results: str | None
    control_form: str | None
    explanatory_note: str | None
    conditions: str | None
    assessment: str | None
    literature: str | None
    dpp_title: str | None
    dpp_hours: int | None
    dpp_kind: str | None
    study_form: str | None
    funding: str | None
    study_place: str | None


class _Id(NamedTuple):
    id: int


class _Number(NamedTuple):
    key: RequirementNumber
    needed: int


def program_content(db: Database, program_id: int) -> ProgramContent | None:
    """A programme with its modules, deficits and settings; None when it is gone."""
    with db.reading() as session:
        return read_content(session, program_id, today=db.today().isoformat())


def read_content(session: Source, program_id: int, *, today: str) -> ProgramContent | None:
    """The same inside an open snapshot; `today` is an ISO day."""
    own = {"program": program_id}
    found = rows(session, _Program, f"SELECT {', '.join(_Program._fields)} FROM program WHERE id = :program", **own)
    if not found:
        return None
    program = found[0]
    passport = {name: value for name, value in program._asdict().items() if name in PassportDraft.model_fields}
    numbers = rows(session, _Number, "SELECT key, needed FROM program_requirement WHERE program_id = :program", **own)
    looked_at = rows(session, _Id, "SELECT competence_id FROM program_competence WHERE program_id = :program", **own)
    return ProgramContent(
        id=program_id,
        passport=PassportDraft.model_validate(passport),
        version=program.version,
        status=program.status,
        approved_by=program.approved_by,
        approved_on=program.approved_on,
        begun=number(
            session,
            "SELECT count(*) FROM stream WHERE program_id = :program AND starts_on <= :today",
            today=today,
            **own,
        ),
        modules=tuple(
            rows(
                session,
                ModuleLine,
                "SELECT id, no, title, hours, mode, period FROM module WHERE program_id = :program ORDER BY no",
                **own,
            )
        ),
        activities={
            module_id: tuple(listed) for module_id, listed in rows_by(session, ActivityLine, _ACTIVITIES, **own).items()
        },
        deficits=tuple(rows(session, DeficitLine, _DEFICITS, **own)),
        competence_ids=frozenset(each.id for each in looked_at),
        numbers={each.key: each.needed for each in numbers},
    )


def program_choices(db: Database) -> ProgramChoices:
    """Formats and competences to choose from; hidden competences are not offered."""
    with db.reading() as session:
        return ProgramChoices(
            formats=tuple(rows(session, Choice, "SELECT id, title FROM event_format ORDER BY sort_order, id")),
            competences=tuple(
                rows(
                    session,
                    CompetenceChoice,
                    """
                    SELECT c.id, a.title, c.title FROM competence AS c JOIN competence_area AS a ON a.id = c.area_id
                    WHERE NOT c.is_hidden ORDER BY a.sort_order, a.id, c.sort_order, c.id
                    """,
                )
            ),
        )


def material_lines(db: Database, program_id: int | None = None) -> list[MaterialLine]:
    """The library: the materials of one programme, or of all of them by programme and kind."""
    with db.reading() as session:
        return read_materials(session, program_id)


def read_materials(session: Source, program_id: int | None = None) -> list[MaterialLine]:
    """The same inside an open snapshot."""
    return rows(
        session,
        MaterialLine,
        """
        SELECT l.id, g.id, g.title, g.version, l.kind, l.title, l.deficit_id, d.title, l.description, l.url,
               (SELECT count(*) FROM attachment_use AS u WHERE u.material_id = l.id)
        FROM learning_material AS l JOIN program AS g ON g.id = l.program_id
        LEFT JOIN program_deficit AS d ON d.id = l.deficit_id
        WHERE :program IS NULL OR g.id = :program
        ORDER BY g.title, g.version DESC, coalesce(d.no, 1000000), l.kind, l.title, l.id
        """,
        program=program_id,
    )


def stream_calendar(db: Database, stream_id: int) -> list[StreamModuleLine]:
    """The modules of a stream's programme with their days in it."""
    with db.reading() as session:
        return rows(
            session,
            StreamModuleLine,
            """
            SELECT m.id, m.no, m.title, m.hours, m.period, d.starts_on, d.ends_on
            FROM stream AS s JOIN module AS m ON m.program_id = s.program_id
            LEFT JOIN stream_module AS d ON d.module_id = m.id AND d.stream_id = s.id
            WHERE s.id = :stream ORDER BY m.no
            """,
            stream=stream_id,
        )
