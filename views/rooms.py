"""The rooms of a section: each is a page of its own below the list, made when it is first entered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, cast

from PySide6.QtWidgets import QStackedWidget, QWidget


class RoomPage(Protocol):
    """What a room is, besides a widget."""

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        ...

    def reload(self) -> None:
        """Ask for everything again."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room: how it is called and made, and how one leaves it."""

    key: str
    title: Callable[[], str]
    """Asked while the room is shown: it may follow what is shown there."""
    crumb: str
    """Where one is, beside the way back: «потоки»."""
    make: Callable[[], QWidget]
    above: tuple[str, Callable[[], object]]
    """Where Esc and the way back lead: its name and the way there."""
    tables: frozenset[str] = frozenset()
    """Whose changes the room shows at once."""
    new: Callable[[Any], object] | None = None
    """Ctrl+N in this room, given its page; None where the list's own «new» is meant."""
    tools: Sequence[QWidget] = ()
    """What stands in the header only here."""


class Rooms(QStackedWidget):
    """The list and, over it, the room one is in."""

    def __init__(self, first: QWidget, rooms: Sequence[Room]) -> None:
        super().__init__()
        self.all = {room.key: room for room in rooms}
        """Every room by its key."""
        self._made: dict[str, QWidget] = {}
        self._current: Room | None = None
        self._first = first
        self.addWidget(first)

    @property
    def current(self) -> Room | None:
        """The room one is in; None in the list."""
        return self._current

    @property
    def page(self) -> RoomPage | None:
        """The page of the room one is in; None in the list."""
        return None if self._current is None else cast("RoomPage", self._made[self._current.key])

    def is_in(self, key: str) -> bool:
        """Whether this room is the one that is shown."""
        return self._current is not None and self._current.key == key

    def lead_back(self, key: str, name: str, way: Callable[[], object]) -> None:
        """Let a room that is entered from several places lead back to where one came from."""
        self.all[key] = replace(self.all[key], above=(name, way))

    def show_list(self) -> None:
        """Leave the room."""
        self._current = None
        self.setCurrentWidget(self._first)

    def show_room(self, key: str) -> None:
        """Enter a room; its page is made if nobody has been there yet."""
        self._current = self.all[key]
        if key not in self._made:
            self._made[key] = self._current.make()
            self.addWidget(self._made[key])
        self.setCurrentWidget(self._made[key])
