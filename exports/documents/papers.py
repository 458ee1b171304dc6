"""Every printed paper by its name: which data fill which layout (domain.md §5)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from exports.documents.forms import PrintedForm
from exports.documents.report import REPORT
from models.rows.journals_print import AttendanceJournal, ConsultationJournal, EventJournal, RegistrationSheet
from models.rows.minutes_print import Minutes
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
    }
)
"""The papers as exports/registry.py names them."""
