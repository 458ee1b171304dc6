"""Whether a file is a package exactly as the program writes it; nothing is unpacked and nothing is written.

`bag_reading.py` proves the bag; here its tables are proved: an open package describes them in datapackage.json, a
sealed one names their schema. Each can be written again from its own values, so no byte of them can hide anything.
"""

import re
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from exports.packages import bag
from exports.packages.bag_reading import CHOOSE, UPDATE, ReadBag, read_bag, refused
from exports.packages.contents import CORRECTS_FIELD, FILES_FOLDER, INTRODUCTION, RESULT_FIELD, SCHEMA_FIELD
from exports.packages.corrections import REMOVED, changes_between, corrected
from exports.packages.names import parse_package_name
from exports.packages.tables import (
    DATAPACKAGE,
    Fault,
    Problem,
    Table,
    datapackage_json,
    link_problems,
    read_datapackage,
    read_table,
    row_problems,
    table_csv,
)
from exports.packages.wide import Laid, known_schema, laid_files, path_of, read_laid, tables_sha256
from models.errors import UserError
from models.rules.minisign import PublicKey, SignedBy, read_signature
from models.signatures import is_genuine

FormerTables = Callable[[str], Sequence[Laid] | None]
"""Gives the tables of an earlier package by its id; None where it never came."""

_STRANGER = (
    "Ничего не изменено. Спросите площадку по телефону, меняла ли она ключ, и сверьте отпечаток; "
    "новый ключ принимают только после этого."
)
_SEND_WHOLE = "Ничего не изменено. Попросите площадку прислать полный пакет."

_FAULTS = {
    Fault.TYPE: "значение не того типа",
    Fault.REQUIRED: "нет обязательного значения",
    Fault.ENUM: "значения нет в перечне допустимых",
    Fault.PATTERN: "значение не того вида",
    Fault.UNIQUE: "значение встречается дважды",
    Fault.PRIMARY_KEY: "ключ строки встречается дважды",
    Fault.FOREIGN_KEY: "ссылка ведёт на строку, которой нет",
    Fault.WIDTH: "число ячеек не совпадает с числом столбцов",
    Fault.HEADER: "заголовок не совпадает с описанием",
    Fault.FORM: "строка не читается как CSV в UTF-8",
}


_SUM = re.compile("[0-9a-f]{64}(?![0-9a-f])")


class PackageFile(NamedTuple):
    """One file of a package: path inside the top folder, size in bytes, SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class VerifiedPackage:
    """What a package proved to hold: its name, fields of bag-info.txt, files by path, rows of each table.

    `sha256` is that of the whole ZIP; `id` that of the tag manifest, which names the contents whatever
    carries them.
    """

    name: str
    info: tuple[tuple[str, str], ...]
    files: tuple[PackageFile, ...]
    rows: Mapping[str, int]
    size: int
    sha256: str
    id: str
    signer: SignedBy | None = None
    """Who signed it, if anybody: proved only where keys were given."""


def verify_package(path: Path, *, keys: Iterable[PublicKey] = ()) -> VerifiedPackage:
    """Return what the package at `path` holds, or raise `UserError` with the exact reasons.

    Proved: the ZIP is canonical; the bag is complete, valid and of format 1 (RFC 8493 §3); the descriptions and the
    CSV files agree (headings, types, constraints, keys, links); a signature is of one of `keys`, where any are given.
    """
    with opened(path, CHOOSE) as file:
        read = read_bag(file)
    trusted = tuple(keys)
    signer = signer_of(read, trusted) if trusted or bag.SIGNATURE in read.held else None
    rows = rows_of(checked_content(read)) if read.field(SCHEMA_FIELD) else _checked_tables(read)
    _check_file_name(path, read.name)
    return proved(read, rows, signer)


def proved(read: ReadBag, rows: Mapping[str, int], signer: SignedBy | None) -> VerifiedPackage:
    """What a checked bag holds, in counts and sums."""
    files = tuple(PackageFile(each, *read.digests[each]) for each in sorted(read.digests))
    return VerifiedPackage(read.name, read.info, files, rows, read.size, read.sha256, read.id, signer)


@contextmanager
def opened(path: Path, choose: str) -> Generator[BinaryIO]:
    """The file that a person has chosen, open to be read; UserError with the advice `choose` where it is none."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise UserError("Такого файла нет.", choose) from None
    except IsADirectoryError:
        raise UserError("Это папка, а не файл пакета.", choose) from None
    except PermissionError:
        raise UserError("Файл не открывается: нет прав на чтение.", "Скопируйте его в свою папку.") from None
    with file:
        yield file


def signer_of(read: ReadBag, keys: Sequence[PublicKey]) -> SignedBy:
    """Return who signed the tag manifest; refuses a bag that is not signed, or not by any of `keys`."""
    try:
        signed = read_signature(read.held[bag.SIGNATURE].decode("utf-8"))
    except KeyError:
        raise refused(["он не подписан"]) from None
    except ValueError:
        raise refused(["подпись не читается"]) from None
    if signed.comment != signed_comment(read.name):
        raise refused(["подпись сделана для другого пакета"])
    fitting = [key for key in keys if key.key_id == signed.signature.key_id]
    if keys and not fitting:
        raise refused([f"он подписан ключом {signed.key_name}, которого институт не знает"], _STRANGER)
    if fitting and not any(is_genuine(key, read.held[bag.TAG_MANIFEST], signed) for key in fitting):
        raise refused(["подпись не сходится"])
    return signed


def signed_comment(name: str) -> str:
    """The comment that minisign trusts in the signature of a package."""
    return f"marshrut package {name}"


class ReadContent(NamedTuple):
    """The tables of a signed package with their rows, and the id of the package that it corrects, if it does."""

    tables: tuple[Laid, ...]
    corrects: str


def checked_content(read: ReadBag, former: FormerTables | None = None) -> ReadContent:
    """Return the tables of a bag that names its schema, whole; UserError where they are not in order.

    A correction is merged into what `former` gives; without `former` only its own cells are read and checked.
    """
    corrects = read.field(CORRECTS_FIELD)
    known = known_schema(read.field(SCHEMA_FIELD))
    if known is None:
        raise refused(["таблицы в нём описаны схемой, которой эта программа не знает"], UPDATE)
    described = (*known, REMOVED) if corrects else known
    held = {path: each for path, each in read.payload.items() if path.startswith("tables/")}
    strange = sorted({*held.keys() - set(map(path_of, described)), *_others(read)})
    if strange:
        raise refused([f"лишний файл {path}" for path in strange])
    if misnamed := _misnamed(read):
        raise refused([f"содержимое файла {path} не то, под чьей суммой он лежит" for path in misnamed])
    laid, problems = read_laid(described, held)
    if problems:
        raise refused(_worded(problems))
    if laid_files(laid) != held:
        raise refused(["таблицы записаны не так, как их пишет программа"])
    if corrects and former is None:
        return ReadContent(laid, corrects)
    if corrects and former is not None:
        laid = _merged(laid, former(corrects), read)
    tables = [each.table for each in laid]
    reasons = _worded(problem for table in tables for problem in row_problems(table))
    reasons += _worded(link_problems(tables)) if not reasons else []
    if reasons:
        raise refused(reasons)
    return ReadContent(laid, corrects)


def _others(read: ReadBag) -> list[str]:
    """Files of the payload that are neither tables nor carried files."""
    paths = [path.removeprefix(bag.PAYLOAD_FOLDER) for path in read.digests if path.startswith(bag.PAYLOAD_FOLDER)]
    return [path for path in paths if path != INTRODUCTION and not path.startswith(("tables/", FILES_FOLDER))]


def _misnamed(read: ReadBag) -> list[str]:
    """Carried files that lie under the sum of another content: tables speak of files by their sums."""
    folder = f"{bag.PAYLOAD_FOLDER}{FILES_FOLDER}"
    named = {path: _SUM.match(path.removeprefix(folder)) for path in read.digests if path.startswith(folder)}
    return sorted(path for path, sum_ in named.items() if sum_ and sum_[0] != read.digests[path].sha256)


def _merged(changes: Sequence[Laid], former: Sequence[Laid] | None, read: ReadBag) -> tuple[Laid, ...]:
    if former is None:
        raise refused(["пакета, который он исправляет, у института нет"], _SEND_WHOLE)
    wrong = refused(["поправки не подходят к пакету, который они исправляют"], _SEND_WHOLE)
    if [each.table.name for each in former] != [each.table.name for each in changes[:-1]]:
        raise wrong
    try:
        later = corrected(former, changes)
        fits = tables_sha256(later) == read.field(RESULT_FIELD)
        again = changes_between(former, later)
    except ValueError:
        raise wrong from None
    if not fits or laid_files(again) != laid_files(changes):
        raise wrong
    return later


def rows_of(content: ReadContent) -> dict[str, int]:
    """Rows of each table that has any."""
    return {each.table.name: len(each.table.rows) for each in content.tables if each.table.rows}


def _checked_tables(read: ReadBag) -> dict[str, int]:
    """Return the rows of each table after proving that datapackage.json and the CSV files agree."""
    held = read.payload
    if DATAPACKAGE not in held:
        raise refused([f"нет файла data/{DATAPACKAGE}"])
    try:
        described = read_datapackage(held[DATAPACKAGE])
    except ValueError:
        raise refused([f"{DATAPACKAGE} не читается или противоречит сам себе"]) from None
    declared = {table.path for table in described.tables}
    lying = {path for path in held if path.startswith("tables/")}
    reasons = [f"описанной таблицы {path} нет" for path in sorted(declared - lying)]
    reasons += [f"файл {path} не описан в {DATAPACKAGE}" for path in sorted(lying - declared)]
    if reasons:
        raise refused(reasons)
    tables = [_read_rows(table, held[table.path]) for table in described.tables]
    reasons = _worded(problem for table in tables for problem in row_problems(table))
    reasons += _worded(link_problems(tables)) if not reasons else []
    reasons = reasons or [
        f"таблица {table.name} записана не так, как её пишет программа"
        for table in tables
        if table_csv(replace(table, foreign_keys=())) != held[table.path]
    ]
    if reasons:
        raise refused(reasons)
    try:
        rebuilt = datapackage_json(described.name, described.title, tables)
    except UnicodeEncodeError:  # half a surrogate pair, escaped in the JSON
        rebuilt = b""
    if rebuilt != held[DATAPACKAGE]:
        raise refused([f"{DATAPACKAGE}: размеры, суммы или запись не совпадают с таблицами"])
    return {table.name: len(table.rows) for table in tables}


def _read_rows(table: Table, content: bytes) -> Table:
    filled, problems = read_table(table, content)
    if problems:
        raise refused(_worded(problems))
    return filled


def _worded(problems: Iterable[Problem]) -> list[str]:
    """Say each problem with table, row and field, never with the value: it may be about a person."""
    return [
        f"таблица {each.table}"
        + (f", строка {each.row}" if each.row else "")
        + (f", столбец {each.field}" if each.field else "")
        + f": {_FAULTS[each.fault]}"
        for each in islice(problems, 100)
    ]


def _check_file_name(path: Path, name: str) -> None:
    """Refuse a file that carries the name of another package; any other name («… (1).zip») does no harm."""
    try:
        parse_package_name(path.stem)
    except ValueError:
        return
    if path.stem != name:
        raise UserError(
            "Файл назван именем другого пакета.", f"Назовите его {name}.zip и проверьте ещё раз. Файл не изменён."
        )
