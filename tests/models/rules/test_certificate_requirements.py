"""The five requirements of a certificate: each with its evidence or with what is missing (domain.md §3.1)."""

from dataclasses import replace
from datetime import date

import pytest

from models.rows.codes import CreativeWorkKind, InternshipReportKind, Mode, Presence, SubmissionState
from models.rows.requirements import (
    CreativeLine,
    InternshipRecord,
    ReportLine,
    Requirement,
    RequirementKey,
    RequirementNumbers,
    RequirementState,
    Task,
    Visit,
)
from models.rules.certificate_requirements import missing_words, requirements

TODAY = date(2026, 3, 13)
NOTHING = InternshipRecord(first_day=date(2026, 1, 12), due_on=date(2026, 3, 20))
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
        (Mode.REMOTE, Presence.ABSENT, RequirementState.DECISION),
        (Mode.REMOTE, Presence.EXCUSED, RequirementState.DECISION),
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
    assert found.event_id == 7


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
    assert found.missing == ("Не хватает: 1\N{NO-BREAK SPACE}другое практическое занятие",)


def test_an_unmarked_seminar_of_the_past_is_where_to_mend_the_lack() -> None:
    found = of(attended(visit(5, kinds="s", presence=None)), RequirementKey.SEMINAR)
    assert found.event_id == 5
    assert found.missing[-1] == "Нет отметки: «Встреча 5», 04.02.2026"


def test_a_programme_may_ask_for_more() -> None:
    record = attended(visit(kinds="s"))
    found = requirements(record, today=TODAY, numbers=RequirementNumbers(seminars=2))
    assert found[1].missing == ("Не хватает: 1\N{NO-BREAK SPACE}семинар",)


@pytest.mark.parametrize("kind", CreativeWorkKind)
@pytest.mark.parametrize("state", SubmissionState)
def test_a_creative_work_counts_when_it_is_accepted(kind: CreativeWorkKind, state: SubmissionState) -> None:
    record = replace(NOTHING, works=(CreativeLine("Лесная экспедиция", kind, state, None),))
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
        works=(CreativeLine("Лепбук", CreativeWorkKind.INDIVIDUAL, SubmissionState.ACCEPTED, date(2026, 3, 5)),),
        report=ReportLine(InternshipReportKind.MINI, None, date(2026, 3, 6)),
    )
    found = requirements(record, today=TODAY)
    assert all(each.is_met for each in found)
    assert missing_words(found) == "все требования выполнены"
