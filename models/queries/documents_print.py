"""The printed register of documents: the lines of the list, people by their names or, withdrawn, by their codes."""

from models.database import Database
from models.queries.documents import entries_on_paper
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.documents import DocumentFilter, DocumentLine, DocumentSort
from models.rows.documents_print import DocumentRegisterPaper, RegisterEntry
from models.rules.words import counted

_HASH_SHOWN = 12
"""Signs of a SHA-256 that tell files of one site apart."""


@speaks_by_code
def document_register_paper(
    db: Database, wanted: DocumentFilter, *, chosen: str = "", sort: DocumentSort, descending: bool
) -> DocumentRegisterPaper:
    """The register as the list shows it; `chosen` says in words what it is filtered by.

    Raises UserError while the site's passport is not filled.
    """
    today = db.today()
    with db.reading() as session:
        passport, signatures = read_passport(session, today)
        found = entries_on_paper(session, wanted, today, sort=sort, descending=descending)
    return DocumentRegisterPaper(
        passport=passport,
        signatures=signatures,
        printed_on=today,
        chosen=chosen,
        lines=tuple(
            RegisterEntry(
                no=no,
                kind=line.kind_words,
                number=line.number,
                day=line.day,
                title=line.title,
                parties=line.parties,
                until=line.until,
                state=line.state.label,
                file=_files(line),
            )
            for no, line in enumerate(found, start=1)
        ),
    )


def _files(line: DocumentLine) -> str:
    scans = [counted(line.files, "файл", "файла", "файлов")] if line.files else []
    made = [f"SHA-256 {line.made_sha256[:_HASH_SHOWN]}…"] if line.made_sha256 else []
    return "; ".join(scans + made)
