"""ИРО as the site knows it: its keys and addresses, and what it said in its receipts."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.key_store import KeyStore, lost_key
from models.queries.fetch import Source, number, rows
from models.rows.exchange import InstituteLine, QuestionLine, ReceiptLine
from models.rules.fingerprint import fingerprint
from models.rules.introduction import Introduction, introduce
from models.rules.invitation import Invitation, parse_invitation
from models.rules.minisign import PublicKey, read_public_key

_OPEN_IT = "Откройте «Обмен с ИРО» → «Ключи и адреса» → «Открыть приглашение»."


class _InstituteRow(NamedTuple):
    invitation: str
    created_at: str
    accepted_on: date
    expires_on: date
    compared_on: date | None


class _KeyRow(NamedTuple):
    public_key: str


def institute_line(db: Database) -> InstituteLine | None:
    """ИРО by the invitation that was opened; None before it."""
    with db.reading() as session:
        return read_institute(session)


def institute_invitation(db: Database) -> Invitation | None:
    """The invitation that is in force, with its servers and the certificate for them; None before one was opened."""
    with db.reading() as session:
        found = _institute(session)
    return None if found is None else _invitation(found)


def institute_recipient(db: Database) -> str:
    """ИРО's age key («age1…»), to which packages are sealed; UserError before the invitation was opened."""
    invitation = institute_invitation(db)
    if invitation is None:
        raise UserError("Сначала откройте приглашение института: без него пакет некому запечатать.", _OPEN_IT)
    return invitation.recipient


def current_introduction(db: Database, keys: KeyStore) -> Introduction | None:
    """What the next package must carry so that ИРО knows the site's present key; None once ИРО confirmed it.

    Raises UserError where the key is not on this computer, and where the invitation cannot introduce it: its time is
    over, or its one-time code went with an earlier key.
    """
    with db.reading() as session:
        found, key = _institute(session), present_key(session)
        if found is None or key is None or _is_introduced(session, key):
            return None
        is_spent = _is_code_spent(session, found, key)
    if not keys.holds(key.name):
        raise lost_key()
    if is_spent:
        raise UserError(
            "Ключ площадки новый, а код приглашения уже ушёл с прежним ключом: институт второй раз его не примет.",
            "Попросите у института новое приглашение и откройте его, затем соберите пакет.",
        )
    if db.today() > found.expires_on:
        raise UserError(
            f"Приглашение института действовало до {found.expires_on:%d.%m.%Y}, а ключа площадки он ещё не знает.",
            "Попросите у института новое приглашение и откройте его, затем соберите пакет.",
        )
    invitation = _invitation(found)
    return introduce(key, code=invitation.code, site_code=invitation.site_code)


def receipt_lines(db: Database) -> list[ReceiptLine]:
    """Every receipt, the latest that came first."""
    with db.reading() as session:
        return rows(
            session,
            ReceiptLine,
            """
            SELECT r.id, r.package_id, p.name, p.kind, p.period, r.verdict, r.signed_at, r.created_at, r.came_by,
                   (SELECT count(*) FROM receipt_question AS q WHERE q.receipt_id = r.id)
            FROM receipt AS r JOIN package AS p ON p.id = r.package_id
            ORDER BY r.created_at DESC, r.id DESC
            """,
        )


def question_lines(db: Database, receipt_id: int) -> list[QuestionLine]:
    """What ИРО asks in a receipt, in its order, with the records as they are here."""
    with db.reading() as session:
        return rows(session, QuestionLine, _QUESTIONS, receipt_id=receipt_id)


def read_institute(session: Source) -> InstituteLine | None:
    """The same as `institute_line`, inside a transaction."""
    found = _institute(session)
    if found is None:
        return None
    invitation, key = _invitation(found), present_key(session)
    return InstituteLine(
        name=invitation.institute,
        site_code=invitation.site_code,
        fingerprint=invitation.fingerprint,
        site_fingerprint=fingerprint(key.key) if key else None,
        accepted_on=found.accepted_on,
        expires_on=found.expires_on,
        compared_on=found.compared_on,
        servers=tuple((each.road, each.url) for each in invitation.servers),
        is_introduced=key is not None and _is_introduced(session, key),
    )


def present_key(session: Source) -> PublicKey | None:
    """The public key the site signs with now."""
    sql = "SELECT public_key FROM signing_key WHERE retired_on IS NULL"
    return next((read_public_key(row.public_key) for row in rows(session, _KeyRow, sql)), None)


def _institute(session: Source) -> _InstituteRow | None:
    sql = "SELECT invitation, created_at, accepted_on, expires_on, compared_on FROM institute"
    return next(iter(rows(session, _InstituteRow, sql)), None)


def _invitation(found: _InstituteRow) -> Invitation:
    return parse_invitation(found.invitation.encode()).invitation


def _is_introduced(session: Source, key: PublicKey) -> bool:
    """Whether ИРО accepted a package that introduced the key; a forgotten ИРО does not count."""
    return bool(
        number(
            session,
            """
            SELECT count(*) FROM package AS p
            JOIN receipt AS r ON r.package_id = p.id
            JOIN institute_key AS k ON k.key_id = r.key_name
            WHERE p.introduces AND p.key_name = :key AND r.verdict = 'accepted'
            """,
            key=key.name,
        )
    )


def _is_code_spent(session: Source, found: _InstituteRow, key: PublicKey) -> bool:
    """Whether a package with another key may have brought this invitation's code to ИРО."""
    return bool(
        number(
            session,
            """
            SELECT count(*) FROM package
            WHERE introduces AND key_name <> :key AND created_at >= :since AND state IN ('sending', 'sent', 'accepted')
            """,
            key=key.name,
            since=found.created_at,
        )
    )


_RECORD = """
    CASE q.record_table
        WHEN 'event' THEN (SELECT id FROM event WHERE uid = q.record_key)
        WHEN 'plan_item' THEN (SELECT id FROM plan_item WHERE uid = q.record_key)
        WHEN 'stream' THEN (SELECT id FROM stream WHERE uid = q.record_key)
        WHEN 'program' THEN (SELECT id FROM program WHERE uid = q.record_key)
        WHEN 'product' THEN (SELECT id FROM product WHERE uid = q.record_key)
        WHEN 'indicator' THEN (SELECT id FROM indicator WHERE code = q.record_key)
        WHEN 'report_text' THEN coalesce(
            p.report_id, (SELECT max(id) FROM report WHERE report.period = p.period))
        WHEN 'package' THEN p.id
    END
"""
_ASKED = f"""
    SELECT q.receipt_id, q.no, q.code, q.text, q.record_table, q.record_key, q.record_field, {_RECORD}
    FROM receipt_question AS q
    JOIN receipt AS r ON r.id = q.receipt_id
    JOIN package AS p ON p.id = r.package_id
"""
_QUESTIONS = f"{_ASKED} WHERE q.receipt_id = :receipt_id ORDER BY q.no"
