"""The five requirements of the certificate, computed from records alone ([S2], domain.md §3.1)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from models.rows.codes import Mode, Presence, SubmissionState
from models.rows.requirements import (
    USUAL_NUMBERS,
    CreativeLine,
    InternshipRecord,
    Requirement,
    RequirementKey,
    RequirementNumbers,
    RequirementState,
    Task,
    Visit,
)
from models.rules.attendance import TOOK_PART
from models.rules.words import counted, day_in_table, day_in_text, quoted

TITLES: Mapping[RequirementKey, str] = MappingProxyType(
    {
        RequirementKey.REMOTE: "Все дистанционные занятия и задания",
        RequirementKey.SEMINAR: "Семинары",
        RequirementKey.PRACTICE: "Мастер-классы и практические занятия",
        RequirementKey.CREATIVE: "Творческая работа",
        RequirementKey.REPORT: "Аналитический отчёт или мини-отчёт",
    }
)
"""What each requirement is called."""

_KINDS = ("is_seminar", "is_masterclass", "is_practical")
"""What an event may be counted as, in the order in which it is proposed."""


def requirements(
    record: InternshipRecord, *, today: date, numbers: RequirementNumbers = USUAL_NUMBERS
) -> tuple[Requirement, ...]:
    """The five, in the order а–д.

    Only events between the first and the last day of the trainee count, and of them only those she took part in, in
    the room or remotely; an отработка closes a missed remote session.
    """
    last_day = record.last_day or date.max
    visits = [visit for visit in record.visits if record.first_day <= visit.held_on <= last_day]
    by_kind = _share_out([visit for visit in visits if visit.presence in TOOK_PART], numbers)
    seminar = (_lack("семинар", "семинара", "семинаров", numbers.seminars - len(by_kind["is_seminar"])),)
    practice = (
        _lack(
            "мастер-класс", "мастер-класса", "мастер-классов", numbers.master_classes - len(by_kind["is_masterclass"])
        ),
        _lack(
            "другое практическое занятие",
            "других практических занятия",
            "других практических занятий",
            numbers.other_practice - len(by_kind["is_practical"]),
        ),
    )
    is_over = record.due_on < today
    return (
        _remote(record, visits, today),
        _of_events(RequirementKey.SEMINAR, by_kind["is_seminar"], seminar, visits, today, is_over=is_over),
        _of_events(
            RequirementKey.PRACTICE,
            sorted(by_kind["is_masterclass"] + by_kind["is_practical"], key=_place),
            practice,
            visits,
            today,
            is_over=is_over,
        ),
        _creative(record.works, is_over=is_over),
        _report(record, today),
    )


def missing_words(found: Sequence[Requirement]) -> str:
    """«осталось одно требование», as the chip over the five says it."""
    left = sum(not each.is_met for each in found)
    if not left:
        return "все требования выполнены"
    words = {1: "одно требование", 2: "два требования", 3: "три требования", 4: "четыре требования"}
    return f"осталось {words[left]}" if left in words else "осталось пять требований"


def _remote(record: InternshipRecord, visits: Iterable[Visit], today: date) -> Requirement:
    """(а): every remote session of the stream that was held is attended or made up, every mandatory task accepted."""
    held = [
        visit
        for visit in visits
        if visit.mode is Mode.REMOTE and visit.is_of_stream and (visit.held_on < today or visit.presence is not None)
    ]
    done = [visit for visit in held if visit.presence in TOOK_PART or visit.presence is Presence.MADE_UP]
    missed = [visit for visit in held if visit.presence in (Presence.ABSENT, Presence.EXCUSED)]
    unmarked = [visit for visit in held if visit.presence is None]
    tasks = [task for task in record.tasks if task.is_mandatory]
    undone = [task for task in tasks if task.state is not SubmissionState.ACCEPTED]
    evidence: list[str] = []
    if held:
        days = ", ".join(f"{visit.held_on:%d.%m}" for visit in done)
        sessions = f"{counted(len(done), 'занятие', 'занятия', 'занятий')} из {len(held)}"
        evidence.append(f"{sessions}: {days}" if days else sessions)
    if tasks:
        accepted = len(tasks) - len(undone)
        evidence.append(f"Обязательные задания: {accepted} из {len(tasks)} приняты")
    missing = [
        *(f"Пропущено {quoted(visit.title)}, {day_in_table(visit.held_on)}: нужна отработка" for visit in missed),
        *(f"Нет отметки: {quoted(visit.title)}, {day_in_table(visit.held_on)}" for visit in unmarked),
        *(_task_words(task, today) for task in undone),
    ]
    if not held and not tasks:
        if record.due_on < today:
            return Requirement(RequirementKey.REMOTE, RequirementState.MET, ("Дистанционных занятий в потоке не было",))
        missing.append("Дистанционных занятий ещё не было")
    state = RequirementState.MET
    if missed:
        state = RequirementState.DECISION
    elif missing:
        late = record.due_on < today or any(task.due_on is not None and task.due_on < today for task in undone)
        state = RequirementState.LATE if late else RequirementState.OPEN
    mending = next((visit.event_id for visit in (*unmarked, *missed)), None)
    return Requirement(RequirementKey.REMOTE, state, tuple(evidence), tuple(missing), mending)


def _task_words(task: Task, today: date) -> str:
    words = f"{quoted(task.title)}: {task.state.label}"
    if task.due_on is None:
        return words
    return f"{words}, срок {'был ' if task.due_on < today else ''}{day_in_text(task.due_on)}"


def _of_events(
    key: RequirementKey,
    counting: Sequence[Visit],
    lacks: Iterable[str],
    visits: Iterable[Visit],
    today: date,
    *,
    is_over: bool,
) -> Requirement:
    """(б) and (в): the events that count, what is lacking, and a past one of the kind where nobody has marked her."""
    evidence = tuple(f"{_capital(visit.format)} {quoted(visit.title)}, {visit.held_on:%d.%m}" for visit in counting)
    missing = tuple(lack for lack in lacks if lack)
    if not missing:
        return Requirement(key, RequirementState.MET, evidence)
    fits = _is_seminar if key is RequirementKey.SEMINAR else _is_practice
    unmarked = next(
        (visit for visit in visits if visit.presence is None and visit.held_on < today and fits(visit)), None
    )
    if unmarked is not None:
        missing = (*missing, f"Нет отметки: {quoted(unmarked.title)}, {day_in_table(unmarked.held_on)}")
    state = RequirementState.LATE if is_over else RequirementState.OPEN
    return Requirement(key, state, evidence, missing, unmarked.event_id if unmarked is not None else None)


def _creative(works: Sequence[CreativeLine], *, is_over: bool) -> Requirement:
    """(г): a creative work, in a group or alone, is accepted."""
    accepted = [work for work in works if work.state is SubmissionState.ACCEPTED]
    if accepted:
        evidence = tuple(
            f"{_capital(work.kind.label)} {quoted(work.title)}"
            + (f", принято {day_in_text(work.accepted_on)}" if work.accepted_on else "")
            for work in accepted
        )
        return Requirement(RequirementKey.CREATIVE, RequirementState.MET, evidence)
    missing = tuple(f"{quoted(work.title)}: {work.state.label}" for work in works) or (
        "Нет ни работы в творческой группе, ни самостоятельной",
    )
    state = RequirementState.LATE if is_over else RequirementState.OPEN
    return Requirement(RequirementKey.CREATIVE, state, (), missing)


def _report(record: InternshipRecord, today: date) -> Requirement:
    """(д): the report is accepted; it is due by the last day of the stream."""
    report, due = record.report, record.due_on
    if report is not None and report.accepted_on is not None:
        evidence = f"{_capital(report.kind.label)}, принят {day_in_text(report.accepted_on)}"
        return Requirement(RequirementKey.REPORT, RequirementState.MET, (evidence,))
    late = due < today
    if report is not None and report.submitted_on is not None:
        words = f"{_capital(report.kind.label)} сдан {day_in_text(report.submitted_on)}, ещё не принят"
    elif late:
        words = f"Не сдан. Срок был {day_in_text(due)}"
    else:
        left = counted((due - today).days, "день", "дня", "дней")
        words = f"Не сдан. Срок {day_in_text(due)}, " + (f"осталось {left}" if due > today else "сегодня")
    state = RequirementState.LATE if late else RequirementState.OPEN
    return Requirement(RequirementKey.REPORT, state, (), (words,))


def _share_out(visits: Sequence[Visit], numbers: RequirementNumbers) -> dict[str, list[Visit]]:
    """Which event counts as what, each as one thing only, so that as much as possible is met.

    An event that two kinds would take fills the one that has no other (augmenting paths); what is left over stands as
    further evidence of the first kind it fits.
    """
    needed = zip(_KINDS, (numbers.seminars, numbers.master_classes, numbers.other_practice), strict=True)
    places = [kind for kind, count in needed for _ in range(count)]
    taken: dict[int, int] = {}
    """Index of a visit → index of the place it fills."""

    def fill(place: int, tried: set[int]) -> bool:
        for index, visit in enumerate(visits):
            if index in tried or places[place] not in _counts_as(visit):
                continue
            tried.add(index)
            if index not in taken or fill(taken[index], tried):
                taken[index] = place
                return True
        return False

    for place in range(len(places)):
        fill(place, set())
    shared: dict[str, list[Visit]] = {kind: [] for kind in _KINDS}
    for index, visit in enumerate(visits):
        kinds = (places[taken[index]],) if index in taken else _counts_as(visit)
        for kind in kinds[:1]:
            shared[kind].append(visit)
    return shared


def _counts_as(visit: Visit) -> tuple[str, ...]:
    """Kinds an event may be counted as; a master class is practice, but not the *other* practice that (в) asks for."""
    kinds: list[str] = []
    if visit.is_seminar:
        kinds.append("is_seminar")
    if visit.is_masterclass:
        kinds.append("is_masterclass")
    elif visit.is_practical:
        kinds.append("is_practical")
    return tuple(kinds)


def _is_seminar(visit: Visit) -> bool:
    return visit.is_seminar


def _is_practice(visit: Visit) -> bool:
    return visit.is_practical or visit.is_masterclass


def _place(visit: Visit) -> tuple[date, int]:
    return visit.held_on, visit.event_id


def _lack(one: str, few: str, many: str, count: int) -> str:
    """«Не хватает: 1 семинар», nothing where enough is there."""
    return f"Не хватает: {counted(count, one, few, many)}" if count > 0 else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
