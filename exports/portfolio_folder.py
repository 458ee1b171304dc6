"""The portfolio of a trainee as a folder to take away: its papers and the files of her works, whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from models.errors import UserError
from models.files import write_whole, writing_folder
from models.kept_files import content_path
from models.progress import Progress
from models.rows.works_print import PortfolioFile

PDF_NAME = "portfolio.pdf"


def write_portfolio(
    target: Path,
    pdf: bytes,
    files: Sequence[PortfolioFile],
    *,
    attachments: Path,
    progress: Progress,
) -> int:
    """Write the folder `target`, which must not be there yet; gives how many files it holds.

    `progress` counts files. Raises UserError where a content is missing or the disk refuses; nothing stays then.
    """
    total = 1 + len(files)
    with writing_folder(target) as folder:
        write_whole(folder / PDF_NAME, pdf)
        progress(1, total)
        for done, file in enumerate(files, start=2):
            write_whole(folder / file.name, _content(attachments, file.sha256))
            progress(done, total)
    return total


def _content(attachments: Path, digest: str) -> bytes:
    try:
        return content_path(attachments, digest).read_bytes()
    except OSError as problem:
        raise UserError(
            "Папка портфолио не записана: одного из файлов нет в папке данных.",
            "Восстановите папку данных из последней копии и повторите.",
        ) from problem
