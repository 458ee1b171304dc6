"""A kind of printed paper: frozen data → content → layout → PDF and XLSX.

The names a layout may use are read off the types of the data: a frozen dataclass whose scalar fields (and properties)
are fields of the paper, whose nested dataclasses lend theirs, and whose tuples of rows are its tables.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache, cached_property
from types import NoneType
from typing import Any, Generic, Protocol, TypeVar, get_args, get_origin, get_type_hints

from exports.documents.specimens import specimen
from exports.layout import Content, FormLayout, Vocabulary, showing
from exports.layout_reading import read_layout
from exports.pdf.document import draw_document
from exports.xlsx.document import fill_workbook
from models.rows.report import SitePassport
from models.rows.report_records import FigurePlace
from models.rows.site_forms import FormHead
from resources.loader import read_bytes


class SitePaper(Protocol):
    """Data of a paper: at the least they say whose it is."""

    @property
    def passport(self) -> SitePassport:
        """The site."""
        ...


Data = TypeVar("Data", bound=SitePaper)

_NUMBERS = frozenset({int, float, Decimal})


@dataclass(frozen=True)
class PrintedForm(Generic[Data]):
    """A kind of paper, by the type of its data.

    `texts` are the fields that hold prose, or the codes of a mapping called `texts`; `shown_columns` are printed even
    where the layout hides them.
    """

    file: str
    """Name of the shipped layout in resources/forms."""
    data: type[Data]
    texts: Collection[str] = ()
    shown_columns: Collection[str] = ()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the layout may name."""
        names, rows = _names_of(self.data)
        return Vocabulary(
            tables={table: frozenset(_columns_of(row)) for table, row in rows.items()},
            fields=frozenset(names),
            texts=frozenset(self.texts),
            numbers={table: frozenset(_numbers_of(row)) for table, row in rows.items()},
            signs={table: frozenset(_signs_of(row)) for table, row in rows.items()},
        )

    def layout(self, source: bytes | None = None) -> FormLayout:
        """The layout that ships with the program, or `source` (JSON), checked.

        Raises UserError saying the place where `source` does not fit.
        """
        return self._shipped if source is None else showing(read_layout(source, self.vocabulary), self.shown_columns)

    def pdf(self, data: Data, *, layout: FormLayout | None = None) -> bytes:
        """The paper as a PDF; the same data and layout give the same bytes."""
        return self.placed_pdf(data, layout=layout)

    def placed_pdf(
        self, data: Data, *, layout: FormLayout | None = None, places: list[FigurePlace] | None = None
    ) -> bytes:
        """The same, and into `places` goes where its figures came to stand."""
        form, content = self.fitted(layout or self.layout(), data), self.content(data)
        author = data.passport.short_name
        return draw_document(form, content, title=_title(form, content), author=author, places=places)

    def xlsx(self, data: Data, *, layout: FormLayout | None = None) -> bytes:
        """The paper as a workbook; the same data and layout give the same bytes."""
        form, content = self.fitted(layout or self.layout(), data), self.content(data)
        return fill_workbook(form, content, title=_title(form, content), author=data.passport.short_name)

    def fitted(self, layout: FormLayout, _data: Data) -> FormLayout:
        """The layout as these data want it."""
        return layout

    def content(self, data: Data) -> Content:
        """The data under the names of the vocabulary."""
        values, tables = _values_of(data)
        alone = {name: values.get(name) or "" for name in self.texts}
        prose: Mapping[str, str] = values.get("texts", alone)
        return Content(fields=values, tables=tables, texts=prose)

    def specimen(self, head: FormHead) -> Data:
        """The data of a paper with invented rows, to see the layout by."""
        return specimen(self.data, head, self.texts)

    @cached_property
    def _shipped(self) -> FormLayout:
        return showing(read_layout(read_bytes(f"forms/{self.file}"), self.vocabulary), self.shown_columns)


def _title(form: FormLayout, content: Content) -> str:
    """One line for the properties of the file: the lines of the title, joined, without people."""
    nameless = replace(form, title=tuple(line for line in form.title if "{person" not in line))
    return " ".join(nameless.titles(content.fields))


@cache
def _names_of(data: type[Any]) -> tuple[set[str], dict[str, type[Any]]]:
    """Names of the fields, and the types of the rows of the tables."""
    names = _properties(data)
    rows: dict[str, type[Any]] = {}
    hints = get_type_hints(data)
    for field in fields(data):
        hint = hints[field.name]
        if hasattr(hint, "__dataclass_fields__"):
            more, inner = _names_of(hint)
            names |= more
            rows |= inner
        elif row := _row_of(hint):
            rows |= _rows_of(field.name, row)
        else:
            names.add(field.name)
    return names, rows


def _rows_of(name: str, row: type[Any]) -> dict[str, type[Any]]:
    """A table, and those of its columns that hold rows of their own."""
    rows = {name: row}
    for column, hint in get_type_hints(row).items():
        if inner := _row_of(hint):
            rows |= _rows_of(column, inner)
    return rows


def _columns_of(row: type[Any]) -> set[str]:
    return {*get_type_hints(row), *_properties(row)}


def _numbers_of(row: type[Any]) -> set[str]:
    computed = {name: get_type_hints(getattr(row, name).fget).get("return") for name in _properties(row)}
    hints = {**get_type_hints(row), **computed}
    return {name for name, hint in hints.items() if {*(get_args(hint) or (hint,))} - {NoneType} <= _NUMBERS}


def _signs_of(row: type[Any]) -> set[str]:
    return {name for name, hint in get_type_hints(row).items() if hint == tuple[str, ...]}


def _row_of(hint: Any) -> type[Any] | None:
    """The type of the rows that a field annotated so holds: tuple[Row, ...]."""
    if get_origin(hint) is tuple and hasattr(get_args(hint)[0], "_fields"):
        return get_args(hint)[0]
    return None


def _properties(kind: type[object]) -> set[str]:
    return {name for name, value in vars(kind).items() if isinstance(value, property)}


def _values_of(data: Any) -> tuple[dict[str, Any], dict[str, Sequence[object]]]:
    """Fields and tables apart: a figure and a table may share a name."""
    values: dict[str, Any] = {name: getattr(data, name) for name in _properties(data.__class__)}
    tables: dict[str, Sequence[object]] = {}
    for field in fields(data):
        value = getattr(data, field.name)
        if hasattr(value, "__dataclass_fields__"):
            more, inner = _values_of(value)
            values |= more
            tables |= inner
        elif isinstance(value, tuple):
            tables[field.name] = value
        else:
            values[field.name] = value
    return values, tables
