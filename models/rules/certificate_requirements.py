"""The five requirements of the certificate, computed from records alone ([S2], domain.md §3.1)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.rows.codes import Mode, Presence, RequirementKey, SubmissionState
from models.rows.requirements import (
    Chance,
    CreativeLine,
    InternshipRecord,
    PlannedMeeting,
    Requirement,
    RequirementState,
    Step,
    StepKind,
    Task,
    Visit,
)
from models.rules.attendance import TOOK_PART
from models.rules.meetings_counted import meeting_requirements
from models.rules.words import capitalised, counted, day_in_table, day_in_text, quoted


def requirements(record: InternshipRecord, *, today: date) -> tuple[Requirement, ...]:
    """The five, in the order а–д.

    Only events between the first and the last day of the trainee count, and of them only those she took part in, in
    the room or remotely; an отработка closes a missed remote session. What is not met counts where it was decided so.
    """
    record = _within_her_days(record, today)
    found = (
        _remote(record, today),
        *meeting_requirements(record, today),
        _creative(record.works, is_over=record.due_on < today),
        _report(record, today),
    )
    return tuple(_as_decided(record, each) for each in found)


def missing_words(found: Sequence[Requirement]) -> str:
    """«осталось одно требование», as the chip over the five says it."""
    left = sum(not each.is_met for each in found)
    if not left:
        return "все требования выполнены"
    words = {1: "одно требование", 2: "два требования", 3: "три требования", 4: "четыре требования"}
    return f"осталось {words[left]}" if left in words else "осталось пять требований"


def _within_her_days(record: InternshipRecord, today: date) -> InternshipRecord:
    """Her own days only; of the plan what is still to come."""
    last_day = record.last_day or date.max
    return replace(
        record,
        visits=tuple(visit for visit in record.visits if record.first_day <= visit.held_on <= last_day),
        planned=tuple(item for item in record.planned if max(record.first_day, today) <= item.day <= last_day),
    )


def _as_decided(record: InternshipRecord, found: Requirement) -> Requirement:
    decision = next((each for each in record.decisions if each.key is found.key), None)
    if decision is None:
        return found
    state = RequirementState.MET if found.is_met else RequirementState.DECIDED
    return replace(found, state=state, decision=decision)


def _remote(record: InternshipRecord, today: date) -> Requirement:
    """(а): every remote session of the stream that was held is attended or made up, every mandatory task accepted."""
    sessions = [visit for visit in record.visits if visit.mode is Mode.REMOTE and visit.is_of_stream]
    held = [visit for visit in sessions if visit.held_on < today or visit.presence is not None]
    ahead = [visit for visit in sessions if visit not in held]
    done = [visit for visit in held if visit.presence in TOOK_PART or visit.presence is Presence.MADE_UP]
    missed = [visit for visit in held if visit.presence in (Presence.ABSENT, Presence.EXCUSED)]
    unmarked = [visit for visit in held if visit.presence is None]
    tasks = [task for task in record.tasks if task.is_mandatory]
    undone = [task for task in tasks if task.state is not SubmissionState.ACCEPTED]
    evidence: list[str] = []
    if held:
        days = ", ".join(f"{visit.held_on:%d.%m}" for visit in done)
        sum_of = f"{counted(len(done), 'занятие', 'занятия', 'занятий')} из {len(held)}"
        evidence.append(f"{sum_of}: {days}" if days else sum_of)
    if tasks:
        evidence.append(f"Обязательные задания: {len(tasks) - len(undone)} из {len(tasks)} приняты")
    if ahead and (held or tasks):
        days = ", ".join(f"{visit.held_on:%d.%m}" for visit in ahead)
        evidence.append(f"Впереди {counted(len(ahead), 'занятие', 'занятия', 'занятий')}: {days}")
    steps = [
        *(_event_step(StepKind.MARK, "Нет отметки: {}", visit) for visit in unmarked),
        *(_event_step(StepKind.MAKE_UP, "Пропущено {}: нужна отработка", visit) for visit in missed),
        *(_task_step(task, today) for task in undone),
    ]
    if not held and not tasks:
        if record.due_on < today:
            return Requirement(RequirementKey.REMOTE, RequirementState.MET, ("Дистанционных занятий в потоке не было",))
        steps.append(_first_remote(ahead, record.planned))
    state = RequirementState.MET
    if missed:
        state = RequirementState.IMPOSSIBLE
    elif steps:
        late = record.due_on < today or any(task.due_on is not None and task.due_on < today for task in undone)
        state = RequirementState.LATE if late else RequirementState.OPEN
    return Requirement(RequirementKey.REMOTE, state, tuple(evidence), tuple(steps))


def _event_step(kind: StepKind, words: str, visit: Visit) -> Step:
    return Step(kind, words.format(f"{quoted(visit.title)}, {day_in_table(visit.held_on)}"), visit.event_id)


def _task_step(task: Task, today: date) -> Step:
    words = f"{quoted(task.title)}: {task.state.label}"
    if task.due_on is not None:
        words += f", срок {'был ' if task.due_on < today else ''}{day_in_text(task.due_on)}"
    return Step(StepKind.TASK, words, task.id)


def _first_remote(ahead: Sequence[Visit], planned: Sequence[PlannedMeeting]) -> Step:
    """Nothing remote was held yet: when the first one is to be."""
    words = "Дистанционных занятий ещё не было"
    if ahead:
        first = ahead[0]
        chance = Chance(first.held_on, first.title, event_id=first.event_id)
        return Step(
            StepKind.REMOTE,
            f"{words}: ближайшее {day_in_text(chance.day)}, {quoted(chance.title)}",
            chances=(chance,),
        )
    item = next((each for each in planned if each.mode is Mode.REMOTE), None)
    if item is None:
        return Step(StepKind.REMOTE, words)
    chance = Chance(item.day, item.title, plan_item_id=item.plan_item_id)
    return Step(
        StepKind.REMOTE,
        f"{words}: по плану {day_in_text(chance.day)}, {quoted(chance.title)}",
        chances=(chance,),
    )


def _creative(works: Sequence[CreativeLine], *, is_over: bool) -> Requirement:
    """(г): a creative work, in a group or alone, is accepted."""
    accepted = [work for work in works if work.state is SubmissionState.ACCEPTED]
    if accepted:
        evidence = tuple(
            f"{capitalised(work.kind.label)} {quoted(work.title)}"
            + (f", принято {day_in_text(work.accepted_on)}" if work.accepted_on else "")
            for work in accepted
        )
        return Requirement(RequirementKey.CREATIVE, RequirementState.MET, evidence)
    steps = tuple(Step(StepKind.WORK, f"{quoted(work.title)}: {work.state.label}", work.id) for work in works) or (
        Step(StepKind.WORK, "Нет ни работы в творческой группе, ни самостоятельной"),
    )
    state = RequirementState.LATE if is_over else RequirementState.OPEN
    return Requirement(RequirementKey.CREATIVE, state, steps=steps)


def _report(record: InternshipRecord, today: date) -> Requirement:
    """(д): the report is accepted; it is due by the last day of the stream."""
    report, due = record.report, record.due_on
    if report is not None and report.accepted_on is not None:
        evidence = f"{capitalised(report.kind.label)}, принят {day_in_text(report.accepted_on)}"
        return Requirement(RequirementKey.REPORT, RequirementState.MET, (evidence,))
    late = due < today
    if report is not None and report.submitted_on is not None:
        words = f"{capitalised(report.kind.label)} сдан {day_in_text(report.submitted_on)}, ещё не принят"
    elif late:
        words = f"Не сдан. Срок был {day_in_text(due)}"
    else:
        left = counted((due - today).days, "день", "дня", "дней")
        words = f"Не сдан. Срок {day_in_text(due)}, " + (f"осталось {left}" if due > today else "сегодня")
    state = RequirementState.LATE if late else RequirementState.OPEN
    return Requirement(RequirementKey.REPORT, state, steps=(Step(StepKind.REPORT, words),))
