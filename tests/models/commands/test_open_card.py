"""Nothing new is written about somebody whose data were destroyed: a restored copy would not destroy it again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.commands.applications import apply
from models.commands.attachments import attach_file
from models.commands.consents import give_consent
from models.commands.depersonalise import depersonalise, destroy_person
from models.commands.diagnostics import write_scores
from models.commands.diary import add_diary_entry, change_diary_entry
from models.commands.final_works import write_final_work
from models.commands.internship_reports import write_internship_report
from models.commands.peer_reviews import give_out_reviews, write_review
from models.commands.people import change_note, change_trainee
from models.commands.practice import add_practice, change_practice
from models.commands.programs import enroll, enroll_people
from models.commands.requirement_decisions import decide_requirement
from models.commands.routes import add_step, change_step, save_route
from models.commands.site import assign_role
from models.commands.submissions import write_submission
from models.database import Database
from models.errors import UserError
from models.queries.peer_reviews import stream_reviews
from models.rows.assignments import SubmissionDraft, SubmissionKey
from models.rows.attachments import (
    ConsentPlace,
    DiaryEntryPlace,
    FinalWorkPlace,
    NewFile,
    PersonPlace,
    SubmissionPlace,
)
from models.rows.codes import ConsentPurpose, DiagnosticStage, InternshipReportKind, RequirementKey, SubmissionState
from models.rows.consents import ConsentDraft
from models.rows.diagnostics import ScoreDraft
from models.rows.person_page import NoteDraft
from models.rows.personal_acts import ActDraft
from models.rows.programs import ApplicationDraft
from models.rows.requirement_decisions import RequirementDecisionDraft
from models.rows.routes import PracticeDraft, RouteDraft, StepDraft
from models.rows.site import PersonDraft, RoleDraft
from models.rows.works import DiaryDraft, FinalWorkDraft, InternshipReportDraft, PeerReviewDraft
from models.schema.programs import Enrollment
from tests.models.commands import arrange
from tests.models.commands import arrange_works as works
from tests.models.make import HEAD, content, make_consent

DAY = date(2026, 2, 2)
ACT = ActDraft(number="1", dated_on=DAY, basis="заявление", commission=("Петрова Мария",))
CARD = PersonDraft(last_name="Ким", first_name="Анна", position_id=1, organization_id=1, phone="+79001234567")
SIGNED = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=DAY)
PAGE = DiaryDraft(written_on=DAY, done="Провела круг")
SCAN = NewFile(b"%PDF-1.4\n% 1\n%%EOF\n", "согласие.pdf")

HERS, STREAM, CONSENT = 1, 1, 1
WRITES: dict[str, Callable[[Database, Path], object]] = {
    "card": lambda db, _folder: change_trainee(db, HERS, CARD, actor=HEAD),
    "note": lambda db, _folder: change_note(db, HERS, NoteDraft(note="Пришла снова"), actor=HEAD),
    "consent": lambda db, _folder: give_consent(db, HERS, SIGNED, actor=HEAD),
    "file": lambda db, folder: attach_file(db, folder, SCAN, place=PersonPlace(HERS), actor=HEAD),
    "scan": lambda db, folder: attach_file(db, folder, SCAN, place=ConsentPlace(CONSENT), actor=HEAD),
    "role": lambda db, _folder: assign_role(db, RoleDraft(person_id=HERS, role_id=1, starts_on=DAY), actor=HEAD),
    "place": lambda db, _folder: enroll(db, STREAM, [arrange.place(HERS)], actor=HEAD),
    "places": lambda db, _folder: enroll_people(db, STREAM, [HERS], actor=HEAD),
    "application": lambda db, _folder: apply(
        db, STREAM, [ApplicationDraft(person_id=HERS, applied_on=DAY, direction="Речь")], actor=HEAD
    ),
}


@pytest.mark.parametrize("act", [depersonalise, destroy_person])
@pytest.mark.parametrize("write", WRITES)
def test_nothing_is_written_about_somebody_whose_data_are_gone(
    db: Database, tmp_path: Path, write: str, act: Callable[..., int]
) -> None:
    assert arrange.person(db, "Ким") == HERS
    assert make_consent(db, HERS) == CONSENT
    assert arrange.stream(db, arrange.person(db)) == STREAM
    act(db, HERS, ACT, actor=HEAD)
    before = content(db)
    with pytest.raises(UserError, match="вести нельзя"):
        WRITES[write](db, tmp_path / "attachments")
    assert content(db) == before


def test_nothing_is_written_about_the_study_of_somebody_whose_data_are_gone(db: Database, tmp_path: Path) -> None:
    stream_id, (place, other) = works.stream_of(db, "Ким", "Белова")
    key = SubmissionKey(works.assignment(db, works.module(db, stream_id)), place)
    answer = SubmissionDraft(state=SubmissionState.SUBMITTED, comment="Хорошо")
    answer_id = write_submission(db, key, answer, actor=HEAD)
    work_id = works.final_work(db, place)
    give_out_reviews(db, stream_id, actor=HEAD, per_work=1)
    (review,) = stream_reviews(db, stream_id)
    page_id = add_diary_entry(db, place, PAGE, actor=HEAD)
    step_id = add_step(db, place, StepDraft(deficit="Не видит зоны развития"), actor=HEAD)
    line_id = add_practice(db, place, PracticeDraft(technique="Круг выбора"), actor=HEAD)
    destroy_person(db, arrange.stored(db, Enrollment, place).person_id, ACT, actor=HEAD)
    decision = RequirementDecisionDraft(
        enrollment_ids=(other, place), key=RequirementKey.REPORT, reason="Решение совета", decided_on=DAY
    )
    score = ScoreDraft(enrollment_id=place, competence_id=1, self_score=1, comment="Стесняется")
    report = InternshipReportDraft(kind=InternshipReportKind.MINI, comment="Мало примеров")
    before = content(db)
    for write in (
        lambda: write_submission(db, key, answer, actor=HEAD),
        lambda: write_final_work(db, place, FinalWorkDraft(title="Игра"), actor=HEAD),
        lambda: write_review(db, review.id, PeerReviewDraft(scores={}, recommendations="Смелее"), actor=HEAD),
        lambda: write_internship_report(db, place, report, actor=HEAD),
        lambda: add_diary_entry(db, place, PAGE, actor=HEAD),
        lambda: change_diary_entry(db, page_id, PAGE, actor=HEAD),
        lambda: save_route(db, place, RouteDraft(goal="Смелее"), actor=HEAD),
        lambda: add_step(db, place, StepDraft(deficit="Боится"), actor=HEAD),
        lambda: change_step(db, step_id, StepDraft(deficit="Боится"), actor=HEAD),
        lambda: add_practice(db, place, PracticeDraft(technique="Круг"), actor=HEAD),
        lambda: change_practice(db, line_id, PracticeDraft(technique="Круг"), actor=HEAD),
        lambda: decide_requirement(db, decision, actor=HEAD),
        lambda: write_scores(db, stream_id, DiagnosticStage.ENTRY, [score], filled_on=DAY, actor=HEAD),
        *(
            lambda at=at: attach_file(db, tmp_path / "attachments", SCAN, place=at, actor=HEAD)
            for at in (SubmissionPlace(answer_id), FinalWorkPlace(work_id), DiaryEntryPlace(page_id))
        ),
    ):
        with pytest.raises(UserError, match="вести нельзя"):
            write()
    assert content(db) == before
