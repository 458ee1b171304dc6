"""Contents that are kept of documents, on their way out of the program."""

from pathlib import Path

from models.database import Database
from models.errors import UserError
from models.kept_files import content_path
from models.queries.spoken_of import told_by_code
from models.rules.word_text import paragraphs_of


def kept_content(folder: Path, digest: str) -> bytes:
    """A content by its hash (`folder` holds the attachments); raises UserError where it is not there."""
    try:
        return content_path(folder, digest).read_bytes()
    except OSError as problem:
        raise UserError("файла нет в папке данных.", "Восстановите папку данных из последней копии.") from problem


def made_word_file(db: Database, folder: Path, digest: str) -> bytes:
    """A Word document that the program made before.

    Raises UserError where it names somebody who has withdrawn her consent since (152-ФЗ).
    """
    content = kept_content(folder, digest)
    said = paragraphs_of(content)
    with db.reading() as session:
        is_allowed = told_by_code(session, said) == said
    if not is_allowed:
        raise UserError(
            "в нём назван человек, который отозвал согласие.", "Составьте документ снова: человек будет назван кодом."
        )
    return content
