"""The certificates of the site: a page of the list, its counts, and what its lists offer."""

from typing import NamedTuple

from models.database import Database
from models.queries.conditions import asked_for
from models.queries.fetch import Source, one, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.short_name import FULL_NAME
from models.queries.students import STUDENTS
from models.rows.certificates import (
    KIND,
    CertificateChoices,
    CertificateCounts,
    CertificateFilter,
    CertificateRow,
    CertificateSort,
    NameOnPaper,
    Numbering,
    Signer,
    SiteKey,
)
from models.rows.choice import Choice
from models.rules.minisign import PublicKey, read_public_key

EVERY_CERTIFICATE = CertificateFilter()

_FROM = """certificate AS c JOIN enrollment AS e ON e.id = c.enrollment_id JOIN person AS p ON p.id = e.person_id
JOIN stream AS s ON s.id = e.stream_id JOIN program AS r ON r.id = s.program_id"""
_KEYS = {
    CertificateSort.NUMBER: "c.year, c.reg_no",
    CertificateSort.NAME: "p.name_key, p.id",
    CertificateSort.STREAM: "s.starts_on, s.id",
    CertificateSort.ISSUED: "c.issue_date, c.reg_no",
}


class _Year(NamedTuple):
    year: int


class _Counted(NamedTuple):
    first_no: int
    next_no: int
    largest: int


def certificate_list(
    db: Database,
    wanted: CertificateFilter = EVERY_CERTIFICATE,
    *,
    sort: CertificateSort = CertificateSort.NUMBER,
    descending: bool = True,
    after: CertificateRow | None = None,
    limit: int = 200,
) -> list[CertificateRow]:
    """A page of the list, newest number first unless asked otherwise; `after` is the last line of the page above."""
    where, params = _where(wanted)
    way, beyond = ("DESC", "<") if descending else ("ASC", ">")
    place = f"{_KEYS[sort]}, c.id"
    if after is not None:
        where += f" AND ({place}) {beyond} (SELECT {place} FROM {_FROM} WHERE c.id = :after)"
        params["after"] = after.id
    with db.reading() as session:
        return rows(
            session,
            CertificateRow,
            f"""
            SELECT c.id, c.reg_no, c.year, p.id,
                   {FULL_NAME.format("p")},
                   s.title, r.title, c.hours, c.issue_date, c.state, c.handed_on,
                   c.is_from_paper_book, o.reg_no, o.year, d.reg_no, d.year, c.annul_reason,
                   {MAY_BE_NAMED.format("p")}
            FROM {_FROM} LEFT JOIN certificate AS o ON o.id = c.duplicate_of_id
            LEFT JOIN certificate AS d ON d.id = (SELECT max(n.id) FROM certificate AS n WHERE n.duplicate_of_id = c.id)
            WHERE {where} ORDER BY {", ".join(f"{key} {way}" for key in place.split(", "))} LIMIT :limit
            """,
            **params,
            limit=limit,
        )


def certificate_line(db: Database, certificate_id: int) -> CertificateRow | None:
    """One line of the list, or None where there is no such certificate."""
    found = certificate_list(db, CertificateFilter(certificate_id=certificate_id), limit=1)
    return found[0] if found else None


def certificate_counts(db: Database, wanted: CertificateFilter = EVERY_CERTIFICATE) -> CertificateCounts:
    """How many certificates the filter finds, whatever their state, and how many each state would leave."""
    where, params = _where(wanted, with_state=False)
    counts = ", ".join(
        f"count(*) FILTER (WHERE c.state = '{state}')" for state in ("prepared", "issued", "annulled", "duplicate")
    )
    with db.reading() as session:
        return one(session, CertificateCounts, f"SELECT count(*), {counts} FROM {_FROM} WHERE {where}", **params)


def certificate_choices(db: Database) -> CertificateChoices:
    """The years and the streams that there are certificates of, newest first."""
    with db.reading() as session:
        years = rows(session, _Year, "SELECT DISTINCT year FROM certificate ORDER BY year DESC")
        streams = rows(
            session,
            Choice,
            """
            SELECT s.id, s.title || ' · ' || r.title FROM stream AS s JOIN program AS r ON r.id = s.program_id
            WHERE EXISTS (SELECT 1 FROM certificate AS c JOIN enrollment AS e ON e.id = c.enrollment_id
                          WHERE e.stream_id = s.id)
            ORDER BY s.starts_on DESC, s.id DESC
            """,
        )
    return CertificateChoices(tuple(each.year for each in years), tuple((each.id, each.title) for each in streams))


def streams_to_issue(db: Database) -> tuple[Choice, ...]:
    """Every stream that has trainees, newest first."""
    with db.reading() as session:
        return tuple(
            rows(
                session,
                Choice,
                f"""
                SELECT s.id, s.title || ' · ' || r.title FROM stream AS s JOIN program AS r ON r.id = s.program_id
                WHERE EXISTS (SELECT 1 FROM enrollment AS e WHERE e.stream_id = s.id
                              AND {STUDENTS})
                ORDER BY s.starts_on DESC, s.id DESC
                """,
            )
        )


def people_of_site(db: Database) -> tuple[Choice, ...]:
    """Everybody who has a card, by name: «Иванова Мария Петровна, Детский сад № 3»."""
    with db.reading() as session:
        return tuple(
            rows(
                session,
                Choice,
                f"""
                SELECT p.id, {FULL_NAME.format("p")}
                             || ', ' || g.short_name
                FROM person AS p JOIN organization AS g ON g.id = p.organization_id
                WHERE p.pd_state IN ('active', 'blocked') ORDER BY p.name_key, p.id
                """,
            )
        )


def name_on_paper(db: Database, certificate_id: int) -> NameOnPaper:
    """To whom a certificate is given, as it is printed."""
    with db.reading() as session:
        sql = "SELECT coalesce(name_dative, ''), coalesce(printed ->> 'name', '') FROM certificate WHERE id = :id"
        return one(session, NameOnPaper, sql, id=certificate_id)


def numbering(db: Database, year: int) -> Numbering:
    """Where the numbers of a year stand."""
    with db.reading() as session:
        found = one(
            session,
            _Counted,
            """
            SELECT coalesce(q.first_no, 0), coalesce(q.next_no, 0),
                   (SELECT coalesce(max(reg_no), 0) FROM certificate WHERE kind = :kind AND year = :year)
            FROM (SELECT 1) LEFT JOIN number_sequence AS q ON q.kind = :kind AND q.year = :year
            """,
            kind=KIND,
            year=year,
        )
    if not found.first_no:
        return Numbering(year, found.largest + 1, found.largest + 1, found.largest)
    return Numbering(year, found.first_no, found.next_no, found.largest)


def signers(db: Database) -> tuple[Signer, ...]:
    """Who signs, first and second."""
    with db.reading() as session:
        return tuple(
            rows(
                session,
                Signer,
                f"""
                SELECT c.no, c.person_id, {FULL_NAME.format("p")},
                       c.position
                FROM certificate_signer AS c JOIN person AS p ON p.id = c.person_id ORDER BY c.no
                """,
            )
        )


def emblem_hash(db: Database) -> str | None:
    """Under which hash the emblem of the site is kept; None where it has none."""
    with db.reading() as session:
        return read_emblem_hash(session)


def read_emblem_hash(session: Source) -> str | None:
    """The same inside an open snapshot."""
    sql = "SELECT a.sha256 FROM site AS s JOIN attachment AS a ON a.id = s.emblem_id"
    return session.connection().exec_driver_sql(sql).scalar()


def site_keys(db: Database) -> tuple[SiteKey, ...]:
    """The public keys the site signed and signs with, the one of today first."""
    with db.reading() as session:
        return tuple(
            rows(
                session,
                SiteKey,
                "SELECT key_id, public_key, made_on, retired_on FROM signing_key "
                "ORDER BY retired_on IS NOT NULL, made_on DESC, created_at DESC",
            )
        )


def public_keys(db: Database) -> tuple[PublicKey, ...]:
    """The same as a check takes them."""
    return tuple(read_public_key(key.public_key) for key in site_keys(db))


def _where(wanted: CertificateFilter, *, with_state: bool = True) -> tuple[str, dict[str, object]]:
    return asked_for(
        "1",
        text=wanted.text,
        word="(p.name_key GLOB {word} OR r.title GLOB {word} OR s.title GLOB {word} "
        "OR (c.reg_no || '/' || c.year) GLOB {word})",
        year=("c.year = :year", wanted.year),
        stream=("s.id = :stream", wanted.stream_id),
        state=("c.state = :state", wanted.state.value if wanted.state and with_state else None),
        only=("c.id = :only", wanted.certificate_id),
    )
