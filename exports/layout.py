"""A printed form held as data: what stands on it, in which order and under which words.

A form is a JSON file (resources/forms/*.json). A column is renamed, hidden, moved or widened there; the code of a
document only says which tables, fields and texts exist (`Vocabulary`). One layout is drawn by the PDF and the XLSX
writer alike. Sizes of paper are millimetres, sizes of type are points (domain.md §5, ГОСТ Р 7.0.97).
"""

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal, assert_never

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from models.errors import UserError
from models.rows.codes import Code
from models.rules.words import plural

Kind = Literal["text", "integer", "decimal", "date", "percent", "hours"]
"""How a value is shown: `percent` holds 0–100 (85 → «85 %»), `hours` holds minutes and shows academic hours."""

Align = Literal["left", "center", "right"]

SheetName = Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\']+$")]
"""Name of a sheet of a workbook, as Excel allows it."""

NOTHING = "—"
"""What stands for a missing value."""

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
_ADVICE = "Исправьте форму в этом месте или верните ту, что поставляется с программой."


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

    heading: str
    position: str
    name: str
    date: str


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
    title: str
    width: Annotated[float, Field(gt=0)]
    """Share of the table's width, relative to the other visible columns."""
    kind: Kind = "text"
    align: Align = "left"
    hidden: bool = False
    total: Literal["none", "sum"] = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a list of facts: the field `key` under the words `title`."""

    __pydantic_config__ = _STRICT

    key: str
    title: str
    kind: Kind = "text"
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """Prose that a person wrote."""

    __pydantic_config__ = _STRICT

    part: Literal["text"]
    key: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePart:
    """A sentence filled with figures, `filled` says how; printed only where its section has data."""

    __pydantic_config__ = _STRICT

    part: Literal["sentence"]
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsPart:
    """A list of facts: title and value, in one or two pairs of columns."""

    __pydantic_config__ = _STRICT

    part: Literal["facts"]
    fields: Annotated[tuple[Fact, ...], Field(min_length=1)]
    pairs: Literal[1, 2] = 1
    title_share: Annotated[float, Field(gt=0, lt=1)] = 0.4
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
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    sheet: SheetName
    """Name of its sheet in the XLSX."""
    caption: str = ""
    empty: str = ""
    """Said instead of an empty table where the rest of the section has data; nothing is said when this is empty."""
    total_title: str = "Итого"

    @property
    def visible(self) -> tuple[Column, ...]:
        """The columns that are printed."""
        return tuple(column for column in self.columns if not column.hidden)

    @property
    def has_total(self) -> bool:
        """Whether a row of totals stands below."""
        return any(column.total == "sum" for column in self.visible)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPart:
    """A bar chart of one column over another; the axis begins at nought."""

    __pydantic_config__ = _STRICT

    part: Literal["chart"]
    rows: str
    label: str
    value: str
    caption: str
    value_title: str


Part = Annotated[TextPart | SentencePart | FactsPart | TablePart | ChartPart, Field(discriminator="part")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the document under one heading."""

    __pydantic_config__ = _STRICT

    heading: str
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    empty: str = ""
    """The one sentence printed when there is nothing to say; with no such sentence the section is left out."""
    numbered: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLayout:
    """A whole form, top to bottom."""

    __pydantic_config__ = _STRICT

    page: PageLayout
    blocks: Annotated[tuple[HeaderBlock, ...], Field(max_length=3)]
    title: Annotated[tuple[str, ...], Field(min_length=1)]
    """Lines of the title, templates; the first is printed larger."""
    summary: Section
    """Stands before the sections, and is the first sheet of the XLSX."""
    summary_sheet: SheetName
    texts_sheet: SheetName
    """The sheet that gathers the prose."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    closing: tuple[SignatureLine, ...] = ()
    footer: str = ""
    """Template of the line at the foot of printed sheets of the XLSX."""

    def visible_sections(self) -> Iterator[tuple[str, Section]]:
        """The sections that may be printed, each with its heading, numbered in order."""
        number = 0
        for section in self.sections:
            if section.hidden:
                continue
            if section.numbered:
                number += 1
                yield f"{number}. {section.heading}", section
            else:
                yield section.heading, section


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a document has to offer to its form."""

    tables: Mapping[str, frozenset[str]]
    """Names of the columns by the name of the table."""
    fields: frozenset[str]
    texts: frozenset[str]


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

    def says(self, section: Section) -> bool:
        """Whether a section has anything of its own to print."""
        return any(self._has(part) for part in section.parts)

    def _has(self, part: TextPart | SentencePart | FactsPart | TablePart | ChartPart) -> bool:
        match part:
            case TextPart():
                return bool(self.text(part.key))
            case SentencePart():
                return False
            case FactsPart():
                return any(self.fields[fact.key] not in (None, "") for fact in part.visible)
            case TablePart() | ChartPart():
                return bool(self.rows(part.rows))


def read_layout(source: bytes, vocabulary: Vocabulary) -> FormLayout:
    """Read a form from JSON; raises UserError naming the place where it does not fit (Russian)."""
    try:
        layout = TypeAdapter(FormLayout).validate_json(source)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        raise UserError(
            f"Форма документа не читается: {_place(first['loc'])} — {_complaint(first['type'])}.", _ADVICE
        ) from problem
    for place, words in _misfits(layout, vocabulary):
        raise UserError(f"Форма документа не подходит: {place} — {words}.", _ADVICE)
    return layout


def _complaint(kind: str) -> str:
    match kind:
        case "missing":
            return "этого не хватает"
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "такого поля у формы нет"
        case "json_invalid":
            return "это не JSON"
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
            return "число вне того, что разрешает ГОСТ Р 7.0.97 и размер листа"
        case "union_tag_invalid" | "union_tag_not_found":
            return "неизвестный вид части (text, sentence, facts, table или chart)"
        case _:
            return "такое значение не подходит"


_PLACES = {
    "page": "лист",
    "blocks": "блок",
    "sections": "раздел",
    "summary": "сводка",
    "parts": "часть",
    "columns": "столбец",
    "fields": "строка",
    "closing": "подпись",
    "title": "заглавие",
}


def _place(location: tuple[int | str, ...]) -> str:
    """Words for a path into the JSON: sections, 2, parts, 0, columns, 1 → раздел 3, часть 1, столбец 2."""
    words: list[str] = []
    for depth, step in enumerate(location):
        if isinstance(step, int):
            words[-1] = f"{words[-1]} {step + 1}"
        elif step in _PLACES and (step != "title" or depth == 0):
            words.append(_PLACES[step])
        elif step not in {"text", "sentence", "facts", "table", "chart"}:
            words.append(f"«{step}»")
    return ", ".join(words) or "весь файл"


def _misfits(layout: FormLayout, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Places of a layout that name what the document does not have."""
    for number, block in enumerate(layout.blocks):
        for key in (block.position, block.name, block.date):
            if key not in vocabulary.fields:
                yield _place(("blocks", number)), f"у документа нет поля «{key}»"
    for number, line in enumerate(layout.closing):
        for key in (line.position, line.name):
            if key not in vocabulary.fields:
                yield _place(("closing", number)), f"у документа нет поля «{key}»"
    for number, line in enumerate(layout.title):
        yield from _template_misfits(("title", number), line, vocabulary)
    yield from _template_misfits(("footer",), layout.footer, vocabulary)
    yield from _section_misfits(("summary",), layout.summary, vocabulary)
    sheets = [layout.summary_sheet, layout.texts_sheet]
    for number, section in enumerate(layout.sections):
        yield from _section_misfits(("sections", number), section, vocabulary)
        for part_number, part in enumerate(section.parts):
            if isinstance(part, TablePart | FactsPart) and part.sheet:
                if part.sheet.casefold() in {sheet.casefold() for sheet in sheets}:
                    place = _place(("sections", number, "parts", part_number, "sheet"))
                    yield place, f"лист «{part.sheet}» уже есть"
                sheets.append(part.sheet)


def _section_misfits(
    place: tuple[int | str, ...], section: Section, vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(section.parts):
        yield from _part_misfits((*place, "parts", number), part, vocabulary)


def _part_misfits(
    place: tuple[int | str, ...],
    part: TextPart | SentencePart | FactsPart | TablePart | ChartPart,
    vocabulary: Vocabulary,
) -> Iterator[tuple[str, str]]:
    match part:
        case TextPart():
            if part.key not in vocabulary.texts:
                yield _place((*place, "key")), f"у документа нет текста «{part.key}»"
        case SentencePart():
            yield from _template_misfits((*place, "template"), part.template, vocabulary)
        case FactsPart():
            for number, fact in enumerate(part.fields):
                if fact.key not in vocabulary.fields:
                    yield _place((*place, "fields", number, "key")), f"у документа нет поля «{fact.key}»"
            if not part.visible:
                yield _place(place), "скрыты все строки"
        case TablePart():
            yield from _table_misfits(place, part, vocabulary)
        case ChartPart():
            known = vocabulary.tables.get(part.rows)
            if known is None:
                yield _place((*place, "rows")), f"у документа нет таблицы «{part.rows}»"
                return
            for name, key in (("label", part.label), ("value", part.value)):
                if key not in known:
                    yield _place((*place, name)), f"в таблице «{part.rows}» нет столбца «{key}»"
        case _:
            assert_never(part)


def _table_misfits(place: tuple[int | str, ...], part: TablePart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    known = vocabulary.tables.get(part.rows)
    if known is None:
        yield _place((*place, "rows")), f"у документа нет таблицы «{part.rows}»"
        return
    for number, column in enumerate(part.columns):
        if column.key not in known:
            where = _place((*place, "columns", number, "key"))
            yield where, f"в таблице «{part.rows}» нет столбца «{column.key}»"
        if column.total == "sum" and column.kind in {"text", "date", "percent"}:
            where = _place((*place, "columns", number, "total"))
            yield where, f"значения вида «{column.kind}» не складываются"
    if not part.visible:
        yield _place((*place, "columns")), "скрыты все столбцы"
    elif part.has_total and part.visible[0].total == "sum":
        yield _place((*place, "columns")), "первый видимый столбец занят словом «Итого», складывать его нельзя"


def _template_misfits(place: tuple[int | str, ...], template: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    try:
        holes = [(name, spec or "") for _, name, spec, _ in string.Formatter().parse(template) if name is not None]
    except ValueError:
        yield _place(place), "фигурные скобки не закрыты"
        return
    for name, spec in holes:
        if name not in vocabulary.fields:
            yield _place(place), f"у документа нет поля «{name}»"
        if spec.count("|") not in {0, 2}:
            yield _place(place), f"у слова после «{name}» нужны три формы: пункт|пункта|пунктов"


def filled(template: str, fields: Mapping[str, object]) -> str:
    """Put fields into a template.

    `{planned}` shows a value; `{planned:пункт|пункта|пунктов}` adds the right form of the word after the number;
    `{kind_title:upper}` shows it in capitals; `{minutes:hours}` shows it as that kind of value.
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
            case "integer" | "decimal" | "date" | "percent" | "hours" as kind:
                words.append(shown(value, kind))
            case forms if "|" in forms and isinstance(value, int):
                words.append(f"{shown(value, 'integer')}{_NBSP}{plural(value, *forms.split('|', 2))}")
            case _:
                words.append(shown(value, _natural_kind(value)))
    return "".join(words)


def shown(value: object, kind: Kind) -> str:
    """A value as a person reads it: «12.03.2026», «1,33», «85 %», «—» for nothing."""
    if value is None or value == "":
        return NOTHING
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


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


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
