"""Certificates and the книга регистрации as they are printed (domain.md §5)."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.kept_files import content_path
from models.queries.certificates import read_emblem_hash, site_keys
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED, PAPER_FULL_NAME, PAPER_SIGNED_NAME
from models.queries.short_name import WHO
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.certificates import PrintedCertificate, SiteKey
from models.rows.certificates_print import (
    BookLine,
    CertificateBook,
    CertificateCheckSheet,
    CertificatePage,
    CertificatePaper,
    KeyLine,
)
from models.rows.codes import CertificateState
from models.rules.certificate_text import number_of
from models.rules.number_words import in_genitive
from models.rules.words import NBSP, day_in_table, plural, quoted

_SAID = "coalesce(c.printed ->> '{0}', {1})"
"""SQL of what a certificate `c` says; of one that says nothing, what stands in the records of today."""


class _Row(NamedTuple):
    reg_no: int
    year: int
    issue_date: date
    hours: int
    printed: str | None
    signed: str | None
    original_no: int | None
    original_year: int | None
    original_date: date | None
    may_be_named: bool
    code: str


class _SignerName(NamedTuple):
    person_id: int
    name: str


class _BookRow(NamedTuple):
    reg_no: int
    year: int
    name: str
    position: str
    organization: str
    program: str
    hours: int
    starts_on: date
    ends_on: date
    basis: str | None
    issue_date: date
    state: CertificateState
    handed_on: date | None
    issuer: str | None
    is_from_paper_book: bool
    original_no: int | None
    original_year: int | None
    duplicate_no: int | None
    duplicate_year: int | None
    annulled_on: date | None
    annul_reason: str | None


@speaks_by_code
def certificate_paper(db: Database, certificate_ids: Collection[int], *, attachments: Path) -> CertificatePaper:
    """These certificates with the words they were numbered with, in the order of their numbers.

    Whoever may not be named stands there by code, without the QR code that would say her name. Annulled ones and
    those of the paper book are not drawn. Raises UserError where nothing is left, and without a passport.
    """
    with db.reading() as session:
        found = rows(
            session,
            _Row,
            f"""
            SELECT c.reg_no, c.year, c.issue_date, c.hours, c.printed, c.signed, o.reg_no, o.year, o.issue_date,
                   {MAY_BE_NAMED.format("p")}, {PAPER_FULL_NAME.format("p")}
            FROM certificate AS c JOIN enrollment AS e ON e.id = c.enrollment_id JOIN person AS p ON p.id = e.person_id
            LEFT JOIN certificate AS o ON o.id = c.duplicate_of_id
            WHERE c.id IN (SELECT value FROM json_each(:ids)) AND c.printed IS NOT NULL AND c.state <> 'annulled'
            ORDER BY c.year, c.reg_no
            """,
            ids=str(sorted(certificate_ids)),
        )
        if not found:
            raise UserError(
                "Печатать нечего: это записи из бумажной книги, аннулированные или обезличенные сертификаты.",
                "Выберите сертификаты, которые дала программа.",
            )
        words = [PrintedCertificate.model_validate_json(row.printed or "") for row in found]
        passport, _signatures = read_passport(session, found[-1].issue_date)
        names = _signer_names(session, {signer.person_id for each in words for signer in each.signers})
        emblem = read_emblem_hash(session)
    return CertificatePaper(
        passport=passport,
        pages=tuple(_page(row, each, names) for row, each in zip(found, words, strict=True)),
        emblem=_content(attachments, emblem) if emblem else None,
    )


def certificate_check_sheet(db: Database) -> CertificateCheckSheet:
    """The short instruction with the public keys of the site; raises UserError while it has none."""
    with db.reading() as session:
        passport, _signatures = read_passport(session, db.today())
    keys = site_keys(db)
    if not keys:
        raise UserError("Ключа у площадки пока нет.", "Он появится с первым выданным сертификатом.")
    return CertificateCheckSheet(passport, tuple(KeyLine(key.public_key.splitlines()[1], _days(key)) for key in keys))


@speaks_by_code
def certificate_book(db: Database, year: int) -> CertificateBook:
    """The книга регистрации of a year, by number; annulled certificates stand in it too.

    Position, kindergarten and programme are those that the certificate says, whatever the card says since.
    """
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        found = rows(
            session,
            _BookRow,
            f"""
            SELECT c.reg_no, c.year, {PAPER_FULL_NAME.format("p")}, {_SAID.format("position", "t.title")},
                   {_SAID.format("organization", "g.short_name")}, {_SAID.format("program", "r.title")}, c.hours,
                   {_SAID.format("starts_on", "s.starts_on")}, {_SAID.format("ends_on", "s.ends_on")}, c.basis,
                   c.issue_date, c.state, c.handed_on, {PAPER_SIGNED_NAME.format("w")}, c.is_from_paper_book,
                   o.reg_no, o.year, d.reg_no, d.year, c.annulled_on, c.annul_reason
            FROM certificate AS c JOIN enrollment AS e ON e.id = c.enrollment_id JOIN person AS p ON p.id = e.person_id
            JOIN position AS t ON t.id = p.position_id JOIN organization AS g ON g.id = p.organization_id
            JOIN stream AS s ON s.id = e.stream_id JOIN program AS r ON r.id = s.program_id
            LEFT JOIN person AS w ON w.id = {WHO.format("c.author_id")}
            LEFT JOIN certificate AS o ON o.id = c.duplicate_of_id
            LEFT JOIN certificate AS d ON d.id = (SELECT max(n.id) FROM certificate AS n WHERE n.duplicate_of_id = c.id)
            WHERE c.year = :year ORDER BY c.reg_no
            """,
            year=year,
        )
    lines = tuple(
        BookLine(
            number=number_of(row.reg_no, row.year),
            name=row.name,
            place=f"{row.position}, {row.organization}",
            kind="дубликат" if row.original_no is not None else "сертификат",
            program=row.program,
            hours=row.hours,
            period=f"{day_in_table(row.starts_on)}{NBSP}– {day_in_table(row.ends_on)}",
            basis=row.basis or "",
            issue_date=row.issue_date,
            handed=f"вручён {day_in_table(row.handed_on)}" if row.handed_on else "",
            issuer="" if row.is_from_paper_book else row.issuer or "",
            note=_note(row),
        )
        for row in found
    )
    return CertificateBook(passport=passport, signatures=signatures, year=str(year), lines=lines)


def _page(row: _Row, words: PrintedCertificate, names: dict[int, str]) -> CertificatePage:
    blanks = ("", "")
    first, second = [*((each.position, names.get(each.person_id, "")) for each in words.signers), blanks, blanks][:2]
    is_duplicate = row.original_no is not None and row.original_year is not None and row.original_date is not None
    return CertificatePage(
        number=number_of(row.reg_no, row.year),
        file_number=f"{row.year}-{row.reg_no:04}",
        issue_date=row.issue_date,
        name=words.name if row.may_be_named else row.code,
        position=words.position,
        organization=words.organization,
        program=quoted(words.program),
        hours=row.hours,
        hours_words=in_genitive(row.hours),
        hours_unit=plural(row.hours, "академического часа", "академических часов", "академических часов"),
        starts_on=words.starts_on,
        ends_on=words.ends_on,
        city=words.city,
        site=words.site,
        coordinator=words.coordinator,
        duplicate_of=f"№ {number_of(row.original_no or 0, row.original_year or 0)} от {row.original_date:%d.%m.%Y}"
        if is_duplicate
        else "",
        first_position=first[0],
        first_name=first[1],
        second_position=second[0],
        second_name=second[1],
        code=row.signed or "" if row.may_be_named else "",
    )


def _signer_names(session: Source, ids: Collection[int]) -> dict[int, str]:
    """What those who sign are called by the ids they had then; a card may have been merged into another since."""
    sql = (
        f"SELECT s.value, {PAPER_SIGNED_NAME.format('p')} FROM json_each(:ids) AS s "
        f"JOIN person AS p ON p.id = {WHO.format('s.value')}"
    )
    return {each.person_id: each.name for each in rows(session, _SignerName, sql, ids=str(sorted(ids)))}


def _days(key: SiteKey) -> str:
    until = f" по {day_in_table(key.retired_on)}" if key.retired_on else ""
    return f"с {day_in_table(key.made_on)}{until}"


def _content(attachments: Path, digest: str) -> bytes | None:
    """The picture; None where its file is gone: a certificate is printed without it."""
    place = content_path(attachments, digest)
    return place.read_bytes() if place.is_file() else None


def _note(row: _BookRow) -> str:
    said: list[str] = []
    if row.original_no is not None and row.original_year is not None:
        said.append(f"дубликат № {number_of(row.original_no, row.original_year)}")
    if row.duplicate_no is not None and row.duplicate_year is not None:
        said.append(f"выдан дубликат № {number_of(row.duplicate_no, row.duplicate_year)}")
    if row.annulled_on is not None:
        said.append(f"аннулирован {day_in_table(row.annulled_on)}: {row.annul_reason or ''}".rstrip(": "))
    if row.is_from_paper_book:
        said.append("внесён из бумажной книги")
    return "; ".join(said)
