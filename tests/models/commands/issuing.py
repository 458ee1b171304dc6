"""A stream that is ready for certificates, and a process of its own that issues them."""

import os
import sys
from datetime import date
from pathlib import Path

from models.commands.certificates import issue_certificates
from models.database import Database, open_database
from models.key_store import KeyStore
from models.queries.certificate_issue import issue_lines
from models.rows.certificates import IssueDraft
from tests.models.commands import arrange
from tests.models.make import HEAD, clock
from tests.models.queries.ready import ready_people

STREAM = 1
DAY = date(2026, 3, 2)
DIES = 9
"""How a process ends that dies half-way."""


def keys_of(db: Database) -> KeyStore:
    """The key store beside a database."""
    return KeyStore.under(db.path.parent)


def ready_stream(db: Database, count: int = 3) -> list[int]:
    """The places of so many who are ready in stream 1, by name; the site has its passport."""
    arrange.fill_passport(db)
    ready = set(ready_people(db, count))
    return [line.enrollment_id for line in issue_lines(db, STREAM) if line.person_id in ready]


def issue(db: Database, *places: int, on: date = DAY) -> tuple[int, ...]:
    """Certificates for these places."""
    return issue_certificates(db, IssueDraft(enrollment_ids=places, issue_date=on), keys=keys_of(db), actor=HEAD)


def main() -> None:
    """`python -m tests.models.commands.issuing DATABASE how place…`: `how` is `lives` or `dies`.

    One that dies is gone with the numbers taken and the records written, before the commit.
    """
    path, how, *places = sys.argv[1:]
    db = open_database(Path(path), clock=clock())
    if how == "dies":
        sign = KeyStore.sign

        def sign_and_die(self: KeyStore, name: str, content: bytes, *, comment: str) -> object:
            made = sign(self, name, content, comment=comment)
            if content.decode().startswith(f"Сертификат № {len(places)}/"):
                os._exit(DIES)
            return made

        KeyStore.sign = sign_and_die  # pyright: ignore[reportAttributeAccessIssue] - it dies here on purpose
    for place in places if how == "lives" else ():
        issue(db, int(place))
    if how == "dies":
        issue(db, *map(int, places))
    db.close()


if __name__ == "__main__":
    main()
