"""What headings of groups say about the rows below them: the municipality, the kindergarten, the position."""

import re

from models.rules.clean import clean
from models.rules.municipality_names import looks_like_municipality
from models.rules.organization_names import looks_like_organization
from models.rules.positions import position_of_group

_NUMBERED = re.compile(r"^\d{1,3}\s?[.)]\s?(?=\D)")


class Section:
    """What the headings above a row say; a heading ends what the groups inside the former one said."""

    __slots__ = ("_levels", "said")

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        """Field → text, '' where a group outside of it has begun since."""
        self._levels = ["municipality"]

    def open(self, field: str, text: str) -> None:
        """Begin a group; of kindergartens and positions the one that was met first is outside."""
        if field not in self._levels:
            self._levels.append(field)
        inside = self._levels[self._levels.index(field) + 1 :]
        self.said |= {field: text, **dict.fromkeys(inside, "")}

    def open_by(self, text: str) -> bool:
        """Begin the group that a heading names; False when it names neither a place of work nor a position."""
        if looks_like_organization(text):
            self.open("organization", _NUMBERED.sub("", clean(text)))
        elif looks_like_municipality(text):
            self.open("municipality", _NUMBERED.sub("", clean(text)))
        elif position := position_of_group(text):
            self.open("position", position)
        else:
            return False
        return True
