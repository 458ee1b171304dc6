"""Files in packages: the sheet for ФИС ФРДО, and attachments, which travel once and go by their hash afterwards."""

import re
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from exports.packages.contents import Content
from exports.packages.tables import Field
from exports.registry import frdo_file
from models.errors import UserError
from models.kept_files import content_path
from models.rows.frdo import FrdoTable
from models.rows.report import SitePassport
from models.rules.file_kinds import SUFFIXES
from models.rules.periods import Period

FRDO = "frdo"
MOST_BYTES = 128 << 20
"""Attachments of one package, which is held in memory four times over: what does not fit goes with the next one."""

MOST_FILES = 9_000
"""A package holds ten thousand files."""

FILE_FIELDS = (
    Field("sha256", "SHA-256", required=True, pattern="[0-9a-f]{64}"),
    Field("size", "Байтов", "integer", required=True),
    Field("kind", "Тип", required=True),
)
"""How a table speaks of a file: it lies in `data/files` under its sum, or came with an earlier package."""


_SUM = re.compile("[0-9a-f]{64}(?![0-9a-f])")


class _File(Protocol):
    @property
    def sha256(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def kind(self) -> str: ...


class Carried(NamedTuple):
    """Files by hash with the names they travel under; `known` are named in tables only, `left` are for another time."""

    travelling: Mapping[str, str]
    known: frozenset[str]
    left: frozenset[str]
    missing: frozenset[str]
    """Their content is not in the data folder."""

    @property
    def spoken_of(self) -> frozenset[str]:
        """What ИРО has once this package has come."""
        return self.known | self.travelling.keys()


def frdo_package(site: SitePassport, period: Period, table: FrdoTable) -> Content:
    """The sheet that `hand_over_to_frdo` gave and noted, as the workbook of the institute's template."""
    return files_package(site, period, kind=FRDO, files={"frdo.xlsx": frdo_file(table)})


def files_package(site: SitePassport, period: Period, *, kind: str, files: Mapping[str, bytes]) -> Content:
    """A package of files by name, which is of small Latin letters and figures; `kind` as `package_name` takes it."""
    return Content(kind, period, site.site_code, site.short_name, (), files)


def carried(files: Iterable[_File], attachments: Path, *, confirmed: Collection[str]) -> Carried:
    """Part files into those that travel, those that ИРО has, those that do not fit and those that are lost."""
    travelling: dict[str, str] = {}
    known, left, missing = set[str](), set[str](), set[str]()
    room = MOST_BYTES
    for each in files:
        if each.sha256 in confirmed:
            known.add(each.sha256)
        elif each.sha256 in travelling:
            continue
        elif not content_path(attachments, each.sha256).is_file():
            missing.add(each.sha256)
        elif each.size > room or len(travelling) >= MOST_FILES:
            left.add(each.sha256)
        else:
            room -= each.size
            travelling[each.sha256] = f"{each.sha256}{SUFFIXES.get(each.kind, '')}"
    return Carried(travelling, frozenset(known), frozenset(left), frozenset(missing))


def file_contents(files: Mapping[str, str], attachments: Path) -> dict[str, bytes]:
    """Contents by the name in the package of `files` (hash → name); UserError for one that is damaged on the disk."""
    return {name: _content(attachments, digest) for digest, name in files.items()}


def _content(attachments: Path, digest: str) -> bytes:
    try:
        content = content_path(attachments, digest).read_bytes()
    except FileNotFoundError:
        content = b""
    if sha256(content).hexdigest() != digest:
        raise UserError(
            "Один из приложенных файлов повреждён на диске, пакет не собран.",
            "Приложите этот файл к записи заново: программа узнает его по содержимому.",
        )
    return content


def travelled(content: Content) -> tuple[str, ...]:
    """Hashes of the attachments whose contents are in a package: they lie there under them."""
    return tuple(sorted(path.partition(".")[0] for path in content.files if _SUM.match(path)))
