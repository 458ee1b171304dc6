"""What a certificate says, fixed when it is numbered, and the seal over it."""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from models.errors import NoPassportError, UserError
from models.key_store import KeyStore
from models.queries.fetch import rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.site_papers import COORDINATOR
from models.rows.certificates import PrintedCertificate, PrintedSigner
from models.rules.certificate_text import TRUSTED_COMMENT, CertificateText, number_of, pack
from models.rules.dative import dative
from models.schema.works import Certificate


class _Words(NamedTuple):
    last_name: str
    first_name: str
    patronymic: str | None
    position: str
    organization: str
    program: str
    hours: int
    starts_on: date
    ends_on: date
    city: str
    site: str
    may_be_named: bool


class _Signer(NamedTuple):
    person_id: int
    position: str


def words_of(session: Session, enrollment_id: int, *, name: str | None = None) -> tuple[PrintedCertificate, int]:
    """What stands on the certificate of a place by the cards of today, and its hours; `name` in place of our dative.

    Raises NoPassportError while nobody has said what the site is, and UserError for somebody who may not be named.
    """
    told = rows(
        session,
        _Words,
        f"""
        SELECT p.last_name, p.first_name, p.patronymic, t.title, g.short_name || coalesce(', ' || m.name, ''),
               r.title, r.hours, s.starts_on, s.ends_on, coalesce(i.locality, u.name), i.full_name,
               {MAY_BE_NAMED.format("p")}
        FROM enrollment AS e JOIN person AS p ON p.id = e.person_id JOIN position AS t ON t.id = p.position_id
        JOIN organization AS g ON g.id = p.organization_id LEFT JOIN municipality AS m ON m.id = g.municipality_id
        JOIN stream AS s ON s.id = e.stream_id JOIN program AS r ON r.id = s.program_id
        JOIN site AS i ON i.id = 1 JOIN municipality AS u ON u.id = i.municipality_id
        WHERE e.id = :place
        """,
        place=enrollment_id,
    )
    if not told:
        raise NoPassportError
    (found,) = told
    if not found.may_be_named:
        raise UserError(
            "Имя этого человека печатать нельзя: согласие отозвано или данные уничтожены.",
            "Сначала внесите в карточку новое согласие.",
        )
    signers = rows(session, _Signer, "SELECT person_id, position FROM certificate_signer ORDER BY no")
    printed = PrintedCertificate(
        name=name or dative(found.last_name, found.first_name, found.patronymic),
        position=found.position,
        organization=found.organization,
        program=found.program,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        city=found.city,
        site=found.site,
        coordinator=COORDINATOR,
        signers=tuple(PrintedSigner(person_id=each.person_id, position=each.position) for each in signers),
    )
    return printed, found.hours


def sealed(row: Certificate, words: PrintedCertificate, *, keys: KeyStore, key: str) -> None:
    """Put the words into a certificate together with the code that says its five facts, signed."""
    said = CertificateText(
        number=number_of(row.reg_no, row.year),
        issued_on=row.issue_date,
        name=words.name,
        program=words.program,
        hours=row.hours,
    )
    row.printed = words.model_dump_json()
    row.signed = pack(said.text, keys.sign(key, said.text.encode(), comment=TRUSTED_COMMENT))
