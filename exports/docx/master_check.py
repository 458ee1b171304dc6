"""A Word master looked through before it is used: every fault is told with its place and the words that stand there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any, NamedTuple

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parser
from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from exports.docx.master_fields import LOOP, FieldFaultError, Rows, Shape, resolved

_TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#.*?#\}", re.DOTALL)
_OPENED = re.compile(r"\{\{|\{%|\{#")
_STATEMENT = re.compile(r"(?:(p|tr) )?\s*(for|if|elif|else|endif|endfor)\b\s*(.*?)\s*", re.DOTALL)
_FOR = re.compile(r"([A-Za-z_]\w*)\s+in\s+(.+)", re.DOTALL)
_QUOTES = str.maketrans("“”‘’", "\"\"''")
"""Word makes them of plain ones; docxtpl takes them back."""
_LONGEST_WORDS = 70
_ELSEWHERE = {
    RELATIONSHIP_TYPE.HEADER: "верхний колонтитул",
    RELATIONSHIP_TYPE.FOOTER: "нижний колонтитул",
    RELATIONSHIP_TYPE.FOOTNOTES: "сноски",
}
_ENVIRONMENT = SandboxedEnvironment()


class MasterFault(NamedTuple):
    """A fault of a master: «абзац 7», the words of the paragraph, and what is wrong there."""

    place: str
    words: str
    complaint: str

    def __str__(self) -> str:
        return f"{self.place} («{shorten(self.words, _LONGEST_WORDS, placeholder='…')}») — {self.complaint}"


class _Paragraph(NamedTuple):
    element: Any
    place: str
    text: str


@dataclass(slots=True)
class _Block:
    """A repetition or a condition that is open."""

    verb: str
    unit: str
    """What is repeated: «p» paragraphs, «tr» rows of a table, nothing for words of a paragraph."""
    within: Any
    paragraph: _Paragraph
    offers: Mapping[str, Shape] = field(default_factory=dict[str, Shape])


def faults_of(master: Document, fields: Mapping[str, Shape]) -> list[MasterFault]:
    """Everything in a master that could not be filled, top to bottom, headers and footnotes last."""
    found: list[MasterFault] = []
    for root, name in _roots(master):
        opened: list[_Block] = []
        for paragraph in _paragraphs(root, name):
            try:
                _look_through(paragraph, opened, fields)
            except FieldFaultError as fault:
                found.append(MasterFault(paragraph.place, paragraph.text, str(fault)))
        if not found:
            found += [_unclosed(block) for block in opened]
    return found


def _roots(master: Document) -> Iterator[tuple[Any, str]]:
    whole: Any = master
    yield whole.element.body, ""
    for relation in whole.part.rels.values():
        if relation.reltype in _ELSEWHERE:
            made: Any = parser  # its functions are without types
            part = relation.target_part
            root = part.element if hasattr(part, "element") else made.parse_xml(part.blob)
            yield root, _ELSEWHERE[relation.reltype]


def _paragraphs(root: Any, name: str) -> Iterator[_Paragraph]:
    """Paragraphs with words, in their order; those of tables are placed by their cell."""
    number = 0
    tables = list(root.iter(qn("w:tbl")))
    for each in root.iter(qn("w:p")):
        text = "".join(_words(each))
        if not text.strip():
            continue
        cell = next(each.iterancestors(qn("w:tc")), None)
        if cell is None:
            number += 1
            place = f"абзац {number}"
        else:
            row = next(cell.iterancestors(qn("w:tr")))
            table = next(row.iterancestors(qn("w:tbl")))
            place = (
                f"таблица {tables.index(table) + 1}, строка {list(table.iter(qn('w:tr'))).index(row) + 1}, "
                f"столбец {list(row.iter(qn('w:tc'))).index(cell) + 1}"
            )
        yield _Paragraph(each, f"{name}, {place}" if name else place, text.strip())


def _words(paragraph: Any) -> Iterator[str]:
    for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if next(each.iterancestors(qn("w:p"))) is paragraph:
            yield (each.text or "") if each.tag == qn("w:t") else " "


def _look_through(paragraph: _Paragraph, opened: list[_Block], fields: Mapping[str, Shape]) -> None:
    """Follow the tags of one paragraph; `opened` is what is open before and after it."""
    already = len(opened)
    if half := _OPENED.search(_TAG.sub("", paragraph.text)):
        raise FieldFaultError(f"скобка {half[0]} не закрыта в этом абзаце")
    for tag in _TAG.finditer(paragraph.text):
        printed, statement = tag[1], tag[2]
        if printed is not None:
            _print(printed, _scope(opened, fields))
        elif statement is not None:
            _follow(statement, paragraph, opened, fields)
    left = [block for block in opened[already:] if not block.unit]
    if left:
        del opened[already:]
        raise FieldFaultError(f"{{% {left[0].verb} %}} не закрыто в этом абзаце, для нескольких абзацев пишут {{%p")


def _print(expression: str, scope: Mapping[str, Shape]) -> None:
    what = resolved(_parsed(expression), scope)
    if isinstance(what, Rows):
        raise FieldFaultError("это список: его печатают по строкам, {%p for … in … %}")
    if what is not None:
        raise FieldFaultError(f"назовите часть: {', '.join(sorted(what)[:3])}…")


def _follow(statement: str, paragraph: _Paragraph, opened: list[_Block], fields: Mapping[str, Shape]) -> None:
    read = _STATEMENT.fullmatch(statement)
    if read is None or "%" in statement or "}" in statement:
        raise FieldFaultError("такой команды нет, есть for, endfor, if, elif, else, endif")
    unit, verb, rest = read[1] or "", read[2], read[3]
    within = _container(unit, paragraph)
    match verb:
        case "for":
            opened.append(_Block("for", unit, within, paragraph, _repeated(rest, _scope(opened, fields))))
        case "if":
            opened.append(_Block("if", unit, within, paragraph))
            resolved(_parsed(rest), _scope(opened, fields))
        case _:
            opener = "for" if verb == "endfor" else "if"
            if not opened or (opened[-1].verb, opened[-1].unit, opened[-1].within) != (opener, unit, within):
                raise FieldFaultError(f"{verb} здесь ничего не закрывает")
            if verb == "elif":
                resolved(_parsed(rest), _scope(opened, fields))
            elif verb != "else":
                opened.pop()


def _repeated(rest: str, scope: Mapping[str, Shape]) -> Mapping[str, Shape]:
    """What a repetition adds to the fields."""
    read = _FOR.fullmatch(rest)
    if read is None:
        raise FieldFaultError("повторение пишут так: for строка in список")
    what = resolved(_parsed(read[2]), scope)
    if not isinstance(what, Rows):
        raise FieldFaultError(f"{read[2]} — не список")
    return {read[1]: what.of, "loop": LOOP}


def _container(unit: str, paragraph: _Paragraph) -> Any:
    """What the tag stands in: a repetition must end there, too; raises FieldFaultError where words stand beside it."""
    if not unit:
        return paragraph.element
    row = next(paragraph.element.iterancestors(qn("w:tr")), None)
    if unit == "tr" and row is None:
        raise FieldFaultError("{%tr пишут в строке таблицы, для абзацев — {%p")
    around = paragraph.element if unit == "p" or row is None else row
    beside = "".join("".join(_words(each)) for each in around.iter(qn("w:p"))).strip()
    if len(_TAG.findall(beside)) != 1 or _TAG.sub("", beside).strip():
        raise FieldFaultError(f"рядом с {{%{unit} стоит другой текст, он не напечатается: перенесите его")
    return around.getparent()


def _scope(opened: list[_Block], fields: Mapping[str, Shape]) -> Mapping[str, Shape]:
    scope = dict(fields)
    for block in opened:
        scope |= block.offers
    return scope


def _parsed(expression: str) -> Any:
    try:
        (output,) = _ENVIRONMENT.parse(f"{{{{ {expression.translate(_QUOTES)} }}}}").body
    except (TemplateSyntaxError, ValueError) as problem:
        raise FieldFaultError("это выражение не читается, назовите поле") from problem
    (node,) = output.iter_child_nodes()
    return node


def _unclosed(block: _Block) -> MasterFault:
    return MasterFault(block.paragraph.place, block.paragraph.text, f"{block.verb} нигде не закрыто")
