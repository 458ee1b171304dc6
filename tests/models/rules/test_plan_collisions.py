"""Lines that want the same person, the same room, or are one thing twice."""

from datetime import date

import pytest

from models.rows.codes import Mode
from models.rows.plan_merge import CollisionKind, PlannedItem
from models.rules.plan_collisions import collisions_of


def item(id_: int, first: int, last: int | None = None, **said: object) -> PlannedItem:
    """A line of February, of another person and another title each time unless said otherwise."""
    fields: dict[str, object] = {
        "id": id_,
        "plan_id": 1,
        "plan": "План",
        "title": f"Мероприятие {id_}",
        "first": date(2026, 2, first),
        "last": date(2026, 2, last or first),
        "mode": Mode.IN_PERSON,
        "place": None,
        "responsible_id": id_,
        "responsible": f"Человек {id_}",
    }
    return PlannedItem(**(fields | said))  # pyright: ignore[reportArgumentType] - fields by name


def kinds(*items: PlannedItem) -> list[CollisionKind]:
    return [found.kind for found in collisions_of(items)]


BUSY = {"responsible_id": 7}
HALL = {"place": "Музыкальный зал"}


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        ((10, 10), (10, 10), True),
        ((10, 11), (11, 12), True),
        ((10, 12), (12, 12), True),
        ((10, 10), (11, 11), False),
        ((10, 13), (10, 10), False),
        ((1, 28), (10, 10), False),
    ],
)
def test_a_person_is_in_one_place_at_a_time(one: tuple[int, int], other: tuple[int, int], collide: bool) -> None:
    """A line of more than three days is a stretch: nobody is busy all of it."""
    assert kinds(item(1, *one, **BUSY), item(2, *other, **BUSY)) == [CollisionKind.RESPONSIBLE] * collide


def test_a_room_holds_one_thing_at_a_time_however_it_is_written() -> None:
    found = collisions_of([item(1, 10, **HALL), item(2, 10, place="музыкальный  ЗАЛ.")])
    assert [(each.kind, each.what) for each in found] == [(CollisionKind.PLACE, "Музыкальный зал")]


@pytest.mark.parametrize("said", [{"place": "онлайн"}, {"place": ""}, {"place": None}, {**HALL, "mode": Mode.REMOTE}])
def test_what_is_held_nowhere_takes_no_room(said: dict[str, object]) -> None:
    assert kinds(item(1, 10, **said), item(2, 10, **said)) == []


def test_one_title_in_one_time_is_a_double_however_long() -> None:
    title = {"title": "Семинар «Речь»"}
    assert kinds(item(1, 1, 28, **title), item(2, 10, title="семинар  «речь».")) == [CollisionKind.TITLE]
    assert kinds(item(1, 3, **title), item(2, 10, **title)) == []


def test_two_lines_may_collide_in_everything() -> None:
    said = {**BUSY, **HALL, "title": "Семинар"}
    assert kinds(item(1, 10, **said), item(2, 10, **said)) == list(CollisionKind)


def test_every_pair_of_three_is_told() -> None:
    found = collisions_of([item(number, 10, **BUSY) for number in (3, 1, 2)])
    assert [(each.one.id, each.other.id) for each in found] == [(1, 2), (1, 3), (2, 3)]


def test_every_kind_has_its_words() -> None:
    assert all(kind.label for kind in CollisionKind)
