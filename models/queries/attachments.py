"""Files where they hang, and which of them may leave (152-ФЗ)."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, number, rows
from models.queries.in_force import IN_FORCE
from models.queries.short_name import SHORT_NAME
from models.rows.attachments import (
    AttachedFile,
    ConsentPlace,
    ConsultationPlace,
    CreativeWorkPlace,
    DiaryEntryPlace,
    DocumentPlace,
    EventPlace,
    FinalWorkPlace,
    InternshipReportPlace,
    MaterialPlace,
    MeetingPlace,
    PersonPlace,
    PhotoToCheck,
    Place,
    ProductPlace,
    ShownPerson,
    SubmissionPlace,
)

_AGREED = f"""EXISTS (SELECT 1 FROM person AS who JOIN consent AS c ON c.person_id = who.id
    WHERE who.id = {{person}} AND who.pd_state = 'active' AND c.purpose = 'publication' AND {IN_FORCE.format("c")})"""

_WITHOUT = f"""(SELECT count(*) FROM attachment_person AS shown
    WHERE shown.attachment_id = f.id AND NOT {_AGREED.format(person="shown.person_id")})"""

HANGS_FREE = """NOT EXISTS (SELECT 1 FROM attachment_use AS inner_use WHERE inner_use.attachment_id = f.id
                AND (inner_use.purpose IN ('signed_sheet', 'consent')
                     OR coalesce(inner_use.person_id, inner_use.consent_id, inner_use.submission_id,
                                 inner_use.creative_work_id, inner_use.final_work_id,
                                 inner_use.internship_report_id, inner_use.diary_entry_id,
                                 inner_use.document_id) IS NOT NULL))"""
"""SQL of whether the file `f` is no signed sheet and hangs at no card, consent, work or document."""

MAY_LEAVE = f"""(
    {HANGS_FREE}
    AND (f.people = 'nobody'
         OR f.people = 'named' AND {_WITHOUT} = 0
            AND EXISTS (SELECT 1 FROM attachment_person AS shown WHERE shown.attachment_id = f.id)))"""
"""SQL of whether the file `f` may go into a package that is open to all; asks for `:today`."""


_COLUMNS: Mapping[type[Place], str] = {
    EventPlace: "event_id",
    ProductPlace: "product_id",
    MeetingPlace: "meeting_id",
    ConsultationPlace: "consultation_id",
    PersonPlace: "person_id",
    ConsentPlace: "consent_id",
    MaterialPlace: "material_id",
    SubmissionPlace: "submission_id",
    CreativeWorkPlace: "creative_work_id",
    FinalWorkPlace: "final_work_id",
    InternshipReportPlace: "internship_report_id",
    DiaryEntryPlace: "diary_entry_id",
    DocumentPlace: "document_id",
}


class _Hash(NamedTuple):
    sha256: str


def column_of(place: Place) -> str:
    """The column of `attachment_use` that points to such a record."""
    return _COLUMNS[type(place)]


def attached_files(db: Database, place: Place) -> list[AttachedFile]:
    """Files of one record in the order they were attached."""
    with db.reading() as session:
        return rows(
            session,
            AttachedFile,
            f"""
            SELECT u.id, f.id, f.sha256, f.size, f.kind, f.original_name, u.purpose, u.caption, f.people, {MAY_LEAVE},
                   (SELECT o.sha256 FROM attachment AS o WHERE o.id = f.original_id)
            FROM attachment_use AS u JOIN attachment AS f ON f.id = u.attachment_id
            WHERE u.{column_of(place)} = :place ORDER BY u.id
            """,
            place=place.id,
            today=db.today(),
        )


def photos_to_check(db: Database, *, start: date, end: date, event_id: int | None = None) -> list[PhotoToCheck]:
    """Pictures and videos that may not leave, of events and products of these days or of one event whatever its day.

    Signed sheets are not among them: they never leave.
    """
    with db.reading() as session:
        return rows(
            session,
            PhotoToCheck,
            f"""
            SELECT f.id, f.sha256, f.kind, f.original_name, f.people,
                   CASE f.people WHEN 'named' THEN {_WITHOUT} ELSE 0 END,
                   u.event_id, coalesce(e.title, p.title), coalesce(e.held_on, p.made_on) AS day
            FROM attachment_use AS u
            JOIN attachment AS f ON f.id = u.attachment_id
            LEFT JOIN event AS e ON e.id = u.event_id
            LEFT JOIN product AS p ON p.id = u.product_id
            WHERE (f.kind GLOB 'image/*' OR f.kind GLOB 'video/*') AND u.purpose <> 'signed_sheet'
              AND coalesce(u.person_id, u.consent_id) IS NULL
              AND (u.event_id = :event OR :event IS NULL AND day BETWEEN :start AND :end)
              AND NOT {MAY_LEAVE}
            GROUP BY f.id HAVING u.id = min(u.id) ORDER BY day, f.id
            """,
            today=db.today(),
            start=start,
            end=end,
            event=event_id,
        )


def may_leave(db: Database, attachment_id: int) -> bool:
    """Whether a file may go into a package that is open to all.

    It may where nobody can be recognised, or where everybody named has a consent for publication in force and her
    data are not blocked. A signed sheet and whatever hangs at a card, a consent or a document never may.
    """
    with db.reading() as session:
        sql = f"SELECT count(*) FROM attachment AS f WHERE f.id = :file AND {MAY_LEAVE}"
        return number(session, sql, file=attachment_id, today=db.today()) == 1


def people_shown(db: Database, attachment_id: int) -> list[ShownPerson]:
    """Who can be recognised in a picture, by surname."""
    with db.reading() as session:
        return rows(
            session,
            ShownPerson,
            f"""
            SELECT p.id, {SHORT_NAME.format("p")}, {_AGREED.format(person="p.id")}
            FROM attachment_person AS a JOIN person AS p ON p.id = a.person_id
            WHERE a.attachment_id = :file ORDER BY p.name_key, p.id
            """,
            file=attachment_id,
            today=db.today(),
        )


def hashes_to_keep(session: Source) -> set[str]:
    """Hashes of the contents that a row speaks of, or that a step of «Вернуть» or «Повторить» may bring back."""
    found = rows(
        session,
        _Hash,
        """
        SELECT sha256 FROM attachment
        UNION SELECT json_extract(coalesce(c.old, c.new), '$.sha256') FROM change AS c
        WHERE c.table_name = 'attachment' AND c.op IN ('I', 'U', 'D')
          AND c.action_id IN (SELECT action_id FROM undo_step)
        """,
    )
    return {each.sha256 for each in found}
