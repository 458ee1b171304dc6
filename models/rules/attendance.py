"""Which marks an event takes (domain.md §3.1, design.md §3)."""

from models.rows.codes import Mode, Presence

TOOK_PART = frozenset({Presence.PRESENT, Presence.REMOTE})
"""Marks that count as a visit; an отработка closes a missed session but is no visit."""


def marks_of(mode: Mode) -> tuple[Presence, ...]:
    """The marks an event of this mode takes: in a remote event nobody is in the room, in the room nobody is remote."""
    there = {
        Mode.IN_PERSON: (Presence.PRESENT,),
        Mode.REMOTE: (Presence.REMOTE,),
        Mode.MIXED: (Presence.PRESENT, Presence.REMOTE),
    }[mode]
    return (*there, Presence.ABSENT, Presence.EXCUSED, Presence.MADE_UP)
