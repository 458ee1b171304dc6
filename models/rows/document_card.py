"""A document that is entered by hand: its draft, and the file that was made of it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pydantic import model_validator

from models.rows.codes import DocumentStatus
from models.rows.draft import Draft, FieldError, Text
from models.rules.document_kit import KIT_BY_CODE


class DocumentDraft(Draft):
    """A paper that is entered by hand: one of the kit (`kit_code`) or another."""

    kit_code: str | None = None
    title: Text
    number: str | None = None
    dated_on: date | None = None
    valid_until: date | None = None
    parties: str | None = None
    status: DocumentStatus = DocumentStatus.ACTIVE
    note: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> "DocumentDraft":
        if self.kit_code is not None and self.kit_code not in KIT_BY_CODE:
            raise FieldError("kit_code", "Такого документа в комплекте нет. Выберите из списка")
        if self.dated_on is not None and self.valid_until is not None and self.valid_until < self.dated_on:
            raise FieldError("valid_until", "Срок кончается раньше даты документа. Проверьте даты")
        return self


class MadeFile(NamedTuple):
    """The file the program made of a document; `size` in bytes."""

    sha256: str
    size: int
    kind: str
    name: str | None


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document as its form edits it, and the file that the program made of it."""

    id: int
    draft: DocumentDraft
    made: MadeFile | None
