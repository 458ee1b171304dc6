"""Where a paper of the register that lives in another section is opened, and where one is begun."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from models.rows.documents import DocumentKind, DocumentLine
from models.rows.masters import FormMasterKind
from models.rules.plan_periods import quarter_of
from views.places import Minutes, OneCard, OneProgram, OneStream, Place, PlanOf

_LEADS: Mapping[DocumentKind, Callable[[DocumentLine], tuple[str, object]]] = MappingProxyType(
    {
        DocumentKind.ORDER: lambda row: ("trainees", OneStream(row.leads_to)),
        DocumentKind.MINUTES: lambda row: ("events", Minutes(row.leads_to)),
        DocumentKind.CONSENT: lambda row: ("trainees", OneCard(row.leads_to)),
        DocumentKind.CERTIFICATE: lambda row: ("certificates", row.leads_to),
        DocumentKind.REPORT: lambda row: ("reports", row.period),
        DocumentKind.PROGRAM: lambda row: ("programs", OneProgram(row.leads_to)),
        DocumentKind.PLAN: lambda row: ("plan", PlanOf(quarter_of(date.fromisoformat(row.period)).code)),
    }
)

BEGUN_ELSEWHERE: Mapping[FormMasterKind, tuple[str, object]] = MappingProxyType(
    {FormMasterKind.MINUTES: ("events", Minutes()), FormMasterKind.PROGRAM: ("programs", Place.NEW)}
)
"""Text papers that another section writes, and where a new one is begun."""
_PROGRAM = "internship_program"


def leads_to(row: DocumentLine) -> tuple[str, object] | None:
    """The section and the place in it; None for what is entered in the register itself."""
    lead = _LEADS.get(row.kind)
    return None if lead is None else lead(row)


def composed_in(row: DocumentLine) -> tuple[str, object] | None:
    """The same for writing it; the programme that the kit lacks is begun in its section."""
    return BEGUN_ELSEWHERE[FormMasterKind.PROGRAM] if row.is_wanted and row.kit_code == _PROGRAM else leads_to(row)
