"""Packages that the institute keeps: their tables, whole, of a correction too."""

from collections.abc import Sequence

from exports.institute.identities import Opener
from exports.packages.bag_reading import read_bag, refused
from exports.packages.opening import CHOOSE, unsealed
from exports.packages.verify import checked_content, opened
from exports.packages.wide import Laid
from models.database import Database
from models.errors import UserError
from models.institute.folder import InstituteFolder
from models.institute.queries import received_by_content
from models.institute.rows import ReceivedLine

MOST_CORRECTIONS = 100
"""Corrections of corrections; a site that has made so many sends the whole."""


def kept_tables(db: Database, folder: InstituteFolder, line: ReceivedLine, keys: Sequence[Opener]) -> tuple[Laid, ...]:
    """The tables of a kept package, with its corrections merged; UserError where a file is gone or damaged."""
    tables: tuple[Laid, ...] | None = None
    for each in reversed(_chain(db, line)):
        tables = _tables(folder, each, keys, tables)
    if tables is None:
        raise RuntimeError("a chain has at least one package")
    return tables


def former_of(
    db: Database, folder: InstituteFolder, content_id: str, *, site_code: str, keys: Sequence[Opener]
) -> tuple[Laid, ...] | None:
    """The tables that a correction of this site speaks of; None where the site has sent no such package."""
    line = received_by_content(db, content_id)
    if line is None or line.site_code != site_code:
        return None
    return kept_tables(db, folder, line, keys)


def _chain(db: Database, line: ReceivedLine) -> list[ReceivedLine]:
    """The package, the one it corrects, and so on to the whole one."""
    chain = [line]
    while (corrected := chain[-1].corrects) is not None:
        before = received_by_content(db, corrected)
        if before is None or len(chain) > MOST_CORRECTIONS:
            raise refused(
                ["поправок к поправкам накопилось слишком много"], "Попросите площадку прислать полный пакет."
            )
        chain.append(before)
    return chain


def _tables(
    folder: InstituteFolder, line: ReceivedLine, keys: Sequence[Opener], former: tuple[Laid, ...] | None
) -> tuple[Laid, ...]:
    lost = UserError(
        f"Файл пакета {line.name} в папке «packages» пропал или повреждён.",
        "Верните папку «packages» из копии или попросите площадку передать пакет ещё раз.",
    )
    identity = next((secret for name, secret in keys if name == line.opened_with), None)
    path = folder.kept(line.sha256)
    if identity is None:
        raise UserError(
            f"Пакет {line.name} запечатан ключом института, которого на этом компьютере нет.",
            "Верните папку «keys» из копии или попросите площадку собрать пакет целиком.",
        )
    if not path.is_file():
        raise lost
    try:
        with opened(path, CHOOSE) as source, unsealed(source, [identity]) as (plain, sha256):
            if sha256 != line.sha256:
                raise lost
            return checked_content(read_bag(plain), lambda _content_id: former).tables
    except UserError as problem:
        raise lost from problem
