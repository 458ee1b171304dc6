"""Every command there is: undone, it leaves what was before; repeated, what was after (issue «Work plan», Done when).

The commands are found, not listed: one without a case here fails by its name. Cases pick from what a site holds at
that moment, so they can be done in any order; what is refused must have changed nothing.
"""

import inspect
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory
from typing import TypeVar
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from models import commands
from models.commands import (
    applications,
    assignments,
    attachments,
    certificate_numbers,
    certificate_signers,
    certificates,
    competences,
    consents,
    consultations,
    creative_works,
    diagnostics,
    diary,
    documents,
    event_import,
    events,
    feedback,
    final_works,
    indicators,
    internship_reports,
    masters,
    meetings,
    merge_people,
    non_working_days,
    orders,
    organizations,
    peer_reviews,
    people,
    plan_copy,
    plan_dates,
    plan_import,
    plan_merge,
    plans,
    practice,
    products,
    programs,
    report_life,
    report_snippets,
    reports,
    requirement_decisions,
    restricted,
    roster,
    roster_undo,
    routes,
    saved_filters,
    site,
    site_forms,
    site_keys,
    submissions,
    team,
)
from models.commands.packages import record_package
from models.commands.undo import next_redo, next_undo, redo_last, undo_last
from models.database import Database, open_database
from models.errors import UserError
from models.identity import seeded_uids
from models.kept_files import content_path
from models.key_store import KeyStore
from models.queries.integrity import check_database
from models.queries.plans import plan_items
from models.queries.report_versions import report_to_approve
from models.queries.stream_people import stream_people
from models.rows.assignments import AssignmentDraft, SubmissionDraft, SubmissionKey
from models.rows.attachments import (
    ConsentPlace,
    ConsultationPlace,
    DocumentPlace,
    EventPlace,
    MeetingPlace,
    NewFile,
    PersonPlace,
    Place,
    ProductPlace,
)
from models.rows.certificates import NumberingDraft, PaperCertificateDraft, SignerDraft, SignersDraft
from models.rows.codes import (
    ConsentPurpose,
    ConsultationKind,
    CreativeWorkKind,
    DiagnosticStage,
    DocumentStatus,
    EnrollmentStatus,
    FilePurpose,
    FormOrigin,
    InternshipReportKind,
    MeetingBody,
    Mode,
    OrderKind,
    PackageKind,
    PeerCriterion,
    PeopleShown,
    PlanItemStatus,
    PlanKind,
    PlanStatus,
    Presence,
    ProductStatus,
    ProgramKind,
    RequirementKey,
    RestrictedField,
    RestrictedNeed,
    RouteStatus,
    Sex,
    SubmissionState,
)
from models.rows.competences import AreaDraft, CompetenceDraft
from models.rows.consents import ConsentDraft, RestrictedDraft
from models.rows.consultations import ConsultationDraft
from models.rows.diagnostics import ScoreDraft
from models.rows.document_card import DocumentDraft
from models.rows.events import EventDraft, Mark
from models.rows.feedback import AnswerDraft
from models.rows.form_draft import FormDraft
from models.rows.indicator_drafts import IndicatorDraft, ValueDraft
from models.rows.masters import FormMasterKind, MadePaper, TextPaperKind, master_kind
from models.rows.meetings import AgendaDraft, DecisionDraft, MeetingDraft
from models.rows.merge import ORGANIZATION_FIELDS, PERSON_FIELDS, MergeDraft, OrganizationMergeDraft
from models.rows.non_working_days import NonWorkingDayDraft
from models.rows.orders import OrderDraft
from models.rows.organizations import SpellingDraft
from models.rows.person_page import NoteDraft
from models.rows.plan_copy import PlanCopyDraft
from models.rows.plans import PlanApproval, PlanDraft, PlanItemDraft, ProductDraft
from models.rows.programs import (
    ApplicationDraft,
    EnrollmentDraft,
    ModuleDraft,
    PlaceDraft,
    ProgramDraft,
    StreamDraft,
)
from models.rows.report import TEXT_CODES
from models.rows.reports import DETAILED, SnippetDraft, TableDetail
from models.rows.requirement_decisions import RequirementDecisionDraft
from models.rows.routes import PracticeDraft, RouteDraft, StepDraft
from models.rows.saved_filters import SavedFilterDraft
from models.rows.site import MemberDraft, OrganizationDraft, PersonDraft, RoleDraft, SiteDraft
from models.rows.text_paper_draft import TextPaperDraft
from models.rows.works import (
    CreativeWorkDraft,
    DiaryDraft,
    FinalWorkDraft,
    InternshipReportDraft,
    PeerReviewDraft,
)
from models.rules.document_kit import KIT_BY_CODE
from models.rules.measures import FILTERS_OF, MODE, REMOTE, Measure
from models.rules.periods import Period, parse_period
from models.schema.works import Certificate
from tests.conftest import SOAK
from tests.models.commands import arrange, arrange_works
from tests.models.make import HEAD, Content, clock, content, copied_database, passing_folder, store
from tests.models.program_cases import PROGRAM_CASES, write_programs

Chosen = TypeVar("Chosen")

pytestmark = pytest.mark.begun_first

DAY = date(2026, 2, 2)
WHY = "Просьба округа"
WORDS = st.text("абвгёЁ «»№-17", min_size=1, max_size=12).filter(str.strip)
NAMES = st.text("абвгдеёж", min_size=2, max_size=8).map(str.capitalize)
SURNAMES = ("Вишнёва", "Грушева", "Яблокова", "Сливина")
"""Of the site's people: no action is called by one."""
DAYS = st.integers(0, 40).map(lambda days: DAY + timedelta(days=days))
NUMBERS = st.integers(0, 9)
UNBOUND = "id NOT IN (SELECT person_id FROM enrollment UNION SELECT responsible_id FROM plan_item)"
"""People who may be removed: of the others hardly a draw in sixty is not refused."""
PERIODS = st.sampled_from(("2025-Q4", "2026-Q1", "2026-Q2", "2026-H1", "2025/26")).map(parse_period)


class NothingThereError(UserError):
    """The site holds no record of the kind that is to be changed."""

    def __init__(self) -> None:
        super().__init__("Такой записи нет.", "Выберите другую.")


@dataclass(frozen=True)
class Site:
    """A site under test: its records are picked by chance among those that are there now."""

    db: Database
    files: Path
    data: st.DataObject

    def draw(self, of: st.SearchStrategy[Chosen]) -> Chosen:
        return self.data.draw(of)

    def ids(self, table: str, where: str = "true") -> list[int]:
        sql = f"SELECT id FROM {table} WHERE {where} ORDER BY id"
        with self.db.reading() as session:
            return [id_ for (id_,) in session.connection().exec_driver_sql(sql)]

    def one(self, table: str, where: str = "true") -> int:
        ids = self.ids(table, where)
        if not ids:
            raise NothingThereError
        return self.draw(st.sampled_from(ids))

    def key(self, table: str, column: str) -> str:
        with self.db.reading() as session:
            found = session.connection().exec_driver_sql(f"SELECT {column} FROM {table} ORDER BY 1").scalars().all()
        if not found:
            raise NothingThereError
        return str(self.draw(st.sampled_from(found)))

    def some(self, table: str, where: str = "true", *, least: int = 0) -> list[int]:
        ids = self.ids(table, where)
        if len(ids) < least:
            raise NothingThereError
        return self.draw(st.lists(st.sampled_from(ids), unique=True, min_size=least, max_size=3)) if ids else []

    def maybe(self, table: str) -> int | None:
        return self.draw(st.none() | st.sampled_from(self.ids(table))) if self.ids(table) else None

    def word(self) -> str:
        return self.draw(WORDS)

    def day(self) -> date:
        return self.draw(DAYS)


# Drafts


def answers(at: Site) -> list[AnswerDraft]:
    return [
        AnswerDraft(tutor=at.draw(st.integers(1, 5)), nps=at.draw(st.none() | st.integers(0, 10)), liked=at.word())
        for _ in range(at.draw(st.integers(1, 3)))
    ]


def keep_some_answers(at: Site) -> None:
    survey = at.one("feedback_survey")
    kept = at.some("feedback_response", f"survey_id = {survey}")
    with at.db.reading() as session:
        sql = "SELECT stream_id FROM feedback_survey WHERE id = ?"
        stream_id = int(session.connection().exec_driver_sql(sql, (survey,)).scalar_one())
    feedback.keep_answers(
        at.db,
        stream_id,
        answers(at),
        changed=dict.fromkeys(kept[:1], answers(at)[0]),
        removed=kept[1:],
        held_on=at.day(),
        actor=HEAD,
    )


def event(at: Site) -> EventDraft:
    return EventDraft(
        title=at.word(),
        held_on=at.day(),
        starts_at=at.draw(st.sampled_from((None, "09:00", "15:30"))),
        duration_min=at.draw(st.integers(15, 240)),
        format_id=at.one("event_format"),
        mode=at.draw(st.sampled_from(Mode)),
        leader_id=at.one("person"),
        co_leader_ids=at.some("person"),
        stream_ids=at.some("stream"),
        function_ids=at.some("support_function"),
        plan_item_id=at.maybe("plan_item"),
        place=at.draw(st.none() | WORDS),
        total_external=at.draw(NUMBERS),
    )


def marks(at: Site) -> list[Mark]:
    states = (Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED, Presence.REMOTE)
    return [
        Mark(person, at.draw(st.sampled_from(states)), at.draw(st.none() | st.integers(1, 15)))
        for person in at.some("person", least=1)
    ]


def marks_of_some(at: Site) -> dict[int, list[Mark]]:
    return {event_id: marks(at) for event_id in at.some("event", least=1)}


def plan(at: Site) -> PlanDraft:
    starts_on = at.draw(st.sampled_from((date(2026, 1, 1), date(2026, 4, 1))))
    return PlanDraft(
        title=at.word(),
        kind=at.draw(st.sampled_from(PlanKind)),
        starts_on=starts_on,
        ends_on=date(2026, 12, 31),
        tutor_id=at.maybe("person"),
        goal=at.draw(st.none() | WORDS),
    )


def plan_item(at: Site) -> PlanItemDraft:
    due = at.day()
    status = at.draw(st.sampled_from(PlanItemStatus))
    return PlanItemDraft(
        section_id=at.one("plan_section"),
        title=at.word(),
        format_id=at.one("event_format"),
        due_from=due,
        due_to=due + timedelta(days=at.draw(NUMBERS)),
        planned_count=at.draw(NUMBERS),
        responsible_id=at.one("person"),
        planned_value=at.draw(st.none() | st.floats(0, 100)),
        task_ids=at.draw(st.sets(st.integers(1, 7), max_size=3).map(sorted)),
        status=status,
        done_on=due if status is PlanItemStatus.DONE else None,
        postponed_to=due + timedelta(days=20) if status is PlanItemStatus.POSTPONED else None,
        reason=WHY,
    )


def product(at: Site) -> ProductDraft:
    return ProductDraft(
        title=at.word(),
        kind_id=at.one("product_kind"),
        made_on=at.day(),
        status=at.draw(st.sampled_from(ProductStatus)),
        author_ids=at.some("person"),
        plan_item_id=at.maybe("plan_item"),
        event_id=at.maybe("event"),
        level=at.draw(st.none() | WORDS),
    )


def consultation(at: Site) -> ConsultationDraft:
    consultant, *advised = at.some("person", least=2)
    return ConsultationDraft(
        held_on=at.day(),
        kind=ConsultationKind.GROUP,
        mode=at.draw(st.sampled_from(Mode)),
        minutes=at.draw(st.integers(5, 90)),
        topic=at.word(),
        consultant_id=consultant,
        person_ids=advised,
        outsiders=at.draw(NUMBERS),
        event_id=at.maybe("event"),
    )


def meeting(at: Site, of: int | None = None) -> MeetingDraft:
    """New minutes, or those of a meeting that keep some of their questions and decisions."""
    held_on = at.day()
    chair, secretary, *present = at.some("person", least=2)
    kept = at.ids("agenda_item", f"meeting_id = {of}") if of is not None else []
    agenda = [
        AgendaDraft(
            id=id_,
            question=at.word(),
            speaker_id=at.maybe("person"),
            decisions=[
                DecisionDraft(
                    id=decision,
                    text=at.word(),
                    responsible_id=at.maybe("person"),
                    due_on=held_on + timedelta(days=at.draw(NUMBERS)),
                )
                for decision in (*(at.ids("decision", f"agenda_item_id = {id_}") if id_ else ()), None)
            ][: at.draw(NUMBERS)],
        )
        for id_ in [*kept, None][: at.draw(NUMBERS)]
    ]
    return MeetingDraft(
        body=at.draw(st.sampled_from(MeetingBody)),
        number=at.word(),
        held_on=held_on,
        chair_id=chair,
        secretary_id=secretary,
        attendee_ids=present,
        plan_id=at.maybe("plan"),
        agenda=agenda,
    )


def person(at: Site) -> PersonDraft:
    return PersonDraft(
        last_name=at.draw(NAMES),
        first_name=at.draw(NAMES),
        position_id=at.one("position"),
        organization_id=at.one("organization"),
        experience_years=at.draw(st.none() | st.integers(0, 40)),
    )


def organization(at: Site) -> OrganizationDraft:
    return OrganizationDraft(short_name=at.word(), municipality_id=at.maybe("municipality"), locality=at.word())


def program(at: Site) -> ProgramDraft:
    modules = [ModuleDraft(title=at.word(), hours=2, mode=Mode.REMOTE) for _ in range(at.draw(st.integers(0, 3)))]
    return ProgramDraft(title=at.word(), kind=at.draw(st.sampled_from(ProgramKind)), hours=12, modules=modules)


def competence(at: Site) -> CompetenceDraft:
    return CompetenceDraft(area_id=at.one("competence_area"), title=at.word(), indicator=at.draw(st.none() | WORDS))


def score(at: Site, enrollment_id: int) -> ScoreDraft:
    scores = st.none() | st.integers(0, 3)
    return ScoreDraft(
        enrollment_id=enrollment_id,
        competence_id=at.draw(st.integers(1, 3)),
        self_score=at.draw(scores),
        tutor_score=at.draw(scores),
        is_deficit=at.draw(st.booleans()),
        comment=at.draw(st.none() | WORDS),
    )


def step_of_route(at: Site) -> StepDraft:
    return StepDraft(
        competence_id=at.draw(st.none() | st.integers(1, 3)), deficit=at.word(), task=at.word(), due_on=at.day()
    )


def application(at: Site, person_id: int) -> ApplicationDraft:
    return ApplicationDraft(person_id=person_id, applied_on=at.day(), direction=at.draw(st.none() | WORDS))


def order(at: Site) -> OrderDraft:
    number = at.draw(st.none() | NUMBERS.map(str))
    return OrderDraft(kind=at.draw(st.sampled_from(OrderKind)), number=number, dated_on=at.day(), basis=WHY)


def stream(at: Site) -> StreamDraft:
    starts_on = at.day()
    return StreamDraft(
        program_id=at.one("program"),
        title=at.word(),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=30),
        tutor_id=at.one("person"),
        capacity=at.draw(st.none() | st.integers(2, 9)),
    )


def enrollment(at: Site, person_id: int) -> EnrollmentDraft:
    return EnrollmentDraft(
        person_id=person_id,
        status=at.draw(st.sampled_from(EnrollmentStatus)),
        enrolled_on=at.day(),
        direction=at.word(),
    )


def passport(at: Site) -> SiteDraft:
    unit = at.one("municipality")
    return SiteDraft(full_name=at.word(), short_name=at.word(), municipality_id=unit, theme=at.word())


def day_off(at: Site) -> NonWorkingDayDraft:
    return NonWorkingDayDraft(day=at.day(), title=at.word())


def entered_day(at: Site) -> date:
    with at.db.reading() as session:
        days = [day for (day,) in session.connection().exec_driver_sql("SELECT day FROM non_working_day ORDER BY day")]
    if not days:
        raise NothingThereError
    return date.fromisoformat(at.draw(st.sampled_from(days)))


def document(at: Site) -> DocumentDraft:
    return DocumentDraft(
        kit_code=at.draw(st.none() | st.sampled_from(sorted(KIT_BY_CODE))),
        title=at.word(),
        number=at.draw(st.none() | WORDS),
        dated_on=at.draw(st.none() | DAYS),
        status=at.draw(st.sampled_from(DocumentStatus)),
        parties=at.draw(st.none() | WORDS),
        note=at.draw(st.none() | WORDS),
    )


def place(at: Site) -> Place:
    kinds = {
        "event": EventPlace,
        "product": ProductPlace,
        "meeting": MeetingPlace,
        "consultation": ConsultationPlace,
        "person": PersonPlace,
        "consent": ConsentPlace,
        "document": DocumentPlace,
    }
    table = at.draw(st.sampled_from(sorted(kinds)))
    return kinds[table](at.one(table))


def consent(at: Site) -> ConsentDraft:
    return ConsentDraft(
        purpose=at.draw(st.sampled_from(ConsentPurpose)),
        signed_on=at.day(),
        valid_until=at.draw(st.none() | DAYS),
        restricted=at.draw(st.frozensets(st.sampled_from(RestrictedField))),
    )


def closed_fields(at: Site) -> None:
    """Under the consent of the template's own card, or refused under another."""
    draft = RestrictedDraft(
        need=at.draw(st.sampled_from(RestrictedNeed)),
        snils=at.draw(st.sampled_from((None, "087-654-303 00"))),
        sex=at.draw(st.sampled_from(Sex)),
    )
    covered = "EXISTS (SELECT 1 FROM consent AS c WHERE c.person_id = person.id AND c.data_scope <> '')"
    restricted.write_restricted(at.db, at.one("person", covered), draft, actor=HEAD)


def assignment(at: Site) -> AssignmentDraft:
    return AssignmentDraft(
        title=at.word(),
        is_mandatory=at.draw(st.booleans()),
        due_on=at.draw(st.none() | DAYS),
        assessment_form_id=at.maybe("assessment_form"),
    )


def submission(at: Site) -> SubmissionDraft:
    return SubmissionDraft(
        state=at.draw(st.sampled_from(SubmissionState)),
        tutor_score=at.draw(st.none() | NUMBERS),
        comment=at.draw(st.none() | WORDS),
    )


def submission_key(at: Site) -> SubmissionKey:
    return SubmissionKey(at.one("assignment"), at.one("enrollment"))


def creative_work(at: Site, stream_id: int) -> CreativeWorkDraft:
    members = at.some("enrollment", f"stream_id = {stream_id}", least=1)
    kind = CreativeWorkKind.GROUP_PROJECT if len(members) > 1 else CreativeWorkKind.INDIVIDUAL
    state = at.draw(st.sampled_from(SubmissionState))
    return CreativeWorkDraft(kind=kind, title=at.word(), state=state, member_ids=members)


def final_work(at: Site) -> FinalWorkDraft:
    return FinalWorkDraft(
        title=at.word(),
        state=at.draw(st.sampled_from(SubmissionState)),
        approbation_on=at.day(),
        self_analysis=at.word(),
        defended_on=at.draw(st.none() | DAYS),
    )


def decision(at: Site) -> RequirementDecisionDraft:
    key = at.draw(st.sampled_from(RequirementKey))
    return RequirementDecisionDraft(
        enrollment_ids=(at.one("enrollment"),), key=key, reason=at.word(), decided_on=at.day()
    )


def internship_report(at: Site) -> InternshipReportDraft:
    kind = at.draw(st.sampled_from(InternshipReportKind))
    return InternshipReportDraft(kind=kind, submitted_on=DAY, accepted_on=at.draw(st.none() | DAYS))


def peer_review(at: Site) -> PeerReviewDraft:
    marked = at.draw(st.dictionaries(st.sampled_from(PeerCriterion), st.integers(0, 2)))
    return PeerReviewDraft(scores=marked, recommendations=at.draw(st.none() | WORDS))


def diary_page(at: Site) -> DiaryDraft:
    return DiaryDraft(written_on=at.day(), done=at.word(), event_id=at.maybe("event"), tutor_note=at.word())


def file(at: Site) -> NewFile:
    return NewFile(at.word().encode(), name=at.word(), purpose=at.draw(st.sampled_from(FilePurpose)))


def picture(at: Site) -> bytes:
    """Something that begins as a WebP does."""
    return b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0" + bytes([at.draw(st.integers(0, 255))]) * 14


def text_paper(at: Site) -> TextPaperDraft:
    return TextPaperDraft(title=at.word(), number=at.draw(st.none() | WORDS), typed={"subject": at.word()})


def word_master(words: str) -> bytes:
    """What is kept as a Word document."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    made = BytesIO()
    with ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
        packed.writestr("word/document.xml", words)
    return made.getvalue()


def period(at: Site) -> Period:
    return at.draw(PERIODS)


# Cases

Case = Callable[[Site], object]


def step_of_plan(at: Site) -> None:
    status = at.draw(st.sampled_from(PlanStatus))
    approval = PlanApproval(status=status, on=at.day(), protocol_no="1", by="заведующий")
    plans.advance_plan(at.db, at.one("plan"), approval, actor=HEAD)


def copied_plan(at: Site) -> None:
    left_out = frozenset(at.some("plan_item"))
    draft = PlanCopyDraft(title=at.word(), starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31), leave_out=left_out)
    plan_copy.copy_plan(at.db, at.one("plan"), draft, actor=HEAD)


def shown_people(at: Site) -> None:
    shown = at.draw(st.sampled_from(PeopleShown))
    attachments.say_who_is_shown(at.db, at.one("attachment"), shown, person_ids=at.some("person"), actor=HEAD)


def accepted_list(at: Site) -> None:
    names = at.draw(st.lists(NAMES, unique=True, min_size=1, max_size=3))
    rows = arrange.sheet(*(arrange.trainee(name, at.draw(NAMES)) for name in names))
    roster.accept_roster(
        at.db,
        rows,
        source=roster.RosterSource("список.xlsx", "0" * 64),
        actor=HEAD,
        consents_on=at.draw(st.none() | st.just(DAY)),
        stream_id=at.maybe("stream"),
    )


def ordered(at: Site) -> None:
    stream_id = at.one("stream")
    inside = at.ids("enrollment", f"stream_id = {stream_id}")
    if not inside:
        raise NothingThereError
    named = at.draw(st.lists(st.sampled_from(inside), unique=True, min_size=1, max_size=3))
    orders.order_people(at.db, order(at), stream_id, named, actor=HEAD, to_stream_id=at.maybe("stream"))


def diagnosed(at: Site, write: Callable[..., object]) -> None:
    """Cells of some people of one stream."""
    stream_id = at.one("stream")
    drafts = [score(at, each) for each in at.some("enrollment", f"stream_id = {stream_id}", least=1)]
    write(at.db, stream_id, at.draw(st.sampled_from(DiagnosticStage)), drafts, filled_on=DAY, actor=HEAD)


def left_stream(at: Site) -> None:
    programs.leave_stream(at.db, at.one("stream"), at.some("person", least=1), actor=HEAD)


def changed_meeting(at: Site) -> None:
    id_ = at.one("meeting")
    meetings.change_meeting(at.db, id_, meeting(at, id_), actor=HEAD)


def indicator(at: Site) -> IndicatorDraft:
    measure = at.draw(st.none() | st.sampled_from(Measure))
    taken = sorted(FILTERS_OF[measure] - {MODE, REMOTE}) if measure is not None else []
    return IndicatorDraft.model_validate(
        {"title": at.word(), "unit": "шт.", "target": at.draw(st.none() | st.floats(0, 100)), "measure": measure}
        | dict.fromkeys(taken, at.draw(st.none() | st.integers(1, 3)))
    )


def changed_indicator(at: Site) -> None:
    indicators.change_indicator(at.db, at.one("indicator", "NOT is_builtin"), indicator(at), actor=HEAD)


def keyed_indicator(at: Site) -> None:
    value = at.draw(st.none() | st.floats(0, 100))
    draft = ValueDraft(value=value, target=at.draw(st.none() | st.floats(0, 100)), evidence=at.draw(st.none() | WORDS))
    indicators.set_indicator(at.db, at.one("indicator"), period(at).code, draft, actor=HEAD)


def added_guest(at: Site) -> None:
    events.add_guest(at.db, at.one("event"), person(at), state=Presence.PRESENT, actor=HEAD)


def role(at: Site) -> None:
    draft = RoleDraft(person_id=at.one("person"), role_id=at.one("role"), starts_on=at.day(), order_no=at.word())
    site.assign_role(at.db, draft, actor=HEAD)


def paper_certificate(at: Site) -> None:
    draft = PaperCertificateDraft(
        stream_id=at.one("stream"),
        person_id=at.one("person"),
        reg_no=at.draw(st.integers(1, 30)),
        issue_date=at.day(),
        hours=12,
        basis=at.word(),
    )
    certificates.record_paper_certificate(at.db, draft, actor=HEAD)


def reworded(at: Site) -> None:
    id_ = at.one("certificate", "state = 'prepared'")
    name, keys = at.draw(st.none() | WORDS), KeyStore.under(at.db.path.parent)
    certificates.reword_certificate(at.db, id_, name, keys=keys, actor=HEAD)


def signers(at: Site) -> None:
    who = [SignerDraft(person_id=each, position=at.word()) for each in at.some("person")[:2]]
    certificate_signers.save_signers(at.db, SignersDraft(signers=tuple(who)), actor=HEAD)


def member(at: Site) -> None:
    draft = MemberDraft(
        last_name=at.draw(NAMES),
        first_name=at.draw(NAMES),
        position_id=at.one("position"),
        role_id=at.one("role"),
        starts_on=at.day(),
    )
    team.add_member(at.db, draft, actor=HEAD)


def own_form(at: Site) -> FormDraft:
    form, origin = at.draw(st.sampled_from(("plan", "report"))), at.draw(st.sampled_from(FormOrigin))
    return FormDraft(form=form, content=at.draw(st.sampled_from(("{}", "{ }"))), origin=origin)


def report_text(at: Site) -> None:
    section = at.draw(st.sampled_from(sorted(TEXT_CODES)))
    reports.save_report_text(at.db, period(at), section, at.word(), actor=HEAD)


def snippet(at: Site) -> SnippetDraft:
    section = at.draw(st.none() | st.sampled_from(sorted(TEXT_CODES)))
    return SnippetDraft(title=at.word(), text=at.word(), section=section)


def detail(at: Site) -> dict[str, TableDetail]:
    return at.draw(st.dictionaries(st.sampled_from(DETAILED), st.sampled_from(TableDetail)))


def added_creative_work(at: Site) -> None:
    stream_id = at.one("stream")
    creative_works.add_creative_work(at.db, stream_id, creative_work(at, stream_id), actor=HEAD)


def changed_creative_work(at: Site) -> None:
    id_ = at.one("creative_work")
    (stream_id,) = at.ids("stream", f"id = (SELECT stream_id FROM creative_work WHERE id = {id_})")
    creative_works.change_creative_work(at.db, id_, creative_work(at, stream_id), actor=HEAD)


def written_text_paper(at: Site) -> None:
    paper = at.draw(st.sampled_from((TextPaperKind.ORDER, TextPaperKind.CONTRACT)))
    before = at.ids("document", f"template = '{paper.value}'")
    again = at.draw(st.sampled_from((None, *before)))
    made = MadePaper(at.word().encode(), "prikaz.txt")
    masters.write_text_paper(at.db, at.files, paper, text_paper(at), made, document_id=again, actor=HEAD)


def adopted_master(at: Site) -> None:
    paper = at.draw(st.sampled_from((*TextPaperKind, *FormMasterKind)))
    masters.adopt_master(at.db, at.files, paper, word_master(at.word()), name=at.word(), actor=HEAD)


def dropped_master(at: Site) -> None:
    masters.drop_master(at.db, master_kind(at.key("site_master", "paper")), actor=HEAD)


CASES: dict[str, Case] = {
    "applications.apply": lambda at: applications.apply(
        at.db, at.one("stream"), [application(at, each) for each in at.some("person", least=1)], actor=HEAD
    ),
    "applications.change_place": lambda at: applications.change_place(
        at.db, at.one("enrollment"), PlaceDraft(direction=at.word(), individual_path=at.word()), actor=HEAD
    ),
    "assignments.add_assignment": lambda at: assignments.add_assignment(
        at.db, at.one("module"), assignment(at), actor=HEAD
    ),
    "assignments.change_assignment": lambda at: assignments.change_assignment(
        at.db, at.one("assignment"), assignment(at), actor=HEAD
    ),
    "assignments.move_assignment": lambda at: assignments.move_assignment(
        at.db, at.one("assignment"), at.draw(NUMBERS), actor=HEAD
    ),
    "assignments.remove_assignment": lambda at: assignments.remove_assignment(at.db, at.one("assignment"), actor=HEAD),
    "assignments.set_terms": lambda at: assignments.set_terms(
        at.db,
        at.one("stream"),
        {each: at.draw(st.none() | DAYS) for each in at.some("assignment", least=1)},
        actor=HEAD,
    ),
    "attachments.attach_files": lambda at: attachments.attach_files(
        at.db, at.files, [file(at), file(at)], place=place(at), actor=HEAD
    ),
    "attachments.attach_file": lambda at: attachments.attach_file(
        at.db, at.files, file(at), place=place(at), actor=HEAD
    ),
    "attachments.choose_emblem": lambda at: attachments.choose_emblem(
        at.db, at.files, at.draw(st.just(None) | st.just(NewFile(picture(at)))), actor=HEAD
    ),
    "attachments.describe_file": lambda at: attachments.describe_file(
        at.db, at.one("attachment_use"), purpose=FilePurpose.OTHER, caption=at.word(), actor=HEAD
    ),
    "attachments.detach_file": lambda at: attachments.detach_file(at.db, at.one("attachment_use"), actor=HEAD),
    "attachments.keep_original": lambda at: attachments.keep_original(
        at.db, at.files, at.one("attachment"), picture(at), actor=HEAD
    ),
    "attachments.say_who_is_shown": shown_people,
    "certificate_numbers.set_first_number": lambda at: certificate_numbers.set_first_number(
        at.db, NumberingDraft(year=2026, first_no=at.draw(st.integers(1, 99))), actor=HEAD
    ),
    "certificate_signers.save_signers": signers,
    "certificates.hand_over": lambda at: certificates.hand_over(
        at.db, at.some("certificate", "state = 'prepared'", least=1), DAY + timedelta(days=60), actor=HEAD
    ),
    "certificates.record_paper_certificate": paper_certificate,
    "certificates.remove_paper_certificate": lambda at: certificates.remove_paper_certificate(
        at.db, at.one("certificate"), actor=HEAD
    ),
    "certificates.reword_certificate": reworded,
    "consents.change_consent": lambda at: consents.change_consent(at.db, at.one("consent"), consent(at), actor=HEAD),
    "consents.give_consent": lambda at: consents.give_consent(at.db, at.one("person"), consent(at), actor=HEAD),
    "consents.remove_consent": lambda at: consents.remove_consent(at.db, at.one("consent"), actor=HEAD),
    "consents.resume_processing": lambda at: consents.resume_processing(
        at.db, at.one("person", "pd_state = 'blocked'"), actor=HEAD
    ),
    "consents.withdraw_consent": lambda at: consents.withdraw_consent(at.db, at.one("consent"), at.day(), actor=HEAD),
    "competences.add_area": lambda at: competences.add_area(at.db, AreaDraft(title=at.word()), actor=HEAD),
    "competences.add_competence": lambda at: competences.add_competence(at.db, competence(at), actor=HEAD),
    "competences.change_competence": lambda at: competences.change_competence(
        at.db, at.one("competence", "NOT is_builtin"), competence(at), actor=HEAD
    ),
    "competences.hide_competences": lambda at: competences.hide_competences(
        at.db, at.some("competence", least=1), actor=HEAD
    ),
    "competences.order_areas": lambda at: competences.order_areas(at.db, at.some("competence_area"), actor=HEAD),
    "competences.order_competences": lambda at: competences.order_competences(
        at.db, at.one("competence_area"), at.some("competence"), actor=HEAD
    ),
    "competences.remove_area": lambda at: competences.remove_area(
        at.db, at.one("competence_area", "NOT is_builtin"), actor=HEAD
    ),
    "competences.remove_competence": lambda at: competences.remove_competence(
        at.db, at.one("competence", "NOT is_builtin"), actor=HEAD
    ),
    "competences.rename_area": lambda at: competences.rename_area(
        at.db, at.one("competence_area", "NOT is_builtin"), AreaDraft(title=at.word()), actor=HEAD
    ),
    "competences.show_competences": lambda at: competences.show_competences(
        at.db, at.some("competence", least=1), actor=HEAD
    ),
    "consultations.add_consultation": lambda at: consultations.add_consultation(at.db, consultation(at), actor=HEAD),
    "consultations.change_consultation": lambda at: consultations.change_consultation(
        at.db, at.one("consultation"), consultation(at), actor=HEAD
    ),
    "consultations.remove_consultation": lambda at: consultations.remove_consultation(
        at.db, at.one("consultation"), actor=HEAD
    ),
    "creative_works.add_creative_work": added_creative_work,
    "creative_works.change_creative_work": changed_creative_work,
    "creative_works.remove_creative_work": lambda at: creative_works.remove_creative_work(
        at.db, at.one("creative_work"), actor=HEAD
    ),
    "diary.add_diary_entry": lambda at: diary.add_diary_entry(at.db, at.one("enrollment"), diary_page(at), actor=HEAD),
    "diary.change_diary_entry": lambda at: diary.change_diary_entry(
        at.db, at.one("diary_entry"), diary_page(at), actor=HEAD
    ),
    "diary.remove_diary_entry": lambda at: diary.remove_diary_entry(at.db, at.one("diary_entry"), actor=HEAD),
    "event_import.accept_events": lambda at: event_import.accept_events(at.db, [event(at), event(at)], actor=HEAD),
    "event_import.accept_marks": lambda at: event_import.accept_marks(at.db, marks_of_some(at), actor=HEAD),
    "documents.add_document": lambda at: documents.add_document(at.db, document(at), actor=HEAD),
    "documents.change_document": lambda at: documents.change_document(
        at.db, at.one("document"), document(at), actor=HEAD
    ),
    "documents.remove_document": lambda at: documents.remove_document(at.db, at.one("document"), actor=HEAD),
    "documents.set_document_status": lambda at: documents.set_document_status(
        at.db, at.one("document"), at.draw(st.sampled_from(DocumentStatus)), actor=HEAD
    ),
    "events.add_guest": added_guest,
    "events.change_event": lambda at: events.change_event(at.db, at.one("event"), event(at), actor=HEAD),
    "events.clear_marks": lambda at: events.clear_marks(at.db, at.one("event"), at.some("person", least=1), actor=HEAD),
    "events.mark_attendance": lambda at: events.mark_attendance(at.db, at.one("event"), marks(at), actor=HEAD),
    "events.mark_many": lambda at: events.mark_many(
        at.db, marks_of_some(at), cleared={at.one("event"): at.some("person")}, actor=HEAD
    ),
    "events.record_event": lambda at: events.record_event(at.db, event(at), actor=HEAD),
    "diagnostics.accept_self_scores": lambda at: diagnosed(at, diagnostics.accept_self_scores),
    "diagnostics.date_cards": lambda at: diagnostics.date_cards(
        at.db, at.some("enrollment", least=1), at.draw(st.sampled_from(DiagnosticStage)), at.day(), actor=HEAD
    ),
    "diagnostics.write_scores": lambda at: diagnosed(at, diagnostics.write_scores),
    "events.remove_event": lambda at: events.remove_event(at.db, at.one("event"), actor=HEAD),
    "events.repeat_event": lambda at: events.repeat_event(at.db, at.one("event"), {at.day(), at.day()}, actor=HEAD),
    "events.set_guests": lambda at: events.set_guests(at.db, at.one("event"), at.draw(NUMBERS), actor=HEAD),
    "final_works.remove_final_work": lambda at: final_works.remove_final_work(at.db, at.one("final_work"), actor=HEAD),
    "final_works.write_final_work": lambda at: final_works.write_final_work(
        at.db, at.one("enrollment"), final_work(at), actor=HEAD
    ),
    "indicators.add_indicator": lambda at: indicators.add_indicator(at.db, indicator(at), actor=HEAD),
    "indicators.change_indicator": changed_indicator,
    "indicators.hide_indicators": lambda at: indicators.hide_indicators(
        at.db, at.some("indicator", least=1), actor=HEAD
    ),
    "indicators.order_indicators": lambda at: indicators.order_indicators(at.db, at.some("indicator"), actor=HEAD),
    "indicators.remove_indicator": lambda at: indicators.remove_indicator(
        at.db, at.one("indicator", "NOT is_builtin"), actor=HEAD
    ),
    "indicators.set_indicator": keyed_indicator,
    "indicators.show_indicators": lambda at: indicators.show_indicators(
        at.db, at.some("indicator", "is_hidden", least=1), actor=HEAD
    ),
    "internship_reports.remove_internship_report": lambda at: internship_reports.remove_internship_report(
        at.db, at.one("internship_report"), actor=HEAD
    ),
    "internship_reports.write_internship_report": lambda at: internship_reports.write_internship_report(
        at.db, at.one("enrollment"), internship_report(at), actor=HEAD
    ),
    "masters.adopt_master": adopted_master,
    "masters.drop_master": dropped_master,
    "masters.write_text_paper": written_text_paper,
    "meetings.add_meeting": lambda at: meetings.add_meeting(at.db, meeting(at), actor=HEAD),
    "meetings.change_meeting": changed_meeting,
    "meetings.mark_decision_done": lambda at: meetings.mark_decision_done(
        at.db, at.one("decision"), DAY + timedelta(days=60), actor=HEAD
    ),
    "meetings.remove_meeting": lambda at: meetings.remove_meeting(at.db, at.one("meeting"), actor=HEAD),
    "merge_people.merge_people": lambda at: merge_people.merge_people(
        at.db,
        at.one("person"),
        at.one("person"),
        MergeDraft(from_gone=at.draw(st.frozensets(st.sampled_from(sorted(PERSON_FIELDS))))),
        actor=HEAD,
    ),
    "merge_people.set_people_apart": lambda at: merge_people.set_people_apart(
        at.db, at.one("person"), at.one("person"), actor=HEAD
    ),
    "merge_people.split_people": lambda at: merge_people.split_people(at.db, at.key("person_alias", "uid"), actor=HEAD),
    "non_working_days.add_non_working_day": lambda at: non_working_days.add_non_working_day(
        at.db, day_off(at), actor=HEAD
    ),
    "non_working_days.add_statutory_days": lambda at: non_working_days.add_statutory_days(
        at.db, at.draw(st.integers(2024, 2035)), actor=HEAD
    ),
    "non_working_days.change_non_working_day": lambda at: non_working_days.change_non_working_day(
        at.db, entered_day(at), day_off(at), actor=HEAD
    ),
    "non_working_days.remove_non_working_day": lambda at: non_working_days.remove_non_working_day(
        at.db, entered_day(at), actor=HEAD
    ),
    "orders.order_people": ordered,
    "orders.change_order": lambda at: orders.change_order(at.db, at.one("enrollment_order"), order(at), actor=HEAD),
    "orders.remove_order": lambda at: orders.remove_order(at.db, at.one("enrollment_order"), actor=HEAD),
    "organizations.change_organization": lambda at: organizations.change_organization(
        at.db, at.one("organization"), organization(at), actor=HEAD
    ),
    "organizations.forget_municipality_spellings": lambda at: organizations.forget_municipality_spellings(
        at.db, [at.key("municipality_spelling", "spelling_key")], actor=HEAD
    ),
    "organizations.merge_organizations": lambda at: organizations.merge_organizations(
        at.db,
        at.one("organization"),
        at.one("organization"),
        OrganizationMergeDraft(from_gone=at.draw(st.frozensets(st.sampled_from(sorted(ORGANIZATION_FIELDS))))),
        actor=HEAD,
    ),
    "organizations.remove_organizations": lambda at: organizations.remove_organizations(
        at.db, at.some("organization", "id NOT IN (SELECT organization_id FROM person)", least=1), actor=HEAD
    ),
    "organizations.set_organizations_apart": lambda at: organizations.set_organizations_apart(
        at.db, at.one("organization"), at.one("organization"), actor=HEAD
    ),
    "organizations.spell_municipality": lambda at: organizations.spell_municipality(
        at.db, SpellingDraft(spelling=at.word(), municipality_id=at.one("municipality")), actor=HEAD
    ),
    "organizations.split_organizations": lambda at: organizations.split_organizations(
        at.db, at.key("organization_alias", "uid"), actor=HEAD
    ),
    "peer_reviews.give_out_reviews": lambda at: peer_reviews.give_out_reviews(
        at.db, at.one("stream"), per_work=at.draw(st.integers(1, 2)), actor=HEAD
    ),
    "peer_reviews.remove_review": lambda at: peer_reviews.remove_review(at.db, at.one("peer_review"), actor=HEAD),
    "peer_reviews.write_review": lambda at: peer_reviews.write_review(
        at.db, at.one("peer_review"), peer_review(at), actor=HEAD
    ),
    "people.add_trainee": lambda at: people.add_trainee(at.db, person(at), place=organization(at), actor=HEAD),
    "people.change_note": lambda at: people.change_note(
        at.db, at.one("person"), NoteDraft(note=at.draw(st.just("") | WORDS)), actor=HEAD
    ),
    "people.change_trainee": lambda at: people.change_trainee(at.db, at.one("person"), person(at), actor=HEAD),
    "people.remove_trainees": lambda at: people.remove_trainees(at.db, at.some("person", UNBOUND, least=1), actor=HEAD),
    "plan_copy.copy_plan": copied_plan,
    "plan_dates.move_plan_item_dates": lambda at: plan_dates.move_plan_item_dates(
        at.db, at.one("plan_item"), to=at.day(), actor=HEAD, amendment=WHY
    ),
    "plan_import.accept_plan_rows": lambda at: plan_import.accept_plan_rows(
        at.db, at.one("plan"), [plan_item(at), plan_item(at)], actor=HEAD, amendment=WHY
    ),
    "plan_merge.merge_plans": lambda at: plan_merge.merge_plans(
        at.db, at.one("plan", "kind = 'year'"), [at.one("plan", "kind = 'quarter'")], actor=HEAD, amendment=WHY
    ),
    "plan_merge.unmerge_plan": lambda at: plan_merge.unmerge_plan(
        at.db, at.one("plan", "parent_id IS NOT NULL"), actor=HEAD, amendment=WHY
    ),
    "plans.add_plan": lambda at: plans.add_plan(at.db, plan(at), actor=HEAD),
    "plans.add_plan_item": lambda at: plans.add_plan_item(
        at.db, at.one("plan"), plan_item(at), actor=HEAD, amendment=WHY
    ),
    "plans.advance_plan": step_of_plan,
    "plans.change_plan": lambda at: plans.change_plan(at.db, at.one("plan"), plan(at), actor=HEAD, amendment=WHY),
    "plans.change_plan_item": lambda at: plans.change_plan_item(
        at.db, at.one("plan_item"), plan_item(at), actor=HEAD, amendment=WHY
    ),
    "plans.remove_plan": lambda at: plans.remove_plan(at.db, at.one("plan"), actor=HEAD),
    "plans.remove_plan_item": lambda at: plans.remove_plan_item(at.db, at.one("plan_item"), actor=HEAD, amendment=WHY),
    "practice.add_practice": lambda at: practice.add_practice(
        at.db, at.one("enrollment"), PracticeDraft(technique=at.word()), actor=HEAD
    ),
    "practice.change_practice": lambda at: practice.change_practice(
        at.db, at.one("practice_result"), PracticeDraft(technique=at.word(), result=at.word()), actor=HEAD
    ),
    "practice.remove_practice": lambda at: practice.remove_practice(
        at.db, at.some("practice_result", least=1), actor=HEAD
    ),
    "products.add_product": lambda at: products.add_product(at.db, product(at), actor=HEAD),
    "products.change_product": lambda at: products.change_product(at.db, at.one("product"), product(at), actor=HEAD),
    "products.remove_product": lambda at: products.remove_product(at.db, at.one("product"), actor=HEAD),
    **PROGRAM_CASES,
    "feedback.accept_answers": lambda at: feedback.accept_answers(
        at.db, at.one("stream"), answers(at), held_on=at.day(), actor=HEAD
    ),
    "feedback.keep_answers": keep_some_answers,
    "feedback.date_survey": lambda at: feedback.date_survey(at.db, at.one("stream"), at.day(), actor=HEAD),
    "programs.add_program": lambda at: programs.add_program(at.db, program(at), actor=HEAD),
    "programs.add_stream": lambda at: programs.add_stream(
        at.db, stream(at), program=program(at), people=at.some("person"), actor=HEAD
    ),
    "programs.change_stream": lambda at: programs.change_stream(at.db, at.one("stream"), stream(at), actor=HEAD),
    "programs.enroll": lambda at: programs.enroll(
        at.db, at.one("stream"), [enrollment(at, at.one("person"))], actor=HEAD
    ),
    "programs.enroll_people": lambda at: programs.enroll_people(
        at.db, at.one("stream"), at.some("person", least=1), actor=HEAD
    ),
    "programs.expel": lambda at: programs.expel(at.db, at.one("enrollment"), at.day(), actor=HEAD),
    "programs.leave_stream": left_stream,
    "programs.remove_streams": lambda at: programs.remove_streams(at.db, at.some("stream", least=1), actor=HEAD),
    "requirement_decisions.decide_requirement": lambda at: requirement_decisions.decide_requirement(
        at.db, decision(at), actor=HEAD
    ),
    "requirement_decisions.withdraw_decisions": lambda at: requirement_decisions.withdraw_decisions(
        at.db, [at.one("requirement_override")], actor=HEAD
    ),
    "report_life.choose_detail": lambda at: report_life.choose_detail(
        at.db, at.one("report", "status = 'draft'"), detail(at), actor=HEAD
    ),
    "report_life.reopen_report": lambda at: report_life.reopen_report(
        at.db, at.one("report", "snapshot IS NOT NULL"), at.word(), actor=HEAD
    ),
    "report_snippets.remove_snippet": lambda at: report_snippets.remove_snippet(
        at.db, at.one("report_snippet"), actor=HEAD
    ),
    "report_snippets.save_snippet": lambda at: report_snippets.save_snippet(
        at.db, snippet(at), actor=HEAD, snippet_id=at.maybe("report_snippet")
    ),
    "reports.begin_report": lambda at: reports.begin_report(at.db, period(at), actor=HEAD),
    "reports.save_report_text": report_text,
    "restricted.clear_restricted": lambda at: restricted.clear_restricted(
        at.db, int(at.key("person_restricted", "person_id")), actor=HEAD
    ),
    "restricted.write_restricted": closed_fields,
    "roster.accept_roster": accepted_list,
    "roster_undo.undo_batch": lambda at: roster_undo.undo_batch(at.db, at.one("import_batch"), actor=HEAD),
    "routes.add_step": lambda at: routes.add_step(at.db, at.one("enrollment"), step_of_route(at), actor=HEAD),
    "routes.change_step": lambda at: routes.change_step(at.db, at.one("route_item"), step_of_route(at), actor=HEAD),
    "routes.finish_steps": lambda at: routes.finish_steps(
        at.db, at.some("route_item", least=1), at.draw(st.none() | st.just(DAY)), actor=HEAD
    ),
    "routes.make_routes": lambda at: routes.make_routes(at.db, at.some("enrollment", least=1), actor=HEAD),
    "routes.order_steps": lambda at: routes.order_steps(at.db, at.one("enrollment"), at.some("route_item"), actor=HEAD),
    "routes.remove_route": lambda at: routes.remove_route(at.db, at.one("enrollment"), actor=HEAD),
    "routes.remove_steps": lambda at: routes.remove_steps(at.db, at.some("route_item", least=1), actor=HEAD),
    "routes.save_route": lambda at: routes.save_route(
        at.db,
        at.one("enrollment"),
        RouteDraft(goal=at.word(), starts_on=DAY, status=at.draw(st.sampled_from(RouteStatus))),
        actor=HEAD,
    ),
    "saved_filters.remove_filter": lambda at: saved_filters.remove_filter(at.db, at.one("saved_filter"), actor=HEAD),
    "saved_filters.rename_filter": lambda at: saved_filters.rename_filter(
        at.db, at.one("saved_filter"), at.word(), actor=HEAD
    ),
    "saved_filters.save_filter": lambda at: saved_filters.save_filter(
        at.db, SavedFilterDraft(section="trainees", title=at.word(), wanted="{}"), actor=HEAD
    ),
    "site.add_organization": lambda at: site.add_organization(at.db, organization(at), actor=HEAD),
    "site.add_person": lambda at: site.add_person(at.db, person(at), actor=HEAD),
    "site.assign_role": role,
    "site.save_site": lambda at: site.save_site(at.db, passport(at), actor=HEAD),
    "site_forms.adopt_forms": lambda at: site_forms.adopt_forms(at.db, [own_form(at), own_form(at)], actor=HEAD),
    "site_forms.return_shipped_forms": lambda at: site_forms.return_shipped_forms(
        at.db, [at.key("site_form", "form")], actor=HEAD
    ),
    "submissions.mark_submissions": lambda at: submissions.mark_submissions(
        at.db, [submission_key(at)], at.draw(st.sampled_from(SubmissionState)), actor=HEAD
    ),
    "submissions.remove_submission": lambda at: submissions.remove_submission(at.db, at.one("submission"), actor=HEAD),
    "submissions.write_submission": lambda at: submissions.write_submission(
        at.db, submission_key(at), submission(at), actor=HEAD
    ),
    "team.add_member": member,
    "team.describe_site": lambda at: team.describe_site(at.db, passport(at), actor=HEAD),
    "team.end_role": lambda at: team.end_role(at.db, at.one("role_assignment"), at.day(), actor=HEAD),
}

NOT_TURNED_BACK = {
    "frdo.hand_over_to_frdo": "a line of the register, which is never turned back",
    "personal_data_register.hand_over_kept_data": "a line of the register, which is never turned back",
    "restricted.reveal_restricted": "a line of the register, which is never turned back",
    "certificates.annul_certificate": "the register keeps what was annulled",
    "certificates.issue_certificates": "a number that was given out is not given out again: it is annulled",
    "certificates.issue_duplicate": "a number that was given out is not given out again: it is annulled",
    "site_keys.current_key": "a key that has signed is not unmade",
    "site_keys.renew_key": "the key that it retires is gone",
    "site_keys.restore_key": "the key that came back is the one there was",
    "institute_link.accept_invitation": "whom the site trusts is taken back by forgetting ИРО",
    "institute_link.confirm_fingerprint": "a telephone call took place",
    "institute_link.forget_institute": "a new invitation takes its place",
    "institute_link.replace_site_key": "the key that it retires is gone",
    "receipts.take_receipt": "only another receipt of ИРО changes what it said",
    "receipts.take_receipts": "only another receipt of ИРО changes what it said",
    "depersonalise.depersonalise": "the law wants it for good",
    "depersonalise.destroy_person": "the law wants it for good",
    "report_life.approve_report": "what was approved stays: a correcting report takes its place",
    "report_life.keep_redrawn_files": "the files that they replace are gone for good",
    "packages.record_package": "a number that was given out is not given out again: a new package takes its place",
    "packages.record_sealed": "the same, and its file lies in the outbox",
    "outbox.begin_attempt": "bytes that went to a server do not come back",
    "outbox.choose_night": "chosen again",
    "outbox.end_attempt": "a line of the journal of exchange",
    "outbox.enqueue": "`withdraw` takes it back",
    "outbox.handed_over": "a line of the journal of exchange: what was handed over is not called back",
    "outbox.hold": "`resume` takes it back",
    "outbox.move_down": "`move_up` takes it back",
    "outbox.move_up": "`move_down` takes it back",
    "outbox.pause": "`resume` takes it back",
    "outbox.remember_upload": "where a server keeps what it has",
    "outbox.resume": "`pause` takes it back",
    "outbox.switch_road": "switched again",
    "outbox.take_up_again": "puts right what a kill left",
    "outbox.withdraw": "`enqueue` takes it back",
    "undo.undo_last": "turns back itself",
    "undo.undo_back_to": "turns back itself",
    "undo.redo_last": "repeats itself",
}
"""Command → why «Вернуть» does not take it back."""


def commands_there_are() -> set[str]:
    """Public functions of models/commands that take the database and who acts."""
    found: set[str] = set()
    for module in iter_modules(commands.__path__):
        written = import_module(f"{commands.__name__}.{module.name}")
        for name, function in inspect.getmembers(written, inspect.isfunction):
            asks = inspect.signature(function).parameters
            if function.__module__ == written.__name__ and not name.startswith("_") and {"db", "actor"} <= asks.keys():
                found.add(f"{module.name}.{name}")
    return found


def hand_in(db: Database, stream_id: int, places: list[int]) -> None:
    """Something of everything that trainees make."""
    module_id = arrange_works.module(db, stream_id)
    first = arrange_works.assignment(db, module_id)
    arrange_works.assignment(db, module_id, "Видеоотчёт", is_mandatory=False)
    submissions.mark_submissions(db, [SubmissionKey(first, places[0])], SubmissionState.SUBMITTED, actor=HEAD)
    assignments.set_terms(db, stream_id, {first: DAY}, actor=HEAD)
    group = CreativeWorkDraft(kind=CreativeWorkKind.GROUP_PROJECT, title="Проект", member_ids=places[:2])
    creative_works.add_creative_work(db, stream_id, group, actor=HEAD)
    for place in places:
        arrange_works.final_work(db, place)
    peer_reviews.give_out_reviews(db, stream_id, per_work=1, actor=HEAD)
    counted = RequirementDecisionDraft(
        enrollment_ids=tuple(places), key=RequirementKey.SEMINAR, reason="Решение совета", decided_on=DAY
    )
    requirement_decisions.decide_requirement(db, counted, actor=HEAD)
    report = InternshipReportDraft(kind=InternshipReportKind.MINI, submitted_on=DAY)
    internship_reports.write_internship_report(db, places[0], report, actor=HEAD)
    diary.add_diary_entry(db, places[0], DiaryDraft(written_on=DAY, done="Провела игру"), actor=HEAD)


def diagnose(db: Database, stream_id: int, places: Sequence[int]) -> None:
    """A deficit each, routes made from them, a technique tried, and the site's own competence."""
    own = competences.add_competence(db, CompetenceDraft(area_id=1, title="Знает край"), actor=HEAD)
    competences.add_area(db, AreaDraft(title="Краеведение"), actor=HEAD)
    competences.hide_competences(db, [own], actor=HEAD)
    marked = [ScoreDraft(enrollment_id=place, competence_id=1, tutor_score=1, is_deficit=True) for place in places]
    diagnostics.write_scores(db, stream_id, DiagnosticStage.ENTRY, marked, filled_on=DAY, actor=HEAD)
    routes.make_routes(db, places, actor=HEAD)
    without_step = ScoreDraft(enrollment_id=places[0], competence_id=2, tutor_score=0, is_deficit=True)
    diagnostics.write_scores(db, stream_id, DiagnosticStage.ENTRY, [without_step], filled_on=DAY, actor=HEAD)
    practice.add_practice(db, places[0], PracticeDraft(technique="Круг выбора"), actor=HEAD)


@cache
def template() -> Path:
    """The folder of a site that holds something of everything, made once a process."""
    folder = passing_folder("everything")
    db = copied_database(folder)
    arrange.fill_passport(db)
    team.describe_site(db, SiteDraft(full_name="Сад", short_name="Сад", municipality_id=1, theme="Речь"), actor=HEAD)
    head, *others = [arrange.person(db, name) for name in SURNAMES]
    arrange.person(db, "Незанятова")
    role = RoleDraft(person_id=head, role_id=1, starts_on=date(2026, 1, 1))
    site.assign_role(db, role, actor=HEAD)
    stream_id = arrange.stream(db, head, *others[:2])
    arrange.stream(db, head, others[2])
    applications.apply(db, stream_id, [ApplicationDraft(person_id=others[2], applied_on=DAY)], actor=HEAD)
    enrolled = OrderDraft(kind=OrderKind.ENROL, number="7", dated_on=DAY)
    orders.order_people(db, enrolled, stream_id, [place.id for place in stream_people(db, stream_id)], actor=HEAD)
    applications.apply(db, stream_id, [ApplicationDraft(person_id=head, applied_on=DAY)], actor=HEAD)
    hand_in(db, stream_id, arrange_works.places(db, stream_id, others))
    feedback.accept_answers(db, stream_id, [AnswerDraft(tutor=5), AnswerDraft(tutor=4)], held_on=DAY, actor=HEAD)
    diagnose(db, stream_id, arrange_works.places(db, stream_id, others))
    year = arrange.plan(db, kind=PlanKind.YEAR)
    module = arrange.plan(db, approved=True)
    item = plan_items(db, module)[0].id
    arrange.plan_item(db, arrange.plan(db), head, task_ids=(1, 2))
    arrange.plan(db)
    plan_merge.merge_plans(db, year, [module], actor=HEAD)
    event_id = arrange.event(db, head, stream_ids=[stream_id], plan_item_id=item)
    events.mark_attendance(db, event_id, [Mark(each, Presence.PRESENT) for each in others[:2]], actor=HEAD)
    arrange.event(db, head)
    made = ProductDraft(title="Сборник", kind_id=1, made_on=DAY, author_ids=[head], event_id=event_id)
    product_id = products.add_product(db, made, actor=HEAD)
    attachments.attach_file(db, folder / "attachments", NewFile(b"text"), place=ProductPlace(product_id), actor=HEAD)
    agreement = DocumentDraft(kit_code="agreement", title="Договор")
    document_id = documents.add_document(db, agreement, actor=HEAD)
    attachments.attach_file(db, folder / "attachments", NewFile(b"scan"), place=DocumentPlace(document_id), actor=HEAD)
    shot = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0" + b"." * 14
    attachments.attach_file(db, folder / "attachments", NewFile(shot), place=EventPlace(event_id), actor=HEAD)
    advised = ConsultationDraft(
        held_on=DAY,
        kind=ConsultationKind.GROUP,
        minutes=30,
        topic="Речь",
        consultant_id=head,
        person_ids=others,
    )
    consultations.add_consultation(db, advised, actor=HEAD)
    decided = [DecisionDraft(text="Провести семинар", responsible_id=head, due_on=DAY)]
    minutes = MeetingDraft(
        body=MeetingBody.COUNCIL,
        number="1",
        held_on=DAY,
        chair_id=head,
        attendee_ids=others,
        agenda=[AgendaDraft(question="План", decisions=decided)],
    )
    meetings.add_meeting(db, minutes, actor=HEAD)
    scope = frozenset(RestrictedField)
    signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12), restricted=scope)
    consents.give_consent(db, others[0], signed, actor=HEAD)
    closed = RestrictedDraft(need=RestrictedNeed.FRDO, snils="112-233-445 95")
    restricted.write_restricted(db, others[0], closed, actor=HEAD)
    withdrawn = consents.give_consent(db, others[1], signed, actor=HEAD)
    consents.withdraw_consent(db, withdrawn, DAY, actor=HEAD)
    consents.give_consent(db, others[1], signed.model_copy(update={"signed_on": DAY}), actor=HEAD)
    reports.begin_report(db, parse_period("2026-Q1"), actor=HEAD)
    approved = report_to_approve(db, reports.begin_report(db, parse_period("2025-Q4"), actor=HEAD), DAY)
    files = dict.fromkeys(report_life.ENDINGS, b"report")
    report_life.approve_report(db, folder / "attachments", approved, files, actor=HEAD)
    report_snippets.save_snippet(db, SnippetDraft(title="Итог", text="План выполнен."), actor=HEAD)
    roster.accept_roster(
        db,
        arrange.sheet(arrange.trainee("Списочная")),
        source=roster.RosterSource("список.xlsx", "0" * 64),
        actor=HEAD,
        consents_on=DAY,
    )
    twice = arrange.person(db, "Грушева", at=arrange.organization(db))
    merge_people.merge_people(db, others[0], twice, MergeDraft(), actor=HEAD)
    one, other = arrange.organization(db), arrange.organization(db)
    organizations.merge_organizations(db, one, other, OrganizationMergeDraft(), actor=HEAD)
    organizations.spell_municipality(db, SpellingDraft(spelling="Артёмка", municipality_id=1), actor=HEAD)
    write_programs(db)
    mine = indicators.add_indicator(db, IndicatorDraft(title="Круглые столы", unit="шт."), actor=HEAD)
    indicators.hide_indicators(db, [mine], actor=HEAD)
    old = PaperCertificateDraft(stream_id=stream_id, person_id=others[0], reg_no=3, issue_date=DAY, hours=12)
    certificates.record_paper_certificate(db, old, actor=HEAD)
    site_keys.current_key(db, KeyStore.under(folder), actor=HEAD)
    given = Certificate(uid=db.new_uid(), year=2026, reg_no=40, enrollment_id=1, issue_date=DAY, hours=12)
    store(db, given, action="Сертификат")
    order_paper = TextPaperDraft(title="О группе")
    made = MadePaper(b"order", "prikaz.txt")
    masters.write_text_paper(db, folder / "attachments", TextPaperKind.ORDER, order_paper, made, actor=HEAD)
    masters.adopt_master(
        db, folder / "attachments", TextPaperKind.LETTER, word_master("Письмо"), name="Бланк.docx", actor=HEAD
    )
    kept = SavedFilterDraft(section="trainees", title="Свой отбор", wanted="{}")
    saved_filters.save_filter(db, kept, actor=HEAD)
    site_forms.adopt_forms(db, [FormDraft(form="minutes", content="{}")], actor=HEAD)
    db.close()
    return folder


def test_every_command_has_a_case() -> None:
    assert commands_there_are() == CASES.keys() | NOT_TURNED_BACK.keys()


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=100 if SOAK else 3, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_undo_brings_back_what_was_and_redo_what_became(name: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        at = opened(Path(folder), data)
        try:
            before = content(at.db)
            is_done = acted(at, name)
            after = content(at.db)
            assert is_done or after == before
            assume(after != before)
            step = next_undo(at.db)
            assert step is not None
            assert not any(surname in step.label for surname in SURNAMES)
            undo_last(at.db, actor=HEAD)
            assert content(at.db) == before
            redo_last(at.db, actor=HEAD)
            assert content(at.db) == after
            undo_last(at.db, actor=HEAD)
            assert content(at.db) == before
        finally:
            at.db.close()


@settings(max_examples=200 if SOAK else 15)
@given(data=st.data(), names=st.lists(st.sampled_from(sorted(CASES)), min_size=2, max_size=14))
def test_commands_in_any_order_are_turned_back_step_by_step(data: st.DataObject, names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        at = opened(Path(folder), data)
        try:
            stack: list[Content] = [content(at.db)]
            for name in names:
                is_done = acted(at, name)
                now = content(at.db)
                assert is_done or now == stack[-1]
                if now != stack[-1]:
                    stack.append(now)
            attachments.collect_garbage(at.db, at.files)
            for before in reversed(stack[:-1]):
                undo_last(at.db, actor=HEAD)
                assert content(at.db) == before
            for after in stack[1:]:
                redo_last(at.db, actor=HEAD)
                assert content(at.db) == after
            assert next_redo(at.db) is None
            assert check_database(at.db) == []
            with at.db.reading() as session:
                hashes = [digest for (digest,) in session.connection().exec_driver_sql("SELECT sha256 FROM attachment")]
            assert all(content_path(at.files, digest).exists() for digest in hashes)
        finally:
            at.db.close()


def test_a_package_entered_is_not_among_what_can_be_turned_back(db: Database) -> None:
    before = next_undo(db)
    record_package(
        db,
        kind=PackageKind.OPEN_REPORT,
        period=parse_period("2026-Q1"),
        serial=1,
        name="пакет.zip",
        sha256="0" * 64,
        size=1,
        counts={"events": 1},
        actor=HEAD,
    )
    assert next_undo(db) == before


def opened(folder: Path, data: st.DataObject) -> Site:
    """A copy of the site that holds something of everything."""
    shutil.copytree(template(), folder, dirs_exist_ok=True)
    db = open_database(folder / "marshrut.db", clock=clock(), uids=seeded_uids(2))
    return Site(db, folder / "attachments", data)


def acted(at: Site, name: str) -> bool:
    """Whether the command was done: False where it was refused."""
    with suppress(UserError, ValidationError):
        CASES[name](at)
        return True
    return False
