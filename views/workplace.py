"""What a section of the window is given to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from views.changes import Changes
from views.jobs import Jobs
from views.messages import Messages
from views.outgoing import Outgoing
from views.remembered import Remembered
from views.theme import Theme

if TYPE_CHECKING:
    from models.database import Actor, Database


@dataclass(frozen=True, slots=True)
class Workplace:
    """The open database with everything around it; made once, by the composition root."""

    db: Database
    actor: Callable[[], Actor]
    """Who acts now: the team member chosen in «Настройки», the head by default."""
    jobs: Jobs
    changes: Changes
    theme: Theme
    messages: Messages
    remembered: Remembered
    data_folder: Path
    outbox: Path
    attachments: Path
    """Where contents of attached files are kept: `models.kept_files`."""
    go: Callable[[str, object], None]
    """Open a section by its key, with a record to show or None."""
    show_example: Callable[[], None] | None = None
    """Open the invented site in a window of its own; None where that cannot be done."""
    restore: Callable[[Path], None] | None = None
    """Put a copy of the database in place of the one that is open; None where that cannot be done."""
    backed_up: Callable[[], None] = lambda: None
    """A copy was made: the foot of the navigation says when the last one was."""
    change_folder: Callable[[Path], None] | None = None
    """Go on in another data folder: a site that is there is opened, into an empty one the data are copied.

    None where the folder was named at the start (`--data`).
    """
    outgoing: Outgoing = field(default_factory=Outgoing)
    """What goes to ИРО just now."""
