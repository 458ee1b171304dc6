"""Diaries of a stream's trainees."""

from models.database import Database
from models.queries.assignments import Titled
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import SHORT_NAME
from models.queries.students import STUDENTS
from models.rows.works import Diarist, DiaryLine


def stream_diarists(db: Database, stream_id: int) -> list[Diarist]:
    """The trainees of a stream by name, with how far their diaries go."""
    with db.reading() as session:
        return rows(
            session,
            Diarist,
            f"""
            SELECT e.id, p.id, {SHORT_NAME.format("p")}, {MAY_BE_NAMED.format("p")}, count(d.id),
                   count(d.id) FILTER (WHERE coalesce(d.tutor_note, '') = '')
            FROM enrollment AS e JOIN person AS p ON p.id = e.person_id
            LEFT JOIN diary_entry AS d ON d.enrollment_id = e.id
            WHERE e.stream_id = :stream AND {STUDENTS} GROUP BY e.id ORDER BY p.name_key, p.id
            """,
            stream=stream_id,
        )


def diary_of(db: Database, enrollment_id: int) -> list[DiaryLine]:
    """The pages of a trainee's diary in the order of their days."""
    with db.reading() as session:
        return read_diary(session, enrollment_id)


def read_diary(session: Source, enrollment_id: int) -> list[DiaryLine]:
    """The same inside an open snapshot."""
    return rows(session, DiaryLine, _PAGES.format("d.enrollment_id = :place"), place=enrollment_id)


def diary_page(db: Database, entry_id: int) -> DiaryLine | None:
    """One page of a diary, None once it is removed."""
    with db.reading() as session:
        found = rows(session, DiaryLine, _PAGES.format("d.id = :entry"), entry=entry_id)
    return found[0] if found else None


def stream_events(db: Database, stream_id: int) -> list[Titled]:
    """The events of a stream that a page of a diary may be about: «12.03.2026 Семинар», the newest first."""
    with db.reading() as session:
        return rows(
            session,
            Titled,
            """
            SELECT v.id, strftime('%d.%m.%Y', v.held_on) || ' ' || v.title
            FROM event_stream AS l JOIN event AS v ON v.id = l.event_id
            WHERE l.stream_id = :stream ORDER BY v.held_on DESC, v.id DESC
            """,
            stream=stream_id,
        )


_PAGES = """
SELECT d.id, d.enrollment_id, d.written_on, d.event_id, v.title, d.done, d.learned, d.questions, d.tutor_note,
       (SELECT count(*) FROM attachment_use AS u WHERE u.diary_entry_id = d.id)
FROM diary_entry AS d LEFT JOIN event AS v ON v.id = d.event_id WHERE {} ORDER BY d.written_on, d.id
"""
