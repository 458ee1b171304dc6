"""Drafts of the site's passport, its kindergartens and people."""

from datetime import date

from pydantic import Field, field_validator, model_validator

from models.rows.codes import BaseKind, Category, Education, OrganizationForm
from models.rows.draft import Draft, FieldError, Text
from models.rules.contacts import parse_email, parse_phone
from models.rules.identifiers import is_inn, is_ogrn


def _as_phone(value: str | None) -> str | None:
    read = parse_phone(value or "")
    if read.problem:
        raise ValueError("Телефон не читается. Напишите код и номер: +7 и 10 цифр")
    return read.value


def _as_email(value: str | None) -> str | None:
    read = parse_email(value or "")
    if read.problem:
        raise ValueError("Адрес электронной почты не читается. Проверьте его")
    return read.value


class SiteDraft(Draft):
    """The passport of the site (domain.md §1)."""

    full_name: Text
    short_name: Text
    municipality_id: int
    organization_id: int | None = None
    theme: Text
    goal: str = ""
    base_kind: BaseKind = BaseKind.ONE
    inn: str | None = None
    ogrn: str | None = None
    locality: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    status_order_no: str | None = None
    status_order_date: date | None = None
    status_valid_until: date | None = None
    contract_no: str | None = None
    contract_date: date | None = None

    @field_validator("inn")
    @classmethod
    def _inn(cls, value: str | None) -> str | None:
        if value and not (len(value) == 10 and is_inn(value)):
            raise ValueError("В ИНН не сходятся последние цифры. Проверьте по документу")
        return value or None

    @field_validator("ogrn")
    @classmethod
    def _ogrn(cls, value: str | None) -> str | None:
        if value and not is_ogrn(value):
            raise ValueError("В ОГРН не сходится последняя из 13 цифр. Проверьте по документу")
        return value or None

    _phone = field_validator("phone")(_as_phone)
    _email = field_validator("email")(_as_email)


class OrganizationDraft(Draft):
    """A kindergarten."""

    short_name: Text
    full_name: str | None = None
    form: OrganizationForm | None = None
    municipality_id: int | None = None
    locality: str | None = None
    is_remote: bool = False
    contact: str | None = None


class PersonDraft(Draft):
    """A person without restricted fields."""

    last_name: Text
    first_name: Text
    patronymic: str | None = None
    position_id: int
    organization_id: int
    category: Category | None = None
    category_until: date | None = None
    education: Education | None = None
    experience_years: int | None = Field(default=None, ge=0, le=60)
    phone: str | None = None
    """Any Russian notation; kept as `+7XXXXXXXXXX` (domain.md §4)."""
    email: str | None = None

    _phone = field_validator("phone")(_as_phone)
    _email = field_validator("email")(_as_email)


class RoleDraft(Draft):
    """A role of a person in the team, with its order."""

    person_id: int
    role_id: int
    starts_on: date
    ends_on: date | None = None
    order_no: str | None = None
    order_date: date | None = None

    @model_validator(mode="after")
    def _order(self) -> "RoleDraft":
        if self.ends_on is not None and self.starts_on > self.ends_on:
            raise FieldError("ends_on", "Роль кончается раньше, чем начинается. Проверьте даты")
        return self


class MemberDraft(Draft):
    """A member of the team: who, in which position, with which role from which day."""

    last_name: Text
    first_name: Text
    patronymic: str | None = None
    position_id: int
    phone: str | None = None
    email: str | None = None
    role_id: int
    starts_on: date
    order_no: str | None = None
