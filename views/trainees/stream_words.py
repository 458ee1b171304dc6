"""What is said and shown of the people of a stream: their state, their days, their papers, the places."""

from collections.abc import Mapping
from types import MappingProxyType

from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.orders import OrderLine, StreamPerson
from models.rules.stream_places import StreamPlaces
from models.rules.words import NBSP, counted, day_in_table, day_in_text
from views.states import State
from views.theme import ChipLook

ORDER_TITLES: Mapping[OrderKind, str] = MappingProxyType(
    {
        OrderKind.ENROL: "Зачислить",
        OrderKind.EXPEL: "Отчислить",
        OrderKind.TRANSFER: "Перевести",
        OrderKind.COMPLETE: "Завершить",
    }
)
"""What is done by an order of each kind, as a button says it."""
_DONE: Mapping[OrderKind, str] = MappingProxyType(
    {
        OrderKind.ENROL: "Зачислено",
        OrderKind.EXPEL: "Отчислено",
        OrderKind.TRANSFER: "Переведено",
        OrderKind.COMPLETE: "Завершили стажировку",
    }
)
_LOOKS: Mapping[EnrollmentStatus, ChipLook] = MappingProxyType(
    {
        EnrollmentStatus.APPLIED: ChipLook(State.NEUTRAL, "mail_inbox"),
        EnrollmentStatus.ENROLLED: ChipLook(State.IN_PROGRESS, "circle"),
        EnrollmentStatus.STUDYING: ChipLook(State.IN_PROGRESS, "circle_half_fill"),
        EnrollmentStatus.COMPLETED: ChipLook(State.DONE, "checkmark_circle"),
        EnrollmentStatus.EXPELLED: ChipLook(State.NEUTRAL, "subtract"),
    }
)
_WAITS = ChipLook(State.ATTENTION, "clock")
_MOVED = ChipLook(State.POSTPONED, "arrow_swap")


def place_look(person: StreamPerson, free: int | None) -> ChipLook:
    """The chip of a place; `free` places are what the first applications find."""
    if _waits(person, free):
        return _WAITS
    return _MOVED if _is_moved(person) else _LOOKS[person.status]


def place_state(person: StreamPerson, free: int | None) -> str:
    """The word on that chip."""
    if _waits(person, free):
        return "ждёт места"
    return "переведён" if _is_moved(person) else person.status.label


def place_days(person: StreamPerson) -> str:
    """«заявка 12.01.2026», «с 12.01.2026», «12.01.2026–01.02.2026»."""
    if person.status is EnrollmentStatus.APPLIED:
        return f"заявка {day_in_table(person.applied_on)}" if person.applied_on else "заявка"
    since = day_in_table(person.enrolled_on) if person.enrolled_on else ""
    if person.left_on is None:
        return f"с {since}" if since else "с начала потока"
    return f"{since}–{day_in_table(person.left_on)}" if since else f"до {day_in_table(person.left_on)}"


def place_paper(person: StreamPerson) -> str:
    """The last order about a place: «№ 7 от 12.01.2026»; nothing where there is no such paper."""
    number, day = (
        (person.order_out, person.order_out_on) if person.left_on is not None else (person.order_in, person.order_in_on)
    )
    return f"№{NBSP}{number} от {day_in_table(day)}" if number and day else ""


def moved_words(person: StreamPerson) -> str:
    """Where she came from or went to: a tooltip."""
    parts = (("Перевод из потока", person.came_from), ("Перевод в поток", person.went_to))
    return "\n".join(f"{words} «{title}»" for words, title in parts if title)


def order_words(order: OrderLine) -> str:
    """«О зачислении, № 7 от 12.01.2026 · 20 стажёров»."""
    named = counted(order.people, "стажёр", "стажёра", "стажёров")
    kind = order.kind.label
    return f"{kind[0].upper()}{kind[1:]}, №{NBSP}{order.number} от {day_in_table(order.dated_on)} · {named}"


def ordered_words(kind: OrderKind, people: int, number: str | None, next_name: str | None) -> str:
    """For the undo bar: «Отчислено: 1 стажёр, приказ № 12. Освободилось место: на очереди — Иванова М. П.»."""
    paper = f", приказ №{NBSP}{number}" if number else ", без приказа"
    said = f"{_DONE[kind]}: {counted(people, 'стажёр', 'стажёра', 'стажёров')}{paper}"
    return f"{said}. {freed_words(next_name)}" if next_name else said


def freed_words(next_name: str) -> str:
    """Who is next when somebody's place became free."""
    return f"Освободилось место: на очереди — {next_name}"


def taken_said(places: StreamPlaces, capacity: int | None) -> str:
    """«Занято 20 из 25 мест»."""
    if capacity is None:
        return f"Зачислено: {places.taken}"
    return f"Занято {places.taken} из{NBSP}{counted(capacity, 'места', 'мест', 'мест')}"


def places_said(places: StreamPlaces, capacity: int | None) -> str:
    """«Занято 20 из 25 мест, заявок 3, в листе ожидания 1»."""
    parts = [taken_said(places, capacity)]
    if places.applied:
        parts.append(f"заявок {len(places.applied)}")
    if places.waiting:
        parts.append(f"в листе ожидания {len(places.waiting)}")
    return ", ".join(parts)


def next_said(places: StreamPlaces) -> str:
    """Whose turn it is now that a place is free; nothing where nobody waits or no place is."""
    person = places.next_in_line
    if person is None or places.free is None:
        return ""
    day = f", заявка от {day_in_text(person.applied_on)}" if person.applied_on else ""
    lead = "Освободилось место" if places.freed else "Есть место"
    return f"{lead}: на очереди — {person.name}{day}"


def _waits(person: StreamPerson, free: int | None) -> bool:
    return person.status is EnrollmentStatus.APPLIED and free is not None and person.turn > free


def _is_moved(person: StreamPerson) -> bool:
    """Whether she left for another stream: the order says so, and where there is none her place in that stream."""
    if person.status is not EnrollmentStatus.EXPELLED:
        return False
    return person.went_to is not None if person.order_out_kind is None else person.order_out_kind is OrderKind.TRANSFER
