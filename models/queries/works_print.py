"""The ведомость заданий, the листы взаимоэкспертизы and the diaries of a stream, as they are printed."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.assignments import stream_assignments
from models.queries.diary import read_diary
from models.queries.fetch import rows
from models.queries.paper_names import PAPER_FULL_NAME, PAPER_SIGNED_NAME
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.queries.stream_head import read_stream_head
from models.queries.students import STUDENTS
from models.queries.trainee_heads import read_heads
from models.rows.assignments import StreamAssignment
from models.rows.codes import PeerCriterion, SubmissionState
from models.rows.works import DiaryLine, marks_of
from models.rows.works_print import (
    AssignmentSheet,
    DiarySheet,
    DiarySheetPage,
    ReviewMark,
    ReviewSheet,
    SheetPerson,
    SheetTask,
)
from models.rules.means import mean

_SIGNS = {
    SubmissionState.MISSING: "",
    SubmissionState.SUBMITTED: "С",
    SubmissionState.RETURNED: "Д",
    SubmissionState.ACCEPTED: "П",
}
_LEGEND = "П — принято, С — сдано, Д — на доработке; рядом оценка тьютора. Пустая клетка — не сдано."


class _Person(NamedTuple):
    enrollment_id: int
    name: str


class _Answer(NamedTuple):
    enrollment_id: int
    assignment_id: int
    state: SubmissionState
    score: int | None


class _Review(NamedTuple):
    author: str
    work: str
    reviewer: str
    reviewer_signed: str
    scores: str | None
    recommendations: str | None
    submitted_on: date | None

    @property
    def total(self) -> int | None:
        """Σ of the marks, None until all are there."""
        marks = marks_of(self.scores)
        return sum(marks.values()) if len(marks) == len(PeerCriterion) else None

    @property
    def marks(self) -> tuple[ReviewMark, ...]:
        """The criteria in their order, with the marks there are."""
        marks = marks_of(self.scores)
        return tuple(
            ReviewMark(no, each.label, marks.get(each), self.author) for no, each in enumerate(PeerCriterion, start=1)
        )


@speaks_by_code
def assignment_sheet(db: Database, stream_id: int) -> AssignmentSheet:
    """The ведомость заданий; raises UserError when the stream is gone, and while the passport is not filled."""
    with db.reading() as session:
        stream = read_stream_head(session, stream_id)
        passport, signatures = read_passport(session, db.today())
        tasks = stream_assignments(session, stream_id)
        people = rows(
            session,
            _Person,
            f"""
            SELECT e.id, {PAPER_FULL_NAME.format("p")} FROM enrollment AS e JOIN person AS p ON p.id = e.person_id
            WHERE e.stream_id = :stream AND {STUDENTS} ORDER BY p.name_key, p.id
            """,
            stream=stream_id,
        )
        answers = rows(
            session,
            _Answer,
            f"""
            SELECT e.id, s.assignment_id, s.state, s.tutor_score
            FROM enrollment AS e JOIN submission AS s ON s.enrollment_id = e.id
            WHERE e.stream_id = :stream AND {STUDENTS}
            """,
            stream=stream_id,
        )
    by_place = {(answer.enrollment_id, answer.assignment_id): answer for answer in answers}
    accepted = [answer.assignment_id for answer in answers if answer.state is SubmissionState.ACCEPTED]
    return AssignmentSheet(
        passport=passport,
        signatures=signatures,
        stream=stream.title,
        program=stream.program,
        tutor=stream.tutor,
        legend=_LEGEND,
        printed_on=db.today(),
        people=tuple(
            _sheet_person(no, person, [by_place.get((person.enrollment_id, task.id)) for task in tasks])
            for no, person in enumerate(people, start=1)
        ),
        tasks=tuple(_sheet_task(no, task, accepted.count(task.id)) for no, task in enumerate(tasks, start=1)),
    )


@speaks_by_code
def review_sheets(db: Database, stream_id: int, reviews: Collection[int] = ()) -> tuple[ReviewSheet, ...]:
    """A лист взаимоэкспертизы for each of these reviews, of all without any; raises UserError where there are none."""
    with db.reading() as session:
        stream = read_stream_head(session, stream_id)
        passport, signatures = read_passport(session, db.today())
        found = rows(
            session,
            _Review,
            f"""
            SELECT {PAPER_FULL_NAME.format("a")}, w.title, {PAPER_FULL_NAME.format("p")},
                   {PAPER_SIGNED_NAME.format("p")}, r.scores, r.recommendations, r.submitted_on
            FROM peer_review AS r JOIN final_work AS w ON w.id = r.final_work_id
            JOIN enrollment AS ae ON ae.id = w.enrollment_id JOIN person AS a ON a.id = ae.person_id
            JOIN enrollment AS pe ON pe.id = r.reviewer_id JOIN person AS p ON p.id = pe.person_id
            WHERE ae.stream_id = :stream AND (:all OR r.id IN (SELECT value FROM json_each(:reviews)))
            ORDER BY p.name_key, a.name_key, r.id
            """,
            stream=stream_id,
            all=not reviews,
            reviews=str(sorted(reviews)),
        )
    if not found:
        raise UserError("Отзывы ещё не распределены.", "Распределите их во вкладке «Взаимоэкспертиза».")
    return tuple(
        ReviewSheet(
            passport=passport,
            signatures=signatures,
            stream=stream.title,
            program=stream.program,
            author=review.author,
            work=review.work,
            reviewer=review.reviewer,
            reviewer_signed=review.reviewer_signed,
            total=review.total,
            recommendations=review.recommendations,
            submitted_on=review.submitted_on,
            marks=review.marks,
        )
        for review in found
    )


@speaks_by_code
def diary_sheets(db: Database, stream_id: int, people: Collection[int] = ()) -> tuple[DiarySheet, ...]:
    """The diaries of these places of a stream, of all without any; raises UserError where nobody has a page."""
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
        sheets: list[DiarySheet] = []
        for each in read_heads(session, stream_id, people):
            pages = read_diary(session, each.enrollment_id)
            if pages:
                sheets.append(
                    DiarySheet(
                        passport=passport,
                        signatures=signatures,
                        head=each.head,
                        entries=printed_pages(pages, each.name),
                    )
                )
    if not sheets:
        raise UserError("В дневнике ещё нет записей.", "Запишите их во вкладке «Дневники» и напечатайте снова.")
    return tuple(sheets)


def printed_pages(pages: Collection[DiaryLine], name: str) -> tuple[DiarySheetPage, ...]:
    """The pages of somebody's diary, numbered."""
    return tuple(
        DiarySheetPage(no, page.written_on, page.event, page.done, page.learned, page.questions, page.tutor_note, name)
        for no, page in enumerate(pages, start=1)
    )


def _sheet_person(no: int, person: _Person, answers: list[_Answer | None]) -> SheetPerson:
    given = [answer for answer in answers if answer is not None]
    return SheetPerson(
        no=no,
        name=person.name,
        signs=tuple("" if answer is None else _sign(answer) for answer in answers),
        accepted=sum(answer.state is SubmissionState.ACCEPTED for answer in given),
        mean_score=mean([answer.score for answer in given if answer.score is not None]),
    )


def _sign(answer: _Answer) -> str:
    score = "" if answer.score is None else str(answer.score)
    return f"{_SIGNS[answer.state]} {score}".strip()


def _sheet_task(no: int, task: StreamAssignment, accepted: int) -> SheetTask:
    return SheetTask(
        no=no,
        module=f"{task.module_no}. {task.module}",
        title=task.title,
        is_mandatory="да" if task.is_mandatory else "",
        assessment_form=task.assessment_form,
        due_on=task.due_on,
        accepted=accepted,
    )
