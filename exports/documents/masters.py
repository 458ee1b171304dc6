"""Text papers: one master each, the one that ships or the site's own → a Word document, and its paragraphs as a PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, get_type_hints

from exports.docx.filling import check_master, fill_master
from exports.docx.master import master_document
from exports.docx.master_fields import LEAF, Shape, shape_of
from exports.master_text import shipped_master
from exports.pdf.written import draw_written
from models.rows.masters import FormMasterKind, MasteredPaper, MasterKind, TextPaper, TextPaperKind
from models.rows.minutes_print import Minutes
from models.rows.orders_print import OrderPaper
from models.rows.program_print import ProgramPaper

_NOT_BY_NAME = frozenset({"typed", "own_master", "number", "dated_on"})
"""Of the data of a `TextPaper`: offered as parts of `paper`, or not at all."""
_FILLED_WITH: Mapping[FormMasterKind, type[Any]] = {
    FormMasterKind.MINUTES: Minutes,
    FormMasterKind.PROGRAM: ProgramPaper,
    FormMasterKind.ENROLLMENT_ORDER: OrderPaper,
}
_SITE = {"passport": "site"}
"""What a master calls by another name than the data of a printed form."""


@dataclass(frozen=True)
class MasterForm:
    """A paper with a master."""

    kind: MasterKind

    @cached_property
    def fields(self) -> Mapping[str, Shape]:
        """What a master of this paper may name."""
        if isinstance(self.kind, FormMasterKind):
            hints = get_type_hints(_FILLED_WITH[self.kind])
            return {_SITE.get(name, name): shape_of(hint) for name, hint in hints.items()}
        hints = get_type_hints(TextPaper)
        offered = {name: shape_of(hint) for name, hint in hints.items() if name not in _NOT_BY_NAME}
        return offered | {"paper": dict.fromkeys(("number", "dated_on", *self._typed), LEAF)}

    @cached_property
    def shipped(self) -> bytes:
        """The Word master that ships with the program."""
        return master_document(shipped_master(self.kind), title=self.kind.label)

    def check(self, content: bytes) -> None:
        """Refuse a Word master that could not be filled: raises UserError telling the place of each fault."""
        check_master(content, self.fields)

    def docx(self, data: TextPaper | MasteredPaper) -> bytes:
        """The paper as a Word document; the same data give the same bytes. Raises UserError as `check` does."""
        values = self._values(data) if isinstance(data, TextPaper) else _form_values(data)
        return fill_master(
            data.own_master or self.shipped, self.fields, values, title=self.kind.label, author=_author(data)
        )

    def pdf(self, data: TextPaper | MasteredPaper) -> bytes:
        """The same paragraphs and tables drawn plainly, for looking and printing."""
        return draw_written(self.docx(data), title=self.kind.label, author=_author(data))

    def _values(self, data: TextPaper) -> dict[str, object]:
        values: dict[str, object] = {
            each.name: getattr(data, each.name) for each in fields(data) if each.name not in _NOT_BY_NAME
        }
        typed = {key: data.typed.get(key, "") for key in self._typed}
        return values | {"paper": {**typed, "number": data.number, "dated_on": data.dated_on}}

    @property
    def _typed(self) -> tuple[str, ...]:
        return tuple(each.key for each in shipped_master(self.kind).typed)


MASTERS: Mapping[str, MasterForm] = {each.value: MasterForm(each) for each in (*TextPaperKind, *FormMasterKind)}
"""The papers with a master as exports/registry.py names them."""


def _form_values(data: MasteredPaper) -> dict[str, object]:
    paper = data.paper
    return {_SITE.get(each.name, each.name): getattr(paper, each.name) for each in fields(paper)}


def _author(data: TextPaper | MasteredPaper) -> str:
    site = data.site if isinstance(data, TextPaper) else data.paper.passport
    return site.short_name
