"""What a stream's trainees are given and hand in, in one line each; whatever is not named is believable."""

from collections.abc import Sequence
from datetime import date

from models.commands.final_works import write_final_work
from models.commands.peer_reviews import write_review
from models.database import Database
from models.queries.stream_people import stream_people
from models.rows.assignments import AssignmentDraft
from models.rows.codes import Mode, PeerCriterion, SubmissionState
from models.rows.works import FinalWorkDraft, PeerReviewDraft
from models.schema.programs import Module, Stream
from models.schema.works import Assignment
from tests.models.commands import arrange
from tests.models.make import HEAD, store

DAY = date(2026, 2, 10)


def stream_of(db: Database, *names: str) -> tuple[int, list[int]]:
    """A stream with these people: its id and the ids of their places, in the order of the names."""
    tutor = arrange.person(db, "Кураторова")
    people = [arrange.person(db, name) for name in names]
    stream_id = arrange.stream(db, tutor, *people)
    return stream_id, places(db, stream_id, people)


def places(db: Database, stream_id: int, person_ids: Sequence[int]) -> list[int]:
    by_person = {each.person_id: each.id for each in stream_people(db, stream_id)}
    return [by_person[person_id] for person_id in person_ids]


def module(db: Database, stream_id: int, title: str = "Погружение", *, no: int = 1) -> int:
    program_id = arrange.stored(db, Stream, stream_id).program_id
    return store(db, Module(program_id=program_id, no=no, title=title, hours=4, mode=Mode.IN_PERSON), action="Модуль")


def assignment(db: Database, module_id: int, title: str = "Конспект занятия", **said: object) -> int:
    """A mandatory one unless said otherwise, though the stream has begun: as if it stood in the programme before."""
    draft = AssignmentDraft.model_validate({"title": title} | said)
    return store(db, Assignment(module_id=module_id, no=1, **draft.model_dump()), action="Задание")


def final_work(db: Database, enrollment_id: int, **said: object) -> int:
    draft = {"title": "Игра в режиме дня", "state": SubmissionState.SUBMITTED, "approbation_on": DAY}
    return write_final_work(db, enrollment_id, FinalWorkDraft.model_validate(draft | said), actor=HEAD)


def reviewed(db: Database, review_id: int, mark: int = 2, **said: object) -> None:
    draft = {"scores": dict.fromkeys(PeerCriterion, mark), "submitted_on": DAY}
    write_review(db, review_id, PeerReviewDraft.model_validate(draft | said), actor=HEAD)
