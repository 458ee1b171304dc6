"""The `.ics` of a plan, read back by icalendar and by hand."""

import re
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from exports.registry import calendar_file
from models.rows.calendar import CalendarEntry

LONG = "Семинар-практикум «Речь, игра; движение» для воспитателей и методистов дошкольных организаций округа"
WHOLE = CalendarEntry(
    uid="0190-a",
    title=LONG,
    first=date(2026, 3, 10),
    last=date(2026, 3, 12),
    starts_at=None,
    minutes=0,
    place="Детский сад № 7, зал",
    description="Пункт плана 1.2\nОтветственный: Тьюторова М. П.",
    is_cancelled=False,
    changed_at="2026-03-02T00:00:01.000Z",
)
TIMED = WHOLE._replace(
    uid="0190-b", title="Вебинар", last=date(2026, 3, 10), starts_at="10:30", minutes=90, place=None, description=""
)


def unfolded(content: bytes) -> list[str]:
    """Logical lines by RFC 5545 §3.1: a line that begins with a blank goes on the one before."""
    return re.sub(r"\r\n[ \t]", "", content.decode()).split("\r\n")


def test_another_reader_finds_what_was_written() -> None:
    read = Calendar.from_ical(calendar_file([WHOLE, TIMED], "План"))
    whole, timed = read.walk("VEVENT")
    assert (str(whole["summary"]), str(whole["uid"])) == (LONG, "0190-a")
    assert (whole["dtstart"].dt, whole["dtend"].dt) == (date(2026, 3, 10), date(2026, 3, 13))
    assert str(whole["description"]) == WHOLE.description
    begin = timed["dtstart"].dt
    assert begin.utcoffset() == timedelta(hours=10)
    assert begin == datetime(2026, 3, 10, 0, 30, tzinfo=UTC)
    assert timed["dtend"].dt - begin == timedelta(minutes=90)


def test_the_text_is_what_the_standard_asks_for() -> None:
    content = calendar_file([WHOLE, TIMED], "План")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = unfolded(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20260310" in lines
    assert "DTSTART;TZID=Asia/Vladivostok:20260310T103000" in lines
    assert "DTEND;TZID=Asia/Vladivostok:20260310T120000" in lines
    assert "LOCATION:Детский сад № 7\\, зал" in lines
    assert "DTSTAMP:20260302T000001Z" in lines


def test_the_zone_is_written_out() -> None:
    lines = unfolded(calendar_file([TIMED], "План"))
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert {"TZID:Asia/Vladivostok", "TZOFFSETFROM:+1000", "TZOFFSETTO:+1000", "DTSTART:19700101T000000"} <= set(zone)


def test_a_cancelled_entry_is_sent_as_such() -> None:
    lines = unfolded(calendar_file([WHOLE._replace(is_cancelled=True)], "План"))
    assert "STATUS:CANCELLED" in lines


def test_an_empty_plan_is_an_empty_calendar() -> None:
    assert Calendar.from_ical(calendar_file([], "План")).walk("VEVENT") == []


def test_the_same_entries_give_the_same_bytes() -> None:
    assert calendar_file([WHOLE, TIMED], "План") == calendar_file([WHOLE, TIMED], "План")
