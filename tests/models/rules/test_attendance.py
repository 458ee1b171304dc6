import pytest

from models.rows.codes import Mode, Presence
from models.rules.attendance import TOOK_PART, marks_of

ALWAYS = {Presence.ABSENT, Presence.EXCUSED, Presence.MADE_UP}


@pytest.mark.parametrize(
    ("mode", "there"),
    [
        (Mode.IN_PERSON, {Presence.PRESENT}),
        (Mode.REMOTE, {Presence.REMOTE}),
        (Mode.MIXED, {Presence.PRESENT, Presence.REMOTE}),
    ],
)
def test_who_was_there_is_marked_as_the_event_was_held(mode: Mode, there: set[Presence]) -> None:
    assert set(marks_of(mode)) == there | ALWAYS


def test_a_made_up_session_is_no_visit() -> None:
    assert {Presence.PRESENT, Presence.REMOTE} == TOOK_PART
