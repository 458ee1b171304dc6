"""What the invented site is described in: frozen rows that know no database.

Rows point at each other by short keys (`tutor_a`, `4.2`, stream number 1), at reference data by its codes.
"""

from dataclasses import dataclass
from datetime import date

from exports.documents.messy_roster import RosterPerson
from models.rows.codes import (
    ActivityKind,
    CreativeWorkKind,
    DocumentStatus,
    MaterialKind,
    MeetingBody,
    Mode,
    OrganizationForm,
    PlanItemStatus,
    PlanKind,
    ProductStatus,
    ProgramKind,
    RequirementKey,
    Sex,
)


@dataclass(frozen=True, slots=True)
class Site:
    """The kindergarten that is the site; ИНН and ОГРН have valid checksums and belong to nobody."""

    full_name: str
    short_name: str
    inn: str
    ogrn: str
    oktmo8: str
    locality: str
    address: str
    phone: str
    email: str
    url: str
    theme: str
    goal: str
    status_order_no: str
    status_order_date: date
    status_valid_until: date
    contract_no: str
    contract_date: date


@dataclass(frozen=True, slots=True)
class Organization:
    """A kindergarten that sends trainees; `file_municipality` is what its people write in the spreadsheet."""

    key: str
    short_name: str
    form: OrganizationForm
    oktmo8: str
    file_municipality: str
    locality: str
    is_remote: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One of the site's team; `organization` is the key of an organisation, empty for the site itself."""

    key: str
    last_name: str
    first_name: str
    patronymic: str
    position: str
    role: str
    organization: str
    phone: str
    email: str
    order_no: str
    order_date: date
    starts_on: date


@dataclass(frozen=True, slots=True)
class Trainee:
    """A trainee: what the spreadsheet says of her, her organisation's key and her sex."""

    no: int
    person: RosterPerson
    organization: str
    sex: Sex


@dataclass(frozen=True, slots=True)
class Activity:
    """A piece of work in a module; `minutes` add up to 45 times the module's hours."""

    text: str
    minutes: int
    kind: ActivityKind
    format: str


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a programme; `hours` are academic (45 minutes)."""

    title: str
    hours: int
    mode: Mode
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A learning material for a deficit."""

    kind: MaterialKind
    title: str
    description: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Deficit:
    """A deficit that a programme declares to close; `competence` is a code."""

    title: str
    competence: str
    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Work that the module number `module` asks for; `form` is the code of a form of assessment."""

    module: int
    title: str
    form: str
    description: str
    is_mandatory: bool = True


@dataclass(frozen=True, slots=True)
class Program:
    """An internship programme; `competences` are the codes that its diagnostics look at."""

    key: str
    title: str
    kind: ProgramKind
    hours: int
    form: str
    audience: str
    goal: str
    results: str
    competences: tuple[str, ...]
    deficits: tuple[Deficit, ...]
    assignments: tuple[Assignment, ...]
    control_form: str
    explanatory_note: str
    conditions: str
    assessment: str
    literature: str
    approved_by: str
    approved_on: date
    modules: tuple[Module, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """A group that goes through a programme; `members` are numbers of trainees.

    `module_days` and `terms` are in the order of the programme's modules and assignments.
    """

    no: int
    program: str
    title: str
    starts_on: date
    ends_on: date
    tutor: str
    capacity: int
    order_in: str
    order_out: str
    members: tuple[int, ...]
    module_days: tuple[tuple[date, date], ...]
    terms: tuple[date, ...]
    entry_on: date
    routes_on: date
    exit_on: date


@dataclass(frozen=True, slots=True)
class Leaver:
    """A trainee who left her stream before its end."""

    stream: int
    trainee: int
    left_on: date
    order_out: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of work: the year's, and the module plans of quarters that were merged into it ([S2])."""

    key: str
    title: str
    kind: PlanKind
    starts_on: date
    ends_on: date
    council_protocol_no: str
    council_on: date
    agreed_on: date
    approved_on: date


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A line of the plan as it stands at the end of the year; `no` is «section.number».

    `done_on` belongs to items without events: with events the last event's date counts.
    """

    no: str
    section: str
    title: str
    format: str
    due_from: date
    due_to: date
    mode: Mode
    place: str
    audience: str
    planned_count: int
    responsible: str
    expected_result: str
    status: PlanItemStatus = PlanItemStatus.DONE
    done_on: date | None = None
    postponed_to: date | None = None
    reason: str = ""
    product_kind: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was held; without `plan_item` it was not planned.

    `module` is «programme key.number of the module» or empty; `guests` came without names.
    """

    no: int
    plan_item: str
    held_on: date
    starts_at: str
    duration_min: int
    title: str
    format: str
    mode: Mode
    place: str
    leader: str
    functions: tuple[str, ...]
    streams: tuple[int, ...]
    guests: int
    outcome: str
    module: str = ""
    announced_on: date | None = None
    """Written down ahead on this day; None where it is written down when it is over."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the site; `event` is an event's number or 0."""

    title: str
    kind: str
    made_on: date
    status: ProductStatus
    authors: tuple[str, ...]
    plan_item: str = ""
    event: int = 0
    level: str = ""
    participation_form: str = ""
    publication: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """A keyed-in value of an indicator in a period such as `2026-Q1`; without `value` only a target is set."""

    indicator: str
    period: str
    value: float | None
    target: float | None
    note: str


@dataclass(frozen=True, slots=True)
class ReportText:
    """A text section of a report: `section` is goal, difficulties or next_tasks."""

    period: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation; `trainees` are numbers of the list, `outsiders` are counted without names."""

    held_on: date
    minutes: int
    mode: Mode
    topic: str
    advice: str
    consultant: str
    trainees: tuple[int, ...]
    outsiders: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided; without `done_on` it is still to be done."""

    text: str
    responsible: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of an agenda."""

    text: str
    speaker: str
    decisions: tuple[Decision, ...]
    heard: str = ""
    discussed: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the whole team; `plan` is the key of the plan that was discussed, or empty."""

    body: MeetingBody
    number: str
    held_on: date
    plan: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper of the register; one of the kit of 11 has its title and its issuer from there."""

    kit_code: str = ""
    title: str = ""
    number: str = ""
    dated_on: date
    valid_until: date | None = None
    parties: str = ""
    status: DocumentStatus = DocumentStatus.ACTIVE
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoadmapItem:
    """A line of the дорожная карта; `task` is a task of support, `indicator` empty where none measures it."""

    task: str
    title: str
    format: str
    due_from: date
    due_to: date
    responsible: str
    indicator: str
    planned_value: float | None
    expected_result: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of an approved plan: more people were planned for an item, and why."""

    item: str
    on: date
    planned_before: int
    reason: str


@dataclass(frozen=True, slots=True)
class MakeUp:
    """The отработка of a remote session for all who missed it, but those of `later` and `never`."""

    event: int
    on: date
    later: tuple[tuple[int, date], ...] = ()
    never: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The way of a piece of work: handed in, perhaps given back, accepted; a day that is None never comes."""

    handed_on: date
    returned_on: date | None
    accepted_on: date | None


@dataclass(frozen=True, slots=True)
class FinalDays:
    """The way of a stream's final works; a few are handed in `late_on`, when reviews are given out once more."""

    tried_on: date
    handed_on: date
    given_out_on: date
    late_on: date
    reviewed_on: date
    accepted_on: date
    defended_on: date


@dataclass(frozen=True, slots=True)
class CreativeWork:
    """A creative work of the trainees with these numbers."""

    stream: int
    kind: CreativeWorkKind
    title: str
    description: str
    members: tuple[int, ...]
    begun_on: date
    way: HandedIn
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """A technique that a trainee tried and wrote down on a day."""

    stream: int
    trainee: int
    on: date
    technique: str
    purpose: str
    conditions: str
    result: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """A page of a diary about an event, written the day after it."""

    event: int
    trainee: int
    done: str
    learned: str
    questions: str = ""
    tutor_note: str = ""


@dataclass(frozen=True, slots=True)
class CountedAsMet:
    """A decision that a requirement of the certificate counts as met."""

    stream: int
    trainee: int
    key: RequirementKey
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Peculiarities:
    """Who of a stream does not go the usual way, by numbers of trainees."""

    early: tuple[int, ...] = ()
    """Who did everything ahead of time, by `early_on`."""
    early_on: date | None = None
    without_route: tuple[int, ...] = ()
    without_report: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """The certificates of a stream: given to whoever is ready; those of `waiting` are not handed over yet."""

    stream: int
    on: date
    basis: str
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """A certificate that got another one in its place; with a `reason` it was annulled, without one it was lost."""

    stream: int
    trainee: int
    on: date
    reason: str = ""
