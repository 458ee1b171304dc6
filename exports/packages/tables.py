"""Tables of a package: CSV files and the Frictionless data package that describes them.

**CSV** is RFC 4180 as Frictionless and Excel both take it without a setting: UTF-8, comma, CRLF, quotes only
where needed. No byte-order mark, because every other reader would find it in the first heading; Excel opens
the file through «Данные → Из текстового/CSV-файла», which knows UTF-8 by itself.

**Text that a spreadsheet would calculate.** Opened by a double click, Excel runs a cell that begins with
`= + - @`, and a Russian Excel, whose list separator is the semicolon, cuts a comma file at `;` and at line
breaks, so such a sign is as dangerous after those. Dropping the sign would falsify the data; a silent apostrophe
could not be told from one that was typed. So before such a sign, and before apostrophes in front of it, one
apostrophe is added (`=1` → `'=1`, `'=1` → `''=1`): nothing begins a formula, and taking one apostrophe away at the
same places gives the text back to the letter (`safe_text` and `plain_text`). datapackage.json says so in words.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple, cast

Kind = Literal["string", "integer", "number", "date", "boolean"]
Value = str | int | float | Decimal | date | bool | None
Row = Sequence[Value]

KINDS: tuple[Kind, ...] = ("string", "integer", "number", "date", "boolean")
DATAPACKAGE = "datapackage.json"
MAX_TEXT = 100_000
"""Characters in one cell; the longest text section of a report is a tenth of it."""

APOSTROPHE_NOTE = (
    "Числа пишутся с точкой, даты — ГГГГ-ММ-ДД, пустая ячейка — нет значения. Если текст, его строка или часть "
    "после точки с запятой начинается со знака = + - @ (в том числе полноширинного) или с апострофов перед ним, "
    "туда добавлен один апостроф, чтобы табличный редактор не принял текст за формулу; при чтении уберите его."
)

_MAX_WHOLE = 10**15  # Excel and JavaScript keep whole numbers exactly only that far
_MAX_FRACTION = 12
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,15}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,12})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUOTED = re.compile(r'[,;"\r\n\t]|^\s|\s$')
_LINE_END = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
# Spaces and quotes may stand between; line breaks and tabs are no part of the run, else it would be quadratic.
_BEFORE_FORMULA = r"((?:^|[;\n\t])(?:[^\S\n\t]|\")*)"
_FORMULA = re.compile(_BEFORE_FORMULA + r"(?='*[=+\-@＝＋－＠])")
_SAFE_FORMULA = re.compile(_BEFORE_FORMULA + r"'(?='*[=+\-@＝＋－＠])")
# A pattern may come from a foreign file, so only such patterns are allowed as can never run long: plain
# characters and classes with fixed counts, and at most one open count.
_PATTERN_ATOM = re.compile(
    r"(?:\\d|\\\.|\[[^\[\]\\^]+\]|[\w /:;@-])(?:(?P<fixed>\{[0-9]{1,3}\})|(?P<open>[+*?]|\{[0-9]{1,3},[0-9]{0,3}\}))?"
)


class Fault(StrEnum):
    """How a value or a table breaks its schema."""

    TYPE = "type"
    REQUIRED = "required"
    ENUM = "enum"
    PATTERN = "pattern"
    UNIQUE = "unique"
    PRIMARY_KEY = "primary key"
    FOREIGN_KEY = "foreign key"
    WIDTH = "number of cells"
    HEADER = "header"
    FORM = "form"


class Problem(NamedTuple):
    """One breach: table, data row from 1 (0 = the table itself), field or "", what; never the value."""

    table: str
    row: int
    field: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `name` in the CSV, Russian `title`, kind and constraints.

    `enum` lists the allowed texts; `pattern` is a regular expression for the whole text made of plain
    characters, `\\d` and `[classes]` with fixed counts and at most one open count. Both are for strings that
    need no apostrophe (other readers check them before they take it away).
    """

    name: str
    title: str
    kind: Kind = "string"
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`fields` of this table point to `keys`, the primary key of `table` (its own name for a tree).

    A row with an empty cell among `fields` has no link.
    """

    fields: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file `tables/<name>.csv`: rows hold one value per field, in the order of the fields."""

    name: str
    title: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    rows: Sequence[Row] = ()
    description: str = ""

    @property
    def path(self) -> str:
        """Path of the CSV relative to `data/`."""
        return f"tables/{self.name}.csv"


class DataPackage(NamedTuple):
    """A datapackage.json taken apart; its tables have no rows yet."""

    name: str
    title: str
    tables: tuple[Table, ...]


def tables_payload(name: str, title: str, tables: Sequence[Table]) -> dict[str, bytes]:
    """Return datapackage.json and every CSV by path relative to `data/`, ready for `bag_bytes`."""
    described = {DATAPACKAGE: datapackage_json(name, title, tables)}
    return described | {table.path: table_csv(table) for table in tables}


def table_csv(table: Table) -> bytes:
    """Return the CSV of `table`; ValueError naming table and field if the schema or a row breaks the rules.

    Line breaks in texts become LF and other control characters are left out; an empty text is no value.
    """
    _refuse(schema_problems([replace(table, foreign_keys=())]))
    _refuse(row_problems(table))
    lines = [[field.name for field in table.fields]]
    lines += [[cell_text(value) for value in row] for row in table.rows]
    return "".join(csv_line(line) for line in lines).encode("utf-8")


def datapackage_json(name: str, title: str, tables: Sequence[Table]) -> bytes:
    """Return the Frictionless Data Package (Table Schema, profile tabular-data-package) of all `tables`.

    Keys and tables stand in the given order, Russian is written as such. Every resource carries its size and
    SHA-256. ValueError naming table and field if schemas, rows or foreign keys are not in order.
    """
    _refuse(schema_problems(tables))
    resources = [_resource(table) for table in tables]
    _refuse(link_problems(tables))
    described = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": APOSTROPHE_NOTE,
        "resources": resources,
    }
    return (json.dumps(described, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def safe_text(text: str) -> str:
    """Return `text` with one apostrophe before each sign that a spreadsheet would take for a formula."""
    return _FORMULA.sub(r"\1'", text)


def plain_text(text: str) -> str:
    """Undo `safe_text`."""
    return _SAFE_FORMULA.sub(r"\1", text)


def read_datapackage(text: bytes) -> DataPackage:
    """Return the schemas of a datapackage.json; ValueError if it is not of the form written here.

    Whatever this reading skips (sizes, hashes, dialect, other properties) is checked by writing the package
    again from what was read and comparing the bytes.
    """
    try:
        parsed: object = json.loads(text)
    except RecursionError:
        raise ValueError("datapackage.json is nested too deep") from None
    whole = _object(parsed)
    tables = tuple(described_table(_object(each)) for each in _list(whole.get("resources")))
    if next(schema_problems(tables), None) is not None:
        raise ValueError("the schemas contradict themselves")
    return DataPackage(_text(whole, "name"), _text(whole, "title"), tables)


def read_table(table: Table, content: bytes) -> tuple[Table, list[Problem]]:
    """Return `table` with the rows of its CSV, and what could not be read (at most 100 problems).

    The rows are not yet checked against constraints (`row_problems`) and links (`link_problems`).
    """
    problems: list[Problem] = []
    rows: list[tuple[Value, ...]] = []
    try:
        lines = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
        if next(lines, None) != [field.name for field in table.fields]:
            return table, [Problem(table.name, 0, "", Fault.HEADER)]
        for number, line in enumerate(lines, start=1):
            if len(line) != len(table.fields):
                problems.append(Problem(table.name, number, "", Fault.WIDTH))
                continue
            row: list[Value] = []
            for field, text in zip(table.fields, line, strict=True):
                try:
                    row.append(cell_value(field, text))
                except ValueError:
                    problems.append(Problem(table.name, number, field.name, Fault.TYPE))
            rows.append(tuple(row))
            if len(problems) >= 100:
                break
    except (UnicodeDecodeError, csv.Error):
        problems.append(Problem(table.name, len(rows) + 1, "", Fault.FORM))
    return replace(table, rows=rows), problems


def schema_problems(tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield what is wrong with the descriptions themselves: names, keys, patterns, links to nowhere."""
    by_name = {table.name: table for table in tables}
    if len(by_name) != len(tables):
        yield Problem("", 0, "", Fault.HEADER)
    for table in tables:
        fields = {field.name: field for field in table.fields}
        if not _IDENTIFIER.fullmatch(table.name) or not fields or len(fields) != len(table.fields):
            yield Problem(table.name, 0, "", Fault.HEADER)
        for field in table.fields:
            if not _IDENTIFIER.fullmatch(field.name) or field.kind not in KINDS:
                yield Problem(table.name, 0, field.name, Fault.HEADER)
            if (field.enum or field.pattern) and field.kind != "string":
                yield Problem(table.name, 0, field.name, Fault.TYPE)
            if field.pattern and not _is_safe_pattern(field.pattern):
                yield Problem(table.name, 0, field.name, Fault.PATTERN)
            if any(safe_text(_clean(text)) != text or not text for text in field.enum):
                yield Problem(table.name, 0, field.name, Fault.ENUM)
        if not table.primary_key or not all(key in fields and fields[key].required for key in table.primary_key):
            yield Problem(table.name, 0, "", Fault.PRIMARY_KEY)
        for link in table.foreign_keys:
            target = by_name.get(link.table)
            ours = [fields[name].kind for name in link.fields if name in fields]
            theirs = _key_kinds(target) if target and target.primary_key == link.keys else []
            if not ours or len(ours) != len(link.fields) or ours != theirs:
                yield Problem(table.name, 0, ", ".join(link.fields), Fault.FOREIGN_KEY)


def row_problems(table: Table) -> Iterator[Problem]:
    """Yield every value that breaks its field, and every key that occurs twice, in the order of the rows."""
    key = [_position(table, name) for name in table.primary_key]
    keys: set[tuple[Value, ...]] = set()
    seen: list[set[Value]] = [set() for _field in table.fields]
    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(table.fields):
            yield Problem(table.name, number, "", Fault.WIDTH)
            continue
        values = [_meant(value) for value in row]
        for field, value, others in zip(table.fields, values, seen, strict=True):
            fault = _fault(field, value)
            if fault is None and field.unique and value is not None:
                fault = Fault.UNIQUE if value in others else None
                others.add(value)
            if fault is not None:
                yield Problem(table.name, number, field.name, fault)
        own = tuple(values[position] for position in key)
        if own in keys:
            yield Problem(table.name, number, ", ".join(table.primary_key), Fault.PRIMARY_KEY)
        keys.add(own)


def link_problems(tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield every foreign key that finds no row; a link with an empty cell points nowhere and is in order."""
    keys = {table.name: set(_columns(table, table.primary_key)) for table in tables}
    for table in tables:
        for link in table.foreign_keys:
            for number, value in enumerate(_columns(table, link.fields), start=1):
                if None not in value and value not in keys[link.table]:
                    yield Problem(table.name, number, ", ".join(link.fields), Fault.FOREIGN_KEY)


def _refuse(problems: Iterator[Problem]) -> None:
    for problem in problems:
        raise ValueError(f"table {problem.table!r}, row {problem.row}, field {problem.field!r}: {problem.fault.value}")


def _position(table: Table, name: str) -> int:
    return [field.name for field in table.fields].index(name)


def _key_kinds(table: Table) -> list[Kind]:
    return [field.kind for key in table.primary_key for field in table.fields if field.name == key]


def _columns(table: Table, names: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    positions = [_position(table, name) for name in names]
    for row in table.rows:
        yield tuple(_meant(row[position]) for position in positions)


def _meant(value: Value) -> Value:
    if isinstance(value, str):
        return _clean(value) or None
    return value


def _clean(text: str) -> str:
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def _fault(field: Field, value: Value) -> Fault | None:
    if value is None:
        return Fault.REQUIRED if field.required else None
    if not _is_of_kind(field.kind, value):
        return Fault.TYPE
    if not isinstance(value, str):
        return None
    if field.enum and value not in field.enum:
        return Fault.ENUM
    if field.pattern and not (re.fullmatch(field.pattern, value) and safe_text(value) == value):
        return Fault.PATTERN
    return None


def _is_of_kind(kind: Kind, value: Value) -> bool:
    if kind == "string":
        return isinstance(value, str) and len(value) <= MAX_TEXT and _is_unicode(value)
    if kind == "date":
        return isinstance(value, date) and not isinstance(value, datetime)
    if isinstance(value, bool) or kind == "boolean":
        return isinstance(value, bool) and kind == "boolean"
    if kind == "integer":
        return isinstance(value, int) and abs(value) <= _MAX_WHOLE
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return number.is_finite() and abs(number) <= _MAX_WHOLE and number == round(number, _MAX_FRACTION)
    return False


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_safe_pattern(pattern: str) -> bool:
    position, opened = 0, 0
    while position < len(pattern):
        atom = _PATTERN_ATOM.match(pattern, position)
        if atom is None:
            return False
        opened += atom["open"] is not None
        position = atom.end()
    if opened > 1 or any(sign in pattern for sign in ("--", "&&", "||", "~~")):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True


def cell_text(value: Value) -> str:
    """Return a value as a cell holds it; an empty text for none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return safe_text(_clean(value))
        case date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return _number_text(value)


def _number_text(value: float | Decimal) -> str:
    text = format(Decimal(str(value)), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def cell_value(field: Field, text: str) -> Value:
    """Return the value of one cell; ValueError if the text is not of the field's kind."""
    if not text:
        return None
    match field.kind:
        case "string":
            return plain_text(text)
        case "integer" if _WHOLE.fullmatch(text):
            return int(text)
        case "number" if _DECIMAL.fullmatch(text):
            return Decimal(text)
        case "date" if _DATE.fullmatch(text):
            return date.fromisoformat(text)
        case "boolean" if text in ("true", "false"):
            return text == "true"
        case _:
            raise ValueError(field.kind)


def csv_line(cells: Sequence[str]) -> str:
    """Return one line of a CSV with its CRLF."""
    if len(cells) == 1 and not cells[0]:
        return '""\r\n'  # else the line would be empty, and readers skip empty lines
    quoted = (f'"{cell.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(cell) else cell for cell in cells)
    return ",".join(quoted) + "\r\n"


def _resource(table: Table) -> dict[str, object]:
    content = table_csv(table)
    described = {"description": table.description} if table.description else {}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        **described,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema_json(table),
    }


def schema_json(table: Table) -> dict[str, object]:
    """Return the Table Schema of one table: fields with constraints, keys and links."""
    schema: dict[str, object] = {
        "fields": [_field_json(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [_link_json(link, table) for link in table.foreign_keys]
    return schema


def _field_json(field: Field) -> dict[str, object]:
    described = {"description": field.description} if field.description else {}
    constraints: dict[str, object] = {}
    if field.required:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if field.enum:
        constraints["enum"] = list(field.enum)
    if field.pattern:
        constraints["pattern"] = field.pattern
    bounds: dict[str, object] = {"constraints": constraints} if constraints else {}
    return {"name": field.name, "title": field.title, "type": field.kind} | described | bounds


def _link_json(link: ForeignKey, table: Table) -> dict[str, object]:
    # Frictionless writes a link of a table to itself as an empty name.
    target = "" if link.table == table.name else link.table
    return {"fields": list(link.fields), "reference": {"resource": target, "fields": list(link.keys)}}


def described_table(resource: Mapping[str, object]) -> Table:
    """Return the table, without rows, that a resource of a datapackage.json describes; ValueError if it does not."""
    schema = _object(resource.get("schema"))
    name = _text(resource, "name")
    return Table(
        name=name,
        title=_text(resource, "title"),
        description=_text(resource, "description", ""),
        fields=tuple(_read_field(_object(each)) for each in _list(schema.get("fields"))),
        primary_key=_texts(schema.get("primaryKey")),
        foreign_keys=tuple(_read_link(_object(each), name) for each in _list(schema.get("foreignKeys", []))),
    )


def _read_field(described: Mapping[str, object]) -> Field:
    constraints = _object(described.get("constraints", {}))
    kind = _text(described, "type")
    if kind not in KINDS:
        raise ValueError("unknown type")
    return Field(
        name=_text(described, "name"),
        title=_text(described, "title"),
        kind=kind,
        required=constraints.get("required") is True,
        unique=constraints.get("unique") is True,
        enum=_texts(constraints.get("enum", [])),
        pattern=_text(constraints, "pattern", ""),
        description=_text(described, "description", ""),
    )


def _read_link(described: Mapping[str, object], table: str) -> ForeignKey:
    reference = _object(described.get("reference"))
    return ForeignKey(
        fields=_texts(described.get("fields")),
        table=_text(reference, "resource") or table,
        keys=_texts(reference.get("fields")),
    )


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError("an object is expected")  # noqa: TRY004 - the file is wrong, not our call
    return cast("dict[str, object]", value)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("a list is expected")  # noqa: TRY004 - the file is wrong, not our call
    return cast("list[object]", value)


def _text(described: Mapping[str, object], key: str, default: str | None = None) -> str:
    value = described.get(key, default)
    if not isinstance(value, str):
        raise ValueError("a text is expected")  # noqa: TRY004 - the file is wrong, not our call
    return value


def _texts(value: object) -> tuple[str, ...]:
    texts = _list(value)
    if not all(isinstance(each, str) for each in texts):
        raise ValueError("a list of texts is expected")
    return tuple(str(each) for each in texts)
