"""What trainees hand in: assignments with days of a stream, works, reviews given out evenly, reports, diaries."""

from collections import Counter
from datetime import date

import pytest
from pydantic import ValidationError

from models.commands.assignments import (
    add_assignment,
    change_assignment,
    move_assignment,
    remove_assignment,
    set_terms,
)
from models.commands.creative_works import add_creative_work, change_creative_work
from models.commands.depersonalise import destroy_person
from models.commands.final_works import remove_final_work, write_final_work
from models.commands.internship_reports import write_internship_report
from models.commands.peer_reviews import give_out_reviews, remove_review, write_review
from models.commands.programs import expel
from models.commands.submissions import mark_submissions, remove_submission, write_submission
from models.database import Database
from models.errors import UserError
from models.queries.assignments import program_assignments, submission_board
from models.queries.internship_records import read_records
from models.queries.peer_reviews import stream_reviews
from models.queries.stream_people import stream_people
from models.queries.works import creative_work_members, stream_works
from models.rows.assignments import AssignmentDraft, SubmissionDraft, SubmissionKey
from models.rows.codes import CreativeWorkKind, InternshipReportKind, PeerCriterion, SubmissionState
from models.rows.personal_acts import ActDraft
from models.rows.works import CreativeWorkDraft, FinalWorkDraft, InternshipReportDraft, PeerReviewDraft, PeerReviewLine
from models.schema.programs import Stream
from models.schema.works import FinalWork
from tests.models.commands import arrange, arrange_works
from tests.models.make import HEAD

NAMES = ("Агапова", "Бурова", "Ветрова", "Громова")
ACT = ActDraft(number="1", dated_on=date(2026, 3, 2), basis="заявление", commission=("Петрова Мария",))
OPTIONAL = AssignmentDraft(title="Эссе", is_mandatory=False)


def titles(db: Database, stream_id: int) -> list[str]:
    program_id = arrange.stored(db, Stream, stream_id).program_id
    return [line.title for line in program_assignments(db, program_id)]


def reviewed_stream(db: Database) -> tuple[int, list[int]]:
    """A stream whose four trainees have handed their final works in."""
    stream_id, places = arrange_works.stream_of(db, *NAMES)
    for place in places:
        arrange_works.final_work(db, place)
    return stream_id, places


def burdens(reviews: list[PeerReviewLine]) -> list[int]:
    return sorted(Counter(review.reviewer_id for review in reviews).values())


# Assignments


def test_a_programme_that_is_studied_takes_no_new_duty(db: Database) -> None:
    stream_id, _ = arrange_works.stream_of(db, *NAMES)
    module_id = arrange_works.module(db, stream_id)
    with pytest.raises(UserError, match="уже учится поток"):
        add_assignment(db, module_id, AssignmentDraft(title="Конспект"), actor=HEAD)
    optional = add_assignment(db, module_id, OPTIONAL, actor=HEAD)
    with pytest.raises(UserError, match="уже учится поток"):
        change_assignment(db, optional, AssignmentDraft(title="Эссе"), actor=HEAD)
    assert titles(db, stream_id) == ["Эссе"]


def test_an_assignment_moves_among_those_of_its_module(db: Database) -> None:
    stream_id, _ = arrange_works.stream_of(db, *NAMES)
    module_id = arrange_works.module(db, stream_id)
    first, *_ = [
        add_assignment(db, module_id, AssignmentDraft(title=title, is_mandatory=False), actor=HEAD)
        for title in ("а", "б", "в")
    ]
    move_assignment(db, first, 2, actor=HEAD)
    assert titles(db, stream_id) == ["б", "а", "в"]


def test_an_answered_assignment_stays(db: Database) -> None:
    stream_id, places = arrange_works.stream_of(db, *NAMES)
    task = add_assignment(db, arrange_works.module(db, stream_id), OPTIONAL, actor=HEAD)
    (answer,) = mark_submissions(db, [SubmissionKey(task, places[0])], SubmissionState.SUBMITTED, actor=HEAD)
    with pytest.raises(UserError, match="запись стажёра"):
        remove_assignment(db, task, actor=HEAD)
    remove_submission(db, answer, actor=HEAD)
    remove_assignment(db, task, actor=HEAD)
    assert titles(db, stream_id) == []


def test_the_day_of_a_stream_goes_before_that_of_the_programme(db: Database) -> None:
    stream_id, places = arrange_works.stream_of(db, *NAMES)
    module_id = arrange_works.module(db, stream_id)
    task = arrange_works.assignment(db, module_id, due_on=date(2026, 3, 1))
    set_terms(db, stream_id, {task: date(2026, 2, 20)}, actor=HEAD)
    assert submission_board(db, stream_id).assignments[0].due_on == date(2026, 2, 20)
    with db.reading() as session:
        (record,) = read_records(session, places[:1]).values()
    assert record.tasks[0].due_on == date(2026, 2, 20)
    set_terms(db, stream_id, {task: None}, actor=HEAD)
    assert submission_board(db, stream_id).assignments[0].due_on == date(2026, 3, 1)


def test_an_answer_gets_its_day_once_and_loses_it_with_its_state(db: Database) -> None:
    stream_id, places = arrange_works.stream_of(db, *NAMES)
    task = arrange_works.assignment(db, arrange_works.module(db, stream_id))
    key = SubmissionKey(task, places[0])
    early = SubmissionDraft(state=SubmissionState.RETURNED, submitted_on=date(2026, 2, 3), tutor_score=3)
    write_submission(db, key, early, actor=HEAD)
    mark_submissions(db, [key], SubmissionState.ACCEPTED, actor=HEAD)
    cell = submission_board(db, stream_id).cells[key]
    assert (cell.submitted_on, cell.tutor_score) == (date(2026, 2, 3), 3)
    mark_submissions(db, [key], SubmissionState.MISSING, actor=HEAD)
    assert submission_board(db, stream_id).cells[key].submitted_on is None


def test_an_assignment_of_another_programme_is_refused(db: Database) -> None:
    stream_id, _ = arrange_works.stream_of(db, *NAMES)
    _, strangers = arrange_works.stream_of(db, "Другова")
    task = arrange_works.assignment(db, arrange_works.module(db, stream_id))
    with pytest.raises(UserError, match="другой программы"):
        mark_submissions(db, [SubmissionKey(task, strangers[0])], SubmissionState.ACCEPTED, actor=HEAD)


# Works


def test_a_group_needs_two_and_an_individual_work_one(db: Database) -> None:
    said = {"title": "Проект", "state": SubmissionState.MISSING}
    with pytest.raises(ValidationError, match="хотя бы двое"):
        CreativeWorkDraft.model_validate(said | {"kind": CreativeWorkKind.GROUP_PROJECT, "member_ids": [1]})
    with pytest.raises(ValidationError, match="один человек"):
        CreativeWorkDraft.model_validate(said | {"kind": CreativeWorkKind.INDIVIDUAL, "member_ids": [1, 2]})


def test_members_of_a_creative_work_are_of_one_stream(db: Database) -> None:
    stream_id, places = arrange_works.stream_of(db, *NAMES)
    _, strangers = arrange_works.stream_of(db, "Другова")
    draft = CreativeWorkDraft(kind=CreativeWorkKind.GROUP_PROJECT, title="Проект", member_ids=places[:2])
    work_id = add_creative_work(db, stream_id, draft, actor=HEAD)
    foreign = draft.model_copy(update={"member_ids": [places[0], strangers[0]]})
    with pytest.raises(UserError, match="одного потока"):
        change_creative_work(db, work_id, foreign, actor=HEAD)
    assert creative_work_members(db, work_id) == places[:2]


@pytest.mark.parametrize("missing", ["approbation_on", "self_analysis"])
def test_a_final_work_is_accepted_only_tried_out_and_looked_at(missing: str) -> None:
    said = {"title": "Работа", "state": "accepted", "approbation_on": date(2026, 2, 3), "self_analysis": "Удалось"}
    with pytest.raises(ValidationError, match="не принимают"):
        FinalWorkDraft.model_validate(said | {missing: None})
    assert FinalWorkDraft.model_validate(said).state is SubmissionState.ACCEPTED


def test_a_reviewed_final_work_is_not_removed(db: Database) -> None:
    stream_id, _ = reviewed_stream(db)
    give_out_reviews(db, stream_id, per_work=1, actor=HEAD)
    review = stream_reviews(db, stream_id)[0]
    arrange_works.reviewed(db, review.id)
    with pytest.raises(UserError, match="уже есть"):
        remove_final_work(db, review.work_id, actor=HEAD)
    remove_review(db, review.id, actor=HEAD)
    remove_final_work(db, review.work_id, actor=HEAD)
    assert sum(row.final is not None for row in stream_works(db, stream_id)) == 3


def test_an_accepted_report_was_handed_in(db: Database) -> None:
    stream_id, places = arrange_works.stream_of(db, *NAMES)
    draft = InternshipReportDraft(kind=InternshipReportKind.MINI, accepted_on=date(2026, 2, 9))
    write_internship_report(db, places[0], draft, actor=HEAD)
    report = stream_works(db, stream_id)[0].report
    assert report is not None
    assert report.submitted_on == date(2026, 2, 9)


# Reviews


def test_reviews_are_given_out_evenly_and_only_once(db: Database) -> None:
    stream_id, _ = reviewed_stream(db)
    assert give_out_reviews(db, stream_id, actor=HEAD).new == 8
    reviews = stream_reviews(db, stream_id)
    assert burdens(reviews) == [2, 2, 2, 2]
    assert all(review.author_id != review.reviewer_id for review in reviews)
    assert give_out_reviews(db, stream_id, actor=HEAD).new == 0
    assert stream_reviews(db, stream_id) == reviews


def test_nobody_reviews_the_works_of_another_stream(db: Database) -> None:
    arrange_works.stream_of(db, "Гостева", "Заезжая", "Проезжая")
    stream_id, places = reviewed_stream(db)
    give_out_reviews(db, stream_id, actor=HEAD)
    assert {review.reviewer_id for review in stream_reviews(db, stream_id)} == set(places)


def test_who_left_writes_no_review_but_what_she_wrote_stays(db: Database) -> None:
    stream_id, places = reviewed_stream(db)
    give_out_reviews(db, stream_id, actor=HEAD)
    written, asked = [each for each in stream_reviews(db, stream_id) if each.reviewer_id == places[0]]
    arrange_works.reviewed(db, written.id)
    expel(db, places[0], date(2026, 2, 9), actor=HEAD)
    given = give_out_reviews(db, stream_id, actor=HEAD)
    assert given.taken_back == 1
    left = {review.id for review in stream_reviews(db, stream_id) if review.reviewer_id == places[0]}
    assert left == {written.id}
    assert asked.work_id in {review.work_id for review in stream_reviews(db, stream_id) if review.id > asked.id}


def test_a_stream_that_is_too_small_is_told_why(db: Database) -> None:
    stream_id, places = arrange_works.stream_of(db, "Агапова", "Бурова")
    with pytest.raises(UserError, match="никто не сдал"):
        give_out_reviews(db, stream_id, actor=HEAD)
    arrange_works.final_work(db, places[0])
    with pytest.raises(UserError, match="не больше 1"):
        give_out_reviews(db, stream_id, actor=HEAD)
    assert give_out_reviews(db, stream_id, per_work=1, actor=HEAD).new == 1


def test_a_review_is_handed_in_once_every_criterion_is_scored(db: Database) -> None:
    stream_id, _ = reviewed_stream(db)
    give_out_reviews(db, stream_id, actor=HEAD)
    review = stream_reviews(db, stream_id)[0]
    write_review(db, review.id, PeerReviewDraft(scores={PeerCriterion.EFFECT: 1}), actor=HEAD)
    begun = stream_reviews(db, stream_id)[0]
    assert (begun.state, begun.submitted_on) == (SubmissionState.MISSING, None)
    arrange_works.reviewed(db, review.id, 1)
    done = stream_reviews(db, stream_id)[0]
    assert (done.state, done.total) == (SubmissionState.SUBMITTED, 7)


def test_a_mark_above_two_is_refused() -> None:
    with pytest.raises(ValidationError, match="0, 1 или 2"):
        PeerReviewDraft(scores={PeerCriterion.EFFECT: 3})


def test_a_destroyed_person_reviews_nobody_and_her_marks_stay(db: Database) -> None:
    stream_id, places = reviewed_stream(db)
    give_out_reviews(db, stream_id, actor=HEAD)
    written, _asked = [each for each in stream_reviews(db, stream_id) if each.reviewer_id == places[0]]
    arrange_works.reviewed(db, written.id)
    person_id = next(each.person_id for each in stream_people(db, stream_id) if each.id == places[0])
    destroy_person(db, person_id, ACT, actor=HEAD)
    give_out_reviews(db, stream_id, actor=HEAD)
    hers = [each for each in stream_reviews(db, stream_id) if each.reviewer_id == places[0]]
    assert [each.id for each in hers] == [written.id]
    assert hers[0].total == 14
    assert "Агапова" not in hers[0].reviewer
    works = {row.final.title for row in stream_works(db, stream_id) if row.final and row.enrollment_id == places[0]}
    assert works != {"Игра в режиме дня"}
    work = arrange.stored(db, FinalWork, hers[0].work_id)
    assert work.enrollment_id != places[0]


def test_a_final_work_is_written_into_the_one_she_has(db: Database) -> None:
    stream_id, places = arrange_works.stream_of(db, *NAMES)
    first = arrange_works.final_work(db, places[0])
    draft = FinalWorkDraft(title="Новая тема", state=SubmissionState.MISSING)
    assert write_final_work(db, places[0], draft, actor=HEAD) == first
    final = stream_works(db, stream_id)[0].final
    assert final is not None
    assert final.title == "Новая тема"
