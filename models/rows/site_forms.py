"""Layouts of printed forms that a site has made its own (exports/layout.py says what a layout is)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from models.rows.codes import FormOrigin
from models.rows.report import ReportSignatures, SitePassport

Layouts = Mapping[str, str]
"""JSON of the site's own layouts by the name of the form: «event_journal». A form that is not there is as shipped."""

AS_SHIPPED: Layouts = MappingProxyType({})
"""No layouts of one's own."""


class OwnForm(NamedTuple):
    """A layout of the site."""

    form: str
    content: str
    origin: FormOrigin
    adopted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHead:
    """What every printed form says of its site: the head of a specimen."""

    passport: SitePassport
    signatures: ReportSignatures
