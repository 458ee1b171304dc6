"""The журнал консультаций: its lines, totals, and the consultations of one person."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.conditions import asked_for
from models.queries.fetch import one, rows
from models.queries.short_name import SHORT_NAME
from models.rows.choice import Choice
from models.rows.codes import ConsultationKind, Mode
from models.rows.consultations import (
    ConsultationCard,
    ConsultationDraft,
    ConsultationFilter,
    ConsultationLine,
    ConsultationTotals,
)

EVERY_CONSULTATION = ConsultationFilter()

_ADVISED = "c.outsiders + (SELECT count(*) FROM consultation_person AS l WHERE l.consultation_id = c.id)"
_LINES = f"""
    SELECT c.id, c.held_on, c.kind, c.mode, c.minutes, c.topic, c.advice, {SHORT_NAME.format("k")},
           coalesce((SELECT group_concat(name, ', ') FROM (
               SELECT {SHORT_NAME.format("p")} AS name
               FROM consultation_person AS l JOIN person AS p ON p.id = l.person_id
               WHERE l.consultation_id = c.id ORDER BY p.name_key, p.id)), ''),
           {_ADVISED},
           (SELECT count(*) FROM attachment_use AS u WHERE u.consultation_id = c.id)
    FROM page AS c JOIN person AS k ON k.id = c.consultant_id
"""


class _Consultation(NamedTuple):
    held_on: date
    kind: ConsultationKind
    mode: Mode
    minutes: int
    topic: str
    advice: str | None
    consultant_id: int
    outsiders: int
    event_id: int | None
    consultant: str


class _Advised(NamedTuple):
    id: int
    name: str


class _Days(NamedTuple):
    first: date | None
    last: date | None


def consultation_page(
    db: Database,
    wanted: ConsultationFilter = EVERY_CONSULTATION,
    *,
    descending: bool = True,
    after: ConsultationLine | None = None,
    limit: int = 200,
) -> list[ConsultationLine]:
    """A page of the journal, newest first unless asked otherwise; `after` is the last line of the page above."""
    where, params = _where(wanted)
    way, beyond = ("DESC", "<") if descending else ("ASC", ">")
    if after is not None:
        where += f" AND (c.held_on, c.id) {beyond} (:after_day, :after)"
        params |= {"after": after.id, "after_day": after.held_on}
    order = f"c.held_on {way}, c.id {way}"
    with db.reading() as session:
        return rows(
            session,
            ConsultationLine,
            f"""
            WITH page AS MATERIALIZED (SELECT * FROM consultation AS c WHERE {where} ORDER BY {order} LIMIT :limit)
            {_LINES} ORDER BY {order}
            """,
            **params,
            limit=limit,
        )


def consultation_totals(db: Database, wanted: ConsultationFilter = EVERY_CONSULTATION) -> ConsultationTotals:
    """Sums over everything a filter lets through; people without names count as visits and as people."""
    where, params = _where(wanted)
    with db.reading() as session:
        return one(
            session,
            ConsultationTotals,
            f"""
            WITH page AS MATERIALIZED (SELECT * FROM consultation AS c WHERE {where})
            SELECT count(*), count(*) FILTER (WHERE c.kind = 'individual'), count(*) FILTER (WHERE c.kind = 'group'),
                   coalesce(sum(c.minutes), 0), coalesce(sum({_ADVISED}), 0),
                   coalesce(sum(c.outsiders), 0) + (SELECT count(DISTINCT l.person_id) FROM consultation_person AS l
                                                    WHERE l.consultation_id IN (SELECT id FROM page))
            FROM page AS c
            """,
            **params,
        )


def consultation_days(db: Database) -> tuple[date, date] | None:
    """The first and the last day of the journal, or None while it is empty."""
    with db.reading() as session:
        found = one(session, _Days, "SELECT min(held_on), max(held_on) FROM consultation")
    return None if found.first is None or found.last is None else (found.first, found.last)


def consultants(db: Database) -> list[Choice]:
    """Who has held consultations, by surname."""
    with db.reading() as session:
        return rows(
            session,
            Choice,
            f"""
            SELECT p.id, {SHORT_NAME.format("p")} FROM person AS p
            WHERE p.id IN (SELECT consultant_id FROM consultation) ORDER BY p.name_key, p.id
            """,
        )


def consultation_card(db: Database, consultation_id: int) -> ConsultationCard | None:
    """A consultation as its form edits it, or None when it was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            _Consultation,
            f"""
            SELECT c.held_on, c.kind, c.mode, c.minutes, c.topic, c.advice, c.consultant_id, c.outsiders, c.event_id,
                   {SHORT_NAME.format("k")}
            FROM consultation AS c JOIN person AS k ON k.id = c.consultant_id WHERE c.id = :consultation
            """,
            consultation=consultation_id,
        )
        if not found:
            return None
        advised = rows(
            session,
            _Advised,
            f"""
            SELECT p.id, {SHORT_NAME.format("p")} FROM consultation_person AS l JOIN person AS p ON p.id = l.person_id
            WHERE l.consultation_id = :consultation ORDER BY p.name_key, p.id
            """,
            consultation=consultation_id,
        )
    said = found[0]._asdict()
    consultant = said.pop("consultant")
    draft = ConsultationDraft(**said, person_ids=[each.id for each in advised])
    return ConsultationCard(consultation_id, draft, consultant, tuple(each.name for each in advised))


def _where(wanted: ConsultationFilter) -> tuple[str, dict[str, object]]:
    return asked_for(
        "1",
        text=wanted.text,
        word="(c.topic GLOB {word} OR c.advice GLOB {word} OR EXISTS (SELECT 1 FROM person AS p "
        "WHERE p.name_key GLOB {word} AND (p.id = c.consultant_id OR p.id IN "
        "(SELECT l.person_id FROM consultation_person AS l WHERE l.consultation_id = c.id))))",
        start=("c.held_on >= :start", wanted.start),
        end=("c.held_on <= :end", wanted.end),
        kind=("c.kind = :kind", wanted.kind.value if wanted.kind is not None else None),
        consultant=("c.consultant_id = :consultant", wanted.consultant_id),
        person=(
            "c.id IN (SELECT l.consultation_id FROM consultation_person AS l WHERE l.person_id = :person)",
            wanted.person_id,
        ),
    )
