"""A printed form held as data: what stands on it, in which order and under which words.

A form is a JSON file (resources/forms/*.json). A column is renamed, hidden, moved or widened there; the code of a
document only says which tables, fields and texts exist (`Vocabulary`). One layout is drawn by the PDF and the XLSX
writer alike. Sizes of paper are millimetres, sizes of type are points (domain.md §5, ГОСТ Р 7.0.97).
"""

import re
import string
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from models.rows.codes import Code
from models.rules.words import plural

Kind = Literal["text", "integer", "decimal", "date", "percent", "hours"]
"""How a value is shown: `percent` holds 0–100 (85 → «85 %»), `hours` holds minutes and shows academic hours."""

Align = Literal["left", "center", "right"]

SheetName = Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\'\x00-\x1f]+$")]
"""Name of a sheet of a workbook, as Excel allows it."""

NOTHING = "—"
"""What stands for a missing value."""

SIGN_HERE = "_" * 16
"""Where a signature goes."""
NAME_HERE = "_" * 20
"""Where a name that is missing is written by hand."""
BLANK_DATE = "«____» ______________ 20____ г."
"""Where a date that is missing is written by hand."""

Words = Annotated[str, Field(max_length=2000)]
"""A text of a form: a template, a heading."""
ShortWords = Annotated[str, Field(max_length=200)]
"""What a column or a line is called."""
MOST_COLUMNS = 40
MOST_PARTS = 60

MOST_EMBLEM = 60_000
"""Letters an emblem may take in a form: 45 kB of a picture."""

_MINUTES_IN_ACADEMIC_HOUR = 45
_NBSP = "\u00a0"
_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLayout:
    """The sheet of paper; the least values are those of ГОСТ Р 7.0.97."""

    __pydantic_config__ = _STRICT

    orientation: Literal["portrait", "landscape"] = "portrait"
    left: Annotated[float, Field(ge=20, le=60)] = 20
    right: Annotated[float, Field(ge=10, le=60)] = 10
    top: Annotated[float, Field(ge=20, le=60)] = 20
    bottom: Annotated[float, Field(ge=20, le=60)] = 20
    body_size: Annotated[float, Field(ge=12, le=14)] = 12
    table_size: Annotated[float, Field(ge=9, le=14)] = 9
    line_spacing: Annotated[float, Field(ge=1, le=1.5)] = 1.15
    indent: Annotated[float, Field(ge=0, le=30)] = 12.5
    """First line of a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderBlock:
    """One corner block («УТВЕРЖДАЮ»): the keys name fields of the document; a missing name or date is a blank line."""

    __pydantic_config__ = _STRICT

    heading: ShortWords
    words: Words = ""
    """Template of the lines under the heading: «на заседании педагогического совета»."""
    position: str = ""
    name: str = ""
    date: str = ""
    signed: bool = True
    """Whether there is a line to sign on with the day below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    """The line under the document: position, place to sign, name."""

    __pydantic_config__ = _STRICT

    position: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; a soft hyphen in the title marks where the word may be divided."""

    __pydantic_config__ = _STRICT

    key: str
    title: ShortWords
    width: Annotated[float, Field(gt=0, le=1000)]
    """Share of the table's width, relative to the other visible columns."""
    kind: Kind = "text"
    align: Align = "left"
    hidden: bool = False
    total: Literal["none", "sum"] = "none"
    nothing: ShortWords = NOTHING
    """What stands for a missing value on paper; empty where a hand fills it in."""
    in_short: bool = True
    """Whether the column stays where the table is wanted in short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a list of facts: the field `key` under the words `title`."""

    __pydantic_config__ = _STRICT

    key: str
    title: ShortWords
    kind: Kind = "text"
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """Prose that a person wrote."""

    __pydantic_config__ = _STRICT

    part: Literal["text"]
    key: str
    heading: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePart:
    """A sentence filled with figures, `filled` says how; printed only where its section has data."""

    __pydantic_config__ = _STRICT

    part: Literal["sentence"]
    template: Words
    look: Literal["paragraph", "line"] = "paragraph"
    """A line begins at the margin."""
    needs: str = ""
    """The field without which the sentence is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsPart:
    """A list of facts: title and value, in one or two pairs of columns."""

    __pydantic_config__ = _STRICT

    part: Literal["facts"]
    fields: Annotated[tuple[Fact, ...], Field(min_length=1, max_length=MOST_COLUMNS)]
    pairs: Literal[1, 2] = 1
    title_share: Annotated[float, Field(ge=0.1, le=0.9)] = 0.4
    """Width of the titles, as a share of a pair."""
    value_align: Align = "left"
    sheet: SheetName | None = None
    """Name of its sheet in the XLSX; without one it stands only on paper. The summary has a sheet of its own."""

    @property
    def visible(self) -> tuple[Fact, ...]:
        """The facts that are printed."""
        return tuple(fact for fact in self.fields if not fact.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """A table of the rows called `rows`."""

    __pydantic_config__ = _STRICT

    part: Literal["table"]
    rows: str
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=MOST_COLUMNS)]
    sheet: SheetName
    """Name of its sheet in the XLSX."""
    caption: Words = ""
    empty: Words = ""
    """Said instead of an empty table where the rest of the section has data; nothing is said when this is empty."""
    total_title: ShortWords = "Итого"
    group: str = ""
    """Column whose every new value begins with a row of its own across the table."""
    strong: str = ""
    """Column that says whether a row is set in bold: a heading or a sum among the others."""
    least_height: Annotated[float, Field(ge=0, le=40)] = 0
    """Of a row, millimetres: room for a signature."""

    @property
    def visible(self) -> tuple[Column, ...]:
        """The columns that are printed."""
        return tuple(column for column in self.columns if not column.hidden)

    @property
    def has_total(self) -> bool:
        """Whether a row of totals stands below."""
        return any(column.total == "sum" for column in self.visible)

    @property
    def before_total(self) -> int:
        """How many columns the word «Итого» may lie over: those before the first sum."""
        return next((number for number, column in enumerate(self.visible) if column.total == "sum"), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPart:
    """A bar chart of one column over another; the axis begins at nought."""

    __pydantic_config__ = _STRICT

    part: Literal["chart"]
    rows: str
    label: str
    value: str
    caption: Words
    value_title: ShortWords
    before: str = ""
    """The column of what it was or was to be: a pale bar over that of the value."""
    most: Annotated[float, Field(ge=0)] = 0
    """The end of the axis: on paper a way leads from `before` to the value then, rows without either are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPart:
    """A grid: the rows called `rows` down, those called `across` to the right, a sign where they meet.

    Widths are millimetres here. A grid that is wider than the paper goes on below with `columns` repeated.
    """

    __pydantic_config__ = _STRICT

    part: Literal["grid"]
    rows: str
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=MOST_COLUMNS)]
    across: str
    heading: ShortWords
    """Template over a row of `across`: what stands above its signs."""
    signs: str
    """The attribute of `rows` that holds a text for each of `across`, in their order."""
    sign_width: Annotated[float, Field(ge=5, le=40)] = 9
    sums: Annotated[tuple[Column, ...], Field(max_length=MOST_COLUMNS)] = ()
    """Columns after the last sign."""
    sums_across: Annotated[tuple[Fact, ...], Field(max_length=MOST_COLUMNS)] = ()
    """Lines below: a figure of each of `across`."""
    sheet: SheetName
    caption: Words = ""
    empty: Words = ""

    @property
    def visible(self) -> tuple[Column, ...]:
        """The columns before the signs that are printed."""
        return tuple(column for column in self.columns if not column.hidden)

    @property
    def visible_sums(self) -> tuple[Column, ...]:
        """The columns after the signs that are printed."""
        return tuple(column for column in self.sums if not column.hidden)

    @property
    def visible_lines(self) -> tuple[Fact, ...]:
        """The lines below that are printed."""
        return tuple(fact for fact in self.sums_across if not fact.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph about one row; of a template that fills to several lines, several."""

    __pydantic_config__ = _STRICT

    template: Words
    look: Literal["paragraph", "label", "small", "topic", "name"] = "paragraph"
    """The last three are those of a certificate; elsewhere they are paragraphs."""
    needs: str = ""
    """The column without which the line is left out."""
    each: str = ""
    """The column that holds rows of their own: the line is printed for each, filled from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EachPart:
    """Paragraphs for every row of `rows`; only paper has them."""

    __pydantic_config__ = _STRICT

    part: Literal["each"]
    rows: str
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=MOST_PARTS)]


AnyPart = TextPart | SentencePart | FactsPart | TablePart | GridPart | EachPart | ChartPart
Part = Annotated[AnyPart, Field(discriminator="part")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the document under one heading; an empty heading is not printed."""

    __pydantic_config__ = _STRICT

    heading: Words
    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=MOST_PARTS)]
    empty: Words = ""
    """The one sentence printed when there is nothing to say; with no such sentence the section is left out."""
    numbered: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerCode:
    """A code for a scanner and for a person: the fields that hold the text of the QR code and its short form."""

    __pydantic_config__ = _STRICT

    scanned: str
    letters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLayout:
    """A whole form, top to bottom."""

    __pydantic_config__ = _STRICT

    page: PageLayout
    emblem: Annotated[str, Field(max_length=MOST_EMBLEM)] = ""
    """A picture at the head of the first page, in base64; the form carries it wherever it goes."""
    blocks: Annotated[tuple[HeaderBlock, ...], Field(max_length=3)]
    title: Annotated[tuple[Words, ...], Field(min_length=1, max_length=MOST_PARTS)]
    """Lines of the title, templates; the first is printed larger, one that fills to nothing is left out."""
    cover: bool = False
    """Whether the corner blocks and the title stand alone on the first page."""
    summary: Section | None = None
    """Stands before the sections, and is the first sheet of the XLSX; without one the first sheet has the title."""
    summary_sheet: SheetName = "Сводка"
    texts_sheet: SheetName = "Пояснения"
    """The sheet that gathers the prose."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=MOST_PARTS)]
    closing: Annotated[tuple[SignatureLine, ...], Field(max_length=MOST_PARTS)] = ()
    footer: Words = ""
    """Template of the line at the foot of printed sheets of the XLSX."""
    code: CornerCode | None = None
    """What stands in the lower right of every page."""

    def titles(self, fields: Mapping[str, object]) -> tuple[str, ...]:
        """The lines of the title, filled."""
        lines = (filled(line, fields) for line in self.title)
        return tuple(line for line in lines if line.strip())

    def visible_sections(self, content: "Content | None" = None) -> Iterator[tuple[str, Section]]:
        """The sections that may be printed, each with its heading, numbered in order.

        One that has nothing to say with this content, not even that it is empty, leaves no gap in the numbers.
        """
        number = 0
        for section in self.sections:
            if section.hidden:
                continue
            is_silent = content is not None and not section.empty and not content.says(section)
            if section.numbered and section.heading and not is_silent:
                number += 1
                yield f"{number}. {section.heading}", section
            else:
                yield section.heading, section


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a document has to offer to its form."""

    tables: Mapping[str, frozenset[str]]
    """Names of the columns by the name of the table, or of the column that holds rows of its own."""
    fields: frozenset[str]
    texts: frozenset[str]
    numbers: Mapping[str, frozenset[str]]
    """Those columns of the tables that hold numbers."""
    signs: Mapping[str, frozenset[str]]
    """Those that hold a text for each row of another table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One filled document, ready to be laid out: what the names in a layout stand for."""

    fields: Mapping[str, object]
    tables: Mapping[str, Sequence[object]]
    """Rows whose attributes are the columns."""
    texts: Mapping[str, str] = field(default_factory=dict[str, str])

    def rows(self, name: str) -> Sequence[object]:
        """The rows of a table."""
        return self.tables[name]

    def text(self, key: str) -> tuple[str, ...]:
        """The paragraphs of a text; none for a text that was not written."""
        lines = self.texts.get(key, "").splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def sentence(self, part: SentencePart) -> str:
        """A sentence with its figures; nothing where what it needs is missing."""
        if part.needs and self.fields[part.needs] in (None, ""):
            return ""
        return filled(part.template, self.fields).strip()

    def says(self, section: Section) -> bool:
        """Whether a section has anything of its own to print."""
        return any(self._has(part) for part in section.parts)

    def _has(self, part: AnyPart) -> bool:
        match part:
            case TextPart():
                return bool(self.text(part.key))
            case SentencePart():
                return False
            case FactsPart():
                return any(self.fields[fact.key] not in (None, "") for fact in part.visible)
            case TablePart() | GridPart() | EachPart() | ChartPart():
                return bool(self.rows(part.rows))


def showing(layout: FormLayout, keys: Collection[str]) -> FormLayout:
    """The same form with those columns of its tables printed, hidden or not."""

    def shown_part(part: AnyPart) -> AnyPart:
        if not isinstance(part, TablePart):
            return part
        columns = (replace(column, hidden=column.hidden and column.key not in keys) for column in part.columns)
        return replace(part, columns=tuple(columns))

    sections = (replace(section, parts=tuple(map(shown_part, section.parts))) for section in layout.sections)
    return replace(layout, sections=tuple(sections)) if keys else layout


def filled(template: str, fields: Mapping[str, object]) -> str:
    """Put fields into a template.

    `{planned}` shows a value; `{planned:пункт|пункта|пунктов}` adds the right form of the word after the number;
    `{kind_title:upper}` shows it in capitals; `{minutes:hours}` shows it as that kind of value; `{amended:text}`
    shows nothing where there is nothing; `{held_on:words}` is «12 марта 2026 г.».
    """
    words: list[str] = []
    for literal, name, spec, _ in string.Formatter().parse(template):
        words.append(literal)
        if name is None:
            continue
        value = fields[name]
        match spec or "":
            case "upper":
                words.append(shown(value, "text").upper())
            case "text":
                words.append(shown(value, "text", nothing=""))
            case "words":
                words.append(date_in_words(value) if isinstance(value, date) else NOTHING)
            case "integer" | "decimal" | "date" | "percent" | "hours" as kind:
                words.append(shown(value, kind))
            case forms if "|" in forms and isinstance(value, int):
                words.append(f"{shown(value, 'integer')}{_NBSP}{plural(value, *forms.split('|', 2))}")
            case _:
                words.append(shown(value, _natural_kind(value)))
    return "".join(words)


def filled_from(template: str, row: object) -> str:
    """Put the columns of a row into a template, as `filled` does."""
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    return filled(template, {name: getattr(row, name) for name in names})


def shown(value: object, kind: Kind, *, nothing: str = NOTHING) -> str:
    """A value as a person reads it: «12.03.2026», «1,33», «85 %», `nothing` for a missing one."""
    if value is None or value == "":
        return nothing
    if isinstance(value, Code):
        return value.label
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    number = numeric(value, kind)
    if number is None:
        return str(value)
    if kind == "percent":
        return f"{_grouped(rounded(number * 100, '1'))}{_NBSP}%"
    return _grouped(rounded(number, "1" if kind == "integer" else "0.01"))


def numeric(value: object, kind: Kind) -> Decimal | None:
    """The number a cell holds: minutes as academic hours, per cent as a share; None for what is not a number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or kind in {"text", "date"}:
        return None
    number = Decimal(str(value))
    if not number.is_finite():
        return None
    match kind:
        case "hours":
            return number / _MINUTES_IN_ACADEMIC_HOUR
        case "percent":
            return number / 100
        case _:
            return number


def summed(rows: Sequence[object], key: str) -> int | float | Decimal | None:
    """Σ of a column, in the unit of its rows; missing values count for nothing, None when all are missing."""
    values = [getattr(row, key) for row in rows]
    present = [value for value in values if isinstance(value, int | float | Decimal)]
    if not present:
        return None
    whole = sum((Decimal(str(value)) for value in present), Decimal())
    return int(whole) if all(isinstance(value, int) for value in present) else whole


def date_in_words(day: date) -> str:
    """«12 марта 2026 г.»."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}{_NBSP}г."


_TOGETHER = re.compile(r"(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ]\.)|(?<=№) (?=\d)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def undivided(text: str) -> str:
    """A text whose initials and «№ 7» no line divides."""
    return _TOGETHER.sub("\u00a0", text)


def cleaned(text: str) -> str:
    """Text without the control and invisible characters that neither PDF nor XML can carry."""
    return _CONTROL.sub("", text.replace("\t", " "))


def _natural_kind(value: object) -> Kind:
    match value:
        case date():
            return "date"
        case int():
            return "integer"
        case float() | Decimal():
            return "decimal"
        case _:
            return "text"


def rounded(number: Decimal, step: str) -> Decimal:
    """`number` to the nearest `step` («0.01»), halves away from nought, as people and spreadsheets round."""
    return number.quantize(Decimal(step), rounding=ROUND_HALF_UP)


def _grouped(number: Decimal) -> str:
    """Digits in groups of three, a decimal comma, no noughts at the end; a true minus."""
    whole, _, part = f"{abs(number):f}".partition(".")
    part = part.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", _NBSP) if len(whole) > 4 else whole
    sign = "−" if number < 0 else ""
    return f"{sign}{grouped},{part}" if part else f"{sign}{grouped}"
