"""A site's report drawn again at the institute from the records that came: the paper need not travel."""

from collections.abc import Sequence

from exports.institute.figures import records
from exports.institute.identities import openers
from exports.institute.kept import kept_tables
from exports.packages.bag_reading import refused
from exports.packages.report_tables import MOST_PARAGRAPHS, report_from_tables
from exports.packages.tables import cell_text
from exports.packages.wide import Laid
from models.database import Database
from models.errors import UserError
from models.institute.folder import InstituteFolder
from models.institute.queries import newest_accepted
from models.rows.codes import PackageKind
from models.rows.report import ReportData
from models.rules.periods import Period

_FIX = "Ничего не изменено. Попросите площадку собрать пакет заново."


def redrawn(tables: Sequence[Laid], period: Period) -> ReportData:
    """What the report prints, from its whole tables; UserError where no report comes of them."""
    if any(int(cell_text(row["line"])) > MOST_PARAGRAPHS for row in records(tables, "facts")):
        # The paragraphs between would all have to be made.
        raise refused([f"в тексте отчёта больше {MOST_PARAGRAPHS} абзацев"], _FIX)
    try:
        return report_from_tables(tables, period)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        # Keys were proved; what stands in the facts and lists may be anything that a signed program wrote.
        raise refused(["из его таблиц не складывается отчёт"], _FIX) from None


def newest_report(db: Database, folder: InstituteFolder, site_code: str, period: Period) -> ReportData:
    """The newest accepted report of a site, its corrections merged; UserError where there is none."""
    found = newest_accepted(db, kind=PackageKind.QUARTERLY_REPORT.value, period=period.code)
    line = next((each for each in found if each.site_code == site_code), None)
    if line is None:
        raise UserError(
            f"Принятого отчёта ({period.title}) от площадки «{site_code}» нет.",
            "Коды площадок и полученные пакеты покажет institute list.",
        )
    return redrawn(kept_tables(db, folder, line, openers(db, folder)), period)
