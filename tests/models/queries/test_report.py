"""Every figure of a report against the same figure counted by plain loops from what was stored."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.commands.events import mark_attendance
from models.commands.indicators import set_indicator
from models.commands.programs import enroll
from models.commands.reports import save_report_text
from models.commands.site import assign_role
from models.database import Database
from models.errors import UserError
from models.queries.directory import ids_by_code
from models.queries.report import QUESTIONS, report_data
from models.rows.codes import EnrollmentStatus, Mode, PlanItemStatus, Presence
from models.rows.events import Mark
from models.rows.indicator_drafts import ValueDraft
from models.rows.report import EventRow, ReportData
from models.rows.site import RoleDraft
from models.rules.periods import Period, parse_period
from models.schema.events import Event
from models.schema.plans import PlanItem
from models.schema.programs import Enrollment, Stream
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database, go_to, run
from tests.models.queries.world import SCORES, World, drawn_world

PERIODS = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-H1", "2025-H2", "2026", "2025/26", "2031-Q1"]
Q1 = parse_period("2026-Q1")


class Recount:
    """The report of a period counted by hand from the rows of a drawn world."""

    def __init__(self, world: World, period: Period, today: date) -> None:
        self.world, self.period = world, period
        self.held = [each for each in world.events if each.held_on <= today]
        self.of_person = {each.id: each for each in world.people}
        self.of_organization = {each.id: each for each in world.organizations}
        self.events = [each for each in self.held if each.held_on in period]
        self.items = [each for each in world.items if self._counts(each) and not self._on_roadmap(each)]

    def _counts(self, item: PlanItem) -> bool:
        return item.due_to in self.period or (item.postponed_to is not None and item.postponed_to in self.period)

    def _on_roadmap(self, item: PlanItem) -> bool:
        return any(plan.id == item.plan_id and plan.kind == "roadmap" for plan in self.world.plans)

    def visitors(self, events: Iterable[Event]) -> list[int]:
        """One person id for each visit."""
        ids = {each.id for each in events}
        return [
            mark.person_id for mark in self.world.marks if mark.event_id in ids and mark.state in ("present", "remote")
        ]

    def participants(self, events: Iterable[Event]) -> int:
        events = list(events)
        return len(self.visitors(events)) + sum(each.total_external for each in events)

    def organizations(self, people: Iterable[int]) -> set[int]:
        return {self.of_person[each].organization_id for each in people}

    def municipalities(self, people: Iterable[int]) -> set[int]:
        found = {self.of_organization[each].municipality_id for each in self.organizations(people)}
        return {each for each in found if each is not None}

    def is_remote(self, person: int) -> bool:
        return bool(self.of_organization[self.of_person[person].organization_id].is_remote)

    def of_item(self, item: PlanItem) -> list[Event]:
        return sorted((each for each in self.held if each.plan_item_id == item.id), key=lambda e: (e.held_on, e.id))

    def done_on(self, item: PlanItem) -> date | None:
        held = [each.held_on for each in self.of_item(item)]
        return max(held) if held else item.done_on

    def with_status(self, *statuses: str) -> list[PlanItem]:
        return [each for each in self.items if each.status in statuses]

    def issued(self) -> list[int]:
        """The place of each certificate issued in the period."""
        return [
            each.enrollment_id
            for each in self.world.certificates
            if each.state == "issued" and each.duplicate_of_id is None and each.issue_date in self.period
        ]

    def streams(self) -> list[Stream]:
        active = {
            place.stream_id
            for place in self.world.places
            if (place.left_on is not None and place.left_on in self.period) or place.id in self.issued()
        }
        return [
            each
            for each in self.world.streams
            if (each.starts_on <= self.period.end and each.ends_on >= self.period.start) or each.id in active
        ]

    def places(self) -> list[Enrollment]:
        streams = {each.id: each for each in self.streams()}
        return [
            each
            for each in self.world.places
            if each.stream_id in streams
            and each.status != "applied"
            and (each.enrolled_on or streams[each.stream_id].starts_on) <= self.period.end
        ]

    def ended(self, status: str) -> list[Enrollment]:
        ends = {each.id: each.ends_on for each in self.world.streams}
        return [
            each
            for each in self.places()
            if each.status == status and (each.left_on or ends[each.stream_id]) in self.period
        ]

    def diagnosed(self, stage: str) -> dict[tuple[int, int], tuple[bool, int | None]]:
        """(place, competence) → whether it is a deficit, and the tutor's score."""
        places = {each.id for each in self.places()}
        cards = {each.id: each.enrollment_id for each in self.world.cards if each.stage == stage}
        return {
            (cards[each.card_id], each.competence_id): (bool(each.is_deficit), each.tutor_score)
            for each in self.world.scores
            if each.card_id in cards and cards[each.card_id] in places
        }

    def products(self) -> list[int]:
        return [each.id or 0 for each in self.world.products if each.made_on in self.period and each.status != "draft"]

    def appearances(self) -> list[int]:
        made = self.products()
        return [
            each.id or 0 for each in self.world.products if each.id in made and (each.level or each.participation_form)
        ]


def check_totals(data: ReportData, by_hand: Recount) -> None:
    totals, world, period = data.totals, by_hand.world, by_hand.period
    people = set(by_hand.visitors(by_hand.events))
    assert totals.planned == len(by_hand.items)
    assert totals.done == len(by_hand.with_status("done"))
    assert totals.moved == len(by_hand.with_status("postponed"))
    assert totals.cancelled == len(by_hand.with_status("cancelled"))
    assert totals.open_items == len(by_hand.with_status("planned", "in_progress"))
    late = [
        each
        for each in by_hand.with_status("done")
        if (by_hand.done_on(each) or date.min) > (each.postponed_to or each.due_to)
    ]
    assert totals.late == len(late)
    assert totals.events == len(by_hand.events)
    assert totals.unplanned_events == sum(each.plan_item_id is None for each in by_hand.events)
    assert totals.minutes == sum(each.duration_min for each in by_hand.events)
    assert totals.guests == sum(each.total_external for each in by_hand.events)
    assert totals.visits == len(by_hand.visitors(by_hand.events))
    assert totals.unique_people == len(people)
    assert totals.organisations == len(by_hand.organizations(people))
    assert totals.municipalities == len(by_hand.municipalities(people))
    assert totals.remote_people == sum(by_hand.is_remote(each) for each in people)
    assert totals.streams == len(by_hand.streams())
    assert totals.enrolled == len(by_hand.places())
    assert totals.completed == len(by_hand.ended("completed"))
    assert totals.expelled == len(by_hand.ended("expelled"))
    assert totals.certificates == len(by_hand.issued())
    under_way = {each.enrollment_id for each in world.routes if each.status != "draft"}
    assert totals.routes == len(under_way & {each.id for each in by_hand.places()})
    assert totals.products == len(by_hand.products())
    assert totals.dissemination == len(by_hand.appearances())
    answers = [each for each in world.answers if each.answered_on is not None and each.answered_on in period]
    assert totals.survey_responses == len(answers)
    scores = [score for each in answers for name in SCORES if (score := getattr(each, name)) is not None]
    assert totals.satisfaction == (pytest.approx(fmean(scores)) if scores else None)
    said = [each.nps for each in answers if each.nps is not None]
    nps = 100 * (sum(each >= 9 for each in said) - sum(each <= 6 for each in said)) / len(said) if said else None
    assert totals.nps == (None if nps is None else round(nps))


def check_plan_items(data: ReportData, by_hand: Recount) -> None:
    expected = {}
    for item in by_hand.items:
        events = by_hand.of_item(item)
        told = [each.outcome for each in events if each.outcome]
        expected[item.title] = (
            item.due_to,
            by_hand.done_on(item),
            item.planned_count,
            by_hand.participants(events) if events else None,
            "; ".join(told) or item.expected_result or "",
            "Карантин",
            f"выполнено, перенесено с {item.due_to:%d.%m.%Y}"
            if item.status == "done" and item.postponed_to
            else PlanItemStatus(item.status).label,
        )
    assert {row.title: (row.due, row.done_on, *row[5:9], row.status) for row in data.plan_items} == expected
    assert [row.no for row in data.plan_items] == list(range(1, len(expected) + 1))


def check_events(rows: tuple[EventRow, ...], events: list[Event], by_hand: Recount) -> None:
    ordered = sorted(events, key=lambda each: (each.held_on, each.id))
    assert [(row.no, row.date, row.title, row.mode) for row in rows] == [
        (no, each.held_on, each.title, Mode(each.mode).label) for no, each in enumerate(ordered, start=1)
    ]
    for row, each in zip(rows, ordered, strict=True):
        people = by_hand.visitors([each])
        assert row.participants == by_hand.participants([each])
        assert row.guests == each.total_external
        assert row.organisations == len(by_hand.organizations(people))
        assert row.municipalities == len(by_hand.municipalities(people))
        assert (row.minutes, row.materials) == (each.duration_min, each.link or "")


def check_tables(data: ReportData, by_hand: Recount) -> None:
    by_format: defaultdict[int, list[Event]] = defaultdict(list)
    for each in by_hand.events:
        by_format[each.format_id].append(each)
    assert sorted((row.events, row.participants, row.minutes) for row in data.formats) == sorted(
        (len(group), by_hand.participants(group), sum(each.duration_min for each in group))
        for group in by_format.values()
    )
    issued = by_hand.issued()
    stream_of = {each.id: each.stream_id for each in by_hand.world.places}
    assert {row.stream: row[5:] for row in data.programmes} == {
        each.title: (
            sum(place.stream_id == each.id for place in by_hand.places()),
            sum(place.stream_id == each.id for place in by_hand.ended("completed")),
            sum(stream_of[place] == each.id for place in issued),
            sum(place.stream_id == each.id for place in by_hand.ended("expelled")),
        )
        for each in by_hand.streams()
    }
    check_geography(data, by_hand)
    check_diagnostics(data, by_hand)
    assert [(row.answers, row.question) for row in data.satisfaction] == [
        (len(scores), QUESTIONS[name]) for name in QUESTIONS if (scores := answers_to(name, by_hand))
    ]
    for row in data.satisfaction:
        name = next(name for name, question in QUESTIONS.items() if question == row.question)
        assert row.mean == pytest.approx(fmean(answers_to(name, by_hand)))


def answers_to(name: str, by_hand: Recount) -> list[int]:
    answers = [each for each in by_hand.world.answers if each.answered_on and each.answered_on in by_hand.period]
    return [score for each in answers if (score := getattr(each, name)) is not None]


def check_geography(data: ReportData, by_hand: Recount) -> None:
    people = set(by_hand.visitors(by_hand.events))
    by_unit: defaultdict[int | None, set[int]] = defaultdict(set)
    for each in people:
        place = by_hand.of_organization[by_hand.of_person[each].organization_id]
        by_unit[place.municipality_id].add(each)
    expected = sorted(
        (len(by_hand.organizations(group)), len(group), sum(by_hand.is_remote(each) for each in group))
        for group in by_unit.values()
    )
    assert sorted((row.organisations, row.trainees, row.remote) for row in data.geography) == expected
    unknown = [row for row in data.geography if row.municipality == "не указан"]
    assert [row.trainees for row in unknown] == ([len(by_unit[None])] if None in by_unit else [])
    assert data.geography[-1:] == tuple(unknown) or not unknown


def check_diagnostics(data: ReportData, by_hand: Recount) -> None:
    before, after = by_hand.diagnosed("entry"), by_hand.diagnosed("exit")
    expected = []
    for competence in sorted({each for _, each in before}):
        rows = {place: said for (place, which), said in before.items() if which == competence}
        found = [place for place, (is_deficit, _) in rows.items() if is_deficit]
        resolved = [place for place in found if (place, competence) in after and not after[place, competence][0]]
        entry = [score for _, score in rows.values() if score is not None]
        exits = [after[place, competence][1] for place in rows if (place, competence) in after]
        exit_scores = [score for score in exits if score is not None]
        expected.append(
            (len(found), len(resolved), fmean(entry) if entry else None, fmean(exit_scores) if exit_scores else None)
        )
    shown = [(row.found, row.resolved, row.mean_entry, row.mean_exit) for row in data.diagnostics]
    assert sorted(shown, key=str) == sorted(expected, key=str)


def check_sums(data: ReportData) -> None:
    """The totals are the sums of the tables that stand under them."""
    totals, events = data.totals, (*data.events, *data.unplanned_events)
    assert totals.planned == len(data.plan_items) == totals.done + totals.moved + totals.cancelled + totals.open_items
    assert (totals.events, totals.unplanned_events) == (len(events), len(data.unplanned_events))
    assert (
        totals.participants == sum(row.participants for row in events) == sum(row.participants for row in data.formats)
    )
    assert totals.guests == sum(row.guests for row in events)
    assert totals.minutes == sum(row.minutes for row in events) == sum(row.minutes for row in data.formats)
    assert totals.events == sum(row.events for row in data.formats)
    assert totals.unique_people == sum(row.trainees for row in data.geography)
    assert totals.organisations == sum(row.organisations for row in data.geography)
    assert totals.remote_people == sum(row.remote for row in data.geography)
    assert totals.municipalities == sum(bool(row.oktmo) for row in data.geography)
    assert totals.streams == len(data.programmes)
    for name in ("enrolled", "completed", "expelled", "certificates"):
        assert getattr(totals, name) == sum(getattr(row, name) for row in data.programmes), name
    assert totals.deficits_found == sum(row.found for row in data.diagnostics)
    assert totals.deficits_resolved == sum(row.resolved for row in data.diagnostics)
    assert (totals.products, totals.dissemination) == (len(data.products), len(data.dissemination))


@settings(max_examples=8)
@given(seed=st.integers(0, 10**6), today=st.dates(date(2025, 9, 1), date(2026, 12, 31)))
@example(seed=7, today=date(2026, 3, 2))
@example(seed=2026, today=date(2032, 1, 1))
def test_every_figure_is_the_one_counted_by_hand(seed: int, today: date) -> None:
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        try:
            world = drawn_world(db, seed)
            go_to(db, today)
            for code in PERIODS:
                period = parse_period(code)
                data, by_hand = report_data(db, period), Recount(world, period, today)
                check_sums(data)
                check_totals(data, by_hand)
                check_plan_items(data, by_hand)
                check_events(data.events, [each for each in by_hand.events if each.plan_item_id], by_hand)
                check_events(data.unplanned_events, [each for each in by_hand.events if not each.plan_item_id], by_hand)
                check_tables(data, by_hand)
        finally:
            db.close()


# Single rules, each by an example


@pytest.fixture
def leader(db: Database) -> int:
    arrange.fill_passport(db)
    return arrange.person(db, "Ведущая")


def test_a_site_without_a_passport_has_no_report(db: Database) -> None:
    with pytest.raises(UserError, match="Паспорт площадки не заполнен") as refused:
        report_data(db, Q1)
    assert refused.value.advice


def test_an_empty_period_is_all_noughts(db: Database, leader: int) -> None:
    data = report_data(db, Q1)
    assert (data.totals.planned, data.totals.visits, data.totals.streams) == (0, 0, 0)
    assert (data.totals.satisfaction, data.totals.nps, data.totals.plan_percent) == (None, None, None)
    assert data.plan_items == data.events == data.formats == data.geography == ()


def test_what_is_only_written_down_ahead_counts_from_its_day_on(db: Database, leader: int) -> None:
    item = arrange.plan_item(db, arrange.plan(db), leader, due_from=date(2026, 3, 24), due_to=date(2026, 3, 24))
    said = {"held_on": date(2026, 3, 24), "outcome": "Собраны идеи", "total_external": 7}
    arrange.event(db, leader, plan_item_id=item, **said)
    arrange.event(db, leader, **said)
    ahead = report_data(db, Q1)
    assert (ahead.totals.events, ahead.events, ahead.unplanned_events, ahead.formats) == (0, (), (), ())
    assert [(each.done_on, each.participants_actual) for each in ahead.plan_items] == [(None, None)]
    go_to(db, date(2026, 3, 24))
    held = report_data(db, Q1)
    assert (held.totals.events, held.totals.unplanned_events, held.totals.guests) == (2, 1, 14)
    assert [(each.done_on, each.participants_actual) for each in held.plan_items] == [(date(2026, 3, 24), 7)]


def test_visits_and_unique_people_are_two_figures(db: Database, leader: int) -> None:
    for _ in range(3):
        mark_attendance(db, arrange.event(db, leader), [Mark(leader, Presence.PRESENT)], actor=HEAD)
    totals = report_data(db, Q1).totals
    assert (totals.visits, totals.unique_people) == (3, 1)


@pytest.mark.parametrize("state", [Presence.ABSENT, Presence.EXCUSED, Presence.MADE_UP])
def test_who_was_not_there_is_no_visit(db: Database, leader: int, state: Presence) -> None:
    event_id = arrange.event(db, leader)
    mark = Mark(leader, state, makeup_on=date(2026, 2, 20), makeup_form="беседа")
    mark_attendance(db, event_id, [mark], actor=HEAD)
    assert (report_data(db, Q1).totals.visits, report_data(db, Q1).totals.organisations) == (0, 0)


def test_depersonalised_people_still_count(db: Database, leader: int) -> None:
    mark_attendance(db, arrange.event(db, leader), [Mark(leader, Presence.PRESENT)], actor=HEAD)
    run(db, "UPDATE person SET last_name = 'С-00001', first_name = 'С', patronymic = NULL, pd_state = 'depersonalised'")
    totals = report_data(db, Q1).totals
    assert (totals.visits, totals.unique_people, totals.organisations) == (1, 1, 1)


def test_guests_are_participants_without_names(db: Database, leader: int) -> None:
    arrange.event(db, leader, total_external=12)
    totals = report_data(db, Q1).totals
    assert (totals.participants, totals.visits, totals.guests, totals.unique_people) == (12, 0, 12, 0)


def test_an_organisation_without_a_municipality_stands_last_and_is_named_so(db: Database, leader: int) -> None:
    somebody = arrange.person(db, at=arrange.organization(db, oktmo=None))
    other = arrange.person(db, at=arrange.organization(db, oktmo=None))
    marks = [Mark(each, Presence.PRESENT) for each in (leader, somebody, other)]
    mark_attendance(db, arrange.event(db, leader), marks, actor=HEAD)
    data = report_data(db, Q1)
    assert [(row.municipality, row.oktmo, row.trainees) for row in data.geography] == [
        ("Артёмовский городской округ", "05705000", 1),
        ("не указан", "", 2),
    ]
    assert data.totals.municipalities == 1


@pytest.mark.parametrize(
    ("held_on", "late"), [(date(2026, 2, 28), 0), (date(2026, 3, 1), 1)], ids=["on the last day", "a day after"]
)
def test_an_item_done_after_its_term_is_late(db: Database, leader: int, held_on: date, late: int) -> None:
    item = arrange.plan_item(db, arrange.plan(db), leader)
    arrange.event(db, leader, plan_item_id=item, held_on=date(2026, 2, 1))
    arrange.event(db, leader, plan_item_id=item, held_on=held_on)
    totals = report_data(db, Q1).totals
    assert (totals.done, totals.late) == (1, late)


def test_the_same_item_is_not_counted_twice_in_a_merged_plan(db: Database, leader: int) -> None:
    from models.rows.codes import PlanKind

    year = arrange.plan(db, kind=PlanKind.YEAR)
    arrange.plan_item(db, arrange.plan(db, parent_id=year), leader)
    arrange.plan_item(db, arrange.plan(db, kind=PlanKind.ROADMAP), leader)
    assert report_data(db, Q1).totals.planned == 1


def test_a_trainee_taken_in_later_is_no_trainee_of_the_quarter_before(db: Database, leader: int) -> None:
    early, late = arrange.person(db), arrange.person(db)
    stream = arrange.stream(db, leader, early, ends_on=date(2026, 6, 30))
    enroll(db, stream, [arrange.place(late, enrolled_on=date(2026, 4, 1))], actor=HEAD)
    assert report_data(db, Q1).totals.enrolled == 1
    assert report_data(db, parse_period("2026-H1")).totals.enrolled == 2


def test_whoever_left_is_expelled_in_the_period_she_left_in(db: Database, leader: int) -> None:
    gone = arrange.person(db)
    stream = arrange.stream(db, leader, starts_on=date(2025, 10, 1), ends_on=date(2026, 3, 31))
    place = arrange.place(gone, status=EnrollmentStatus.EXPELLED, left_on=date(2025, 12, 31))
    enroll(db, stream, [place], actor=HEAD)
    assert report_data(db, Q1).totals.expelled == 0
    assert report_data(db, parse_period("2025-Q4")).totals.expelled == 1


def test_the_head_of_the_end_of_the_period_signs(db: Database, leader: int) -> None:
    roles = ids_by_code(db, "role")
    former = arrange.person(db, "Прежняя", patronymic="Ивановна")
    for who, start, end in ((former, date(2025, 1, 1), date(2026, 3, 30)), (leader, date(2026, 3, 31), None)):
        assign_role(db, RoleDraft(person_id=who, role_id=roles["head"], starts_on=start, ends_on=end), actor=HEAD)
    assert report_data(db, Q1).signatures.author_name == "М. Ведущая"
    assert report_data(db, parse_period("2025-Q4")).signatures.author_name == "М.И. Прежняя"


def test_texts_come_with_the_report_of_their_period(db: Database, leader: int) -> None:
    arrange.fill_passport(db, goal="Цель площадки")
    save_report_text(db, Q1, "difficulties", "Карантин", actor=HEAD)
    assert report_data(db, Q1).texts == {"goal": "Цель площадки", "difficulties": "Карантин"}
    save_report_text(db, Q1, "goal", "Цель квартала", actor=HEAD)
    assert report_data(db, Q1).texts["goal"] == "Цель квартала"
    assert report_data(db, parse_period("2026-Q2")).texts == {"goal": "Цель площадки"}


def test_indicators_stand_with_plan_and_fact(db: Database, leader: int) -> None:
    set_indicator(db, ids_by_code(db, "indicator")["share_fop"], "2026-Q1", ValueDraft(value=60, target=75), actor=HEAD)
    rows = {row.name: row for row in report_data(db, Q1).indicators}
    share = next(row for name, row in rows.items() if "соответствуют ФОП" in name)
    assert (share.plan, share.fact, share.percent) == (75, 60, 80)
    assert [row.no for row in rows.values()] == list(range(1, len(rows) + 1))


def test_the_passport_says_what_was_filled_in(db: Database, leader: int) -> None:
    arrange.fill_passport(db, phone="84232000000", status_order_no="23-а", status_order_date=date(2026, 1, 12))
    passport = report_data(db, Q1).passport
    assert (passport.phone, passport.status_order) == ("+7 (423) 200-00-00", "№ 23-а от 12.01.2026")
    assert passport.municipality == "Артёмовский городской округ"
    assert passport.site_code.startswith("без-кода-")


def test_the_date_of_an_order_without_a_number_is_not_dropped(db: Database, leader: int) -> None:
    arrange.fill_passport(db, status_order_date=date(2026, 1, 12))
    assert report_data(db, Q1).passport.status_order == "от 12.01.2026"
