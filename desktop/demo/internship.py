"""What happens in an invented stream between its first day and the certificates, through the commands of the window."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from desktop.demo import content, shapes, works
from models.commands.assignments import set_terms
from models.commands.certificate_signers import save_signers
from models.commands.certificates import annul_certificate, hand_over, issue_certificates, issue_duplicate
from models.commands.creative_works import add_creative_work
from models.commands.diagnostics import write_scores
from models.commands.diary import add_diary_entry
from models.commands.events import mark_attendance
from models.commands.feedback import accept_answers
from models.commands.final_works import write_final_work
from models.commands.internship_reports import write_internship_report
from models.commands.peer_reviews import give_out_reviews, write_review
from models.commands.practice import add_practice
from models.commands.requirement_decisions import decide_requirement
from models.commands.routes import change_step, finish_steps, make_routes, save_route
from models.commands.stream_calendar import set_module_days
from models.commands.submissions import mark_submissions, write_submission
from models.database import Actor, Database
from models.identity import FixedClock
from models.key_store import KeyStore
from models.queries.assignments import program_assignments
from models.queries.certificate_issue import issue_lines
from models.queries.directory import ids_by_code, module_ids
from models.queries.peer_reviews import stream_reviews
from models.queries.routes import route_page
from models.rows.assignments import SubmissionDraft, SubmissionKey
from models.rows.certificates import AnnulmentDraft, IssueDraft, SignerDraft, SignersDraft
from models.rows.codes import (
    DiagnosticStage,
    InternshipReportKind,
    Mode,
    PeerCriterion,
    Presence,
    RouteStatus,
    SubmissionState,
)
from models.rows.diagnostics import ScoreDraft
from models.rows.events import Mark
from models.rows.programs import ModuleDaysDraft
from models.rows.requirement_decisions import RequirementDecisionDraft
from models.rows.routes import PracticeDraft, RouteDraft, Step, StepDraft
from models.rows.works import (
    CreativeWorkDraft,
    DiaryDraft,
    FinalWorkDraft,
    InternshipReportDraft,
    PeerReviewDraft,
)

_REMARKED = 5
"""Of a hundred answers, so many have a score and a word of the tutor."""
_DEFICITS = 3
"""A trainee works on so many deficits at most."""


class Internship:
    """One stream as it stands on `today`; what happens later is not written down."""

    def __init__(
        self, db: Database, clock: FixedClock, stream: shapes.Stream, stream_id: int, *, today: date, actor: Actor
    ) -> None:
        self._db = db
        self._clock = clock
        self._stream = stream
        self._stream_id = stream_id
        self._today = today
        self._actor = actor
        self._program = next(each for each in content.PROGRAMS if each.key == stream.program)
        self._competences = ids_by_code(db, "competence")
        self._left = {each.trainee: each.left_on for each in content.LEAVERS if each.stream == stream.no}
        self._places: dict[int, int] = {}
        self._issued: dict[int, int] = {}

    def go(
        self,
        people: Mapping[int, int],
        *,
        team: Mapping[str, int],
        events: Mapping[int, int],
        program_id: int,
        keys: KeyStore,
    ) -> None:
        """Write everything down; `people` and `events` are ids by the numbers of content, `team` by its keys."""
        lines = issue_lines(self._db, self._stream_id)
        by_person = {line.person_id: line.enrollment_id for line in lines}
        self._places = {no: by_person[id_] for no in self._stream.members if (id_ := people[no]) in by_person}
        self._plan_days(program_id)
        self._diagnose()
        self._make_routes()
        self._make_up(people, team[self._stream.tutor], events)
        self._do_tasks(program_id)
        self._create()
        self._try_techniques()
        self._write_diaries(events)
        self._finish()
        self._report()
        self._answer_questions()
        self._decide()
        self._certify(keys)

    def _reached(self, day: date | None, *, hour: int = 15) -> bool:
        """Whether a day has come; if so the clock shows it."""
        if day is None or day > self._today:
            return False
        self._clock.set_day(day, hour=hour)
        return True

    def _people(self) -> Iterator[tuple[int, int]]:
        """Number and place of everybody who did not leave."""
        return ((no, place) for no, place in self._places.items() if no not in self._left)

    def _plan_days(self, program_id: int) -> None:
        self._clock.set_day(self._stream.starts_on)
        modules = module_ids(self._db, program_id)
        days = [
            ModuleDaysDraft(module_id=modules[no], starts_on=start, ends_on=end)
            for no, (start, end) in enumerate(self._stream.module_days, start=1)
        ]
        set_module_days(self._db, self._stream_id, days, actor=self._actor)
        assignments = program_assignments(self._db, program_id)
        terms = {each.id: day for each, day in zip(assignments, self._stream.terms, strict=True)}
        set_terms(self._db, self._stream_id, terms, actor=self._actor)

    def _diagnose(self) -> None:
        """Entry and exit cards: a deficit is what the tutor scores lowest among what the programme declares."""
        for stage, day in (
            (DiagnosticStage.ENTRY, self._stream.entry_on),
            (DiagnosticStage.EXIT, self._stream.exit_on),
        ):
            if self._reached(day):
                scores = [
                    score
                    for no, place in self._people()
                    for score in (self._entry(no, place) if stage is DiagnosticStage.ENTRY else self._exit(no, place))
                ]
                write_scores(self._db, self._stream_id, stage, scores, filled_on=day, actor=self._actor)

    def _entry(self, no: int, place: int) -> list[ScoreDraft]:
        found = self._deficits(no)
        return [
            ScoreDraft(
                enrollment_id=place,
                competence_id=self._competences[code],
                self_score=works.self_score(no, code),
                tutor_score=works.tutor_score(no, code),
                is_deficit=code in found,
                priority=found.index(code) + 1 if code in found else None,
            )
            for code in self._program.competences
        ]

    def _exit(self, no: int, place: int) -> list[ScoreDraft]:
        found = self._deficits(no)
        drafts: list[ScoreDraft] = []
        for code in self._program.competences:
            reached = min(3, works.tutor_score(no, code) + works.gain(no, code))
            drafts.append(
                ScoreDraft(
                    enrollment_id=place,
                    competence_id=self._competences[code],
                    self_score=min(3, works.self_score(no, code) + 1),
                    tutor_score=reached,
                    is_deficit=code in found and reached < 2,
                )
            )
        return drafts

    def _deficits(self, no: int) -> list[str]:
        """Codes of the competences that a trainee is to work on, the most pressing first."""
        declared = sorted((each.competence for each in self._program.deficits), key=lambda code: self._rank(no, code))
        return [code for code in declared if works.tutor_score(no, code) < 2][:_DEFICITS] or declared[:1]

    @staticmethod
    def _rank(no: int, code: str) -> tuple[int, int]:
        return works.tutor_score(no, code), works.chance("rank", no, code)

    def _make_routes(self) -> None:
        if not self._reached(self._stream.routes_on):
            return
        odd = content.PECULIARITIES[self._stream.no]
        routed = {no: place for no, place in self._people() if no not in odd.without_route}
        make_routes(self._db, routed.values(), actor=self._actor)
        is_over = self._stream.ends_on <= self._today
        done: defaultdict[date, list[int]] = defaultdict(list)
        _start, ends_on = self._stream.module_days[1]
        for no, place in routed.items():
            page = route_page(self._db, place)
            self._clock.set_day(self._stream.routes_on, hour=16)
            self._describe_route(place, page.route, is_over=is_over)
            for step in page.steps:
                luck = works.chance("step", self._stream.no, no, step.no)
                day = self._done_on(luck, ends_on)
                if day is not None and day <= self._today:
                    done[day].append(step.id)
                    if luck < _REMARKED:
                        self._reflect(step, day)
        for day, steps in sorted(done.items()):
            if self._reached(day):
                finish_steps(self._db, steps, day, actor=self._actor)

    def _done_on(self, luck: int, ends_on: date) -> date | None:
        """Most steps are done in time, some late, a few never."""
        if luck < 45:
            return ends_on - timedelta(days=9)
        if luck < 75:
            return ends_on - timedelta(days=2)
        return ends_on + timedelta(days=7) if luck < 96 else None

    def _describe_route(self, place: int, route: RouteDraft, *, is_over: bool) -> None:
        said = {
            "goal": "Закрыть свои дефициты и проверить приём в своей группе",
            "motivation": "Хочу, чтобы в общее дело включались все дети группы",
            "context": "Разновозрастная группа, один воспитатель в смену",
            "status": RouteStatus.DONE if is_over else RouteStatus.ACTIVE,
        }
        save_route(self._db, place, route.model_copy(update=said), actor=self._actor)

    def _reflect(self, step: Step, day: date) -> None:
        if self._reached(day):
            words = {
                "reflection": "Получилось со второго раза: первый раз спешила",
                "tutor_note": "Закрепите на прогулке",
            }
            said = StepDraft.model_validate({name: getattr(step, name) for name in StepDraft.model_fields} | words)
            change_step(self._db, step.id, said, actor=self._actor)

    def _make_up(self, people: Mapping[int, int], tutor_id: int, events: Mapping[int, int]) -> None:
        """Those who missed a remote session make up for it."""
        held = {event.no: event for event in content.EVENTS if self._stream.no in event.streams}
        for makeup in (each for each in content.MAKE_UPS if each.event in held):
            event, later = held[makeup.event], dict(makeup.later)
            by_day: defaultdict[date, list[Mark]] = defaultdict(list)
            for no, _place in self._people():
                is_there = content.mark(event, no).state is Presence.REMOTE
                if is_there or no in makeup.never or event.mode is not Mode.REMOTE:
                    continue
                day = later.get(no, makeup.on)
                by_day[day].append(
                    Mark(
                        people[no],
                        Presence.MADE_UP,
                        makeup_on=day,
                        makeup_form="конспект записи и беседа",
                        makeup_tutor_id=tutor_id,
                    )
                )
            for day, marks in sorted(by_day.items()):
                if self._reached(day):
                    mark_attendance(self._db, events[event.no], marks, actor=self._actor)

    def _do_tasks(self, program_id: int) -> None:
        """Everything that was handed in, in the state it has reached by today."""
        handed: defaultdict[tuple[date, SubmissionState], list[SubmissionKey]] = defaultdict(list)
        remarked: list[tuple[date, SubmissionKey, SubmissionState]] = []
        for index, assignment in enumerate(program_assignments(self._db, program_id)):
            for no, place in self._people():
                way = works.task_way(self._stream, index, no, is_mandatory=assignment.is_mandatory)
                state = self._state(way)
                if way is None or state is SubmissionState.MISSING:
                    continue
                key = SubmissionKey(assignment.id, place)
                if works.chance("remark", self._stream.no, index, no) < _REMARKED:
                    remarked.append((way.handed_on, key, state))
                else:
                    handed[way.handed_on, state].append(key)
        for (day, state), asked in sorted(handed.items()):
            if self._reached(day):
                mark_submissions(self._db, asked, state, actor=self._actor)
        for day, key, state in sorted(remarked):
            if self._reached(day):
                write_submission(self._db, key, _remarked(day, state), actor=self._actor)

    def _state(self, way: shapes.HandedIn | None) -> SubmissionState:
        """Where a piece of work stands today."""
        if way is None or way.handed_on > self._today:
            return SubmissionState.MISSING
        if way.accepted_on is not None and way.accepted_on <= self._today:
            return SubmissionState.ACCEPTED
        if way.returned_on is not None and way.returned_on <= self._today:
            return SubmissionState.RETURNED
        return SubmissionState.SUBMITTED

    def _create(self) -> None:
        for work in content.CREATIVE_WORKS:
            if work.stream != self._stream.no or not self._reached(work.begun_on):
                continue
            state = self._state(work.way)
            draft = CreativeWorkDraft(
                kind=work.kind,
                title=work.title,
                description=work.description,
                state=state,
                accepted_on=work.way.accepted_on if state is SubmissionState.ACCEPTED else None,
                comment=work.comment or None,
                member_ids=[self._places[no] for no in work.members],
            )
            add_creative_work(self._db, self._stream_id, draft, actor=self._actor)

    def _try_techniques(self) -> None:
        for each in content.PRACTICE:
            if each.stream == self._stream.no and self._reached(each.on):
                draft = PracticeDraft(
                    technique=each.technique,
                    purpose=each.purpose,
                    conditions=each.conditions,
                    result=each.result,
                    conclusion=each.conclusion,
                )
                add_practice(self._db, self._places[each.trainee], draft, actor=self._actor)

    def _write_diaries(self, events: Mapping[int, int]) -> None:
        held = {event.no: event.held_on for event in content.EVENTS if self._stream.no in event.streams}
        for page in content.DIARY:
            day = held.get(page.event)
            if day is None or not self._reached(day + timedelta(days=1)):
                continue
            draft = DiaryDraft(
                written_on=day + timedelta(days=1),
                event_id=events[page.event],
                done=page.done,
                learned=page.learned,
                questions=page.questions or None,
                tutor_note=page.tutor_note or None,
            )
            add_diary_entry(self._db, self._places[page.trainee], draft, actor=self._actor)

    def _finish(self) -> None:
        """Final works: tried out, handed in, reviewed by two others, defended."""
        days = content.FINAL_DAYS.get(self._stream.no)
        if days is None:
            return
        late = [no for no, _place in self._people() if works.chance("late", no) < 15]
        for day, given_out_on in ((days.handed_on, days.given_out_on), (days.late_on, days.late_on)):
            if not self._reached(day):
                return
            for no, place in self._people():
                if (no in late) == (day == days.late_on):
                    write_final_work(self._db, place, self._final_work(no, day, days), actor=self._actor)
            if self._reached(given_out_on):
                give_out_reviews(self._db, self._stream_id, actor=self._actor)
            self._review(days)

    def _final_work(self, no: int, handed_on: date, days: shapes.FinalDays) -> FinalWorkDraft:
        is_accepted, is_defended = days.accepted_on <= self._today, days.defended_on <= self._today
        return FinalWorkDraft(
            title=content.FINAL_WORKS[no % len(content.FINAL_WORKS)],
            state=SubmissionState.ACCEPTED if is_accepted else SubmissionState.SUBMITTED,
            submitted_on=handed_on,
            approbation_on=days.tried_on,
            self_analysis=content.SELF_ANALYSES[no % len(content.SELF_ANALYSES)],
            admin_review="Приём виден в ежедневной работе группы" if no % 4 == 0 else None,
            accepted_on=days.accepted_on if is_accepted else None,
            defended_on=days.defended_on if is_defended else None,
        )

    def _review(self, days: shapes.FinalDays) -> None:
        """Every second review is written at once, the others on the last day for it."""
        for review in stream_reviews(self._db, self._stream_id):
            if review.is_written:
                continue
            day = days.given_out_on + timedelta(days=1) if review.id % 2 else days.reviewed_on
            if self._reached(day):
                scores = {
                    each: 0 if (luck := works.chance("review", review.id, each.value)) < 4 else 1 + (luck > 35)
                    for each in PeerCriterion
                }
                advice = content.ADVICE[review.id % len(content.ADVICE)]
                write_review(
                    self._db, review.id, PeerReviewDraft(scores=scores, recommendations=advice), actor=self._actor
                )

    def _report(self) -> None:
        for no, place in self._people():
            way = works.report_way(self._stream, no)
            if way is None or not self._reached(way.handed_on):
                continue
            is_accepted = self._state(way) is SubmissionState.ACCEPTED
            draft = InternshipReportDraft(
                kind=InternshipReportKind.ANALYTICAL if no % 3 == 0 else InternshipReportKind.MINI,
                submitted_on=way.handed_on,
                accepted_on=way.accepted_on if is_accepted else None,
            )
            write_internship_report(self._db, place, draft, actor=self._actor)

    def _answer_questions(self) -> None:
        day = self._stream.exit_on
        if self._reached(day):
            accept_answers(self._db, self._stream_id, works.answers(self._stream), held_on=day, actor=self._actor)

    def _decide(self) -> None:
        for each in content.DECISIONS:
            if each.stream == self._stream.no and self._reached(each.on):
                draft = RequirementDecisionDraft(
                    enrollment_ids=(self._places[each.trainee],), key=each.key, reason=each.reason, decided_on=each.on
                )
                decide_requirement(self._db, draft, actor=self._actor)

    def _certify(self, keys: KeyStore) -> None:
        """Certificates for whoever is ready on the day of the stream's issue, and what became of them."""
        issue = next(each for each in content.ISSUES if each.stream == self._stream.no)
        if not self._reached(issue.on):
            return
        self._issue(
            [line.enrollment_id for line in issue_lines(self._db, self._stream_id) if line.is_ready], issue, keys
        )
        waiting = {self._places[no] for no in issue.waiting}
        given = [id_ for place, id_ in self._issued.items() if place not in waiting]
        hand_over(self._db, given, issue.on, actor=self._actor)
        for each in content.REPLACED:
            if each.stream == self._stream.no and self._reached(each.on):
                self._replace(each, issue, keys)

    def _issue(self, places: Sequence[int], issue: shapes.Issue, keys: KeyStore, *, on: date | None = None) -> None:
        draft = IssueDraft(enrollment_ids=tuple(places), issue_date=on or issue.on, basis=issue.basis)
        made = issue_certificates(self._db, draft, keys=keys, actor=self._actor)
        # Numbers go by name, as the lines do.
        wanted = set(places)
        listed = [line.enrollment_id for line in issue_lines(self._db, self._stream_id) if line.enrollment_id in wanted]
        self._issued.update(zip(listed, made, strict=True))

    def _replace(self, lost: shapes.Replaced, issue: shapes.Issue, keys: KeyStore) -> None:
        place = self._places[lost.trainee]
        certificate_id = self._issued[place]
        if lost.reason:
            annulment = AnnulmentDraft(annulled_on=lost.on, reason=lost.reason)
            annul_certificate(self._db, certificate_id, annulment, actor=self._actor)
            self._issue([place], issue, keys, on=lost.on)
            instead = self._issued[place]
        else:
            instead = issue_duplicate(self._db, certificate_id, lost.on, keys=keys, actor=self._actor)
        hand_over(self._db, [instead], lost.on, actor=self._actor)


def choose_signers(db: Database, team: Mapping[str, int], *, actor: Actor) -> None:
    """Say who signs the certificates."""
    signers = tuple(SignerDraft(person_id=team[key], position=position) for key, position in content.SIGNERS)
    save_signers(db, SignersDraft(signers=signers), actor=actor)


def _remarked(day: date, state: SubmissionState) -> SubmissionDraft:
    """An answer with what the tutor said of it."""
    told = {
        SubmissionState.ACCEPTED: (90, "Принято, пример стоит показать группе"),
        SubmissionState.RETURNED: (55, "Добавьте, что изменилось после пробы"),
    }
    score, comment = told.get(state, (None, None))
    return SubmissionDraft(
        state=state,
        submitted_on=day,
        self_check="Сверилась с ключом: два пункта из пяти переделала",
        tutor_score=score,
        comment=comment,
    )
