"""Attendance as the person sees it: which marks an event offers, which key sets which, and what they add up to."""

from collections.abc import Iterable
from typing import NamedTuple

from models.rows.codes import Mode, Presence
from models.rows.events import AttendanceLine
from models.rules.attendance_signs import WORDS as PRINTED_WORDS
from views.states import State
from views.widgets.paint import Mark

WORDS = {**PRINTED_WORDS, Presence.EXCUSED: "уважительная"}
"""What the marks are called in the window, as short as on its buttons."""

STATES = {
    Presence.PRESENT: State.DONE,
    Presence.REMOTE: State.IN_PROGRESS,
    Presence.EXCUSED: State.ATTENTION,
    Presence.ABSENT: State.OVERDUE,
    Presence.MADE_UP: State.NEUTRAL,
}

_LETTERS = {Presence.REMOTE: "Д", Presence.EXCUSED: "У", Presence.ABSENT: "Н"}
_KEYS = {
    "н": Presence.ABSENT,
    "y": Presence.ABSENT,
    "у": Presence.EXCUSED,
    "e": Presence.EXCUSED,
    "д": Presence.REMOTE,
    "l": Presence.REMOTE,
}
"""Latin letters are the same keys in the other layout: Latin «y» stands where Cyrillic «н» does."""


def here(mode: Mode) -> Presence:
    """The mark of somebody who takes part as everyone does: in a remote event that is «дистанционно»."""
    return Presence.REMOTE if mode is Mode.REMOTE else Presence.PRESENT


def offered(mode: Mode) -> tuple[Presence, ...]:
    """The marks a row offers, from left to right; «Д» only where some sit in the room and some do not."""
    remote = (Presence.REMOTE,) if mode is Mode.MIXED else ()
    return (here(mode), *remote, Presence.EXCUSED, Presence.ABSENT)


def mark_look(presence: Presence, mode: Mode) -> Mark:
    """How a mark is painted: a tick for who takes part as everyone does, a letter for an exception."""
    if presence is here(mode):
        return Mark("checkmark", State.DONE, WORDS[presence])
    return Mark(_LETTERS[presence], STATES[presence], WORDS[presence])


def key_means(text: str, mode: Mode) -> Presence | None:
    """The mark a typed letter or space sets, in either layout; None for any other key."""
    return here(mode) if text == " " else _KEYS.get(text.casefold())


class Tally(NamedTuple):
    """What a sheet adds up to, people without a mark counted as taking part; `unmarked` says how many those are."""

    present: int
    remote: int
    excused: int
    absent: int
    made_up: int
    unmarked: int
    total: int

    @property
    def took_part(self) -> int:
        """Present and remote."""
        return self.present + self.remote


def tally(lines: Iterable[AttendanceLine], mode: Mode) -> Tally:
    """Count a sheet as «Готово» would store it."""
    marks = [line.state for line in lines]
    stored = [here(mode) if mark is None else mark for mark in marks]
    return Tally(
        present=stored.count(Presence.PRESENT),
        remote=stored.count(Presence.REMOTE),
        excused=stored.count(Presence.EXCUSED),
        absent=stored.count(Presence.ABSENT),
        made_up=stored.count(Presence.MADE_UP),
        unmarked=marks.count(None),
        total=len(marks),
    )
