"""Sealed packages in the register: the last of its kind, what ИРО confirmed, and whose files may lie in the outbox."""

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, number, rows
from models.queries.site_papers import read_passport
from models.rows.codes import PackageKind, PersonalDataAction
from models.rows.report import SitePassport
from models.rows.sealed import NOTHING_KEPT, SealedRecord
from models.rules.periods import Period

_RECORD = """
SELECT p.id, p.serial, p.name, p.sha256, p.size, p.state, p.content_id, coalesce(p.key_name, ''),
       coalesce(p.manifest, ''), c.content_id
FROM package AS p LEFT JOIN package AS c ON c.id = p.corrects_id
WHERE p.content_id IS NOT NULL AND
"""


_TAKES_BACK = (
    PersonalDataAction.CONSENT_CHANGED,
    PersonalDataAction.CONSENT_REMOVED,
    PersonalDataAction.CONSENT_WITHDRAWN,
    PersonalDataAction.BLOCKED,
    PersonalDataAction.DEPERSONALISED,
    PersonalDataAction.DESTROYED,
    PersonalDataAction.TURNED_BACK,
    PersonalDataAction.REPEATED,
)
"""After these something that was drawn before may not leave any more."""


class _Id(NamedTuple):
    id: int


class _Part(NamedTuple):
    part: str
    items: int


class _Word(NamedTuple):
    said: str


def last_sealed(db: Database, kind: PackageKind, period: Period) -> SealedRecord | None:
    """The sealed package of this kind and period with the highest serial."""
    return _first(db, "p.kind = :kind AND p.period = :period", kind=kind.value, period=period.code)


def last_accepted(db: Database, kind: PackageKind, period: Period) -> SealedRecord | None:
    """The same of those that ИРО accepted."""
    where = "p.state = 'accepted' AND p.kind = :kind AND p.period = :period"
    return _first(db, where, kind=kind.value, period=period.code)


def sealed_by_id(db: Database, content_id: str) -> SealedRecord | None:
    """The package with this id (SHA-256 of its tag manifest)."""
    return _first(db, "p.content_id = :content", content=content_id)


def parts_of(db: Database, package_id: int) -> dict[str, int]:
    """What a package carried, in counts."""
    with db.reading() as session:
        sql = "SELECT part, items FROM package_content WHERE package_id = :package ORDER BY rowid"
        return {each.part: each.items for each in rows(session, _Part, sql, package=package_id)}


def events_on(db: Database, days: Collection[date]) -> list[int]:
    """Ids of the events held on these days."""
    chosen = json.dumps([each.isoformat() for each in days])
    sql = "SELECT id FROM event WHERE held_on IN (SELECT value FROM json_each(:days)) ORDER BY held_on, id"
    with db.reading() as session:
        return [each.id for each in rows(session, _Id, sql, days=chosen)]


def last_taken_back(session: Source) -> int:
    """The last line of the register by which somebody's data may have ceased to be allowed out; 0 without any."""
    actions = ", ".join(f"'{each.value}'" for each in _TAKES_BACK)
    return number(session, f"SELECT coalesce(max(id), 0) FROM personal_data_event WHERE action IN ({actions})")


def site_passport(db: Database, day: date) -> SitePassport:
    """What a package says of its site; raises UserError while the passport is not filled."""
    with db.reading() as session:
        return read_passport(session, day)[0]


def confirmed_files(db: Database) -> frozenset[str]:
    """Hashes of the attachments that lie at ИРО: they came in a package that it accepted."""
    sql = """
        SELECT f.sha256 FROM package_file AS f JOIN package AS p ON p.id = f.package_id WHERE p.state = 'accepted'
    """
    with db.reading() as session:
        return frozenset(each.said for each in rows(session, _Word, sql))


def names_with_files(session: Source) -> set[str]:
    """Names of the packages whose files belong into the outbox; of one that named somebody erased nothing is kept."""
    sql = "SELECT name FROM package WHERE content_id IS NOT NULL AND manifest IS NOT :nothing"
    return {each.said for each in rows(session, _Word, sql, nothing=NOTHING_KEPT)}


def _first(db: Database, where: str, **params: object) -> SealedRecord | None:
    with db.reading() as session:
        found = rows(session, SealedRecord, f"{_RECORD} {where} ORDER BY p.serial DESC LIMIT 1", **params)
    return found[0] if found else None
