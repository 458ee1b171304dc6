"""The tables of «Аналитика» against what was written down."""

from datetime import date

from models.commands.diagnostics import write_scores
from models.commands.events import mark_attendance
from models.commands.feedback import accept_answers
from models.database import Database
from models.queries.analytics import analytics, site_span
from models.rows.analytics import Analytics
from models.rows.codes import DiagnosticStage, Mode, Presence
from models.rows.diagnostics import ScoreDraft
from models.rows.events import Mark
from models.rows.feedback import AnswerDraft
from models.rules.plan_periods import Span
from tests.models.commands import arrange, arrange_works
from tests.models.make import HEAD

SPRING = Span(date(2026, 1, 1), date(2026, 3, 31))
HELD = date(2026, 2, 2)


def seen(db: Database) -> Analytics:
    return analytics(db, SPRING)


def test_a_site_that_has_not_begun_shows_its_first_quarter_only(db: Database) -> None:
    assert site_span(db) == Span(db.today(), db.today())
    assert [line.title for line in seen(db).quarters] == ["I квартал 2026"]


def test_quarters_run_from_the_first_record_to_the_span(db: Database) -> None:
    leader = arrange.person(db)
    arrange.event(db, leader, held_on=date(2025, 10, 1), duration_min=90)
    arrange.event(db, leader, held_on=HELD, duration_min=45)
    former, this = seen(db).quarters
    assert (former.title, former.events, former.hours) == ("IV квартал 2025", 1, 2)
    assert (this.title, this.events, this.hours, this.plan_percent) == ("I квартал 2026", 1, 1, None)


def test_every_unit_stands_in_the_table_with_its_remote_share(db: Database) -> None:
    near, far = arrange.organization(db), arrange.organization(db, "Детский сад «Дальний»", is_remote=True)
    nowhere = arrange.organization(db, "Детский сад «Без округа»", oktmo=None)
    people = [arrange.person(db, name, at=at) for name, at in (("Ая", near), ("Бея", far), ("Вея", nowhere))]
    event_id = arrange.event(db, people[0], held_on=HELD)
    mark_attendance(db, event_id, [Mark(person, Presence.PRESENT) for person in people], actor=HEAD)
    lines = {line.municipality: line for line in seen(db).municipalities}
    artyom = next(line for line in lines.values() if line.oktmo == arrange.ARTYOM)
    assert (artyom.organizations, artyom.people, artyom.remote, artyom.remote_share) == (2, 2, 1, 50)
    assert lines["не указан"].people == 1
    assert len(lines) > 30
    assert sum(line.visits for line in lines.values()) == 3


def test_formats_carry_the_answers_of_their_streams(db: Database) -> None:
    leader, trainee = arrange.person(db, "Ведущая"), arrange.person(db, "Стажёрова")
    stream_id = arrange.stream(db, leader, trainee)
    arrange.event(db, leader, held_on=HELD, mode=Mode.REMOTE, stream_ids=[stream_id], total_external=7)
    arrange.event(db, leader, held_on=HELD, mode=Mode.IN_PERSON, total_external=2)
    accept_answers(db, stream_id, [AnswerDraft(tutor=5), AnswerDraft(tutor=4)], held_on=HELD, actor=HEAD)
    (line,) = seen(db).formats
    assert (line.events, line.remote, line.in_person, line.participants) == (2, 1, 1, 9)
    assert (line.answers, line.satisfaction, line.mean_participants) == (2, 4.5, 4.5)


def test_a_deficit_is_closed_by_the_exit_and_waits_without_one(db: Database) -> None:
    tutor, *people = (arrange.person(db, name) for name in ("Тьюторова", "Ая", "Бея", "Вея"))
    stream_id = arrange.stream(db, tutor, *people)
    places = arrange_works.places(db, stream_id, people)
    entry = [ScoreDraft(enrollment_id=each, competence_id=1, tutor_score=1, is_deficit=True) for each in places]
    write_scores(db, stream_id, DiagnosticStage.ENTRY, entry, filled_on=HELD, actor=HEAD)
    after = [
        ScoreDraft(enrollment_id=each, competence_id=1, tutor_score=2, is_deficit=is_deficit)
        for each, is_deficit in zip(places[:2], (False, True), strict=True)
    ]
    write_scores(db, stream_id, DiagnosticStage.EXIT, after, filled_on=HELD, actor=HEAD)
    (line,) = seen(db).deficits
    assert (line.found, line.closed, line.waiting, line.share, line.is_declared) == (2, 1, 1, 50, False)
