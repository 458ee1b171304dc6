"""Days of the plan as a file that a phone's calendar takes (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Protocol, cast

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from models.identity import VLADIVOSTOK
from models.rows.calendar import CalendarEntry

_ZONE = "Asia/Vladivostok"
_OFFSET = timedelta(hours=10)


class _Part(Protocol):
    """The use made here of a component: icalendar leaves the values of `add` without a type."""

    def add(self, name: str, value: str | date | timedelta, parameters: dict[str, str] | None = None) -> None: ...


def calendar_bytes(entries: Iterable[CalendarEntry], *, title: str) -> bytes:
    """The file of these entries, the same bytes for the same entries; `title` is what the calendar is called.

    Identities are those of the records: taken in again, the file changes entries instead of doubling them. Lines
    without a time are whole days that leave the person free.
    """
    calendar = Calendar()
    head = cast("_Part", calendar)
    head.add("prodid", "-//Marshrut//Plan//RU")
    head.add("version", "2.0")
    head.add("method", "PUBLISH")
    head.add("name", title)
    head.add("x-wr-calname", title)
    head.add("x-wr-timezone", _ZONE)
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _zone() -> Timezone:
    """Приморье, +10 without daylight saving (domain.md §3.9); written out, since Windows knows no zones by name."""
    zone, rule = Timezone(), TimezoneStandard()
    cast("_Part", zone).add("tzid", _ZONE)
    standard = cast("_Part", rule)
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - RFC 5545: a zone's own times have no zone
    standard.add("tzoffsetfrom", _OFFSET)
    standard.add("tzoffsetto", _OFFSET)
    standard.add("tzname", "+10")
    zone.add_component(rule)
    return zone


def _event(entry: CalendarEntry) -> Event:
    made = Event()
    event = cast("_Part", made)
    event.add("uid", entry.uid)
    changed = datetime.fromisoformat(entry.changed_at)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("summary", entry.title)
    if entry.starts_at is None:
        # The last day of a whole-day entry is the first one it no longer has.
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        begin = _local(entry.first, entry.starts_at)
        event.add("dtstart", begin, parameters={"TZID": _ZONE})
        event.add("dtend", begin + timedelta(minutes=entry.minutes), parameters={"TZID": _ZONE})
    if entry.place:
        event.add("location", entry.place)
    if entry.description:
        event.add("description", entry.description)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return made


def _local(day: date, starts_at: str) -> datetime:
    """The time on the wall: its zone stands beside it."""
    return datetime.combine(day, time.fromisoformat(starts_at), VLADIVOSTOK).replace(tzinfo=None)
