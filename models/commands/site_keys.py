"""The keys the site signs with: the first is made when it is needed, a new one when it is asked for."""

from sqlmodel import col, select

from models.database import Actor, Database
from models.errors import UserError
from models.imports.texts_in import texts_in
from models.key_store import KeyStore, lost_key
from models.rows.codes import ActionKind
from models.rules.letters import MistypedError
from models.rules.minisign import key_name, read_public_key
from models.rules.recovery import RecoveryKey, read_recovery
from models.schema.works import SigningKey


def current_key(db: Database, keys: KeyStore, *, actor: Actor) -> str:
    """The name of the key the site signs with now; made, where it never had one.

    Raises UserError where its secret part is not on this computer.
    """
    with db.writing(action="Ключ площадки создан", actor=actor, kind=ActionKind.COMPENSATED) as session:
        row = session.exec(select(SigningKey).where(col(SigningKey.retired_on).is_(None))).first()
        if row is None:
            # The file first: a row whose key is nowhere could sign nothing.
            public = keys.make()
            session.add(SigningKey(key_id=public.name, public_key=public.text, made_on=db.today()))
            return public.name
    if not keys.holds(row.key_id):
        raise lost_key()
    return row.key_id


def renew_key(db: Database, keys: KeyStore, *, actor: Actor) -> str:
    """Retire the key and make another; what the old one signed stays checkable with its public part. Not taken back."""
    with db.writing(action="Ключ площадки заменён", actor=actor, kind=ActionKind.COMPENSATED) as session:
        retired = list(session.exec(select(SigningKey).where(col(SigningKey.retired_on).is_(None))))
        for row in retired:
            row.retired_on = db.today()
        public = keys.make()
        session.add(SigningKey(key_id=public.name, public_key=public.text, made_on=db.today()))
        names = [row.key_id for row in retired]
    # Only now that the new one is stored: a retired key signs nothing more.
    for name in names:
        keys.drop(name)
    return public.name


def restore_key(db: Database, keys: KeyStore, letters: str | bytes, *, actor: Actor) -> str:
    """Bring the site's key back from its recovery sheet: typed, as a file or scanned; gives the key's name.

    Raises UserError, and nothing is written: for letters with slips (with their rows), for what is no sheet, for a
    key that was replaced since, and where the site signs with another key.
    """
    found = _recovered(letters)
    name = key_name(found.key_id)
    with db.writing(action="Ключ площадки восстановлен", actor=actor, kind=ActionKind.COMPENSATED) as session:
        present = session.exec(select(SigningKey).where(col(SigningKey.retired_on).is_(None))).first()
        row = session.get(SigningKey, name)
        if row is not None and row.retired_on is not None:
            raise UserError(
                f"Ключ с этого листа заменён {row.retired_on:%d.%m.%Y}: им площадка больше не подписывает.",
                "Возьмите лист восстановления нынешнего ключа, а этот уничтожьте.",
            )
        if row is None and present is not None:
            raise UserError(
                "Этот лист от другого ключа: площадка подписывает не им.",
                "Проверьте, от этой ли площадки лист и тот ли файл данных открыт. Ничего не изменено.",
            )
        if row is not None and read_public_key(row.public_key) != keys.public_of(*found):
            raise _no_sheet()
        public = keys.restore(*found)
        if row is None:
            session.add(SigningKey(key_id=name, public_key=public.text, made_on=db.today()))
    return name


def _recovered(letters: str | bytes) -> RecoveryKey:
    try:
        return read_recovery("\n".join(texts_in(letters)))
    except MistypedError as slips:
        raise UserError(
            f"Буквы набраны не полностью: {slips.said}.", "Сверьте эти строки с листом и наберите снова."
        ) from None
    except ValueError:
        raise _no_sheet() from None


def _no_sheet() -> UserError:
    return UserError(
        "Это не лист восстановления ключа.",
        "Наберите все строки букв с листа, каждую с её номером («1/4 …»), или выберите его скан.",
    )
