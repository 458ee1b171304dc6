"""States of what is handed in: the letter of each, what a typed sign sets, and the field that sets one."""

from models.rows.codes import SubmissionState
from views.theme import Theme
from views.widgets.choice import ChoiceField

LETTERS = {
    SubmissionState.MISSING: "Н",
    SubmissionState.SUBMITTED: "С",
    SubmissionState.RETURNED: "Д",
    SubmissionState.ACCEPTED: "П",
}
"""What stands in a cell, and the key that sets it."""

_KEYS = {
    "н": SubmissionState.MISSING,
    "y": SubmissionState.MISSING,
    "с": SubmissionState.SUBMITTED,
    "c": SubmissionState.SUBMITTED,
    "д": SubmissionState.RETURNED,
    "l": SubmissionState.RETURNED,
    "п": SubmissionState.ACCEPTED,
    "g": SubmissionState.ACCEPTED,
    " ": SubmissionState.ACCEPTED,
}
"""Latin letters are the same keys in the other layout; space is the usual end: accepted."""


def key_means(text: str) -> SubmissionState | None:
    """The state a typed letter or space sets, in either layout; None for any other key."""
    return _KEYS.get(text.casefold())


def state_field(theme: Theme) -> ChoiceField:
    """A field for the state of what is handed in."""
    return ChoiceField(theme, [(each, each.label) for each in SubmissionState])
