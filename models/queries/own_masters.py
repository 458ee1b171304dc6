"""The Word masters that the site uses in place of those that ship, or of its printed forms."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from models.database import Database
from models.errors import UserError
from models.kept_files import content_path
from models.queries.fetch import Source, rows
from models.queries.spoken_of import told_by_code
from models.rows.codes import FormOrigin
from models.rows.masters import FormMasterKind, FormPaper, MasteredPaper, MasterKind, OwnMaster, master_kind
from models.rules.word_text import paragraphs_of

_MASTERS = """
    SELECT m.paper, a.sha256, a.original_name, m.origin, m.adopted_on
    FROM site_master AS m JOIN attachment AS a ON a.id = m.attachment_id
"""


class _Master(NamedTuple):
    paper: str
    sha256: str
    file_name: str | None
    origin: FormOrigin
    adopted_on: date


def own_masters(db: Database) -> Mapping[MasterKind, OwnMaster]:
    """The masters that the site uses in place of those that ship."""
    with db.reading() as session:
        found = rows(session, _Master, f"{_MASTERS} ORDER BY m.paper")
    made = (
        OwnMaster(master_kind(each.paper), each.sha256, each.file_name or "", each.origin, each.adopted_on)
        for each in found
    )
    return {each.paper: each for each in made}


def by_own_master(db: Database, paper: str, data: object, *, attachments: Path) -> object:
    """What to draw a paper of exports/registry.py from: its data, with the site's own master where it has one.

    Raises UserError for that master as `read_own_master` does.
    """
    if paper not in set(FormMasterKind):
        return data
    with db.reading() as session:
        own = read_own_master(session, FormMasterKind(paper), attachments)
    return data if own is None else MasteredPaper(cast("FormPaper", data), own)


def read_own_master(session: Source, paper: MasterKind, attachments: Path) -> bytes | None:
    """The site's own master of a paper; None where it has none. Inside an open snapshot.

    Raises UserError where it is not in the folder, and where it names somebody who may not be named outside (152-ФЗ).
    """
    found = rows(session, _Master, f"{_MASTERS} WHERE m.paper = :paper", paper=paper.value)
    if not found:
        return None
    path = content_path(attachments, found[0].sha256)
    if not path.exists():
        raise UserError(
            f"Файла с Вашим шаблоном нет в папке площадки: {paper.label}.",
            "Принесите шаблон из Word снова или верните тот, что поставляется с программой.",
        )
    content = path.read_bytes()
    said = paragraphs_of(content)
    if told_by_code(session, said) != said:
        raise UserError(
            f"В Вашем шаблоне назван человек, который отозвал согласие: {paper.label}.",
            "Уберите имя в Word и выберите файл снова или верните шаблон, что поставляется с программой.",
        )
    return content
