"""A Word master filled with the data of a paper, by docxtpl: no field of it can do more than show a value."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from exports.docx.master_check import faults_of
from exports.docx.master_fields import Rows, Shape, sample_of
from exports.docx.sheet import sealed
from exports.layout import NAME_HERE, cleaned, date_in_words, shown, undivided
from models.errors import UserError

_MOST_BYTES = 50_000_000
"""Of an unpacked master: a page of text takes some 20,000."""
_MOST_FAULTS = 3
_ADVICE = "Исправьте это место в Word и выберите файл снова. До тех пор действует прежний шаблон."
_MACROS = "vbaproject.bin"
"""How the part of a file ends that holds them."""
_PARAGRAPH = "\a"
"""Where docxtpl begins a new paragraph of the same look."""


def check_master(content: bytes, fields: Mapping[str, Shape]) -> None:
    """Refuse a master that could not be filled: raises UserError telling the place of each fault."""
    faults = faults_of(_opened(content), fields)
    if faults:
        told = "; ".join(map(str, faults[:_MOST_FAULTS]))
        more = f" И ещё мест: {len(faults) - _MOST_FAULTS}." if len(faults) > _MOST_FAULTS else ""
        raise UserError(f"Шаблон не подходит: {told}.{more}", _ADVICE)
    for tried in (sample_of(fields), _without_rows(fields)):
        try:
            _filled(content, tried)
        except (TemplateError, SyntaxError) as problem:  # lxml says of broken XML what Python says of its own
            raise UserError("Шаблон не подходит: поля в нём расставлены так, что документ не собрать.", _ADVICE) from (
                problem
            )


def fill_master(
    content: bytes, fields: Mapping[str, Shape], values: Mapping[str, object], *, title: str, author: str
) -> bytes:
    """The paper made from a master; the same data give the same bytes. Raises as `check_master` does."""
    faults = faults_of(_opened(content), fields)
    if faults:
        raise UserError(f"Шаблон не подходит: {faults[0]}.", _ADVICE)
    return sealed(_filled(content, values), title=title, author=author)


def _opened(content: bytes) -> Document:
    try:
        with ZipFile(BytesIO(content)) as packed:
            if any(entry.filename.casefold().endswith(_MACROS) for entry in packed.infolist()):
                raise UserError(
                    "В шаблоне есть макросы.", "Сохраните его в Word как документ DOCX без макросов и выберите снова."
                )
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_BYTES:
                raise UserError("Шаблон слишком велик.", "Уберите из него большие картинки и выберите файл снова.")
        return docx.Document(BytesIO(content))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as problem:
        raise UserError(
            "Файл не открывается как документ Word.", "Откройте его в Word и сохраните заново как документ DOCX."
        ) from problem


def _filled(content: bytes, values: object) -> Document:
    template: Any = DocxTemplate(BytesIO(content))  # it is without types
    template.init_docx()
    said = template.docx.core_properties
    # docxtpl would fill them, too.
    said.author = said.comments = said.identifier = said.subject = said.title = said.keywords = ""
    template.render(values, _environment())
    return template.docx


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_said)
    environment.filters["words"] = _in_words
    environment.filters["hours"] = _in_hours
    return environment


def _said(value: object) -> str:
    """A value as it stands on paper; one that is missing leaves a line to fill by hand."""
    if isinstance(value, date):
        return shown(value, "date")
    if isinstance(value, int):
        return shown(value, "integer")
    words = undivided(cleaned(str(value or ""))).strip()
    return words.replace("\n", _PARAGRAPH) or NAME_HERE


def _in_words(value: object) -> str:
    """«12 марта 2026 г.»; nothing for a day that is missing."""
    return date_in_words(value) if isinstance(value, date) else ""


def _in_hours(value: object) -> str:
    """Minutes as academic hours: «1,5»."""
    return shown(value, "hours")


def _without_rows(shape: Shape) -> object:
    if isinstance(shape, Rows):
        return ()
    if shape is None:
        return ""
    return {name: _without_rows(inner) for name, inner in shape.items()}
