"""Scenes of the tabs «Задания», «Работы», «Взаимоэкспертиза» and «Дневники», and of a programme's assignments."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from models.commands.assignments import set_terms
from models.commands.creative_works import add_creative_work
from models.commands.diary import add_diary_entry
from models.commands.internship_reports import write_internship_report
from models.commands.peer_reviews import give_out_reviews
from models.commands.submissions import mark_submissions, write_submission
from models.database import Database
from models.queries.assignments import program_assignments, submission_board
from models.queries.diary import stream_diarists
from models.queries.peer_reviews import stream_reviews
from models.rows.assignments import SubmissionDraft, SubmissionKey
from models.rows.codes import CreativeWorkKind, InternshipReportKind, SubmissionState
from models.rows.streams import StreamLine
from models.rows.works import CreativeWorkDraft, DiaryDraft, InternshipReportDraft
from models.schema.programs import Module, Stream
from tests.models.commands import arrange, arrange_works
from tests.models.make import HEAD
from tests.views.programs.program_scenes import programs_page
from tests.views.stage import Stage

if TYPE_CHECKING:
    from views.programs.stream_tabs import StreamTab
    from views.works.assignments_editor import AssignmentsEditor
    from views.works.assignments_tab import AssignmentsTab
    from views.works.diaries_tab import DiariesTab
    from views.works.reviews_tab import ReviewsTab
    from views.works.works_tab import WorksTab

_TASKS = ("Конспект занятия с детьми", "Видеоотчёт о микропреподавании", "Анализ занятия коллеги")
_TITLES = ("Речевые игры в режиме дня", "Уголок уединения", "Утренний круг", "Игры с песком", "Театр в группе")


def hand_in(db: Database, stream_id: int) -> None:
    """A little of everything in a stream: answers in every state, works, reviews half written, a diary."""
    if not submission_board(db, stream_id).assignments:
        module_id = _module(db, stream_id)
        for title in _TASKS:
            arrange_works.assignment(db, module_id, title)
    board = submission_board(db, stream_id)
    places = [person.enrollment_id for person in board.people]
    tasks = [task.id for task in board.assignments]
    set_terms(db, stream_id, {tasks[0]: db.today() - timedelta(days=14)}, actor=HEAD)
    states = (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED, SubmissionState.RETURNED)
    for number, state in enumerate(states):
        keys = [SubmissionKey(tasks[0], place) for place in places[number : len(places) - 3 : 3]]
        mark_submissions(db, keys, state, actor=HEAD)
    scored = SubmissionDraft(state=SubmissionState.ACCEPTED, tutor_score=5, comment="Цели занятия названы точно.")
    write_submission(db, SubmissionKey(tasks[0], places[0]), scored, actor=HEAD)
    group = CreativeWorkDraft(
        kind=CreativeWorkKind.GROUP_PROJECT,
        title="Речевая среда группы",
        state=SubmissionState.ACCEPTED,
        member_ids=places[:3],
    )
    add_creative_work(db, stream_id, group, actor=HEAD)
    for place, title in zip(places, _TITLES, strict=False):
        arrange_works.final_work(db, place, title=title)
    give_out_reviews(db, stream_id, actor=HEAD)
    for mark, review in enumerate(stream_reviews(db, stream_id)[:5]):
        arrange_works.reviewed(db, review.id, 1 + mark % 2, recommendations="Добавьте описание условий.")
    report = InternshipReportDraft(kind=InternshipReportKind.MINI, submitted_on=date(2026, 3, 2))
    write_internship_report(db, places[0], report, actor=HEAD)
    for day in (2, 5, 11):
        page = DiaryDraft(
            written_on=date(2026, 3, day),
            done="Провела речевую игру с подгруппой, записала ответы детей.",
            learned="Ждать ответа ребёнка до конца.",
            questions="Как быть, если ребёнок молчит?" if day == 5 else None,
            tutor_note="Обсудили на консультации." if day == 2 else None,
        )
        add_diary_entry(db, places[0], page, actor=HEAD)


def _module(db: Database, stream_id: int) -> int:
    """The first module of the stream's programme."""
    program_id = arrange.stored(db, Stream, stream_id).program_id
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            f"SELECT id FROM {Module.__tablename__} WHERE program_id = ? ORDER BY no", (program_id,)
        )
        first = found.scalar()
    return int(first) if first is not None else arrange_works.module(db, stream_id)


def _db(stage: Stage) -> Database:
    assert stage.session.workplace is not None
    return stage.session.workplace.db


def stream_line(stage: Stage) -> StreamLine:
    """The stream with the most people."""
    return max(programs_page(stage).programs.streams.rows(), key=lambda each: each.people)


def _tab(stage: Stage, key: str) -> "StreamTab":
    page, line = programs_page(stage), stream_line(stage)
    if not stream_reviews(_db(stage), line.id):
        hand_in(_db(stage), line.id)
    page.show_stream(line.id, key)
    stage.settle()
    return cast("StreamTab", page.stream.tabs.tab)


def _tasks(stage: Stage) -> "AssignmentsTab":
    return cast("AssignmentsTab", _tab(stage, "assignments"))


def _answer(stage: Stage) -> None:
    tab = _tasks(stage)
    tab.grid.go_to(0, 0)
    tab.panel.show_cell((0, 0))


def _terms(stage: Stage) -> None:
    _tasks(stage).terms_button.click()


def _works(stage: Stage) -> "WorksTab":
    return cast("WorksTab", _tab(stage, "works"))


def _final(stage: Stage) -> None:
    tab = _works(stage)
    tab.table.select_first()
    tab.open_work("final")


def _reviews(stage: Stage) -> "ReviewsTab":
    return cast("ReviewsTab", _tab(stage, "reviews"))


def _review(stage: Stage) -> None:
    tab = _reviews(stage)
    tab.panel.show_review(tab.model.rows()[0])


def _results(stage: Stage) -> None:
    tab = _reviews(stage)
    tab.switch.choose("results")
    tab.switch.chosen.emit("results")


def _diary(stage: Stage) -> None:
    tab = cast("DiariesTab", _tab(stage, "diaries"))
    kept = stream_diarists(_db(stage), stream_line(stage).id)
    tab.show_person(max(kept, key=lambda each: each.pages).person_id)
    tab.panel.change(tab.model.rows()[0].id)


def _editor(stage: Stage) -> None:
    page, line = programs_page(stage), stream_line(stage)
    if not program_assignments(_db(stage), line.program_id):
        hand_in(_db(stage), line.id)
    page.show_program(line.program_id, "assignments")
    stage.settle()
    tab = cast("AssignmentsEditor", page.program.tabs.tab)
    tab.panel.change(tab.model.rows()[0])


WORKS: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("works-tasks", "demo", _tasks),
    ("works-answer", "demo", _answer),
    ("works-terms", "demo", _terms),
    ("works-list", "demo", _works),
    ("works-final", "demo", _final),
    ("works-reviews", "demo", _reviews),
    ("works-review", "demo", _review),
    ("works-results", "demo", _results),
    ("works-diary", "demo", _diary),
    ("works-of-program", "demo", _editor),
)
