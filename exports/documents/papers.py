"""Every printed paper by its name: which data fill which layout (domain.md §5)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from exports.documents.forms import PrintedForm
from exports.documents.intake import INTAKE
from exports.documents.people import PEOPLE
from exports.documents.report import REPORT
from models.rows.journals_print import AttendanceJournal, ConsultationJournal, EventJournal, RegistrationSheet
from models.rows.minutes_print import Minutes
from models.rows.orders_print import OrderPaper
from models.rows.person_print import PersonPaper
from models.rows.personal_acts import DestructionAct
from models.rows.personal_data import ConsentSheet, KeptDataPaper, RegisterPaper
from models.rows.plan_print import PlanHistoryPaper, PlanPaper, RoadmapPaper

_PLAN_TEXTS = ("theme", "goal", "tasks")

PLAN = PrintedForm("plan.json", PlanPaper, texts=_PLAN_TEXTS)
ROADMAP = PrintedForm("roadmap.json", RoadmapPaper, texts=_PLAN_TEXTS)
PLAN_HISTORY = PrintedForm("plan_history.json", PlanHistoryPaper)
EVENT_JOURNAL = PrintedForm("event_journal.json", EventJournal)
ATTENDANCE_JOURNAL = PrintedForm("attendance_journal.json", AttendanceJournal)
CONSULTATION_JOURNAL = PrintedForm("consultation_journal.json", ConsultationJournal)
REGISTRATION_SHEET = PrintedForm("registration_sheet.json", RegistrationSheet)
REGISTRATION_SHEET_WITH_CONTACTS = PrintedForm(
    "registration_sheet.json", RegistrationSheet, shown_columns=("phone", "email")
)
MINUTES = PrintedForm("minutes.json", Minutes, texts=("attended", "guests"))
ENROLLMENT_ORDER = PrintedForm("enrollment_order.json", OrderPaper)
CONSENT_PROCESSING = PrintedForm("consent_processing.json", ConsentSheet)
CONSENT_PUBLICATION = PrintedForm("consent_publication.json", ConsentSheet)
CONSENT_FRDO = PrintedForm("consent_frdo.json", ConsentSheet)
KEPT_DATA = PrintedForm("kept_data.json", KeptDataPaper)
PERSONAL_DATA_REGISTER = PrintedForm("personal_data_register.json", RegisterPaper)
DESTRUCTION_ACT = PrintedForm("destruction_act.json", DestructionAct)
PERSON_CARD = PrintedForm("person_card.json", PersonPaper)

PAPERS: Mapping[str, PrintedForm[Any]] = MappingProxyType(
    {
        "report": REPORT,
        "plan": PLAN,
        "roadmap": ROADMAP,
        "plan-history": PLAN_HISTORY,
        "event-journal": EVENT_JOURNAL,
        "attendance-journal": ATTENDANCE_JOURNAL,
        "consultation-journal": CONSULTATION_JOURNAL,
        "registration-sheet": REGISTRATION_SHEET,
        "registration-sheet-contacts": REGISTRATION_SHEET_WITH_CONTACTS,
        "minutes": MINUTES,
        "enrollment-order": ENROLLMENT_ORDER,
        "consent-processing": CONSENT_PROCESSING,
        "consent-publication": CONSENT_PUBLICATION,
        "consent-frdo": CONSENT_FRDO,
        "kept-data": KEPT_DATA,
        "personal-data-register": PERSONAL_DATA_REGISTER,
        "destruction-act": DESTRUCTION_ACT,
        "roster": PEOPLE,
        "person-card": PERSON_CARD,
        "intake-form": INTAKE,
    }
)
"""The papers as exports/registry.py names them."""
