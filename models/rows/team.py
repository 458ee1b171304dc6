"""The site's passport and team as «Настройки» shows them."""

from datetime import date
from typing import NamedTuple

from models.rows.codes import BaseKind


class Passport(NamedTuple):
    """The site's own data as stored."""

    full_name: str
    short_name: str
    municipality_id: int
    organization_id: int | None
    theme: str
    goal: str
    base_kind: BaseKind
    inn: str | None
    ogrn: str | None
    locality: str | None
    address: str | None
    phone: str | None
    email: str | None
    url: str | None
    status_order_no: str | None
    status_order_date: date | None
    status_valid_until: date | None
    contract_no: str | None
    contract_date: date | None


class TeamLine(NamedTuple):
    """A role of a person in the team."""

    id: int
    person_id: int
    name: str
    position: str
    role: str
    starts_on: date
    ends_on: date | None
