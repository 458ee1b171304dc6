"""A record with meetings that were not held: the same engine then says what would be met (domain.md §3.1)."""

from collections.abc import Sequence
from dataclasses import replace

from models.rows.codes import Mode, Presence
from models.rows.requirements import InternshipRecord, Visit
from models.rows.what_if import SupposedMeeting, WhatIf
from models.rules.words import capitalised, day_in_text, quoted

_MINUTES = 90
"""Of a meeting nobody has given a length: none of the five asks for it."""


def suppose(record: InternshipRecord, meetings: Sequence[SupposedMeeting]) -> InternshipRecord:
    """The record as it would be if she came to all of these; a mark that is there already stays."""
    supposed = {each.event_id: each for each in meetings if each.event_id is not None}
    visits = [
        visit._replace(presence=_there(supposed[visit.event_id]))
        if visit.event_id in supposed and visit.presence is None
        else visit
        for visit in record.visits
    ]
    visits += [_visit(each, number) for number, each in enumerate(meetings, start=1) if each.event_id is None]
    return replace(record, visits=tuple(sorted(visits, key=lambda visit: visit.held_on)))


def supposition_words(meetings: Sequence[SupposedMeeting], found: WhatIf) -> str:
    """«Если провести мастер-класс 20 мая, готовы 23 из 25»."""
    held = " и ".join(f"{each.format} {day_in_text(each.day)}" for each in meetings)
    if not held:
        return f"Сейчас готовы {found.ready_now} из {found.total}"
    return f"Если провести {held}, готовы {found.ready_then} из {found.total}"


def meeting_words(meeting: SupposedMeeting) -> str:
    """«20 мая: мастер-класс «Круг выбора»», as a choice of the list says it."""
    titled = f"{capitalised(meeting.format)} {quoted(meeting.title)}" if meeting.title else capitalised(meeting.format)
    return f"{day_in_text(meeting.day)}: {titled}" + (" (по плану)" if meeting.plan_item_id is not None else "")


def _there(meeting: SupposedMeeting) -> Presence:
    return Presence.REMOTE if meeting.mode is Mode.REMOTE else Presence.PRESENT


def _visit(meeting: SupposedMeeting, number: int) -> Visit:
    """The visit to a meeting without an event; its id is that of no event."""
    return Visit(
        event_id=-number,
        held_on=meeting.day,
        title=meeting.title or capitalised(meeting.format),
        format=meeting.format,
        mode=meeting.mode,
        duration_min=_MINUTES,
        is_seminar=meeting.is_seminar,
        is_practical=meeting.is_practical,
        is_masterclass=meeting.is_masterclass,
        is_of_stream=True,
        presence=_there(meeting),
        minutes=None,
        makeup_on=None,
    )
