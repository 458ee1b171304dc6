"""The invented site holds together, and none of its people can be met by accident elsewhere."""

import json
import re
from collections import Counter
from dataclasses import asdict, is_dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest

from desktop.demo import content
from desktop.demo.people import snils
from models.rows.codes import Mode, PlanItemStatus, Presence
from resources import loader

PEOPLE = [trainee.person for trainee in content.TRAINEES]
MEMBERS = {member.key for member in content.TEAM}
ITEMS = {item.no: item for item in content.PLAN_ITEMS}
SPANS = {stream.no: stream for stream in content.STREAMS}
MODULES = {
    f"{program.key}.{no}": module for program in content.PROGRAMS for no, module in enumerate(program.modules, start=1)
}


def codes(name):
    return {row["code"] for row in loader.read_json(f"reference/{name}.json")}


def holidays():
    return {date.fromisoformat(row["day"]) for row in loader.read_json("reference/non_working_days.json")}


def words(thing):
    """Every string inside a row, however deep."""
    if is_dataclass(thing):
        yield from words(list(asdict(thing).values()))
    elif isinstance(thing, dict):
        yield from words(list(thing.values()))
    elif isinstance(thing, (list, tuple)):
        for part in thing:
            yield from words(part)
    elif isinstance(thing, str):
        yield thing


def every_other_text():
    """All that the demo, the reference data and the printed forms say, but for the people themselves."""
    rows = (
        content.SITE, content.ORGANIZATIONS, content.PROGRAMS, content.STREAMS, content.LEAVERS, content.YEAR_PLAN,
        content.MODULE_PLANS, content.PLAN_ITEMS, content.EVENTS, content.PRODUCTS, content.INDICATOR_VALUES,
        content.REPORT_TEXTS, content.CONSULTATIONS, content.MEETINGS, content.ROADMAP, content.ROADMAP_ITEMS,
        content.AMENDMENT, content.CREATIVE_WORKS, content.PRACTICE, content.DIARY, content.DECISIONS, content.ISSUES,
        content.REPLACED, content.FINAL_WORKS, content.SELF_ANALYSES, content.ADVICE,
    )  # fmt: skip
    shipped = [
        json.dumps(loader.read_json(name), ensure_ascii=False)
        for folder in ("reference", "forms")
        for name in loader.names(folder)
        if name.endswith(".json")
    ]
    return "\n".join([*words(rows), *shipped])


def plain(text):
    return text.casefold().replace("ё", "е").replace("\u00ad", "")


# People


def test_no_name_of_a_person_occurs_in_any_other_text():
    text = plain(every_other_text())
    spoken = {
        part
        for person in [*PEOPLE, *content.TEAM]
        for name in (person.last_name, person.first_name, person.patronymic)
        for part in (name, *name.split("-"))
    }

    # any(), so that a name never reaches the output of a failed test
    assert not any(plain(name) in text for name in spoken)


def test_no_phone_snils_or_address_of_a_person_occurs_in_any_other_text():
    text = every_other_text()
    digits = re.sub(r"[^\d\n]", "", text)
    keys = [re.sub(r"\D", "", key)[-10:] for person in PEOPLE for key in (person.phone, person.snils)]
    keys += [member.phone[-10:] for member in content.TEAM]
    addresses = [person.email for person in [*PEOPLE, *content.TEAM]]

    assert not any(key in digits for key in keys)
    assert not any(address in text for address in addresses)


def test_there_are_sixty_trainees_with_their_own_names_phones_snils_and_addresses():
    assert len(PEOPLE) == 60
    for field in ("last_name", "phone", "snils", "email"):
        assert len({plain(getattr(person, field)) for person in PEOPLE}) == 60


def test_every_snils_has_its_control_digits_and_lies_in_an_invented_range():
    assert [snils(112233445), snils(87654303), snils(87654302)] == [
        "112-233-445 95",
        "087-654-303 00",
        "087-654-302 00",
    ]
    assert all(re.fullmatch(r"(099|990)-000-\d{3} \d{2}", person.snils) for person in PEOPLE)
    assert all(person.snils == snils(int(re.sub(r"\D", "", person.snils)[:9])) for person in PEOPLE)


def test_phones_and_addresses_are_plainly_invented():
    people = [*PEOPLE, *content.TEAM]

    assert all(re.fullmatch(r"\+79\d\d000\d{4}", person.phone) for person in people)
    assert all(re.fullmatch(r"[a-z-]+\d*@example\.ru", person.email) for person in people)


def test_most_trainees_are_women_and_some_are_men():
    sexes = Counter(trainee.sex.value for trainee in content.TRAINEES)

    assert 5 <= sexes["male"] <= 10


def test_there_are_names_with_yo_and_double_surnames():
    assert sum("ё" in person.last_name for person in PEOPLE) >= 5
    assert sum("-" in person.last_name for person in PEOPLE) >= 3


def test_positions_of_trainees_and_team_are_in_the_reference():
    titles = {row["title"] for row in loader.read_json("reference/positions.json")}

    assert {person.position for person in PEOPLE} <= titles
    assert {member.position for member in content.TEAM} <= codes("positions")


def test_the_experience_fits_the_age():
    assert all(1 <= person.experience_years <= 2025 - person.birth_date.year - 18 for person in PEOPLE)


# Site and organisations


def test_inn_and_ogrn_of_the_site_have_their_control_digits():
    inn, ogrn = content.SITE.inn, content.SITE.ogrn
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)

    assert int(inn[9]) == sum(int(digit) * weight for digit, weight in zip(inn, weights, strict=False)) % 11 % 10
    assert int(ogrn[12]) == int(ogrn[:12]) % 11 % 10


def test_twenty_kindergartens_lie_in_nine_municipalities_or_more_and_some_are_remote():
    units = {unit["oktmo8"] for unit in loader.read_json("reference/municipalities.json")}
    places = {organization.oktmo8 for organization in content.ORGANIZATIONS}

    assert len({organization.short_name for organization in content.ORGANIZATIONS}) == 20
    assert len(places) >= 9
    assert places <= units
    assert 5 <= sum(organization.is_remote for organization in content.ORGANIZATIONS) <= 12


def test_what_the_file_calls_a_municipality_leads_to_its_unit():
    spelled = {
        name: unit["oktmo8"]
        for unit in loader.read_json("reference/municipalities.json")
        for name in (unit["name"], *unit["old_names"])
    }

    assert all(spelled[place.file_municipality] == place.oktmo8 for place in content.ORGANIZATIONS)


def test_every_kindergarten_sends_somebody():
    assert {trainee.organization for trainee in content.TRAINEES} == {place.key for place in content.ORGANIZATIONS}


def test_the_team_has_seven_members_in_known_roles():
    assert Counter(member.role for member in content.TEAM) == {
        "head": 1,
        "scientific_adviser": 1,
        "organising_teacher": 1,
        "tutor": 2,
        "council_member": 2,
    }
    assert {member.role for member in content.TEAM} <= codes("roles")


# Programmes and streams


@pytest.mark.parametrize("program", content.PROGRAMS, ids=lambda program: program.key)
def test_hours_of_modules_add_up_to_the_programme(program):
    assert sum(module.hours for module in program.modules) == program.hours


@pytest.mark.parametrize("key", MODULES)
def test_minutes_of_activities_add_up_to_the_module(key):
    module = MODULES[key]

    assert sum(activity.minutes for activity in module.activities) == module.hours * 45
    assert {activity.format for activity in module.activities} - {""} <= codes("event_formats")


def test_the_first_module_has_the_minutes_of_the_example():
    assert [activity.minutes for activity in MODULES["attention.1"].activities] == [15, 30, 30, 45, 30, 30]


def test_programmes_have_twelve_and_thirty_six_hours():
    assert [program.hours for program in content.PROGRAMS] == [12, 36]


def test_everybody_is_in_a_stream_and_some_are_in_two():
    members = Counter(no for stream in content.STREAMS for no in stream.members)

    assert set(members) == set(range(1, 61))
    assert sorted(members.values())[-5:] == [1, 2, 2, 2, 2]


def test_who_left_was_in_the_stream_while_it_ran():
    for leaver in content.LEAVERS:
        stream = SPANS[leaver.stream]
        assert leaver.trainee in stream.members
        assert stream.starts_on < leaver.left_on < stream.ends_on


# Plan


def test_the_plan_has_forty_lines_numbered_by_section():
    sections = [row["code"] for row in loader.read_json("reference/plan_sections.json")]

    assert len(ITEMS) == len(content.PLAN_ITEMS) == 40
    assert all(sections[int(item.no.split(".")[0]) - 1] == item.section for item in content.PLAN_ITEMS)
    assert {item.section for item in content.PLAN_ITEMS} == set(sections)


@pytest.mark.parametrize("item", content.PLAN_ITEMS, ids=lambda item: item.no)
def test_a_line_of_the_plan_is_complete(item):
    assert item.due_from <= item.due_to
    assert content.YEAR_PLAN.starts_on <= item.due_from
    assert item.due_to <= content.YEAR_PLAN.ends_on
    assert item.responsible in MEMBERS
    assert item.format in codes("event_formats")
    assert {item.product_kind} - {""} <= codes("product_kinds")
    assert {item.indicator} - {""} <= codes("indicators")
    assert item.expected_result


def test_every_line_falls_into_one_module_plan():
    for item in content.PLAN_ITEMS:
        assert sum(plan.starts_on <= item.due_to <= plan.ends_on for plan in content.MODULE_PLANS) == 1


def test_a_moved_or_cancelled_line_says_why():
    moved = [item for item in content.PLAN_ITEMS if item.status is PlanItemStatus.POSTPONED]
    cancelled = [item for item in content.PLAN_ITEMS if item.status is PlanItemStatus.CANCELLED]

    assert (len(moved), len(cancelled)) == (2, 1)
    assert all(item.reason for item in [*moved, *cancelled])
    assert all(item.postponed_to > item.due_to for item in moved)


def test_a_done_line_has_an_event_or_a_date():
    held = {event.plan_item for event in content.EVENTS}

    for item in content.PLAN_ITEMS:
        if item.status is PlanItemStatus.DONE:
            assert (item.no in held) != (item.done_on is not None)


def test_the_council_met_before_a_plan_was_approved():
    for plan in (content.YEAR_PLAN, *content.MODULE_PLANS):
        assert plan.council_on <= plan.agreed_on <= plan.approved_on


# Events


def test_there_are_forty_five_events_and_seven_were_not_planned():
    assert [event.no for event in content.EVENTS] == list(range(1, 46))
    assert sum(not event.plan_item for event in content.EVENTS) == 7
    assert all(before.held_on < after.held_on for before, after in pairwise(content.EVENTS))


@pytest.mark.parametrize("event", content.EVENTS, ids=lambda event: event.no)
def test_an_event_is_held_on_a_working_day_by_people_and_formats_that_exist(event):
    assert event.held_on.weekday() < 5
    assert event.held_on not in holidays()
    assert event.leader in MEMBERS
    assert event.format in codes("event_formats")
    assert set(event.functions) <= codes("support_functions")
    assert event.functions
    assert {event.plan_item} - {""} <= set(ITEMS)
    assert event.streams or event.guests


@pytest.mark.parametrize("event", content.EVENTS, ids=lambda event: event.no)
def test_an_event_of_a_stream_is_held_while_the_stream_runs(event):
    for no in event.streams:
        assert SPANS[no].starts_on <= event.held_on <= SPANS[no].ends_on


@pytest.mark.parametrize("event", [e for e in content.EVENTS if e.plan_item], ids=lambda event: event.no)
def test_a_planned_event_is_held_in_time_and_in_the_planned_format(event):
    item = ITEMS[event.plan_item]

    assert event.format == item.format
    assert event.mode is item.mode
    assert item.due_from <= event.held_on <= (item.postponed_to or item.due_to)


@pytest.mark.parametrize("event", [e for e in content.EVENTS if e.module], ids=lambda event: event.no)
def test_an_event_of_a_module_belongs_to_the_programme_of_its_stream(event):
    assert event.module in MODULES
    assert {SPANS[no].program for no in event.streams} == {event.module.split(".")[0]}


def test_every_stream_can_meet_the_five_requirements():
    formats = {row["code"]: row for row in loader.read_json("reference/event_formats.json")}
    for no in SPANS:
        held = [event for event in content.EVENTS if no in event.streams]
        kinds = [formats[event.format] for event in held]
        assert any(event.mode is Mode.REMOTE for event in held)
        assert any(kind["seminar"] for kind in kinds)
        assert any(kind["masterclass"] for kind in kinds)
        assert any(kind["practical"] and not kind["masterclass"] and not kind["seminar"] for kind in kinds)


def test_no_leader_is_in_two_places_at_once():
    assert len({(event.held_on, event.leader) for event in content.EVENTS}) == len(content.EVENTS)


def marks():
    return [
        (event, content.mark(event, no))
        for event in content.EVENTS
        for stream in event.streams
        for no in SPANS[stream].members
    ]


def test_about_85_in_a_hundred_take_part():
    states = Counter(mark.state for _, mark in marks())
    share = (states[Presence.PRESENT] + states[Presence.REMOTE]) / states.total()

    assert 0.82 < share < 0.88
    assert min(states[Presence.EXCUSED], states[Presence.ABSENT], states[Presence.REMOTE]) > 10


def test_a_mark_fits_the_mode_of_its_event():
    for event, mark in marks():
        assert not (mark.state is Presence.PRESENT and event.mode is Mode.REMOTE)
        assert not (mark.state is Presence.REMOTE and event.mode is Mode.IN_PERSON)
        assert mark.minutes is None or 0 < mark.minutes < event.duration_min


# Results


def test_products_are_of_many_kinds_and_point_at_what_exists():
    kinds = {product.kind for product in content.PRODUCTS}

    assert len(content.PRODUCTS) >= 10
    assert len(kinds) >= 8
    assert kinds <= codes("product_kinds")
    assert {author for product in content.PRODUCTS for author in product.authors} <= MEMBERS
    assert {product.plan_item for product in content.PRODUCTS} - {""} <= set(ITEMS)
    assert len({product.title for product in content.PRODUCTS}) == len(content.PRODUCTS)


def test_a_product_of_an_event_is_made_soon_around_it():
    held = {event.no: event for event in content.EVENTS}
    for product in content.PRODUCTS:
        if product.event:
            assert abs(product.made_on - held[product.event].held_on) <= timedelta(days=14)
            assert held[product.event].plan_item == product.plan_item


def test_values_are_given_only_for_indicators_that_are_not_computed():
    manual = {row["code"] for row in loader.read_json("reference/indicators.json") if row["kind"] == "manual"}

    assert {value.indicator for value in content.INDICATOR_VALUES} == manual


def test_every_quarter_and_the_year_have_their_texts_with_a_place_in_the_form():
    form = loader.read_text("forms/report.json")
    sections = Counter((text.period, text.section) for text in content.REPORT_TEXTS)

    assert set(sections.values()) == {1}
    assert all(f'"key": "{section}"' in form for _, section in sections)
    for period in ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2025/26"):
        assert {(period, name) for name in ("goal", "tasks", "difficulties", "next_tasks")} <= set(sections)
