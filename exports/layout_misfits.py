"""Where a printed form does not fit its document: what it names and the document does not have, what has no room."""

import base64
import string
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from io import BytesIO
from typing import assert_never

from PIL import Image

from exports.layout import (
    AnyPart,
    ChartPart,
    Column,
    EachPart,
    Fact,
    FactsPart,
    FormLayout,
    GridPart,
    PageLayout,
    Section,
    SentencePart,
    TablePart,
    TextPart,
    Vocabulary,
    cleaned,
)

Place = tuple[int | str, ...]

MOST_PIXELS = 2000
"""Of a side of an emblem: 85 mm at 600 dpi."""
_LEAST_SHARE = 1.5
"""Of a column, per cent of the table: 2,7 mm of an upright sheet."""
_LEAST_GRID = 5
"""Of a column of a grid, millimetres."""
_SHORT_SIDE, _LONG_SIDE = 210, 297
"""A4, millimetres."""
_SPECS = frozenset({"", "upper", "text", "words", "integer", "decimal", "date", "percent", "hours"})
"""What may stand after the colon of a hole, besides three forms of a word (`filled` in exports/layout.py)."""
_MOST_SAID = 40


_PLACES = {
    "page": "лист",
    "blocks": "блок",
    "sections": "раздел",
    "summary": "сводка",
    "parts": "часть",
    "columns": "столбец",
    "fields": "строка",
    "lines": "строка",
    "sums": "столбец итогов",
    "sums_across": "строка итогов",
    "closing": "подпись",
    "title": "заглавие",
    "emblem": "эмблема",
}


_PART_KINDS = frozenset({"text", "sentence", "facts", "table", "grid", "each", "chart"})
"""They stand in the path after the number of a part."""


def place_words(location: Place) -> str:
    """Words for a path into the JSON: sections, 2, parts, 0, columns, 1 → раздел 3, часть 1, столбец 2."""
    words: list[str] = []
    for depth, step in enumerate(location):
        if isinstance(step, int):
            words[-1] = f"{words[-1]} {step + 1}"
        elif step in _PLACES and (step != "title" or depth == 0):
            words.append(_PLACES[step])
        elif step not in _PART_KINDS or not isinstance(location[depth - 1], int):
            words.append(_quoted(step))
    return ", ".join(words) or "весь файл"


def misfits(layout: FormLayout, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Places of a layout that do not fit, each with what is wrong there."""
    if layout.emblem and (wrong := _emblem_misfit(layout.emblem)):
        yield "эмблема", wrong
    if not any(line.strip() for line in layout.title):
        yield "заглавие", "в нём нет ни слова"
    for number, block in enumerate(layout.blocks):
        if block.heading in {other.heading for other in layout.blocks[:number]}:
            yield place_words(("blocks", number, "heading")), f"блок {_quoted(block.heading)} уже есть"
        keys = [key for key in (block.position, block.name, block.date) if key]
        yield from _field_misfits(("blocks", number), keys, vocabulary)
        yield from _template_misfits(("blocks", number, "words"), block.words, vocabulary.fields)
    for number, line in enumerate(layout.closing):
        yield from _field_misfits(("closing", number), (line.position, line.name), vocabulary)
    if layout.code:
        yield from _field_misfits(("code",), (layout.code.scanned, layout.code.letters), vocabulary)
    for number, line in enumerate(layout.title):
        yield from _template_misfits(("title", number), line, vocabulary.fields)
    yield from _template_misfits(("footer",), layout.footer, vocabulary.fields)
    if layout.summary:
        yield from _section_misfits(("summary",), layout.summary, vocabulary)
    for number, section in enumerate(layout.sections):
        yield from _section_misfits(("sections", number), section, vocabulary)
    if not layout.summary and all(section.hidden for section in layout.sections):
        yield place_words(("sections",)), "скрыты все разделы"
    yield from _sheet_misfits(layout)
    yield from _grid_widths(layout)


def _sheet_misfits(layout: FormLayout) -> Iterator[tuple[str, str]]:
    """Sheets of the workbook that would have one name."""
    sheets = {layout.summary_sheet.casefold()}
    if layout.texts_sheet.casefold() in sheets:
        yield place_words(("texts_sheet",)), f"лист {_quoted(layout.texts_sheet)} уже есть"
    sheets.add(layout.texts_sheet.casefold())
    for place, part in _parts(layout):
        if isinstance(part, TablePart | GridPart | FactsPart) and part.sheet:
            if part.sheet.casefold() in sheets:
                yield place_words((*place, "sheet")), f"лист {_quoted(part.sheet)} уже есть"
            sheets.add(part.sheet.casefold())


def _grid_widths(layout: FormLayout) -> Iterator[tuple[str, str]]:
    """Grids whose columns leave no room for a sign: their widths are millimetres."""
    room = _text_width(layout.page)
    for place, part in _parts(layout):
        if isinstance(part, GridPart):
            for number, column in enumerate(part.columns):
                if not column.hidden and column.width < _LEAST_GRID:
                    yield place_words((*place, "columns", number)), f"столбец уже {_LEAST_GRID} мм"
            taken = sum(column.width for column in (*part.visible, *part.visible_sums)) + part.sign_width
            if taken > room:
                yield place_words((*place, "columns")), f"столбцы шире листа: {taken:.0f} мм из {room:.0f}"


def _parts(layout: FormLayout) -> Iterator[tuple[Place, AnyPart]]:
    for number, section in enumerate(layout.sections):
        for part_number, part in enumerate(section.parts):
            yield ("sections", number, "parts", part_number), part


def _text_width(page: PageLayout) -> float:
    return (_LONG_SIDE if page.orientation == "landscape" else _SHORT_SIDE) - page.left - page.right


def _emblem_misfit(emblem: str) -> str:
    """Why a text is no PNG or JPEG picture that can be drawn, in base64; nothing where it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(base64.b64decode(emblem, validate=True)), formats=("PNG", "JPEG")) as picture:
                if max(picture.size) > MOST_PIXELS:
                    return f"сторона картинки длиннее {MOST_PIXELS} точек"
                picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return f"сторона картинки длиннее {MOST_PIXELS} точек"
    except (ValueError, OSError, SyntaxError):
        # A chunk of a PNG that cannot be read is a SyntaxError to Pillow.
        return "это не картинка"
    return ""


def _quoted(name: str) -> str:
    """A name out of a file, as much of it as a sentence holds."""
    whole = cleaned(name)
    return f"«{whole[:_MOST_SAID]}…»" if len(whole) > _MOST_SAID else f"«{whole}»"


def _section_misfits(place: Place, section: Section, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(section.parts):
        yield from _part_misfits((*place, "parts", number), part, vocabulary)


def _part_misfits(place: Place, part: AnyPart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    match part:
        case TextPart():
            if part.key not in vocabulary.texts:
                yield place_words((*place, "key")), f"у документа нет текста {_quoted(part.key)}"
        case SentencePart():
            yield from _template_misfits((*place, "template"), part.template, vocabulary.fields)
            yield from _field_misfits((*place, "needs"), [part.needs] if part.needs else [], vocabulary)
        case FactsPart():
            for number, fact in enumerate(part.fields):
                yield from _field_misfits((*place, "fields", number, "key"), (fact.key,), vocabulary)
            yield from _twice((*place, "fields"), part.fields)
            if not part.visible:
                yield place_words(place), "скрыты все строки"
        case TablePart():
            yield from _table_misfits(place, part, vocabulary)
        case GridPart():
            yield from _grid_misfits(place, part, vocabulary)
        case EachPart():
            yield from _each_misfits(place, part, vocabulary)
        case ChartPart():
            columns = [("label", part.label), ("value", part.value)]
            columns += [("before", part.before)] if part.before else []
            yield from _column_misfits(place, part.rows, columns, vocabulary)
            for where, key in columns[1:]:
                if key not in vocabulary.numbers.get(part.rows, ()):
                    yield place_words((*place, where)), f"в столбце {_quoted(key)} не числа"
        case _:
            assert_never(part)


def _field_misfits(place: Place, keys: Iterable[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for key in keys:
        if key not in vocabulary.fields:
            yield place_words(place), f"у документа нет поля {_quoted(key)}"


def _column_misfits(
    place: Place,
    table: str,
    columns: Iterable[tuple[str, str] | tuple[str, int, str, str]],
    vocabulary: Vocabulary,
) -> Iterator[tuple[str, str]]:
    """Columns that a table does not have: each is its place inside `place`, and its key at the end."""
    known = vocabulary.tables.get(table)
    if known is None:
        yield place_words((*place, "rows")), f"у документа нет таблицы {_quoted(table)}"
        return
    for *where, key in columns:
        if key not in known:
            yield place_words((*place, *where)), f"в таблице «{table}» нет столбца {_quoted(key)}"


def _keys_of(name: str, columns: Iterable[Column | Fact]) -> list[tuple[str, int, str, str]]:
    return [(name, number, "key", column.key) for number, column in enumerate(columns)]


def _table_misfits(place: Place, part: TablePart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    of_rows = [(key, column) for key, column in (("group", part.group), ("strong", part.strong)) if column]
    yield from _column_misfits(place, part.rows, [*_keys_of("columns", part.columns), *of_rows], vocabulary)
    for number, column in enumerate(part.columns):
        if column.total == "sum" and column.kind in {"text", "date", "percent"}:
            where = place_words((*place, "columns", number, "total"))
            yield where, f"значения вида «{column.kind}» не складываются"
    yield from _twice((*place, "columns"), part.columns)
    whole = sum(column.width for column in part.visible)
    for number, column in enumerate(part.columns):
        if not column.hidden and 100 * column.width < _LEAST_SHARE * whole:
            where = place_words((*place, "columns", number))
            yield where, "столбец так узок, что в нём не поместится ни слова"
    if not part.visible:
        yield place_words((*place, "columns")), "скрыты все столбцы"
    elif part.has_total and part.visible[0].total == "sum":
        yield place_words((*place, "columns")), "первый видимый столбец занят словом «Итого», складывать его нельзя"


def _grid_misfits(place: Place, part: GridPart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    down = [*_keys_of("columns", part.columns), *_keys_of("sums", part.sums), ("signs", part.signs)]
    yield from _column_misfits(place, part.rows, down, vocabulary)
    if part.signs not in vocabulary.signs.get(part.rows, ()):
        yield place_words((*place, "signs")), f"в столбце {_quoted(part.signs)} не знаки"
    yield from _column_misfits(place, part.across, _keys_of("sums_across", part.sums_across), vocabulary)
    yield from _template_misfits((*place, "heading"), part.heading, vocabulary.tables.get(part.across, ()))
    yield from _twice((*place, "columns"), part.columns)
    if not part.visible:
        yield place_words((*place, "columns")), "скрыты все столбцы"


def _twice(place: Place, columns: Sequence[Column | Fact]) -> Iterator[tuple[str, str]]:
    for number, column in enumerate(columns):
        if column.key in {other.key for other in columns[:number]}:
            yield place_words((*place, number)), f"{_quoted(column.key)} здесь уже есть"


def _each_misfits(place: Place, part: EachPart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(part.lines):
        here = (*place, "lines", number)
        needed = [("needs", line.needs)] if line.needs else []
        nested = [("each", line.each)] if line.each else []
        yield from _column_misfits(here, part.rows, [*needed, *nested], vocabulary)
        known = vocabulary.tables.get(line.each or part.rows, ())
        if line.each and line.each not in vocabulary.tables:
            yield place_words((*here, "each")), f"в столбце {_quoted(line.each)} нет строк"
        yield from _template_misfits((*here, "template"), line.template, known)


def _template_misfits(place: Place, template: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    try:
        holes = [
            (name, spec or "", turn) for _, name, spec, turn in string.Formatter().parse(template) if name is not None
        ]
    except ValueError:
        yield place_words(place), "фигурные скобки не закрыты"
        return
    for name, spec, turn in holes:
        if name not in known:
            yield place_words(place), f"у документа нет поля {_quoted(name)}"
        if "|" in spec and spec.count("|") != 2:
            yield place_words(place), f"у слова после {_quoted(name)} нужны три формы: пункт|пункта|пунктов"
        elif turn or ("|" not in spec and spec not in _SPECS):
            yield place_words(place), f"после {_quoted(name)} стоит {_quoted(turn or spec)}: так программа не печатает"
