"""A form filled for several people: on paper a page of its own for each, in a workbook one table under their names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Generic

from exports.documents.forms import Data, PrintedForm
from exports.layout import Content, FormLayout, TablePart
from exports.pdf.document import draw_documents
from exports.xlsx.document import fill_workbook

_OWNER = "trainee"
"""The column of every table that says whose line it is."""


@dataclass(frozen=True)
class StackedForm(Generic[Data]):
    """The paper is a sequence of the sheets of one form."""

    form: PrintedForm[Data]

    @property
    def file(self) -> str:
        """Name of the shipped layout in resources/forms."""
        return self.form.file

    def layout(self, source: bytes | None = None) -> FormLayout:
        """The layout of one sheet, checked as `PrintedForm.layout` does."""
        return self.form.layout(source)

    def pdf(self, data: Sequence[Data], *, layout: FormLayout | None = None) -> bytes:
        """All sheets as one PDF."""
        form = layout or self.layout()
        contents = [self.form.content(sheet) for sheet in data]
        return draw_documents(form, contents, title=_title(form), author=data[0].passport.short_name)

    def xlsx(self, data: Sequence[Data], *, layout: FormLayout | None = None) -> bytes:
        """The tables of all sheets, one below the other."""
        form = layout or self.layout()
        contents = [self.form.content(sheet) for sheet in data]
        several = len(contents) > 1
        form = _in_one_table(form) if several else form
        author = data[0].passport.short_name
        return fill_workbook(form, _joined(contents), title=_title(form), author=author)


def _title(form: FormLayout) -> str:
    """What the properties of the file say: the form, never a person."""
    return form.title[0]


def _joined(contents: Sequence[Content]) -> Content:
    """The rows of all under the fields of the first."""
    first = contents[0]
    tables = {name: tuple(chain.from_iterable(each.rows(name) for each in contents)) for name in first.tables}
    return replace(first, tables=tables)


def _in_one_table(form: FormLayout) -> FormLayout:
    """The form with nothing that is said of one person only: just the tables, each person under her name."""
    sections = (
        replace(section, parts=tables)
        for section in form.sections
        if (tables := tuple(replace(part, group=_OWNER) for part in section.parts if isinstance(part, TablePart)))
    )
    return replace(form, title=form.title[:1], sections=tuple(sections), closing=())
