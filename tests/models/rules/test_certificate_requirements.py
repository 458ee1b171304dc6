"""The five requirements of a certificate: each with its evidence or with what is missing (domain.md §3.1)."""

from dataclasses import replace
from datetime import date

import pytest

from models.rows.codes import CreativeWorkKind, InternshipReportKind, Mode, Presence, SubmissionState
from models.rows.requirements import (
    CreativeLine,
    Decision,
    InternshipRecord,
    PlannedMeeting,
    ReportLine,
    Requirement,
    RequirementKey,
    RequirementState,
    StepKind,
    Task,
    Visit,
)
from models.rows.what_if import SupposedMeeting
from models.rules.certificate_requirements import missing_words, requirements
from models.rules.requirement_list import USUAL_NUMBERS
from models.rules.what_if import suppose
from resources.loader import read_json

TODAY = date(2026, 3, 13)
NOTHING = InternshipRecord(numbers=USUAL_NUMBERS, first_day=date(2026, 1, 12), due_on=date(2026, 3, 20))
MET, OPEN, LATE = RequirementState.MET, RequirementState.OPEN, RequirementState.LATE
PRESENT, REMOTE = Presence.PRESENT, Presence.REMOTE


def visit(
    event_id: int = 1,
    *,
    day: date = date(2026, 2, 4),
    kinds: str = "",
    mode: Mode = Mode.IN_PERSON,
    presence: Presence | None = PRESENT,
    of_stream: bool = True,
) -> Visit:
    return Visit(
        event_id=event_id,
        held_on=day,
        title=f"Встреча {event_id}",
        format="семинар" if "s" in kinds else "занятие",
        mode=mode,
        duration_min=90,
        is_seminar="s" in kinds,
        is_practical="p" in kinds,
        is_masterclass="m" in kinds,
        is_of_stream=of_stream,
        presence=presence,
        minutes=None,
        makeup_on=date(2026, 2, 20) if presence is Presence.MADE_UP else None,
    )


def task(state: SubmissionState, *, mandatory: bool = True, due_on: date | None = None) -> Task:
    return Task(1, "Дневник наблюдений", mandatory, due_on, state, None)


def of(record: InternshipRecord, key: RequirementKey, *, today: date = TODAY) -> Requirement:
    return next(each for each in requirements(record, today=today) if each.key is key)


def attended(*visits: Visit) -> InternshipRecord:
    return replace(NOTHING, visits=visits)


def test_the_five_stand_in_their_order() -> None:
    assert "".join(each.key.label for each in requirements(NOTHING, today=TODAY)) == "абвгд"


def test_nothing_written_down_meets_nothing() -> None:
    found = requirements(NOTHING, today=TODAY)
    assert {each.state for each in found} == {OPEN}
    assert all(each.missing for each in found)
    assert missing_words(found) == "осталось пять требований"


@pytest.mark.parametrize(
    ("mode", "presence", "state"),
    [
        (Mode.REMOTE, REMOTE, MET),
        (Mode.REMOTE, PRESENT, MET),
        (Mode.REMOTE, Presence.MADE_UP, MET),
        (Mode.REMOTE, Presence.ABSENT, RequirementState.IMPOSSIBLE),
        (Mode.REMOTE, Presence.EXCUSED, RequirementState.IMPOSSIBLE),
        (Mode.REMOTE, None, OPEN),
        (Mode.MIXED, Presence.ABSENT, OPEN),
        (Mode.IN_PERSON, Presence.ABSENT, OPEN),
    ],
)
def test_every_remote_session_is_attended_or_made_up(
    mode: Mode, presence: Presence | None, state: RequirementState
) -> None:
    assert of(attended(visit(mode=mode, presence=presence)), RequirementKey.REMOTE).state is state


def test_a_missed_remote_session_says_which_one_and_where_to_mend_it() -> None:
    missed = visit(7, mode=Mode.REMOTE, presence=Presence.ABSENT)
    found = of(attended(visit(1, mode=Mode.REMOTE, presence=REMOTE), missed), RequirementKey.REMOTE)
    assert found.missing == ("Пропущено «Встреча 7», 04.02.2026: нужна отработка",)
    assert found.evidence == ("1\N{NO-BREAK SPACE}занятие из 2: 04.02",)
    assert found.steps[0].record_id == 7


def test_a_session_that_was_made_up_for_is_evidence() -> None:
    made_up = visit(mode=Mode.REMOTE, presence=Presence.MADE_UP)
    assert of(attended(made_up), RequirementKey.REMOTE).evidence == ("1\N{NO-BREAK SPACE}занятие из 1: 04.02",)


def test_a_remote_session_of_today_without_a_mark_is_not_missed_yet() -> None:
    ahead = visit(2, mode=Mode.REMOTE, presence=None, day=TODAY)
    record = attended(visit(1, mode=Mode.REMOTE, presence=REMOTE), ahead)
    assert of(record, RequirementKey.REMOTE).is_met


def test_a_remote_session_of_another_stream_is_not_asked_for() -> None:
    guest = visit(2, mode=Mode.REMOTE, presence=Presence.ABSENT, of_stream=False)
    assert of(attended(visit(1, mode=Mode.REMOTE, presence=REMOTE), guest), RequirementKey.REMOTE).is_met


def test_a_stream_that_ended_without_remote_sessions_asks_for_none() -> None:
    assert of(NOTHING, RequirementKey.REMOTE, today=date(2026, 3, 21)).is_met


@pytest.mark.parametrize(
    ("handed_in", "state"),
    [
        (task(SubmissionState.ACCEPTED), MET),
        (task(SubmissionState.SUBMITTED), OPEN),
        (task(SubmissionState.RETURNED, due_on=date(2026, 3, 12)), LATE),
        (task(SubmissionState.MISSING, due_on=TODAY), OPEN),
    ],
)
def test_every_mandatory_assignment_is_accepted(handed_in: Task, state: RequirementState) -> None:
    assert of(replace(NOTHING, tasks=(handed_in,)), RequirementKey.REMOTE).state is state


def test_an_assignment_of_ones_own_choice_is_not_asked_for() -> None:
    tasks = (task(SubmissionState.ACCEPTED), task(SubmissionState.MISSING, mandatory=False))
    assert of(replace(NOTHING, tasks=tasks), RequirementKey.REMOTE).is_met


@pytest.mark.parametrize("presence", [Presence.ABSENT, Presence.EXCUSED, Presence.MADE_UP, None])
def test_only_being_there_counts_as_a_seminar(presence: Presence | None) -> None:
    assert not of(attended(visit(kinds="s", presence=presence)), RequirementKey.SEMINAR).is_met


@pytest.mark.parametrize("day", [date(2026, 1, 11), date(2026, 3, 2)])
def test_an_event_before_enrolment_or_after_leaving_does_not_count(day: date) -> None:
    record = replace(attended(visit(kinds="s", day=day)), last_day=date(2026, 3, 1))
    assert not of(record, RequirementKey.SEMINAR).is_met


def test_the_first_and_the_last_day_count() -> None:
    days = (NOTHING.first_day, date(2026, 3, 1))
    for day in days:
        record = replace(attended(visit(kinds="s", day=day)), last_day=date(2026, 3, 1))
        assert of(record, RequirementKey.SEMINAR).is_met


@pytest.mark.parametrize(
    ("kinds", "seminar", "practice"),
    [
        (("s", "pm", "p"), True, True),
        (("sp",), True, False),
        (("sp", "pm"), True, False),
        (("sp", "pm", "s"), True, True),
        (("sp", "sp", "pm"), True, True),
        (("pm", "pm"), False, False),
        (("p", "p"), False, False),
        (("s",), True, False),
        (("sm", "s", "p"), True, True),
        ((), False, False),
    ],
)
def test_one_event_fills_at_most_one_of_b_and_v(kinds: tuple[str, ...], seminar: bool, practice: bool) -> None:
    record = attended(*(visit(number, kinds=each) for number, each in enumerate(kinds, start=1)))
    found = of(record, RequirementKey.SEMINAR), of(record, RequirementKey.PRACTICE)
    assert (found[0].is_met, found[1].is_met) == (seminar, practice)
    told = [words for each in found for words in each.evidence]
    assert len(told) == len(kinds), "an event is evidence once"


def test_practice_says_what_is_lacking() -> None:
    found = of(attended(visit(kinds="pm")), RequirementKey.PRACTICE)
    assert found.evidence == ("Занятие «Встреча 1», 04.02",)
    assert found.missing == ("Ещё 1\N{NO-BREAK SPACE}другое практическое занятие: пока не запланировано",)


def test_an_unmarked_seminar_of_the_past_is_where_to_mend_the_lack() -> None:
    found = of(attended(visit(5, kinds="s", presence=None)), RequirementKey.SEMINAR)
    assert found.steps[-1].record_id == 5
    assert found.missing[-1] == "Нет отметки: «Встреча 5», 04.02.2026"


def test_a_programme_may_ask_for_more() -> None:
    record = replace(attended(visit(kinds="s")), numbers=USUAL_NUMBERS._replace(seminars=2))
    found = requirements(record, today=TODAY)
    assert found[1].missing == ("Ещё 1\N{NO-BREAK SPACE}семинар: пока не запланировано",)


@pytest.mark.parametrize("kind", CreativeWorkKind)
@pytest.mark.parametrize("state", SubmissionState)
def test_a_creative_work_counts_when_it_is_accepted(kind: CreativeWorkKind, state: SubmissionState) -> None:
    record = replace(NOTHING, works=(CreativeLine(1, "Лесная экспедиция", kind, state, None),))
    assert of(record, RequirementKey.CREATIVE).is_met is (state is SubmissionState.ACCEPTED)


@pytest.mark.parametrize(
    ("report", "today", "state", "words"),
    [
        (None, TODAY, OPEN, "Не сдан. Срок 20 марта, осталось 7 дней"),
        (None, date(2026, 3, 20), OPEN, "Не сдан. Срок 20 марта, сегодня"),
        (None, date(2026, 3, 21), LATE, "Не сдан. Срок был 20 марта"),
        (ReportLine(InternshipReportKind.MINI, date(2026, 3, 5), None), TODAY, OPEN,
         "Мини-отчёт сдан 5 марта, ещё не принят"),
        (ReportLine(InternshipReportKind.ANALYTICAL, None, date(2026, 3, 6)), TODAY, MET,
         "Аналитический отчёт, принят 6 марта"),
    ],
)  # fmt: skip
def test_the_report_is_accepted_or_says_when_it_is_due(
    report: ReportLine | None, today: date, state: RequirementState, words: str
) -> None:
    found = of(replace(NOTHING, report=report), RequirementKey.REPORT, today=today)
    assert found.state is state
    assert " ".join((*found.evidence, *found.missing)).replace("\N{NO-BREAK SPACE}", " ") == words


def test_all_five_met() -> None:
    record = replace(
        attended(
            visit(1, mode=Mode.REMOTE, presence=REMOTE),
            visit(2, kinds="s"),
            visit(3, kinds="pm"),
            visit(4, kinds="p", mode=Mode.MIXED, presence=REMOTE),
        ),
        works=(CreativeLine(1, "Лепбук", CreativeWorkKind.INDIVIDUAL, SubmissionState.ACCEPTED, date(2026, 3, 5)),),
        report=ReportLine(InternshipReportKind.MINI, None, date(2026, 3, 6)),
    )
    found = requirements(record, today=TODAY)
    assert all(each.is_met for each in found)
    assert missing_words(found) == "все требования выполнены"


def ahead(event_id: int, day: date, kinds: str) -> Visit:
    return visit(event_id, day=day, kinds=kinds, presence=None)


def planned(day: date, *, kinds: str = "", mode: Mode = Mode.IN_PERSON) -> PlannedMeeting:
    flags = ("s" in kinds, "p" in kinds, "m" in kinds)
    return PlannedMeeting(8, day, "Игра и речь", "семинар", mode, *flags)


def said(record: InternshipRecord, key: RequirementKey) -> tuple[str, ...]:
    return tuple(words.replace("\N{NO-BREAK SPACE}", " ") for words in of(record, key).missing)


def test_a_gap_says_when_it_can_be_closed_next() -> None:
    record = attended(ahead(1, date(2026, 4, 14), "s"), ahead(2, date(2026, 4, 21), "s"))
    assert said(record, RequirementKey.SEMINAR) == ("Ещё 1 семинар: ближайший 14 апреля, «Встреча 1»",)


def test_where_no_event_is_written_down_the_plan_says_it() -> None:
    record = replace(NOTHING, planned=(planned(date(2026, 3, 18), kinds="s"),))
    assert said(record, RequirementKey.SEMINAR) == ("Ещё 1 семинар: по плану 18 марта, «Игра и речь»",)
    assert of(record, RequirementKey.SEMINAR).steps[0].chances[0].plan_item_id == 8


def test_one_meeting_ahead_is_not_promised_to_two_requirements() -> None:
    numbers = USUAL_NUMBERS._replace(master_classes=0)
    record = replace(attended(ahead(1, date(2026, 3, 16), "sp")), numbers=numbers)
    assert said(record, RequirementKey.SEMINAR) == ("Ещё 1 семинар: ближайший 16 марта, «Встреча 1»",)
    assert said(record, RequirementKey.PRACTICE) == ("Ещё 1 другое практическое занятие: пока не запланировано",)


def test_several_are_lacking_and_only_some_of_them_are_ahead() -> None:
    numbers = USUAL_NUMBERS._replace(seminars=3)
    record = replace(
        attended(ahead(1, date(2026, 3, 16), "s")), numbers=numbers, planned=(planned(date(2026, 3, 18), kinds="s"),)
    )
    assert said(record, RequirementKey.SEMINAR) == (
        "Ещё 3 семинара: 16 марта, 18 марта по плану; остальное пока не запланировано",
    )


def test_the_first_remote_session_is_told_of() -> None:
    record = replace(NOTHING, planned=(planned(date(2026, 3, 18), mode=Mode.REMOTE),))
    assert said(record, RequirementKey.REMOTE) == (
        "Дистанционных занятий ещё не было: по плану 18 марта, «Игра и речь»",
    )


def test_whoever_has_left_can_come_to_nothing_more() -> None:
    record = replace(NOTHING, last_day=date(2026, 3, 1), due_on=date(2026, 3, 1))
    found = of(record, RequirementKey.SEMINAR)
    assert found.state is RequirementState.IMPOSSIBLE
    assert said(record, RequirementKey.SEMINAR) == ("Не хватает: 1 семинар. В потоке до 1 марта",)


def test_but_a_mark_that_was_forgotten_can_still_be_made() -> None:
    record = replace(attended(visit(5, kinds="s", presence=None)), last_day=date(2026, 3, 1), due_on=date(2026, 3, 1))
    found = of(record, RequirementKey.SEMINAR)
    assert found.state is LATE
    assert [(step.kind, step.record_id) for step in found.steps] == [(StepKind.MARK, 5)]


def test_a_decision_counts_and_leaves_in_sight_what_is_missing() -> None:
    decision = Decision(1, RequirementKey.SEMINAR, "Вела семинар сама", TODAY)
    record = replace(NOTHING, decisions=(decision,))
    found = of(record, RequirementKey.SEMINAR)
    assert (found.state, found.is_met, found.decision) == (RequirementState.DECIDED, True, decision)
    assert found.missing
    met = of(replace(record, visits=(visit(kinds="s"),)), RequirementKey.SEMINAR)
    assert (met.state, met.decision) == (MET, decision)


def test_a_decision_on_seminars_leaves_a_master_class_seminar_to_practice() -> None:
    """It was kept for the seminar that the decision counts: whoever came as told was not ready."""
    both = replace(attended(visit(kinds="spm")), numbers=USUAL_NUMBERS._replace(other_practice=0))
    decided = replace(both, decisions=(Decision(1, RequirementKey.SEMINAR, "Вела семинар сама", TODAY),))
    assert not of(both, RequirementKey.PRACTICE).is_met
    assert of(decided, RequirementKey.PRACTICE).is_met
    assert of(decided, RequirementKey.SEMINAR).state is RequirementState.DECIDED


def test_the_list_of_requirements_is_that_of_the_codes() -> None:
    listed = read_json("reference/certificate_requirements.json")
    assert [(each["key"], each["letter"]) for each in listed] == [(key.value, key.label) for key in RequirementKey]
    assert USUAL_NUMBERS == (1, 1, 1)


@pytest.mark.parametrize("mode", Mode)
def test_a_supposed_meeting_counts_like_one_that_was_held(mode: Mode) -> None:
    meeting = SupposedMeeting(date(2026, 5, 20), "семинар", mode, True, False, False)
    assert of(suppose(NOTHING, [meeting]), RequirementKey.SEMINAR).is_met
    gone = replace(NOTHING, last_day=date(2026, 5, 19))
    assert not of(suppose(gone, [meeting]), RequirementKey.SEMINAR).is_met


def test_of_an_event_ahead_only_who_has_no_mark_is_supposed_to_come() -> None:
    record = attended(ahead(1, date(2026, 3, 16), "s"), visit(2, kinds="p", presence=Presence.EXCUSED))
    meetings = [
        SupposedMeeting(date(2026, 3, 16), "семинар", Mode.IN_PERSON, True, False, False, event_id=event)
        for event in (1, 2)
    ]
    assert [each.presence for each in suppose(record, meetings).visits] == [Presence.EXCUSED, PRESENT]
