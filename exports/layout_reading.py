"""Reading a printed form from JSON: what does not fit is told with its place, in words (exports/layout.py)."""

import string
from collections.abc import Collection, Iterable, Iterator
from typing import assert_never

from pydantic import TypeAdapter, ValidationError

from exports.layout import (
    AnyPart,
    ChartPart,
    Column,
    EachPart,
    Fact,
    FactsPart,
    FormLayout,
    GridPart,
    Section,
    SentencePart,
    TablePart,
    TextPart,
    Vocabulary,
)
from models.errors import UserError

_ADVICE = "Исправьте форму в этом месте или верните ту, что поставляется с программой."


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
            return "неизвестный вид части (text, sentence, facts, table, grid, each или chart)"
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
    "lines": "строка",
    "sums": "столбец итогов",
    "sums_across": "строка итогов",
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
        elif step not in {"text", "sentence", "facts", "table", "grid", "each", "chart"}:
            words.append(f"«{step}»")
    return ", ".join(words) or "весь файл"


def _misfits(layout: FormLayout, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Places of a layout that name what the document does not have."""
    for number, block in enumerate(layout.blocks):
        yield from _field_misfits(("blocks", number), (block.position, block.name, block.date), vocabulary)
    for number, line in enumerate(layout.closing):
        yield from _field_misfits(("closing", number), (line.position, line.name), vocabulary)
    if layout.code:
        yield from _field_misfits(("code",), (layout.code.scanned, layout.code.letters), vocabulary)
    for number, line in enumerate(layout.title):
        yield from _template_misfits(("title", number), line, vocabulary.fields)
    yield from _template_misfits(("footer",), layout.footer, vocabulary.fields)
    if layout.summary:
        yield from _section_misfits(("summary",), layout.summary, vocabulary)
    sheets = [layout.summary_sheet, layout.texts_sheet]
    for number, section in enumerate(layout.sections):
        yield from _section_misfits(("sections", number), section, vocabulary)
        for part_number, part in enumerate(section.parts):
            if isinstance(part, TablePart | GridPart | FactsPart) and part.sheet:
                if part.sheet.casefold() in {sheet.casefold() for sheet in sheets}:
                    place = _place(("sections", number, "parts", part_number, "sheet"))
                    yield place, f"лист «{part.sheet}» уже есть"
                sheets.append(part.sheet)


def _section_misfits(
    place: tuple[int | str, ...], section: Section, vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(section.parts):
        yield from _part_misfits((*place, "parts", number), part, vocabulary)


def _part_misfits(place: tuple[int | str, ...], part: AnyPart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    match part:
        case TextPart():
            if part.key not in vocabulary.texts:
                yield _place((*place, "key")), f"у документа нет текста «{part.key}»"
        case SentencePart():
            yield from _template_misfits((*place, "template"), part.template, vocabulary.fields)
            yield from _field_misfits((*place, "needs"), [part.needs] if part.needs else [], vocabulary)
        case FactsPart():
            for number, fact in enumerate(part.fields):
                yield from _field_misfits((*place, "fields", number, "key"), (fact.key,), vocabulary)
            if not part.visible:
                yield _place(place), "скрыты все строки"
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
        case _:
            assert_never(part)


def _field_misfits(
    place: tuple[int | str, ...], keys: Iterable[str], vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    for key in keys:
        if key not in vocabulary.fields:
            yield _place(place), f"у документа нет поля «{key}»"


def _column_misfits(
    place: tuple[int | str, ...],
    table: str,
    columns: Iterable[tuple[str, str] | tuple[str, int, str, str]],
    vocabulary: Vocabulary,
) -> Iterator[tuple[str, str]]:
    """Columns that a table does not have: each is its place inside `place`, and its key at the end."""
    known = vocabulary.tables.get(table)
    if known is None:
        yield _place((*place, "rows")), f"у документа нет таблицы «{table}»"
        return
    for *where, key in columns:
        if key not in known:
            yield _place((*place, *where)), f"в таблице «{table}» нет столбца «{key}»"


def _keys_of(name: str, columns: Iterable[Column | Fact]) -> list[tuple[str, int, str, str]]:
    return [(name, number, "key", column.key) for number, column in enumerate(columns)]


def _table_misfits(place: tuple[int | str, ...], part: TablePart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    of_rows = [(key, column) for key, column in (("group", part.group), ("strong", part.strong)) if column]
    yield from _column_misfits(place, part.rows, [*_keys_of("columns", part.columns), *of_rows], vocabulary)
    for number, column in enumerate(part.columns):
        if column.total == "sum" and column.kind in {"text", "date", "percent"}:
            where = _place((*place, "columns", number, "total"))
            yield where, f"значения вида «{column.kind}» не складываются"
    if not part.visible:
        yield _place((*place, "columns")), "скрыты все столбцы"
    elif part.has_total and part.visible[0].total == "sum":
        yield _place((*place, "columns")), "первый видимый столбец занят словом «Итого», складывать его нельзя"


def _grid_misfits(place: tuple[int | str, ...], part: GridPart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    down = [*_keys_of("columns", part.columns), *_keys_of("sums", part.sums), ("signs", part.signs)]
    yield from _column_misfits(place, part.rows, down, vocabulary)
    yield from _column_misfits(place, part.across, _keys_of("sums_across", part.sums_across), vocabulary)
    yield from _template_misfits((*place, "heading"), part.heading, vocabulary.tables.get(part.across, ()))
    if not part.visible:
        yield _place((*place, "columns")), "скрыты все столбцы"


def _each_misfits(place: tuple[int | str, ...], part: EachPart, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(part.lines):
        here = (*place, "lines", number)
        needed = [("needs", line.needs)] if line.needs else []
        nested = [("each", line.each)] if line.each else []
        yield from _column_misfits(here, part.rows, [*needed, *nested], vocabulary)
        known = vocabulary.tables.get(line.each or part.rows, ())
        yield from _template_misfits((*here, "template"), line.template, known)


def _template_misfits(place: tuple[int | str, ...], template: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    try:
        holes = [(name, spec or "") for _, name, spec, _ in string.Formatter().parse(template) if name is not None]
    except ValueError:
        yield _place(place), "фигурные скобки не закрыты"
        return
    for name, spec in holes:
        if name not in known:
            yield _place(place), f"у документа нет поля «{name}»"
        if spec.count("|") not in {0, 2}:
            yield _place(place), f"у слова после «{name}» нужны три формы: пункт|пункта|пунктов"
