"""Who of a stream is listed: everybody, or those who study, applied, wait or are gone; and what is said of nobody."""

from collections.abc import Collection, Mapping

from models.rows.orders import StreamPerson
from models.rules.clean import fold
from models.rules.stream_places import StreamPlaces

QUICK = (("studying", "Учатся"), ("applied", "Заявки"), ("waiting", "Лист ожидания"), ("out", "Ушли"))
"""Keys and words of the filters of one press."""
_NOBODY = {
    "studying": "Сейчас в потоке никто не учится: зачислите тех, кто подал заявку",
    "applied": "Заявок нет. Новая — Ctrl+N",
    "waiting": "В листе ожидания никого: мест хватает всем, кто подал заявку",
    "out": "Из потока никто не ушёл, и никто его ещё не завершил",
}
_NOTHING = "Никого не нашлось"


def quick_counts(places: StreamPlaces) -> dict[str, int]:
    """How many people each filter of one press shows."""
    return {key: len(people) for key, people in _by_filter(places).items()}


def people_listed(
    people: Collection[StreamPerson], places: StreamPlaces, *, quick: str, typed: str
) -> list[StreamPerson]:
    """Of the people of a stream those under a filter whose name or organisation has what was typed."""
    sought = fold(typed)
    under = _by_filter(places).get(quick, people)
    return [each for each in under if sought in fold(f"{each.name} {each.organization}")]


def nobody_words(*, quick: str, typed: str) -> str:
    """What is said where nobody is listed."""
    return _NOTHING if fold(typed) else _NOBODY.get(quick, _NOTHING)


def _by_filter(places: StreamPlaces) -> Mapping[str, Collection[StreamPerson]]:
    return {
        "studying": places.studying,
        "applied": places.applied,
        "waiting": places.waiting,
        "out": places.out,
    }
