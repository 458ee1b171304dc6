"""Consents of a person and her closed fields: what is typed, what is shown."""

from datetime import date
from typing import NamedTuple, Self

from pydantic import field_validator, model_validator

from models.rows.codes import (
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    PersonalDataState,
    RestrictedField,
    RestrictedNeed,
    Sex,
)
from models.rows.draft import Draft, FieldError
from models.rules.consents import consent_state
from models.rules.identifiers import parse_snils


class ConsentDraft(Draft):
    """One signed sheet: one purpose (156-ФЗ), and which closed fields it names."""

    purpose: ConsentPurpose
    signed_on: date
    valid_until: date | None = None
    form: ConsentForm = ConsentForm.PAPER
    restricted: frozenset[RestrictedField] = frozenset()

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.valid_until is not None and self.valid_until < self.signed_on:
            raise FieldError("valid_until", "Срок не может кончиться раньше дня подписи")
        if self.restricted and self.purpose is ConsentPurpose.PUBLICATION:
            raise FieldError("restricted", "Согласие на публикацию не даёт хранить закрытые сведения")
        return self


class RestrictedDraft(Draft):
    """Closed fields to write and what they are needed for; an empty field leaves what is kept."""

    need: RestrictedNeed
    snils: str | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    diploma_surname: str | None = None
    diploma_series: str | None = None
    diploma_number: str | None = None

    @field_validator("snils")
    @classmethod
    def _snils(cls, value: str | None) -> str | None:
        read = parse_snils(value or "")
        if read.problem:
            raise ValueError("В СНИЛС не сходятся последние две цифры. Проверьте по документу")
        return read.value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.fields:
            raise FieldError("snils", "Заполните хотя бы одно из закрытых сведений")
        return self

    @property
    def fields(self) -> frozenset[RestrictedField]:
        """Which closed fields are given."""
        diploma = self.diploma_surname or self.diploma_series or self.diploma_number
        given = {
            RestrictedField.SNILS: self.snils,
            RestrictedField.BIRTH_DATE: self.birth_date,
            RestrictedField.SEX: self.sex,
            RestrictedField.DIPLOMA: diploma,
        }
        return frozenset(field for field, value in given.items() if value)


class ConsentLine(NamedTuple):
    """One sheet as the card lists it; `scans` is how many files hang at it."""

    id: int
    purpose: ConsentPurpose
    data_scope: str
    signed_on: date
    valid_until: date | None
    form: ConsentForm
    withdrawn_on: date | None
    destroyed_on: date | None
    scans: int

    def state(self, today: date) -> ConsentState:
        """Where it stands on a day."""
        return consent_state(self, today)


class PurposeLine(NamedTuple):
    """One purpose and the sheet that counts for it: the one in force longest, else the latest; None where none is."""

    purpose: ConsentPurpose
    state: ConsentState
    sheet: ConsentLine | None
    former: tuple[ConsentLine, ...]
    """The other sheets of the purpose, latest first."""


class PersonConsents(NamedTuple):
    """What may be done with a person's data and on which papers."""

    name: str
    state: PersonalDataState
    purposes: tuple[PurposeLine, ...]
    can_resume: bool
    """Blocked, and a consent for processing is in force again."""


class MaskedFields(NamedTuple):
    """Closed fields as they are shown before a click: «***-***-*** 45»; None where nothing is kept."""

    need: RestrictedNeed
    snils: str | None
    birth_date: str | None
    sex: str | None
    diploma: str | None
    can_be_shown: bool
    """The consent they are kept under is in force."""


class RestrictedValues(NamedTuple):
    """Closed fields as they are."""

    need: RestrictedNeed
    snils: str | None
    birth_date: date | None
    sex: Sex | None
    diploma_surname: str | None
    diploma_series: str | None
    diploma_number: str | None
