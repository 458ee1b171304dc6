"""The register for ФИС ФРДО: the streams it is made of, whom it can hold, and why it cannot hold the others."""

import json
from datetime import date
from hashlib import sha256

from models.database import Database
from models.queries.consents import read_consents_of
from models.queries.fetch import Source, number, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.students import STUDENTS
from models.rows.codes import PersonalDataState
from models.rows.frdo import FrdoPerson, FrdoPreview, FrdoReason, FrdoSource, FrdoStream, FrdoWish
from models.rules.frdo import frdo_cells, frdo_reasons
from models.rules.person_code import person_code

_OF_WISH = """(s.id = :stream OR (:stream IS NULL AND g.kind = 'inside_dpp' AND s.ends_on BETWEEN :start AND :end))"""


def frdo_streams(db: Database, wish: FrdoWish) -> list[FrdoStream]:
    """The streams that end in these days, those inside a ДПП first."""
    with db.reading() as session:
        return rows(
            session,
            FrdoStream,
            """
            SELECT s.id, s.title, g.title, s.ends_on, g.kind = 'inside_dpp'
            FROM stream AS s JOIN program AS g ON g.id = s.program_id
            WHERE s.ends_on BETWEEN :start AND :end
            ORDER BY g.kind = 'inside_dpp' DESC, s.ends_on DESC, s.id
            """,
            start=wish.start,
            end=wish.end,
        )


def frdo_preview(db: Database, wish: FrdoWish) -> FrdoPreview:
    """Everybody whom the register is about, each with what keeps her out of it; nothing closed leaves the database."""
    with db.reading() as session:
        people = tuple(_shown(source, reasons) for source, reasons in read_frdo(session, wish, today=db.today()))
        outside = number(
            session,
            """
            SELECT count(*) FROM stream AS s JOIN program AS g ON g.id = s.program_id
            WHERE :stream IS NULL AND g.kind <> 'inside_dpp' AND s.ends_on BETWEEN :start AND :end
            """,
            **_params(wish),
        )
    return FrdoPreview(people, outside)


def frdo_sum(db: Database, wish: FrdoWish) -> str:
    """SHA-256 of the rows that would leave: the same for the same register. Nothing closed leaves the database."""
    with db.reading() as session:
        ready = [frdo_cells(each) for each, reasons in read_frdo(session, wish, today=db.today()) if not reasons]
    return sha256(json.dumps(ready, ensure_ascii=False).encode()).hexdigest()


def read_frdo(session: Source, wish: FrdoWish, *, today: date) -> list[tuple[FrdoSource, tuple[FrdoReason, ...]]]:
    """The same inside an open transaction, closed fields included; who was turned away or left is no part of it."""
    found = rows(
        session,
        FrdoSource,
        f"""
        SELECT e.id, p.id, s.id, g.id, s.title, g.title, o.short_name, g.kind, e.status, p.pd_state,
               {MAY_BE_NAMED.format("p")}, p.last_name, p.first_name, p.patronymic, p.education, r.need, r.consent_id,
               r.snils, r.birth_date, r.sex, r.diploma_surname, r.diploma_series, r.diploma_number, g.dpp_kind,
               g.dpp_title, g.dpp_hours, g.study_form, g.funding, g.study_place,
               coalesce(e.enrolled_on, s.starts_on), coalesce(e.left_on, s.ends_on)
        FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id JOIN program AS g ON g.id = s.program_id
        JOIN person AS p ON p.id = e.person_id JOIN organization AS o ON o.id = p.organization_id
        LEFT JOIN person_restricted AS r ON r.person_id = p.id
        WHERE {_OF_WISH} AND {STUDENTS}
        ORDER BY s.ends_on, s.id, p.name_key, p.id
        """,
        **_params(wish),
    )
    sheets = read_consents_of(session, {source.person_id for source in found})
    return [(source, frdo_reasons(source, sheets.get(source.person_id, ()), today=today)) for source in found]


def _params(wish: FrdoWish) -> dict[str, object]:
    """A wish as parameters of a query."""
    return {"stream": wish.stream_id, "start": wish.start, "end": wish.end}


def _shown(source: FrdoSource, reasons: tuple[FrdoReason, ...]) -> FrdoPerson:
    is_there = source.state in (PersonalDataState.ACTIVE, PersonalDataState.BLOCKED)
    parts = (source.last_name, source.first_name, source.patronymic)
    return FrdoPerson(
        source.enrollment_id,
        source.person_id,
        " ".join(part for part in parts if part) if is_there else person_code(source.person_id),
        source.organization,
        source.stream,
        source.program,
        reasons,
        source.may_be_named,
    )
