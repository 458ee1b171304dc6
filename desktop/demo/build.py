"""Fills an empty folder with the invented site, through the same functions the person works with; repeatable."""

import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from desktop.demo import content, shapes
from desktop.demo.internship import Internship, choose_signers
from desktop.demo.orders import write_orders
from desktop.demo.register import keep_documents
from desktop.paths import Paths
from exports.documents.messy_roster import write_messy_roster
from exports.documents.report import write_report_pdf, write_report_xlsx
from exports.packages.open_package import BuiltPackage, write_open_package
from exports.packages.verify import VerifiedPackage, verify_package
from models.commands.assignments import add_assignment
from models.commands.consultations import add_consultation
from models.commands.events import mark_attendance, record_event
from models.commands.indicators import set_indicator
from models.commands.meetings import add_meeting
from models.commands.plans import add_plan, add_plan_item, advance_plan, change_plan_item
from models.commands.products import add_product
from models.commands.program_deficits import add_deficit, add_material
from models.commands.program_life import approve_program, choose_competences
from models.commands.programs import add_program, add_stream, enroll
from models.commands.reports import save_report_text
from models.commands.roster import RosterSource, accept_roster
from models.commands.site import add_organization, add_person, assign_role, save_site
from models.database import Actor, Database, open_database
from models.errors import UserError
from models.files import flush
from models.identity import VLADIVOSTOK, FixedClock, seeded_uids
from models.imports.roster import read_roster
from models.key_store import KeyStore
from models.queries.directory import ids_by_code, module_ids, municipality_ids, person_ids
from models.queries.overview import site_overview
from models.queries.report import report_data
from models.rows.assignments import AssignmentDraft
from models.rows.codes import ConsultationKind, EnrollmentStatus, PlanItemStatus, PlanStatus
from models.rows.consultations import ConsultationDraft
from models.rows.events import EventDraft, Mark
from models.rows.indicator_drafts import ValueDraft
from models.rows.meetings import AgendaDraft, DecisionDraft, MeetingDraft
from models.rows.overview import SiteOverview
from models.rows.plans import PlanApproval, PlanDraft, PlanItemDraft, ProductDraft
from models.rows.programs import (
    ActivityDraft,
    DeficitDraft,
    EnrollmentDraft,
    MaterialDraft,
    ModuleDraft,
    ProgramDraft,
    StreamDraft,
)
from models.rows.roster_plan import AcceptedBatch
from models.rows.site import OrganizationDraft, PersonDraft, RoleDraft, SiteDraft
from models.rules.names import person_key
from models.rules.periods import Period, last_full_quarter, parse_period
from models.vault import no_vault
from models.version import program_version

DEMO_TODAY = date(2026, 7, 1)
"""The day the demo is made on unless another is asked for: the school year's work is done."""

SEED = 2025
_BEGIN = date(2025, 8, 25)
_FIRST, _LAST = date(2025, 10, 1), date(2026, 8, 31)
_CONSENTS_ON = date(2025, 9, 5)
_EVENING = 19
"""The hour at which an event is written down: it is over."""
_ROSTER_FILE = "roster-2025-26.xlsx"


@dataclass(frozen=True, slots=True)
class DemoSite:
    """What was made and where."""

    overview: SiteOverview
    roster: Path
    imported: AcceptedBatch
    period: Period
    report_pdf: Path
    report_xlsx: Path
    package: BuiltPackage
    verified: VerifiedPackage


def make_demo(paths: Paths, *, today: date = DEMO_TODAY) -> DemoSite:
    """Make the demo site in an empty folder as it stands on `today`, its last full quarter's report and package.

    Raises UserError for a folder that holds data already, and for a day outside the school year 2025/26.
    """
    if not _FIRST <= today <= _LAST:
        raise UserError(
            f"Пример описывает 2025/26 учебный год, а день указан {today:%d.%m.%Y}.",
            f"Выберите день с {_FIRST:%d.%m.%Y} по {_LAST:%d.%m.%Y}.",
        )
    if paths.database.exists():
        raise UserError(
            f"В папке «{paths.root}» уже есть данные площадки, пример их не заменит.", "Укажите пустую папку."
        )
    paths.outbox.mkdir(parents=True, exist_ok=True)
    clock = FixedClock(_morning(_BEGIN))
    db = open_database(paths.database, clock=clock, uids=seeded_uids(SEED), commits="in haste")
    try:
        made = _Demo(db, clock, today).fill(paths)
    finally:
        db.close()
    flush(paths.database)
    return made


def make_example(folder: Path) -> Path:
    """Make the demo site as `folder` unless it is there already, whole or not at all; for a spawned process."""
    if not Paths.under(folder).database.exists():
        begun = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir(parents=True)
        make_demo(Paths.under(begun))
        begun.rename(folder)
    return folder


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=VLADIVOSTOK)


class _Demo:
    """The ids that later steps need, gathered as earlier steps give them."""

    def __init__(self, db: Database, clock: FixedClock, today: date) -> None:
        self._db = db
        self._clock = clock
        self._today = today
        self._actor = Actor()
        self._formats = ids_by_code(db, "event_format")
        self._units = municipality_ids(db)
        self._sections = ids_by_code(db, "plan_section")
        self._kinds = ids_by_code(db, "product_kind")
        self._indicators = ids_by_code(db, "indicator")
        self._tasks = ids_by_code(db, "support_task")
        self._programs: dict[str, int] = {}
        self._organizations: dict[str, int] = {}
        self._team: dict[str, int] = {}
        self._modules: dict[str, int] = {}
        self._streams: dict[int, int] = {}
        self._trainees: dict[int, int] = {}
        self._plans: dict[str, int] = {}
        self._items: dict[str, int] = {}
        self._events: dict[int, int] = {}

    def fill(self, paths: Paths) -> DemoSite:
        """Do the year's work in its order, then report it."""
        self._describe_site()
        self._gather_team()
        self._write_programs()
        roster, imported = self._take_trainees_in(paths)
        self._open_streams()
        self._plan_year()
        self._settle_items()
        self._hold_events()
        self._make_products()
        self._hold_meetings()
        self._give_advice()
        self._lead_to_certificates(paths)
        keep_documents(self._db, self._clock, since=_BEGIN, today=self._today, actor=self._actor)
        self._write_reports()
        self._clock.set_day(self._today)
        period = last_full_quarter(self._today)
        data = report_data(self._db, period)
        name = f"report-{period.file_code}"
        pdf, xlsx = paths.outbox / f"{name}.pdf", paths.outbox / f"{name}.xlsx"
        write_report_pdf(data, pdf)
        write_report_xlsx(data, xlsx)
        package = write_open_package(
            self._db, period, paths.outbox, actor=self._actor, program_version=program_version()
        )
        return DemoSite(
            overview=site_overview(self._db),
            roster=roster,
            imported=imported,
            period=period,
            report_pdf=pdf,
            report_xlsx=xlsx,
            package=package,
            verified=verify_package(package.path),
        )

    def _describe_site(self) -> None:
        site = content.SITE
        home = add_organization(
            self._db,
            OrganizationDraft(
                short_name=site.short_name,
                full_name=site.full_name,
                municipality_id=self._units[site.oktmo8],
                locality=site.locality,
            ),
            actor=self._actor,
        )
        self._organizations[""] = home
        shared = {name: getattr(site, name) for name in SiteDraft.model_fields if hasattr(site, name)}
        draft = SiteDraft(municipality_id=self._units[site.oktmo8], organization_id=home, **shared)
        save_site(self._db, draft, actor=self._actor)
        for each in content.ORGANIZATIONS:
            self._organizations[each.key] = add_organization(
                self._db,
                OrganizationDraft(
                    short_name=each.short_name,
                    form=each.form,
                    municipality_id=self._units[each.oktmo8],
                    locality=each.locality,
                    is_remote=each.is_remote,
                ),
                actor=self._actor,
            )

    def _gather_team(self) -> None:
        positions = ids_by_code(self._db, "position")
        roles = ids_by_code(self._db, "role")
        for member in content.TEAM:
            person = PersonDraft(
                last_name=member.last_name,
                first_name=member.first_name,
                patronymic=member.patronymic,
                position_id=positions[member.position],
                organization_id=self._organizations[member.organization],
                phone=member.phone,
                email=member.email,
            )
            self._team[member.key] = add_person(self._db, person, actor=self._actor)
            role = RoleDraft(
                person_id=self._team[member.key],
                role_id=roles[member.role],
                starts_on=member.starts_on,
                order_no=member.order_no,
                order_date=member.order_date,
            )
            assign_role(self._db, role, actor=self._actor)
        self._actor = Actor(self._team["head"])

    def _write_programs(self) -> None:
        forms = ids_by_code(self._db, "assessment_form")
        for program in content.PROGRAMS:
            modules = [
                ModuleDraft(
                    title=module.title,
                    hours=module.hours,
                    mode=module.mode,
                    activities=[
                        ActivityDraft(
                            text=each.text,
                            minutes=each.minutes,
                            kind=each.kind,
                            format_id=self._formats.get(each.format),
                        )
                        for each in module.activities
                    ],
                )
                for module in program.modules
            ]
            own = {"modules", "deficits", "approved_by", "approved_on"}
            shared = {
                name: getattr(program, name)
                for name in ProgramDraft.model_fields
                if name not in own and hasattr(program, name)
            }
            program_id = add_program(self._db, ProgramDraft(modules=modules, **shared), actor=self._actor)
            self._programs[program.key] = program_id
            ids = module_ids(self._db, program_id)
            for no, id_ in ids.items():
                self._modules[f"{program.key}.{no}"] = id_
            self._declare(program, program_id)
            for task in program.assignments:
                draft = AssignmentDraft(
                    title=task.title,
                    is_mandatory=task.is_mandatory,
                    assessment_form_id=forms[task.form],
                    description=task.description,
                )
                add_assignment(self._db, ids[task.module], draft, actor=self._actor)
            if program.approved_on <= self._today:
                self._clock.set_day(program.approved_on)
                approve_program(self._db, program_id, program.approved_by, program.approved_on, actor=self._actor)

    def _declare(self, program: shapes.Program, program_id: int) -> None:
        """Deficits with their materials, and the competences that diagnostics look at."""
        competences = ids_by_code(self._db, "competence")
        chosen = [competences[code] for code in program.competences]
        choose_competences(self._db, program_id, chosen, actor=self._actor)
        for deficit in program.deficits:
            declared = DeficitDraft(title=deficit.title, competence_id=competences[deficit.competence])
            deficit_id = add_deficit(self._db, program_id, declared, actor=self._actor)
            for each in deficit.materials:
                material = MaterialDraft(
                    kind=each.kind,
                    title=each.title,
                    deficit_id=deficit_id,
                    description=each.description or None,
                    url=each.url or None,
                )
                add_material(self._db, program_id, material, actor=self._actor)

    def _take_trainees_in(self, paths: Paths) -> tuple[Path, AcceptedBatch]:
        """Write the messy spreadsheet that a kindergarten would send, and take it in as the person would."""
        self._clock.set_day(_CONSENTS_ON)
        path = paths.root / _ROSTER_FILE
        write_messy_roster(
            path, [each.person for each in content.TRAINEES], site=content.SITE.short_name, on=_CONSENTS_ON
        )
        roster = read_roster(path, today=self._db.today())
        source = RosterSource(path.name, sha256(path.read_bytes()).hexdigest())
        batch = accept_roster(self._db, roster, source=source, actor=self._actor, consents_on=_CONSENTS_ON)
        ids = person_ids(self._db)
        for each in content.TRAINEES:
            person = each.person
            self._trainees[each.no] = ids[person_key(person.last_name, person.first_name, person.patronymic)]
        return path, batch

    def _open_streams(self) -> None:
        left = {(each.stream, each.trainee): each for each in content.LEAVERS}
        for stream in content.STREAMS:
            if stream.starts_on > self._today:
                continue
            self._clock.set_day(stream.starts_on)
            stream_id = add_stream(
                self._db,
                StreamDraft(
                    program_id=self._programs[stream.program],
                    title=stream.title,
                    starts_on=stream.starts_on,
                    ends_on=stream.ends_on,
                    tutor_id=self._team[stream.tutor],
                    capacity=stream.capacity,
                ),
                actor=self._actor,
            )
            self._streams[stream.no] = stream_id
            places = [self._place(stream, no, left.get((stream.no, no))) for no in stream.members]
            enroll(self._db, stream_id, places, actor=self._actor)
            leavers = {self._trainees[each.trainee]: each for each in content.LEAVERS if each.stream == stream.no}
            write_orders(self._db, stream_id, stream, leavers, actor=self._actor)

    def _place(self, stream: shapes.Stream, trainee: int, leaver: shapes.Leaver | None) -> EnrollmentDraft:
        begun = EnrollmentDraft(
            person_id=self._trainees[trainee],
            status=EnrollmentStatus.STUDYING,
            enrolled_on=stream.starts_on,
        )
        if leaver is not None and leaver.left_on <= self._today:
            out = {"status": EnrollmentStatus.EXPELLED, "left_on": leaver.left_on}
        elif stream.ends_on <= self._today:
            out = {"status": EnrollmentStatus.COMPLETED, "left_on": stream.ends_on}
        else:
            out = {}
        return begun.model_copy(update=out)

    def _plan_year(self) -> None:
        self._clock.set_day(content.YEAR_PLAN.council_on)
        year = self._add_plan(content.YEAR_PLAN, parent_id=None)
        first, *later = content.MODULE_PLANS
        self._plan_module(first, year)
        self._approve(content.YEAR_PLAN, year)
        for plan in later:
            if plan.approved_on <= self._today:
                self._plan_module(plan, year)
        self._draw_roadmap()
        self._amend()

    def _plan_module(self, plan: shapes.Plan, year: int) -> None:
        self._clock.set_day(plan.council_on)
        plan_id = self._add_plan(plan, parent_id=year)
        for item in content.PLAN_ITEMS:
            if plan.starts_on <= item.due_to <= plan.ends_on:
                draft = self._item(item, PlanItemStatus.PLANNED)
                if item.no == content.AMENDMENT.item:
                    draft = draft.model_copy(update={"planned_count": content.AMENDMENT.planned_before})
                self._items[item.no] = add_plan_item(self._db, plan_id, draft, actor=self._actor)
        self._approve(plan, plan_id)

    def _add_plan(self, plan: shapes.Plan, *, parent_id: int | None) -> int:
        draft = PlanDraft(
            title=plan.title, kind=plan.kind, starts_on=plan.starts_on, ends_on=plan.ends_on, parent_id=parent_id
        )
        plan_id = self._plans[plan.key] = add_plan(self._db, draft, actor=self._actor)
        return plan_id

    def _draw_roadmap(self) -> None:
        self._clock.set_day(content.ROADMAP.council_on)
        plan_id = self._add_plan(content.ROADMAP, parent_id=None)
        lines = {
            add_plan_item(self._db, plan_id, self._line(line), actor=self._actor): line
            for line in content.ROADMAP_ITEMS
        }
        self._approve(content.ROADMAP, plan_id)
        for id_, line in lines.items():
            if line.done_on is not None and line.done_on <= self._today:
                self._clock.set_day(line.done_on)
                done = {"status": PlanItemStatus.DONE, "done_on": line.done_on}
                change_plan_item(self._db, id_, self._line(line).model_copy(update=done), actor=self._actor)

    def _line(self, line: shapes.RoadmapItem) -> PlanItemDraft:
        return PlanItemDraft(
            section_id=self._sections["methodical"],
            title=line.title,
            format_id=self._formats[line.format],
            due_from=line.due_from,
            due_to=line.due_to,
            responsible_id=self._team[line.responsible],
            expected_result=line.expected_result,
            indicator_id=self._indicators.get(line.indicator),
            planned_value=line.planned_value,
            task_ids=[self._tasks[line.task]],
        )

    def _amend(self) -> None:
        amendment = content.AMENDMENT
        if amendment.on <= self._today:
            self._clock.set_day(amendment.on)
            item = next(item for item in content.PLAN_ITEMS if item.no == amendment.item)
            draft = self._item(item, PlanItemStatus.PLANNED)
            change_plan_item(self._db, self._items[item.no], draft, actor=self._actor, amendment=amendment.reason)

    def _approve(self, plan: shapes.Plan, plan_id: int) -> None:
        steps = (
            PlanApproval(status=PlanStatus.DISCUSSED, on=plan.council_on, protocol_no=plan.council_protocol_no),
            PlanApproval(status=PlanStatus.AGREED, on=plan.agreed_on),
            PlanApproval(status=PlanStatus.APPROVED, on=plan.approved_on, by="заведующий"),
        )
        for step in steps:
            self._clock.set_day(step.on)
            advance_plan(self._db, plan_id, step, actor=self._actor)

    def _item(self, item: shapes.PlanItem, status: PlanItemStatus) -> PlanItemDraft:
        settled = status is item.status
        return PlanItemDraft(
            section_id=self._sections[item.section],
            task_no=item.no,
            title=item.title,
            format_id=self._formats[item.format],
            due_from=item.due_from,
            due_to=item.due_to,
            mode=item.mode,
            place=item.place,
            audience=item.audience,
            planned_count=item.planned_count,
            responsible_id=self._team[item.responsible],
            expected_result=item.expected_result,
            product_kind_id=self._kinds.get(item.product_kind),
            indicator_id=self._indicators.get(item.indicator),
            status=status,
            done_on=item.done_on if settled else None,
            postponed_to=item.postponed_to if settled else None,
            reason=item.reason or None if settled else None,
        )

    def _hold_events(self) -> None:
        left = {(each.stream, each.trainee): each.left_on for each in content.LEAVERS}
        members = {stream.no: stream.members for stream in content.STREAMS}
        functions = ids_by_code(self._db, "support_function")
        for event in content.EVENTS:
            if (event.announced_on or event.held_on) > self._today:
                continue
            self._clock.set_day(event.announced_on or event.held_on, hour=_EVENING)
            draft = EventDraft(
                title=event.title,
                held_on=event.held_on,
                starts_at=event.starts_at,
                duration_min=event.duration_min,
                format_id=self._formats[event.format],
                mode=event.mode,
                leader_id=self._team[event.leader],
                stream_ids=[self._streams[no] for no in event.streams],
                function_ids=[functions[code] for code in event.functions],
                plan_item_id=self._items.get(event.plan_item),
                module_id=self._modules.get(event.module),
                place=event.place,
                outcome=event.outcome if event.held_on <= self._today else None,
                total_external=event.guests,
            )
            event_id = self._events[event.no] = record_event(self._db, draft, actor=self._actor)
            if event.held_on > self._today:
                continue
            self._clock.set_day(event.held_on, hour=_EVENING)
            expected = dict.fromkeys(
                no
                for stream in event.streams
                for no in members[stream]
                if event.held_on <= left.get((stream, no), event.held_on)
            )
            marks = [(no, content.mark(event, no)) for no in expected]
            mark_attendance(
                self._db,
                event_id,
                [Mark(self._trainees[no], each.state, each.minutes, signature_kept=True) for no, each in marks],
                actor=self._actor,
            )

    def _settle_items(self) -> None:
        """Moved, cancelled, and done without an event: what events alone do not tell."""
        for item in content.PLAN_ITEMS:
            by_event = item.status is PlanItemStatus.DONE and item.done_on is None
            day = item.done_on or item.due_to
            if by_event or day > self._today or item.no not in self._items:
                continue
            self._clock.set_day(day)
            change_plan_item(self._db, self._items[item.no], self._item(item, item.status), actor=self._actor)

    def _make_products(self) -> None:
        for product in content.PRODUCTS:
            if product.made_on > self._today:
                continue
            self._clock.set_day(product.made_on)
            draft = ProductDraft(
                title=product.title,
                kind_id=self._kinds[product.kind],
                made_on=product.made_on,
                status=product.status,
                author_ids=[self._team[key] for key in product.authors],
                plan_item_id=self._items.get(product.plan_item),
                event_id=self._events.get(product.event),
                level=product.level,
                participation_form=product.participation_form,
                publication=product.publication,
            )
            add_product(self._db, draft, actor=self._actor)

    def _hold_meetings(self) -> None:
        chair, secretary = self._team["head"], self._team["organiser"]
        for meeting in content.MEETINGS:
            if meeting.held_on > self._today:
                continue
            self._clock.set_day(meeting.held_on)
            draft = MeetingDraft(
                body=meeting.body,
                number=meeting.number,
                held_on=meeting.held_on,
                place="методический кабинет",
                chair_id=chair,
                secretary_id=secretary,
                attendee_ids=[id_ for id_ in self._team.values() if id_ not in (chair, secretary)],
                plan_id=self._plans.get(meeting.plan),
                agenda=[self._question(question) for question in meeting.questions],
            )
            add_meeting(self._db, draft, actor=self._actor)

    def _question(self, question: shapes.Question) -> AgendaDraft:
        return AgendaDraft(
            question=question.text,
            speaker_id=self._team[question.speaker],
            heard=question.heard or None,
            discussed=question.discussed or None,
            decisions=[
                DecisionDraft(
                    text=each.text,
                    responsible_id=self._team[each.responsible],
                    due_on=each.due_on,
                    done_on=each.done_on if each.done_on and each.done_on <= self._today else None,
                )
                for each in question.decisions
            ],
        )

    def _give_advice(self) -> None:
        for each in content.CONSULTATIONS:
            if each.held_on > self._today:
                continue
            self._clock.set_day(each.held_on)
            is_alone = len(each.trainees) + each.outsiders == 1
            draft = ConsultationDraft(
                held_on=each.held_on,
                kind=ConsultationKind.INDIVIDUAL if is_alone else ConsultationKind.GROUP,
                mode=each.mode,
                minutes=each.minutes,
                topic=each.topic,
                advice=each.advice,
                consultant_id=self._team[each.consultant],
                person_ids=[self._trainees[no] for no in each.trainees],
                outsiders=each.outsiders,
            )
            add_consultation(self._db, draft, actor=self._actor)

    def _lead_to_certificates(self, paths: Paths) -> None:
        """Diagnostics, routes, works and certificates of every stream that has begun."""
        self._clock.set_day(_CONSENTS_ON)
        choose_signers(self._db, self._team, actor=self._actor)
        for stream in content.STREAMS:
            if stream.no in self._streams:
                Internship(
                    self._db, self._clock, stream, self._streams[stream.no], today=self._today, actor=self._actor
                ).go(
                    self._trainees,
                    team=self._team,
                    events=self._events,
                    program_id=self._programs[stream.program],
                    keys=KeyStore.under(paths.root, vault=no_vault),
                )

    def _write_reports(self) -> None:
        for value in content.INDICATOR_VALUES:
            if self._is_over(value.period):
                set_indicator(
                    self._db,
                    self._indicators[value.indicator],
                    value.period,
                    ValueDraft(value=value.value, target=value.target, note=value.note),
                    actor=self._actor,
                )
        for text in content.REPORT_TEXTS:
            if self._is_over(text.period):
                save_report_text(self._db, parse_period(text.period), text.section, text.text, actor=self._actor)

    def _is_over(self, period: str) -> bool:
        end = parse_period(period).end
        if end >= self._today:
            return False
        self._clock.set_day(end + timedelta(days=1))
        return True
