"""What the recovery sheet of the site's key says."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.fetch import rows
from models.queries.institute import read_institute
from models.queries.site_papers import read_passport
from models.rows.recovery_sheet import RecoveryRow, RecoverySheet
from models.rules.fingerprint import fingerprint
from models.rules.minisign import read_public_key
from models.rules.recovery import RecoveryKey, recovery_rows


class _Key(NamedTuple):
    public_key: str
    made_on: date


def recovery_sheet(db: Database, keys: KeyStore) -> RecoverySheet:
    """The sheet of the key the site signs with now.

    Raises UserError where it has none yet or the secret part cannot be had on this computer, NoPassportError.
    """
    with db.reading() as session:
        passport, _signatures = read_passport(session, db.today())
        sql = "SELECT public_key, made_on FROM signing_key WHERE retired_on IS NULL"
        found = next(iter(rows(session, _Key, sql)), None)
        institute = read_institute(session)
    if found is None:
        raise UserError(
            "Ключа у площадки ещё нет: он появится с первым сертификатом или пакетом.",
            "Напечатайте лист после этого: «Обмен с ИРО» → «Ключи и адреса».",
        )
    public = read_public_key(found.public_key)
    secret = keys.secret(public.name)
    written = recovery_rows(RecoveryKey(secret.key_id, secret.seed))
    return RecoverySheet(
        passport=passport,
        key=public.name,
        made_on=found.made_on,
        printed_on=db.today(),
        rows=tuple(RecoveryRow(*row.split(" ", 1)) for row in written),
        scanned=" ".join(written),
        code=public.name,
        site_fingerprint=fingerprint(public.key),
        institute=institute.name if institute else "",
        institute_fingerprint=institute.fingerprint if institute else "",
    )
