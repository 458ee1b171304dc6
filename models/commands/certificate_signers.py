"""Who signs the certificates."""

from sqlmodel import select

from models.commands.open_card import open_card
from models.commands.store import known_links, values
from models.database import Actor, Database
from models.rows.certificates import SignersDraft
from models.schema.works import CertificateSigner


def save_signers(db: Database, draft: SignersDraft, *, actor: Actor) -> None:
    """Say who signs certificates first and second; what was signed already keeps its signatures."""
    with known_links(), db.writing(action="Подписи сертификатов сохранены", actor=actor) as session:
        former = {row.no: row for row in session.exec(select(CertificateSigner))}
        for no, signer in enumerate(draft.signers, start=1):
            open_card(session, signer.person_id, "Этого человека в списке нет.")
            row = former.pop(no, None)
            if row is None:
                session.add(CertificateSigner(no=no, **values(signer)))
            else:
                row.sqlmodel_update(values(signer))
        for row in former.values():
            session.delete(row)
