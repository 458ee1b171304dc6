"""Numbers and bullets that Word puts before the paragraphs of a list by itself (ISO/IEC 29500-1, 17.9)."""

import re
from collections import defaultdict
from typing import Any, NamedTuple

from docx.document import Document
from docx.oxml.ns import qn

_LEVEL = re.compile(r"%(\d)")
_BULLET = "–"
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
"""As Word counts: without ё, й, ъ, ы, ь."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"


class _Level(NamedTuple):
    """How a level of a list is numbered: «decimal» by the pattern «%1.%2.»."""

    kind: str
    pattern: str
    start: int


class Numbering:
    """The lists of a document and how far each was counted."""

    def __init__(self, document: Document) -> None:
        self._document: Any = document
        self._lists: dict[str, dict[int, _Level]] | None = None
        self._counted: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def next(self, paragraph: Any) -> str:
        """What stands before this paragraph, a space at its end; nothing for one that is in no list."""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, depth = place
        levels = self._levels().get(list_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counted = self._counted[list_id]
        counted[depth] = counted.get(depth, level.start - 1) + 1
        for deeper in [each for each in counted if each > depth]:
            del counted[deeper]
        if level.kind == "bullet":
            return f"{_BULLET} "
        if level.kind == "none":
            return ""

        def numbered(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = levels.get(at, level)
            return _written(counted.get(at, of.start), of.kind)

        return f"{_LEVEL.sub(numbered, level.pattern)} "

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """List and level of a paragraph, its own or those of its style."""
        holder = paragraph.pPr
        seen = 0
        while holder is not None and seen < len(self._document.styles):
            found = holder.find(qn("w:numPr"))
            if found is not None:
                id_, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
                if id_ is not None:
                    return id_.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0
            named = holder.find(qn("w:pStyle")) if not seen else holder.getparent().find(qn("w:basedOn"))
            style = None if named is None else self._style(named.get(qn("w:val")))
            holder = None if style is None else style.find(qn("w:pPr"))
            seen += 1
        return None

    def _style(self, name: str) -> Any:
        for style in self._document.styles.element.findall(qn("w:style")):
            if style.get(qn("w:styleId")) == name:
                return style
        return None

    def _levels(self) -> dict[str, dict[int, _Level]]:
        if self._lists is None:
            self._lists = _lists_of(self._document)
        return self._lists


def _lists_of(document: Any) -> dict[str, dict[int, _Level]]:
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):  # a document without a list has no such part
        return {}
    patterns: dict[str, dict[int, _Level]] = {}
    for each in root.findall(qn("w:abstractNum")):
        levels = {int(level.get(qn("w:ilvl"))): _level(level) for level in each.findall(qn("w:lvl"))}
        patterns[each.get(qn("w:abstractNumId"))] = levels
    return {
        each.get(qn("w:numId")): patterns.get(each.find(qn("w:abstractNumId")).get(qn("w:val")), {})
        for each in root.findall(qn("w:num"))
    }


def _level(level: Any) -> _Level:
    def said(name: str, otherwise: str) -> str:
        found = level.find(qn(name))
        return otherwise if found is None else found.get(qn("w:val"))

    return _Level(said("w:numFmt", "decimal"), said("w:lvlText", "%1."), int(said("w:start", "1")))


def _written(number: int, kind: str) -> str:
    match kind:
        case "russianLower" | "russianUpper":
            letter = _LETTERS[(number - 1) % len(_LETTERS)]
        case "lowerLetter" | "upperLetter":
            letter = _LATIN[(number - 1) % len(_LATIN)]
        case "lowerRoman" | "upperRoman":
            letter = _roman(number)
        case _:
            return str(number)
    return letter.upper() if kind.endswith("Upper") or kind.startswith("upper") else letter


def _roman(number: int) -> str:
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written
