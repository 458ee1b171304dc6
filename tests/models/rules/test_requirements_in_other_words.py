"""The five requirements said a second time, plainly, and compared with the engine on streams made up by lot.

Also: whoever does everything that a «not yet» tells her has then met it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from models.rows.codes import CreativeWorkKind, InternshipReportKind, Mode, Presence, RequirementKey, SubmissionState
from models.rows.requirements import (
    CreativeLine,
    Decision,
    InternshipRecord,
    PlannedMeeting,
    ReportLine,
    Requirement,
    RequirementNumbers,
    RequirementState,
    Step,
    StepKind,
    Task,
    Visit,
)
from models.rules.certificate_requirements import requirements

TODAY = date(2026, 3, 13)
THERE = (Presence.PRESENT, Presence.REMOTE)
ALONE = (RequirementKey.REMOTE, RequirementKey.SEMINAR, RequirementKey.CREATIVE, RequirementKey.REPORT)
"""What is met by its own steps alone; (в) may hand a семинар-практикум over to (б), which is filled first."""

days = st.integers(-40, 40).map(lambda shift: TODAY + timedelta(days=shift))
small = st.integers(0, 2)


@st.composite
def visits(draw: st.DrawFn, event_id: int) -> Visit:
    return Visit(
        event_id=event_id,
        held_on=draw(days),
        title=f"Встреча {event_id}",
        format="встреча",
        mode=draw(st.sampled_from(Mode)),
        duration_min=90,
        is_seminar=draw(st.booleans()),
        is_practical=draw(st.booleans()),
        is_masterclass=draw(st.booleans()),
        is_of_stream=draw(st.integers(0, 4)) > 0,
        presence=draw(st.none() | st.sampled_from(Presence) | st.sampled_from(THERE)),
        minutes=None,
        makeup_on=None,
    )


@st.composite
def plans(draw: st.DrawFn, item_id: int) -> PlannedMeeting:
    flags = [draw(st.booleans()) for _ in range(3)]
    return PlannedMeeting(item_id, draw(days), f"По плану {item_id}", "встреча", draw(st.sampled_from(Mode)), *flags)


@st.composite
def records(draw: st.DrawFn) -> InternshipRecord:
    """One trainee of a stream: its events with her marks, her works, what the plan still has."""
    first = draw(days)
    last = draw(st.none() | st.integers(0, 60).map(lambda more: first + timedelta(days=more)))
    return InternshipRecord(
        numbers=RequirementNumbers(draw(small), draw(small), draw(small)),
        first_day=first,
        last_day=last,
        due_on=last or draw(days),
        visits=tuple(
            sorted((draw(visits(number)) for number in range(draw(st.integers(0, 6)))), key=lambda each: each.held_on)
        ),
        tasks=tuple(
            Task(number, f"Задание {number}", draw(st.booleans()), draw(st.none() | days), state, None)
            for number, state in enumerate(draw(st.lists(st.sampled_from(SubmissionState), max_size=2)))
        ),
        works=tuple(
            CreativeLine(number, "Лепбук", CreativeWorkKind.INDIVIDUAL, state, None)
            for number, state in enumerate(draw(st.lists(st.sampled_from(SubmissionState), max_size=2)))
        ),
        report=draw(
            st.none() | st.builds(ReportLine, st.just(InternshipReportKind.MINI), st.just(None), st.none() | days)
        ),
        planned=tuple(
            sorted((draw(plans(number)) for number in range(draw(st.integers(0, 3)))), key=lambda each: each.day)
        ),
        decisions=tuple(
            Decision(1, key, "Решение совета", TODAY)
            for key in draw(st.sets(st.sampled_from(RequirementKey), max_size=1))
        ),
    )


# --- the rules once more, as domain.md §3.1 says them


def said_plainly(record: InternshipRecord) -> set[str]:
    """Letters of what is met."""
    hers = [
        visit
        for visit in record.visits
        if visit.held_on >= record.first_day and (record.last_day is None or visit.held_on <= record.last_day)
    ]
    met = {decision.key.label for decision in record.decisions}
    if sessions_and_tasks_are_done(record, hers):
        met.add("а")
    attended = [visit for visit in hers if visit.presence in THERE]
    seminars, practice = best_count(attended, record.numbers, frees_seminars="б" in met)
    if seminars == record.numbers.seminars:
        met.add("б")
    if practice == record.numbers.master_classes + record.numbers.other_practice:
        met.add("в")
    if any(work.state == "accepted" for work in record.works):
        met.add("г")
    if record.report is not None and record.report.accepted_on is not None:
        met.add("д")
    return met


def sessions_and_tasks_are_done(record: InternshipRecord, hers: Sequence[Visit]) -> bool:
    due = [
        visit
        for visit in hers
        if visit.mode == "remote" and visit.is_of_stream and not (visit.presence is None and visit.held_on >= TODAY)
    ]
    mandatory = [task for task in record.tasks if task.is_mandatory]
    if not due and not mandatory:
        return record.due_on < TODAY
    return all(visit.presence in (*THERE, Presence.MADE_UP) for visit in due) and all(
        task.state == "accepted" for task in mandatory
    )


def best_count(attended: Sequence[Visit], numbers: RequirementNumbers, *, frees_seminars: bool) -> tuple[int, int]:
    """Seminars and practice that count, whichever way the events are given out: most in all, then most seminars.

    Where (б) is met by a decision, no seminar has to be kept for it.
    """

    def ways(visit: Visit) -> Iterator[str]:
        yield "nothing"
        if visit.is_seminar:
            yield "seminar"
        if visit.is_masterclass:
            yield "master class"
        if visit.is_practical and not visit.is_masterclass:
            yield "other"

    best = (0, 0, 0)
    for given_out in product(*(tuple(ways(visit)) for visit in attended)):
        seminars = given_out.count("seminar")
        masters, others = given_out.count("master class"), given_out.count("other")
        if seminars > numbers.seminars or masters > numbers.master_classes or others > numbers.other_practice:
            continue
        practice = masters + others
        best = max(best, (practice if frees_seminars else practice + seminars, seminars, practice))
    return best[1], best[2]


@settings(max_examples=200, deadline=None)
@given(record=records())
def test_the_engine_and_the_plain_words_agree(record: InternshipRecord) -> None:
    assert {each.key.label for each in requirements(record, today=TODAY) if each.is_met} == said_plainly(record)


# --- doing as one is told


def done(record: InternshipRecord, step: Step) -> InternshipRecord:
    """The record after a step."""
    match step.kind:
        case StepKind.MARK | StepKind.MAKE_UP:
            mark = Presence.PRESENT if step.kind is StepKind.MARK else Presence.MADE_UP
            return marked(record, step.record_id, mark)
        case StepKind.TASK:
            tasks = tuple(
                task._replace(state=SubmissionState.ACCEPTED) if task.id == step.record_id else task
                for task in record.tasks
            )
            return replace(record, tasks=tasks)
        case StepKind.WORK:
            work = CreativeLine(9, "Игра", CreativeWorkKind.GROUP_PROJECT, SubmissionState.ACCEPTED, TODAY)
            return replace(record, works=(*record.works, work))
        case StepKind.REPORT:
            return replace(record, report=ReportLine(InternshipReportKind.MINI, TODAY, TODAY))
        case _:
            return came_to(record, step)


def marked(record: InternshipRecord, event_id: int | None, mark: Presence) -> InternshipRecord:
    return replace(
        record,
        visits=tuple(visit._replace(presence=mark) if visit.event_id == event_id else visit for visit in record.visits),
    )


def came_to(record: InternshipRecord, step: Step) -> InternshipRecord:
    """She comes to every meeting she was told of, and to one on her first day ahead for each that is not planned."""
    added: list[Visit] = []
    for chance in step.chances:
        assert chance.day >= TODAY
        if chance.event_id is not None:
            record = marked(record, chance.event_id, Presence.PRESENT)
        else:
            item = next(each for each in record.planned if each.plan_item_id == chance.plan_item_id)
            added.append(visit_to(item.day, item.mode, item.is_seminar, item.is_practical, item.is_masterclass))
    kinds = (
        step.kind is StepKind.SEMINAR,
        step.kind is StepKind.OTHER_PRACTICE,
        step.kind is StepKind.MASTER_CLASS,
    )
    mode = Mode.REMOTE if step.kind is StepKind.REMOTE else Mode.IN_PERSON
    soonest = max(TODAY, record.first_day)
    added += [visit_to(soonest, mode, *kinds) for _ in range(step.needed - len(step.chances))]
    return replace(record, visits=(*record.visits, *added))


def visit_to(day: date, mode: Mode, is_seminar: bool, is_practical: bool, is_masterclass: bool) -> Visit:
    return Visit(
        event_id=100,
        held_on=day,
        title="Ещё одна",
        format="встреча",
        mode=mode,
        duration_min=90,
        is_seminar=is_seminar,
        is_practical=is_practical,
        is_masterclass=is_masterclass,
        is_of_stream=True,
        presence=Presence.PRESENT,
        minutes=None,
        makeup_on=None,
    )


def can_be_done(each: Requirement) -> bool:
    """Not met yet, and not because she has left; a missed session can be made up for."""
    return not each.is_met and (each.state is not RequirementState.IMPOSSIBLE or each.key is RequirementKey.REMOTE)


def after(record: InternshipRecord, told: Sequence[Requirement]) -> dict[RequirementKey, Requirement]:
    for each in told:
        for step in each.steps:
            record = done(record, step)
    return {each.key: each for each in requirements(record, today=TODAY)}


@settings(max_examples=200, deadline=None)
@given(record=records())
def test_whoever_does_all_that_she_is_told_has_met_it(record: InternshipRecord) -> None:
    told = [each for each in requirements(record, today=TODAY) if can_be_done(each)]
    found = after(record, told)
    assert {each.key for each in told if not found[each.key].is_met} == set()


@settings(max_examples=200, deadline=None)
@given(record=records(), key=st.sampled_from(ALONE))
def test_and_each_by_itself(record: InternshipRecord, key: RequirementKey) -> None:
    told = [each for each in requirements(record, today=TODAY) if each.key is key and can_be_done(each)]
    found = after(record, told)
    assert all(found[each.key].is_met for each in told)


@settings(max_examples=200, deadline=None)
@given(record=records())
def test_what_is_not_met_says_what_is_missing(record: InternshipRecord) -> None:
    for each in requirements(record, today=TODAY):
        assert bool(each.steps) is (each.state is not RequirementState.MET)
