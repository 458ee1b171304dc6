"""Creative works, final works with their reviews, reports and diaries of trainees."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pydantic import model_validator

from models.rows.codes import CreativeWorkKind, InternshipReportKind, PeerCriterion, SubmissionState
from models.rows.draft import Draft, FieldError, Text

TOP_MARK = 2
"""The highest mark of a criterion of the лист взаимоэкспертизы."""


class CreativeWorkDraft(Draft):
    """A creative work of those who made it: places in one stream."""

    kind: CreativeWorkKind
    title: Text
    state: SubmissionState = SubmissionState.MISSING
    accepted_on: date | None = None
    description: str | None = None
    comment: str | None = None
    member_ids: Sequence[int]
    """Enrolments."""

    @model_validator(mode="after")
    def _members(self) -> "CreativeWorkDraft":
        _accepted_only(self.state, self.accepted_on)
        makers = len(set(self.member_ids))
        if not makers:
            raise FieldError("member_ids", "Выберите, кто выполняет работу")
        if makers == 1 and self.kind is CreativeWorkKind.GROUP_PROJECT:
            raise FieldError("member_ids", "В группе нужны хотя бы двое. Добавьте участников или измените вид")
        if makers > 1 and self.kind is CreativeWorkKind.INDIVIDUAL:
            raise FieldError("member_ids", "Индивидуальное задание выполняет один человек. Измените вид или состав")
        return self


class FinalWorkDraft(Draft):
    """A final work: tried out and looked at by its author before it is accepted ([S1])."""

    title: Text
    state: SubmissionState = SubmissionState.MISSING
    submitted_on: date | None = None
    approbation_on: date | None = None
    self_analysis: str | None = None
    admin_review: str | None = None
    accepted_on: date | None = None
    defended_on: date | None = None
    comment: str | None = None

    @model_validator(mode="after")
    def _tried_out_first(self) -> "FinalWorkDraft":
        _accepted_only(self.state, self.accepted_on)
        if self.state is SubmissionState.ACCEPTED:
            if self.approbation_on is None:
                raise FieldError("approbation_on", "Без апробации работу не принимают. Укажите её дату")
            if not self.self_analysis:
                raise FieldError("self_analysis", "Без самоанализа работу не принимают. Запишите его")
        if self.approbation_on and self.accepted_on and self.accepted_on < self.approbation_on:
            raise FieldError("accepted_on", "Работа принята раньше апробации. Проверьте даты")
        return self


class InternshipReportDraft(Draft):
    """A trainee's report on her internship, analytical or mini."""

    kind: InternshipReportKind
    submitted_on: date | None = None
    accepted_on: date | None = None
    comment: str | None = None

    @model_validator(mode="after")
    def _order(self) -> "InternshipReportDraft":
        if self.submitted_on and self.accepted_on and self.accepted_on < self.submitted_on:
            raise FieldError("accepted_on", "Отчёт принят раньше, чем сдан. Проверьте даты")
        return self


class PeerReviewDraft(Draft):
    """A filled лист взаимоэкспертизы: 0, 1 or 2 by criterion; a criterion that is not scored yet is left out."""

    scores: Mapping[PeerCriterion, int]
    recommendations: str | None = None
    submitted_on: date | None = None

    @model_validator(mode="after")
    def _marks(self) -> "PeerReviewDraft":
        for criterion, mark in self.scores.items():
            if mark not in range(TOP_MARK + 1):
                raise FieldError(criterion.value, "Оценка по критерию — 0, 1 или 2")
        return self


class DiaryDraft(Draft):
    """A page of a trainee's diary."""

    written_on: date
    event_id: int | None = None
    done: Text
    learned: str | None = None
    questions: str | None = None
    tutor_note: str | None = None


class CreativeWorkLine(NamedTuple):
    """A creative work of a stream; `members` are short names joined by commas."""

    id: int
    kind: CreativeWorkKind
    title: str
    state: SubmissionState
    accepted_on: date | None
    description: str | None
    comment: str | None
    members: str
    files: int


class FinalWorkLine(NamedTuple):
    """A final work with how many reviews it has and how many of them are written."""

    id: int
    enrollment_id: int
    title: str
    state: SubmissionState
    submitted_on: date | None
    approbation_on: date | None
    self_analysis: str | None
    admin_review: str | None
    accepted_on: date | None
    defended_on: date | None
    comment: str | None
    reviews: int
    written_reviews: int
    files: int


class ReportOfTrainee(NamedTuple):
    """A trainee's report."""

    id: int
    enrollment_id: int
    kind: InternshipReportKind
    submitted_on: date | None
    accepted_on: date | None
    comment: str | None
    files: int


class TraineeWorks(NamedTuple):
    """A trainee of a stream with everything she made; `creative` in the order of acceptance."""

    enrollment_id: int
    person_id: int
    name: str
    may_leave: bool
    creative: tuple[CreativeWorkLine, ...] = ()
    final: FinalWorkLine | None = None
    report: ReportOfTrainee | None = None


class PeerReviewLine(NamedTuple):
    """A review that a trainee was asked for; `scored` is the JSON kept, criterion → mark."""

    id: int
    work_id: int
    work: str
    author_id: int
    """Her place in the stream."""
    author_person_id: int
    author: str
    reviewer_id: int
    reviewer: str
    may_leave: bool
    """Whether both may be named outside."""
    scored: str | None
    recommendations: str | None
    state: SubmissionState
    submitted_on: date | None

    @property
    def scores(self) -> dict[PeerCriterion, int]:
        """The marks by criterion."""
        return marks_of(self.scored)

    @property
    def total(self) -> int:
        """Σ of the marks, of at most 14."""
        return sum(self.scores.values())

    @property
    def is_written(self) -> bool:
        """Whether the reviewer has said everything."""
        return len(self.scores) == len(PeerCriterion)


class DiaryLine(NamedTuple):
    """A page of a diary."""

    id: int
    enrollment_id: int
    written_on: date
    event_id: int | None
    event: str | None
    done: str
    learned: str | None
    questions: str | None
    tutor_note: str | None
    files: int


class Diarist(NamedTuple):
    """A trainee of a stream and her diary: pages, and those without a note of the tutor."""

    enrollment_id: int
    person_id: int
    name: str
    may_leave: bool
    pages: int
    unanswered: int


def marks_of(scored: str | None) -> dict[PeerCriterion, int]:
    """The marks that a review keeps as JSON."""
    return {PeerCriterion(key): int(mark) for key, mark in json.loads(scored or "{}").items()}


def _accepted_only(state: SubmissionState, accepted_on: date | None) -> None:
    if accepted_on is not None and state is not SubmissionState.ACCEPTED:
        raise FieldError("accepted_on", "Дата есть только у принятой работы: измените состояние или уберите её")
