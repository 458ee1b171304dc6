"""The card of a person in one snapshot: who she is, her places in streams, and how far she came in one of them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, one, rows
from models.queries.internship_records import read_records
from models.queries.short_name import SHORT_NAME
from models.queries.streams import read_places
from models.rows.codes import EnrollmentStatus
from models.rows.person_page import CertificateLine, DeficitLine, PersonHead, PersonPage, PlacePage
from models.rows.streams import PersonPlace
from models.rules.certificate_requirements import requirements

_FIRST = (EnrollmentStatus.STUDYING, EnrollmentStatus.ENROLLED, EnrollmentStatus.COMPLETED)
"""Which place the card opens with: where she studies now, else what she finished, else the newest."""


class _Tutor(NamedTuple):
    name: str


def person_page(db: Database, person_id: int, *, place_id: int | None = None) -> PersonPage | None:
    """The card, telling of the place asked for or of the one that matters most; None when the card was removed."""
    with db.reading() as session:
        return read_person_page(session, person_id, place_id=place_id, today=db.today())


def read_person_page(session: Source, person_id: int, *, place_id: int | None, today: date) -> PersonPage | None:
    """The same inside an open snapshot."""
    heads = rows(
        session,
        PersonHead,
        """
        SELECT p.id, p.last_name, p.first_name, p.patronymic, t.title, p.category, o.short_name, o.locality, m.name,
               p.pd_state, p.note
        FROM person AS p JOIN position AS t ON t.id = p.position_id
        JOIN organization AS o ON o.id = p.organization_id LEFT JOIN municipality AS m ON m.id = o.municipality_id
        WHERE p.id = :person
        """,
        person=person_id,
    )
    if not heads:
        return None
    places = tuple(read_places(session, person_id))
    place = _shown(places, place_id)
    return PersonPage(
        head=heads[0],
        places=places,
        shown=_place_page(session, place, today) if place is not None else None,
        certificates=tuple(_certificates(session, person_id)),
    )


def _shown(places: Sequence[PersonPlace], place_id: int | None) -> PersonPlace | None:
    wanted = next((each for each in places if each.id == place_id), None)
    at_work = (each for status in _FIRST for each in places if each.status is status)
    return wanted or next(at_work, None) or (places[0] if places else None)


def _place_page(session: Source, place: PersonPlace, today: date) -> PlacePage:
    record = read_records(session, [place.id], planned_from=today)[place.id]
    tutor = one(
        session,
        _Tutor,
        f"SELECT {SHORT_NAME.format('p')} FROM stream AS s JOIN person AS p ON p.id = s.tutor_id WHERE s.id = :stream",
        stream=place.stream_id,
    )
    has_applied = place.status is EnrollmentStatus.APPLIED
    return PlacePage(
        place=place,
        tutor=tutor.name,
        record=record,
        requirements=() if has_applied else requirements(record, today=today),
        deficits=tuple(_deficits(session, place.id)),
    )


def _deficits(session: Source, place_id: int) -> list[DeficitLine]:
    """Deficits found at entry or exit, the most pressing first, each with the step of her route that closes it."""
    return rows(
        session,
        DeficitLine,
        """
        WITH scored AS (
            SELECT i.competence_id, max(i.is_deficit) AS is_deficit, min(i.priority) AS priority,
                   max(CASE WHEN d.stage = 'entry' THEN coalesce(i.tutor_score, i.self_score) END) AS at_entry,
                   max(CASE WHEN d.stage = 'exit' THEN coalesce(i.tutor_score, i.self_score) END) AS at_exit,
                   max(d.stage = 'exit' AND NOT i.is_deficit) AS is_closed
            FROM diagnostic_card AS d JOIN diagnostic_item AS i ON i.card_id = d.id
            WHERE d.enrollment_id = :place GROUP BY i.competence_id
        )
        SELECT c.title, s.at_entry, s.at_exit, coalesce(t.product, t.task), t.due_on, t.done_on,
               s.is_closed
        FROM scored AS s JOIN competence AS c ON c.id = s.competence_id
        LEFT JOIN route_item AS t ON t.id = (
            SELECT max(u.id) FROM route_item AS u JOIN route AS r ON r.id = u.route_id
            WHERE r.enrollment_id = :place AND u.competence_id = s.competence_id)
        WHERE s.is_deficit ORDER BY s.priority IS NULL, s.priority, c.sort_order, c.id
        """,
        place=place_id,
    )


def _certificates(session: Source, person_id: int) -> list[CertificateLine]:
    return rows(
        session,
        CertificateLine,
        """
        SELECT c.year, c.reg_no, c.issue_date, c.hours, c.state, c.handed_on, s.title
        FROM enrollment AS e JOIN certificate AS c ON c.enrollment_id = e.id JOIN stream AS s ON s.id = e.stream_id
        WHERE e.person_id = :person ORDER BY c.issue_date DESC, c.id DESC
        """,
        person=person_id,
    )
