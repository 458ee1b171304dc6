"""What a registration sheet carries of its site."""

from typing import NamedTuple

from models.database import Database
from models.queries.fetch import rows
from models.rules.site_code import site_code


class _Site(NamedTuple):
    code: str | None
    uid: str


def stand_in_code(db: Database) -> str:
    """What papers and packages carry until ИРО gives a code; "" when it has given one, or there is no site yet."""
    with db.reading() as session:
        found = rows(session, _Site, "SELECT site_code, uid FROM site")
    return next((site_code(None, site.uid) for site in found if not site.code), "")


def site_codes(db: Database) -> list[str]:
    """The codes this site goes by, that of today first: sheets printed before ИРО's invitation carry the stand-in."""
    with db.reading() as session:
        found = rows(session, _Site, "SELECT site_code, uid FROM site")
    return list(
        dict.fromkeys(code for site in found for code in (site_code(site.code, site.uid), site_code(None, site.uid)))
    )
