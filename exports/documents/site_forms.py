"""Printed forms in the site's own layout: read, checked, drawn; what has none is drawn as it ships."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from exports.documents.certificate import CERTIFICATE
from exports.documents.forms import PrintedForm
from exports.documents.papers import PAPERS
from exports.documents.portfolio import PortfolioForm
from exports.documents.stacked import StackedForm
from exports.docx.document import write_document
from exports.layout import FormLayout
from exports.registry import FileKind
from models.rows.site_forms import FormHead, Layouts

AnyForm = PrintedForm[Any] | StackedForm[Any]


def form_name(form: AnyForm) -> str:
    """What a form is stored under: «event_journal»."""
    return form.file.removesuffix(".json")


FORMS: Mapping[str, AnyForm] = MappingProxyType({form_name(form): form for form in reversed([*PAPERS.values()])})
"""Every form that can be laid out anew; of papers on one form, the first."""


def own_layout(form: AnyForm, layouts: Layouts) -> FormLayout | None:
    """The site's own layout of a form, None for the shipped one.

    Raises UserError naming the form, and the place in it that does not fit.
    """
    content = layouts.get(form_name(form))
    return None if content is None else form.layout(content.encode())


def site_bytes(form: AnyForm, kind: FileKind, data: Any, layouts: Layouts) -> bytes:
    """A paper in a layout of the site, or as it ships; raises UserError where the site's does not fit."""
    own = own_layout(form, layouts)
    match kind:
        case "pdf" if isinstance(form, PortfolioForm):
            return form.pdf(data, layout=own, certificate=own_layout(CERTIFICATE, layouts))
        case "pdf":
            return form.pdf(data, layout=own)
        case "xlsx":
            return form.xlsx(data, layout=own)
        case "docx":
            return write_document(form, data, layout=own)


def specimen_pdf(form: str, content: str, head: FormHead) -> bytes:
    """A form in this layout (JSON) filled with invented rows; raises UserError where the layout does not fit."""
    laid = FORMS[form]
    plain = laid.form if isinstance(laid, StackedForm) else laid
    data = plain.specimen(head)
    return laid.pdf([data] if isinstance(laid, StackedForm) else data, layout=laid.layout(content.encode()))


def fields_of(form: AnyForm) -> frozenset[str]:
    """What the texts of a form may name."""
    return (form.form if isinstance(form, StackedForm) else form).vocabulary.fields


def is_plate(form: AnyForm) -> bool:
    """Whether a form is drawn to be framed: its emblem and its place are not those of a paper."""
    return form is CERTIFICATE
