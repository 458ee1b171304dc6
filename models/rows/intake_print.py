"""What a kindergarten is sent to tell of its people: a form to fill by hand and a table with lists to choose from."""

from dataclasses import dataclass

from models.rows.report import ReportSignatures, SitePassport


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePaper:
    """The blank forms of a site: whose they are, and what may be chosen in the columns of the table."""

    passport: SitePassport
    signatures: ReportSignatures
    positions: tuple[str, ...]
    municipalities: tuple[str, ...]
    categories: tuple[str, ...]
    educations: tuple[str, ...]
