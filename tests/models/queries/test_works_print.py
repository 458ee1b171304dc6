"""Papers about what trainees hand in say what is stored, nothing else."""

from pathlib import Path

import pytest

from models.commands.diary import add_diary_entry
from models.commands.peer_reviews import give_out_reviews
from models.commands.submissions import write_submission
from models.database import Database
from models.errors import UserError
from models.queries.peer_reviews import stream_reviews
from models.queries.portfolio import portfolio
from models.queries.works_print import assignment_sheet, diary_sheets, review_sheets
from models.rows.assignments import SubmissionDraft, SubmissionKey
from models.rows.codes import SubmissionState
from models.rows.works import DiaryDraft
from tests.models.commands import arrange, arrange_works
from tests.models.make import HEAD


@pytest.fixture
def stream(db: Database) -> tuple[int, list[int]]:
    """Two trainees with final works."""
    arrange.fill_passport(db)
    stream_id, places = arrange_works.stream_of(db, "Агапова", "Бурова")
    for place in places:
        arrange_works.final_work(db, place)
    return stream_id, places


def test_the_sheet_of_assignments_shows_letters_scores_and_what_is_accepted(
    db: Database, stream: tuple[int, list[int]]
) -> None:
    stream_id, places = stream
    task = arrange_works.assignment(db, arrange_works.module(db, stream_id))
    for place, state, score in zip(places, (SubmissionState.ACCEPTED, SubmissionState.RETURNED), (5, 2), strict=True):
        draft = SubmissionDraft(state=state, tutor_score=score)
        write_submission(db, SubmissionKey(task, place), draft, actor=HEAD)
    sheet = assignment_sheet(db, stream_id)
    assert [(person.signs, person.accepted, person.mean_score) for person in sheet.people] == [
        (("П 5",), 1, 5.0),
        (("Д 2",), 0, 2.0),
    ]
    assert sheet.tasks[0].accepted == 1


def test_an_unwritten_review_is_printed_with_room_for_a_hand(db: Database, stream: tuple[int, list[int]]) -> None:
    stream_id, _ = stream
    with pytest.raises(UserError, match="ещё не распределены"):
        review_sheets(db, stream_id)
    give_out_reviews(db, stream_id, per_work=1, actor=HEAD)
    written, blank = stream_reviews(db, stream_id)
    arrange_works.reviewed(db, written.id)
    (sheet,) = review_sheets(db, stream_id, [blank.id])
    assert sheet.told_total.strip("_") == ""
    assert [mark.mark for mark in sheet.marks] == [None] * 7
    (sheet,) = review_sheets(db, stream_id, [written.id])
    assert sheet.told_total == "14"


def test_diaries_are_printed_of_those_who_wrote(db: Database, stream: tuple[int, list[int]]) -> None:
    stream_id, places = stream
    with pytest.raises(UserError, match="нет записей"):
        diary_sheets(db, stream_id)
    page = DiaryDraft(written_on=arrange_works.DAY, done="Провела игру")
    add_diary_entry(db, places[1], page, actor=HEAD)
    (sheet,) = diary_sheets(db, stream_id)
    assert sheet.head.name.startswith("Бурова")
    assert [entry.done for entry in sheet.entries] == ["Провела игру"]


def test_a_portfolio_holds_the_mean_of_its_reviews(db: Database, stream: tuple[int, list[int]], tmp_path: Path) -> None:
    stream_id, places = stream
    give_out_reviews(db, stream_id, per_work=1, actor=HEAD)
    about_her = next(each for each in stream_reviews(db, stream_id) if each.author_id == places[0])
    arrange_works.reviewed(db, about_her.id, 1, recommendations="Добавьте условия")
    hers = portfolio(db, places[0], attachments=tmp_path)
    assert {each.mean for each in hers.criteria} == {1.0}
    assert [(each.total, each.recommendations) for each in hers.advice] == [(7, "Добавьте условия")]
    assert portfolio(db, places[1], attachments=tmp_path).criteria == ()
