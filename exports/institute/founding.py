"""The institute's keys and invitations: secret parts lie whole in their files before a row speaks of them."""

from exports.institute.identities import new_identity
from exports.packages.names import site_slug
from models.database import Actor, Database
from models.errors import UserError
from models.institute.commands import InvitationWish, found_institute, invite, renew_keys
from models.institute.folder import InstituteFolder
from models.institute.queries import site_with_slug
from models.rules.invitation import Invitation, Server
from models.rules.minisign import PublicKey

MOST_DAYS = 366
_MOST_NAME = 200


def found(db: Database, folder: InstituteFolder, name: str, *, actor: Actor) -> None:
    """Make the institute's first keys and enter it under its name; UserError where it is there already."""
    said = " ".join(name.split())
    if not said or len(said) > _MOST_NAME or not said.isprintable():
        raise UserError("Название института пустое или слишком длинное.", "Назовите институт, как в его бланке.")
    key, recipient = _new_keys(folder)
    try:
        found_institute(db, said, key, recipient, actor=actor)
    except UserError:
        folder.keys.drop(key.name)
        folder.identity(recipient).unlink(missing_ok=True)
        raise


def renew(db: Database, folder: InstituteFolder, *, actor: Actor) -> None:
    """Make new keys; packages sealed to the former ones are opened and answered as before."""
    key, recipient = _new_keys(folder)
    renew_keys(db, key, recipient, actor=actor)


def invited(
    db: Database,
    folder: InstituteFolder,
    site_code: str,
    *,
    servers: tuple[Server, ...],
    days: int,
    authority: str,
    actor: Actor,
    by_present_key: bool = False,
) -> tuple[Invitation, bytes]:
    """Make an invitation for a site; UserError for a code that is none, or names packages as another site's does.

    `by_present_key`: see `InvitationWish`.
    """
    try:
        slug = site_slug(site_code)
    except ValueError:
        slug = ""
    if not slug or site_code != " ".join(site_code.split()) or not site_code.isprintable():
        raise UserError("В коде площадки нет букв и цифр или есть лишние пробелы.", "Дайте код вроде «artem-041».")
    other = site_with_slug(db, slug)
    if other not in (None, site_code):
        raise UserError(
            f"Пакеты площадки «{site_code}» назывались бы так же, как у площадки «{other}».", "Дайте другой код."
        )
    if not 1 <= days <= MOST_DAYS:
        raise UserError(f"Приглашение действует от 1 до {MOST_DAYS} дней.", "Укажите срок после --days.")
    wish = InvitationWish(site_code, slug, servers, days, authority, by_present_key=by_present_key)
    return invite(db, folder.keys, wish, actor=actor)


def _new_keys(folder: InstituteFolder) -> tuple[PublicKey, str]:
    key = folder.keys.make()
    return key, new_identity(folder)
