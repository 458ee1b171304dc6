"""A place to work at over a test's own database, as the composition root makes one for the window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from models.database import Database
from tests.models.make import HEAD
from views.changes import Changes
from views.jobs import Jobs
from views.messages import Messages
from views.remembered import Remembered
from views.theme import Theme
from views.workplace import Workplace


def nowhere(_section: str, _place: object) -> None:
    """No other section can be gone to."""


@contextmanager
def working(
    db: Database, theme: Theme, folder: Path, go: Callable[[str, object], object] = nowhere
) -> Iterator[Workplace]:
    """Everything around the database; at the end nothing may have failed on a lane."""
    changes, jobs = Changes(), Jobs()
    changes.follow(db)
    failed: list[object] = []
    jobs.failed.connect(failed.append)

    def lead(section: str, place: object) -> None:
        go(section, place)

    yield Workplace(
        db=db,
        actor=lambda: HEAD,
        jobs=jobs,
        changes=changes,
        theme=theme,
        messages=Messages(),
        remembered=Remembered(folder),
        data_folder=folder,
        outbox=folder,
        attachments=folder / "attachments",
        go=lead,
    )
    jobs.close()
    assert not failed


def sentences(workplace: Workplace) -> list[str]:
    """What the person is told from now on."""
    told: list[str] = []
    workplace.messages.said.connect(lambda notice: told.append(notice.text))
    return told
