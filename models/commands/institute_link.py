"""What binds a site to ИРО: its invitation, the comparing of fingerprints, and the site's own key when it changes."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from models.commands.site_keys import renew_key
from models.database import Actor, Database
from models.errors import UserError
from models.invitations import read_invitation
from models.key_store import KeyStore
from models.queries.fetch import number
from models.queries.institute import read_institute
from models.rows.codes import ActionKind
from models.rows.exchange import InstituteLine
from models.rows.key_loss import KeyLoss
from models.rules.invitation import Invitation
from models.rules.minisign import PublicKey, read_public_key
from models.rules.words import counted
from models.schema.exchange import Institute, InstituteKey
from models.schema.people import Site


class ReplacedKey(NamedTuple):
    """The site's new key; `told` is what the person has to know and do, in her order."""

    key_name: str
    told: tuple[str, ...]


def accept_invitation(db: Database, content: bytes, *, actor: Actor) -> InstituteLine:
    """Open ИРО's invitation: the site gets its code, ИРО's keys and addresses. Not taken back but by forgetting ИРО.

    Opening the same one again is harmless. Raises UserError with the reason, and nothing is written: damaged, forged,
    expired, for another site, of a later program, or signed by another key than the one the site already trusts.
    """
    label = "Приглашение института открыто"
    content = _as_written(content)
    with db.writing(action=label, actor=actor, kind=ActionKind.COMPENSATED) as session:
        site = session.exec(select(Site)).first()
        if site is None:
            raise UserError(
                "Сначала заполните паспорт площадки: приглашение записывает в него её код.",
                "Паспорт в разделе «Настройки». Ничего не изменено, приглашение откройте после этого.",
            )
        held = session.get(Institute, 1)
        if held is None or held.invitation.encode() != content:
            invitation = read_invitation(
                content,
                today=db.today(),
                site_code=held.site_code if held else None,
                known_key=_trusted(session, held) if held else None,
            )
            _know(session, held, invitation, text=content.decode(), db=db)
            site.site_code = invitation.site_code
        session.flush()
        return _line(session)


def confirm_fingerprint(db: Database, *, actor: Actor) -> InstituteLine:
    """Note that ИРО's fingerprint was compared by telephone today; UserError before an invitation was opened."""
    label = "Отпечаток института сверен"
    with db.writing(action=label, actor=actor, kind=ActionKind.COMPENSATED) as session:
        held = session.get(Institute, 1)
        if held is None:
            raise _not_linked()
        held.compared_on = db.today()
        session.flush()
        return _line(session)


def forget_institute(db: Database, *, actor: Actor) -> None:
    """Forget ИРО with its keys: the next invitation is believed like the first. What was sent and confirmed stays."""
    label = "Институт забыт: его ключам больше не верят"
    with db.writing(action=label, actor=actor, kind=ActionKind.COMPENSATED) as session:
        held = session.get(Institute, 1)
        if held is None:
            raise _not_linked()
        session.delete(held)
        for key in session.exec(select(InstituteKey)):
            session.delete(key)


def replace_site_key(db: Database, keys: KeyStore, *, reason: KeyLoss, actor: Actor) -> ReplacedKey:
    """Give the site another key; the secret part of the old one is gone, what it signed stays checkable.

    The next package introduces the new key; for that ИРО has to give a new invitation, unless the present one's code
    was never used. Not taken back.
    """
    with db.reading() as session:
        waiting = number(
            session,
            "SELECT count(*) FROM package AS p JOIN signing_key AS k ON k.key_id = p.key_name "
            "WHERE k.retired_on IS NULL AND p.state IN ('built', 'queued', 'sending')",
        )
        knows = number(session, "SELECT count(*) FROM package WHERE introduces AND state IN ('sent', 'accepted')")
        is_linked = number(session, "SELECT count(*) FROM institute")
    name = renew_key(db, keys, actor=actor)
    told = ["Ключ площадки заменён. Выданные сертификаты и переданные пакеты проверяются как раньше."]
    if reason is KeyLoss.STOLEN:
        told.append("Позвоните в институт сейчас: пусть отзовёт прежний ключ, чтобы им никто не подписал пакет за Вас.")
    if waiting:
        packages = counted(waiting, "пакет", "пакета", "пакетов")
        told.append(f"С подписью прежнего ключа ещё не передано: {packages}. Снимите с отправки и соберите заново.")
    if is_linked and knows:
        told.append("Попросите у института новое приглашение: первый пакет после него представит новый ключ.")
    told.append("Напечатайте новый лист восстановления, прежний уничтожьте.")
    return ReplacedKey(name, tuple(told))


def _as_written(content: bytes) -> bytes:
    """The file without what mail programs and editors do to the ends of lines; its signature tells the rest."""
    lines = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").rstrip(b"\n")
    return lines + b"\n"


def _trusted(session: Session, held: Institute) -> PublicKey:
    key = session.get(InstituteKey, held.key_id)
    if key is None:
        raise RuntimeError("the institute's key is not stored")
    return read_public_key(key.public_key)


def _know(session: Session, held: Institute | None, invitation: Invitation, *, text: str, db: Database) -> None:
    compared_on = held.compared_on if held and _is_same(held, invitation) else None
    if held is not None:
        # A row of its own for each invitation: from when it stands tells whether its code was used since.
        session.delete(held)
        session.flush()
    session.add(
        Institute(
            name=invitation.institute,
            site_code=invitation.site_code,
            recipient=invitation.recipient,
            key_id=invitation.key.name,
            invitation=text,
            accepted_on=db.today(),
            expires_on=invitation.expires_on,
            compared_on=compared_on,
        )
    )
    for former in session.exec(select(InstituteKey).where(col(InstituteKey.key_id) != invitation.key.name)):
        former.retired_on = former.retired_on or db.today()
    present = session.get(InstituteKey, invitation.key.name)
    if present is None:
        new = InstituteKey(key_id=invitation.key.name, public_key=invitation.key.text, known_since=db.today())
        session.add(new)
    else:
        present.retired_on = None


def _is_same(held: Institute, invitation: Invitation) -> bool:
    """Whether ИРО's two keys are those whose fingerprint may have been compared."""
    return (held.recipient, held.key_id) == (invitation.recipient, invitation.key.name)


def _not_linked() -> UserError:
    return UserError("Приглашение института ещё не открыто.", "Откройте его: «Обмен с ИРО» → «Ключи и адреса».")


def _line(session: Session) -> InstituteLine:
    line = read_institute(session)
    if line is None:
        raise RuntimeError("the institute is not stored")
    return line
