"""Changing a printed form: what of a layout a person may rename, hide, move and widen, each by its place in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, cast

from exports.layout import (
    AnyPart,
    ChartPart,
    Column,
    EachPart,
    Fact,
    FactsPart,
    FormLayout,
    GridPart,
    HeaderBlock,
    Section,
    SentencePart,
    TablePart,
    TextPart,
)

Path = tuple[int | str, ...]
"""A place in a layout: sections, 2, parts, 0, columns."""

APPROVED, AGREED, ACCEPTED = "УТВЕРЖДАЮ", "СОГЛАСОВАНО", "ПРИНЯТО"
HEADINGS = (ACCEPTED, AGREED, APPROVED)
"""Of the corner blocks, from the left."""
_SIGNERS = {APPROVED: ("approver_position", "approver_name", "approved_on")}
_SIGNERS[AGREED] = ("agreed_position", "agreed_name", "agreed_on")
_SOFT_HYPHEN = "\u00ad"


class LaidList(NamedTuple):
    """Columns of a table, or lines of a list of facts."""

    path: Path
    title: str
    has_widths: bool


class LaidText(NamedTuple):
    """Words that stand in a form."""

    path: Path
    place: str
    hides: Path = ()
    """Where it is said whether the whole section is printed; nothing for words that cannot be hidden so."""


def at(layout: FormLayout, path: Path) -> Any:
    """What stands at a place."""
    found: Any = layout
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found


def put(layout: FormLayout, path: Path, value: object) -> FormLayout:
    """The same form with something else at a place."""
    return cast("FormLayout", _put(layout, path, value))


def lists_of(layout: FormLayout) -> tuple[LaidList, ...]:
    """Every table and list of facts, in their order."""
    return tuple(_lists(layout))


def entries(layout: FormLayout, laid: LaidList) -> tuple[Column | Fact, ...]:
    """Its columns or lines, hidden ones too."""
    return at(layout, laid.path)


def plain_title(entry: Column | Fact) -> str:
    """What a column is called, without the marks where the word may be divided."""
    return entry.title.replace(_SOFT_HYPHEN, "")


def renamed(entry: Column | Fact, title: str) -> Column | Fact:
    """A column under another title; the same title keeps its marks."""
    return entry if title == plain_title(entry) else replace(entry, title=title)


def shares(columns: Sequence[Column | Fact]) -> tuple[float, ...]:
    """Widths of the columns as shares of the visible table, per cent; of a hidden one what it would have."""
    widths = [each.width if isinstance(each, Column) else 0.0 for each in columns]
    whole = sum(width for width, each in zip(widths, columns, strict=True) if not each.hidden) or 1.0
    return tuple(100 * width / whole for width in widths)


def widened(columns: Sequence[Column | Fact], place: int, share: float) -> tuple[Column | Fact, ...]:
    """The columns with one as wide as `share` per cent of the visible table; the others keep their proportions."""
    others = sum(
        each.width for at, each in enumerate(columns) if isinstance(each, Column) and at != place and not each.hidden
    )
    column = columns[place]
    if not isinstance(column, Column) or not others or not 0 < share < 100:
        return tuple(columns)
    wide = round(others * share / (100 - share), 2)
    return (*columns[:place], replace(column, width=wide), *columns[place + 1 :])


def moved(columns: Sequence[Column | Fact], place: int, step: int) -> tuple[Column | Fact, ...]:
    """The columns with one so many places on; the same where there is no such place."""
    changed = [*columns]
    if 0 <= place + step < len(changed):
        changed.insert(place + step, changed.pop(place))
    return tuple(changed)


def texts_of(layout: FormLayout) -> tuple[LaidText, ...]:
    """Every text that a person may put in other words, top to bottom."""
    return tuple(_texts(layout))


def block_of(layout: FormLayout, heading: str) -> HeaderBlock | None:
    """The corner block of this heading."""
    return next((block for block in layout.blocks if block.heading == heading), None)


def with_block(layout: FormLayout, heading: str, *, words: str | None, fields: frozenset[str]) -> FormLayout:
    """The form with this corner block under these words, or without it (None).

    Without words of its own the block has the position and the name from the site's data, where the document has
    them (`fields`); ПРИНЯТО has no line to sign on.
    """
    blocks = {block.heading: block for block in layout.blocks}
    blocks.pop(heading, None)
    if words is not None:
        keys = _SIGNERS.get(heading, ())
        if words or not fields.issuperset(keys) or not keys:
            blocks[heading] = HeaderBlock(heading=heading, words=words, signed=heading != ACCEPTED)
        else:
            position, name, day = keys
            blocks[heading] = HeaderBlock(heading=heading, position=position, name=name, date=day)
    strange = [block for block in blocks.values() if block.heading not in HEADINGS]
    return replace(layout, blocks=(*strange, *(blocks[each] for each in HEADINGS if each in blocks))[:3])


def _put(thing: Any, path: Path, value: object) -> object:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*thing[:step], _put(thing[step], rest, value), *thing[step + 1 :])
    return replace(thing, **{step: _put(getattr(thing, step), rest, value)})


def _sections(layout: FormLayout) -> Iterator[tuple[Path, str, Section]]:
    if layout.summary:
        yield ("summary",), "Сводка", layout.summary
    for number, section in enumerate(layout.sections):
        name = section.heading or (f"Часть {number + 1}" if len(layout.sections) > 1 else "Документ")
        yield ("sections", number), name, section


def _lists(layout: FormLayout) -> Iterator[LaidList]:
    for where, name, section in _sections(layout):
        for number, part in enumerate(section.parts):
            path = (*where, "parts", number)
            match part:
                case TablePart():
                    yield LaidList((*path, "columns"), part.caption or part.sheet or name, has_widths=True)
                case GridPart():
                    yield LaidList((*path, "columns"), part.caption or part.sheet or name, has_widths=False)
                case FactsPart():
                    yield LaidList((*path, "fields"), f"{name}: строки", has_widths=False)
                case _:
                    pass


def _texts(layout: FormLayout) -> Iterator[LaidText]:
    for number in range(len(layout.title)):
        yield LaidText(("title", number), f"Заглавие, строка {number + 1}")
    for where, name, section in _sections(layout):
        hides = (*where, "hidden") if where[0] == "sections" and len(layout.sections) > 1 else ()
        if section.heading or hides:
            yield LaidText((*where, "heading"), f"{name}: заголовок", hides)
        if section.empty:
            yield LaidText((*where, "empty"), f"{name}: если сказать нечего")
        for number, part in enumerate(section.parts):
            for key, words in _part_texts(part):
                yield LaidText((*where, "parts", number, *key), f"{name}: {words}")
    if layout.footer:
        yield LaidText(("footer",), "Низ листов в Excel")


def _part_texts(part: AnyPart) -> Iterator[tuple[Path, str]]:
    match part:
        case TextPart() if part.heading:
            yield ("heading",), "подзаголовок"
        case SentencePart():
            yield ("template",), "предложение"
        case TablePart():
            if part.caption:
                yield ("caption",), "подпись таблицы"
            if part.empty:
                yield ("empty",), "вместо пустой таблицы"
            if part.has_total:
                yield ("total_title",), "слово у итогов"
        case GridPart() if part.caption:
            yield ("caption",), "подпись таблицы"
        case ChartPart():
            yield ("caption",), "подпись диаграммы"
        case EachPart():
            for number in range(len(part.lines)):
                yield ("lines", number, "template"), "абзац"
        case _:
            pass
