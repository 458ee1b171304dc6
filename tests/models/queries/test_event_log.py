"""The section «Мероприятия» asked as a person asks: search, filters, sorting, counts, the card, whom to add."""

from datetime import date, datetime
from pathlib import Path

import pytest

from models.commands.events import mark_attendance, record_event, remove_event, set_guests
from models.database import Actor, Database, open_database
from models.errors import UserError
from models.identity import VLADIVOSTOK, FixedClock, seeded_uids
from models.queries.events import (
    attendance_sheet,
    event_card,
    event_choices,
    event_counts,
    event_line,
    event_page,
    event_plan,
    log_choices,
    people_to_add,
)
from models.rows.codes import Mode, Presence
from models.rows.event_log import EventFilter, EventQuick, EventSort
from models.rows.events import EventDraft, Mark
from models.rules.glob import anywhere
from tests.desktop.demo.made import demo_site
from tests.models.make import HEAD, make_person, run


@pytest.fixture
def log(db: Database) -> Database:
    """Three events led by Иванова: two begun by 2 March 2026, one ahead."""
    leader = make_person(db, last_name="Иванова")
    for title, day, place in (
        ("Карта Ёлки", date(2026, 2, 3), None),
        ("Разбор записей", date(2026, 2, 10), "Музыкальный зал"),
        ("«Картина дня»", date(2026, 4, 1), None),
    ):
        record_event(db, draft(leader, title=title, day=day, place=place), actor=HEAD)
    return db


def draft(leader: int, *, title: str, day: date, place: str | None = None, mode: Mode = Mode.MIXED) -> EventDraft:
    return EventDraft(
        title=title, held_on=day, duration_min=90, format_id=2, mode=mode, leader_id=leader, place=place, starts_at=None
    )


def titles(db: Database, **wanted: object) -> list[str]:
    return [line.title for line in event_page(db, wanted=EventFilter(**wanted))]


@pytest.mark.parametrize("typed", ["карта", "КАРТА", "елк", "ЁЛКИ карта", "  карта  елки "])
def test_search_minds_neither_case_nor_yo_nor_order(log: Database, typed: str) -> None:
    assert "Карта Ёлки" in titles(log, text=typed)
    assert "Разбор записей" not in titles(log, text=typed)


def test_two_letters_of_cyrillic_are_enough(log: Database) -> None:
    assert titles(log, text="за") == ["Разбор записей"]


def test_place_and_leader_are_searched_too(log: Database) -> None:
    assert titles(log, text="музык") == ["Разбор записей"]
    assert len(titles(log, text="иванов")) == 3


@pytest.mark.parametrize("typed", ["*", "?", "[", "[а-я]", "карта*"])
def test_signs_of_the_pattern_are_only_signs(log: Database, typed: str) -> None:
    assert titles(log, text=typed) == []


def test_a_pattern_finds_every_case_of_every_letter() -> None:
    assert anywhere("Ёж") == "*[еёЕЁ][Жж]*"


def test_a_period_holds_both_its_ends(log: Database) -> None:
    assert titles(log, start=date(2026, 2, 3), end=date(2026, 2, 10)) == ["Разбор записей", "Карта Ёлки"]


def test_what_has_begun_and_what_is_ahead(log: Database) -> None:
    assert titles(log, quick=EventQuick.AHEAD) == ["«Картина дня»"]
    assert event_counts(log, EventFilter()) == (3, 0, 3, 1)


def test_an_event_of_today_without_a_time_begins_with_its_day(log: Database) -> None:
    run(log, "UPDATE event SET held_on = ?, starts_at = NULL", log.today().isoformat())
    assert {(line.has_begun, line.is_today) for line in event_page(log)} == {(True, True)}


def test_an_event_later_today_is_no_more_than_today(log: Database) -> None:
    run(log, "UPDATE event SET held_on = ?, starts_at = '23:59'", log.today().isoformat())
    assert {(line.has_begun, line.is_today) for line in event_page(log)} == {(False, True)}


def test_titles_sort_without_their_quotes(log: Database) -> None:
    page = event_page(log, sort=EventSort.TITLE, descending=False)
    assert [line.title for line in page] == ["Карта Ёлки", "«Картина дня»", "Разбор записей"]


def test_the_log_of_a_new_site_is_empty(db: Database) -> None:
    assert log_choices(db).days is None
    assert event_page(db) == []
    assert event_card(db, 1) is None
    assert event_line(db, 1) is None


@pytest.fixture
def demo(tmp_path: Path):
    """The invented site on 13 March 2026, a copy a test."""
    path = tmp_path / "marshrut.db"
    path.write_bytes(demo_site(date(2026, 3, 13)).paths.database.read_bytes())
    clock = FixedClock(datetime(2026, 3, 13, 14, tzinfo=VLADIVOSTOK))
    db = open_database(path, clock=clock, uids=seeded_uids(7))
    yield db
    db.close()


@pytest.mark.parametrize("sort", list(EventSort))
@pytest.mark.parametrize("descending", [True, False])
def test_pages_together_are_the_whole_log_in_every_order(demo: Database, sort: EventSort, descending: bool) -> None:
    whole = event_page(demo, sort=sort, descending=descending, limit=1000)
    paged, after = [], None
    while page := event_page(demo, sort=sort, descending=descending, after=after, limit=7):
        paged += page
        after = page[-1]
    assert paged == whole
    assert len({line.id for line in whole}) == event_counts(demo, EventFilter()).all


def with_marks(demo: Database) -> int:
    """The newest event whose sheet is filled."""
    return next(line.id for line in event_page(demo) if line.marked)


def test_a_mark_taken_away_is_missed_in_the_log(demo: Database) -> None:
    event_id = with_marks(demo)
    somebody = attendance_sheet(demo, event_id)[0].person_id
    run(demo, "DELETE FROM attendance WHERE event_id = ? AND person_id = ?", event_id, somebody)
    line = event_line(demo, event_id)
    assert line is not None
    assert line.unmarked == 1
    assert titles(demo, quick=EventQuick.UNMARKED) == [line.title]
    assert event_counts(demo, EventFilter()).unmarked == 1


def test_a_stream_and_a_format_filter_the_log(demo: Database) -> None:
    choices = event_choices(demo)
    stream = choices.streams[0]
    found = event_page(demo, wanted=EventFilter(stream_id=stream.id))
    assert found
    assert all(stream.title in (event_card(demo, line.id) or pytest.fail("gone")).streams for line in found)
    first = event_page(demo)[0]
    card = event_card(demo, first.id)
    assert card is not None
    assert {line.format for line in event_page(demo, wanted=EventFilter(format_id=card.draft.format_id))} == {
        first.format
    }


def test_a_card_says_what_was_written_down(demo: Database) -> None:
    event_id = next(line.id for line in event_page(demo) if line.marked and line.is_planned)
    card = event_card(demo, event_id)
    assert card is not None
    again = record_event(demo, card.draft, actor=Actor())
    copied = event_card(demo, again)
    assert copied is not None
    assert copied.draft == card.draft
    assert card.plan_item is not None
    assert card.plan_item.participants >= 1


def test_a_plan_item_fills_an_event_with_the_usual_length_of_its_format(demo: Database) -> None:
    item = event_choices(demo).plan_items[0]
    plan = event_plan(demo, item.id)
    assert plan is not None
    assert plan.title == item.title
    assert plan.usual_minutes > 0
    assert event_plan(demo, 10_000) is None


def test_who_is_on_the_sheet_is_not_offered_again(demo: Database) -> None:
    event_id = with_marks(demo)
    here = {line.person_id for line in attendance_sheet(demo, event_id)}
    offered = people_to_add(demo, event_id, "", limit=1000)
    assert offered
    assert not here & {person.id for person in offered}
    chosen = offered[0]
    mark_attendance(demo, event_id, [Mark(chosen.id, Presence.ABSENT)], actor=Actor())
    assert chosen.id not in {person.id for person in people_to_add(demo, event_id, "", limit=1000)}


def test_people_are_found_by_the_beginning_of_a_name(demo: Database) -> None:
    event_id = with_marks(demo)
    somebody = people_to_add(demo, event_id, "", limit=1)[0]
    typed = somebody.name[: len(somebody.name.split()[0]) + 2].upper()
    assert somebody in people_to_add(demo, event_id, typed)
    assert people_to_add(demo, event_id, "Такойнет") == []


def test_an_event_taken_out_leaves_the_log(demo: Database) -> None:
    first = event_page(demo)[0]
    remove_event(demo, first.id, actor=Actor())
    assert event_line(demo, first.id) is None


def test_guests_are_counted_among_the_participants(demo: Database) -> None:
    first = event_page(demo)[0]
    before = event_card(demo, first.id)
    assert before is not None
    set_guests(demo, first.id, before.draft.total_external + 5, actor=Actor())
    after = event_line(demo, first.id)
    assert after is not None
    assert after.participants == first.participants + 5


def test_fewer_than_no_guests_are_refused(demo: Database) -> None:
    first = event_page(demo)[0]
    with pytest.raises(UserError):
        set_guests(demo, first.id, -1, actor=Actor())
    assert event_line(demo, first.id) == first
