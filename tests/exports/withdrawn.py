"""A site where one person does everything there is to do, and the reading back of whatever leaves the program."""

import json
import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from pypdf import PdfReader

from models.commands.certificate_signers import save_signers
from models.commands.certificates import issue_certificates
from models.commands.consents import give_consent, withdraw_consent
from models.commands.consultations import add_consultation
from models.commands.creative_works import add_creative_work
from models.commands.diagnostics import write_scores
from models.commands.diary import add_diary_entry
from models.commands.documents import add_document
from models.commands.events import mark_attendance
from models.commands.feedback import accept_answers
from models.commands.internship_reports import write_internship_report
from models.commands.meetings import add_meeting
from models.commands.orders import order_people
from models.commands.peer_reviews import give_out_reviews
from models.commands.practice import add_practice
from models.commands.products import add_product
from models.commands.programs import enroll
from models.commands.restricted import write_restricted
from models.commands.routes import make_routes
from models.commands.site import assign_role
from models.commands.submissions import mark_submissions
from models.database import Actor, Database
from models.key_store import KeyStore
from models.queries.diagnostics import diagnostic_grid
from models.queries.peer_reviews import stream_reviews
from models.rows.assignments import SubmissionKey
from models.rows.certificates import IssueDraft, SignerDraft, SignersDraft
from models.rows.codes import (
    ActKind,
    ConsentPurpose,
    ConsultationKind,
    CreativeWorkKind,
    DiagnosticStage,
    EnrollmentStatus,
    InternshipReportKind,
    MeetingBody,
    OrderKind,
    PlanKind,
    Presence,
    RequirementKey,
    RestrictedField,
    RestrictedNeed,
    Sex,
    SubmissionState,
)
from models.rows.consents import ConsentDraft, RestrictedDraft
from models.rows.consultations import ConsultationDraft
from models.rows.diagnostics import ScoreDraft
from models.rows.document_card import DocumentDraft
from models.rows.events import Mark
from models.rows.feedback import AnswerDraft
from models.rows.meetings import AgendaDraft, DecisionDraft, MeetingDraft
from models.rows.orders import OrderDraft
from models.rows.plans import ProductDraft
from models.rows.programs import EnrollmentDraft
from models.rows.routes import PracticeDraft
from models.rows.site import RoleDraft
from models.rows.works import CreativeWorkDraft, DiaryDraft, InternshipReportDraft
from models.schema.people import PersonalDataAct
from models.schema.works import RequirementOverride
from tests.models.commands import arrange, arrange_works
from tests.models.commands.graduates import SNILS, agreed, dpp_program, dpp_stream, graduate
from tests.models.make import store

DAY = date(2026, 2, 10)
_HEAD_POSITION = 14
"""«заведующий» of the reference rows: who approves papers."""
SURNAME, NAME, PATRONYMIC = "Жемчужникова-Щукина", "Эсфирь", "Аполлинариевна"
MARKS = (
    "жемчужников",
    "щукина",
    "эсфир",
    "аполлинари",
    "9147713355",
    "(914)771-33-55",
    "esfir.zh",
    "11223344595",
    "112-233-44595",
    "17.05.1983",
    "1983-05-17",
    "тайнадиплома",
    "ящкзаметка",
)
"""What nobody else has: her name, contacts, closed fields and the note about her, without spaces."""


@dataclass(frozen=True)
class Planted:
    """Where she stands."""

    person_id: int
    consent_id: int
    stream_id: int
    order_id: int
    event_id: int
    plan_id: int
    roadmap_id: int
    meeting_id: int
    act_id: int


def planted(db: Database) -> Planted:
    """Her as head, tutor, leader, trainee, speaker, author and actor, with a consent and every closed field."""
    garden = arrange.organization(db, "Детский сад «Маяк»")
    arrange.fill_passport(db, organization_id=garden)
    her = arrange.person(
        db,
        SURNAME,
        first_name=NAME,
        patronymic=PATRONYMIC,
        phone="+79147713355",
        email="esfir.zh@example.ru",
        position_id=_HEAD_POSITION,
        at=garden,
    )
    actor = Actor(her)
    scope = frozenset(RestrictedField)
    draft = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12), restricted=scope)
    consent_id = give_consent(db, her, draft, actor=actor)
    closed = RestrictedDraft(
        need=RestrictedNeed.FRDO,
        snils="112-233-445 95",
        birth_date=date(1983, 5, 17),
        sex=Sex.FEMALE,
        diploma_surname="Тайнадиплома",
        diploma_series="АБ",
        diploma_number="700133",
    )
    write_restricted(db, her, closed, actor=actor)
    with db.writing(action="Заметка", actor=actor) as session:
        session.connection().exec_driver_sql("UPDATE person SET note = 'ящк заметка' WHERE id = ?", (her,))
    other = arrange.person(db, "Соседкина")
    assign_role(db, RoleDraft(person_id=her, role_id=1, starts_on=date(2026, 1, 1)), actor=actor)
    stream_id = arrange.stream(db, her, other)
    applied = arrange.place(her, status=EnrollmentStatus.APPLIED)
    order_id = enrolled_by_order(db, stream_id, applied, actor=actor)
    diagnosed(db, stream_id, actor=actor)
    handed_in(db, stream_id, her, other, actor=actor)
    certified(db, her, actor=actor)
    answered = AnswerDraft(tutor=5, nps=10, liked="Мастер-классы", suggestions="Больше практики")
    accept_answers(db, stream_id, [answered], held_on=DAY, actor=actor)
    plan_id = arrange.plan(db)
    arrange.plan_item(db, plan_id, her)
    arrange.approve(db, plan_id)
    arrange.plan_item(db, plan_id, her, title="Добавленный семинар", amendment="Просьба округа")
    roadmap_id = arrange.plan(db, kind=PlanKind.ROADMAP)
    arrange.plan_item(db, roadmap_id, her)
    event_id = arrange.event(db, her, stream_ids=[stream_id], co_leader_ids=[other])
    arrange.event(db, other, co_leader_ids=[her])
    mark_attendance(db, event_id, [Mark(her, Presence.PRESENT), Mark(other, Presence.PRESENT)], actor=actor)
    for consultant, advised in ((her, other), (other, her)):
        advice = ConsultationDraft(
            held_on=DAY,
            kind=ConsultationKind.INDIVIDUAL,
            minutes=30,
            topic="Речь",
            consultant_id=consultant,
            person_ids=[advised],
        )
        add_consultation(db, advice, actor=actor)
    decision = DecisionDraft(text="Провести семинар", responsible_id=her)
    minutes = MeetingDraft(
        body=MeetingBody.COUNCIL,
        number="1",
        held_on=DAY,
        chair_id=her,
        secretary_id=other,
        attendee_ids=[her, other],
        agenda=[AgendaDraft(question="План", speaker_id=her, decisions=[decision])],
    )
    meeting_id = add_meeting(db, minutes, actor=actor)
    add_product(
        db, ProductDraft(title="Сборник", kind_id=1, made_on=DAY, author_ids=[her], event_id=event_id), actor=actor
    )
    add_document(db, DocumentDraft(title="Договор", parties="ИРО и площадка", note="В сейфе"), actor=actor)
    return Planted(
        her, consent_id, stream_id, order_id, event_id, plan_id, roadmap_id, meeting_id, act_about_another(db)
    )


def spoken_of(db: Database) -> None:
    """Her name, written by hand into every text that goes onto paper, in the cases of the language."""
    said = f"Слово {SURNAME[:-1]}ой {NAME[0]}. {PATRONYMIC[0]}., тел. 8 914 771-33-55"
    full = f"{NAME} {PATRONYMIC} {SURNAME}, esfir.zh@example.ru"
    _say(db, said, full)


def unsaid(db: Database) -> None:
    """The same texts without her."""
    _say(db, "Слово", "Текст")


def _say(db: Database, one: str, other: str) -> None:
    texts = {
        "event": ("title", "place", "outcome", "materials"),
        "plan_item": ("title", "expected_result", "audience"),
        "plan": ("title", "goal"),
        "agenda_item": ("question", "heard", "discussed"),
        "decision": ("text",),
        "meeting": ("guests", "place"),
        "consultation": ("topic", "advice"),
        "product": ("title", "publication"),
        "document": ("title", "parties", "note"),
        "stream": ("title",),
        "enrollment_order": ("basis",),
        "certificate": ("basis", "override_reason"),
        "plan_amendment": ("reason",),
        "assignment": ("title", "description"),
        "submission": ("self_check", "comment"),
        "creative_work": ("title", "comment"),
        "final_work": ("title", "self_analysis", "admin_review", "comment"),
        "peer_review": ("recommendations",),
        "internship_report": ("comment",),
        "diary_entry": ("done", "learned", "questions", "tutor_note"),
        "diagnostic_item": ("comment",),
        "feedback_response": ("liked", "suggestions"),
        "route": ("goal", "motivation", "context"),
        "route_item": ("deficit", "result", "task", "resource", "product", "reflection", "tutor_note"),
        "practice_result": ("technique", "purpose", "conditions", "result", "conclusion"),
    }
    with db.writing(action="Тексты", actor=Actor()) as session:
        for table, columns in texts.items():
            for at, column in enumerate(columns):
                sql = f"UPDATE {table} SET {column} = ? || rowid"
                session.connection().exec_driver_sql(sql, (f"{one if at % 2 else other} ",))


def diagnosed(db: Database, stream_id: int, *, actor: Actor) -> None:
    """Cards of everybody in the stream at both ends, routes made from them, and a technique tried."""
    places = [each.enrollment_id for each in diagnostic_grid(db, stream_id).people]
    for stage, score in ((DiagnosticStage.ENTRY, 1), (DiagnosticStage.EXIT, 3)):
        drafts = [
            ScoreDraft(enrollment_id=place, competence_id=1, tutor_score=score, is_deficit=score == 1)
            for place in places
        ]
        write_scores(db, stream_id, stage, drafts, filled_on=DAY, actor=actor)
    make_routes(db, places, actor=actor)
    for place in places:
        add_practice(db, place, PracticeDraft(technique="Круг выбора"), actor=actor)


def handed_in(db: Database, stream_id: int, *person_ids: int, actor: Actor) -> None:
    """What she and another made: an answer, a work of both, final works that each reviewed, a report, a diary."""
    places = arrange_works.places(db, stream_id, person_ids)
    task = arrange_works.assignment(db, arrange_works.module(db, stream_id))
    work = CreativeWorkDraft(kind=CreativeWorkKind.GROUP_PROJECT, title="Проект", member_ids=places)
    add_creative_work(db, stream_id, work, actor=actor)
    for place in places:
        mark_submissions(db, [SubmissionKey(task, place)], SubmissionState.ACCEPTED, actor=actor)
        arrange_works.final_work(db, place)
        report = InternshipReportDraft(kind=InternshipReportKind.MINI, accepted_on=DAY)
        write_internship_report(db, place, report, actor=actor)
        add_diary_entry(db, place, DiaryDraft(written_on=DAY, done="Провела игру"), actor=actor)
    give_out_reviews(db, stream_id, per_work=1, actor=actor)
    for review in stream_reviews(db, stream_id):
        arrange_works.reviewed(db, review.id)


def certified(db: Database, her: int, *, actor: Actor) -> None:
    """A certificate that she signs herself, for her own place, by a decision about every requirement."""
    place = certified_place(db, her)
    save_signers(db, SignersDraft(signers=(SignerDraft(person_id=her, position="Заведующий"),)), actor=actor)
    for key in RequirementKey:
        reason = f"Решение совета {key.label}"
        store(
            db,
            RequirementOverride(enrollment_id=place, key=key, reason=reason, decided_on=DAY),
            action="Решение",
        )
    draft = IssueDraft(enrollment_ids=(place,), issue_date=DAY, basis="Приказ № 7")
    issue_certificates(db, draft, keys=KeyStore.under(db.path.parent), actor=actor)


def certified_place(db: Database, person_id: int) -> int:
    with db.reading() as session:
        sql = "SELECT max(id) FROM enrollment WHERE person_id = ?"
        return session.connection().exec_driver_sql(sql, (person_id,)).scalar_one()


def certificates_of(db: Database) -> list[int]:
    """Every certificate there is."""
    with db.reading() as session:
        return list(session.connection().exec_driver_sql("SELECT id FROM certificate").scalars())


def graduated(db: Database, her: Planted) -> None:
    """She and another completed a programme inside a ДПП, and both let their closed fields go to ФИС ФРДО."""
    with db.writing(action="Образование", actor=Actor()) as session:
        session.connection().exec_driver_sql("UPDATE person SET education = 'higher' WHERE id = ?", (her.person_id,))
    agreed(db, her.person_id)
    dpp_stream(db, dpp_program(db), her.person_id, graduate(db, "Соседкина", SNILS[1]))


def enrolled_by_order(db: Database, stream_id: int, applied: EnrollmentDraft, *, actor: Actor) -> int:
    """Her application, and the order that takes her in."""
    enroll(db, stream_id, [applied], actor=actor)
    with db.reading() as session:
        enrollment_id = session.connection().exec_driver_sql("SELECT max(id) FROM enrollment").scalar_one()
    draft = OrderDraft(kind=OrderKind.ENROL, number="7", dated_on=date(2026, 1, 12))
    order_id = order_people(db, draft, stream_id, [enrollment_id], actor=actor)
    assert order_id is not None
    return order_id


def act_about_another(db: Database) -> int:
    """An act that the site's head approves."""
    contents = {
        "at": "2026-02-10T01:00:00.000Z",
        "dropped": [("телефон", 1)],
        "files": 0,
        "texts": 0,
        "entries": 1,
        "marked": [],
    }
    act = PersonalDataAct(
        kind=ActKind.DESTROYED,
        number="1",
        dated_on=DAY,
        subject_code="С-09999",
        person_uid="0" * 8,
        basis="Отзыв согласия",
        commission="Т.П. Вымышленная",
        contents=json.dumps(contents),
    )
    return store(db, act, action="Акт")


def withdrawn(db: Database, her: Planted) -> None:
    """She takes her consent for processing back."""
    withdraw_consent(db, her.consent_id, db.today(), actor=Actor(her.person_id))


def found_in(content: bytes) -> set[str]:
    """Which of her marks stand in a file: in the text and the properties of a PDF, in every part of a workbook."""
    said = re.sub(r"[\s\u00a0\u00ad]", "", _text(content)).casefold().replace("ё", "е")
    return {mark for mark in MARKS if mark in said}


def _text(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(content))
        pages = "\n".join(page.extract_text() for page in reader.pages)
        return f"{pages}\n{dict(reader.metadata or {})}"
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as package:
            return "\n".join(f"{name}\n{_text(package.read(name))}" for name in package.namelist())
    return unescape(content.decode(errors="replace"))  # openpyxl writes «&#1046;» where lxml is installed
