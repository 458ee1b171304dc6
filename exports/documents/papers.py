"""Every printed paper by its name: which data fill which layout (domain.md §5)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from exports.documents.certificate import CERTIFICATE
from exports.documents.forms import PrintedForm
from exports.documents.intake import INTAKE
from exports.documents.people import PEOPLE
from exports.documents.portfolio import PORTFOLIO
from exports.documents.report import REPORT
from exports.documents.stacked import StackedForm
from models.rows.analytics import AnalyticsPaper
from models.rows.certificates_print import CertificateBook, CertificateCheckSheet
from models.rows.diagnostics_print import ChangePaper, DeficitMap, PracticeMap, RouteSheet
from models.rows.documents_print import DocumentRegisterPaper
from models.rows.exchange_print import ExchangeJournalPaper
from models.rows.feedback import FeedbackForm, FeedbackPaper
from models.rows.indicators import IndicatorPaper
from models.rows.journals_print import AttendanceJournal, ConsultationJournal, EventJournal, RegistrationSheet
from models.rows.minutes_print import Minutes
from models.rows.orders_print import OrderPaper
from models.rows.person_print import PersonPaper
from models.rows.personal_acts import DestructionAct
from models.rows.personal_data import ConsentSheet, KeptDataPaper, RegisterPaper
from models.rows.plan_print import PlanHistoryPaper, PlanPaper, RoadmapPaper
from models.rows.program_print import ProgramPaper
from models.rows.recovery_sheet import RecoverySheet
from models.rows.requirements_print import RequirementSheet
from models.rows.team_papers import TeamWorksPaper, WeekSheet
from models.rows.works_print import AssignmentSheet, DiarySheet, ReviewSheet

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
PROGRAM = PrintedForm(
    "program.json",
    ProgramPaper,
    texts=("explanatory_note", "goal", "results", "conditions", "assessment", "literature"),
)
MINUTES = PrintedForm("minutes.json", Minutes, texts=("attended", "guests"))
ENROLLMENT_ORDER = PrintedForm("enrollment_order.json", OrderPaper)
CONSENT_PROCESSING = PrintedForm("consent_processing.json", ConsentSheet)
CONSENT_PUBLICATION = PrintedForm("consent_publication.json", ConsentSheet)
CONSENT_FRDO = PrintedForm("consent_frdo.json", ConsentSheet)
KEPT_DATA = PrintedForm("kept_data.json", KeptDataPaper)
PERSONAL_DATA_REGISTER = PrintedForm("personal_data_register.json", RegisterPaper)
EXCHANGE_JOURNAL = PrintedForm("exchange_journal.json", ExchangeJournalPaper)
RECOVERY_SHEET = PrintedForm("recovery_sheet.json", RecoverySheet)
DESTRUCTION_ACT = PrintedForm("destruction_act.json", DestructionAct)
CERTIFICATE_BOOK = PrintedForm("certificate_book.json", CertificateBook)
CERTIFICATE_CHECK = PrintedForm("certificate_check.json", CertificateCheckSheet)
DEFICIT_MAP = StackedForm(PrintedForm("deficit_map.json", DeficitMap))
PRACTICE_MAP = StackedForm(PrintedForm("practice_map.json", PracticeMap))
ROUTE = StackedForm(PrintedForm("route.json", RouteSheet))
DIAGNOSTIC_CHANGE = PrintedForm("diagnostic_change.json", ChangePaper)
ASSIGNMENT_SHEET = PrintedForm("assignment_sheet.json", AssignmentSheet)
REQUIREMENT_SHEET = PrintedForm("requirement_sheet.json", RequirementSheet)
PEER_REVIEW = StackedForm(PrintedForm("peer_review.json", ReviewSheet))
DIARY = StackedForm(PrintedForm("diary.json", DiarySheet))
PERSON_CARD = PrintedForm("person_card.json", PersonPaper)
DOCUMENT_REGISTER = PrintedForm("document_register.json", DocumentRegisterPaper)
FEEDBACK = PrintedForm("feedback.json", FeedbackPaper)
FEEDBACK_FORM = PrintedForm("feedback_form.json", FeedbackForm)
INDICATORS = PrintedForm("indicators.json", IndicatorPaper)
ANALYTICS = PrintedForm("analytics.json", AnalyticsPaper)
SPEAKER_CERTIFICATE = PrintedForm("speaker_certificate.json", TeamWorksPaper)
TEAM_WORKS = PrintedForm("team_works.json", TeamWorksPaper)
WEEK_SHEET = PrintedForm("week_sheet.json", WeekSheet)

PAPERS: Mapping[str, PrintedForm[Any] | StackedForm[Any]] = MappingProxyType(
    {
        "report": REPORT,
        "indicators": INDICATORS,
        "analytics": ANALYTICS,
        "speaker-certificate": SPEAKER_CERTIFICATE,
        "team-works": TEAM_WORKS,
        "week-sheet": WEEK_SHEET,
        "plan": PLAN,
        "roadmap": ROADMAP,
        "plan-history": PLAN_HISTORY,
        "event-journal": EVENT_JOURNAL,
        "attendance-journal": ATTENDANCE_JOURNAL,
        "consultation-journal": CONSULTATION_JOURNAL,
        "registration-sheet": REGISTRATION_SHEET,
        "registration-sheet-contacts": REGISTRATION_SHEET_WITH_CONTACTS,
        "minutes": MINUTES,
        "program": PROGRAM,
        "enrollment-order": ENROLLMENT_ORDER,
        "consent-processing": CONSENT_PROCESSING,
        "consent-publication": CONSENT_PUBLICATION,
        "consent-frdo": CONSENT_FRDO,
        "kept-data": KEPT_DATA,
        "personal-data-register": PERSONAL_DATA_REGISTER,
        "exchange-journal": EXCHANGE_JOURNAL,
        "recovery-sheet": RECOVERY_SHEET,
        "destruction-act": DESTRUCTION_ACT,
        "certificate": CERTIFICATE,
        "certificate-book": CERTIFICATE_BOOK,
        "certificate-check": CERTIFICATE_CHECK,
        "deficit-map": DEFICIT_MAP,
        "practice-map": PRACTICE_MAP,
        "route": ROUTE,
        "diagnostic-change": DIAGNOSTIC_CHANGE,
        "assignment-sheet": ASSIGNMENT_SHEET,
        "requirement-sheet": REQUIREMENT_SHEET,
        "peer-review": PEER_REVIEW,
        "diary": DIARY,
        "portfolio": PORTFOLIO,
        "feedback": FEEDBACK,
        "feedback-form": FEEDBACK_FORM,
        "roster": PEOPLE,
        "person-card": PERSON_CARD,
        "document-register": DOCUMENT_REGISTER,
        "intake-form": INTAKE,
    }
)
"""The papers as exports/registry.py names them."""
