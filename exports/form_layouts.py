"""Printed forms as they are laid out anew: which there are, one opened, a specimen drawn, many in one file.

Light to import, as exports/registry.py is; what loads the writers is a plain function that can run in a spawned
process.
"""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from exports.layout import FormLayout
from exports.registry import EXPORTERS
from models.rows.form_draft import FormDraft
from models.rows.site_forms import FormHead, Layouts
from resources.loader import names, read_json

MOST_FILE = 8 << 20
"""Bytes of a file of forms: forty forms, each with an emblem, take a third of it."""

_ON_ANOTHER = MappingProxyType({"registration_sheet_contacts": "registration_sheet", "intake_form": "intake"})
"""Papers that are printed by the form of this name, not of their own."""


def _titled() -> dict[str, str]:
    shipped, titles = set(names("forms")), dict[str, str]()
    for exporter in EXPORTERS:
        own = exporter.key.rpartition(".")[0].replace("-", "_")
        form = _ON_ANOTHER.get(own, own)
        if f"forms/{form}.json" in shipped:
            titles.setdefault(form, exporter.label.rpartition(",")[0])
    return titles


FORM_TITLES: Mapping[str, str] = MappingProxyType(_titled())
"""Every printed form by its name, with what it is called, in the order of the registry."""


class OpenedForm(NamedTuple):
    """A form to be laid out anew."""

    layout: FormLayout
    """In force now."""
    shipped: FormLayout
    fields: frozenset[str]
    """What its texts may name in braces, and its corner blocks by key."""
    has_head: bool
    """Whether corner blocks and an emblem can stand above it: a certificate is drawn in its own way."""


def open_form(form: str, layouts: Layouts) -> OpenedForm:
    """A form with the layout in force; raises UserError saying the place where that of the site does not fit."""
    from exports.documents.site_forms import FORMS, fields_of, is_plate, own_layout

    shipped = FORMS[form].layout()
    own = own_layout(FORMS[form], layouts)
    return OpenedForm(own or shipped, shipped, fields_of(FORMS[form]), has_head=not is_plate(FORMS[form]))


def written(layout: FormLayout) -> str:
    """The layout as JSON, as it is stored and sent."""
    return TypeAdapter(FormLayout).dump_json(layout, exclude_defaults=True).decode()


def specimen_bytes(form: str, content: str, head: FormHead) -> bytes:
    """The PDF of a form in this layout (JSON), filled with invented rows; raises UserError where it does not fit."""
    from exports.documents.site_forms import specimen_pdf

    return specimen_pdf(form, content, head)


def forms_file(layouts: Layouts, *, sender: str) -> bytes:
    """The file in which layouts travel; `sender` is the code of the site they come from."""
    from exports.documents.form_files import write_forms

    return write_forms(layouts, sender=sender)


def read_forms_file(content: bytes, head: FormHead) -> tuple[FormDraft, ...]:
    """The layouts of such a file, each checked against its form and tried on invented rows.

    Raises UserError for a file of another kind, a newer or a damaged one, and for a layout that does not fit: with
    the form and the place in it. Nothing of such a file is taken.
    """
    from exports.documents.form_files import read_forms

    return read_forms(content, head)


def own_words(form: str, layouts: Layouts) -> tuple[str, ...]:
    """What the site has written into its layout of a form: the words that the shipped one does not have."""
    if form not in layouts:
        return ()
    shipped = {*_words(read_json(f"forms/{form}.json"))}
    return tuple(dict.fromkeys(words for words in _words(json.loads(layouts[form])) if words not in shipped))


def _words(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:  # pyright: ignore[reportUnknownVariableType] - JSON
                yield from _words(each)
        case dict():
            for name, each in value.items():  # pyright: ignore[reportUnknownVariableType] - JSON
                if name != "emblem":
                    yield from _words(each)
        case _:
            return
