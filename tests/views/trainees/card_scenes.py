"""The card of a person as it looks full, before anything was learned, blocked, and with the longest names."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

from models.commands.consents import give_consent, withdraw_consent
from models.commands.people import change_note
from models.database import Database
from models.queries.consents import person_consents
from models.queries.fetch import one
from models.rows.codes import (
    CertificateState,
    ConsentPurpose,
    CreativeWorkKind,
    DiagnosticStage,
    InternshipReportKind,
    SubmissionState,
)
from models.rows.consents import ConsentDraft
from models.rows.person_page import NoteDraft
from models.schema.programs import DiagnosticCard, DiagnosticItem, Route, RouteItem
from models.schema.works import (
    Assignment,
    Certificate,
    CreativeWork,
    CreativeWorkMember,
    InternshipReport,
    Submission,
)
from tests.models.commands import arrange
from tests.models.make import HEAD, store
from tests.views.stage import Stage, type_text
from views.places import OneCard

if TYPE_CHECKING:
    from views.trainees.page import TraineesPage

_DONE = "Внесено"
_SCORES = ((1, 3, False), (0, 2, False), (1, None, True))
"""At entry, at exit, and whether the deficit is still there."""


class _Place(NamedTuple):
    id: int
    person_id: int
    stream_id: int
    module_id: int


def _db(stage: Stage) -> Database:
    assert stage.session.workplace is not None
    return stage.session.workplace.db


def _open(stage: Stage, person_id: int) -> "TraineesPage":
    stage.settle()
    return cast("TraineesPage", stage.page("trainees", OneCard(person_id)))


def came_again(db: Database) -> int:
    """Somebody of the demo who has a certificate of the autumn and studies in spring again; her id."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT person_id FROM enrollment GROUP BY person_id HAVING count(*) > 1 ORDER BY person_id LIMIT 1"
        )
        return int(found.scalar_one())


def learn(db: Database) -> int:
    """Give one who studies diagnostics, a route, assignments, a creative work, a report and a certificate; her id."""
    with db.reading() as session:
        place = one(
            session,
            _Place,
            """SELECT e.id, e.person_id, e.stream_id, m.id FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
            JOIN module AS m ON m.program_id = s.program_id WHERE e.status = 'studying'
            ORDER BY e.person_id, m.no LIMIT 1""",
        )
    _diagnose(db, place)
    _submit(db, place)
    work = CreativeWork(
        stream_id=place.stream_id,
        kind=CreativeWorkKind.GROUP_PROJECT,
        title="Лесная экспедиция",
        state=SubmissionState.ACCEPTED,
        accepted_on=db.today(),
    )
    work_id = store(db, work, action=_DONE)
    store(db, CreativeWorkMember(work_id=work_id, enrollment_id=place.id), action=_DONE)
    report = InternshipReport(enrollment_id=place.id, kind=InternshipReportKind.MINI, submitted_on=db.today())
    store(db, report, action=_DONE)
    certificate = Certificate(
        uid=db.new_uid(),
        year=2026,
        reg_no=7,
        enrollment_id=place.id,
        issue_date=db.today(),
        hours=72,
        state=CertificateState.PREPARED,
    )
    store(db, certificate, action=_DONE)
    return place.person_id


def _diagnose(db: Database, place: _Place) -> None:
    route_id = store(db, Route(enrollment_id=place.id), action=_DONE)
    entry, final = (
        store(db, DiagnosticCard(enrollment_id=place.id, stage=stage, filled_on=day), action=_DONE)
        for stage, day in ((DiagnosticStage.ENTRY, date(2026, 1, 14)), (DiagnosticStage.EXIT, db.today()))
    )
    for no, (before, after, is_left) in enumerate(_SCORES, start=1):
        item = DiagnosticItem(card_id=entry, competence_id=no, tutor_score=before, is_deficit=True, priority=no)
        store(db, item, action=_DONE)
        if after is not None:
            item = DiagnosticItem(card_id=final, competence_id=no, tutor_score=after, is_deficit=is_left)
            store(db, item, action=_DONE)
        step = RouteItem(
            route_id=route_id,
            competence_id=no,
            deficit="Дефицит",
            task="Картотека игр",
            due_on=db.today() + timedelta(days=14),
            done_on=None if is_left else db.today(),
        )
        store(db, step, action=_DONE)


def _submit(db: Database, place: _Place) -> None:
    for state, name, is_asked in (
        (SubmissionState.ACCEPTED, "Дневник наблюдений, 2 недели", True),
        (SubmissionState.SUBMITTED, "Карта дефицитов, самооценка", True),
        (SubmissionState.RETURNED, "Эпизод игры: описание и вывод", True),
        (SubmissionState.MISSING, "Видеофрагмент занятия, 7 минут", False),
    ):
        due_on = db.today() + timedelta(days=5)
        task = Assignment(module_id=place.module_id, title=name, is_mandatory=is_asked, due_on=due_on)
        task_id = store(db, task, action=_DONE)
        if state is not SubmissionState.MISSING:
            handed = Submission(
                assignment_id=task_id, enrollment_id=place.id, state=state, submitted_on=date(2026, 2, 20)
            )
            store(db, handed, action=_DONE)


def _full(stage: Stage) -> None:
    _open(stage, came_again(_db(stage)))


def _empty(stage: Stage) -> None:
    """Of a person of no stream."""
    _open(stage, arrange.person(_db(stage), "Вымышленникова", at=1))


def _blocked(stage: Stage) -> None:
    db = _db(stage)
    person_id = came_again(db)
    give_consent(db, person_id, ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=db.today()), actor=HEAD)
    shown = person_consents(db, person_id)
    assert shown is not None
    assert shown.purposes[0].sheet is not None
    withdraw_consent(db, shown.purposes[0].sheet.id, db.today(), actor=HEAD)
    _open(stage, person_id)


def _about(stage: Stage) -> None:
    db = _db(stage)
    person_id = came_again(db)
    change_note(db, person_id, NoteDraft(note="Готовит мастер-класс к маю."), actor=HEAD)
    _open(stage, person_id).card.show_side(about=True)


def _about_long(stage: Stage) -> None:
    _open(stage, came_again(_db(stage))).card.show_side(about=True)


def _note_typed(stage: Stage) -> None:
    _empty(stage)
    card = cast("TraineesPage", stage.page("trainees")).card
    card.show_side(about=True)
    type_text(card.about.note.field, "Спросить про маршрут")


def _last_tab(stage: Stage) -> None:
    """Of a small window; a wide one shows both columns."""
    _about(stage)
    sides = cast("TraineesPage", stage.page("trainees")).card.sides
    sides.tabs.choose("consents")
    sides.chosen.emit()


CARDS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("card-full", "demo", _full),
    ("card-empty", "demo", _empty),
    ("card-blocked", "demo", _blocked),
    ("card-names-long", "long", _full),
    ("card-about", "demo", _about),
    ("card-last-tab", "demo", _last_tab),
    ("card-note-typed", "demo", _note_typed),
    ("card-about-long", "long", _about_long),
)
"""Name, site, and how to come there."""
