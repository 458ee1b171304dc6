"""Invitations of ИРО: made and signed there, opened and checked at a site.

The file proves itself only against itself, so the first one is believed after its fingerprint has been compared by
telephone. A later one (ИРО changed its keys) must be signed by the key that the site already knows.
"""

import secrets
from datetime import date

from models.errors import UserError
from models.key_store import KeyStore
from models.rules.invitation import (
    Invitation,
    NewerInvitationError,
    SignedInvitation,
    invitation_line,
    parse_invitation,
)
from models.rules.minisign import PublicKey
from models.signatures import is_genuine

COMMENT = "marshrut invitation 1"
"""The comment that minisign trusts in an invitation's signature."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0 and O, no 1 and I."""
_GROUPS, _IN_GROUP = 5, 4

_ASK_AGAIN = "Ничего не изменено. Попросите институт прислать приглашение ещё раз."


def new_code() -> str:
    """A one-time code of 100 bits: «K7QF-29XM-…»."""
    return "-".join("".join(secrets.choice(_LETTERS) for _sign in range(_IN_GROUP)) for _group in range(_GROUPS))


def invitation_file(invitation: Invitation, keys: KeyStore, signed_by: str) -> bytes:
    """Write an invitation, signed by ИРО's key `signed_by` (while keys change, by the one that sites know).

    Raises UserError where the key is not on this computer, ValueError for what no invitation holds.
    """
    line = invitation_line(invitation)
    return line + keys.sign(signed_by, line, comment=COMMENT).text(COMMENT).encode("ascii")


def read_invitation(
    content: bytes, *, today: date, site_code: str | None = None, known_key: PublicKey | None = None
) -> Invitation:
    """Read an invitation, or raise UserError with the reason; nothing is stored.

    `site_code` is the site's code if ИРО gave one before, `known_key` ИРО's key that the site already trusts.
    """
    try:
        found = parse_invitation(content)
    except NewerInvitationError:
        raise UserError(
            "Приглашение сделано более новой программой.",
            "Ничего не изменено. Обновите программу и откройте его снова.",
        ) from None
    except (ValueError, UnicodeDecodeError):
        raise UserError("Это не приглашение института, или файл повреждён.", _ASK_AGAIN) from None
    _check_signature(found, known_key)
    invitation = found.invitation
    if site_code is not None and invitation.site_code != site_code:
        raise UserError(
            "Это приглашение для другой площадки.",
            f"Ничего не изменено. Попросите институт прислать приглашение для площадки «{site_code}».",
        )
    if today > invitation.expires_on:
        raise UserError(
            f"Приглашение действовало до {invitation.expires_on:%d.%m.%Y}.",
            "Ничего не изменено. Попросите институт прислать новое. Если срок ещё не вышел, проверьте дату компьютера.",
        )
    return invitation


def _check_signature(found: SignedInvitation, known_key: PublicKey | None) -> None:
    key = known_key or found.invitation.key
    if found.signed.signature.key_id != key.key_id and known_key is not None:
        raise UserError(
            "Приглашение подписано не тем ключом института, который у Вас записан.",
            "Ничего не изменено. Позвоните в институт и сверьте отпечаток: если институт потерял прежний ключ, "
            "забудьте его в «Обмене с ИРО», «Ключи и адреса», и откройте приглашение снова.",
        )
    if found.signed.comment != COMMENT or not is_genuine(key, found.line, found.signed):
        raise UserError("Подпись приглашения не сходится: файл изменён по дороге.", _ASK_AGAIN)
