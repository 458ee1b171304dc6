"""The whole database with its attachments, sealed: what ИРО keeps for a site, and the one package that is all of it."""

from collections.abc import Iterable
from dataclasses import replace

from exports.packages.carried_files import FILE_FIELDS
from exports.packages.contents import Content
from exports.packages.tables import Table
from exports.packages.wide import Laid, Layout
from models.rows.report import SitePassport
from models.rows.sealed import CopiedFile
from models.rules.periods import Period

FULL_COPY = "full-copy"
DATABASE = "marshrut.db"

COPY_TABLES: tuple[Laid, ...] = (Laid(Table("attachments", "Приложения", FILE_FIELDS, ("sha256",)), Layout.ROWS),)


def full_copy_package(site: SitePassport, period: Period, files: Iterable[CopiedFile]) -> Content:
    """The table of attachments; the database and the contents are added by who reads them."""
    (laid,) = COPY_TABLES
    table = Laid(replace(laid.table, rows=list(files)), laid.layout)
    return Content(FULL_COPY, period, site.site_code, site.short_name, (table,))
