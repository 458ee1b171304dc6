"""What the institute knows: its keys, its sites, the packages it keeps and what it answered."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.institute.rows import InstituteKeys, ReceivedLine, SiteKeyRow, SiteLine, SiteTrust
from models.queries.fetch import Source, one, rows
from models.rules.minisign import read_public_key


class _Name(NamedTuple):
    text: str


class _Code(NamedTuple):
    code: str


class _Unused(NamedTuple):
    code: str
    expires_on: date


_RECEIVED = """
SELECT p.id, p.name, p.site_code, p.kind, p.period, p.serial, p.size, p.sha256, p.content_id, p.corrects,
    p.opened_with, p.received_at, r.verdict, r.signed_at, r.content,
    (SELECT count(*) FROM receipt_question q WHERE q.receipt_id = r.id)
FROM package p JOIN receipt r ON r.id = (SELECT max(id) FROM receipt WHERE package_id = p.id)
"""


def institute_name(db: Database) -> str:
    """What the institute calls itself."""
    with db.reading() as session:
        return one(session, _Name, "SELECT name FROM institute").text


def institute_keys(db: Database) -> list[InstituteKeys]:
    """All keys, the present ones first."""
    with db.reading() as session:
        return rows(
            session,
            InstituteKeys,
            "SELECT key_name, public_key, recipient, retired_on FROM institute_key ORDER BY no DESC",
        )


def known_to_site(db: Database, site_code: str) -> str | None:
    """Name of the newest of the institute's keys that a site certainly knows; None where it has sent nothing yet.

    A site seals by the invitation that it opened last, so the keys of its packages are those that it knows.
    """
    sql = """
        SELECT k.key_name FROM package p JOIN institute_key k ON k.key_name = p.opened_with
        WHERE p.site_code = :site ORDER BY k.no DESC LIMIT 1
    """
    with db.reading() as session:
        found = rows(session, _Name, sql, site=site_code)
    return found[0].text if found else None


def site_trust(db: Database, site_code: str) -> SiteTrust | None:
    """What is believed of a site with this code; None for one that was never invited."""
    with db.reading() as session:
        if not rows(session, _Code, "SELECT code FROM site WHERE code = :site", site=site_code):
            return None
        keys = rows(
            session,
            SiteKeyRow,
            "SELECT key_name, public_key, revoked_on FROM site_key WHERE site_code = :site",
            site=site_code,
        )
        unused = _unused_codes(session, site_code)
    return SiteTrust(
        keys=tuple(read_public_key(each.public_key) for each in keys if each.revoked_on is None),
        revoked=tuple(each.key_name for each in keys if each.revoked_on is not None),
        code=unused[0].code if unused else "",
        code_until=unused[0].expires_on if unused else None,
    )


def site_with_slug(db: Database, slug: str) -> str | None:
    """Code of the site whose packages are named so."""
    with db.reading() as session:
        found = rows(session, _Code, "SELECT code FROM site WHERE slug = :slug", slug=slug)
    return found[0].code if found else None


def sites(db: Database) -> list[SiteLine]:
    """Every invited site, by code."""
    sql = """
        SELECT s.code, s.title,
            (SELECT public_key FROM site_key k WHERE k.site_code = s.code AND k.revoked_on IS NULL),
            (SELECT count(*) FROM package p WHERE p.site_code = s.code),
            (SELECT i.expires_on FROM invitation i
             WHERE i.id = (SELECT max(id) FROM invitation WHERE site_code = s.code) AND i.used_on IS NULL)
        FROM site s ORDER BY s.code
    """
    with db.reading() as session:
        return rows(session, SiteLine, sql)


def received(db: Database) -> list[ReceivedLine]:
    """Every kept package, the newest first."""
    with db.reading() as session:
        return rows(session, ReceivedLine, f"{_RECEIVED} ORDER BY p.id DESC")


def received_by_name(db: Database, name: str) -> ReceivedLine | None:
    """The kept package of this name."""
    return _received_one(db, "p.name = :wanted", name)


def received_by_sha256(db: Database, sha256: str) -> ReceivedLine | None:
    """The kept package whose sealed bytes have this hash."""
    return _received_one(db, "p.sha256 = :wanted", sha256)


def received_by_content(db: Database, content_id: str) -> ReceivedLine | None:
    """The kept package of this content, whatever bytes it was sealed to."""
    return _received_one(db, "p.content_id = :wanted", content_id)


def newest_accepted(db: Database, *, kind: str, period: str) -> list[ReceivedLine]:
    """The newest package of a kind and period of each site that was answered «принят», by site."""
    sql = f"{_RECEIVED} WHERE p.kind = :kind AND p.period = :period AND r.verdict = 'accepted' ORDER BY p.serial"
    with db.reading() as session:
        newest = {each.site_code: each for each in rows(session, ReceivedLine, sql, kind=kind, period=period)}
    return [newest[code] for code in sorted(newest)]


def _received_one(db: Database, condition: str, wanted: str) -> ReceivedLine | None:
    with db.reading() as session:
        found = rows(session, ReceivedLine, f"{_RECEIVED} WHERE {condition}", wanted=wanted)
    return found[0] if found else None


def _unused_codes(session: Source, site_code: str) -> list[_Unused]:
    """The code of the newest invitation, unless it was used: an older invitation is worth nothing."""
    sql = """
        SELECT code, expires_on FROM invitation
        WHERE id = (SELECT max(id) FROM invitation WHERE site_code = :site) AND used_on IS NULL
    """
    return rows(session, _Unused, sql, site=site_code)
