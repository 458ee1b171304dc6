"""Tables laid out to compress: the same rows as `tables.py` writes, turned or spread so that like stands beside like.

What was tried on the reference quarter (200 trainees, 60 events, 6,000 marks, 3,000 scores), the whole bag under xz,
in bytes: a file a table, row by row 17,220; with lists turned, so that a line holds one field of all rows, 15,500;
with all turned lists in one file 14,800, since every file of a bag costs 75 for its sum and its places in the ZIP.
The typed columns themselves come to 11,400. Marks as event × trainee take 1,420, one line a mark three times that.
Any reader of CSV reads it all: every file is rectangular, and a spreadsheet turns a table back in one step.

The schema does not travel: bag-info.txt names it by its SHA-256, and the program ships every schema that it ever
wrote (`resources/exchange`).
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import cast

from exports.packages.tables import (
    Fault,
    Field,
    Problem,
    Row,
    Table,
    Value,
    cell_text,
    cell_value,
    csv_line,
    described_table,
    row_problems,
    schema_json,
)
from resources.loader import read_bytes

SCHEMA_FOLDER = "exchange"


RECORDS = "tables/records.csv"
"""Where all turned tables stand, one below the other."""


class Layout(StrEnum):
    """How a table becomes lines.

    ROWS: a file of its own, a line a row, as everywhere. TURNED: lines of `RECORDS`, each a field of all rows headed
    «events.title» and filled up with empty cells. SPREAD: for a table of two keys and one value, a file with a line
    for each value of the first key and a column for each of the second; an empty cell is no row.
    """

    ROWS = "rows"
    TURNED = "turned"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Laid:
    """A table and how it is laid out; its rows stand in the order of its key."""

    table: Table
    layout: Layout = Layout.TURNED


def laid_payload(content: Sequence[Laid]) -> dict[str, bytes]:
    """Return the files of the tables that have rows, by path relative to `data/`; ValueError for a bad row."""
    for each in content:
        for problem in row_problems(each.table):
            raise ValueError(f"table {problem.table!r}, row {problem.row}, field {problem.field!r}: {problem.fault}")
    return laid_files(content)


def laid_files(content: Sequence[Laid]) -> dict[str, bytes]:
    """The same without looking at the values."""
    filled = [each for each in content if each.table.rows]
    files = {path_of(each): _own_file(each) for each in filled if each.layout is not Layout.TURNED}
    turned = [line for each in filled if each.layout is Layout.TURNED for line in _turned(each.table)]
    width = max(map(len, turned), default=0)
    if turned:
        files[RECORDS] = _csv([*line, *[""] * (width - len(line))] for line in turned)
    return files


def path_of(each: Laid) -> str:
    """The file that a table stands in, relative to `data/`."""
    return RECORDS if each.layout is Layout.TURNED else each.table.path


def read_laid(schema: Sequence[Laid], files: Mapping[str, bytes]) -> tuple[tuple[Laid, ...], list[Problem]]:
    """Return the tables with the rows of `files`, and what could not be read; constraints are not yet checked."""
    problems: list[Problem] = []
    lines: dict[str, list[list[str]]] = {}
    for path, content in files.items():
        try:
            lines[path] = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
        except (UnicodeDecodeError, csv.Error):
            problems.append(Problem(path, 0, "", Fault.FORM))
        if len(set(map(len, lines.get(path, [])))) > 1:
            problems.append(Problem(path, 0, "", Fault.WIDTH))
    if problems:
        return tuple(schema), problems
    read: list[Laid] = []
    for each in schema:
        cells = _cells(each, lines.get(path_of(each), []))
        filled, wrong = _typed(each.table, cells) if cells is not None else (each.table, [_no_heading(each)])
        read.append(Laid(filled, each.layout))
        problems += wrong
    return tuple(read), problems


def in_order(table: Table) -> list[Row]:
    """The rows in the order of the table's key."""
    places = [[field.name for field in table.fields].index(name) for name in table.primary_key]
    return sorted(table.rows, key=lambda row: tuple(_sorting(row[place]) for place in places))


def schema_bytes(content: Sequence[Laid]) -> bytes:
    """Return the description of the tables without their rows, the same bytes for the same schema."""
    described = [
        {
            "name": each.table.name,
            "title": each.table.title,
            "description": each.table.description,
            "path": path_of(each),
            "layout": each.layout.value,
            "schema": schema_json(each.table),
        }
        for each in content
    ]
    return (json.dumps({"tables": described}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def schema_name(content: Sequence[Laid]) -> str:
    """Return the SHA-256 of the schema: how a package names it."""
    return hashlib.sha256(schema_bytes(content)).hexdigest()


def known_schema(name: str) -> tuple[Laid, ...] | None:
    """Return the tables, without rows, of a schema that this program knows; None for another."""
    try:
        content = read_bytes(f"{SCHEMA_FOLDER}/{name}.json")
    except (FileNotFoundError, ValueError):
        return None
    parsed = cast("Mapping[str, Sequence[Mapping[str, object]]]", json.loads(content))
    return tuple(Laid(described_table(each), Layout(str(each["layout"]))) for each in parsed["tables"])


def tables_sha256(content: Sequence[Laid]) -> str:
    """Return one sum of all tables: what a correction must lead to."""
    whole = hashlib.sha256()
    for path, written in sorted(laid_files(content).items()):
        whole.update(f"{hashlib.sha256(written).hexdigest()}  {path}\n".encode())
    return whole.hexdigest()


def _own_file(each: Laid) -> bytes:
    if each.layout is Layout.SPREAD:
        return _csv(_spread(each.table))
    heading = [field.name for field in each.table.fields]
    return _csv([heading, *([cell_text(value) for value in row] for row in in_order(each.table))])


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    return "".join(map(csv_line, lines)).encode("utf-8")


def _turned(table: Table) -> Iterator[list[str]]:
    for field, column in zip(table.fields, zip(*in_order(table), strict=True), strict=True):
        yield [f"{table.name}.{field.name}", *map(cell_text, column)]


def _spread(table: Table) -> Iterator[list[str]]:
    found = {(row[0], row[1]): cell_text(row[2]) for row in table.rows}
    lines = sorted({key for key, _other in found}, key=_sorting)
    columns = sorted({key for _other, key in found}, key=_sorting)
    yield [table.fields[0].name, *(cell_text(column) for column in columns)]
    for line in lines:
        yield [cell_text(line), *(found.get((line, column), "") for column in columns)]


def _cells(each: Laid, lines: Sequence[Sequence[str]]) -> list[Sequence[str]] | None:
    """The cells of a table row by row; none without its file, None where the headings are not the table's."""
    names = field_names(each.table.fields)
    if each.layout is Layout.TURNED:
        headings = {f"{each.table.name}.{name}": place for place, name in enumerate(names)}
        own = [line for line in lines if line and line[0] in headings]
        if own and [line[0] for line in own] != list(headings):
            return None
        columns = [line[1:] for line in own]
        key = names.index(each.table.primary_key[0])
        count = len([cell for cell in columns[key] if cell]) if columns else 0
        return list(zip(*(column[:count] for column in columns), strict=True))
    if not lines:
        return []
    if each.layout is Layout.ROWS:
        return list(lines[1:]) if list(lines[0]) == names else None
    if lines[0][:1] != names[:1]:
        return None
    return [
        (line[0], column, cell)
        for line in lines[1:]
        for column, cell in zip(lines[0][1:], line[1:], strict=True)
        if cell
    ]


def _no_heading(each: Laid) -> Problem:
    return Problem(each.table.name, 0, "", Fault.HEADER)


def _sorting(value: Value) -> tuple[int, str]:
    """Whole numbers by size, texts by letter."""
    return (value, "") if isinstance(value, int) else (0, cell_text(value))


def _typed(table: Table, cells: Sequence[Sequence[str]]) -> tuple[Table, list[Problem]]:
    rows: list[tuple[Value, ...]] = []
    problems: list[Problem] = []
    for number, line in enumerate(cells, start=1):
        row: list[Value] = []
        for field, text in zip(table.fields, line, strict=True):
            try:
                row.append(cell_value(field, text))
            except ValueError:
                problems.append(Problem(table.name, number, field.name, Fault.TYPE))
        rows.append(tuple(row))
        if len(problems) >= 100:
            break
    return replace(table, rows=rows), problems


def key_of(table: Table, row: Row) -> tuple[Value, ...]:
    """The key of a row."""
    names = [field.name for field in table.fields]
    return tuple(row[names.index(name)] for name in table.primary_key)


def field_names(fields: Sequence[Field]) -> list[str]:
    """Names of the columns."""
    return [field.name for field in fields]
