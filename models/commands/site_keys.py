"""The keys the site signs with: the first is made when it is needed, a new one when it is asked for."""

from sqlmodel import col, select

from models.database import Actor, Database
from models.key_store import KeyStore, lost_key
from models.rows.codes import ActionKind
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
