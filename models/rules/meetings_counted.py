"""Requirements (б) and (в): which meetings count, what is lacking, and when that can still be closed ([S2])."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from models.rows.codes import RequirementKey
from models.rows.requirements import (
    Chance,
    InternshipRecord,
    PlannedMeeting,
    Requirement,
    RequirementState,
    Step,
    StepKind,
    Visit,
)
from models.rules.attendance import TOOK_PART
from models.rules.event_sharing import Meeting, Shares, counts_as, needed_by_kind, share_out
from models.rules.words import capitalised, counted, day_in_table, day_in_text, quoted

_KINDS = {
    RequirementKey.SEMINAR: (StepKind.SEMINAR,),
    RequirementKey.PRACTICE: (StepKind.MASTER_CLASS, StepKind.OTHER_PRACTICE),
}


class _Words(NamedTuple):
    one: str
    few: str
    many: str
    nearest: str


_WORDS = {
    StepKind.SEMINAR: _Words("семинар", "семинара", "семинаров", "ближайший"),
    StepKind.MASTER_CLASS: _Words("мастер-класс", "мастер-класса", "мастер-классов", "ближайший"),
    StepKind.OTHER_PRACTICE: _Words(
        "другое практическое занятие", "других практических занятия", "других практических занятий", "ближайшее"
    ),
}


def meeting_requirements(record: InternshipRecord, today: date) -> tuple[Requirement, Requirement]:
    """(б) and (в) of a record that holds nothing but her own days, and of the plan what is still to come."""
    attended = [visit for visit in record.visits if visit.presence in TOOK_PART]
    fills = _shares(record, attended).fills
    unmarked = [visit for visit in record.visits if visit.presence is None and visit.held_on < today]
    ahead = _ahead(record, today)
    to_mark = _closing(record, attended, unmarked)
    chances = _closing(record, attended, ahead)

    def requirement(key: RequirementKey) -> Requirement:
        kinds = _KINDS[key]
        counting = [
            visit
            for visit, filled in zip(attended, fills, strict=True)
            if (filled or next(iter(counts_as(visit)), None)) in kinds
        ]
        evidence = tuple(
            f"{capitalised(visit.format)} {quoted(visit.title)}, {visit.held_on:%d.%m}" for visit in counting
        )
        lacks = {kind: needed_by_kind(record.numbers)[kind] - fills.count(kind) for kind in kinds}
        if not any(lacks.values()):
            return Requirement(key, RequirementState.MET, evidence)
        marks = [visit for visit, kind in zip(unmarked, to_mark, strict=True) if kind in kinds]
        if record.last_day is not None and record.last_day < today:
            left = {kind: lack - to_mark.count(kind) for kind, lack in lacks.items()}
            steps = [_gone_step(kind, lack, record.last_day) for kind, lack in left.items() if lack]
            state = RequirementState.IMPOSSIBLE if steps else RequirementState.LATE
        else:
            steps = [
                _lack_step(kind, lack, [_chance(each) for each, to in zip(ahead, chances, strict=True) if to is kind])
                for kind, lack in lacks.items()
                if lack
            ]
            state = RequirementState.LATE if record.due_on < today else RequirementState.OPEN
        steps += [
            Step(
                StepKind.MARK,
                f"Нет отметки: {quoted(visit.title)}, {day_in_table(visit.held_on)}",
                visit.event_id,
            )
            for visit in marks
        ]
        return Requirement(key, state, evidence, tuple(steps))

    return requirement(RequirementKey.SEMINAR), requirement(RequirementKey.PRACTICE)


def _ahead(record: InternshipRecord, today: date) -> list[Visit | PlannedMeeting]:
    """What is still to come, the nearest first; on the same day what is written down before what is only planned."""
    events = [visit for visit in record.visits if visit.presence is None and visit.held_on >= today]
    return sorted([*events, *record.planned], key=lambda each: (_day(each), isinstance(each, PlannedMeeting)))


def _closing(
    record: InternshipRecord, attended: Sequence[Meeting], more: Sequence[Meeting]
) -> tuple[StepKind | None, ...]:
    """Which gap each of the further meetings would close, None for those that would change nothing."""
    return _shares(record, [*attended, *more]).closes[len(attended) :]


def _shares(record: InternshipRecord, meetings: Sequence[Meeting]) -> Shares:
    """What decides one of the two leaves the meetings to the other."""
    decided = [kind for decision in record.decisions for kind in _KINDS.get(decision.key, ())]
    return share_out(meetings, record.numbers, decided=decided)


def _lack_step(kind: StepKind, lack: int, chances: Sequence[Chance]) -> Step:
    """«Ещё 1 семинар: ближайший 14 апреля, «Игра и речь»»."""
    words = _WORDS[kind]
    said = f"Ещё {counted(lack, *words[:3])}"
    if not chances:
        said += ": пока не запланировано"
    elif lack == 1:
        (chance,) = chances
        when = "по плану" if chance.plan_item_id is not None else words.nearest
        said += f": {when} {day_in_text(chance.day)}, {quoted(chance.title)}"
    else:
        said += ": " + ", ".join(
            f"{day_in_text(each.day)}{' по плану' if each.plan_item_id is not None else ''}" for each in chances
        )
        if len(chances) < lack:
            said += "; остальное пока не запланировано"
    return Step(kind, said, needed=lack, chances=tuple(chances))


def _gone_step(kind: StepKind, lack: int, last_day: date) -> Step:
    said = f"Не хватает: {counted(lack, *_WORDS[kind][:3])}. В потоке до {day_in_text(last_day)}"
    return Step(kind, said, needed=lack)


def _chance(meeting: Visit | PlannedMeeting) -> Chance:
    if isinstance(meeting, PlannedMeeting):
        return Chance(meeting.day, meeting.title, plan_item_id=meeting.plan_item_id)
    return Chance(meeting.held_on, meeting.title, event_id=meeting.event_id)


def _day(meeting: Visit | PlannedMeeting) -> date:
    return meeting.day if isinstance(meeting, PlannedMeeting) else meeting.held_on
