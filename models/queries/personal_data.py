"""The register of personal-data actions, what is kept about a person, and the sheets of consent to sign."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, one, rows
from models.queries.kept_data import read_kept_data
from models.queries.paper_names import MAY_BE_NAMED, PAPER_FULL_NAME, PAPER_SHORT_NAME, PAPER_SIGNED_NAME
from models.queries.short_name import FULL_NAME, WHO
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import ConsentPurpose, RestrictedField
from models.rows.personal_data import ConsentSheet, KeptDataPaper, RegisterLine, RegisterPaper
from models.rules.consents import scope_text
from models.rules.person_code import PERSON_CODE_SQL, person_code
from models.rules.words import day_in_table

WRITTEN_BY_HAND = "_" * 36
"""Where a name or a place goes on a blank sheet."""

_LINES = f"""
    SELECT e.id, strftime('%d.%m.%Y %H:%M', e.at, '+10 hours'), e.action, e.subject_code,
           coalesce(
               (SELECT {PAPER_SHORT_NAME.format("p")} FROM person AS p WHERE p.id = {WHO.format("e.actor_id")}),
               'руководитель'),
           e.basis
    FROM personal_data_event AS e
"""
_OF_THE_PERSON = f"""{_LINES}
    WHERE e.subject_code IN (
        SELECT {PERSON_CODE_SQL.format(id=":person")}
        UNION SELECT {PERSON_CODE_SQL.format(id="m.former_id")} FROM person_alias AS m WHERE m.person_id = :person)
    ORDER BY e.id
"""
"""Lines about the cards that were merged into hers are about her too."""


class _Holder(NamedTuple):
    person: str
    signed_by: str
    place: str
    may_be_named: bool


class _Name(NamedTuple):
    name: str


def register_lines(db: Database, start: date, end: date) -> list[RegisterLine]:
    """What was done with personal data between two days, the latest first."""
    with db.reading() as session:
        return _between(session, start, end)


@speaks_by_code
def register_paper(db: Database, start: date, end: date) -> RegisterPaper:
    """The register of a period in its order; raises UserError while the site's passport is not filled."""
    with db.reading() as session:
        passport, signatures = read_passport(session, end)
        lines = _between(session, start, end)
    return RegisterPaper(
        passport=passport,
        signatures=signatures,
        starts_on=start,
        ends_on=end,
        printed_on=db.today(),
        lines=tuple(reversed(lines)),
    )


def kept_data_paper(db: Database, person_id: int) -> KeptDataPaper:
    """Everything that is kept about a person, to be handed to herself on request, even while her data are blocked.

    `hand_over_kept_data` notes it first. Raises UserError while the site's passport is not filled.
    """
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        holder = one(
            session,
            _Name,
            f"SELECT {FULL_NAME.format('p')} FROM person AS p WHERE p.id = :person",
            person=person_id,
        )
        lines = rows(session, RegisterLine, _OF_THE_PERSON, person=person_id)
        return KeptDataPaper(
            passport=passport,
            signatures=signatures,
            person=holder.name,
            code=person_code(person_id),
            printed_on=db.today(),
            values=tuple(read_kept_data(session, person_id)),
            lines=tuple(lines),
        )


def consent_sheet(
    db: Database,
    purpose: ConsentPurpose,
    person_id: int | None = None,
    *,
    restricted: frozenset[RestrictedField] = frozenset(),
    valid_until: date | None = None,
) -> ConsentSheet:
    """A sheet to sign, filled for a person, or blank.

    One whose data are blocked gets a blank sheet: she writes her name herself. A sheet for ФИС ФРДО names every
    closed field, one for publication none. Raises UserError while the site's passport is not filled.
    """
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        found = _holder(session, person_id) if person_id is not None else None
    holder = found if found is not None and found.may_be_named else None
    match purpose:
        case ConsentPurpose.PROCESSING:
            named = scope_text(restricted)
        case ConsentPurpose.FRDO:
            named = scope_text(RestrictedField)
        case _:
            named = ""
    return ConsentSheet(
        passport=passport,
        signatures=signatures,
        person=holder.person if holder else WRITTEN_BY_HAND,
        place=holder.place if holder else WRITTEN_BY_HAND,
        restricted=f"; {named}" if named else "",
        until=f"до {day_in_table(valid_until)}" if valid_until else "до достижения цели или до отзыва",
        signed_by=holder.signed_by if holder else "",
    )


def _between(session: Source, start: date, end: date) -> list[RegisterLine]:
    return rows(
        session,
        RegisterLine,
        f"{_LINES} WHERE date(e.at, '+10 hours') BETWEEN :start AND :end ORDER BY e.id DESC",
        start=start,
        end=end,
    )


def _holder(session: Source, person_id: int) -> _Holder:
    return one(
        session,
        _Holder,
        f"""
        SELECT {PAPER_FULL_NAME.format("p")}, {PAPER_SIGNED_NAME.format("p")}, t.title || ', ' || o.short_name,
               {MAY_BE_NAMED.format("p")}
        FROM person AS p JOIN position AS t ON t.id = p.position_id JOIN organization AS o ON o.id = p.organization_id
        WHERE p.id = :person
        """,
        person=person_id,
    )
